"""The shown text of a page, with its annotations and the stretches that were read already."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

from casekit.repair import gbk
from casekit.repair.readings import ORPHANS, Mark


class Shown:
    """What one page shows.

    Parameters
    ----------
    page : str
        The shown text.
    marks : mapping of int to Mark
        Annotations by where they begin (with their ``?``, if they have one).

    Attributes
    ----------
    fixed : list of (int, int, str)
        Stretches that were read already: start, end, text.
    """

    def __init__(self, page: str, marks: Mapping[int, Mark]):
        self.page, self.marks = page, marks
        self.fixed: list[tuple[int, int, str]] = []
        self._starts = sorted(marks)
        self._codes = gbk.codes()

    def before(self, start: int) -> str:
        """What stands before `start` in its line, the stretches that were read already put right."""
        line = self.page.rfind("\n", max(0, start - 300), start) + 1 or max(0, start - 300)
        before, at = [], line
        for begin, end, text in self.fixed:
            if begin >= line:
                before += [self.bare(at, begin), text]
                at = end
        return "".join(before) + self.bare(at, start)

    def bare(self, start: int, end: int) -> str:
        """The shown text without its whole annotations."""
        out, at = [], start
        for begin in self._starts[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            upto = self.marks[begin].end
            if begin >= at and upto <= end:
                out.append(self.page[at:begin])
                at = upto
        out.append(self.page[at:end])
        return "".join(out)

    def strays(self, start: int, end: int) -> int:
        """How many whole annotations stand between behind a letter or a sign: what they belong to is not shown."""
        between = self._starts[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return sum(not self.marks[at].orphan and at > start and self.page[at - 1].isascii() for at in between)

    def ended(self, at: int) -> bool:
        """Does the line, or the run of characters that GBK knows, end here?"""
        if at >= len(self.page):
            return True
        char = self.page[at]
        return char == "\n" or not (char in self._codes or char.isascii() or char in ORPHANS)
