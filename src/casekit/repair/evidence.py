"""Which of several readings the page itself speaks for.

Two readings of a damaged stretch can be equally good Chinese: 每人帮 and 每人带, 低保、户籍等 and 低保。户籍到. The rest of the
page often decides: the same words stand undamaged elsewhere, the same character comes again and again, a list goes on with 、.
"""

from __future__ import annotations

import re
from math import log2
from typing import NamedTuple

from casekit.repair.readings import Reading
from casekit.repair.steps import Steps

SIDES = ((2, 2, 9.0), (1, 2, 7.0), (2, 1, 7.0), (1, 1, 5.0), (2, 0, 4.0), (0, 2, 4.0), (1, 0, 2.5), (0, 1, 2.5))
LISTED = 3.0  # bits for 、 within a list, and against 。 there
OFTEN = 1.0  # bits for each doubling of a character's number on the page
BACK = 60  # characters before a stretch that are looked at
_CLAUSE = re.compile("[。，：；！？“”《》\\n]")


class Doubt(NamedTuple):
    """What is shown at ``start:end`` was read `chosen` and could as well be `other`."""

    start: int
    end: int
    chosen: str
    other: str


class Evidence:
    """What one page says for the readings of its damaged stretches.

    Parameters
    ----------
    steps : Steps
        The page and its annotations.
    """

    def __init__(self, steps: Steps):
        self._steps = steps
        self._page: str | None = None

    @property
    def page(self) -> str:
        """The page without its whole annotations."""
        if self._page is None:
            self._page = self._steps.bare(0, len(self._steps.page))
        return self._page

    def bits(self, begin: Reading, texts: list[str]) -> list[float]:
        """Bits that the page gives for each of `texts`, read from `begin` on."""
        before = self._steps.before(begin.at)[-BACK:]
        left = len(_shared(texts))
        right = len(_shared([text[left:][::-1] for text in texts]))
        return [
            self._one(before + text[:left], text[left : len(text) - right], text[len(text) - right :]) for text in texts
        ]

    def _one(self, left: str, middle: str, right: str) -> float:
        page, bits = self.page, 0.0
        if middle:
            for back, on, worth in SIDES:
                if len(right) >= on and page.count(left[len(left) - back :] + middle + right[:on]):
                    bits = worth
                    break
            written = [char for char in middle if "一" <= char <= "\\u9fff"]
            bits += sum(min(4.0, OFTEN * log2(1 + page.count(char))) for char in written) / max(1, len(written))
        return bits + self._listed(left, middle, right)

    @staticmethod
    def _listed(left: str, middle: str, right: str) -> float:
        """Bits for marks that fit into a list."""
        if "、" not in middle and "。" not in middle:
            return 0.0
        clause = _CLAUSE.split(left)[-1]
        inside = "、" in clause or "、" in _CLAUSE.split(right)[0] or "等" in right[:4]
        return LISTED * (inside if "、" in middle else -inside)


def _shared(texts: list[str]) -> str:
    """What all of `texts` begin with."""
    first, last = min(texts), max(texts)
    for at, char in enumerate(first):
        if last[at] != char:
            return first[:at]
    return first


def doubt(reading: Reading, chosen: str, other: str) -> Doubt:
    """Where `reading`, which says `chosen`, could as well say `other`."""
    left = len(_shared([chosen, other]))
    right = len(_shared([chosen[left:][::-1], other[left:][::-1]]))
    upto = len(chosen) - right
    steps = (*reading.steps, reading.at)
    end = steps[min(upto, len(steps) - 1)]
    return Doubt(steps[left], max(end, steps[left] + 1), chosen[left:upto], other[left : len(other) - right])
