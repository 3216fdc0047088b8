"""Parts told in words of their own: figures and groups explained one by one, lists framed as what a name is made of."""

from __future__ import annotations

import re

from casekit.codebook.programme import ProgrammeBook
from casekit.programmes.grammar import Group, of_ones
from casekit.programmes.lists import (
    FRAME,
    FRAME_END,
    clean,
    cut_verb,
    partly_fits,
    sentence_start,
    split_list,
    tidy,
    trim_first,
    trim_last,
    unframe,
)
from casekit.programmes.names import Mention
from casekit.programmes.words import SENTENCE

_TOLD = r"[”’]?(?:就|也)?(?:即|是指|指的是|就是|是|为|指|：|——|，)[：:“]?"
_ENDS = re.compile("[一-鿿]{0,6}[。：]")
_NUMBERED = re.compile("[0-9一]")
_WORDS = "[一-鿿A-Za-z0-9（）]"
_PAIR_BEFORE = re.compile(f"({_WORDS}{{2,16}}?)[和与、及]({_WORDS}{{2,12}}?)(?:的|等|实现|达到|做到|形成)*$")
_PAIR_AFTER = re.compile(
    f"[一-鿿]{{0,8}}，由({_WORDS}{{2,12}}?)[和与、]({_WORDS}{{2,12}}?)(?:共同|分别|联合|一起|同时)"
)
_UNEVEN = 8  # characters by which the longer of a pair may exceed the other
_PHRASE_ENDS = re.compile("[一-鿿]{0,10}(?:[，。：]|——)")
_DEFINED_WITHIN = 600  # characters after a name in which its figures or groups are spelt out one by one


def defined(text: str, mention: Mention, labels: list[str]) -> list[str]:
    """What each of `labels` is said to be, one after the other: “1”即村党总支，“3”即三个片区; [] unless all are told.

    >>> from casekit.programmes.names import Mention
    >>> text = "推行“1+3”模式，“1”即村党总支，“3”为三个片区党支部。"
    >>> defined(text, Mention("1+3", 3, 6, 2, 7, ""), ["1", "3"])
    ['村党总支', '三个片区党支部']
    """
    window = text[mention.close : mention.close + _DEFINED_WITHIN]
    if any(label not in window for label in labels):
        return []
    places, at = [], 0
    for label in labels:
        quoted = "(?:^|[“‘]|(?<=[，。；：、（\n]))"  # a label begins its clause, with or without quotation marks
        match = re.compile(quoted + re.escape(label) + _TOLD).search(window, at)
        if not match:
            return []
        places.append(match)
        at = match.end()
    if places[0].start() > 80:
        return []
    ends = [place.start() for place in places[1:]] + [len(window)]
    told = [
        re.split("[。；！？\n）]", window[place.end() : end])[0].strip("，、：“”‘’")
        for place, end in zip(places, ends, strict=True)
    ]
    return told if all(told) else []


def spelt_groups(
    text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook
) -> list[str]:
    """“一联双助”: 一联即…，双助即…、…: every group told by itself, as many parts as it promises."""
    if len(found) < 2 or any(not group.tail or not group.value for group in found):
        return []
    out: list[str] = []
    for group, told in zip(found, defined(text, mention, [group.word + group.tail for group in found]), strict=False):
        items = [told]
        if group.value > 1:
            items = next(
                (cut for marks in ("；", "、", "，", "、，") if len(cut := split_list(told, marks)) == group.value), []
            )
        if not items:
            return []
        out += clean(items)
    return out if all(len(item) <= 24 for item in out) else []


def framed(text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook) -> list[str]:
    """“三位一体”机制，将A、B、C有机结合: the list of the next clause, of the number promised, its items of one shape."""
    if promised < 2:
        return []
    match = re.match(r"[一-鿿]{0,10}，", text[mention.close : mention.close + 12])
    if not match:
        return []
    at = mention.close + match.end()
    sentence = SENTENCE.split(text[at : at + 300], maxsplit=1)[0]
    for whole in split_list(sentence, "，；")[:2]:
        if whole.count("、") < promised - 1:
            continue
        clause = FRAME_END.sub("", FRAME.sub("", whole))
        inner = re.match("[一-鿿]{0,6}“([^“”]+)”", clause)
        items = split_list(inner[1] if inner else clause)
        if len(items) == promised:
            items = trim_first(trim_last(cut_verb(clean(items), book)))
            word = found[0].bare if len(found) == 1 else ""
            told = word and all(word in item for item in items)
            framed = clause != whole and (promised > 2 and same_shape(items) or promised > 3 and _short(items))
            even = promised > 3 and not found and len({len(item) for item in items}) == 1
            return items if told or len(word) != 1 and (framed or even) else []  # 四联, 五包 must say 联, 包
    return []


def next_sentence(
    text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook
) -> list[str]:
    """做到“五个好”。建好…，制好…，育好…: a sentence made of as many clauses as promised, each with the word or a number."""
    match = _ENDS.match(text, mention.close)
    if promised < 3 or not found or not match:
        return []
    sentence = SENTENCE.split(text[match.end() : match.end() + 300], maxsplit=1)[0]
    ones = of_ones(found)
    for marks in ("，", "；", "、"):
        items = split_list(sentence, marks)
        if len(items) == promised and all(len(item) <= 16 for item in items):
            fits = _NUMBERED.search if ones else lambda item: found[0].bare in item
            return clean(items) if len(found) == 1 + ones and all(map(fits, items)) else []
    return []


def quoted_before(
    text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook
) -> list[str]:
    """以“A、B、C”为内容、以“D、E”为措施的“三带两帮”: quoted lists earlier in the sentence, one a group, or one for all."""
    if promised < 3 or not found:
        return []
    left = text[sentence_start(text, mention.open) : mention.open]
    if "“" not in left:
        return []
    lists = [split_list(quoted) for quoted in re.findall("“([^“”]+)”", left)]
    last = lists[-len(found) :]
    if len(found) > 1 and [len(items) for items in last] == [group.value for group in found]:
        return clean([item for items in last for item in items])
    fitting = [clean(items) for items in lists if len(items) == promised and partly_fits(clean(items), found)]
    if fitting or mention.name.isdigit():
        pass
    elif promised > 3 or FRAME_END.match(left.rpartition("”")[2]):
        fitting = [clean(items) for items in lists if len(items) == promised]
    return unframe(fitting[0]) if len(fitting) == 1 else []


def pair(text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook) -> list[str]:
    """实现党建质量和产业效益“双提升”; “双签字”，由村支书和第一书记共同签字: two things joined by 和 beside a name that promises two."""
    if promised != 2 or len(found) != 1:
        return []
    left = text[sentence_start(text, mention.open) : mention.open].rpartition("，")[2]
    match = _PAIR_BEFORE.search(left) or _PAIR_AFTER.match(text, mention.close)
    if not match or "、" in match[1]:
        return []
    lead = next((verb for verb in book.pair_leads if match[1].startswith(verb) and len(match[1]) > len(verb) + 1), "")
    first, second = [match[1][len(lead) :], match[2]] if lead else cut_verb([match[1], match[2]], book)
    return [first, second] if abs(len(first) - len(second)) <= _UNEVEN else []


def even_list(text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook) -> list[str]:
    """“五步议事”，提议有方向，商议有程序，…: as many neighbours of one length as promised, behind the name's phrase."""
    if promised < 3 or not found or len(found) == 1 and found[0].bare in book.deeds or of_ones(found):
        return []
    match = _PHRASE_ENDS.match(text, mention.close)
    if not match:
        return []
    sentence = SENTENCE.split(text[match.end() : match.end() + 300], maxsplit=1)[0]
    for marks in ("、", "，", "；"):
        items = [
            item for item in split_list(split_list(sentence, "，")[0] if marks == "、" else sentence, marks) if item
        ]
        run, rest = items[:promised], items[promised : promised + 1]
        if len(run) == promised and len({len(item) for item in run}) == 1 and 4 <= len(run[0]) <= 12:
            if not rest or marks != "、" and len(rest[0]) != len(run[0]):
                return clean(run)
    return []


def _short(items: list[str]) -> bool:
    return all(1 < len(item) <= 12 and "的" not in item for item in items)


def by_hundreds(text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook) -> list[str]:
    """“百千万”工程: 百名干部驻村、千名党员带富、万名群众参与: clauses with the number words of the name in their order."""
    words = "".join(group.word for group in found)
    if promised or len(words) < 2 or set(words) - set("十百千万"):
        return []
    left = text[sentence_start(text, mention.open) : mention.open]
    for window in (SENTENCE.split(text[mention.close : mention.close + 300], maxsplit=1)[0], left):
        clauses = re.split("[、，；：“”（）]", window)
        for at in range(len(clauses) - len(words) + 1):
            items = clauses[at : at + len(words)]
            if all(word in item and len(item) <= 16 for word, item in zip(words, items, strict=True)):
                return tidy([item.removesuffix("的").removesuffix("等") for item in clean(items)], "", book)
    return []


def same_shape(items: list[str]) -> bool:
    """Do the items begin or end alike, so that they can be one list of names?"""
    if any(not 1 < len(item) <= 14 or "的" in item for item in items):
        return False
    return any(len({cut(item) for item in items}) == 1 for cut in (lambda i: i[0], lambda i: i[-1]))
