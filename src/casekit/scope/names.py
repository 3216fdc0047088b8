"""The names of a text that may own a figure: the case and other places, persons, organisations."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from casekit.codebook import Codebook
from casekit.codebook.places import Mention as Named
from casekit.codebook.places import load_places
from casekit.codebook.scope import ScopeWords, load_scope_words
from casekit.document import Document
from casekit.scope.expression import expression
from casekit.scope.holders import holders
from casekit.scope.mention import Mention

_NEAR = 5  # characters between enumerated places
_WHOLE = "全该我咱俺"  # 全村 stands for itself where no village was named, 村里 for nothing
_NUMERALS = "一二三四五六七八九十两双"
_SOUNDED = 9  # signs of a place's name, with its ending, that writes the sounds of another language
_COUNTED = re.compile(r"(?:\d+|[一二三四五六七八九十两]+)多?个\Z")
_FEW = 8  # so many names are looked for one by one
_OPENS = ("", *"\n，。；：、！？“（")  # signs that a clause opens after
_SPEECH = 400  # a quotation of somebody's words is not longer


def mentions(document: Document, codebook: Codebook) -> Iterator[Mention]:
    """All names of a text that can own a figure, sorted."""
    words = load_scope_words(codebook)
    text = document.text
    matches = list(expression(codebook).finditer(text))
    endings = Counter([m["place"][-length:] for m in matches if m.lastgroup == "place" for length in (3, 4, 5)])
    found = [mention for match in matches if (mention := _read(match, endings, document, words))]
    found += [Mention(*m.span("town"), m["town"], "place") for m in matches if m.lastgroup == "village"]
    found += _official(load_places(codebook).mentions(text), {mention.end for mention in found}, document)
    found += _again(found, text)
    found += _speakers(matches, text, words)
    found = _outside(found, list(holders(codebook).find(text)))
    return _resolved(_without_lists(_elsewhere(found, document, words)), words, document)


def _again(found: list[Mention], text: str) -> Iterator[Mention]:
    """Persons who were named with their role once, and places that are known by their township or county."""
    names = {m.scope: m.kind for m in found if m.kind in ("person", "place")}
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


def _speakers(matches: list[re.Match], text: str, words: ScopeWords) -> Iterator[Mention]:
    """Who speaks of himself owns the figures of his words, named before them or after: “我家种了3亩。”老李说."""
    for match in matches:
        if not match["speaks"]:
            continue
        opening = text.find("“", match.end(), match.end() + 6)
        closing = -1
        if opening < 0:
            closing = text.rfind("”", max(0, match.start() - 16), match.start())
            opening = text.rfind("“", max(0, closing - _SPEECH), closing) if closing > 0 else -1
        if opening < 0:
            continue
        closing = closing if closing > 0 else text.find("”", opening, opening + _SPEECH)
        speech = text[opening : closing if closing > 0 else opening + _SPEECH]
        if any(word in speech for word in words.first_person):
            yield Mention(opening, opening + len(speech), match["person"], "speaker")


def _elsewhere(found: list[Mention], document: Document, words: ScopeWords) -> Iterator[Mention]:
    """Without places that only say where the owner lies: 大湾村地处县城北部, 紧邻青石镇."""
    text, starts = document.text, [sentence.start for sentence in document.sentences]
    owner = -1  # where the last name ends
    for mention in found:
        if mention.kind in ("place", "case") and text.endswith(words.beside, 0, mention.start):
            sentence = bisect_right(starts, mention.start) - 1
            if sentence >= 0 and owner > starts[sentence]:
                continue
        owner = mention.end
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
    found, place = list(found), document.place
    only: dict[str, set[str]] = {}
    for mention in found:
        if mention.kind == "place":
            only.setdefault(mention.scope[-1], set()).add(mention.scope)
    last: dict[str, str] = {}
    for mention in found:
        if mention.kind == "place":
            last[mention.scope[-1]] = mention.scope
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


def _official(names: Iterable[Named], taken: set[int], document: Document) -> Iterator[Mention]:
    """Official names: the case, or another place if the sentence begins with it; `taken` are ends of other names.

    The units above the case are mostly named as an address or as the source of orders, but 全省 of figures right behind
    them: 山西省18个贫困县. Where the article's case is not known every name may be that of its owner; of an address it is
    the last: 甘肃省临洮县.
    """
    text, above = document.text, {document.prefecture, document.province} - {""}
    starts = [sentence.start for sentence in document.sentences]
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
        elif not document.place or _opens(starts, _address(start, before)):
            yield Mention(start, end, places[0].name, "place")


def _address(start: int, names: Mapping[int, Named]) -> int:
    """Where the address begins that a name goes on, `names` by their ends: 拉萨市当雄县."""
    while start in names:
        start = names[start].start
    return start


def _opens(starts: list[int], at: int) -> bool:
    """Does a sentence begin at this offset?"""
    i = bisect_right(starts, at)
    return i > 0 and at - starts[i - 1] <= 1


def _read(match: re.Match, endings: Counter, document: Document, words: ScopeWords) -> Mention | None:
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
    if kind == "person":
        return Mention(start, end, surface, "person")
    if kind == "speaks":
        return None
    if kind not in ("village", "township"):
        start = _begin(surface, start, endings, document.text, words)
        surface = document.text[start:end]
    stem = _stem(surface, words)
    short = not stem.strip(_NUMERALS) if kind in ("village", "township") else len(stem) < 2
    if short or stem.endswith(words.generic):
        return None
    listed = document.text[end : end + 1] == "、" or document.text[max(start - 1, 0) : start] == "、"
    return Mention(start, end, surface, "list" if listed else "place")


def _group(start: int, end: int, text: str) -> Mention | None:
    """5个帮扶村 as the subject of a clause, with the number before it."""
    counted = _COUNTED.search(text, max(start - _NEAR, 0), start)
    first = counted.start() if counted else start
    return Mention(first, end, text[first:end], "own") if not first or text[first - 1] in _OPENS else None


def _begin(surface: str, start: int, endings: Counter, text: str, words: ScopeWords) -> int:
    """Where the name of a place begins, the verb before it left out, a name of another language taken in whole."""
    end = start + len(surface)
    for length in (3, 4):  # 提升大湾村: the name is what stands after other words too
        if length < len(surface) and endings[surface[-length:]] > endings[surface]:
            return end - length
    if surface.startswith(words.not_first):
        return start + 2
    if text[start - 1 : start + 1] in words.not_first:  # 建立窑头镇: the verb begins with a sign that no name has
        return start + 1
    if start and text[start - 1] in _NUMERALS and text[start - 2 : start - 1] in _OPENS:  # 三里庄村 opens a clause
        return start - 1
    if _sounds(words.sounds).issuperset(_stem(surface, words)):
        while start and end - start < _SOUNDED and text[start - 1] in words.sounds:
            start -= 1
    return start


@lru_cache(maxsize=8)
def _sounds(words: str) -> frozenset[str]:
    return frozenset(words)


def _stem(surface: str, words: ScopeWords) -> str:
    """The name of a place without its ending: 大湾 of 大湾村."""
    for ending in words.places:
        if surface.endswith(ending):
            return surface[: -len(ending)]
    return ""
