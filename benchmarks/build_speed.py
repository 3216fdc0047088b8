"""How fast is a whole build, and where does the time go? Characters a second on one core.

    python benchmarks/build_speed.py [FOLDER …] [--millions 0.5]

The articles of the folders (default: the seeds, and those of our own for development) are built again and again, in
memory, from read sources. Loading the codebook and the dictionaries is not counted: every page is built once before.
Times are processor time. A round builds every article once as it is and once with its stages timed; of the whole and of
each stage the best round counts, so that a neighbour on the machine disturbs little. A stage's figure is what the build
would reach if nothing else were done.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from casekit import study
from casekit.codebook import Codebook
from casekit.reading import Source, discover, read_source

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


@contextmanager
def stages_timed() -> Iterator[Counter]:
    """The seconds of each stage while the block runs."""
    spent: Counter = Counter()
    stages = {name: getattr(study, name) for name in STAGES}
    extractors = dict(study.EXTRACTORS)
    for name, stage in stages.items():
        setattr(study, name, timed(name, stage, spent))
    for name, extract in extractors.items():
        study.EXTRACTORS[name] = timed(name, extract, spent)
    try:
        yield spent
    finally:
        for name, stage in stages.items():
            setattr(study, name, stage)
        study.EXTRACTORS.update(extractors)


def build(sources: list[Source], codebook: Codebook) -> float:
    """Seconds that building all of them takes."""
    began = time.process_time()
    for source in sources:
        study.build(source, codebook, "page")
    return time.process_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help=f"default: {', '.join(FOLDERS)}")
    parser.add_argument("--millions", type=float, default=0.5, help="characters to build, at least three rounds")
    args = parser.parse_args()
    folders = args.folders or [ROOT / folder for folder in FOLDERS]
    sources = [read_source(path, root) for path, root in discover(*folders)]
    size = sum(len(source.text) for source in sources)
    codebook = Codebook()
    build(sources, codebook)

    rounds = max(3, round(args.millions * 1e6 / size))
    whole, best = float("inf"), Counter()
    for _ in range(rounds):
        whole = min(whole, build(sources, codebook))
        with stages_timed() as spent:
            spent["everything else"] = build(sources, codebook) - sum(spent.values())
        best = Counter({name: min(seconds, best.get(name, seconds)) for name, seconds in spent.items()})

    print(
        f"text            {', '.join(map(str, args.folders or FOLDERS))}: {len(sources)} articles, {size:,} characters"
    )
    print(f"whole build     {size / whole:12,.0f} characters/s, best of {rounds} rounds")
    total = sum(best.values())
    for name, seconds in best.most_common():
        print(f"{name:15} {size / max(seconds, 1e-9):12,.0f} characters/s, {seconds / total:5.1%} of the time")


if __name__ == "__main__":
    main()
