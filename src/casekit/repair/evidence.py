"""Which of several readings the page itself speaks for.

Two readings of a damaged stretch can be equally good Chinese: 每人帮 and 每人带, 低保、户籍等 and 低保。户籍到. The rest of the
page often decides: the same words stand undamaged elsewhere, the same character comes again and again, a list goes on with 、.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from math import log2
from typing import NamedTuple

from casekit.repair.dropped import plain
from casekit.repair.readings import Reading
from casekit.repair.steps import Steps

SIDES = ((2, 2, 4.5), (1, 2, 3.5), (2, 1, 3.5), (1, 1, 2.5), (2, 0, 2.0), (0, 2, 2.0), (1, 0, 1.2), (0, 1, 1.2))
LISTED, UNLISTED = 3.0, 1.0  # bits for 、 within a list, and against 。 there; against 、 where nothing is listed
COUNTED = 6.0  # bits for 二是 on a page that says 一是
SAID = 6.0  # bits for a full stop at the end of a quotation that holds a comma
OFTEN = 1.0  # bits for each doubling of a character's number on the page
NEARBY = 2.0  # bits for a character that stands shortly before
BACK = 60  # characters before a stretch that are looked at
NAMED = 2.0  # bits for a character that people are given as a name, behind a surname at the beginning of a clause
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦"
    "邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔"
)
_GIVEN = frozenset(
    "华明国文平军建志伟强林德海生春玉红秀英芳芬兰梅凤云霞荣福贵发财富全民成东新永光辉峰波涛勇刚斌俊杰龙飞鹏超亮洪兴祥瑞庆忠义仁信良学才祖安康宁静丽娟燕艳"
    "敏慧洁莉萍琴珍香花桂莲天宝金银玲琼素淑贤"
)
_ORDER = "一二三四五六七八九十"
_CLAUSE = re.compile("[。，：；！？“”《》\\n]")


class Doubt(NamedTuple):
    """What is shown at ``start:end`` was read `chosen` and could as well be `other` (empty: it fits no word)."""

    start: int
    end: int
    chosen: str
    other: str

    @property
    def detail(self) -> str:
        """The doubt in words."""
        return f"read {self.chosen}; " + (f"could be {self.other}" if self.other else "fits no word, so in doubt")


class Evidence:
    """What one page says for the readings of its damaged stretches.

    Parameters
    ----------
    steps : Steps
        The page and its annotations.
    """

    def __init__(self, steps: Steps):
        self._steps = steps

    @cached_property
    def page(self) -> str:
        """The page without its whole annotations."""
        return self._steps.bare(0, len(self._steps.page))

    @cached_property
    def times(self) -> Counter[str]:
        """How often each character stands on the page."""
        return Counter(self.page)

    def bits(self, begin: Reading, one: str, other: str) -> float:
        """Bits by which the page speaks for `one` rather than for `other`, both read from `begin` on."""
        before = self._steps.before(begin.at)[-BACK:]
        left = len(_shared(one, other))
        right = len(_shared(one[left:][::-1], other[left:][::-1]))
        context = before + one[:left], one[len(one) - right :]
        return self._of(one[left : len(one) - right], *context) - self._of(other[left : len(other) - right], *context)

    def _of(self, middle: str, left: str, right: str) -> float:
        page, bits = self.page, 0.0
        written = [char for char in middle if "一" <= char <= "\u9fff"]
        if written and middle.isalpha():
            for back, on, worth in SIDES:
                if len(right) >= on and page.count(left[len(left) - back :] + middle + right[:on]):
                    bits = worth
                    break
            often = [min(4.0, OFTEN * log2(1 + self.times[char])) + NEARBY * (char in left) for char in written]
            bits += sum(often) / len(often) + self._named(written, left)
        bits += self._counted(middle, right)
        return bits + self._listed(middle, left, right) + self._quoted(middle, left, right)

    def _counted(self, middle: str, right: str) -> float:
        """Bits for a number that goes on from the one before: 二是 behind 一是."""
        number = _ORDER.find(middle[-1:])
        goes_on = number > 0 and right[:1] in ("是", "要") and _ORDER[number - 1] + right[0] in self.page
        return COUNTED if goes_on else 0.0

    @staticmethod
    def _named(written: list[str], left: str) -> float:
        """Bits for what can be a person's name at the beginning of a clause."""
        begun = [plain(char) for char in _CLAUSE.split(left)[-1]]
        full = 1 <= len(begun) <= 2 and begun[0] in _SURNAMES and len(begun) + len(written) <= 3
        return NAMED if full and all(plain(char) in _GIVEN for char in written) else 0.0

    @staticmethod
    def _listed(middle: str, left: str, right: str) -> float:
        """Bits for what fits into a list."""
        listed = "、" in _CLAUSE.split(left)[-1]
        if middle == "等":
            return LISTED * listed
        if "、" in middle:
            return LISTED if listed or "、" in _CLAUSE.split(right)[0] or "等" in right[:4] else -UNLISTED
        return -LISTED * listed * ("。" in middle and not right.startswith("”"))

    @staticmethod
    def _quoted(middle: str, left: str, right: str) -> float:
        """Bits for what somebody says if it ends with a full stop."""
        said = left[left.rfind("“") + 1 :] if "“" in left else ""
        if not (middle.endswith("。") and right.startswith("”")) or "”" in said:
            return 0.0
        return SAID if "，" in said else LISTED if "、" in said else 0.0


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
