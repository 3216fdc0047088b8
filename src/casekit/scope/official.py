"""Official names as owners of figures: the case, the units above it, and places that a sentence begins with."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from casekit.codebook.places import Mention as Named
from casekit.codebook.places import Place
from casekit.codebook.scope import ScopeWords
from casekit.document import Document
from casekit.scope.mention import Mention

_WHEN = re.compile(
    r"(?:截[至止到]|自|从|到)?(?:\d{4}年|[今去前]年)?(?:\d{1,2}月份?)?(?:\d{1,2}日)?"
    r"(?:[上中下]旬|[上下]半年|[年月]?[初底末]|以来|期间)?，"
)
# whose body a place's may be: 娄底市纪检监察机关共立案67件
_BODY = re.compile(r"(?:[^，。；：、0-9]{0,8}?(?:机关|部门|政府|法院|局|委|系统|组织))?")
_UNITS = frozenset(["place", "list", "other", "part"])
_LISTED = ("、", "等", "和", "与", "及")
_PLACED = frozenset(["seat", "case", "wider"])  # whose place the one named before may tell
_COUNTY = 5  # so many signs of a county's code that do not end in zeros, at least
_TIME = 16  # signs of a time before the subject of a sentence


def official(
    names: Iterable[Named], taken: set[int], document: Document, starts: list[int], counts: tuple[str, ...]
) -> Iterator[Mention]:
    """Official names: the case, or another place if the sentence begins with it; `taken` are ends of other names.

    The units above the case are mostly named as an address or as the source of orders, but 全省 of figures right behind
    them, 山西省18个贫困县, and of the sentence that says what the unit has or did (`counts`): 山西省共选派… Where the case
    is not known every name may be that of its owner; of an address it is the last: 甘肃省临洮县. The rest are `other`.
    """
    text, case = document.text, document.place
    own = document.adcode.rstrip("0")
    own = own + "0" * (len(own) % 2) if 0 < len(own) < _COUNTY else ""  # what the codes of its counties begin with
    names = [name for name in names if name[1] not in taken]
    told: dict[int, str] = {}  # by the identity of the gazetteer's own tuples, which is quicker than their contents
    address = last = -1  # where the address begins that the last name has gone on: 拉萨市当雄县
    for (start, end, places, short), after in zip_longest(names, names[1:]):
        address, last = (address if start == last else start), end
        whose = told.get(id(places))
        if whose is None:
            whose = told[id(places)] = _whose(places, document)
        if whose == "case":
            yield Mention(start, end, case or places[0].name, "case")
        elif whose:
            if text[end : end + 1].isdecimal() and (not short or places[0].level == "province"):
                yield Mention(start, end, whose, "above")
            elif not short and _opens(starts, address, text) and text.startswith(counts, _BODY.match(text, end).end()):
                yield Mention(start, end, whose, "region")
        elif (short and places[0].level != "province") or (after and after.start == end and not after.short):
            continue
        elif own and not short and _is_in(places, own, address, text):
            yield Mention(start, end, places[0].name, "other" if text[end : end + 1] in _LISTED else "part")
        elif short or (case and not _opens(starts, address, text)):
            if places[0].ordinary:
                continue
            yield Mention(start, end, places[0].name, "other")
        else:
            yield Mention(start, end, places[0].name, "list" if text[end : end + 1] in ("、", "等") else "place")


def in_place(found: list[Mention], document: Document, words: ScopeWords, starts: list[int]) -> Iterator[Mention]:
    """Names in order: 全省, 该县 behind another unit of that level in the sentence stands for it (而在辽宁，全省…), 县委 and
    市财政 at the begin of a clause for the case, if no place was named before in the sentence.
    """
    text, own = document.text, words.seats.get(document.place[-1:], ())
    place: Mention | None = None
    for mention in sorted(found):
        start, _, scope, kind = mention
        if kind in _PLACED:
            behind = place is not None and starts[bisect_right(starts, start) - 1] <= place.start
            if kind == "seat":
                if scope not in own or behind:
                    continue
                mention, place = Mention(start, start + 1, document.place, "case"), None
            elif behind and text[start] in "全该" and place.scope.endswith(text[start + 1]):
                mention = mention._replace(scope=place.scope, kind="place")
            elif kind == "case":
                place = None
        elif kind in _UNITS:
            place = mention
        if kind != "other":
            yield mention


def _whose(places: tuple[Place, ...], document: Document) -> str:
    """Is a name with these meanings that of the case ("case"), now or once, or of which unit above it ("": none)?"""
    name, code = document.place, document.adcode or "none"
    if any(place.name == name or code in (place.adcode, place.successor) for place in places):
        return "case"
    above = {document.prefecture, document.province} - {""}
    return next((place.name for place in places if place.name in above), "")


def _is_in(places: tuple[Place, ...], own: str, at: int, text: str) -> bool:
    """其中，甲县投入1.9亿元，乙县…: does a clause begin with a place that lies in the case?"""
    return text[at - 1 : at] in ("，", "；", "：") and places[0].adcode.startswith(own)


def _opens(starts: list[int], at: int, text: str) -> bool:
    """Does a sentence begin at this offset, a time before it left out: 2017年4月，永顺县选择…?"""
    i = bisect_right(starts, at)
    if not i or at - starts[i - 1] > _TIME:
        return False
    return at - starts[i - 1] <= 1 or _WHEN.fullmatch(text, starts[i - 1], at) is not None
