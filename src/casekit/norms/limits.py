"""Amounts that a norm lays down without 每: limits, terms, deadlines, benefits, points and shares."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.codebook.rule import RuleBook
from casekit.norms.norm import Norm, quota
from casekit.norms.passage import Passage
from casekit.norms.signs import BOUND, Way, way

_TIMES = ("小时", "天", "工作日", "个月", "年", "分钟")
_SPANS = ("年", "个月", "天", "日", "工作日")
_AWARD = re.compile("奖励")
_STANDARD = re.compile("标准(?:为|是)?$")
_TOTAL = re.compile("收入|总额|资金[0-9]|全[县市镇乡村区州省年]")
_SUMMED = re.compile("累计时间|(?:一年|全年|年度|每年)累计(?=[^，。；]{0,6}不)")
_DUE = re.compile("(?:应|须|需要?|要|力争|保证)达到?$")
_ABOUT = re.compile("(?:应|保证|须|要)在$|提前$|控制在$|限额(?:一般)?[为是]?$")
_ABOUT_ENDS, _ABOUT_WORDS = tuple("在前额为是"), ("应在", "保证在", "须在", "要在", "提前", "控制在", "限额")
_DATED = re.compile(
    "[^。；]{0,4}(?:[自从即][^。；]{0,6}[0-9一二三四五六七八九十]+[年月日]|[（(]?[0-9]{4}年)"
)  # 公示期7天，自3月12日起
_WITHIN = re.compile("，[^，。；]*(?:了|已|又|曾|他|她|我)")  # 3个月内，全村完成了改造; 任期三年，他…
_CUT_OFF = re.compile("的[，给予一律应取扣由报]|者[，给予]|以?[上下]的")
_OF_COUNT = re.compile("的(?:有|占|达|共|约)")
_PRICED = re.compile("[高低]于市场价$")
_WEIGHT = re.compile("权重[^，。；]{0,8}$|占[^，。；]{0,10}(?:权重|总分|分值)的?$")
_WEIGHTS = re.compile("(?:、[^，。；]{0,12}占[0-9.]+%)*的(?:权重|分值)")
_BOUND_APART = re.compile("不得?[低少]于[^，。；]{0,12}$")
_WHOLE = re.compile("[由作用归留给奖分]")
_HOLDS = re.compile("占(?!地|全|总(?!分))|按")


class LimitReader:
    """Reads quotas that stand without 每: 不少于2年, 5日内办结, 一次性奖励5万元, 加10分, 20%用于公益."""

    def __init__(self, book: RuleBook):
        self.times = {*book.times, *book.times.values()}
        self.too_late = book.compile("{too_late}|月$|月份$|全部完成|已")
        self.early = book.compile("[^，。；]{0,4}{early}")
        self.costs = book.compile("{costs}")
        self.loan = book.compile("{loans}[^，。；]{0,6}$")
        self.laid_down = book.compile("{at_least|limits}|最高(?!可达)")
        self.raised_to = book.compile("{reimbursed}比例(?:均|统一)?(?:提高到|达到|为)?$")
        self.split, self.split_up = book.compile("{dealt_out}"), book.compile("{split_up}")
        self.measured, self.rises = book.compile("{rises}|率"), book.compile("{rises}")
        self.measured_alone = book.compile("{rises}|占(?!用|股)|率")
        self.shares = book.compile("{shares|set_aside}")
        self.fund = book.compile("{funds|proportions|stakes}|工作日|工作时间")
        self.benefit = book.compile("{benefits}")
        self.fixed = book.compile("{fixed}|每|按|标准|(?:可以?|就能)获")
        self.works = book.compile("{works}")
        self.term = book.compile("{terms}[一-鿿]{0,4}(?:为)?$|(?:^|[，。；])时间为$")
        self.report = book.compile("{reports}|共(?!同|建|享)|增收|脱贫|减贫")
        self.ways: tuple[Way, ...] = (
            way(self._bound, (BOUND, *("#" + unit for unit in _SPANS), *_ABOUT_WORDS), alone=False),
            way(self._benefits, ("#元", "#倍"), ("标准", *book.words("benefits")), alone=False),
            way(self._shares, "#%", alone=False),
        )

    def _bound(self, passage: Passage) -> Iterator[Norm]:
        """Amounts that a norm binds from below or above, without 每."""
        text = passage.text
        for amount in passage.free:
            if not amount.sign and amount.unit not in _SPANS and not text.endswith(_ABOUT_ENDS, 0, amount.start):
                continue
            before = text[max(0, amount.start - 10) : amount.start]
            term = amount.unit in _SPANS and self.term.search(before) and not self.works.search(before)
            term = term or _ABOUT.search(text[max(0, amount.start - 6) : amount.start])
            due = amount.sign[:1] == ">" and _DUE.search(text, max(0, amount.start - 4), amount.start)
            if amount.sign not in (">=", "<=") and not term and not due or amount.unit in self.times:
                continue
            if amount.unit == "倍" and self.rises.search(text, max(0, amount.start - 4), amount.start):
                continue  # 较之前提高3倍
            low, high = passage.clause(amount.start)
            clause = text[low : due.start()] + text[amount.end : high] if due else text[low:high]
            if "每" in text[low : amount.start] or amount.unit == "%" or self.report.search(_SUMMED.sub("", clause)):
                continue
            limit = amount.sign == "<=" and (
                amount.required
                and amount.unit in _TIMES
                and not self.too_late.search(text, low, amount.start)
                or self.loan.search(text, low, amount.start)
            )
            if not limit and not term and not due and not self.laid_down.search(text, low, amount.end):
                continue
            if amount.unit in ("岁", "周岁") or _CUT_OFF.match(text, amount.end, amount.end + 3):
                continue  # a threshold
            if _OF_COUNT.match(text, amount.end) or self.costs.search(text, low, amount.start):
                continue  # 不超过5分钟的有8人; 总投资不低于3000万元
            if "提前" in text[low : amount.start] and self.early.match(text, amount.end):
                continue  # 提前1年脱贫
            if not _DATED.match(text, amount.end) and not _WITHIN.match(text, amount.end):
                yield quota(passage, "quota", low, amount, "", "不少于")

    def _benefits(self, passage: Passage) -> Iterator[Norm]:
        """Sums that are laid down for whoever qualifies: 一次性奖励5万元, 可申请贷款5万元."""
        text = passage.text
        for amount in passage.free:
            if amount.unit not in ("元", "倍") or amount.value > 2_000_000:
                continue
            low, high = passage.clause(amount.start)
            clause = text[low:high]
            before = text[low : amount.start]
            standard = _STANDARD.search(before) or "按" in before and "标准" in text[amount.end : high]
            fixed = (
                standard
                or self.benefit.search(clause)
                and (
                    amount.required
                    and "了" not in text[:low]
                    or self.fixed.search(clause)
                    or _AWARD.search(before[-12:])
                )
            )
            if fixed and not self.report.search(clause) and not _TOTAL.search(clause):
                yield quota(passage, "quota", low, amount, amount.per, "奖励")

    def _shares(self, passage: Passage) -> Iterator[Norm]:
        """Percentages of a sum that are laid down."""
        text = passage.text
        parts = [amount.value for amount in passage.amounts if amount.unit == "%"]
        split = self.split.search(text) and len(parts) > 1
        whole_split = len(parts) > 1 and sum(parts) == 100 and self.split_up.search(text)
        for amount in passage.free:
            if amount.unit != "%":
                continue
            low, high = passage.clause(amount.start)
            before = text[low : amount.start]
            apart = "不" in before and _BOUND_APART.search(before)
            if amount.value != int(amount.value) and not amount.sign and not apart:
                continue  # 12.36% is measured, not laid down
            split_up = whole_split and _HOLDS.search(text, low, amount.start)
            priced = (
                split_up
                or _PRICED.search(before)
                or self.raised_to.search(before)
                or "比例" in before
                and "按" in before
            )
            fund = (apart or amount.sign in (">=", "<=")) and self.fund.search(before)
            whole = not before and _WHOLE.match(text, amount.end, high)
            weighed = ("权重" in before or "占" in before) and (
                _WEIGHT.search(before) or before.endswith("占") and _WEIGHTS.match(text, amount.end, high)
            )
            if not (priced or fund or whole or weighed) and (
                passage.told(low, high) or not self.shares.search(text if split else text[low:high])
            ):
                continue
            measured = self.measured if split else self.rises if fund else self.measured_alone
            if priced or weighed or not measured.search(before):
                yield quota(passage, "quota", low, amount, "", "20%用于")
