"""Which stated time binds a number: the one before it in the sentence, a deadline behind it, or one end of a from–to pair."""

from __future__ import annotations

import re
from bisect import bisect_left

from casekit.codebook.alternatives import alternation
from casekit.codebook.modality import Periods, Word
from casekit.quantities.number import Number
from casekit.quantities.period import NEVER, Period, When
from casekit.quantities.place import TURN, Place
from casekit.quantities.scan import SEED

#: The kind of the words that tell the present (目前, 现有) among those looked for in every sentence.
NOW = 1 << 13
_LENGTHS = frozenset({"天", "工作日", "小时"})
_YEARLY = ("年底", "年末", "年初")  # of every year, where a norm says it
_UNTIL = ("截至", "截止", "截止到", "截至到")
_AIMED = ("的目标", "的任务")
_FAR, _LISTED = 120, 12  # 分别 stands near the last of at most so many enumerated times
_AND = ("、", "和", "与", "及")
_THROUGHOUT = re.compile("(?:年均|年平均|平均每年|累计|总共|共)[^，。；]{0,6}$")
_LEVEL = re.compile(f"(?:{TURN}(?:到|至)|达到)$")
#: A duration or an age is not true of a stated time.
TIMELESS = frozenset({"岁", "周岁", "年"})


class Timing:
    """Binds stated times to numbers with the words of one codebook."""

    def __init__(self, periods: Periods):
        self._ahead = tuple(periods.ahead)
        self._now = re.compile(f"{alternation(periods.now)}|该[县市区镇乡村]现有")
        self._now_opens = re.compile(f"[，：](?:{self._now.pattern})")
        self.signs = {NOW: [Word(word) for word in (*periods.now, "现有")]}
        self._grew = re.compile(f"{alternation(periods.grew)}$")
        self._deadline = re.compile(alternation(periods.deadlines))

    def binding(self, place: Place, carried: Period | None) -> Period | None:
        """The stated time of a number; `carried` comes over 同时 or 其中 from the sentence before."""
        line, low = place.line, place.low
        before = line.period_before(place.found.start, place.last_end)
        left = before is not None and before.end <= low and self._left(before, place)
        if before and not left:
            return _share(before, place)
        if left and before.kind != "aim":
            return None
        after = line.period_after(place.found.unit_end)
        if after and after.kind not in ("open", "local"):
            begin, end = line.clause(after.start)
            if begin == low and after.start < place.high:
                return after
            if begin == place.high + 1:
                rest = line.text[after.end : min(end, after.end + 40)]
                told = SEED.search(rest) or SEED.search(line.text, begin, after.start)  # figures of its own
                if not told and self._deadline.search(rest):
                    return after
        return None if left else carried

    def _left(self, before: Period, place: Place) -> bool:
        """Has the clause of the number left the time of the clauses before it?"""
        if before.kind == "aim":
            return True
        text = place.line.text
        mark = text.find("，", before.end, place.low)
        if mark >= 0 and text.endswith(_AIMED, 0, mark):
            return True  # 定下“十三五”末超过50万元的目标，办起合作社46家
        if text.endswith(_UNTIL, 0, before.start):
            return False  # 截至11月底，已退出62户，目前剩余22户
        if place.line.kinds & NOW and (
            self._now.match(place.before)
            or (place.low > before.end and self._now_opens.search(place.line.text, before.end, place.low))
        ):
            return True
        if before.iso in ("年末", "年初") and place.found.word == "%" and self._grew.search(place.before):
            return True
        open_ended = before.kind == "open" and not before.iso.startswith(self._ahead)
        return open_ended and _LEVEL.search(place.before) is not None

    def when(self, period: Period | None, published: str) -> When:
        """The time of a figure as the article's own date sees it."""
        if period is None:
            return NEVER
        ahead = period.iso.startswith(self._ahead)
        if not published or not period.iso[:4].isdigit():
            return When(period, ahead, False, False)
        ends = period.iso.split("/")
        first, last, day = ends[0], ends[-1], len(ends[-1]) == 10
        return When(
            period,
            future=ahead or first > published[: len(first)],
            ahead=period.kind in ("point", "span") and (last if day else last + "-99") > published,
            over=period.kind != "since" and ((day and last <= published) or "" < last[:4] < published[:4]),
        )


def _share(last: Period, place: Place) -> Period:
    """2017年、2018年分别投入2000万元和3500万元: each figure has its own of the enumerated times."""
    line, text = place.line, place.line.text
    if len(line.binding) == 1:
        return last
    at = bisect_left(line.binding, last)
    first = at
    while first > max(0, at - _LISTED) and text[line.binding[first - 1].end : line.binding[first].start] in _AND:
        first -= 1
    if "分别" not in text[last.end : min(place.start, last.end + _FAR)]:
        years = first < at and len(last.iso) == len(line.binding[first].iso) == 4
        return last._replace(iso=f"{line.binding[first].iso}/{last.iso}", kind="span") if years else last
    times = line.binding[first : at + 1]
    earlier = place.last.period if place.last is not None and place.last_end > last.end else ""
    told = [period.iso for period in times]
    return times[(told.index(earlier) + 1) % len(times) if earlier in told else 0]


def adjust(number: Number, place: Place, when: When, carried: Period | None) -> None:
    """Correct the period by the status: a norm holds at all times, a plan is not of the time of what was done."""
    period = when.period
    passed = place.last_end > period.end
    if (
        number.status == "required"
        and period.kind != "local"
        and (
            period is carried
            or passed
            or period.kind == "open"
            or period.iso in _YEARLY
            or (len(period.iso) > 4 and not when.future and place.line.text.find("：", period.end, place.start) >= 0)
            or _is_left(number, place, when)
        )
    ):
        number.period = ""
    elif number.status == "planned":
        if number.period == "全年" and place.line.year:
            number.period = str(place.line.year)
        if not (when.future or when.ahead) and place.last and passed:
            number.period = place.last.period if place.last.status == "planned" else ""
        elif number.period == "年初":
            number.period = ""  # 年初定下的任务


def _is_left(number: Number, place: Place, when: When) -> bool:
    """结果2月底前公布，公示期不少于7天: is a length laid down behind the clause that states a time to come?"""
    return when.future and number.unit in _LENGTHS and when.period.end <= place.low


def level(place: Place, period: Period | None) -> None:
    """Correct the period of a figure told as from … to …: the first holds at the begin of a stated span, the second at its end."""
    number, line, partner = place.number, place.line, place.partner
    local = period is not None and period.kind == "local"
    if place.is_from:
        if not local:
            number.period = line.own[0] if line.own else _half(period, 0, number.period)
    elif partner is not None:
        if local and line.own is None and partner.period:
            line.own = (partner.period, number.period)
        elif not local:
            number.period = line.own[1] if line.own else _half(period, 1, number.period)
        if number.unit == partner.unit:
            number.per = number.per or partner.per
    elif line.own is not None and not number.period and _THROUGHOUT.search(place.before):
        number.period = "/".join(line.own)  # 从2010年的37%下降到2015年的13%，年均下降4.8个百分点


def _half(period: Period | None, which: int, undivided: str) -> str:
    """One end of a span of years; a stretch that nothing dates gives its figures no time."""
    if period is None:
        return ""
    if period.kind == "span" and period.iso.count("/") == 1:
        return period.iso.split("/")[which]
    return "" if period.kind == "open" or (which == 0 and period.kind == "point") else undivided
