"""What the readers of rules share: amounts, rules found, and who does what in a clause."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from casekit.codebook.rule import RuleBook

_STOP = "，。；：！？\n"
_BREAK = re.compile("[，。；：！？\n]")
_SEGMENT = "，。；：！？、“”\n"
_LINKS = re.compile(
    r"^(?:并|由|对|把|将|让|使|要求|督促|组织(?!部|委)|安排|实行|坚持|推行|建立|落实|严格|每[个名]?|各|以及|和|及|其中|同时|为|按照|确保)+"
)
_OBJECT = re.compile(
    r"(?:对|将|把|给予|向)([^，。；、]{2,24}?)(?:进行|开展|实行|予以|给予|作为|纳入|及时|从严|严肃|一律|全覆盖|，|$)"
)
_TRIM = re.compile(r"^[，、。；：“”（）\s]+|[，、。；：“”（\s]+$")


class Amount(NamedTuple):
    """A number in a sentence: ``text[start:end]``, its value in `unit`, how it binds ("" if it only counts), what it is a rate of."""

    start: int
    end: int
    value: float
    unit: str
    sign: str = ""
    per: str = ""
    required: bool = False


class Norm(NamedTuple):
    """One rule found in a sentence; offsets are the sentence's."""

    kind: str
    start: int
    end: int
    cue: str
    actor: str = ""
    action: str = ""
    object: str = ""
    comparator: str = ""
    value: float | None = None
    unit: str = ""
    per: str = ""
    consequence: str = ""
    number: tuple[int, int] | None = None  # where its number stands: a number makes one rule only


@dataclass(frozen=True)
class Passage:
    """One sentence with its amounts, and the words to read it by."""

    text: str
    amounts: tuple[Amount, ...]
    book: RuleBook

    @cached_property
    def signs(self) -> frozenset[str]:
        """The characters of the sentence: what cannot match without one of them need not be tried."""
        return frozenset(self.text)

    def shows(self, signs: Iterable[str]) -> bool:
        """Does the sentence hold one of `signs`?"""
        return not self.signs.isdisjoint(signs)

    @cached_property
    def breaks(self) -> list[int]:
        return [match.start() for match in _BREAK.finditer(self.text)]

    def clause(self, at: int) -> tuple[int, int]:
        """The clause around `at`: from the mark before to the mark after."""
        i = bisect_left(self.breaks, at)
        return (self.breaks[i - 1] + 1 if i else 0), (self.breaks[i] if i < len(self.breaks) else len(self.text))

    def segment(self, start: int, end: int) -> tuple[int, int]:
        """The stretch around `start:end` between marks, 、 and quotation marks counted, those in brackets not."""
        low, depth = start, 0
        while low > 0:
            mark = self.text[low - 1]
            depth += (mark == "）") - (mark == "（")
            if depth <= 0 and mark in _SEGMENT:
                break
            low -= 1
        high, depth = end, 0
        while high < len(self.text):
            mark = self.text[high]
            depth += (mark == "（") - (mark == "）")
            if depth <= 0 and mark in _SEGMENT:
                break
            high += 1
        return low, high

    def amounts_in(self, start: int, end: int) -> list[Amount]:
        low, high = bisect_left(self.amounts, (start,)), bisect_left(self.amounts, (end,))
        return [amount for amount in self.amounts[low:high] if amount.end <= end]

    def actor_before(self, at: int, low: int | None = None) -> str:
        """Who acts: the words before `at` if they name an actor and little follows the name; else "" (silence)."""
        start, _ = self.segment(at, at)
        if self.text[start - 1 : start] == "、" and low is None:  # 攻坚工作队长、村第一书记主持…
            further, _ = self.segment(start - 1, start - 1)
            if _ends_in_actor(self.text[further : start - 1], self.book) and start - further <= 16:
                start = further
        words = _LINKS.sub("", clean(self.text[max(start, low or 0) : at]))
        end = max((words.rfind(name) + len(name) for name in self.book.words("actors") if name in words), default=0)
        end += len(words[end:]) - len(words[end:].lstrip("）"))
        if not end or len(words) > 30 or len(words) - end > 6:
            return ""
        return clean(words[:end])

    def object_of(self, start: int, end: int) -> str:
        """对X…, 将X…, 把X… between `start` and `end`."""
        match = _OBJECT.search(self.text[start:end])
        return match[1] if match else ""


def _ends_in_actor(words: str, book: RuleBook) -> bool:
    """Do `words` end in the name of someone who acts, a closing bracket apart?"""
    return words.rstrip("）").endswith(book.words("actors"))


def clean(words: str) -> str:
    """`words` without the marks around them."""
    return _TRIM.sub("", words)


def bare(words: str, limit: int = 24) -> str:
    """`words` up to the first mark, trimmed to `limit` characters."""
    return clean(re.split(f"[{_STOP}]", clean(words))[0])[:limit]
