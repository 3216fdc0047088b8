"""Cues: short patterns a researcher can write, matched all at once in one pass.

A cue is literal text with four signs:

========  ==================================================================
``(a|b)``  one of these; ``(a|)`` may be missing
``…``      a gap of up to 16 characters inside the clause (no ，。；：！？ in it)
``……``     a gap anywhere in the rest of the sentence
``^``/``$``  at the beginning or end of the sentence
========  ==================================================================

Every cue is broken into literal pieces; one Aho-Corasick automaton finds all pieces of all cues, and a cue
fires where its pieces stand in order. No cue can be slow, and none can match the empty string.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

GAP = 16
CLAUSE_MARKS = "，。；：！？,;:!?\n"
_CLAUSE = re.compile(f"[{CLAUSE_MARKS}]")
_MAX_FORMS = 512


class CueError(ValueError):
    """A cue that cannot be used: it would match anything, or its brackets do not close."""


class Hit(NamedTuple):
    """Cue number `cue` fired on ``text[start:end]`` of the sentence."""

    cue: int
    start: int
    end: int


@dataclass(frozen=True)
class _Form:
    """One way to write a cue: literal pieces and the gap before each (0 none, 1 clause, 2 sentence)."""

    pieces: tuple[str, ...]
    gaps: tuple[int, ...]
    at_start: bool
    at_end: bool


def forms(cue: str) -> list[_Form]:
    """All ways to write `cue`, alternatives spelt out.

    >>> [f.pieces for f in forms("(选派|派出)…干部")]
    [('选派', '干部'), ('派出', '干部')]
    """
    at_start, at_end = cue.startswith("^"), cue.endswith("$")
    body = cue[at_start : len(cue) - at_end if at_end else None]
    out = []
    for text in _spell(body, cue):
        pieces, gaps = [], []
        for gap, piece in re.findall(r"(…*)([^…]+|$)", text):
            if not piece:
                if gap:
                    raise CueError(f"cue {cue!r} ends in a gap")
                continue
            if gap and not pieces and not at_start:
                raise CueError(f"cue {cue!r} begins with a gap")
            pieces.append(piece)
            gaps.append(0 if not gap else min(len(gap), 2))
        if not pieces:
            raise CueError(f"cue {cue!r} matches the empty string")
        out.append(_Form(tuple(pieces), tuple(gaps), at_start, at_end))
    return out


def _spell(text: str, cue: str) -> list[str]:
    parts: list[list[str]] = []
    at = 0
    while at < len(text):
        if text[at] == "(":
            close = text.find(")", at)
            inner = text[at + 1 : close] if close > 0 else ""
            if close < 0 or "(" in inner:
                raise CueError(f"cue {cue!r}: brackets do not close, or stand in one another")
            parts.append(inner.split("|"))
            at = close + 1
            continue
        end = next((i for i in range(at, len(text)) if text[i] in "()"), len(text))
        if end < len(text) and text[end] == ")":
            raise CueError(f"cue {cue!r}: a bracket closes that was not opened")
        parts.append([text[at:end]])
        at = end
    count = 1
    for part in parts:
        count *= len(part)
    if count > _MAX_FORMS:
        raise CueError(f"cue {cue!r} can be written in {count} ways; split it (at most {_MAX_FORMS})")
    return ["".join(choice) for choice in itertools.product(*parts)]


class CueMatcher:
    """Match many cues against sentences in one pass.

    Parameters
    ----------
    cues : sequence of str
        The cues; a hit names its cue by position.

    Examples
    --------
    >>> matcher = CueMatcher(["选派…第一书记", "结对(帮扶|共建)"])
    >>> matcher.find("全县选派56名优秀干部任第一书记，结对帮扶贫困户。")
    [Hit(cue=0, start=2, end=16), Hit(cue=1, start=17, end=21)]
    """

    def __init__(self, cues: Sequence[str]):
        self.cues = tuple(cues)
        self._forms: list[tuple[int, _Form, tuple[int, ...]]] = []
        self._by_first: dict[int, list[int]] = {}
        ids: dict[str, int] = {}
        for number, cue in enumerate(self.cues):
            for form in forms(cue):
                keys = tuple(ids.setdefault(piece, len(ids)) for piece in form.pieces)
                self._by_first.setdefault(keys[0], []).append(len(self._forms))
                self._forms.append((number, form, keys))
        self._pieces = list(ids)
        self._automaton = None

    def _scan(self, text: str) -> Iterator[tuple[int, int, int]]:
        if self._automaton is None:
            from ahocorasick_rs import AhoCorasick

            self._automaton = AhoCorasick(self._pieces) if self._pieces else None
            if self._automaton is None:
                return iter(())
        return iter(self._automaton.find_matches_as_indexes(text, overlapping=True))

    def find(self, sentence: str) -> list[Hit]:
        """Hits in one sentence, each cue at most once per starting place, sorted by place."""
        return self._resolve(sentence, sorted(self._scan(sentence), key=lambda m: (m[1], m[2])), 0)

    def find_in(self, text: str, spans: Iterable[tuple[int, int]]) -> Iterator[list[Hit]]:
        """Hits in each of the sentences ``text[start:end]``, the text scanned once; offsets are the sentence's."""
        found = sorted(self._scan(text), key=lambda m: m[1])
        at = 0
        for start, end in spans:
            while at < len(found) and found[at][1] < start:
                at += 1
            upto = at
            while upto < len(found) and found[upto][1] < end:
                upto += 1
            inside = [(k, s - start, e - start) for k, s, e in found[at:upto] if e <= end]
            yield self._resolve(text[start:end], sorted(inside, key=lambda m: (m[1], m[2])), 0) if inside else []
            at = upto

    def _resolve(self, sentence: str, found: list[tuple[int, int, int]], _: int) -> list[Hit]:
        places: dict[int, list[tuple[int, int]]] = {}
        for key, start, end in found:
            places.setdefault(key, []).append((start, end))
        clause_ends: list[int] | None = None
        hits = set()
        for key, starts in places.items():
            for index in self._by_first.get(key, ()):
                number, form, keys = self._forms[index]
                if any(k not in places for k in keys[1:]):
                    continue
                for start, end in starts:
                    if form.at_start and start != 0 and not (form.gaps[0] and start <= GAP):
                        continue
                    if len(keys) > 1:
                        if clause_ends is None:
                            clause_ends = [m.start() for m in _CLAUSE.finditer(sentence)]
                        end = _follow(form, keys, places, end, clause_ends)
                    if end and not (form.at_end and end < len(sentence.rstrip("。！？；”’）"))):
                        hits.add(Hit(number, start, end))
        return sorted(hits, key=lambda h: (h.start, h.end, h.cue))


def _follow(form: _Form, keys: tuple[int, ...], places: dict, end: int, clause_ends: list[int]) -> int:
    """Where the last piece ends if the pieces follow each other from `end` on, nearest first; 0 if they do not."""
    for position in range(1, len(keys)):
        gap = form.gaps[position]
        following = next(((s, e) for s, e in places[keys[position]] if s >= end), None)
        if following is None:
            return 0
        if gap < 2:
            if following[0] - end > GAP * gap:
                return 0
            if any(end <= mark < following[0] for mark in clause_ends):
                return 0
        end = following[1]
    return end
