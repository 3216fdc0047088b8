"""The names of a text that may own a figure: the case and other places, persons, organisations."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from casekit.codebook import Codebook
from casekit.codebook.places import Mention as Named
from casekit.codebook.places import load_places
from casekit.codebook.scope import ScopeWords, load_scope_words
from casekit.document import Document
from casekit.scope.expression import OPENS, expression
from casekit.scope.holders import holders
from casekit.scope.mention import Mention
from casekit.scope.persons import people
from casekit.scope.stems import NUMERALS, begin, glued_words, is_generic, no_place, plain_verbs, stem_of, unglued

_NEAR = 5  # characters between enumerated places
_WHOLE = "全该我咱俺"  # 全村 stands for itself where no village was named, 村里 for nothing
_COUNTED = re.compile(r"(?:\d+|[一二三四五六七八九十两]+)多?个\Z")
_WHEN = re.compile(r"(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[上中下]旬|[年月]?[初底末]|以来|期间)?，")
_TIME = 16  # signs of a time before the subject of a sentence
_FEW = 8  # so many names are looked for one by one
_OPENS = frozenset(["", *OPENS])
_LOOSE_NAMES = ("place", "branch")  # a verb may stand before these
_WHOLE_NAMES = ("village", "township", "opened", "branch")  # nothing stands before these names
_AND = ("和", "与", "及", "、")  # between places that lie beside
_LYING = ("place", "case", "list")
_PERSONS = ("person", "says")
_KNOWN = ("person", "place", "agent", "says")
_QUOTED = 400  # a quotation of somebody's words is not longer
_BACK = 160  # so far behind a person's name he is he


@lru_cache(maxsize=8)
def _finders(codebook: Codebook) -> tuple:
    """What finds names with the words of one codebook, looked up once for an article."""
    words, verbs, glued = load_scope_words(codebook), plain_verbs(codebook), glued_words(codebook)
    return words, verbs, glued, expression(codebook), load_places(codebook), people(codebook), holders(codebook)


def mentions(document: Document, codebook: Codebook) -> Iterator[Mention]:
    """All names of a text that can own a figure, sorted."""
    words, verbs, glued, names, places, persons, bodies = _finders(codebook)
    text = document.text
    matches = list(names.finditer(text))
    endings = Counter([m["place"][-length:] for m in matches if m.lastgroup == "place" for length in (3, 4, 5)])
    found = [mention for match in matches if (mention := _read(match, endings, document, words, verbs, glued))]
    found += [_town(m, text, glued) for m in matches if m.lastgroup == "village"]
    starts = [sentence.start for sentence in document.sentences]
    found += _official(places.mentions(text), {mention.end for mention in found}, document, starts)
    if any(mention.kind == "seat" for mention in found):
        found = _seats(sorted(found), document, words, starts)
    found += persons.aged(text)
    agents = {mention.scope for mention in found if mention.kind == "agent"}
    if agents:
        found = [m._replace(kind="agent") if m.kind in _PERSONS and m.scope in agents else m for m in found]
    found += _again(found, text)
    found += persons.speakers(found, text)
    found = _outside(found, list(bodies.find(text)))
    return _resolved(_without_lists(_elsewhere(found, text, starts, words)), words, document)


def _seats(found: list[Mention], document: Document, words: ScopeWords, starts: list[int]) -> list[Mention]:
    """Names with 县委, 市财政 at the begin of a clause as the case, if no place was named before in the sentence."""
    own = tuple(words.seats.get(document.place[-1:], ()))
    places, kept = [mention.start for mention in found if mention.kind in ("place", "list")], []
    for mention in found:
        if mention.kind == "seat":
            begin = starts[max(bisect_right(starts, mention.start) - 1, 0)]
            if mention.scope not in own or bisect_right(places, mention.start) > bisect_right(places, begin - 1):
                continue
            mention = Mention(mention.start, mention.start + 1, document.place, "case")
        kept.append(mention)
    return kept


def _town(match: re.Match, text: str, glued: Mapping[str, Sequence[str]]) -> Mention:
    """The township that a village is named after."""
    start, end = match.span("town")
    start = unglued(start, end, text, glued)
    return Mention(start, end, text[start:end], "place")


def _again(found: list[Mention], text: str) -> Iterator[Mention]:
    """Persons who were named with their role once, and places that are known by their township or county."""
    names = {m.scope: "person" if m.kind == "says" else m.kind for m in found if m.kind in _KNOWN}
    if names:
        known = {mention.start for mention in found} | {mention.end for mention in found}
        for start, end in _occurrences(list(names), text):
            if start not in known and end not in known and not text.startswith("这样", end):
                yield Mention(start, end, text[start:end], names[text[start:end]])


def _occurrences(names: list[str], text: str) -> Iterator[tuple[int, int]]:
    """Where any of the names stands, the longest at every place; a few are found before an automaton is made."""
    if len(names) > _FEW:
        searched = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
        yield from ((start, end) for _, start, end in searched.find_matches_as_indexes(text))
        return
    spans = []
    for name in names:
        start = text.find(name)
        while start >= 0:
            spans.append((start, -len(name)))
            start = text.find(name, start + 1)
    at = 0
    for start, length in sorted(spans):
        if start >= at:
            at = start - length
            yield start, at


def _outside(found: list[Mention], organisations: list[Mention]) -> list[Mention]:
    """Organisations and the names beside them, sorted; a name inside that of an organisation is a part of it."""
    spans = [(mention.start, mention.end) for mention in organisations]
    at, kept = 0, []
    for mention in sorted(found, key=lambda mention: (mention.start, mention.end)):
        while at < len(spans) and spans[at][1] <= mention.start:
            at += 1
        if at == len(spans) or mention.start < spans[at][0]:
            kept.append(mention)
    return sorted(kept + organisations, key=lambda mention: (mention.start, mention.end))


def _elsewhere(found: list[Mention], text: str, starts: list[int], words: ScopeWords) -> Iterator[Mention]:
    """Without places that only say where the owner lies, works or what it exceeds: 大湾村地处县城北部, 高于全县."""
    last: Mention | None = None
    aside = -1  # where the last place ends that only lies beside
    for mention in found:
        if mention.kind == "person" and text.endswith(words.beside_person, 0, mention.start):
            continue
        if (
            mention.kind in _LYING
            and last is not None
            and (text[aside : mention.start] in _AND or text.endswith(words.beside, 0, mention.start))
        ):
            sentence = bisect_right(starts, mention.start) - 1
            if sentence >= 0 and last.end > starts[sentence]:
                if text[mention.end : mention.end + 1].isdecimal():  # 大湾村是全县21个试点村之一
                    yield mention._replace(kind="above")
                aside = mention.end
                continue
        last = mention
        yield mention


def _without_lists(found: list[Mention]) -> Iterator[Mention]:
    """Places that are enumerated own no figure: 甲镇大湾村、小湾村，乙镇白岩村."""
    run: list[Mention] = []
    for mention in [*found, None]:
        if mention and mention.kind in ("place", "list") and (not run or mention.start - run[-1].end <= _NEAR):
            run.append(mention)
            continue
        if not any(place.kind == "list" for place in run):
            yield from run
        run = [mention] if mention and mention.kind in ("place", "list") else []
        if mention and not run:
            yield mention


def _resolved(found: Iterable[Mention], words: ScopeWords, document: Document) -> Iterator[Mention]:
    """全村, 该镇: the village, the township that was named last, or the only one that is named at all.

    Where none is, 全村 and 我村 stand for themselves, 村民 is dropped.
    """
    found, place, text = list(found), document.place, document.text
    only: dict[str, set[str]] = {}
    for mention in found:
        if mention.kind == "place":
            only.setdefault(mention.scope[-1], set()).add(mention.scope)
    last: dict[str, str] = {}
    person: Mention | None = None
    for mention in found:
        if mention.kind == "place":
            last[mention.scope[-1]] = mention.scope
        elif mention.kind in ("person", "agent", "says"):
            person = mention
        if mention.kind == "him":
            low = max(0, mention.start - _QUOTED)
            quoted = text.rfind("“", low, mention.start) > text.rfind("”", low, mention.start)
            if person is not None and not quoted and mention.start - person.end < _BACK:
                yield mention._replace(scope=person.scope, kind="agent" if person.kind == "agent" else "person")
            continue
        if mention.kind != "again":
            yield mention
            continue
        kind = words.again[mention.scope]
        if kind in last:
            yield mention._replace(scope=last[kind], kind="place")
        elif place.endswith(kind):
            yield mention._replace(scope=place, kind="case")
        elif mention.scope[0] in _WHOLE:
            (name, *others) = only.get(kind, ("",))
            yield mention._replace(scope=name if name and not others else mention.scope, kind="place")


def _official(names: Iterable[Named], taken: set[int], document: Document, starts: list[int]) -> Iterator[Mention]:
    """Official names: the case, or another place if the sentence begins with it; `taken` are ends of other names.

    The units above the case are mostly named as an address or as the source of orders, but 全省 of figures right behind
    them: 山西省18个贫困县. Where the article's case is not known every name may be that of its owner; of an address it is
    the last: 甘肃省临洮县.
    """
    text, above = document.text, {document.prefecture, document.province} - {""}
    names = [name for name in names if name.end not in taken]
    following, before = {name.start: name for name in names}, {name.end: name for name in names}
    for start, end, places, short in names:
        named = {place.name for place in places}
        if document.place in named or document.adcode in {place.adcode for place in places}:
            yield Mention(start, end, document.place or places[0].name, "case")
        elif not above.isdisjoint(named):
            if text[end : end + 1].isdecimal() and (not short or places[0].level == "province"):
                yield Mention(start, end, next(iter(above & named)), "above")
        elif short or end in following and not following[end].short:
            continue
        elif not document.place or _opens(starts, _address(start, before), text):
            yield Mention(start, end, places[0].name, "list" if text[end : end + 1] == "、" else "place")


def _address(start: int, names: Mapping[int, Named]) -> int:
    """Where the address begins that a name goes on, `names` by their ends: 拉萨市当雄县."""
    while start in names:
        start = names[start].start
    return start


def _opens(starts: list[int], at: int, text: str) -> bool:
    """Does a sentence begin at this offset, a time before it left out: 2017年4月，永顺县选择…?"""
    i = bisect_right(starts, at)
    if not i or at - starts[i - 1] > _TIME:
        return False
    return at - starts[i - 1] <= 1 or _WHEN.fullmatch(text, starts[i - 1], at) is not None


def _read(
    match: re.Match,
    endings: Counter,
    document: Document,
    words: ScopeWords,
    verbs: frozenset[str],
    glued: Mapping[str, Sequence[str]],
) -> Mention | None:
    kind = match.lastgroup or ""
    surface = match[kind]
    start, end = match.span(kind)
    if kind == "case":
        level = surface[1]
        own = document.place.endswith(level) or (level == "区" and document.place.endswith("自治区"))
        above = next((name for name in (document.prefecture, document.province) if name.endswith(level)), "")
        return Mention(start, end, document.place if own else above or document.place, "case")
    if kind == "wider":
        scope = words.wider[surface]
        if scope == "省" and document.place.endswith(("省", "自治区")):
            return Mention(start, end, document.place, "case")
        kind = "region" if scope.endswith("地区") else "wider"
        return Mention(start, end, document.province or surface if scope == "省" else scope, kind)
    if kind == "group":
        return _group(start, end, document.text)
    if kind == "norm":
        return Mention(start, end, "全国", "norm")
    if kind == "again":
        return Mention(start, end, surface, "again")
    if kind == "speaks":
        return Mention(*match.span("person"), match["person"], "says")
    if kind in ("person", "agent", "him", "seat"):
        return Mention(start, end, surface, kind)
    if kind not in _WHOLE_NAMES:
        start = begin(surface, start, endings, document.text, words, glued)
    elif kind == "opened":
        start = unglued(start, end, document.text, glued)
    surface = document.text[start:end]
    stem = stem_of(surface, words)
    short = not stem.strip(NUMERALS) if kind in _WHOLE_NAMES else len(stem) < 2
    if (
        short
        or (kind in _LOOSE_NAMES and stem in verbs)
        or is_generic(stem, words)
        or no_place(surface, start, end, document.text, words)
        or (kind != "township" and surface.endswith(words.no_places))
    ):
        return None
    listed = document.text[end : end + 1] == "、" or document.text[max(start - 1, 0) : start] == "、"
    return Mention(start, end, surface, "list" if listed else "place")


def _group(start: int, end: int, text: str) -> Mention | None:
    """5个帮扶村 as the subject of a clause, with the number before it."""
    counted = _COUNTED.search(text, max(start - _NEAR, 0), start)
    first = counted.start() if counted else start
    return Mention(first, end, text[first:end], "own") if not first or text[first - 1] in _OPENS else None
