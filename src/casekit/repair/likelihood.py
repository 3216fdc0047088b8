"""How likely is it that a stretch of text is Chinese? Bits, by words of the segmenter's dictionary.

A reading of damaged bytes is kept only if it is clearly more likely Chinese than what stands there. The measure is
the cost in bits of the cheapest way to cut the text into words (unigram model). It is updated character by
character, so that a search over readings pays for each character once.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from importlib.util import find_spec
from math import log2
from pathlib import Path
from typing import NamedTuple

from casekit.repair.gbk import simplified

LONGEST = 5  # characters of the longest word that is looked up
UNKNOWN = 21.0  # bits of a Chinese character that the dictionary does not know
_MARKS = {
    5.0: "，。、",
    7.5: "“”《》；：（）？！",
    9.0: "—…‘’·％〈〉【】　",
    4.5: "0123456789",
    8.0: ",.:;!?()%-+/ \"'",
    7.0: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
}
_MARK_BITS = {char: bits for bits, chars in _MARKS.items() for char in chars}


@cache
def word_bits() -> dict[str, float]:
    """Cost in bits of every word of up to five characters in the segmenter's dictionary."""
    spec = find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("jieba is needed to judge readings of damaged text", name="jieba")
    counts, total = {}, 0
    with Path(spec.submodule_search_locations[0], "dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, count, _ = line.split(" ", 2)
            number = int(count)
            total += number
            if len(word) <= LONGEST:
                counts[word] = number
    return {word: log2(total / max(number, 1)) for word, number in counts.items()}


class State(NamedTuple):
    """What the measure remembers: the last simplified characters, and the costs at the last positions, newest first."""

    tail: str
    costs: tuple[float, ...]


START = State("", (0.0,))


class Language:
    """The measure, told about the words of the page at hand.

    Parameters
    ----------
    page : str
        The page: pairs of characters that come again and again in it are likely in its damaged stretches too.
    """

    def __init__(self, page: str = ""):
        self._words = word_bits()
        self._simple = simplified()
        self._page = _pair_bits(page.translate({ord(a): b for a, b in self._simple.items()})) if page else {}

    def step(self, state: State, char: str) -> State:
        """The state after one more character."""
        mark = _MARK_BITS.get(char)
        tail, costs = state
        if mark is not None:
            return State("", (costs[0] + mark,))
        char = self._simple.get(char, char)
        words = self._words
        single = words.get(char)
        if single is None:
            if not "一" <= char <= "\u9fff":
                return State("", (costs[0] + 16.0,))
            single = UNKNOWN
        best = costs[0] + single
        word = char
        for back in range(1, len(costs)):
            word = tail[-back] + word
            bits = words.get(word)
            if back == 1:
                paged = self._page.get(word)
                if paged is not None and (bits is None or paged < bits):
                    bits = paged
            if bits is not None and costs[back] + bits < best:
                best = costs[back] + bits
        return State((tail + char)[-LONGEST + 1 :], (best, *costs[: LONGEST - 1]))

    def bits(self, text: str, state: State = START) -> float:
        """Cost of `text` after `state`, in bits.

        >>> language = Language()
        >>> language.bits("村干部和群众") < language.bits("卮甯刹亢腿罕")
        True
        """
        before = state.costs[0]
        for char in text:
            state = self.step(state, char)
        return state.costs[0] - before


def _pair_bits(page: str) -> dict[str, float]:
    counts = Counter(map("".join, zip(page, page[1:], strict=False)))
    total = max(len(page), 400)
    return {
        pair: log2(total / count) + 3.0
        for pair, count in counts.items()
        if count >= 2 and "一" <= pair[0] <= "\u9fff" and "一" <= pair[1] <= "\u9fff"
    }
