"""Which rate words bind a number, and what its column `per` says."""

from __future__ import annotations

import re

from casekit.codebook.grammar import Grammar
from casekit.quantities.place import Place
from casekit.quantities.rate import Rate, Rates, join
from casekit.quantities.signs import any_word

# what a rate behind a unit begins with: 元/亩, 元每斤, 元一斤
_EACH = frozenset("/／每一")
_SPANS = ("年", "个月", "周", "天", "小时", "%", "岁", "周岁")
_AMONG = ("组成，其中", "，其中")


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
        self._grant_to = re.compile(
            f"对[^，。；]{{2,30}}的({some('receivers')})，?(?:每[^，。；]{{0,3}})?(?:按[^，。；]{{0,8}})?{some('given')}"
        )

    def rates_of(self, place: Place) -> list[Rate]:
        """Rate words that bind a number: in its clause since the last number, or alone in the clause before."""
        line, low, at = place.line, place.low, place.found.start
        ones = line.ones and line.text.find("一", place.near, place.start) >= 0
        if not line.rates and not ones:
            return []
        since = max(low, place.last_end)
        rates = line.rates_between(since, at) if line.rates else []
        if place.found.word in ("%", "倍", "个百分点", "百分点"):  # 人均…增长8% is no rate a head
            rates = [rate for rate in rates if rate.time or line.text[rate.end - 1] != "均"]
        if ones:
            rates = rates + self._rates.one_of(line.text[max(since, at - 24) : at])
        if rates or not low or place.last_end > low or not line.rates:
            return rates
        before, _ = line.clause(low - 1)
        if place.last_end > before:
            return rates
        # 每季度末，…: the rate fills the clause before; 每承包一个棚，…: it is a condition of what follows
        rates = line.rates_between(before, low)
        return [
            rate
            for rate in rates
            if line.text[rate.start] == "每" and low - rate.end <= 3 and "一" not in line.text[rate.end : low]
        ]

    def may_go_on(self, place: Place) -> bool:
        """Does a number stand where the rate of the last one may go on? That one need not be read for this."""
        if place.last is None or place.rates:
            return False
        return 2 <= place.start - place.low <= 8 and 0 < place.low - place.last_end <= 40

    def goes_on(self, place: Place, unit: str) -> bool:
        """每年慰问1次，体检1次: a norm goes on in the next clause, whose words name nobody else."""
        last, low, text = place.last, place.low, place.line.text
        if not self.may_go_on(place) or not last.per or last.status != "required" or unit in _SPANS:
            return False
        if text.count("，", place.last_end, low) != 1 or (unit != "元" and self._new_subject.match(text, low)):
            return False
        return not self._closed.search(place.before)

    def per(self, place: Place, unit: str, bound: str) -> str:
        """What the figure is a rate of; "" where the sentence does not say."""
        text, found, last = place.line.text, place.found, place.last
        if text[found.unit_end : found.unit_end + 1] in _EACH:
            written = self._rates.after_unit(text, found.unit_end)
            if written:
                return written
        if place.rates:
            whose = self._whose(place) if unit == "元" and all(rate.time for rate in place.rates) else ""
            return f"{whose}/{join(place.rates)}" if whose else join(place.rates)
        if last is not None and last.per and found.start - place.last_end <= 24:
            between = text[place.last_end : found.start]
            if (
                place.carries_on
                and (unit not in ("年", "个月", "%") or unit == last.unit)
                and self._list.search(between)
            ):
                return last.per
            if bound == last.qualifier == "at_least" and between.startswith("，"):
                return last.per
            if between.startswith(_AMONG) and last.status == "required":
                return last.per
            if unit == last.unit and self._compared.match(text, place.low, found.start):
                return last.per
        return self._whose(place) if unit == "元" else ""

    def _whose(self, place: Place) -> str:
        """对带动10户以上的合作社…奖励5万元: a grant to each of them."""
        if not place.line.towards:
            return ""
        found = self._grant_to.findall(place.line.text[max(0, place.low - 40) : place.found.start][-80:])
        return found[-1] if found else ""
