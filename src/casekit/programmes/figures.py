"""Parts told by the figures and groups of a name, one by one: “321”, “1+3”, “百千万”, “一联双助”."""

from __future__ import annotations

import re

from casekit.programmes.lists import clean, join_split, split_list, tidy, unframe
from casekit.programmes.place import Place

FIGURES = re.compile("[0-9]{2,}|[一二三四五六七八九]{2,}")
_TELLS = re.compile("[”’]?(?:就|也)?(?:即|是指|指的是|就是|是|为|指|：|——|，)[：:“]?")
_BEFORE = "“‘，。；：、（\n"
_TOLD_ENDS = re.compile("[。；！？\n）]")
_CLAUSES = re.compile("[、，；：“”（）]")
_DEFINED_WITHIN = 600  # characters after a name in which its figures or groups are spelt out one by one
_NUMERALS = dict(zip("123456789", "一二三四五六七八九", strict=True))
_HUNDREDS = {
    word: re.compile(f"{word}|(?<![0-9]){number}(?![0-9])")
    for word, number in zip("十百千万", (10, 100, 1000, "(?:1万|10000)"), strict=True)
}
_COUNTED = re.compile("[0-9]+|[一二两三四五六七八九十]+(?=[个名户项支条件大批位家类种级套本张面座次])")


def _told(window: str, label: str, at: int) -> re.Match | None:
    """Where `label` begins a clause of `window`, with or without quotation marks, and is told."""
    while (at := window.find(label, at)) >= 0:
        if (not at or window[at - 1] in _BEFORE) and (told := _TELLS.match(window, at + len(label))):
            return told
        at += 1
    return None


def defined(text: str, at: int, labels: list[str]) -> list[str]:
    """What each of `labels` is said to be, one after the other, behind `at`; [] unless all are told.

    >>> defined("推行“1+3”模式，“1”即村党总支，“3”为三个片区党支部。", 7, ["1", "3"])
    ['村党总支', '三个片区党支部']
    """
    window = text[at : at + _DEFINED_WITHIN]
    places, at = [], 0
    for label in labels:
        match = _told(window, label, at)
        if not match:
            return []
        places.append(match)
        at = match.end()
    starts = [place.start() - len(label) for place, label in zip(places, labels, strict=True)]
    ends = [*starts[1:], len(window)]
    told = [
        _TOLD_ENDS.split(window[place.end() : end], maxsplit=1)[0].strip("，、：“”‘’")
        for place, end in zip(places, ends, strict=True)
    ]
    return told if all(told) else []


def spelt_groups(place: Place) -> list[str]:
    """“一联双助”: 一联即…，双助即…、…: every group told by itself, as many parts as it promises."""
    groups = place.groups
    out: list[str] = []
    labels = [group.word + group.tail for group in groups]
    for group, told in zip(groups, defined(place.text, place.close, labels), strict=False):
        cuts = (split_list(told, marks) for marks in ("；", "、", "，", "、，"))
        cuts = (*cuts, join_split([told], group.value))
        items = [told] if group.value == 1 else next((cut for cut in cuts if len(cut) == group.value), [])
        if not items:
            return []
        out += clean(items, place.book)
    return out if all(len(item) <= 24 for item in out) else []


def figured(place: Place) -> list[str]:
    """“321”: 县级干部包3户、科级干部包2户、一般干部包1户: neighbouring clauses that hold its figures in their order.

    Else each figure is told by itself: “一”是一个核心，“二”是两支队伍.
    """
    name = place.mention.name
    if not FIGURES.fullmatch(name):
        return []
    if told := defined(place.text, place.close, list(name)):
        return clean(told, place.book)
    if not name.isdigit() or "0" in name:
        return []
    for window in (place.rest[:400], place.left.rstrip("的等“")):
        clauses = [item for item in split_list(window, "、，；。：") if item]
        for at in range(len(clauses) - len(name) + 1):
            run = clauses[at : at + len(name)]
            if all(len(item) <= 30 and _holds(item, figure) for item, figure in zip(run, name, strict=True)):
                return unframe([item.strip() for item in run], place.book)
    return []


def _holds(clause: str, figure: str) -> bool:
    """Does `clause` hold this figure, and no other number?"""
    numbers = _COUNTED.findall(clause)
    return len(numbers) == 1 and numbers[0] in (figure, _NUMERALS[figure], "两" if figure == "2" else figure)


def by_hundreds(place: Place) -> list[str]:
    """“百千万”工程: 百名干部驻村、千名党员带富、万名群众参与: clauses with the number words of the name in their order."""
    words = "".join(group.word for group in place.groups)
    if place.promised or len(words) < 2 or set(words) - _HUNDREDS.keys():
        return []
    for window in (place.sentence_from(place.close), place.left):
        clauses = _CLAUSES.split(window)
        for at in range(len(clauses) - len(words) + 1):
            items = clauses[at : at + len(words)]
            if all(len(item) <= 16 and _HUNDREDS[word].search(item) for word, item in zip(words, items, strict=True)):
                items = [item.removesuffix("的").removesuffix("等") for item in clean(items, place.book)]
                return tidy(items, "", place.book)
    return []
