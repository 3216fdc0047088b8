"""Dates in a sentence, in ISO form: 今年4月 · 2014-2019年 · 2018年起 · 去年底."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from casekit.codebook.alternatives import alternation, any_word
from casekit.codebook.modality import Periods
from casekit.quantities.period import Period

_HAN = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0", "元": "1"}
_N = "(?:[0-9]{1,2}|十[一二]|[一二三四五六七八九十]|(?<![0-9十百千万亿多余几])元)"
_YEAR = "(?:(?:19|20)[0-9]{2}|[一二][九〇零○][〇零○一二三四五六七八九]{2})"
_TO = "(?: ?[-—–~－]+ ?|至(?!今)|到)"
_MONTHS = "[前头](?:[0-9]{1,2}|十[一二]?|[二两三四五六七八九])个月"
_PART = f"(?:(?<![上下每])第?[一二三四1-4]季度|前[二三23两]个?季度|{_MONTHS}|上半年|下半年|年底|年末|年初|底|末|初)"
# 6月23-27日, 6月23、24日: the first day has no 日
_FIRST_DAY = f"(?:(?<=月[0-9])|(?<=月[0-9]{{2}}))(?=(?:{_TO}|[、和])[0-9]{{1,2}} ?[日号])"
_AND_DAY = "(?:(?<=月[0-9])|(?<=月[0-9]{2}))[、和]"
# 2017、2018年: a list whose last year only has its 年
_LISTED_YEARS = re.compile("(?<![0-9.])(?:(?:19|20)[0-9]{2}[、和与及]){1,6}(?=(?:19|20)[0-9]{2} ?年)")
_LISTED_YEAR = re.compile("[0-9]{4}")
# no date has its first sign (年, 月, …) further in than this
_WIDE = 16
# what may stand right before that sign, and what besides before that
_BEFORE_SIGN = "0123456789〇零○一二三四五六七八九十两个半元 "
_WITHIN = "-—–~－至到前头后上下第的度"
_DATE_BEGINS = frozenset("0123456789一二三四五六七八九十今去前头明后本上下同第年元")
# 是2016年的3倍: what is compared with is no time of the figure
_TIMES_AFTER = re.compile("的?[^，。；]{0,6}?[0-9.两三四五六七八九十近多]+(?:多|余)?倍")
# 由2014年的21.7%下降到…: binds the figure behind it and nothing else
_LOCAL_BEFORE = re.compile("(?:由|从|到|至)$")
_PARTS = {no: tuple(part + no for part in "ywmdp") for no in "12"}
_AGE = re.compile("(?:已|刚|刚满)?[0-9]{1,3}(?:周?岁)")
# 年末 behind a stated year
_YEAR_ENDS = {"年末": "-12", "年底": "-12", "年初": "-01"}
_AGO = ("以前", "之前")
_FIRST_OF = ("第", "的第", "首", "的首", "最后一")
_RANKS_AMONG = ("是", "为", "创")
_RANKED = re.compile("以来[^，。；]{0,14}(?:[最新第首]|的一年|之年)")  # 是2008年以来旱情较重的一年, 创2015年以来新高
_MONTHLY = re.compile("[^，。；0-9]{0,3}(?:一[次期场评]|[挣赚])")  # 一月开一次会, 一月能挣: each month
_CLAUSE = ("", *"，。；：、“")
_DAY = re.compile("[0-9]{1,2}[日号](?!内|以[内上]|左右|[常线楼院])")
_ONCE = re.compile("[^，。；]{0,5}一次")


class Dates:
    """Reads the dates of a sentence with the words of one codebook."""

    def __init__(self, periods: Periods):
        self._periods = periods
        words = (*periods.relative, *periods.as_written)
        self._within = frozenset([*_BEFORE_SIGN, *_WITHIN, *(sign for word in words for sign in word)])
        #: What stands right before the sign of a date.
        self.before_sign = frozenset([*_BEFORE_SIGN, *(word[: word.index("年")][-1:] for word in words)])
        years = alternation(sorted({*periods.relative, *periods.as_written} - {"去年"}))
        self._date = re.compile(
            f"(?<![0-9.第])(?:(?P<ya>{_YEAR})年?{_TO}(?P<yb>(?:19|20)?[0-9]{{2}})"
            "(?: ?年(?:[底末初]|度(?!假))?(?:期间|间)?|(?=[一二两三四五六七八九十]{1,2}年))|"
            "(?P<iso>(?:19|20)[0-9]{2}(?P<sep>[-./])[01]?[0-9](?:(?P=sep)[0-3]?[0-9])?)(?![0-9%])|"
            f"{_point_pattern('1', years)}"
            f"(?:(?:{_TO}|{_AND_DAY})(?:{_point_pattern('2', years)})|(?P<ma>{_N})月?{_TO}(?P<mb>{_N})月份?)?)"
        )
        self._plan_sign = re.compile(alternation(periods.plan_signs))
        self._aim = re.compile(f"(?:^|[，。；：、]){alternation(periods.aims)}[^，。；]{{0,20}}$")
        self._since = re.compile(alternation(periods.since))
        self._base = re.compile(f"{alternation(periods.compared)}[^，。；、]{{0,3}}$")
        self._counted = re.compile(f"{alternation(periods.counted_before)}$")
        self._aim_before = re.compile(f"{alternation(periods.aim_before)}$")
        self._aim_after = re.compile(alternation(periods.aim_after))
        # the day of the news, not of what it tells
        self._news = re.compile(
            f"(?:[上下]午)?(?:{alternation(periods.news)}|，?(?:[^，。；]{{0,8}}?记者)?从[^，。；]{{0,24}}{alternation(periods.heard)}"
            f"|，[^，。；]{{2,24}}{alternation(periods.told)})"
        )
        self._since_birth = re.compile(f"{alternation(periods.born_before)}$")
        self._ends_birth = frozenset(word[-1] for word in periods.born_before)
        self._then = re.compile(alternation(periods.born_not))
        self._born = re.compile(f"^(?:[0-9]{{1,2}}月)?{any_word(periods.born)}")

    def read(self, text: str, signs: Sequence[int], published: date | None) -> list[Period]:
        """The dates, each right before one of the `signs`; a month without its year falls into the year told before it, else into the last that fits."""
        found = _listed_years(text)
        listed = len(found)
        year = published.year if published else None
        told: Period | None = None
        stated = ""  # the year stated last
        for match in self._matches(text, signs):
            bare = (match["m1"] or match["p1"]) and not (match["y1"] or match["w1"])
            month_of = self._year_of(match, text, told, published) if bare and year else year
            period = self._period(match, text, month_of)
            if period is None:
                continue
            if year and len(period.iso) == 4 and period.iso < str(year) and text.startswith(_AGO, period.end):
                period = period._replace(end=period.end + 2, iso=text[period.start : period.end + 2])  # 2013年以前
            elif match["w1"] and len(period.iso) == 4 and told and text.startswith(_FIRST_OF, period.end):
                period = period._replace(iso="", kind="name")  # 4月10日，今年第一期培训班开班
            elif period.iso in _YEAR_ENDS and stated:
                period = period._replace(iso=stated + _YEAR_ENDS[period.iso])
            elif period.iso[:4].isdecimal():
                stated = period.iso[-4:] if period.kind == "span" and len(period.iso) == 9 else period.iso[:4]
            found.append(period)
            exact = match["m1"] or match["w1"] in self._periods.relative
            if exact and period.kind in ("point", "since") and period.iso[:4].isdecimal():
                told = period
        return sorted(found) if listed else found

    def compares(self, text: str, start: int) -> bool:
        """Is what begins at `start` only compared with (比去年同期)?"""
        return self._base.search(text[max(0, start - 8) : start]) is not None

    def _year_of(self, match: re.Match, text: str, told: Period | None, published: date) -> int:
        """The year of a bare month or quarter: 去年9月…，10月…; and in January, 12月 without a word of plan is past."""
        year = published.year
        if match["m1"]:
            month = _number(match["m1"])
            if told is not None and not text.endswith(("截至", "截止"), 0, match.start()):
                later = len(told.iso) > 4 and told.iso[5:7] > f"{month:02d}"
                return int(told.iso[:4]) + (later and int(told.iso[:4]) < year)
        else:
            iso = self._iso(match, "1", year)
            if match["p1"].endswith("个月"):
                return year - (int(iso[-2:]) > published.month)
            month = int(iso[-2:]) - (0 if match["p1"][0] in "前" else 2) if iso.count("-") == 2 else 0
        ahead = text.endswith("到", 0, match.start()) and "已" not in text
        gap = month - published.month  # December lies nearer behind January than ahead of it
        return year - (12 - gap <= gap and not ahead and not self._plan_sign.search(text))

    def _matches(self, text: str, signs: Sequence[int]) -> Iterator[re.Match]:
        """Dates, each looked for right before its sign only."""
        done, within, date = 0, self._within, self._date.match
        for stop in signs:
            begin = stop
            if stop < done:
                continue
            while begin > done and stop - begin < _WIDE and text[begin - 1] in within:
                begin -= 1
            for at in range(begin, stop + 1):
                match = date(text, at) if text[at] in _DATE_BEGINS else None
                if match and match.end() - at > 1:
                    yield match
                    done = match.end()
                    break

    def _period(self, match: re.Match, text: str, year: int | None) -> Period | None:
        """The time that a match says; None where it says none."""
        start, end = match.span()
        before, after = text[max(0, start - 8) : start], text[end : end + 8]
        ya, yb, iso, ma, mb = match.group("ya", "yb", "iso", "ma", "mb")
        if ya:
            return Period(start, end, f"{_number(ya)}/{ya[:2] + yb if len(yb) == 2 else yb}", "span")
        if iso:
            parts = re.split("[-./]", iso)
            if iso[4] == "." and len(parts) == 2 or not 1 <= int(parts[1]) <= 12:
                return None
            return Period(start, end, "-".join([parts[0], *(p.zfill(2) for p in parts[1:])]), "point")
        if match[0] == "一月" and _MONTHLY.match(after):
            return None
        first = self._iso(match, "1", year)
        if (match["p1"] or "").endswith("个月") and not (match["y1"] or match["w1"]) and before[-1:] not in _CLAUSE:
            return None  # 到期前3个月
        if first == "年底" and year and (self._aim_before.search(before) or self._aim_after.match(after)):
            first = f"{year:04d}-12"  # a deadline
        if ma:
            base = first.split("-")[0] if first else str(year or "")
            iso = f"{base}-{_number(ma):02d}/{base}-{_number(mb):02d}" if base else match[0]
            return Period(start, end, iso, "span")
        if not first:
            return self._day(match, text, before)
        span = self._span(match, first, year)
        if span:
            return Period(start, end, span, "span")
        if match["p1"] in ("底", "末", "初") and not (match["y1"] or match["w1"] or match["m1"] or match["d1"]):
            return None
        kind = self._kind(match, text, before, after)
        if kind == "point":
            return self._since_then(Period(start, end, first, kind), text, before, after)
        return Period(start, end, first, kind) if kind else None

    def _day(self, match: re.Match, text: str, before: str) -> Period | None:
        """A day without its month: a date that binds nothing, unless days are counted."""
        bare = match["d1"] and not match["m1"] and not self._counted.search(before) and _DAY.match(text, match.start())
        if bare and int(match["d1"]) < 32 and ("每" not in before[-4:] or "月" in before[-2:]):
            return Period(*match.span(), "", "name")
        return None

    def _span(self, match: re.Match, first: str, year: int | None) -> str:
        """Both ends of a span of days, months or years; "" where it is none."""
        y2, m2, d2 = match.group("y2", "m2", "d2")
        if not (y2 or m2 or d2):
            return ""
        if d2 and not m2 and not y2 and match["d1"] and first.count("-") == 2:
            return f"{first}/{first[:8]}{_number(d2):02d}"
        second = self._iso(match, "2", int(first[:4]) if first[:4].isdigit() and not match["w2"] else year)
        return f"{first.split('/', maxsplit=1)[0]}/{second.split('/')[-1]}" if second else ""

    def _kind(self, match: re.Match, text: str, before: str, after: str) -> str:
        """How a point in time binds; "" where it is none."""
        start, end = match.span()
        if before.endswith("每年"):
            return "born"
        if self._base.search(before) or (before[-1:] in "是为" and _TIMES_AFTER.match(text[end : end + 14])):
            return "base"
        if (match["p1"] or "").endswith("季度") and not (match["y1"] or match["w1"]) and _ONCE.match(after):
            return ""  # 一季度通报一次
        if self._aim.search(text[max(0, start - 28) : start]):
            return "aim"
        begun = (before[-1:] in self._ends_birth and self._since_birth.search(before)) or (
            self._born.match(after) and not self._then.match(after)
        )
        if begun or _AGE.match(after) or self._news.match(text, end):
            return "born"
        return "local" if after.startswith(("的", "时的")) and _LOCAL_BEFORE.search(before) else "point"

    def _since_then(self, period: Period, text: str, before: str, after: str) -> Period:
        """2018年起, 自2018年: a time that goes on."""
        start, end, iso, _ = period
        if "/" in iso:
            return period
        if before[-1:] in _RANKS_AMONG and _RANKED.match(text, end):
            return Period(start, end + 2, iso, "base")  # 去年是2008年以来旱情最重的一年
        since = self._since.match(after)
        if since and not (since[0] == "后" and after[1:2] in "续备勤"):
            iso = iso + "/" if iso[:4].isdigit() else text[start : end + since.end()]
            return Period(start, end + since.end(), iso, "since")
        return Period(start, end, iso + "/", "since") if before.endswith("自") else period

    def _iso(self, match: re.Match, no: str, year: int | None) -> str:
        """One point in time in ISO form; as written where no year is known; "" where nothing stands."""
        y, w, m, d, part = match.group(*_PARTS[no])
        if (d and not m) or not (y or w or m or part):
            return ""
        if y:
            base = _number(y)
        elif year is None or w in self._periods.as_written:
            return (w or "") + (f"{m}月" if m else "") + (f"{d}日" if d else "") + (part or "")
        else:
            base = year + self._periods.relative.get(w or "今年", 0)
        iso = f"{base:04d}"
        if m:
            month = _number(m)
            if not 1 <= month <= 12:
                return ""
            iso += f"-{month:02d}"
            if d and 1 <= _number(d) <= 31:
                iso += f"-{_number(d):02d}"
            return iso
        if not part:
            return iso
        if not y and not w and part in ("年末", "年初", "年底"):
            return part
        if part.endswith(("底", "末")):
            return iso + "-12"
        if part.endswith("初"):
            return iso + "-01"
        if part == "上半年":
            return f"{iso}-01/{iso}-06"
        if part == "下半年":
            return f"{iso}-07/{iso}-12"
        if part.endswith("个月"):
            return f"{iso}-01/{iso}-{_number(part[1:-2].replace('两', '二')):02d}"
        count = next("一二三四".find(c) + 1 or "1234".find(c) + 1 or 2 for c in part if c in "一二三四两1234")
        if part.startswith("前"):
            return f"{iso}-01/{iso}-{3 * count:02d}"
        return f"{iso}-{3 * count - 2:02d}/{iso}-{3 * count:02d}"


def _listed_years(text: str) -> list[Period]:
    """2017、2018年: the years of a list that have no 年 of their own."""
    if "、20" not in text and "和20" not in text:
        return []
    return [
        Period(match.start() + year.start(), match.start() + year.end(), year[0], "point")
        for match in _LISTED_YEARS.finditer(text)
        for year in _LISTED_YEAR.finditer(match[0])
    ]


def _point_pattern(no: str, years: str) -> str:
    """One point in time; its groups are numbered so that a span can hold two."""
    return (
        f"(?:(?P<y{no}>{_YEAR}) ?年度?|(?P<w{no}>(?<!过)去年(?!均)|{years}))?(?:的(?={_N} ?月))?"
        f"(?:(?P<m{no}>{_N}) ?月份?(?![度均龄一]))?"
        f"(?:(?P<d{no}>[0-9]{{1,2}}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]) ?"
        f"(?:[日号](?![线楼文常]|夜[校班市])(?:[上下]午|[晚夜])?{'|' + _FIRST_DAY if no == '1' else ''}))?"
        f"(?P<p{no}>{_PART})?"
    )


def _number(text: str) -> int:
    if text[0] in "0123456789":
        return int(text)
    if len(text) == 4:
        return int("".join(_HAN[c] for c in text))
    tens, found, ones = text.rpartition("十")
    return (10 * int(_HAN[tens] if tens else 1) if found else 0) + (int(_HAN[ones]) if ones else 0)
