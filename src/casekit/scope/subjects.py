"""Owners of figures besides places, persons and organisations: a household, a team, several villages, each of so many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from casekit.codebook.alternatives import either
from casekit.codebook.scope import ScopeWords
from casekit.scope.expression import OPENS
from casekit.scope.mention import Mention

_HAN = "[一-鿿]"
_MANY = "(?:[0-9]+|[一二三四五六七八九十两]+)多?个"
_MARK = re.compile("[，。；：、“”\n]")
_HOUSE = 5  # signs of 马主任家
_SOME = 48  # signs of a list of villages
_EACH = 40  # signs of a clause before what each of so many villages has
_TEAM = 60  # signs between a team and what it has or does
_PLACED = 8  # signs of a place and the mark before it
_VILLAGES = re.compile(f"等(?:{_MANY}{_HAN}{{0,4}}?)?村(?![级民务干])")
_NAMES = re.compile(
    f"(?P<of>{_HAN}{{1,3}}?[镇乡])?(?P<names>(?![将把对在从由向为以各]){_HAN}{{2,5}}(?:、{_HAN}{{2,5}})*)"
)
_EACH_OF = re.compile(
    f"(?:^|[，。；：、“\n])(?:{_HAN}{{1,6}}[县市区镇乡省])?({_MANY}{_HAN}{{0,4}}?(?:村|社区))(?![级民务干])([^，。；：、0-9]*)\\Z"
)
_BOUND = re.compile("以[上下]|不足|超|至|低于|不少于|-")
_HAS = re.compile("收入|收益|达|过|均")
_GIVEN = re.compile("全部|[投补奖拨]")
_ON_OTHERS = re.compile("[把为帮对全给]")
_NAMED = re.compile(f"[：、]({_HAN}{{2,6}}(?:[镇乡村]|街道|社区))\\Z")
_PLACES = frozenset("镇乡村道区")
_NEXT = frozenset(("、", "。", "；", "\n", ""))


class Subjects:
    """Finds the subjects of clauses with the words of one codebook."""

    def __init__(self, words: ScopeWords):
        given = f"[^\\W\\d{re.escape(words.person_breaks)}]"
        called = f"(?:老[{words.surnames}]|[{words.surnames}](?:{given}{{1,2}}|{either(words.titles)})?)"
        self._house = re.compile(f"(?!{either(words.no_person)}){called}家").fullmatch
        self._behind_house = (*words.house_behind, *"0123456789一二三四五六七八九两几")
        self._team = re.compile(f"(?:驻[村乡镇])?(?:{either(words.teams)})").fullmatch
        self._behind_team = words.team_behind
        self._last = sorted({team[-1] for team in words.teams})
        self._longest = max(map(len, words.teams)) + 2

    def find(self, text: str) -> Iterator[Mention]:
        """韩家有4亩地, 工作队每名队员包8户, 马湖村、洛西村等8个村."""
        for end in _behind(text, "家", self._behind_house):
            start = _opening(text, end, _HOUSE)
            if start >= 0 and self._house(text, start, end):
                yield Mention(start, end, text[start:end], "own")
        for sign in self._last:
            for end in _behind(text, sign, self._behind_team):
                start = _opening(text, end, self._longest)
                if start >= 0 and self._team(text, start, end):
                    yield Mention(end - 1, end, text[start:end], "team")
        at = -1
        while (at := text.find("等", at + 1)) >= 0:
            villages = _VILLAGES.match(text, at)
            listed = _opening(text, at, _SOME, "、") if villages else -1
            if listed >= 0 and (names := _NAMES.fullmatch(text, listed, at)):
                if names["of"]:
                    yield Mention(*names.span("of"), names["of"], "place")
                end = villages.end()
                yield Mention(end - 1, end, text[names.start("names") : end], "some")


def _behind(text: str, sign: str, behind: tuple[str, ...]) -> Iterator[int]:
    """Where words end that a sign ends, with one of the words `behind`."""
    end = 0
    while (end := text.find(sign, end) + 1) > 0:
        if text.startswith(behind, end):
            yield end


def _opening(text: str, end: int, most: int, inside: str = "") -> int:
    """Where the clause begins that ends at `end` and has so many signs at most, -1 where it is longer."""
    low = max(0, end - most)
    for start in range(end, low, -1):
        if text[start - 1] in OPENS and text[start - 1] not in inside:
            return start
    return low if not low else -1


def owns(mention: Mention, number: Any, text: str) -> bool:
    """Is the figure what several villages have, or what a team has or does by itself?"""
    if mention.kind == "some":
        return text[number.start - 1] != "等"  # of the next list
    clause = text[mention.end : number.start].rpartition("，")[2]
    return number.start - mention.end < _TEAM and not _ON_OTHERS.search(clause)


def placed(number: Any, text: str) -> re.Match[str] | None:
    """The place whose figure one is in a list of places: 甲镇187户、乙乡92户."""
    if text[number.start - 1 : number.start] not in _PLACES or text[number.end : number.end + 1] not in _NEXT:
        return None
    return _NAMED.search(text, max(0, number.start - _PLACED), number.start)


def each_of(number: Any, text: str) -> str:
    """Of how many villages each has an amount: 80个村集体收入可达50万元以上."""
    if number.unit == "元" and _BOUND.search(text, number.start, number.end):
        each = _EACH_OF.search(text, max(0, number.start - _EACH), number.start)
        if each and _HAS.search(each[2]) and not _GIVEN.search(each[2]):
            return each[1]
    return ""
