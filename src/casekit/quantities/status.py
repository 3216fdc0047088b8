"""Claimed, planned, or a norm: whose kind of figure it is."""

from __future__ import annotations

import re

from casekit.quantities.lexicon import Lexicon, alternation

# outcomes are reported even of each unit: 户均增收2000元
_OUTCOME = re.compile("收入|增收|产值|产量|收益|利润|分红|增长|下降|降低|挣|赚|卖|获得|达到|实现|领到|拿到|兑现|了|已|累计|先后|共|平均|均|产|占|高出|降至|降到|仅|销售|注入|投入")
_PAST = re.compile("已|了|累计|先后|截至|截止|目前|去年|以来|共|实施了|荣获|获得|达到|完成|曾|获评|入选")
_NORM_TITLE = re.compile("通知|意见|方案|办法|规定|细则|条例|规程|规范|制度|标准")
_PLAN_TITLE = re.compile("规划|计划|要点")
_MUST = re.compile("必须|要求|应当|不得|原则上|规定|凡是?|严禁|不准|应(?![急对用届])|须|(?<![主只重需必简摘紧次想概纲摘扼机])要(?![素点求领闻职务害塞津道员件地么紧目说是事论不的])|需(?![求要])|确保|做到|严格")


class Statuses:
    """Reads the words of plan and norm in a clause."""

    def __init__(self, words: Lexicon):
        self._planned = re.compile(alternation(words.modality.status["planned"]) + "|将(?=[^军领近士其，。]{0,12}$)")

    def read(self, clause: str, sentence: str, *, future: bool, rate: bool, each: bool, bound: str, title: str, unit: str, after: str) -> str:
        """Status of the number behind `clause`.

        `clause` holds the words of its clause before it, `after` those behind; `future` says that its period lies after the
        article's date; `each` that the rate is written 每; `bound` is its qualifier.
        """
        if future or self._planned.search(clause):
            return "planned" if not (each and _MUST.search(clause)) else "required"
        past = _PAST.search(clause)
        if each:
            if unit in ("次", "场次", "天", "小时", "期", "场") or bound in ("at_least", "at_most"):
                return "reported" if past and not bound.startswith("at") else "required"
            if not _OUTCOME.search(clause) and not _PAST.search(sentence[:60]):
                return "required"
            if _MUST.search(clause):
                return "required"
        if bound in ("at_least", "at_most", "below") and not past and not _OUTCOME.search(clause):
            return "required"
        if _MUST.search(clause) and not past:
            return "required"
        if _NORM_TITLE.search(title) and not past:
            return "required"
        if _PLAN_TITLE.search(title) and not past:
            return "planned"
        return "reported"
