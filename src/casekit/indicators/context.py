"""The words around a number, as the conditions of a cue ask for them."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from casekit.codebook.indicator import CLAUSE_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_CLAUSE = re.compile(f"[{CLAUSE_MARKS}]")
_COLONS = "：:"
_LONG_LABEL = 16  # signs of a label and its colon
_LABEL = re.compile(f"[^{CLAUSE_MARKS}、]+\\Z")
# 贫困户、贫困人口分别为1260户、4860人: each figure has its noun, in turn
_IN_TURN = re.compile("分别(?:为|是|有|达|达到|达到了|减少|减少到|增加|增加到|下降到|提高到|增长)?\\Z")
_LISTED = re.compile("[、和与及]")
_NEXT = frozenset(("、", "和", "与", "及", "，"))
# what may stand between two figures that share their words: 贫困户860户、3120人; 贫困户860户，共3120人
_ITEM = re.compile(r"(?:（[^（）]*）|[^、])*+")  # up to the next item of a list; 县（市、区）委书记 is one
_JOINED = frozenset(("", "、"))
_PAIRED = frozenset(("", "、", "共", "、共", "（", "和"))
_APART = frozenset(("，", "，共"))
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
    `clauses` counts the first and the last clause of the sentence that the number stands in; `shares_left` and `shares_right`
    say that words of the neighbouring number are also its own.
    """

    __slots__ = (
        "_span", "_text", "after", "before", "clause", "clauses", "left", "named", "noun", "own", "per", "right",
        "shares_left", "shares_right", "surface", "value",
    )  # fmt: skip

    def __init__(self, text: str, number: Any, surface: tuple[int, int], span: tuple[int, int], low: int, high: int):
        self._text, self.surface, self._span = text, surface, span
        self.noun, self.per, self.value = number.noun, number.per, number.value
        start, end = surface
        self.before = self.left = self.own = self.named = text[low:start]
        self.after = text[end:high]
        self.shares_left = self.shares_right = False

    @property
    def sentence(self) -> str:
        first, last = self._span
        return self._text[first:last]


class Passages:
    """Sentences one below the other, read together, and where their clauses end."""

    def __init__(self, sentences: Iterable[str]):
        self.text = "\n".join(sentences)
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
            if out:
                _beside(at, out[-1], text[done:start], done > at_low)
            at.clause = at.before + text[start:end] + at.after
            out.append(at)
            done = end
        self._share_right(out, starts)
        if text.find("分别", first, last) >= 0:
            _in_turn(out, text)
        return out

    def _share_right(self, around: list[Context], starts: list[int]) -> None:
        """3.4万户13.1万贫困人口脱贫: what follows is of both."""
        for position in range(len(around) - 2, -1, -1):
            at = around[position]
            if not at.right and self.text[at.surface[1] : starts[position + 1]] in _JOINED:
                at.right, at.shares_right = around[position + 1].right, True


def _beside(at: Context, earlier: Context, between: str, same_clause: bool) -> None:
    """Take in the number before: its words where the two are a pair, else only those between them."""
    if between in _PAIRED or (between in _APART and not at.right):
        at.before, at.named = (earlier.before + between)[-REACH:], earlier.named
        at.left = at.own = earlier.left
        at.shares_left = True
    elif same_clause:
        # 788名驻村队员、6831名结对干部: the words between are those of the first figure and forbid nothing here
        at.left, at.own = between, "" if at.right and between.endswith("、") else between
        # 30个乡镇219个村: the words between are the noun of the first figure
        at.named = "" if at.right and "、" not in between else between
        if _CHANGED.fullmatch(between):
            at.named, at.shares_left = earlier.named, True


def _in_turn(around: list[Context], text: str) -> None:
    """Give the figures of a list behind 分别 their nouns, where there are as many."""
    for first, at in enumerate(around):
        said = _IN_TURN.search(at.before)
        if not said:
            continue
        last = first + 1
        while last < len(around) and text[around[last - 1].surface[1] : around[last].surface[0]] in _NEXT:
            last += 1
        nouns = _LISTED.split(at.before[: said.start()])[first - last :]
        if len(nouns) == last - first > 1:
            for one, noun in zip(around[first:last], nouns, strict=True):
                one.noun = one.named = noun
