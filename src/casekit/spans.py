"""Edits, and the way home from clean text to the raw file.

Every change casekit makes to a page is an :class:`Edit` in raw coordinates. Stages that work one after
another each return edits against their own input; :func:`compose` folds them into one list against the raw text.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple


class Edit(NamedTuple):
    """Replace ``text[start:end]`` by ``after``; half-open offsets in code points."""

    kind: str
    start: int
    end: int
    after: str


_new = tuple.__new__  # for edits by the thousand
_end = attrgetter("end")
_MANY = 8


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with `edits` (sorted, not overlapping) carried out.

    >>> apply("應(yīng)急", [Edit("pinyin", 1, 7, "")])
    '應急'
    """
    out, at = [], 0
    for _, start, end, after in edits:
        if start < at or end < start or end > len(text):
            raise ValueError(f"edits overlap or leave the text at {start}:{end}")
        out += text[at:start], after
        at = end
    out.append(text[at:])
    return "".join(out)


def compose(first: Sequence[Edit], second: Sequence[Edit], middle: str) -> list[Edit]:
    """Fold two stages into one: `first` makes `middle` out of raw, `second` edits `middle`.

    Edits of the two stages that overlap become one edit, named after the wider of them, so that the
    result is again sorted and free of overlaps, and ``apply(raw, result) == apply(middle, second)``.

    >>> raw, first = "應(yīng)急", [Edit("pinyin", 1, 7, "")]
    >>> compose(first, [Edit("script", 0, 1, "应")], apply(raw, first))
    [Edit(kind='script', start=0, end=1, after='应'), Edit(kind='pinyin', start=1, end=7, after='')]
    """
    if not second:
        return list(first)
    if not first:
        return list(second)
    highs, gone = carried(first)
    out: list[Edit] = []
    i = j = shift = 0
    while i < len(first) and j < len(second):
        kind, start, end, after = second[j]
        if highs[i] <= start:
            if highs[min(i + _MANY, len(first)) - 1] <= start:  # many edits of one stage at once
                stop = bisect_right(highs, start, i)
                out += first[i:stop]
                i = stop
            else:
                out.append(first[i])
                i += 1
            shift = gone[i - 1]
            continue
        low = highs[i] - len(first[i][3])
        if end <= low:
            if second[min(j + _MANY, len(second)) - 1][2] < low:
                stop = bisect_left(second, low, j, key=_end)
                out += _moved(second[j:stop], shift)
                j = stop
            else:
                out.append(_new(Edit, (kind, start + shift, end + shift, after)))
                j += 1
        else:  # the two overlap: one group, grown until nothing else reaches into it
            low, high = min(low, start), max(highs[i], end)
            raw_start, widest, began = low + shift, (-1, ""), j
            while True:
                if i < len(first) and highs[i] - len(first[i][3]) < high:
                    start, end, kind = highs[i] - len(first[i][3]), highs[i], first[i][0]
                    shift = gone[i]
                    i += 1
                elif j < len(second) and second[j][1] < high:
                    kind, start, end, _ = second[j]
                    j += 1
                else:
                    break
                high = max(high, end)
                if end - start > widest[0]:
                    widest = (end - start, kind)
            text = second[began][3]
            if j - began > 1 or second[began][1:3] != (low, high):
                text = apply(middle[low:high], _moved(second[began:j], -low))
            out.append(Edit(widest[1], raw_start, high + shift, text))
    out += first[i:]
    out += _moved(second[j:], shift)
    return out


def carried(edits: Sequence[Edit]) -> tuple[list[int], list[int]]:
    """Where edits end in the text they make, and by how much that is shorter behind each of them.

    >>> carried([Edit("pinyin", 1, 7, ""), Edit("script", 8, 9, "业")])
    ([1, 3], [6, 6])
    """
    gone = list(accumulate([end - start - len(after) for _, start, end, after in edits]))
    return [edit[2] - behind for edit, behind in zip(edits, gone, strict=True)], gone


def _moved(edits: Sequence[Edit], shift: int) -> Sequence[Edit]:
    """`edits` so many characters further on."""
    if not shift:
        return edits
    return [_new(Edit, (kind, start + shift, end + shift, after)) for kind, start, end, after in edits]


class Alignment:
    """Walk between a text and what `edits` made of it.

    >>> home = Alignment([Edit("pinyin", 1, 7, "")])
    >>> home.to_raw(0, 2)
    (0, 8)
    >>> home.to_clean(7)
    1
    """

    def __init__(self, edits: Sequence[Edit]):
        self._edits = list(edits)
        self._raw = [edit[1] for edit in edits]
        self._clean = [0] * len(self._raw)
        shift = 0
        for number, (_, start, end, after) in enumerate(edits):
            self._clean[number] = start + shift
            shift += start - end + len(after)

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """Raw span that the clean span ``start:end`` stands for (widened to whole edits)."""
        if end <= start:
            at = self._raw_offset(start, False)
            return at, at
        return self._raw_offset(start, False), self._raw_offset(end - 1, True)

    def _raw_offset(self, offset: int, last: bool) -> int:
        """Raw offset of the character at clean `offset`: its begin, or its end if `last`."""
        i = bisect_right(self._clean, offset) - 1
        while i >= 0:  # a deletion at this very offset stands before the character
            edit, at = self._edits[i], self._clean[i]
            inside = offset - at
            if inside < len(edit.after):
                if len(edit.after) == edit.end - edit.start:
                    return edit.start + inside + last
                return edit.end if last else edit.start
            return edit.end + inside - len(edit.after) + last
        return offset + last

    def to_clean(self, offset: int) -> int:
        """Clean offset of a raw offset; inside a changed stretch, where that stretch begins."""
        i = bisect_right(self._raw, offset) - 1
        if i < 0:
            return offset
        edit, at = self._edits[i], self._clean[i]
        if offset >= edit.end:
            return at + len(edit.after) + offset - edit.end
        if len(edit.after) == edit.end - edit.start:
            return at + offset - edit.start
        return at
