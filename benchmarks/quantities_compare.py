"""Numbers in Chinese prose: casekit beside Recognizers-Text, JioNLP and cn2an, on the same sentences in the same run.

    python benchmarks/quantities_compare.py [--environments DIR]

Each tool runs in an environment of its own, made on first use. The sentences are the cases of the tests (five articles, own
sentences, sentences whose numbers count nothing). Read the columns so:

    values    share of the reference rows whose value the tool gives in that sentence
    units     of all reference rows, share with the right unit beside that value
    vague     of the rows that are not exact, share with the right vagueness (three kinds: over, under, about)
    periods   of the rows with a dated period, share whose begin the tool states anywhere in the sentence
    per       of the rows that are rates, share with the right rate
    false     values given in sentences that hold no quantity, for each sentence
    chars/s   characters a second on one core, whole articles (the reference texts of data/reference)

A tool gets credit for a value wherever it stands; only casekit ties unit, vagueness, rate and period to the number.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "cases" / "quantities"
TOOLS = {
    "recognizers": ["recognizers-text-suite==1.0.2a2", "emoji==1.7.0"],
    "jionlp": ["jionlp==1.5.31"],
    "cn2an": ["cn2an==0.5.24"],
}
SIDE = {"over": "over", "at_least": "over", "below": "under", "at_most": "under", "approx": "about"}


def python_of(tool: str, folder: Path) -> str:
    """The interpreter of the tool's environment, made if it is missing; casekit runs in this one."""
    if tool == "casekit":
        return sys.executable
    home = folder / tool
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        venv.create(home, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *TOOLS[tool]], check=True)
    return str(python)


def answers(tool: str, sentences: list[dict], folder: Path) -> dict:
    done = subprocess.run(
        [python_of(tool, folder), Path(__file__).with_name("quantities_tools.py"), tool],
        input=json.dumps(sentences, ensure_ascii=False), capture_output=True, check=False, text=True, encoding="utf-8",
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"{tool}: {done.stderr.strip().splitlines()[-1]}")
    return json.loads(done.stdout)


def speed(tool: str, articles: list[dict], folder: Path) -> float:
    return sum(len(article["text"]) for article in articles) / answers(tool, articles, folder)["seconds"]


def score(sentences: list[dict], given: dict) -> dict[str, float]:
    hit = dict.fromkeys(("values", "units", "vague", "periods", "per"), 0)
    want = dict.fromkeys(hit, 0)
    false = empty = 0
    for sentence, (rows, times) in zip(sentences, given["answers"], strict=True):
        if not sentence["rows"]:
            empty += 1
            false += len(rows)
        for reference in sentence["rows"]:
            fits = [
                row for row in rows if abs(row["value"] - reference["value"]) <= 1e-6 * max(1, abs(reference["value"]))
            ]
            vague = SIDE.get(reference.get("qualifier", ""))
            period = reference.get("period", "")
            dated = period[:4].isdigit()
            begin = period.split("/")[0]
            for name, wanted, found in (
                ("values", True, bool(fits)),
                ("units", True, any(row.get("unit") == reference["unit"] for row in fits)),
                ("vague", vague, any(SIDE.get(row.get("vague")) == vague for row in fits)),
                ("periods", dated, any(stated.startswith(begin) for stated in times)),
                ("per", reference.get("per"), any(row.get("per") == reference.get("per") for row in fits)),
            ):
                want[name] += bool(wanted)
                hit[name] += bool(wanted and found)
    return {name: hit[name] / want[name] for name in hit} | {"false": false / empty}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--environments", type=Path, default=ROOT / "build" / "benchmarks", help="where the tools' environments stand"
    )
    folder = parser.parse_args().environments
    sentences = [
        json.loads(line)
        for origin in ("wild", "synthetic", "negative")
        for line in (CASES / f"{origin}.jsonl").read_text("utf-8").splitlines()
    ]
    for sentence in sentences:
        sentence["published"] = sentence["published"] or "2019-06-20"
    texts = sorted((ROOT / "data" / "reference" / "clean").glob("*.txt"))
    articles = [{"text": path.read_text("utf-8"), "published": "2019-06-20"} for path in texts]
    print(f"{len(sentences)} sentences, {sum(len(s['rows']) for s in sentences)} rows")
    print(
        f"{'':12}"
        + "".join(f"{name:>10}" for name in ("values", "units", "vague", "periods", "per", "false", "chars/s"))
    )
    for tool in ("casekit", *TOOLS):
        result = score(sentences, answers(tool, sentences, folder)) | {"chars/s": speed(tool, articles, folder)}
        print(
            f"{tool:12}" + "".join(f"{v:10.3f}" if n != "chars/s" else f"{v:10,.0f}" for n, v in result.items()),
            flush=True,
        )


if __name__ == "__main__":
    main()
