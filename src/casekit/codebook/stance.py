"""How a sentence speaks: the words by which it argues, quotes, looks back, denies or presupposes.

What they silence is not said to be done.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from casekit.codebook import Codebook
from casekit.codebook.pages import build, closed, line_of, read_yaml
from casekit.cues import CueError, parse
from casekit.errors import CodebookError

SCOPES = ("sentence", "words", "before", "after", "onward", "quotation", "quoted")


@dataclass(frozen=True)
class Stance:
    """One way of not saying what is done.

    `scope` is what a cue silences: the ``sentence``; the ``words`` of the cue; its clause up to the end of the cue
    (``before``); from the cue to the end of the clause (``after``) or of the sentence or up to a word of `until`
    (``onward``); the ``quotation`` that follows; or the one before it (``quoted``). A hit of `unless` that touches
    a cue takes it back.
    """

    id: str
    scope: str
    why: str
    cues: tuple[str, ...]
    unless: tuple[str, ...] = ()
    until: tuple[str, ...] = ()


@dataclass(frozen=True)
class Counting:
    """Articles that count what there is, by words of their `titles`; a sentence of theirs without one of the `deeds` tells none."""

    titles: tuple[str, ...]
    deeds: tuple[str, ...]


@lru_cache(maxsize=8)
def load_countings(codebook: Codebook) -> tuple[Counting, ...]:
    """The kinds of articles that count, of the page ``stance.yml``.

    >>> any("统计公报" in counting.titles for counting in load_countings(Codebook()))
    True
    """
    path, page = _page(codebook)
    return tuple(build(Counting, one, path, f"counting {n}") for n, one in enumerate(page.get("countings", ()), 1))


@lru_cache(maxsize=8)
def _page(codebook: Codebook) -> tuple[Path, Mapping[str, Any]]:
    path = codebook.file("stance.yml")
    return path, closed(read_yaml(path), {"stances", "countings"}, {"stances"}, path, "the page of stances")


@lru_cache(maxsize=8)
def load_stances(codebook: Codebook) -> tuple[Stance, ...]:
    """The stances of a codebook, in the order of the page ``stance.yml``.

    >>> "quotation" in {stance.scope for stance in load_stances(Codebook())}
    True
    """
    path, page = _page(codebook)
    stances = tuple(build(Stance, one, path, f"stance {n}") for n, one in enumerate(page["stances"], 1))
    for stance in stances:
        if stance.scope not in SCOPES:
            raise CodebookError(
                f"unknown scope {stance.scope!r}", where=_at(path, stance.scope), cure=f"one of {SCOPES}"
            )
        for cue in (*stance.cues, *stance.unless, *stance.until):
            try:
                parse(str(cue))
            except CueError as error:
                raise CodebookError(
                    str(error), where=_at(path, str(cue)), cure="see casekit.cues for the signs"
                ) from error
    return stances


def _at(path: Path, word: str) -> str:
    return line_of(path, word)
