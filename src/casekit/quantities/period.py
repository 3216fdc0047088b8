"""Stated times in a sentence, in ISO form: 今年4月 · 2014-2019年 · 2018年起 · “十三五”期间 · 过去5年."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from casekit.codebook.modality import Periods

RELATIVE = {"今年": 0, "本年度": 0, "去年": -1, "前年": -2, "明年": 1}
_NEAR = re.compile("(?P<day>昨[天日])|(?P<month>这个月|本月|上个月)(?!的?[0-9一二三]{1,3}[日号])")
_HAN = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
_N = "(?:[0-9]{1,2}|十[一二]|[一二三四五六七八九十])"
_YEAR = "(?:(?:19|20)[0-9]{2}|[一二][九〇零○][〇零○一二三四五六七八九]{2})"
_TO = "(?: ?[-—–~－]+ ?|至|到)"
_PART = "(?:第?[一二三四1-4]季度|前[二三23两]个?季度|上半年|下半年|年底|年末|年初|底|末|初)"


def _point_pattern(no: str) -> str:
    """One point in time; its groups are numbered so that a span can hold two."""
    return (
        f"(?:(?P<y{no}>{_YEAR}) ?年度?|(?P<w{no}>今年|(?<!过)去年(?!均)|前年|明年|本年度|上年度?|同年))?(?:的(?={_N} ?月))?"
        f"(?:(?P<m{no}>{_N}) ?月份?(?![度均龄一]))?"
        f"(?:(?P<d{no}>[0-9]{{1,2}}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]) ?[日号](?![线楼文常夜])(?:[上下]午|晚)?)?"
        f"(?P<p{no}>{_PART})?"
    )


_ISO = re.compile("[0-9]{4}[-./]")
_DATE = re.compile(
    "(?=[0-9一二三四五六七八九十今去前明后本上下同第年])(?<![0-9.第])(?:"
    f"(?P<ya>{_YEAR})年?{_TO}(?P<yb>(?:19|20)?[0-9]{{2}}) ?年(?:[底末初]|度(?!假))?(?:期间|间)?|"
    f"(?P<iso>(?:19|20)[0-9]{{2}}(?P<sep>[-./])[01]?[0-9](?:(?P=sep)[0-3]?[0-9])?)(?![0-9%])|"
    + _point_pattern("1")
    + f"(?:{_TO}(?:{_point_pattern('2')})|(?P<ma>{_N})月?{_TO}(?P<mb>{_N})月份?)?"
    ")"
)
_AFTER = re.compile("(?:(?:之|以)?[前来后](?![进往续勤天年])|起|开始|至今|以降|期间|间)")
_SINCE_AFTER = re.compile("(?:来|以来|起|开始|后|以后|之后|至今)")
_SPAN = re.compile(
    "(?=[过近最前连今未再接一二三四五六七八九十两几数0-9])(?P<lead>过去的?|近|最近|前|连续|今后|未来|接下来|再过)?(?:的)?"
    "(?P<n>[0-9]{1,3}|[一二两三四五六七八九十几数]{1,3})(?P<mid>多|余)?(?P<u>年|个月|个多月|周年)(?P<half>半|多)?"
    "(?P<tail>的时间里?|以来|多来|来|间|之间|里|中|内|之内|时间)?(?![级制期度轻青龄])"
)
_FESTIVAL = re.compile(
    "“(?:七一|八一|十一|五一|六一|五四|三八|两会)”(?:前后|前夕|期间|之前|前)|(?:春节|国庆|元旦|中秋|重阳节?|清明)(?:前后|前夕|期间)"
)
_MONTH_OF = {"七一": "07", "八一": "08", "十一": "10", "五一": "05", "六一": "06", "五四": "05", "三八": "03"}
_PLAN_TAIL = re.compile("期间|时期|以来|期末|末|开局|规划期")
_BASE = re.compile("(?:比|较|同比|相比|相较于?|比起|高于|低于|超过|与|同|距离?|离)(?:[^，。；、]{0,3})$")
# 是2016年的3倍: what is compared with is no time of the figure
_TIMES_AFTER = re.compile("的?[^，。；]{0,6}?[0-9.两三四五六七八九十近多]+(?:多|余)?倍")
# 由2014年的21.7%下降到…: binds the figure behind it and nothing else
_LOCAL_BEFORE = re.compile("(?:由|从|到|至)$")
# 连续两年优秀的: a condition that counts the years
_CONDITION = re.compile("[^，。；]{0,4}(?:优秀|合格|低于|不足|不到|未|倒数|排名|末位|后[0-9一二三]|评为|没有|无)")
_AGE = re.compile("(?:已|刚|刚满)?[0-9]{1,3}(?:周?岁)")
_DAY = re.compile("[0-9]{1,2}[日号](?!内|以[内上]|左右|[常线楼院])")
_COUNTS = re.compile("(?:于|少|过|满|约|共|期|时|达|有|足)$")
_AIM_BEFORE = re.compile("(?:到|至|在|于|确保|力争|截至|截止|今)$")
_AIM_AFTER = re.compile("前|之前|以前|将|要|可|力争|实现|完成|达到|全面|基本|全部|有望|预计")
_ONCE = re.compile("[^，。；]{0,5}一次")
# the day of the news, not of what it tells
_REPORTED_ON = re.compile("(?:[上下]午)?(?:电|讯|消息|，?(?:记者)?从[^，。；]{0,24}(?:获悉|了解到))")
_WHOLE = re.compile("全年(?!龄|级|[0-9]{3}天|无休)")
_BORN = re.compile("^(?:[0-9]{1,2}月)?(?:出生|生(?!产)|生人|入党|参军|退伍|转业|复员|毕业|建校|建档|成立的|始建)")


class Period(NamedTuple):
    """A stated time: where it stands, what it says, and how it binds (`point`, `span`, `since`, `open`, `base`)."""

    start: int
    end: int
    iso: str
    kind: str


def stated(text: str, published: date | None, periods: Periods, named: re.Pattern) -> list[Period]:
    """Every stated time of one sentence, in order.

    Parameters
    ----------
    text : str
        The sentence, digits plain.
    published : date or None
        The article's own date; without it 今年 stays as written.
    periods : Periods
        Named stretches.
    named : pattern
        Matches their names.

    Examples
    --------
    >>> from casekit.codebook import Codebook
    >>> from casekit.quantities.lexicon import lexicon
    >>> words = lexicon(Codebook())
    >>> [p.iso for p in stated("自2014年以来，今年4月又增2个。", date(2019, 7, 12), words.periods, words.times)]
    ['2014/', '2019-04']
    """
    found: list[Period] = []
    year = published.year if published else None
    year_or_month = "年" in text or "月" in text
    dated = year_or_month or "日" in text or "号" in text or "季度" in text or _ISO.search(text)
    for match in _DATE.finditer(text) if dated else ():
        if match.end() - match.start() < 2:
            continue
        period = _date(match, text, year, published)
        if period:
            found.append(period)
    taken = [(p.start, p.end) for p in found]
    for match in _SPAN.finditer(text) if year_or_month else ():
        if (match["lead"] or match["tail"]) and _free(match.span(), taken) and _states_period(match, text):
            found.append(Period(*match.span(), match[0], "open"))
    for match in _NEAR.finditer(text) if published and ("昨" in text or "个月" in text or "本月" in text) else ():
        day = published - timedelta(days=1 if match["day"] else published.day if match["month"] == "上个月" else 0)
        found.append(Period(*match.span(), day.isoformat()[: 10 if match["day"] else 7], "point"))
    for match in _WHOLE.finditer(text) if "全年" in text else ():
        if not (text[match.start() - 1 : match.start()] == "年" and found):
            found.append(Period(*match.span(), "全年", "open"))
    if "“" in text or "节" in text or "清明" in text or "元旦" in text:
        for match in _FESTIVAL.finditer(text):
            found.append(_feast(match, found))
    for match in named.finditer(text):
        if match[0] in periods.plans:
            found += _plan(match[0], periods.plans[match[0]], text, match.start())
        elif _free(match.span(), [(p.start, p.end) for p in found]):
            found.append(Period(*match.span(), match[0], "open"))
    return sorted(found)


def _free(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    return all(span[1] <= start or span[0] >= end for start, end in taken)


def _number(text: str) -> int:
    if text[0] in "0123456789":
        return int(text)
    if len(text) == 4:
        return int("".join(_HAN[c] for c in text))
    tens, found, ones = text.rpartition("十")
    return (10 * int(_HAN[tens] if tens else 1) if found else 0) + (int(_HAN[ones]) if ones else 0)


def _states_period(match: re.Match, text: str) -> bool:
    """内 and 时间 bound a period only with years; 24个月内 may be a limit all the same, and stays a number."""
    if match["n"][0] in "几数":  # 近几年来 states no time
        return False
    if match["tail"] in ("内", "之内") and match["u"] != "年":
        return False
    if match["lead"] in ("前", "近") and not match["tail"] and text[match.end() : match.end() + 1] in "的":
        return match["lead"] == "近"
    if match["lead"] == "连续" and not match["tail"] and _CONDITION.match(text, match.end()):
        return False
    return not (match["lead"] is None and match["tail"] in ("里", "中") and match["u"] != "年")


def _feast(match: re.Match, found: Sequence[Period]) -> Period:
    """A feast in a year that is stated right before it falls into its month; else it stays as written."""
    year = next((p for p in found if match.start() - 1 <= p.end <= match.start() and len(p.iso) == 4), None)
    month = _MONTH_OF.get(match[0][1:3])
    return Period(*match.span(), f"{year.iso}-{month}" if year and month else match[0], "point")


def _plan(name: str, years: str, text: str, start: int) -> list[Period]:
    """A five-year plan as a stretch of time; named alone it states no time, and its number counts nothing."""
    end = start + len(name)
    quoted = text[start - 1 : start] == "“" and text[end : end + 1] == "”"
    if not quoted and len(name) < 3:
        return []
    start, end = start - quoted, end + quoted
    tail = _PLAN_TAIL.match(text, end)
    if not tail:
        return [Period(start, end, "", "name")]
    first, last = years.split("/")
    iso = f"{first}/" if tail[0] == "以来" else f"{last}-12" if "末" in tail[0] else years
    return [Period(start, tail.end(), iso, "span")]


def _date(match: re.Match, text: str, year: int | None, published: date | None) -> Period | None:
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
    first = _point(match, "1", year, bool(_AIM_BEFORE.search(before) or _AIM_AFTER.match(after)))
    if match["ma"]:
        base = first.split("-")[0] if first else str(year or "")
        if not base:
            return Period(start, end, match[0], "span")
        return Period(start, end, f"{base}-{_number(match['ma']):02d}/{base}-{_number(match['mb']):02d}", "span")
    if not first:
        # a day without its month: a date that binds nothing
        bare = (
            not _COUNTS.search(before)
            and match["d1"]
            and not match["m1"]
            and _DAY.match(text, start)
            and int(match["d1"]) < 32
        )
        return (
            Period(start, end, "", "name") if bare and "每" not in before[-4:] or bare and "月" in before[-2:] else None
        )
    if match["d2"] and not match["m2"] and not match["y2"] and match["d1"] and first.count("-") == 2:
        return Period(start, end, f"{first}/{first[:8]}{_number(match['d2']):02d}", "span")
    second = (
        _point(match, "2", int(first[:4]) if first[:4].isdigit() else year)
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
    if _BASE.search(before) or (before[-1:] in "是为" and _TIMES_AFTER.match(text[end : end + 14])):
        return Period(start, end, first, "base")
    if (match["p1"] or "").endswith("季度") and not any(match[g] for g in ("y1", "w1")) and _ONCE.match(after):
        return None  # 一季度通报一次
    if _REPORTED_ON.match(text, end):
        return Period(start, end, first, "born")
    if _BORN.match(after) or _AGE.match(after):
        return Period(start, end, first, "born")
    if _LOCAL_BEFORE.search(before) and after[:1] == "的":
        return Period(start, end, first, "local")
    since = _SINCE_AFTER.match(after)
    if since and "/" not in first and not (since[0] == "后" and after[1:2] in "续备勤"):
        iso = first + "/" if first[:4].isdigit() else text[start : end + since.end()]
        return Period(start, end + since.end(), iso, "since")
    if before.endswith("自") and "/" not in first:
        return Period(start, end, first + "/", "since")
    return Period(start, end, first, "point")


def _point(match: re.Match, no: str, year: int | None, aimed: bool = False) -> str:
    """One point in time in ISO form (`aimed`: 年底 is a deadline); as written where no year is known; "" where nothing stands."""
    y, w, m, d, part = (match[name + no] for name in "ywmdp")
    if not any((y, w, m, d, part)):
        return ""
    if d and not m:
        return ""
    if y:
        base = _number(y)
    elif year is None or w in ("同年", "上年", "上年度"):
        return (w or "") + (f"{m}月" if m else "") + (f"{d}日" if d else "") + (part or "")
    else:
        base = year + RELATIVE.get(w or "今年", 0)
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
