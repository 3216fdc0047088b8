"""Parts listed right behind the name: “name”，即A、B、C; “name”（A、B、C）; a list that a clause frames; clauses of one make."""

from __future__ import annotations

import re

from casekit.programmes.grammar import of_ones
from casekit.programmes.lists import (
    clean,
    cut_verb,
    first_of,
    join_split,
    same_length,
    shorten,
    split_list,
    tidy,
    trim_first,
    trim_last,
    without_frame,
)
from casekit.programmes.place import SPEECH, Place

_BRACKET = re.compile(r"[一-鿿]{0,8}（(?:(?:即|指|包括)[：:]?)?([^（）]{3,160})）")
_PHRASE = re.compile(r"[一-鿿]{0,10}，")
_SHORT_PHRASE = re.compile(r"[一-鿿]{0,8}，")
_PHRASE_ENDS = re.compile("[一-鿿]{0,10}(?:[，。：]|——)")
_NUMBERED = re.compile("[0-9一]")
_HAN = re.compile("[一-鿿]")
_REACH = 400


def after_name(place: Place) -> list[str]:
    """“name”…，即A、B、C; “name”（A、B、C）; “name”：A，B，C."""
    book, tail = place.book, place.rest[:_REACH]
    word = place.groups[0].tail if place.groups else ""
    if bracket := _BRACKET.match(tail):
        return tidy(_count(bracket[1], place), word, book)
    match = place.link
    if not match:
        return tidy(_direct(tail, place), word, book)
    content = tail[match.end() :]
    if match[0].endswith("——"):
        content = content.partition("——")[0]
    return tidy(_count(first_of(content, "。！？"), place), word, book)


def _direct(tail: str, place: Place) -> list[str]:
    """“四带四不带”，自带被褥、口粮…: as many items as promised in the clauses that follow, the word of the name among them."""
    match, promised = _SHORT_PHRASE.match(tail), place.promised
    if not place.groups or not match or promised < 3 or not place.groups[0].tail:
        return []
    items = [item for item in split_list(first_of(tail[match.end() :], "。；！？"), "、，") if item]
    last = place.groups[-1]
    if len(items) > promised and last.value > 1 and last.tail not in items[promised]:  # the sentence goes on
        if all(last.tail in item for item in items[promised - last.value : promised]):
            items = items[:promised]
    if len(items) != promised:
        return []
    told = place.book.list_tail.search(items[-1]) and all(len(item) < 9 for item in items[:-1])  # …、组织齐头并进
    return clean(items, place.book) if told or place.partly_fits(items) else []


def _count(content: str, place: Place) -> list[str]:
    """`content` as a list of the promised parts, cut as coarsely as gives that number."""
    promised, book = place.promised, place.book
    head = first_of(content, "；")
    clause = first_of(head, "，")
    first = split_list(clause)
    if len(first) == promised:
        return shorten(clean(first, book))
    for source, marks in ((content, "；"), (head, "，"), (head, "、"), (head, "、，"), (content, "、，；")):
        items = [item for item in split_list(source, marks) if item]
        if len(items) == promised:
            return shorten(clean(items, book))
    if len(joined := join_split(first, promised)) == promised:
        return clean(joined, book)
    return []


def fewer(place: Place) -> list[str]:
    """“五个一”，即每月走访一次，每季度撰写一篇，…: a list that 即 or 包括 opens, though it is shorter than promised."""
    match = place.link if place.promised > 2 else None
    if not match or not _HAN.search(match[0].rstrip("：，")[-1:]):
        return []
    content = first_of(place.rest[match.end() : _REACH], "。！？")
    for mark in "；，、":
        items = split_list(content, mark)
        told = [item for item in items if 1 < len(item) <= 24 and not SPEECH.search(item)]
        if 1 < len(items) == len(told) < place.promised <= 2 * len(items):
            return items if not of_ones(place.groups) or all("一" in item for item in items) else []
    return []


def framed(place: Place) -> list[str]:
    """“三位一体”机制，将A、B、C有机结合: the list of the next clause, of the number promised, its items of one shape."""
    promised, book = place.promised, place.book
    match = _PHRASE.match(place.rest) if promised > 1 else None
    if not match:
        return []
    sentence = place.sentence_from(place.close + match.end())
    for whole in split_list(sentence, "，；")[:2] if sentence.count("、") >= promised - 1 else ():
        clause = book.frame_end.sub("", without_frame(whole, book))
        inner = re.match("[一-鿿]{0,6}“([^“”]+)”", clause)
        items = split_list(inner[1] if inner else clause)
        if len(items) == promised:
            items = trim_first(trim_last(cut_verb(clean(items, book), book), book))
            framed = clause != whole and (promised > 2 and _same_shape(items) or promised > 3 and _short(items))
            even = promised > 3 and not place.groups and same_length(items)
            told = place.all_hold(items) or len(place.word) != 1 and (framed or even)  # 四联, 五包 must say 联, 包
            return items if told else []
    return []


def like_clauses(place: Place) -> list[str]:
    """“五步议事”，提议有方向，商议有程序，…; 做到“五个好”。建好…，制好…: neighbours of one length, or all with the word or a number."""
    promised, ones = place.promised, of_ones(place.groups)
    match = _PHRASE_ENDS.match(place.rest) if promised > 2 and len(place.groups) else None
    if not match:
        return []
    sentence = place.sentence_from(place.close + match.end())
    if match[0][-1] in "。：" and len(place.groups) == 1 + ones:
        for items in (split_list(sentence, mark) for mark in "，；、" if sentence.count(mark) >= promised - 1):
            if len(items) == promised and all(len(item) <= 16 for item in items):
                if all(map(_NUMBERED.search, items)) if ones else place.all_hold(items):
                    return clean(items, place.book)
    if place.word in place.book.deeds or ones:
        return []
    for mark in "、，；":
        source = first_of(sentence, "，") if mark == "、" else sentence
        items = [item for item in split_list(source, mark) if item]
        run, rest = items[:promised], items[promised : promised + 1]
        if len(run) == promised and same_length(run) and 4 <= len(run[0]) <= 12:
            if not rest or mark != "、" and len(rest[0]) != len(run[0]):
                return clean(run, place.book)
    return []


def _short(items: list[str]) -> bool:
    return all(1 < len(item) <= 12 and "的" not in item for item in items)


def _same_shape(items: list[str]) -> bool:
    """Do the items begin or end alike, so that they can be one list of names?"""
    return min(map(len, items)) > 1 and (
        len({item[0] for item in items}) == 1 or len({item[-1] for item in items}) == 1
    )
