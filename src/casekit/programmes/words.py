"""Parts known by the words of the name: lists, clauses and heads near it that hold those words as often as promised."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby

from casekit.codebook.programme import ProgrammeBook
from casekit.programmes.grammar import HAN
from casekit.programmes.lists import (
    clean,
    cut_verb,
    from_word,
    same_length,
    split_list,
    tidy,
    trim_first,
    trim_last,
    unframe,
    without_frame,
)
from casekit.programmes.place import LONGEST, NEAR, SENTENCE, SPEECH, Place

_CLAUSE = re.compile("[^、，；：。！？“”‘’（）\n]+")
_CUT = re.compile("[，。；：\n“”（）]")
_FIRST_CLAUSE = re.compile("[，：；。！？]")
_FIRST_CLAUSES = re.compile("[：；。！？]")
_PHRASE = re.compile("[一-鿿]{0,8}，")  # the rest of the name's phrase
_CLAUSES = re.compile("[，。；]")
_AND = re.compile("[、和]")
_BORDERED = re.compile("[，。；：、“”\n]")
_LINK = re.compile("，[一-鿿]{1,3}$")  # what leads to the next: 联系贫困村，帮助
_LISTS = re.compile("“([^“”]*、[^“”]*)”")
_OPEN_END = re.compile("等|……")
_GAP = 3  # sentences between a name and the first of its heads
_LONG = 32  # characters of a part that begins as the others do
_NO_WORDS = ("一", "级", "步", "法")


def _windows(place: Place) -> Iterator[tuple[str, str]]:
    """Where lists stand near a name, the nearest first: the rest of its sentence, what is before it, the next sentences, the next heads."""
    behind = place.counts(place.rest)
    sentence, *sentences = SENTENCE.split(place.rest) if behind else [""]
    if behind:
        yield "", sentence
    if place.counts(place.left):
        yield "", place.left
        yield from (("", quoted) for quoted in _LISTS.findall(place.left))
    if len(place.groups) == 1 and place.promised < 3:
        return  # two like clauses further off are no evidence
    if sentences:
        yield "", sentences[0]
        yield "heads", "\n".join(re.split("[，：；]", sentence, maxsplit=1)[0] for sentence in sentences)
        yield "", place.rest
    if not place.counts(place.following):
        return
    lines = [line[:60] for line in place.lines if all(word in line[:60] for word in place.words)]
    if len(lines) > 1:
        yield "heads", "\n".join(_FIRST_CLAUSE.split(line, maxsplit=1)[0] for line in lines)
        yield "heads", "\n".join(_FIRST_CLAUSES.split(line, maxsplit=1)[0] for line in lines)


def in_step(place: Place) -> list[str]:
    """“四联四促”: 支部联建促组织强、干部联户促责任实…: as many items as one group promises, each with the words of all."""
    groups, words, book = place.groups, place.words, place.book
    if len(groups) < 2 or len({group.value for group in groups}) > 1 or groups[0].value < 2 or not all(words):
        return []
    for _, window in _windows(place):
        phrase = _PHRASE.match(window)
        if phrase and not any(word in phrase[0] for word in words):
            window = window[phrase.end() :]
        for marks in ("、", "，", "；", "、，；", "\n"):
            if len(marks) == 1 and window.count(marks) < groups[0].value - 1:
                continue
            items = [cuts for item in split_list(window, marks) if (cuts := steps(item, words, book))]
            if len(items) == groups[0].value and all(len(part) <= LONGEST for cuts in items for part in cuts):
                firsts = trim_first([without_frame(cuts[0], book) for cuts in items], words[0])
                return [part for first, cuts in zip(firsts, items, strict=True) for part in (first, *cuts[1:])]
    return []


def steps(item: str, words: list[str], book: ProgrammeBook) -> list[str]:
    """`item` cut before each of `words` but the first; [] unless it holds all of them in order."""
    if words[0] not in item:
        return []
    item = book.frame_end.sub("", item).strip("“”")
    cuts, at = [0], item.find(words[0])
    for word in words[1:]:
        at = item.find(word, at + 1) if at >= 0 else at
        if at < 0:
            return []
        cuts.append(at)
    parts = [item[low:high].strip("，、 ") for low, high in zip(cuts, [*cuts[1:], len(item)], strict=True)]
    parts = [_LINK.sub("", part) for part in parts]
    return parts if all(len(part) > 1 and not re.search("[，；。！？\n]", part) for part in parts) else []


def by_words(place: Place) -> list[str]:
    """“三抓”: clauses that begin with 抓, “两张清单”: items that end in 清单: as many as promised, for every group."""
    words, groups = place.words, place.groups
    if place.promised < 2 or not words or not all(words) or any(word in _NO_WORDS for word in words):
        return []
    for kind, window in _windows(place):
        out: list[str] = []
        for group, word in zip(groups, words, strict=True):
            items = _alike(window, word, group.value, kind, place.book)
            if not items:
                break
            out += unframe(items, place.book)
        else:
            return out
    near = place.text[place.close : place.close + NEAR // 2]
    if len(words) > 1 and all(group.value > 1 for group in groups) and place.counts(near):
        clauses = _CUT.split(near)  # a list for each group, in sentences of their own
        lists = [_list_of(clauses, word, group.value, place.book) for group, word in zip(groups, words, strict=True)]
        return [item for items in lists for item in items] if all(lists) else []
    return []


def _list_of(clauses: list[str], word: str, value: int, book: ProgrammeBook) -> list[str]:
    """The first list with 、 of `value` items that all hold `word`: 定人、定岗、定责."""
    for clause in clauses:
        items = clause.split("、") if clause.count("、") == value - 1 else []
        if items and all(word in item and 1 < len(item) <= 12 for item in items):
            return trim_last(trim_first(items, word), book)
    return []


def _neighbours(clauses: list[str], value: int, fits: Callable[[str], bool]) -> list[str]:
    """The first run of neighbouring clauses that fit, if it is `value` long; else all that fit."""
    runs = [list(run) for hit, run in groupby(clauses, key=fits) if hit]
    whole = next((run for run in runs if len(run) == value), [])
    return whole or list(dict.fromkeys(item for run in runs for item in run))


def _alike(window: str, word: str, value: int, kind: str, book: ProgrammeBook) -> list[str]:
    """The items of `window` that begin or end with `word`, if there are `value` of them."""
    if window.count(word) < value:
        return []
    clauses = _CLAUSE.findall(window)
    for item in clauses:  # 定人定责定时限
        if item.startswith(word) and item.count(word) == value > 2 and len(word) < 3:
            told = [word + part for part in item.split(word)[1:]]
            if all(len(word) < len(part) < 9 for part in told):
                return told
    starts = _neighbours(clauses, value, lambda item: item.startswith(word) and len(item) > len(word))
    if len(starts) == value - 1 and value > 2 and (run := _run(window, word, value)):
        return run
    if len(starts) == value and all(len(item) <= _LONG and (len(word) > 1 or "的" not in item) for item in starts):
        return starts
    if len(starts) > value or kind == "heads" and len(word) < 2:
        return []
    ends = clauses
    if len(word) > 1 and any(word + link in window for link in "和及与"):
        ends = [part for item in clauses for part in _split_behind(item, word)]
    ends = _neighbours(ends, value, lambda item: item.endswith(word) and len(item) > len(word))
    if value > 1 and len(ends) == value:
        if max(map(len, ends[1:])) <= 14:
            return trim_first(cut_verb(clean(ends, book), book))
        if value > 2 and max(map(len, ends)) <= _LONG and len({item[:2] for item in ends}) == 1:
            return ends  # 坚持把学习教育与解决问题相结合
    if value == 2 and len(word) > 1 and not kind:  # 新建企业同步建立党组织，新设支部同步开展活动
        runs = [list(run) for hit, run in groupby(clauses, key=lambda item: word in item[1:]) if hit]
        return clean(runs[0], book) if len(runs) == 1 and len(runs[0]) == 2 and max(map(len, runs[0])) <= 18 else []
    if value < 3 or kind == "heads":
        return []
    if len(word) > 1:
        within = _neighbours(clauses, value, lambda item: word in item)
        return clean(within, book) if len(within) == value and max(map(len, within)) <= 18 else []
    for clause in split_list(window, "，；"):  # 县级领导联乡、部门联村、干部联户
        items = split_list(clause) if clause.count("、") >= value - 1 else []
        if len(items) == value and all(word in item and 2 < len(item) <= 12 for item in items):
            return cut_verb(clean(items, book), book)
    return []


def _split_behind(item: str, word: str) -> list[str]:
    """`item` cut at 和, 及 and 与 right behind `word`: 需求清单和资源清单."""
    for link in "和及与":
        item = item.replace(word + link, word + "、")
    return item.split("、")


def _run(window: str, word: str, value: int) -> list[str]:
    """A list with 、 whose items begin with `word`, the first after other words of the sentence: 坚持抓班子、抓队伍."""
    for clause in _CLAUSES.split(window):
        items = _AND.split(clause[clause.find(word) :]) if word in clause else []
        if len(items) == value and all(item.startswith(word) and 0 < len(item) - len(word) < 9 for item in items):
            return items
    return []


def clauses(place: Place) -> list[str]:
    """“三亮”: 亮身份，…；亮承诺，…；亮作为: clauses that begin with the word of the name, as many as promised, further off too."""
    word, promised = place.word, place.promised
    if promised < 2 or not 1 <= len(place.groups[0].tail) <= 2 or word in place.book.measures:
        return []
    for window in (place.rest, place.text[place.close : place.stop + NEAR // 2]):
        if window.count(word) < promised:
            continue
        found = [
            item for item in _BORDERED.split(window)[1:-1] if item.startswith(word) and 0 < len(item) - len(word) < 9
        ]
        items = [item for item in dict.fromkeys(found) if not SPEECH.search(item)]
        if len(items) == promised:
            return items
    return []


def headed(place: Place) -> list[str]:
    """“三联”: 组织联建，…。产业联抓，…。人才联育，…: neighbouring sentences, clauses or lines whose heads hold its word."""
    return [] if place.word in _NO_WORDS else _headed(place, place.word)


def _headed(place: Place, word: str) -> list[str]:
    if place.promised < 2 or not word or place.text.count(word, place.close, place.close + NEAR) < place.promised:
        return []
    for heads in place.heads:
        items = _first_run([_fitting(head, word) for head in heads], place.promised)
        if items and _even(items, word):
            return items
    return []


def by_part_of_word(place: Place) -> list[str]:
    """“五会治村”: items with 会, “四方责任”: items with 责任: a name that says more than what it counts."""
    word, book = place.word, place.book
    if place.promised < 3 or len(word) < 2:
        return []
    for part in (word[-2:], word[:1]) if len(word) > 2 else (word[-1:], word[:1]):
        if part in book.measures or part in book.nouns and word[:1] in book.deeds:  # 三联机制: no list of 机制
            continue
        if items := _headed(place, part):
            return items
        if len(part) > 1:
            if items := by_words(place.counting(place.promised, (place.groups[0]._replace(tail=part),))):
                return items
    return []


def _fitting(head: str, word: str) -> str:
    return head if word in head and 1 < len(head) != len(word) else ""


def _first_run(heads: list[str], promised: int) -> list[str]:
    """The neighbours that fit, if they are as many as promised and begin soon."""
    at = 0
    for fits, run in groupby(heads, key=bool):
        items = list(run)
        if fits and len(items) == promised == len(set(items)) and at <= _GAP:
            return items
        at += len(items)
    return []


def _even(items: list[str], word: str) -> bool:
    """Do the items hold the word at the same place, so that they are one list?"""
    places = {(item.startswith(word), item.endswith(word)) for item in items}
    same = same_length(items) and len({item.find(word) for item in items}) == 1
    return same or len(places) == 1 and places != {(False, False)} and (len(items) > 2 or len(word) > 1)


def cut_short(place: Place) -> list[str]:
    """“六联”机制，规划联定、设施联建、产业联抓等: fewer than promised, or one or two more, but each with the word of the name."""
    word, text, book = place.word, place.text, place.book
    if place.promised < 3 or not word or place.left.count(word) + text.count(word, place.close, place.close + NEAR) < 2:
        return []
    sentence = place.sentence_from(place.close)
    lead = HAN.match(sentence)
    for listed in (sentence[lead.end() if lead else 0 :], place.left.removesuffix("的")):
        if listed.count(word) < 2:
            continue
        listed = book.list_lead.sub("", listed.strip("，：（）—"), count=1)
        clauses = [_OPEN_END.split(clause, maxsplit=1)[0] for clause in split_list(listed, "，；")]
        first = next((list(run) for fits, run in groupby(clauses, key=lambda clause: word in clause) if fits), [])
        for told in (*(split_list(clause) for clause in clauses), first):
            if len(told) > 1:
                told[0] = from_word(told[0], told[1:], word) or told[0]  # 为群众送政策、送科技
            fits = all(word in item and len(word) < len(item) <= LONGEST and not SPEECH.search(item) for item in told)
            if fits and 1 < len(told) <= place.promised + 2 and _even(told, word):
                return tidy(clean(told, book), word, book)
    for heads in place.heads if len(word) > 1 else ():
        told = next(
            (list(run) for fits, run in groupby(heads, key=lambda head: bool(_fitting(head, word))) if fits), []
        )
        if 1 < len(told) < place.promised and len({head[:2] for head in told}) == 1 and _even(told, word):
            return cut_verb(told, book)
    return []
