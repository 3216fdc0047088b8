"""Lists in running text: cut at the marks that count, and cleaned of what belongs to the sentence."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from casekit.codebook.programme import ProgrammeBook

_OPEN = "“‘《（("
_CLOSE = "”’》）)"
_NESTED = re.compile(f"[{_OPEN}{_CLOSE}]")
_EACH = re.compile(
    r"^[一-鿿]{0,8}?(?:每(?:[个名支户]?[一-鿿]{0,4}?)?(?:至少|不少于)?[0-9一两]*[次个名户期场项](?:的)?|每[名个][一-鿿]{1,4}(?:建立|打造|培育|联系|帮扶)[0-9一]+[个名户])"
)
_ORDINAL = re.compile("^(?:第[一二三四五六七八九十]+步?[，：]|[一二三四五六七八九十][是要](?=.))")
_SUMMED = re.compile("(?<=..)等?[二三四五六七八九十](?:个(?:步骤|环节|方面|阶段|程序|等级|档次)|[类种项级])$")
_COUNT = re.compile("(?<=[一-鿿])[0-9]+(?:[.][0-9]+)?[多余万]*(?:[名个户人家米亩处座条口间项次]|公里|人次|万元)$")
_CLAUSE_END = re.compile("[，：。；]")
_QUOTED = re.compile("“([^“”]{2,16})”")
_PART_IN_QUOTES = re.compile("“([^“”]{1,24})”")
_RUN_OF_QUOTES = re.compile("(?:“[^“”]{1,24}”[、和及与]?){2,}$")
_AND = ("以及", "和", "及", "与")


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
    out, start = [], 0
    for match in _cutter(marks).finditer(text):
        if match[1]:
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
    """One of `marks` as group 1, or all that stands in quotation marks or brackets, which may hold others."""
    return re.compile(
        f"([{re.escape(marks)}])|[{_OPEN}](?:[^{_OPEN}{_CLOSE}]++|[{_OPEN}][^{_OPEN}{_CLOSE}]*+[{_CLOSE}])*+[{_CLOSE}]?"
    )


def first_of(text: str, marks: str) -> str:
    """`text` up to the first of `marks` that stands in no quotation marks or brackets.

    >>> first_of("抓“一，二”工程，抓落实", "，")
    '抓“一，二”工程'
    """
    if not _NESTED.search(text):
        match = _any(marks).search(text)
        return text[: match.start()] if match else text
    return split_list(text, marks)[0]


def join_split(items: list[str], want: int) -> list[str]:
    """Items cut once more at 以及, 和, 及 or 与 where fewer than `want` stand there.

    >>> join_split(["务工收入", "务农收入和入股红利"], 3)
    ['务工收入', '务农收入', '入股红利']
    """
    if len(items) >= want:
        return items
    out: list[str] = []
    for item in items:
        for word in _AND:
            left, cut, right = item.partition(word)
            if cut and left and right and "“" not in left:
                out += [left, right]
                break
        else:
            out.append(item)
    return out


def clean(items: list[str], book: ProgrammeBook) -> list[str]:
    """Items in their shortest form: without linking words, rates, counts and their own quotation marks.

    >>> from casekit.codebook import Codebook
    >>> from casekit.codebook.programme import load_programmes
    >>> clean(["每月1次的主题党日", "和“夜校”", "培养党员30名"], load_programmes(Codebook()))
    ['主题党日', '夜校', '培养党员']
    """
    out = []
    for item in items:
        item = item.strip(" ，、。；：\n")
        if lead := book.part_lead.match(item):
            item = item[lead.end() :]
        item = _COUNT.sub("", _EACH.sub("", item)) or item
        item = _SUMMED.sub("", item)
        if item.startswith("“") and item.endswith("”") and item.count("“") == 1:
            item = item[1:-1]
        out.append(item)
    return out


def trim_first(items: list[str], word: str = "") -> list[str]:
    """Cut from the first of a list what belongs to the sentence, by the shape of the others."""
    if len(items) < 2:
        return items
    first, *rest = items
    if trimmed := from_word(first, rest, word):
        return [trimmed, *rest]
    longer = len(first) > len(rest[0])
    if longer and first[-2:] == rest[0][-2:]:
        return [first[-len(rest[0]) :], *rest]
    heads = {item[:1] for item in rest}
    if len(heads) == 1 and (len(rest) > 1 or len(rest[0]) == len(first.strip())):
        at = first.rfind(next(iter(heads)))
        if at > 0 and len(first) - at > 1 and len(first) > max(map(len, rest)):
            return [first[at:], *rest]
    if longer and same_length(rest):
        return [first[-len(rest[0]) :], *rest]
    return items


def same_length(items: list[str]) -> bool:
    """Are all items of one length?"""
    return len(set(map(len, items))) == 1


def from_word(first: str, rest: list[str], word: str) -> str:
    """`first` from `word` on, where the next item begins with it (干部包思想、包技术); "" where it does not."""
    return first[first.rfind(word) :] if word and word in first and rest[0].startswith(word) else ""


def without_frame(item: str, book: ProgrammeBook) -> str:
    """`item` without the word that only leads to it: 围绕, 由, 通过."""
    lead = book.frame.match(item)
    return item[lead.end() :] if lead else item


def unframe(items: list[str], book: ProgrammeBook) -> list[str]:
    """The first of a list without the word that only leads to it (围绕, 由, 通过), if no other begins with one."""
    first = without_frame(items[0], book)
    return [first, *items[1:]] if first and not any(map(book.frame.match, items[1:])) else items


def tidy(items: list[str], word: str, book: ProgrammeBook) -> list[str]:
    """A list that follows its name: the first item without the verb that governs it, the last without what comes after."""
    if len(items) < 2:
        return items
    first = items[0]
    lead = book.governing_verb.match(first)
    if lead and len(first) > max(map(len, items[1:])) and not any(map(book.governing_verb.match, items[1:])):
        items = [first[lead.end() :], *items[1:]]
    items = unframe(items, book)
    return trim_last([from_word(items[0], items[1:], word) or items[0], *items[1:]], book)


def trim_last(items: list[str], book: ProgrammeBook) -> list[str]:
    """Cut from the last of a list what belongs to the sentence, by the end that the others share.

    >>> from casekit.codebook import Codebook
    >>> from casekit.codebook.programme import load_programmes
    >>> trim_last(["问题清单", "任务清单", "责任清单环环相扣"], load_programmes(Codebook()))
    ['问题清单', '任务清单', '责任清单']
    """
    if len(items) < 3 or len(items[-1]) <= max(map(len, items[1:-1])):
        return items
    if len(items) > 3 and {len(item) for item in items[1:-1]} == {2} and book.sentence_goes_on.match(items[-1], 2):
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
    if len(items) < 2:
        return items
    first, *rest = items
    lead = next((verb for verb in book.introducers if first.startswith(verb)), "")
    alone = lead and len(first) - len(lead) > 3 and not any(item.startswith(book.introducers) for item in rest)
    if alone and not len(first) - len(lead) < min(map(len, rest)) <= len(first):
        return cut_verb([first[len(lead) :].removeprefix("了"), *rest], book)
    if len(first) > max(map(len, rest)) and "“" not in first:
        at = max((first.rfind(verb) + len(verb) for verb in book.introducers if verb in first[:-2]), default=0)
        if len(first) - at >= min(map(len, rest)):
            return [first[at:].removeprefix("了"), *rest]
    return items


def shorten(items: list[str]) -> list[str]:
    """The name that an item begins with if it quotes one, else its first clause.

    >>> shorten(["实施“头雁”工程，选优书记", "建强班子：补齐短板"])
    ['头雁', '建强班子']
    """
    out = []
    for item in items:
        item = _ORDINAL.sub("", item)
        quoted = _QUOTED.search(item)
        head = quoted[1] if quoted and quoted.start() <= 6 else _CLAUSE_END.split(item, maxsplit=1)[0]
        out.append(head.strip())
    return out


def quoted_list(left: str, promised: int, book: ProgrammeBook) -> list[str]:
    """The parts in the quotation that `left` ends with: one quotation with a list, or one for each part."""
    content = left[left.rfind("“") + 1 : -1]
    items = split_list(content, "、，" if "+" not in content else "+")
    if len(items) == promised:
        return clean(items, book)
    run = _RUN_OF_QUOTES.search(left)
    return _PART_IN_QUOTES.findall(run[0]) if run and run[0].count("“") == promised else []


def sentence_start(text: str, at: int) -> int:
    """Where the sentence around `at` begins (marks within quotation marks not counted: short look back)."""
    low = max(0, at - 400)
    for mark in "。！？；\n":
        found = text.rfind(mark, low, at)  # each mark is looked for after the last one found
        if found >= 0:
            low = found + 1
    return low
