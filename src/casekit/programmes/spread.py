"""Parts spread over what follows a name, or summed up by it: heads of clauses, ordered clauses, figures, 这“三联”, and lists cut short."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from casekit.codebook.programme import ProgrammeBook
from casekit.programmes.grammar import HAN, Group
from casekit.programmes.lists import clean, cut_verb, paragraph, sentence_start, split_list, tidy, trim_first, unframe
from casekit.programmes.names import Mention
from casekit.programmes.words import NEAR, OUTLINE, SENTENCE, by_words, steps, words_of

_HEAD = re.compile("[一-鿿A-Za-z0-9+“”、（）]{2,24}")
_QUOTED = re.compile("[一-鿿]{0,4}“([^“”]+)”")
_BREAK = re.compile("[。！？；\n]+")
_BORDER = re.compile("[，：。；！？—\n]")
_SPEECH = re.compile("[的了是]|[0-9]{2}")
_LONGEST = 16  # characters of a head
_SOON = 160  # characters between a name and the first of its ordered clauses
_GAP = 3  # sentences between a name and the first of its heads
_SIDE_NOUNS = ("方面", "环节", "层面", "领域", "维度")
_SIDE = re.compile("|".join(_SIDE_NOUNS))
_SIDES = re.compile(
    "(?:从|在|围绕|抓住|突出|聚焦)([^，。；：]{6,120}?)等?[二两三四五六七八九十][个大项种]?(?:"
    + "|".join(_SIDE_NOUNS)
    + ")"
)
_ORDER = re.compile(
    "(?:^|(?<=[。；，：！\n]))(首先|其次|再次|再者|然后|接着|随后|第三|最后|一方面|另一方面|再一方面)(?:[是要]|，(?:是|要)?)?"
)
_THIS = re.compile("(?:这|这就是|这便是|这正是|此即|以上|上述|正是这)[一-鿿]{0,10}$")
_MADE = re.compile("(?:实现|做到|达到|推行|形成|构建|建立|打造|创新|探索|总结|概括为|称为|叫做)[了出起]?$")
_POINTS_BACK = re.compile("[这此上]")
_POINTER = 14  # characters between a list and the name that points back to it
_NUMERALS = dict(zip("123456789", "一二三四五六七八九", strict=True))
_OPEN_END = re.compile("(?:等|等等|……)")


def headed(text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook) -> list[str]:
    """“三联”: 组织联建，…。产业联抓，…。人才联育，…: neighbouring sentences, clauses or lines whose heads hold its word."""
    if promised < 2 or len(found) != 1 or not found[0].bare or found[0].bare in "一级步法":
        return []
    if text.count(found[0].bare, mention.close, mention.close + NEAR) < promised:
        return []
    for heads in _heads(text, mention):
        fitting = [_fitting(head, found[0].bare) for head in heads]
        if (items := _run(fitting, promised)) and _even(items, found[0].bare):
            return items
    return []


def by_part_of_word(
    text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook
) -> list[str]:
    """“五会治村”: items with 会, “四方责任”: items with 责任: a name that says more than what it counts."""
    if promised < 3 or len(found) != 1 or len(found[0].bare) < 3:
        return []
    for word in (found[0].bare[-2:], found[0].bare[:1]):
        group = (found[0]._replace(tail=word),)
        if word in book.measures or word in book.nouns and found[0].bare[:1] in book.deeds:  # 三联机制: no list of 机制
            continue
        items = headed(text, mention, promised, group, book)
        if not items and len(word) > 1:
            items = by_words(text, mention, promised, group, book)
        if items:
            return items
    return []


def _heads(text: str, mention: Mention) -> Iterator[list[str]]:
    """The first clauses of the sentences behind a name and of the lines behind its paragraph."""
    _, stop = paragraph(text, mention.close)
    rest = text[mention.close : min(stop, mention.close + NEAR // 2)]
    sentences = _BREAK.split(rest)[1:]
    yield [_head(part) for part in sentences]
    if sentences:
        yield [_head(part) for part in sentences[0].split("，")]
    first = _BORDER.search(rest)
    if first and first[0] in "：，—":
        yield [_head(part) for part in re.split("[；。]", rest[first.end() :])]
    lines = text[stop + 1 : stop + NEAR].split("\n")[:40]
    yield [head for line in lines if (head := _head(OUTLINE.sub("", line)))]


def _head(part: str) -> str:
    """The clause that `part` begins with, if it is short and no speech; else nothing."""
    part = part.lstrip("—：，、 ")
    match = _HEAD.match(part)
    if not match or part[match.end() : match.end() + 1] not in ("", *"，：。；！—"):
        return ""
    quoted = _QUOTED.fullmatch(match[0])
    head = quoted[1] if quoted else match[0]
    return "" if len(head) > _LONGEST or _SPEECH.search(head) else head


def _fitting(head: str, word: str) -> str:
    return head if word in head and 1 < len(head) != len(word) else ""


def _run(heads: list[str], promised: int) -> list[str]:
    """The first neighbours that fit, if they are as many as promised and begin soon; else all that fit, if they are as many."""
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
    same = len({len(item) for item in items}) == 1 and len({item.find(word) for item in items}) == 1
    return same or len(places) == 1 and places != {(False, False)} and (len(items) > 2 or len(word) > 1)


def ordered(text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook) -> list[str]:
    """首先是A，…。其次是B，…。最后是C; 一方面A，另一方面B."""
    if promised < 2:
        return []
    soon = mention.close + _SOON
    if text.find("首先", mention.close, soon) < 0 and text.find("一方面", mention.close, soon) < 0:
        return []
    _, stop = paragraph(text, mention.close)
    window = text[mention.close : min(stop, mention.close + NEAR // 2)]
    places = list(_ORDER.finditer(window))
    if (
        len(places) != promised
        or places[0][1] not in ("首先", "一方面")
        or len(_BREAK.findall(window[: places[0].start()])) > 1
    ):
        return []
    return [_BORDER.split(window[place.end() :], maxsplit=1)[0].strip("“”") for place in places]


def figured(text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook) -> list[str]:
    """“321”: 县级干部包3户、科级干部包2户、一般干部包1户: neighbouring clauses that hold its figures in their order."""
    name = mention.name
    if not name.isdigit() or len(name) < 2 or "0" in name:
        return []
    _, stop = paragraph(text, mention.close)
    left = text[sentence_start(text, mention.open) : mention.open].rstrip("的等“")
    for window in (text[mention.close : min(stop, mention.close + 400)], left):
        clauses = [item for item in split_list(window, "、，；。：") if item]
        for at in range(len(clauses) - len(name) + 1):
            run = clauses[at : at + len(name)]
            if all(len(item) <= 30 and _tells(item, figure) for item, figure in zip(run, name, strict=True)):
                return unframe([item.strip() for item in run])
    return []


def _tells(clause: str, figure: str) -> bool:
    """Does `clause` hold this figure, and no other number?"""
    numbers = re.findall("[0-9]+|[一二两三四五六七八九十]+(?=[个名户项支条件大批位家类级种套本张面座次])", clause)
    return len(numbers) == 1 and numbers[0] in (figure, _NUMERALS[figure], "两" if figure == "2" else figure)


def sides(text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook) -> list[str]:
    """从A、B、C三个方面落实“三联”: a list that is counted as the name counts, in its sentence."""
    if promised < 3:
        return []
    stop = mention.close + _SOON
    if not _SIDE.search(text, max(0, mention.open - _SOON), stop):
        return []
    start = sentence_start(text, mention.open)
    for window in (text[start : mention.open], _BREAK.split(text[mention.close : stop], maxsplit=1)[0]):
        for match in _SIDES.finditer(window):
            items = split_list(match[1].strip("“”"))
            if len(items) == promised and all(1 < len(item) <= _LONGEST for item in items):
                return clean(items)
    return []


def summed_up(text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook) -> list[str]:
    """A，B，C，这“三联”…; A、B、C。这就是该村的“三联”工作法: a list that the name points back to."""
    if promised < 2:
        return []
    start = sentence_start(text, mention.open)
    left = text[start : mention.open]
    low = max(0, len(left) - _POINTER)
    this = _MADE.search(left, low) or (_THIS.search(left, low) if _POINTS_BACK.search(left, low) else None)
    if not this:
        return []
    listed = left[: this.start()].rstrip("，—")
    by_word = this.re is _MADE
    if not listed and not by_word and start > 1 and text[start - 1] != "\n":
        listed = text[sentence_start(text, start - 1) : start - 1]
    for marks in ("；", "、", "，", "、，"):
        items = [item for item in split_list(listed, marks) if item][-promised:]
        if (
            len(items) == promised
            and (items := clean([items[0].rpartition("，")[2], *items[1:]]))
            and _one_list(items, found)
        ):
            if by_word and not _hold(items, found):
                continue
            return trim_first(unframe(items), found[0].tail if found else "")
    return []


def _hold(items: list[str], found: tuple[Group, ...]) -> bool:
    return len(found) == 1 and bool(found[0].bare) and all(found[0].bare in item for item in items)


def _one_list(items: list[str], found: tuple[Group, ...]) -> bool:
    """Are these short clauses of one length, or do they all hold the word of the name?"""
    if any(not 1 < len(item) <= _LONGEST for item in items):
        return False
    word = found[0].bare if len(found) == 1 else ""
    return (
        bool(word)
        and all(word in item for item in items)
        or len(items) > 2
        and len({len(item) for item in items[1:]}) == 1
    )


def cut_short(text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook) -> list[str]:
    """“六联”机制，规划联定、设施联建、产业联抓等: fewer than promised, or one or two more, but each with the word of the name."""
    if promised < 3 or len(found) != 1 or not found[0].bare:
        return []
    word = found[0].bare
    if text.count(word, max(0, mention.open - 400), mention.close + NEAR) < 3:  # once in the name
        return []
    sentence = SENTENCE.split(text[mention.close : mention.close + 300], maxsplit=1)[0]
    lead = HAN.match(sentence)
    lists = [
        sentence[lead.end() if lead else 0 :],
        text[sentence_start(text, mention.open) : mention.open].removesuffix("的"),
    ]
    for listed in lists:
        listed = book.list_lead.sub("", listed.strip("，：（）—"), count=1)
        clauses = [_OPEN_END.split(clause)[0] for clause in split_list(listed, "，；")]
        for told in (*(split_list(clause) for clause in clauses), _first_run(clauses, word)):
            fits = all(word in item and len(word) < len(item) <= _LONGEST and not _SPEECH.search(item) for item in told)
            if fits and 1 < len(told) <= promised + 2 and _even(told, word):
                return tidy(clean(told), word, book)
    if len(word) > 1:
        for heads in _heads(text, mention):
            told = next(
                (list(run) for fits, run in groupby(heads, key=lambda head: bool(_fitting(head, word))) if fits), []
            )
            if 1 < len(told) < promised and len({head[:2] for head in told}) == 1 and _even(told, word):
                return cut_verb(told, book)
    return []


def _first_run(clauses: list[str], word: str) -> list[str]:
    """The first neighbours that hold `word`."""
    return next((list(run) for fits, run in groupby(clauses, key=lambda clause: word in clause) if fits), [])


def steps_cut_short(
    text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook
) -> list[str]:
    """“四联四促”: 支部联建，促堡垒强。…。党员联户，促民心齐: some heads with the words of all groups, fewer than promised."""
    if len(found) < 2 or len({group.value for group in found}) > 1 or found[0].value < 3:
        return []
    words = words_of(found)
    if any(not word or text.count(word, mention.close, mention.close + NEAR) < 2 for word in words):
        return []
    told = []
    for sentence in _BREAK.split(text[mention.close : mention.close + NEAR])[1:]:
        head = "，".join(OUTLINE.sub("", sentence.strip()[:40]).split("，")[: len(words)])
        cuts = steps(head, words)
        if cuts and all(len(part) <= _LONGEST - 4 for part in cuts) and words[0] in cuts[0][:6]:
            told.append(cuts)
    return [part for cuts in told for part in cuts] if 1 < len(told) < found[0].value else []
