"""What is left of a torn character, and all that it can have been: one byte is shown, or its reading, or nothing."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from casekit.repair import gbk
from casekit.repair.lexicon import commonest

IMPOSSIBLE = 999.0


def plain(char: str) -> str:
    """`char` in its simplified form."""
    return gbk.simplified().get(char, char)


@cache
def heads_of(lead: int) -> tuple[tuple[int, str], ...]:
    """Characters with this first byte whose second byte can begin a dropped pair: that byte, and the character."""
    return tuple((trail, char) for trail, char in gbk.row(lead) if trail in gbk.unassigned())


class End(NamedTuple):
    """What is left of the last character: its last byte, its reading, both, or nothing."""

    trail: int = 0
    syllable: str = ""


NOTHING = End()


@lru_cache(maxsize=1024)
def tails_of(end: End) -> tuple[tuple[int, str], ...]:
    """First byte and character of the last characters."""
    codes = gbk.codes()
    if end.syllable:
        main, other = gbk.readings()
        found = sorted(main.get(end.syllable, frozenset()) | other.get(end.syllable, frozenset()))
        return tuple((codes[char] >> 8, char) for char in found if end.trail in (0, codes[char] & 0xFF))
    if end.trail:
        return gbk.by_trail(end.trail)
    return tuple((codes[char] >> 8, char) for char in (*gbk.MARKS, *commonest()) if char in codes)


@cache
def common_forms() -> dict[str, list[str]]:
    """The common characters by their simplified form."""
    forms = dict[str, list[str]]()
    for char in sorted(gbk.common()):
        forms.setdefault(plain(char), []).append(char)
    return forms
