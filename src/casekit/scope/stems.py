"""Where the name of a place begins, and whether it names any."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from casekit.codebook.scope import ScopeWords
from casekit.scope.expression import OPENS

NUMERALS = "一二三四五六七八九十两双"
_CLAUSE = frozenset(["", *OPENS])
_SOUNDED = 9  # signs of a place's name, with its ending, that writes the sounds of another language
_SHORT = 2  # signs of a name whose last sign may be nearly any


def begin(surface: str, start: int, endings: Counter, text: str, words: ScopeWords) -> int:
    """Where the name of a place begins, the verb before it left out, a name of another language taken in whole."""
    end = start + len(surface)
    for length in (3, 4):  # 提升大湾村: the name is what stands after other words too
        if length < len(surface) and endings[surface[-length:]] > endings[surface]:
            return end - length
    if surface.startswith(words.not_first):
        return start + 2
    if text[start - 1 : start + 1] in words.not_first:  # 建立窑头镇: the verb begins with a sign that no name has
        return start + 1
    if start and text[start - 1] in NUMERALS and text[start - 2 : start - 1] in _CLAUSE:  # 三里庄村 opens a clause
        return start - 1
    if _sounds(words.sounds).issuperset(stem_of(surface, words)):
        while start and end - start < _SOUNDED and text[start - 1] in words.sounds:
            start -= 1
    return start


@lru_cache(maxsize=8)
def _sounds(words: str) -> frozenset[str]:
    return frozenset(words)


def stem_of(surface: str, words: ScopeWords) -> str:
    """The name of a place without its ending: 大湾 of 大湾村."""
    for ending in words.places:
        if surface.endswith(ending):
            return surface[: -len(ending)]
    return ""


def is_generic(stem: str, words: ScopeWords) -> bool:
    """Does the stem describe a place and name none: 偏远山|村, 党建联|村?"""
    last = stem[-1]
    return (
        stem.endswith(words.generic)
        or last in words.generic_last
        or (len(stem) > _SHORT and last in words.generic_last_long)
    )
