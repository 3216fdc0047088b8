"""Stretches read one byte off: rebuild the bytes, and read them again.

**Why it happens.** The converter replaces byte pairs and knows no character borders. Where the pair it looks for lies
across two characters, an annotation is set between their bytes; where it looks for ！ (A3 A1) or ？ (A3 BF) and finds
them across two characters (。“ is A1 A3 A1 B0), a byte gets lost. What follows is read one byte off, up to a byte that
stands alone.

**How it is undone.** The shown text is turned into GBK bytes again. Behind a torn annotation ``?shù)`` the byte that
was lost is the trail byte of the annotated character, whose lead byte is the byte before; so the stream is known.
Inside the stretch four things are not, and are searched: full-width forms that were folded to ASCII, bytes without a
partner (``?``), pairs of the user-defined zones that the site dropped, and the byte lost before a mark. The cheapest
reading in bits (:mod:`casekit.repair.likelihood`) wins; a stretch without pinyin only if it is clearly cheaper than
what stands there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from casekit.repair import gbk
from casekit.repair.likelihood import START, Language, State

CONTEXT = 6  # characters looked at behind a stretch before the decision
MARGIN = 28.0  # bits by which a reading may trail the best one and still be followed
WIDTH = 24  # readings followed at once
FOLDED = 1.5  # bits: a full-width form was folded to ASCII
DROPPED = 6.0  # bits: a user-defined pair was dropped
ORPHAN = 3.0  # bits: a `?` stands for a byte without partner
VANISHED = 9.0  # bits: such a byte left no trace
UNREAD = 14.0  # bits: the pinyin does not belong to the character
RARE_READING = 4.0
NEW_ON_PAGE = 2.0  # bits: the annotated character is annotated nowhere else on the page
STRANGE = 8.0  # bits above which a character makes one think of a dropped pair
ORPHANS = "?？\ufffd"
_MARK_TRAIL = {"!": 0xA1, "！": 0xA1, "?": 0xBF, "？": 0xBF}


class Mark(NamedTuple):
    """An annotation in the shown text: where it ends, its pinyin, and whether its ``?`` hides a byte."""

    end: int
    syllable: str
    orphan: bool


class Reading(NamedTuple):
    """One way to read the text up to `at`."""

    cost: float
    at: int
    pending: int  # lead byte that waits for its partner; 0 where the reading is on a border
    last: int  # the byte before
    text: str
    state: State
    synced: tuple[int, int, float]  # shown offset, length of `text` and cost where a border was last reached
    lost: tuple[int, ...]  # shown offsets of `?` that may have swallowed something


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
        self.language = Language(page)
        self._pairs, self._codes = gbk.pairs(), gbk.codes()

    def annotated(self, start: int) -> Found | None:
        """The stretch that begins at the torn annotation at `start`."""
        return self._search(start, self._begin(start), None)

    def struck(self, start: int) -> Found | None:
        """The stretch behind the mark ！ or ？ at `start` (its orphan byte before it, if one is shown)."""
        literal = self._begin(start)
        readings = []
        for length in (1, 2):
            sign = self.page[start + length - 1 : start + length]
            if (length == 2 and self.page[start] not in ORPHANS) or sign not in _MARK_TRAIL:
                continue
            pending = _MARK_TRAIL[sign]
            for lead, char in gbk.by_trail(0xA3):
                readings.append(self._emit(literal, char, start + length, pending, pending, 2.0))
            readings.append(self._emit(literal, "。", start + length, pending, pending, 2.0))
        if not readings:
            return None
        return self._search(start, literal, sorted(readings)[:WIDTH])

    def _begin(self, start: int) -> Reading:
        line = self.page.rfind("\n", 0, start) + 1
        before = self._clean(max(line, start - 8), start)
        state = START
        for char in before:
            state = self.language.step(state, char)
        last = self._codes.get(before[-1], ord(before[-1]) & 0xFF) & 0xFF if before else 0
        return Reading(0.0, start, 0, last, "", State(state.tail, tuple(c - state.costs[0] for c in state.costs)), (start, 0, 0.0), ())

    def _clean(self, start: int, end: int) -> str:
        out, at = [], start
        while at < end:
            mark = self.marks.get(at)
            if mark and not mark.orphan and mark.end <= end:
                at = mark.end
                continue
            out.append(self.page[at])
            at += 1
        text = "".join(out)
        cut = text.rfind(")")
        return text[cut + 1 :] if cut >= 0 and len(text) - cut > 1 else text

    def _search(self, start: int, literal: Reading, first: list[Reading] | None) -> Found | None:
        page, found, standing = self.page, [], []
        front: dict[int, list[Reading]] = {}
        for reading in first if first is not None else self._from_mark(literal):
            front.setdefault(reading.at, []).append(reading)
        if not front:
            return None
        best_done = float("inf")
        furthest = 0
        while front:
            at = min(front)
            readings = self._prune(front.pop(at))
            floor = readings[0].cost
            for reading in readings:
                if reading.cost > floor + MARGIN:
                    break
                ended = at >= len(page) or page[at] == "\n" or page[at] not in self._codes and page[at] not in ORPHANS and not page[at].isascii()
                if not reading.pending and (ended or at - reading.synced[0] >= CONTEXT):
                    found.append(reading)
                    best_done = min(best_done, reading.cost)
                    furthest = max(furthest, at)
                    continue
                if ended:
                    found += self._vanish(reading)
                    furthest = max(furthest, at)
                    continue
                for following in self._advance(reading):
                    front.setdefault(following.at, []).append(following)
            if found and not any(r.pending for rs in front.values() for r in rs):
                pass
        del standing, best_done
        if not found:
            return None
        end = max(r.at for r in found)
        scored = []
        for reading in found:
            state, cost = reading.state, reading.cost
            tail = page[reading.at : end]
            cost += self.language.bits(self._clean(reading.at, end), state) if tail else 0.0
            scored.append((cost, reading))
        cost, best = min(scored, key=lambda pair: pair[0])
        shown = self.language.bits(page[start:end], literal.state)
        stop, length, _ = best.synced
        return Found(start, stop, best.text[:length], shown - cost, best.lost)

    @staticmethod
    def _prune(readings: list[Reading]) -> list[Reading]:
        seen: dict[tuple, Reading] = {}
        for reading in sorted(readings, key=lambda r: r.cost):
            seen.setdefault((reading.pending, reading.last, reading.state.tail, reading.synced[0]), reading)
        return list(seen.values())[:WIDTH]

    def _emit(self, reading: Reading, char: str, at: int, pending: int, last: int, extra: float = 0.0, lost: int = -1) -> Reading:
        state = self.language.step(reading.state, char)
        text = reading.text + char
        cost = reading.cost + state.costs[0] - reading.state.costs[0] + extra
        synced = reading.synced if pending or not reading.pending and at - 1 > reading.synced[0] and reading.synced[1] else (at, len(text), cost)
        swallowed = (*reading.lost, lost) if lost >= 0 else reading.lost
        return Reading(cost, at, pending, last, text, state, synced, swallowed)

    def _from_mark(self, reading: Reading) -> list[Reading]:
        """Readings behind the annotation that stands at ``reading.at``."""
        mark = self.marks[reading.at]
        lead = reading.pending or reading.last
        if not mark.orphan or lead < 0x81:
            return []
        out = []
        for trail, is_main in gbk.by_lead(lead, mark.syllable):
            char = self._pairs[lead << 8 | trail]
            extra = (0.0 if is_main else RARE_READING) + (0.0 if char in self.known else NEW_ON_PAGE)
            if reading.pending:
                out.append(self._emit(reading, char, mark.end, 0, trail, extra))
            elif trail >= 0x81:
                out.append(reading._replace(cost=reading.cost + extra, at=mark.end, pending=trail, last=trail))
        return out

    def _advance(self, reading: Reading) -> list[Reading]:
        page, at = self.page, reading.at
        mark = self.marks.get(at)
        if mark:
            out = self._from_mark(reading) if mark.orphan else [self._pass(reading, mark)]
            if out:
                return out
        char = page[at]
        code = self._codes.get(char)
        if not reading.pending:
            return [self._emit(reading, char, at + 1, 0, (code or ord(char)) & 0xFF)]
        out = []
        lead = reading.pending
        if code is not None:
            out += self._pair(reading, code, at + 1, 0.0)
            if code >> 8 == 0xA3 and 0x40 <= (code & 0xFF) - 0x80 < 0x7F:
                out += self._close(reading, (code & 0xFF) - 0x80, at + 1, FOLDED)
        elif "!" <= char <= "~":
            out += self._pair(reading, 0xA380 + ord(char), at + 1, FOLDED)
            out += self._close(reading, ord(char), at + 1, 0.0)
        if char in ORPHANS or (code is not None and code >> 8 == 0xA3):
            # a byte without partner; with `?` it is shown, before a mark it may have left no trace
            shown = char in ORPHANS
            ends = sorted(
                self._emit(reading, self._pairs[lead << 8 | trail], at + shown, 0, trail, ORPHAN if shown else VANISHED, at if shown else -1)
                for trail in range(0x40, 0xFF)
                if (lead << 8 | trail) in self._pairs
            )
            out += ends[:6]
        return out

    def _pass(self, reading: Reading, mark: Mark) -> Reading:
        """Step over a whole annotation, which must belong to the two bytes before it."""
        char = reading.text[-1:]
        if reading.pending:
            before = self._codes.get(char, 0) & 0xFF
            char = self._pairs.get(before << 8 | reading.pending, "")
        fits = not char or gbk.reads(char, mark.syllable)
        synced = (mark.end, len(reading.text), reading.cost) if reading.synced[0] == reading.at else reading.synced
        return reading._replace(cost=reading.cost + (0.0 if fits else UNREAD), at=mark.end, synced=synced)

    def _pair(self, reading: Reading, code: int, at: int, extra: float) -> list[Reading]:
        """The waiting byte and the first byte of a shown pair make a character; the second byte waits."""
        lead, first, second = reading.pending, code >> 8, code & 0xFF
        char = self._pairs.get(lead << 8 | first)
        out = []
        if char is not None:
            straight = self._emit(reading, char, at, second if second >= 0x81 else 0, second, extra)
            if second < 0x81:
                # the second byte is ASCII by itself: it was never shown as part of a pair
                straight = None
            if straight is not None:
                out.append(straight)
                if straight.cost - reading.cost < STRANGE:
                    return out
        if second >= 0x81:
            out += self._drop(reading, first, second, at, extra)
        return out

    def _drop(self, reading: Reading, first: int, second: int, at: int, extra: float) -> list[Reading]:
        """A pair of a user-defined zone was dropped before the shown pair."""
        usual, heads = gbk.common(), []
        for zone, low, high in gbk.USER_ZONES:
            char = self._pairs.get(reading.pending << 8 | zone)
            if char is not None and (char in usual or char in "。，、”“《》；："):
                heads.append((self._emit(reading, char, reading.at, low, high, extra + DROPPED), low, high))
        heads.sort(key=lambda head: head[0].cost)
        tails = []
        for head, low, high in heads[:6]:
            for lead, char in gbk.by_trail(first):
                if low <= lead <= high:
                    tails.append(self._emit(head, char, at, second, second))
        return sorted(tails)[:4]

    def _close(self, reading: Reading, byte: int, at: int, extra: float) -> list[Reading]:
        """The waiting byte and an ASCII byte make a character: the stretch ends here."""
        char = self._pairs.get(reading.pending << 8 | byte)
        return [self._emit(reading, char, at, 0, byte, extra)] if char is not None else []

    def _vanish(self, reading: Reading) -> list[Reading]:
        """The line ends while a byte waits: its partner left no trace."""
        ends = sorted(
            self._emit(reading, self._pairs[reading.pending << 8 | trail], reading.at, 0, trail, VANISHED)
            for trail in range(0x40, 0xFF)
            if (reading.pending << 8 | trail) in self._pairs
        )
        return ends[:1]
