"""How much, by other measures: 十户一组, 每百户设1名, 按1:3储备, 限期15天, 5万元以内的贷款, and what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.codebook.rule import RuleBook
from casekit.norms.limits import quota
from casekit.norms.passage import Amount, Norm, Passage, bare, clean
from casekit.norms.signs import Way, way
from casekit.numerals import read as numeral

_N = "(?:[0-9]{1,4}|[二两三四五六七八九十百千]{1,3})"
_GROUPED = re.compile(
    f"(?P<n>{_N})(?:至[0-9]+)?(?P<unit>户|人|名党员)(?:左右|以内)?(?:为|成|设)?(?P<one>一个?(?:小组|网格|单元|[组片格联队班岗]))(?!织|长)"
)
_BY_MANY = re.compile(
    "每(?P<n>[0-9]{1,4}|[二两三四五六七八九十百千]{1,3})(?:至[0-9]+)?(?:个?(?P<per>户|人|亩|村|头|只)|名(?P<who>[一-鿿]{1,4}?)(?=[至设配选建安明推就组]))"
    "(?:左右|以内|居民|农户)?(?P<gap>[^，。；]{0,12}?(?:设|配|选|建|安排|明确|推|定|组)[^，。；]{0,6}?)"
)
_RATIO = re.compile("按照?[^，。；]{0,12}?[0-9一][0-9]?(?:[:：∶比][0-9.一二三四五]+)+")
_LIMIT = re.compile(
    "限(?:期|时|定|在)?(?:于|在)?(?P<n>[0-9]{1,3}|[一二两三四五六七八九十]{1,3})个?(?P<unit>工作日|日|天|小时|个月|月|周)(?:之内|以内|内)?(?=[一-鿿])"
)
_UNITS = {"日": "天", "月": "个月", "名": "人", "位": "人"}
_COUNT = re.compile("([0-9]{1,3}|[一二两三四五六七八九十]{1,2})(名|位|人|个|支|处|家|户)")
_TERM_OF_LOAN = re.compile("[0-9一二三四五]年期?(?:以内|以下|期)?的?")
_STOP = re.compile("[。；]")
_OTHERWISE_TOLD = re.compile(
    "[共总累已了达产卖挣赚]|收入|增加|增长|投资|投入|分红|获得|户均|人均|目前|其中|今年|去年|价值|吸引|实现|每"
)
_GIVING = "高为奖补加扣减帮系扶发按给排设配"
_DIGIT = re.compile("[0-9]")


class ParcelReader:
    """Reads quotas that are told by groups of so many, by ratios, by limits of time, or beside another quota."""

    def __init__(self, book: RuleBook):
        self.leads = book.compile(
            "(?<![0-9一二三四五六七八九十第])[1一][名个](?P<who>[一-鿿]{2,8}?)(?:至少)?(?P<what>{leads})(?:至少|不少于)?(?=[0-9一二三四五六七八九十])"
        )
        self.ratio_for = book.compile("(?:的?比例|的标准)?[^，。；]{0,6}?{by_ratio}")
        self.loan = book.compile("[^，。；]{0,16}?{loans}")
        self.lent = book.compile("{lent}[^，。；]{0,8}$")
        self.paid_back = book.compile("{reimbursed_short}$")
        self.adjusted = book.compile("(?:一律|统一|再|均|可)?{adjusted}$")
        self.limited = book.compile("(?<![有权局无])(?:{limited})(?:为|至|评|选)?$")
        self.terminal = book.compile(
            "{terminal}之?[前后](?P<n>[0-9]{1,3}|[一二两三四五六七八九十]{1,3})个?(?P<unit>工作日|日|天|小时|月|周)(?:之?内)?(?=[一-鿿]{2})"
        )
        every = tuple("123456789一二三四五六七八九十")
        self.ways: tuple[Way, ...] = (
            way(self._by_many, ("每" + n for n in (*"123456789", *"二两三四五六七八九十百千")), alone=False),
            way(self._leads, ("1名", "一名", "1个", "一个"), book.words("leads"), alone=False),
            way(
                self._grouped,
                (
                    "一组",
                    "一片",
                    "一个组",
                    "一个片",
                    "一格",
                    "一联",
                    "一队",
                    "一网格",
                    "一个网格",
                    "一个单元",
                    "一个小组",
                    "一小组",
                ),
                alone=False,
            ),
            way(self._ratios, (":", "：", "∶", "比"), book.words("by_ratio"), every, alone=False),
            way(self._limits, "限", ("天", "日", "小时", "月", "周"), alone=False),
            way(self._lent, "#元", book.words("loans"), book.words("lent"), alone=False),
            way(self._paid_back, "#%", book.words("reimbursed_short"), alone=False),
            way(self._adjusted, "#%", book.words("adjusted"), alone=False),
            way(self._limited, book.words("limited"), ("#人", "#个", "#项", "#户"), alone=False),
            way(self._before_after, book.words("terminal"), ("天", "日", "月", "小时", "周"), alone=False),
            way(self._beside, ("#元", "#户", "#分", "#人", "#天", "#%"), alone=False),
        )

    def _by_many(self, passage: Passage) -> Iterator[Norm]:
        """每百户设一名联户长."""
        text = passage.text
        for match in _BY_MANY.finditer(text):
            low, high = passage.clause(match.start())
            found = passage.amounts_in(match.end(), min(high, match.end() + 6))
            count = None if found else _COUNT.match(text, match.end())
            if count and (value := numeral(count[1])):
                found = [Amount(*count.span(), value.value, _UNITS.get(count[2], count[2]), required=True)]
            if found and found[0].start not in passage.spent and not passage.told(low, high):
                yield quota(passage, "quota", match.start(), found[0], match["per"] or match["who"], "每百户")

    def _leads(self, passage: Passage) -> Iterator[Norm]:
        """1名党员带3户群众."""
        for match in self.leads.finditer(passage.text):
            found = [a for a in passage.free if match.end() <= a.start <= match.end() + 2]
            low = passage.clause(match.start())[0]
            if found and not passage.told(low, match.start()):
                yield quota(passage, "quota", match.start(), found[0], match["who"], "1名带N")

    def _grouped(self, passage: Passage) -> Iterator[Norm]:
        """十户一组、百户一片."""
        for match in _GROUPED.finditer(passage.text):
            value = numeral(match["n"])
            if value and not passage.told(*passage.clause(match.start())):
                unit = "户" if match["unit"] == "户" else "人"
                yield Norm("quota", *match.span(), "N户一组", "", match["one"], "", "=", value.value, unit, match["one"][-1], number=match.span("n"))  # fmt: skip

    def _ratios(self, passage: Passage) -> Iterator[Norm]:
        """按职数1:2储备."""
        for match in _RATIO.finditer(passage.text):
            done = self.ratio_for.match(passage.text, match.end())
            if done and not passage.told(*passage.clause(match.start())):
                what = passage.text[match.start() : done.end()]
                yield Norm(
                    "quota", match.start(), done.end(), "按…比例", passage.actor_before(match.start()), clean(what)
                )

    def _limits(self, passage: Passage) -> Iterator[Norm]:
        """限期15天整改."""
        for match in _LIMIT.finditer(passage.text):
            value, (low, high) = numeral(match["n"]), passage.clause(match.start())
            if value and not passage.told(low, high):
                unit, action = _UNITS.get(match["unit"], match["unit"]), bare(passage.text[match.end() : high])
                yield Norm("quota", low, high, "限期", passage.actor_before(match.start()), action, "", "<=", value.value, unit, number=match.span())  # fmt: skip

    def _lent(self, passage: Passage) -> Iterator[Norm]:
        """可申请5万元以内、3年期以下的贷款."""
        text = passage.text
        for amount in passage.free:
            low, _ = passage.clause(amount.start)
            if amount.unit != "元" or passage.told(low, amount.end) or amount.value > 1_000_000:
                continue
            lent = self.lent.search(text, low, amount.start) and self.loan.match(text, amount.end)
            if lent and (amount.sign in ("<=", "") or amount.required):
                yield quota(passage, "quota", low, amount, amount.per, "…以内的贷款")

    def _paid_back(self, passage: Passage) -> Iterator[Norm]:
        """一级医院报90%、二级医院报80%."""
        for amount in passage.free:
            low, high = passage.clause(amount.start)
            if amount.unit == "%" and self.paid_back.search(passage.text, low, amount.start):
                if not passage.told(low, high):
                    yield quota(passage, "quota", low, amount, "", "报N%")

    def _told_before(self, passage: Passage, pattern: re.Pattern, units: tuple[str, ...], cue: str) -> Iterator[Norm]:
        """Amounts in `units` right behind `pattern`, in a clause that reports nothing."""
        for amount in passage.free:
            low, high = passage.clause(amount.start)
            if amount.unit in units and pattern.search(passage.text, low, amount.start) and not passage.told(low, high):
                yield quota(passage, "quota", low, amount, amount.per, cue)

    def _adjusted(self, passage: Passage) -> Iterator[Norm]:
        """文明户贷款利率下浮15%."""
        return self._told_before(passage, self.adjusted, ("%",), "下浮N%")

    def _limited(self, passage: Passage) -> Iterator[Norm]:
        """每个支部限报2名."""
        return self._told_before(passage, self.limited, ("人", "个", "项", "户"), "限N名")

    def _before_after(self, passage: Passage) -> Iterator[Norm]:
        """合同到期前3个月启动."""
        for match in self.terminal.finditer(passage.text):
            value, (low, high) = numeral(match["n"]), passage.clause(match.start())
            if value and not passage.told(low, high):
                unit, action = _UNITS.get(match["unit"], match["unit"]), bare(passage.text[match.end() : high])
                yield Norm("quota", low, high, "到期前N天", passage.actor_before(match.start()), action, "", "=", value.value, unit, number=match.span("n"))  # fmt: skip

    def _beside(self, passage: Passage) -> Iterator[Norm]:
        """省外每人最高800元、省内最高300元: the first is a rule already, and the second is told alike."""
        text, amounts = passage.text, passage.amounts
        if len(amounts) < 2 or "quota" not in passage.spent.values():
            return
        for before, amount in zip(amounts, amounts[1:], strict=False):
            if (
                amount.start in passage.spent
                or before.unit != amount.unit
                or passage.spent.get(before.start) != "quota"
            ):
                continue
            between = text[before.end : amount.start]
            if text[amount.start - 1] != text[before.start - 1] and text[amount.start - 1] not in _GIVING:
                continue
            if len(between) > 16 or len(between) < 3 or between[0] not in "，、；" or _OTHERWISE_TOLD.search(between):
                continue
            if not before.value / 30 <= amount.value <= before.value * 30 or _DIGIT.search(between):
                continue
            if amount.value > 100 and amount.unit in ("户", "人") or passage.told(*passage.clause(amount.start)):
                continue
            yield quota(passage, "quota", passage.clause(amount.start)[0], amount, before.per, "…、…")
