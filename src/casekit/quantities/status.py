"""Claimed, planned, or a norm: whose kind of figure it is."""

from __future__ import annotations

import re

from casekit.document import Document
from casekit.quantities.lexicon import Lexicon, alternation

_JOINT = "同建商享产青和进谋治管识学担推筑赢性体振创联育"
# outcomes are reported even of each unit: 户均增收2000元
_OUTCOME = re.compile(
    f"收入|增收|产值|产量|收益|利润|分红|增长|下降|降低|挣|赚|卖|获得|达到|实现|领到|拿到|兑现|了(?!解)|已|累计|先后|共(?![{_JOINT}])|平均|均|产|占|高出|降至|降到|仅|销售|注入|节约|拥有|增加|减少|积分|能"
)
_PAST = re.compile(f"已|了(?!解)|累计|先后|截至|截止|目前|去年|以来|(?<![公中])共(?![{_JOINT}])|实施了|荣获|获得|达到|完成|曾|获评|入选|现有|存栏|建成|筹集|增长|下降|同比")
_MUST = re.compile(
    "必须|要求|应当|不得|原则上|规定|凡是?|严禁|不准|(?<![响效反供适对相])应(?![急对用届援聘邀])|(?<![无要])须(?!知)|"
    "(?<![主只重需必简摘紧次想概纲摘扼机不])要(?![素点求领闻职务害塞津道员件地么紧目说是事论不的数闻案])|(?<![所急供按必])需(?![求要])|确保|做到|严格|可享受|可申请|可以申请|方可|按照?(?=[^，。；]{0,10}标准)"
)
_NORM_TITLE = re.compile("通知|意见$|意见》?的?|方案|办法|规定|细则|条例|规程|规范|标准")
_NORM_BODY = re.compile("(?:特|现|兹)?制定本(?:办法|方案|规定|细则|意见|制度)|现(?:就|将).{0,60}(?:如下|通知)|提出(?:如下|以下)意见|^(?:各[^，。\n]{2,40})(?:、[^，。\n]{2,40})*：\n")
_PLAN_TITLE = re.compile("规划|计划|工作要点")
_CONDITION = re.compile("(?:发现|连续|满|超过|达到|低于|不足|少于|不到|累计|以上|以内|以下|及以上)")
_SHARE_OUT = re.compile("(?:的?(?:收益|利润|资金|盈利|纯利润|分红|红利|份额|比例)?)?(?:用于|归|作为|分配给|分给|返还|留作|作|给|单列|扩大|激励|奖励)")
_SET_ASIDE = re.compile("列支|提取|留存|计提|提留|预留|比例按|单列|分配")
_ON_CALL = re.compile("不(?:离|间断|打烊|关机)|值[班守]|在[线岗]|待命|响应|办结|内(?:办|到|完|要|回|必|须|上报|反馈)")


class Statuses:
    """Reads the words of plan and norm around a number."""

    def __init__(self, words: Lexicon):
        self._planned = re.compile(alternation(words.modality.status["planned"]))

    @staticmethod
    def genre(document: Document) -> str:
        """Status that a figure of this document has without any sign: a notice requires, a plan plans."""
        if _NORM_TITLE.search(document.title) or _NORM_BODY.search(document.text[:400]):
            return "required"
        return "planned" if _PLAN_TITLE.search(document.title) else "reported"

    def read(self, before: str, after: str, *, future: bool, each: bool, bound: str, unit: str, genre: str, last: str) -> str:
        """Status of one number.

        `before` and `after` are the words of its clause around it; `future` says that its period lies after the article's
        date, `each` that a rate is written 每, `bound` is the qualifier, `last` the status of the number before in the sentence.
        """
        past = bool(_PAST.search(before))
        must = bool(_MUST.search(before))
        if future or self._planned.search(before) or (last == "planned" and not past and not must):
            return "required" if each and must else "planned"
        if each:
            if unit in ("次", "场次", "天", "小时", "期", "场", "件", "学时") or bound in ("at_least", "at_most"):
                return "reported" if past and not bound.startswith("at") else "required"
            if must or not (past or _OUTCOME.search(before)):
                return "required"
        if bound != "exact" and bound != "approx" and after.endswith("的") and not past:
            return "required"  # 低于8分的, …: a condition
        if after.endswith("的") and re.search("(?:发现|连续)$", before):
            return "required"
        if bound in ("at_least", "at_most") and not past and not _OUTCOME.search(before):
            return "required"
        if unit == "%" and not past and (_SHARE_OUT.match(after) or _SET_ASIDE.search(before)):
            return "required"
        if unit in ("小时", "天", "工作日", "分钟") and _ON_CALL.match(after) and not past:
            return "required"
        if must and not past:
            return "required"
        if genre != "reported" and not past:
            return genre
        return "reported"
