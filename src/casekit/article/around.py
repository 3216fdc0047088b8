"""What stands around the name of a place: signs that a text is not about it, and signs that a short name is meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casekit.codebook.places import Mention

_BESIDE = re.compile(
    r"(?:[东南西北]{1,2}部?(?:面|边|侧)?|相?毗|紧|左|右)(?:与|和|同|接|连|邻|临|靠|抵|至|倚|界|依|望)[^，。；、]{0,6}$|[与和同][^，。；、]{0,6}$"
)
_NEIGHBOUR = re.compile(r"[^，。；]{0,10}(?:相望|相邻|接壤|毗邻|毗连|交界|相接|相连|为邻|为界)")
_COMPASS = re.compile(r"[东南西北]{1,2}(?:面|边|侧)?(?:接|连|邻|临|靠|抵|至|倚|界|依|望)[^，。；、]{0,3}$")
_MET = re.compile(r"(?:召开|举行|举办|开幕|闭幕)")
_NATION = re.compile(r"全国|国务院|中央|国际|全球")
_FIRM = re.compile(r"[^，。、；：！？“”（）\s的在]{2,16}(?:有限|股份|集团|责任)(?:责任)?公司")
_PAPER = re.compile(r"(?:日报|晚报|晨报|时报|卫视|广播电视台|电视台|党报)")
_ZONE = re.compile(
    r"(?:国家级)?(?:经济技术开发区|经济开发区|高新技术产业开发区|高新区|经开区|开发区|示范区|[东南西北]部山区)"
)
_SITED = re.compile(r"(?:位于|地处|坐落[在于]|是)$")  # 大地村是景宁的一个山村
_SITE = re.compile(r"(?:的(?:一个|一座)?[^，。；]{0,8}[村镇乡]|[境城]内|山区|县城)")
_SENTENCE = 60  # characters looked through for what a meeting was


def elsewhere(mention: Mention, text: str) -> bool:
    """Is the name a neighbour's, a part of a firm's or a paper's, or where a meeting of all the country was held?"""
    start, end = mention.start, mention.end
    before, after = text[max(0, start - 12) : start], text[end : end + 24]
    if _PAPER.match(after) or _COMPASS.search(before):
        return True
    if _NEIGHBOUR.match(after) and _BESIDE.search(before):
        return True
    level = mention.places[0].level
    if (level == "province" or (level == "county" and mention.short and before[-1:] in "省市州")) and _FIRM.match(
        after
    ):
        return True
    if _MET.match(after) and before[-1:] in ("在", "于"):
        return bool(_NATION.search(text, max(0, start - _SENTENCE), end + _SENTENCE))
    return False


def sited(mention: Mention, text: str) -> frozenset[str]:
    """The levels of which a short name is as good as a full one here: 聊城经济技术开发区; 某村是景宁的一个山村."""
    levels = {"prefecture"} if _ZONE.match(text, mention.end) else set()
    if _SITED.search(text[max(0, mention.start - 3) : mention.start]) and _SITE.match(text, mention.end):
        levels |= {"county"}
    return frozenset(levels)
