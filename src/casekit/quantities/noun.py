"""What a number counts or measures: the words behind its unit, or those before it."""

from __future__ import annotations

import re

from casekit.quantities.lexicon import Lexicon

_RUN = re.compile("[^，。；：、！？“”《》（0-9 ]*(?:（[^（）]{1,6}）[^，。；：、！？“”《》（0-9 ]*)*")
_NO_NOUN = tuple("的了以左之不多余")
_DATES = ("年", "月", "日")
_OF = re.compile("的(?!确)")
_PRE = re.compile("(?s:.*)[，。；：！？0-9、“”《》]")
_FIGURES = re.compile(r"[^\u4e00-\u9fff，,。；：！？]+$")
_NEAREST = re.compile("[\u4e00-\u9fff]{2,8}$")


def behind(text: str, end: int, words: Lexicon) -> str:
    """The noun phrase that begins at `end`, cut before the first verb."""
    if text.startswith("的", end):
        end += 1
    run = _RUN.match(text, end, end + 40)[0]
    if run:
        veiled = _veiled(run, words)
        first = words.noun_ends.match(veiled)  # 结对帮扶干部: a noun may begin with a verb
        cut = words.noun_ends.search(veiled, first.end() if first else 1)
        run = run[: cut.start()] if cut else run
        of = _OF.search(run)
        if of and words.concrete.of(run[: of.start()]):  # 5个帮扶村|的面貌
            run = run[: of.start()]
    noun = "" if run[:1] in _NO_NOUN else _ended(run.strip("的等"), words)
    return "" if noun in words.no_noun else noun


def before(text: str, start: int, words: Lexicon) -> str:
    """The noun phrase that ends at `start`, cut behind the last verb; the nearest noun where only a verb stands there."""
    run = text[max(0, start - 40) : start]
    mark = _PRE.match(run)
    run = run[mark.end() :] if mark else run
    if mark and mark[0][-1].isdigit() and run[:1] not in _DATES:  # 40个|村的集体收入
        unit = words.unit.match(run, 0)
        run = run[unit.end() :] if unit else run
    rest = run
    for cut in reversed(words.noun_begins.all(_veiled(run, words))):
        noun = _bare(rest[cut.end() :], words)
        if len(noun) >= 2 and noun not in words.no_noun:
            return noun
        rest = rest[: cut.start()]
    noun = _bare(rest.strip("的 ,"), words)
    if noun and noun not in words.no_noun:
        return noun
    # 发生率由2014年的21.7%: behind the figures of the same clause stands the noun
    at = start - len(run) if noun else start - len(rest)
    earlier = _FIGURES.sub("", text[max(0, at - 40) : at])
    if not earlier or earlier[-1] in "，,。；：！？":
        return ""
    if noun:
        return before(text, at - min(40, at) + len(earlier), words)
    near = _NEAREST.search(earlier)
    return near[0] if near else ""


def _bare(noun: str, words: Lexicon) -> str:
    """The noun without the adverbs and particles at its ends."""
    noun = _ended(noun, words)
    time = words.leading.match(noun) if noun[:1] in words.first_leading else None
    noun = (noun[time.end() :].strip("的") or noun) if time else noun
    of = noun.rfind("的")
    return noun[of + 1 :] if 0 < of < len(noun) - 2 else noun


def _ended(noun: str, words: Lexicon) -> str:
    """The noun without the adverbs and particles behind it."""
    return words.trailing.sub("", noun) if words.trails.of(noun) else noun


def _veiled(run: str, words: Lexicon) -> str:
    """The run with its whole words hidden, so that no border is found inside them."""
    return words.whole.sub(_blanks, run)


def _blanks(word: re.Match) -> str:
    return "_" * len(word[0])
