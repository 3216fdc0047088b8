"""The words around a number, as the conditions of a cue ask for them."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from casekit.codebook.indicator import CLAUSE_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from casekit.indicators.words import SmallWords

_CLAUSE = re.compile(f"[{CLAUSE_MARKS}]")
_COLONS = "：:"
_LONG_LABEL = 16  # signs of a label and its colon
_LABEL = re.compile(f"[^{CLAUSE_MARKS}、]+\\Z")
_ITEM = re.compile(r"(?:（[^（）]*）|[^、])*+")  # up to the next item of a list; 县（市、区）委书记 is one
#: How far a sentence is looked at: one without a full stop must cost no more than others.
REACH = 300


class Context:
    """The words around one number.

    `noun` is what the parser says is counted; `named` the words before the number that may name it, `left` and
    `right` those up to the neighbouring numbers (`own` is `left` without the noun of the number before); `before`, `after` and `clause` reach to the ends of the clause.
    `clauses` counts the first and the last clause of the sentence that the number stands in; `shares_left` and `shares_right`
    say that words of the neighbouring number are also its own; `first` is `left` of the figure that this one has changed from.
    """

    __slots__ = (
        "_span", "_text", "after", "before", "clause", "clauses", "first", "left", "named", "noun", "own", "per", "right",
        "shares_left", "shares_right", "surface", "value",
    )  # fmt: skip

    def __init__(self, text: str, number: Any, surface: tuple[int, int], span: tuple[int, int], low: int, high: int):
        self._text, self.surface, self._span = text, surface, span
        self.noun, self.per, self.value = number.noun, number.per, number.value
        start, end = surface
        self.before = self.left = self.own = self.named = text[low:start]
        self.after, self.first = text[end:high], ""
        self.shares_left = self.shares_right = False

    @property
    def sentence(self) -> str:
        first, last = self._span
        return self._text[first:last]


class Passages:
    """Sentences one below the other, read together, and where their clauses end."""

    def __init__(self, sentences: Iterable[str], small: SmallWords):
        self.text, self._small = "\n".join(sentences), small
        self.ends = [match.start() for match in _CLAUSE.finditer(self.text)]
        self.ends.append(len(self.text))

    def contexts(self, first: int, last: int, numbers: Sequence[Any], shift: int, clause: int) -> list[Context]:
        """The context of every number of the sentence ``text[first:last]``, parallel to `numbers` (sorted by place).

        Their places in the article are `shift` characters farther; the first clause of the sentence is number `clause`.
        """
        out: list[Context] = []
        text, ends, span, long = self.text, self.ends, (first, last), last - first > 2 * REACH
        low, done = first, -1  # the clause begins at `low`, the number before ends at `done`
        starts = [number.start - shift for number in numbers]
        starts.append(last)
        for position, number in enumerate(numbers):
            start, end, following = starts[position], number.end - shift, starts[position + 1]
            while ends[clause] < start:
                low = ends[clause] + 1
                clause += 1
            here = clause if ends[clause] >= end else bisect_left(ends, end, clause)
            high, at_low = ends[here], low
            if long:
                span = max(first, start - REACH), min(last, end + REACH)
                at_low, high = max(low, span[0]), min(high, span[1])
            at = Context(text, number, (start, end), span, at_low, high)
            at.clauses = clause, here
            right = at.after if following >= high else text[end:following]
            if right[:1] == "）":  # what stands behind the bracket is not of the figure in it
                right = ""
            at.right = _ITEM.match(right).group() if "、" in right else right
            if at_low == start > first and text[start - 1] in _COLONS:
                label = _LABEL.search(text, max(first, start - _LONG_LABEL), start - 1)
                if label:  # 贫困户数：1260户
                    at.before = at.left = at.own = at.named = label.group()
                    at.clauses = max(clause - 1, 0), here
            if at.before.endswith("的"):
                at.left = at.own = self._small.bare(at.before)
            if out:
                _beside(at, out[-1], text[done:start], done > at_low, self._small)
            at.clause = at.before + text[start:end] + at.after
            out.append(at)
            done = end
        self._share_right(out, starts)
        return out

    def _share_right(self, around: list[Context], starts: list[int]) -> None:
        """3.4万户13.1万贫困人口脱贫, 新建10个、改建6个活动场所: what follows is of both."""
        small = self._small
        for position in range(len(around) - 2, -1, -1):
            at = around[position]
            if at.right:
                continue
            between = self.text[at.surface[1] : starts[position + 1]]
            if between in small.joined or between in small.one_noun:
                at.right, at.shares_right = around[position + 1].right, True


def _beside(at: Context, earlier: Context, between: str, same_clause: bool, small: SmallWords) -> None:
    """Take in the number before: its words where the two are a pair, else only those between them."""
    if between in small.paired or (between in small.apart and not at.right):
        at.before, at.named = (earlier.before + between)[-REACH:], earlier.named
        at.left = at.own = earlier.left
        at.shares_left = True
    elif small.changed(between):
        # 资金由860万元增加到3200万元: both ends of a change have one noun, and what names the first names the second
        at.named, at.first = earlier.named, earlier.left
        at.left = at.own = small.bare(between)
        at.shares_left = True
    elif same_clause:
        # 788名驻村队员、6831名结对干部: the words between are those of the first figure and forbid nothing here
        between = small.bare(between)
        at.left, at.own = between, "" if at.right and between.endswith("、") else between
        # 30个乡镇219个村: the words between are the noun of the first figure
        at.named = "" if at.right and "、" not in between else between
