"""How much each gets or does: 每名党员建立1个示范园, 每村注入20万元, 驻村不少于2年, 留存不低于20%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.codebook.rule import RuleBook
from casekit.norms.limits import quota
from casekit.norms.nouns import each_noun
from casekit.norms.passage import Norm, Passage, bare, clean

_PART = re.compile(
    r"一部分(?:用于|作为|归|用作|分给)[^；。]{1,20}?(?:另)?一部分[^；。]{0,6}?(?:用于|作为|归|用作|分给)[^，；。]{1,16}"
)
_EACH_TIME = re.compile("每(次|批|期|场|轮|届)(?!第)")
_EACH_DONE = re.compile(
    "每(?!年|月|周|天|日|季|半)[一-鿿]{1,5}?[1一](?:个)?(小时|件|次|天|亩|头|名|人|户|吨|公里|场|期|棚|项|起|只|棵|株|例|篇)"
)
_ONE_OF = re.compile("(?<![二三四五六七八九十第“])一([村户组队])一([名支位张份本套块])(?!大学生)([一-鿿]{2,8})")
_CROPS = ("亩", "头", "只", "棵", "斤", "吨", "平方米")


class QuotaReader:
    """Reads quotas."""

    def __init__(self, book: RuleBook):
        self.book = book
        self.outcome = re.compile(book.any_of("outcomes"))
        units = "人户村组企镇乡岗员队家社校事"
        self.one_one = re.compile(rf"(?<![二三四五六七八九十第])一([{units}])一({book.any_of('pieces')})")
        self.round_the_clock = re.compile(rf"24小时{book.any_of('round_the_clock')}")
        self.pair = re.compile(rf"(?:{book.any_of('pairs')}|走访)$")
        self.one_to_many = re.compile(
            rf"(?<![0-9一二三四五六七八九十])[1一]名(?P<who>[一-鿿]{{2,8}}?)(?:至少)?(?P<what>{book.any_of('pairs')})(?:至少|不少于)?(?=[0-9一二三四五六七八九十])"
        )
        self.report = re.compile(rf"{book.any_of('reports')}|共(?!同|建|享)|增收|脱贫")

    def read(self, passage: Passage) -> Iterator[Norm]:
        text, times = passage.text, {*self.book.times, *self.book.times.values()}
        used: set[int] = set()
        nouns = each_noun(passage, 0, len(text))
        for position, (start, end, noun) in enumerate(nouns):
            stop = passage.clause(start)[1]
            if position + 1 < len(nouns):
                stop = min(stop, nouns[position + 1][0])
            if re.search(r"每[^，。；]{0,2}?(?:周|月|季|年|天|日)", text[start:stop]):  # the frequencies have it
                continue
            started = False
            for amount in passage.amounts_in(end, stop):
                words = text[end : amount.start]
                if "送" in words:
                    break
                if re.search("实现|达到|已|了", text[passage.clause(start)[0] : amount.start]) and not re.search(
                    "为了|除了", text[: amount.start]
                ):
                    break
                bound = amount.required and amount.sign in (">=", "<=")
                if (
                    self.outcome.search(words)
                    and not bound
                    or amount.start - end > 24
                    or noun in _CROPS
                    and not re.search("补|奖|标准|保底", text[end:stop])
                ):
                    break
                if (
                    re.search("[，、]|的", words)
                    and not amount.required
                    and not (started and words[-1:] in "、至到落实配备选派")
                ):
                    break
                if amount.unit == "%":
                    continue
                used.add(amount.start)
                started = True
                yield quota(
                    passage, "frequency" if amount.unit in times else "quota", start, amount, amount.per or noun, "每名"
                )
        for amount in passage.amounts:
            if (
                amount.required
                and amount.per
                and amount.unit != "%"
                and amount.start not in used
                and amount.per.rpartition("/")[2] not in self.book.periods.values()
                and "每" in text[max(0, amount.start - 30) : amount.start]
            ):
                low = passage.clause(amount.start)[0]
                if not self.outcome.search(text[low : amount.start]) and amount.per not in _CROPS:
                    used.add(amount.start)
                    if not re.match("[^，。；]{0,8}[加扣减记积奖][0-9]", text[amount.end :]):
                        yield quota(
                            passage, "frequency" if amount.unit in times else "quota", low, amount, amount.per, "每"
                        )
        if "每" in passage.signs:
            yield from self._each_time(passage, used)
        if passage.shows("名一"):
            yield from self._one_to_many(passage, used)
        if "每" in passage.signs:
            yield from self._each_done(passage, used)
        if passage.amounts:
            yield from self._assigned(passage, used)
        for match in self.one_one.finditer(text) if "一" in passage.signs else ():
            if not re.match("”[一-龥]", text[match.end() : match.end() + 2]) and not _ONE_OF.match(text, match.start()):
                yield Norm(
                    "quota", match.start(), match.end(), "一人一卡", "", match[2], "", "=", 1.0, match[2], match[1]
                )
        for match in _PART.finditer(text) if "一部分" in text else ():
            yield Norm(
                "quota",
                match.start(),
                match.end(),
                "一部分…一部分",
                "",
                clean(match[0])[:40],
                bare(text[passage.clause(match.start())[0] : match.start()]),
            )
        for match in self.round_the_clock.finditer(text) if "24小时" in text else ():
            yield Norm(
                "quota",
                match.start(),
                match.end(),
                "24小时",
                passage.actor_before(match.start()),
                match[0][4:],
                "",
                "=",
                24.0,
                "小时",
                "",
            )

    def _each_time(self, passage: Passage, used: set[int]) -> Iterator[Norm]:
        """每次不少于1小时, 每期3天."""
        for match in _EACH_TIME.finditer(passage.text):
            stop = passage.clause(match.start())[1]
            for amount in passage.amounts_in(match.end(), min(stop, match.end() + 14))[:1]:
                if (
                    amount.start not in used
                    and amount.unit != "%"
                    and not self.outcome.search(passage.text[match.end() : amount.start])
                ):
                    used.add(amount.start)
                    yield quota(passage, "quota", match.start(), amount, match[1], "每次")

    def _assigned(self, passage: Passage, used: set[int]) -> Iterator[Norm]:
        """走访50户，联系10户，帮扶3户: what each of a class of cadres is given to do, where no number says how many they are."""
        text = passage.text
        given = [
            a
            for a in passage.amounts
            if a.unit in ("户", "个") and a.value <= 200 and self.pair.search(text[max(0, a.start - 4) : a.start])
        ]
        if not given or self.report.search(text) or any(a.unit == "人" for a in passage.amounts):
            return
        if len(given) < 2 and not re.search("[要应须]|原则上|规定", text[: given[0].start]):
            return
        for amount in given:
            if amount.start not in used:
                used.add(amount.start)
                yield quota(passage, "quota", passage.clause(amount.start)[0], amount, amount.per, "走访…户")

    def _one_to_many(self, passage: Passage, used: set[int]) -> Iterator[Norm]:
        """1名党员联系5户群众, 一村一名第一书记."""
        text = passage.text
        for match in self.one_to_many.finditer(text) if "名" in passage.signs else ():
            amount = next(iter(passage.amounts_in(match.end(), match.end() + 12)), None)
            if (
                amount
                and amount.start - match.end() <= 2
                and amount.start not in used
                and not re.search("了|已|累计|先后", text[passage.clause(match.start())[0] : match.start()])
            ):
                used.update((amount.start, match.start()))
                yield Norm("quota", match.start(), amount.end, "1名…N户", match["who"], match["what"], bare(text[amount.end : passage.clause(amount.end)[1]], 16),
                           amount.sign or "=", amount.value, amount.unit, match["who"], "", (amount.start, amount.end))  # fmt: skip
        for match in _ONE_OF.finditer(text) if "一" in passage.signs else ():
            unit = {"名": "人", "位": "人"}.get(match[2], match[2])
            yield Norm("quota", match.start(), match.end(), "一村一名", "", "", match[3], "=", 1.0, unit, match[1])

    def _each_done(self, passage: Passage, used: set[int]) -> Iterator[Norm]:
        """每上岗1小时折合8元, 每承包一个棚补贴3000元."""
        for match in _EACH_DONE.finditer(passage.text):
            stop = passage.clause(match.end())[1]
            for amount in passage.amounts_in(match.end(), min(stop, match.end() + 16))[:1]:
                if (
                    amount.start not in used
                    and amount.unit != "%"
                    and not self.outcome.search(passage.text[match.end() : amount.start])
                ):
                    used.add(amount.start)
                    yield quota(passage, "quota", match.start(), amount, match[1], "每做一件")
