"""The words of status in a sentence, all kinds found in one pass."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import reduce
from operator import itemgetter, or_

from casekit.codebook.modality import Word

_END = itemgetter(2)
_FEW = 16  # words of a sentence that are looked through from the first


#: A word where it stands: its number, `start` and `end`.
Hit = tuple[int, int, int]


class Signs:
    """Words of several kinds as one automaton; each kind is one bit.

    >>> signs = Signs({1: [Word("将")], 2: [Word("要", not_before="主")]})
    >>> kinds, hits = signs.read("将主要种茶")
    >>> kinds, [signs.seen("将主要种茶", hits, low, 5) for low in (0, 1, 2)]
    (3, [1, 0, 2])
    """

    def __init__(self, kinds: Mapping[int, Iterable[Word]]):
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

        entries: dict[str, list[tuple[int, str, str]]] = {}
        for kind, words in kinds.items():
            for word in words:
                entries.setdefault(word.word, []).append((kind, word.not_before, word.not_after))
        self._entries = tuple(entries.values())
        self._kinds = tuple(reduce(or_, (kind for kind, _, _ in told)) for told in self._entries)
        self._find = AhoCorasick(
            list(entries), matchkind=MatchKind.Standard, implementation=Implementation.DFA
        ).find_matches_as_indexes

    def read(self, text: str) -> tuple[int, list[Hit]]:
        """The kinds of all words of a sentence, whatever stands beside them, and where the words end, in order."""
        kinds, hits = 0, self._find(text, overlapping=True)
        for number, _, _ in hits:
            kinds |= self._kinds[number]
        return kinds, hits

    def seen(self, text: str, hits: list[Hit], low: int, high: int) -> int:
        """The kinds of the words that stand within ``low:high``; the signs around that stretch guard nothing."""
        kinds = 0
        for at in range(bisect_left(hits, low, key=_END) if len(hits) > _FEW else 0, len(hits)):
            number, start, end = hits[at]
            if end > high:
                break
            if start < low:
                continue
            for kind, not_before, not_after in self._entries[number]:
                if not_before and start > low and text[start - 1] in not_before:
                    continue
                if not (not_after and end < high and text[end] in not_after):
                    kinds |= kind
        return kinds
