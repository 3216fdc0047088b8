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


class Heard(dict[int, tuple[dict, dict]]):
    """What one page says of what follows what, by the number of a character: the chances of others behind it.

    Of each, by its number in the first; by ``first * size`` and its number, behind that first and the character, in the
    second: the chance that the page gives it, and what is left to the general count.

    Parameters
    ----------
    page : str
        Its text.
    model : Sequences
        The general count, whose numbers stand for the characters.
    """

    def __init__(self, page: str, model: Sequences):
        import numpy as np

        numbers = model.numbers(page)
        self._order = np.argsort(numbers.astype(np.uint16), kind="stable")
        self._begins = np.searchsorted(numbers[self._order], np.arange(model.size + 1)).tolist()
        self._numbers, self._size = numbers.tolist(), model.size

    def __missing__(self, second: int) -> tuple[dict, dict]:
        numbers, size = self._numbers, self._size
        places = self._order[self._begins[second] : self._begins[second + 1]].tolist()
        pairs: dict[int, int] = {}
        twos: dict[int, int] = {}
        threes: dict[int, int] = {}
        for at in places:
            key = numbers[at - 1] * size if at else -size
            pairs[key] = pairs.get(key, 0) + 1
            if at + 1 < len(numbers):
                third = numbers[at + 1]
                twos[third] = twos.get(third, 0) + 1
                threes[key + third] = threes.get(key + third, 0) + 1
        of = sum(twos.values()) + GENERAL[0]
        behind = {number: (count / of, GENERAL[0] / of) for number, count in twos.items()}
        behind_two = {}
        for key, count in threes.items():
            of = pairs[key - key % size] + GENERAL[1]
            behind_two[key] = count / of, GENERAL[1] / of
        self[second] = out = behind, behind_two
        return out
