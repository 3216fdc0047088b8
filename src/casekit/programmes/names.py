"""Where named bundles stand in a text: in quotation marks, introduced as a name, or known throughout the country."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from casekit.codebook import Codebook
from casekit.codebook.programme import ProgrammeBook, load_programmes
from casekit.programmes.grammar import HAN, MARKS, MAX_NAME, Group, groups
from casekit.programmes.lists import sentence_start
from casekit.programmes.naming import is_name

_QUOTE = re.compile(rf"[“‘]([^“”‘’\n]{{1,{2 * MAX_NAME}}})[”’]")
_EACH_ONE = re.compile("一[村户人企乡镇]一[策案档](?!、?一)")
_STEPS = re.compile(".步工作法")
_SIGN = re.compile("[零一二两三四五六七八九十百千万双0-9XxNn+＋]")
_QUOTED_SUM = re.compile(r"“[一-鿿A-Za-z]{1,10}”(?:\+“[一-鿿A-Za-z]{1,10}”)+")
_OF_NAME_BEFORE = re.compile("”[^“”。；]{0,10}，?(?:即|就是|分别是|包括)：?$")
_OPENS, _CLOSES = frozenset(("", "\n")), frozenset(("", "\n", "。"))  # of a line that is nothing but a sum
_LEAD = re.compile(r"(?:[一-鿿]{2,6}\+)+[一-鿿]{2,6}")
_SUM = re.compile(r"[一-鿿A-Za-z0-9（）]{1,12}(?:\+[一-鿿A-Za-z0-9（）]{1,14})+")


class Mention(NamedTuple):
    """One place where a bundle is named: ``text[start:end]`` holds the name, ``open:close`` also its quotation marks."""

    name: str
    start: int
    end: int
    open: int
    close: int
    cue: str


def find(text: str, codebook: Codebook) -> list[Mention]:
    """Every mention of a named bundle in `text`, in order of place.

    >>> [m.name for m in find("落实三会一课制度，开展“三亮”活动，完成“六大”主要任务。", Codebook())]
    ['三会一课', '三亮', '六大主要任务']
    """
    book = load_programmes(codebook)
    mentions = list(_quoted(text, book))
    quoted = [(m.open, m.close) for m in mentions]
    taken = {(m.start, m.end) for m in mentions}
    for scan in (_known, _introduced, _told, _summed, _one_each, _plus):
        for mention in scan(text, book):
            place = mention.start, mention.end
            if place not in taken and not any(o < place[1] and place[0] < c for o, c in _near(quoted, place[0])):
                taken.add(place)
                mentions.append(mention)
    return sorted(mentions, key=attrgetter("start"))


def between(mentions: list[Mention], low: int, high: int) -> list[Mention]:
    """Those of `mentions`, which are in order of place, that begin at `low` or later and before `high`."""
    starts = attrgetter("start")
    return mentions[bisect_left(mentions, low, key=starts) : bisect_left(mentions, high, key=starts)]


def _near(spans: list[tuple[int, int]], at: int) -> list[tuple[int, int]]:
    """The spans that can overlap something beginning at `at` (spans are sorted and short)."""
    low = bisect_left(spans, (at - 64, 0))
    high = bisect_left(spans, (at + 64, 0))
    return spans[low:high]


def _quoted(text: str, book: ProgrammeBook) -> Iterator[Mention]:
    for match in _QUOTE.finditer(text):
        name = match[1]
        if not _SIGN.search(name) or name in book.never or MARKS.search(name := name.strip()):
            continue
        after = text[match.end() : match.end() + 120]
        start, end = match.span(1)
        if "、" in name and (
            after.startswith("的“") or _OF_NAME_BEFORE.search(text, max(0, match.start() - 24), match.start())
        ):
            continue  # the parts of another name: “三联”机制，即“A、B、C”; “A、B、C”的“三联”
        if _EACH_ONE.match(name) and name[4:5] == "、" and not _SIGN.search(name, 5):  # “一户一策、精准到人”
            name, end = name[:4], start + 4
        lead, found = groups(name)
        tail = found[0].tail if len(found) == 1 and not lead and found[0].value > 1 else name
        bare = tail in book.measures or not tail and not found[0].word.isdigit()
        if bare and (
            following := HAN.match(after)
        ):  # “六大”主要任务: the quotation holds only the beginning of the name
            noun = _noun_phrase(following[0], book)
            if tail and name + noun not in book.never:
                end = match.end() + len(noun)
                yield Mention(name + noun, start, end, match.start(), end, "number and noun")
        elif is_name(name.replace("＋", "+"), text[max(0, match.start() - 60) : match.start()], after, book):
            yield Mention(name, start, end, match.start(), match.end(), "quotation")


def _noun_phrase(text: str, book: ProgrammeBook) -> str:
    """The noun phrase that `text` begins with, up to the noun of a programme; else its first four characters."""
    ends = [text.find(noun) + len(noun) for noun in book.nouns if 0 <= text.find(noun) <= 6]
    if ends:
        return text[: min(ends)]
    return text if len(text) <= 6 else text[:2]


def _known(text: str, book: ProgrammeBook) -> Iterator[Mention]:
    for match in book.known.finditer(text):
        if match.start() and text[match.start() - 1] in "第“‘+":
            continue
        if text[match.end() : match.end() + 1] == "+":
            continue
        if match[0].endswith("+") and text[match.end() : match.end() + 1] not in "”’":
            continue
        yield Mention(match[0], match.start(), match.end(), match.start(), match.end(), "known")


def _introduced(text: str, book: ProgrammeBook) -> Iterator[Mention]:
    """Names without quotation marks: 开展三亮三比活动."""
    for match in book.introduced.finditer(text):
        lead = text[max(0, match.start() - 4) : match.start()].rstrip("了好“")
        if not lead.endswith(book.introducers):
            continue
        closer = next(noun for noun in book.closers if match[0].endswith(noun))
        core = match[0][: -len(closer)]
        _, found = groups(core)
        tails = [group.tail for group in found]
        if any(not tail or len(tail) > 4 or tail[0] in book.measures for tail in tails):
            continue
        one = len(found) == 1 and closer in ("工作法", "模式") and found[0].value > 1 and len(tails[0]) > 1
        named = one and tails[0][0] not in book.counted and tails[0] not in book.nouns
        if (named or len(found) > 1) and is_name(core, "", closer, book):
            start, end = match.start(), match.start() + len(core)
            yield Mention(core, start, end, start, end, "introduced")


def _told(text: str, book: ProgrammeBook) -> Iterator[Mention]:
    """“A、B、C”三联机制: a quoted list, then its number, what it counts and the noun of a programme."""
    for match in book.told.finditer(text):
        items, name = match[1].count("、") + 1, match[2]
        _, found = groups(name)
        if (
            items > 2
            and len(found) == 1
            and found[0].value == items
            and (
                _names(found[0], book)
                or _STEPS.match(name)
                or name[1] == "大"
                or name[1] == "级"
                and name[2:3] in book.deeds
            )
        ):
            yield Mention(name, match.start(2), match.end(2), match.start(2), match.end(2), "number of a list")


def _summed(text: str, book: ProgrammeBook) -> Iterator[Mention]:
    """组织联建、产业联抓、人才联育的三联机制: a list whose items all hold what its number counts."""
    for match in book.summed.finditer(text):
        _, found = groups(match[1])
        if len(found) != 1 or found[0].value < 2 or not _names(found[0], book):
            continue
        value, word = found[0].value, found[0].bare
        first, *others = text[sentence_start(text, match.start()) : match.start()].split("、")[-value:]
        others = [first.rpartition("，")[2], *others]
        if len(others) == value and all(word in item and len(item) < MAX_NAME for item in others):
            yield Mention(match[1], match.start(1), match.end(1), match.start(1), match.end(1), "sum of a list")


def _names(group: Group, book: ProgrammeBook) -> bool:
    """Does a number word name a bundle, not only count things (两级, 三方)?"""
    return not group.tail.startswith((*book.counted, *book.measures))


def _one_each(text: str, book: ProgrammeBook) -> Iterator[Mention]:
    """落实一户一策, 建立一村一档."""
    for match in _EACH_ONE.finditer(text):
        if text[max(0, match.start() - 4) : match.start()].endswith(book.introducers):
            yield Mention(match[0], match.start(), match.end(), match.start(), match.end(), "introduced")


def _sums(text: str) -> Iterator[re.Match]:
    """Words joined by plus signs."""
    end, plus = 0, text.find("+")
    while plus >= 0 and (match := _SUM.search(text, max(end, plus - 12))):
        yield match
        end = match.end()
        plus = text.find("+", end)


def _plus(text: str, book: ProgrammeBook) -> Iterator[Mention]:
    """推行党支部+合作社+农户模式; 采取“飞地”+“抱团”模式."""
    plain = text.replace("＋", "+") if "＋" in text else text
    for match in _QUOTED_SUM.finditer(plain) if "”+“" in plain else ():
        start, end = match.span()
        yield Mention(re.sub("[“”]", "", text[start:end]), start + 1, end - 1, start, end, "quoted sum")
    for match in _sums(plain):
        words = match[0]
        alone = text[match.start() - 1 : match.start()] in _OPENS and text[match.end() : match.end() + 1] in _CLOSES
        if alone and _LEAD.fullmatch(words) and not words.endswith(book.nouns):  # a lead: 村委会+合作社。
            yield Mention(words, *match.span(), *match.span(), "sum as a lead")
            continue
        lead = text[max(0, match.start() - 4) : match.start()].rstrip("了好")
        first = words[: words.find("+")]
        at = max((first.rfind(verb) + len(verb) for verb in book.introducers if verb in first), default=0)
        if not at and not lead.endswith((*book.introducers, "以", "“")):
            continue
        last = words.rfind("+")
        noun = book.noun.search(words, last + 1)
        ends = [words.find(sign, last + 1) for sign in "等的"] + [noun.start() if noun else -1]
        end = min((end for end in ends if end >= 0), default=0)  # of the name: a noun of programmes, 等 or 的
        name = words[at : end or None]
        long = (
            name.count("+") > 1 and len(words) - last <= 7 and text[match.end() : match.end() + 1] != "“"
        )  # three parts and more need no noun after them
        if (end or long) and name.strip("+") and not name.endswith("+"):
            start = match.start() + at
            end = start + len(name)
            yield Mention(text[start:end], start, end, start, end, "introduced with plus")
