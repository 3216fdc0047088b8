"""Names of places and persons, which no dictionary holds: told by what stands behind them, and by what names are made of.

Among readings of damaged text a name loses against common words: of 石垭溝村 and 石雅你溝村 the second is made of them. What stands
before 村 or 鎮, or before 書記 and 說, at the beginning of a clause is a name more often than not, and names are made of a few
hundred characters (``names.txt``). So where one reading shows a name there, it costs no more than a name does.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from casekit.repair.halves import plain
from casekit.repair.lexicon import word_bits

if TYPE_CHECKING:
    from casekit.repair.likelihood import Language

BEGINS = 7.0  # bits of a name where one may stand: what its kind costs and the character behind it
CHARACTER, FAMILY = 8.0, 7.0  # bits of a character of a name, and of a surname
MOST = 8.0  # bits that a name is worth at most: it is only more likely than others
NO_WORD = 18.0  # bits of what is hardly a word
AROUND = 12  # characters on both sides of what differs that are looked at
# what stands behind names in either script: seen before anything is looked at
_HINT = re.compile(
    "[村乡鄉镇鎮县縣沟溝坪湾灣寨庄莊屯坝壩川岭嶺旗坡峪塬洼堡州书書任长長医醫老同大奶爷爺说說记記告介表感回笑一坦激会會支]"
)


class _Patterns(NamedTuple):
    place: re.Pattern[str]
    person: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    of = {"surname": "", "given": "", "sound": "", "place": "", "suffix": "", "office": ""}
    for line in resources.files(__package__).joinpath("names.txt").read_text("utf-8").splitlines():
        kind, _, chars = line.partition(" ")
        if kind in of:
            of[kind] += chars
    before = "(?<![一-鿿])"  # a clause begins
    place = f"{before}(?P<name>[{of['sound']}{of['place']}]{{2,4}})(?=[{of['suffix']}](?P<next>.?))"
    person = (
        f"(?:{before}|(?<=村民|支书|书记|党员|主任|镇长|队长))"
        f"(?P<name>[{of['surname']}][{of['given']}{of['surname']}]{{1,2}}|[{of['sound']}]{{2,4}})(?={of['office']})"
    )
    return _Patterns(re.compile(place), re.compile(person))


def gained(language: Language, left: str, middle: str, right: str) -> float:
    """Bits by which the names in or beside `middle` are cheaper as names than as words.

    >>> from casekit.repair.likelihood import Language
    >>> gained(Language(), "越过越好。”石", "垭", "沟村村民说") > gained(Language(), "越过越好。”石", "雅你", "沟村村民说")
    True
    """
    if not _HINT.search(middle + right[:AROUND]):
        return 0.0
    before, behind = left[-AROUND:].rpartition("\n")[2], right[:AROUND].partition("\n")[0]
    text = "".join(map(plain, before + middle + behind))
    start, end = len(before), len(before) + len(middle)
    most = 0.0
    for pattern in _patterns():
        for match in pattern.finditer(text):
            first, last = match.span("name")
            if pattern is _patterns().place and word_bits().get(text[last] + match["next"], NO_WORD) < NO_WORD:
                continue  # 乡亲 is no 乡
            if first < end and start < last:  # the name holds something of what differs
                state = language.begin(text[:first], AROUND)
                name = match["name"]
                alone = BEGINS + CHARACTER * len(name) - (CHARACTER - FAMILY) * (pattern is _patterns().person)
                most = max(most, language.bits(name + text[last], state) - alone)
    return min(most, MOST)
