"""What a rule is told by: the pages ``rules.yml`` and ``rule_grammar.yml`` as frozen data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from casekit.codebook import HOME, Codebook
from casekit.codebook.pages import build, closed, line_of, read_yaml
from casekit.codebook.rule_frame import Frame, load_frames
from casekit.errors import CodebookError

PAGE, GRAMMAR = "rules.yml", "rule_grammar.yml"
_VERBS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")
_NAMES = re.compile(r"\{([a-z_-]+(?:\|[a-z_-]+)*)\}")


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
    frames: Mapping[str, tuple[Frame, ...]]
    _sorted: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)
    _automata: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    _patterns: dict[str, Pattern] = field(default_factory=dict, repr=False, compare=False)

    def words(self, *names: str) -> tuple[str, ...]:
        """The words of these lists, longest first; of ``periods-not_alone`` those periods that are not in the other list."""
        if names not in self._sorted:
            found: set[str] = set()
            for name in names:
                first, _, second = name.partition("-")
                found |= {*self._list(first)} - {*(self._list(second) if second else ())}
            self._sorted[names] = tuple(sorted(found, key=lambda word: (-len(word), word)))
        return self._sorted[names]

    def _list(self, name: str) -> Iterable[str]:
        """One list of words, or the words of the periods, of the measure words, of the occasions."""
        if name in self.lists:
            return self.lists[name].words
        return {"periods": self.periods, "times": self.times, "occasions": self.occasions}[name]

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

    def compile(self, pattern: str) -> Pattern:
        """`pattern` with ``{list}``, ``{list|other}`` or ``{list-other}`` standing for one word of these lists.

        >>> load_rules(Codebook()).compile("不得{given}$").search("经费不得发放")
        <re.Match object; span=(2, 6), match='不得发放'>
        """
        if pattern not in self._patterns:
            self._patterns[pattern] = Pattern(self, pattern)
        return self._patterns[pattern]


class Pattern:
    """A pattern with lists of words in it, compiled when it is first asked: no article asks all of them."""

    def __init__(self, book: RuleBook, pattern: str):
        self._book, self._pattern = book, pattern

    def __getattr__(self, verb: str) -> Any:
        """One of the verbs of :class:`re.Pattern`; from then on they are this object's own."""
        if verb not in _VERBS:
            raise AttributeError(verb)
        compiled = re.compile(_NAMES.sub(lambda names: self._book.any_of(*names[1].split("|")), self._pattern))
        for name in _VERBS:
            setattr(self, name, getattr(compiled, name))
        return getattr(self, verb)


def one_of(words: Iterable[str]) -> str:
    """A pattern that matches one of `words`, the longest first; those that begin alike share their beginning.

    >>> one_of(["季", "季度", "月"])
    '(?:季(?:度)?|月)'
    """
    tails: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        tails.setdefault(word[0], []).append(word[1:])
    return f"(?:{'|'.join(re.escape(first) + _rest(rest) for first, rest in tails.items())})"


def _rest(tails: list[str]) -> str:
    """What words with one beginning go on with, nothing being the last choice."""
    longer = [tail for tail in tails if tail]
    if len(longer) == 1 == len(tails):
        return re.escape(longer[0])
    return f"(?:{'|'.join(map(re.escape, longer))}){'?' * (len(longer) < len(tails))}" if longer else ""


@lru_cache(maxsize=8)
def load_rules(codebook: Codebook) -> RuleBook:
    """The pages ``rules.yml`` and ``rule_grammar.yml`` of `codebook`.

    Raises
    ------
    CodebookError
        A page has an unknown or missing key or list, a list without words, or a frame without 〇.

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
    lists = _lists(page["words"], PAGE, path, "words")
    path = codebook.file(GRAMMAR)
    lists |= _lists(read_yaml(path), GRAMMAR, path, "the page")
    return RuleBook(page["periods"], page["times"], page["occasions"], lists, load_frames(codebook))


def _lists(raw: object, page: str, path: Path, what: str) -> dict[str, WordList]:
    """The lists of one page: those that the shipped page has, none more and none less."""
    shipped: Any = read_yaml(HOME / page) if path != HOME / page else raw
    names = set(shipped.get("words", shipped))
    return {
        name: build(WordList, listed, path, f"{what}: {name}")
        for name, listed in closed(raw, names, names, path, what).items()
    }
