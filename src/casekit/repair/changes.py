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
    written, here, following = chars.take(places), places[:-1], places[1:]
    gaps, both = following - here, written[1:] & written[:-1]
    # what lies between two characters are characters too: of two at most, the first and the last
    first, last = here + 1, np.maximum(following - 1, here + 1)
    bridged = both & (gaps <= 1 + _BRIDGED) & chars.take(first) & chars.take(last)
    joined = bridged | (gaps == 1) & ~(written[1:] | written[:-1])
    if edits:
        ends = carried(edits)
        borders = np.zeros(len(after) + 1, bool)
        borders[ends[0]] = borders[ends[1]] = True
        joined &= ~(borders.take(first) | borders.take(last) | borders.take(following))
    ends_at = np.flatnonzero(~joined)
    starts, stops = places[np.append(0, ends_at + 1)], places[np.append(ends_at, len(places) - 1)] + 1
    kinds = ["script"] * len(starts)
    for at in np.flatnonzero(~chars.take(starts)).tolist():
        kinds[at] = "punctuation"
    columns = kinds, starts, stops, _pieces(after, starts, stops)
    return onto(edits, ends, columns, text) if edits else list(edits_of(*columns))


def _pieces(points: np.ndarray, starts: np.ndarray, stops: np.ndarray) -> list[str]:
    """The text between `starts` and `stops`; no line ends in it."""
    import numpy as np

    lengths = stops - starts + 1
    ends = np.cumsum(lengths)
    places = np.arange(ends[-1])
    places += (starts - ends + lengths).repeat(lengths)
    gathered = points.take(places, mode="clip")
    gathered[ends - 1] = ord("\n")
    return text_of(gathered[:-1]).split("\n")
