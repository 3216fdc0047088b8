"""Does a number with a unit count something, or is it a figure of speech? Chinese numerals, durations, lists of abstract things."""

from __future__ import annotations

import re

from casekit.codebook.units import Units
from casekit.quantities.lexicon import Lexicon
from casekit.quantities.place import Place
from casekit.quantities.scan import Found

# small Chinese numerals above this are no sums of a list any more
SMALL = 20
_NOT_DONE = re.compile("没有|未(?!来)|没(?=[理解办修通])")  # 三个月没有进展的项目
_PENALTY = "留党察看|有期徒刑|徒刑|缓刑|拘役|管制|影响期"
_TERM = re.compile(f"(?:(?:为期|任期|聘期|期限|学制|租期|工期|服务期|有效期)(?:为|是|一般)?|{_PENALTY})$")
# A、B、C三支队伍: the number only sums up what is named
_LISTED = re.compile("[^，。；：、]{1,16}(?:、[^，。；：、等]{1,16})+$")
_TO_DO = re.compile("(?:要|须|应|必须|应当)[^，。；]{0,12}$")
_BECOMES = re.compile("(?:成为|变成|成了|化作|当作|像)$")
_DURATION = frozenset({"年", "个月", "周", "季度"})
_LISTING = frozenset("个项条种类")
_ASPECTS = ("方面", "层面", "环节", "维度")  # 组织、作风等6个方面 only sums up
_DOUBLED = ("翻", "翻了", "翻上")
_ROUND = (100, 1e3, 1e4, 1e8)
# units that are parts of words too: 三分, 二位
_PARTS = frozenset({"分", "折", "位", "点", "方", "度", "米"})
_BASES = ("个", "处", "片", "座")
_COUNTED_BASES = re.compile("[^，。；、0-9]{1,10}[0-9]+[多余]?[个处片座]")
_LASTS = re.compile(
    "(?:满|为期|任期|期限|工龄|党龄|年限|租期|流转期|试用期|服务期|保质期|周期|寿命|工期|时间|驻村|限期|有效期|贴息|合同期|龄期?|生长|延长|缩短|提前|历时|耗时|用时|长达|已有|有|需要?|间隔|逾期|超期|累计|为|连续|学制|干了|已经|整整|近|走过|了|(?<![经通])过)$"
    f"|(?:{_PENALTY})$"
)


def _lasts(place: Place, words: Lexicon) -> bool:
    """Is it a duration that somebody serves or a thing lasts, and no span that only states a time?"""
    before, after = place.before, place.after
    if _LASTS.search(before) or after.startswith(("期", "党龄", "工龄", "军龄", "教龄", *words.periods.forbidden)):
        return True
    if _NOT_DONE.match(after):
        return True
    if not after and not place.found.han and len(before) >= 2:  # 跟踪问效1年，
        return True
    return after[:1] == "的" and words.fund.match(after, 1) is not None


def doubted(units: Units) -> frozenset[str]:
    """Written units with which an Arabic numeral may count nothing; most can only count."""
    return frozenset(word for word, (unit, _) in units.by_word.items() if unit.unit in _DURATION or word in _LISTING)


def doubtful(found: Found) -> bool:
    """May a numeral count nothing that is Chinese, or has a unit that is `doubted`?"""
    unit = found.unit
    if unit is None:
        return False
    return found.han or unit.unit in _DURATION or found.numeral.value <= 10


def reason(place: Place, rated: bool, words: Lexicon) -> str:
    """Why a numeral that is `doubtful` counts nothing; "" where it is a quantity; `rated` says that a rate binds it."""
    found = place.found
    unit, value = found.unit, found.numeral.value + 0.5 * found.half
    if found.word == "天" and value == 0.5 and not place.bound:
        return "indefinite"  # 等了半天
    if unit.unit == "年" and place.after.startswith("前"):
        return "span of time"  # 二十多年前
    if unit.unit in _DURATION and not (place.bound or rated or _lasts(place, words)):
        if unit.unit == "年" or found.han:
            return "span of time"
    if found.word == "番":
        return "" if place.before.endswith(_DOUBLED) else "word"
    if not found.han:
        if found.word in _LISTING and value <= 10 and not rated and place.after.startswith(_ASPECTS):
            return "sum of a list"  # 反馈问题不精准等6个方面的问题
        listed = found.word in _LISTING and value <= 10
        listed = listed and (not place.before.endswith("等") or place.after.startswith(_ASPECTS))
        listed = listed and not rated and found.high is None and _is_abstract(place.noun, words)
        return "sum of a list" if listed else ""
    if found.end - found.start == 1 and value in _ROUND:
        return _round(place)
    if value == 1:
        return _single(place, rated, words)
    if value >= SMALL or found.numeral.vague or found.high is not None:
        return ""
    return _small(place, value, rated, words)


def _is_concrete(noun: str, words: Lexicon) -> bool:
    return bool(noun) and bool(words.concrete.of(noun) or words.concrete_first.match(noun))


def _is_abstract(noun: str, words: Lexicon) -> bool:
    return bool(noun) and words.abstract.of(noun) and not _is_concrete(noun, words)


def _round(place: Place) -> str:
    """万亩茶园 measures, 百名领导 is a figure of speech."""
    found, before = place.found, place.before
    measures = found.unit.dimension in {"area", "mass", "length", "power"}
    if measures and (_COUNTED_BASES.match(place.after) or before.endswith(_BASES)):
        return "slogan"  # 20个|万亩稻米基地, 千亩产业园2个
    return "" if measures or place.bound or found.numeral.vague or before.endswith("这") else "slogan"


def _single(place: Place, rated: bool, words: Lexicon) -> str:
    """一 counts where a rate or a vagueness word binds it, where cases are found, where something is to be done once."""
    unit, before, noun = place.found.unit.unit, place.before, place.noun
    if unit in _DURATION and _TERM.search(before):
        return ""
    counts = (
        rated
        or place.bound
        or (before.endswith("发现") and "的" in place.after)
        or (unit == "次" and _TO_DO.search(before))
        or place.found.word == "番"
    )
    if not counts or _BECOMES.search(before):
        return "indefinite"
    if place.bound:
        return ""
    indefinite = unit in (*_DURATION, "天") or (unit == "个" and (not noun or _is_abstract(noun, words)))
    return "indefinite" if indefinite else ""


def _small(place: Place, value: float, rated: bool, words: Lexicon) -> str:
    """A few of something: a count, the sum of what was just listed, or part of a word."""
    found, noun, before = place.found, place.noun, place.before
    unit, concrete = found.unit, _is_concrete(noun, words)
    if noun and not concrete and words.abstract_first.match(noun) and unit.dimension == "count":
        return "sum of a list"
    counted = rated and not _is_abstract(noun, words)
    if unit.small == "no":
        return "" if counted else "sum of a list"
    if unit.unit in {"支", "个", "项"} and value <= 6 and not rated:
        listed = _LISTED.search(before)
        if listed and listed[0].count("、") + 1 == value and not (noun and words.placed.of(noun)):
            return "sum of a list"
    if unit.small == "noun":
        counted = counted or concrete or (not noun and words.concrete.of(before.rstrip("共有")))
        return "" if counted else "sum of a list"
    if found.word not in _PARTS or place.bound:
        return ""
    if found.word == "位" and (before.endswith(("前", "后")) or (noun and words.person.of(noun))):
        return ""
    return "word"
