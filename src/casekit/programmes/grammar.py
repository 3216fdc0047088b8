"""How the name of a bundle is built: its number words and the parts they promise."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

VALUE = {digit: value for value, digit in enumerate("零一二三四五六七八九十")} | {"两": 2, "双": 2}
MANY = "百千万"
_NUMBER = re.compile(
    r"[十百千万]{2,}|十[一二三四五六七八九]|[二三四五六七八九]?十(?![百千万])|(?<![统唯同划之第])一|[二两三四五六七八九十双]|[百千万]+|[0-9]+|[XxNn](?![a-z])"
)
MARKS = re.compile(r"[，。！？：；…《》“”‘’\s/%％@#=→]")
HAN = re.compile(r"[一-鿿]+")
PERIOD = re.compile(
    r"[〇零一二三四五六七八九十]+(?:年|月|日|周年|世纪|小时|期)(?!一)|[0-9]+(?:年|月|日|周年|后|时|点|分钟|小时|天|级|号|周岁|岁|世纪|元|公里|亩|万|亿|%|人|名|个)|[0-9]+[·．]"
)
_MEASURES = "张道把本场支份座面只块个大项种类条"
MAX_NAME = 24


class Group(NamedTuple):
    """One number word of a name and what follows it: 三抓 is ``("三", 3, "抓")``; `value` is 0 where it promises nothing."""

    word: str
    value: int
    tail: str

    @property
    def bare(self) -> str:
        """What the group counts, without its measure word: 三个到位 → 到位, 四张牌 → 牌."""
        return self.tail[1:] if len(self.tail) > 1 and self.tail[0] in _MEASURES else self.tail


@lru_cache(maxsize=4096)  # a name is asked for at each of its mentions, several times
def groups(name: str) -> tuple[str, tuple[Group, ...]]:
    """What stands before the first number word of `name`, and its groups.

    >>> groups("三抓三强化")
    ('', (Group(word='三', value=3, tail='抓'), Group(word='三', value=3, tail='强化')))
    """
    found = list(_NUMBER.finditer(name))
    if not found:
        return name, ()
    ends = [match.start() for match in found[1:]] + [len(name)]
    out = []
    for match, end in zip(found, ends, strict=True):
        tail = name[match.end() : end].strip("、·—－- ")
        word = match[0]
        if word.isdigit() and PERIOD.match(name, match.start()):
            out.append(Group(word, 0, tail))  # 冲刺100天: a time, no parts
        elif word.isdigit() and (len(word) > 2 or len(word) == 2 and not tail):
            out += [Group(digit, int(digit), "") for digit in word[:-1]] + [Group(word[-1], int(word[-1]), tail)]
        else:
            out.append(Group(word, _value(word), tail))
    return name[: found[0].start()], tuple(out)


def _value(word: str) -> int:
    if word.isdigit():
        return int(word)
    if word[0] in MANY or word in "XxNn" or len(word) > 1 and word[0] == "十" and word[1] in MANY:
        return 0
    if "十" in word:
        tens, _, ones = word.partition("十")
        return VALUE.get(tens, 1) * 10 + VALUE.get(ones, 0)
    return VALUE[word]


def declared(name: str) -> list[int]:
    """The parts that `name` promises, one number a group.

    >>> declared("五个一"), declared("一分六统"), declared("三标一体"), declared("123带动百千万"), declared("一村一品一店")
    ([5], [1, 6], [3], [1, 2, 3], [])
    """
    return list(_declared(name))


@lru_cache(maxsize=4096)
def _declared(name: str) -> tuple[int, ...]:
    if "+" in name:
        operands = [part for part in name.split("+") if part]
        numbers = [int(part) if part.isdigit() else 0 for part in operands]
        return tuple(numbers) if all(numbers) else ()
    _, found = groups(name)
    if not found or all(group.value in (0, 1) for group in found):
        return ()
    if found[0].value == 0:  # 百千万, 千村示范
        return ()
    out: list[int] = []
    for position, group in enumerate(found):
        if (
            position
            and group.word == "一"
            and (
                group.tail.startswith("体")
                or found[position - 1].tail in ("个", "个一")
                or not group.tail
                and found[position - 1].tail.endswith("合")
            )
        ):
            continue  # 三标一体, 四务合一, 五个一: the whole, or one of each
        if group.value == 0:
            if group.word[0] in MANY:
                break  # 123带动百千万: what follows is the aim
            continue
        if group.word == "双" and position and not found[position - 1].tail:
            continue  # 三双一评: three doubles
        out.append(group.value)
    if len(out) == 2 and found[-1].tail.startswith("年") and found[0].tail == "个":
        return tuple(out[:1])  # 两个一百年
    return tuple(out)


def of_ones(found: tuple[Group, ...]) -> bool:
    """Does a name promise one each of so many things (五个一)?"""
    return len(found) == 2 and found[0].tail == "个" and found[1].word == "一" and not found[1].tail


class Promise(NamedTuple):
    """What a name promises: how many parts, by which groups; the word each group counts, and that of a single group."""

    parts: int
    groups: tuple[Group, ...]
    words: tuple[str, ...]
    word: str


@lru_cache(maxsize=1024)
def promise(name: str) -> Promise:
    """What `name` promises to whoever looks for its parts.

    >>> promise("三抓三强化").words, promise("三个一批").word, promise("三个三").parts
    (('抓', '强化'), '一批', 9)
    """
    parts, (_, found) = sum(_declared(name)), groups(name)
    if len(found) == 2:
        first, second = found
        if first.tail == "个" and second.word == "一" and second.tail:
            found = (first._replace(tail=f"个一{second.tail}"),)  # 三个一批 counts one thing
        elif first.tail.endswith("合") and (second.word, second.tail) == ("一", ""):
            found = (first._replace(tail=first.tail[:-1]),)  # 四务合一
        elif first.value > 1 and len(first.tail) == 1 and (second.word, second.tail) == ("一", ""):
            parts = first.value  # 三包一, 五帮一: many for one
        elif first.tail == "个" and second.value > 1 and not second.tail:
            parts = first.value * second.value  # 三个三
    return promised(parts, found)


def promised(parts: int, found: tuple[Group, ...]) -> Promise:
    """So many parts, by these groups."""
    words = tuple(group.bare for group in found)
    return Promise(parts, found, words, words[0] if len(words) == 1 else "")
