"""Where named bundles stand in a text: in quotation marks, introduced as a name, or known throughout the country."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from casekit.codebook import Codebook
from casekit.codebook.programme import ProgrammeBook, load_programmes
from casekit.programmes.grammar import MAX_NAME, groups, is_name

_QUOTE = re.compile(rf"[“‘]([^“”‘’\n]{{1,{2 * MAX_NAME}}})[”’]")
#: A number before one of these counts things, it names nothing: 两级联动模式, 三方合作模式.
_COUNTED = "级方项个大类轮次年期重套种条步层位名户人家村镇向语轨元季"
_EACH_ONE = re.compile("一[村户人企乡镇]一[策案档](?![、一])")
_HAN = re.compile(r"[一-鿿]+")


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
    book, known, introduced, plus = _patterns(codebook)
    mentions = list(_quoted(text, book))
    taken = {(m.start, m.end) for m in mentions}
    inside = [(m.open, m.close) for m in mentions]
    for cue, found in (("known", _known(text, known, book)), ("introduced", _introduced(text, introduced, plus, book))):
        for mention in found:
            if (
                not any(o < mention.end and mention.start < c for o, c in _near(inside, mention.start))
                and (mention.start, mention.end) not in taken
            ):
                taken.add((mention.start, mention.end))
                mentions.append(mention._replace(cue=cue if cue == "known" else mention.cue))
    return sorted(mentions, key=lambda m: m.start)


def _near(spans: list[tuple[int, int]], at: int) -> list[tuple[int, int]]:
    """The spans that can overlap something beginning at `at` (spans are sorted and short)."""
    from bisect import bisect_left

    low = bisect_left(spans, (at - 64, 0))
    high = bisect_left(spans, (at + 64, 0))
    return spans[low:high]


@lru_cache(maxsize=8)
def _patterns(codebook: Codebook) -> tuple[ProgrammeBook, re.Pattern, re.Pattern, re.Pattern]:
    book = load_programmes(codebook)
    plain = sorted((re.escape(name) for name, p in book.national.items() if not p.quoted), key=len, reverse=True)
    # the class of first characters lets the scan run at full speed
    first = "".join(sorted({name[0] for name, p in book.national.items() if not p.quoted}))
    known = re.compile(f"(?=[{first}])(?:{'|'.join(plain)})")
    closers = "|".join(book.closers)
    introduced = re.compile(rf"[一二两三四五六七八九十百千万双0-9][一-鿿0-9、]{{1,12}}?(?:{closers})")
    plus = re.compile(r"[一-鿿A-Za-z0-9（）]{1,12}(?:\+[一-鿿A-Za-z0-9（）]{1,14})+")
    return book, known, introduced, plus


def _quoted(text: str, book: ProgrammeBook) -> Iterator[Mention]:
    for match in _QUOTE.finditer(text):
        name = match[1].strip()
        before, after = text[max(0, match.start() - 60) : match.start()], text[match.end() : match.end() + 14]
        start, end = match.start(1), match.end(1)
        lead, found = groups(name)
        if match[1] in book.never:
            continue
        if not lead and len(found) == 1 and found[0].value > 1 and found[0].tail in ("", *book.measures):
            following = _HAN.match(after)
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


def _known(text: str, known: re.Pattern, book: ProgrammeBook) -> Iterator[Mention]:
    for match in known.finditer(text):
        if match.start() and text[match.start() - 1] in "第“‘+":
            continue
        if text[match.end() : match.end() + 1] == "+":
            continue
        if match[0].endswith("+") and text[match.end() : match.end() + 1] not in "”’":
            continue
        yield Mention(match[0], match.start(), match.end(), match.start(), match.end(), "known")


def _introduced(text: str, pattern: re.Pattern, plus: re.Pattern, book: ProgrammeBook) -> Iterator[Mention]:
    """Names without quotation marks: 开展三亮三比活动, 推行党支部+合作社+农户模式."""
    for match in pattern.finditer(text):
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
    for match in _EACH_ONE.finditer(text) if "一策" in text or "一档" in text or "一案" in text else ():
        if text[max(0, match.start() - 4) : match.start()].endswith(book.introducers):
            yield Mention(match[0], match.start(), match.end(), match.start(), match.end(), "introduced")
    for match in plus.finditer(text) if "+" in text else ():
        words = match[0]
        at = max(
            (
                words.rfind(verb, 0, words.find("+")) + len(verb)
                for verb in book.introducers
                if verb in words[: words.find("+")]
            ),
            default=0,
        )
        lead = text[max(0, match.start() - 4) : match.start()].rstrip("了好")
        if not at and not lead.endswith((*book.introducers, "以", "“")):
            continue
        last = words.rfind("+")
        ends = [words.find(noun, last) for noun in (*book.nouns, "等", "的") if words.find(noun, last) > last]
        name = words[at : min(ends)] if ends else words[at:]
        long = (
            name.count("+") > 1 and len(words) - last <= 7 and text[match.end() : match.end() + 1] != "“"
        )  # three parts and more need no noun after them
        if (ends or long) and name.strip("+") and not name.endswith("+"):
            start = match.start() + at
            yield Mention(name, start, start + len(name), start, start + len(name), "introduced with plus")
