"""Words of the segmenter's dictionary and of the genre, marks, and what each costs in bits."""

from __future__ import annotations

from functools import cache
from importlib import resources
from importlib.util import find_spec
from math import inf, log2
from pathlib import Path

from casekit.repair.gbk import simplified
from casekit.repair.memory import Remembered

LONGEST = 5  # characters of the longest word that is looked up
GENRE, DISCOUNT = 0.4, 0.5  # share of the prose of the genre in what a word costs; of a count, what is left to chance
SELDOM_COUNTED, UNUSUAL = 60, 8  # a word counted less often is that much rarer
NAMES = ("ns", "nr", "nt", "nz")  # the dictionary's kinds of names
UNKNOWN = 24.0  # bits of a Chinese character that the dictionary does not know
FOREIGN = 22.0  # bits of a character that is neither Chinese nor a mark seen in articles
SELDOM, ALONE = 10.0, 3.0  # a character that costs more bits than that hardly ever stands alone: more bits
_MARKS = {
    5.0: "，。",
    5.8: "、",
    7.5: "“”《》；：（）？！",
    9.0: "…·％〈〉【】　",
    11.0: "‘’",
    12.0: "—",
    4.5: "0123456789",
    8.0: ",.:;()%-+/ \"'",
    13.0: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!?",
}
MARK_BITS = {char: bits for bits, chars in _MARKS.items() for char in chars}


@cache
def general_bits() -> dict[str, float]:
    """Cost in bits of every word of up to five characters: by the segmenter's dictionary and the list ``genre.txt``."""
    return _general(*_dictionary())


@cache
def word_bits() -> dict[str, float]:
    """The same, as often as the words come in prose of the genre too (``words.txt``, made by benchmarks/repair_sequences.py).

    >>> word_bits()["账本"] < general_bits()["账本"]
    True
    """
    counts, total = _dictionary()
    share = log2(1 / (1 - GENRE))  # what a word of the dictionary costs more that the prose does not show
    costs = {word: bits + share * (word in counts) for word, bits in _general(counts, total).items()}
    seen = dict[str, int]()
    for line in _data("words.txt"):
        number, *words = line.split()
        seen |= dict.fromkeys(words, int(number))
    general, genre = (1 - GENRE) / total, GENRE / sum(seen.values())
    for word, number in seen.items():
        bits = -log2(general * counts.get(word, 0) + genre * (number - DISCOUNT))
        costs[word] = min(bits, costs[word] + share * (word not in counts) if word in costs else bits)
    for word in [word for word in costs if "着" in word]:  # mirrors write 著
        costs.setdefault(word.replace("着", "著"), costs[word])
    return costs


def _general(counts: dict[str, float], total: int) -> dict[str, float]:
    """What words cost that were counted so often in so many, or what the list says."""
    costs = {word: log2(total / number) for word, number in counts.items()}
    for line in _data("genre.txt"):
        bits, *words = line.split()
        costs |= {word: min(float(bits), costs.get(word, 99.0)) for word in words if len(word) <= LONGEST}
    return costs


def _dictionary() -> tuple[dict[str, float], int]:
    """How often the segmenter's dictionary counts each word, and all of them."""
    spec = find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("jieba is needed to judge readings of damaged text", name="jieba")
    counts, total = dict[str, float](), 0
    with Path(spec.submodule_search_locations[0], "dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, count, kind = line.split(" ", 2)
            number = int(count)
            total += number
            if len(word) <= LONGEST:
                # what a general dictionary counts seldom is rarer still here, but for names
                counts[word] = number / UNUSUAL if number < SELDOM_COUNTED and kind[:2] not in NAMES else number
    return counts, total


def _data(name: str) -> list[str]:
    """The lines of a file beside this one, without comments."""
    lines = resources.files(__package__).joinpath(name).read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


@cache
def begun() -> dict[str, str]:
    """What words of three characters and more begin with, from two characters on: where no word goes on, none is looked up.

    Each with the characters that end such a word right behind it.
    """
    found = dict.fromkeys((word[:length] for word in word_bits() for length in range(2, len(word))), "")
    for word in word_bits():
        if len(word) > 2:
            found[word[:-1]] += word[-1]
    return found


@cache
def ended() -> dict[str, str]:
    """The characters that begin words of three characters, by the other two."""
    found: dict[str, str] = {}
    for word in word_bits():
        if len(word) == 3:
            found[word[1:]] = found.get(word[1:], "") + word[0]
    return found


@cache
def _going_on() -> dict[str, str]:
    found: dict[str, str] = {}
    for head in begun():
        found[head[:-1]] = found.get(head[:-1], "") + head[-1]
    return found


def _heads(tail: str) -> list[str]:
    """The ends of `tail` that a word may go on from."""
    ends = [tail[at:] for at in range(len(tail) - 1, -1, -1)]
    return [end for end in ends if len(end) == 1 or end in begun()]


def _ways_on(tail: str) -> tuple[tuple[dict[str, float], int, float], ...]:
    found = [(_words_of[head], len(head)) for head in _heads(tail)]
    return tuple((words, length, min(words.values(), default=inf)) for words, length in found)


def _find_words(head: str) -> dict[str, float]:
    words = word_bits()
    return {char: words[head + char] for char in begun()[head]} if len(head) > 1 else twos().get(head, {})


_words_of = Remembered(_find_words, 16_384)
# of each of these ends: bits of the words that one character more makes of it, by that one; its length; the fewest bits
ways_on = Remembered(_ways_on, 16_384)
# the characters with which one of these ends becomes one that words go on from
going_on = Remembered(lambda tail: frozenset("".join(_going_on().get(head, "") for head in _heads(tail))), 16_384)


@cache
def alone() -> dict[str, float]:
    """Bits of every character that stands alone, traditional forms too."""
    bits = {word: cost + ALONE if cost > SELDOM else cost for word, cost in word_bits().items() if len(word) == 1}
    return bits | {char: bits[form] for char, form in simplified().items() if form in bits}


def single(char: str) -> float:
    """Bits of a simplified character or mark that stands alone."""
    bits = alone().get(char)
    return MARK_BITS.get(char, FOREIGN) if bits is None else bits


@cache
def twos() -> dict[str, dict[str, float]]:
    """Words of two characters: their bits by first and second character."""
    found: dict[str, dict[str, float]] = {}
    for word, bits in word_bits().items():
        if len(word) == 2:
            found.setdefault(word[0], {})[word[1]] = bits
    return found


@cache
def befores() -> dict[str, dict[str, float]]:
    """The same by second and first character."""
    found: dict[str, dict[str, float]] = {}
    for first, behind in twos().items():
        for second, bits in behind.items():
            found.setdefault(second, {})[first] = bits
    return found


@cache
def edges() -> tuple[dict[str, float], dict[str, float]]:
    """Cost of the commonest word that begins with a character, and of the commonest that ends with it."""
    begins: dict[str, float] = {}
    ends: dict[str, float] = {}
    for word, bits in word_bits().items():
        if bits < begins.get(word[0], 99.0):
            begins[word[0]] = bits
        if bits < ends.get(word[-1], 99.0):
            ends[word[-1]] = bits
    return begins, ends


@cache
def commonest() -> tuple[str, ...]:
    """The sixty characters that stand alone most often."""
    single = sorted((bits, word) for word, bits in word_bits().items() if len(word) == 1)
    return tuple(char for _, char in single[:60])
