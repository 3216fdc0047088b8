"""How fast is a corpus built from the command line, on one core and on all? Characters a second of real time.

    python benchmarks/scale_speed.py [--millions 2] [--rounds 2]

The corpus is the committed articles over and over, each copy under a name of its own. What is timed is what a user waits
for: a new process that loads definitions and dictionaries, reads, builds and writes CSV (`casekit build`), or Parquet in
batches that survive a killed run (`scale.build_many`). Ways are tried in turn, the best of the rounds counts.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from casekit.reading import discover, read_source
from casekit.scale import cores

ROOT = Path(__file__).parents[1]
FOLDERS = ("seeds", "tests/cases/own/dev/pages")
MANY = "import sys; from casekit.scale import build_many\nif __name__ == '__main__': build_many([sys.argv[1]], sys.argv[2], int(sys.argv[3]))"


def corpus(folder: Path, characters: float) -> int:
    """Copies of the articles, until there are so many characters; returns how many."""
    articles = [
        (path, len(read_source(path, root).text)) for path, root in discover(*(ROOT / name for name in FOLDERS))
    ]
    folder.mkdir()
    size = copy = 0
    while size < characters:
        for path, length in articles:
            shutil.copy(path, folder / f"{copy:04}-{path.name}")
            size += length
        copy += 1
    return size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--millions", type=float, default=2.0, help="characters of the corpus")
    parser.add_argument("--rounds", type=int, default=2)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        articles, out = Path(scratch, "articles"), Path(scratch, "out")
        size = corpus(articles, args.millions * 1e6)
        ways = {}
        for jobs in sorted({1, cores()}):
            ways["casekit build", jobs] = [
                "-m", "casekit", "build", articles, "--out", out, "--jobs", str(jobs),
            ]  # fmt: skip
            ways["build_many", jobs] = ["-c", MANY, articles, out, str(jobs)]
        best = dict.fromkeys(ways, float("inf"))
        for _ in range(args.rounds):
            for way, words in ways.items():
                shutil.rmtree(out, ignore_errors=True)
                began = time.perf_counter()
                subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)
                best[way] = min(best[way], time.perf_counter() - began)
    print(f"{size:,} characters, best of {args.rounds} rounds, {cores()} cores")
    for (name, jobs), seconds in best.items():
        print(f"{name:15} {jobs} processes {seconds:8.1f} s {size / seconds:12,.0f} characters/s")


if __name__ == "__main__":
    main()
