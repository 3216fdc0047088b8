"""Signs of a norm around a figure: conditions, grants to whoever fulfils them, points, shares, limits, duties."""

from __future__ import annotations

import re
from collections.abc import Mapping

from casekit.codebook.modality import Word
from casekit.quantities.lexicon import Lexicon
from casekit.quantities.place import REACH, Place
from casekit.quantities.shapes import Shapes
from casekit.quantities.signs import Signs

_CONDITION_NOUN = re.compile("的[^，。；]{1,6}$")
#: 连续两次, 发现3起: what is counted out in a condition.
COUNTED_OUT = re.compile("(?:发现|连续)$|连续[0-9一二两三四五六]{1,2}[年次个]")
# 按村数10%的比例排查出100个: told of what was done
_FOUND = re.compile("[出了][0-9]")
_WHO = re.compile("的[^，。；的]{1,8}$")
#: 确定1个贫困村帮扶|3年: before the length of what is laid down.
FOR = re.compile("(?:帮扶|驻村|结对|包联|服务|联系|任职|挂职)(?:期限)?(?:为|满)?$")
_WHEN = re.compile("[^，。；]{0,4}时$")
_TOWARDS = re.compile("对[^，。；]*$")
EXACT = frozenset({"exact", "approx"})
LIMITS = frozenset({"at_least", "at_most"})
AGES = frozenset({"岁", "周岁"})
LENGTHS = frozenset({"年", "个月"})
ON_DUTY = frozenset({"次", "天", "小时", "工作日", "分钟"})
_LAID_DOWN = frozenset({"分", *ON_DUTY})
_KEPT = frozenset({"户", "人", "个", "支", "家"})
_PERSONS = frozenset({"人", "人次", "起", "件"})
_SMALL = 10
#: The kind of the words after which a condition is fulfilled (方可), among the kinds of status words.
ONLY_THEN = 1


class Norms:
    """Reads the signs of a norm other than a verb."""

    def __init__(self, words: Lexicon, grammar: Mapping[str, tuple[Word, ...]], shapes: Shapes):
        # many, and seldom asked for
        self._outcomes = Signs({1: words.modality.status["outcome"]})
        self._shapes = shapes
        self._forbidden = words.periods.forbidden
        self._laid_down = tuple(word.word for word in grammar["laid_down"])

    def told(self, place: Place, unit: str, bound: str, timed: bool) -> bool:
        """Signs of a norm other than a verb: a condition, a sanction, a grant to whoever, a share set aside."""
        before, after, last = place.before, place.after, place.last
        shapes, conditional, exact = self._shapes, "的" in after, bound in EXACT or place.about
        if self.condition(place, exact) or self._is_of_some(place, unit, bound):
            return True
        if not exact and after.startswith("为主"):
            return False  # 以5公里以内为主
        if unit in AGES:
            return bound != "exact" and (
                (last is not None and last.status == "required") or shapes.aged.search(before) is not None
            )
        if not exact and conditional and shapes.sent.match(after):
            return True  # 200人以上的村选派4名队员
        if conditional and (shapes.counted_class.match(after) or shapes.cleared.match(after)):
            return False  # 10万元以上的村有35个: a class in a report
        if self._is_granted(place, unit, timed) or (not exact and self._is_threshold(place)):
            return True
        if conditional and (
            (unit == "次" and place.closes and self._is_followed(place))
            or (unit == "次" and (shapes.missed.search(before) or shapes.not_there.match(after)))
            or COUNTED_OUT.search(before)
            or (shapes.way.search(after) and not self.has_come(place))
        ):
            return True
        if unit == "%" and self._is_share(place, timed):
            return True
        if last is not None and last.status == "required" and self._goes_on(place, unit, bound):
            return True
        return self._is_laid_down(place, unit, bound)

    def _is_of_some(self, place: Place, unit: str, bound: str) -> bool:
        """Ranks, those whom somebody looks after, lengths of a ban or of experience, what whoever fulfils a condition gets."""
        after, before, shapes = place.after, place.before, self._shapes
        if unit == "位" and after.startswith("的"):
            return True
        if unit in LENGTHS and (
            (bound in ("at_most", "exact") and after.startswith(self._forbidden))  # 三年内不得提拔
            or (bound == "over" and shapes.experience.match(after))
        ):
            return True
        if unit in _KEPT and self._is_kept(place, before):
            return True
        return (
            place.line.towards
            and unit not in _PERSONS  # 对…的干部给予党纪处分12人
            and "对" in before
            and bool(shapes.granted.search(before) or (shapes.whoever.match(after) and _TOWARDS.search(before)))
        )

    def _is_granted(self, place: Place, unit: str, timed: bool) -> bool:
        """考核不合格的，扣发补贴的50%; 奖励5000元: what follows a condition, or a grant."""
        text, shapes = place.line.text, self._shapes
        if text.endswith("的，", 0, place.low) and shapes.then.match(text, place.low):
            return True
        return not timed and self.grants(place, unit)

    def grants(self, place: Place, unit: str) -> bool:
        """奖励5000元: what whoever fulfils it gets, unless it was paid."""
        grant = self._shapes.grant.search(place.before) if unit == "元" else None
        return grant is not None and grant["granted"] is not None

    def _is_threshold(self, place: Place) -> bool:
        """低于8分的, 4次以上得10分, 低于2%的国家标准, 5万元以上须经村民代表会议审议: a bound that something hangs on."""
        after, text, shapes = place.after, place.line.text, self._shapes
        if place.closes or ("的" in after and (self._is_class(place) or shapes.must_then.match(after))):
            return True
        return bool(
            shapes.scores.match(after)
            or _WHEN.match(after)
            or shapes.standard.match(after)
            or shapes.two_parts.match(text, place.end)
            or shapes.passed_on.match(after)
        )

    def _is_share(self, place: Place, timed: bool) -> bool:
        """收益的20%用于公益, 按10%的比例确定, 按书记报酬的80%执行: a share laid down."""
        shapes, before, after, last = self._shapes, place.before, place.after, place.last
        if last is not None and last.status == "reported" and not last.per and place.since.startswith("，其中"):
            return False  # 收回45万元，其中30%用于修水渠
        if shapes.shared_out.match(after) or shapes.set_aside.search(before) or shapes.weighed.search(before):
            return True
        if not timed and shapes.borne.search(before):
            return True  # 政策范围内报销95%
        if "按" in before and (shapes.ratio.match(after) or shapes.share_paid.match(after)):
            return _FOUND.search(after) is None
        near = place.line.text[max(0, place.start - REACH) : place.start]
        return "分配" in near and shapes.dealt.search(near) is not None

    def _goes_on(self, place: Place, unit: str, bound: str) -> bool:
        """Does the norm of the last figure hold for this one too?"""
        last, shapes = place.last, self._shapes
        if (bound == "over" and not (place.about or self.has_come(place))) or (last.unit == unit and bound != "exact"):
            return True  # 3天以内由队长审批，3天以上报镇党委
        if shapes.exchanges.search(place.since) or (unit == "元" and shapes.now_given.search(place.since)):
            return True  # 满100分可兑换20元商品
        if place.low < place.last_end and shapes.and_also.fullmatch(place.since):
            return True  # 200人以上的村选派1名第一书记和4名队员
        if unit == last.unit == "元" and self._shapes.next_prize.search(place.since):
            return True  # 一等奖奖励5000元，二等奖3000元
        if unit in LENGTHS and last.per and place.carries_on and FOR.search(place.since):
            return True  # 每队确定1个贫困村帮扶3年
        return (unit in LENGTHS and "连续" in place.since) or shapes.cut.search(place.since) is not None

    def _is_kept(self, place: Place, before: str) -> bool:
        """科级干部包3户; “1+3”模式，即1名第一书记、3名队员: a small number of those whom somebody looks after."""
        if place.number.value > _SMALL:
            return False
        shapes = self._shapes
        if shapes.paired.search(before):
            return True
        near = place.line.text[max(0, place.start - REACH) : place.start]
        return "即" in near and shapes.namely.search(near) is not None

    def has_come(self, place: Place) -> bool:
        """Do the words before the figure tell an outcome?"""
        before, outcomes = place.before, self._outcomes
        kinds, hits = outcomes.read(before)
        return bool(kinds and outcomes.seen(before, hits, 0, len(before)))

    def _is_laid_down(self, place: Place, unit: str, bound: str) -> bool:
        """Points given by rule, hours on duty, limits: laid down unless the words before tell an outcome."""
        if unit not in _LAID_DOWN and bound not in LIMITS:
            return False
        shapes, last = self._shapes, place.last
        if unit == "分" and (
            shapes.scored.search(place.before)
            or shapes.graded.match(place.after)
            or shapes.exchanged.match(place.after)
            or (last is not None and last.unit == unit and last.status == "required")
            or (place.before.endswith("（") and place.after.startswith("）"))
        ):
            return True
        outcome = self.has_come(place)
        if unit in ON_DUTY and (
            shapes.on_call.match(place.after)
            or (not outcome and shapes.shown.search(place.before))
            or (unit != "分钟" and not outcome and shapes.strictly.match(place.line.text))
        ):
            return True
        if bound not in LIMITS or (
            last and last.status == "reported" and last.unit == unit and shapes.top.match(place.since)
        ):
            return False  # 年平均4万元，最高可达4.9万元
        return not outcome or self.lays_limit(place)

    def lays_limit(self, place: Place) -> bool:
        """不少于5个工作日, 不低于人均收入的2倍: does the limit begin with a word that lays it down?"""
        return place.line.text.startswith(self._laid_down, place.start) or any(
            word in place.before for word in self._laid_down
        )

    def holds(self, place: Place, unit: str, bound: str) -> bool:
        """Does a limit hold though what is around it is planned: …将公示，公示期不少于7天; 打算…，低于70分的不得评优?"""
        if bound in LIMITS and unit in ON_DUTY and self.lays_limit(place):
            return True
        return "的" in place.after and self._shapes.must_then.match(place.after) is not None

    def condition(self, place: Place, exact: bool) -> bool:
        """累计旷工3天的，予以辞退; 若达到30%以上: a condition, though words of a report stand in it; `exact`: no limit is told."""
        shapes, after, text = self._shapes, place.after, place.line.text
        line = place.line
        if place.closes and shapes.then.match(text, place.high + 1):
            return True
        if line.kinds & ONLY_THEN and line.seen(place.end, place.end + len(after)) & ONLY_THEN:
            return True  # 达到三分之二的方可通过
        if after.startswith("的") and place.before.endswith(shapes.last_in_rank) and shapes.last_of.match(after):
            return True  # 对排名后3名的支部书记由镇党委约谈
        if exact:
            return False
        if "的" in after and (
            shapes.follows.match(after) or (self._has_noun(place) and shapes.then_given.match(text, place.high + 1))
        ):
            return True  # 低于60分的不予兑换; 吸纳10名以上的企业，给予…
        return shapes.supposed.search(place.before) is not None or (
            len(after) < 3 and shapes.then_due.match(text, place.high) is not None
        )  # 面积达到50亩以上，每亩补助300元

    def _is_class(self, place: Place) -> bool:
        """带动100户以上的合作社，: who fulfils a condition, unless they are counted (…，已有12家)."""
        counted = self._shapes.counted_next.match(place.line.text, place.high)
        return _CONDITION_NOUN.match(place.after) is not None and not counted

    def _is_followed(self, place: Place) -> bool:
        """三次提醒无效的，停发补贴: does something follow from the clause, which is no class that is counted?"""
        text, high = place.line.text, place.high
        return text.startswith("，", high) and not self._shapes.counted_next.match(text, high)

    def _has_noun(self, place: Place) -> bool:
        """…的企业，: does the clause end with who fulfils the condition?"""
        return _WHO.search(place.after) is not None and place.line.text.startswith("，", place.high)
