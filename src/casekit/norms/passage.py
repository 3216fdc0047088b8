"""A sentence as the readers of rules see it: its clauses, its amounts, and who does what in them."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from casekit.codebook.rule import RuleBook
from casekit.norms.words import after, clean

_BREAK = re.compile("[，。；：！？\n]")
_MARK = re.compile("[，。；：！？、“”\n（）]")
#: What is counted where a single case is told.
_COUNTED = ("人", "起", "个", "人次", "家", "件", "户", "期", "次", "项", "支", "元")
#: Words of a report of what was done.
TOLD = "(?!{told_not})(?<!不){told|summed}"
_LINKS = re.compile(
    r"(?:并|由|对|把|将|让|使|要求|督促|组织(?!部|委)|安排|实行|坚持|推行|建立|落实|严格|每[个名]?|各|以及|和|及|其中|同时|为|按照|确保)+"
)
_OBJECT = re.compile(
    r"(?:(?<![应绝相面结针])对(?![象口接照标应])|(?<!即)将(?!每)|(?<!一)把(?!手|关)|给予|(?<!方)向)([^，。；、]{2,24}?)(?:进行|开展|实行|予以|给予|作为|纳入|及时|从严|严肃|一律|全覆盖|，|$)"
)


_OFFICE = "[一-鿿]{0,3}(?:{offices}|会|(?<!驻)班)$"


class Amount(NamedTuple):
    """A number in a sentence: ``text[start:end]``, its value in `unit`, how it binds ("" if it only counts), what it is a rate of."""

    start: int
    end: int
    value: float
    unit: str
    sign: str = ""
    per: str = ""
    required: bool = False


class Passage:
    """One sentence with its amounts, and the words to read it by."""

    def __init__(self, text: str, amounts: tuple[Amount, ...], book: RuleBook):
        self.text, self.amounts, self.book = text, amounts, book
        self.spent: dict[int, str] = {}  # where the numbers stand that are part of a rule already, and of what kind
        self._breaks: list[int] | None = None
        self._marks: list[int] | None = None
        self._valid: tuple[Amount, ...] | None = None
        self._free: list[Amount] | None = None
        self._free_when = 0

    def clause(self, at: int) -> tuple[int, int]:
        """The clause around `at`: from the mark before to the mark after."""
        breaks = self._breaks
        if breaks is None:  # many sentences are never asked
            breaks = self._breaks = [match.start() for match in _BREAK.finditer(self.text)]
        i = bisect_left(breaks, at)
        return (breaks[i - 1] + 1 if i else 0), (breaks[i] if i < len(breaks) else len(self.text))

    def segment(self, start: int, end: int) -> tuple[int, int]:
        """The stretch around `start:end` between marks, 、 and quotation marks counted, those in brackets not."""
        return self._opens(start), self._closes(end)

    def _places(self) -> list[int]:
        """Where marks stand."""
        if self._marks is None:
            self._marks = [match.start() for match in _MARK.finditer(self.text)]
        return self._marks

    def _opens(self, at: int) -> int:
        """Where the segment around `at` begins."""
        depth, marks, text = 0, self._places(), self.text
        for number in range(bisect_left(marks, at) - 1, -1, -1):
            mark = text[marks[number]]
            if mark in "（）":
                depth += 1 if mark == "）" else -1
            elif depth <= 0:
                return marks[number] + 1
        return 0

    def _closes(self, at: int) -> int:
        """Where the segment around `at` ends."""
        depth, marks, text = 0, self._places(), self.text
        for number in range(bisect_left(marks, at), len(marks)):
            mark = text[marks[number]]
            if mark in "（）":
                depth += 1 if mark == "（" else -1
            elif depth <= 0:
                return marks[number]
        return len(text)

    @property
    def free(self) -> list[Amount]:
        """The amounts in force that no rule has yet: a number makes one rule only."""
        spent = self.spent
        if self._free is None or len(spent) != self._free_when:
            self._free_when, self._free = len(spent), [a for a in self._in_force() if a.start not in spent]
        return self._free

    def amounts_in(self, start: int, end: int) -> list[Amount]:
        amounts = self.amounts
        if not amounts:
            return []
        low, high = bisect_left(amounts, (start,)), bisect_left(amounts, (end,))
        return [amount for amount in amounts[low:high] if amount.end <= end]

    def _in_force(self) -> tuple[Amount, ...]:
        if self._valid is None:
            text, changed = self.text, self.book.compile("(?:[的/][一-鿿]{1,2})?{changed}(?:到|至|为)")
            if "到" in text or "至" in text or "为" in text:
                self._valid = tuple(amount for amount in self.amounts if not changed.match(text, amount.end))
            else:
                self._valid = self.amounts
        return self._valid

    def in_force(self, start: int, end: int) -> list[Amount]:
        """The amounts between `start` and `end` without those that were changed (由2万元提高到5万元)."""
        return [amount for amount in self._in_force() if amount.start >= start and amount.end <= end]

    def told(self, start: int = 0, end: int | None = None) -> bool:
        """Do the words between `start` and `end` report what was done?"""
        end = len(self.text) if end is None else end
        return self.book.compile(TOLD).search(self.text, start, end) is not None

    def is_report(self, start: int, end: int) -> bool:
        """Is a single case told between `start` and `end`, not what follows each time?"""
        return any(amount.unit in _COUNTED for amount in self.amounts_in(start, end)) or self.told(start, end)

    def actor_before(self, at: int, low: int | None = None) -> str:
        """Who acts: the words before `at` if they name an actor and little follows the name; else "" (silence)."""
        start = self._opens(at)
        if self.text[start - 1 : start] == "、" and low is None:  # 攻坚工作队长、村第一书记主持…
            further = self._opens(start - 1)
            if start - further <= 16 and self.ends_in_actor(further, start - 1):
                start = further
        words = after(_LINKS, clean(self.text[max(start, low or 0) : at]))
        if not words or len(words) > 30:
            return ""
        end = self.book.last("actors", words)
        if end and (office := self.book.compile(_OFFICE).match(words, end)):
            end = office.end()  # 县委|督查室
        end += len(words[end:]) - len(words[end:].lstrip("）"))
        return clean(words[:end]) if end and len(words) - end <= 6 else ""

    def ends_in_actor(self, start: int, end: int) -> bool:
        """Does ``text[start:end]`` end in the name of someone who acts, a closing bracket apart?"""
        return self.text[start:end].rstrip("）").endswith(self.book.words("actors"))

    def object_of(self, start: int, end: int) -> str:
        """对X…, 将X…, 把X… between `start` and `end`."""
        match = _OBJECT.search(self.text, start, end)
        return match[1] if match else ""
