"""Pairs of the user-defined zones that a site dropped: what the two torn characters may have been.

Of two neighbours only the first byte of the one and the last byte of the other are left (of three, if two pairs were
dropped in a row). The candidates are ranked by the words they make with each other and with what stands on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from heapq import nsmallest
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from casekit.repair import gbk
from casekit.repair.letters import WORDS, WORTH, Choice, choice, letters
from casekit.repair.lexicon import commonest, edges, single, twos, word_bits
from casekit.repair.likelihood import Language, State
from casekit.repair.sequences import sequences

if TYPE_CHECKING:
    import numpy as np

IMPOSSIBLE = 999.0
NEVER = 30.0  # bits of what begins, ends or makes no word
MOST_THREES = 2000  # ways to fill in two pairs that are remembered
USUAL = 16.0  # bits of a word of which nothing is shown but its first byte
TAILS = 6  # last characters that are weighed for each first one
_PRIVATE = re.compile("[\ue000-\uf8ff]")


def plain(char: str) -> str:
    """`char` in its simplified form."""
    return gbk.simplified().get(char, char)


def shows_private(page: str) -> bool:
    """Does the page show characters of the user-defined zones, so that its site drops none?"""
    return _PRIVATE.search(page) is not None


@cache
def _heads(lead: int) -> tuple[tuple[int, str], ...]:
    """Characters with this first byte whose second byte can begin a dropped pair: that byte, and the character."""
    return tuple((trail, char) for trail, char in gbk.row(lead) if trail in gbk.unassigned())


class End(NamedTuple):
    """What is left of the last character: its last byte, its reading, both, or nothing."""

    trail: int = 0
    syllable: str = ""


@lru_cache(maxsize=1024)
def _tails(end: End) -> tuple[tuple[int, str], ...]:
    """First byte and character of the last characters."""
    codes = gbk.codes()
    if end.syllable:
        main, other = gbk.readings()
        found = sorted(main.get(end.syllable, frozenset()) | other.get(end.syllable, frozenset()))
        return tuple((codes[char] >> 8, char) for char in found if end.trail in (0, codes[char] & 0xFF))
    if end.trail:
        return gbk.by_trail(end.trail)
    return tuple((codes[char] >> 8, char) for char in (*gbk.MARKS, *commonest()) if char in codes)


def _goes_on(first: tuple[tuple[int, str], ...]) -> Iterator[tuple[int, str]]:
    """First byte and character of what makes a usual word with one of the first characters, a dropped pair between."""
    forms, codes, free = _forms(), gbk.codes(), gbk.unassigned()
    for zone, head in first:
        for second, bits in twos().get(plain(head), {}).items():
            if bits < USUAL:
                yield from ((lead, char) for char in forms.get(second, ()) if (lead := codes[char] >> 8) in free[zone])


@cache
def _forms() -> dict[str, list[str]]:
    """The common characters by their simplified form."""
    forms = dict[str, list[str]]()
    for char in sorted(gbk.common()):
        forms.setdefault(plain(char), []).append(char)
    return forms


@lru_cache(maxsize=8192)
def _words(head: str, zone: int, trail: int) -> tuple[tuple[float, str], ...]:
    """The likeliest words of two characters that begin with `head` and end in `trail`, a pair of `zone` between."""
    goes_on, free = twos().get(plain(head), {}), gbk.unassigned()[zone]
    found = [
        (goes_on[plain(char)], char) for lead, char in gbk.by_trail(trail) if lead in free and plain(char) in goes_on
    ]
    return tuple(sorted(found)[:TAILS])


class _Ways(NamedTuple):
    """All the pairs of characters of which the first byte of the one is known, and something of the other."""

    heads: Choice
    tails: Choice
    pairs: list[str]  # of all heads with all tails
    alone: list[float]  # bits of the tails where no word ends
    last: np.ndarray  # the same where the line ends
    inner: np.ndarray  # bits of each tail behind each head, very many where no dropped pair fits between them
    words: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]  # which are words: number, head, tail, bits


@lru_cache(maxsize=2048)
def _ways(lead: int, end: End, script: str) -> _Ways | None:
    import numpy as np

    model, free = sequences(), gbk.unassigned()
    first, second = _heads(lead), _tails(end)
    if end == End():
        second = tuple(dict.fromkeys((*second, *_goes_on(first))))
    if not first or not second:
        return None
    heads, tails = (choice(tuple(char for _, char in chars), script) for chars in (first, second))
    inner = WORTH * model.table[heads.numbers[:, None], tails.numbers] + tails.strange
    inner += [[0.0 if lead in free[zone] else IMPOSSIBLE for lead, _ in second] for zone, _ in first]
    found = [
        (row * len(second) + column, row, column, WORDS * bits + inner[row, column])
        for row, head in enumerate(heads.forms)
        for column, tail in enumerate(tails.forms)
        if (bits := twos().get(head, {}).get(tail)) is not None and inner[row, column] < IMPOSSIBLE
    ]
    *places, bits = zip(*found, strict=True) if found else ((), (), (), ())
    alone = [WORDS * single(tail) for tail in tails.forms]
    last = [WORDS * min(single(tail), edges()[0].get(tail, NEVER)) for tail in tails.forms]
    pairs = [head + tail for _, head in first for _, tail in second]
    words = *(np.array(at, int) for at in places), np.array(bits)
    return _Ways(heads, tails, pairs, alone, np.array(last), inner, words)


@lru_cache(maxsize=4096)
def _before(lead: int, end: End, script: str, after: str) -> np.ndarray:
    """Bits of the last characters before the characters `after`."""
    import numpy as np

    ways = _ways(lead, end, script)
    if not after:
        return ways.last
    words, found = word_bits(), ways.alone.copy()
    beyond = [min(single(char), edges()[0].get(char, NEVER)) for char in after]
    for length in range(1, len(after) + 1):
        joined, rest = after[:length], sum(beyond[:length])
        for place, form in enumerate(ways.tails.forms):
            bits = words.get(form + joined)
            if bits is not None and WORDS * (bits - rest) < found[place]:
                found[place] = WORDS * (bits - rest)
    return np.array(found)


@cache
def _begins() -> dict[str, dict[str, float]]:
    """First characters of words of two characters, with their bits, by the second one."""
    found, forms = dict[str, dict[str, float]](), _forms()
    for first, goes_on in twos().items():
        for second, bits in goes_on.items():
            found.setdefault(second, {}).update(dict.fromkeys(forms.get(first, ()), bits))
    return found


@lru_cache(maxsize=256)
def _torn_words(end: End) -> tuple[tuple[float, str], ...]:
    """Words of two characters between which a pair of a user-defined zone lies, by what is left of the last; the likeliest first."""
    codes, free, before, found = gbk.codes(), gbk.unassigned(), _begins(), []
    for lead, tail in _tails(end):
        found += [
            (bits, head + tail)
            for head, bits in before.get(plain(tail), {}).items()
            if lead in free.get(codes[head] & 0xFF, ())
        ]
    return tuple(sorted(found))


class _Threes(NamedTuple):
    """Likely three characters of which only the first byte of the first and the last byte of the last are left."""

    chars: tuple[str, ...]
    head: np.ndarray  # which of the heads each begins with
    tail: np.ndarray  # which of the tails each ends in
    whole: np.ndarray  # is that the end of a word?
    apart: np.ndarray  # bits of what stands behind the first one, up to a tail alone, if no word begins with it
    joined: np.ndarray  # bits of all if one does


@lru_cache(maxsize=1024)
def _threes(lead: int, end: End, script: str) -> _Threes:
    import numpy as np

    model, words = sequences(), word_bits()
    codes, unassigned, twice, tails = gbk.codes(), gbk.unassigned(), twos(), _tails(end)
    number = {char: at for at, (_, char) in enumerate(tails)}
    found: dict[
        str, tuple[float, float, float, bool]
    ] = {}  # apart, joined, of the tail alone, is it the end of a word?
    for zone, head in _heads(lead):
        free, begun = unassigned[zone], twice.get(plain(head), {})
        fitting = ((bits, word) for bits, word in _torn_words(end) if codes[word[0]] >> 8 in free)
        for bits, word in nsmallest(12, fitting):
            joined = words.get(plain(head) + plain(word[0]) + plain(word[1]), IMPOSSIBLE)
            found[head + word] = bits, joined, 0.0, True
        for second, goes_on in unassigned.items():
            middles = [middle for _, middle in _words(head, zone, second)[:2]]
            middles += [middle for middle in _usual(second) if codes[middle] >> 8 in free]
            for middle in middles:
                between, joined = single(plain(middle)), begun.get(plain(middle), IMPOSSIBLE)
                for lead_of_last, tail in tails:
                    if lead_of_last in goes_on:
                        found.setdefault(head + middle + tail, (between, joined, single(plain(tail)), False))
    heads = {char: at for at, (_, char) in enumerate(_heads(lead))}
    numbers = np.array([[model.number.get(plain(char), 0) for char in three] for three in found], int).reshape(-1, 3)
    behind = WORTH * (
        model.table[numbers[:, 0], numbers[:, 1]].astype(float) + model.table[numbers[:, 1], numbers[:, 2]]
    )
    known = letters(script)
    behind += [known[three[1]][-1] + known[three[2]][-1] for three in found]
    bits = np.array(list(found.values()), float).reshape(-1, 4).T
    apart, joined = WORDS * bits[:2] + behind
    kept = np.argsort(np.minimum(apart, joined - WORDS * 12) + WORDS * bits[2], kind="stable")[:MOST_THREES]
    chars = tuple(map(list(found).__getitem__, kept.tolist()))
    first, last = (np.array([of[three[at]] for three in chars], int) for of, at in ((heads, 0), (number, 2)))
    return _Threes(chars, first, last, bits[3, kept] > 0, apart[kept], joined[kept])


@cache
def _usual(trail: int) -> tuple[str, ...]:
    """Marks and characters that often stand alone, with this last byte."""
    return tuple(char for _, char in gbk.by_trail(trail) if char in gbk.MARKS or plain(char) in commonest())


def dropped_pairs(
    language: Language, state: State, lead: int, end: End, after: str, pairs: int, threes: int, most: float = inf
) -> list[tuple[float, str]]:
    """Likely two characters of which only the first byte of one and the second byte (or the reading) of the other are left.

    They stand between `state` and the characters `after`; `pairs` likely ones come with what the line costs up to the
    first of those behind them, as far as the neighbours tell. So do `threes` likely ones with a character more between them.
    If the likeliest pair costs `most` bits or more, there are none.
    """
    import numpy as np

    ways, model = _ways(lead, end, language.script), language.sequences
    if ways is None:
        return []
    on, number = _before(lead, end, language.script, after), model.number.get(after[:1], 0)
    begins, begun = language.weighed(state, ways.heads)
    behind = WORTH * model.table[ways.tails.numbers, number] if after else np.zeros(len(ways.tails.forms))
    found = begins[:, None] + (on + behind) + ways.inner
    flat = found.ravel()
    places, rows, columns, bits = ways.words
    flat[places] = np.minimum(flat[places], begun[rows] + bits + behind[columns])
    for head in sorted(language.going_on(state, ways.heads)):
        ahead = language.weighed(language.step(state, head), ways.tails)[0] + behind
        for row in ways.heads.places[head]:
            found[row] = np.minimum(found[row], ahead + (ways.inner[row] >= IMPOSSIBLE) * IMPOSSIBLE)
    if flat.min() >= most:
        return []
    out = _best(flat, ways.pairs, pairs)
    if threes:
        three = _threes(lead, end, language.script)
        bits = np.minimum(begins[three.head] + three.apart, begun[three.head] + three.joined)
        bits += np.where(three.whole, behind[three.tail], (on + behind)[three.tail])
        out += _best(bits, three.chars, threes)
    return out


def _best(bits: np.ndarray, chars: Sequence[str], most: int) -> list[tuple[float, str]]:
    """The cheapest of some ways, the cheapest first."""
    best = bits.argpartition(most)[:most] if most < bits.size else bits.argsort()
    best = best[bits[best].argsort()]
    found = zip(bits[best].tolist(), map(chars.__getitem__, best.tolist()), strict=True)
    return [way for way in found if way[0] < IMPOSSIBLE]
