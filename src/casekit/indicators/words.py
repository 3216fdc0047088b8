"""The small words of ``indicator_words.yml`` as they are looked for: one expression for what does the same."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from casekit.codebook.alternatives import either
from casekit.codebook.indicator_words import load_indicator_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casekit.codebook import Codebook
    from casekit.codebook.indicator_words import IndicatorWords

_YEAR = "[0-9]{4}年(?:[年月0-9]{0,4}[底末初])?"
_BRACKETED = (
    "（[^（）]{0,12}）|（"  # a bracket between noun and number, or the one the number stands in: 贫困村（共88个）
)


class SmallWords:
    """Expressions and sets made of the page.

    `begin` stands before a whole noun; `link` between a noun and its number; `whole` behind a noun that does not go on;
    `changed` matches what stands between the two figures of a change.
    """

    def __init__(self, page: IndicatorWords):
        since, times = f"(?:{either(page.since)})", f"(?:{either(page.times)}|{_YEAR})"
        behind = _sets(page.begins_after, page.begins_after_signs)
        self.begin = rf"(?:(?<![^\t、和及\r\n])|{behind})"
        self.link = f"(?:{either(page.links)}|{since}(?:{times}的?)?|：|:|{_BRACKETED})*"
        unless = (entry.split("/") for entry in page.goes_on_unless)
        self.whole = (
            f"(?!{either((*page.goes_on,))}|{'|'.join(f'{re.escape(word)}(?![{but}])' for word, but in unless)})"
        )
        self.breaks = re.escape(page.noun_breaks)
        self.short, self.ranks, self.goes_on = frozenset(page.short_nouns), page.rank_ends, page.noun_goes_on
        self.particles = frozenset(page.particles)
        self.changed = re.compile(f"，?(?:{either(page.changes)})(?:{either(page.ends)})(?:{times}的?)?").fullmatch
        self._time = re.compile(f"{times}的\\Z").search
        self.joined, self.paired, self.apart = frozenset(page.joined), frozenset(page.paired), frozenset(page.apart)
        self.one_noun = frozenset(f"{mark}{verb}" for mark in page.joined for verb in page.same_noun_verbs if mark)
        self.is_time = re.compile(f"(?:/?(?:{either(page.time_rates)}))*").fullmatch

    def bare(self, words: str) -> str:
        """Words before a figure without a time that stands right before it: 降到2018年的0.9%."""
        time = self._time(words) if words.endswith("的") else None
        return words[: time.start()] if time else words


@lru_cache(maxsize=8)
def small_words(codebook: Codebook) -> SmallWords:
    """The small words of a codebook, ready to look for."""
    return SmallWords(load_indicator_words(codebook))


def _sets(words: Iterable[str], signs: str) -> str:
    """Behind one of these words or signs."""
    lengths = sorted({len(word) for word in words}, reverse=True)
    looks = [f"(?<={either(word for word in words if len(word) == length)})" for length in lengths]
    return "|".join([*looks, f"(?<=[{re.escape(signs)}])"])
