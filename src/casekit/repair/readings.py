"""What damaged text shows, and one way to read it: annotations, marks that were struck, readings up to some place."""

from __future__ import annotations

from typing import NamedTuple

from casekit.repair.likelihood import State

ORPHANS = "?？\ufffd"
LOST = "□"  # stands for digits that were swallowed
# second byte of the full-width marks that the converter looks for
STRUCK = {
    form: byte
    for forms, byte in (("!！", 0xA1), ("?？", 0xBF), (",，", 0xAC), (";；", 0xBB), (":：", 0xBA))
    for form in forms
}


class Mark(NamedTuple):
    """An annotation in the shown text: where it ends, its pinyin, and whether a byte is hidden before it."""

    end: int
    syllable: str
    orphan: bool


class Reading(NamedTuple):
    """One way to read the shown text up to `at`."""

    cost: float
    at: int
    pending: int  # lead byte that waits for its partner; 0 on a border
    gap: int  # else: lead byte of a dropped pair, whose trail byte waits; 0 if not
    last: int  # the byte before
    text: str
    state: State
    border: tuple[int, int]  # shown offset and length of `text` where the stretch ended; (0, 0) inside it
    lost: tuple[int, ...]  # shown offsets of `?` that may have swallowed something
    steps: tuple[int, ...] = ()  # shown offset at which each character of `text` was begun
    drops: tuple[int, ...] = ()  # shown offsets before which a pair was dropped

    @property
    def waits(self) -> bool:
        """Is half a character read?"""
        return bool(self.pending or self.gap)
