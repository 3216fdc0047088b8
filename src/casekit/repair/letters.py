"""What is known of a character, whatever stands beside it: its form, its number, its bits alone."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from casekit.repair.gbk import simplified
from casekit.repair.lexicon import MARK_BITS, alone
from casekit.repair.sequences import FINE, sequences

if TYPE_CHECKING:
    import numpy as np

WORDS, SEQUENCES = 0.6, 0.45  # what a bit of the one measure and of the other is worth
WORTH = SEQUENCES / FINE  # what a step of the sequences is worth
STRANGER = 11.0  # bits: which of the characters that the sequences do not know
MOST = 30_000  # characters remembered


class _Letters(dict[str, tuple[str, int, float | None, bool]]):
    """Of every character: its simplified form, its number, its bits alone or None, and whether it is a mark."""

    def __missing__(self, char: str) -> tuple[str, int, float | None, bool]:
        form = simplified().get(char, char)
        bits = alone().get(form)
        out = form, sequences().number.get(form, 0), None if bits is None else WORDS * bits, form in MARK_BITS
        if len(self) < MOST:
            self[char] = out
        return out


letters = _Letters()


class Choice(NamedTuple):
    """Characters of which one may stand in a place."""

    forms: list[str]  # simplified
    places: dict[str, list[int]]  # of each form
    numbers: np.ndarray  # among the sequences
    known: dict[int, list[int]]  # places of each number
    alone: np.ndarray  # bits of each alone
    strange: np.ndarray  # bits of those that the sequences do not know
    marks: list[int]  # which are no words
    marks_alone: list[int]  # which are no words behind a mark


@lru_cache(maxsize=2048)
def choice(chars: tuple[str, ...]) -> Choice:
    """What is known of characters, whatever stands beside them."""
    import numpy as np

    found = [letters[char] for char in chars]
    places: dict[str, list[int]] = {}
    known: dict[int, list[int]] = {}
    for place, (form, number, *_) in enumerate(found):
        places.setdefault(form, []).append(place)
        known.setdefault(number, []).append(place)
    return Choice(
        [form for form, *_ in found],
        places,
        np.array([number for _, number, _, _ in found], int),
        known,
        np.array([0.0 if bits is None else bits for _, _, bits, _ in found]),
        np.array([SEQUENCES * STRANGER * (bits is not None and not number) for _, number, bits, _ in found]),
        [place for place, (_, _, bits, _) in enumerate(found) if bits is None],
        [place for place, (_, _, bits, mark) in enumerate(found) if bits is None or mark],
    )
