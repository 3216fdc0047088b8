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
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

GAP = 16
CLAUSE_MARKS = "，。；：！？\n"
_CLAUSE = re.compile(f"[{CLAUSE_MARKS}]")
_MAX_WAYS = 512
_OPENING, _CLOSING = "“‘《（【", "。！？；，”’》）】"

_STOP = itemgetter(2)

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
    if any(sign in way for choice in choices for way in choice for sign in "^$") or any(
        "|" in c[0] for c in choices[::2]
    ):
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
        self._keys = [tuple(parts.setdefault(frozenset(p), len(parts)) for p in cue.parts) for cue in self._parsed]
        words: dict[str, list[int]] = {}
        for ways, part in parts.items():
            for way in sorted(ways):
                words.setdefault(way, []).append(part)
        self._words = list(words)
        number_of = {word: number for number, word in enumerate(self._words)}
        self._words_of_part = [frozenset(number_of[way] for way in ways) for ways in parts]
        # which parts a word may stand for, as a set of bits: one AND tells whether a sentence holds all parts of a cue
        self._bits = [sum(1 << part for part in of_word) for of_word in words.values()]
        # a cue is looked at only where its rarest part stands, so that common words cost little
        cost = [sum(len(words[way]) * 8.0 ** -len(way) for way in ways) for ways in parts]
        self._anchored: list[list[tuple[int, int]]] = [[] for _ in self._words]
        for number, keys in enumerate(self._keys):
            need = 0
            for key in keys:
                need |= 1 << key
            for word in sorted(self._words_of_part[min(keys, key=cost.__getitem__)]):
                self._anchored[word].append((number, need))
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
        for window in _windows(spans):
            base = window[0][0]
            piece = text[base : window[-1][1]]
            found = self._scan(piece)
            at = 0
            for start, end in window:
                low, high = start - base, end - base
                upto = bisect_right(found, high, at, key=_STOP)
                if upto == at:
                    yield []
                    continue
                places: dict[int, Places] = defaultdict(list)
                for word, begin, stop in found[at:upto]:
                    if begin >= low:
                        places[word].append((begin, stop))
                at = upto
                yield [Hit(n, begin - low, stop - low) for begin, stop, n in self._resolve(piece, low, high, places)]

    def _resolve(self, text: str, low: int, high: int, places: dict[int, Places]) -> list[tuple[int, int, int]]:
        """Hits of the sentence ``text[low:high]`` as (start, end, cue), from the `places` of its words."""
        held = 0
        for word in places:
            held |= self._bits[word]
        complete = {number for word in places for number, need in self._anchored[word] if held & need == need}
        if not complete:
            return []
        present, gathered, found = set(places), {}, []
        for number in complete:
            keys, cue = self._keys[number], self._parsed[number]
            for key in keys:
                if key not in gathered:
                    here = self._words_of_part[key] & present
                    if len(here) == 1:
                        gathered[key] = places[next(iter(here))]
                    else:
                        gathered[key] = sorted({place for word in here for place in places[word]})
            for begin, stop in _follow(cue, [gathered[key] for key in keys], text, low, high):
                if not cue.at_start or _opens(text[low:begin], cue.gaps[0]):
                    found.append((begin, stop, number))
        found.sort()
        return found


def _windows(spans: Iterable[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Sentences that follow each other, in batches of about 65,000 characters: what is held in memory at a time."""
    window: list[tuple[int, int]] = []
    for span in spans:
        window.append(span)
        if span[1] - window[0][0] >= 1 << 16:
            yield window
            window = []
    if window:
        yield window


def _follow(cue: Cue, parts: list[Places], text: str, low: int, high: int) -> Places:
    """Where the parts stand in order: from each place of the first to the nearest end, found from the end back."""
    runs = parts[-1]
    if runs[-1][0] < parts[0][0][0]:
        return []
    if cue.at_end:
        floor = low + len(text[low:high].rstrip(_CLOSING))
        runs = [place for place in runs if place[1] >= floor]
    runs = _nearest(runs)
    for part, gap in zip(parts[-2::-1], cue.gaps[:0:-1], strict=True):
        if not runs:
            return []
        runs = _nearest(_anywhere(part, runs) if gap == 2 else _in_clause(part, runs, text))
    return runs


def _anywhere(part: Places, runs: Places) -> Places:
    """From each place of `part` to the earliest end of all runs that begin after it."""
    starts, soonest = [begin for begin, _ in runs], [stop for _, stop in runs]
    for i in range(len(soonest) - 2, -1, -1):
        soonest[i] = min(soonest[i], soonest[i + 1])
    after = [(begin, bisect_left(starts, stop)) for begin, stop in part]
    return [(begin, soonest[first]) for begin, first in after if first < len(starts)]


def _in_clause(part: Places, runs: Places, text: str) -> Places:
    """From each place of `part` to the earliest end of the runs that begin at most a gap later in the same clause."""
    joined, first, count = [], 0, len(runs)
    for begin, stop in part:
        while first < count and runs[first][0] < begin:  # `part` is sorted by beginning, and so are the runs
            first += 1
        at, limit, best = first, stop + GAP, 0
        while at < count and runs[at][0] <= limit:
            start, ending = runs[at]
            at += 1
            if start >= stop and (not best or ending < best):
                if not best:  # no mark up to here; beyond the next one the clause is over
                    mark = _CLAUSE.search(text, stop, limit)
                    limit = mark.start() if mark else limit
                    if start > limit:
                        break
                best = ending
        if best:
            joined.append((begin, best))
    return joined


def _nearest(places: Places) -> Places:
    """Sorted by beginning, and of those that begin together only the one that ends first."""
    if len(places) < 2:
        return places
    first: dict[int, int] = {}
    for begin, stop in places:
        if begin not in first or stop < first[begin]:
            first[begin] = stop
    return sorted(first.items())


def _opens(before: str, gap: int) -> bool:
    """May a match that has these words of the sentence `before` it count as its beginning?"""
    if gap == 2:
        return True
    if gap == 1:
        return len(before) <= GAP and not _CLAUSE.search(before)
    return not before.strip(_OPENING)
