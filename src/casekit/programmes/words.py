"""Parts known by the words of the name: lists anywhere near it whose items hold those words as often as promised."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby

from casekit.codebook.programme import ProgrammeBook
from casekit.programmes.grammar import Group
from casekit.programmes.lists import (
    clean,
    cut_verb,
    paragraph,
    partly_fits,
    sentence_start,
    split_list,
    trim_first,
    trim_last,
)
from casekit.programmes.names import Mention
from casekit.programmes.points import LEAD_VERB

_SENTENCE = re.compile("[。！？\n]")
_CLAUSE = re.compile("[^、，；：。！？“”‘’（）\n]+")
_CUT = re.compile("[，。；：\n“”（）]")
_FRAME_END = re.compile(
    "(?:为(?:主要|核心|重点)?(?:内容|抓手|载体|重点|核心|目标|路径)|的(?:工作|管理|服务|帮扶|总体)?(?:思路|要求|机制|模式|方式|原则|办法)).*$"
)
_FRAME = re.compile("^(?:即|就是|也就是|分别是|主要是|通过|坚持|围绕|按照|采取|推行|以|用|将|由)")
OUTLINE = re.compile(
    "^(?:[一二三四五六七八九十]+[、.．]|（[一二三四五六七八九十0-9]+）|[0-9]+[、.．]|[一二三四五六七八九十][是要](?=.)|第[一二三四五六七八九十][，、])"
)
_QUOTED_HEAD = re.compile("([一-鿿]{0,4})“([^“”\n]{2,12})”")
_LAST = 4  # paragraphs at the end of an article, one of which holds the last head of a list that breaks off
_NEAR = 6000  # characters after a name in which its parts are looked for
_TOLD = r"[”’]?(?:就|也)?(?:即|是指|指的是|就是|是|为|指|：|——|，)[：:“]?"
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


def _words(found: tuple[Group, ...]) -> list[str]:
    """What each group counts, without its measure word; 三个一批 counts one thing."""
    return [group.bare for group in found]


def _often(text: str, mention: Mention, found: tuple[Group, ...]) -> bool:
    """Does what is near the name hold the word of every group as often as promised?"""
    return _enough(text[max(0, mention.open - 400) : mention.open], found) or _enough(
        text[mention.close : mention.close + _NEAR], found
    )


def _enough(text: str, found: tuple[Group, ...]) -> bool:
    """Does `text` hold the word of every group as often as the group promises?"""
    return all(text.count(group.bare) >= group.value for group in found)


def _windows(text: str, mention: Mention, found: tuple[Group, ...]) -> Iterator[tuple[str, str]]:
    """Where lists stand near a name, the nearest first: the rest of its sentence, what is before it, the next sentences, the next heads."""
    _, stop = paragraph(text, mention.close)
    rest = text[mention.close : stop]
    before = text[sentence_start(text, mention.open) : mention.open]
    if _enough(rest, found):
        sentence, *sentences = _SENTENCE.split(rest)
        yield "", sentence
    if _enough(before, found):
        yield "", before
    if _enough(rest, found) and sentences:
        yield "", sentences[0]
        yield "heads", "\n".join(re.split("[，：；]", sentence)[0] for sentence in sentences)
        yield "", rest
    following = text[stop + 1 : stop + _NEAR]
    if not _enough(following, found):
        return
    words = _words(found)
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
    words = _words(found)
    if not all(words) or not _often(text, mention, found):
        return []
    for _, window in _windows(text, mention, found):
        for marks in ("、", "，", "；", "、，；", "\n"):
            items = [cuts for item in split_list(window, marks) if (cuts := _steps(item, words))]
            if len(items) == found[0].value and all(len(part) <= 16 for cuts in items for part in cuts):
                firsts = trim_first([_FRAME.sub("", cuts[0]) for cuts in items], words[0])
                return [part for first, cuts in zip(firsts, items, strict=True) for part in (first, *cuts[1:])]
    return []


def _steps(item: str, words: list[str]) -> list[str]:
    """`item` cut before each of `words` but the first; [] unless it holds all of them in order."""
    item = _FRAME_END.sub("", item).strip("“”")
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
    words = _words(found)
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
            out += [_FRAME.sub("", items[0]), *items[1:]]
        else:
            return out
    if len(words) > 1 and all(group.value > 1 for group in found):  # a list for each group, in sentences of their own
        clauses = _CUT.split(text[mention.close : mention.close + _NEAR // 2])
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
    runs = [list(run) for hit, run in groupby(clauses, key=fits) if hit]
    whole = next((run for run in runs if len(run) == value), [])
    return whole or list(dict.fromkeys(item for run in runs for item in run))


def _alike(window: str, word: str, value: int, kind: str, book: ProgrammeBook) -> list[str]:
    """The items of `window` that begin or end with `word`, if there are `value` of them."""
    if window.count(word) < value:
        return []
    clauses = [match[0] for match in _CLAUSE.finditer(window)]
    starts = _contiguous(clauses, value, lambda item: item.startswith(word) and len(item) > len(word))
    if len(starts) == value - 1 and value > 2 and (run := _run(window, word, value)):
        return run
    if len(starts) == value and all(len(item) <= 16 and "的" not in item for item in starts):
        return starts
    if len(starts) > value or kind == "heads" and len(word) < 2:
        return []
    ends: list[str] = []
    for item in clauses:
        ends += re.split(f"(?<={word})[和及与]", item) if len(word) > 1 else [item]
    ends = _contiguous(ends, value, lambda item: item.endswith(word) and len(item) > len(word))
    if value > 1 and len(ends) == value and max(map(len, ends[1:])) <= 14:
        return trim_first(cut_verb(clean(ends), book))
    if value < 3 or kind == "heads":
        return []
    if len(word) > 1:
        within = _contiguous(clauses, value, lambda item: word in item)
        return clean(within) if len(within) == value and max(map(len, within)) <= 18 else []
    for clause in split_list(window, "，；"):  # 县级领导联乡、部门联村、干部联户
        items = split_list(clause)
        if len(items) == value and all(word in item and 2 < len(item) <= 12 for item in items):
            return cut_verb(clean(items), book)
    return []


def _run(window: str, word: str, value: int) -> list[str]:
    """A list with 、 whose items begin with `word`, the first after other words of the sentence: 坚持抓班子、抓队伍."""
    run = re.search(f"(?<!、){word}[一-鿿]{{1,8}}(?:[、和]{word}[一-鿿]{{1,8}}?){{{value - 1}}}(?=[，。；]|$)", window)
    return re.split(f"[、和](?={word})", run[0]) if run else []


def framed(text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook) -> list[str]:
    """“三位一体”机制，将A、B、C有机结合: the list of the next clause, of the number promised, its items of one shape."""
    if promised < 2:
        return []
    match = re.match(r"[一-鿿]{0,10}，", text[mention.close : mention.close + 12])
    if not match:
        return []
    at = mention.close + match.end()
    sentence = _SENTENCE.split(text[at : at + 300], maxsplit=1)[0]
    for whole in split_list(sentence, "，；")[:2]:
        clause = _FRAME_END.sub("", _FRAME.sub("", whole))
        inner = re.match("[一-鿿]{0,6}“([^“”]+)”", clause)
        items = split_list(inner[1] if inner else clause)
        if len(items) == promised:
            items = trim_last(trim_first(cut_verb(clean(items), book)))
            word = found[0].bare if len(found) == 1 else ""
            told = word and 2 * sum(word in item for item in items) > len(items)
            framed = promised > 2 and clause != whole and same_shape(items)
            even = promised > 3 and len({len(item) for item in items}) == 1 and (clause != whole or not found)
            return items if told or framed or even else []
    return []


def quoted_before(
    text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook
) -> list[str]:
    """以“A、B、C”为内容、以“D、E”为措施的“三带两帮”: quoted lists earlier in the sentence, one a group, or one for all."""
    if promised < 3 or not found:
        return []
    left = text[sentence_start(text, mention.open) : mention.open]
    lists = [split_list(quoted) for quoted in re.findall("“([^“”]+)”", left)]
    last = lists[-len(found) :]
    if len(found) > 1 and [len(items) for items in last] == [group.value for group in found]:
        return clean([item for items in last for item in items])
    fitting = [clean(items) for items in lists if len(items) == promised and partly_fits(clean(items), found)]
    return fitting[0] if len(fitting) == 1 else []


def pair(text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook) -> list[str]:
    """实现A效益和B效益的“双赢”: two things of one ending, joined by 和, right before a name that promises two."""
    if promised != 2 or len(found) != 1:
        return []
    left = text[sentence_start(text, mention.open) : mention.open].rpartition("，")[2]
    match = re.search("([一-鿿]{2,14})[和与、]([一-鿿]{2,12})(?:的|等)$", left)
    if not match:
        return []
    first, second = cut_verb([match[1], match[2]], book)
    return [first, second] if first[-1] == second[-1] and abs(len(first) - len(second)) <= 6 else []


def single_words(
    text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook
) -> list[str]:
    """“四字诀”: 在“选”字上…，在“育”字上…: the single characters that stand in quotation marks after the name."""
    if len(found) != 1 or not found[0].tail.startswith("字"):
        return []
    _, stop = paragraph(text, mention.close)
    for window in (text[mention.close : stop], text[mention.close : stop + 3000]):
        items = list(dict.fromkeys(re.findall("“([一-鿿])”", window)))
        if len(items) == promised:
            return items
    return []


def quoted_heads(
    text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook
) -> list[str]:
    """“五张牌”: the paragraphs that follow begin 打好“组织牌”，…, 打好“产业牌”，…: their quotations, each after the same words."""
    _, stop = paragraph(text, mention.close)
    if promised < 3 or "“" not in text[stop + 1 : stop + 16]:
        return []
    heads, lines = [], text[stop + 1 : stop + 2 * _NEAR].split("\n")
    for line in lines:
        head = _QUOTED_HEAD.match(OUTLINE.sub("", line))
        if head:
            heads.append(head.groups())
        elif not heads or len(heads) < promised and len(line) > 30:  # a paragraph of another make ends the list
            return []
    leads = {lead for lead, _ in heads}
    items = list(dict.fromkeys(item for _, item in heads))
    alike = len(leads) == 1 or len({len(lead) for lead in leads}) == 1 == len({len(item) for item in items})
    return items if 1 < len(items) <= promised and alike else []


def unfinished(text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook) -> list[str]:
    """Headings after the name that hold its words, two or more but fewer than promised: the text goes no further."""
    words = _words(found)
    if promised < 3 or not words or not all(len(word) > 1 or len(words) > 1 for word in words):
        return []
    _, stop = paragraph(text, mention.close)
    rest = text[stop + 1 : stop + 2 * _NEAR]
    if len({group.value for group in found}) > 1 or any(rest.count(word) < 2 for word in words):
        return []
    told: list[list[str]] = []
    for line in rest.split("\n"):
        head = re.split("[。！？；：]", OUTLINE.sub("", line[:60]))[0]
        if len(words) > 1:
            told.append(_steps(head, words))
            continue
        head = head.partition("，")[0]
        fits = len(head) <= 16 and (head.endswith(words[0]) or head.startswith(words[0]))
        told.append([LEAD_VERB.sub("", head)] if fits else [])
    items = [item for one in told for item in one]
    breaks_off = any(told[-_LAST:])
    return items if breaks_off and 2 * len(words) <= len(items) < promised else []


def same_shape(items: list[str]) -> bool:
    """Do the items begin or end alike, so that they can be one list of names?"""
    if any(not 1 < len(item) <= 14 or "的" in item for item in items):
        return False
    return any(len({cut(item) for item in items}) == 1 for cut in (lambda i: i[0], lambda i: i[-1]))
