"""Lists in running text: cut at the marks that count, cleaned, and held against the words of a name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from casekit.codebook.programme import ProgrammeBook
from casekit.programmes.grammar import Group

_OPEN = "“‘《（("
_CLOSE = "”’》）)"
_NESTED = re.compile(f"[{_OPEN}{_CLOSE}]")
_EACH = re.compile(
    r"^[一-鿿]{0,8}?(?:每(?:[个名支户]?[一-鿿]{0,4}?)?(?:至少|不少于)?[0-9一两]*[次个名户期场项](?:的)?|每[名个][一-鿿]{1,4}(?:建立|打造|培育|联系|帮扶)[0-9一]+[个名户])"
)
_SKIP = re.compile(r"^(?:以(?!人为)|和(?![谐睦美])|及(?!时)|与(?!时)|并|是|为(?!民|群)|了|对|的|：)+")
FRAME = re.compile(
    "^(?:即|就是|也就是|分别是|主要是|通过|坚持|围绕|按照|采取|推行|分为|依托|借助|立足|聚焦|以|用|将|由)"
)
FRAME_END = re.compile(
    "(?:为(?:主要|核心|重点)?(?:内容|抓手|载体|重点|核心|目标|路径)|的(?:工作|管理|服务|帮扶|总体)?(?:思路|要求|机制|模式|方式|原则|办法)).*$"
)
_ROLE = re.compile(
    "(?<=..)(?:作?为(?:核心|引领|统领|龙头|主体|基础|主线|支撑|保障|纽带)|(?:有机)?(?:相)?(?:结合|融合|统一|衔接))$"
)
_ORDINAL = re.compile("^(?:第[一二三四五六七八九十]+步?[，：]|[一二三四五六七八九十]是(?=.))")
_SUMMED = re.compile("(?<=..)等?[二三四五六七八九十](?:个(?:步骤|环节|方面|阶段|程序|等级|档次)|[类种项级])$")
_GOES_ON = re.compile("等|[二三四五六七八九十]|产业|工程|工作|建设|发展|方面|项目|齐|全|一体|有机|深度|相|同步|共同")
_COUNT = re.compile("(?<=[一-鿿])[0-9]+(?:[.][0-9]+)?[多余万]*(?:[名个户人家米亩处座条口间项次]|公里|人次|万元)$")


class Parts(NamedTuple):
    """The parts found, by what, and what is wrong where they do not fit the number promised ("" if nothing)."""

    items: list[str]
    found_by: str
    fault: str = ""


def split_list(text: str, marks: str = "、") -> list[str]:
    """`text` cut at `marks` that stand in no quotation marks or brackets.

    >>> split_list("抓责任、抓“一、二”工程、抓落实")
    ['抓责任', '抓“一、二”工程', '抓落实']
    """
    if not _NESTED.search(text):
        return text.split(marks) if len(marks) == 1 else _any(marks).split(text)
    out, depth, start = [], 0, 0
    for match in _cutter(marks).finditer(text):
        mark = match[0]
        if mark in _OPEN:
            depth += 1
        elif mark in _CLOSE:
            depth = max(0, depth - 1)
        elif not depth:
            out.append(text[start : match.start()])
            start = match.end()
    out.append(text[start:])
    return out


@lru_cache(maxsize=32)
def _any(marks: str) -> re.Pattern:
    """One of `marks`."""
    return re.compile(f"[{re.escape(marks)}]")


@lru_cache(maxsize=32)
def _cutter(marks: str) -> re.Pattern:
    """One of `marks`, or a mark that opens or closes."""
    return re.compile(f"[{re.escape(marks)}{_OPEN}{_CLOSE}]")


def depth_find(text: str, marks: str) -> int:
    """Where the first of `marks` stands that is in no quotation marks or brackets; the length of `text` if none does.

    >>> depth_find("抓“一，二”工程，抓落实", "，")
    8
    """
    depth = 0
    for match in _cutter(marks).finditer(text):
        if match[0] in _OPEN:
            depth += 1
        elif match[0] in _CLOSE:
            depth = max(0, depth - 1)
        elif not depth:
            return match.start()
    return len(text)


def join_split(items: list[str], want: int) -> list[str]:
    """Items cut once more at 以及, 和, 及 or 与 where fewer than `want` stand there.

    >>> join_split(["务工收入", "务农收入和入股红利"], 3)
    ['务工收入', '务农收入', '入股红利']
    """
    if len(items) >= want:
        return items
    out: list[str] = []
    for item in items:
        for word in ("以及", "和", "及", "与"):
            left, cut, right = item.partition(word)
            if cut and left and right and "“" not in left:
                out += [left, right]
                break
        else:
            out.append(item)
    return out


def clean(items: list[str]) -> list[str]:
    """Items in their shortest form: without linking words, rates, counts and their own quotation marks.

    >>> clean(["每月1次的主题党日", "和“夜校”", "培养党员30名"])
    ['主题党日', '夜校', '培养党员']
    """
    out = []
    for item in items:
        item = _SKIP.sub("", item.strip(" ，、。；：\n"))
        item = _COUNT.sub("", _EACH.sub("", item)) or item
        item = _SUMMED.sub("", _ROLE.sub("", item))
        if item.startswith("“") and item.endswith("”") and item.count("“") == 1:
            item = item[1:-1]
        out.append(item)
    return out


def trim_first(items: list[str], word: str = "") -> list[str]:
    """Cut from the first of a list what belongs to the sentence, by the shape of the others."""
    if len(items) < 2:
        return items
    first, rest = items[0], items[1:]
    heads = {item[:1] for item in rest}
    if trimmed := from_word(first, rest, word):
        return [trimmed, *rest]
    if len(first) > len(rest[0]) and first[-2:] == rest[0][-2:]:
        return [first[-len(rest[0]) :], *rest]
    if len(heads) == 1 and len(rest) > 1 or len(heads) == 1 and len(rest[0]) == len(first.strip()):
        at = first.rfind(next(iter(heads)))
        if at > 0 and len(first) - at > 1 and len(first) > max(map(len, rest)):
            return [first[at:], *rest]
    lengths = {len(item) for item in rest}
    if len(lengths) == 1 and len(first) > len(rest[0]):
        return [first[-len(rest[0]) :], *rest]
    return items


def from_word(first: str, rest: list[str], word: str) -> str:
    """`first` from `word` on, where the next item begins with it (干部包思想、包技术); "" where it does not."""
    return first[first.rfind(word) :] if word and word in first and rest[0].startswith(word) else ""


def unframe(items: list[str]) -> list[str]:
    """The first of a list without the word that only leads to it (围绕, 由, 通过), if no other begins with one."""
    first = FRAME.sub("", items[0])
    return [first, *items[1:]] if first and not any(map(FRAME.match, items[1:])) else items


def tidy(items: list[str], word: str, book: ProgrammeBook) -> list[str]:
    """A list that follows its name: the first item without the verb that governs it, the last without what comes after."""
    if len(items) < 2:
        return items
    first = items[0]
    lead = book.lead_verb.match(first)
    if lead and len(first) > max(map(len, items[1:])) and not any(map(book.lead_verb.match, items[1:])):
        items = [first[lead.end() :], *items[1:]]
    items = unframe(items)
    return trim_last([from_word(items[0], items[1:], word) or items[0], *items[1:]])


def trim_last(items: list[str]) -> list[str]:
    """Cut from the last of a list what belongs to the sentence, by the end that the others share.

    >>> trim_last(["自治", "法治", "德治相结合"]), trim_last(["问题清单", "任务清单", "责任清单环环相扣"])
    (['自治', '法治', '德治'], ['问题清单', '任务清单', '责任清单'])
    """
    if len(items) < 3 or len(items[-1]) <= max(map(len, items[1:-1])):
        return items
    lengths = {len(item) for item in items[1:-1]}
    if len(items) > 3 and lengths == {2} and _GOES_ON.match(items[-1], 2):
        return [*items[:-1], items[-1][:2]]
    for size in (2, 1):
        ends = {item[-size:] for item in items[:-1]}
        end = next(iter(ends))
        at = items[-1].find(end, 1)
        if len(ends) == 1 and at > 0 and min(map(len, items[:-1])) > size:
            return [*items[:-1], items[-1][: at + size]]
    return items


def cut_verb(items: list[str], book: ProgrammeBook) -> list[str]:
    """The first of a list without the verb that governs it (积极探索村两委 → 村两委), if it is longer than the others."""
    first = items[0]
    lead = next((verb for verb in book.introducers if first.startswith(verb)), "")
    if (
        lead
        and len(items) > 1
        and len(first) - len(lead) > 3
        and not any(item.startswith(book.introducers) for item in items[1:])
    ):
        return [first[len(lead) :].removeprefix("了"), *items[1:]]
    if len(items) > 1 and len(first) > max(map(len, items[1:])) and "“" not in first:
        at = max((first.rfind(verb) + len(verb) for verb in book.introducers if verb in first[:-2]), default=0)
        if len(first) - at >= min(map(len, items[1:])):
            return [first[at:].removeprefix("了"), *items[1:]]
    return items


def shorten(items: list[str]) -> list[str]:
    """The name that an item begins with if it quotes one, else its first clause.

    >>> shorten(["实施“头雁”工程，选优书记", "建强班子：补齐短板"])
    ['头雁', '建强班子']
    """
    out = []
    for item in items:
        item = _ORDINAL.sub("", item)
        quoted = re.search(r"“([^“”]{2,16})”", item)
        head = re.split(r"[，：。；]", item)[0]
        if quoted and quoted.start() <= 6:
            head = quoted[1]
        out.append(head.strip())
    return out


def fits_words(items: list[str], found: tuple[Group, ...]) -> bool:
    """Do the items hold the words of the groups (三抓三强化: three times 抓, three times 强化)?"""
    at = 0
    for group in found:
        if group.value < 1:
            return False
        tail = group.bare
        if not tail or any(tail not in item for item in items[at : at + group.value]):
            return False
        at += group.value
    return at == len(items)


def partly_fits(items: list[str], found: tuple[Group, ...]) -> bool:
    """Do all items hold the word of the one group, or half of them and some of every group (自带被褥、口粮, 不带司机)?"""
    at = hits = 0
    for group in found:
        tail = group.bare
        if not tail:
            return False
        if group.value == 1 and len(found) > 1:  # 一核三治: what the one is need not say so
            hits, at = hits + 1, at + 1
            continue
        mine = sum(tail in item for item in items[at : at + group.value])
        if not mine:
            return False
        hits, at = hits + mine, at + group.value
    return hits == len(items) if len(found) == 1 else 2 * hits >= len(items)


def quoted_list(left: str, promised: int) -> list[str]:
    """The parts in the quotation that `left` ends with: one quotation with a list, or one for each part."""
    at = left.rfind("“")
    content = left[at + 1 : -1]
    items = split_list(content, "、，" if "+" not in content else "+")
    if len(items) == promised:
        return clean(items)
    parts = re.findall(r"“([^“”]{1,24})”", left)
    run = re.search(r"((?:“[^“”]{1,24}”[、和及与]?){2,})$", left)
    return parts[-promised:] if run and run[1].count("“") == promised else []


@lru_cache(maxsize=16)  # most ways of listing ask for the same place
def sentence_start(text: str, at: int) -> int:
    """Where the sentence around `at` begins (marks within quotation marks not counted: short look back)."""
    low = max(0, at - 400)
    for mark in "。！？；\n":
        found = text.rfind(mark, low, at)  # each mark is looked for after the last one found
        if found >= 0:
            low = found + 1
    return low


@lru_cache(maxsize=16)
def paragraph(text: str, at: int) -> tuple[int, int]:
    """Where the paragraph around `at` begins and ends."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end
