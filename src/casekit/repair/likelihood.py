"""How likely is it that a stretch of text is Chinese? Bits, by words of the segmenter's dictionary.

A reading of damaged bytes is kept only if it is clearly more likely Chinese than what stands there. The measure is
the cost in bits of the cheapest way to cut the text into words (unigram model). It is updated character by
character, so that a search over readings pays for each character once.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from importlib import resources
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
    9.0: "…‘’·％〈〉【】　",
    12.0: "—",
    4.5: "0123456789",
    8.0: ",.:;()%-+/ \"'",
    11.0: "!?",
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
    costs = {word: log2(total / max(number, 1)) for word, number in counts.items()}
    for line in resources.files(__package__).joinpath("genre.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            bits, *words = line.split()
            costs |= {word: min(float(bits), costs.get(word, 99.0)) for word in words if len(word) <= LONGEST}
    return costs


@cache
def followers() -> dict[str, tuple[str, ...]]:
    """The twelve commonest characters that make a word with the character before."""
    found: dict[str, list[tuple[float, str]]] = {}
    for word, bits in word_bits().items():
        if len(word) == 2:
            found.setdefault(word[0], []).append((bits, word[1]))
    return {char: tuple(second for _, second in sorted(pairs)[:12]) for char, pairs in found.items()}


@cache
def commonest() -> tuple[str, ...]:
    """The sixty characters that stand alone most often."""
    single = sorted((bits, word) for word, bits in word_bits().items() if len(word) == 1)
    return tuple(char for _, char in single[:60])


class State(NamedTuple):
    """What the measure remembers.

    `tail` holds the last simplified characters, `costs` the costs at the last positions, newest first; `mark` the mark
    just passed (``·`` one character behind a mark); `quoted` whether a “ waits for its ”.
    """

    tail: str
    costs: tuple[float, ...]
    mark: str = ""
    quoted: bool = False


START = State("", (0.0,))
# marks that do not follow one another, and what a quotation mark in the wrong place costs
_OPEN, _STOPS = "，、：；。！？“《（,:;!?(", "，、：；。！？,:;!?.)）》"
MISPLACED = 9.0
FOREIGN = 22.0  # bits of a character that is neither Chinese nor a mark seen in articles
SELDOM, ALONE = 11.0, 3.0  # a character that costs more bits than that hardly ever stands alone: more bits
STRANGE = 10.5  # bits of a word of one character that make one look twice
UNCLOSED = 6.0  # bits of a line that ends within quotation marks, or behind a comma
LONELY = 6.0  # bits of a clause of one character


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
        tail, costs, before, quoted = state
        if mark is not None:
            if before and (before in _OPEN and (char in _STOPS or char == "”") and not (before in "。！？" and char == "”")):
                mark += MISPLACED
            elif before == "·" and char not in "“”《》":
                mark += LONELY
            if char == "“":
                mark, quoted = mark + (MISPLACED if quoted else 0.0), True
            elif char == "”":
                mark, quoted = mark + (0.0 if quoted else MISPLACED), False
            return State("", (costs[0] + mark,), char, quoted)
        char = self._simple.get(char, char)
        words = self._words
        single = words.get(char)
        if single is None:
            if not "一" <= char <= "\u9fff":
                return State("", (costs[0] + FOREIGN,), "", quoted)
            single = UNKNOWN
        if single > SELDOM:
            single += ALONE
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
        return State((tail + char)[-LONGEST + 1 :], (best, *costs[: LONGEST - 1]), "·" if before and before != "·" else "", quoted)

    @staticmethod
    def ending(state: State) -> float:
        """Bits that a line costs for ending here: within quotation marks, or behind a comma."""
        return (UNCLOSED if state.quoted else 0.0) + (UNCLOSED if state.mark in ("，", "、", "“", "《", "（") else 0.0)

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

    def strangers(self, text: str, state: State = START) -> list[int]:
        """Offsets of the characters that stand alone and seldom do: where a reading is weakest.

        >>> Language().strangers("建设中咽产党支部")
        [3]
        """
        costs, words, simple = [0.0], [], [self._simple.get(char, char) for char in text]
        for end in range(1, len(simple) + 1):
            best, begin = costs[-1] + self._words.get(simple[end - 1], UNKNOWN), end - 1
            for start in range(max(0, end - LONGEST), end - 1):
                bits = self._words.get("".join(simple[start:end]))
                if start == end - 2:
                    bits = min(bits or 99.0, self._page.get("".join(simple[start:end]), 99.0))
                if bits is not None and costs[start] + bits < best:
                    best, begin = costs[start] + bits, start
            costs.append(best)
            words.append(begin)
        out, end = [], len(simple)
        while end:
            begin = words[end - 1]
            char = simple[begin]
            if end - begin == 1 and char not in _MARK_BITS and self._words.get(char, UNKNOWN) > STRANGE:
                out.append(begin)
            end = begin
        return out[::-1]


def _pair_bits(page: str) -> dict[str, float]:
    counts = Counter(map("".join, zip(page, page[1:], strict=False)))
    total = max(len(page), 400)
    return {
        pair: log2(total / count) + 3.0
        for pair, count in counts.items()
        if count >= 2 and "一" <= pair[0] <= "\u9fff" and "一" <= pair[1] <= "\u9fff"
    }
