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


class Heard:
    """What one page says of what follows what.

    Parameters
    ----------
    page : str
        Its text.
    model : Sequences
        The general count, whose numbers stand for the characters.

    Attributes
    ----------
    twos, threes : dict of int to int
        How often two and three characters follow one another, by ``first * size + second`` and
        ``(first * size + second) * size + third``.
    """

    def __init__(self, page: str, model: Sequences):
        import numpy as np

        numbers = model.numbers(page)
        pairs = numbers[:-1] * model.size + numbers[1:]
        self._ones = np.bincount(numbers[:-1], minlength=model.size).tolist()
        self._size = model.size
        self.twos, self.threes = (
            dict(zip(*(column.tolist() for column in np.unique(keys, return_counts=True)), strict=True))
            for keys in (pairs, pairs[:-1] * model.size + numbers[2:])
        )

    def bits(self, key: int, number: int, chance: float) -> float:
        """Bits of a character behind the two of `key`, to whom the general count gives a chance, if the page shows the pair."""
        seen = self.threes.get(key * self._size + number)
        if seen is not None:
            return -log2((seen + GENERAL[1] * chance) / (self.twos[key] + GENERAL[1]))
        last = key % self._size
        seen = self.twos[last * self._size + number]
        return -log2((seen + GENERAL[0] * chance) / (self._ones[last] + GENERAL[0]))
