"""Amounts that a norm lays down without 每: limits, terms, deadlines, benefits, points and shares."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.codebook.rule import RuleBook
from casekit.norms.passage import Amount, Norm, Passage, bare, clean
from casekit.numerals import read as numeral

_TIMES = ("小时", "天", "工作日", "个月", "年", "分钟")
_DEADLINE = re.compile(
    "([0-9]{1,3}|[一二两三四五六七八九十]{1,3})个?(工作日|日|天|小时|个月|月)(?:之|以)?内(?!蒙|部|容|外|在|生|涝|陆|向)"
)


class LimitReader:
    """Reads quotas that stand without 每: 不少于2年, 5日内办结, 一次性奖励5万元, 加10分, 20%用于公益."""

    def __init__(self, book: RuleBook):
        self.times = {*book.times, *book.times.values()}
        self.shares = re.compile(book.any_of("shares", "set_aside"))
        self.fund = re.compile(book.any_of("funds"))
        self.benefit = re.compile(book.any_of("benefits"))
        self.fixed = re.compile(rf"{book.any_of('fixed')}|每|按|标准")
        self.term = re.compile(rf"{book.any_of('terms')}[一-鿿]{{0,4}}(?:为)?$")
        self.report = re.compile(rf"{book.any_of('reports')}|共(?!同|建|享)|增收|脱贫")

    def read(self, passage: Passage) -> Iterator[Norm]:
        used: set[int] = set()
        if passage.amounts:
            yield from self._points(passage, used)
            yield from self._bound(passage, used)
            yield from self._benefits(passage, used)
        yield from self._deadlines(passage)
        if passage.amounts:
            yield from self._shares(passage, used)

    def _points(self, passage: Passage, used: set[int]) -> Iterator[Norm]:
        """Points that are given or taken: 加10分, 扣3分, 分值占15分."""
        text = passage.text
        for amount in passage.amounts:
            if amount.unit != "分" or amount.start in used or amount.sign:
                continue
            low = passage.clause(amount.start)[0]
            if not re.search(
                "(?:[加扣减记计积奖罚]|基础分[^，]{0,6}|分值占|占|满分|赋分?)$", text[low : amount.start]
            ) or re.search("了|已|累计|共", text[low : amount.start]):
                continue
            used.add(amount.start)
            yield quota(passage, "quota", low, amount, "", "加分扣分")

    def _benefits(self, passage: Passage, used: set[int]) -> Iterator[Norm]:
        """Sums that are laid down for whoever qualifies: 一次性奖励5万元, 可申请贷款5万元."""
        text = passage.text
        for amount in passage.amounts:
            if amount.unit != "元" or amount.start in used:
                continue
            low, high = passage.clause(amount.start)
            clause = text[low:high]
            fixed = (
                amount.required
                or self.fixed.search(clause)
                or re.search("奖励", text[max(low, amount.start - 12) : amount.start])
            )
            standard = (
                re.search("标准(?:为|是)$", text[low : amount.start])
                or re.search("按", text[low : amount.start])
                and "标准" in text[amount.end : high]
            )
            if self.report.search(clause) or not standard and not (self.benefit.search(clause) and fixed):
                continue
            if amount.value > 2_000_000 or re.search("收入|总额|资金[0-9]|全[县市镇乡村区州省年]", clause):
                continue
            used.add(amount.start)
            yield quota(passage, "quota", low, amount, amount.per, "奖励")

    def _deadlines(self, passage: Passage) -> Iterator[Norm]:
        """5个工作日内办结: a limit of time for each case."""
        text = passage.text
        for match in _DEADLINE.finditer(text) if "内" in passage.signs else ():
            low, high = passage.clause(match.start())
            value = numeral(match[1])
            if (
                value is None
                or re.search("近|过去|最近|短短|仅|月$|月份$|全部完成|已", text[low : match.start()])
                or re.search("了|已|全面完成|连续|先后", text[match.end() : high])
            ):
                continue
            if not re.search("[一-鿿]{2}", text[match.end() : high]):
                continue
            unit = {"日": "天", "月": "个月"}.get(match[2], match[2])
            yield Norm(
                "quota",
                low,
                high,
                "日内",
                passage.actor_before(match.start()),
                bare(text[match.end() : high]),
                "",
                "<=",
                value.value,
                unit,
                "",
                "",
                match.span(),
            )

    def _bound(self, passage: Passage, used: set[int]) -> Iterator[Norm]:
        """Amounts that a norm binds from below or above, without 每."""
        text = passage.text
        for amount in passage.amounts:
            term = amount.unit in ("年", "个月") and self.term.search(text[max(0, amount.start - 10) : amount.start])
            term = term or re.search("(?:应|保证|须|要)在$", text[max(0, amount.start - 4) : amount.start])
            if amount.sign not in (">=", "<=") and not term or amount.start in used or amount.unit in self.times:
                continue
            low, high = passage.clause(amount.start)
            clause = text[low:high]
            if "每" in clause or amount.unit == "%" or self.report.search(clause.replace("累计时间", "")):
                continue
            limit = amount.required and amount.sign == "<=" and amount.unit in _TIMES
            if (
                not limit
                and not term
                and not re.search(
                    "至少|不少于|不低于|不得|原则上|最高(?!可达)|不超过|最多|最低|保证在|应在|应达|须达",
                    text[low : amount.end],
                )
            ):
                continue
            if re.match(
                r"的[，给予一律应取扣由报]|者[，给予]|以?[上下]的", text[amount.end : amount.end + 3]
            ) or amount.unit in ("岁", "周岁"):
                continue  # a threshold
            used.add(amount.start)
            yield quota(passage, "quota", low, amount, "", "不少于")

    def _shares(self, passage: Passage, used: set[int]) -> Iterator[Norm]:
        """Percentages of a sum that are laid down."""
        text = passage.text
        for amount in passage.amounts:
            if amount.unit != "%" or amount.start in used:
                continue
            low, high = passage.clause(amount.start)
            priced = re.search("[高低]于市场价$", text[low : amount.start])
            whole = amount.start == low and re.match("[由作用归留给奖分]", text[amount.end : high])
            ratio = "比例" in text[low : amount.start] and "按" in text[low : amount.start]
            if amount.value != int(amount.value) and not amount.sign:
                continue  # 12.36% is measured, not laid down
            split = re.search("分配|模式|比例|收益", text) and sum(other.unit == "%" for other in passage.amounts) > 1
            fund = amount.sign in (">=", "<=") and re.search(
                f"{self.fund.pattern}|工作日|工作时间", text[low : amount.start]
            )
            if not (priced or whole or fund or ratio) and (
                re.search("了|已|累计|先后|共计", text[low : amount.start])
                or not self.shares.search(text if split else text[low:high])
            ):
                continue
            if not (priced or ratio) and re.search(
                "增长|下降|提高|率" if split else "增长|下降|提高|占(?!用)|率", text[low : amount.start]
            ):
                continue
            used.add(amount.start)
            yield quota(passage, "quota", low, amount, "", "20%用于")


def quota(passage: Passage, kind: str, start: int, amount: Amount, per: str, cue: str) -> Norm:
    """The rule that `amount` makes, `start` being where its words begin."""
    text = passage.text
    high = passage.clause(amount.start)[1]
    words = re.sub(r"至少|不少于|不低于|不超过|原则上|最多|按照", "", text[start : amount.start])
    giving = text[max(0, start - 1) : start] in (
        "为",
        "给",
        "对",
        "向",
    )  # 部门为每个村解决1万元: the village gets, the department acts
    actor = per if per and per not in "人户村亩" and not giving else passage.actor_before(start - giving)
    action = clean(re.sub(rf"^每[一名个位支家户]?{re.escape(per)}", "", words))[-16:]
    return Norm(
        kind,
        start,
        max(amount.end, start + 1),
        cue,
        actor,
        action,
        bare(text[amount.end : high], 20),
        amount.sign or "=",
        amount.value,
        amount.unit,
        per,
        "",
        (amount.start, amount.end),
    )
