"""The definitions as numbers are looked up in them: by kind, and by the words that stand around a number."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick

from casekit.codebook.indicator import Indicator, load_indicators
from casekit.indicators.reader import Needed, Reader, barring, ready
from casekit.indicators.words import small_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casekit.codebook import Codebook

_KNOWN = 4096  # answers kept in mind of one kind


class Definition(NamedTuple):
    """A page with its cues, and those that forbid it, each with the bits of the words that it needs."""

    page: Indicator
    cues: tuple[tuple[int, Reader], ...]
    unless: tuple[tuple[int, Reader], ...]

    def takes(self, unit: str, status: str, rate: str, whose: str) -> bool:
        """Do unit, status, rate ("", time or other) and owner (case, wider or other) of such numbers fit?"""
        page = self.page
        if unit not in page.units or status not in page.statuses:
            return False
        if (page.per == "required" and not rate) or (page.per == "time" and rate == "other"):
            return False
        return page.scope == "any" or whose in ("case", page.scope)


#: A definition with those of its cues, and of those that forbid it, whose words are there.
Possible = tuple[Indicator, list[Reader], list[Reader]]


class File:
    """The definitions that may take the numbers of one kind, filed under the words of their cues.

    `first` are the words that one of must stand around a number that has any of them.
    """

    def __init__(self, definitions: Iterable[Definition], *, rated: bool):
        self._filed: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._cues: list[tuple[Definition, Reader]] = []
        self.first = self._asked = 0
        for definition in definitions:
            for need, reader in definition.cues:
                if rated or not reader.rated:
                    first = need & -need  # one group of words is enough to file a cue
                    self._filed[first].append((len(self._cues), need))
                    self._cues.append((definition, reader))
                    self.first |= first
                    self._asked |= need
            for need, _ in definition.unless:
                self._asked |= need
        self._known: dict[int, list[Possible]] = {}

    def possible(self, words: int) -> list[Possible]:
        """Definitions of which a cue can match where these words stand, each with those cues, in the pages' order."""
        words &= self._asked
        if not words & self.first:
            return []
        known = self._known.get(words)
        if known is None:
            if len(self._known) >= _KNOWN:
                self._known.clear()
            known = self._known[words] = self._find(words)
        return known

    def _find(self, words: int) -> list[Possible]:
        found, left = [], words & self.first
        while left:
            bit = left & -left
            left ^= bit
            found += [order for order, need in self._filed[bit] if need & words == need]
        out: list[Possible] = []
        page = None
        for order in sorted(found):
            definition, reader = self._cues[order]
            if definition.page is not page:
                page = definition.page
                out.append((page, [], [barred for need, barred in definition.unless if need & words == need]))
            out[-1][1].append(reader)
        return out


class Book:
    """All definitions by the kind of numbers they may take, and the words that any of them asks for.

    Each group of words that a cue asks for is a bit; the first bit stands for no words at all. `wide` are the bits of
    those that may stand anywhere in the sentence.
    """

    def __init__(self, codebook: Codebook):
        small = small_words(codebook)
        pages = [page for page in load_indicators(codebook).values() if not page.retired]
        read = [
            (
                page,
                [ready(cue, small) for cue in page.cues],
                [barring(cue, small) for cue in page.unless],
            )
            for page in pages
        ]
        groups = {group for _, cues, unless in read for r in (*cues, *unless) for group in r.needs}
        bits = {group: 2 << order for order, group in enumerate(sorted(groups, key=_rarity))}
        told: dict[str, int] = defaultdict(int)
        for group, bit in bits.items():
            for word in group.words:
                told[word] |= bit
        self._told, self._automaton = list(told.values()), AhoCorasick(list(told))
        self.wide = sum(bit for group, bit in bits.items() if group.wide)
        self._definitions = [
            Definition(page, *(tuple((sum(map(bits.get, r.needs)) or 1, r) for r in part) for part in parts))
            for page, *parts in read
        ]
        self.units = frozenset(unit for page in pages for unit in page.units)
        self._files: dict[tuple[str, str, str, str], File | None] = {}  # filled as kinds of numbers come

    def words(self, text: str, ends: list[int]) -> list[int]:
        """The words of each clause of a text; `ends` are those of the clauses."""
        told, clause, high = self._told, 0, ends[0]
        clauses, here = [1] * len(ends), 1
        for word, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if start > high:
                clauses[clause], here = here, 1
                while start > high:
                    clause += 1
                    high = ends[clause]
            here |= told[word]
        clauses[clause] = here
        return clauses

    def noun(self, noun: str) -> int:
        """The words of a noun that stands elsewhere."""
        return self.words(noun, [len(noun)])[0] & ~self.wide

    def file(self, unit: str, status: str, rate: str, whose: str) -> File | None:
        """The definitions that numbers of a kind can have, None where there are none; see :meth:`Definition.takes`."""
        key = unit, status, rate, whose
        if key not in self._files:
            fitting = [definition for definition in self._definitions if definition.takes(*key)]
            self._files[key] = File(fitting, rated=rate != "") if fitting else None
        return self._files[key]


def _rarity(group: Needed) -> tuple:
    """A cue is filed under its rarest words, which are the longest and the fewest."""
    return group.wide, -min(map(len, group.words)), len(group.words), sorted(group.words)


@lru_cache(maxsize=8)
def book(codebook: Codebook) -> Book:
    """The definitions of a codebook, ready to look up."""
    return Book(codebook)
