"""Which signs of damage does a page show? One look at its characters, before any kind of repair is tried.

Most pages show few of them, and nothing else of a page is worth looking at twice. Each kind of repair says which
characters it cannot do without; :class:`Look` finds them all in one pass over the code points.
"""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING

from casekit.repair import annotations, entities, forms, mojibake, pinyin, punctuation, script, strewn

if TYPE_CHECKING:
    import numpy as np


LATIN = 1  # sign of a page in GBK or UTF-8 that was read as Latin-1
SINGLE = 2  # what single bytes are shown as
LEAD = 4  # of a page in UTF-8 that was read as GBK
STRAY = 8  # of what HTML and JSON left behind
ESCAPE = 16  # perhaps of such
TONE = 32  # of pinyin
STRUCK = 64  # of characters torn apart
TORN = TONE | STRUCK
MARK = 128  # of half-width marks
PAUSE = 256  # of doubled marks, where two stand together
BLANK = 512  # of blanks beside full-width marks
SIMPLE = 1024  # of a page in simplified characters
COMPLEX = 2048  # of one in traditional characters
VARYING = 4096  # perhaps of such: characters that have one form in both scripts, but not in every phrase
ODD = 8192  # of odd variants
PICTURE = 16_384  # pictographs
BRACKET = 32_768  # opening ones
_FREQUENT = PAUSE | SIMPLE | COMPLEX


@cache
def _table() -> np.ndarray:
    """The signs of every character below U+FFFF; all others share one place."""
    import numpy as np

    table = np.zeros(0x10000, np.uint16)
    for sign, chars in {
        LATIN: mojibake.latin(),
        SINGLE: mojibake.single(),
        LEAD: mojibake.leads(),
        STRAY: entities.signs(),
        ESCAPE: "u\\",
        TONE: annotations.TONED,
        STRUCK: pinyin.STRUCK,
        MARK: punctuation.MARKS,
        PAUSE: punctuation.PAUSES + "？！?!",
        BLANK: punctuation.BLANKS,
        SIMPLE: script.simplified_only(),
        ODD: script.odd(),
        PICTURE: strewn.signs(),
        BRACKET: "(（",
    }.items():
        table[[ord(char) for char in chars]] |= sign
    always, perhaps = forms.changing()
    table[always] |= COMPLEX
    table[perhaps] |= VARYING
    table[-1] |= PICTURE  # stands for all characters beyond
    return table


class Look:
    """The signs of one text.

    >>> look = Look("应急，，管理")
    >>> bool(look.shows(PAUSE)), look.close(PAUSE, 2, 1), look.number(SIMPLE)
    (True, True, 1)
    """

    def __init__(self, text: str):
        import numpy as np

        self.text = text
        self.codes = forms.codes(text)
        self._signs = _table().take(self.codes, mode="clip")
        self._any = int(np.bitwise_or.reduce(self._signs)) if text else 0

    def shows(self, signs: int) -> int:
        """Does the text hold a character with one of these signs?"""
        return self._any & signs

    def close(self, sign: int, number: int, reach: int) -> bool:
        """Do so many characters with this sign stand together, the last at most `reach` places behind the first?"""
        if not self._any & sign:
            return False
        places = self.places(sign)
        return bool((places[number - 1 :] - places[: 1 - number] <= reach).any())

    @cached_property
    def _seldom(self) -> tuple[np.ndarray, np.ndarray]:
        """Where characters with signs that few bear stand, and their signs: one search for all of them."""
        import numpy as np

        places = np.flatnonzero((self._signs & ~np.uint16(_FREQUENT)) != 0)
        return places, self._signs.take(places)

    def places(self, signs: int) -> np.ndarray:
        """Where the characters with one of these signs stand."""
        import numpy as np

        if signs & _FREQUENT:
            return np.flatnonzero((self._signs & signs) != 0)
        places, borne = self._seldom
        return places[(borne & signs) != 0] if self._any & signs else places[:0]

    def doubled(self, sign: int) -> np.ndarray:
        """Where characters with this sign stand before another."""
        import numpy as np

        bears = (self._signs & sign) != 0
        return np.flatnonzero(bears[1:] & bears[:-1])

    @cached_property
    def plain(self) -> np.ndarray:
        """Code points of the text in simplified characters."""
        return forms.simplified(self.text, self.codes, self.places(VARYING).tolist())

    @property
    def script(self) -> str:
        """``hant`` if the text is in traditional characters, else ``hans``.

        >>> Look("應急管理局").script, Look("应急管理局").script, Look("乾隆年间").script
        ('hant', 'hans', 'hans')
        """
        import numpy as np

        # every changed character is traditional; characters that are only simplified speak against it
        against, fewest = self.number(SIMPLE), self.number(COMPLEX)
        if fewest <= against < fewest + self.number(VARYING):
            fewest = np.count_nonzero(self.codes != self.plain)
        return "hant" if fewest > against else "hans"

    def number(self, sign: int) -> int:
        """How many characters bear this sign?"""
        import numpy as np

        return int(np.count_nonzero(self._signs & sign)) if self._any & sign else 0
