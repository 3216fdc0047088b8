"""Two pairs of the user-defined zones dropped in a row: what the three torn characters may have been.

Of the first only its first byte is left, of the last its last byte (or its reading), of the one between them nothing.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from casekit.repair import gbk
from casekit.repair.halves import IMPOSSIBLE, End, common_forms, heads_of, plain, tails_of
from casekit.repair.letters import WORDS, WORTH, letters
from casekit.repair.lexicon import commonest, single, twos, word_bits
from casekit.repair.sequences import sequences

if TYPE_CHECKING:
    import numpy as np

MOST = 2000  # ways to fill in two pairs that are remembered
LIKELIEST, LONGER = 2, 12  # words of the first two that are weighed, and of the last two


class Threes(NamedTuple):
    """Likely three characters of which only the first byte of the first and the last byte of the last are left."""

    all: tuple[list[str], list[str], list[str]]  # the first, the middle and the last ones
    head: np.ndarray  # which of the heads each begins with
    middle: np.ndarray
    tail: np.ndarray  # which of the tails each ends in
    whole: np.ndarray  # is that the end of a word?
    apart: np.ndarray  # bits of what stands behind the first one, up to a tail alone, if no word begins with it
    joined: np.ndarray  # bits of all if one does

    def chars(self, place: int) -> str:
        """The three characters."""
        return "".join(of[at[place]] for of, at in zip(self.all, (self.head, self.middle, self.tail), strict=True))


@cache
def _begins() -> dict[str, dict[str, float]]:
    """First characters of words of two characters, with their bits, by the second one."""
    found, forms = dict[str, dict[str, float]](), common_forms()
    for first, goes_on in twos().items():
        for second, bits in goes_on.items():
            found.setdefault(second, {}).update(dict.fromkeys(forms.get(first, ()), bits))
    return found


@lru_cache(maxsize=256)
def _torn_words(end: End) -> tuple[tuple[int, float, str], ...]:
    """Words of two characters between which a pair of a user-defined zone lies: their first byte, bits and text.

    By what is left of the last; the likeliest first.
    """
    codes, free, before, found = gbk.codes(), gbk.unassigned(), _begins(), []
    for lead, tail in tails_of(end):
        found += [
            (bits, head + tail)
            for head, bits in before.get(plain(tail), {}).items()
            if lead in free.get(codes[head] & 0xFF, ())
        ]
    return tuple((codes[word[0]] >> 8, bits, word) for bits, word in sorted(found))


@lru_cache(maxsize=1024)
def _middles(head: str, zone: int) -> tuple[tuple[int, str], ...]:
    """What may stand behind `head`, a pair of `zone` between, and before another dropped pair: its last byte, and it.

    Of each last byte the two that make the likeliest words with `head`, then what often stands alone.
    """
    unassigned, found = gbk.unassigned(), dict[int, list[tuple[float, str]]]()
    for form, bits in twos().get(plain(head), {}).items():
        for lead, second, char in _written().get(form, ()):
            if lead in unassigned[zone]:
                found.setdefault(second, []).append((bits, char))
    middles = dict[tuple[int, str], None]()
    for second in unassigned:
        middles |= dict.fromkeys((second, char) for _, char in sorted(found.get(second, ()))[:LIKELIEST])
        middles |= dict.fromkeys((second, char) for lead, char in _usual(second) if lead in unassigned[zone])
    return tuple(middles)


@cache
def _written() -> dict[str, list[tuple[int, int, str]]]:
    """First byte, last byte and character of all that a dropped pair may stand behind, by the simplified form."""
    found = dict[str, list[tuple[int, int, str]]]()
    for second in gbk.unassigned():
        for lead, char in gbk.by_trail(second):
            found.setdefault(plain(char), []).append((lead, second, char))
    return found


@cache
def _usual(trail: int) -> tuple[tuple[int, str], ...]:
    """First byte and character of the marks and characters that often stand alone, with this last byte."""
    return tuple((lead, char) for lead, char in gbk.by_trail(trail) if char in gbk.MARKS or plain(char) in commonest())


class _Begun(NamedTuple):
    """The first two of three characters."""

    head: int
    middle: str
    apart: float
    joined: float
    whole: bool  # is the middle one the begin of a word that ends with the tail?


def _begun(lead: int, end: End) -> tuple[list[_Begun], list[list[int]]]:
    """All ways to begin, and the tails with which each of them goes on."""
    words, unassigned = word_bits(), gbk.unassigned()
    number = {char: at for at, (_, char) in enumerate(tails_of(end))}
    fitting = {
        zone: [at for at, (first, _) in enumerate(tails_of(end)) if first in free] for zone, free in unassigned.items()
    }
    ways, lasts = list[_Begun](), list[list[int]]()
    for at, (zone, head) in enumerate(heads_of(lead)):
        form, free = plain(head), unassigned[zone]
        for _, bits, word in islice((word for word in _torn_words(end) if word[0] in free), LONGER):
            joined = words.get(form + plain(word[0]) + plain(word[1]), IMPOSSIBLE)
            ways.append(_Begun(at, word[0], bits, joined, True))
            lasts.append([number[word[1]]])
        goes_on = twos().get(form, {})
        for second, middle in _middles(head, zone):
            of_two = plain(middle)
            ways.append(_Begun(at, middle, single(of_two), goes_on.get(of_two, IMPOSSIBLE), False))
            lasts.append(fitting[second])
    return ways, lasts


@lru_cache(maxsize=1024)
def threes_of(lead: int, end: End, script: str) -> Threes:
    """The likeliest three characters of which these bytes are left."""
    import numpy as np

    ways, lasts = _begun(lead, end)
    firsts, ends = ([char for _, char in chars] for chars in (heads_of(lead), tails_of(end)))
    middles = {char: at for at, char in enumerate(dict.fromkeys(way.middle for way in ways))}
    way, tail = np.repeat(np.arange(len(ways)), list(map(len, lasts))), np.array(list(chain(*lasts)), int)
    first, middle = (np.array(of, int) for of in ([way.head for way in ways], [middles[way.middle] for way in ways]))
    _, alike = np.unique((first * len(middles) + middle)[way] * len(ends) + tail, return_index=True)
    alike.sort()  # what is found twice stays where it was found first
    way, tail = way[alike], tail[alike]
    head, between = first[way], middle[way]
    model, known = sequences(), letters(script)
    numbers = [np.array([known[char][1] for char in chars], int) for chars in (firsts, middles, ends)]
    beside = [np.array([known[char][-1] for char in chars], float) for chars in (middles, ends)]
    of_first, of_middle, of_last = numbers[0][head], numbers[1][between], numbers[2][tail]
    behind = WORTH * (model.table[of_first, of_middle].astype(float) + model.table[of_middle, of_last])
    behind += beside[0][between] + beside[1][tail]
    apart = WORDS * np.array([way.apart for way in ways], float)[way] + behind
    joined = WORDS * np.array([way.joined for way in ways], float)[way] + behind
    whole = np.array([way.whole for way in ways], bool)[way]
    alone = np.where(whole, 0.0, np.array([single(plain(char)) for char in ends], float)[tail])
    kept = np.argsort(np.minimum(apart, joined - WORDS * 12) + WORDS * alone, kind="stable")[:MOST]
    columns = head, between, tail, whole, apart, joined
    return Threes((firsts, list(middles), ends), *(column[kept] for column in columns))
