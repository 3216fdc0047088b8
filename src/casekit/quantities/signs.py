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


#: One word where it stands: `start:end`, what it tells as one bit, and the signs that may not stand beside it.
Hit = tuple[int, int, int, str, str]


class Signs:
    """Words of several kinds as one automaton; each kind is one bit.

    >>> signs = Signs({1: [Word("将")], 2: [Word("要", not_before="主")]})
    >>> hits = signs.read("将主要种茶")
    >>> seen("将主要种茶", hits, 0, 5), seen("将主要种茶", hits, 1, 5), seen("将主要种茶", hits, 2, 5)
    (1, 0, 2)
    """

    def __init__(self, kinds: Mapping[int, Iterable[Word]]):
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

        entries: dict[str, list[tuple[int, str, str]]] = {}
        for kind, words in kinds.items():
            for word in words:
                entries.setdefault(word.word, []).append((kind, word.not_before, word.not_after))
        self._entries = tuple(entries.values())
        self._find = AhoCorasick(
            list(entries), matchkind=MatchKind.Standard, implementation=Implementation.DFA
        ).find_matches_as_indexes

    def read(self, text: str) -> list[Hit]:
        """All words of a sentence in order."""
        entries = self._entries
        hits = [(start, end, *told) for no, start, end in self._find(text, overlapping=True) for told in entries[no]]
        if len(hits) > 1:
            hits.sort()
        return hits


def seen(text: str, hits: list[Hit], low: int, high: int) -> int:
    """The kinds of the words that stand within ``low:high``; the signs around that stretch guard nothing."""
    kinds = 0
    for at in range(bisect_left(hits, (low,)) if hits and hits[0][0] < low else 0, len(hits)):
        start, end, kind, not_before, not_after = hits[at]
        if start >= high:
            break
        if end > high or (not_before and start > low and text[start - 1] in not_before):
            continue
        if not (not_after and end < high and text[end] in not_after):
            kinds |= kind
    return kinds
