"""How fast cues are matched: 5,000 cues on 10 million characters, and the coder of practices, on one core.

    python benchmarks/cues_speed.py [MILLIONS]

The text is the reference articles over and over; the cues are those of the codebook and as many more as it takes,
made by crossing their words. Prints one figure a line; exits with 1 if the matcher needs more than 10 seconds per
10 million characters.
"""

import random
import sys
import time
from pathlib import Path

from casekit.codebook import Codebook
from casekit.codebook.practice import load_practices
from casekit.cues import CueMatcher, parse
from casekit.document import Document, Sentence
from casekit.extract.practices import extract

HOME = Path(__file__).parents[1]
WANTED = 5_000
LIMIT = 10.0


def cues(count: int) -> list[str]:
    """The codebook's cues, then pairs of their words with a gap between them, until there are `count`."""
    own = list(dict.fromkeys(cue for practice in load_practices(Codebook()) for cue in practice.cues))
    words = sorted({way for cue in own for part in parse(cue).parts for way in part if len(way) > 1})
    chance = random.Random(1)
    while len(own) < count:
        own.append("(" + "|".join(chance.sample(words, 3)) + ")…(" + "|".join(chance.sample(words, 3)) + ")")
    return own[:count]


def text(size: int) -> str:
    bodies = [path.read_text("utf-8").strip() for path in sorted((HOME / "data/reference/clean").glob("*.txt"))]
    body = "\n".join(bodies) + "\n"
    return (body * (size // len(body) + 1))[:size]


def spans(body: str) -> list[tuple[int, int]]:
    out, start = [], 0
    for at, mark in enumerate(body):
        if mark in "。；！？\n":
            out.append((start, at + 1))
            start = at + 1
    return out


def main() -> int:
    size = int(float(sys.argv[1]) * 1e6) if len(sys.argv) > 1 else 10_000_000
    body = text(size)
    sentences = spans(body)
    matcher = CueMatcher(cues(WANTED))
    matcher.find("预热")
    begin = time.process_time()
    hits = sum(len(matcher.find(body[start:end])) for start, end in sentences)
    seconds = time.process_time() - begin
    print(
        f"cues {WANTED}  characters {size}  hits {hits}  seconds {seconds:.2f}  characters_per_second {size / seconds:.0f}"
    )

    short = body[: size // 10]
    document = Document(
        "speed", short, tuple(Sentence(no, a, b, short[a:b], 0, False) for no, (a, b) in enumerate(spans(short)))
    )
    extract(Document("warm", "预热。", (Sentence(0, 0, 3, "预热。", 0, False),)), Codebook())
    begin = time.process_time()
    rows = len(extract(document, Codebook()).rows)
    taken = time.process_time() - begin
    print(
        f"practices  characters {len(short)}  rows {rows}  seconds {taken:.2f}  characters_per_second {len(short) / taken:.0f}"
    )
    return int(seconds > LIMIT * size / 1e7)


if __name__ == "__main__":
    sys.exit(main())
