"""Pairs of the user-defined zones that a site dropped: what the two torn characters may have been.

Of two neighbours only the first byte of the one and the last byte of the other are left (of three, if two pairs were
dropped in a row). The candidates are ranked by the words they make with each other and with what stands on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from heapq import nsmallest

from casekit.repair import gbk
from casekit.repair.lexicon import edges, single, twos, word_bits
from casekit.repair.likelihood import Language, State

NEVER = 30.0  # bits of what begins, ends or makes no word
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


@lru_cache(maxsize=4096)
def _tails(trail: int, after: str) -> tuple[tuple[float, str, int], ...]:
    """Characters that end in `trail`, by their bits before the characters `after`; with their first byte."""
    words, found = word_bits(), []
    following = [min(single(char), edges()[0].get(char, NEVER)) for char in after]
    for lead, char in gbk.by_trail(trail):
        form = plain(char)
        best = single(form) if after else min(single(form), edges()[0].get(form, NEVER))
        for length in range(1, len(after) + 1):
            best = min(best, words.get(form + after[:length], 99.0) - sum(following[:length]))
        found.append((best, char, lead))
    return tuple(sorted(found))


@lru_cache(maxsize=8192)
def _words(head: str, zone: int, trail: int) -> tuple[tuple[float, str], ...]:
    """The likeliest words of two characters that begin with `head` and end in `trail`, a pair of `zone` between."""
    goes_on, free = twos().get(plain(head), {}), gbk.unassigned()[zone]
    found = [
        (goes_on[plain(char)], char) for lead, char in gbk.by_trail(trail) if lead in free and plain(char) in goes_on
    ]
    return tuple(sorted(found)[:TAILS])


def dropped_once(language: Language, state: State, lead: int, trail: int, after: str, most: int) -> list[str]:
    """Likely two characters of which only the first byte of one and the second byte of the other are left.

    They stand between `state` and the characters `after`; the likeliest come first.
    """
    heads, base = _heads(lead), state[1][0]
    tails, free, found = _tails(trail, after), gbk.unassigned(), {}
    costs = language.costs(state, [head for _, head in heads])
    for (zone, head), cost in zip(heads, costs, strict=True):
        number = 0
        for bits, tail, second in tails:
            if second in free[zone]:
                found[head + tail] = cost + bits
                number += 1
                if number == TAILS:
                    break
    for zone, head in heads:
        for bits, tail in _words(head, zone, trail):
            found[head + tail] = min(base + bits, found.get(head + tail, 999.0))
    for zone, head in heads:
        if language.goes_on(state, head):
            ends = [tail for _, tail, second in tails if second in free[zone]]
            whole = zip(language.costs(language.step(state, head), ends), ends, strict=True)
            for bits, tail in nsmallest(2, whole):
                found[head + tail] = min(bits, found.get(head + tail, 999.0))
    return nsmallest(most, found, key=found.__getitem__)


@cache
def _before() -> dict[str, list[tuple[str, float]]]:
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
    codes, free, before, found = gbk.codes(), gbk.unassigned(), _before(), []
    for lead, tail in gbk.by_trail(trail):
        found += [
            (bits, head + tail)
            for head, bits in before.get(plain(tail), ())
            if lead in free.get(codes[head] & 0xFF, ())
        ]
    return tuple(sorted(found))


@lru_cache(maxsize=1024)
def dropped_twice(lead: int, trail: int) -> tuple[str, ...]:
    """Likely three characters of which only the first byte and the last byte are left."""
    found: dict[str, float] = {}
    begins, ends = edges()
    words, codes = word_bits(), gbk.codes()
    for zone, head in _heads(lead):
        free, before = gbk.unassigned()[zone], ends.get(plain(head), NEVER)
        fitting = ((bits, word) for bits, word in _torn_words(trail) if codes[word[0]] >> 8 in free)
        for bits, word in nsmallest(12, fitting):
            found[head + word] = min(before + bits, words.get(plain(head) + plain(word[0]) + plain(word[1]), 99.0))
    for zone, free in gbk.unassigned().items():
        for first_zone, head in _heads(lead):
            for bits, middle in _words(head, first_zone, zone)[:2]:
                for lead_of_last, tail in gbk.by_trail(trail):
                    if lead_of_last in free:
                        found.setdefault(head + middle + tail, bits + begins.get(plain(tail), NEVER))
    return tuple(nsmallest(60, found, key=found.__getitem__))


def weighed(language: Language, state: State, ways: Sequence[str]) -> list[tuple[str, float, float]]:
    """Each of `ways` to go on from `state`, with the cost before its last character and behind it."""
    lasts: dict[str, list[str]] = {}
    for way in ways:
        lasts.setdefault(way[:-1], []).append(way[-1])
    states, costs = {"": state}, {}
    for head, chars in lasts.items():
        for length in range(1, len(head) + 1):
            if head[:length] not in states:
                states[head[:length]] = language.step(states[head[: length - 1]], head[length - 1])
        for char, cost in zip(chars, language.costs(states[head], chars), strict=True):
            costs[head + char] = cost
    return [(way, states[way[:-1]][1][0], costs[way]) for way in ways]
