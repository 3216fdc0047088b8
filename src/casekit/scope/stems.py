"""Where the name of a place begins, and whether it names any."""

from __future__ import annotations

from collections.abc import Mapping

from casekit.codebook.scope import ScopeWords
from casekit.codebook.units import Borders

#: Signs that alone name no place.
NUMERALS = "一二三四五六七八九十两双百千万"
_MILES, _TENS = "里", frozenset("一二三四五六七八九十")
_COUNTED, _AND = "年月日元户名亿", "和与及"
_ENDS = tuple("村镇乡县市区")  # of the name before 和
_COMMON = 2  # signs of a common word that ends like a place: 城镇
_LONG, _LONGEST = 4, 13  # signs of a name told by its sounds: from here on, and at most
_SHORT = 2  # signs of a name whose last sign may be nearly any
_LOOSE = frozenset(["place", "branch"])  # a verb may stand before these
#: Kinds of names that nothing stands before.
WHOLE = frozenset(["village", "township", "opened", "branch"])


class Stems:
    """Tells names of places from the words around them, with the words of one codebook."""

    def __init__(self, words: ScopeWords, borders: Borders):
        self._words = words
        self._generic = frozenset(words.generic)
        self._lengths = sorted({len(word) for word in words.generic})
        self._syllables = frozenset(words.transliterated)
        # verbs that stand before 村 and name none: 听取|村党支部汇报
        self._verbs = frozenset({*borders.verbs, *borders.before, *borders.behind})
        # what stands right before a name and is no part of it, by its first sign: 带动|青石乡
        self._glued: dict[str, list[str]] = {}
        for word in sorted({*words.not_first, *words.beside, *borders.verbs}):
            if len(word) > 1:
                self._glued.setdefault(word[0], []).append(word)

    def begin(self, start: int, end: int, text: str, often: Mapping[str, int]) -> int:
        """Where the name of a place begins: with what stands as `often` by itself (提升|大湾村), else behind what is glued to it."""
        least = often.get(text[start:end], 1)
        for at in (start - 1, *range(max(start + 1, end - 5), end - 2)):  # 三神庙村, 大湾村
            if often.get(text[at:end], 0) >= least:
                return at
        if text[start] == _MILES and text[start - 1 : start] in _TENS:  # 二十里铺村
            while start and text[start - 1] in _TENS:
                start -= 1
            return start
        start = self.unglued(start, end, text)
        syllables = self._syllables
        if end - start > _LONG and not set(text[start : end - 1]) - syllables:  # 玉斯屯克|阿依库勒村
            while start and end - start < _LONGEST and text[start - 1] in syllables:
                start -= 1
        return start

    def unglued(self, start: int, end: int, text: str) -> int:
        """Where the name begins behind words that are no part of it: 今年|柳湾村, 2015年|柳湾村, 南邻|柳湾村."""
        at = -1
        while at != start:
            at = start
            if text[at] in _COUNTED and text[at - 1 : at].isnumeric():
                start += 1
                continue
            if text[at] in _AND and text[at - 1 : at] in _ENDS:  # 东街村和西街村
                start += 1
                continue
            for begins in (at, at - 1, at - 2):  # 建立窑头镇: the verb begins with a sign that no name has
                for word in self._glued.get(text[begins], ()):
                    if text.startswith(word, begins) and at < begins + len(word) < end:
                        start = begins + len(word)
        return start

    def names_one(self, kind: str, start: int, end: int, text: str) -> bool:
        """Does what an expression of this kind has matched name a place?"""
        surface = text[start:end]
        stem = next((surface[: -len(ending)] for ending in self._words.places if surface.endswith(ending)), "")
        short = not stem.strip(NUMERALS) if kind in WHOLE else len(stem) < 2
        if short or (kind in _LOOSE and stem in self._verbs):
            return False
        return not self._describes(stem) and not self._is_common(start, end, text)

    def _describes(self, stem: str) -> bool:
        """Does the stem describe a place and name none: 偏远山|村, 党建联|村?"""
        last, words = stem[-1], self._words
        return (
            not self._generic.isdisjoint([stem[-length:] for length in self._lengths])
            or last in words.generic_last
            or (len(stem) > _SHORT and (last in words.generic_last_long or stem[-2:] in self._verbs))
        )

    def _is_common(self, start: int, end: int, text: str) -> bool:
        """Is it a name in quotation marks that tells what it is known for (“养猪村”), or 城镇?"""
        if text[start - 1 : start] == "“" and text[end : end + 1] == "”":
            return True
        then = self._words.common.get(text[end - _COMMON : end])
        return then is not None and text.startswith(tuple(then), end)
