"""A cue made ready to read: one expression a condition, and a gate of literal words that must be there at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from casekit.codebook.indicator import Cue, pattern

if TYPE_CHECKING:
    from casekit.indicators.context import Context
    from casekit.indicators.words import SmallWords

_RIGHT = 16
_WEIGHT = {
    "left": 2.0,
    "own": 2.0,
    "right": 2.0,
    "before": 1.5,
    "after": 1.5,
    "clause": 1.0,
    "sentence": 0.5,
    "per": 1.0,
}
_NOUN = 2.0
_INNER = re.compile(r"\([^()]*\)")
Weigh = Callable[["Context"], float]


def words(part: str, expression: str) -> Weigh:
    """A condition on the words around the number: the weight of its match, 0 without one; every group is a gap."""
    of, weight, compiled = attrgetter(part), _WEIGHT[part], re.compile(expression)
    search, gaps, changing = compiled.search, compiled.groups > 0, part == "left"

    def weigh(at: Context) -> float:
        match = search(of(at))
        if match is None and changing and at.first:
            match = search(at.first)
        if match is None:
            return 0.0
        return weight * (_size(match) if gaps else match.end() - match.start())

    return weigh


class Noun:
    """A condition on what is counted: the end of the counted noun, or the words right before or behind the number."""

    def __init__(self, cue: str, small: SmallWords):
        body, first = pattern(cue, small.begin), pattern(cue, r"\A")
        self._small = small
        self._end = re.compile(rf"({body})(?:（(?!社区|居)[^（）]*）)?\Z").search
        self._left = re.compile(rf"({body}){small.link}\Z").search
        self._right = re.compile(f"(?:[^{small.breaks}]|（[^（）]{{1,6}}）){{0,{_RIGHT}}}?({first}){small.whole}").match

    def weigh(self, at: Context) -> float:
        """Weight of the match; a noun the parser named counts a little more, and the nearer noun is the counted one."""
        noun = at.noun
        match = self._end(noun) if noun else None
        if match:
            return _NOUN * _size(match, 1)
        match = self._left(at.named) if at.named else None
        if match:
            return _NOUN * 0.9 * _size(match, 1)
        if not at.right:
            return 0.0
        # 2个社会组织, 77家县级单位: a parser that says 社 or 县级 has not read the noun
        small = self._small
        whole = (len(noun) > 1 and noun[-1] not in small.ranks) or noun in small.short
        known = noun and whole and at.right.startswith(noun) and not at.right.startswith(small.goes_on, len(noun))
        match = self._right(noun if known else at.right)
        return _NOUN * (0.9 - (match.start(1) + 1) / 40) * _size(match, 1) if match else 0.0


def _size(match: re.Match, cue: int = 0) -> float:
    """Characters matched by the group `cue`, those of gaps, the groups behind it, counting half."""
    start, end = match.span(cue)
    gaps = match.groups("")[cue:]
    return end - start - sum(map(len, gaps)) / 2 if gaps else end - start


class Needed(NamedTuple):
    """Words of which one must be there: in the clauses around the number, or (`wide`) anywhere in the sentence."""

    words: frozenset[str]
    wide: bool = False


@dataclass(frozen=True)
class Reader:
    """A cue made ready: `left` is the part that stands before its number.

    `needs`: of each group one word must stand around the number, else the cue cannot match.
    """

    cue: Cue
    left: str
    needs: tuple[Needed, ...]
    small: SmallWords

    @cached_property
    def name(self) -> str:
        """What it is called."""
        return str(self.cue)

    @property
    def rated(self) -> bool:
        """Is one of its conditions on a rate?"""
        return bool(self.cue.per)

    @cached_property
    def weigh(self) -> Weigh:
        """How specific a match is: characters matched, nearer conditions counting more; 0 where one fails.

        The expressions are compiled when it is first asked: no article asks for all of them.
        """
        return _all(_tests(self.cue, self.left, self.small), self.cue.least)


@cache
def ready(cue: Cue, small: SmallWords) -> Reader:
    """The reader of a cue."""
    return _reader(cue, "left", small)


@cache
def barring(cue: Cue, small: SmallWords) -> Reader:
    """The reader of a cue that forbids: the noun of the number before is none of its words."""
    return _reader(cue, "own", small)


def _tests(cue: Cue, left: str, small: SmallWords) -> list[Weigh]:
    """The conditions of a cue."""
    tests: list[Weigh] = []
    for part, text in (("left", cue.before), ("right", cue.after), ("clause", cue.near), ("per", cue.per)):
        if text:
            tests.append(_anchored(part, text, left, small))
    if cue.noun:
        tests.append(Noun(cue.noun, small).weigh)
    if cue.sentence:
        tests.append(_anchored("sentence", cue.sentence, left, small))
    return tests


def _reader(cue: Cue, left: str, small: SmallWords) -> Reader:
    near = [text for text in (cue.noun, cue.before, cue.after, cue.near) if text]
    needs = [Needed(group) for text in near for group in words_of(text)]
    needs += [Needed(group, wide=True) for group in words_of(cue.sentence)] if cue.sentence else []
    telling = [group for group in needs if group.words.isdisjoint(small.particles)] or needs[:1]
    return Reader(cue, left, tuple(dict.fromkeys(telling)), small)


def _all(tests: list[Weigh], least: float) -> Weigh:
    """The weights of all conditions together, 0 where one fails or the value is less than `least`."""
    if len(tests) == 1 and not least:
        return tests[0]
    first, *others = tests

    def weigh(at: Context) -> float:
        total = first(at) if at.value >= least else 0.0
        if not total:
            return 0.0
        for other in others:
            found = other(at)
            if not found:
                return 0.0
            total += found
        return total

    return weigh


def _anchored(part: str, text: str, left: str, small: SmallWords) -> Weigh:
    """Where a condition looks: anchored ones only up to the neighbouring numbers."""
    body = pattern(text.removeprefix("^") if part == "right" else text, small.begin)
    if part == "left":
        if not text.endswith("$"):
            return words("before", body)
        return words(left, body + "$")
    if part == "right":
        if not text.startswith("^"):
            return words("after", body)
        return words("right", "^" + body)
    return words(part, body)


def words_of(condition: str) -> list[frozenset[str]]:
    """Groups of words, of each of which one must stand in a text that matches.

    >>> [sorted(group) for group in words_of("(选派|派出)…干部$")]
    [['派出', '选派'], ['干部']]
    >>> words_of("(村|)级")[0] == {"级"}
    True
    """
    parts = _parts(condition.removeprefix("^").removesuffix("$"))
    groups = ({_longest(option) for option in part} for part in parts)
    return [frozenset(_shortest(group)) for group in groups if "" not in group]


def _longest(option: str) -> str:
    """The longest word that an alternative holds outside of its brackets: 对子 of 结…对子."""
    bare = _INNER.sub("…", option)
    while bare != option:
        option, bare = bare, _INNER.sub("…", bare)
    return max(re.split("[…^]", bare), key=len)


def _shortest(words: set[str]) -> set[str]:
    """Words that hold none of the others: where 贫困户 stands no more need be known of 建档立卡贫困户."""
    return {word for word in words if not any(other in word for other in words if other != word)}


def _parts(condition: str) -> list[list[str]]:
    """What a condition puts in a row: each bracket as its alternatives, each word as one; the signs … and ^ part them.

    >>> _parts("(选派|派出)…干部")
    [['选派', '派出'], ['干部']]
    """
    out: list[list[str]] = []
    depth, inner = 0, ""
    for sign in condition + "…":
        if not depth and sign in "(…^":
            if inner:
                out.append([inner])
            inner = ""
        elif depth == 1 and sign == ")":
            out.append(_options(inner))
            inner = ""
        else:
            inner += sign
        depth += {"(": 1, ")": -1}.get(sign, 0)
    return out


def _options(inner: str) -> list[str]:
    """Alternatives at the outer level: ``a|b(c|d)`` are two."""
    out, depth = [""], 0
    for sign in inner:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "|" and not depth:
            out.append("")
        else:
            out[-1] += sign
    return out
