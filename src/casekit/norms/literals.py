"""Words that must stand in a text for a pattern to match it, read off the pattern itself.

So no list of signs has to be kept beside each pattern, and none can go stale.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

_QUANTIFIER = re.compile(r"(?:[?*+]|\{(?P<least>\d*)(?:,\d*)?\})[?+]?")
_OPENING = re.compile(r"\((?:\?(?P<kind>:|>|=|!|<=|<!|P<\w+>|P=\w+))?")
_LISTS = re.compile(r"\{([a-z_-]+(?:\|[a-z_-]+)*)\}")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
#: Marks, particles, the most frequent characters and words stand everywhere and tell nothing.
_IDLE = frozenset(
    (
        *"，。；、“”（）的者了一不有在是为要人个中年月日村县户扶组和帮支乡名对以镇分等领市开联结通带位各经定考把选前加提查派评核同与按由后项",
        *("党员", "组织", "干部", "书记", "支部", "党组", "党委", "发展", "工作队", "乡镇", "领导"),
    )
)
#: More words side by side than these are not multiplied out.
_MANY = 300

Words = frozenset[str]
_EMPTY: Words = frozenset(("",))


class _Part(NamedTuple):
    """What a part of a pattern matches, if that is a small set of words; and groups of which one word each must stand there."""

    words: Words | None
    groups: list[Words]


def required(pattern: str, words: Callable[..., Iterable[str]]) -> list[Words]:
    """The groups of which one word each must stand in what `pattern` matches; `words` gives those of a ``{list}``.

    Examples
    --------
    >>> [sorted(group) for group in required("[按逐]月[^，]{0,4}考核(?!的)结?果", lambda *names: ())]
    [['按月', '逐月'], ['考核'], ['果']]
    """
    part, _ = _Reader(pattern, words).alternatives(0)
    return part.groups + ([part.words] if part.words and part.words != _EMPTY else [])


def signs(patterns: Iterable[str], words: Callable[..., Iterable[str]]) -> list[Words]:
    """Those of the groups that `patterns` require together that are worth looking for, or the best of those that are not."""
    groups = [group for pattern in patterns for group in required(pattern, words)]
    return [group for group in groups if not group & _IDLE] or sorted(groups, key=lambda group: len(group & _IDLE))[:1]


class _Reader:
    """Walks a pattern once."""

    def __init__(self, pattern: str, words: Callable[..., Iterable[str]]):
        self.pattern, self.words = pattern, words

    def alternatives(self, at: int) -> tuple[_Part, int]:
        """The branches from `at` to the closing bracket; of several, one group for all of them."""
        branches: list[_Part] = []
        while True:
            found, at = self._branch(at)
            branches.append(found)
            if at >= len(self.pattern) or self.pattern[at] == ")":
                break
            at += 1
        if len(branches) == 1:
            return branches[0], at + 1
        if all(branch.words is not None for branch in branches):
            return _Part(frozenset().union(*(branch.words or () for branch in branches)), []), at + 1
        best = [max(_all(branch), key=_telling, default=None) for branch in branches]
        return _Part(None, [frozenset().union(*(group or () for group in best))] if all(best) else []), at + 1

    def _branch(self, at: int) -> tuple[_Part, int]:
        groups: list[Words] = []
        run, whole = _EMPTY, True
        while at < len(self.pattern) and self.pattern[at] not in "|)":
            part, at = self._atom(at)
            times = _QUANTIFIER.match(self.pattern, at)
            at = times.end() if times else at
            if times and (times[0][0] in "?*" or times["least"] in ("", "0")):
                part = _Part(None, [])
            if not times and part.words is not None and len(run) * len(part.words) <= _MANY:
                run = frozenset(one + other for one in run for other in part.words)
                groups += part.groups
                continue
            groups += [run] if run != _EMPTY else []
            groups += part.groups
            whole = whole and not times and part.words is not None
            run = part.words if not times and part.words is not None else _EMPTY
            groups += [part.words] if times and part.words else []
            whole = whole and not groups
        if whole and not groups:
            return _Part(run, []), at
        return _Part(None, groups + ([run] if run != _EMPTY else [])), at

    def _atom(self, at: int) -> tuple[_Part, int]:
        """The character, class, list, escape or bracket at `at`."""
        character = self.pattern[at]
        listed = _LISTS.match(self.pattern, at)
        if listed:
            return _Part(frozenset(self.words(*listed[1].split("|"))), []), listed.end()
        if character == "[":
            match = _CLASS.match(self.pattern, at)
            return _Part(_class(match[0]), []), match.end()
        if character == "(":
            opening = _OPENING.match(self.pattern, at)
            found, end = self.alternatives(opening.end())
            kind = opening["kind"] or ""
            if kind.startswith("P="):
                return _Part(None, []), end
            if kind in ("!", "<!"):
                return _Part(_EMPTY, []), end
            return (_Part(_EMPTY, _all(found)) if kind in ("=", "<=") else found), end
        if character == "\\":
            return _Part(None, []), at + 2
        return _Part({"^": _EMPTY, "$": _EMPTY, ".": None}.get(character, frozenset((character,))), []), at + 1


def _all(part: _Part) -> list[Words]:
    """All groups of `part`, its own words among them."""
    return part.groups + ([part.words] if part.words and "" not in part.words else [])


def _class(written: str) -> Words | None:
    """The characters of a small class; nothing of one that names a range, or what is not meant."""
    inner = written[1:-1]
    return None if inner[0] == "^" or "-" in inner[1:-1] or "\\" in inner else frozenset(inner)


def _telling(group: Words) -> tuple[int, int]:
    """How much it tells that a word of `group` stands there: long words more, many words less."""
    return (min(map(len, group), default=0), -len(group))
