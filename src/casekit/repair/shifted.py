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

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from heapq import nsmallest
from operator import itemgetter
from typing import NamedTuple

from casekit.repair import dropped
from casekit.repair.evidence import Doubt, Evidence, doubt
from casekit.repair.lexicon import edges
from casekit.repair.readings import LOST, STRUCK, Mark, Reading
from casekit.repair.steps import CONTEXT, VANISHED, Steps

WIDE = 16, 26.0  # readings followed at once, and the bits by which they may trail the best one
NARROW = 6, 14.0  # the same where nothing is odd
FAR = 40  # characters within which a dropped pair is looked for if a stretch cannot be read without
FARTHEST = 400  # characters that a stretch may hold
FEW = 4  # readings that a dropped pair is looked for in
NEAR = 12.0  # bits between two readings below which the page is asked which one it speaks for
DOUBT = 4.0  # bits between them, the page being heard, below which it stays in doubt
CLEAR, SURE = 16.0, 60.0  # bits gained below which one looks closely, and where a reading is odd
HOPELESS = 0.0  # bits gained below which a mark is taken as it stands
WORK = 12_000  # steps that one page may cost, beside half a step for each of its characters
VERY_STRANGE = 13.0  # bits of a character where two pairs may have been dropped in a row
ROUNDS = 4  # times that dropped pairs are looked for in one stretch
UNSTOPPED = 7.0, 14.0  # bits of a line of running text that ends without a mark, and on a page where no other does
LONG = 60  # characters of a line that is running text


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


class Shifted:
    """Reads the damaged stretches of one page.

    Parameters
    ----------
    page : str
        The shown text.
    marks : mapping of int to Mark
        Annotations by where they begin (with their ``?``, if they have one).
    known : set of str
        Characters that are annotated on the page.
    """

    def __init__(self, page: str, marks: Mapping[int, Mark], known: frozenset[str] = frozenset()):
        self.steps = Steps(page, marks, known)
        self.dropping = not dropped.shows_private(page)
        self._learnt = False
        self._evidence = Evidence(self.steps)
        self._work = WORK + len(page) // 2

    @property
    def exhausted(self) -> bool:
        """Has the page cost all the work it may?"""
        return self._work < 0

    def annotated(self, start: int) -> Found | None:
        """The stretch that begins at the torn annotation at `start`, or None if the bytes do not fit."""
        begin = self.steps.begin(start)
        return self._search(begin, self.steps.torn(begin, self.steps.marks[start]))

    def struck(self, start: int) -> Found | None:
        """The stretch behind the mark at `start` (or behind its orphan byte ``?``), or None if it cannot be read."""
        begin = self.steps.begin(start)
        return self._search(begin, self.steps.behind_mark(begin, shown=True), self.steps.behind_mark)

    def _search(self, begin: Reading, first: list[Reading], further: Callable | None = None) -> Found | None:
        done = self._follow(first, narrow=True)
        weak = self._weak(begin, done[0]) if done else range(begin.at, begin.at + FAR)
        gain = self._gain(begin, done[0]) if done else 0.0
        if (not done or gain < HOPELESS) and not self._likely_damaged(begin):
            return None
        if gain < CLEAR or (weak and (self.dropping or gain < SURE)):
            first = further(begin) if further else first
            done = self._closely(begin, first, weak) or done
        done = done or self._follow(first, near=True)  # what goes on behind it may be a stretch that cannot be read
        if not done:
            return None
        best, doubts = self._chosen(begin, done)
        stop, length = best.border if best.border[0] else (best.at, len(best.text))
        if self.dropping and not doubts:
            doubts = tuple(self._strange(begin, best, length))
        return Found(begin.at, stop, best.text[:length], self._gain(begin, best), best.lost, doubts, best.guessed)

    def _strange(self, begin: Reading, reading: Reading, length: int) -> Iterable[Doubt]:
        """Characters that fit no word and stand nowhere else on the page, where a pair may have been dropped."""
        ahead = len(begin.state[0])
        for index in self.steps.language.strangers(begin.state[0] + reading.text):
            if 0 <= index - ahead < length and reading.text[index - ahead] not in LOST + self._evidence.page:
                at = reading.steps[index - ahead]
                yield Doubt(at, at + 1, reading.text[index - ahead], "")

    def _chosen(self, begin: Reading, done: list[Reading]) -> tuple[Reading, tuple[Doubt, ...]]:
        """The reading that the page speaks for, and the characters that might be others just as well."""
        ways = [*done, *(rival.rejoin(one) for one in done for rival in one.rivals)]
        near = [way for way in ways if way.cost <= done[0].cost + NEAR]
        if len(near) == 1:
            return done[0], ()
        first, others = near[0], {}
        for way in sorted(near[1:]):
            if way.text != first.text:
                others.setdefault(way.text, way)
        found = [(0.0, first)]
        for way in others.values():
            found.append((way.cost - first.cost - self._evidence.bits(begin, way.text, first.text), way))
        found.sort(key=itemgetter(0))
        dearer, best = found[0]
        length = best.border[1] or len(best.text)
        doubts = [doubt(best, other.text, length) for cost, other in found[1:] if cost < dearer + DOUBT]
        return best, tuple(one for one in doubts if one)[:1]

    def _gain(self, begin: Reading, reading: Reading) -> float:
        """Bits by which a reading is cheaper than what stands there."""
        return self.steps.language.bits(self.steps.bare(begin.at, reading.at), begin.state) - reading.cost

    def _likely_damaged(self, begin: Reading) -> bool:
        """Is there more than the text itself that speaks for damage: pinyin, or a mark behind the sign of a lost byte?"""
        at = begin.at
        if at in self.steps.marks:
            return True
        sign, following = self.steps.page[at : at + 1], self.steps.page[at + 1 : at + 2]
        return sign == "?" and following in STRUCK

    def _closely(self, begin: Reading, first: list[Reading], weak: Iterable[int]) -> list[Reading]:
        """The search again, with the words of the page, bytes that left no trace, and pairs dropped at the weak places."""
        if not self._learnt:
            self.steps.language.learn(self._evidence.page)
            self._learnt = True
        done = self._follow(first)
        vanished = not done
        if vanished:
            done = self._follow(first, vanished=True)
        weak = self._weak(begin, done[0]) if done else weak
        for number in range(ROUNDS if self.dropping and weak else 0):
            self.steps.twice = number > 0
            if number and done and not self.steps.language.strangers(done[0].text, VERY_STRANGE):
                break
            better = self._follow(first, frozenset(weak), vanished=vanished)
            if better and (not done or better[0].cost < done[0].cost):
                done = better
                weak = self._weak(begin, done[0])
            elif self.steps.twice:
                break
        self.steps.twice = False
        return done

    def _weak(self, begin: Reading, reading: Reading) -> set[int]:
        """Shown offsets at which the reading became odd, so that a pair may have been dropped there."""
        inside = reading.border[1] or len(reading.text)
        odd = self.steps.language.strangers(begin.state[0] + reading.text)
        places = set(reading.drops)
        if self._unstopped(reading):
            odd = [*odd, len(begin.state[0] + reading.text) - 1]
        found = [at - len(begin.state[0]) for at in odd]
        found += self.steps.language.surprises(reading.text[: inside + 1], begin.state)
        for index in found:
            for near in (index - 1, index, index + 1):
                if 0 <= near < inside:
                    places.add(reading.steps[near])
        return places

    def _follow(
        self,
        first: list[Reading],
        drops: frozenset[int] = frozenset(),
        *,
        vanished: bool = False,
        narrow: bool = False,
        near: bool = False,
    ) -> list[Reading]:
        """Readings that reached a border and went on from there for a while (`near`: or as far as they could), cheapest first."""
        reached: list[Reading] = []
        self.steps.vanished = vanished
        farthest = min((reading.at for reading in first), default=0) + FARTHEST
        front: dict[int, list[Reading]] = {}
        for reading in first:
            front.setdefault(reading.at, []).append(reading)
        while front:
            at = min(front)
            readings = self._best(front.pop(at), *(NARROW if narrow else WIDE))
            self._work -= len(readings)
            if self._work < 0 or at > farthest:
                return []
            if self.steps.ended(at):
                ends = [
                    end for r in readings for end in (self.steps.partners(r, at, VANISHED, -1)[:1] if r.waits else [r])
                ]
                return sorted(end._replace(cost=end.cost + self._closing(end)) for end in ends)[:4]
            if not front and all(not r.waits and at - r.border[0] >= CONTEXT for r in readings):
                return readings[:4]
            if near:
                reached = [r for r in readings if r.border[0] and not r.waits][:4] or reached
            leapt = None if front or drops or len(readings) > 1 else self.steps.leap(readings[0])
            if leapt:
                self._work -= leapt.at - at
                following = [leapt]
            else:
                following = [one for reading in readings for one in self.steps.advance(reading)]
            if at in drops:
                waiting = [reading for reading in readings if reading.pending]
                for reading in nsmallest(FEW, waiting, key=self._promise):
                    following += self.steps.dropping(reading)
            for one in following:
                front.setdefault(one.at, []).append(one)
        return reached

    @staticmethod
    def _promise(reading: Reading) -> float:
        """Cost of a reading if its last character begins the commonest word it can."""
        tail, costs, *_ = reading.state
        return reading.cost - (max(0.0, costs[0] - costs[1] - edges()[0].get(tail[-1], 99.0)) if tail else 0.0)

    def _closing(self, reading: Reading) -> float:
        """Bits for a line that ends where `reading` does."""
        if self.steps.page[reading.at : reading.at + 1] not in ("\n", ""):
            return 0.0
        return self.steps.language.ending(reading.state) + (self._stopless if self._unstopped(reading) else 0.0)

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
    def _best(readings: list[Reading], width: int, margin: float) -> list[Reading]:
        """The cheapest readings, one of each kind that can still go different ways; the others are their rivals."""
        if len(readings) == 1:
            return readings
        seen: dict[tuple, Reading] = {}
        readings.sort()
        limit = readings[0].cost + margin
        for reading in readings:
            if reading.cost > limit:
                break
            state = reading.state
            key = (reading.pending, reading.gap, state[0], state[2], state[3], reading.border[0])
            better = seen.get(key)
            if better is not None:
                if reading.cost < better.cost + NEAR and reading.text != better.text:
                    seen[key] = better.beaten(reading, reading.cost - better.cost)
            elif len(seen) < width:
                seen[key] = reading
        return list(seen.values())
