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
    last: int  # the byte before
    text: str
    state: State
    border: tuple[int, int]  # shown offset and length of `text` where the stretch ended; (0, 0) inside it
    lost: tuple[int, ...]  # shown offsets of `?` that may have swallowed something
    steps: tuple[int, ...] = ()  # shown offset at which each character of `text` was begun
    states: tuple[State, ...] = ()  # before each character of `text`
    guessed: bool = False  # was a byte that is nowhere shown chosen because it reads best?
    rivals: tuple[Rival, ...] = ()  # readings that came to the same state and cost little more

    def beaten(self, other: Reading, dearer: float) -> Reading:
        """The same, remembering that `other` came to the same state for `dearer` bits more."""
        more = [Rival(rival.dearer + dearer, len(self.text), rival.rejoin(other)) for rival in other.rivals]
        rivals = sorted((*self.rivals, Rival(dearer, len(self.text), other._replace(rivals=())), *more))
        return self._replace(rivals=tuple(rivals[:MOST_RIVALS]))


MOST_RIVALS = 12


class Rival(NamedTuple):
    """A reading that was given up for another, which had then read `upto` characters."""

    dearer: float
    upto: int
    reading: Reading

    def rejoin(self, winner: Reading) -> Reading:
        """The rival, gone on as the winner went on since."""
        mine = self.reading
        length = len(mine.text) - self.upto
        border = mine.border if mine.border[0] else winner.border
        if winner.border[0] and not mine.border[0]:
            border = (border[0], border[1] + length)
        return winner._replace(
            cost=winner.cost + self.dearer,
            text=mine.text + winner.text[self.upto :],
            border=border,
            lost=(*mine.lost, *(at for at in winner.lost if at >= mine.at)),
            steps=(*mine.steps, *winner.steps[self.upto :]),
            states=(*mine.states, *winner.states[self.upto :]),
            guessed=mine.guessed or winner.guessed,
            rivals=(),
        )


class Doubt(NamedTuple):
    """What is shown at ``start:end`` was read `chosen` and could as well be `other` (empty: it fits no word)."""

    start: int
    end: int
    chosen: str
    other: str

    @property
    def detail(self) -> str:
        """The doubt in words."""
        return f"read {self.chosen}; " + (f"could be {self.other}" if self.other else "fits no word, so in doubt")


class Found(NamedTuple):
    """The stretch shown at ``start:end`` reads `text`; `gain` in bits over what stands there.

    `guessed` says that a byte of it is nowhere shown and was chosen as the one that reads best.
    """

    start: int
    end: int
    text: str
    gain: float
    lost: tuple[int, ...]
    doubts: tuple[Doubt, ...] = ()
    guessed: bool = False
