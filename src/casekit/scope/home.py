"""What the figures of an article belong to that names no case: what it calls itself, or the place that it is about."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from casekit.codebook.places import load_places
from casekit.codebook.scope import ScopeWords, load_scope_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casekit.codebook import Codebook
    from casekit.document import Document
    from casekit.scope.mention import Mention

SUBJECT = 14  # a place named within so many characters of a sentence's begin is what its paragraph goes on about


def unnamed(document: Document, found: Sequence[Mention], headed: Mapping[str, str], codebook: Codebook) -> str:
    """The owner of what no smaller place owns in an article without a case, "" where the article tells none.

    `headed` are the smaller places that the title and the signature name, by their last sign.
    """
    words, text = load_scope_words(codebook), document.text
    called = _called(text, words)
    if called:
        return (
            _opening(called, document, codebook)
            or headed.get(called[-1])
            or next((m.scope for m in found if m.kind == "place" and text[m.start : m.end] == called), called)
        )
    (head, *others) = dict.fromkeys(headed.values()) or ("",)
    return _nation(document, found, codebook) or (
        head if head and not others else _subject(text, found, words) or _seat(text, words)
    )


def _called(text: str, words: ScopeWords) -> str:
    """我县, 全市: what an article calls its case without naming it, most often or first."""
    often = Counter({word: text.count(word) for word in words.unnamed if word in text})
    return max(often, key=lambda word: (often[word], -text.find(word)), default="")


def _opening(called: str, document: Document, codebook: Codebook) -> str:
    """The county or city that the title or the text of an article begins with, if it calls its case 全县, 全市."""
    for text in (document.title, document.text[:SUBJECT]):
        name = next(load_places(codebook).mentions(text), None)
        of_level = {place.name for place in name.places if place.name.endswith(called[-1])} if name else ()
        if of_level and len(of_level) == 1 and name.start == 0:
            return of_level.pop()
    return ""


def _seat(text: str, words: ScopeWords) -> str:
    """乡 for an article that speaks of 乡党委 and calls its case by no name."""
    often = Counter(
        {word: len(re.findall(f"(?<![{words.levels}]){word}", text)) for word in words.bodies if word in text}
    )
    return next((words.bodies[word] for word, count in often.most_common(1) if count), "")


def _subject(text: str, found: Sequence[Mention], words: ScopeWords) -> str:
    """The place that an article without a case begins with, silence being better than one that is only named."""
    first = next((mention for mention in found if mention.kind != "again"), None)
    if first is None or first.start > {"place": SUBJECT, "wider": 0}.get(first.kind, -1):
        return ""
    led = text.endswith((*words.where, *words.away), 0, first.start)
    return "" if led or text.startswith(tuple(words.several), first.end) else first.scope


def _nation(document: Document, found: Sequence[Mention], codebook: Codebook) -> str:
    """全国 for an article without a case that speaks of the country and names no place in it."""
    if any(mention.kind in ("place", "case") for mention in found):
        return ""
    spoken = f"{document.title}\n{document.text}"
    if not any(word in spoken for word in load_scope_words(codebook).nation):
        return ""
    named = any(not name.short for name in load_places(codebook).mentions(document.text))
    return "" if named else "全国"
