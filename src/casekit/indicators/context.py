"""The words around a number, as the conditions of a cue ask for them."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any, NamedTuple

from casekit.codebook.indicator import CLAUSE_MARKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casekit.document import Document

_CLAUSE = re.compile(f"[{CLAUSE_MARKS}]")
# what may stand between two figures that share their words: 贫困户860户、3120人; 贫困户860户，共3120人
_ITEM = re.compile(r"(?:（[^（）]*）|[^、])*+")  # up to the next item of a list; 县（市、区）委书记 is one
_PAIRED = ("", "、", "共", "、共", "（", "和")
_APART = ("，", "，共")
_REACH = 300  # how far a sentence is looked at: one without a full stop must cost no more than others


class Context(NamedTuple):
    """The words around one number.

    `noun` is what the parser says is counted; `named` the words before the number that may name it, `left` and
    `right` those up to the neighbouring numbers; `before`, `after` and `clause` reach to the ends of the clause.
    """

    noun: str
    named: str
    left: str
    right: str
    before: str
    after: str
    clause: str
    sentence: str
    per: str
    value: float


def contexts(document: Document, numbers: Sequence[Any]) -> list[Context]:
    """The context of every number, parallel to `numbers` (sorted by place)."""
    marks = [match.start() for match in _CLAUSE.finditer(document.text)]
    out: list[Context] = []
    for position, number in enumerate(numbers):
        following = numbers[position + 1].start if position + 1 < len(numbers) else len(document.text)
        earlier = (numbers[position - 1], out[-1]) if position else None
        out.append(_context(document, number, marks, earlier, following))
    for position in range(len(out) - 2, -1, -1):  # 3.4万户13.1万贫困人口脱贫: what follows the pair is of both
        if (
            not out[position].right
            and document.text[numbers[position].end : numbers[position + 1].start] in _PAIRED[:2]
        ):
            out[position] = out[position]._replace(right=out[position + 1].right)
    return out


def _context(
    document: Document, number: Any, marks: list[int], earlier: tuple[Any, Context] | None, following: int
) -> Context:
    text, sentence = document.text, document.sentences[number.sent_no]
    first, last = sentence.start, sentence.end
    if last - first > 2 * _REACH:
        first, last = max(first, number.start - _REACH), min(last, number.end + _REACH)
    i = bisect_left(marks, number.start)
    start = max(marks[i - 1] + 1 if i else 0, first)
    j = bisect_left(marks, number.end)
    end = min(marks[j] if j < len(marks) else len(text), last)
    before = left = named = text[start : number.start]
    after = text[number.end : end]
    right = _ITEM.match(text[number.end : min(end, max(following, number.end))]).group()
    if earlier and earlier[0].sent_no == number.sent_no:
        previous, words = earlier
        between = text[previous.end : number.start]
        if between in _PAIRED or (between in _APART and not right):
            before, left, named = (words.before + between)[-_REACH:], words.left, words.named
        elif previous.end > start:
            left = between
            # 30个乡镇219个村: the words between are the noun of the first figure
            named = "" if right and "、" not in between else between
    return Context(
        noun=number.noun or "",
        named=named,
        left=left,
        right=right,
        before=before,
        after=after,
        clause=before + text[number.start : number.end] + after,
        sentence=text[first:last],
        per=number.per or "",
        value=number.value,
    )
