"""All cues at once: one Aho-Corasick automaton finds the words of all parts, and the parts are put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from casekit.cues.joins import ENDS, Places, anywhere, nearest, within
from casekit.cues.language import GAP, NONE, SENTENCE, Cue, parse

_OPENING, _CLOSING = "“‘《（【", "。！？；，”’》）】"

Found = list[tuple[int, int, int]]


class Hit(NamedTuple):
    """Cue number `cue` fired on ``text[start:end]`` of the sentence."""

    cue: int
    start: int
    end: int


@dataclass(frozen=True, eq=False, slots=True)
class _Sense:
    """What a word stands for, one object for all words that stand for the same.

    `cues` are those that it is all of, `parts` (and `bits`) the parts of other cues. `rests` are the cues to be looked
    at where it stands, each with the bits of all its parts.
    """

    cues: tuple[int, ...]
    parts: frozenset[int]
    bits: int
    rests: tuple[tuple[int, int], ...]


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
        # a cue of one part is found with its word; of the others the parts are numbered, alike ones once
        alone: dict[str, list[int]] = defaultdict(list)
        parts: dict[tuple[str, ...], int] = {}
        self._joined: dict[int, tuple[Cue, tuple[int, ...]]] = {}
        for number, cue in enumerate(map(parse, self.cues)):
            ways = (*cue.parts[:-1], cue.parts[-1] if cue.at_end else _shortest(cue.parts[-1]))
            if len(ways) == 1 and not (cue.at_start or cue.at_end):
                for way in ways[0]:
                    alone[way].append(number)
            else:
                self._joined[number] = cue, tuple(parts.setdefault(tuple(sorted(part)), len(parts)) for part in ways)
        self._words = tuple(dict.fromkeys((*alone, *chain.from_iterable(parts))))
        self._senses = _senses(self._words, alone, parts, {number: keys for number, (_, keys) in self._joined.items()})
        self._alone = frozenset(number for number, sense in enumerate(self._senses) if sense.cues)
        self._needs = {number: _bits(keys) for number, (_, keys) in self._joined.items()}
        self._automaton = None

    def find(self, sentence: str) -> list[Hit]:
        """Hits in one sentence, each cue at most once per starting place, sorted by place."""
        found = self._scan(sentence)
        if not found:
            return []
        senses = self._senses
        alone = self._alone
        fired = [(begin, stop, number) for word, begin, stop in found if word in alone for number in senses[word].cues]
        complete = _complete({senses[word] for word in {word for word, _, _ in found}})
        if complete:
            places = self._places(found, complete)
            for number in complete:
                cue, parts = self._joined[number]
                fired += [(*place, number) for place in _together(cue, [places[part] for part in parts], sentence)]
        fired.sort()
        return [Hit(number, begin, stop) for begin, stop, number in fired]

    def _scan(self, text: str) -> Found:
        """Every word of every cue in `text`: (word, start, end), sorted by end."""
        if not self._words:
            return []
        if self._automaton is None:
            from ahocorasick_rs import AhoCorasick

            self._automaton = AhoCorasick(self._words)
        return self._automaton.find_matches_as_indexes(text, overlapping=True)

    def _places(self, found: Found, cues: set[int]) -> dict[int, Places]:
        """Where the parts of some cues stand, sorted by beginning."""
        wanted = {part for number in cues for part in self._joined[number][1]}
        bits, senses = 0, self._senses
        for number in cues:
            bits |= self._needs[number]
        places: dict[int, Places] = {part: [] for part in wanted}
        for word, begin, stop in found:
            sense = senses[word]
            if sense.bits & bits:
                for part in sense.parts & wanted:
                    places[part].append((begin, stop))
        for here in places.values():
            if len(here) > 1:
                here.sort()
        return places


def _senses(
    words: Sequence[str],
    alone: Mapping[str, list[int]],
    parts: Mapping[tuple[str, ...], int],
    joined: Mapping[int, tuple[int, ...]],
) -> list[_Sense]:
    """For each word what it stands for, by the cues it is all of, the numbered parts, and the cues of several parts."""
    parts_of: dict[str, list[int]] = defaultdict(list)
    for ways, part in parts.items():
        for way in ways:
            parts_of[way].append(part)
    # a cue is looked at only where its rarest part stands, so that common words cost little
    cost = [sum(len(parts_of[way]) * 8.0 ** -len(way) for way in ways) for ways in parts]
    rests: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, keys in joined.items():
        rests[min(keys, key=cost.__getitem__)].append((number, _bits(keys)))

    known: dict[tuple, _Sense] = {}
    for kind in {(tuple(alone.get(word, ())), tuple(parts_of.get(word, ()))) for word in words}:
        own, keys = kind
        rest = tuple(chain.from_iterable(rests.get(key, ()) for key in keys))
        known[kind] = _Sense(own, frozenset(keys), _bits(keys), rest)
    return [known[tuple(alone.get(word, ())), tuple(parts_of.get(word, ()))] for word in words]


def _bits(parts: Iterable[int]) -> int:
    """A set of parts as the bits of a number: one AND tells whether a sentence holds them all."""
    bits = 0
    for part in parts:
        bits |= 1 << part
    return bits


def _complete(senses: Iterable[_Sense]) -> set[int]:
    """The cues of several parts of which every part has a word of one of these senses."""
    held = 0
    for sense in senses:
        held |= sense.bits
    return {number for sense in senses for number, need in sense.rests if held & need == need}


def _together(cue: Cue, parts: list[Places], sentence: str) -> Places:
    """Where the parts stand in order: from each place of the first to the nearest end, found from the end back."""
    runs = parts[-1]
    if cue.at_end:
        floor = len(sentence.rstrip(_CLOSING))
        runs = nearest([place for place in runs if place[1] >= floor])
    for at in range(len(parts) - 2, -1, -1):
        part = parts[at]
        if not runs or runs[-1][0] <= part[0][0]:
            return []
        gap = cue.gaps[at + 1]
        runs = anywhere(part, runs) if gap == SENTENCE else within(part, runs, sentence, gap)
    if cue.at_start:
        return [place for place in runs if _opens(sentence[: place[0]], cue.gaps[0])]
    return runs


def _shortest(ways: tuple[str, ...]) -> tuple[str, ...]:
    """The ways that no other way begins: where a cue may end with either, it ends with the shorter."""
    every = set(ways)
    return tuple(way for way in ways if not any(way[:size] in every for size in range(1, len(way))))


def _opens(before: str, gap: int) -> bool:
    """May a match that has these words of the sentence `before` it count as its beginning?"""
    if gap == NONE:
        return not before.strip(_OPENING)
    return gap == SENTENCE or (len(before) <= GAP and not ENDS[gap].search(before))
