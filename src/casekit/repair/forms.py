"""Simplified forms of traditional characters for a whole page at once, as OpenCC (``t2s``) writes them.

Most characters have one form wherever they stand: those come from a table that is filled by OpenCC itself. A few depend on
their neighbours (乾燥 but 乾隆, 於是 but 淳於): the clauses that hold one are handed to OpenCC.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

# characters that OpenCC writes in other ways alone than in some phrase
_VARYING = "么乾俱剋劄吒哩噁坏彷徵扞於昇氾沈濛甦畫瞭祕脩蒐薹藉衹袷覆計谿逕釐鉅鍊鍾陞麼麽"
_LAST = 0xFFFF  # stands for all characters beyond


def codes(text: str) -> np.ndarray:
    """Code points of `text`."""
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def text_of(points: np.ndarray) -> str:
    """The text of these code points.

    >>> text_of(codes("应急"))
    '应急'
    """
    return points.tobytes().decode("utf-32-le", "surrogatepass")


@cache
def _opencc():
    import opencc

    return opencc.OpenCC("t2s")


@cache
def _table() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of every character up to U+FFFF: its form; whether that varies; whether it can be no part of a phrase."""
    import numpy as np

    forms, varies, apart = np.arange(_LAST + 1, dtype="<u4"), np.zeros(_LAST + 1, bool), np.ones(_LAST + 1, bool)
    for first, last in ((0x3400, 0x9FFF), (0xF900, 0xFAFF)):
        alone = _opencc().convert("\n".join(map(chr, range(first, last + 1)))).split("\n")
        single = [len(form) == 1 for form in alone]
        forms[first : last + 1] = [ord(form[0]) for form in alone]
        varies[first : last + 1] = np.logical_not(single)
        apart[first : last + 1] = False
    varies[[*map(ord, _VARYING), _LAST]] = True
    apart[_LAST] = False
    return forms, varies, apart


def alone(points: np.ndarray) -> np.ndarray:
    """The form that each character has by itself, whatever its neighbours.

    >>> text_of(alone(codes("乾隆年間")))
    '干隆年间'
    """
    return _table()[0].take(points, mode="clip")


def changing(points: np.ndarray) -> tuple[int, int]:
    """How many characters of a text simplification changes, at least and at most: some only beside others."""
    import numpy as np

    forms, varies, _ = _table()
    varying = varies.take(points, mode="clip")
    fewest = int(np.count_nonzero((forms.take(points, mode="clip") != points) & ~varying))
    return fewest, fewest + int(np.count_nonzero(varying))


def simplified(points: np.ndarray) -> np.ndarray:
    """The code points of a text in simplified characters; as many as before.

    >>> text_of(simplified(codes("乾隆年間於乾燥處種麥")))
    '乾隆年间于干燥处种麦'
    """
    import numpy as np

    forms, varies, apart = _table()
    plain = forms.take(points, mode="clip")
    places = np.flatnonzero(varies.take(points, mode="clip"))
    if len(places):
        beyond = points > _LAST
        plain[beyond] = points[beyond]
        marks = apart.take(points, mode="clip")
        clauses = _around(places, marks)
        handed = np.where(marks[clauses], ord("\n"), points[clauses])
        written = codes(_opencc().convert(text_of(handed)))
        if len(written) == len(clauses):  # else a phrase changed its length: character by character
            plain[clauses] = np.where(marks[clauses], points[clauses], written)
    return plain


def _around(places: np.ndarray, marks: np.ndarray) -> np.ndarray:
    """Offsets of the clauses that `places` lie in, each with the mark before it."""
    import numpy as np

    borders = np.flatnonzero(marks)
    number = np.unique(np.searchsorted(borders, places))
    starts, ends = np.append(0, borders)[number], np.append(borders, len(marks))[number]
    lengths = ends - starts
    return np.repeat(starts - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
