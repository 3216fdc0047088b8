"""Claimed, planned, or a norm: whose kind of figure it is."""

from __future__ import annotations

import re
from collections.abc import Mapping

from casekit.codebook.modality import Word
from casekit.quantities.lexicon import Lexicon
from casekit.quantities.period import When
from casekit.quantities.place import Place
from casekit.quantities.rate import Rate
from casekit.quantities.shapes import Shapes
from casekit.quantities.signs import Signs, any_word

_BY_STANDARD = re.compile("按照?[^，。；]{0,10}标准")
_BY = re.compile("按照?[^，。；]{0,24}$")
_CONDITION_NOUN = re.compile("的[^，。；]{1,6}$")
_COUNTED_OUT = re.compile("(?:发现|连续)$|连续[0-9一二两三四五六]{1,2}[年次个]")
_WHO = re.compile("的[^，。；的]{1,8}$")
_WHEN = re.compile("[^，。；]{0,4}时$")
_TOWARDS = re.compile("对[^，。；]*$")
_MANY = ("百", "千", "万")
_FREQUENCIES = ("次", "场次", "天", "小时", "期", "场", "件", "学时")
_LIMITS = ("at_least", "at_most")
_AGES = ("岁", "周岁")
_RECKONED = frozenset("计算的")
_ON_DUTY = ("次", "天", "小时", "工作日", "分钟")
_LAID_DOWN = ("分", *_ON_DUTY)
_LENGTHS = ("年", "个月")
#: Large counts that are to be reached once; what is counted so is no norm.
_ONCE, _ONCE_MONEY = 10, 1e6
_NEVER_ONCE = frozenset({*_LAID_DOWN, *_FREQUENCIES, *_LENGTHS, *_AGES, "%", "周", "季度", "平方米"})
_KEPT = ("户", "人", "个", "支", "家")
_SMALL = 10
_PIECES = ("项", "件", "次", "条")


class Statuses:
    """Reads the words of plan and norm around a number."""

    def __init__(self, words: Lexicon, grammar: Mapping[str, tuple[Word, ...]]):
        kinds = words.modality.status
        self._planned_after = re.compile(any_word(kinds["planned_after"]))
        #: The words that are looked for in every sentence, by kind.
        self.signs = {
            kind: kinds[kind] for kind in ("planned", "norm", "must", "done", "summed", "reached", "completed")
        } | {kind: grammar[kind] for kind in ("achieved", "terms", "only_then", "lays_down")}
        # many, and seldom asked for
        self._outcomes = Signs({"outcome": kinds["outcome"]})
        self._shapes = Shapes(grammar)
        self._forbidden = words.periods.forbidden
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
        elif self._is_condition(place, bound):
            return "required"
        each = bool(place.rates) and any(_is_each(place.line.text, rate, unit) for rate in place.rates)
        if each and not past and self._is_duty(place, unit, when):
            return "required"
        if when.future or self._is_planned(place, past, must, when):
            return "required" if each and must else "planned"
        if after and after[0] in _RECKONED and self._shapes.reckoned.match(after):
            return "reported"
        if each:
            told = self._of_each(place, unit, bound, past, must)
            if told:
                return told
        if past:
            return "required" if "的" in after and _COUNTED_OUT.search(place.before) else "reported"
        if must and when.ahead and not each and bound not in _LIMITS:
            return "planned"  # 今年要减贫2.3万人
        if genre == "planned" and not (must or each):
            return "planned"
        if must and (unit not in _AGES or bound != "exact"):
            return "planned" if not norm and genre != "required" and _is_once(place, unit, bound) else "required"
        timed = when.period is not None
        if follows or self._is_norm(place, unit, bound, timed):
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
            past = bound not in _LIMITS or not line.text.startswith(self._laid_down, start)
        norm = ("norm" in kinds and seen("norm", low, place.found.start)) or (
            "lays_down" in kinds and seen("lays_down", 0, place.low)
        )
        norm = norm or ("标准" in line.text and "按" in before and self._by_standard(before, after))
        must = norm or ("must" in kinds and seen("must", low, place.found.start))
        if genre == "reported" and not past:  # a notice asks for what others claim
            past = place.is_from or (not must and "completed" in kinds and seen("completed", low, start))
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
        if unit not in _PIECES and self._shapes.task.search(place.before):
            return "planned"
        hits, low = place.line.hits, place.start - len(place.before)
        if "terms" in hits.kinds and hits.seen("terms", low, place.start) and self._shapes.term.search(place.before):
            return "required"
        return ""

    def _is_condition(self, place: Place, bound: str) -> bool:
        """累计旷工3天的，予以辞退; 若达到30%以上: a condition, though words of a report stand in it."""
        shapes, after, text = self._shapes, place.after, place.line.text
        if place.closes and shapes.then.match(text, place.high + 1):
            return True
        if bound in ("exact", "approx"):
            return False
        if "的" in after and (
            shapes.follows.match(after) or (self._has_noun(place) and shapes.then_given.match(text, place.high + 1))
        ):
            return True  # 低于60分的不予兑换; 吸纳10名以上的企业，给予…
        return shapes.supposed.search(place.before) is not None

    def _is_class(self, place: Place) -> bool:
        """带动100户以上的合作社，: who fulfils a condition, unless they are counted (…，已有12家)."""
        counted = self._shapes.counted_next.match(place.line.text, place.high)
        return _CONDITION_NOUN.match(place.after) is not None and not counted

    def _has_noun(self, place: Place) -> bool:
        """…的企业，: does the clause end with who fulfils the condition?"""
        return _WHO.search(place.after) is not None and place.line.text.startswith("，", place.high)

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
        if unit in _FREQUENCIES or bound in _LIMITS:
            return "reported" if past and bound not in _LIMITS else "required"
        if unit == "元" and not must and all(rate.time for rate in place.rates):
            if self._shapes.at_work.search(place.line.text, max(0, start - 20), start):
                return "reported"  # 在基地务工，每天100元: what somebody earns
        return "required" if must or not (past or self._has_come(place)) else ""

    def _is_planned(self, place: Place, past: bool, must: bool, when: When) -> bool:
        """Words of plan since the last figure, or a plan that goes on from it and was not closed by …的目标."""
        hits = place.line.hits
        if "planned" in hits.kinds and hits.seen("planned", place.near, place.start):
            return not (when.over and self._shapes.fulfilled.match(place.after))
        last = place.last
        if last is None or last.status != "planned" or past or must:
            return False
        return not (place.low >= place.last_end and self._planned_after.match(place.line.text, place.last_end))

    def _is_norm(self, place: Place, unit: str, bound: str, timed: bool) -> bool:
        """Signs of a norm other than a verb: a condition, a sanction, a grant to whoever, a share set aside."""
        before, after, last, line = place.before, place.after, place.last, place.line
        shapes, seen, conditional = self._shapes, line.hits.seen, "的" in after
        if unit == "位" and after.startswith("的"):
            return True
        if unit in _KEPT and self._is_kept(place, before):
            return True
        if unit in _LENGTHS and bound == "at_most" and after.startswith(self._forbidden):
            return True  # 三年内不得提拔
        if (
            line.towards
            and "对" in before
            and (shapes.granted.search(before) or (shapes.whoever.match(after) and _TOWARDS.search(before)))
        ):
            return True
        if unit in _AGES:
            return bound != "exact" and last is not None and last.status == "required"
        if bound not in ("exact", "approx") and conditional and shapes.sent.match(after):
            return True  # 200人以上的村选派4名队员
        if conditional and shapes.counted_class.match(after):
            return False  # 10万元以上的村有35个: a class in a report
        if line.text.endswith("的，", 0, place.low) and shapes.then.match(line.text, place.low):
            return True  # 考核不合格的，扣发补贴的50%
        if unit == "元" and not timed and shapes.grant.search(before):
            return True
        if bound not in ("exact", "approx") and (
            place.closes
            or (conditional and (self._is_class(place) or shapes.must_then.match(after)))
            or _WHEN.match(after)
            or shapes.standard.match(after)
            or shapes.two_parts.match(line.text, place.end)
            or shapes.passed_on.match(after)  # 5万元以上须经村民代表会议审议
            or self._is_condition(place, bound)
        ):
            return True  # 低于8分的, …: a condition
        if conditional and (
            (unit == "次" and shapes.missed.search(before))
            or _COUNTED_OUT.search(before)
            or (shapes.way.search(after) and not self._has_come(place))
        ):
            return True
        if unit == "%" and self._is_share(before, after):
            return True
        if last is not None and last.status == "required" and self._goes_on(place, unit, bound):
            return True
        if seen("only_then", place.end, place.end + len(after)):
            return True
        return self._is_laid_down(place, unit, bound)

    def _is_share(self, before: str, after: str) -> bool:
        """收益的20%用于公益, 按10%的比例确定, 按书记报酬的80%执行: a share laid down."""
        shapes = self._shapes
        if shapes.shared_out.match(after) or shapes.set_aside.search(before) or shapes.weighed.search(before):
            return True
        if before.endswith(("按", "按照")):
            return shapes.ratio.match(after) is not None
        return "按" in before and shapes.share_paid.match(after) is not None

    def _goes_on(self, place: Place, unit: str, bound: str) -> bool:
        """Does the norm of the last figure hold for this one too?"""
        last, shapes = place.last, self._shapes
        if bound == "over" or (last.unit == unit and bound != "exact"):
            return True  # 3天以内由队长审批，3天以上报镇党委
        if shapes.exchanges.search(place.since) or (unit == "元" and shapes.now_given.search(place.since)):
            return True  # 满100分可兑换20元商品
        if place.low < place.last_end and shapes.and_also.fullmatch(place.since):
            return True  # 200人以上的村选派1名第一书记和4名队员
        return (unit in _LENGTHS and "连续" in place.since) or shapes.cut.search(place.since) is not None

    def _is_kept(self, place: Place, before: str) -> bool:
        """科级干部包3户; “1+3”模式，即1名第一书记、3名队员: a small number of those whom somebody looks after."""
        if place.number.value > _SMALL:
            return False
        shapes, text = self._shapes, place.line.text
        if shapes.paired.search(before):
            return True
        return "即" in text and shapes.namely.search(text[max(0, place.start - 60) : place.start]) is not None

    def _has_come(self, place: Place) -> bool:
        """Do the words before the figure tell an outcome?"""
        return self._outcomes.read(place.before).seen("outcome", 0, len(place.before))

    def _is_laid_down(self, place: Place, unit: str, bound: str) -> bool:
        """Points given by rule, hours on duty, limits: laid down unless the words before tell an outcome."""
        if unit not in _LAID_DOWN and bound not in _LIMITS:
            return False
        shapes = self._shapes
        outcome = self._has_come(place)
        if unit == "分" and (shapes.scored.search(place.before) or shapes.graded.match(place.after)):
            return True
        if unit in _ON_DUTY and (
            shapes.on_call.match(place.after)
            or (unit != "分钟" and not outcome and shapes.strictly.match(place.line.text))
        ):
            return True
        last = place.last
        if bound not in _LIMITS or (
            last and last.status == "reported" and last.unit == unit and shapes.top.match(place.since)
        ):
            return False  # 年平均4万元，最高可达4.9万元
        return not outcome or place.line.text.startswith(self._laid_down, place.start)


def _is_once(place: Place, unit: str, bound: str) -> bool:
    """确保58个项目竣工: a large count is to be reached once; a small one, a share, a length is a norm."""
    if bound in _LIMITS or unit in _NEVER_ONCE or place.rates:
        return False
    return place.number.value >= (_ONCE_MONEY if unit == "元" else _ONCE)


def _is_each(text: str, rate: Rate, unit: str) -> bool:
    """每周一次, 一户一张, 半月会商一次 tell a norm; 户均, 年收入 and the statistics of 每百户, 平均每月 do not."""
    sign = text[rate.start]
    if sign == "每":
        return rate.what[:1] not in _MANY and not text.endswith("平均", 0, rate.start)
    return sign in "一半" and (not rate.time or unit in _FREQUENCIES)
