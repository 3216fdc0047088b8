"""What a rule is told by: the page ``rules.yml`` as frozen data."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from casekit.codebook import Codebook
from casekit.codebook.pages import closed, line_of, read_yaml
from casekit.errors import CodebookError

PAGE = "rules.yml"


@dataclass(frozen=True)
class RuleBook:
    """The words that tell rules, sorted by what they do; see the comments of the page."""

    periods: dict[str, str]
    times: dict[str, str]
    repeated: tuple[str, ...]
    outcomes: tuple[str, ...]
    occasions: dict[str, str]
    pieces: tuple[str, ...]
    comparators: dict[str, tuple[str, ...]]
    norms: tuple[str, ...]
    shares: tuple[str, ...]
    whole: dict[str, tuple[str, ...]]
    duties: tuple[str, ...]
    actors: tuple[str, ...]
    steps: tuple[str, ...]
    orders: tuple[str, ...]
    preferences: tuple[str, ...]
    sanctions: tuple[str, ...]
    rewards: tuple[str, ...]
    manner: tuple[str, ...]
    bases: tuple[str, ...]
    linked: tuple[str, ...]
    conditions: tuple[str, ...]
    cutoffs: tuple[str, ...]

    def comparator(self, words: str) -> str:
        """The sign for the comparing word that `words` ends or begins with; "" if there is none."""
        return next((sign for sign, known in self.comparators.items() if words in known), "")


@lru_cache(maxsize=8)
def load_rules(codebook: Codebook) -> RuleBook:
    """The page ``rules.yml`` of `codebook`.

    Raises
    ------
    CodebookError
        The page has an unknown or missing key, or a list that holds no words.

    Examples
    --------
    >>> load_rules(Codebook()).periods["月度"]
    '月'
    """
    path = codebook.file(PAGE)
    names = {field.name for field in fields(RuleBook)}
    page: Any = dict(closed(read_yaml(path), names, names, path, "the page"))
    for key, value in page.items():
        if key in ("comparators", "whole"):
            page[key] = {str(sign): _words(words, path, key) for sign, words in value.items()}
        elif key in ("periods", "times", "occasions"):
            if not isinstance(value, dict) or not all(isinstance(word, str) for pair in value.items() for word in pair):
                raise CodebookError(f"{key!r} must map words to words", where=line_of(path, f"{key}:"), cure="周: 周")
        else:
            page[key] = _words(value, path, key)
    return RuleBook(**page)


def _words(value: object, path: Any, key: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(word, str) and word for word in value):
        raise CodebookError(f"{key!r} must be a list of words", where=line_of(path, f"{key}:"), cure="[词, 词]")
    return tuple(value)
