"""Which rate words bind a number, and what its column `per` says."""

from __future__ import annotations

import re

from casekit.quantities.place import Place
from casekit.quantities.rate import Rate, after_unit, join, one_of

_SPANS = ("年", "个月", "周", "天", "小时", "%", "岁", "周岁")
_LIST = re.compile("[、和及与或]")
_AMONG = ("组成，其中", "，其中")
_COMPARED = re.compile("(?:比|较|同比|环比)[^，]{0,8}(?:增加|减少|提高|增收|增|降低|下降|增长|上涨|下跌|涨|多|少)$")
_NEW_SUBJECT = re.compile("其中|一|按|最|年底|还|全[县市区省镇乡村]|该|本|各|由|对|共|已")
_CLOSED = re.compile("已|共|累计|每|均|了|目前|总|发现|缺勤|积分|可以|连续|超过|低于|满|惠及|受益|带动|覆盖|吸纳")
_GRANT_TO = re.compile(
    "对[^，。；]{2,30}的(合作社|企业|农户|贫困户|户|村|个人|大户|党员|学生|大学生|家庭|经营主体|基地|车间|公司|能人)，?"
    "(?:每[^，。；]{0,3})?(?:按[^，。；]{0,8})?(?:给予|一次性|奖励|奖补|补助|补贴)"
)


def rates_of(place: Place) -> list[Rate]:
    """Rate words that bind a number: in its clause since the last number, or alone in the clause before."""
    line, low, at = place.line, place.low, place.found.start
    since = max(low, place.last_end)
    rates = line.rates_between(since, at)
    if place.found.word in ("%", "倍", "个百分点", "百分点"):  # 人均…增长8% is no rate a head
        rates = [rate for rate in rates if rate.time or line.text[rate.end - 1] != "均"]
    if "一" in place.since:
        rates = rates + one_of(line.text[max(since, at - 24) : at])
    if rates or not low or place.last_end > low:
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


def goes_on(place: Place, unit: str) -> bool:
    """每年慰问1次，体检1次: a norm goes on in the next clause, whose words name nobody else."""
    last, low, text = place.last, place.low, place.line.text
    if last is None or place.rates or not last.per or last.status != "required" or place.carries_on:
        return False
    if not 2 <= place.start - low <= 8 or unit in _SPANS or low - place.last_end > 40:
        return False
    if text.count("，", place.last_end, low) != 1 or (unit != "元" and _NEW_SUBJECT.match(text, low)):
        return False
    return not _CLOSED.search(place.before)


def per(place: Place, unit: str, bound: str) -> str:
    """What the figure is a rate of; "" where the sentence does not say."""
    text, found, last = place.line.text, place.found, place.last
    written = after_unit(text, found.unit_end)
    if written:
        return written
    if place.rates:
        whose = _whose(place) if unit == "元" and all(rate.time for rate in place.rates) else ""
        return f"{whose}/{join(place.rates)}" if whose else join(place.rates)
    if last is not None and last.per and found.start - place.last_end <= 24:
        between = text[place.last_end : found.start]
        if place.carries_on and (unit not in ("年", "个月", "%") or unit == last.unit) and _LIST.search(between):
            return last.per
        if bound == last.qualifier == "at_least" and between.startswith("，"):
            return last.per
        if between.startswith(_AMONG) and last.status == "required":
            return last.per
        if unit == last.unit and _COMPARED.match(text, place.low, found.start):
            return last.per
    return _whose(place) if unit == "元" else ""


def _whose(place: Place) -> str:
    """对带动10户以上的合作社…奖励5万元: a grant to each of them."""
    found = _GRANT_TO.findall(place.line.text[max(0, place.low - 40) : place.found.start][-80:])
    return found[-1] if found else ""
