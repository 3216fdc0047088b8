"""One step of reading damaged text: all the ways in which the next shown character can be read.

A reading (:class:`~casekit.repair.readings.Reading`) reaches up to some place of the shown text. :class:`Steps` continues
it over the next shown character, annotation or mark, byte by byte, and says what each way costs in bits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from casekit.repair import gbk
from casekit.repair.lexicon import begun
from casekit.repair.likelihood import State
from casekit.repair.orphans import Orphans
from casekit.repair.readings import ORPHANS, STRUCK, Mark, Reading

_AT_ONCE = 100  # characters
_PLAIN = re.compile("[一-龥。、“”《》]+")  # neither folded nor struck nor shown for a lost byte
NOT_STOP = 2.0  # bits: the character before a struck mark is not 。
FOLDED = 1.5  # bits: a full-width form was folded to ASCII
ORPHAN = 2.0  # bits: a `?` stands for a byte without partner
VANISHED = 10.0  # bits: such a byte left no trace
UNREAD = 14.0  # bits: the pinyin does not belong to the character
RARE_READING = 4.0  # bits: it is not the usual one
UNUSUAL = 8.0  # bits: the annotated character is in no everyday use
NEW_ON_PAGE = 3.0  # bits: the character is annotated nowhere else on the page
CONTEXT = 6  # characters looked at on both sides of a stretch
BLANK = 0xA1A1  # the bytes of a wide blank
NO_CHARACTER = 0xF0000  # a pair of bytes that is none is read as one of plane 15
FIRSTS = 4  # characters before a struck mark that are followed


@cache
def _before_stroke() -> tuple[str, ...]:
    """Characters that end in A3."""
    return tuple(char for _, char in gbk.by_trail(0xA3))


@cache
def _codes_read() -> dict[str, int]:
    """The bytes that a character is read from: not those of the forms that other converters show."""
    return {char: code for code, char in gbk.pairs().items()}


def code_of(char: str) -> int:
    """The two bytes of a character that was read."""
    return ord(char) - NO_CHARACTER if ord(char) >= NO_CHARACTER else _codes_read().get(char, 0)


@lru_cache(maxsize=8192)
def _unfinished(tail: str) -> int:
    """How many of the last characters words may go on from."""
    return max((length for length in range(2, len(tail) + 1) if tail[-length:] in begun()), default=1)


def future(state: State) -> tuple:
    """All of a state that what follows it depends on: two states that are alike in this go on alike."""
    _, tail, costs, mark, quoted, key = state
    length = _unfinished(tail) if tail else 0
    ahead = [round(bits - costs[0], 2) for bits in costs[1 : length + 1]]
    return key, mark, quoted, tail[-length:] if length > 1 else "", *ahead


def unread(lead: int, trail: int) -> str:
    """What a pair that is no character is read as."""
    return chr(NO_CHARACTER + (lead << 8 | trail))


def is_unread(text: str) -> bool:
    """Does a reading hold pairs that are no characters?"""
    return not text.isprintable() and max(text) >= chr(NO_CHARACTER)


class Steps(Orphans):
    """The ways to go on from a reading of one page in `script`; `known` are the characters that are annotated on it.

    Attributes
    ----------
    vanished : bool
        May a byte without partner have left no trace?
    tolerant : bool
        May pairs be read that are no characters, because others may have stood in their place?
    """

    def __init__(self, page: str, marks: Mapping[int, Mark], known: frozenset[str] = frozenset(), script: str = ""):
        super().__init__(page, marks, script)
        self.known = known
        self.vanished = self.tolerant = False

    def begin(self, start: int) -> Reading:
        """The reading that begins at `start`, on a border."""
        before = self.before(start)
        state = self.language.begin(before, CONTEXT)
        last = self._codes.get(before[-1], ord(before[-1]) + 0x80) & 0xFF if before else 0
        return Reading(0.0, start, 0, last, "", state, (0, 0), ())

    def behind_mark(self, reading: Reading) -> list[Reading]:
        """Readings behind a mark (and its orphan byte ``?``), if its bytes were half of two characters."""
        at = reading.at
        at += self.page[at] in ORPHANS and self.page[at + 1 : at + 2] in STRUCK
        second = STRUCK.get(self.page[at])
        if second is None:
            return []
        after = self._following(at + 1, second)
        ways = self.language.cheapest(reading.state, _before_stroke(), after, FIRSTS)
        chars = dict.fromkeys(("。", *self.likely(ways)))
        return [self.emit(reading, char, at + 1, second, second, NOT_STOP * (char != "。")) for char in chars]

    def torn(self, reading: Reading, mark: Mark) -> list[Reading]:
        """Readings behind a torn annotation: its character gives the hidden byte."""
        out = []
        lead = reading.pending or reading.last
        for trail, is_main in gbk.by_lead(lead, mark.syllable):
            char = self._pairs[lead << 8 | trail]
            extra = (0.0 if is_main else RARE_READING) + (0.0 if char in self.known else NEW_ON_PAGE)
            extra += 0.0 if char in self.known or char in gbk.common() else UNUSUAL
            if reading.pending:
                out.append(self.emit(reading, char, mark.end, 0, trail, extra))
            elif trail >= 0x81:
                out.append(
                    reading._replace(cost=reading.cost + extra, at=mark.end, pending=trail, last=trail, border=(0, 0))
                )
        if reading.pending and self.tolerant and not out:
            out.append(self.emit(reading, unread(reading.pending, 0), mark.end, 0, 0))
        return out

    def advance(self, reading: Reading) -> list[Reading]:
        """All ways to read the next shown character."""
        at, pending = reading.at, reading.pending
        mark = self.marks.get(at)
        if mark:
            if mark.orphan:
                return self.torn(reading, mark)
            hidden = [r._replace(cost=r.cost + VANISHED) for r in self.torn(reading, mark)] if pending else []
            return [self.whole(reading, mark), *hidden]
        char = self.page[at]
        code = self._codes.get(char)
        if not pending:
            here = [self.emit(reading, char, at + 1, 0, (code or ord(char) + 0x80) & 0xFF)]
            again = char in ORPHANS and self.page[at + 1 : at + 2] in STRUCK
            return here + [r._replace(border=(0, 0)) for r in self.behind_mark(reading)] if again else here
        if code is not None:
            out = self.pair(reading, code >> 8, code & 0xFF, at + 1, 0.0)
            if code >> 8 == 0xA3:  # a full-width form may have been ASCII
                out += self.close(reading, (code & 0xFF) - 0x80, at + 1, FOLDED)
        elif "!" <= char <= "~":
            out = self.pair(reading, 0xA3, ord(char) + 0x80, at + 1, FOLDED)
            out += self.close(reading, ord(char), at + 1, 0.0)
        elif char == " " and pending == BLANK >> 8:  # of two wide blanks, tidied up
            out = self.pair(reading, BLANK >> 8, BLANK & 0xFF, at + 1, FOLDED)
        else:
            out = []
        if char in ORPHANS:
            out += self.partners(reading, at + 1, ORPHAN, at)
        elif self.vanished and (char in gbk.MARKS or char in STRUCK or char == " "):
            out += self.partners(reading, at, VANISHED, -1)[:2]
        return out

    def leap(self, reading: Reading) -> Reading | None:
        """The reading over all that follows and can be read in one way only, or None if nothing can."""
        at, pending, text, state, last = reading.at, reading.pending, reading.text, reading.state, reading.last
        match = _PLAIN.match(self.page, at, at + (_AT_ONCE if pending else CONTEXT - at + reading.border[0]))
        if match is None or not pending and not reading.border[0]:
            return None
        states = []
        for char in match[0]:
            code, read, following = self._codes[char], char, 0
            if pending:
                read, following = self._pairs.get(pending << 8 | code >> 8, ""), code & 0xFF
            if at in self.marks or not read or pending and following < 0x81:
                break
            states.append(state)
            state, text, pending, last, at = (
                self.language.step(state, read),
                text + read,
                following,
                code & 0xFF,
                at + 1,
            )
        if at == reading.at:
            return None
        cost, border, lost = reading.cost + state[0] - reading.state[0], reading.border, reading.lost
        path = (*reading.steps, *range(reading.at, at)), (*reading.states, *states)
        columns = cost, at, pending, last, text, state, border, lost, *path, reading.guessed, reading.rivals
        return tuple.__new__(Reading, columns)

    def whole(self, reading: Reading, mark: Mark) -> Reading:
        """Step over a whole annotation; it must belong to the two bytes before it."""
        char = reading.text[-1:]
        if reading.pending:
            char = self._pairs.get((self._codes.get(char, 0) & 0xFF) << 8 | reading.pending, "")
        fits = not char or is_unread(char) or gbk.reads(char, mark.syllable)
        border = (mark.end, reading.border[1]) if reading.border[0] == reading.at else reading.border
        return reading._replace(cost=reading.cost + (0.0 if fits else UNREAD), at=mark.end, border=border)

    def pair(self, reading: Reading, first: int, second: int, at: int, extra: float) -> list[Reading]:
        """The waiting byte takes the first byte of a shown pair, the second byte waits."""
        if second < 0x81:  # then it would have stood alone
            return []
        return self.taken(reading, first, at, second, second, extra)

    def close(self, reading: Reading, byte: int, at: int, extra: float) -> list[Reading]:
        """The waiting byte takes an ASCII byte: the stretch ends here."""
        return self.taken(reading, byte, at, 0, byte, extra)

    def taken(self, reading: Reading, trail: int, at: int, pending: int, last: int, extra: float) -> list[Reading]:
        """`reading` with the character that the waiting byte makes with `trail`, if there is one."""
        char = self._pairs.get(reading.pending << 8 | trail)
        if char is None:
            if not self.tolerant or extra or trail < 0x40:
                return []
            char = unread(reading.pending, trail)
        return [self.emit(reading, char, at, pending, last, extra)]
