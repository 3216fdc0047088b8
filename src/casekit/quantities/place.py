"""A sentence while it is read, and the surroundings of one number in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from casekit.quantities.number import Number
from casekit.quantities.period import NEVER, Period
from casekit.quantities.rate import Rate
from casekit.quantities.scan import Figure, Found
from casekit.quantities.signs import Signs

#: How far the words of a clause are looked at; keeps a page without punctuation linear.
REACH = 60

_MARK = re.compile("[，。；：！？]")
_ENDS = frozenset("，。；：！？")
_LAST_MARK = re.compile("(?s:.*)[，。；：！？]")
_CLAUSE = re.compile("[^，。；：！？]*")
TURN = "(?:下降|减少|减|降低|降|增加|增长|增|提高|提升|上升|升|扩大|发展|压缩|缩短|跃升|攀升|涨|变)"
TO = re.compile(f"[^，。；0-9]{{0,2}}{TURN}(?:为|到|至)")
FROM = re.compile("(?:由|从)(?:[^，。；]{0,14}的|[^，。；]{0,4})$")
_OBJECTS = frozenset("把对将")
#: 把|79户, 对|12个村, but not 核对|1次
OBJECT = re.compile("(?:把|将|(?<![核校比结面针应相反绝配派])对)$")
_EDGES = frozenset("前后内里间")
_UNBOUND = ("base", "born", "name")


class Line:
    """One sentence that holds a numeral: its clauses, stated times, rate words and words of status.

    `start` is its offset in the document, `seed` its first numeral, `silent` are spans of names and of words that count
    nothing. `done` says that its `figures` are read and none of them counts, `counts` that one of them may. `carried` is the
    time that comes over from the sentence before, `genre` the status of a figure that no word gives one, `when` the time of
    the last figure as the article's date sees it. What most sentences lack is told once, so that no number asks for it
    again: `ones` (一 stands in it), `pairs` (由 or 从), `towards` (对).
    """

    __slots__ = (
        "_commas", "_hits", "_last", "_marks", "_period_starts", "_rate_ends", "binding", "carried", "counts", "done", "figures", "genre",
        "here", "kinds", "no",
        "ones", "opened", "own", "pairs", "periods", "rates", "seed", "signs", "silent", "start", "sum", "text", "towards", "when", "year",
    )  # fmt: skip

    def __init__(self, text: str, no: int, start: int, seed: re.Match, silent: list, year: int | None):
        self.text, self.no, self.start, self.seed, self.silent, self.year = text, no, start, seed, silent, year
        self.done = self.counts = False

    def take(self, figures: Sequence[Figure]) -> None:
        """Take in the numerals of the sentence."""
        self.figures, self.counts = figures, False
        for _, _, _, found in figures:
            if found is not None:
                self.counts = True
                return

    def sign(self, signs: Signs) -> None:
        """Take in the small words that tell how to read it."""
        self.signs = signs
        self.kinds, self._hits = signs.read(self.text)

    def file(self) -> None:
        """Lay out what the numbers will ask for; times, rates and small words are told already."""
        text, periods = self.text, self.periods
        self.ones = "一" in text
        self.pairs = "由" in text or "从" in text
        self.towards = "对" in text
        self.binding = [period for period in periods if period.kind not in _UNBOUND] if periods else periods
        self._period_starts = [period.start for period in self.binding] if periods else periods
        self._rate_ends = [found.end for found in self.rates] if self.rates else self.rates
        self._marks: list[int] | None = None
        self._last = len(text) - (text[-1] in _ENDS)
        inner = text[: self._last]
        self._commas = not ("：" in inner or "；" in inner or "。" in inner or "！" in inner or "？" in inner)
        #: The clause looked at last.
        self.here = (0, -1)
        #: The first figure of a from–to pair, and the two times of an earlier pair.
        self.opened: Number | None = None
        #: The last sum of money.
        self.sum: Number | None = None
        self.own: tuple[str, str] | None = None
        self.when = NEVER

    def seen(self, low: int, high: int) -> int:
        """The kinds of the small words within ``low:high``."""
        return self.signs.seen(self.text, self._hits, low, high) if self.kinds else 0

    def spans(self) -> list[tuple[int, int, str]]:
        """All spans whose numerals count nothing."""
        if not (self.periods or self.rates):
            return self.silent
        spans = [(start, end, "span of time" if kind == "open" else "date") for start, end, _, kind in self.periods]
        return [*spans, *[(rate[0], rate[1], "rate") for rate in self.rates], *self.silent]

    def clause(self, at: int) -> tuple[int, int]:
        """Where the clause of offset `at` begins and ends."""
        marks = self._marks
        if marks is None:
            marks = self._marks = [match.start() for match in _MARK.finditer(self.text)]
        i = bisect_left(marks, at)
        return (marks[i - 1] + 1 if i else 0), (marks[i] if i < len(marks) else len(self.text))

    def next_clause(self, at: int) -> tuple[int, int]:
        """The clause of offset `at`, which lies behind the clause looked at last."""
        text, first = self.text, self.here[1] + 1
        if self._commas:
            low, high = text.rfind("，", first, at) + 1, text.find("，", at)
            self.here = here = low or first, high if high >= 0 else self._last
            return here
        mark = _LAST_MARK.match(text, first, at)
        self.here = here = mark.end() if mark else first, _CLAUSE.match(text, at).end()
        return here

    def period_before(self, at: int, last_end: int) -> Period | None:
        """The stated time that binds the number at `at`; `last_end` is where the number before it ends."""
        for i in range(bisect_right(self._period_starts, at) - 1, -1, -1):
            period = self.binding[i]
            if period.kind == "local" and last_end > period.end:
                continue
            if period.iso == "当年" and period.end < self.clause(period.start)[1] < at:
                continue
            return period
        return None

    def stated(self, low: int, high: int) -> list[tuple[int, int]]:
        """Stated times (年底|前) and each 每年, 每季度 within ``low:high``: no noun goes on over them."""
        text, periods, rates, spans = self.text, self.periods, self.rates, []
        for i in range(bisect_left(periods, (low,)), bisect_left(periods, (high,))):
            start, end, _, _ = periods[i]
            if end <= high:
                spans.append((start, end + (end < high and text[end] in _EDGES)))
        for i in range(bisect_left(rates, (low,)), bisect_left(rates, (high,))):
            start, end, _, time = rates[i]
            if time and text[start] == "每" and end <= high:
                spans.append((start, end))
        return spans

    def states_time(self, low: int, high: int) -> bool:
        """Does a stated time that binds figures begin within ``low:high``?"""
        return bisect_left(self._period_starts, low) < bisect_left(self._period_starts, high)

    def period_after(self, at: int) -> Period | None:
        """The first stated time behind `at`."""
        i = bisect_left(self._period_starts, at)
        return self.binding[i] if i < len(self.binding) else None

    def rates_between(self, low: int, high: int) -> list[Rate]:
        """Rate words that end behind `low` and not behind `high`."""
        ends = self._rate_ends
        return self.rates[bisect_right(ends, low) : bisect_right(ends, high)] if ends[-1] > low else []


def in_force(periods: Sequence[Period]) -> Period | None:
    """The time stated last, as it may carry over to the next sentence."""
    for period in reversed(periods):
        if period.kind not in (*_UNBOUND, "local"):
            return period
    return None


class Place:
    """One number in its sentence. Offsets are the sentence's; `start:end` is the surface, `low:high` the clause.

    `bound` is its qualifier, `noun` what stands behind the unit, `rates` the rate words that bind it; `near` is where the
    words since the last number begin; `partner` is the
    figure from which it has risen or fallen, `is_from` says that it is such a one itself. `last` is the quantity before it
    in the sentence and `last_end` where that ends; `before` and `after` are the words of the clause around the surface.
    """

    __slots__ = (
        "after", "before", "bound", "end", "found", "high", "is_from", "last", "last_end", "line", "low", "near", "noun",
        "number", "partner", "rates", "start",
    )  # fmt: skip

    def __init__(self, line: Line, found: Found, start: int, end: int, bound: str, last: Number | None, last_end: int):
        text = line.text
        low, high = line.here
        if found.start > high:
            low, high = line.next_clause(found.start)
        self.line, self.found, self.start, self.end, self.bound = line, found, start, end, bound
        self.last, self.last_end = last, last_end
        self.low, self.high = low, high
        reach = start - REACH
        self.near = last_end if last_end > reach else reach
        self.before = text[low if low > reach else reach : start]
        self.after = text[end : high if high < end + REACH else end + REACH]
        self.rates: Sequence[Rate] = ()
        self.is_from = False

    @property
    def since(self) -> str:
        """The words since the last number."""
        return self.line.text[self.near : self.start]

    @property
    def closes(self) -> bool:
        """Does the clause end with 的 somewhere behind the number?"""
        return self.after != "" and self.line.text[self.high - 1] == "的"

    @property
    def about(self) -> bool:
        """Is the figure over something by 余, 多 or 上 only? No limit is told so: 送去价值3000余元的物品, 上百万的收入."""
        text = self.line.text
        return self.bound == "over" and (
            self.found.numeral.vague == "over" or text[self.end - 1] in "余多" or text[self.start] == "上"
        )

    @property
    def is_object(self) -> bool:
        """每季度把79户走访一遍: what is done so often has the figure as its object, which is no rate itself."""
        if self.before[-1:] not in _OBJECTS or not self.rates or not OBJECT.search(self.before):
            return False
        return all(rate.time for rate in self.rates)

    def begins_pair(self) -> bool:
        """Is this the first of two figures told as from … to …?"""
        return FROM.search(self.since) is not None and TO.match(self.after) is not None

    @property
    def carries_on(self) -> bool:
        """Does the last number stand in the same clause?"""
        return self.last is not None and self.last_end >= self.low
