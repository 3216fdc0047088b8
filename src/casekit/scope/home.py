"""What the figures of an article belong to that names no case: what it calls itself, or the place that it is about."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from casekit.codebook.places import load_places
from casekit.codebook.scope import ScopeWords, load_scope_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casekit.codebook import Codebook
    from casekit.document import Document
    from casekit.scope.mention import Mention

SUBJECT = 14  # a place named within so many characters of a sentence's begin is what its paragraph goes on about
_AMONG = ("等", "、", "和", "与")  # a place before one of these is one of several


def unnamed(document: Document, found: Sequence[Mention], codebook: Codebook) -> str:
    """The owner of what no smaller place owns in an article without a case, "" where the article tells none."""
    words, text = load_scope_words(codebook), document.text
    called = _called(text, words)
    return (
        (called and (_only(called, document, found) or _opening(called, document, codebook)))
        or called
        or _nation(document, found, codebook)
        or _seat(text, words)
        or _subject(document, found, words)
    )


def _called(text: str, words: ScopeWords) -> str:
    """我县, 全市: what an article calls its case without naming it, most often or first."""
    often = Counter({word: text.count(word) for word in words.unnamed if word in text})
    return max(often, key=lambda word: (often[word], -text.find(word)), default="")


def _only(called: str, document: Document, found: Sequence[Mention]) -> str:
    """The township or village of an article that calls it 全镇, 我村: the one in its title, or the only one it names."""
    named = {mention.scope for mention in found if mention.kind == "place" and mention.scope[-1] == called[-1]}
    titled = {name for name in named if name in document.title}
    if not titled and called[-1] in document.title:  # of another, whose name the text does not hold
        return ""
    (first, *others) = titled or named or ("",)
    return "" if others else first


def _opening(called: str, document: Document, codebook: Codebook) -> str:
    """The county or city that the title or the text of an article begins with, if it calls its case 全县, 全市."""
    for text in (document.title, document.text[:SUBJECT]):
        name = next(load_places(codebook).mentions(text), None)
        of_level = {place.name for place in name.places if place.name.endswith(called[-1])} if name else ()
        if of_level and len(of_level) == 1 and name.start == 0:
            return of_level.pop()
    return ""


def _seat(text: str, words: ScopeWords) -> str:
    """全县 for an article that speaks of 县委 and calls its case by no name."""
    if any(word in text for word in words.nation):
        return ""
    kinds = "".join({word[0] for word in words.bodies})  # 乡镇党委: of no one township
    often = Counter(
        {words.bodies[word]: len(re.findall(f"(?<![{kinds}]){word}", text)) for word in words.bodies if word in text}
    )
    return max((word for word in often if often[word]), key=lambda word: often[word], default="")


def _subject(document: Document, found: Sequence[Mention], words: ScopeWords) -> str:
    """The place of an article without a case, silence being better than one that is only named.

    Its title or its first sentence begins with it and no other is named as often; or it is the only one of its level and
    the article speaks of that level's offices: 县财政.
    """
    if not found or not document.sentences:
        return ""
    first, subject = document.sentences[0], next((m for m in found if m.kind != "again"), None)
    if subject is not None and subject.kind == "wider" and subject.start == first.start:
        return subject.scope
    often = Counter(mention.scope for mention in found if mention.kind in ("place", "own", "staff"))
    if not often:
        return ""
    name = max(often, key=lambda name: often[name])
    if document.title.find(name, 0, SUBJECT) >= 0:
        return name
    if (
        subject is not None
        and (subject.kind, subject.scope) == ("place", name)
        and subject.start - first.start <= SUBJECT
        and not document.text.endswith((*words.where, *words.away), 0, subject.start)
        and not document.text.startswith(_AMONG, subject.end)
    ):
        return name
    for level, seats in words.seats.items():
        (name, *others) = {m.scope for m in found if m.kind == "place" and m.scope.endswith(level)} or ("",)
        if name and not others and any(seat in document.text for seat in seats):
            return name
    return ""


def _nation(document: Document, found: Sequence[Mention], codebook: Codebook) -> str:
    """全国 for an article without a case that speaks of the country and names no place in it."""
    if any(mention.kind in ("place", "case") for mention in found):
        return ""
    if not any(word in document.text for word in load_scope_words(codebook).nation):
        return ""
    named = any(not name.short for name in load_places(codebook).mentions(document.text))
    return "" if named else "全国"
