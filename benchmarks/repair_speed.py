"""How fast is the repair, and does it leave clean text alone? Characters a second on one core.

    python benchmarks/repair_speed.py [--millions 5]

Clean text: the reference and development articles, simplified and traditional, between code, English, tables and lessons of
pinyin, shuffled. Damaged text: the same articles through the forward model. Times are processor time, best of three.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import damage_model  # noqa: E402  (lives with the tests)
import repair_accuracy  # noqa: E402

from casekit.repair import repair  # noqa: E402
from casekit.repair.script import simplify  # noqa: E402


def clean_pages(rng: random.Random, millions: float) -> tuple[list[str], list[str]]:
    """Pages of about 4,000 characters, simplified and traditional."""
    import opencc

    files = [
        *sorted((ROOT / "data/reference/clean").glob("*.txt")),
        *sorted((ROOT / "tests/cases/own/dev/clean").glob("*.txt")),
    ]
    prose = [line for file in files for line in file.read_text("utf-8").splitlines()]
    odd = [
        json.loads(line)["text"]
        for line in (ROOT / "tests/cases/repair/negative.jsonl").read_text("utf-8").splitlines()
    ]
    pages: list[str] = []
    while sum(map(len, pages)) < millions * 1e6 / 2:
        lines = [*rng.choices(prose, k=24), *rng.choices(odd, k=4)]
        rng.shuffle(lines)
        pages.append("\n".join(lines))
    convert = opencc.OpenCC("s2tw").convert
    return pages, [convert("\n".join(rng.choices(prose, k=28))) for _ in pages]


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
    simplified, traditional = clean_pages(rng, args.millions)
    changed = sum(repair(page).text != page for page in simplified)
    changed_too = sum(repair(page).text != simplify(page, "hant") for page in traditional)
    print(
        f"clean, simplified   {rate(simplified) / 1e6:6.2f} M characters/s, {changed} of {len(simplified)} pages changed"
    )
    print(
        f"clean, traditional  {rate(traditional) / 1e6:6.2f} M characters/s, {changed_too} of {len(traditional)} pages changed beyond the script"
    )
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
