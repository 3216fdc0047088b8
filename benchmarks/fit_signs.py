"""Fit the signs of the practices to coded sentences, and print the page ``practice_signs.yml``.

    python benchmarks/fit_signs.py FOLDER … [--sentences FILE …] [--onto-shipped] > page.yml

A FOLDER holds coded articles (``documents.csv``, ``clean/``, ``practices.jsonl``, as ``data/reference``); a FILE of
sentences has lines ``{"text": …, "code": …, "coded": true}``, and with ``"codes": […]`` where all its codes are known. To
them come the examples of the pages. What the silent spans of a sentence say does not count, nor do headings.

Each practice is a logistic regression on the words of the cues and the word classes: of its words those that matter
most are kept and fitted again, and their weights rounded to points. Articles kept for judging must not be among the
folders. With ``--onto-shipped`` the points of the page as shipped are where the fit begins and where a ridge holds it:
what earlier articles taught is kept though they are not at hand. ``--check`` prints no page but how well signs alone do on each folder when they are fitted to all else.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

import numpy as np
from ahocorasick_rs import AhoCorasick

from casekit.article import split_sentences
from casekit.codebook import Codebook
from casekit.codebook.practice import load_practices
from casekit.codebook.signs import load_signs
from casekit.codebook.word_classes import forms, load_classes
from casekit.cues import parse
from casekit.stance import stance_reader

SCALE = 4  # points of one unit of log odds
NEED, DOUBT = 1.05, -3.75  # log odds from which signs earn a code, and under which they leave no belief in a cue
HOLD = 2e-3  # how strongly the points as shipped hold those that are fitted onto them
RIDGE, EXAMPLE_WEIGHT, COUNTER_WEIGHT, KEPT, SEEN = 5e-4, 0.7, 2.0, 250, 3


class Coded(NamedTuple):
    """Sentences, the signs in each, which of the codes each has, how much each counts for each code, and its source."""

    held: list[set[str]]
    wanted: np.ndarray
    weights: np.ndarray
    source: list[str]


def main() -> None:
    """Read, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--sentences", nargs="*", type=Path, default=[])
    parser.add_argument("--onto-shipped", action="store_true")
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    codebook = Codebook()
    codes = [practice.id for practice in load_practices(codebook) if not practice.retired]
    coded = collect(codebook, codes, asked.folders, asked.sentences)
    if asked.check:
        check(coded, [str(folder) for folder in asked.folders])
    else:
        fit = onto_shipped(codebook, codes, coded) if asked.onto_shipped else model(coded, range(len(coded.held)))
        print(page(codes, *fit, len(coded.held)))


def collect(codebook: Codebook, codes: list[str], folders: list[Path], files: list[Path]) -> Coded:
    """All that is coded, in folders of articles, files of sentences and the examples of the pages."""
    texts, wanted, weights, source = [], [], [], []
    for folder, text, found in coded_articles(folders):
        texts.append(text)
        wanted.append([code in found for code in codes])
        weights.append([1.0] * len(codes))
        source.append(str(folder))
    for text, code, is_coded, known in coded_sentences(codebook, files):
        texts.append(text)
        found = known if known is not None else [code] * is_coded
        weight = EXAMPLE_WEIGHT if is_coded else COUNTER_WEIGHT
        wanted.append([each in found for each in codes])
        weights.append([1.0 if known is not None else weight * (code == each) for each in codes])
        source.append("sentences")
    signs = SignFinder(codebook)
    return Coded(
        [signs.held(text) for text in texts], np.array(wanted, np.float32), np.array(weights, np.float32), source
    )


def model(coded: Coded, rows) -> tuple[list[str], np.ndarray, np.ndarray]:
    """The signs seen often enough in some rows, their slopes for each code, and the bias of each code."""
    rows = list(rows)
    seen = Counter(sign for row in rows for sign in coded.held[row])
    kept = [sign for sign, times in seen.items() if times >= SEEN]
    slopes, bias = fitted(facts(coded, rows, kept), coded.wanted[rows], coded.weights[rows])
    return kept, slopes, bias


def onto_shipped(codebook: Codebook, codes: list[str], coded: Coded) -> tuple[list[str], np.ndarray, np.ndarray]:
    """As :func:`model`, but beginning with the points as shipped and held by them."""
    shipped = load_signs(codebook)
    worth = dict.fromkeys(sign for code in codes for sign in shipped[code].points)
    seen = Counter(sign for held in coded.held for sign in held)
    kept = [*worth, *sorted(sign for sign, times in seen.items() if times >= SEEN and sign not in worth)]
    slopes = np.zeros((len(kept), len(codes)), np.float32)
    for row, sign in enumerate(kept):
        slopes[row] = [shipped[code].points.get(sign, 0) / SCALE for code in codes]
    bias = np.array([NEED - (shipped[code].need - 0.5) / SCALE for code in codes], np.float32)
    at = facts(coded, list(range(len(coded.held))), kept)
    return kept, *descend(at, coded.wanted, coded.weights, np.ones_like(slopes), (slopes, bias), 200, 0.03)


def facts(coded: Coded, rows: list[int], kept: list[str]) -> np.ndarray:
    """Which of the signs `kept` each of some rows holds."""
    number = {sign: n for n, sign in enumerate(kept)}
    found = np.zeros((len(rows), len(kept)), np.float32)
    for at, row in enumerate(rows):
        found[at, [number[sign] for sign in coded.held[row] if sign in number]] = 1
    return found


def check(coded: Coded, folders: list[str]) -> None:
    """How well signs alone find the codes of each folder when they were fitted to everything else."""
    for folder in folders:
        mine = [row for row, source in enumerate(coded.source) if source == folder]
        kept, slopes, bias = model(coded, (row for row, source in enumerate(coded.source) if source != folder))
        odds, wanted = facts(coded, mine, kept) @ slopes + bias, coded.wanted[mine] > 0
        both = (wanted & (odds > NEED)).sum()
        precision, recall = both / max((odds > NEED).sum(), 1), both / wanted.sum()
        f1 = 2 * precision * recall / (precision + recall)
        print(f"{folder}: precision {precision:.3f} recall {recall:.3f} f1 {f1:.3f}", flush=True)


def coded_articles(folders: list[Path]):
    """Every coded sentence that is no heading, with its folder and its codes."""
    for folder in folders:
        rows = [json.loads(line) for line in (folder / "practices.jsonl").read_text("utf-8").splitlines() if line]
        for path in sorted((folder / "clean").glob("*.txt")):
            codes = defaultdict(set)
            sentences = split_sentences(path.read_text("utf-8").strip())
            for row in (row for row in rows if row["doc"] == path.stem):
                codes[place(row, sentences)].update(row["codes"])
            yield from ((folder, s.text, codes[s.no]) for s in sentences if s.no in codes and not s.heading)


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
    """(text, code, is it coded so, all codes if known) of the examples of the pages and of files of sentences."""
    for practice in load_practices(codebook):
        yield from ((example.text, practice.id, example.code == "yes", None) for example in practice.examples)
    for file in files:
        for line in file.read_text("utf-8").splitlines():
            row = json.loads(line)
            yield row["text"], row["code"], row["coded"], row.get("codes")


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


def descend(facts, wanted, weights, mask, start=None, steps: int = 250, rate: float = 0.05):
    """Logistic regression with a ridge, by Adam; the same on every run. A `start` also holds what is fitted."""
    zero = np.zeros_like(mask), np.full(wanted.shape[1], -3, np.float32)
    (slopes, bias), (first, base) = [(x.copy(), y.copy()) for x, y in (start or zero, start or zero)]
    ridge, pull = (HOLD, 0.2 * HOLD) if start else (RIDGE, 0)
    known = [(slopes, np.zeros_like(slopes), np.zeros_like(slopes)), (bias, np.zeros_like(bias), np.zeros_like(bias))]
    for step in range(1, steps + 1):
        error = weights * (1 / (1 + np.exp(-(facts @ slopes + bias))) - wanted) / len(facts)
        slants = ((facts.T @ error + ridge * (slopes - first)) * mask, error.sum(0) + pull * (bias - base))
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
        worth = defaultdict(list)
        for row, sign in enumerate(signs):
            if points := round(float(slopes[row, column]) * SCALE):
                worth[points].append(sign)
        base = round(float(bias[column]) * SCALE)
        need = math.floor(NEED * SCALE - base) + 1
        lines += [f"{code}:", f"  need: {need}", f"  doubt: {math.floor(DOUBT * SCALE - base) + 1}", "  signs:"]
        lines += [f"    {points}: [{', '.join(sorted(worth[points]))}]" for points in sorted(worth, reverse=True)]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
