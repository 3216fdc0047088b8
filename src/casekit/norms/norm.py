"""Rules found in a sentence, and how they are put together from its words."""

from __future__ import annotations

import re
from typing import NamedTuple

from casekit.norms.passage import Amount, Passage
from casekit.norms.words import after, bare, clean, tail

#: The words of the old amount before the new one (1万元提高到3万元).
RAISED = "[^，。；]{0,12}[0-9][^，。；]{0,8}{changed}(?:到|至|为)"
_EACH = re.compile("[每各][一1]?(?:[个名位支座项件届组户家](?=[一-鿿]{2}))?")
_BINDING = re.compile("至少|不少于|不低于|不超过|原则上|最多|按照")
_PREFIX = re.compile(
    "(?:[每逐按一两二三半双](?:[一个两三半0-9]*)(?:半年|学期|学年|季度?|周|星期|月份?|月度|旬|天|日|年|届)(?:[0-9]+[日号]|[底末初](?!次))?"
    "|第[一二三四五]个?(?:星期|周)[一二三四五六日天]|的|半年|年[终底]|[月季年]度|[月季周][底末]?(?=[一-鿿]{2})|日(?=[一-鿿]{2})(?!常)"
    "|一(?=[一-鿿]{2}(?:[，。、；]|$))|[一两0-9]+次|至少|不少于|原则上|，|进行|比例|为|定为)+"
)
_LISTED = re.compile("(?P<first>[^0-9，]*?)(?:不少于|至少)?[0-9].*[、和及或与](?P<own>[^、和及或与0-9]*)$")
_ACTS = ("双方", "县里", "乡里", "镇里", "村里")
_TO = re.compile("(?:至少|不少于|不低于|不得少于|原则上)+$")


class Norm(NamedTuple):
    """One rule found in a sentence; offsets are the sentence's."""

    kind: str
    start: int
    end: int
    cue: str
    actor: str = ""
    action: str = ""
    object: str = ""
    comparator: str = ""
    value: float | None = None
    unit: str = ""
    per: str = ""
    consequence: str = ""
    number: tuple[int, int] | None = None  # where its number stands: a number makes one rule only
    claim: tuple[int, int] | None = None  # the words it is read from, where these are not those it quotes


def answer(passage: Passage, start: int, end: int, action: str, target: str, result: str, cue: str) -> Norm:
    """The consequence `result`, told between `start` and `end`."""
    actor = passage.actor_before(start)
    return Norm("consequence", start, max(end, start + 1), cue, actor, action, target, consequence=result[:40])


def _limb(passage: Passage, start: int, amount: Amount) -> tuple[int, int]:
    """Where the words of `amount` begin and end in a list of several: 种花生10亩、|养猪20头|、…."""
    text, high = passage.text, passage.clause(amount.start)[1]
    before, behind = text.rfind("、", start, amount.start), text.find("、", amount.end, high)
    if before >= 0 and passage.amounts_in(start, before):
        start = before + 1
    if behind >= 0 and passage.amounts_in(behind, high):
        high = behind
    return start, high


def _whose(words: str, noun: str) -> tuple[str, str]:
    """Whose the amount is, in full, and what else `words` say: 每名县委党校教师|联系."""
    opening = _EACH.search(words) if noun else None
    found = words.find(noun, opening.start() + 1) if opening else -1  # not 网格 in 每个网格配备1名网格长和2名网格员
    place = found + len(noun)
    each = _EACH.search(words[:place]) if found >= 0 else None
    return (words[each.end() : place], words[place:]) if each else ("", words)


def quota(passage: Passage, kind: str, start: int, amount: Amount, per: str, cue: str) -> Norm:
    """The rule that `amount` makes, `start` being where its words begin."""
    text = passage.text
    low, high = _limb(passage, start, amount)
    words = _BINDING.sub("", text[low : amount.start])
    # 部门为每个村解决1万元: the village gets, the department acts
    giving = text[max(0, start - 1) : start] in ("为", "给", "对", "向")
    whose, words = _whose(words, per.partition("/")[0])
    acting = not giving and whose.endswith(passage.book.words("officers"))
    actor = whose if acting else passage.actor_before(start - giving)
    listed = _LISTED.match(words) if len(passage.amounts) > 1 else None  # 配备|1名网格长和2名|网格员
    action = tail(clean(words if not listed else listed["own"] if len(listed["own"]) > 1 else listed["first"]), 16)
    target = bare(text[amount.end : high], 20)
    if whose and not acting and len(whose) > 1 and action:  # 每个网格|配备2名|网格员
        action, target = action + target, whose
    said, place = (cue, actor, action, target), (amount.start, amount.end)
    stop, sign = max(amount.end, start + 1), amount.sign or "="
    return Norm(kind, start, stop, *said, sign, amount.value, amount.unit, per, "", place)


def recurring(passage: Passage, kind: str, start: int, end: int, amount: Amount | None, per: str, cue: str) -> Norm:
    """The rule that recurs each `per`: once, or as often as `amount` says."""
    whose, _, last = amount.per.rpartition("/") if amount else ("", "", "")
    if whose and last == per.rpartition("/")[2] and whose not in passage.book.periods.values():
        per = amount.per  # said alike in the metrics
    text = passage.text
    low, high = passage.segment(start, amount.end if amount else start + 1)
    before = "" if text.startswith("（", start - 1) else clean(text[low:start])
    actor = before if before.endswith(_ACTS) else passage.actor_before(start)
    if amount:  # 每月召开|1次|支委会
        led = "" if amount.unit == "%" else after(_PREFIX, text[start : amount.start])
        words = _TO.sub("", led) + after(_PREFIX, text[amount.end : high])
    else:  # 每月第一个星期五，|各支部开展…
        words = after(_PREFIX, clean(text[start:high])) or text[high + 1 : passage.clause(high + 1)[1]]
    action, target = bare(words).removesuffix("的"), passage.object_of(*passage.clause(start))
    value, unit, sign = (amount.value, amount.unit, amount.sign or "=") if amount else (1.0, "次", "=")
    stop = min(high, end) if end > start + 1 else high
    said, place = (cue, actor, action, target), amount and (amount.start, amount.end)
    return Norm(kind, start, max(stop, start + 1), *said, sign, value, unit, per, "", place)
