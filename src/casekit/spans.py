"""Edits, and the way home from clean text to the raw file.

Every change casekit makes to a page is an :class:`Edit` in raw coordinates. Stages that work one after
another each return edits against their own input; :func:`compose` folds them into one list against the raw text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np


class Edit(NamedTuple):
    """Replace ``text[start:end]`` by ``after``; half-open offsets in code points."""

    kind: str
    start: int
    end: int
    after: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with `edits` (sorted, not overlapping) carried out.

    >>> apply("應(yīng)急", [Edit("pinyin", 1, 7, "")])
    '應急'
    """
    out, at, size = [], 0, len(text)
    for _, start, end, after in edits:
        if not at <= start <= end <= size:
            raise ValueError(f"edits overlap or leave the text at {start}:{end}")
        out.append(text[at:start])
        if after:
            out.append(after)
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
    import numpy as np

    kinds, starts, ends, afters = zip(*second, strict=True)
    return onto(first, carried(first), (kinds, np.array(starts), np.array(ends), afters), middle)


def onto(
    first: Sequence[Edit],
    ends: tuple[np.ndarray, ...],
    second: tuple[Sequence[str], np.ndarray, np.ndarray, Sequence[str]],
    middle: str,
) -> list[Edit]:
    """What :func:`compose` says, of a second stage by its columns; `ends` is what :func:`carried` says of the first."""
    import numpy as np

    (lows, highs, gone), (kinds, starts, stops, afters) = ends, second
    before = np.searchsorted(highs, starts, "right")  # edits of the first stage that end before each of the second
    shifts = np.append(0, gone)[before]
    edits = list(first)
    edits += edits_of(kinds, starts + shifts, stops + shifts, afters)
    order, stays = np.empty(len(edits), int), np.ones(len(edits), bool)
    places = before + np.arange(len(kinds))
    order[places] = np.arange(len(first), len(edits))
    stays[places] = False
    order[stays] = np.arange(len(first))
    stays[:] = True
    upto = 0
    made: list[tuple[str, int, int, str]] = []
    borders: tuple[list[int], ...] = ()
    for j in np.flatnonzero(np.append(lows, stops[-1])[before] < stops).tolist():
        if j >= upto:
            made = made or list(zip(kinds, starts.tolist(), stops.tolist(), afters, strict=True))
            borders = borders or tuple(column.tolist() for column in ends)
            i, number = int(before[j]), len(first) + j
            edit, i_after, upto = _joined(first, made, middle, i, j, borders)
            stays[i:i_after] = stays[number : len(first) + upto] = False
            edits[number], stays[number] = edit, True
    return list(map(edits.__getitem__, order[stays[order]].tolist()))


def edits_of(kinds: Iterable[str], starts: np.ndarray, ends: np.ndarray, afters: Iterable[str]) -> Iterable[Edit]:
    """Edits by the thousand, from their columns."""
    return map(tuple.__new__, repeat(Edit), zip(kinds, starts.tolist(), ends.tolist(), afters, strict=True))


def _joined(
    first: Sequence[Edit], second: Sequence[Edit], middle: str, i: int, j: int, ends: tuple[list[int], ...]
) -> tuple[Edit, int, int]:
    """One edit for ``first[i]``, ``second[j]`` and all that reach into these; and the numbers of those behind it."""
    lows, highs, gone = ends
    low, high = min(lows[i], second[j][1]), max(highs[i], second[j][2])
    raw = low + (gone[i - 1] if i else 0)
    began, widest = j, (-1, "")
    while True:
        if i < len(first) and lows[i] < high:
            kind, start, end = first[i][0], lows[i], highs[i]
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
        text = apply(middle[low:high], [Edit(kind, a - low, b - low, after) for kind, a, b, after in second[began:j]])
    return Edit(widest[1], raw, high + gone[i - 1], text), i, j


def carried(edits: Sequence[Edit]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where edits begin and end in the text they make, and by how much that is shorter behind each of them.

    >>> carried([Edit("pinyin", 1, 7, ""), Edit("script", 8, 9, "业")])
    (array([1, 2]), array([1, 3]), array([6, 6]))
    """
    import numpy as np

    number, (_, *borders, afters) = len(edits), zip(*edits, strict=True)
    starts, ends, made = (np.fromiter(column, int, number) for column in (*borders, map(len, afters)))
    gone = np.cumsum(ends - starts - made)
    return ends - gone - made, ends - gone, gone


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
