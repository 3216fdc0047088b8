"""What follows what in Chinese prose: bits of a character behind the two before it, marks and digits included.

The numbers are in ``sequences.bin``, whose head says what they were counted in. All digits are one character here, and all
Latin letters: which digit stands somewhere, no neighbour tells.
"""

from __future__ import annotations

import zlib
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from casekit.repair.forms import codes
from casekit.repair.gbk import simplified

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np

BORDER = "\n"
FINE = 8  # steps of one bit in the file
KEPT = 16_384  # pairs whose followers stay unpacked
DIGIT = 3.3  # bits: which of the ten digits
LETTER = 4.5  # bits: which of the letters


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
    behind : callable
        What any character costs behind the two of a key, which is ``first * size + second``. In the third, if it is there;
        else what the first and the second say together: the second holds the bits of every character behind the latter of
        the two alone, by number.

    Examples
    --------
    >>> model = sequences()
    >>> model.bits("5月4日") < model.bits("5在4日")
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
        self._alone = column(size, 1) / np.float32(FINE)
        self._left = column(size, 1) / np.float32(FINE)
        self._begins = [0, *np.cumsum(column(size, 2)).tolist()]
        self._seconds, self._bits = column(twos, 2), column(twos, 1) / np.float32(FINE)
        self._left_of_two = column(twos, 1) / np.float32(FINE)
        self._begins_of_two = np.append(0, np.cumsum(column(twos, 2)))
        self._thirds, self._bits_of_third = column(threes, 2), column(threes, 1) / np.float32(FINE)
        self._of_point: np.ndarray | None = None
        self._lists: dict[int, list[float]] = {}  # at most `size` of them
        self._steps = [step / FINE for step in range(512)]  # one float for each, shared by all lists
        self.behind = lru_cache(maxsize=KEPT)(self._unpacked)
        self.start = self.number[BORDER] * (size + 1)

    def pairs(self, first: int) -> np.ndarray:
        """Bits of every character behind the one numbered `first`, by number."""
        row = self._alone + self._left[first]
        start, stop = self._begins[first], self._begins[first + 1]
        row[self._seconds[start:stop]] = self._bits[start:stop]
        return row

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

    def row(self, first: int) -> list[float]:
        """What :meth:`pairs` says, as a list: quicker to look one up in."""
        row = self._lists.get(first)
        if row is None:
            steps = (self.pairs(first) * FINE).astype(int).tolist()
            row = self._lists[first] = list(map(self._steps.__getitem__, steps))
        return row

    def columns(self, firsts: Iterable[int], second: int) -> list[float]:
        """Bits of the character numbered `second` behind each of `firsts`."""
        return [self.row(first)[second] for first in firsts]

    def after(self, key: int, numbers: Iterable[int]) -> list[float]:
        """Bits of each of the characters numbered `numbers` behind the two of `key`."""
        left, row, thirds = self.behind(key)
        return [thirds[number] if number in thirds else left + row[number] for number in numbers]

    def _unpacked(self, key: int) -> tuple[float, list[float], dict[int, float]]:
        """What :attr:`behind` says."""
        import numpy as np

        first, second = divmod(key, self.size)
        row = self.row(second)
        start, stop = self._begins[first], self._begins[first + 1]
        at = start + int(np.searchsorted(self._seconds[start:stop], second))
        if at == stop or self._seconds[at] != second:
            return 0.0, row, {}
        begin, end = self._begins_of_two[at], self._begins_of_two[at + 1]
        thirds = dict(zip(self._thirds[begin:end].tolist(), self._bits_of_third[begin:end].tolist(), strict=True))
        return float(self._left_of_two[at]), row, thirds

    def bits(self, text: str) -> float:
        """Bits of a text as a line's beginning."""
        key, out = self.start, 0.0
        for char in text:
            number = self.number.get(char, 0)
            left, row, thirds = self.behind(key)
            found = thirds.get(number)
            out += left + row[number] if found is None else found
            key = key % self.size * self.size + number
        return out


@cache
def sequences() -> Sequences:
    """The model, read when it is first asked for."""
    return Sequences(resources.files(__package__).joinpath("sequences.bin").read_bytes())
