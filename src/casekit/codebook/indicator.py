"""Indicator pages: what a figure must count, and how articles say so.

A cue is a mapping of conditions that must all hold; each condition is text in which ``(a|b)`` means one of these
(``(a|)`` may be missing), ``<class>`` one word of that class (see ``indicator_words.yml``) and ``…`` a gap of up to 16
characters inside the clause:

============  ==========================================================================================
``noun``      what is counted: the end of the counted noun, or words right after or right before the number
``before``    in the clause, before the number; with ``$`` at its end: up to the number, no other number between
``after``     in the clause, after the number; with ``^`` at its begin: from the number on, no other number between
``near``      anywhere in the clause
``sentence``  anywhere in the sentence
``per``       in what the figure is a rate of
``least``     the value must be at least so much (a number): a bare count of villages is that of all of them only if large
============  ==========================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import TYPE_CHECKING

from casekit.codebook.indicator_words import load_indicator_words
from casekit.codebook.pages import build, closed, read_yaml
from casekit.codebook.word_classes import forms
from casekit.errors import CodebookError

if TYPE_CHECKING:
    from pathlib import Path

    from casekit.codebook import Codebook
    from casekit.codebook.word_classes import Classes

CLAUSE_MARKS = "，。；：！？,;:!?\n"
_GAP = f"([^{CLAUSE_MARKS}]{{0,16}}?)"  # a group, so that its length can be told from that of the words
PER = ("time", "allowed", "required")
SCOPES = ("any", "case", "wider")
STATUSES = ("reported", "planned", "required")


@dataclass(frozen=True)
class Cue:
    """One way in which articles word an indicator: conditions that must all hold."""

    noun: str = ""
    before: str = ""
    after: str = ""
    near: str = ""
    sentence: str = ""
    per: str = ""
    least: float = 0

    def __post_init__(self):
        if not str(self):
            raise ValueError("at least one condition is needed")
        if not isinstance(self.least, (int, float)):
            raise TypeError(f"least is a number, not {self.least!r}")
        for part in fields(self):
            if part.name != "least" and getattr(self, part.name):
                pattern(getattr(self, part.name))

    def __str__(self) -> str:
        return " · ".join(f"{f.name} {getattr(self, f.name)}" for f in fields(self) if getattr(self, f.name))


@dataclass(frozen=True)
class Example:
    """A sentence with the number meant in 【】; `code` says whether the page's indicator is its code."""

    text: str
    code: str
    why: str = ""
    unit: str = ""
    status: str = "reported"
    per: str = ""
    scope: str = ""

    def __post_init__(self):
        if not re.fullmatch(r"[^【】]*【[^【】]+】[^【】]*", self.text):
            raise ValueError(f"the example {self.text!r} must mark one number with 【】")
        if self.code not in ("yes", "no"):
            raise ValueError(f"code of an example is yes or no, not {self.code!r}")


@dataclass(frozen=True)
class Indicator:
    """One indicator page.

    `range` is the plausible span of the value in the canonical unit; `per` says whether the figure may be a rate (``time``:
    only per year, month, …); `scope` whether it must be the case's own (``case``), or also that of a place above it
    (``wider``); `over` names indicators that this one goes before where both fit.
    """

    id: str
    label: Mapping[str, str]
    group: str
    unit: str
    units: tuple[str, ...]
    definition: str
    question: str
    cues: tuple[Cue, ...]
    examples: tuple[Example, ...]
    unless: tuple[Cue, ...] = ()
    scope: str = "any"
    statuses: tuple[str, ...] = ("reported", "planned")
    per: str = "time"
    range: tuple[float, float] = (0, float("inf"))
    over: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    references: tuple[str, ...] = field(default=())
    retired: str | None = None

    def __post_init__(self):
        for cue in self.cues:
            if not any((cue.noun, cue.before, cue.after, cue.near)):
                raise ValueError(f"the cue '{cue}' needs one of noun, before, after, near")
        if set(self.label) != {"zh", "en"}:
            raise ValueError("label has exactly the keys zh and en")
        for value, known, what in ((self.scope, SCOPES, "scope"), (self.per, PER, "per")):
            if value not in known:
                raise ValueError(f"{what} is one of {known}, not {value!r}")
        if not set(self.statuses) <= set(STATUSES):
            raise ValueError(f"statuses are some of {STATUSES}")
        if len(self.range) != 2:
            raise ValueError("range has a lower and an upper bound")


def pattern(cue: str, begin: str = "") -> str:
    r"""The regular expression of one condition, without anchors; every group in it is a gap.

    `begin` is the expression that the sign ``^`` stands for: where a whole noun begins.

    >>> pattern("(选派|派出)…干部")
    '(?:选派|派出)([^，。；：！？,;:!?\n]{0,16}?)干部'
    """
    body = cue.removesuffix("$")
    out, depth = [], 0
    for piece in re.split(r"([()|…])", body):
        if piece == "(":
            depth += 1
            out.append("(?:")
        elif piece == ")":
            depth -= 1
            out.append(")")
        elif piece == "|":
            if not depth:
                raise ValueError(f"{cue!r}: alternatives stand in brackets")
            out.append("|")
        else:
            out.append(_GAP if piece == "…" else re.escape(piece).replace(re.escape("^"), begin))
        if depth < 0:
            raise ValueError(f"{cue!r}: a bracket closes that was not opened")
    made = "".join(out)
    if depth or re.fullmatch(made, ""):
        raise ValueError(f"{cue!r}: brackets do not close, or it matches anything")
    return made


@lru_cache(maxsize=8)
def load_indicators(codebook: Codebook) -> Mapping[str, Indicator]:
    """All indicator pages by code; a broken page raises :class:`CodebookError` with file, key and cure.

    >>> from casekit.codebook import Codebook
    >>> load_indicators(Codebook())["work_teams"].unit
    '支'
    """
    classes = load_indicator_words(codebook).classes
    pages = {path.stem: _page(path, classes) for path in codebook.pages("indicators")}
    for code, page in pages.items():
        for other in page.related + page.over:
            if other not in pages:
                raise CodebookError(
                    f"names the unknown indicator {other!r}", where=f"{code}.yml", cure="check `related` and `over`"
                )
    return pages


def _page(path: Path, classes: Classes) -> Indicator:
    raw = dict(closed(read_yaml(path), {f.name for f in fields(Indicator)}, {"id", "cues", "examples"}, path, "page"))
    if raw["id"] != path.stem:
        raise CodebookError(f"id {raw['id']!r} is not the file's name", where=path, cure=f"write 'id: {path.stem}'")
    for key, kind in (("cues", Cue), ("unless", Cue), ("examples", Example)):
        items = raw.get(key) or ()
        if kind is Cue:
            items = [_spelt(item, classes, path) for item in items]
        raw[key] = [build(kind, item, path, f"{key}[{n}]") for n, item in enumerate(items)]
    return build(Indicator, raw, path, "page")


def _spelt(cue: object, classes: Classes, path: Path) -> object:
    """A cue with the words of each class that it names."""
    if not isinstance(cue, Mapping):
        return cue
    return {key: forms(text, classes, path)[0] if isinstance(text, str) else text for key, text in cue.items()}
