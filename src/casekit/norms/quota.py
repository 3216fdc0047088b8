"""How much each gets or does: 每名党员建立1个示范园, 每村注入20万元, 驻村不少于2年, 留存不低于20%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.codebook.rule import RuleBook
from casekit.norms.limits import quota
from casekit.norms.nouns import each_noun
from casekit.norms.passage import RAISED, Amount, Norm, Passage, after, bare, clean
from casekit.norms.signs import NUMBER, Way, way

_EACH_TIME = re.compile("每(次|批|期|场|轮|届)(?!第)")
_DONE_UNITS = ("小时", "公里", *"件次天亩头名人户吨场期棚项起只棵株例篇")
_EACH_DONE = re.compile(rf"每(?!年|月|周|天|日|季|半)[一-鿿]{{1,5}}?[1一](?:个)?({'|'.join(_DONE_UNITS)})")
_ONE_OF = re.compile(
    "(?<![二三四五六七八九十第“0-9])[一1]([村户组队])([一两二三四五1-5])([名支位张份本套块])(?!大学生)([一-鿿]{2,8})"
)
_COUNTS = dict(zip("一二三四五12345两", (1.0, 2.0, 3.0, 4.0, 5.0, 1.0, 2.0, 3.0, 4.0, 5.0, 2.0), strict=True))
_CROPS = ("亩", "头", "只", "棵", "斤", "吨", "平方米")
_EACH_UNITS = "名个位支所处组届件座批家户人生队亩头只棵斤吨分平村镇乡社班课桌"
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
_NAME_GOES_ON = re.compile("”[一-龥]")


class QuotaReader:
    """Reads quotas."""

    def __init__(self, book: RuleBook):
        self.book = book
        self.times = {*book.times, *book.times.values()}
        self.outcome = book.compile("{outcomes}")
        self.gain = book.compile("{outcomes-worked}")
        self.donated = book.compile("{donated}")
        self.acts = book.words("acts")
        self.firm = book.compile("{firms}")
        self.part = book.compile("一部分{parted}[^；。]{1,20}?(?:另)?一部分[^；。]{0,6}?{parted}[^，；。]{1,16}")
        self.when_held = book.compile("[^，。；]{2,14}(?:时|会议|中)，{when_held}")
        self.fund = book.compile(
            "[^，。；]{0,12}{allowance}(?:标准)?{reaches}$|就?(?:能|可以?){gained}[^，。；]{0,6}(?:资金|补助|补贴|奖补|奖励)"
        )
        self.endowed = book.compile("{endowed}")
        holders = "人户村组企镇乡岗员队家社校事"
        self.provided = book.compile(
            "{provides}[^，。；]{0,12}?{allowance}[^，。；]{0,2}$|(?:为|给)[^，。；]{0,8}{actors}{provides}[^，。；]{0,4}$"
        )
        self.given = book.compile("(?:其中)?(?:要|须|必须|均|都|各)?{verbs}")
        self.one_one = re.compile(rf"(?:(?<![二三四五六七八九十第])一([{holders}])|人手)一({book.any_of('pieces')})")
        self.round_the_clock = book.compile("24小时{round_the_clock}")
        self.pair = book.compile("(?:{pairs}|走访)$")
        self.one_to_many = book.compile(
            "(?<![0-9一二三四五六七八九十])[1一]名(?P<who>[一-鿿]{2,8}?)(?:至少)?(?P<what>{pairs})(?:至少|不少于)?(?=[0-9一二三四五六七八九十])"
        )
        self.report = book.compile("{reports}|共(?!同|建|享)|增收|脱贫|减贫")
        each = (*(word + unit for word in ("每", "每一") for unit in _EACH_UNITS), "每万", "每千", "每百")
        ones = tuple(one + unit for one in ("1", "一", "1个", "一个") for unit in _DONE_UNITS)
        self.ways: tuple[Way, ...] = (
            way(self._each, each, NUMBER, alone=False),
            way(self._rates, "每", NUMBER, alone=False),
            way(self._each_time, ("每" + time for time in "次批期场轮届"), NUMBER, alone=False),
            way(self._one_to_many, ("1名", "一名"), book.words("pairs"), NUMBER, alone=False),
            way(self._one_of, (one + group + n for one in "一1" for group in "村户组队" for n in _COUNTS), alone=False),
            way(self._each_done, "每", ones, NUMBER, alone=False),
            way(self._assigned, ("#户", "#个"), (*book.words("pairs"), "走访"), alone=False),
            way(self._one_one, ("人手一", *("一" + holder + "一" for holder in holders)), alone=False),
            way(self._provided, "#元", book.words("provides"), alone=False),
            way(self._parts, "一部分", alone=False),
            way(self._round_the_clock, "24小时", alone=False),
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
                words = after(RAISED, text[last.end if last else end : amount.start])
                if words.endswith("（") or amount.unit in ("岁", "周岁"):
                    continue  # 每户（三类户）, 每名…由60岁以下的担任
                if self._ends(amount, noun, text[end:stop], words, last):
                    break
                if amount.unit != "%":
                    last = amount
                    kind = "frequency" if amount.unit in self.times else "quota"
                    yield quota(passage, kind, start, amount, amount.per or noun, "每名")

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
        if thing and not (amount.sign and noun not in _CROPS) and not self.endowed.search(clause):
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

    def _first_after(self, passage: Passage, match: re.Match, reach: int) -> Amount | None:
        """The first amount within `reach` of `match` and in its clause, if it is no share and no outcome."""
        stop = min(passage.clause(match.end())[1], match.end() + reach)
        amount = next(iter(passage.amounts_in(match.end(), stop)), None)
        if (
            not amount
            or amount.unit == "%"
            or passage.text.startswith("满", amount.start)
            or self.outcome.search(passage.text, match.end(), amount.start)
        ):
            return None
        return amount

    def _each_time(self, passage: Passage) -> Iterator[Norm]:
        """每次不少于1小时, 每期3天."""
        for match in _EACH_TIME.finditer(passage.text):
            amount = self._first_after(passage, match, 14)
            when = None if amount else self.when_held.match(passage.text, match.end())
            amount = amount or when and self._first_after(passage, when, 4)
            if amount:
                yield quota(passage, "quota", match.start(), amount, match[1], "每次")

    def _each_done(self, passage: Passage) -> Iterator[Norm]:
        """每上岗1小时折合8元, 每承包一个棚补贴3000元."""
        for match in _EACH_DONE.finditer(passage.text):
            amount = self._first_after(passage, match, 16)
            if amount:
                yield quota(passage, "quota", match.start(), amount, match[1], "每做一件")

    def _one_to_many(self, passage: Passage) -> Iterator[Norm]:
        """1名党员联系5户群众."""
        text = passage.text
        for match in self.one_to_many.finditer(text):
            amount = next(iter(passage.amounts_in(match.end(), match.end() + 12)), None)
            low, _ = passage.clause(match.start())
            if amount and amount.start - match.end() <= 2 and not passage.told(low, match.start()):
                target = bare(text[amount.end : passage.clause(amount.end)[1]], 16)
                yield Norm("quota", match.start(), amount.end, "1名…N户", match["who"], match["what"], target,
                           amount.sign or "=", amount.value, amount.unit, match["who"], "", (amount.start, amount.end))  # fmt: skip

    def _one_of(self, passage: Passage) -> Iterator[Norm]:
        """一村一名第一书记."""
        for match in _ONE_OF.finditer(passage.text):
            count, measure = _COUNTS[match[2]], {"名": "人", "位": "人"}.get(match[3], match[3])
            place = match.span(2)
            yield Norm(
                "quota", *match.span(), "一村一名", "", "", match[4], "=", count, measure, match[1], number=place
            )

    def _assigned(self, passage: Passage) -> Iterator[Norm]:
        """走访50户，联系10户，帮扶3户: what each of a class of cadres is given to do, where no number says how many they are."""
        text = passage.text
        given = [
            a
            for a in passage.free
            if a.unit in ("户", "个") and a.value <= 200 and self.pair.search(text[max(0, a.start - 4) : a.start])
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

    def _provided(self, passage: Passage) -> Iterator[Norm]:
        """为第一书记安排工作经费1万元: so little money is what each gets."""
        text = passage.text
        for amount in passage.free:
            if amount.unit != "元" or amount.value > 50_000:
                continue
            low, high = passage.clause(amount.start)
            if self.provided.search(text, low, amount.start) and not self.report.search(text, low, high):
                yield quota(passage, "quota", low, amount, amount.per, "安排经费")

    def _one_one(self, passage: Passage) -> Iterator[Norm]:
        """一人一卡."""
        text = passage.text
        for match in self.one_one.finditer(text):
            if not _NAME_GOES_ON.match(text, match.end()) and not _ONE_OF.match(text, match.start()):
                yield Norm("quota", *match.span(), "一人一卡", "", match[2], "", "=", 1.0, match[2], match[1] or "人")

    def _parts(self, passage: Passage) -> Iterator[Norm]:
        """一部分用于分红，一部分用于公益."""
        text = passage.text
        for match in self.part.finditer(text):
            what = bare(text[passage.clause(match.start())[0] : match.start()])
            yield Norm("quota", *match.span(), "一部分…一部分", "", clean(match[0])[:40], what)

    def _round_the_clock(self, passage: Passage) -> Iterator[Norm]:
        """24小时值守."""
        for match in self.round_the_clock.finditer(passage.text):
            actor = passage.actor_before(match.start())
            yield Norm("quota", *match.span(), "24小时", actor, match[0][4:], "", "=", 24.0, "小时")
