"""How fast is a whole build, and where does the time go? Characters a second on one core.

    python benchmarks/build_speed.py [--millions 0.5]

The committed articles, seeds and those of our own for development, are built again and again, in memory, from read
sources. Loading the codebook and the dictionaries is not counted: every page is built once before. Times are processor
time; a stage's figure is what the build would reach if nothing else were done.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from casekit import study
from casekit.codebook import Codebook
from casekit.reading import read_source

ROOT = Path(__file__).parents[1]
FOLDERS = ("seeds", "tests/cases/own/dev/pages")
STAGES = ("repair", "dissect", "split_sentences", "compose", "apply")


def timed(name: str, stage: Callable, spent: Counter) -> Callable:
    """`stage`, adding its seconds to ``spent[name]``."""

    def run(*args, **options):
        began = time.process_time()
        try:
            return stage(*args, **options)
        finally:
            spent[name] += time.process_time() - began

    return run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--millions", type=float, default=0.5)
    args = parser.parse_args()
    files = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*")) if path.is_file()]
    sources = [read_source(path, ROOT) for path in files]
    size = sum(len(source.text) for source in sources)
    codebook = Codebook()
    for source in sources:
        study.build(source, codebook, "warm")

    rounds = max(1, round(args.millions * 1e6 / size))
    began = time.process_time()
    for _ in range(rounds):
        for source in sources:
            study.build(source, codebook, "page")
    whole = time.process_time() - began

    spent: Counter = Counter()
    for name in STAGES:
        setattr(study, name, timed(name, getattr(study, name), spent))
    for name, extract in study.EXTRACTORS.items():
        study.EXTRACTORS[name] = timed(name, extract, spent)
    began = time.process_time()
    for _ in range(rounds):
        for source in sources:
            study.build(source, codebook, "page")
    spent["everything else"] = time.process_time() - began - sum(spent.values())

    print(f"whole build     {rounds * size / whole:12,.0f} characters/s ({len(sources)} articles, {rounds} times)")
    total = sum(spent.values())
    for name, seconds in spent.most_common():
        print(f"{name:15} {rounds * size / max(seconds, 1e-9):12,.0f} characters/s, {seconds / total:5.1%} of the time")


if __name__ == "__main__":
    main()
