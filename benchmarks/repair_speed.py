"""How fast is the repair, and does it leave clean text alone? Characters a second on one core.

    python benchmarks/repair_speed.py [--millions 5]

Clean text (tests/clean_model.py), simplified and traditional: clauses of the reference and development articles put
together anew, among them lines of code, English, tables, poems, prices, telephone numbers, formulas, wiki text, Japanese,
Cantonese, lessons of pinyin. Damaged text: the articles through the forward model. Times are processor time, best of three.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import clean_model  # noqa: E402  (lives with the tests)
import damage_model  # noqa: E402  (lives with the tests)
import repair_accuracy  # noqa: E402

from casekit.repair import repair  # noqa: E402
from casekit.repair.script import simplify  # noqa: E402

SENTENCE = re.compile(r"[^。！？；\n]{6,}[。！？；]")


def clean_pages(rng: random.Random, millions: float, share: float) -> tuple[list[str], list[str]]:
    """So many characters of clean pages, simplified and traditional; the share of lines that are no prose."""
    import opencc

    files = [
        *sorted((ROOT / "data/reference/clean").glob("*.txt")),
        *sorted((ROOT / "tests/cases/own/dev/clean").glob("*.txt")),
    ]
    sentences = [found for file in files for found in SENTENCE.findall(file.read_text("utf-8"))]
    convert = [opencc.OpenCC(name).convert for name in ("s2t", "s2tw", "s2hk")]
    pages: tuple[list[str], list[str]] = ([], [])
    size = 0
    while size < millions * 1e6:
        plain, other = (clean_model.page(rng, sentences, share=share) for _ in pages)
        pages[0].append(plain)
        pages[1].append(rng.choice(convert)(other))
        size += len(plain) + len(other)
    return pages


def changed(pages: list[str], script: str) -> int:
    """How many clean pages come back other than they were, but for their script."""
    return sum(repair(page).text != simplify(page, script) for page in pages)


def rate(pages: list[str]) -> float:
    """Characters a second."""
    seconds = []
    for _ in range(3):
        began = time.process_time()
        for page in pages:
            repair(page)
        seconds.append(time.process_time() - began)
    return sum(map(len, pages)) / min(seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--millions", type=float, default=5)
    args = parser.parse_args()
    rng = random.Random(1)
    varied = clean_pages(rng, args.millions, 0.35)
    for name, script, pages in zip(("simplified", "traditional"), ("hans", "hant"), varied, strict=True):
        size = sum(map(len, pages)) / 1e6
        print(
            f"clean, varied, {name:11}  {size:5.2f} M characters, {changed(pages, script)} of {len(pages)} pages changed"
        )
    prose = clean_pages(rng, min(args.millions, 1), 0.1)
    for name, pages in zip(("simplified", "traditional"), prose, strict=True):
        print(f"clean, mostly prose, {name:11}   {rate(pages) / 1e6:6.2f} M characters/s")
    paragraphs = repair_accuracy.corpus()
    chars = repair_accuracy.frequent(paragraphs)
    for kind, options in repair_accuracy.KINDS.items():
        damaged = []
        for _ in range(60):
            site = damage_model.Site(damage_model.site_list(rng, rng.randint(60, 105), chars), **options)
            damaged.append(damage_model.damage(repair_accuracy.article(rng, paragraphs), site).text)
        print(f"{kind:36} {rate(damaged) / 1e6:6.2f} M characters/s")


if __name__ == "__main__":
    main()
