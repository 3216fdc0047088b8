"""Find the numerals of a sentence with unit and range; most are settled by one match."""

from __future__ import annotations

import re
from collections.abc import Sequence

from casekit.numerals import Numeral, read, read_plain
from casekit.quantities import exclusions
from casekit.quantities.exclusions import TELLS_AFTER, TELLS_BEFORE, TOLD_BY_UNIT
from casekit.quantities.lexicon import Lexicon
from casekit.quantities.scan import DIGITS, FIRST, MULTIPLIES, REST, SEED, SEEDS, Figure, Found, one

_AND = re.compile("、|和|及|与")
_TO = re.compile(" ?[-—–~－]{1,3} ?|至|到")
_JOINS = frozenset(" -—–~－至到")
_LISTS = frozenset("、和及与")


def _plain_figure(words: Lexicon) -> str:
    """Digits, multiplier and unit with nothing odd around them (56名, 3.1亿元, 2000余元): a pattern that settles most numbers.

    Its groups mark where the digits end, and hold the unit.
    """
    units = words.unit.pattern(without=MULTIPLIES | TELLS_AFTER | set("块毛半 "))
    odd = re.escape("".join(sorted(_JOINS | {"半", "多"})))
    telling = re.escape("".join(sorted(TELLS_BEFORE | {"-"})))  # -5℃ has a sign to be read, 第3名 is a rank
    return (
        f"(?<=[0-9])(?<![{telling}].)[0-9]{{0,14}}(?:[.][0-9]{{1,14}})?()"
        f"[余多]?[万亿]?[余多]?(?!个一)(?>({units}))(?![{odd}])"
    )


class Scanner:
    """Finds numerals with the units of one codebook; `numeral` finds where the next begins, :meth:`scan` reads it.

    >>> from casekit.codebook import Codebook
    >>> from casekit.quantities.lexicon import lexicon
    >>> scanner = Scanner(lexicon(Codebook()))
    >>> text = "投入3.1亿元，选派2至3名。"
    >>> [(f.numeral.value, f.high, f.word) for *_, f in scanner.scan(text, scanner.numeral(text), [])]
    [(310000000.0, None, '元'), (2.0, 3.0, '名')]
    """

    def __init__(self, words: Lexicon):
        self._words = words
        self.numeral = re.compile(f"{FIRST}(?:{_plain_figure(words)}|{SEEDS})").search

    def scan(self, text: str, match: re.Match | None, spans: Sequence[tuple[int, int, str]]) -> list[Figure]:
        """Every numeral of a sentence (plain digits), with its unit and range where it may count something.

        `match` is the first match of `numeral`; numerals in `spans` have the reason of the last span that covers them.
        """
        numeral, by_word, figures = self.numeral, self._words.units.by_word, []
        coming, begun = sorted(spans, reverse=True), []
        while match:
            start, plain = match.start(), match.lastindex
            if coming or begun:
                end = match.end(1 if plain else 0)
                while coming and coming[-1][0] < end:
                    begun.append(coming.pop())
                while begun and begun[-1][1] <= start:
                    begun.pop()
                if begun and not (begun[-1][2] == "indefinite" and _inside(text, start, begun[-1])):
                    if text[end : end + 1] in MULTIPLIES and text[start] in DIGITS:
                        end = REST.match(text, end).end()
                    figures.append((start, end, begun[-1][2], None))
                    match = numeral(text, end)
                    continue
            end, unit_end = match.span(2) if plain else (0, 0)
            value = read_plain(text[start:end]) if plain else None
            if value is not None:
                word = match[2]
                found = Found(start, end, unit_end, value, False, word, *by_word[word])
                if start >= 2 and word not in TOLD_BY_UNIT:
                    figures.append((start, end, "", found))
                    match = numeral(text, unit_end)
                    continue
            else:
                found = self._odd(text, match)
            why = exclusions.reason(text, found)
            figures.append((found.start, found.end, why, None if why else found))
            match = numeral(text, found.unit_end)
        return figures

    def _odd(self, text: str, match: re.Match) -> Found:
        """Any other numeral."""
        words = self._words
        found = one(text, match if not match.lastindex else SEED.match(text, match.start()), words)
        following = text[found.unit_end : found.unit_end + 1]
        if found.numeral is not None and following in _JOINS:
            found = _range(text, found, words)
        if found.unit is None and following in _LISTS and not found.han and found.numeral is not None:
            found = _shared(text, found, words)
        return found


def _inside(text: str, start: int, span: tuple[int, int, str]) -> bool:
    """Is a word that counts nothing only a part of the numeral at `start`? 半分之…, 一百|五一|天."""
    if text.startswith("分之", start + 1):
        return True
    return start < span[0] and text[span[1] - 1] == "一" and SEED.match(text, start).end() == span[1]


def _shared(text: str, found: Found, words: Lexicon) -> Found:
    """分别提高2.1和1.6个百分点: a numeral without unit takes that of the next in the list."""
    at, end = _AND.match(text, found.end), found.end
    for _ in range(6):
        seed = SEED.match(text, at.end()) if at else None
        if seed is None or seed[0][0] not in "0123456789":
            return found
        following = one(text, seed, words)
        if following.unit is not None:
            if following.unit.dimension != "time":
                found.unit_end = end
                found.measured(following.word, (following.unit, following.factor))
            return found
        at = _AND.match(text, following.end)
    return found


def _range(text: str, low: Found, words: Lexicon) -> Found:
    """`low` widened to a range where a second numeral with the same unit follows: 300至500元, 1-2个, 2万元—3万元."""
    to = _TO.match(text, low.unit_end)
    if to is None:
        return low
    seed = SEED.match(text, to.end())
    if seed is None:
        return low
    high = one(text, seed, words)
    if high.numeral is None or high.unit is None:
        return low
    if low.unit is not None and low.unit is not high.unit:
        return low
    if low.unit is not None and to[0] in {"至", "到"} and _pair_of_levels(text, low.start):
        return low
    value, top = low.numeral.value, high.numeral.value
    # 2-3万元: the multiplier of the second holds for both
    multiple = re.search("[十百千]?(?:万亿|[万亿])$|[百千]$", text[seed.end() : high.end]) if not high.han else None
    if multiple and value < top and low.end == low.unit_end and text[low.end - 1] in "0123456789":
        scaled = read("1" + multiple[0])
        if value * scaled.value <= top:
            value *= scaled.value
    if high.han and not low.han or value >= top:
        return low
    value = Numeral(value, None, high.numeral.vague)
    return Found(low.start, high.end, high.unit_end, value, low.han, high.word, high.unit, high.factor, False, top)


def _pair_of_levels(text: str, start: int) -> bool:
    """由3家到30家 tells two levels, 300元到500元 a range."""
    return text[max(0, start - 1) : start] in {"由", "从"}
