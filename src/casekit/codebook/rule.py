"""What a rule is told by: the page ``rules.yml`` as frozen data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from casekit.codebook import Codebook
from casekit.codebook.pages import build, closed, line_of, read_yaml
from casekit.errors import CodebookError

PAGE = "rules.yml"
#: The lists of words that the readers of rules ask for.
LISTS = frozenset((
    "repeated", "repeated_short", "of_the_week", "judged", "not_arranged", "outcomes", "norms", "pieces", "shares",
    "set_aside", "funds", "stakes", "proportions", "set_by", "given", "benefits", "wages", "fixed", "terms", "works", "round_the_clock", "reports", "built", "with_people", "all_hands",
    "full_rates", "targets", "duties", "one_by_one", "uniform", "actors", "groups", "verbs",
    "steps", "orders", "preferred", "sanctions", "rewards", "manner", "pairs", "regimes",
    "bases", "at_stake", "grades", "graded", "follows", "follows_at_once", "places_get", "gets", "penalties", "faults",
    "streaks", "ranks", "eligible", "failing", "talks", "conditions", "verdicts", "measures", "on_the_spot",
))  # fmt: skip


@dataclass(frozen=True)
class WordList:
    """Words that do the same, and the sentence that proves each of them.

    `frame` holds 〇 where a word is put; `gives` are the fields of the rule that is then read, or ``none``.
    """

    says: str
    frame: str
    gives: Mapping[str, Any] | str
    words: tuple[str, ...]

    def __post_init__(self) -> None:
        if "〇" not in self.frame:
            raise ValueError("the frame lacks the 〇 that stands for a word")
        if isinstance(self.gives, str) and self.gives != "none":
            raise ValueError("`gives` must be fields of a rule, or none")
        if not self.words or not all(isinstance(word, str) and word for word in self.words):
            raise ValueError("`words` must be words; put numbers in quotes")
        if len(set(self.words)) < len(self.words):
            raise ValueError(f"a word stands twice: {next(word for word in self.words if self.words.count(word) > 1)}")


@dataclass(frozen=True)
class RuleBook:
    """The words that tell rules: periods and measure words of frequencies, days of occasions, and the lists of words."""

    periods: dict[str, str]
    times: dict[str, str]
    occasions: dict[str, str]
    lists: dict[str, WordList]
    _sorted: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)
    _automata: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def words(self, *names: str) -> tuple[str, ...]:
        """The words of these lists, longest first."""
        if names not in self._sorted:
            self._sorted[names] = tuple(
                sorted({word for name in names for word in self.lists[name].words}, key=lambda word: (-len(word), word))
            )
        return self._sorted[names]

    def last(self, name: str, text: str) -> int:
        """Where the last word of list `name` in `text` ends; 0 if there is none."""
        found = self._automaton(name).find_matches_as_indexes(text, overlapping=True)
        return found[-1][2] if found else 0

    def count(self, name: str, text: str) -> int:
        """How many words of list `name` stand in `text`, one after another."""
        return len(self._automaton(name).find_matches_as_indexes(text))

    def _automaton(self, name: str) -> Any:
        """All words of list `name`, to be found in one pass."""
        if name not in self._automata:
            from ahocorasick_rs import AhoCorasick

            self._automata[name] = AhoCorasick(self.words(name))
        return self._automata[name]

    def any_of(self, *names: str) -> str:
        """A pattern that matches one word of these lists, the longest first."""
        return one_of(self.words(*names))


def one_of(words: Any) -> str:
    """A pattern that matches one of `words`, the longest first.

    >>> one_of(["季", "季度"])
    '(?:季度|季)'
    """
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))})"


@lru_cache(maxsize=8)
def load_rules(codebook: Codebook) -> RuleBook:
    """The page ``rules.yml`` of `codebook`.

    Raises
    ------
    CodebookError
        The page has an unknown or missing key or list, a list without words, or a frame without 〇.

    Examples
    --------
    >>> book = load_rules(Codebook())
    >>> book.periods["月度"], book.lists["bases"].frame
    ('月', '将考核结果作为选拔干部的〇。')
    """
    path = codebook.file(PAGE)
    names = {"periods", "times", "occasions", "words"}
    page: Any = closed(read_yaml(path), names, names, path, "the page")
    for key in ("periods", "times", "occasions"):
        if not isinstance(page[key], dict) or not all(
            isinstance(word, str) for pair in page[key].items() for word in pair
        ):
            raise CodebookError(f"{key!r} must map words to words", where=line_of(path, f"{key}:"), cure="周: 周")
    lists = closed(page["words"], set(LISTS), set(LISTS), path, "words")
    return RuleBook(
        page["periods"],
        page["times"],
        page["occasions"],
        {name: build(WordList, raw, path, f"words: {name}") for name, raw in lists.items()},
    )
