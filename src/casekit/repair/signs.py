"""Which signs of damage does a page show? One look at its characters, before any kind of repair is tried.

Most pages show few of them, and nothing else of a page is worth looking at twice. Each kind of repair says which
characters it cannot do without; :class:`Look` finds them all in one pass over the code points.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from casekit.repair import entities, mojibake, pinyin, punctuation, script

if TYPE_CHECKING:
    import numpy as np


WRONG = 1  # sign of a page read in the wrong encoding
STRAY = 2  # of what HTML and JSON left behind
TORN = 4  # of pinyin, and of characters torn apart
MARK = 8  # of half-width marks
PAUSE = 16  # of doubled marks, where two stand together
BLANK = 32  # of blanks beside full-width marks
SIMPLE = 64  # of a page in simplified characters


@cache
def _table() -> np.ndarray:
    """The signs of every character below U+FFFF."""
    import numpy as np

    table = np.zeros(0x10000, np.uint8)
    for sign, chars in {
        WRONG: mojibake.signs(),
        STRAY: entities.signs(),
        TORN: pinyin.signs(),
        MARK: punctuation.MARKS,
        PAUSE: punctuation.PAUSES,
        BLANK: punctuation.BLANKS,
        SIMPLE: script.simplified_only(),
    }.items():
        table[[ord(char) for char in chars]] |= sign
    return table


class Look:
    """The signs of one text.

    >>> look = Look("应急，，管理")
    >>> bool(look.shows(PAUSE)), look.doubled(PAUSE), look.number(SIMPLE)
    (True, True, 1)
    """

    def __init__(self, text: str):
        import numpy as np

        self.text = text
        self.codes = script.codes(text)
        self._signs = _table().take(self.codes, mode="clip")
        self._any = int(np.bitwise_or.reduce(self._signs)) if text else 0

    def shows(self, signs: int) -> int:
        """Does the text hold a character with one of these signs?"""
        return self._any & signs

    def doubled(self, sign: int) -> bool:
        """Do two characters with this sign stand together?"""
        if not self._any & sign:
            return False
        here = self._signs & sign
        return bool((here[1:] & here[:-1]).any())

    def number(self, sign: int) -> int:
        """How many characters bear this sign?"""
        import numpy as np

        return int(np.count_nonzero(self._signs & sign)) if self._any & sign else 0
