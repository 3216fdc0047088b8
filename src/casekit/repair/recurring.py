"""What one page says again and again: pairs that are words there, and sequences of two and three characters."""

from __future__ import annotations

from math import log2

from casekit.repair.forms import alone, codes, text_of
from casekit.repair.sequences import Sequences

GENERAL = 60.0, 30.0  # how often the page must show one character, and two, to be heard as much as the general count


def recurring(page: str) -> dict[str, float]:
    """Pairs of simplified characters that stand in `page` more than once, and their bits.

    >>> sorted(recurring("驻村工作队驻村"))
    ['驻村']
    """
    import numpy as np

    points = alone(codes(page))
    pairs, counts = np.unique(points[:-1].astype(np.uint64) << 32 | points[1:], return_counts=True)
    pairs, counts = pairs[counts > 1], counts[counts > 1]
    for number in np.flatnonzero(pairs >> 32 == pairs & 0xFFFFFFFF):  # 人人人 holds one pair
        counts[number] = text_of(points).count(2 * chr(pairs[number] >> 32))
    both = text_of(np.column_stack((pairs >> 32, pairs & 0xFFFFFFFF)).astype("<u4"))
    size = max(len(page), 400)
    bits = {count: log2(size / count) + 3.0 for count in set(counts.tolist()) if count > 1}
    found = zip(both[::2], both[1::2], counts.tolist(), strict=True)
    return {one + other: bits[count] for one, other, count in found if count > 1}


def sequences_of(page: str, model: Sequences) -> dict[int, tuple[float, float]]:
    """Sequences of two and of three on a page: the chance it gives to the last of each, and what is left to the general count.

    The key of three is ``((first + 1) * size + second) * size + third``, of two ``first * size + second``.
    """
    import numpy as np

    size, numbers = model.size, model.numbers(page)
    out: dict[int, tuple[float, float]] = {}
    behind = numbers[:-1]
    for length, general in ((2, GENERAL[0]), (3, GENERAL[1])):
        heads, totals = np.unique(behind, return_counts=True)
        behind = behind[: len(numbers) - length + 1] * size + numbers[length - 1 :]
        found, counts = np.unique(behind, return_counts=True)
        of = totals[np.searchsorted(heads, found // size)] + general
        apart = 0 if length == 2 else size * size  # no pair has the number of a sequence of three
        chances = zip((counts / of).tolist(), (general / of).tolist(), strict=True)
        out |= zip((found + apart).tolist(), chances, strict=True)
    return out
