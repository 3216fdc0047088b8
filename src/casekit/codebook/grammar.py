"""The small words around a figure that decide its status, its rate and its time (the page grammar.yml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from casekit.codebook import Codebook
from casekit.codebook.modality import Word, words_of
from casekit.codebook.pages import build, closed, line_of, read_yaml
from casekit.errors import CodebookError

PAGE = "grammar.yml"
#: The lists that the reader of figures asks for, by part.
LISTS: Mapping[str, frozenset[str]] = {
    "status": frozenset((
        "achieved", "regulations", "rule_sources", "rule_verbs", "rule_again", "addresses", "must_then", "laid_down", "follows", "grants",
        "given", "missed", "terms", "scored", "graded", "strictly", "ways", "only_then", "prices", "shared", "shared_out",
        "set_aside", "on_call", "within",
    )),
}  # fmt: skip

Grammar = Mapping[str, Mapping[str, tuple[Word, ...]]]


@dataclass(frozen=True)
class SmallWords:
    """Words that do the same; `says` tells what."""

    says: str
    words: tuple[Word, ...]


@lru_cache(maxsize=8)
def load_grammar(codebook: Codebook) -> Grammar:
    """Part → list → words, as ``grammar.yml`` gives them.

    Raises
    ------
    CodebookError
        A part, a list or a key is misspelt or missing, or a list is empty; names file, key and cure.

    Examples
    --------
    >>> [word.word for word in load_grammar(Codebook())["status"]["only_then"]]
    ['方可', '才能', '方能', '才可']
    """
    path = codebook.file(PAGE)
    page = closed(read_yaml(path), set(LISTS), set(LISTS), path, "the page")
    found: dict[str, dict[str, tuple[Word, ...]]] = {}
    for part, names in LISTS.items():
        lists = closed(page[part], set(names), set(names), path, part)
        found[part] = {}
        for name, raw in lists.items():
            what = f"{part}.{name}"
            listed = build(SmallWords, raw, path, what)
            words = tuple(words_of(list(listed.words), path, what))
            if not words or not all(isinstance(word.word, str) and word.word for word in words):
                raise CodebookError(f"{what} has no words", where=line_of(path, f"{name}:"), cure="words: [只, 有, 才]")
            found[part][name] = words
    return found
