"""Furniture: what a page puts around an article, as rules that a researcher can edit (``furniture.yml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from casekit.codebook import Codebook
from casekit.codebook.pages import build, closed, read_yaml
from casekit.errors import CodebookError

FILE = "furniture.yml"
SHORT = 200  # a longer line is no single piece of furniture
WINDOW = 160  # how far rules look into the beginning and end of a paragraph
_ON = ("line", "opening", "closing", "foot")
_WHERE = ("any", "head", "foot")
_CUT = ("line", "match", "above", "below")
_WORD = re.compile(r"<([a-z]+)>(?!\))")


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
        if self.on == "closing":
            return self.regex.search(text, max(0, len(text) - WINDOW))
        if self.on == "foot":
            return self.regex.search(text)
        return self.regex.match(text, 0, WINDOW if self.on == "opening" else SHORT + 1)


@dataclass(frozen=True)
class Furniture:
    """All rules, sorted by where they look; `lines` finds the rule of a short line in one match."""

    rules: tuple[Rule, ...]

    def on(self, what: str) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if rule.on == what)


class LineRules:
    """The rules of one place of the page, tried at once on a line."""

    def __init__(self, rules: tuple[Rule, ...]):
        self.rules = {f"r{number}": rule for number, rule in enumerate(rules)}
        plain = (re.sub(r"\(\?P<\w+>", "(?:", rule.regex.pattern) for rule in rules)
        self._any = re.compile("|".join(f"(?P<r{number}>{pattern})" for number, pattern in enumerate(plain)))

    def of(self, line: str) -> Rule | None:
        """The first rule that holds for the line; long lines have none."""
        if len(line) > SHORT:
            return None
        match = self._any.match(line)
        return self.rules[match.lastgroup] if match else None


@lru_cache(maxsize=8)
def load_furniture(codebook: Codebook) -> Furniture:
    """All furniture rules of a codebook, each proved by its examples.

    Raises
    ------
    CodebookError
        A rule is misspelt, its pattern is no regular expression, or an example is not cut as written.

    Examples
    --------
    >>> load_furniture(Codebook()).rules[0].id
    'spam_title'
    """
    path = codebook.file(FILE)
    page = closed(read_yaml(path), {"words", "rules"}, {"rules"}, path, "the furniture page")
    words = page.get("words") or {}
    return Furniture(tuple(_rule(raw, words, path) for raw in page["rules"]))


def _rule(raw: object, words: dict[str, str], path: Path) -> Rule:
    name = raw.get("id", "?") if isinstance(raw, dict) else "?"
    what = f"rule {name!r}"
    pattern = str(raw.get("pattern", "")) if isinstance(raw, dict) else ""

    def spell(match: re.Match[str]) -> str:
        if match[1] not in words:
            raise CodebookError(f"{what}: unknown word <{match[1]}>", where=path, cure=f"words: {sorted(words)}")
        return words[match[1]]

    spelt = re.sub(r"(?<!\?P)(?<!\?)<([a-z]+)>", spell, pattern)
    try:
        regex = re.compile(spelt)
    except re.error as error:
        raise CodebookError(f"{what}: no regular expression: {error}", where=path, cure="mind brackets") from error
    rule = build(Rule, raw, path, what, regex=regex)
    _prove(rule, path, what)
    return rule


def _prove(rule: Rule, path: Path, what: str) -> None:
    """Every example is cut as written, and there is one of each sort."""
    fired = set()
    for example in rule.examples:
        text = closed(example, {"text", "cut", "gives", "why"}, {"text", "cut"}, path, f"an example of {what}")["text"]
        line = text.strip() if rule.on == "line" else text
        match = rule.found(line)
        cut = "" if not match else match[0].strip() if rule.cut == "match" else line
        if cut != example["cut"].strip():
            raise CodebookError(f"{what} cuts {cut!r} of {text!r}, its example says {example['cut']!r}", where=path,
                                cure="change the pattern or the example")
        fired.add(bool(cut))
    if fired != {True, False}:
        raise CodebookError(f"{what} needs an example that is cut and one that is not", where=path, cure="add one")
