"""Pairs of the user-defined zones that a site dropped: what the two torn characters may have been.

Of two neighbours only the first byte of the one and the last byte of the other are left (of three, if two pairs were
dropped in a row). The candidates are ranked by the words they can be part of, whatever stands around them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from casekit.repair import gbk
from casekit.repair.likelihood import edges, word_bits

_PRIVATE = re.compile("[\ue000-\uf8ff]")


def _rank(chars: str) -> float:
    """Bits of the cheapest way in which `chars` can be part of words, whatever stands around them."""
    begins, ends = edges()
    words = word_bits()
    best = words.get(chars, 99.0)
    for cut in range(1, len(chars)):
        left, right = chars[:cut], chars[cut:]
        head = ends.get(left, 30.0) if cut == 1 else words.get(left, 30.0)
        tail = begins.get(right, 30.0) if len(right) == 1 else words.get(right, 30.0)
        best = min(best, head + tail)
    return best


def plain(char: str) -> str:
    return gbk.simplified().get(char, char)


@lru_cache(maxsize=4096)
def dropped_once(lead: int, trail: int) -> tuple[str, ...]:
    """Likely two characters of which only the first byte of one and the second byte of the other are left."""
    found = []
    for zone, free in gbk.unassigned().items():
        for second, head in gbk.row(lead):
            if second == zone:
                found += [
                    (_rank(plain(head) + plain(tail)), head + tail)
                    for other, tail in gbk.by_trail(trail)
                    if other in free
                ]
    return tuple(chars for _, chars in sorted(found)[:60])


@lru_cache(maxsize=4096)
def dropped_twice(lead: int, trail: int) -> tuple[str, ...]:
    """Likely three characters of which only the first byte and the last byte are left."""
    found: dict[str, float] = {}
    ends, codes = edges()[1], gbk.codes()
    for zone, free in gbk.unassigned().items():
        for pair in dropped_once(lead, zone)[:12]:
            for other, tail in gbk.by_trail(trail):
                if other in free:
                    found[pair + tail] = _rank(plain(pair[0]) + plain(pair[1]) + plain(tail))
        for second, head in gbk.row(lead):
            if second == zone:
                for word, bits in _torn_words(trail):
                    if codes[word[0]] >> 8 in free:
                        found.setdefault(head + word, ends.get(plain(head), 30.0) + bits)
    return tuple(sorted(found, key=found.__getitem__)[:200])


@lru_cache(maxsize=256)
def _torn_words(trail: int) -> tuple[tuple[str, float], ...]:
    """Words of two characters between which a pair of a user-defined zone lies, by the last byte."""
    words, out = word_bits(), []
    for zone, free in gbk.unassigned().items():
        for _, head in gbk.by_trail(zone):
            for lead, tail in gbk.by_trail(trail):
                if lead in free:
                    bits = words.get(plain(head) + plain(tail))
                    if bits is not None:
                        out.append((head + tail, bits))
    return tuple(out)


def shows_private(page: str) -> bool:
    """Does the page show characters of the user-defined zones, so that its site drops none?"""
    return _PRIVATE.search(page) is not None
