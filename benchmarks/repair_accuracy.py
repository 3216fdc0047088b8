"""How exactly is damage undone? Damage real articles on purpose, repair them, compare.

    python benchmarks/repair_accuracy.py [--articles 120] [--seed 1]

For each kind of site: shifted stretches restored exactly (those in which a byte or digit was lost apart, for what is gone
can only be guessed), characters right, annotations left over, numbers whose first digits were swallowed and how many were flagged. The text is the clean text of the reference articles and
of the project's own development articles, its paragraphs shuffled, in traditional characters.
"""

from __future__ import annotations

import argparse
import difflib
import random
import re
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import damage_model  # noqa: E402  (lives with the tests)

from casekit.repair import gbk, repair  # noqa: E402
from casekit.repair.pinyin import TONED  # noqa: E402

LEFT = re.compile(f"[(（][a-z]*[{TONED}][a-z]*[)）]")
KINDS = {
    "annotation, bracket swallowed": {"swallow": damage_model.SWALLOWED, "drop": False},
    "annotation, bracket kept": {"swallow": b"", "drop": False},
    "annotation, folded": {"swallow": damage_model.SWALLOWED, "fold": True, "drop": False},
    "annotation, user-defined dropped": {"swallow": damage_model.SWALLOWED, "drop": True},
    "marks struck": {"swallow": damage_model.SWALLOWED, "struck": "！？", "drop": False},
    "marks struck, user-defined dropped": {"swallow": damage_model.SWALLOWED, "struck": "！？", "drop": True},
}


def corpus() -> list[str]:
    """Paragraphs in traditional characters as mirrors write them."""
    import opencc

    files = [
        *sorted((ROOT / "data/reference/clean").glob("*.txt")),
        *sorted((ROOT / "tests/cases/own/dev/clean").glob("*.txt")),
    ]
    paragraphs = [line for file in files for line in file.read_text("utf-8").splitlines() if len(line) > 60]
    known = gbk.codes()
    text = opencc.OpenCC("s2tw").convert("\n".join(paragraphs))
    return ["".join(char for char in line if char in known or char.isascii()) for line in text.split("\n")]


def article(rng: random.Random, paragraphs: list[str], length: int = 2500) -> str:
    out: list[str] = []
    while sum(map(len, out)) < length:
        out.append(rng.choice(paragraphs))
    return "\n".join(out)


def frequent(paragraphs: list[str]) -> str:
    """The 250 commonest characters that look different in traditional script: what sites annotate."""
    counts = Counter("".join(paragraphs))
    return "".join([char for char, _ in counts.most_common() if char in gbk.simplified()][:250])


def judge(text: str, site: damage_model.Site) -> Counter:
    """Damage one article, repair it, and count."""
    damaged = damage_model.damage(text, site)
    repaired = repair(damaged.text)
    want = repair(text).text
    gone = set(damaged.swallowed) if len(want) == len(text) else set()
    place, kept = {}, []
    for offset, char in enumerate(want):
        place[offset] = len(kept)
        if offset not in gone:
            kept.append(char)
    right, got = "".join(kept), repaired.text.replace("□", "")
    matcher = difflib.SequenceMatcher(None, got, right, autojunk=False) if got != right else None
    wrong = [op[1:] for op in matcher.get_opcodes() if op[0] != "equal"] if matcher else []
    out = Counter(
        articles=1,
        characters=len(right),
        wrong_characters=sum(max(b - a, d - c) for a, b, c, d in wrong),
        left=len(LEFT.findall(repaired.text)),
        lost=len(_numbers(text, gone)),
        flagged=len(repaired.lost),
        dropped=damaged.dropped,
    )
    for first, last in damaged.runs:
        failed = any(c <= place[last] and d >= place[first] for _, _, c, d in wrong)
        beheaded = any(
            first <= offset <= last + 1 for offset in (*gone, *damaged.halved)
        )  # what is gone can only be guessed
        out["beheaded_runs" if beheaded else "whole_runs"] += 1
        out["wrong_beheaded" if beheaded else "wrong_runs"] += failed
    return out


def _numbers(text: str, gone: set[int]) -> set[int]:
    """Where the numbers begin of which a digit is gone."""
    starts = {match.start(): match.end() for match in re.finditer(r"\d[\d.,]*", text)}
    return {start for start, end in starts.items() if any(start <= offset < end for offset in gone)}


def measure(articles: int, seed: int) -> dict[str, Counter]:
    rng = random.Random(seed)
    paragraphs = corpus()
    chars = frequent(paragraphs)
    totals: dict[str, Counter] = {}
    for kind, options in KINDS.items():
        total = totals.setdefault(kind, Counter())
        for _ in range(articles):
            site = damage_model.Site(damage_model.site_list(rng, rng.randint(60, 105), chars), **options)
            total.update(judge(article(rng, paragraphs), site))
    return totals


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    for kind, n in measure(args.articles, args.seed).items():
        runs = 1 - n["wrong_runs"] / max(1, n["whole_runs"])
        beheaded = n["beheaded_runs"] - n["wrong_beheaded"]
        characters = 1 - n["wrong_characters"] / n["characters"]
        print(
            f"{kind:36} runs {n['whole_runs']:5} exact {runs:8.3%}, with a lost byte {n['beheaded_runs']:3} exact but for digits "
            f"{beheaded:3}, characters {characters:8.4%}, annotations left {n['left']}, numbers lost {n['lost']} "
            f"flagged {n['flagged']}, pairs dropped {n['dropped']}"
        )


if __name__ == "__main__":
    main()
