"""Cues: short patterns a researcher can write, matched all at once in one pass.

A cue is literal text with four signs:

===========  ==================================================================
``(a|b)``    one of these; ``(a|)`` may be missing
``…``        a gap of up to 16 characters inside the clause (no ，。；：！？ in it)
``……``       a gap anywhere in the rest of the sentence
``^`` ``$``  at the beginning or end of the sentence
===========  ==================================================================

Gaps cut a cue into parts. One Aho-Corasick automaton finds all literal ways to write all parts of all cues, and a
cue fires where its parts stand in order, with the gaps they allow. Nothing backtracks: no cue can be slow, whatever
the text, and none can match the empty string.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

GAP = 16
CLAUSE_MARKS = "，。；：！？\n"
_CLAUSE = re.compile(f"[{CLAUSE_MARKS}]")
_MAX_WAYS = 512
_OPENING, _CLOSING = "“‘《（【", "。！？；，”’》）】"

Places = list[tuple[int, int]]


class CueError(ValueError):
    """A cue that cannot be used: it would match anything, or its brackets do not close."""


class Hit(NamedTuple):
    """Cue number `cue` fired on ``text[start:end]`` of the sentence."""

    cue: int
    start: int
    end: int


@dataclass(frozen=True)
class Cue:
    """A cue taken apart: for every part the ways to write it, and the gap before it (0 none, 1 clause, 2 sentence)."""

    parts: tuple[tuple[str, ...], ...]
    gaps: tuple[int, ...]
    at_start: bool
    at_end: bool

    def ways(self) -> Iterator[str]:
        """Texts the cue must fire on, one for each way to write it, the gaps filled as widely as they allow."""
        filler = ("", "〇" * GAP, "〇" * GAP + "，" + "〇" * GAP)
        for choice in itertools.product(*self.parts):
            yield "".join(filler[gap] + text for gap, text in zip(self.gaps, choice, strict=True))


def parse(cue: str) -> Cue:
    """Take a cue apart; :class:`CueError` says what is wrong with it.

    >>> parse("(选派|派出)…(优秀|)干部").parts
    (('选派', '派出'), ('优秀干部', '干部'))
    >>> parse("(选派|)……")
    Traceback (most recent call last):
    casekit.cues.CueError: cue '(选派|)……' ends in a gap: end it with words
    """
    at_start, at_end = cue.startswith("^"), cue.endswith("$")
    body = cue[at_start : len(cue) - at_end]
    parts, gaps = [], []
    pieces = re.split("(…+)", body)
    if len(pieces) > 1 and not pieces[-1]:
        raise CueError(f"cue {cue!r} ends in a gap: end it with words")
    if len(pieces) > 1 and not pieces[0]:
        if not at_start:
            raise CueError(f"cue {cue!r} begins with a gap: begin it with words, or with ^")
        gaps.append(min(len(pieces[1]), 2))
        pieces = pieces[2:]
    else:
        gaps.append(0)
    for position, piece in enumerate(pieces):
        if position % 2:
            gaps.append(min(len(piece), 2))
            continue
        ways = _spell(piece, cue)
        if any(not way for way in ways):
            hint = "it would match anything" if len(pieces) == 1 else "a part between gaps would match anything"
            raise CueError(f"cue {cue!r} matches the empty string: {hint}")
        parts.append(ways)
    return Cue(tuple(parts), tuple(gaps), at_start, at_end)


def _spell(text: str, cue: str) -> tuple[str, ...]:
    """All ways to write one part of a cue, alternatives spelt out."""
    choices: list[list[str]] = []
    at = 0
    for match in re.finditer(r"\(([^()]*)\)", text):
        choices += [text[at : match.start()]], match[1].split("|")
        at = match.end()
    choices.append([text[at:]])
    if any(sign in plain for plain, *more in choices[::2] for sign in "()"):
        raise CueError(f"cue {cue!r}: brackets do not close, stand in one another, or hold a gap")
    if any(sign in way for choice in choices for way in choice for sign in "^$") or any("|" in c[0] for c in choices[::2]):
        raise CueError(f"cue {cue!r}: ^ stands first, $ last, and | inside brackets")
    count = 1
    for choice in choices:
        count *= len(choice)
    if count > _MAX_WAYS:
        raise CueError(f"cue {cue!r}: a part can be written in {count} ways; split it (at most {_MAX_WAYS})")
    return tuple(dict.fromkeys("".join(choice) for choice in itertools.product(*choices)))


class CueMatcher:
    """Match many cues against sentences in one pass.

    Parameters
    ----------
    cues : sequence of str
        The cues; a hit names its cue by position. A cue that cannot be used raises :class:`CueError`.

    Examples
    --------
    >>> matcher = CueMatcher(["选派…第一书记", "结对(帮扶|共建)"])
    >>> matcher.find("全县选派56名优秀干部任第一书记，结对帮扶贫困户。")
    [Hit(cue=0, start=2, end=16), Hit(cue=1, start=17, end=21)]
    """

    def __init__(self, cues: Sequence[str]):
        self.cues = tuple(cues)
        self._parsed = [parse(cue) for cue in self.cues]
        parts: dict[frozenset[str], int] = {}
        self._keys: list[tuple[int, ...]] = []  # for each cue the numbers of its parts
        self._by_anchor: dict[int, list[int]] = {}  # cues by their rarest part, so that common words cost little
        for number, cue in enumerate(self._parsed):
            keys = tuple(parts.setdefault(frozenset(ways), len(parts)) for ways in cue.parts)
            self._keys.append(keys)
            rarest = max(range(len(keys)), key=lambda i: (min(map(len, cue.parts[i])), -len(cue.parts[i])))
            self._by_anchor.setdefault(keys[rarest], []).append(number)
        words: dict[str, list[int]] = {}
        for ways, part in parts.items():
            for way in sorted(ways):
                words.setdefault(way, []).append(part)
        self._words = list(words)
        self._parts_of_word = list(words.values())
        self._automaton = None

    def _scan(self, text: str) -> list[tuple[int, int, int]]:
        """Every word of every cue in `text`: (word, start, end), sorted by end."""
        if not self._words:
            return []
        if self._automaton is None:
            from ahocorasick_rs import AhoCorasick

            self._automaton = AhoCorasick(self._words)
        return self._automaton.find_matches_as_indexes(text, overlapping=True)

    def find(self, sentence: str) -> list[Hit]:
        """Hits in one sentence, each cue at most once per starting place, sorted by place."""
        return next(self.find_in(sentence, [(0, len(sentence))]))

    def find_in(self, text: str, spans: Iterable[tuple[int, int]]) -> Iterator[list[Hit]]:
        """Hits in each of the sentences ``text[start:end]``, the text scanned once.

        `spans` are sorted and do not overlap. Offsets of a hit count from the beginning of its sentence.
        """
        found, parts_of_word = self._scan(text), self._parts_of_word
        at, count = 0, len(found)
        for start, end in spans:
            places: dict[int, Places] = {}
            while at < count and found[at][2] <= end:
                word, begin, stop = found[at]
                at += 1
                if begin >= start:
                    for part in parts_of_word[word]:
                        places.setdefault(part, []).append((begin, stop))
            yield self._resolve(text, start, end, places) if places else []

    def _resolve(self, text: str, start: int, end: int, places: dict[int, Places]) -> list[Hit]:
        hits = []
        for part in places:
            for number in self._by_anchor.get(part, ()):
                keys, cue = self._keys[number], self._parsed[number]
                if len(keys) > 1 and any(key not in places for key in keys):
                    continue
                for begin, stop in _follow(cue, keys, places, text, end):
                    if cue.at_start and not _opens(text, start, begin, cue.gaps[0]):
                        continue
                    hits.append(Hit(number, begin - start, stop - start))
        hits.sort(key=lambda hit: (hit.start, hit.end, hit.cue))
        return hits


def _follow(cue: Cue, keys: tuple[int, ...], places: dict[int, Places], text: str, limit: int) -> Places:
    """Where the parts stand in order: from each place of the first part to the nearest end, found from the last part back."""
    last = places[keys[-1]]
    if cue.at_end:
        floor = limit - (len(text[max(0, limit - 8) : limit]) - len(text[max(0, limit - 8) : limit].rstrip(_CLOSING)))
        last = [place for place in last if place[1] >= floor]
    runs = _nearest(last)
    for position in range(len(keys) - 2, -1, -1):
        if not runs:
            return []
        starts = [begin for begin, _ in runs]
        if cue.gaps[position + 1] == 2:  # anything later in the sentence: the earliest end of all that follow
            soonest = [stop for _, stop in runs]
            for i in range(len(soonest) - 2, -1, -1):
                soonest[i] = min(soonest[i], soonest[i + 1])
        joined = []
        for begin, stop in places[keys[position]]:
            first = bisect_left(starts, stop)
            if first == len(starts):
                continue
            if cue.gaps[position + 1] == 2:
                joined.append((begin, soonest[first]))
                continue
            if starts[first] > stop + GAP:
                continue
            mark = _CLAUSE.search(text, stop, stop + GAP)
            reach = mark.start() if mark else stop + GAP
            after = bisect_right(starts, reach, first)
            if after > first:
                joined.append((begin, min(ending for _, ending in runs[first:after])))
        runs = _nearest(joined)
    return runs


def _nearest(places: Places) -> Places:
    """Sorted by beginning, and of those that begin together only the one that ends first."""
    if len(places) < 2:
        return places
    first: dict[int, int] = {}
    for begin, stop in places:
        first[begin] = min(stop, first.get(begin, stop))
    return sorted(first.items())


def _opens(text: str, start: int, begin: int, gap: int) -> bool:
    """Does a match at `begin` count as the beginning of the sentence at `start`?"""
    if gap == 2:
        return True
    if gap == 1:
        return begin - start <= GAP and not _CLAUSE.search(text, start, begin)
    return not text[start:begin].strip(_OPENING)
