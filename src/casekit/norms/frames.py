"""Rules that are told in a fixed frame of words: the page ``rule_frames.yml``, interpreted."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from casekit.codebook.rule import RuleBook
from casekit.codebook.rule_frame import Frame
from casekit.norms.literals import signs
from casekit.norms.norm import Norm, answer, quota, recurring
from casekit.norms.passage import Amount, Passage
from casekit.norms.signs import Way, way
from casekit.norms.words import bare, clean, tail
from casekit.numerals import read as numeral

#: Measure words of persons, and short names of units.
_UNITS = {"名": "人", "位": "人", "名党员": "人", "日": "天", "月": "个月"}
_LEAD = re.compile("[一-鿿“”（）]*$")
_WENT_THROUGH = re.compile("经")
#: How far back the words before a number may begin.
_REACH = 60


def framed(book: RuleBook, kind: str) -> tuple[Way, ...]:
    """The ways to read the frames of `kind`, in the order of the page."""
    makers: dict[str, Callable] = {"consequence": _answer, "coverage": _coverage, "procedure": _order}
    return tuple(_way(book, frame, makers.get(kind, _measure)) for frame in book.frames[kind])


def _way(book: RuleBook, frame: Frame, make: Callable) -> Way:
    words = signs((frame.pattern, frame.before, frame.after), book.words)
    numbers = [frozenset("#" + unit for unit in frame.units)] if frame.units else []
    read = _Numbers(book, frame).read if frame.units else _Words(book, frame, make).read
    return way(read, *words, *numbers, alone=frame.tells not in ("quota", "threshold"))


class _Words:
    """Reads a frame that is all words."""

    def __init__(self, book: RuleBook, frame: Frame, make: Callable):
        self.frame, self.make = frame, make
        self.pattern = book.compile(frame.pattern)
        self.before = book.compile(frame.before) if frame.before else None
        self.unless = book.compile(frame.unless) if frame.unless else None
        self.step = book.compile("{steps}")
        self.links = max(frame.steps, frame.pattern.count("{steps}"))
        self.counts = "(?P<n>" in frame.pattern
        self.led = frame.pattern.startswith("{steps}")

    def read(self, passage: Passage) -> list[Norm]:
        """The rules of `passage` that are told so."""
        frame, text = self.frame, passage.text
        if frame.steps and passage.book.count("steps", text) < self.links:
            return []  # looking for steps is cheap, looking for a chain of them is not
        found = [match for match in self.pattern.finditer(text) if self._stands(passage, match)]
        if len(found) < frame.several:
            return []
        norms = (self.make(passage, frame, match, self._start(text, match)) for match in found)
        return [norm for norm in norms if norm]

    def _stands(self, passage: Passage, match: re.Match) -> bool:
        frame, text = self.frame, passage.text
        low, high = match.span()
        if self.before and not self.before.search(text, max(0, low - _REACH), low):
            return False
        if frame.steps and len(set(self.step.findall(match[0]))) < frame.steps:
            return False
        if frame.told == "clause":
            begin, end = passage.clause(low)
            low, high = begin, max(end, high)
        elif frame.told == "sentence":
            low, high = 0, len(text)
        if self.unless and self.unless.search(text, low, high):
            return False
        if frame.told == "none":
            return True
        begin, end = passage.clause(match.start())  # what was counted in another clause reports nothing of this one
        counted = passage.amounts_in(max(low, begin), min(high, max(end, match.end())))
        return not passage.told(low, high) and (self.counts or not counted)

    def _start(self, text: str, match: re.Match) -> int:
        """Where the rule begins: the first of several steps may be told in words before it (个人申报)."""
        return _LEAD.search(text, max(0, match.start() - 12), match.start()).start() if self.led else match.start()


def _part(match: re.Match, name: str, other: str = "") -> str:
    return match.groupdict().get(name) or other


def _answer(passage: Passage, frame: Frame, match: re.Match, start: int) -> Norm | None:
    """What follows."""
    then = _part(match, "then", match[0])
    when, whom = tail(clean(_part(match, "action")), 24), clean(_part(match, "object"))
    if "action" not in match.groupdict():
        when = then
    return answer(passage, start, match.end(), when, whom, then, frame.cue)


def _coverage(passage: Passage, frame: Frame, match: re.Match, start: int) -> Norm | None:
    """All of a group."""
    action = _part(match, "action") or passage.text[start : passage.segment(*match.span())[1]]
    group = tail(clean(_part(match, "object")), 16)
    actor = "" if group else passage.actor_before(start)
    return Norm("coverage", start, match.end(), frame.cue, actor, bare(action, 20), group, "=", 100.0, "%")


def _order(passage: Passage, frame: Frame, match: re.Match, start: int) -> Norm | None:
    """A fixed order."""
    text, end = passage.text, match.end()
    went = _WENT_THROUGH.search(text, max(0, start - 4), end) and passage.amounts_in(end, end + 10)
    if went or text.startswith("相结合", end) or text[start:end].endswith("相结合"):
        return None  # 经过申请、评议、公示，286户纳入低保; 个人申报、组织考察相结合
    return Norm("procedure", start, end, frame.cue, passage.actor_before(start), clean(text[start:end])[:60])


def _measure(passage: Passage, frame: Frame, match: re.Match, start: int) -> Norm | None:
    """So much or so often, by a number that is one of the words or that goes without saying."""
    per = _part(match, "per", frame.per)
    if frame.tells == "frequency":
        return recurring(passage, "frequency", start, start + 1, None, passage.book.periods.get(per, per), frame.cue)
    number = numeral(match["n"]) if "n" in match.groupdict() else None
    if "n" in match.groupdict() and not number:
        return None
    value = number.value if number else frame.value
    unit = _part(match, "unit", frame.unit)
    place = match.span("n") if number else None
    sign = frame.comparator if value is not None else ""
    action, target, actor = clean(_part(match, "action"))[:40], _part(match, "object"), passage.actor_before(start)
    low, high = passage.clause(start)
    if value is None:
        target = clean(passage.text[low:start])  # 集体收益一部分…
    span = (low, high) if frame.told == "clause" else (start, match.end())
    return Norm(
        "quota", *span, frame.cue, actor, action, target, sign, value, _UNITS.get(unit, unit), per, number=place
    )


class _Numbers:
    """Reads a frame of words around a number."""

    def __init__(self, book: RuleBook, frame: Frame):
        self.frame = frame
        self.before = book.compile(frame.before) if frame.before else None
        self.after = book.compile(frame.after) if frame.after else None
        self.unless = book.compile(frame.unless) if frame.unless else None

    def read(self, passage: Passage) -> list[Norm]:
        """The rules of `passage` that are told so."""
        frame, found = self.frame, []
        if len(passage.amounts) < frame.several:
            return found
        for amount in passage.free:
            if amount.unit in frame.units and amount.value <= frame.most:
                parts = self._stands(passage, amount)
                if parts is not None:
                    found.append((amount, parts))
        return [self._norm(passage, *one) for one in found] if len(found) >= frame.several else []

    def _stands(self, passage: Passage, amount: Amount) -> dict[str, Any] | None:
        """The parts of the rule that the words around `amount` name; None where they tell none."""
        text, parts = passage.text, {"from": 0}
        if self.after:
            after = self.after.match(text, amount.end)
            if not after:
                return None
            parts |= after.groupdict()
        if self.before:
            before = self.before.search(text, max(0, amount.start - _REACH), amount.start)
            if not before:
                return None
            parts |= before.groupdict()
            parts["from"] = before.start() if parts.get("per") or self.frame.tells == "frequency" else 0
        told = self.frame.told
        if told == "none" and not self.unless:
            return parts
        low, high = (0, len(text)) if told == "sentence" else passage.clause(amount.start)
        if self.unless and self.unless.search(text, low, high):
            return None
        reported = told != "none" and passage.told(low, amount.start if told == "before" else high)
        return None if reported else parts

    def _norm(self, passage: Passage, amount: Amount, parts: dict[str, Any]) -> Norm:
        frame, (low, high) = self.frame, passage.clause(amount.start)
        start = parts["from"] or passage.segment(amount.start, amount.end)[0]
        rate = amount.per.rpartition("/")[2]
        per = parts.get("per") or (amount.per if rate in passage.text[low:high] else frame.per)
        if frame.tells == "frequency":
            return recurring(passage, "frequency", start, amount.end, amount, frame.per, frame.cue)
        if frame.tells == "threshold":
            then, place = clean(parts.get("then", "")), (amount.start, amount.end)
            return Norm("threshold", low, high, frame.cue, "", "", "", amount.sign or ">=", amount.value, amount.unit, "", then, place)  # fmt: skip
        return quota(passage, frame.tells, start, amount, per, frame.cue)
