"""The language of cues: one cue taken apart into the words it is made of and the gaps between them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

GAP = 16
CLAUSE_MARKS = "，。；：！？\n"

# what may lie between two parts: nothing, or up to GAP characters of one item of a list or of one clause, or anything
NONE, ITEM, CLAUSE, SENTENCE = range(4)
_SIGNS = {"~": ITEM, "…": CLAUSE}
_MAX_WAYS = 512


class CueError(ValueError):
    """A cue that cannot be used: it would match anything, or its brackets do not close."""


@dataclass(frozen=True)
class Cue:
    """A cue taken apart: for every part the ways to write it, and the gap before it (NONE … SENTENCE)."""

    parts: tuple[tuple[str, ...], ...]
    gaps: tuple[int, ...]
    at_start: bool
    at_end: bool

    def ways(self) -> Iterator[str]:
        """Texts the cue must fire on, one for each way to write it, the gaps filled as widely as they allow."""
        filler = ("", "〇" * GAP, "〇、" + "〇" * (GAP - 2), "〇" * GAP + "，" + "〇" * GAP)
        for choice in itertools.product(*self.parts):
            yield "".join(filler[gap] + text for gap, text in zip(self.gaps, choice, strict=True))


def parse(cue: str) -> Cue:
    """Take a cue apart; :class:`CueError` says what is wrong with it.

    >>> parse("(选派|派出)…(优秀|)干部").parts
    (('选派', '派出'), ('优秀干部', '干部'))
    >>> parse("(选派|)……")
    Traceback (most recent call last):
    casekit.cues.language.CueError: cue '(选派|)……' ends in a gap: end it with words
    """
    at_start, at_end = cue.startswith("^"), cue.endswith("$")
    body = cue[at_start : len(cue) - at_end]
    parts, gaps = [], []
    pieces = re.split("(…+|~)", body)
    if len(pieces) > 1 and not pieces[-1]:
        raise CueError(f"cue {cue!r} ends in a gap: end it with words")
    if len(pieces) > 1 and not pieces[0]:
        if not at_start:
            raise CueError(f"cue {cue!r} begins with a gap: begin it with words, or with ^")
        gaps.append(_SIGNS.get(pieces[1], SENTENCE))
        pieces = pieces[2:]
    else:
        gaps.append(NONE)
    for position, piece in enumerate(pieces):
        if position % 2:
            gaps.append(_SIGNS.get(piece, SENTENCE))
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
