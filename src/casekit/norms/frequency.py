"""How often: 每周1次, 每月通报, 季巡查, 一季度一评, 按月兑现, 年终述职."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.codebook.rule import RuleBook
from casekit.norms.norm import RAISED, Norm, recurring
from casekit.norms.nouns import each_before
from casekit.norms.passage import Amount, Passage
from casekit.norms.periods import PeriodReader
from casekit.norms.signs import Way, way
from casekit.norms.words import after

#: What someone does every day is a story.
_DAYS = ("天", "日", "晚")
#: 每月给80岁以上的老人发50元: the age says who gets it, not how much.
_AGES = ("岁", "周岁")
#: What is done stands further off where its object goes before it: 每月底将…公示.
_FRONTED = re.compile("[将把对]")
_ANOTHER_CLASS = re.compile("[^年月共计均约达仅收花用剩了]{1,6}")  # 小学每年补助1000元，初中1250元
#: 每年拿出收益向股东分红 is done each year, though 收益 is an outcome.
_PAID_OUT = re.compile("[向为给][^，。；]{1,12}(?:进行)?分红$")
_ON_AVERAGE = re.compile("平均|大约|差不多|相当于|几乎")
_VAGUE = re.compile("[余多]|近|约")
_SUMMED = re.compile("累计|共计|已|总")
_BID = ("将", "要", "须", "应", "拟", "计划")
_STREAK = re.compile("(?:连续|累计|第|倒数)$")
_ANOTHER = re.compile("[一全](年|月|周)(?=[^，。；]{0,10}$)")
_HOUR = "(?:早上|上午|下午|晚上)?(?:下班)?(?:前|后|左右|之前)?"
_DATE = re.compile(
    r"(?:的)?(?:(?:第[一二三四五]|首|最后一)个?)?(?:[0-9]{1,2}(?:日|号)|[上中下]旬|(?:星期|周)?[一二三四五六日](?=[，、为定开召组]))?"
    + _HOUR
)
_WEEKDAY = re.compile("[一二三四五六日](?=[，、为定开召组上下早晚例])" + _HOUR)


class FrequencyReader:
    """Reads frequencies, and quotas per period (每月驻村不少于20天)."""

    def __init__(self, book: RuleBook):
        self.book = book
        self.times = {*book.times, *book.times.values()}
        self.each = book.compile("每(?:一|个)?(?P<period>{periods})(?!龄|轻|级|代|均|产)")
        self.fund = book.compile("[^，。；]{0,12}{allowance}(?:标准)?(?:平均|可)?达到?")
        self.someone = book.compile("{someone}|[老小]{surnames}")
        self.scores, self.at_peak = book.words("scores"), book.words("at_peak")
        self.granted, self.long_ago = book.compile("{granted}"), book.compile("{long_ago}")
        self.aimed = book.compile("{aimed}")
        self.season = book.compile("(?:{seasons}|“?七一”?前[后夕])?")
        self.of_all = book.compile("{share_of_all}|的?比例[^，。；]{0,2}{picked_by_share}")
        self.at_least = book.compile("{at_least}")
        self.matched = book.compile("财政[^，。；]{0,4}{matched}")
        self.repeated = book.compile("{repeated|repeated_short|does}")
        self.named = book.compile("[老小]{surnames}[^，。；]{0,6}$")
        self.short = book.words("repeated_short", "once_short")
        self.outcome = book.compile("{outcomes}")
        self.pair = book.compile("(?:{pairs}|走访|办好|解决|办)(?:(?!的)[一-鿿]){0,6}$")
        self.raised, self.norm = book.compile(RAISED), book.compile("{norms|wages}")
        alone = PeriodReader(book)
        self.ways: tuple[Way, ...] = (
            *alone.runs,
            way(self._each, (each + period for each in ("每", "每一", "每个") for period in book.periods)),
            *alone.ways,
            way(self._rates, ("#" + unit for unit in self.times)),
        )

    def _each(self, passage: Passage) -> Iterator[Norm]:
        text = passage.text
        found, laid = list(self.each.finditer(text)), set[int]()
        for position, match in enumerate(found):
            start, stop = match.start(), passage.clause(match.start())[1]
            if text.startswith("，", stop) and self.season.fullmatch(text, match.end(), stop):
                stop = passage.clause(stop + 1)[1]  # 每年年初，…
            if position + 1 < len(found):
                stop = min(stop, found[position + 1].start())
            rest = text[match.end() : stop]
            if (
                self.long_ago.search(text, 0, start)
                or _ON_AVERAGE.search(text, max(0, start - 6), start)
                or self._named(text[max(0, start - 12) : start])
            ):
                continue
            if match["period"] in _DAYS and (
                self.someone.search(text, passage.clause(start)[0], start) or "了" in text[stop:]
            ):
                continue  # 他每天走访; 每天走访，笔记记了三本
            period = self.book.periods[match["period"]]
            per = "/".join(filter(None, (each_before(passage, start), period)))
            day = period == "周" and _WEEKDAY.match(rest + text[stop : stop + 1])
            if day and day.end() >= len(rest) and not self._repeats(text[stop + 1 : stop + 25]):
                day = None  # 每周五，村里赶集
            date = day or _DATE.match(rest)
            begin = match.end() + date.end() if date else match.end()
            amounts = [amount for amount in passage.in_force(begin, stop) if amount.unit not in _AGES]
            counts = [amount for amount in amounts if amount.unit in self.times]
            if not amounts and any(self._counts_later(text, amount, stop, period) for amount in passage.amounts):
                continue  # 每年通过集中培训等，开展1次轮训: the count has it
            if counts:
                amount = counts[0]
                yield recurring(passage, "frequency", start, max(amount.end, stop), amount, per, "每")
                bound = [a for a in amounts if a.sign in (">=", "<=") and a.required]
                for other in (a for a in bound if a.unit not in self.times and a.unit != "%"):
                    yield recurring(passage, "quota", other.start, other.end, other, per, "每")
                yield from self._further(passage, amount.end, stop, per, "")
            elif amounts:
                amount = amounts[0]
                if self.someone.search(text, passage.clause(start)[0], start):
                    continue  # 她每月要还2000元
                words = after(self.raised, text[match.end() : amount.start])
                bound = amount.sign in (">=", "<=") and amount.required
                if _VAGUE.search(text, amount.start, amount.end) or words.endswith(self.at_peak):
                    continue
                if (
                    self.outcome.search(words)
                    and not self.fund.fullmatch(words)
                    and not (bound and amount.sign == ">=" and self.at_least.search(text, match.end(), amount.end))
                ):
                    continue
                told = text[max(0, start - 12) : stop]
                listed = any(a.unit == amount.unit for a in passage.amounts_in(0, start) if a.start in laid)
                bid = amount.required or text.endswith(_BID, 0, start)  # 县里将每年培训500名
                if not bid and not listed and not self.norm.search(told) and not self.fund.fullmatch(words):
                    continue
                share = amount.unit == "%" and self.of_all.search(text, match.end(), min(stop, amount.end + 8))
                laid.add(amount.start)
                also = [a for a in amounts[1:] if a.required and a.sign and "且" in text[amount.end : a.start]]
                end = amount.end if also else stop
                yield recurring(passage, "coverage" if share else "quota", start, end, amount, per, "每")
                for other in also:  # 不低于10天且不低于20个小时
                    yield recurring(passage, "quota", other.start, other.end, other, per, "每")
                further = found[position + 1].start() if position + 1 < len(found) else len(text)
                yield from self._further(passage, amount.end, further, per, amount.unit)
            else:
                near = 34 if _FRONTED.search(rest, 0, 8) else 24 if "，" in rest else 18
                dated = date and date[0].strip("的") and "了" not in rest and "已" not in rest
                shared = self._shared(passage, found, position) if rest[:1] in ("、", "和", "及") else ""
                if dated or _PAID_OUT.search(rest) or self._repeats(rest[:near]) or self._repeats(shared):
                    yield recurring(passage, "frequency", start, stop, None, per, "每")

    def _named(self, before: str) -> bool:
        """Is someone named of whom a story is told: 老王每天…?"""
        return ("老" in before or "小" in before) and self.named.search(before) is not None

    def _counts_later(self, text: str, amount: Amount, stop: int, period: str) -> bool:
        """Does `amount` say how often what begins before `stop` is done each `period`?"""
        if not stop < amount.start < stop + 30 or amount.unit not in self.times or amount.value > 12:
            return False
        return (not amount.per or amount.per.endswith(period)) and "每" not in text[stop : amount.start]

    def _further(self, passage: Passage, low: int, high: int, per: str, unit: str) -> Iterator[Norm]:
        """Sums in the clauses after 每年…1万元 that stand under the same 每年 (…，解决通讯费1200元)."""
        for amount in passage.amounts_in(low - 24 if low > 24 else 0, high):
            start, _ = passage.clause(amount.start)
            before = passage.text[start : amount.start]
            if (
                amount.start > low
                and self.pair.search(before)
                and amount.unit in ("户", "个", "人", "件", "次")
                and not self.aimed.search(before)
                and not passage.text[amount.end : amount.end + 1].isdigit()  # 帮扶20户68人 were counted
                and not passage.told(start, amount.start)
            ):
                kind = "frequency" if amount.unit in self.times else "quota"
                yield recurring(passage, kind, amount.start, amount.end, amount, per, "每年…、…")
            elif (
                unit == amount.unit == "元"
                and (amount.value <= 100_000 or self.matched.search(before))
                and not _SUMMED.search(before)
                and amount.start >= low - 24
                and (self.granted.search(before) or _ANOTHER_CLASS.fullmatch(before))
                and not self.aimed.search(before)
                and "每" not in before[-8:]
            ):
                yield recurring(passage, "quota", amount.start, amount.end, amount, per, "每年…、…")

    def _shared(self, passage: Passage, found: list[re.Match], position: int) -> str:
        """What is done every so often where periods are listed: 市级每半年、县级每季度、乡镇每月开展督查."""
        stop = passage.clause(found[position].start())[1]
        last = [match.end() for match in found[position + 1 :] if match.end() <= stop]
        return passage.text[last[-1] : stop][:18] if last and last[0] - found[position].end() < 12 else ""

    def _repeats(self, rest: str) -> bool:
        if rest[1:2] in ("、", "，", "。") and rest[0] in self.short:
            return True  # 队员每天记、队长每周查
        what = self.repeated.search(rest)
        if not what or rest.startswith(self.scores, what.end()):
            return False
        outcome = self.outcome.search(rest)
        return not (outcome and outcome.start() < what.start())

    def _told_of(self, before: str, per: str) -> bool:
        """Is it what someone does or fails to do: 他一周三次回村, 一天三顿饭, 一年开不了一次会?"""
        return (
            "不" in before[-4:]
            and not before.endswith(("不少于", "不低于"))
            or per == "天"
            or bool(self.someone.search(before))
        )

    def _rates(self, passage: Passage) -> Iterator[Norm]:
        """Counts that are a rate of time though 每 stands in another clause (每年不少于4次，乡镇不少于6次)."""
        text, periods = passage.text, self.book.periods
        for amount in passage.free:
            if amount.unit not in self.times:
                continue
            low, high = passage.clause(amount.start)
            if not amount.required and "每" in text[low:high] or "全年" in text[low:high] and not amount.sign:
                continue
            if not amount.required and "每" not in text[: amount.start]:
                continue  # 年均走访3次
            per = amount.per
            if "每" not in text[low : amount.start] and passage.told(low, amount.start):
                continue  # 每周抽查，先后下发通报6期
            if self.someone.search(text, low, amount.start) or self.long_ago.search(text, 0, low):
                continue
            if "每" not in text[low : amount.start] and self._told_of(text[low : amount.start], per):
                continue
            if _STREAK.search(text[low : amount.start]):
                continue  # 连续两次排名末位的 is a cut-off
            if not per:
                earlier = [match["period"] for match in self.each.finditer(text, 0, amount.start)]
                earlier += _ANOTHER.findall(text[: amount.start])
                per = periods[earlier[-1]] if earlier else ""
            if periods.get(last := per.rpartition("/")[2], last) in periods.values():
                yield recurring(passage, "frequency", amount.start, amount.end, amount, per, "次")
