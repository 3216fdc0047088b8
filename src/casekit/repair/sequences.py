"""What follows what in Chinese prose: bits of a character behind the two before it, marks and digits included.

The numbers are in ``sequences.bin``, whose head says what they were counted in. All digits are one character here, and all
Latin letters: which digit stands somewhere, no neighbour tells. What one page says again and again is counted beside it.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left, bisect_right
from functools import cache
from importlib import resources
from math import log2
from typing import TYPE_CHECKING

from casekit.repair.forms import codes
from casekit.repair.gbk import simplified
from casekit.repair.memory import Remembered

if TYPE_CHECKING:
    import numpy as np

BORDER = "\n"
FINE = 8  # steps of one bit
KEPT = 16_384  # pairs whose followers stay unpacked
DIGIT = 3.3  # bits: which of the ten digits
LETTER = 4.5  # bits: which of the letters
GENERAL = 60.0, 30.0  # how often the page must show one character, and two, to be heard as much as the general count
LEAST = 400  # characters of a page that is heard
AS_WORD = 3.0  # bits by which what comes again on a page is less likely a word than its number says


def kind_of(char: str) -> str:
    """What `char` counts as: itself, any digit, or any letter."""
    if char.isascii():
        return "0" if char.isdigit() else "A" if char.isalpha() else char
    return char


class Sequences:
    """The model, its rows unpacked when they are asked for.

    Attributes
    ----------
    number : dict of str to int
        Number of every simplified character and mark that was counted; of any other it is 0.
    size : int
        How many numbers there are.
    start : int
        Key of what stands before a line: see `behind`.
    pairs : bytes
        Steps (eight are a bit) that each character costs behind any other, by ``first * size + second``: their key.
    table : ndarray
        The same by rows and columns.
    behind : dict
        What any character costs behind the two of a key: in the second, in steps, if it is there; else the first added to
        what it costs behind the latter of the two alone.

    Examples
    --------
    >>> model = sequences()
    >>> digit, month, at = (model.number[char] for char in "5月在")
    >>> bool(model.table[digit, month] < model.table[digit, at])
    True
    """

    def __init__(self, packed: bytes):
        import numpy as np

        text, at = "", 0
        while True:
            end = packed.index(b"\n", at)
            text, at = packed[at:end].decode(), end + 1
            if not text.startswith("#"):
                break
        chars = "\0" + text.replace("¶", BORDER)
        self.number = {char: index for index, char in enumerate(chars)}
        self.number |= dict.fromkeys("0123456789", self.number["0"])
        self.number |= dict.fromkeys(map(chr, (*range(65, 91), *range(97, 123))), self.number["A"])
        self.number["著"] = self.number["着"]  # mirrors write 著
        body, at = zlib.decompress(packed[at:]), 0

        def column(length: int, width: int) -> np.ndarray:
            nonlocal at
            planes = np.frombuffer(body, np.uint8, length * width, at).reshape(width, length)
            at += length * width
            out = planes[0].astype(np.int64)
            for place in range(1, width):
                out |= planes[place].astype(np.int64) << (8 * place)
            return out

        size, twos, threes = column(3, 4).tolist()
        self.size = size
        self._shares = column(size, 1)
        # of each character alone, and what is left behind each first
        table = column(size, 1) + column(size, 1)[:, None]
        self._begins = np.append(0, np.cumsum(column(size, 2)))
        self._seconds = column(twos, 2)
        table[np.repeat(np.arange(size), np.diff(self._begins)), self._seconds] = column(twos, 1)
        self.pairs = table.astype(np.uint8).tobytes()
        self.table = np.frombuffer(self.pairs, np.uint8).reshape(size, size)
        self._left_of_two = column(twos, 1)
        self._begins_of_two = np.append(0, np.cumsum(column(twos, 2)))
        self._thirds, self._bits_of_third = column(threes, 2), column(threes, 1)
        self._of_point: np.ndarray | None = None
        self.behind = Remembered(self._unpacked, KEPT)
        self.start = self.number[BORDER] * (size + 1)

    def numbers(self, text: str) -> np.ndarray:
        """Numbers of all characters of a text."""
        import numpy as np

        if self._of_point is None:
            self._of_point = np.zeros(0x10000, np.int64)
            for char, form in simplified().items():
                self._of_point[ord(char)] = self.number.get(form, 0)
            for char, number in self.number.items():
                self._of_point[ord(char)] = number
        return self._of_point.take(codes(text), mode="clip")

    def usual(self, char: str) -> float:
        """The share of a simplified character in all texts."""
        return 2.0 ** (-int(self._shares[self.number.get(char, 0)]) / FINE)

    def _unpacked(self, key: int) -> tuple[int, dict[int, int]]:
        """What :attr:`behind` says."""
        import numpy as np

        first, second = divmod(key, self.size)
        start, stop = self._begins[first], self._begins[first + 1]
        at = start + int(np.searchsorted(self._seconds[start:stop], second))
        if at == stop or self._seconds[at] != second:
            return 0, {}
        begin, end = self._begins_of_two[at], self._begins_of_two[at + 1]
        thirds = dict(zip(self._thirds[begin:end].tolist(), self._bits_of_third[begin:end].tolist(), strict=True))
        return int(self._left_of_two[at]), thirds


@cache
def sequences() -> Sequences:
    """The model, read when it is first asked for."""
    return Sequences(resources.files(__package__).joinpath("sequences.bin").read_bytes())


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
    twos : dict of int to int
        How often two characters follow one another, by ``first * size + second``.
    least : float
        The fewest bits of any word that the page makes.
    threes : sequence of int
        All that three do, ``(first * size + second) * size + third``, in order: few are asked for.
    """

    def __init__(self, page: str, model: Sequences):
        import numpy as np

        numbers = model.numbers(page)
        self._size, self._length = model.size, max(len(page), LEAST)
        self._ones = np.bincount(numbers[:-1], minlength=model.size)
        pairs = numbers[:-1] * model.size + numbers[1:]
        threes = pairs[:-1] * model.size + numbers[2:]
        threes.sort()
        self.threes = memoryview(threes)
        pairs.sort()
        starts = np.flatnonzero(np.diff(pairs, prepend=-1))
        times = np.diff(starts, append=len(pairs))
        self.twos = dict(zip(pairs[starts].tolist(), times.tolist(), strict=True))
        self.least = log2(self._length / max(times.max(initial=1), 1)) + AS_WORD

    def bits(self, key: int, number: int, chance: float) -> float:
        """Bits of a character behind the two of `key`, to whom the general count gives a chance, if the page shows the pair."""
        if key in self.twos:
            three = key * self._size + number
            first = bisect_left(self.threes, three)
            if first < len(self.threes) and self.threes[first] == three:
                seen = bisect_right(self.threes, three, first) - first
                return -log2((seen + GENERAL[1] * chance) / (self.twos[key] + GENERAL[1]))
        last = key % self._size
        seen = self.twos.get(last * self._size + number, 0)
        return -log2((seen + GENERAL[0] * chance) / (self._ones.item(last) + GENERAL[0]))

    def word(self, key: int) -> float | None:
        """Bits of the two characters of `key` as one word, if the page shows them more than once."""
        seen = self.twos.get(key, 0)
        known = seen > 1 and key >= self._size and key % self._size
        return log2(self._length / seen) + AS_WORD if known else None
