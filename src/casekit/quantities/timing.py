"""Which stated time binds a number: the one before it in the sentence, a deadline behind it, or one end of a from–to pair."""

from __future__ import annotations

import re

from casekit.quantities.number import Number
from casekit.quantities.period import Period
from casekit.quantities.place import TO, TURN, Place
from casekit.quantities.scan import SEED

_LEVEL = re.compile(f"(?:{TURN}(?:到|至)|达到)$")
_NOW = re.compile("(?:现有|目前|如今|现在|眼下|现共有|该[县市区镇乡村]现有)")
_GREW = re.compile("(?:增长|下降|增|降|提高|上升)$")
_DEADLINE = re.compile("实现|完成|达到|建成|覆盖|脱贫|摘帽|投产|投用|竣工|前|交付")
#: Stretches that lie ahead.
AHEAD = ("再过", "今后", "未来", "接下来")
#: A duration or an age is not true of a stated time.
TIMELESS = ("岁", "周岁", "年")


def binding(place: Place, carried: Period | None) -> Period | None:
    """The stated time of a number; `carried` comes over 同时 or 其中 from the sentence before."""
    line, low = place.line, place.low
    before = line.period_before(place.found.start, place.last_end)
    if before and before.end <= low and _NOW.match(place.before):
        return None
    if before:
        if before.end <= low:
            if before.iso in ("年末", "年初") and place.found.word == "%" and _GREW.search(place.before):
                return None
            if before.kind == "open" and not before.iso.startswith(AHEAD) and _LEVEL.search(place.before):
                return None
        return before
    after = line.period_after(place.found.unit_end)
    if after and after.kind not in ("open", "local"):
        begin, end = line.clause(after.start)
        if begin == low and after.start < place.high:
            return after
        if begin == place.high + 1:
            rest = line.text[after.end : min(end, after.end + 40)]
            if not SEED.search(rest) and _DEADLINE.search(rest):
                return after
    return carried


def is_future(period: Period | None, published: str) -> bool:
    """Does the period begin after the article's own date?"""
    if period is not None and period.iso.startswith(AHEAD):
        return True
    if period is None or not published or not period.iso[:4].isdigit():
        return False
    first = period.iso.split("/")[0]
    return first > published[: len(first)]


def is_over(period: Period | None, published: str) -> bool:
    """Is the period a day before the article's own date, or a year that was over by then?"""
    if period is None or not published or not period.iso[:4].isdigit() or period.kind == "since":
        return False
    last = period.iso.split("/")[-1]
    return (len(last) == 10 and last <= published) or last[:4] < published[:4] and bool(last)


def adjust(
    number: Number, place: Place, period: Period | None, carried: Period | None, future: bool, year: int | None
) -> None:
    """Correct the period by the status: a norm holds at all times, a plan is not of the time of what was done."""
    if period is None:
        return
    passed = place.last_end > period.end
    if (
        number.status == "required"
        and period.kind != "local"
        and (period is carried or passed or period.kind == "open")
    ):
        number.period = ""
    elif number.status == "planned":
        if number.period == "全年" and year:
            number.period = str(year)
        if not future and place.last and passed:
            number.period = place.last.period if place.last.status == "planned" else ""


class Pair:
    """Figures told as from … to …: the first holds at the begin of a stated span, the second at its end."""

    def __init__(self):
        self._own: tuple[str, str] | None = None
        self._from: Number | None = None

    def read(self, number: Number, place: Place, period: Period | None) -> None:
        """Correct the period of `number` where it is one half of a pair."""
        local = period is not None and period.kind == "local"
        before = place.since
        if place.is_from:
            self._from = number
            if not local:
                number.period = self._own[0] if self._own else _half(period, 0, number.period)
            return
        if self._from is not None and TO.match(before):
            if local and self._own is None and self._from.period:
                self._own = (self._from.period, number.period)
            elif not local:
                number.period = self._own[1] if self._own else _half(period, 1, number.period)
            if number.unit == self._from.unit:
                number.per, number.noun = number.per or self._from.per, self._from.noun
        self._from = None


def _half(period: Period | None, which: int, undivided: str) -> str:
    """One end of a span of years; a stretch that nothing dates gives its figures no time."""
    if period is None:
        return ""
    if period.kind == "span" and period.iso.count("/") == 1:
        return period.iso.split("/")[which]
    return "" if period.kind == "open" else undivided
