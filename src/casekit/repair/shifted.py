"""Stretches read one byte off: rebuild the bytes, and read them again.

**Why it happens.** The converter replaces byte pairs and knows no character borders. Where the pair it looks for lies
across two characters, an annotation is set between their bytes. It also replaces ！ ？ ， ； ： (A3 xx), and finds those
pairs across two characters: 。“ is A1 A3 A1 B0, 常可 is B3 A3 BF C9. The byte before is lost, and what follows is read
one byte off, up to a byte that stands alone.

**How it is undone.** The shown text is turned into GBK bytes again. Behind a torn annotation ``?shù)`` the lost byte is
the trail byte of the annotated character, whose lead byte is the byte before; so the stream is known. Four things are
not, and are searched: full-width forms that were folded to ASCII, bytes without a partner (``?``), pairs of the
user-defined zones that the site dropped, and the byte lost before a mark. The reading that costs the fewest bits
(:mod:`casekit.repair.likelihood`) wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import chain
from math import inf
from operator import itemgetter

from casekit.repair import dropped, marks
from casekit.repair.evidence import Evidence, doubt
from casekit.repair.halves import plain
from casekit.repair.missing import NEAR, Missing
from casekit.repair.readings import LOST, STRUCK, Doubt, Found, Mark, Reading
from casekit.repair.steps import CONTEXT, VANISHED, Steps, future, is_unread

WIDE = 6, 16.0  # readings followed at once, and the bits by which they may trail the best one
PATIENT = 40.0  # the same where more speaks for damage: what is read for two characters costs much until they are found
FARTHEST = 400  # characters that a stretch may hold
DOUBT = 3.0  # bits between them, the page being heard, below which it stays in doubt
CLEAR = 16.0  # bits gained below which one looks closely; more are not added up
SURPRISING = 25.0  # bits of two neighbours that make one look twice
FITTING = 8.0  # bits for pinyin that belongs to no character as they are shown
HOPELESS = 0.0  # bits gained below which a mark is taken as it stands
BEHIND = 60.0  # bits by which a reading falls behind that never gains any: clean text read one byte off is given up
WORK = 12_000  # steps that one page may cost, beside half a step for each of its characters
UNSTOPPED = 7.0, 14.0  # bits of a line of running text that ends without a mark, and on a page where no other does
LONG = 60  # characters of a line that is running text


class Shifted:
    """Reads the damaged stretches of one page.

    Parameters
    ----------
    page : str
        The shown text.
    notes : mapping of int to Mark
        Annotations by where they begin (with their ``?``, if they have one).
    known : set of str
        Characters that are annotated on the page.
    script : str
        Script of the page.
    """

    def __init__(self, page: str, notes: Mapping[int, Mark], known: frozenset[str] = frozenset(), script: str = ""):
        self.steps = Steps(page, notes, known, script)
        self.dropping = not dropped.shows_private(page)
        self._missing = Missing(self.steps, self._closing, self._end)
        self._later = -1, 0, 0  # the pairs that are open behind a place, asked for last
        self._evidence = Evidence(self.steps)
        self._work = WORK + len(page) // 2

    @property
    def exhausted(self) -> bool:
        """Has the page cost all the work it may?"""
        return self._work < self._missing.work

    def annotated(self, start: int) -> Found | None:
        """The stretch that begins at the torn annotation at `start`, or None if the bytes do not fit."""
        begin = self.steps.begin(start)
        return self._search(begin, self.steps.torn(begin, self.steps.marks[start]))

    def struck(self, start: int) -> Found | None:
        """The stretch behind the mark at `start` (or behind its orphan byte ``?``), or None if it cannot be read."""
        begin = self.steps.begin(start)
        found = self._search(begin, self.steps.behind_mark(begin))
        # the first byte before the mark is nowhere shown: what is no full stop is guessed
        return found and found._replace(guessed=found.guessed or not found.text.startswith("。"))

    def _search(self, begin: Reading, first: list[Reading]) -> Found | None:
        vouched = self._likely_damaged(begin)
        done = self._follow(first, tolerant=self.dropping, shown=None if vouched else begin)
        gain = self._gain(begin, done[0]) if done else -inf
        if gain < HOPELESS and not vouched:
            return None
        unfilled = done[:1]
        if gain < CLEAR or self._doubtful(begin, done):
            done = self._closely(begin, done, first) or _read(done)
        done = done or self._follow(first, near=True)  # what goes on behind it may be a stretch that cannot be read
        if not done:
            return None
        best, doubts = self._chosen(begin, done)
        if [best] != unfilled:
            gain = self._gain(begin, best)
        stop, length = best.border if best.border[0] else (best.at, len(best.text))
        if any(map(self._outlandish, best.text[:length])):
            return None
        if self.dropping:
            told = {one.start for one in doubts}
            doubts = (*doubts, *(one for one in self._strange(begin, best, length) if one.start not in told))
        return Found(begin.at, stop, best.text[:length], gain, best.lost, doubts, best.guessed)

    def _outlandish(self, char: str) -> bool:
        """Is it a line of a box, which no article shows? Then the bytes were others."""
        return "\u2500" <= char <= "\u259f" and not self.steps.times(char)

    def _strange(self, begin: Reading, reading: Reading, length: int) -> Iterable[Doubt]:
        """Characters that fit no word and stand nowhere else on the page, where a pair may have been dropped."""
        language, before = self.steps.language, begin.state[1]
        new = {char for char in language.strange(reading.text[:length]) if char != LOST and not self.steps.times(char)}
        for index in language.strangers(before + reading.text) if new else ():
            if 0 <= (place := index - len(before)) < length and reading.text[place] in new:
                yield Doubt(reading.steps[place], reading.steps[place] + 1, reading.text[place], "")

    def _chosen(self, begin: Reading, done: list[Reading]) -> tuple[Reading, tuple[Doubt, ...]]:
        """The reading that the page speaks for, and the characters that might be others just as well."""
        most = done[0].cost + NEAR
        ways = [*done, *(rival.rejoin(one) for one in done for rival in one.rivals if one.cost + rival.dearer <= most)]
        near = sorted(_read(way for way in ways if way.cost <= most))
        if len(near) == 1:
            return done[0], ()
        first, others = near[0], dict[str, Reading]()
        for way in near:  # which of two traditional forms it was makes no difference
            others.setdefault("".join(map(plain, way.text)), way)
        found = [
            (way.cost - first.cost - (way is not first and self._evidence.bits(begin, way.text, first.text)), way)
            for way in others.values()
        ]
        found.sort(key=itemgetter(0))
        dearer, best = found[0]
        length = best.border[1] or len(best.text)
        doubts = [doubt(best, other.text, length) for cost, other in found[1:] if cost < dearer + DOUBT]
        return best, tuple(one for one in doubts if one)[:1]

    def _gain(self, begin: Reading, reading: Reading) -> float:
        """Bits by which a reading is cheaper than what stands there; as many as are wanted if pinyin vouches for it."""
        if begin.at in self.steps.marks:
            return CLEAR
        own = reading.cost - FITTING * self.steps.strays(begin.at, reading.border[0] or reading.at)
        shown = self.steps.bare(begin.at, reading.at)
        return self.steps.language.bits(shown, begin.state, own + CLEAR) - own

    def _likely_damaged(self, begin: Reading) -> bool:
        """Is there more than the text itself that speaks for damage: pinyin, or a mark behind the sign of a lost byte?"""
        at = begin.at
        if at in self.steps.marks:
            return True
        sign, following = self.steps.page[at : at + 1], self.steps.page[at + 1 : at + 2]
        return sign == "?" and following in STRUCK

    def _doubtful(self, begin: Reading, done: list[Reading]) -> bool:
        """May something be missing, or is there another reading hardly worse than an odd one?"""
        best = done[0]
        if self.dropping and self._missing.suspected(best):
            return True
        near = len(done) > 1 and done[1].cost < best.cost + NEAR or any(one.dearer < NEAR for one in best.rivals)
        return near and self._odd(begin, best)

    def _odd(self, begin: Reading, reading: Reading) -> bool:
        """Is anything in the stretch, or right beside it, hardly Chinese?"""
        inside, language = reading.border[1] or len(reading.text), self.steps.language
        ahead, costs = len(begin.state[1]), [state[0] for state in (*reading.states, reading.state)[: inside + 2]]
        return (
            self._unstopped(reading)
            or any(later - cost > SURPRISING for cost, later in zip(costs, costs[2:], strict=False))
            or any(-1 <= at - ahead <= inside for at in language.strangers(begin.state[1] + reading.text))
        )

    def _closely(self, begin: Reading, done: list[Reading], first: list[Reading]) -> list[Reading]:
        """Those that were found, with pairs filled in at odd places by the words of the page; else with bytes that left no trace."""
        self.steps.language.learn(self.steps.bare_page)
        trailing = PATIENT if self._likely_damaged(begin) else WIDE[1]
        done = done or self._follow(first, tolerant=self.dropping, trailing=trailing)
        if done and self.dropping:
            filled = self._missing.fill(begin, done[0], first)
            done = _read(sorted([*filled, *done[1:]]))
        return done or self._follow(first) or self._follow(first, vanished=True)

    def _follow(
        self,
        first: list[Reading],
        *,
        vanished: bool = False,
        tolerant: bool = False,
        near: bool = False,
        trailing: float = WIDE[1],
        shown: Reading | None = None,
    ) -> list[Reading]:
        """Readings that reached a border and went on from there for a while (`near`: or as far as they could), cheapest first.

        They may trail the best one by so many bits; none is, if all fall far behind what is `shown` from there on.
        """
        reached: list[Reading] = []
        self.steps.vanished, self.steps.tolerant = vanished, tolerant
        farthest = min((reading.at for reading in first), default=0) + FARTHEST
        front: dict[int, list[Reading]] = {}
        for reading in first:
            front.setdefault(reading.at, []).append(reading)
        while front:
            at = min(front)
            readings = front.pop(at)
            if len(readings) > 1:
                readings = self._best(readings, trailing)
            self._work -= len(readings)
            shown = shown and self.steps.passed(shown, at)
            if self.exhausted or at > farthest or shown and readings[0].cost > shown.cost + BEHIND:
                return []
            if self.steps.ended(at):
                ends = [self.steps.partners(r, at, VANISHED, -1)[:1] if r.pending else [r] for r in readings]
                return sorted(end._replace(cost=end.cost + self._closing(end)) for end in chain(*ends))[:4]
            alone = not front and at - readings[0].border[0] >= CONTEXT
            if alone and not any(r.pending or at - r.border[0] < CONTEXT for r in readings):
                return sorted(r._replace(cost=r.cost + self._unpaired(r)) for r in readings[:4])
            if near:
                reached = [r for r in readings if r.border[0] and not r.pending][:4] or reached
            leapt = None if front or len(readings) > 1 else self.steps.leap(readings[0])
            self._work -= leapt.at - at if leapt else 0
            following = [leapt] if leapt else [one for reading in readings for one in self.steps.advance(reading)]
            for one in following:
                front.setdefault(one.at, []).append(one)
        return reached

    def _closing(self, reading: Reading) -> float:
        """Bits for a line that ends where `reading` does."""
        if self.steps.page[reading.at : reading.at + 1] not in ("\n", ""):
            return 0.0
        return self.steps.language.ending(reading.state) + (self._stopless if self._unstopped(reading) else 0.0)

    def _unpaired(self, reading: Reading) -> float:
        """Bits for a line that goes on behind `reading`: for pairs that it leaves open or closed."""
        if self._later[0] != reading.at:
            self._later = reading.at, *marks.open_later(self.steps.page, reading.at)
        _, opened, known = self._later
        return marks.UNPAIRED * ((reading.state[4] ^ opened) & known).bit_count()

    def _end(self, reading: Reading) -> float:
        """Bits for what stands behind a reading, be it the end of the line."""
        if self.steps.page[reading.at : reading.at + 1] in ("\n", ""):
            return self._closing(reading)
        return self._unpaired(reading)

    @cached_property
    def _stopless(self) -> float:
        """Bits of a line of running text that ends without a mark on this page."""
        lines = [line for line in self.steps.page.split("\n") if len(line) > LONG and "，" in line[-80:]]
        without = sum(line[-1] not in "。！？”…）；?!" for line in lines)
        return UNSTOPPED[len(lines) > 2 and not without]

    def _unstopped(self, reading: Reading) -> bool:
        """Does a line of running text end without a full stop?"""
        if self.steps.page[reading.at : reading.at + 1] != "\n" or reading.text[-1:] < "一":
            return False
        return (
            reading.at - self.steps.page.rfind("\n", 0, reading.at) > LONG
            and "，" in self.steps.page[max(0, reading.at - 80) : reading.at]
        )

    @staticmethod
    def _best(readings: list[Reading], trailing: float) -> list[Reading]:
        """The cheapest readings, one of each kind that can still go different ways; the others are their rivals."""
        kept: list[Reading] = []
        alike: dict[tuple, list[int]] = {}  # places among them by what is told fastest
        room: dict[tuple, int] = {}
        readings.sort()
        limit = readings[0].cost + trailing
        for reading in readings:
            if reading.cost > limit:
                break
            border, state = (reading.pending, reading.border[0]), reading.state
            others = alike.setdefault((*border, state[5]), [])
            ahead = future(state) if others else ()
            place = next((place for place in others if future(kept[place].state) == ahead), None)
            if place is not None:
                better = kept[place]
                if reading.cost < better.cost + NEAR and reading.text != better.text:
                    kept[place] = better.beaten(reading, reading.cost - better.cost)
            elif room.setdefault(border, WIDE[0]):
                room[border] -= 1
                others.append(len(kept))
                kept.append(reading)
        return kept


def _read(readings: Iterable[Reading]) -> list[Reading]:
    """Those of the readings that consist of characters."""
    return [reading for reading in readings if not is_unread(reading.text)]
