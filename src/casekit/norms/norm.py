"""Rules found in a sentence, and how they are put together from its words."""

from __future__ import annotations

import re
from typing import NamedTuple

from casekit.norms.passage import Amount, Passage
from casekit.norms.words import after, bare, clean, tail

#: The words of the old amount before the new one (1万元提高到3万元).
RAISED = re.compile("[^，。；]{0,12}[0-9][^，。；]{0,8}(?:提高|增加|提升|上调|调整)(?:到|至|为)")
_EACH = (*("每" + one for one in "一名个位支家户"), "每")
_BINDING = re.compile("至少|不少于|不低于|不超过|原则上|最多|按照")
_PREFIX = re.compile(
    r"(?:每[一个]?(?:半年|两个月|学期|周|月份?|季度?|年|天|日|旬)(?:[0-9]+[日号])?|的|按[月季年周]度?|半年|年终|年底|[月季]度|(?:月|季|周)[底末]?|一(?=[一-鿿]{2}(?:[，。、；]|$))|[一两0-9]+次|至少|不少于|原则上|，|进行)+"
)


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


def quota(passage: Passage, kind: str, start: int, amount: Amount, per: str, cue: str) -> Norm:
    """The rule that `amount` makes, `start` being where its words begin."""
    text = passage.text
    low, high = _limb(passage, start, amount)
    words = _BINDING.sub("", text[low : amount.start])
    # 部门为每个村解决1万元: the village gets, the department acts
    giving = text[max(0, start - 1) : start] in ("为", "给", "对", "向")
    actor = per if per and per not in "人户村亩" and not giving else passage.actor_before(start - giving)
    opening = next((each + per for each in _EACH if words.startswith(each + per)), "")
    action = tail(clean(words.removeprefix(opening)), 16)
    return Norm(
        kind,
        start,
        max(amount.end, start + 1),
        cue,
        actor,
        action,
        bare(text[amount.end : high], 20),
        amount.sign or "=",
        amount.value,
        amount.unit,
        per,
        "",
        (amount.start, amount.end),
    )


def recurring(passage: Passage, kind: str, start: int, end: int, amount: Amount | None, per: str, cue: str) -> Norm:
    """The rule that recurs each `per`: once, or as often as `amount` says."""
    whose, _, last = amount.per.rpartition("/") if amount else ("", "", "")
    if whose and last == per.rpartition("/")[2] and whose not in passage.book.periods.values():
        per = amount.per  # said alike in the metrics
    text = passage.text
    low, high = passage.segment(start, amount.end if amount else start + 1)
    actor = passage.actor_before(start)
    before = "" if text.startswith("（", start - 1) else tail(clean(text[low:start]), 16)
    words = (
        text[amount.end : high]
        if amount and len(clean(text[amount.end : high])) > 1
        else text[start : amount.start if amount else high]
    )
    action = bare(after(_PREFIX, clean(words)))
    target = passage.object_of(*passage.clause(start)) or ("" if actor else before)
    value, unit, sign = (amount.value, amount.unit, amount.sign or "=") if amount else (1.0, "次", "=")
    stop = min(high, end) if end > start + 1 else high
    return Norm(
        kind,
        start,
        max(stop, start + 1),
        cue,
        actor,
        action,
        target,
        sign,
        value,
        unit,
        per,
        "",
        amount and (amount.start, amount.end),
    )
