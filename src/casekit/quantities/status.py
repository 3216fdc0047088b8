"""Claimed, planned, or a norm: whose kind of figure it is."""

from __future__ import annotations

import re
from collections.abc import Mapping

from casekit.codebook.modality import Word
from casekit.quantities.lexicon import Lexicon
from casekit.quantities.norm import AGES, COUNTED_OUT, LENGTHS, LIMITS, ON_DUTY, Norms
from casekit.quantities.period import When
from casekit.quantities.place import Place
from casekit.quantities.rate import Rate
from casekit.quantities.shapes import Shapes
from casekit.quantities.signs import any_word

_BY_STANDARD = re.compile("按照?[^，。；]{0,10}标准")
_BY = re.compile("按照?[^，。；]{0,24}$")
_MANY = ("百", "千", "万")
_FREQUENCIES = ("次", "场次", "天", "小时", "期", "场", "件", "学时")
_RECKONED = frozenset("计算的")
#: Large counts that are to be reached once; what is counted so is no norm.
_ONCE, _ONCE_MONEY = 10, 1e6
_NEVER_ONCE = frozenset({"分", *ON_DUTY, *_FREQUENCIES, *LENGTHS, *AGES, "%", "周", "季度", "平方米"})
_OFTEN = 12  # what is to be done so often a year
_PIECES = ("项", "件", "次", "条")


class Statuses:
    """Reads the words of plan and norm around a number."""

    def __init__(self, words: Lexicon, grammar: Mapping[str, tuple[Word, ...]]):
        kinds = words.modality.status
        self._planned_after = re.compile(any_word(kinds["planned_after"]))
        #: The words that are looked for in every sentence, by kind.
        self.signs = {
            kind: kinds[kind] for kind in ("planned", "norm", "must", "done", "summed", "reached", "completed")
        } | {kind: grammar[kind] for kind in ("achieved", "terms", "only_then", "lays_down", "tasks")}
        self._shapes = Shapes(grammar)
        self._norms = Norms(words, grammar, self._shapes)
        self._laid_down = tuple(word.word for word in grammar["laid_down"])

    def read(self, place: Place, unit: str, bound: str, genre: str, when: When) -> str:
        """Status of one number.

        `bound` is its qualifier, `genre` the status that a figure of its sentence has without any sign ("ordered": planned,
        where no norm is told), `when` its time.
        """
        last, after, start = place.last, place.after, place.start
        if last is not None and start == place.last_end:
            return last.status  # 5万元3年期贷款: two sides of one thing
        past, norm, must = self._claimed(place, bound, genre, when)
        follows = after != "" and after[0] == "的" and self._shapes.follows.match(after) is not None
        if not past:
            told = self._told(place, unit, follows)
            if told:
                return told
        elif self._norms.condition(place, bound):
            return "required"
        each = bool(place.rates) and any(_is_each(place, rate, unit) for rate in place.rates)
        if each and not past and self._is_duty(place, unit, when):
            return "required"
        if (
            when.future
            and place.low > when.period.end
            and place.line.hits.seen("done", start - len(place.before), start)
        ):
            return "reported"  # 到2020年建成50个的目标，已建成32个
        if when.future or self._is_planned(place, past, must, when, bound):
            return "required" if each and must else "planned"
        if after and after[0] in _RECKONED and bound not in LIMITS and self._shapes.reckoned.match(after):
            return "reported"
        if each:
            told = self._of_each(place, unit, bound, past, must)
            if told:
                return told
        if past:
            return "required" if "的" in after and COUNTED_OUT.search(place.before) else "reported"
        if must and when.ahead and not each and bound not in LIMITS:
            return "planned"  # 今年要减贫2.3万人
        if genre == "planned" and not (must or each):
            return "planned"
        if must and (unit not in AGES or bound != "exact"):
            return "planned" if not norm and genre != "required" and _is_once(place, unit, bound) else "required"
        timed = when.period is not None
        if follows or self._norms.told(place, unit, bound, timed):
            return "required"
        return "planned" if genre == "ordered" or (genre == "required" and timed) else genre

    def _claimed(self, place: Place, bound: str, genre: str, when: When) -> tuple[bool, bool, bool]:
        """Is the figure claimed as done; is it laid down by a norm; does a verb say that it must be, or a norm?"""
        line, after, before, last = place.line, place.after, place.before, place.last
        kinds, seen, start = line.hits.kinds, line.hits.seen, place.start
        low = start - len(before)
        past = (
            when.over
            or ("done" in kinds and seen("done", low, start))
            or (after != "" and after.startswith(("已", "均已", "全部已")))
        )
        if not past and "summed" in kinds and seen("summed", low, start):
            past = bound not in LIMITS or not line.text.startswith(self._laid_down, start)
        norm = ("norm" in kinds and seen("norm", low, place.found.start)) or (
            "lays_down" in kinds and seen("lays_down", 0, place.low) and not _is_once(place, place.number.unit, bound)
        )
        norm = norm or ("按" in before and "标准" in before + after and self._by_standard(before, after))
        must = norm or ("must" in kinds and seen("must", low, place.found.start))
        if genre == "reported" and not past:  # a notice asks for what others claim
            past = place.is_from or (
                not must
                and bound != "at_least"
                and "completed" in kinds
                and seen("completed", low, start)
                and (last is None or last.status != "planned" or last.unit == place.number.unit)
            )
            if not (past or must) and "reached" in kinds and seen("reached", low, start):
                past = last is None or not (
                    last.status == "planned" or (last.status == "required" and bound not in ("exact", "approx"))
                )
        return past, norm, must

    def _told(self, place: Place, unit: str, follows: bool) -> str:
        """Status that the words right beside a figure tell: …的目标, 任务…, …的扣发; "" without them."""
        if place.after and self._planned_after.match(place.after):
            return "planned"
        if follows:
            return "required"
        hits, low = place.line.hits, place.start - len(place.before)
        if "tasks" in hits.kinds and unit not in _PIECES and self._shapes.task.search(place.before):
            return "planned"
        if place.after.startswith(("的速度", "的速率")):
            return "reported"
        if "terms" in hits.kinds and hits.seen("terms", low, place.start) and self._shapes.term.search(place.before):
            counted = "的" in place.after and self._shapes.counted_class.match(place.after)
            return "" if counted else "required"  # 职数超过3人的村有114个
        return ""

    def _by_standard(self, before: str, after: str) -> bool:
        """按照每户2万元标准: the figure of a standard, or one of several (按照省级2万元、市级1万元标准)."""
        if _BY_STANDARD.search(before):
            return True
        return bool(_BY.search(before) and self._shapes.standard_for.match(after))

    def _is_duty(self, place: Place, unit: str, when: When) -> bool:
        """每周1次: how often something is to be done."""
        if unit not in _FREQUENCIES:
            return False
        if when.future and not any(rate.time and rate.what != "年" for rate in place.rates):
            return False  # but 到6月底，每周调度一次
        return not place.line.hits.seen("planned", place.start - len(place.before), place.start)

    def _of_each(self, place: Place, unit: str, bound: str, past: bool, must: bool) -> str:
        """Status of a figure of each unit, "" where the rate does not tell it."""
        seen, start = place.line.hits.seen, place.start
        low = start - len(place.before)
        if past and seen("achieved", low, start):
            return "reported"
        if unit not in _FREQUENCIES and not must and bound not in LIMITS and self._is_summed(place):
            return "reported"
        if unit in _FREQUENCIES or bound in LIMITS:
            return "reported" if past and bound not in LIMITS else "required"
        if unit == "元" and not must and all(rate.time for rate in place.rates):
            if self._shapes.at_work.search(place.line.text, max(0, start - 20), start):
                return "reported"  # 在基地务工，每天100元: what somebody earns
        if unit == "元" and not must and bound in ("exact", "approx") and self._shapes.priced.search(place.before):
            return "reported"
        return "required" if must or not (past or self._norms.has_come(place)) else ""

    def _is_summed(self, place: Place) -> bool:
        """每人包抓2个村，共包抓10个; 每户安装的12块: what each has is told with what all have, or is told of."""
        owned = place.number.unit != "%" and place.before.endswith("的")
        return owned or self._shapes.summed_next.match(place.line.text, place.high) is not None

    def _is_planned(self, place: Place, past: bool, must: bool, when: When, bound: str) -> bool:
        """Words of plan since the last figure, or a plan that goes on from it and was not closed by …的目标."""
        hits = place.line.hits
        if "planned" in hits.kinds and hits.seen("planned", place.near, place.start):
            # 规划建设了6个: 了 right before a figure tells what was done
            done = place.before.endswith("了") and not when.future
            return not done and not (when.over and self._shapes.fulfilled.match(place.after))
        last = place.last
        if last is None or last.status != "planned" or past or must:
            return False
        if bound in LIMITS and place.line.text.startswith(self._laid_down, place.start):
            return False  # 计划招募50名，投资额不低于100万元
        return not (place.low >= place.last_end and self._planned_after.match(place.line.text, place.last_end))


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
    return sign in "一半" and (not rate.time or (unit in _FREQUENCIES and place.number.value <= _OFTEN))
