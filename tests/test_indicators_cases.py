"""Sentences of the genre, from numerals to codes: every number has exactly the code that is written, or none."""

import json
from pathlib import Path

import pytest

from casekit import indicators, quantities, scope
from casekit.codebook import Codebook
from casekit.document import Document, Sentence

CASES = Path(__file__).parent / "cases" / "indicators"
BOOK = Codebook()


def cases(name):
    return [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text("utf-8").splitlines()]


def coded(text):
    """Surface → code of every number of a one-sentence article about 青石县."""
    document = Document("a", text, (Sentence(0, 0, len(text), text, 0, False),), place="青石县", published="2020-06-01")
    numbers = [number for number in quantities.find(document, BOOK) if not number.reason]
    for number, where in zip(numbers, scope.scopes(document, numbers, BOOK), strict=True):
        number.scope = where
    codes = indicators.assign(document, numbers, BOOK)
    return {number.surface: code for number, (code, _) in zip(numbers, codes, strict=True) if code}


@pytest.mark.parametrize("case", cases("wild") + cases("synthetic"), ids=lambda case: case["text"][:24])
def test_sentence_is_coded_as_written(case):
    found = coded(case["text"])
    bare = {surface.removeprefix("不少于"): code for surface, code in found.items()}
    assert bare == case["codes"]


@pytest.mark.parametrize("case", cases("negative"), ids=lambda case: case["text"][:24])
def test_no_code_where_no_definition_fits(case):
    assert coded(case["text"]) == {}


@pytest.mark.parametrize("case", cases("known_failures"), ids=lambda case: case["text"][:24])
@pytest.mark.xfail(strict=True, raises=AssertionError, reason="not read yet")
def test_known_failure(case):
    assert coded(case["text"]) == case["codes"]
