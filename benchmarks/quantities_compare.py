"""Numbers in Chinese prose: casekit beside Recognizers-Text, JioNLP and cn2an, on the same sentences in the same run.

    python benchmarks/quantities_compare.py [--environments DIR] [--rounds 5]

Each tool runs in an environment of its own, made on first use, as a process that has loaded everything before it is
asked. The sentences are of two kinds: the cases of the tests, which the rules were written with, and the held-out
articles (tests/cases/own/heldout), which nobody looks at while writing rules. Read the columns so:

    values    share of the reference rows whose value the tool gives in that sentence
    units     of all reference rows, share with the right unit beside that value
    vague     of the rows that are not exact, share with the right vagueness (three kinds: over, under, about)
    periods   of the rows with a dated period, share whose begin the tool states anywhere in the sentence
    per       of the rows that are rates, share with the right rate
    false     values given in sentences that hold no quantity, for each sentence

A tool gets credit for a value wherever it stands; only casekit ties unit, vagueness, rate and period to the number.

Speed is characters a second on whole clean articles, processor time of one core, best of the rounds; in every round each
tool reads every article once, one tool after the other. Casekit cuts sentences and does the whole of `metrics` (value,
unit, vagueness, status, rate, period, scope, indicator); JioNLP extracts and parses money and time; Recognizers-Text
numbers, percentages, currencies, dimensions, ages and dates; cn2an turns numerals into digits.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import venv
from collections import Counter, defaultdict
from pathlib import Path

from casekit.agreement import load_reference
from casekit.article import split_sentences

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "cases"
ARTICLES = (ROOT / "data" / "reference" / "clean", CASES / "own" / "dev" / "clean")
TOOLS = {
    "recognizers": ["recognizers-text-suite==1.0.2a2", "emoji==1.7.0"],
    "jionlp": ["jionlp==1.5.31"],
    "cn2an": ["cn2an==0.5.24"],
}
SIDE = {"over": "over", "at_least": "over", "below": "under", "at_most": "under", "approx": "about"}
COLUMNS = ("values", "units", "vague", "periods", "per", "false")
SOME_DAY = "2019-06-20"  # for cases that state no date of their own


class Tool:
    """A tool in its own environment, asked over its pipes."""

    def __init__(self, name: str, folder: Path):
        self.name = name
        self._process = subprocess.Popen(
            [python_of(name, folder), Path(__file__).with_name("quantities_tools.py"), name],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip

    def ask(self, want: str, texts: list[dict]) -> list | float:
        """`answers` for each text, or the `seconds` that all of them took."""
        question = json.dumps({"want": want, "texts": texts}, ensure_ascii=False)
        self._process.stdin.write(question + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            sys.exit(f"{self.name} ended with status {self._process.wait()}")
        return json.loads(answer)

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait()


def python_of(tool: str, folder: Path) -> str:
    """The interpreter of the tool's environment, made if it is missing or was left unfinished; casekit runs in this one."""
    if tool == "casekit":
        return sys.executable
    home = folder / tool
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    ready, pins = home / "ready.txt", "\n".join(TOOLS[tool])
    if not ready.exists() or ready.read_text("utf-8") != pins:
        print(f"making the environment of {tool} in {home}", file=sys.stderr)
        venv.create(home, with_pip=True, clear=True)
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *TOOLS[tool]], check=True
        )
        ready.write_text(pins, "utf-8")
    return str(python)


def cases() -> list[dict]:
    """The sentences of the tests."""
    lines = [
        line
        for origin in ("wild", "synthetic", "negative")
        for line in (CASES / "quantities" / f"{origin}.jsonl").read_text("utf-8").splitlines()
    ]
    return [case | {"published": case["published"] or SOME_DAY} for case in map(json.loads, lines)]


def held_out() -> list[dict]:
    """Every sentence of the held-out articles, with its reference rows."""
    folder = CASES / "own" / "heldout"
    reference = load_reference(folder)
    rows = defaultdict(list)
    for row in reference.rows["metrics"]:
        rows[row["doc"], row["sent_no"]].append(row)
    with (folder / "documents.csv").open(encoding="utf-8-sig", newline="") as handle:
        published = {row["doc"]: row["published"] or SOME_DAY for row in csv.DictReader(handle)}
    return [
        {"text": sentence.text, "published": published[doc], "rows": rows[doc, sentence.no]}
        for doc, text in reference.clean.items()
        for sentence in split_sentences(text)
    ]


def score(sentences: list[dict], answers: list) -> dict[str, float]:
    hit: Counter = Counter()
    want: Counter = Counter()
    for sentence, (rows, times) in zip(sentences, answers, strict=True):
        if not sentence["rows"]:
            want["false"] += 1
            hit["false"] += len(rows)
        for reference in sentence["rows"]:
            fits = [
                row for row in rows if abs(row["value"] - reference["value"]) <= 1e-6 * max(1, abs(reference["value"]))
            ]
            vague = SIDE.get(reference.get("qualifier", ""))
            period = reference.get("period", "")
            begin = period.split("/")[0]
            for name, wanted, found in (
                ("values", True, bool(fits)),
                ("units", True, any(row.get("unit") == reference["unit"] for row in fits)),
                ("vague", vague, any(SIDE.get(row.get("vague")) == vague for row in fits)),
                ("periods", period[:4].isdigit(), any(stated.startswith(begin) for stated in times)),
                ("per", reference.get("per"), any(row.get("per") == reference.get("per") for row in fits)),
            ):
                want[name] += bool(wanted)
                hit[name] += bool(wanted and found)
    return {name: hit[name] / want[name] for name in COLUMNS}


def accuracy(tools: list[Tool], title: str, sentences: list[dict]) -> None:
    rows = [row for sentence in sentences for row in sentence["rows"]]
    dated = sum(row.get("period", "")[:4].isdigit() for row in rows)
    vague = sum(row.get("qualifier", "") in SIDE for row in rows)
    print(f"\n{title}: {len(sentences)} sentences, {len(rows)} rows, {vague} of them vague, {dated} dated")
    print(f"{'':12}" + "".join(f"{name:>10}" for name in COLUMNS))
    for tool in tools:
        figures = score(sentences, tool.ask("answers", sentences))
        print(f"{tool.name:12}" + "".join(f"{figures[name]:10.3f}" for name in COLUMNS), flush=True)


def speed(tools: list[Tool], rounds: int) -> None:
    paths = [path for folder in ARTICLES for path in sorted(folder.glob("*.txt"))]
    articles = [{"text": path.read_text("utf-8"), "published": SOME_DAY} for path in paths]
    size = sum(len(article["text"]) for article in articles)
    best = {tool.name: float("inf") for tool in tools}
    for _ in range(rounds):
        for tool in tools:
            best[tool.name] = min(best[tool.name], tool.ask("seconds", articles))
    print(f"\nspeed: {len(articles)} articles, {size:,} characters, best of {rounds} rounds")
    print(f"{'':12}{'chars/s':>12}{'casekit is':>14}")
    for name, seconds in best.items():
        times = "" if name == "casekit" else f"{seconds / best['casekit']:10.1f} ×"
        print(f"{name:12}{size / seconds:12,.0f}{times:>14}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--environments", type=Path, default=ROOT / ".venv" / "benchmarks", help="where the tools' environments stand"
    )
    parser.add_argument("--rounds", type=int, default=5, help="rounds of the measurement of speed")
    args = parser.parse_args()
    tools = [Tool(name, args.environments) for name in ("casekit", *TOOLS)]
    try:
        accuracy(tools, "cases", cases())
        accuracy(tools, "held out", held_out())
        speed(tools, args.rounds)
    finally:
        for tool in tools:
            tool.close()


if __name__ == "__main__":
    main()
