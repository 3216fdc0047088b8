"""Pairs of the user-defined zones that a site dropped: found in what is read without them.

What stands behind a dropped pair is read as if it were there. So where a pair is missing, one character was read instead of
two: the first byte of the one with the last byte of the other. It is odd where it stands. Each odd character of a reading is
asked whether two others, with a dropped pair between their bytes, say more in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from heapq import nsmallest
from typing import NamedTuple

from casekit.repair.choices import cheapest
from casekit.repair.dropped import NEVER, End, dropped_once, dropped_twice, plain, weighed
from casekit.repair.letters import WORDS
from casekit.repair.lexicon import edges, single
from casekit.repair.likelihood import State
from casekit.repair.orphans import PARTNERS, beginning
from casekit.repair.readings import LOST, ORPHANS, Reading
from casekit.repair.steps import NOT_STOP, Steps, code_of

DROPPED, AGAIN = 2.0, 0.0  # bits: a pair was dropped; and another behind it
ODD = 25.0  # bits of a character and the next one below which nothing was dropped between its bytes
VERY_ODD = 30.0  # the same where two pairs in a row may have been
VERY_STRANGE = 13.0  # bits of a character where two pairs may have been dropped in a row
LAST = 0.6  # the share of that which the last character costs, with none behind it
HARDLY = 1.5  # bits by which two characters in its place may seem dearer than it
KEPT, SELDOM = 12, 4  # ways to fill in a dropped pair that are weighed
ALONE, AMONG = (
    (5, 6.0),
    (10, 10.0),
)  # ways followed at once, and bits by which they may seem dearer; before other places
MARKS = tuple("，。：；、”")
TRAILING = 14.0  # bits by which they may trail the best one
MOST, LOOK = 40, 20  # places that are filled in, and the steps that each of them costs
AHEAD = 4  # characters behind a place that tell what stands there

# what may stand in a place: its bits as far as the neighbours tell, its characters, its bits beside the measure
Ways = list[tuple[float, str, float]]


class _Place(NamedTuple):
    """Where a reading is odd, or a byte is not shown."""

    lead: int  # first byte of the character that was read
    end: End  # what is left of the last of those that may have stood there
    after: str  # the characters behind it
    pairs: int = KEPT  # how many ways to fill in pairs are weighed
    twice: bool = False
    alone: bool = False  # may one other character have stood there?
    firsts: tuple[tuple[str, float], ...] = ()  # the ways to begin


class _Way(NamedTuple):
    """A reading up to some character, and what was filled in so far: place in the text, characters."""

    cost: float
    state: State
    filled: tuple[tuple[int, str], ...] = ()


class Missing:
    """Fills in the dropped pairs of the readings of one page.

    Parameters
    ----------
    steps : Steps
        The page and the measure.
    closing : callable
        Bits for a line that ends where a reading does.

    Attributes
    ----------
    work : int
        Steps that it cost so far.
    """

    def __init__(self, steps: Steps, closing: Callable[[Reading], float]):
        self._steps, self._closing = steps, closing
        self._known: dict[tuple, Ways] = {}
        self.work = 0

    def fill(self, begin: Reading, reading: Reading, first: list[Reading]) -> list[Reading]:
        """The likeliest readings with pairs filled in, and `reading` itself; only that if nothing is missing.

        `first` are the ways to begin.
        """
        states = self._states(begin, reading)
        found = self._filled(begin, reading, first, states, self._places(begin, reading, states, twice=False))
        length = found[0].border[1] or len(found[0].text)
        if any(at < length for at in self._steps.language.strangers(found[0].text, VERY_STRANGE)):
            found += self._filled(begin, reading, first, states, self._places(begin, reading, states, twice=True))
        return sorted(found)

    def _filled(
        self,
        begin: Reading,
        reading: Reading,
        first: list[Reading],
        states: list[State],
        places: dict[int, _Place],
    ) -> list[Reading]:
        """The likeliest readings with something filled in at `places`."""
        if places or self.halved(reading):
            places = self._unshown(begin, reading, first) | places
        if not places:
            return [reading]
        start = min(places)
        ways = [_Way(0.0, states[start])]
        for at in range(start, len(reading.text)):
            most = AMONG if at + 1 in places or at + 2 in places else ALONE
            ways = self._onward(ways, reading.text, at, places.get(at), *most)
        before = states[-1][0] - states[start][0]
        return sorted(self._with(reading, way, way.cost - before) for way in ways)

    def places(self, begin: Reading, reading: Reading) -> dict[int, _Place]:
        """Where a pair may have been dropped."""
        return self._places(begin, reading, self._states(begin, reading), twice=False)

    def halved(self, reading: Reading) -> bool:
        """Does it hold a ``?`` right before a full-width mark? Only a byte whose first half was dropped stands there."""
        page = self._steps.page
        return any(page[at : at + 1] in ORPHANS and page[at + 1 : at + 2] in MARKS for at in reading.steps)

    def _states(self, begin: Reading, reading: Reading) -> list[State]:
        """The states before each character, and behind the last."""
        states = [begin.state]
        for char in reading.text:
            states.append(self._step(states[-1], char))
        return states

    def _step(self, state: State, char: str) -> State:
        return self._steps.language.step(state, "0" if char == LOST else char)

    def _places(self, begin: Reading, reading: Reading, states: list[State], *, twice: bool) -> dict[int, _Place]:
        """Where characters are odd, and others say more, by number."""
        text, found, closing = reading.text, {}, self._closing(reading)
        self.work += len(text)
        for index in range(min(reading.border[1] or len(text), len(text))):
            at, char, last = reading.steps[index], text[index], index + 1 == len(text)
            sign = self._steps.page[at : at + 1]
            odd = (states[-1][0] + closing if last else states[index + 2][0]) - states[index][0]
            least = (VERY_ODD if twice else ODD) * (LAST if last else 1.0)
            if odd < least and not (last and closing) or char in (sign, LOST) or at == begin.at:
                continue
            end, after = self._end(at, sign, char), _after(text, index)
            place = _Place(code_of(char) >> 8, end, after, twice=twice and end.trail > 0, alone=end == End())
            if after:
                odd -= WORDS * min(single(after[0]), edges()[0].get(after[0], NEVER))
            self.work += LOOK
            if any(bits < odd + HARDLY for bits, chars, _ in self._ways(place, states[index]) if len(chars) > 1):
                found[index] = place
                self.work += LOOK
                if len(found) == MOST:
                    break
        return found

    def _unshown(self, begin: Reading, reading: Reading, first: list[Reading]) -> dict[int, _Place]:
        """Where a byte is not shown, so that another character may have stood there."""
        text, found = reading.text, {}
        if text[0] in {one.text for one in first}:
            others = [one.text for one in first if one.at == reading.steps[1]]
            firsts = tuple((char, NOT_STOP * ((char != "。") - (text[0] != "。"))) for char in others)
            found[0] = _Place(0, End(), "", 0, firsts=firsts)
        for index in range(min(reading.border[1] or len(text), len(text))):
            at, char = reading.steps[index], text[index]
            if (
                self._steps.page[at : at + 1] in ORPHANS
                and at not in self._steps.marks
                and at != begin.at
                and char != LOST
            ):
                found[index] = _Place(code_of(char) >> 8, End(), _after(text, index), SELDOM, alone=True)
        return found

    def _ways(self, place: _Place, state: State) -> Ways:
        """What may stand in a place behind `state`."""
        language = self._steps.language
        asked = place, state[1], state[5], language.heard
        found = self._known.get(asked)
        if found is None:
            before, found = state[0], [(0.0, *way) for way in place.firsts]
            if place.pairs:
                pairs = dropped_once(language, state, place.lead, place.end, place.after, place.pairs)
                found += [(bits - before + DROPPED, chars, DROPPED) for bits, chars in pairs]
            if place.twice:
                best = nsmallest(KEPT, weighed(language, state, dropped_twice(place.lead, place.end.trail)))
                found += [(bits - before + DROPPED + AGAIN, chars, DROPPED + AGAIN) for bits, chars in best]
            if place.alone:
                others = cheapest(language, state, beginning(place.lead), place.after, PARTNERS)
                found += [(0.0, char, 0.0) for _, char in others]
            self._known[asked] = found
        return found

    def _end(self, at: int, sign: str, char: str) -> End:
        """What is shown of the character that is read at `at`."""
        mark, note = self._steps.marks.get(at), self._steps.marks.get(at + 1)
        if mark:
            return End(0, mark.syllable)
        if sign in ORPHANS:
            return End()
        return End(code_of(char) & 0xFF, note.syllable if note and not note.orphan and sign.isascii() else "")

    def _onward(
        self, ways: list[_Way], text: str, at: int, place: _Place | None, beam: int, spread: float
    ) -> list[_Way]:
        """All `ways` to read on over the character number `at`, or what may have stood there; the likeliest."""
        found, read = [], text[at]
        for cost, before, filled in ways:
            others = self._ways(place, before) if place else ()
            for chars, bits in ((read, 0.0), *_likeliest(others, read, spread)):
                state = before
                for char in chars:
                    state = self._step(state, char)
                chosen = filled if chars == read else (*filled, (at, chars))
                way = _Way(cost + state[0] - before[0] + bits, state, chosen)
                ahead = state
                for char in text[at + 1 : at + 1 + AHEAD] if place else "":
                    ahead = self._step(ahead, char)
                found.append((way.cost + ahead[0] - state[0], way))
        best = nsmallest(beam, found)
        return [way for cost, way in best if cost <= best[0][0] + TRAILING]

    def _with(self, reading: Reading, way: _Way, dearer: float) -> Reading:
        """The reading with what was filled in."""
        if not way.filled:
            return reading
        text, steps, length, at = [], [], reading.border[1], 0
        for place, chars in way.filled:
            text += reading.text[at:place], chars
            steps += (*reading.steps[at:place], *[reading.steps[place]] * len(chars))
            length += (len(chars) - 1) * (length > 0)
            at = place + 1
        out = reading._replace(
            cost=reading.cost + dearer,
            text="".join(text) + reading.text[at:],
            state=way.state,
            border=(reading.border[0], length),
            steps=(*steps, *reading.steps[at:]),
            guessed=reading.guessed or any(len(chars) > 1 for _, chars in way.filled),
            rivals=tuple(one for one in reading.rivals if one.upto <= way.filled[0][0]),
        )
        return out._replace(cost=out.cost + self._closing(out) - self._closing(reading))


def _after(text: str, index: int) -> str:
    """The two simplified characters behind one."""
    return "".join(map(plain, text[index + 1 : index + 3])).replace(LOST, "0")


def _likeliest(ways: Ways, read: str, spread: float) -> Iterator[tuple[str, float]]:
    """Those of the ways that are followed, apart for each length, beside the character that was read."""
    least: dict[int, float] = {}
    for bits, chars, extra in ways:
        if bits <= least.setdefault(len(chars), bits) + spread and chars != read:
            yield chars, extra
