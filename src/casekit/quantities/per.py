"""Which rate words bind a number, and what its column `per` says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from casekit.codebook.alternatives import any_word
from casekit.codebook.grammar import Grammar
from casekit.quantities.norm import FOR, LENGTHS
from casekit.quantities.number import Number
from casekit.quantities.place import OBJECT, Place
from casekit.quantities.rate import Rate, Rates, join

# what a rate behind a unit begins with: 元/亩, 元每斤, 元一斤
_EACH = frozenset("/／每一")
_SHARES = frozenset({"%", "倍", "个百分点", "百分点", "番"})
_SPANS = frozenset({"年", "个月", "周", "天", "小时", "%", "岁", "周岁"})
# these take no rate over from another unit
_AGES = frozenset({"岁", "周岁"})
_OWN = frozenset({"年", "个月", "%"})
_KINDS = frozenset({"个", "人", "户", "%", "家", "名", "支"})
_RECEIVERS = frozenset({"户", "人"})
# how far behind the last figure its rate may hold
_NEAR = 24


class Binding:
    """Binds rate words to numbers."""

    def __init__(self, rates: Rates, grammar: Grammar):
        def some(name: str) -> str:
            return any_word(grammar.per[name])

        self._rates = rates
        self._list = re.compile(some("list_marks"))
        self._compared = re.compile(f"(?:比|较|同比|环比)[^，]{{0,8}}{some('compared')}$")
        self._new_subject = re.compile(f"{some('new_subject')}|全[县市区省镇乡村]")
        self._closed = re.compile(some("closed"))
        self._times = frozenset(grammar.times.values())
        self._to = tuple(word.word for word in grammar.per["for_each"])
        self._among = re.compile("[^，。；]{0,6}，其中")
        self._highest = re.compile(f"，?{some('highest')}[可能]?[达为到]?到?的?")
        self._standard = re.compile(f"[^。；]{{0,24}}标准，?{some('for_each')}[^，。；]{{0,12}}")
        self._several = re.compile(
            f"{some('for_each')}([^，。；、0-9每]{{2,8}}[和与及][^，。；0-9每]{{2,8}}?)各[^，。；0-9]{{0,6}}$"
        )
        self._each_does = re.compile(
            f"(?P<what>{some('each_named')})各(?P<does>[^，。；、0-9级类项种界地自族位方个有占]{{0,8}})$"
        )
        self._class = re.compile(f"的?[^，。；0-9]{{0,8}}?({some('classes')})(?:（[^（）]*）)?{some('sent')}")
        self._grant_to = re.compile(
            f"对[^，。；]{{2,30}}的({some('receivers')})，?(?:每[^，。；]{{0,3}})?(?:按[^，。；]{{0,8}})?{some('given')}"
        )

    def rates_of(self, place: Place, ones: bool) -> Sequence[Rate]:
        """Rate words that bind a number: in its clause since the last number, or alone in the clause before.

        `ones`: 一 stands in the words since the last number.
        """
        line, low, at, last_end = place.line, place.low, place.found.start, place.last_end
        if last_end > low and self._lets_through(place):
            last_end = low
        since = low if low > last_end else last_end
        told = line.rates and line.rates[0].end <= at
        rates = line.rates_between(since, at) if told else []
        if rates and place.found.word in _SHARES:  # 人均…增长8% is no rate a head
            rates = [rate for rate in rates if rate.time or line.text[rate.end - 1] != "均"]
        if ones:
            rates = rates + self._rates.one_of(line.text[max(since, at - 24) : at])
        if rates or not told or not low or last_end > low:
            return rates
        before, _ = line.clause(low - 1)
        if last_end > before:
            return rates
        # 每季度末，…: the rate fills the clause before; 每承包一个棚，…: it is a condition of what follows
        rates = line.rates_between(before, low)
        return [
            rate
            for rate in rates
            if line.text[rate.start] == "每" and low - rate.end <= 3 and "一" not in line.text[rate.end : low]
        ]

    def _lets_through(self, place: Place) -> bool:
        """每月给80岁以上的老人发50元, 每周对12个村督查一次: the last figure tells for whom, and the rate is not its own."""
        last, line = place.last, place.line
        start = last.start - line.start
        return last.unit in _AGES or (
            line.text[start - 1] in "把对" and OBJECT.search(line.text, start - 2, start) is not None
        )

    def may_go_on(self, place: Place) -> bool:
        """Does a number stand where the rate of the last one may go on? That one need not be read for this."""
        if place.last is None or place.rates:
            return False
        return 2 <= place.start - place.low <= 8 and 0 < place.low - place.last_end <= 40

    def listed(self, place: Place) -> bool:
        """一名联系领导、一个帮扶单位: does a number stand in a list right behind the last one?"""
        if place.last is None or place.rates or not place.line.rates or not 2 < place.start - place.last_end <= 10:
            return False
        return place.line.text[place.start - 1] == "、"

    def goes_on(self, place: Place, unit: str) -> bool:
        """每年慰问1次，体检1次: a norm goes on in the next clause, whose words name nobody else."""
        last, low, text = place.last, place.low, place.line.text
        if not self.may_go_on(place) or not last.per or last.status != "required" or unit in _SPANS:
            return False
        if text.count("，", place.last_end, low) != 1 or (unit != "元" and self._new_subject.match(text, low)):
            return False
        if last.qualifier != "exact" and "的" in text[place.last_end : low]:
            return False  # 户均收入1万元以上的村，奖励5000元
        if place.line.states_time(low, place.start):
            return False  # 每季度讲1堂党课，去年听课600人次
        return not self._closed.search(place.before)

    def per(self, place: Place, unit: str, bound: str) -> str:
        """What the figure is a rate of; "" where the sentence does not say."""
        text, at, last = place.line.text, place.found.unit_end, place.last
        if at < len(text) and text[at] in _EACH:
            written = self._rates.after_unit(text, at)
            if written:
                return written
        if place.rates and (unit in _AGES or place.is_object):
            return ""  # 每月给80岁以上的老人发50元, 每季度把79户走访一遍
        if place.rates:
            return self._joined(place, unit)
        if last is not None and place.found.start - place.last_end <= _NEAR and (last.per or last.status == "required"):
            carried = self._carried(place, last, unit, bound)
            if carried:
                return carried
        if "各" in place.before:
            each = self._each_named(place, unit)
            if each:
                return each
        return (self._whose(place) or self._standard_for(place)) if unit == "元" else ""

    def _each_named(self, place: Place, unit: str) -> str:
        """为30户贫困户各发放500元, 在甲村、乙村各修建2座: each of those named; 甲、乙两类村各2个 counts themselves."""
        found = self._each_does.search(place.before)
        if found is None or (not found["does"] and unit in _KINDS):
            return ""
        return found["what"]

    def _joined(self, place: Place, unit: str) -> str:
        """The rates of a figure, with whose they are where they tell a time only, and with the time told before."""
        rates, last, named = place.rates, place.last, join(place.rates)
        if rates[0].time and (len(rates) == 1 or all(rate.time for rate in rates)):
            whose = (self._whose(place) or self._same_one(place)) if unit == "元" else ""
            whose = whose or self._for_several(place)
            return f"{whose}/{named}" if whose else named
        if last is not None and last.per in self._times and place.carries_on and "/" not in named:
            start = last.start - place.line.start
            if last.unit in _RECEIVERS and place.line.text.endswith(self._to, 0, start):
                return f"{named}/{last.per}"  # 每年为3020户贫困户每户分红1500元
        return named

    def _same_one(self, place: Place) -> str:
        """每名干部每年体检一次、每月补贴100元: whose the last rate was, where the next clause begins with its time."""
        last, start = place.last, place.rates[0].start
        if last is None or last.status != "required" or "/" not in last.per or start - place.last_end > _NEAR:
            return ""
        return last.per.split("/")[0] if place.line.text[start - 1] in "、，" else ""

    def _for_several(self, place: Place) -> str:
        """每年为第一书记和工作队各安排1万元: each of two kinds gets it."""
        found = self._several.search(place.before) if "各" in place.before else None
        return found[1] if found else ""

    def _carried(self, place: Place, last: Number, unit: str, bound: str) -> str:
        """The rate of the last figure, which is near, where it holds for this one too."""
        text, found = place.line.text, place.found
        between = text[place.last_end : found.start]
        if not last.per:
            given = self._class.fullmatch(between) if place.carries_on else None
            return given[1] if given else ""
        if place.carries_on and (unit not in _OWN or unit == last.unit) and self._list.search(between):
            return last.per
        if (
            bound == last.qualifier == "at_least"
            and between.startswith(("，", "且", "并且"))
            and (unit != "%" or unit == last.unit)
        ):
            return "" if self._closed.search(text, place.last_end, place.start) else last.per
        if last.status == "required" and self._among.match(between):
            return last.per
        if unit in LENGTHS and last.status == "required" and place.carries_on and FOR.search(place.since):
            return last.per  # 每队确定1个贫困村帮扶3年
        inside = place.carries_on and last.unit in _RECEIVERS and unit not in _OWN and unit not in _RECEIVERS
        if last.status == "required" and inside and "、" not in between:
            return last.per  # 每名党员帮带3户贫困户种植6座温室: the object of those that are counted
        if unit == last.unit:
            same = self._compared.match(text, place.low, found.start) or self._highest.fullmatch(between)
            if same or (unit == "分" and last.per in self._times):
                return last.per
        return ""

    def _standard_for(self, place: Place) -> str:
        """按照2万元标准，为每名干部安排: whom a standard is for."""
        line = place.line
        if not line.rates or "标准" not in line.text:
            return ""
        rate = next((rate for rate in line.rates if rate.start >= place.end), None)
        if rate is None or rate.time or not self._standard.fullmatch(line.text, place.end, rate.start):
            return ""
        return rate.what

    def _whose(self, place: Place) -> str:
        """对带动10户以上的合作社…奖励5万元: a grant to each of them."""
        if not place.line.towards:
            return ""
        found = self._grant_to.findall(place.line.text[max(0, place.low - 40) : place.found.start][-80:])
        return found[-1] if found else ""
