"""Claimed, planned, or a norm: whose kind of figure it is."""

from __future__ import annotations

import re

from casekit.document import Document
from casekit.quantities.lexicon import Lexicon, alternation, guarded
from casekit.quantities.place import Place

_BY_STANDARD = re.compile("按照?[^，。；]{0,10}标准")
_DONE = re.compile("实现|达到|已|达|完成了|建成")
_NORM_BODY = re.compile(
    "(?:特|现|兹)?制定本(?:办法|方案|规定|细则|意见|制度)|现(?:就|将).{0,60}(?:如下|通知)|提出(?:如下|以下)意见|^(?:各[^，。\n]{2,40})(?:、[^，。\n]{2,40})*：\n"
)
_SAYS = re.compile(
    "^(?:据悉，)?(?:《[^》]*》|[^，。；：]{0,12}(?:办法|意见|方案|通知|细则|规定|制度|机制|要求))(?:中|还|同时|同时还)?(?:规定|指出|明确|要求|提出|强调|：)"
)
_FOLLOWS = re.compile(
    "[^，。；]{0,6}?的(?:[^，。；]{0,5}?)(?:扣|取消|一律|给予|予以|不(?!断)|要|须|应|通报|约谈|召回|奖|责令|进行|纳入|实行|按)"
)
_SANCTION = re.compile(
    "的(?:由|扣|取消|一律|给予|予以|通报|约谈|召回|责令|追究|优先|奖|纳入|列为|评为|评定|教育|进行|要|须|应|不得|按)"
)
_CONDITION_NOUN = re.compile("的[^，。；]{1,6}$")
_GRANT = re.compile("(?:奖励|补助|补贴|奖补)[^，。；0-9资金]{0,6}$")
_MISSED = re.compile("(?:无故|缺席|缺勤|迟到|旷工|累计|发现|连续)[^，。；]{0,6}$")
# 对带动10户以上的合作社奖励5万元: a grant to whoever fulfils it
_WHOEVER = re.compile("[^，。；]*的[^，。；]{1,12}?(?:一次性|给予|奖励|奖补|补助|补贴|按)")
_GRANTED = re.compile("对[^，。；]*的[^，。；]{1,12}?(?:一次性|给予|奖励|奖补|补助|补贴|每)[^，。；]{0,8}$")
_TERM = re.compile("(?:任期|期限|公示期|有效期|服务期|试用期|分值|满分|总分)[^，。；]{0,5}$")
_COUNTED_OUT = re.compile("(?:发现|连续)$|连续[0-9一二两三四五六]{1,2}[年次个]")
_SCORED = re.compile("(?:加|扣|计|记|奖|得|扣除|基础分|满分|折价|折算成?|抵扣?)$")
_STRICT = re.compile("严格(?:按照|落实|执行|坚持)|规范落实|认真落实|严格")
# 1名党员带动一批群众的“…”模式: a way of working
_WAY = re.compile("的“[^”]*”[^，。；]{0,6}(?:模式|机制|制度|办法|要求)$")
_ONLY_THEN = re.compile("方可|才能|方能|才可")
_RECKONED = re.compile("计?算|的[^，。；]{0,4}(?:价格?|单价|租金|流转费)")
_GRADED = re.compile("为|的为|(?:的)?评|的定")
_WHEN = re.compile("[^，。；]{0,4}时$")
_TOWARDS = re.compile("对[^，。；]*$")
_FREQUENCIES = ("次", "场次", "天", "小时", "期", "场", "件", "学时")
_LIMITS = ("at_least", "at_most")
_AGES = ("岁", "周岁")
_NORM_WORDS = ("不低于", "不少于", "至少", "不得", "不超过")
_ON_DUTY = ("次", "天", "小时", "工作日", "分钟")
_SHARE_OUT = re.compile(
    "(?:的?(?:收益|利润|资金|盈利|纯利润|分红|红利|份额|比例)?)?(?:用于|归|作为|分配给|分给|返还|留作|作|给|由|放在|单列|扩大|激励|奖励)"
)
_SET_ASIDE = re.compile("列支|提取|留存|计提|提留|预留|比例按|单列|分配")
_ON_CALL = re.compile("不(?:离|间断|打烊|关机)|值[班守]|在[线岗]|待命|响应|办结|内(?:办|到|完|要|回|必|须|上报|反馈)")


class Statuses:
    """Reads the words of plan and norm around a number."""

    def __init__(self, words: Lexicon):
        self._planned, self._norm, self._past, self._outcome = (
            guarded(words.modality.status[kind]) for kind in ("planned", "norm", "done", "outcome")
        )
        self._planned_after, self._reached = (
            guarded(words.modality.status[kind]) for kind in ("planned_after", "reached")
        )
        self._required_title = re.compile(alternation(words.modality.genre["required"]))
        self._planned_title = re.compile(alternation(words.modality.genre["planned"]))

    def genre(self, document: Document) -> str:
        """Status that a figure of this document has without any sign: a notice requires, a plan plans."""
        if self._required_title.search(document.title) or _NORM_BODY.search(document.text[:400]):
            return "required"
        return "planned" if self._planned_title.search(document.title) else "reported"

    @staticmethod
    def rules(sentence: str) -> bool:
        """Does the sentence report what a rule says (办法规定, …)?"""
        return bool(_SAYS.match(sentence))

    def read(self, place: Place, unit: str, bound: str, genre: str, *, future: bool, dated: bool, timed: bool) -> str:
        """Status of one number.

        `bound` is its qualifier, `genre` the status that a figure of its sentence has without any sign; `future` says that
        its period lies after the article's date, `dated` that it is a day before it, `timed` that there is one.
        """
        before, after, last = place.before, place.after, place.last
        past = dated or bool(self._past.search(before)) or after.startswith(("已", "均已", "全部已"))
        if genre == "reported":  # a notice asks for what others claim
            past = past or bool(self._reached.search(before)) or place.is_from
        must = bool(
            self._norm.search(before + place.line.text[place.start : place.found.start]) or _BY_STANDARD.search(before)
        )
        each = any(_is_each(place.line.text[rate.start], rate.time, unit) for rate in place.rates)
        if place.last is not None and place.start == place.last_end:
            return place.last.status  # 5万元3年期贷款: two sides of one thing
        if not past and self._planned_after.match(after):
            return "planned"
        if not past and after.startswith("的") and _SANCTION.match(after):
            return "required"
        if each and unit in _FREQUENCIES and not future and not past and not self._planned.search(before):
            return "required"
        if future or self._planned.search(place.since) or (last and last.status == "planned" and not past and not must):
            return "required" if each and must else "planned"
        if _RECKONED.match(after):
            return "reported"
        if each:
            if past and _DONE.search(before):
                return "reported"
            if unit in _FREQUENCIES or bound in _LIMITS:
                return "reported" if past and bound not in _LIMITS else "required"
            if must or not (past or self._outcome.search(before)):
                return "required"
        if past:
            return "required" if "的" in after and _COUNTED_OUT.search(before) else "reported"
        if must and (unit not in _AGES or bound != "exact") or self._is_norm(place, unit, bound, timed):
            return "required"
        return "planned" if genre == "required" and timed else genre

    def _is_norm(self, place: Place, unit: str, bound: str, timed: bool) -> bool:
        """Signs of a norm other than a verb: a condition, a sanction, a grant to whoever, a share set aside."""
        before, after = place.before, place.after
        if after.startswith("的") and (unit == "位" or _SANCTION.match(after)) or _TERM.search(before):
            return True
        if "对" in before and (_GRANTED.search(before) or (_WHOEVER.match(after) and _TOWARDS.search(before))):
            return True
        if unit in _AGES:
            return False
        if unit == "元" and _GRANT.search(before) and not timed:
            return True
        if bound not in ("exact", "approx") and (
            place.closes
            or _CONDITION_NOUN.match(after)
            or _WHEN.match(after)
            or ("的" in after and _FOLLOWS.match(after))
        ):
            return True  # 低于8分的, …: a condition
        if unit == "次" and "的" in after and _MISSED.search(before):
            return True
        if "的" in after and (_COUNTED_OUT.search(before) or (_WAY.search(after) and not self._outcome.search(before))):
            return True
        if unit == "%" and (_SHARE_OUT.match(after) or _SET_ASIDE.search(before)):
            return True
        if place.last is not None and place.last.status == "required" and place.last.unit == unit and bound != "exact":
            return True  # 3天以内由队长审批，3天以上报镇党委
        if _ONLY_THEN.search(after):
            return True
        if unit == "分" and (_SCORED.search(before) or _GRADED.match(after)):
            return True
        if unit in _ON_DUTY and (
            _ON_CALL.match(after)
            or (unit != "分钟" and _STRICT.match(place.line.text) and not self._outcome.search(before))
        ):
            return True
        if bound not in _LIMITS:
            return False
        return place.line.text.startswith(_NORM_WORDS, place.start) or not self._outcome.search(before)


def _is_each(sign: str, time: bool, unit: str) -> bool:
    """每周一次, 一户一张, 半月会商一次 tell a norm; 户均, 年收入 do not."""
    return sign == "每" or (sign in "一半" and (not time or unit in _FREQUENCIES))
