"""Furniture: what a page puts around an article, as rules that a researcher can edit (``furniture.yml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from casekit.codebook.pages import build, closed, compile_regex, read_yaml
from casekit.errors import CodebookError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from casekit.codebook import Codebook

FILE = "furniture.yml"
SHORT = 200  # a longer line is no single piece of furniture
PICTURED = "\ufffc"  # stands before what a web page says of a picture: an object that was there
WINDOW = 160  # how far rules look into the beginning and end of a paragraph
_ON = ("line", "opening", "closing", "sentence", "foot")
_WHERE = ("any", "head", "foot")
_CUT = ("line", "match", "above", "below")
_FIELDS = ("publisher", "author")
_OPENED = frozenset("）)讯电息】]:：")  # how a line ends that only opens a message
_GROUP = re.compile(r"\(\?P<\w+>")


@dataclass(frozen=True)
class Rule:
    """One kind of furniture: what it looks like and what goes."""

    id: str
    kind: str
    on: str
    cut: str
    pattern: str
    examples: tuple[dict, ...]
    regex: re.Pattern[str] = field(compare=False, repr=False)
    where: str = "any"

    def __post_init__(self):
        for name, value, allowed in (("on", self.on, _ON), ("where", self.where, _WHERE), ("cut", self.cut, _CUT)):
            if value not in allowed:
                raise ValueError(f"{name}: {value!r} is none of {', '.join(allowed)}")
        if self.regex.match("") or (self.on == "foot" and self.regex.search("")):
            raise ValueError("the pattern matches nothing at all")

    def found(self, text: str) -> re.Match[str] | None:
        """Where the rule fires in one line or paragraph."""
        if self.on in ("closing", "sentence"):
            return self.regex.search(text, max(0, len(text) - WINDOW))
        if self.on == "foot":
            return self.regex.search(text)
        return self.regex.match(text, 0, WINDOW if self.on == "opening" else SHORT + 1)


class LineRules:
    """The rules of one part of the page, tried at once on a line."""

    def __init__(self, rules: tuple[Rule, ...]):
        self._rules = {f"r{number}": rule for number, rule in enumerate(rules)}
        plain = (_GROUP.sub("(?:", rule.regex.pattern) for rule in rules)
        self._any = re.compile("|".join(f"(?P<r{number}>{pattern})" for number, pattern in enumerate(plain)) or "(?!)")

    def of(self, line: str) -> Rule | None:
        """The first rule that holds for the line; long lines have none."""
        if len(line) > SHORT:
            return None
        match = self._any.match(line)
        return self._rules[match.lastgroup] if match else None


@dataclass(frozen=True)
class Furniture:
    """All rules, and how metadata stands in a line.

    `fields` by name, where the `next_field` begins, what a `bearer` is, what names `nobody`, and how
    the headline of a `notice` reads.
    """

    rules: tuple[Rule, ...]
    fields: Mapping[str, re.Pattern[str]]
    next_field: re.Pattern[str]
    bearer: re.Pattern[str]
    nobody: re.Pattern[str]
    notice: re.Pattern[str]

    def on(self, what: str) -> tuple[Rule, ...]:
        """The rules that look at a ``line``, an ``opening``, a ``closing``, a last ``sentence``, or the ``foot``."""
        return tuple(rule for rule in self.rules if rule.on == what)

    def _lines(self, *where: str) -> LineRules:
        return LineRules(tuple(rule for rule in self.on("line") if rule.where in where))

    @cached_property
    def head(self) -> LineRules:
        """All rules for lines above the body."""
        return self._lines("any", "head")

    @cached_property
    def above(self) -> LineRules:
        """For lines above the body that no rule for lines anywhere has taken."""
        return self._lines("head")

    @cached_property
    def body(self) -> LineRules:
        """For lines anywhere."""
        return self._lines("any")

    @cached_property
    def below(self) -> LineRules:
        """For lines below the body that no rule for lines anywhere has taken."""
        return self._lines("foot")

    @cached_property
    def opening(self) -> tuple[Rule, ...]:
        """For the beginning of a paragraph."""
        return self.on("opening")

    def dateline(self, line: str) -> Rule | None:
        """The rule by which a whole line is what opens a message: 某某网某地8月27日讯（记者 王平）."""
        if line[-1] not in _OPENED or len(line) > WINDOW:
            return None
        return next((rule for rule in self._datelines if rule.regex.fullmatch(line)), None)

    @cached_property
    def _datelines(self) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.opening if rule.kind == "dateline")

    @cached_property
    def closing(self) -> tuple[Rule, ...]:
        """For what stands behind the last sentence of a paragraph."""
        return self.on("closing")

    @cached_property
    def sentence(self) -> tuple[Rule, ...]:
        """For the last sentence of a paragraph."""
        return self.on("sentence")

    @cached_property
    def _small_print(self) -> tuple[Rule, ...]:
        return self.on("foot")

    def small(self, paragraph: str) -> bool:
        """Is this paragraph below the body small print?"""
        return any(rule.found(paragraph) for rule in self._small_print)


@lru_cache(maxsize=8)
def load_furniture(codebook: Codebook) -> Furniture:
    """All furniture rules of a codebook, each proved by its examples.

    Raises
    ------
    CodebookError
        A rule is misspelt, its pattern is no regular expression, or an example is not cut as written.

    Examples
    --------
    >>> from casekit.codebook import Codebook
    >>> load_furniture(Codebook()).body.of("责任编辑：王平").id
    'editors'
    """
    path = codebook.file(FILE)
    keys = {"words", "fields", "next_field", "bearer", "nobody", "notice", "rules"}
    page = closed(read_yaml(path), keys, {"rules"}, path, "the furniture page")
    words = page.get("words") or {}
    fields = closed(page.get("fields") or {}, set(_FIELDS), set(), path, "fields")
    return Furniture(
        tuple(_rule(raw, words, path) for raw in page["rules"]),
        {name: compile_regex(value, words, path, f"field {name!r}") for name, value in fields.items()},
        *(
            compile_regex(page.get(name, "(?!)"), words, path, name)
            for name in ("next_field", "bearer", "nobody", "notice")
        ),
    )


def _rule(raw: object, words: Mapping[str, str], path: Path) -> Rule:
    known = raw if isinstance(raw, dict) else {}
    what = f"rule {known.get('id', '?')!r}"
    rule = build(Rule, raw, path, what, regex=compile_regex(known.get("pattern", ""), words, path, what))
    _prove(rule, path, what)
    return rule


def _prove(rule: Rule, path: Path, what: str) -> None:
    """Every example is cut as written, and there is one of each sort."""
    fired = set()
    for example in rule.examples:
        keys = {"text", "cut", "gives", "why"}
        text = closed(example, keys, {"text", "cut"}, path, f"an example of {what}")["text"]
        line = text.strip() if rule.on == "line" else text
        match = rule.found(line)
        cut = "" if not match else match[0].strip() if rule.cut == "match" else line
        if cut != example["cut"].strip():
            raise CodebookError(
                f"{what} cuts {cut!r} of {text!r}, its example says {example['cut']!r}",
                where=path,
                cure="change the pattern or the example",
            )
        fired.add(bool(cut))
    if fired != {True, False}:
        raise CodebookError(f"{what} needs an example that is cut and one that is not", where=path, cure="add one")
