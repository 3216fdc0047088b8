"""Words as patterns, and the words of status in a sentence, all kinds found in one pass."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping

from casekit.codebook.modality import Word


def options(words: Iterable[str], guard: str = "") -> list[str]:
    """Literal words as alternatives, longest first, each with the same `guard` behind it."""
    return [re.escape(word) + guard for word in sorted(set(words), key=lambda w: (-len(w), w))]


def alternation(words: Iterable[str]) -> str:
    """One group of literal words, longest first."""
    return f"(?:{'|'.join(options(words))})"


def with_guards(words: Iterable[Word]) -> list[str]:
    """Words as alternatives, the longest first, each with the signs that may not stand beside it.

    Each begins with the word itself, so that a search for them is fast.
    """
    forms = []
    for word in sorted(words, key=lambda w: (-len(w.word), w.word)):
        form = re.escape(word.word)
        before = f"(?<![{word.not_before}]{form})" if word.not_before else ""
        after = f"(?![{word.not_after}])" if word.not_after else ""
        forms.append(form + before + after)
    return forms


def any_word(words: Iterable[Word]) -> str:
    """One group of words for a pattern, each with its guards."""
    return f"(?:{'|'.join(with_guards(words))})"


class Hits:
    """Where the words of one sentence stand; `kinds` holds those kinds only that stand in it."""

    __slots__ = ("_text", "kinds")

    def __init__(self, text: str, kinds: Mapping[str, list[tuple[int, int, str, str]]]):
        self._text, self.kinds = text, kinds

    def seen(self, kind: str, low: int, high: int) -> bool:
        """Does a word of `kind` stand within ``low:high``? The signs around that stretch guard nothing."""
        hits = self.kinds.get(kind)
        if not hits or hits[0][0] >= high or hits[-1][0] < low:
            return False
        text = self._text
        for at in range(bisect_left(hits, (low,)) if hits[0][0] < low else 0, len(hits)):
            start, end, not_before, not_after = hits[at]
            if start >= high:
                return False
            if end > high or (not_before and start > low and text[start - 1] in not_before):
                continue
            if not (not_after and end < high and text[end] in not_after):
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

        entries: dict[str, list[tuple[str, str, str]]] = {}
        for kind, words in kinds.items():
            for word in words:
                entries.setdefault(word.word, []).append((kind, word.not_before, word.not_after))
        self._entries = tuple(entries.values())
        self._find = AhoCorasick(
            list(entries), matchkind=MatchKind.Standard, implementation=Implementation.DFA
        ).find_matches_as_indexes

    def read(self, text: str) -> Hits:
        """All words of a sentence."""
        found: dict[str, list[tuple[int, int, str, str]]] = {}
        for number, start, end in self._find(text, overlapping=True):
            for kind, not_before, not_after in self._entries[number]:
                if kind in found:
                    found[kind].append((start, end, not_before, not_after))
                else:
                    found[kind] = [(start, end, not_before, not_after)]
        for hits in found.values():
            if len(hits) > 1:
                hits.sort()
        return Hits(text, found)
