"""The names of a text that may own a figure: the case and other places, persons, organisations."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from casekit.codebook import Codebook
from casekit.codebook.places import Mention as Named
from casekit.codebook.places import load_places
from casekit.codebook.scope import ScopeWords, load_scope_words
from casekit.document import Document
from casekit.scope.holders import any_of, holders
from casekit.scope.mention import Mention

_NEAR = 5  # characters between enumerated places
_WHOLE = "全该我咱俺"  # 全村 stands for itself where no village was named, 村里 for nothing
_NUMERALS = "一二三四五六七八九十两双"
_SPEECH = 400  # a quotation of somebody's words is not longer


def mentions(document: Document, codebook: Codebook) -> Iterator[Mention]:
    """All names of a text that can own a figure, sorted."""
    words = load_scope_words(codebook)
    text = document.text
    matches = list(_expression(codebook).finditer(text))
    endings = Counter(m["place"][-length:] for m in matches if m["place"] for length in (3, 4, 5))
    found = [mention for match in matches if (mention := _read(match, endings, document, words))]
    found += [Mention(*match.span("town"), match["town"], "place") for match in matches if match["town"]]
    taken = {mention.end for mention in found}
    for name in load_places(codebook).mentions(text):
        mention = None if name.end in taken else _official(name, document, _opens(document, name.start))
        if mention:
            found.append(mention)
    found += _again(found, text)
    found += _speakers(matches, text, words)
    found = _outside(found, list(holders(codebook).find(text)))
    return _resolved(_without_lists(found), words, document.place)


def _again(found: list[Mention], text: str) -> Iterator[Mention]:
    """Persons who were named with their role once, and places that are known by their township or county."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    names = {m.scope: m.kind for m in found if m.kind in ("person", "place")}
    if names:
        known = {mention.start for mention in found} | {mention.end for mention in found}
        searched = AhoCorasick(list(names), matchkind=MatchKind.LeftmostLongest)
        for _, start, end in searched.find_matches_as_indexes(text):
            if start not in known and end not in known and not text.startswith("这样", end):
                yield Mention(start, end, text[start:end], names[text[start:end]])


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


def _resolved(found: Iterable[Mention], words: ScopeWords, place: str) -> Iterator[Mention]:
    """全村, 该镇: the village, the township that was named last; where none was, 全村 and 我村 stand for themselves, 村民 is dropped."""
    last: dict[str, str] = {}
    for mention in found:
        if mention.kind == "place":
            last[mention.scope[-1]] = mention.scope
        if mention.kind != "again":
            yield mention
        elif words.again[mention.scope] in last:
            yield mention._replace(scope=last[words.again[mention.scope]], kind="place")
        elif place.endswith(words.again[mention.scope]):
            yield mention._replace(scope=place, kind="case")
        elif mention.scope[0] in _WHOLE:
            yield mention._replace(kind="place")


def _opens(document: Document, at: int) -> bool:
    """Does the sentence begin at this offset?"""
    i = bisect_right(document.sentences, at, key=lambda sentence: sentence.start) - 1
    return i >= 0 and at - document.sentences[i].start <= 1


def _official(name: Named, document: Document, opens: bool) -> Mention | None:
    """An official name: the case, or another place if the sentence begins with it.

    The units above the case are mostly named as an address or as the source of orders.
    """
    named = {place.name for place in name.places}
    if document.place in named or document.adcode in {place.adcode for place in name.places}:
        return Mention(name.start, name.end, document.place or name.places[0].name, "case")
    if name.short or not opens or {document.prefecture, document.province} & named:
        return None
    return Mention(name.start, name.end, name.places[0].name, "place")


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
        return Mention(start, end, document.province or surface if scope == "省" else scope, "wider")
    if kind == "norm":
        return Mention(start, end, "全国", "norm")
    if kind == "again":
        return Mention(start, end, surface, "again")
    if kind == "person":
        return Mention(start, end, surface, "person")
    if kind == "speaks":
        return None
    stem = next(surface[: -len(ending)] for ending in words.places if surface.endswith(ending))
    if kind in ("village", "township"):
        short = not stem.strip(_NUMERALS)
    else:
        for length in (3, 4):  # 提升大湾村: the name is what stands after other words too
            if length < len(surface) and endings[surface[-length:]] > endings[surface]:
                surface, start = surface[-length:], end - length
                stem = next(surface[: -len(ending)] for ending in words.places if surface.endswith(ending))
                break
        short = len(stem) < 2
    if short or stem.endswith(words.generic):
        return None
    listed = document.text[end : end + 1] == "、" or document.text[max(start - 1, 0) : start] == "、"
    return Mention(start, end, surface, "list" if listed else "place")


@lru_cache(maxsize=8)
def _expression(codebook: Codebook) -> re.Pattern:
    words = load_scope_words(codebook)
    name, loose, given = (
        f"[^\\W{re.escape(signs)}]"
        for signs in (words.breaks, "".join(set(words.breaks) - set(words.loose)), words.person_breaks)
    )
    wider = f"(?<!{')(?<!'.join(map(re.escape, words.not_wider_before))})(?P<wider>{any_of(words.wider)})"
    town, ends = f"{name}{{2,4}}(?:镇|乡|街道)", f"(?!{any_of(words.goes_on)})"
    listed = (words.case, words.wider, words.national_norms, words.roles, words.again)
    firsts = "".join(sorted({re.escape(word[0]) for group in listed for word in group}))  # most signs begin no word
    # a place ends within six signs, and most signs stand before no ending at all
    near = f"(?=.{{1,4}}[{''.join(sorted({*'村镇乡街', *(word[0] for word in words.places)}))}])"
    return re.compile(
        f"(?=[{firsts}])(?:(?P<case>{any_of(words.case)})|{wider}(?!{any_of(words.not_wider_after)})|(?P<norm>{any_of(words.national_norms)})|"
        f"(?:{any_of(words.roles)})(?!{any_of(words.no_person)})(?P<person>[{words.surnames}]{given}(?:(?!{any_of(words.verbs)}){given})?)(?![村镇乡县])"
        f"(?P<speaks>{any_of(words.speaks)})?|(?P<again>{any_of(words.again)}))|"
        f"{near}(?:(?P<town>{town})(?P<village>{loose}{{1,4}}村){ends}|(?<=[县区市旗])(?P<township>{loose}{{1,3}}(?:镇|乡|街道)){ends}|"
        f"(?P<place>{name}{{2,4}}(?:{any_of(words.places)})){ends})"
    )
