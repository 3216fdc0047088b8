"""What differs between two texts of the same length, as edits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from casekit.repair.forms import text_of
from casekit.spans import Edit, carried, edits_of, onto

if TYPE_CHECKING:
    import numpy as np

_BRIDGED = 2  # characters that may stay within one stretch of changed ones


def changed(before: np.ndarray, after: np.ndarray, edits: Sequence[Edit], text: str) -> list[Edit]:
    """`edits` made `text`; the same, and one for each stretch in which its code points then change from `before` to `after`.

    A few characters that stay may be among them. Marks and characters apart; no stretch reaches over the border of an edit.

    >>> from casekit.repair.forms import codes
    >>> changed(codes("應急管理,應對得當"), codes("应急管理，应对得当"), [], "應急管理,應對得當")
    ... # doctest: +NORMALIZE_WHITESPACE
    [Edit(kind='script', start=0, end=1, after='应'), Edit(kind='punctuation', start=4, end=5, after='，'),
     Edit(kind='script', start=5, end=9, after='应对得当')]
    """
    import numpy as np

    places = np.flatnonzero(before != after)
    if not len(places):
        return list(edits)
    chars = (after >= 0x3400) & (after <= 0x9FFF)
    written = chars[places]
    breaks = np.cumsum(~chars)[places]  # marks, line breaks, figures so far
    if edits:
        ends = carried(edits)
        breaks += np.searchsorted(ends[0], places, "right") + np.searchsorted(ends[1], places, "right")
    first = np.ones(len(places), bool)
    far = np.diff(places) > 1 + _BRIDGED * written[1:]
    first[1:] = far | (written[1:] != written[:-1]) | (np.diff(breaks) > ~written[1:])
    at = np.flatnonzero(first)
    starts = places[at]
    stops = places[np.append(at[1:], len(places)) - 1] + 1
    kinds = list(map(("punctuation", "script").__getitem__, written[at].tolist()))
    columns = kinds, starts, stops, _pieces(after, starts, stops)
    return onto(edits, ends, columns, text) if edits else list(edits_of(*columns))


def _pieces(points: np.ndarray, starts: np.ndarray, stops: np.ndarray) -> list[str]:
    """The text between `starts` and `stops`; no line ends in it."""
    import numpy as np

    lengths = stops - starts + 1
    ends = np.cumsum(lengths)
    places = np.repeat(starts - ends + lengths, lengths) + np.arange(ends[-1])
    places[ends - 1] = 0
    gathered = points[places]
    gathered[ends - 1] = ord("\n")
    return text_of(gathered[:-1]).split("\n")
