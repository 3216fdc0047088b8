"""Stated times in a sentence, in ISO form: 今年4月 · 2014-2019年 · 2018年起 · “十三五”期间 · 过去5年."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from casekit.codebook.modality import Periods, Word
from casekit.quantities.signs import any_word

_NEAR = re.compile("(?P<day>昨[天日])|(?P<month>这个月|本月|上个月)(?!的?[0-9一二三]{1,3}[日号])")
_HAN = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
_N = "(?:[0-9]{1,2}|十[一二]|[一二三四五六七八九十])"
_YEAR = "(?:(?:19|20)[0-9]{2}|[一二][九〇零○][〇零○一二三四五六七八九]{2})"
_TO = "(?: ?[-—–~－]+ ?|至(?!今)|到)"
_PART = "(?:第?[一二三四1-4]季度|前[二三23两]个?季度|上半年|下半年|年底|年末|年初|底|末|初)"
_ISO = re.compile("[0-9]{4}[-./]")
# every date has one of these signs; no date has its first one further in than _WIDE
_SIGN = re.compile("[-./年月日号季]")
_WIDE = 16
_ENDS_OF_YEAR = ("年底", "年末", "年初")
# what stands right before the first sign of a date, and before the 年 or 月 of a stretch
_BEFORE_SIGN = frozenset("0123456789〇零○一二三四五六七八九十两个半 ")
_COUNTS = frozenset("0123456789一二三四五六七八九十两几数多余周个半")
_DATE_BEGINS = frozenset("0123456789一二三四五六七八九十今去前明后本上下同第年")
_STRETCH_BEGINS = frozenset("半过近最前连今未再接一二三四五六七八九十两几数0123456789")
_LENGTH = re.compile("[年月]")
_LONGEST_LEAD = 11
# 是2016年的3倍: what is compared with is no time of the figure
_TIMES_AFTER = re.compile("的?[^，。；]{0,6}?[0-9.两三四五六七八九十近多]+(?:多|余)?倍")
# 由2014年的21.7%下降到…: binds the figure behind it and nothing else
_LOCAL_BEFORE = re.compile("(?:由|从|到|至)$")
_AGE = re.compile("(?:已|刚|刚满)?[0-9]{1,3}(?:周?岁)")
_DAY = re.compile("[0-9]{1,2}[日号](?!内|以[内上]|左右|[常线楼院])")
_ONCE = re.compile("[^，。；]{0,5}一次")
_WHOLE = re.compile("全年(?!龄|级|[0-9]{3}天|无休)")


class Period(NamedTuple):
    """A stated time: where it stands, what it says, and how it binds (`point`, `span`, `since`, `open`, `base`, …)."""

    start: int
    end: int
    iso: str
    kind: str


class Times:
    """Reads the stated times of a sentence with the words of one codebook.

    Examples
    --------
    >>> from datetime import date
    >>> from casekit.codebook import Codebook
    >>> from casekit.codebook.modality import load_periods
    >>> [p.iso for p in Times(load_periods(Codebook())).stated("自2014年以来，今年4月又增2个。", date(2019, 7, 12))]
    ['2014/', '2019-04']
    """

    def __init__(self, periods: Periods):
        from ahocorasick_rs import AhoCorasick, MatchKind

        def some(words: Iterable[str]) -> str:
            return any_word(map(Word, words))

        self._periods = periods
        feasts = [*(f"“{name}”" for name in periods.feasts), *periods.seasons]
        self._names = (*periods.open, *periods.plans, *feasts)
        self._feasts = frozenset(feasts)
        self._named = AhoCorasick(list(self._names), matchkind=MatchKind.LeftmostLongest)
        self._counts = _BEFORE_SIGN | {
            word[: word.index("年")][-1:] for word in (*periods.relative, *periods.as_written)
        }
        years = some(sorted({*periods.relative, *periods.as_written} - {"去年"}))
        self._date = re.compile(
            f"(?<![0-9.第])(?:(?P<ya>{_YEAR})年?{_TO}(?P<yb>(?:19|20)?[0-9]{{2}}) ?年(?:[底末初]|度(?!假))?(?:期间|间)?|"
            "(?P<iso>(?:19|20)[0-9]{2}(?P<sep>[-./])[01]?[0-9](?:(?P=sep)[0-3]?[0-9])?)(?![0-9%])|"
            f"{_point_pattern('1', years)}"
            f"(?:{_TO}(?:{_point_pattern('2', years)})|(?P<ma>{_N})月?{_TO}(?P<mb>{_N})月份?)?)"
        )
        self._stretch = re.compile(
            f"(?P<lead>{some(periods.leads)})?的?(?P<n>[0-9]{{1,3}}|[一二两三四五六七八九十几数]{{1,3}}|半)(?P<mid>多|余)?"
            f"(?P<u>{some(periods.lengths)})(?P<half>半|多)?(?P<tail>{some(periods.tails)})?(?![级制期度轻青龄])"
        )
        self._feast_tail = re.compile(some(periods.feast_tails))
        self._plan_sign = re.compile(some(periods.plan_signs))
        self._aim = re.compile(f"(?:^|[，。；：、]){some(periods.aims)}[^，。；]{{0,6}}$")
        self._plan_tail = re.compile(some(periods.plan_tails))
        self._since = re.compile(some(periods.since))
        self._base = re.compile(f"{some(periods.compared)}[^，。；、]{{0,3}}$")
        self._condition = re.compile(f"[^，。；]{{0,4}}{some(periods.conditions)}")
        self._counted = re.compile(f"{some(periods.counted_before)}$")
        self._aim_before = re.compile(f"{some(periods.aim_before)}$")
        self._aim_after = re.compile(some(periods.aim_after))
        # the day of the news, not of what it tells
        self._news = re.compile(
            f"(?:[上下]午)?(?:{some(periods.news)}|，?(?:记者)?从[^，。；]{{0,24}}{some(periods.heard)})"
        )
        self._since_birth = re.compile(f"{some(periods.born_before)}$")
        self._then = re.compile(some(periods.born_not))
        self._born = re.compile(f"^(?:[0-9]{{1,2}}月)?{any_word(periods.born)}")

    def stated(self, text: str, published: date | None) -> list[Period]:
        """Every stated time of one sentence (digits plain), in order; without `published` 今年 stays as written."""
        found: list[Period] = []
        year_or_month = "年" in text or "月" in text
        if year_or_month or "日" in text or "号" in text or "季度" in text or _ISO.search(text):
            self._read_dates(text, published, found)
        if year_or_month:
            taken = [(p.start, p.end) for p in found]
            for match in self._stretches(text):
                if (match["lead"] or match["tail"]) and _free(match.span(), taken) and self._states(match, text):
                    # 2013年以来的7年间: the years are told already
                    told = any(p.kind == "since" and text[p.end : match.start()] == "的" for p in found)
                    found.append(Period(*match.span(), "" if told else match[0], "name" if told else "open"))
        if published and ("昨" in text or "个月" in text or "本月" in text):
            found += [_near(match, published) for match in _NEAR.finditer(text)]
        if "全年" in text:
            for match in _WHOLE.finditer(text):
                if not (text[match.start() - 1 : match.start()] == "年" and found):
                    found.append(Period(*match.span(), "全年", "open"))
        for number, start, end in self._named.find_matches_as_indexes(text):
            name = self._names[number]
            if name in self._feasts:
                tail = self._feast_tail.match(text, end)
                found += [self._on_feast(text[start : tail.end()], start, found)] if tail else []
            elif name in self._periods.plans:
                found += self._plan(name, text, start)
            elif _free((start, end), [(p.start, p.end) for p in found]):
                # 比去年同期
                compared = any(p.kind == "base" and p.end == start for p in found) or self._base.search(
                    text[max(0, start - 8) : start]
                )
                found.append(Period(start, end, name, "base" if compared else "open"))
        return sorted(found)

    def _read_dates(self, text: str, published: date | None, found: list[Period]) -> None:
        """The dates; a month without its year falls into the year told before it, else into the last that fits."""
        year = published.year if published else None
        told: Period | None = None
        for match in self._dates(text):
            bare = (match["m1"] or match["p1"]) and not (match["y1"] or match["w1"])
            month_of = self._year_of(match, text, told, published) if bare and year else year
            period = self._point(match, text, month_of, published)
            if period is None:
                continue
            found.append(period)
            exact = match["m1"] or match["w1"] in self._periods.relative
            if exact and period.kind in ("point", "since") and period.iso[:4].isdecimal():
                told = period

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
            month = int(iso[-2:]) - (0 if match["p1"][0] in "前" else 2) if iso.count("-") == 2 else 0
        ahead = text.endswith("到", 0, match.start()) and "已" not in text
        return year - (month > published.month and not ahead and not self._plan_sign.search(text))

    def _dates(self, text: str) -> Iterator[re.Match]:
        """Dates, each looked for right before its sign only."""
        done = 0
        for sign in _SIGN.finditer(text):
            stop = sign.start()
            if text[stop] in "-./":
                if not text[max(stop - 4, 0) : stop].isdecimal():
                    continue
            elif text[stop - 1 : stop] not in self._counts and text[stop : stop + 2] not in _ENDS_OF_YEAR:
                continue
            for at in range(max(done, stop - _WIDE), stop + 1):
                match = self._date.match(text, at) if text[at] in _DATE_BEGINS else None
                if match and match.end() - at > 1:
                    yield match
                    done = match.end()
                    break

    def _stretches(self, text: str) -> Iterator[re.Match]:
        """Stretches of time, each looked for right before its 年 or 月 only."""
        done = 0
        for sign in _LENGTH.finditer(text):
            if text[sign.start() - 1] not in _COUNTS:
                continue
            for at in range(max(done, sign.start() - _LONGEST_LEAD), sign.start()):
                match = self._stretch.match(text, at) if text[at] in _STRETCH_BEGINS else None
                if match:
                    yield match
                    done = match.end()
                    break

    def _states(self, match: re.Match, text: str) -> bool:
        """内 and 时间 bound a period only with years; 24个月内 may be a limit all the same, and stays a number."""
        if match["n"][0] in "几数":  # 近几年来 states no time
            return False
        if match["tail"] in ("内", "之内") and match["u"] != "年":
            return False
        if match["lead"] in ("前", "近") and not match["tail"] and text[match.end() : match.end() + 1] in "的":
            return match["lead"] == "近"
        if match["lead"] == "连续" and not match["tail"] and self._condition.match(text, match.end()):
            return False
        return not (match["lead"] is None and match["tail"] in ("里", "中") and match["u"] != "年")

    def _on_feast(self, written: str, start: int, found: Sequence[Period]) -> Period:
        """A feast in a year that is stated right before it falls into its month; else it stays as written."""
        year = next((p for p in found if start - 1 <= p.end <= start and len(p.iso) == 4), None)
        month = self._periods.feasts.get(written[1:3])
        return Period(start, start + len(written), f"{year.iso}-{month}" if year and month else written, "point")

    def _plan(self, name: str, text: str, start: int) -> list[Period]:
        """A five-year plan as a stretch of time; named alone it states no time, and its number counts nothing."""
        end = start + len(name)
        quoted = text[start - 1 : start] == "“" and text[end : end + 1] == "”"
        if not quoted and len(name) < 3:
            return []
        start, end = start - quoted, end + quoted
        tail = self._plan_tail.match(text, end)
        if not tail:
            return [Period(start, end, "", "name")]
        first, last = self._periods.plans[name].split("/")
        iso = f"{first}/" if tail[0] == "以来" else f"{last}-12" if "末" in tail[0] else self._periods.plans[name]
        return [Period(start, tail.end(), iso, "span")]

    def _point(self, match: re.Match, text: str, year: int | None, published: date | None) -> Period | None:
        start, end = match.span()
        before = text[max(0, start - 8) : start]
        after = text[end : end + 8]
        if match["ya"]:
            last = match["yb"]
            iso = f"{_number(match['ya'])}/{match['ya'][:2] + last if len(last) == 2 else last}"
            return Period(start, end, iso, "span")
        if match["iso"]:
            parts = re.split("[-./]", match["iso"])
            if match["iso"][4] == "." and len(parts) == 2 or not 1 <= int(parts[1]) <= 12:
                return None
            return Period(start, end, "-".join([parts[0], *(p.zfill(2) for p in parts[1:])]), "point")
        first = self._iso(match, "1", year, bool(self._aim_before.search(before) or self._aim_after.match(after)))
        if match["ma"]:
            base = first.split("-")[0] if first else str(year or "")
            if not base:
                return Period(start, end, match[0], "span")
            return Period(start, end, f"{base}-{_number(match['ma']):02d}/{base}-{_number(match['mb']):02d}", "span")
        if not first:
            # a day without its month: a date that binds nothing
            bare = (
                not self._counted.search(before)
                and match["d1"]
                and not match["m1"]
                and _DAY.match(text, start)
                and int(match["d1"]) < 32
            )
            return (
                Period(start, end, "", "name")
                if bare and "每" not in before[-4:] or bare and "月" in before[-2:]
                else None
            )
        if match["d2"] and not match["m2"] and not match["y2"] and match["d1"] and first.count("-") == 2:
            return Period(start, end, f"{first}/{first[:8]}{_number(match['d2']):02d}", "span")
        second = (
            self._iso(match, "2", int(first[:4]) if first[:4].isdigit() else year)
            if match["m2"] or match["y2"] or match["d2"]
            else ""
        )
        if second:
            return Period(start, end, f"{first.split('/')[0]}/{second.split('/')[-1]}", "span")
        if (
            match["m1"] is None
            and match["d1"] is None
            and not match["y1"]
            and not match["w1"]
            and match["p1"] in ("底", "末", "初")
        ):
            return None
        if before.endswith("每年"):
            return Period(start, end, first, "born")
        if self._base.search(before) or (before[-1:] in "是为" and _TIMES_AFTER.match(text[end : end + 14])):
            return Period(start, end, first, "base")
        if (match["p1"] or "").endswith("季度") and not any(match[g] for g in ("y1", "w1")) and _ONCE.match(after):
            return None  # 一季度通报一次
        if self._aim.search(text[max(0, start - 14) : start]):
            return Period(start, end, first, "aim")
        if self._news.match(text, end):
            return Period(start, end, first, "born")
        if (
            self._since_birth.search(before)
            or (self._born.match(after) and not self._then.match(after))
            or _AGE.match(after)
        ):
            return Period(start, end, first, "born")
        if _LOCAL_BEFORE.search(before) and after[:1] == "的":
            return Period(start, end, first, "local")
        since = self._since.match(after)
        if since and "/" not in first and not (since[0] == "后" and after[1:2] in "续备勤"):
            iso = first + "/" if first[:4].isdigit() else text[start : end + since.end()]
            return Period(start, end + since.end(), iso, "since")
        if before.endswith("自") and "/" not in first:
            return Period(start, end, first + "/", "since")
        return Period(start, end, first, "point")

    def _iso(self, match: re.Match, no: str, year: int | None, aimed: bool = False) -> str:
        """One point in time in ISO form (`aimed`: 年底 is a deadline); as written where no year is known; "" where nothing stands."""
        y, w, m, d, part = (match[name + no] for name in "ywmdp")
        if not any((y, w, m, d, part)):
            return ""
        if d and not m:
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
            return iso + "-12" if part == "年底" and aimed else part
        if part.endswith(("底", "末")):
            return iso + "-12"
        if part.endswith("初"):
            return iso + "-01"
        if part == "上半年":
            return f"{iso}-01/{iso}-06"
        if part == "下半年":
            return f"{iso}-07/{iso}-12"
        count = next("一二三四".find(c) + 1 or "1234".find(c) + 1 or 2 for c in part if c in "一二三四两1234")
        if part.startswith("前"):
            return f"{iso}-01/{iso}-{3 * count:02d}"
        return f"{iso}-{3 * count - 2:02d}/{iso}-{3 * count:02d}"


def _point_pattern(no: str, years: str) -> str:
    """One point in time; its groups are numbered so that a span can hold two."""
    return (
        f"(?:(?P<y{no}>{_YEAR}) ?年度?|(?P<w{no}>(?<!过)去年(?!均)|{years}))?(?:的(?={_N} ?月))?"
        f"(?:(?P<m{no}>{_N}) ?月份?(?![度均龄一]))?"
        f"(?:(?P<d{no}>[0-9]{{1,2}}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]) ?[日号](?![线楼文常夜])(?:[上下]午|晚)?)?"
        f"(?P<p{no}>{_PART})?"
    )


def _near(match: re.Match, published: date) -> Period:
    """Yesterday, this month, last month."""
    day = published - timedelta(days=1 if match["day"] else published.day if match["month"] == "上个月" else 0)
    return Period(*match.span(), day.isoformat()[: 10 if match["day"] else 7], "point")


def _free(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    return all(span[1] <= start or span[0] >= end for start, end in taken)


def _number(text: str) -> int:
    if text[0] in "0123456789":
        return int(text)
    if len(text) == 4:
        return int("".join(_HAN[c] for c in text))
    tens, found, ones = text.rpartition("十")
    return (10 * int(_HAN[tens] if tens else 1) if found else 0) + (int(_HAN[ones]) if ones else 0)
