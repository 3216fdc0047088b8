"""Where named bundles stand in a text: in quotation marks, introduced as a name, or known throughout the country."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from casekit.codebook import Codebook
from casekit.codebook.programme import ProgrammeBook, load_programmes
from casekit.programmes.grammar import HAN, MARKS, MAX_NAME, groups
from casekit.programmes.lists import sentence_start
from casekit.programmes.naming import is_name

_QUOTE = re.compile(rf"[“‘]([^“”‘’\n]{{1,{2 * MAX_NAME}}})[”’]")
#: A number before one of these counts things, it names nothing: 两级联动模式, 三方合作模式.
_COUNTED = "级方项个大类轮次年期重套种条步层位名户人家村镇向语轨元季"
_EACH_ONE = re.compile("一[村户人企乡镇]一[策案档](?!、?一)")
_SIGN = re.compile("[零一二两三四五六七八九十百千万双0-9XxNn+＋]")
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
    taken = {(m.start, m.end) for m in mentions}
    inside = [(m.open, m.close) for m in mentions]
    for mention in chain(
        _known(text, book),
        _introduced(text, book),
        _told(text, book),
        _summed(text, book),
        _one_each(text, book),
        _plus(text, book),
    ):
        if (
            not any(o < mention.end and mention.start < c for o, c in _near(inside, mention.start))
            and (mention.start, mention.end) not in taken
        ):
            taken.add((mention.start, mention.end))
            mentions.append(mention)
    return sorted(mentions, key=lambda m: m.start)


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
        if not _SIGN.search(match[1]) or match[1] in book.never:
            continue
        name = match[1].strip()
        if MARKS.search(name):
            continue
        before, after = text[max(0, match.start() - 60) : match.start()], text[match.end() : match.end() + 120]
        start, end = match.start(1), match.end(1)
        if _EACH_ONE.match(name) and name[4:5] == "、" and not _SIGN.search(name, 5):  # “一户一策、精准到人”
            name, end = name[:4], start + 4
        lead, found = groups(name)
        if not lead and len(found) == 1 and found[0].value > 1 and found[0].tail in ("", *book.measures):
            following = HAN.match(after)
            if not following or (not found[0].tail and found[0].word.isdigit()):
                pass
            else:  # “六大”主要任务: the quotation holds only the beginning of the name
                noun = _noun_phrase(following[0], book)
                if noun and found[0].tail:
                    name, end = name + noun, match.end() + len(noun)
                    if name not in book.never:
                        yield Mention(name, start, end, match.start(), end, "number and noun")
                continue
        if is_name(name.replace("＋", "+"), before, after, book):
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
        if len(found) == 1 and closer in ("工作法", "模式") and found[0].value > 1 and 2 <= len(found[0].tail) <= 4:
            named = found[0].tail[0] not in _COUNTED and found[0].tail not in book.nouns
        else:
            named = len(found) > 1
        if (
            not named
            or any(group.tail[:1] in book.measures or not group.tail for group in found)
            or any(len(g.tail) > 4 for g in found)
        ):
            continue
        if is_name(core, "", closer, book):
            yield Mention(
                core, match.start(), match.start() + len(core), match.start(), match.start() + len(core), "introduced"
            )


def _told(text: str, book: ProgrammeBook) -> Iterator[Mention]:
    """“A、B、C”三联机制: a quoted list, then its number, what it counts and the noun of a programme."""
    for match in book.told.finditer(text):
        items = match[1].count("、") + 1
        _, found = groups(match[2])
        counted = len(found) == 1 and (found[0].tail[0] in _COUNTED or found[0].tail.startswith(book.measures))
        if items > 2 and len(found) == 1 and found[0].value == items and not counted:
            yield Mention(match[2], match.start(2), match.end(2), match.start(2), match.end(2), "number of a list")


def _summed(text: str, book: ProgrammeBook) -> Iterator[Mention]:
    """组织联建、产业联抓、人才联育的三联机制: a list whose items all hold what its number counts."""
    for match in book.summed.finditer(text):
        _, found = groups(match[1])
        if len(found) != 1 or found[0].value < 2 or found[0].bare in book.measures or found[0].tail[0] in _COUNTED:
            continue
        items = text[sentence_start(text, match.start()) : match.start()].split("、")[-found[0].value :]
        if len(items) == found[0].value and all(found[0].bare in item and len(item) < MAX_NAME for item in items[1:]):
            if found[0].bare in items[0].rpartition("，")[2]:
                yield Mention(match[1], match.start(1), match.end(1), match.start(1), match.end(1), "sum of a list")


def _one_each(text: str, book: ProgrammeBook) -> Iterator[Mention]:
    """落实一户一策, 建立一村一档."""
    if not any(ones in text for ones in ("一策", "一案", "一档")):
        return
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
    """推行党支部+合作社+农户模式."""
    for match in _sums(text.replace("＋", "+")):
        words = match[0]
        lead = text[max(0, match.start() - 4) : match.start()].rstrip("了好")
        first = words[: words.find("+")]
        at = max((first.rfind(verb) + len(verb) for verb in book.introducers if verb in first), default=0)
        if not at and not lead.endswith((*book.introducers, "以", "“")):
            continue
        last = words.rfind("+")
        noun = book.first_noun.search(words, last + 1)
        name = words[at : noun.start()] if noun else words[at:]
        long = (
            name.count("+") > 1 and len(words) - last <= 7 and text[match.end() : match.end() + 1] != "“"
        )  # three parts and more need no noun after them
        if (noun or long) and name.strip("+") and not name.endswith("+"):
            start = match.start() + at
            end = start + len(name)
            yield Mention(text[start:end], start, end, start, end, "introduced with plus")
