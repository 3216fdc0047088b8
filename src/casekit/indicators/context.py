"""The words around a number, as the conditions of a cue ask for them."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from casekit.codebook.indicator import CLAUSE_MARKS

if TYPE_CHECKING:
    from collections.abc import Sequence


_CLAUSE = re.compile(f"[{CLAUSE_MARKS}]")
# what may stand between two figures that share their words: 贫困户860户、3120人; 贫困户860户，共3120人
_ITEM = re.compile(r"(?:（[^（）]*）|[^、])*+")  # up to the next item of a list; 县（市、区）委书记 is one
_JOINED = ("", "、")
_PAIRED = ("", "、", "共", "、共", "（", "和")
_APART = ("，", "，共")
# 由40个增加到100个: both ends of a change have one noun
_CHANGED = re.compile(
    "(?:增加|增长|增|扩大|发展|提高|上升|调整|减少|下降|减|降|升|变)(?:到|至|为|成)了?(?:现在的|目前的|如今的)?"
)
#: How far a sentence is looked at: one without a full stop must cost no more than others.
REACH = 300


class Context:
    """The words around one number.

    `noun` is what the parser says is counted; `named` the words before the number that may name it, `left` and
    `right` those up to the neighbouring numbers (`own` is `left` without the noun of the number before); `before`, `after` and `clause` reach to the ends of the clause.
    """

    __slots__ = (
        "_number", "_span", "_text", "after", "before", "left", "named", "noun", "own", "per", "right", "value",
    )  # fmt: skip

    def __init__(self, text: str, number: Any, span: tuple[int, int], before: str, after: str, right: str):
        self._text, self._number, self._span = text, number, span
        self.noun, self.per, self.value = number.noun, number.per, number.value
        self.before = self.left = self.own = self.named = before
        self.after, self.right = after, right

    @property
    def clause(self) -> str:
        return self.before + self._text[self._number.start : self._number.end] + self.after

    @property
    def sentence(self) -> str:
        first, last = self._span
        return self._text[first:last]


def contexts(text: str, first: int, last: int, numbers: Sequence[Any]) -> list[Context]:
    """The context of every number of the sentence ``text[first:last]``, parallel to `numbers` (sorted by place)."""
    marks = [match.start() for match in _CLAUSE.finditer(text, first, last)]
    marks.append(last)
    gaps = [text[number.end : following.start] for number, following in pairwise(numbers)]
    gaps.append(text[numbers[-1].end : last])
    out: list[Context] = []
    begin, long = first, last - first > 2 * REACH
    mark, low, done, between = 0, first, -1, ""  # the clause begins at `low`, the number before ends at `done`
    for number, gap in zip(numbers, gaps, strict=True):
        start, end = number.start, number.end
        while marks[mark] < start:
            low = marks[mark] + 1
            mark += 1
        high = marks[mark] if marks[mark] >= end else marks[bisect_left(marks, end, mark)]
        if long:
            first, last = max(begin, start - REACH), min(marks[-1], end + REACH)
            low, high = max(low, first), min(high, last)
        after = text[end:high]
        right = gap if len(gap) < len(after) else after
        if "、" in right:
            right = _ITEM.match(right).group()
        at = Context(text, number, (first, last), text[low:start], after, right)
        if out:
            _beside(at, out[-1], between, done > low)
        out.append(at)
        done, between = end, gap
    for position in range(len(out) - 2, -1, -1):
        if not out[position].right and gaps[position] in _JOINED:  # 3.4万户13.1万贫困人口脱贫: what follows is of both
            out[position].right = out[position + 1].right
    return out


def _beside(at: Context, earlier: Context, between: str, same_clause: bool) -> None:
    """Take in the number before: its words where the two are a pair, else only those between them."""
    if between in _PAIRED or (between in _APART and not at.right):
        at.before, at.named = (earlier.before + between)[-REACH:], earlier.named
        at.left = at.own = earlier.left
    elif same_clause:
        # 788名驻村队员、6831名结对干部: the words between are those of the first figure and forbid nothing here
        at.left, at.own = between, "" if at.right and between.endswith("、") else between
        # 30个乡镇219个村: the words between are the noun of the first figure
        at.named = "" if at.right and "、" not in between else between
        if _CHANGED.fullmatch(between):
            at.named = earlier.named
