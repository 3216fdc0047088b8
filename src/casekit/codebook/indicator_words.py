"""The small words around a figure that say which noun is its own (the page indicator_words.yml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from casekit.codebook.pages import build, read_yaml

if TYPE_CHECKING:
    from casekit.codebook import Codebook
    from casekit.codebook.word_classes import Classes

PAGE = "indicator_words.yml"


@dataclass(frozen=True)
class IndicatorWords:
    """The page ``indicator_words.yml``; what is a plain text is a set of signs."""

    begins_after: tuple[str, ...]
    begins_after_signs: str
    links: tuple[str, ...]
    since: tuple[str, ...]
    times: tuple[str, ...]
    changes: tuple[str, ...]
    ends: tuple[str, ...]
    goes_on: tuple[str, ...]
    goes_on_unless: tuple[str, ...]
    noun_breaks: str
    noun_goes_on: tuple[str, ...]
    short_nouns: str
    rank_ends: str
    joined: tuple[str, ...]
    paired: tuple[str, ...]
    apart: tuple[str, ...]
    same_noun_verbs: tuple[str, ...]
    time_rates: tuple[str, ...]
    particles: str
    classes: Classes


@lru_cache(maxsize=8)
def load_indicator_words(codebook: Codebook) -> IndicatorWords:
    """The words of ``indicator_words.yml``; a misspelt key raises :class:`CodebookError` with file, key and cure.

    >>> from casekit.codebook import Codebook
    >>> "共有" in load_indicator_words(Codebook()).links
    True
    """
    path = codebook.file(PAGE)
    return build(IndicatorWords, read_yaml(path), path, "page")
