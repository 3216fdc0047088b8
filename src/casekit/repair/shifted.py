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

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from casekit.repair import gbk
from casekit.repair.likelihood import Language, State, commonest, edges, followers, word_bits

CONTEXT = 6  # characters looked at on both sides of a stretch
MARGIN = 26.0  # bits by which a reading may trail the best one and still be followed
NARROW = 12.0  # the same for the first character of a dropped pair
WIDTH = 16  # readings followed at once
FAR = 40  # characters within which a dropped pair is looked for if a stretch cannot be read without
KEPT = 8  # ways to fill in a dropped pair that are followed
FEW = 6  # readings that a dropped pair is looked for in
CLOSE = 8.0  # bits between the two best readings below which one looks closely
HOPELESS = 0.0  # bits gained below which a mark is taken as it stands
WORK = 12_000  # steps that one page may cost, beside half a step for each of its characters
ROUNDS = 4  # times that dropped pairs are looked for in one stretch
UNSTOPPED = 7.0  # bits of a line of running text that ends without a mark
LONG = 60  # characters of a line that is running text
NOT_STOP = 1.5  # bits: the character before a struck mark is not 。
BEFORE_NUMBER = 4.0  # bits: a character that seldom stands before a number
FOLDED = 1.5  # bits: a full-width form was folded to ASCII
DROPPED = 5.0  # bits: a user-defined pair was dropped
AGAIN = 1.0  # bits: and another behind it
ORPHAN = 2.0  # bits: a `?` stands for a byte without partner
VANISHED = 10.0  # bits: such a byte left no trace
UNREAD = 14.0  # bits: the pinyin does not belong to the character
RARE_READING = 4.0  # bits: it is not the usual one
NEW_ON_PAGE = 3.0  # bits: the character is annotated nowhere else on the page
ORPHANS = "?？\ufffd"
_PRIVATE = re.compile("[\ue000-\uf8ff]")
LOST = "□"  # stands for digits that were swallowed
# second byte of the full-width marks that the converter looks for
STRUCK = {form: byte for forms, byte in (("!！", 0xA1), ("?？", 0xBF), (",，", 0xAC), (";；", 0xBB), (":：", 0xBA)) for form in forms}


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


class Found(NamedTuple):
    """The stretch shown at ``start:end`` reads `text`; `gain` in bits over what stands there."""

    start: int
    end: int
    text: str
    gain: float
    lost: tuple[int, ...]


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
        self.page, self.marks, self.known = page, marks, known
        self.language = Language()
        self._learnt = self._vanished = self._twice = False
        # a site that shows the bracket behind a torn character swallows nothing
        self.swallowing = not any(mark.orphan and page[start + 1] in "(（" for start, mark in marks.items())
        self._torn_page = any(mark.orphan for mark in marks.values())
        self._work = WORK + len(page) // 2
        self.dropping = not shows_private(page)
        self.fixed: list[tuple[int, int, str]] = []
        self._pairs, self._codes = gbk.pairs(), gbk.codes()

    @property
    def exhausted(self) -> bool:
        """Has the page cost all the work it may?"""
        return self._work < 0

    def annotated(self, start: int) -> Found | None:
        """The stretch that begins at the torn annotation at `start`, or None if the bytes do not fit."""
        begin = self._begin(start)
        return self._search(begin, self._torn(begin, self.marks[start]))

    def struck(self, start: int) -> Found | None:
        """The stretch behind the mark at `start` (or behind its orphan byte ``?``), or None if it cannot be read."""
        begin = self._begin(start)
        return self._search(begin, self._behind_mark(begin))

    def _behind_mark(self, reading: Reading) -> list[Reading]:
        """Readings behind a mark (and its orphan byte ``?``), if its bytes were half of two characters."""
        out, start = [], reading.at
        for length in (1, 2):
            if length == 2 and self.page[start] not in ORPHANS:
                break
            second = STRUCK.get(self.page[start + length - 1 : start + length])
            if second is not None:
                # 。 is by far the commonest character that ends in A3
                chars = [char for _, char in gbk.by_trail(0xA3) if char != "。"]
                begins, before = edges()[0], reading.state[1][0]
                costs = {c: self.language.step(reading.state, c)[1][0] - before for c in chars}
                chars = sorted(chars, key=lambda c: min(costs[c], begins.get(_plain(c), 30.0)))[: WIDTH - 4]
                out.append(self._emit(reading, "。", start + length, second, second))
                out += [self._emit(reading, char, start + length, second, second, NOT_STOP) for char in chars]
        return out

    def _begin(self, start: int) -> Reading:
        line = self.page.rfind("\n", max(0, start - 300), start) + 1 or max(0, start - 300)
        before, at = [], line
        for begin, end, text in self.fixed:
            if begin >= line:
                before += [self._bare(at, begin), text]
                at = end
        before = "".join(before) + self._bare(at, start)
        state: State = ("", (0.0,), "", self.language.open_pairs(before))
        for char in before[-CONTEXT:]:
            state = self.language.step(state, char)
        tail, costs, mark, quoted = state
        state = (tail, tuple(cost - costs[0] for cost in costs), mark, quoted)
        last = self._codes.get(before[-1], ord(before[-1])) & 0xFF if before else 0
        return Reading(0.0, start, 0, 0, last, "", state, (0, 0), ())

    def _bare(self, start: int, end: int) -> str:
        """The shown text without its whole annotations."""
        out, at = [], start
        while at < end:
            mark = self.marks.get(at)
            if mark and mark.end <= end:
                at = mark.end
            else:
                out.append(self.page[at])
                at += 1
        return "".join(out)

    def _search(self, begin: Reading, first: list[Reading]) -> Found | None:
        done = self._follow(first)
        if not self._likely_damaged(begin.at) and (not done or self._gain(begin, done[0]) < HOPELESS):
            return None
        weak = self._weak(begin, done[0][1]) if done else range(begin.at, begin.at + FAR)
        if first and (weak or done[1:] and done[1][0] < done[0][0] + CLOSE):
            done = self._closely(begin, first, done, weak)
        if not done:
            return None
        best = done[0][1]
        stop, length = best.border if best.border[0] else (best.at, len(best.text))
        return Found(begin.at, stop, best.text[:length], self._gain(begin, done[0]), best.lost)

    def _gain(self, begin: Reading, done: tuple[float, Reading]) -> float:
        """Bits by which a reading is cheaper than what stands there."""
        cost, reading = done
        return self.language.bits(self._bare(begin.at, reading.at), begin.state) - cost

    def _likely_damaged(self, at: int) -> bool:
        """Is there more than the text itself that speaks for damage here: pinyin, or ``?！`` in two widths?"""
        if at in self.marks:
            return True
        sign, following = self.page[at : at + 1], self.page[at + 1 : at + 2]
        return following in STRUCK and sign == "?" and (following > "~" or self._torn_page)

    def _closely(self, begin: Reading, first: list[Reading], done: list, weak: Iterable[int]) -> list:
        """The search again, with the words of the page, bytes that left no trace, and pairs dropped at the weak places."""
        if not self._learnt:
            self.language.learn(self.page)
            self._learnt = True
        vanished = not done
        done = self._follow(first, vanished=vanished)
        for number in range(ROUNDS):
            self._twice = number > 0
            places = frozenset(weak) if self.dropping else frozenset()
            better = self._follow(first, places, vanished=vanished) if places else []
            if not better or (done and better[0][0] >= done[0][0]):
                if self._twice:
                    break
                continue
            done = better
            weak = self._weak(begin, done[0][1])
        return done

    def _weak(self, begin: Reading, reading: Reading) -> set[int]:
        """Shown offsets at which the reading became odd, so that a pair may have been dropped there."""
        inside = reading.border[1] or len(reading.text)
        odd = self.language.strangers(begin.state[0] + reading.text)
        places = set(reading.drops)
        if self._unstopped(reading):
            odd = [*odd, len(begin.state[0] + reading.text) - 1]
        for index in (at - len(begin.state[0]) for at in odd):
            for near in (index - 1, index, index + 1):
                if 0 <= near < inside:
                    places.add(reading.steps[near])
        return places

    def _follow(self, first: list[Reading], drops: frozenset[int] = frozenset(), *, vanished: bool = False) -> list[tuple[float, Reading]]:
        """Readings that reached a border and went on from there for a while, with their costs, cheapest first."""
        self._vanished = vanished
        front: dict[int, list[Reading]] = {}
        for reading in first:
            front.setdefault(reading.at, []).append(reading)
        while front:
            at = min(front)
            readings = self._best(front.pop(at))
            self._work -= len(readings)
            if self._work < 0:
                return []
            if self._ended(at):
                ends = [end for r in readings for end in (self._partners(r, at, VANISHED, -1)[:1] if r.waits else [r])]
                return sorted((end.cost + self._closing(end), end) for end in ends)[:4]
            if not front and all(not r.waits and at - r.border[0] >= CONTEXT for r in readings):
                return [(reading.cost, reading) for reading in readings[:4]]
            for rank, reading in enumerate(readings):
                following = self._advance(reading)
                if at in drops and reading.pending and rank < FEW:
                    following += self._dropping(reading)
                for one in following:
                    front.setdefault(one.at, []).append(one)
        return []

    def _closing(self, reading: Reading) -> float:
        """Bits for a line that ends where `reading` does."""
        if self.page[reading.at : reading.at + 1] not in ("\n", ""):
            return 0.0
        return self.language.ending(reading.state) + (UNSTOPPED if self._unstopped(reading) else 0.0)

    def _unstopped(self, reading: Reading) -> bool:
        """Does a line of running text end without a full stop?"""
        if self.page[reading.at : reading.at + 1] != "\n" or "一" > reading.text[-1:]:
            return False
        return reading.at - self.page.rfind("\n", 0, reading.at) > LONG and "，" in self.page[max(0, reading.at - 80) : reading.at]

    def _ended(self, at: int) -> bool:
        """Does the line, or the run of characters that GBK knows, end here?"""
        if at >= len(self.page):
            return True
        char = self.page[at]
        return char == "\n" or not (char in self._codes or char.isascii() or char in ORPHANS)

    @staticmethod
    def _best(readings: list[Reading]) -> list[Reading]:
        """The cheapest readings, one of each kind that can still go different ways."""
        seen: dict[tuple, Reading] = {}
        for reading in sorted(readings):
            seen.setdefault((reading.pending, reading.gap, reading.state[0], reading.state[2:], reading.border[0]), reading)
        best = list(seen.values())[:WIDTH]
        return [reading for reading in best if reading.cost <= best[0].cost + MARGIN]

    def _emit(self, reading: Reading, char: str, at: int, pending: int, last: int, extra: float = 0.0) -> Reading:
        """`reading` with one character more; ``pending=0`` puts it on a border."""
        state = self.language.step(reading.state, char)
        text = reading.text + char
        border = (0, 0) if pending else reading.border if reading.border[0] else (at, len(text))
        cost = reading.cost + state[1][0] - reading.state[1][0] + extra
        return Reading(cost, at, pending, 0, last, text, state, border, reading.lost, (*reading.steps, reading.at), reading.drops)

    def _torn(self, reading: Reading, mark: Mark) -> list[Reading]:
        """Readings behind a torn annotation: its character gives the hidden byte."""
        out = []
        lead = reading.pending or reading.last
        for trail, is_main in gbk.by_lead(lead, mark.syllable):
            char = self._pairs[lead << 8 | trail]
            extra = (0.0 if is_main else RARE_READING) + (0.0 if char in self.known else NEW_ON_PAGE)
            if reading.pending:
                out.append(self._emit(reading, char, mark.end, 0, trail, extra))
            elif trail >= 0x81:
                out.append(reading._replace(cost=reading.cost + extra, at=mark.end, pending=trail, last=trail, border=(0, 0)))
        for lead in gbk.unassigned()[reading.gap] if reading.gap else ():
            for trail, is_main in gbk.by_lead(lead, mark.syllable):
                char = self._pairs[lead << 8 | trail]
                extra = (0.0 if is_main else RARE_READING) + (0.0 if char in self.known else NEW_ON_PAGE)
                out.append(self._emit(reading, char, mark.end, 0, trail, extra))
        return out

    def _advance(self, reading: Reading) -> list[Reading]:
        """All ways to read the next shown character."""
        at = reading.at
        mark = self.marks.get(at)
        if mark:
            if mark.orphan:
                return self._torn(reading, mark)
            hidden = [r._replace(cost=r.cost + VANISHED) for r in self._torn(reading, mark)] if reading.waits else []
            return [self._whole(reading, mark), *hidden]
        char = self.page[at]
        code = self._codes.get(char)
        if not reading.waits:
            here = [self._emit(reading, char, at + 1, 0, (code or ord(char)) & 0xFF)]
            again = char in ORPHANS and self.page[at + 1 : at + 2] in STRUCK
            return here + [r._replace(border=(0, 0)) for r in self._behind_mark(reading)] if again else here
        out: list[Reading] = []
        if code is not None:
            out += self._pair(reading, code >> 8, code & 0xFF, at + 1, 0.0)
            if code >> 8 == 0xA3:  # a full-width form may have been ASCII
                out += self._close(reading, (code & 0xFF) - 0x80, at + 1, FOLDED)
        elif "!" <= char <= "~":
            out += self._pair(reading, 0xA3, ord(char) + 0x80, at + 1, FOLDED)
            out += self._close(reading, ord(char), at + 1, 0.0)
        if char in ORPHANS:
            out += self._partners(reading, at + 1, ORPHAN, at)
        elif self._vanished and (char in gbk.MARKS or char in STRUCK or char == " "):
            out += self._partners(reading, at, VANISHED, -1)[:2]
        return out

    def _dropping(self, reading: Reading) -> list[Reading]:
        """The cheapest ways to read the next shown character if one pair (later: two) was dropped before it."""
        char = self.page[reading.at]
        code = self._codes.get(char)
        ways = []  # first byte, waiting byte, bits
        if reading.at not in self.marks:
            if code is not None and code & 0xFF >= 0x81:
                ways.append((code >> 8, code & 0xFF, 0.0))
            elif "!" <= char <= "~" and char not in ORPHANS:
                ways += [(0xA3, ord(char) + 0x80, FOLDED), (ord(char), 0, 0.0)]
        if not ways:
            return sorted(following for head in self._dropped(reading)[:4] for following in self._advance(head))[:KEPT]
        step, at, found = self.language.step, reading.at, []
        soon, begins = [], edges()[0]  # as cheap as the word that the last character may begin
        for first, waiting, extra in ways:
            for chars in _dropped_chars(reading.pending, first):
                state = reading.state
                for one in chars:
                    before, state = state, step(state, one)
                found.append((state[1][0] + extra, chars, first, waiting))
                soon.append((before[1][0] + begins.get(_plain(chars[-1]), 30.0) + extra, chars, first, waiting))
            if self._twice:
                for chars in _dropped_twice(reading.pending, first):
                    state = reading.state
                    for one in chars:
                        state = step(state, one)
                    found.append((state[1][0] + extra + AGAIN, chars, first, waiting))
        out = []
        chosen = {(chars, first, waiting) for _, chars, first, waiting in sorted(found)[:KEPT] + sorted(soon)[:KEPT]}
        for cost, chars, first, waiting in found:
            if (chars, first, waiting) not in chosen:
                continue
            one = reading
            for inner in chars[:-1]:
                one = self._emit(one, inner, at, 1, 0)
            one = self._emit(one, chars[-1], at + 1, waiting, waiting or first)
            total = reading.cost + cost - reading.state[1][0] + DROPPED
            out.append(one._replace(cost=total, drops=(*reading.drops, at)))
        return out

    def _whole(self, reading: Reading, mark: Mark) -> Reading:
        """Step over a whole annotation; it must belong to the two bytes before it."""
        char = reading.text[-1:]
        if reading.pending:
            char = self._pairs.get((self._codes.get(char, 0) & 0xFF) << 8 | reading.pending, "")
        fits = not char or gbk.reads(char, mark.syllable)
        border = (mark.end, reading.border[1]) if reading.border[0] == reading.at else reading.border
        return reading._replace(cost=reading.cost + (0.0 if fits else UNREAD), at=mark.end, border=border)

    def _leads(self, reading: Reading, trail: int) -> list[str]:
        """Characters that the waiting byte makes with `trail`."""
        if reading.gap:
            free = gbk.unassigned()[reading.gap]
            return [char for lead, char in gbk.by_trail(trail) if lead in free]
        char = self._pairs.get(reading.pending << 8 | trail)
        return [char] if char is not None else []

    def _pair(self, reading: Reading, first: int, second: int, at: int, extra: float) -> list[Reading]:
        """The waiting byte takes the first byte of a shown pair, the second byte waits."""
        if second < 0x81:  # then it would have stood alone
            return []
        return self._each(reading, self._leads(reading, first), at, second, second, extra)

    def _close(self, reading: Reading, byte: int, at: int, extra: float) -> list[Reading]:
        """The waiting byte takes an ASCII byte: the stretch ends here."""
        return self._each(reading, self._leads(reading, byte), at, 0, byte, extra)

    def _each(self, reading: Reading, chars: list[str], at: int, pending: int, last: int, extra: float) -> list[Reading]:
        """`reading` with each of `chars`, the five cheapest."""
        if len(chars) > 5:
            step, state = self.language.step, reading.state
            chars = [char for _, char in sorted((step(state, char)[1][0], char) for char in chars)[:5]]
        return [self._emit(reading, char, at, pending, last, extra) for char in chars]

    def _partners(self, reading: Reading, at: int, extra: float, lost: int) -> list[Reading]:
        """The waiting byte takes a byte that is not shown: the stretch ends here."""
        if reading.gap:  # neither byte is known: what often follows
            free, codes = gbk.unassigned()[reading.gap], self._codes
            usual = dict.fromkeys((*followers().get(reading.state[0][-1:], ()), *commonest()))
            chars = [char for char in usual if codes.get(char, 0) >> 8 in free]
        else:
            chars = [char for _, char in gbk.row(reading.pending)]
        step, state = self.language.step, reading.state
        best = sorted((step(state, char)[1][0], char) for char in chars)[:6]
        out = [self._emit(reading, char, at, 0, self._codes[char] & 0xFF, extra) for _, char in best]
        if lost < 0 or not self._swallows(at):
            return out
        whole = self._pairs.get(reading.pending << 8 | 0x80)  # 80 stands alone before any byte
        complete = [self._emit(reading, whole, at, 0, 0x80, extra)] if whole else []
        return [*(self._swallowed(one, lost) for one in out if one.last != 0x80), *complete]

    def _swallows(self, at: int) -> bool:
        """Has the ``?`` before `at` swallowed a digit? A byte stays without partner only before ASCII."""
        following = self.page[at : at + 1]
        return self.swallowing and (following.isdigit() or "一" <= following <= "\u9fff")

    def _swallowed(self, reading: Reading, lost: int) -> Reading:
        """`reading` with the sign for a lost digit behind it."""
        state = self.language.step(reading.state, "0")
        text = reading.text + LOST
        cost = reading.cost + state[1][0] - reading.state[1][0] + (BEFORE_NUMBER if reading.text[-1] in "的地了“《" else 0.0)
        border = (reading.at, len(text))
        return reading._replace(cost=cost, text=text, state=state, border=border, lost=(*reading.lost, lost), steps=(*reading.steps, lost))

    def _dropped(self, reading: Reading) -> list[Reading]:
        """A pair of a user-defined zone was dropped here: the waiting byte took its first, its second waits."""
        step, state = self.language.step, reading.state
        heads = []
        for zone, chars in self._zones(reading):
            heads += [(step(state, char)[1][0], char, zone) for char in chars]
        heads.sort()
        return [
            self._emit(reading, char, reading.at, 1, 0, DROPPED)._replace(pending=0, gap=zone, drops=(*reading.drops, reading.at))
            for cost, char, zone in heads[:8]
            if cost <= heads[0][0] + NARROW
        ]

    def _zones(self, reading: Reading) -> list[tuple[int, list[str]]]:
        """Everyday characters the waiting byte makes with the first byte of a dropped pair, by that byte."""
        if not reading.gap:
            return [(trail, [char]) for trail, char in gbk.row(reading.pending) if trail in gbk.unassigned()]
        free = gbk.unassigned()[reading.gap]
        return [(zone, [char for lead, char in gbk.by_trail(zone) if lead in free]) for zone in gbk.unassigned()]


def _rank(chars: str) -> float:
    """Bits of the cheapest way in which `chars` can be part of words, whatever stands around them."""
    begins, ends = edges()
    words = word_bits()
    best = words.get(chars, 99.0)
    for cut in range(1, len(chars)):
        left, right = chars[:cut], chars[cut:]
        head = ends.get(left, 30.0) if cut == 1 else words.get(left, 30.0)
        tail = begins.get(right, 30.0) if len(right) == 1 else words.get(right, 30.0)
        best = min(best, head + tail)
    return best


def _plain(char: str) -> str:
    return gbk.simplified().get(char, char)


@lru_cache(maxsize=4096)
def _dropped_chars(lead: int, trail: int) -> tuple[str, ...]:
    """Likely two characters of which only the first byte of one and the second byte of the other are left."""
    found = []
    for zone, free in gbk.unassigned().items():
        for second, head in gbk.row(lead):
            if second == zone:
                found += [(_rank(_plain(head) + _plain(tail)), head + tail) for other, tail in gbk.by_trail(trail) if other in free]
    return tuple(chars for _, chars in sorted(found)[:60])


@lru_cache(maxsize=4096)
def _dropped_twice(lead: int, trail: int) -> tuple[str, ...]:
    """Likely three characters of which only the first byte and the last byte are left."""
    found: dict[str, float] = {}
    ends, codes = edges()[1], gbk.codes()
    for zone, free in gbk.unassigned().items():
        for pair in _dropped_chars(lead, zone)[:12]:
            for other, tail in gbk.by_trail(trail):
                if other in free:
                    found[pair + tail] = _rank(_plain(pair[0]) + _plain(pair[1]) + _plain(tail))
        for second, head in gbk.row(lead):
            if second == zone:
                for word, bits in _torn_words(trail):
                    if codes[word[0]] >> 8 in free:
                        found.setdefault(head + word, ends.get(_plain(head), 30.0) + bits)
    return tuple(sorted(found, key=found.__getitem__)[:200])


@lru_cache(maxsize=256)
def _torn_words(trail: int) -> tuple[tuple[str, float], ...]:
    """Words of two characters between which a pair of a user-defined zone lies, by the last byte."""
    words, out = word_bits(), []
    for zone, free in gbk.unassigned().items():
        for _, head in gbk.by_trail(zone):
            for lead, tail in gbk.by_trail(trail):
                if lead in free:
                    bits = words.get(_plain(head) + _plain(tail))
                    if bits is not None:
                        out.append((head + tail, bits))
    return tuple(out)


def shows_private(page: str) -> bool:
    """Does the page show characters of the user-defined zones, so that its site drops none?"""
    return _PRIVATE.search(page) is not None
