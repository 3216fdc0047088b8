"""Claimed, planned, or a norm: whose kind of figure it is."""

from __future__ import annotations

import re
from collections.abc import Mapping

from casekit.codebook.modality import Word
from casekit.document import Document
from casekit.quantities.lexicon import Lexicon
from casekit.quantities.period import When
from casekit.quantities.place import Place
from casekit.quantities.rate import Rate
from casekit.quantities.signs import Signs, alternation, any_word

_BY_STANDARD = re.compile("按照?[^，。；]{0,10}标准")
_BY = re.compile("按照?[^，。；]{0,24}$")
_ADDRESS = re.compile("各[^，。\\n]{2,40}(?:、[^，。\\n]{2,40})*：\\n")
_CONDITION_NOUN = re.compile("的[^，。；]{1,6}$")
_COUNTED_OUT = re.compile("(?:发现|连续)$|连续[0-9一二两三四五六]{1,2}[年次个]")
_WHEN = re.compile("[^，。；]{0,4}时$")
_TOWARDS = re.compile("对[^，。；]*$")
_MANY = ("百", "千", "万")
_FREQUENCIES = ("次", "场次", "天", "小时", "期", "场", "件", "学时")
_LIMITS = ("at_least", "at_most")
_AGES = ("岁", "周岁")
_RECKONED = frozenset("计算的")
_ON_DUTY = ("次", "天", "小时", "工作日", "分钟")
_LAID_DOWN = ("分", *_ON_DUTY)


class _Shapes:
    """What the small words of the codebook look like around a figure."""

    def __init__(self, words: Mapping[str, tuple[Word, ...]]):
        def some(*names: str) -> str:
            return any_word(word for name in names for word in words[name])

        def shape(pattern: str) -> re.Pattern:
            return re.compile(pattern)

        rules, gap = some("regulations"), "[^，。；]"
        self.enacts = shape(f"制定本{rules}|现(?:就|将).{{0,60}}{some('addresses')}|提出(?:如下|以下)意见")
        self.says = shape(
            f"^(?:据悉，)?(?:《[^》]*》|[^，。；：]{{0,12}}{some('rule_sources')}){some('rule_again')}?{some('rule_verbs')}"
        )
        self.must_then = shape(f"{gap}{{0,6}}?的{gap}{{0,5}}?{some('must_then')}")
        self.then = shape(some("follows"))
        # 小于250平方米、具备条件的, 10年以上，且正常离任的: a condition of two parts
        self.two_parts = shape(f"、具[备有]{gap}{{1,16}}的|，[且并]{gap}{{1,16}}的(?:，|$)")
        self.standard = shape(f"的{gap}{{0,4}}?{some('standards')}")
        self.fulfilled = shape(f"{gap}{{0,6}}?{some('fulfilled')}")
        self.counted_class = shape(
            f"的(?:{gap}{{0,8}}?{some('class_verbs')}{gap}{{0,6}}?|[^，。；每补奖扣给加投]{{0,4}}?)[0-9]"
        )
        self.follows = shape(f"的{some('follows')}")
        self.grant = shape(f"{some('grants')}[^，。；0-9资金]{{0,6}}$")
        self.missed = shape(f"{some('missed')}{gap}{{0,6}}$")
        # 对带动10户以上的合作社奖励5万元: a grant to whoever fulfils it
        self.whoever = shape(f"{gap}*的{gap}{{1,12}}?{some('given')}")
        self.granted = shape(f"对{gap}*的{gap}{{0,12}}?(?:{some('given')}|每){gap}{{0,8}}$")
        self.term = shape(f"{some('terms')}{gap}{{0,5}}$")
        self.scored = shape(f"{some('scored')}$")
        self.graded = shape(some("graded"))
        self.strictly = shape(some("strictly"))
        # 1名党员带动一批群众的“…”模式: a way of working
        self.way = shape(f"的“[^”]*”{gap}{{0,6}}{some('ways')}$")
        self.reckoned = shape(f"计?算|的{gap}{{0,4}}{some('prices')}")
        self.sent = shape(f"的{gap}{{0,12}}?{some('sent')}(?!了)")
        # 选派1名第一书记和|4名: what the same class gets too
        self.goes_on = shape(f"{gap}{{1,10}}[和、及]|的{gap}{{0,12}}?{some('sent')}")
        self.passed_on = shape(f"的?{some('passed_on')}")
        self.standard_for = shape(f"{gap}{{0,24}}?标准(?:$|{gap}{{0,4}}{some('standard_for')})")
        self.at_work = shape(f"{some('at_work')}[^。；补助]{{0,12}}$")
        self.shared_out = shape(f"(?:的?{some('shared')}?)?{some('shared_out')}")
        self.set_aside = shape(some("set_aside"))
        self.on_call = shape(f"{some('on_call')}|内{some('within')}")


class Statuses:
    """Reads the words of plan and norm around a number."""

    def __init__(self, words: Lexicon, grammar: Mapping[str, tuple[Word, ...]]):
        kinds = words.modality.status
        self._planned_after = re.compile(any_word(kinds["planned_after"]))
        #: The words that are looked for in every sentence, by kind.
        self.signs = {kind: kinds[kind] for kind in ("planned", "norm", "done", "reached")} | {
            kind: grammar[kind] for kind in ("achieved", "terms", "only_then")
        }
        # many, and seldom asked for
        self._outcomes = Signs({"outcome": kinds["outcome"]})
        self._shapes = _Shapes(grammar)
        self._laid_down = tuple(word.word for word in grammar["laid_down"])
        self._required_title = re.compile(alternation(words.modality.genre["required"]))
        self._planned_title = re.compile(alternation(words.modality.genre["planned"]))

    def genre(self, document: Document) -> str:
        """Status that a figure of this document has without any sign: a notice requires, a plan plans."""
        opening = document.text[:400]
        if (
            self._required_title.search(document.title)
            or self._shapes.enacts.search(opening)
            or _ADDRESS.match(opening)
        ):
            return "required"
        return "planned" if self._planned_title.search(document.title) else "reported"

    def rules(self, sentence: str) -> bool:
        """Does the sentence report what a rule says (办法规定, …)?"""
        return self._shapes.says.match(sentence) is not None

    def read(self, place: Place, unit: str, bound: str, genre: str, when: When) -> str:
        """Status of one number.

        `bound` is its qualifier, `genre` the status that a figure of its sentence has without any sign, `when` its time.
        """
        last, after, start = place.last, place.after, place.start
        if last is not None and start == place.last_end:
            return last.status  # 5万元3年期贷款: two sides of one thing
        past, must = self._claimed(place, genre, when)
        follows = after != "" and after[0] == "的" and self._shapes.follows.match(after) is not None
        if after and not past:
            if self._planned_after.match(after):
                return "planned"
            if follows:
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
        timed = when.period is not None
        if must and (unit not in _AGES or bound != "exact") or follows or self._is_norm(place, unit, bound, timed):
            return "required"
        return "planned" if genre == "required" and timed else genre

    def _claimed(self, place: Place, genre: str, when: When) -> tuple[bool, bool]:
        """Is the figure claimed as done, and does a verb say that it must be?"""
        line, after, before = place.line, place.after, place.before
        kinds, seen, start = line.hits.kinds, line.hits.seen, place.start
        low = start - len(before)
        past = (
            when.over
            or ("done" in kinds and seen("done", low, start))
            or (after != "" and after.startswith(("已", "均已", "全部已")))
        )
        must = ("norm" in kinds and seen("norm", low, place.found.start)) or (
            "标准" in line.text and "按" in before and self._by_standard(before, after)
        )
        if genre == "reported" and not past:  # a notice asks for what others claim
            past = (not must and "reached" in kinds and seen("reached", low, start)) or place.is_from
        return past, must

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
        shapes, seen, start, conditional = self._shapes, line.hits.seen, place.start, "的" in after
        low = start - len(before)
        if unit == "位" and after.startswith("的") or (seen("terms", low, start) and shapes.term.search(before)):
            return True
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
            or (conditional and (_CONDITION_NOUN.match(after) or shapes.must_then.match(after)))
            or _WHEN.match(after)
            or shapes.standard.match(after)
            or shapes.two_parts.match(line.text, place.end)
            or shapes.passed_on.match(after)  # 5万元以上须经村民代表会议审议
        ):
            return True  # 低于8分的, …: a condition
        if conditional and (
            (unit == "次" and shapes.missed.search(before))
            or _COUNTED_OUT.search(before)
            or (shapes.way.search(after) and not self._has_come(place))
        ):
            return True
        if unit == "%" and (shapes.shared_out.match(after) or shapes.set_aside.search(before)):
            return True
        if last is not None and last.status == "required":
            if last.unit == unit and bound != "exact":
                return True  # 3天以内由队长审批，3天以上报镇党委
            if place.low < place.last_end and shapes.goes_on.fullmatch(place.since):
                return True  # 200人以上的村选派1名第一书记和4名队员
        if seen("only_then", place.end, place.end + len(after)):
            return True
        return self._is_laid_down(place, unit, bound)

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
        if bound not in _LIMITS:
            return False
        return not outcome or place.line.text.startswith(self._laid_down, place.start)


def _is_each(text: str, rate: Rate, unit: str) -> bool:
    """每周一次, 一户一张, 半月会商一次 tell a norm; 户均, 年收入 and the statistics of 每百户, 平均每月 do not."""
    sign = text[rate.start]
    if sign == "每":
        return rate.what[:1] not in _MANY and not text.endswith("平均", 0, rate.start)
    return sign in "一半" and (not rate.time or unit in _FREQUENCIES)
