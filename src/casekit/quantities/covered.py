"""Spans of a sentence that hold no quantity: stated times, rate words, names, idioms."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate


class Covered:
    """Spans of a sentence that hold no quantity, each with its reason.

    >>> Covered([(4, 9, "date"), (0, 3, "name")]).reason(5, 6)
    'date'
    """

    def __init__(self, spans: Iterable[tuple[int, int, str]]):
        self._spans = sorted(spans)
        self._starts = [span[0] for span in self._spans]
        # how far any span up to this one reaches
        self._reach = [span[1] for span in self._spans]
        if len(self._reach) > 1:
            self._reach = list(accumulate(self._reach, max))

    def reason(self, start: int, end: int) -> str:
        """Reason of the last span that overlaps ``start:end``, else ""."""
        at = bisect_left(self._starts, end) - 1
        while at >= 0 and self._reach[at] > start:
            if self._spans[at][1] > start:
                return self._spans[at][2]
            at -= 1
        return ""
