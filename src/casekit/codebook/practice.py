"""The practices: one page each, every cue earned by an example, every example coded as written.

Loading checks the form of a page (keys, cues, codes). What the page says of itself, that its examples are coded as
written and that each cue has earned its place, is checked by :func:`casekit.extract.practices.prove`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from casekit.codebook import Codebook
from casekit.codebook.pages import build, line_of, read_yaml
from casekit.codebook.word_classes import Classes, forms, load_classes
from casekit.cues import CueError, CueMatcher, parse
from casekit.errors import CodebookError

INSTRUMENTS = ("organisation", "authority", "treasure", "nodality")


@dataclass(frozen=True)
class Example:
    """A sentence coded by hand: does it get the code of the page, and if not, why.

    `on_topic` is true where the sentence is to be read in an article on the practice.
    """

    text: str
    code: str
    why: str = ""
    on_topic: bool = False


@dataclass(frozen=True)
class Practice:
    """One practice: what it is, the question a reader asks, the cues that answer it, and examples both ways.

    `cues` earn the code (with word classes, see :mod:`casekit.codebook.word_classes`); a hit of `unless` that touches the evidence takes it away. `retired` is the date
    since when the code is used no more; a retired page keeps its name and is never applied.

    `topic_cues` are weaker words. They earn the code only in an article on the topic: one whose title,
    or a third of whose sentences, earn it by `cues`.

    `core` are the words (or classes of words) of which an article must hold one for signs alone to earn the code: no
    cooperative is told of where none is named. Without `core`, any words do.
    """

    id: str
    label: Mapping[str, str]
    instrument: str
    definition: str
    question: str
    cues: tuple[str, ...]
    examples: tuple[Example, ...]
    page: Path
    unless: tuple[str, ...] = ()
    topic_cues: tuple[str, ...] = ()
    core: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    retired: str | None = None


@lru_cache(maxsize=8)
def load_practices(codebook: Codebook) -> tuple[Practice, ...]:
    """All practices of a codebook, by code; a broken page raises :class:`CodebookError` with file, line and cure.

    >>> [practice.id for practice in load_practices(Codebook())][:2]
    ['accountability', 'branch_embedding']
    """
    classes = load_classes(codebook)
    practices = tuple(_page(path, classes) for path in codebook.pages("practices"))
    known = {practice.id for practice in practices}
    for practice in practices:
        for other in practice.related:
            if other not in known or other == practice.id:
                raise CodebookError(
                    f"related code {other!r} is not another practice",
                    where=line_of(practice.page, "related:"),
                    cure="name a page of this folder",
                )
    return practices


def _page(path: Path, classes: Classes) -> Practice:
    raw = read_yaml(path)
    examples = ()
    if isinstance(raw, dict) and isinstance(raw.get("examples"), list):
        examples = tuple(build(Example, example, path, f"example {n}") for n, example in enumerate(raw["examples"], 1))
        raw = {**raw, "examples": examples}
    practice = build(Practice, raw, path, "a practice", page=path)
    if practice.id != path.stem:
        raise CodebookError(
            f"id {practice.id!r} is not the name of the file",
            where=line_of(path, "id:"),
            cure=f"write 'id: {path.stem}'",
        )
    if practice.instrument not in INSTRUMENTS:
        raise CodebookError(
            f"unknown instrument {practice.instrument!r}",
            where=line_of(path, "instrument:"),
            cure=f"one of {INSTRUMENTS}",
        )
    if not isinstance(practice.label, Mapping) or set(practice.label) != {"zh", "en"}:
        raise CodebookError(
            "label needs zh and en", where=line_of(path, "label:"), cure="write 'label: {zh: …, en: …}'"
        )
    for example in examples:
        if example.code not in ("yes", "no"):
            raise CodebookError(
                f"example coded {example.code!r}", where=line_of(path, example.text), cure="code: yes, or code: no"
            )
        if example.code == "no" and not example.why:
            raise CodebookError("an example coded no says why", where=line_of(path, example.text), cure="add 'why:'")
    if not practice.cues:
        raise CodebookError(
            "a practice without cues is never coded", where=line_of(path, "cues:"), cure="add a cue, or retire the page"
        )
    for cue in (*practice.cues, *practice.topic_cues, *practice.unless):
        if not isinstance(cue, str):
            raise CodebookError(
                f"cue {cue!r} is not text", where=_line_of_cue(path, str(cue)), cure="put it in quotation marks"
            )
        try:
            for form in forms(cue, classes, path):
                parse(form)
        except CueError as error:
            raise CodebookError(
                str(error), where=_line_of_cue(path, cue), cure="see casekit.cues for the signs"
            ) from error
    _overlaps(practice, classes)
    return practice


def _line_of_cue(path: Path, cue: str) -> str:
    """``file:line`` where a cue stands, however it is quoted; of an empty one, where the cues begin."""
    for written in (f"- {cue}", cue) if cue else ('- ""', "- ''", "cues:"):
        if (place := line_of(path, written)) != str(path):
            return place
    return str(path)


def _overlaps(practice: Practice, classes: Classes) -> None:
    """Refuse a cue that another cue of the page makes needless: everything it can find, the other finds too."""
    for cues in (practice.cues, practice.topic_cues, practice.unless):
        owner = [(number, form) for number, cue in enumerate(cues) for form in forms(cue, classes, practice.page)]
        matcher = CueMatcher([form for _, form in owner])
        for number, cue in enumerate(cues):
            rivals = set(range(len(cues))) - {number}
            for way in (way for own, form in owner if own == number for way in parse(form).ways()):
                rivals &= {owner[hit.cue][0] for hit in matcher.find(way)}
                if not rivals:
                    break
            if rivals:
                raise CodebookError(
                    f"cue {cue!r} finds nothing that {cues[min(rivals)]!r} does not find",
                    where=_line_of_cue(practice.page, cue),
                    cure="delete one of the two",
                )


def labels(codebook: Codebook) -> dict[str, Mapping[str, str]]:
    """Code → label in Chinese and English, for tables and charts.

    >>> labels(Codebook())["household_pairing"]["zh"]
    '结对帮扶'
    """
    return {practice.id: practice.label for practice in load_practices(codebook)}
