"""How well is the article taken out of its page? The seeds, pages dressed on purpose, cases found, characters a second.

    python benchmarks/article_accuracy.py [--pages 1000] [--seed 1]

Prints one figure a line: the worst of the five articles against its clean text (share of characters), dressed pages
whose body, title and date come out exactly, written cases whose place is found, and the speed of dissect and
split_sentences on clean articles, one core.
"""

from __future__ import annotations

import argparse
import csv
import difflib
import json
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import page_model  # noqa: E402  (lives with the tests)

from casekit.article import dissect, split_sentences  # noqa: E402
from casekit.article.place import find_place  # noqa: E402
from casekit.codebook.case import load_case_words  # noqa: E402
from casekit.codebook.places import load_places  # noqa: E402
from casekit.repair import repair  # noqa: E402
from casekit.spans import apply  # noqa: E402


def seeds() -> float:
    """Share of equal characters of the worst article."""
    shares = []
    with (ROOT / "data/reference/documents.csv").open(encoding="utf-8-sig", newline="") as handle:
        for row in csv.DictReader(handle):
            page = repair((ROOT / "seeds" / row["file"]).read_text("utf-8")).text
            body = apply(page, dissect(page, page_model.CODEBOOK).edits)
            clean = (ROOT / "data/reference/clean" / f"{row['doc']}.txt").read_text("utf-8").strip()
            shares.append(difflib.SequenceMatcher(None, body, clean, autojunk=False).ratio())
    return min(shares)


def places() -> tuple[int, int]:
    """Written cases whose place is right, and all."""
    lines = (ROOT / "tests/cases/article/places.jsonl").read_text("utf-8").splitlines()
    cases = [json.loads(line) for line in lines]
    gazetteer, words = load_places(page_model.CODEBOOK), load_case_words(page_model.CODEBOOK)
    found = [find_place(gazetteer, words, case["title"], case["signed"], case["body"]).place for case in cases]
    right = sum((place.name if place else "") == case["place"] for place, case in zip(found, cases, strict=True))
    return right, len(cases)


def speed(work, texts: list[str]) -> float:
    """Characters a second of the best of five rounds."""
    best, size = float("inf"), sum(map(len, texts))
    for _ in range(5):
        begin = time.process_time()
        for text in texts:
            work(text)
        best = min(best, time.process_time() - begin)
    return size / best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    wrong = page_model.undressed(args.pages, args.seed)
    right, cases = places()
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "data/reference/clean").glob("*.txt"))] * 8
    print(f"seeds.worst_document {seeds():.4f}")
    print(f"pages.exact {args.pages - len(wrong)} of {args.pages}")
    print(f"places.right {right} of {cases}")
    print(f"dissect.characters_per_second {speed(lambda text: dissect(text, page_model.CODEBOOK), texts):.0f}")
    print(f"split_sentences.characters_per_second {speed(split_sentences, texts):.0f}")
    print(*wrong[:10], sep="\n")


if __name__ == "__main__":
    main()
