"""How much each gets or does: 每名党员建立1个示范园, 每村注入20万元, 驻村不少于2年, 留存不低于20%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.codebook.rule import RuleBook
from casekit.norms.norm import RAISED, Norm, quota
from casekit.norms.nouns import each_noun
from casekit.norms.passage import Amount, Passage
from casekit.norms.signs import NUMBER, Way, way
from casekit.norms.words import after

_CROPS = ("亩", "头", "只", "棵", "斤", "吨", "平方米")
_EACH_UNITS = "格栋条片段幢名个位支所处组届件座批家户人生队亩头只棵斤吨分平村镇乡社班课桌"
#: A rate told by these alone has its noun in the words after 每.
_MEASURES = ("", *"名个位支条栋座片段幢")
_RECURRING = re.compile("每[^，。；]{0,2}?(?:周|月|季|年|天|日)")
_REACHED = re.compile("实现|达到|已|了")
_OUT_OF = re.compile("从[^，。；]{1,8}[中里]")
_COMPARED = re.compile("比[^，。；]{1,12}[高低多少]")
_EXCEPT = re.compile("为了|除了")
_TOTAL = re.compile("[共每了已总]|全[县市区镇乡村]|累计|先后")
_GOES_ON = re.compile("[^，。；、的]{0,12}(?:[、，和及]|的基础上，)(?:并|再)?[一-鿿]{0,8}")
_APART = re.compile("[，、]|的")
_SCORED = re.compile("[^，。；]{0,8}[加扣减记积奖][0-9]")
_EACH_OF_THEM = re.compile("(?:分别|各自)(?:至少)?[一-鿿]{2,4}$")
_LAID_DOWN = re.compile("(?<![主重需])要|[应须]|原则上|规定")


class QuotaReader:
    """Reads quotas."""

    def __init__(self, book: RuleBook):
        self.book = book
        self.times = {*book.times, *book.times.values()}
        self.outcome, self.raised = book.compile("{outcomes}"), book.compile(RAISED)
        self.gain = book.compile("{outcomes-worked}")
        self.donated = book.compile("{donated}")
        self.staffed = ("设", *book.words("composed", "staffs"))
        self.acts = book.words("acts")
        self.firm = book.compile("{firms}")
        self.fund = book.compile(
            "[^，。；]{0,12}{allowance}(?:标准)?{reaches}$|就?(?:能|可以?){gained}[^，。；]{0,6}(?:资金|补助|补贴|奖补|奖励)"
        )
        self.endowed = book.compile("{endowed|given}")
        self.given = book.compile("(?:其中)?(?:要|须|必须|均|都|各)?{verbs}")
        self.pairs = (*book.words("pairs"), "走访")
        self.report = book.compile("{reports}|共(?!同|建|享)|增收|脱贫|减贫")
        each = (*(word + unit for word in ("每", "每一") for unit in _EACH_UNITS), "每万", "每千", "每百")
        self.ways: tuple[Way, ...] = (
            way(self._each, each, NUMBER, alone=False),
            way(self._rates, "每", NUMBER, alone=False),
            way(self._assigned, ("#户", "#个"), self.pairs, alone=False),
        )

    def _each(self, passage: Passage) -> Iterator[Norm]:
        """每名党员联系2户, 每村注入20万元."""
        text = passage.text
        nouns = each_noun(passage, 0, len(text))
        for position, (start, end, noun) in enumerate(nouns):
            low, stop = passage.clause(start)
            limit = nouns[position + 1][0] if position + 1 < len(nouns) else len(text)
            if _RECURRING.search(text, start, min(stop, limit)):  # the frequencies have it
                continue
            last = None
            for amount in passage.in_force(end, self._reach(passage, stop, limit)):
                if _REACHED.search(text, low, amount.start) and not _EXCEPT.search(text, 0, amount.start):
                    break
                if _COMPARED.search(text, end, amount.start):
                    break  # 每公斤比市场价高出两元
                words = after(self.raised, text[last.end if last else end : amount.start])
                if words.endswith("（") or amount.unit in ("岁", "周岁"):
                    continue  # 每户（三类户）, 每名…由60岁以下的担任
                if self._ends(amount, noun, text[end:stop], words, last):
                    break
                if amount.unit != "%":
                    last = amount
                    kind = "frequency" if amount.unit in self.times else "quota"
                    per = noun if amount.per in _MEASURES else amount.per
                    yield quota(passage, kind, start, amount, per, "每名")

    def _reach(self, passage: Passage, stop: int, limit: int) -> int:
        """Where what 每名 governs ends: with its clause, or with later ones that go on giving (…，配备2名队员)."""
        while stop < limit and passage.text.startswith("，", stop) and self.given.match(passage.text, stop + 1):
            further = passage.clause(stop + 1)[1]
            if further > limit or _TOTAL.search(passage.text, stop, further):
                break
            stop = further
        return min(stop, limit)

    def _ends(self, amount: Amount, noun: str, clause: str, words: str, last: Amount | None) -> bool:
        """Is what follows 每名 no longer what each gets? `words` stand between it, or the amount before, and `amount`."""
        if self.donated.search(words) or words.endswith("的") or len(words) > 24:
            return True
        thing = noun in _CROPS or len(noun) > 1 and not self.book.last("actors", noun)
        staffed = amount.unit == "人" and words.endswith(self.staffed)  # 每个单元设1名单元长
        if thing and not staffed and not (amount.sign and noun not in _CROPS) and not self.endowed.search(clause):
            return True
        outcome = self.gain if last or noun.endswith(self.acts) else self.outcome
        if not (amount.required and amount.sign in (">=", "<=")) and outcome.search(_OUT_OF.sub("", words)):
            return not self.fund.fullmatch(words)
        if last and "，" in words and (amount.unit in self.times or amount.value > 10 and amount.unit != "元"):
            return True  # 每人联系5户，解决问题300个
        goes_on = amount.required or last and (words[-1:] in "、至到" or _GOES_ON.fullmatch(words))
        return not goes_on and bool(_APART.search(words))

    def _rates(self, passage: Passage) -> Iterator[Norm]:
        """Amounts that each is to get or to do, though 每 stands further off."""
        text = passage.text
        for amount in passage.free:
            if not (amount.required and amount.per) or amount.unit == "%" or amount.per in _CROPS:
                continue
            if amount.unit in ("岁", "周岁") or amount.per.rpartition("/")[2] in self.book.periods.values():
                continue
            since = text.rfind("；", 0, amount.start) + 1
            if "每" not in text[max(since, amount.start - 80) : amount.start] or text[amount.start - 1] == "的":
                continue
            low = passage.clause(amount.start)[0]
            if not amount.sign and amount.value > 10 and amount.unit != "元" and "每" not in text[low : amount.start]:
                continue  # 每人联系5户，解决问题300个
            if self.donated.search(text, low, amount.start):
                continue  # 向每户捐赠鸡苗50只
            if not self.outcome.search(text, low, amount.start) and not _SCORED.match(text, amount.end):
                kind = "frequency" if amount.unit in self.times else "quota"
                yield quota(passage, kind, low, amount, amount.per, "每")

    def _assigned(self, passage: Passage) -> Iterator[Norm]:
        """走访50户，联系10户，帮扶3户: what each of a class of cadres is given to do, where no number says how many they are."""
        text = passage.text
        given = [
            a
            for a in passage.free
            if a.unit in ("户", "个") and a.value <= 200 and text.endswith(self.pairs, 0, a.start)
        ]
        if any(self.firm.search(text, passage.clause(a.start)[0], a.start) for a in given):
            return  # 集团帮扶7个县，公司帮扶10个县 is who helps how many
        for amount in given:
            if _EACH_OF_THEM.search(text[max(0, amount.start - 8) : amount.start]):  # 306名党员分别结对1户
                yield quota(passage, "quota", amount.start, amount, amount.per, "分别结对1户")
        if not given or self.report.search(text) or any(a.unit == "人" for a in passage.amounts):
            return
        if len(given) < 2 and not _LAID_DOWN.search(text, 0, given[0].start):
            return
        for amount in given:
            yield quota(passage, "quota", passage.clause(amount.start)[0], amount, amount.per, "走访…户")
