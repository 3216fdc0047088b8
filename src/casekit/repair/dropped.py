"""Pairs of the user-defined zones that a site dropped: what the two torn characters may have been.

Of two neighbours only the first byte of the one and the last byte of the other are left (of three, if two pairs were
dropped in a row). The candidates are ranked by the words they make with each other and with what stands on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from casekit.repair import gbk
from casekit.repair.halves import IMPOSSIBLE, NOTHING, End, common_forms, heads_of, plain, tails_of
from casekit.repair.letters import WORDS, WORTH, Choice, choice
from casekit.repair.lexicon import MARK_BITS, befores, edges, ended, single, twos, word_bits
from casekit.repair.likelihood import Language, State
from casekit.repair.sequences import sequences
from casekit.repair.threes import threes_of

if TYPE_CHECKING:
    import numpy as np

NEVER = 30.0  # bits of what begins, ends or makes no word
FITTING = 12.0  # bits that the place of a mark may save
USUAL = 16.0  # bits of a word of which nothing is shown but its first byte
ROUNDED = 1e-6  # bits by which two ways to add up the same may differ
_PRIVATE = re.compile("[\ue000-\uf8ff]")


def shows_private(page: str) -> bool:
    """Does the page show characters of the user-defined zones, so that its site drops none?"""
    return _PRIVATE.search(page) is not None


def _goes_on(first: tuple[tuple[int, str], ...]) -> Iterator[tuple[int, str]]:
    """First byte and character of what makes a usual word with one of the first characters, a dropped pair between."""
    forms, codes, free = common_forms(), gbk.codes(), gbk.unassigned()
    for zone, head in first:
        for second, bits in twos().get(plain(head), {}).items():
            if bits < USUAL:
                yield from ((lead, char) for char in forms.get(second, ()) if (lead := codes[char] >> 8) in free[zone])


class _Ways(NamedTuple):
    """All the pairs of characters of which the first byte of the one is known, and something of the other."""

    heads: Choice
    tails: Choice
    pairs: list[str]  # of all heads with all tails
    alone: np.ndarray  # bits of the tails where no word ends
    last: np.ndarray  # the same where the line ends
    inner: np.ndarray  # bits of each tail behind each head, very many where no dropped pair fits between them
    words: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]  # which are words: number, head, tail, bits
    least: np.ndarray  # the fewest bits of each tail behind any head
    lone: float  # the fewest bits of any head that ends no word
    lone_tail: float  # the same of any tail


@lru_cache(maxsize=2048)
def _ways(lead: int, end: End, script: str) -> _Ways | None:
    import numpy as np

    model, free = sequences(), gbk.unassigned()
    first, second = heads_of(lead), tails_of(end)
    if end == NOTHING:
        second = tuple(dict.fromkeys((*second, *_goes_on(first))))
    if not first or not second:
        return None
    heads, tails = (choice(tuple(char for _, char in chars), script) for chars in (first, second))
    inner = WORTH * model.table[np.array(heads.numbers, int)[:, None], np.array(tails.numbers, int)] + [
        tails.strange.get(place, 0.0) for place in range(len(second))
    ]
    inner += [[0.0 if lead in free[zone] else IMPOSSIBLE for lead, _ in second] for zone, _ in first]
    found = []
    for row, head in enumerate(heads.forms):
        goes_on = twos().get(head, {})
        for form in goes_on.keys() & tails.places.keys():
            for column in tails.places[form]:
                if inner[row, column] < IMPOSSIBLE:
                    more = WORDS * goes_on[form] + inner[row, column]
                    found.append((row * len(second) + column, row, column, more))
    *places, bits = zip(*found, strict=True) if found else ((), (), (), ())
    alone = np.array([WORDS * single(tail) for tail in tails.forms])
    last = [WORDS * min(single(tail), edges()[0].get(tail, NEVER)) for tail in tails.forms]
    pairs = [head + tail for _, head in first for _, tail in second]
    words = *(np.array(at, int) for at in places), np.array(bits)
    least = inner.min(axis=0), *(min(map(_lone, many.forms)) for many in (heads, tails))
    return _Ways(heads, tails, pairs, alone, np.array(last), inner, words, *least)


def _lone(form: str) -> float:
    """Bits that a character or mark that ends no word does not cost less than."""
    return WORDS * min(single(form), MARK_BITS.get(form, inf) - FITTING)


class _Before(NamedTuple):
    """What the last characters cost before some others."""

    on: np.ndarray  # bits of each, and of the first of the others behind it
    behind: np.ndarray  # bits of the latter alone
    nearest: float  # the fewest of these
    apart: float  # the fewest of both, behind any head
    joined: float  # the fewest of a word of two characters and what is behind it


@lru_cache(maxsize=4096)
def _before(lead: int, end: End, script: str, after: str) -> _Before:
    import numpy as np

    ways, model = _ways(lead, end, script), sequences()
    on, behind = ways.last, np.zeros(len(ways.last))
    if after:
        found, places = ways.alone.copy(), ways.tails.places
        beyond = [min(single(char), edges()[0].get(char, NEVER)) for char in after]
        two, rest = befores().get(after[0], {}), beyond[0]
        ends = {form: WORDS * (two[form] - rest) for form in two.keys() & places.keys()}
        rest = sum(beyond)
        for form in places.keys() & ended().get(after, ()):
            ends[form] = min(ends.get(form, inf), WORDS * (word_bits()[form + after] - rest))
        for form, bits in ends.items():
            for place in places[form]:
                found[place] = min(found[place], bits)
        behind = WORTH * model.table[ways.tails.numbers, model.number.get(after[0], 0)]
        on = found + behind
    _, _, columns, bits = ways.words
    least = behind.min(), (ways.least + on).min(), (bits + behind[columns]).min(initial=inf)
    return _Before(on, behind, *map(float, least))


def dropped_pairs(
    language: Language, state: State, lead: int, end: End, after: str, pairs: int, threes: int, most: float = inf
) -> list[tuple[float, str]]:
    """Likely two characters of which only the first byte of one and the second byte (or the reading) of the other are left.

    They stand between `state` and the characters `after`; `pairs` likely ones come with what the line costs up to the
    first of those behind them, as far as the neighbours tell. So do `threes` likely ones with a character more between them.
    If the likeliest pair costs `most` bits or more, there are none.
    """
    import numpy as np

    ways = _ways(lead, end, language.script)
    if ways is None:
        return []
    before, room = _before(lead, end, language.script, after), most - state[0] + ROUNDED
    # most are given up because no pair can cost less
    goes_on = sorted(language.going_on(state, ways.heads))
    if not goes_on and min(min(ways.lone, language.least(state)) + before.apart, before.joined) >= room:
        return []
    begins, follows = language.weighed(state, ways.heads)
    least = min(min(begins) + before.apart - state[0], min(follows) + before.joined)
    behind_head = {head: language.step(state, head) for head in goes_on}
    for one in behind_head.values():
        least = min(least, one[0] - state[0] + min(ways.lone_tail, language.least(one)) + before.nearest)
    if least >= room:
        return []
    ahead_of = {head: language.weighed(one, ways.tails)[0] for head, one in behind_head.items()}
    on, behind, begins, begun = before.on, before.behind, np.array(begins), np.array(follows) + state[0]
    found = begins[:, None] + on + ways.inner
    flat = found.ravel()
    places, rows, columns, bits = ways.words
    flat[places] = np.minimum(flat[places], begun[rows] + bits + behind[columns])
    for head, ahead in ahead_of.items():
        for row in ways.heads.places[head]:
            found[row] = np.minimum(found[row], ahead + behind + (ways.inner[row] >= IMPOSSIBLE) * IMPOSSIBLE)
    if flat.min() >= most:
        return []
    out = _best(flat, ways.pairs.__getitem__, pairs)
    if threes:
        three = threes_of(lead, end, language.script)
        bits = np.minimum(begins[three.head] + three.apart, begun[three.head] + three.joined)
        bits += np.where(three.whole, behind[three.tail], on[three.tail])
        out += _best(bits, three.chars, threes)
    return out


def _best(bits: np.ndarray, chars: Callable[[int], str], most: int) -> list[tuple[float, str]]:
    """The cheapest of some ways, the cheapest first."""
    best = bits.argpartition(most)[:most] if most < bits.size else bits.argsort()
    best = best[bits[best].argsort()]
    found = zip(bits[best].tolist(), map(chars, best.tolist()), strict=True)
    return [way for way in found if way[0] < IMPOSSIBLE]
