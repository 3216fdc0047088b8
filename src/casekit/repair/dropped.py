"""Pairs of the user-defined zones that a site dropped: what the two torn characters may have been.

Of two neighbours only the first byte of the one and the last byte of the other are left (of three, if two pairs were
dropped in a row). The candidates are ranked by the words they can be part of, whatever stands around them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from casekit.repair import gbk
from casekit.repair.likelihood import Language, State, edges, twos, word_bits

NEVER = 30.0  # bits of what begins, ends or makes no word
_PRIVATE = re.compile("[\ue000-\uf8ff]")


def plain(char: str) -> str:
    return gbk.simplified().get(char, char)


@lru_cache(maxsize=4096)
def _tails(zone: int, trail: int) -> tuple[tuple[str, str], ...]:
    """Characters that end in `trail` and begin with the second byte of a dropped pair of `zone`, each with its simplified form."""
    free = gbk.unassigned()[zone]
    return tuple((char, plain(char)) for lead, char in gbk.by_trail(trail) if lead in free)


# What follows ranks by the bits of the cheapest way in which the characters can be part of words, whatever stands around them.


@lru_cache(maxsize=4096)
def dropped_once(lead: int, trail: int) -> tuple[str, ...]:
    """Likely two characters of which only the first byte of one and the second byte of the other are left."""
    begins, ends = edges()
    words, found = word_bits(), []
    for zone in gbk.unassigned():
        for second, head in gbk.row(lead):
            if second == zone:
                first = plain(head)
                before = ends.get(first, NEVER)
                found += [
                    (min(words.get(first + last, 99.0), before + begins.get(last, NEVER)), head + tail)
                    for tail, last in _tails(zone, trail)
                ]
    return tuple(chars for _, chars in sorted(found)[:60])


@lru_cache(maxsize=4096)
def dropped_twice(lead: int, trail: int) -> tuple[str, ...]:
    """Likely three characters of which only the first byte and the last byte are left."""
    found: dict[str, float] = {}
    begins, ends = edges()
    words, codes = word_bits(), gbk.codes()
    for zone, free in gbk.unassigned().items():
        for pair in dropped_once(lead, zone)[:12]:
            first, second = plain(pair[0]), plain(pair[1])
            before, word = ends.get(first, NEVER), words.get(first + second, NEVER)
            for tail, last in _tails(zone, trail):
                apart = min(before + words.get(second + last, NEVER), word + begins.get(last, NEVER))
                found[pair + tail] = min(words.get(first + second + last, 99.0), apart)
        for second, head in gbk.row(lead):
            if second == zone:
                before = ends.get(plain(head), NEVER)
                for word, bits in _torn_words(trail):
                    if codes[word[0]] >> 8 in free:
                        found.setdefault(head + word, before + bits)
    return tuple(sorted(found, key=found.__getitem__)[:200])


@lru_cache(maxsize=256)
def _torn_words(trail: int) -> tuple[tuple[str, float], ...]:
    """Words of two characters between which a pair of a user-defined zone lies, by the last byte."""
    words, out = twos(), []
    for zone in gbk.unassigned():
        places: dict[str, list[tuple[int, str]]] = {}
        for place, (tail, last) in enumerate(_tails(zone, trail)):
            places.setdefault(last, []).append((place, tail))
        for _, head in gbk.by_trail(zone):
            goes_on = words.get(plain(head), {})
            here = [(*place, goes_on[last]) for last in goes_on.keys() & places.keys() for place in places[last]]
            out += [(head + tail, bits) for _, tail, bits in sorted(here)]
    return tuple(out)


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


def shows_private(page: str) -> bool:
    """Does the page show characters of the user-defined zones, so that its site drops none?"""
    return _PRIVATE.search(page) is not None
