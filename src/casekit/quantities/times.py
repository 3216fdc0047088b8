"""Stated times in a sentence: dates, “十三五”期间, 过去5年, 昨天, “七一”前夕."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from casekit.codebook.alternatives import alternation
from casekit.codebook.modality import Periods
from casekit.quantities.dates import Dates
from casekit.quantities.period import Period

_NEAR = re.compile(
    "(?P<day>昨[天日])|(?P<month>这个月|本月|上个月)(?!的?[0-9一二三]{1,3}[日号])|(?P<quarter>本季度|这个季度)"
)
# what stands right before the 年 or 月 of a stretch
_COUNTS = frozenset("0123456789一二三四五六七八九十两几数多余周个半")
_STRETCH_BEGINS = frozenset("半头过近最前连今未再接一二三四五六七八九十两几数0123456789")
_LONGEST_LEAD = 11
#: A time that has a name: its number, and where it begins and ends.
Name = tuple[int, int, int]
#: Where times may be stated: offsets of signs (年, 月, -, …), and the times that have a name.
Signs = tuple[list[int], list[Name]]
_MARK = re.compile("[，。；：]")
# 从11月到第二年3月: a season of any year
_SEASON = re.compile(
    "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月[份底初]?[到至](?:第二年|次年|翌年|来年)(?:的?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月)?"
)
_TITLE = re.compile("《[^《》]*》")
# “十三五”时期的贫困村: what kind of village it is, no time of its figures
_OF_PLAN = re.compile("的(?:省级|市级|县级|国定|省定|市定|深度|建档立卡|重点)*(?:贫困|重点帮扶)[村镇乡县户]")
_WHOLE = re.compile("全年(?!龄|级|[0-9]{3}天|无休|计划|任务|目标|预算)")


class Times:
    """Reads the stated times of a sentence with the words of one codebook.

    Examples
    --------
    >>> from datetime import date
    >>> from casekit.codebook import Codebook
    >>> from casekit.codebook.modality import load_periods
    >>> [p.iso for p in Times(load_periods(Codebook())).read("自2014年以来，今年4月又增2个。", date(2019, 7, 12))]
    ['2014/', '2019-04']
    """

    def __init__(self, periods: Periods):
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

        self._periods = periods
        self._dates = Dates(periods)
        feasts = [*(f"“{name}”" for name in periods.feasts), *periods.seasons]
        self._names = (*periods.open, *periods.plans, *feasts, *periods.earlier, *periods.no_time)
        self._earlier, self._no_time = frozenset(periods.earlier), frozenset(periods.no_time)
        self._feasts = frozenset(feasts)
        self._named = AhoCorasick(
            list(self._names), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
        ).find_matches_as_indexes
        words = (*periods.leads, *periods.lengths)
        self._within = frozenset([*_COUNTS, "的", *(sign for word in words for sign in word)])
        self._stretch = re.compile(
            f"(?P<lead>{alternation(periods.leads)})?的?(?P<n>[0-9]{{1,3}}|[一二两三四五六七八九十几数]{{1,3}}|半)(?P<mid>多|余)?"
            f"(?P<u>{alternation(periods.lengths)})(?P<half>半|多)?(?P<tail>{alternation(periods.tails)})?(?![级制期度轻青龄])"
        )
        counts = re.escape("".join(sorted({*_COUNTS, *self._dates.before_sign, *"个本全"})))
        self._sign = re.compile(
            f"[-./年月日号季昨](?:(?<=昨)|(?<=[{counts}][年月日号季])|(?<=年)(?=[底末初])|(?<=[0-9]{{4}}[-./]))"
        )
        self._spent = re.compile(f"{alternation(periods.spent)}$")
        self._feast_tail = re.compile(alternation(periods.feast_tails))
        self._plan_tail = re.compile(alternation(periods.plan_tails))
        self._condition = re.compile(f"[^，。；]{{0,4}}{alternation(periods.conditions)}")

    def signs(self, text: str) -> Signs:
        """Where a whole text may state a time: at what signs, and which times that have a name."""
        return [match.start() for match in self._sign.finditer(text)], self._named(text)

    def read(self, text: str, published: date | None) -> list[Period]:
        """Every stated time of one sentence (digits plain), in order; without `published` 今年 stays as written."""
        return self.stated(text, *self.signs(text), published)

    def stated(self, text: str, signs: Sequence[int], names: Sequence[Name], published: date | None) -> list[Period]:
        """As :meth:`read`, for a sentence whose signs of time are known."""
        found = self._dates.read(text, signs, published)
        in_order, year, month = len(found), "年" in text, "月" in text
        dates = tuple(found)
        for match in self._stretches(text, signs, dates):
            before = _last(dates, match.end())
            if not (match["lead"] or match["tail"]) or (before and before.end > match.start()):
                continue
            if self._states(match, text):
                told = self._told(match, text, before)
                found.append(Period(*match.span(), "" if told else match[0], "name" if told else "open"))
        if published and ("昨" in text or "季度" in text or (month and ("个月" in text or "本月" in text))):
            found += [_near(match, published) for match in _NEAR.finditer(text)]
        if year and "全年" in text:
            for match in _WHOLE.finditer(text):
                if not (text[match.start() - 1 : match.start()] == "年" and found):
                    found.append(Period(*match.span(), "全年", "open"))
        if len(found) > in_order:
            found.sort()
        if names:
            found = sorted([*found, *self._with_names(text, names, found)])
        if found and month and ("到" in text or "至" in text):
            for match in _SEASON.finditer(text):
                found = [p for p in found if not match.start() <= p.start < match.end()]
                found = sorted([*found, Period(*match.span(), "", "name")])
        return _untitled(text, found) if found and "《" in text else found

    def _with_names(self, text: str, names: Sequence[Name], found: Sequence[Period]) -> Iterator[Period]:
        """Feasts, five-year plans and stretches that have a name; `found` are the times besides, in order."""
        for number, start, end in names:
            name = self._names[number]
            before = _last(found, end)
            if name in self._feasts:
                tail = self._feast_tail.match(text, end)
                if tail:
                    yield self._on_feast(text[start : tail.end()], start, before)
            elif name in self._periods.plans:
                yield from self._plan(name, text, start)
            elif name in self._earlier:
                if text[start - 1 : start] in ("由", "从") and text[end : end + 1] == "的":
                    yield Period(start, end, name, "local")
            elif (before is None or before.end <= start) and name not in self._no_time:
                yield self._open(text, name, start, before)

    def _open(self, text: str, name: str, start: int, before: Period | None) -> Period:
        """A stretch that is kept as written, unless it is only compared with or a date of its clause has told it."""
        end = start + len(name)
        if (before and before.kind == "base" and before.end == start) or self._dates.compares(text, start):
            return Period(start, end, name, "base")  # 比去年同期
        dated = before is not None and before.kind in ("point", "born") and name in self._periods.day_told
        if dated and before.kind == "point" and not _MARK.search(text, before.end, start):
            return Period(start, end, "", "name")
        if dated and before.iso[:4].isdecimal() and (name == "当时" or len(before.iso) == 10):
            return Period(start, end, before.iso, "point")
        return Period(start, end, name, "open")

    def _stretches(self, text: str, signs: Sequence[int], dates: Sequence[Period]) -> Iterator[re.Match]:
        """Stretches of time, each looked for right before its 年 or 月 only, where that is no part of a date."""
        done = at = 0
        for stop in signs:
            if text[stop] not in "年月" or text[stop - 1] not in _COUNTS:
                continue
            begin = stop
            while at < len(dates) and dates[at].end <= stop:
                at += 1
            if at < len(dates) and dates[at].start <= stop:
                continue
            while begin > done and stop - begin < _LONGEST_LEAD and text[begin - 1] in self._within:
                begin -= 1
            for first in range(begin, stop):
                match = self._stretch.match(text, first) if text[first] in _STRETCH_BEGINS else None
                if match:
                    yield match
                    done = match.end()
                    break

    def _states(self, match: re.Match, text: str) -> bool:
        """内 and 时间 bound a period only with years; 24个月内 may be a limit all the same, and stays a number."""
        if match["n"][0] in "几数":  # 近几年来 states no time
            return False
        if match["tail"] in ("内", "之内") and (
            match["u"] != "年" or text.startswith(self._periods.forbidden, match.end())
        ):
            return False
        if match["lead"] in ("前", "近") and not match["tail"] and text[match.end() : match.end() + 1] in "的":
            return match["lead"] == "近"
        if match["lead"] == "连续" and not match["tail"] and self._condition.match(text, match.end()):
            return False
        return not (match["lead"] is None and match["tail"] in ("里", "中") and match["u"] != "年")

    def _told(self, match: re.Match, text: str, before: Period | None) -> bool:
        """Does a stretch state no time of the figures? 2013年以来|的7年间 is told already, 仅用|3个月时间 says how long it took."""
        if before and before.kind in ("since", "span") and text[before.end : match.start()] in ("", "的", "这"):
            return True
        took = "时间" in (match["tail"] or "") and not match["lead"]
        return took and self._spent.search(text, max(0, match.start() - 4), match.start()) is not None

    def _on_feast(self, written: str, start: int, before: Period | None) -> Period:
        """A feast in a year that is stated right before it falls into its month; else it stays as written."""
        year = before.iso if before and before.end >= start - 1 and len(before.iso) == 4 else ""
        month = self._periods.feasts.get(written[1:3], self._periods.seasons.get(written[:2], ""))
        iso = f"{year}-{month}" if year and month else year or written
        return Period(start, start + len(written), iso, "point")

    def _plan(self, name: str, text: str, start: int) -> list[Period]:
        """A five-year plan as a stretch of time; named alone it states no time, and its number counts nothing."""
        end = start + len(name)
        quoted = text[start - 1 : start] == "“" and text[end : end + 1] == "”"
        if not quoted and len(name) < 3:
            return []
        start, end = start - quoted, end + quoted
        tail = self._plan_tail.match(text, end)
        if not tail or _OF_PLAN.match(text, tail.end()):
            return [Period(start, end, "", "name")]
        first, last = self._periods.plans[name].split("/")
        iso = f"{first}/" if tail[0] == "以来" else f"{last}-12" if "末" in tail[0] else self._periods.plans[name]
        return [Period(start, tail.end(), iso, "span")]


def _untitled(text: str, found: Sequence[Period]) -> list[Period]:
    """The times, but those inside a title (《2018年实施方案》) state none."""
    titles = [match.span() for match in _TITLE.finditer(text)]
    return [
        period._replace(iso="", kind="name") if any(a < period.start < b for a, b in titles) else period
        for period in found
    ]


def _near(match: re.Match, published: date) -> Period:
    """Yesterday, this month, last month."""
    if match["quarter"]:
        first = published.month - (published.month - 1) % 3
        return Period(*match.span(), f"{published.year}-{first:02d}/{published.year}-{first + 2:02d}", "span")
    day = published - timedelta(days=1 if match["day"] else published.day if match["month"] == "上个月" else 0)
    return Period(*match.span(), day.isoformat()[: 10 if match["day"] else 7], "point")


def _last(periods: Sequence[Period], end: int) -> Period | None:
    """The last of the times, which stand in order, that begins before `end`."""
    at = bisect_left(periods, (end,))
    return periods[at - 1] if at else None
