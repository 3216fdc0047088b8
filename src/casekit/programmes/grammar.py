"""How the name of a bundle is built: number words, the parts they promise, and what is no name at all."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from casekit.codebook.programme import ProgrammeBook

_VALUE = {digit: value for value, digit in enumerate("零一二三四五六七八九十")} | {"两": 2, "双": 2}
_MANY = "百千万"
_NUMBER = re.compile(
    r"[十百千万]{2,}|十[一二三四五六七八九]|[二三四五六七八九]?十(?![百千万])|(?<![统唯同专划之])一|[二两三四五六七八九十双]|[百千万]+|[0-9]+|[XxNn](?![a-z])"
)
MARKS = re.compile(r"[，。！？：；…《》“”‘’\s/%％@#=→]")
HAN = re.compile(r"[一-鿿]+")
_PERIOD = re.compile(
    r"[一二三四五六七八九十]+(?:年|月|日|周年|世纪|小时)(?!一)|[0-9]+(?:年|月|日|周年|后|时|点|分钟|小时|天|级|号|周岁|岁|世纪|元|公里|亩|万|亿|%|人|名|个)|[0-9]+[·．]"
)
_NEXT_TO_NAME = re.compile(
    "”等的?$|(?:“[^“”]{2,14}”[、和]?){2,}的?$|“[^“”]{0,4}[一两三四五六七八九十双][^“”]{1,10}”[、和]?$"
)
_EXPLAINED = re.compile("，?(?:即(?!可)|也就是|是指|指的是|分别[是为]|具体是)")
_TELEPHONE = re.compile("热线|电话|短信|客服")
_ORDERED = re.compile("[0-9]号|^[0-9]+[A-Za-z]+$")  # 1、2号令, 4G
_HUNDREDS = re.compile("[十百千万]{3,4}")
_ONLY_NUMBER = re.compile("[0-9一二三四五六七八九十百千万]+")
_OF_THINGS = re.compile(r"[日名个户村家企支社站校店厂组队镇乡岗人场星课]")
_ONE_AND_MANY = re.compile("多[一-鿿]{1,2}一[一-鿿]{1,2}|一[一-鿿]{1,2}多[一-鿿]{1,2}")
_EACH_TIME = re.compile("[一-鿿]{1,3}一[一-鿿]{1,4}")
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
        if word.isdigit() and _PERIOD.match(name, match.start()):
            out.append(Group(word, 0, tail))  # 冲刺100天: a time, no parts
        elif word.isdigit() and (len(word) > 2 or len(word) == 2 and not tail):
            out += [Group(digit, int(digit), "") for digit in word[:-1]] + [Group(word[-1], int(word[-1]), tail)]
        else:
            out.append(Group(word, _value(word), tail))
    return name[: found[0].start()], tuple(out)


def _value(word: str) -> int:
    if word.isdigit():
        return int(word)
    if word[0] in _MANY or word in "XxNn" or len(word) > 1 and word[0] == "十" and word[1] in _MANY:
        return 0
    if "十" in word:
        tens, _, ones = word.partition("十")
        return _VALUE.get(tens, 1) * 10 + _VALUE.get(ones, 0)
    return _VALUE[word]


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
            if group.word[0] in _MANY:
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


def is_name(text: str, before: str, after: str, book: ProgrammeBook) -> bool:
    """Is the quoted `text` the name of a bundle, given what stands directly before and after the quotation?"""
    if (
        not 2 <= len(text) <= (MAX_NAME if "+" not in text and "、" not in text else 2 * MAX_NAME)
        or text in book.never
        or MARKS.search(text)
    ):
        return False
    if text in book.national:
        return True
    if text[0] == "一" and text.endswith(book.nouns):
        if any(text.endswith(noun) and text[: -len(noun)] in book.never for noun in book.nouns):
            return False  # 一对一帮扶
    named = _followed(after, 6, book)
    if "+" in text:
        return (
            bool(text.strip("+"))
            and not re.search(r"(?:^|\+)[0-9一N][名个户家]", text)
            and "++" not in text
            and not re.fullmatch(r"[a-zA-Z+]+", text)
        )
    if _ONLY_NUMBER.fullmatch(text):
        if re.fullmatch("[一二三四五六七八九]{3,}", text):
            return _followed(after, 8, book)  # “三三一”党建工作思路
        return (
            text.isdigit()
            and 1 < len(text) < 6  # longer ones are telephone numbers
            and not _TELEPHONE.search(after[:8])
            and text[0] in "123456789"
            and _followed(after, 8, book)
            or text[-2:] in ("百千", "千万")
            or bool(_HUNDREDS.fullmatch(text) and _followed(after, 8, book))
        )
    lead, found = groups(text)
    if not found or lead.endswith("第") or len(lead) > 8 or _PERIOD.match(text, len(lead)) and not (lead and named):
        return False
    if lead and MARKS.search(lead):
        return False
    if any(word in book.never for word in (text[len(lead) :], text.rstrip("一二三四五六七八九十"))):
        return False
    if _ORDERED.search(text) or _sentence_like(lead, found, book):
        return False
    if text.startswith(book.openings) or found[0].tail[:1] in book.landscape and text.endswith(book.landscape):
        return False
    words = [group.word for group in found]
    closed = text.endswith(book.closers)
    presented = (
        named
        or closed
        or before.rstrip("“‘").endswith(book.verbs)
        or before.rstrip("“‘了好的").endswith(book.verbs)
        or bool(_NEXT_TO_NAME.search(before))
        or bool(_EXPLAINED.match(after))
        or 1 < found[0].value <= (before + after).count(found[0].bare or " ")
        or 1 < found[0].value <= re.split("[。；]", before)[-1].count("、") + 1 + ("和" in before.rpartition("、")[2])
    )
    items = text.split("、")
    if len(items) > 1 and all(_EACH_TIME.fullmatch(item) for item in items):
        return True  # 一周一调度、一月一通报、半年一考核
    if all(word == "一" for word in words):
        return _each_one(lead, found, named or closed) or presented and bool(_ONE_AND_MANY.fullmatch(text))
    if words[0][0] in _MANY or len(words[0]) > 1 and words[0][1] in _MANY:
        return len(text) > 2 and (
            sum(word[0] in _MANY for word in words) > 1
            or len(words[0]) > 1
            or presented
            and bool(_OF_THINGS.match(found[0].tail))
        )
    if len(found) == 1:
        return presented and _one_group(text, lead, found[0], named or closed, after, book)
    if lead and not (named or closed or len(lead) <= 4):
        return False
    if text.endswith("分成"):
        return False
    short = all(len(group.tail) <= 3 for group in found)
    return sum(len(group.tail) for group in found) > 0 and (short or presented) or named


def _followed(after: str, reach: int, book: ProgrammeBook) -> bool:
    """Does the noun of a programme follow within `reach` characters (“三变”改革, “五个一”帮扶力量责任体系)?"""
    run = HAN.match(after[: reach + 8])
    noun = book.noun.search(run[0]) if run else None
    return bool(noun) and noun.start() <= reach


def _sentence_like(lead: str, found: tuple[Group, ...], book: ProgrammeBook) -> bool:
    """Words of speech, unless they stand right after a number (四有, 三不腐) or in a short pair (带贫不返贫)."""
    if book.speech.search(lead):
        return True
    for group in found:
        for match in book.speech.finditer(group.tail, 1):
            soft = match[0] in "有在不会说好要来去过"
            if not (soft and (len(group.tail) <= 4 or group.tail[: match.start()] == "不")):
                return True
    return any("的" in group.tail for group in found)


def _each_one(lead: str, found: tuple[Group, ...], named: bool) -> bool:
    """一村一品, 一月一主题 name a way of working; 一张网, 一级抓一级 do not."""
    if len(found) < 2:
        return named and found[0].tail == "" and lead.endswith("合")  # 村社合一
    if lead and not named:
        return False
    *tails, last = (group.tail for group in found)
    if "、" in last and not (named and len(found) == 2):
        return False
    tails.append(last.partition("、")[0])  # 一茶一桑、林果飘香
    if len(set(tails)) == 1 or any(len(tail) > 4 or not tail for tail in tails):
        return False
    return all(len(tail) <= 3 for tail in tails) or named


def _one_group(text: str, lead: str, group: Group, named: bool, after: str, book: ProgrammeBook) -> bool:
    """三亮, 双推进, 五推进工程, 四场硬仗."""
    tail = group.tail
    if group.value == 0 and group.word.isdigit():
        return bool(lead) and named  # 冲刺100天
    if group.value in (0, 1) or not tail:
        return False
    if tail in ("星级", "分成"):
        return False
    if lead:
        return len(tail) <= 3 and len(lead) <= 6 or len(lead) == 1 and len(tail) <= 5 or named  # 抓两头促中间
    if group.word.isdigit() and not named:
        return False
    return len(tail) <= 9
