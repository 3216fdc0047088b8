"""What is known of a character, whatever stands beside it: its form, its number, its bits alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple

from casekit.repair.gbk import simplified
from casekit.repair.lexicon import MARK_BITS, alone
from casekit.repair.script import simplified_only
from casekit.repair.sequences import FINE, sequences

WORDS, SEQUENCES = 0.5, 0.55  # what a bit of the one measure and of the other is worth
WORTH = SEQUENCES / FINE  # what a step of the sequences is worth
STRANGER = 11.0  # bits: which of the characters that the sequences do not know
# bits of a character that only the other script has: a converter left none; a page of both scripts may be named hans
OTHER_SCRIPT = {"hant": 20.0, "hans": 8.0, "": 0.0}
_USUAL = "吃痴床唇峰秘群皂灶葱囱兑户叁税蜕脱温卧悦"  # the usual forms in Taiwan or Hong Kong too
MOST = 30_000  # characters remembered


@cache
def _of_other(script: str) -> frozenset[str]:
    """Characters that a page in this script does not show."""
    if script == "hant":
        return frozenset(simplified_only()) - frozenset(_USUAL)
    return frozenset(simplified()) - frozenset(simplified().values()) if script else frozenset()


class Letters(dict[str, tuple[str, int, float | None, bool, float]]):
    """Of every character: its simplified form, its number, its bits alone or None, whether it is a mark, its bits beside.

    `script` is that of the page, if it is known.
    """

    def __init__(self, script: str):
        super().__init__()
        self._other, self._beside = _of_other(script), OTHER_SCRIPT[script]

    def __missing__(self, char: str) -> tuple[str, int, float | None, bool, float]:
        form = simplified().get(char, char)
        bits, number = alone().get(form), sequences().number.get(form, 0)
        beside = SEQUENCES * STRANGER * (bits is not None and not number) + self._beside * (char in self._other)
        out = form, number, None if bits is None else WORDS * bits, form in MARK_BITS, beside
        if len(self) < MOST:
            self[char] = out
        return out


@cache
def letters(script: str = "") -> Letters:
    """The characters of a page in this script."""
    return Letters(script)


class Choice(NamedTuple):
    """Characters of which one may stand in a place."""

    forms: list[str]  # simplified
    places: dict[str, list[int]]  # of each form
    numbers: list[int]  # among the sequences
    pick: Callable[[bytes], tuple[int, ...]]  # takes those from a row of the table
    known: dict[int, list[int]]  # places of each number
    alone: list[float]  # bits of each alone
    strange: dict[int, float]  # bits of those that the sequences do not know, or that only the other script has
    marks: list[int]  # which are no words
    marks_alone: list[int]  # which are no words behind a mark


@lru_cache(maxsize=2048)
def choice(chars: tuple[str, ...], script: str = "") -> Choice:
    """What is known of characters on a page in this script, whatever stands beside them."""
    found = list(map(letters(script).__getitem__, chars))
    places: dict[str, list[int]] = {}
    known: dict[int, list[int]] = {}
    for place, (form, number, *_) in enumerate(found):
        places.setdefault(form, []).append(place)
        known.setdefault(number, []).append(place)
    numbers = [number for _, number, *_ in found]
    return Choice(
        [form for form, *_ in found],
        places,
        numbers,
        itemgetter(*numbers) if len(numbers) > 1 else lambda row: tuple(map(row.__getitem__, numbers)),
        known,
        [0.0 if bits is None else bits for _, _, bits, *_ in found],
        {place: beside for place, (*_, beside) in enumerate(found) if beside},
        [place for place, (_, _, bits, *_) in enumerate(found) if bits is None],
        [place for place, (_, _, bits, mark, _) in enumerate(found) if bits is None or mark],
    )
