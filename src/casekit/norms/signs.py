"""Signs: words without which a way of reading finds nothing, all sought in one pass over the document.

Most sentences hold no rule, and most ways of reading cannot apply to the others. Each way therefore names the signs it
needs; a sentence is read only in the ways whose signs it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from casekit.norms.norm import Norm
from casekit.norms.passage import Amount, Passage

#: Signs that numbers show, beside ``#`` and their unit (``#元``): any number, and one that binds (不少于, 以上).
NUMBER, BOUND = "#", "#>="


class Way(NamedTuple):
    """One way to read rules. The sentence must show one sign of each group in `needs`.

    What a way reads `alone` is no rule where it overlaps what an earlier way of its family has read.
    """

    read: Callable[[Passage], Iterable[Norm]]
    needs: tuple[frozenset[str], ...]
    alone: bool = True


def way(read: Callable[[Passage], Iterable[Norm]], *needs: str | Iterable[str], alone: bool = True) -> Way:
    """A way of reading that needs one word of each group; a group of one word may be written as the word."""
    groups = (frozenset((need,) if isinstance(need, str) else need) for need in needs)
    return Way(read, tuple(dict.fromkeys(groups)), alone)


def _shortest(group: frozenset[str]) -> list[str]:
    """The words of `group` that hold no other of them: where 考核 stands, 考 has been found already."""
    return [
        word
        for word in group
        if not any(
            word[low:high] in group and high - low < len(word)
            for low in range(len(word))
            for high in range(low + 1, len(word) + 1)
        )
    ]


class Signs:
    """Find which ways are open to which sentence.

    Parameters
    ----------
    families : sequence of sequences of Way
        Ways in the order in which they are believed.

    Examples
    --------
    >>> monthly, linked = way(print, ("每月", "按月")), way(print, "挂钩", ("补贴", "工资"))
    >>> signs = Signs([[monthly, linked]])
    >>> text = "每月考核。与补贴挂钩。"
    >>> [len(signs.open(shown)) for shown in signs.shown(text, [(0, 5), (5, 11)])]
    [1, 1]
    """

    def __init__(self, families: Sequence[Sequence[Way]]):
        groups = dict.fromkeys(need for ways in families for one in ways for need in one.needs)
        bits = {group: 1 << place for place, group in enumerate(groups)}
        self._bits_of: dict[str, int] = {}
        for group, bit in bits.items():
            for sign in _shortest(group):
                self._bits_of[sign] = self._bits_of.get(sign, 0) | bit
        self._bits_of_number, self._bits_of_bound = self._bits_of.get(NUMBER, 0), self._bits_of.get(BOUND, 0)
        self._bits_of_unit = {
            sign[len(NUMBER) :]: bits | self._bits_of_number
            for sign, bits in self._bits_of.items()
            if sign.startswith(NUMBER)
        }
        self._words = sorted(sign for sign in self._bits_of if not sign.startswith(NUMBER))
        self._bits = [self._bits_of[word] for word in self._words]
        self._families = [[(one, sum(bits[need] for need in one.needs)) for one in ways] for ways in families]
        self._automaton = None
        self.open = lru_cache(maxsize=4096)(self._open)

    def shown(self, text: str, spans: Sequence[tuple[int, int]]) -> list[int]:
        """The signs that each sentence ``text[start:end]`` shows in words, as a set of bits; `spans` are sorted."""
        if self._automaton is None:
            from ahocorasick_rs import AhoCorasick

            self._automaton = AhoCorasick(self._words)
        out, bits, seen = [0] * len(spans), self._bits, 0
        following = iter(enumerate(spans))
        at, (begin, stop) = next(following, (0, (0, 0)))
        for word, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):  # sorted by end
            if end > stop:
                if seen:
                    out[at], seen = out[at] | seen, 0
                while end > stop:
                    at, (begin, stop) = next(following, (at, (len(text), len(text))))
            if start >= begin:
                seen |= bits[word]
        if seen:
            out[at] |= seen
        return out

    def counted(self, amounts: Iterable[Amount]) -> int:
        """The signs that numbers show, as a set of bits."""
        shown = 0
        for amount in amounts:
            shown |= self._bits_of_unit.get(amount.unit, self._bits_of_number)
            if amount.sign:
                shown |= self._bits_of_bound
        return shown

    def _open(self, shown: int) -> tuple[tuple[Way, ...], ...]:
        """The ways open to a sentence with these signs, by family; families without any left out."""
        found = (tuple(one for one, need in ways if need & shown == need) for ways in self._families)
        return tuple(ways for ways in found if ways)
