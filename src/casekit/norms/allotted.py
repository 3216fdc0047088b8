"""What is allotted where 每 does not say so: 分别为300元、280元, 一个部门包扶一个村, 以10户为单元, 按标准的85%发放."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.codebook.rule import RuleBook
from casekit.norms.limits import quota
from casekit.norms.passage import Amount, Norm, Passage
from casekit.norms.signs import Way, way

_ONES = "[一1](?:个|名|支|位|家|户)"
_JOINED = re.compile("[、，]?(?:和|及|或者?)?(?:(?<!分别)(?:国家|省|市|县|乡|镇|村)级)?")
_BY = re.compile("按照?[^，。；]{2,24}$")
_ALSO = re.compile("[^，。；]{0,10}?[、和及并]|，?(?:并|再)")
_BY_EACH = re.compile("按(?:每[一-鿿]{1,3}|[人户村亩]平|[人户村亩]均)$")
_AWARD = re.compile("[奖补]")
_FEW = tuple(number + measure for number in "12345一两二三" for measure in "名个支家位")


class AllotmentReader:
    """Reads quotas from how amounts stand together."""

    def __init__(self, book: RuleBook):
        self.one_for_one = book.compile(
            f"(?<![第每之二三四五六七八九十0-9]){_ONES}(?P<who>[一-鿿]{{0,6}}?{{actors}})(?:至少)?(?P<what>{{pairs}})"
            f"(?P<one>{_ONES})(?P<whom>[一-鿿]{{0,4}}?{{actors}})"
        )
        self.forms = book.compile("[^，。；、]{0,8}?(?:为一?个?|[划设][^，。；、]{0,4}?){forms}")
        self.composed = book.compile("各[^，。；、]{0,8}?{composed}(?:至少|不少于)?$")
        self.pays = book.compile("[^，。；]{0,6}?{paid}")
        self.post = book.compile("[^，。；、0-9]{2,16}?{posts}")
        self.calls_for = book.compile("(?:[要须应可]|必须|原则上)[^，。；、]{0,14}?{called}(?:至少|不少于)?$")
        self.level_has = book.compile(
            "(?:各|每)?{staffed}(?:党组织|党支部)?(?:都|均|要|应|须)?{staffs}[^，。；、0-9]{0,6}"
        )
        self.priced = book.compile("{priced}")
        self.standard = book.compile("[^，。；]{0,20}{standards}")
        self.serves = book.compile("[^，。；]{0,12}?{served}")
        self.named = (*book.words("tiers"), *book.words("actors"))
        self.each_served = book.compile(
            "每(?:一)?[个名户支]?(?P<who>[一-鿿]{0,6}?{actors})(?:都|均)?有(?=[0-9一二三两])"
        )
        self.wage = book.compile("{wages}(?:标准)?[为是：]?(?:每人)?$")
        self.set_by = book.compile("(?:的?(?:标准|比例|额度))?{set_by}")
        self.case = book.compile(
            "(?:以上|以下|以内|表彰|优秀|合格|[0-9]分|(?:超过|不足|少于|达到)[0-9]+万?[一-鿿])[^，。；]{0,6}?的[^，。；]{0,10}(?:，[^，。；]{0,14}?)?{given}(?:至少|不少于)?$"
        )
        begin = sorted({word[0] for word in book.words("staffs")})
        level_has = tuple(level + has for level in book.words("staffed") for has in (*begin, *"都均要应须"))
        self.ways: tuple[Way, ...] = (
            way(
                self._one_for_one,
                (one + unit for one in "一1" for unit in "个名支位家户"),
                book.words("pairs"),
                alone=False,
            ),
            way(self._each_served, ("有" + one for one in "123一二三两"), book.words("served"), alone=False),
            way(self._set_by, "按", ("#%", "#倍"), book.words("set_by"), alone=False),
            way(
                self._paid, ("按每", *("按" + one + even for one in "人户村亩" for even in "平均")), "#元", alone=False
            ),
            way(
                self._formed,
                ("#户", "#人"),
                book.words("forms"),
                alone=False,
            ),
            way(self._composed, "#人", ("各", "组成"), alone=False),
            way(
                self._in_a_case,
                ("以上", "以下", "以内", "表彰", "优秀", "合格", "分的", "超过", "不足", "少于", "达到"),
                ("#人", "#元", "#个"),
                book.words("given"),
                alone=False,
            ),
            way(self._per_unit, "/", ("#元", "#分"), alone=False),
            way(self._wages, "/", "#元", book.words("wages"), alone=False),
            way(self._ranked, "#元", book.words("standards"), alone=False),
            way(self._posted, _FEW, book.words("posts"), alone=False),
            way(
                self._called_for,
                ("#人", "#个", "#家"),
                book.words("called"),
                ("要", "须", "应", "可", "必须", "原则上"),
                alone=False,
            ),
            way(self._staffed, book.words("staffs"), ("#人", "#个"), level_has, alone=False),
            way(self._joined, ("分别", "奖", "补"), ("#元", "#人", "#户", "#个", "#分"), alone=False),
        )

    def _one_for_one(self, passage: Passage) -> Iterator[Norm]:
        """一个部门包扶一个村."""
        for match in self.one_for_one.finditer(passage.text):
            unit = {"名": "人", "位": "人"}.get(match["one"][1], match["one"][1])
            place = match.span("one")
            if not passage.told(passage.clause(match.start())[0], match.start()):
                yield Norm("quota", *match.span(), "一个…一个", match["who"], match["what"], match["whom"], "=", 1.0, unit, match["who"], "", place)  # fmt: skip

    def _each_served(self, passage: Passage) -> Iterator[Norm]:
        """每个贫困村有2家单位帮扶."""
        for match in self.each_served.finditer(passage.text):
            stop = passage.clause(match.end())[1]
            for amount in passage.free:
                if match.end() <= amount.start < stop and self.serves.match(passage.text, amount.end, stop):
                    yield quota(passage, "quota", match.start(), amount, match["who"], "每…有…帮扶")

    def _set_by(self, passage: Passage) -> Iterator[Norm]:
        """按正职的85%发放, 按人均收入的2.5倍核定."""
        for amount in passage.free:
            low, high = passage.clause(amount.start)
            if amount.unit not in ("%", "倍") or passage.told(low, high):
                continue
            if _BY.search(passage.text, low, amount.start) and self.set_by.match(passage.text, amount.end, high):
                yield quota(passage, "quota", low, amount, "", "按…发放")

    def _paid(self, passage: Passage) -> Iterator[Norm]:
        """按每亩510元支付."""
        for amount in passage.free:
            low, high = passage.clause(amount.start)
            if amount.unit == "元" and _BY_EACH.search(passage.text, low, amount.start):
                if self.pays.match(passage.text, amount.end, high) and not passage.told(low, amount.start):
                    yield quota(passage, "quota", low, amount, amount.per, "按每亩…支付")

    def _formed(self, passage: Passage) -> Iterator[Norm]:
        """以10户为单元."""
        text = passage.text
        for amount in passage.free:
            before = text[max(0, amount.start - 4) : amount.start]
            if amount.unit in ("户", "人") and before.endswith(("以", "按", "按照", "以每", "按每")):
                if self.forms.match(text, amount.end):
                    yield quota(passage, "quota", passage.clause(amount.start)[0], amount, "", "以…户为单元")

    def _composed(self, passage: Passage) -> Iterator[Norm]:
        """各组由3人组成, 各村推荐2名."""
        for amount in passage.free:
            low, _ = passage.clause(amount.start)
            before = passage.text[low : amount.start]
            ranged = before.endswith("由") and "-" in passage.text[amount.start : amount.end]  # 工作队由3-5人组成
            if (
                amount.unit == "人"
                and amount.value < 100
                and (ranged or self.composed.search(before))
                and not passage.told(low, amount.start)
            ):
                yield quota(passage, "quota", low, amount, "", "各…名")

    def _in_a_case(self, passage: Passage) -> Iterator[Norm]:
        """200人以上的村选派1名第一书记和4名队员."""
        text, last = passage.text, None
        for amount in passage.free:
            low = max(text.rfind("；", 0, amount.start), 0)
            if amount.unit not in ("人", "元", "个") or passage.told(low, amount.start):
                continue
            goes_on = last and last.unit == amount.unit and _ALSO.fullmatch(text, last.end, amount.start)
            if goes_on or self.case.search(text, low, amount.start):
                last = amount
                yield quota(passage, "quota", passage.clause(amount.start)[0], amount, amount.per, "…的选派")

    def _ranked(self, passage: Passage) -> Iterator[Norm]:
        """工作队2万元、第一书记1万元的工作经费: more than one of them."""
        text = passage.text
        found = [amount for amount in passage.free if amount.unit == "元" and self._named(passage, amount)]
        for amount in found if len(found) > 1 else ():
            low, high = passage.clause(amount.start)
            if self.standard.match(text, amount.end, high) and not passage.told(low, amount.start):
                yield quota(passage, "quota", low, amount, amount.per, "工作队…元")

    def _per_unit(self, passage: Passage) -> Iterator[Norm]:
        """新建果园800元/亩，老果园抚育500元/亩: a list of rates that are no prices."""
        text = passage.text
        found = [a for a in passage.free if a.unit in ("元", "分") and a.per and text.startswith("/", a.end)]
        if len(found) > 1 and not self.priced.search(text) and not passage.told():
            for amount in found:
                yield quota(passage, "quota", passage.clause(amount.start)[0], amount, amount.per, "元/亩")

    def _wages(self, passage: Passage) -> Iterator[Norm]:
        """基础工资6000元/年: the pay of an office."""
        text = passage.text
        for amount in passage.free:
            low = passage.clause(amount.start)[0]
            if amount.unit == "元" and text.startswith("/", amount.end) and self.wage.search(text, low, amount.start):
                if not passage.told(low, amount.start):
                    yield quota(passage, "quota", low, amount, amount.per, "工资…元/年")

    def _named(self, passage: Passage, amount: Amount) -> bool:
        """Does the name of who gets it stand right before the sum?"""
        return amount.value <= 50_000 and passage.text.endswith(self.named, 0, amount.start)

    def _posted(self, passage: Passage) -> Iterator[Norm]:
        """1名县级领导联村、1名第一书记驻村、1个单位结对: more than one of them."""
        text = passage.text
        found = [
            amount
            for amount in passage.free
            if amount.value <= 5 and amount.unit in ("人", "个", "支", "家") and self.post.match(text, amount.end)
        ]
        if len(found) < 2 or passage.told(passage.clause(found[0].start)[0], found[-1].start):
            return
        for amount in found:
            yield quota(passage, "quota", amount.start, amount, amount.per, "1名…联村")

    def _called_for(self, passage: Passage) -> Iterator[Norm]:
        """单位要确定1个村; 工作队可明确1名干部担任书记."""
        text = passage.text
        for amount in passage.free:
            low, high = passage.clause(amount.start)
            if amount.value <= 10 and self.calls_for.search(text, low, amount.start) and not passage.told(low, high):
                yield quota(passage, "quota", low, amount, amount.per, "要确定N个")

    def _staffed(self, passage: Passage) -> Iterator[Norm]:
        """乡镇配备1名专职组织员."""
        for amount in passage.free:
            low, high = passage.clause(amount.start)
            if amount.value <= 10 and self.level_has.fullmatch(passage.text, low, amount.start):
                if not passage.told(low, high):
                    yield quota(passage, "quota", low, amount, amount.per, "乡镇配备N名")

    def _joined(self, passage: Passage) -> Iterator[Norm]:
        """分别为300元、280元、260元: the first is a rule already."""
        text, amounts = passage.text, passage.amounts
        for before, amount in zip(amounts, amounts[1:], strict=False):
            if amount.start in passage.spent or before.unit != amount.unit or before.start not in passage.spent:
                continue
            if passage.spent[before.start] != "quota" or not _JOINED.fullmatch(text, before.end, amount.start):
                continue
            low = passage.clause(before.start)[0]
            if "分别" in text[low : before.start] or amount.unit == "元" and _AWARD.search(text, low, before.start):
                yield quota(passage, "quota", low, amount, before.per, "分别")
