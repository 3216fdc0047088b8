"""Words as patterns, and the words of status in a sentence, all kinds found in one pass."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from operator import itemgetter

from casekit.codebook.modality import Word

_start = itemgetter(0)


def options(words: Iterable[str], guard: str = "") -> list[str]:
    """Literal words as alternatives, longest first, each with the same `guard` behind it."""
    return [re.escape(word) + guard for word in sorted(set(words), key=lambda w: (-len(w), w))]


def alternation(words: Iterable[str]) -> str:
    """One group of literal words, longest first."""
    return f"(?:{'|'.join(options(words))})"


def with_guards(words: Iterable[Word]) -> list[str]:
    """Words as alternatives, the longest first, each with the signs that may not stand beside it."""
    forms = []
    for word in sorted(words, key=lambda w: (-len(w.word), w.word)):
        before = f"(?<![{word.not_before}])" if word.not_before else ""
        after = f"(?![{word.not_after}])" if word.not_after else ""
        forms.append(before + re.escape(word.word) + after)
    return forms


def any_word(words: Iterable[Word]) -> str:
    """One group of words for a pattern, each with its guards."""
    return f"(?:{'|'.join(with_guards(words))})"


class Hits:
    """Where the words of one sentence stand, by kind."""

    def __init__(self, text: str, found: Mapping[str, list[tuple[int, int, Word]]]):
        self._text, self._found = text, found

    def seen(self, kind: str, low: int, high: int) -> bool:
        """Does a word of `kind` stand within ``low:high``? The signs around that stretch guard nothing."""
        hits = self._found.get(kind)
        if not hits:
            return False
        text = self._text
        for at in range(bisect_left(hits, (low,)), len(hits)):
            start, end, word = hits[at]
            if start >= high:
                return False
            if end > high or (word.not_before and start > low and text[start - 1] in word.not_before):
                continue
            if not (word.not_after and end < high and text[end] in word.not_after):
                return True
        return False


class Signs:
    """Words of several kinds as one automaton.

    >>> hits = Signs({"plan": [Word("将")], "need": [Word("要", not_before="主")]}).read("将主要种茶")
    >>> hits.seen("plan", 0, 5), hits.seen("need", 0, 5), hits.seen("need", 2, 5)
    (True, False, True)
    """

    def __init__(self, kinds: Mapping[str, Iterable[Word]]):
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

        entries: dict[str, list[tuple[str, Word]]] = {}
        for kind, words in kinds.items():
            for word in words:
                entries.setdefault(word.word, []).append((kind, word))
        self._entries = tuple(entries.values())
        self._automaton = AhoCorasick(list(entries), matchkind=MatchKind.Standard, implementation=Implementation.DFA)

    def read(self, text: str) -> Hits:
        """All words of a sentence."""
        found: dict[str, list[tuple[int, int, Word]]] = {}
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for kind, word in self._entries[number]:
                found.setdefault(kind, []).append((start, end, word))
        for hits in found.values():
            hits.sort(key=_start)
        return Hits(text, found)
