"""Fit the signs of the practices to coded sentences, and print the page ``practice_signs.yml``.

    python benchmarks/fit_signs.py FOLDER … [--sentences FILE …] > src/casekit/codebook/practice_signs.yml

A FOLDER holds coded articles (``documents.csv``, ``clean/``, ``practices.jsonl``, as ``data/reference``); a FILE of
sentences has lines ``{"text": …, "code": …, "coded": true}``. To them come the examples of the pages. What the silent
spans of a sentence say does not count, nor do headings.

Each practice is a logistic regression on the words of the cues and the word classes: of its words those that matter
most are kept and fitted again, and their weights rounded to points. Only practices are weighed whose signs find what
cues miss more often than they err; the others are named in LEFT_OUT. Articles kept for judging must not be among the
folders.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from ahocorasick_rs import AhoCorasick

from casekit.article import split_sentences
from casekit.codebook import Codebook
from casekit.codebook.practice import load_practices
from casekit.codebook.word_classes import forms, load_classes
from casekit.cues import parse
from casekit.stance import stance_reader

LEFT_OUT = {"accountability", "branch_embedding", "demonstration", "joint_planning", "mass_line"}
SCALE = 4  # points of one unit of log odds
NEED, DOUBT = 0.4, -5.0  # log odds from which signs earn a code, and under which they leave no belief in a cue
STRICTER = {
    "household_pairing": 0.8,
    "industry_development": 1.4,
    "infrastructure_housing": 0.8,
    "leader_responsibility": 0.8,
    "village_leadership": 0.7,
    "weak_org_rectification": 0.6,
}  # practices whose words are everywhere
RIDGE, EXAMPLE_WEIGHT, COUNTER_WEIGHT, KEPT, SEEN = 5e-4, 0.7, 2.0, 120, 3


def main() -> None:
    """Read, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--sentences", nargs="*", type=Path, default=[])
    asked = parser.parse_args()
    codebook = Codebook()
    codes = [practice.id for practice in load_practices(codebook) if not practice.retired]
    texts, wanted, weights = [], [], []
    for text, found in coded_articles(asked.folders):
        texts.append(text)
        wanted.append([code in found for code in codes])
        weights.append([1.0] * len(codes))
    for text, code, coded in coded_sentences(codebook, asked.sentences):
        texts.append(text)
        wanted.append([coded and code == each for each in codes])
        weights.append([(EXAMPLE_WEIGHT if coded else COUNTER_WEIGHT) * (code == each) for each in codes])
    signs = SignFinder(codebook)
    held = [signs.held(text) for text in texts]
    seen = Counter(sign for signs_of in held for sign in signs_of)
    kept = [sign for sign, times in seen.items() if times >= SEEN]
    number = {sign: n for n, sign in enumerate(kept)}
    facts = np.zeros((len(texts), len(kept)), np.float32)
    for row, signs_of in enumerate(held):
        facts[row, [number[sign] for sign in signs_of if sign in number]] = 1
    slopes, bias = fitted(facts, np.array(wanted, np.float32), np.array(weights, np.float32))
    print(page(codes, kept, slopes, bias, len(texts)))


def coded_articles(folders: list[Path]):
    """Every coded sentence that is no heading, with its codes."""
    for folder in folders:
        rows = [json.loads(line) for line in (folder / "practices.jsonl").read_text("utf-8").splitlines() if line]
        for path in sorted((folder / "clean").glob("*.txt")):
            codes = defaultdict(set)
            sentences = split_sentences(path.read_text("utf-8").strip())
            for row in (row for row in rows if row["doc"] == path.stem):
                codes[place(row, sentences)].update(row["codes"])
            yield from ((s.text, codes[s.no]) for s in sentences if s.no in codes and not s.heading)


def place(row: dict, sentences) -> int | None:
    """The number of the sentence that a row is about."""
    if isinstance(row.get("sent_no"), int):
        return row["sent_no"]
    anchor = bare(row["anchor"])
    return next((s.no for s in sentences if anchor in bare(s.text)), None)


def bare(text: str) -> str:
    """A text without its marks."""
    return re.sub(r"\W", "", text)


def coded_sentences(codebook: Codebook, files: list[Path]):
    """(text, code, is it coded so) of the examples of the pages and of files of sentences."""
    for practice in load_practices(codebook):
        yield from ((example.text, practice.id, example.code == "yes") for example in practice.examples)
    for file in files:
        for line in file.read_text("utf-8").splitlines():
            row = json.loads(line)
            yield row["text"], row["code"], row["coded"]


class SignFinder:
    """The words of cues and classes in a sentence, and the classes they belong to."""

    def __init__(self, codebook: Codebook):
        classes = load_classes(codebook)
        words = {word for members in classes.values() for word in members}
        for practice in load_practices(codebook):
            for cue in (*practice.cues, *practice.topic_cues, *practice.unless):
                plain = [parse(form) for form in forms(cue, classes, practice.page)]
                words.update(way for form in plain for part in form.parts for way in part)
        self._words = sorted(word for word in words if re.fullmatch(r"“?[\u3400-\u9fff]{2,}”?", word))
        self._classes = {
            word: [f"<{name}>" for name, members in classes.items() if word in members] for word in self._words
        }
        self._automaton = AhoCorasick(self._words)
        self._stances = stance_reader(codebook)

    def held(self, text: str) -> set[str]:
        """The signs that a sentence holds outside its silent spans."""
        heard = list(text)
        for silence in self._stances.read(text):
            heard[silence.start : silence.end] = "\0" * (silence.end - silence.start)
        found = self._automaton.find_matches_as_indexes("".join(heard), overlapping=True)
        words = {self._words[word] for word, _, _ in found}
        return words | {name for word in words for name in self._classes[word]}


def fitted(facts, wanted, weights):
    """Slopes and bias of each practice, first on all signs, then on those that matter most."""
    slopes, _ = descend(facts, wanted, weights, np.ones((facts.shape[1], wanted.shape[1]), np.float32))
    matter = np.abs(slopes) * np.sqrt(facts.sum(0))[:, None]
    mask = np.zeros_like(slopes)
    for column in range(wanted.shape[1]):
        mask[np.argsort(-matter[:, column], kind="stable")[:KEPT], column] = 1
    return descend(facts, wanted, weights, mask)


def descend(facts, wanted, weights, mask, steps: int = 250, rate: float = 0.05):
    """Logistic regression with a ridge, by Adam; the same on every run."""
    slopes, bias = np.zeros_like(mask), np.full(wanted.shape[1], -3, np.float32)
    known = [(slopes, np.zeros_like(slopes), np.zeros_like(slopes)), (bias, np.zeros_like(bias), np.zeros_like(bias))]
    for step in range(1, steps + 1):
        error = weights * (1 / (1 + np.exp(-(facts @ slopes + bias))) - wanted) / len(facts)
        slants = ((facts.T @ error + RIDGE * slopes) * mask, error.sum(0))
        for (values, mean, spread), slant in zip(known, slants, strict=True):
            mean += 0.1 * (slant - mean)
            spread += 0.01 * (slant**2 - spread)
            values -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
    return slopes, bias


def page(codes, signs, slopes, bias, sentences: int) -> str:
    """The page, ready to be saved."""
    lines = [
        "# Words that speak for a practice (points above 0) or against it: a sentence earns the code from `need` points,",
        "# and a cue is not believed under `doubt` points. <name> is a class of word_classes.yml.",
        f"# Fitted to {sentences:,} coded sentences by benchmarks/fit_signs.py. Read by casekit.codebook.signs.",
    ]
    for column, code in enumerate(codes):
        if code in LEFT_OUT:
            continue
        worth = defaultdict(list)
        for row, sign in enumerate(signs):
            if points := round(float(slopes[row, column]) * SCALE):
                worth[points].append(sign)
        base = round(float(bias[column]) * SCALE)
        need = math.floor(STRICTER.get(code, NEED) * SCALE - base) + 1
        lines += [f"{code}:", f"  need: {need}", f"  doubt: {math.floor(DOUBT * SCALE - base) + 1}", "  signs:"]
        lines += [f"    {points}: [{', '.join(sorted(worth[points]))}]" for points in sorted(worth, reverse=True)]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
