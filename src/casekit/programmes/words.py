"""Parts known by the words of the name: lists anywhere near it whose items hold those words as often as promised."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby

from casekit.codebook.programme import ProgrammeBook
from casekit.programmes.grammar import Group
from casekit.programmes.lists import (
    FRAME,
    FRAME_END,
    clean,
    cut_verb,
    paragraph,
    sentence_start,
    split_list,
    trim_first,
    trim_last,
    unframe,
)
from casekit.programmes.names import Mention

SENTENCE = re.compile("[。！？\n]")
_CLAUSE = re.compile("[^、，；：。！？“”‘’（）\n]+")
OUTLINE = re.compile(
    "^(?:[一二三四五六七八九十]+[、.．]|（[一二三四五六七八九十0-9]+）|[0-9]+[、.．]|[一二三四五六七八九十][是要](?=.)|第[一二三四五六七八九十][，、])"
)
NEAR = 6000  # characters after a name in which its parts are looked for
_CUT = re.compile("[，。；：\n“”（）]")


def words_of(found: tuple[Group, ...]) -> list[str]:
    """What each group counts, without its measure word; 三个一批 counts one thing."""
    return [group.bare for group in found]


def _often(text: str, mention: Mention, found: tuple[Group, ...]) -> bool:
    """Does what is near the name hold the word of every group as often as promised?"""
    return _enough(text[max(0, mention.open - 400) : mention.open], found) or _enough(
        text[mention.close : mention.close + NEAR], found
    )


def _enough(text: str, found: tuple[Group, ...]) -> bool:
    """Does `text` hold the word of every group as often as the group promises?"""
    return all(text.count(group.bare) >= group.value for group in found)


def _windows(text: str, mention: Mention, found: tuple[Group, ...]) -> Iterator[tuple[str, str]]:
    """Where lists stand near a name, the nearest first: the rest of its sentence, what is before it, the next sentences, the next heads."""
    _, stop = paragraph(text, mention.close)
    rest = text[mention.close : min(stop, mention.close + NEAR)]
    before = text[sentence_start(text, mention.open) : mention.open]
    if _enough(rest, found):
        sentence, *sentences = SENTENCE.split(rest)
        yield "", sentence
    if _enough(before, found):
        yield "", before
    if len(found) == 1 and found[0].value < 3:
        return  # two like clauses further off are no evidence
    if _enough(rest, found) and sentences:
        yield "", sentences[0]
        yield "heads", "\n".join(re.split("[，：；]", sentence)[0] for sentence in sentences)
        yield "", rest
    following = text[stop + 1 : stop + NEAR]
    if not _enough(following, found):
        return
    words = words_of(found)
    lines = [line[:60] for line in following.split("\n")[:40]]
    lines = [OUTLINE.sub("", line) for line in lines if all(word in line for word in words)]
    if len(lines) < 2:
        return
    yield "heads", "\n".join(re.split("[，：；。！？]", line)[0] for line in lines)
    yield "heads", "\n".join(re.split("[：；。！？]", line)[0] for line in lines)


def in_step(text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook) -> list[str]:
    """“四联四促”: 支部联建促组织强、干部联户促责任实…: as many items as one group promises, each with the words of all."""
    if len(found) < 2 or len({group.value for group in found}) > 1 or found[0].value < 2:
        return []
    words = words_of(found)
    if not all(words) or not _often(text, mention, found):
        return []
    for _, window in _windows(text, mention, found):
        for marks in ("、", "，", "；", "、，；", "\n"):
            items = [cuts for item in split_list(window, marks) if (cuts := steps(item, words))]
            if len(items) == found[0].value and all(len(part) <= 16 for cuts in items for part in cuts):
                firsts = trim_first([FRAME.sub("", cuts[0]) for cuts in items], words[0])
                return [part for first, cuts in zip(firsts, items, strict=True) for part in (first, *cuts[1:])]
    return []


def steps(item: str, words: list[str]) -> list[str]:
    """`item` cut before each of `words` but the first; [] unless it holds all of them in order."""
    item = FRAME_END.sub("", item).strip("“”")
    cuts = [0]
    if words[0] not in item:
        return []
    for word in words[1:]:
        at = item.find(word, max(cuts[-1], item.find(words[0]) if len(cuts) == 1 else 0) + 1)
        if at < 0:
            return []
        cuts.append(at)
    parts = [item[low:high].strip("，、 ") for low, high in zip(cuts, [*cuts[1:], len(item)], strict=True)]
    return parts if all(len(part) > 1 and not re.search("[，；。！？\n]", part) for part in parts) else []


def by_words(text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook) -> list[str]:
    """“三抓”: clauses that begin with 抓, “两张清单”: items that end in 清单: as many as promised, for every group."""
    words = words_of(found)
    if promised < 2 or not found or not all(words) or any(word in ("一", "级", "步", "法") for word in words):
        return []
    if not _often(text, mention, found):
        return []
    for kind, window in _windows(text, mention, found):
        out: list[str] = []
        for group, word in zip(found, words, strict=True):
            items = _alike(window, word, group.value, kind, book)
            if not items:
                break
            out += unframe(items)
        else:
            return out
    if len(words) > 1 and all(group.value > 1 for group in found):  # a list for each group, in sentences of their own
        clauses = _CUT.split(text[mention.close : mention.close + NEAR // 2])
        lists = [_list_of(clauses, word, group.value) for group, word in zip(found, words, strict=True)]
        return [item for items in lists for item in items] if all(lists) else []
    return []


def _list_of(clauses: list[str], word: str, value: int) -> list[str]:
    """The first list with 、 of `value` items that all hold `word`: 定人、定岗、定责."""
    for clause in clauses:
        if clause.count("、") != value - 1:
            continue
        items = clause.split("、")
        if all(word in item and 1 < len(item) <= 12 for item in items):
            return trim_last(trim_first(items, word))
    return []


def _contiguous(clauses: list[str], value: int, fits: Callable[[str], bool]) -> list[str]:
    """The first run of neighbouring clauses that fit, if it is `value` long; else all that fit, if they are `value`."""
    if sum(map(fits, clauses)) < value - 1:
        return []
    runs = [list(run) for hit, run in groupby(clauses, key=fits) if hit]
    whole = next((run for run in runs if len(run) == value), [])
    return whole or list(dict.fromkeys(item for run in runs for item in run))


def _alike(window: str, word: str, value: int, kind: str, book: ProgrammeBook) -> list[str]:
    """The items of `window` that begin or end with `word`, if there are `value` of them."""
    if window.count(word) < value:
        return []
    clauses = _CLAUSE.findall(window)
    starts = _contiguous(clauses, value, lambda item: item.startswith(word) and len(item) > len(word))
    if len(starts) == value - 1 and value > 2 and (run := _run(window, word, value)):
        return run
    if len(starts) == value and all(len(item) <= 16 and "的" not in item for item in starts):
        return starts
    if len(starts) > value or kind == "heads" and len(word) < 2:
        return []
    ends = clauses
    if len(word) > 1 and any(word + link in window for link in "和及与"):
        ends = [part for item in clauses for part in re.split(f"(?<={re.escape(word)})[和及与]", item)]
    ends = _contiguous(ends, value, lambda item: item.endswith(word) and len(item) > len(word))
    if value > 1 and len(ends) == value and max(map(len, ends[1:])) <= 14:
        return trim_first(cut_verb(clean(ends), book))
    if value < 3 or kind == "heads":
        return []
    if len(word) > 1:
        within = _contiguous(clauses, value, lambda item: word in item)
        return clean(within) if len(within) == value and max(map(len, within)) <= 18 else []
    for clause in split_list(window, "，；"):  # 县级领导联乡、部门联村、干部联户
        items = split_list(clause) if clause.count("、") >= value - 1 else []
        if len(items) == value and all(word in item and 2 < len(item) <= 12 for item in items):
            return cut_verb(clean(items), book)
    return []


def _run(window: str, word: str, value: int) -> list[str]:
    """A list with 、 whose items begin with `word`, the first after other words of the sentence: 坚持抓班子、抓队伍."""
    word = re.escape(word)
    run = re.search(f"(?<!、){word}[一-鿿]{{1,8}}(?:[、和]{word}[一-鿿]{{1,8}}?){{{value - 1}}}(?=[，。；]|$)", window)
    return re.split(f"[、和](?={word})", run[0]) if run else []
