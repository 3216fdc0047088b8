"""Pairs of the user-defined zones that a site dropped: found in what is read without them.

What stands behind a dropped pair is read as if it were there. So where a pair is missing, one character was read instead of
two: the first byte of the one with the last byte of the other. It is odd where it stands. Each odd character of a reading is
asked whether two others, with a dropped pair between their bytes, or three, with two, say more in its place. What is filled
in changes what is odd behind it, so all ways are followed side by side, character by character.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from math import inf
from operator import itemgetter
from typing import NamedTuple

from casekit.repair.dropped import NEVER, dropped_pairs
from casekit.repair.halves import NOTHING, End, plain
from casekit.repair.letters import WORDS
from casekit.repair.lexicon import edges, single
from casekit.repair.likelihood import State
from casekit.repair.orphans import PARTNERS, beginning
from casekit.repair.readings import LOST, ORPHANS, Reading
from casekit.repair.steps import NOT_STOP, Steps, code_of, future, is_unread

DROPPED = 1.0  # bits for the pairs that were dropped in one place
ODD, AT_FIRST = 12.0, 8.0  # bits of a character and the next one below which nothing was dropped between its bytes
VERY_ODD = 13.0, 10.0  # the same where two pairs in a row may have been, and at the begin of a stretch
LAST = 0.6  # the share of that which the last character costs, with none behind it
HARDLY = 1.5  # bits by which two characters in its place may seem dearer than it
KEPT, SELDOM, TWICE = 6, 4, 12  # ways to fill in a dropped pair that are weighed, and two in a row
FOLLOWED = 8.0  # bits by which those may seem dearer that are followed
BEAM, TRAILING = 10, 11.0  # ways followed at once, and the bits by which they may trail the best one
NEAR = 8.0  # bits between two readings below which the page is asked which one it speaks for
HISTORIES = 12  # of those that came to the same state, how many are remembered
_HALVED = re.compile(f"[{ORPHANS}][，。：；、”]")
MOST, LOOK = 40, 20  # places that are filled in, and the steps that each of them costs

# what may stand in a place: its bits as far as the neighbours tell, its characters, its bits beside the measure
Ways = list[tuple[float, str, float]]
Places = tuple[tuple[int, str], ...]  # what was filled in: place in the text, characters
History = tuple[float, Places]  # and what that costs more than the best way to the same state


class _Place(NamedTuple):
    """Where a reading is odd, or a byte is not shown."""

    lead: int  # first byte of the character that was read
    end: End  # what is left of the last of those that may have stood there
    after: str  # the characters behind it
    pairs: int = KEPT  # how many ways to fill in pairs are weighed
    twice: bool = False
    torn: bool = False  # did an annotation part the bytes of the first?
    alone: bool = False  # may one other character have stood there?
    firsts: tuple[tuple[str, float], ...] = ()  # the ways to begin


class _Way(NamedTuple):
    """A way to read up to some character, and how it reads on over it."""

    cost: float  # over it
    before: State
    behind: State
    histories: tuple[History, ...]


class Missing:
    """Fills in the dropped pairs of the readings of one page.

    Parameters
    ----------
    steps : Steps
        The page and the measure.
    closing : callable
        Bits for a line that ends where a reading does.
    end : callable
        The same for a line that may go on behind it.

    Attributes
    ----------
    work : int
        Steps that it cost so far.
    """

    def __init__(self, steps: Steps, closing: Callable[[Reading], float], end: Callable[[Reading], float]):
        self._steps, self._closing, self._behind = steps, closing, end
        self._known: dict[tuple, Ways] = {}
        self._text = "", ""
        self._asked: tuple[Reading | None, int | None] = None, None  # the reading that was looked through last
        self.work = 0

    def fill(self, begin: Reading, reading: Reading, first: list[Reading]) -> list[Reading]:
        """The likeliest readings with pairs filled in, and `reading` itself; only that if nothing is missing.

        `first` are the ways to begin.
        """
        text, end = reading.text, self._upto(reading)
        odd = self._odd(reading)
        if odd is None and not self._halved(reading):
            return [reading]
        others = self._unshown(begin, reading, first)
        closing, opened = self._closing(reading), 0
        states = (*reading.states, reading.state)
        start = min(*others, len(text) - 1, end if odd is None else odd)  # nothing is filled in before
        ways = [_Way(0.0, *states[start : start + 2], ((0.0, ()),))]
        for at in range(start, len(text)):
            following = text[at + 1 : at + 2]
            self.work += len(ways)
            found: list[_Way] = []
            for way in ways:
                beyond = self._step(way.behind, following) if following else way.behind
                found.append(_Way(beyond[0], way.behind, beyond, way.histories))
                place = others.get(at)
                if place is None and at < end and opened < MOST * BEAM:
                    bits = beyond[0] + (0.0 if following else closing) - way.before[0]
                    place = self._place(reading, at, bits, way.before, closing)
                    opened += place is not None
                for chars, bits in _likeliest(self._ways(place, way.before), text[at]) if place else ():
                    state = way.before
                    for char in chars:
                        state = self._step(state, char)
                    state = (state[0] + bits, *state[1:])
                    beyond = self._step(state, following) if following else state
                    histories = tuple((dearer, (*filled, (at, chars))) for dearer, filled in way.histories)
                    found.append(_Way(beyond[0], state, beyond, histories))
            ways = _best(found) if len(found) > 1 else found
        plain_cost = next((way.cost + dearer for way in ways for dearer, filled in way.histories if not filled), None)
        if plain_cost is None:
            plain_cost = reading.state[0] - reading.states[0][0]
        filled = [
            (way.cost + dearer - plain_cost, places, way.behind) for way in ways for dearer, places in way.histories
        ]
        return self._spelled_out(reading, sorted(filled, key=itemgetter(0)))

    def _spelled_out(self, reading: Reading, ways: list[tuple[float, Places, State]]) -> list[Reading]:
        """The reading with what was filled in, for the ways (bits more, the cheapest first) that can be near the best one."""
        out, most, behind = [], inf, self._behind(reading)
        for dearer, places, state in ways:
            if reading.cost + dearer - behind > most:
                break
            out.append(self._with(reading, places, state, dearer, behind) if places else reading)
            if not is_unread(out[-1].text):
                most = min(most, out[-1].cost + NEAR)
        return sorted(out)

    def _odd(self, reading: Reading) -> int | None:
        """The number of the first character between whose bytes a pair may have been dropped, if there is one."""
        if self._asked[0] is not reading:
            self._asked = reading, self._first_odd(reading)
        return self._asked[1]

    def _first_odd(self, reading: Reading) -> int | None:
        text, states, closing = reading.text, (*reading.states, reading.state), self._closing(reading)
        bits, last = [state[0] for state in states], len(text) - 1
        for at in range(self._upto(reading)):
            odd = bits[at + 2] - bits[at] if at < last else bits[-1] + closing - bits[at]
            if (odd >= (ODD if at else AT_FIRST) or at == last) and self._place(reading, at, odd, states[at], closing):
                return at
        return None

    def suspected(self, reading: Reading) -> bool:
        """May a pair have been dropped?"""
        return is_unread(reading.text) or self._halved(reading) or self._odd(reading) is not None

    def _halved(self, reading: Reading) -> bool:
        """Does it hold a ``?`` right before a full-width mark? Only a byte whose first half was dropped stands there."""
        found = _HALVED.finditer(self._steps.page, reading.steps[0], reading.steps[-1] + 2)
        return any(match.start() in reading.steps for match in found)

    @staticmethod
    def _upto(reading: Reading) -> int:
        """How many characters of a reading belong to the stretch."""
        return min(reading.border[1] or len(reading.text), len(reading.text))

    def _step(self, state: State, char: str) -> State:
        return self._steps.language.step(state, "0" if char == LOST else char)

    def _place(self, reading: Reading, index: int, odd: float, state: State, closing: float) -> _Place | None:
        """The place number `index` behind `state` if others say more there than what costs `odd` bits with what follows."""
        text, last = reading.text, index + 1 == len(reading.text)
        share = LAST if last else 1.0
        if odd < (ODD if index else AT_FIRST) * share and not (last and closing):
            return None
        at, char = reading.steps[index], text[index]
        sign = self._steps.page[at : at + 1]
        if char in (sign, LOST):
            return None
        end, after = self._end(at, sign, char), self._plain(text)[index + 1 : index + 3]
        twice, torn = end != NOTHING and odd >= VERY_ODD[not index] * share, self._steps.torn_before(at)
        place = tuple.__new__(_Place, (code_of(char) >> 8, end, after, KEPT, twice, torn, end == NOTHING, ()))
        if after:
            odd -= WORDS * min(single(after[0]), edges()[0].get(after[0], NEVER))
        return place if self._ways(place, state, inf if is_unread(char) else odd + HARDLY) else None

    def _plain(self, text: str) -> str:
        """Simplified characters for as many of a text, the one that was asked for last."""
        if self._text[0] is not text:
            self._text = text, "".join(map(plain, text)).replace(LOST, "0")
        return self._text[1]

    def _unshown(self, begin: Reading, reading: Reading, first: list[Reading]) -> dict[int, _Place]:
        """Where a byte is not shown, so that another character may have stood there."""
        text, found = reading.text, {}
        if text[0] in {one.text for one in first}:
            others = [one.text for one in first if one.at == reading.steps[1]]
            firsts = tuple((char, NOT_STOP * ((char != "。") - (text[0] != "。"))) for char in others)
            found[0] = _Place(0, NOTHING, "", 0, firsts=firsts)
        for index in range(self._upto(reading)):
            at, char = reading.steps[index], text[index]
            if (
                self._steps.page[at : at + 1] in ORPHANS
                and at not in self._steps.marks
                and at != begin.at
                and char != LOST
            ):
                torn = self._steps.torn_before(at)
                found[index] = _Place(
                    code_of(char) >> 8, NOTHING, self._plain(text)[index + 1 : index + 3], SELDOM, torn=torn, alone=True
                )
        return found

    def _ways(self, place: _Place, state: State, most: float = inf) -> Ways:
        """What may stand in a place behind `state`; nothing if even the likeliest two characters cost so many bits."""
        language, asked = self._steps.language, (place, state[1], state[5])
        found = self._known.get(asked)
        if found is None:
            language.learn(self._steps.bare_page)
            self.work += LOOK
            before, found = state[0], [(0.0, *way) for way in place.firsts]
            if place.pairs:
                asked_for = place.lead, place.end, place.after, place.pairs, TWICE * place.twice
                for bits, chars in dropped_pairs(language, state, *asked_for, before + most - DROPPED):
                    shown = chars[place.torn : len(chars) - bool(place.end.syllable)]
                    if any(map(self._steps.always, shown)):
                        continue  # it would be annotated
                    extra = DROPPED  # as much for two: whatever the bytes make, a site drops it
                    found.append((bits - before + extra, chars, extra))
            if place.alone and (found or most == inf):
                others = language.cheapest(state, beginning(place.lead), place.after, PARTNERS)
                found += [(0.0, char, 0.0) for _, char in others]
            self._known[asked] = found
        return found

    def _end(self, at: int, sign: str, char: str) -> End:
        """What is shown of the character that is read at `at`."""
        mark, note = self._steps.marks.get(at), self._steps.marks.get(at + 1)
        if mark:
            return End(0, mark.syllable)
        if sign in ORPHANS:
            return NOTHING
        return End(code_of(char) & 0xFF, note.syllable if note and not note.orphan and sign.isascii() else "")

    def _with(self, reading: Reading, filled: Places, state: State, dearer: float, behind: float) -> Reading:
        """The reading with what was filled in; what stands behind it cost so many bits without."""
        text, steps, states, length, at = [], [], [], reading.border[1], 0
        for place, chars in filled:
            text += reading.text[at:place], chars
            states += (*reading.states[at:place], *[reading.states[place]] * len(chars))
            steps += (*reading.steps[at:place], *[reading.steps[place]] * len(chars))
            length += (len(chars) - 1) * (length > 0)
            at = place + 1
        out = reading._replace(
            cost=reading.cost + dearer,
            text="".join(text) + reading.text[at:],
            state=state,
            border=(reading.border[0], length),
            steps=(*steps, *reading.steps[at:]),
            states=(*states, *reading.states[at:]),
            guessed=reading.guessed or any(len(chars) > 1 for _, chars in filled),
            rivals=tuple(one for one in reading.rivals if one.upto <= filled[0][0]),
        )
        return out._replace(cost=out.cost + self._behind(out) - behind)


def _best(ways: list[_Way]) -> list[_Way]:
    """Those that are followed: of those that can only go on alike the cheapest, which remembers the others."""
    found: dict[tuple, _Way] = {}
    for way in ways:
        key = future(way.before)
        other = found.get(key)
        if other is not None:
            if other.cost < way.cost:
                way, other = other, way
            more = other.cost - way.cost
            histories = sorted((*way.histories, *((dearer + more, filled) for dearer, filled in other.histories)))
            way = way._replace(histories=tuple(histories[:HISTORIES]))
        found[key] = way
    best = sorted(found.values())[:BEAM]
    return [way for way in best if way.cost <= best[0].cost + TRAILING]


def _likeliest(ways: Ways, read: str) -> Iterator[tuple[str, float]]:
    """Those of the ways that are followed, by how much is filled in, beside the character that was read."""
    least: dict[int, float] = {}
    for bits, chars, extra in ways:
        if bits <= least.setdefault(len(chars), bits) + FOLLOWED and chars != read:
            yield chars, extra
