"""Pairs of the user-defined zones that a site dropped: what the two torn characters may have been.

Of two neighbours only the first byte of the one and the last byte of the other are left (of three, if two pairs were
dropped in a row). The candidates are ranked by the words they make with each other and with what stands on both sides.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from heapq import nsmallest
from typing import TYPE_CHECKING, NamedTuple

from casekit.repair import gbk
from casekit.repair.letters import WORDS, WORTH, choice
from casekit.repair.lexicon import commonest, edges, single, twos, word_bits
from casekit.repair.likelihood import Language, State
from casekit.repair.sequences import sequences

if TYPE_CHECKING:
    import numpy as np

IMPOSSIBLE = 999.0
NEVER = 30.0  # bits of what begins, ends or makes no word
MOST_THREES = 600  # ways to fill in two pairs that are remembered
NEARLY = 6.0  # bits by which three characters may seem dearer than the likeliest
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


@lru_cache(maxsize=4096)
def _before(end: End, after: str) -> np.ndarray:
    """Bits of the last characters before the characters `after`."""
    import numpy as np

    words, found = word_bits(), []
    following = [min(single(char), edges()[0].get(char, NEVER)) for char in after]
    for _, char in _tails(end):
        form = plain(char)
        best = single(form) if after else min(single(form), edges()[0].get(form, NEVER))
        for length in range(1, len(after) + 1):
            best = min(best, words.get(form + after[:length], 99.0) - sum(following[:length]))
        found.append(WORDS * best)
    return np.array(found)


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

    heads: tuple[str, ...]
    tails: tuple[str, ...]
    first: np.ndarray  # numbers of the heads among the sequences
    second: np.ndarray  # and of the tails
    free: np.ndarray  # 0 where a dropped pair fits between them, else very much
    inner: np.ndarray  # bits of each tail behind each head
    words: tuple[np.ndarray, np.ndarray, np.ndarray]  # which heads and tails are words, and their bits


@lru_cache(maxsize=2048)
def _ways(lead: int, end: End) -> _Ways:
    import numpy as np

    model = sequences()
    heads, tails = _heads(lead), _tails(end)
    free = np.array(
        [[0.0 if second in gbk.unassigned()[zone] else IMPOSSIBLE for second, _ in tails] for zone, _ in heads]
    )
    found = [
        (row, column, bits)
        for row, (_, head) in enumerate(heads)
        for column, (_, tail) in enumerate(tails)
        if (bits := twos().get(plain(head), {}).get(plain(tail))) is not None and not free[row, column]
    ]
    rows, columns, bits = zip(*found, strict=True) if found else ((), (), ())
    first, second = (np.array([model.number.get(plain(char), 0) for _, char in chars], int) for chars in (heads, tails))
    inner = WORTH * model.table[first[:, None], second]
    return _Ways(
        tuple(head for _, head in heads),
        tuple(tail for _, tail in tails),
        first,
        second,
        free.reshape(len(heads), len(tails)),
        inner.reshape(len(heads), len(tails)),
        (np.array(rows, int), np.array(columns, int), np.array(bits)),
    )


def dropped_once(
    language: Language, state: State, lead: int, end: End, after: str, most: int
) -> list[tuple[float, str]]:
    """Likely two characters of which only the first byte of one and the second byte (or the reading) of the other are left.

    They stand between `state` and the characters `after`; the likeliest come first, with what the line costs up to the
    first of those behind them, as far as the neighbours tell.
    """
    import numpy as np

    ways = _ways(lead, end)
    if not ways.heads or not ways.tails:
        return []
    model = language.sequences
    alone, on = _before(end, after), np.zeros(len(ways.tails))
    if after:
        on = WORTH * model.table[ways.second, model.number.get(after[0], 0)]
    begins = language.weighed(state, choice(ways.heads))
    found = begins[:, None] + (alone + on) + ways.inner + ways.free
    rows, columns, words = ways.words
    begun = state[0] + WORTH * model.after(state[5], ways.first)
    np.minimum.at(found, (rows, columns), begun[rows] + WORDS * words + ways.inner[rows, columns] + on[columns])
    for row, head in enumerate(ways.heads):
        if language.goes_on(state, head):
            ahead = language.weighed(language.step(state, head), choice(ways.tails)) + on + ways.free[row]
            found[row] = np.minimum(found[row], ahead)
    flat = found.ravel()
    best = np.argsort(flat)[:most] if most >= flat.size else np.argpartition(flat, most)[:most]
    best = best[np.argsort(flat[best])]
    width = len(ways.tails)
    return [
        (bits, ways.heads[at // width] + ways.tails[at % width])
        for at, bits in zip(best.tolist(), flat[best].tolist(), strict=True)
        if bits < IMPOSSIBLE
    ]


@cache
def _begins() -> dict[str, list[tuple[str, float]]]:
    """First characters of words of two characters, with their bits, by the second one."""
    found: dict[str, list[tuple[str, float]]] = {}
    forms: dict[str, list[str]] = {}
    for char in gbk.common():
        forms.setdefault(plain(char), []).append(char)
    for first, goes_on in twos().items():
        for second, bits in goes_on.items():
            found.setdefault(second, []).extend((form, bits) for form in forms.get(first, ()))
    return found


@lru_cache(maxsize=256)
def _torn_words(trail: int) -> tuple[tuple[float, str], ...]:
    """Words of two characters between which a pair of a user-defined zone lies, by the last byte; the likeliest first."""
    codes, free, before, found = gbk.codes(), gbk.unassigned(), _begins(), []
    for lead, tail in gbk.by_trail(trail):
        found += [
            (bits, head + tail)
            for head, bits in before.get(plain(tail), ())
            if lead in free.get(codes[head] & 0xFF, ())
        ]
    return tuple(sorted(found))


class _Threes(NamedTuple):
    """Likely three characters of which only the first byte of the first and the last byte of the last are left."""

    chars: tuple[str, ...]
    heads: tuple[str, ...]  # the different first ones
    head: np.ndarray  # which of them each begins with
    last: np.ndarray  # numbers of the last ones among the sequences
    apart: np.ndarray  # bits of what stands behind the first one, if no word begins with it
    joined: np.ndarray  # bits of all if one does


@lru_cache(maxsize=1024)
def _threes(lead: int, trail: int) -> _Threes:
    import numpy as np

    model, words = sequences(), word_bits()
    codes, unassigned, twice, tails = gbk.codes(), gbk.unassigned(), twos(), gbk.by_trail(trail)
    found: dict[str, tuple[float, float]] = {}
    for zone, head in _heads(lead):
        free, begun = unassigned[zone], twice.get(plain(head), {})
        fitting = ((bits, word) for bits, word in _torn_words(trail) if codes[word[0]] >> 8 in free)
        for bits, word in nsmallest(12, fitting):
            found[head + word] = bits, words.get(plain(head) + plain(word[0]) + plain(word[1]), IMPOSSIBLE)
        for second, goes_on in unassigned.items():
            middles = [middle for _, middle in _words(head, zone, second)[:2]]
            middles += [middle for middle in _usual(second) if codes[middle] >> 8 in free]
            for middle in middles:
                between, joined = single(plain(middle)), begun.get(plain(middle), IMPOSSIBLE)
                for lead_of_last, tail in tails:
                    if lead_of_last in goes_on:
                        bits = single(plain(tail))
                        found.setdefault(head + middle + tail, (between + bits, joined + bits))
    heads = tuple(dict.fromkeys(three[0] for three in found))
    numbers = np.array([[model.number.get(plain(char), 0) for char in three] for three in found], int).reshape(-1, 3)
    behind = WORTH * (
        model.table[numbers[:, 0], numbers[:, 1]].astype(float) + model.table[numbers[:, 1], numbers[:, 2]]
    )
    apart, joined = WORDS * np.array(list(found.values())).reshape(-1, 2).T + behind
    kept = np.argsort(np.minimum(apart, joined - WORDS * 12), kind="stable")[:MOST_THREES]
    chars = list(found)
    first = np.array([heads.index(three[0]) for three in found], int)
    chosen = tuple(chars[at] for at in kept.tolist())
    return _Threes(chosen, heads, first[kept], numbers[kept, 2], apart[kept], joined[kept])


@cache
def _usual(trail: int) -> tuple[str, ...]:
    """Marks and characters that often stand alone, with this last byte."""
    return tuple(char for _, char in gbk.by_trail(trail) if char in gbk.MARKS or plain(char) in commonest())


def dropped_twice(
    language: Language, state: State, lead: int, trail: int, after: str, most: int
) -> list[tuple[float, str]]:
    """Likely three characters between `state` and the characters `after`, and the cost behind them; the likeliest first.

    Only the first byte of the first and the last byte of the last are left.
    """
    import numpy as np

    threes, model = _threes(lead, trail), language.sequences
    if not threes.chars:
        return []
    many = choice(threes.heads)
    begun = state[0] + WORTH * model.after(state[5], many.numbers)
    bits = np.minimum(language.weighed(state, many)[threes.head] + threes.apart, begun[threes.head] + threes.joined)
    if after:
        bits += WORTH * model.table[threes.last, model.number.get(after[0], 0)]
    found, likely = [], np.flatnonzero(bits <= bits.min() + NEARLY)
    for at in likely[bits[likely].argsort(kind="stable")][:most].tolist():
        behind = state
        for char in threes.chars[at] + after[:1]:
            behind = language.step(behind, char)
        found.append((behind[0], threes.chars[at]))
    return sorted(found)
