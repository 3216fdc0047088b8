"""Signs: words that speak for a practice, or against it, without proving it.

Where cues name an act, signs weigh: a sentence that holds enough of them earns the code though no cue foresaw its
wording, and evidence of a cue is not believed where they speak strongly against it. The points were fitted to coded
sentences (``benchmarks/fit_signs.py``); they may be edited like any other page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from casekit.codebook import Codebook
from casekit.codebook.pages import closed, line_of, read_yaml
from casekit.codebook.word_classes import load_classes, words_of
from casekit.errors import CodebookError

PAGE = "practice_signs.yml"


@dataclass(frozen=True)
class Signs:
    """The signs of one practice.

    A sentence whose signs add up to `need` points earns the code; one that stays below `doubt` does not get it by a
    cue either. `points` are those of each sign: a word, or ``<name>`` for a class of words.
    """

    need: int
    doubt: int
    points: Mapping[str, int]


@lru_cache(maxsize=8)
def load_signs(codebook: Codebook) -> dict[str, Signs]:
    """Signs by practice; a broken page raises :class:`CodebookError` with file, line and cure.

    >>> load_signs(Codebook())["village_leadership"].points["后备"] > 0
    True
    """
    path = codebook.file(PAGE)
    classes = load_classes(codebook)
    raw = read_yaml(path)
    if not isinstance(raw, Mapping):
        raise CodebookError("signs are a mapping", where=path, cure="write 'practice: {need: 9, doubt: -9, signs: …}'")
    found = {}
    for code, page in raw.items():
        keys = {"need", "doubt", "signs"}
        page = closed(page, keys, keys, path, f"the signs of {code!r}")
        at = line_of(path, f"{code}:")
        if not (isinstance(page["need"], int) and isinstance(page["doubt"], int) and page["doubt"] < page["need"]):
            raise CodebookError(
                f"need and doubt of {code!r} are not points", where=at, cure="two whole numbers, need the higher"
            )
        if not isinstance(page["signs"], Mapping):
            raise CodebookError(f"the signs of {code!r} are not words by points", where=at, cure="write '5: [词, 词]'")
        points: dict[str, int] = {}
        for worth, signs in page["signs"].items():
            if not (
                isinstance(worth, int) and worth and isinstance(signs, list) and all(isinstance(s, str) for s in signs)
            ):
                raise CodebookError(f"signs of {code!r} worth {worth!r}", where=at, cure="write '5: [词, 词]'")
            for sign in signs:
                if sign in points:
                    raise CodebookError(
                        f"sign {sign!r} of {code!r} counts twice", where=at, cure="delete one of the two"
                    )
                words_of(sign, classes, path)
                points[sign] = worth
        found[code] = Signs(page["need"], page["doubt"], points)
    return found
