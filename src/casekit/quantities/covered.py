"""Spans of a sentence that hold no quantity: stated times, rate words, names, idioms."""

from __future__ import annotations

from collections.abc import Iterable


class Covered:
    """Spans of a sentence that hold no quantity, each with its reason; asked from left to right.

    >>> covered = Covered([(4, 9, "date"), (0, 3, "name")])
    >>> covered.reason(1, 2), covered.reason(5, 6), covered.reason(9, 10)
    ('name', 'date', '')
    """

    __slots__ = ("_begun", "_coming")

    def __init__(self, spans: Iterable[tuple[int, int, str]]):
        self._coming = sorted(spans, reverse=True)
        self._begun: list[tuple[int, int, str]] = []

    def reason(self, start: int, end: int) -> str:
        """Reason of the last span that overlaps ``start:end``, else ""; no later question begins before `start`."""
        coming, begun = self._coming, self._begun
        while coming and coming[-1][0] < end:
            begun.append(coming.pop())
        while begun and begun[-1][1] <= start:
            begun.pop()
        return begun[-1][2] if begun else ""
