"""Spans put together, so that one look tells whether a place lies in any of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable


class Cover:
    """The places that some spans cover.

    >>> cover = Cover([(4, 6), (0, 2), (1, 3)])
    >>> cover.touches(2, 4), cover.touches(3, 4)
    (True, False)
    """

    def __init__(self, spans: Iterable[tuple[int, int]]):
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touches(self, start: int, end: int) -> bool:
        """Does any of the spans share a character with ``start:end``?"""
        before = bisect_left(self._starts, end)
        return before > 0 and start < self._ends[before - 1]
