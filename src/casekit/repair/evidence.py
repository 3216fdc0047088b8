"""Which of several readings the page itself speaks for.

Two readings of a damaged stretch can be equally good Chinese: 每人帮 and 每人带, 低保、户籍等 and 低保。户籍到. The rest of the
page often decides: the same words stand undamaged elsewhere, the same character comes again and again, a list goes on with 、.
"""

from __future__ import annotations

import re
from math import log2

from casekit.repair import names
from casekit.repair.halves import plain
from casekit.repair.readings import LOST, Doubt, Reading
from casekit.repair.steps import Steps

LISTED, UNLISTED = 3.0, 1.0  # bits for 、 within a list, and against 。 there; against 、 where nothing is listed
COUNTED = 6.0  # bits for 二是 on a page that says 一是
USUAL = 0.7  # what a doubling of a character's number in all texts counts against one of its number on the page
SPOKEN = 4.0  # bits for 她 in a line that speaks of a woman
BEGUN = 2.5  # bits against 。 between two numbered items, and against 、 before any other number: a sentence begins with a date
ECHOED = 3.0  # bits for what ends another part of the same sentence, or stands between the same characters elsewhere
PLANNED = 6.0  # bits for the five-year plan that all the years of a page lie in
TWICE = "誰谁邊边越又一有無无不能哪"  # what sentences are built of that say a thing twice
BACK = 200  # characters before a stretch that are looked at
_ORDER = "一二三四五六七八九十"
_PRONOUNS = ("他", "她", "它")
_GENDER = dict.fromkeys(("丈夫", "大姐", "大媽", "大妈", "大娘", "婆婆", "女士", "阿姨"), "她")
_GENDER |= dict.fromkeys(("妻子", "媳婦", "媳妇", "大爺", "大爷", "大叔", "老漢", "老汉"), "他")
_SHE_OR_HE = re.compile("|".join(word[::-1] for word in _GENDER) + "|(?<![們们])[他她]")
_YEAR = re.compile("(?<![0-9])20[0-9]{2}(?=年)")
_NUMBER = re.compile(f"[{LOST}0-9.]+(?:([年月日])|.)")
_ITEM = re.compile(".{0,4}[0-9]")
_PART = re.compile("[、。，：；！？\\n]")
_JOINED = re.compile("[和與与及]..")
_CLAUSE = re.compile("[。，：；！？“”《》\\n]")


class Evidence:
    """What one page says for the readings of its damaged stretches.

    Parameters
    ----------
    steps : Steps
        The page and its annotations.
    """

    def __init__(self, steps: Steps):
        self._steps = steps

    def bits(self, begin: Reading, one: str, other: str) -> float:
        """Bits by which the page speaks for `one` rather than for `other`, both read from `begin` on."""
        before = self._steps.before(begin.at)[-BACK:]
        left = len(_shared(one, other))
        right = len(_shared(one[left:][::-1], other[left:][::-1]))
        context = before + one[:left], one[len(one) - right :]
        return self._of(one[left : len(one) - right], *context) - self._of(other[left : len(other) - right], *context)

    def _of(self, middle: str, left: str, right: str) -> float:
        said = self._gender(middle, left) if middle in _PRONOUNS else self._often(middle)
        said += (
            self._again(middle, left, right)
            + self._planned(middle, left, right)
            + self._counted(middle, right)
            + self._listed(middle, left, right)
            + _echoed(middle, left, right)
            + _twice(middle, left, right)
        )
        return said + names.gained(self._steps.language, left, middle, right)

    def _often(self, middle: str) -> float:
        """Bits for characters that the page shows more often than other texts do."""
        whole, middle = middle, "".join(filter(str.isalpha, middle))
        if not middle:
            return 0.0
        times, usual = self._steps.times, self._steps.language.sequences.usual
        size = len(self._steps.bare_page)
        bits = (log2(1 + times(char)) - USUAL * log2(1 + size * usual(plain(char))) for char in middle)
        said = sum(bits) / len(middle)
        return said if whole == middle else max(0.0, said)

    def _again(self, middle: str, left: str, right: str) -> float:
        """Bits for what stands on the page elsewhere between the same two characters: “十三五”."""
        around = left[-1:] + middle + right[:1]
        return ECHOED * (len(around) > 2 and around.isalpha() and around in self._steps.bare_page)

    def _planned(self, middle: str, left: str, right: str) -> float:
        """Bits for the five-year plan of which the page names most years: 十三五 for 2016 to 2020."""
        if left[-1:] != "十" or right[:1] != "五" or len(middle) > 1 or middle not in _ORDER[:4]:
            return 0.0
        first = 2001 + 5 * (_ORDER.find(middle or "〇") + 1)
        years = list(map(int, _YEAR.findall(self._steps.bare_page)))
        return PLANNED * sum(first <= year < first + 5 for year in years) / max(1, len(years))

    @staticmethod
    def _gender(middle: str, left: str) -> float:
        """Bits for 他, 她 or 它: who was spoken of last in the line."""
        match = _SHE_OR_HE.search(left[::-1])
        spoken = match[0][::-1] if match else ""
        return SPOKEN * (_GENDER.get(spoken, spoken) == middle)

    def _counted(self, middle: str, right: str) -> float:
        """Bits for a number that goes on from the one before: 二是 behind 一是."""
        number = _ORDER.find(middle[-1:])
        goes_on = number > 0 and right[:1] in ("是", "要") and _ORDER[number - 1] + right[0] in self._steps.bare_page
        return COUNTED if goes_on else 0.0

    @staticmethod
    def _listed(middle: str, left: str, right: str) -> float:
        """Bits for what fits into a list."""
        listed = "、" in _CLAUSE.split(left)[-1]
        if middle == "等":
            return LISTED * listed
        number = _NUMBER.match(right)  # 26名干部全员参保、118家企业
        if number and middle in ("、", "。"):
            goes_on = not number[1] and _ITEM.match(_PART.split(left)[-1])
            return -BEGUN * (bool(goes_on) is (middle == "。"))
        if middle == "、" and _JOINED.search(_PART.split(left)[-1]):  # 管理者和服务者 ends a list
            return -UNLISTED
        if "、" in middle:
            return LISTED if listed or "、" in _CLAUSE.split(right)[0] or "等" in right[:4] else -UNLISTED
        return -LISTED * listed * ("。" in middle and not right.startswith("”"))


def _twice(middle: str, left: str, right: str) -> float:
    """Bits for what comes again after one character: 谁种谁收, 边干边学, 越干越好."""
    if len(middle) != 1 or middle not in TWICE:
        return 0.0
    return ECHOED * (middle in (right[1:2], left[-2:-1]))


def _echoed(middle: str, left: str, right: str) -> float:
    """Bits for what ends other parts of the same sentence: 引导者变为管理者和服务者, 宣传政策、落实政策."""
    whole, middle = middle, middle.rstrip("。，、")
    if (
        not middle.isalpha()
        or middle in _PRONOUNS
        or whole == middle
        and "一" <= right[:1] <= "龥"
        and right[0] not in "的和與与及"
    ):
        return 0.0
    return ECHOED * any(middle + joint in left.rpartition("。")[2] for joint in "、和與与及")


def _shared(one: str, other: str) -> str:
    """What both begin with."""
    length = min(len(one), len(other))
    return next((one[:at] for at in range(length) if one[at] != other[at]), one[:length])


def doubt(reading: Reading, other: str, length: int) -> Doubt | None:
    """Where `reading` could as well say `other`, if within its first `length` characters."""
    chosen = reading.text
    left = len(_shared(chosen, other))
    if left >= length:
        return None
    right = len(_shared(chosen[left:][::-1], other[left:][::-1]))
    upto = len(chosen) - right
    steps = (*reading.steps, reading.at)
    return Doubt(steps[left], max(steps[upto], steps[left] + 1), chosen[left:upto], other[left : len(other) - right])
