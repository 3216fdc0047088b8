"""Claimed, planned, or a norm: whose kind of figure it is."""

from __future__ import annotations

import re
from collections.abc import Mapping

from casekit.codebook.alternatives import any_word
from casekit.codebook.modality import Word
from casekit.quantities.lexicon import Lexicon
from casekit.quantities.norm import AGES, COUNTED_OUT, EXACT, LENGTHS, LIMITS, ON_DUTY, ONLY_THEN, Norms
from casekit.quantities.period import When
from casekit.quantities.place import REACH, Place
from casekit.quantities.rate import Rate
from casekit.quantities.shapes import Shapes

_LINE = 30  # characters behind a figure in which its sentence says that it is a standard
_LEAD = 80  # how far the beginning of a list is looked at
_SOON = 10  # characters behind a figure in which 已 tells that it is done
_SPEED = ("的速度", "的速率")
_BY_STANDARD = re.compile("按照?[^，。；]{0,10}标准")
_BY = re.compile("按照?[^，。；]{0,24}$")
_BY_LINE = re.compile("(?:按照?|(?:^|[，。；：])以)[^，。；]{0,40}$")
_OF_TIME = frozenset("0123456789一二三四五六七八九十两半")
_STATES = ("有", "达", "达到")
_MANY = ("百", "千", "万")
_FREQUENCIES = frozenset({"次", "场次", "天", "小时", "期", "场", "件", "学时"})
_RECKONED = frozenset("计算的")
#: Large counts that are to be reached once; what is counted so is no norm.
_ONCE, _ONCE_MONEY = 10, 1e6
_NEVER_ONCE = frozenset({"分", *ON_DUTY, *_FREQUENCIES, *LENGTHS, *AGES, "%", "周", "季度", "平方米"})
_OFTEN = 12  # what is to be done so often a year
_PIECES = frozenset({"项", "件", "次", "条"})
# the kinds of words that are looked for in every sentence
_PLANNED, _NORM, _MUST, _DONE, _SUMMED, _REACHED, _COMPLETED, _ACHIEVED, _TERMS, _LAYS_DOWN, _TASKS, _HOPED = (
    2 << i for i in range(12)
)
#: Words of vagueness that stand apart from the figure.
APART = 1 << 16
# 路上要|两个小时, 电费要|一百五: what it takes, no norm
_TAKES = re.compile(
    "(?<![必需重主首还])要(?:坐|走|跑|爬|翻|等|开|花|收|干|忙|熬|排|挖|背|挑|骑|绕|耗|费|用|赔|亏|搭|折腾|多花|多走|多跑)?(?:上|近|约|整整|足足|大约)?$"
)


class Statuses:
    """Reads the words of plan and norm around a number."""

    def __init__(self, words: Lexicon, grammar: Mapping[str, tuple[Word, ...]]):
        kinds = words.modality.status
        self._planned_after = re.compile(any_word(kinds["planned_after"]))
        self._first_planned = frozenset(word.word[0] for word in kinds["planned_after"])
        #: The words that are looked for in every sentence, by kind.
        self.signs: Mapping[int, tuple[Word, ...]] = {
            _PLANNED: kinds["planned"], _NORM: kinds["norm"], _MUST: kinds["must"], _DONE: kinds["done"],
            _SUMMED: kinds["summed"], _REACHED: kinds["reached"], _COMPLETED: kinds["completed"],
            _ACHIEVED: grammar["achieved"], _TERMS: grammar["terms"], ONLY_THEN: grammar["only_then"],
            _LAYS_DOWN: grammar["lays_down"], _TASKS: grammar["tasks"], _HOPED: kinds["hoped"],
        }  # fmt: skip
        self._shapes = Shapes(grammar)
        self._norms = Norms(words, grammar, self._shapes)
        self._laid_down, self._there = (
            tuple(word.word for word in grammar[of]) for of in ("laid_down", "there_already")
        )

    def read(self, place: Place, unit: str, bound: str, genre: str, when: When) -> str:
        """Status of one number.

        `bound` is its qualifier, `genre` the status that a figure of its sentence has without any sign ("ordered": planned,
        where no norm is told), `when` its time.
        """
        last, after, start = place.last, place.after, place.start
        if last is not None and start == place.last_end:
            return last.status  # 5万元3年期贷款: two sides of one thing
        line, rates = place.line, place.rates
        told = line.seen(start - len(place.before), start)
        past, norm, must = self._claimed(place, told, bound, genre, when)
        follows = after != "" and after[0] == "的" and self._shapes.follows.match(after) is not None
        if not past:
            beside = self._beside(place, told, unit, follows)
            if beside:
                return beside
        elif self._norms.condition(place, bound in EXACT or place.about):
            return "required"
        if self._is_line(place):
            return "required"
        each = bool(rates) and any(_is_each(place, rate, unit) for rate in rates) and not place.is_object
        if each and not must and genre == "reported" and place.rates[0].time and (place.about or bound == "approx"):
            each = False  # 每年提供岗位600多个
        if each and not past and unit in _FREQUENCIES and self._is_duty(place, told, when):
            return "reported" if self._shapes.habit.search(place.before) else "required"
        if when.future and told & _DONE and place.low > when.period.end:
            return "reported"  # 到2020年建成50个的目标，已建成32个
        if when.future or self._is_planned(place, told, past, must, when, bound):
            limit = bound not in EXACT and self._norms.holds(place, unit, bound)
            laid_down = limit or (each and must) or (rates and self._norms.grants(place, unit))
            return "required" if laid_down else "planned"
        if after and after[0] in _RECKONED and bound not in LIMITS and self._shapes.reckoned.match(after):
            return "reported"
        if each:
            status = self._of_each(place, told, unit, bound, past, must)
            if status:
                return status
        if past:
            return "required" if "的" in after and COUNTED_OUT.search(place.before) else "reported"
        if must and when.ahead and not each and bound not in LIMITS:
            return "planned"  # 今年要减贫2.3万人
        if (
            when.ahead
            and genre == "reported"
            and bound not in LIMITS
            and self._shapes.due.match(place.line.text, place.high)
        ):
            return "planned"  # 今年新建高标准农田2万亩，年底前全部完工
        if not each and place.before.endswith(self._there):
            return "reported"
        if genre == "planned" and not (must or each):
            return "required" if self._norms.condition(place, bound in EXACT or place.about) else "planned"
        if must and (unit not in AGES or bound != "exact"):
            return "planned" if not norm and genre != "required" and _is_once(place, unit, bound) else "required"
        timed = when.period is not None
        if follows or self._norms.told(place, unit, bound, timed):
            return "required"
        if genre != "reported" and last is not None and last.status == "reported" and not rates and bound not in LIMITS:
            return "reported"  # a notice: 截至7月底，已发证4268本，报销费用386.7万元
        if genre == "required":  # a notice: 新建公厕60座, but no class of those that get something
            dealt = 0 <= place.line.text.find("分配", 0, _LEAD) < start  # 名额分配：甲乡12户、乙镇9户
            once = not (place.line.rates or after.startswith("的") or dealt) and _is_once(place, unit, bound)
            whoever = place.line.text.endswith("的，", 0, place.low)  # 受到表彰的，当年报酬增加1000元
            return "planned" if (timed or once) and not whoever else genre
        return "planned" if genre == "ordered" else genre

    def _claimed(self, place: Place, told: int, bound: str, genre: str, when: When) -> tuple[bool, bool, bool]:
        """Is the figure claimed as done; is it laid down by a norm; does a verb say that it must be, or a norm?"""
        line, after, before, last, start = place.line, place.after, place.before, place.last, place.start
        past = when.over or told & _DONE != 0 or (after[:_SOON].rfind("已") >= 0 and "的" not in after[:_SOON])
        past = past or (genre != "reported" and "了" in after and "了解" not in after)
        binds = told if start == place.found.start else line.seen(start - len(before), place.found.start)
        norm = (
            binds & _NORM != 0
            or (line.kinds & _LAYS_DOWN and self._lays_down(place, bound))
            or ("按" in before and self._by_standard(before, after))
        )
        must = norm or (binds & _MUST != 0 and not (genre == "reported" and _TAKES.search(before)))
        if not told:
            return past or (genre == "reported" and place.is_from), norm, must
        if told & _SUMMED and last is not None and last.status == "planned" and place.carries_on:
            told = told & ~_SUMMED | line.seen(place.near, start) & _SUMMED  # 计划招聘共90名（其中保洁员84名）
        if not past and told & _SUMMED:
            past = bound not in LIMITS or not line.text.startswith(self._laid_down, start)
        if genre == "reported" and not past:  # a notice asks for what others claim
            past = place.is_from or (
                not must
                and bound != "at_least"
                and told & _COMPLETED
                and (last is None or last.status != "planned" or last.unit == place.number.unit)
            )
            if told & _REACHED and not (past or must):
                past = last is None or not (
                    last.status == "planned" or (last.status == "required" and bound not in ("exact", "approx"))
                )
        return past, norm, must

    def _beside(self, place: Place, told: int, unit: str, follows: bool) -> str:
        """Status that the words right beside a figure tell: …的目标, 任务…, …的扣发; "" without them."""
        after, kinds = place.after, place.line.kinds
        if after and after[0] in self._first_planned and self._planned_after.match(after):
            return "planned"
        if self._aim_of(place) or (("将" in after or "有望" in after) and self._shapes.will_behind.match(after)):
            return "planned"
        if follows:
            return "required"
        if kinds & _TASKS and unit not in _PIECES and self._shapes.task.search(place.before):
            return "planned"
        this = place.line.text.find("，这", place.end, place.end + 2 * REACH)
        if this >= 0 and self._shapes.set_task.match(place.line.text, this):
            return "planned"
        if after.startswith(_SPEED):
            return "reported"
        if told & _TERMS and self._shapes.term.search(place.before):
            counted = "的" in after and self._shapes.counted_class.match(after)
            return "" if counted else "required"  # 职数超过3人的村有114个
        return ""

    def _aim_of(self, place: Place) -> bool:
        """“7.4万人脱贫”这一目标: does the figure stand in quotation marks that hold an aim?"""
        text = place.line.text
        end = text.find("”", place.end)
        return end >= 0 and text.find("“", place.end, end) < 0 and self._shapes.quoted_aim.match(text, end) is not None

    def _lays_down(self, place: Place, bound: str) -> bool:
        """Does a clause before say that a rule lays down what follows?"""
        told = place.line.seen(0, place.low) & _LAYS_DOWN
        return bool(told) and not _is_once(place, place.number.unit, bound)

    def _by_standard(self, before: str, after: str) -> bool:
        """按照每户2万元标准: the figure of a standard, or one of several (按照省级2万元、市级1万元标准)."""
        if "标准" not in before and "标准" not in after:
            return False
        if _BY_STANDARD.search(before):
            return True
        return bool(_BY.search(before) and self._shapes.standard_for.match(after))

    def _is_line(self, place: Place) -> bool:
        """以人均收入低于3500元为线, 按去年人均收入的2倍核定: what units are measured by, whatever is told of them."""
        text, end = place.line.text, place.end
        return self._shapes.line.match(text, end, end + _LINE) is not None and bool(
            _BY_LINE.search(text, max(0, place.start - 2 * _LINE), place.start)
        )

    def _is_duty(self, place: Place, told: int, when: When) -> bool:
        """每周1次: how often something is to be done."""
        if when.future and not any(rate.time and rate.what != "年" for rate in place.rates):
            return False  # but 到6月底，每周调度一次
        return not told & _PLANNED

    def _of_each(self, place: Place, told: int, unit: str, bound: str, past: bool, must: bool) -> str:
        """Status of a figure of each unit, "" where the rate does not tell it."""
        start = place.start
        if past and told & _ACHIEVED:
            return "reported"
        if unit not in _FREQUENCIES and not must and bound not in LIMITS and self._is_summed(place):
            return "reported"
        if unit in _FREQUENCIES or bound in LIMITS:
            return "reported" if past and bound not in LIMITS else "required"
        if unit == "元" and not must and all(rate.time for rate in place.rates):
            if self._shapes.by_work.match(place.after) or self._shapes.at_work.search(
                place.line.text, max(0, start - 20), start
            ):
                return "reported"  # 在基地务工，每天100元: what somebody earns
        if unit == "元" and not must and place.rates[0].time and self._shapes.earned.match(place.after):
            return "reported"  # 每月1000元收入
        told_by_price = unit == "元" and not must and bound in ("exact", "approx")
        if told_by_price and self._shapes.compared.search(place.before) and not place.after.startswith("的价"):
            return "reported"  # 每斤比市价高2元
        if told_by_price and self._shapes.priced.search(place.before):
            return "reported"
        if not must and place.before.endswith(_STATES) and all(rate.time for rate in place.rates):
            return "reported"  # 每年到外地打工的村民有3000人
        return "required" if must or not (past or self._norms.has_come(place)) else ""

    def _is_summed(self, place: Place) -> bool:
        """每人包抓2个村，共包抓10个; 每户安装的12块: what each has is told with what all have, or is told of."""
        owned = place.number.unit != "%" and place.before.endswith("的")
        return owned or self._shapes.summed_next.match(place.line.text, place.high) is not None

    def _is_planned(self, place: Place, told: int, past: bool, must: bool, when: When, bound: str) -> bool:
        """Words of plan since the last figure, or a plan that goes on from it and was not closed by …的目标."""
        line = place.line
        if place.start < place.found.start and place.before.endswith("将"):
            return True  # 收入将|超770亿元: 将 before a word of vagueness takes no object
        if line.kinds & _PLANNED and line.seen(place.near, place.start) & _PLANNED:
            # 规划建设了6个: 了 right before a figure tells what was done
            done = place.before.endswith("了") and not when.future
            return not done and not (when.over and self._shapes.fulfilled.match(place.after))
        if line.kinds & _HOPED and line.seen(place.near, place.start) & _HOPED:
            if not (must or when.over or told & _DONE):
                return True
        last = place.last
        if last is None or last.status != "planned" or past or must:
            return False
        if bound in LIMITS and line.text.startswith(self._laid_down, place.start):
            return False  # 计划招募50名，投资额不低于100万元
        return not (place.low >= place.last_end and self._planned_after.match(line.text, place.last_end))


def _is_once(place: Place, unit: str, bound: str) -> bool:
    """确保58个项目竣工: a large count is to be reached once; a small one, a share, a length is a norm."""
    if bound in LIMITS or unit in _NEVER_ONCE or place.rates:
        return False
    return place.number.value >= (_ONCE_MONEY if unit == "元" else _ONCE)


def _is_each(place: Place, rate: Rate, unit: str) -> bool:
    """每周一次, 一户一张, 半月会商一次 tell a norm; 户均, 年收入, 一年办事240件 and the statistics of 每百户, 平均每月 do not."""
    text = place.line.text
    sign = text[rate.start]
    if sign == "每":
        return rate.what[:1] not in _MANY and not text.endswith("平均", 0, rate.start)
    return sign in _OF_TIME and (not rate.time or (unit in _FREQUENCIES and place.number.value <= _OFTEN))
