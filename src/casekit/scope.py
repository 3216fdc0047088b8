"""Whose figure a number is: the case, or the smaller place, unit or person that the text names before it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from casekit.codebook import Codebook
from casekit.codebook.places import Mention, load_places
from casekit.codebook.scope import ScopeWords, load_scope_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from casekit.document import Document

_SUBJECT = 14  # a place named within so many characters of a sentence's begin is what its paragraph goes on about
_NEAR = 5  # characters between enumerated places
_SHIPPED = Codebook()


class _Mention(NamedTuple):
    """A name in the text; `kind` is case, wider, place (or unit), again, person or norm."""

    start: int
    end: int
    scope: str
    kind: str


def scopes(document: Document, numbers: Sequence[Any], codebook: Codebook = _SHIPPED) -> list[str]:
    """Scope of every number, parallel to `numbers`.

    Parameters
    ----------
    document : Document
        The article; `place` is the case.
    numbers : sequence of Number
        Sorted by place; ``sent_no``, ``start``, ``end``, ``noun``, ``status`` are read.
    codebook : Codebook
        Where the words stand (``scope.yml``, ``places.csv``).

    Returns
    -------
    list of str
        Name of the place, unit or person; the case where nothing smaller or wider is named.

    Examples
    --------
    >>> from casekit.document import Document, Sentence
    >>> from types import SimpleNamespace as N
    >>> text = "全县有86个村，其中大湾村种茶300亩。"
    >>> doc = Document("a", text, (Sentence(0, 0, len(text), text, 0, False),), place="某县")
    >>> scopes(doc, [N(sent_no=0, start=3, end=6, noun="村", status="reported"),
    ...              N(sent_no=0, start=15, end=19, noun="", status="reported")])
    ['某县', '大湾村']
    """
    found = list(_mentions(document, codebook))
    topics = _topics(document, found)
    out: list[str] = []
    at, sentence, named, norm = 0, -1, "", ""
    for number in numbers:
        if number.sent_no != sentence:
            sentence, named, norm = number.sent_no, "", ""
        begin = document.sentences[sentence].start
        while at < len(found) and found[at].start < number.start:
            mention, at = found[at], at + 1
            if mention.start >= begin:
                norm = mention.scope if mention.kind == "norm" else norm
                named = mention.scope if mention.kind != "norm" else named
        out.append(norm if norm and number.status == "required" else named or topics[sentence])
    return out


def _topics(document: Document, found: list[_Mention]) -> list[str]:
    """The place or person each sentence goes on about, carried inside its paragraph from a sentence's subject."""
    starts = [mention.start for mention in found]
    out, topic, paragraph = [], document.place, -1
    for sentence in document.sentences:
        if sentence.paragraph != paragraph:
            topic, paragraph = document.place, sentence.paragraph
        out.append(topic)
        inside = found[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        subjects = [m for m in inside if m.start - sentence.start <= _SUBJECT and m.kind != "norm"]
        if subjects:
            topic = subjects[-1].scope
        elif any(m.kind in ("case", "wider") for m in inside):
            topic = document.place
    return out


def _mentions(document: Document, codebook: Codebook) -> Iterator[_Mention]:
    """All names of a text that can own a figure, sorted."""
    words = load_scope_words(codebook)
    text = document.text
    matches = list(_expression(codebook).finditer(text))
    endings = Counter(m["place"][-length:] for m in matches if m["place"] for length in (3, 4, 5))
    found = [mention for match in matches if (mention := _read(match, endings, document, words))]
    taken = {mention.end for mention in found}
    for name in load_places(codebook).mentions(text):
        mention = None if name.end in taken else _official(name, document, _opens(document, name.start))
        if mention:
            found.append(mention)
    people = sorted({mention.scope for mention in found if mention.kind == "person"})
    if people:
        known = {mention.start for mention in found}
        found += [
            _Mention(m.start(), m.end(), m[0], "person")
            for m in re.finditer("|".join(map(re.escape, people)), text)
            if m.start() not in known
        ]
    found.sort(key=lambda mention: (mention.start, mention.end))
    return _resolved(_without_lists(found), words, document.place)


def _without_lists(found: list[_Mention]) -> Iterator[_Mention]:
    """Places that are enumerated own no figure: 甲镇大湾村、小湾村，乙镇白岩村."""
    run: list[_Mention] = []
    for mention in [*found, None]:
        if mention and mention.kind in ("place", "list") and (not run or mention.start - run[-1].end <= _NEAR):
            run.append(mention)
            continue
        if not any(place.kind == "list" for place in run):
            yield from run
        run = [mention] if mention and mention.kind in ("place", "list") else []
        if mention and not run:
            yield mention


def _resolved(found: Iterable[_Mention], words: ScopeWords, place: str) -> Iterator[_Mention]:
    """全村, 该镇: the village, the township that was named last; where none was, 全村 stands for itself, 村民 is dropped."""
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
        elif mention.scope.startswith("全"):
            yield mention._replace(kind="place")


def _opens(document: Document, at: int) -> bool:
    """Does the sentence begin at this offset?"""
    i = bisect_right(document.sentences, at, key=lambda sentence: sentence.start) - 1
    return i >= 0 and at - document.sentences[i].start <= 1


def _official(name: Mention, document: Document, opens: bool) -> _Mention | None:
    """An official name: the case, or another place if the sentence begins with it.

    The units above the case are mostly named as an address or as the source of orders.
    """
    named = {place.name for place in name.places}
    if document.place in named or document.adcode in {place.adcode for place in name.places}:
        return _Mention(name.start, name.end, document.place or name.places[0].name, "case")
    if name.short or not opens or {document.prefecture, document.province} & named:
        return None
    return _Mention(name.start, name.end, name.places[0].name, "place")


def _read(match: re.Match, endings: Counter, document: Document, words: ScopeWords) -> _Mention | None:
    kind = match.lastgroup or ""
    surface = match[kind]
    start, end = match.span(kind)
    if kind == "case":
        level = surface[1]
        own = document.place.endswith(level) or (level == "区" and document.place.endswith("自治区"))
        above = next((name for name in (document.prefecture, document.province) if name.endswith(level)), "")
        return _Mention(start, end, document.place if own else above or document.place, "case")
    if kind == "wider":
        scope = words.wider[surface]
        if scope == "省" and document.place.endswith(("省", "自治区")):
            return _Mention(start, end, document.place, "case")
        return _Mention(start, end, document.province or surface if scope == "省" else scope, "wider")
    if kind == "norm":
        return _Mention(start, end, "全国", "norm")
    if kind == "again":
        return _Mention(start, end, surface, "again")
    if kind == "person":
        return _Mention(start, end, surface, "person")
    if kind == "speaks":
        return None
    for length in (3, 4):  # 提升大湾村: the name is what stands after other words too
        if length < len(surface) and endings[surface[-length:]] > endings[surface]:
            surface, start = surface[-length:], end - length
            break
    stem = next(surface[: -len(ending)] for ending in words.places + words.units if surface.endswith(ending))
    listed = document.text[end : end + 1] == "、" or document.text[max(start - 1, 0) : start] == "、"
    if len(stem) < 2 or any(stem.endswith(word) for word in words.generic):
        return None
    return _Mention(start, end, surface, "list" if listed else kind)


@lru_cache(maxsize=8)
def _expression(codebook: Codebook) -> re.Pattern:
    words = load_scope_words(codebook)

    def any_of(items: Sequence[str]) -> str:
        return "|".join(map(re.escape, sorted(items, key=len, reverse=True)))

    name = f"[^\\W{re.escape(words.breaks)}]"
    return re.compile(
        f"(?P<case>{any_of(words.case)})|(?P<wider>{any_of(list(words.wider))})|(?P<norm>{any_of(words.national_norms)})|(?P<again>{any_of(list(words.again))})|"
        f"(?:{any_of(words.roles)})(?P<person>[{words.surnames}]{name}(?:(?!{any_of(words.verbs)}){name})?)(?![村镇乡县])"
        f"(?P<speaks>{any_of(words.speaks)})?|"
        f"(?P<place>{name}{{2,4}}(?:{any_of(words.places + words.units)}))(?!{any_of(words.goes_on)})"
    )
