"""Does a number with a unit count something, or is it a figure of speech? Chinese numerals, durations, lists of abstract things."""

from __future__ import annotations

import re

from casekit.quantities.lexicon import Lexicon
from casekit.quantities.scan import Found

# small Chinese numerals above this are no sums of a list any more
SMALL = 20
# A、B、C三支队伍: the number only sums up what is named
_LISTED = re.compile("[^，。；：、]{1,16}(?:、[^，。；：、等]{1,16})+$")
_TO_DO = re.compile("(?:要|须|应|必须|应当)[^，。；]{0,12}$")
_BECOMES = re.compile("(?:成为|变成|成了|化作|当作|像)$")
_DURATION = ("年", "个月", "周", "季度")
_LASTS = re.compile(
    "(?:满|为期|任期|期限|工龄|党龄|年限|租期|流转期|试用期|服务期|保质期|周期|寿命|工期|时间|驻村|有效期|贴息|合同期|龄期?|生长|延长|缩短|提前|历时|耗时|用时|长达|已有|有|需要?|间隔|逾期|超期|累计|为|连续|干了|已经|整整|近|走过|了|过)$"
)


def _lasts(found: Found, before: str, after: str, words: Lexicon) -> bool:
    """Is it a duration that somebody serves or a thing lasts, and no span that only states a time?"""
    if _LASTS.search(before) or after.startswith(("期", "党龄", "工龄", "军龄", "教龄")):
        return True
    if not after and not found.han and len(before) >= 2:  # 跟踪问效1年，
        return True
    return after[:1] == "的" and words.fund.match(after, 1) is not None


def reason(found: Found, noun: str, qualified: bool, rated: bool, before: str, after: str, words: Lexicon) -> str:
    """Why a numeral with unit or noun counts nothing; "" where it is a quantity.

    `noun` is what stands behind the unit, `qualified` says that a vagueness word binds it, `rated` that a rate does.
    """
    value, unit = found.numeral.value + 0.5 * found.half, found.unit
    if unit is None:
        return ""
    if unit.unit in _DURATION and not (qualified or rated or _lasts(found, before, after, words)):
        if unit.unit == "年" or found.han:
            return "span of time"
    listing = found.word in ("个", "项", "条", "种", "类")
    if not found.han and not (listing and value <= 10 and not before.endswith("等")):
        return ""
    concrete = bool(noun) and bool(words.concrete.of(noun) or words.concrete_first.match(noun))
    abstract = bool(noun) and not concrete and bool(words.abstract.of(noun))
    if not found.han:
        if abstract and not rated and found.high is None:
            return "sum of a list"
        return ""
    if found.end - found.start == 1 and value in (100, 1e3, 1e4, 1e8):
        # 万亩茶园 measures, 百名领导 is a figure of speech
        return (
            ""
            if qualified
            or found.numeral.vague
            or before.endswith("这")
            or unit.dimension in ("area", "mass", "length", "power")
            else "slogan"
        )
    if value == 1:
        if not (
            rated
            or qualified
            or (before.endswith("发现") and after.startswith("的"))
            or (unit.unit == "次" and _TO_DO.search(before))
        ) or _BECOMES.search(before):
            return "indefinite"
        if unit.unit in (*_DURATION, "天") and not qualified:
            return "indefinite"
        if unit.unit == "个" and not concrete and not qualified:
            return "indefinite" if abstract or not noun else ""
        return ""
    if value >= SMALL or found.numeral.vague or found.high is not None:
        return ""
    if noun and not concrete and words.abstract_first.match(noun) and unit.dimension == "count":
        return "sum of a list"
    if unit.small == "no":
        return "" if rated and not abstract else "sum of a list"
    if unit.unit in ("支", "个", "项") and value <= 6 and not rated and _LISTED.search(before):
        listed = _LISTED.search(before)[0].count("、") + 1
        if listed == value and not (noun and words.placed.of(noun)):
            return "sum of a list"
    if unit.small == "noun":
        if concrete or (not noun and words.concrete.of(before.rstrip("共有"))):
            return "sum of a list" if abstract and not rated else ""
        return "" if rated and not abstract else "sum of a list"
    if found.word in ("分", "折", "位", "点", "方", "度", "米"):
        if found.word == "位" and before[-1:] in ("前", "后"):
            return ""
        if found.word == "位" and noun and words.person.of(noun):
            return ""
        return "" if qualified else "word"
    return ""
