"""Where the name of a place begins, and whether it names any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from casekit.codebook import Codebook
from casekit.codebook.scope import ScopeWords, load_scope_words
from casekit.codebook.units import load_borders
from casekit.scope.expression import OPENS

NUMERALS = "一二三四五六七八九十两双"
_CLAUSE = frozenset(["", *OPENS])
_SOUNDED = 9  # signs of a place's name, with its ending, that writes the sounds of another language
_DAYS, _AND = "年月日", "和与及"
_ENDS = ("村", "镇", "乡")  # of the name before 和
_COMMON = 2  # signs of a common word that ends like a place: 城镇
_SHORT = 2  # signs of a name whose last sign may be nearly any


@lru_cache(maxsize=8)
def plain_verbs(codebook: Codebook) -> frozenset[str]:
    """Verbs that stand before 村 and name none: 听取|村党支部汇报."""
    borders = load_borders(codebook)
    return frozenset({*borders.verbs, *borders.before, *borders.behind})


@lru_cache(maxsize=8)
def glued_words(codebook: Codebook) -> dict[str, list[str]]:
    """What stands right before the name of a place and is no part of it, by its first sign: 带动|青石乡."""
    words = load_scope_words(codebook)
    glued: dict[str, list[str]] = {}
    for word in sorted({*words.not_first, *words.beside, *load_borders(codebook).verbs}):
        if len(word) > 1:
            glued.setdefault(word[0], []).append(word)
    return glued


def begin(
    surface: str, start: int, endings: Counter, text: str, words: ScopeWords, glued: Mapping[str, Sequence[str]]
) -> int:
    """Where the name of a place begins, the verb before it left out, a name of another language taken in whole."""
    end = start + len(surface)
    for length in (3, 4):  # 提升大湾村: the name is what stands after other words too
        if length < len(surface) and endings[surface[-length:]] > endings[surface]:
            return end - length
    start = unglued(start, end, text, glued)
    if start and text[start - 1] in NUMERALS and text[start - 2 : start - 1] in _CLAUSE:  # 三里庄村 opens a clause
        return start - 1
    if _sounds(words.sounds).issuperset(stem_of(text[start:end], words)):
        while start and end - start < _SOUNDED and text[start - 1] in words.sounds:
            start -= 1
    return start


def unglued(start: int, end: int, text: str, glued: Mapping[str, Sequence[str]]) -> int:
    """Where the name begins behind words that are no part of it: 今年|柳湾村, 2015年|柳湾村, 南邻|柳湾村."""
    at = -1
    while at != start:
        at = start
        if text[at] in _DAYS and text[at - 1 : at].isdecimal():
            start += 1
            continue
        if text[at] in _AND and text[at - 1 : at] in _ENDS:  # 东街村和西街村
            start += 1
            continue
        for begins in (at, at - 1):  # 建立窑头镇: the verb begins with a sign that no name has
            for word in glued.get(text[begins], ()):
                if text.startswith(word, begins) and at < begins + len(word) < end:
                    start = begins + len(word)
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
        or stem.startswith(words.describing)
        or last in words.generic_last
        or (len(stem) > _SHORT and last in words.generic_last_long)
    )


def no_place(surface: str, start: int, end: int, text: str, words: ScopeWords) -> bool:
    """Is it counted (7条通乡油路), a name in quotation marks that tells what it is known for (“养猪村”), or 城镇?"""
    if text[start - 1 : start].isdecimal() and surface[0] in words.measures:
        return True
    if text[start - 1 : start] == "“" and text[end : end + 1] == "”":
        return True
    then = words.common.get(surface[-_COMMON:])
    return then is not None and text.startswith(tuple(then), end)
