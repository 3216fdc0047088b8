"""Damage undone: wild and synthetic cases, text that must stay as it is, and the promises of every repair."""

import json
import random
import re
from pathlib import Path

import clean_model
import pytest
from clock import assert_linear

from casekit.repair import punctuation, repair
from casekit.repair.script import simplify
from casekit.spans import Alignment, apply

CASES = Path(__file__).parent / "cases" / "repair"
REFERENCE = Path(__file__).parents[1] / "data" / "reference" / "clean"
SENTENCE = re.compile(r"[^。！？；\n]{6,}[。！？；]")
SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))


def cases(name: str) -> list[dict]:
    return [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", cases("wild") + cases("synthetic"), ids=lambda case: case["raw"][:24])
def test_damage_is_undone(case):
    page = repair(case["raw"])
    assert page.text == case["text"]
    assert [case["raw"][start:end] for start, end in page.lost] == case.get("lost", [])
    assert apply(case["raw"], page.edits) == page.text


@pytest.mark.parametrize("case", cases("negative"), ids=lambda case: case["why"])
def test_clean_text_stays(case):
    assert repair(case["text"]).text == case["text"]
    assert repair(case["text"]).edits == []


@pytest.mark.parametrize("case", cases("blanks"), ids=lambda case: case["why"])
def test_marks_for_blanks_hold_no_words(case):
    """A page that shows no other damage has lost no bytes there: marks may become wide, nothing is read into them."""
    page = repair(case["text"])
    assert page.text == punctuation.widen(case["text"])
    assert {edit.kind for edit in page.edits} <= {"punctuation"}
    assert not page.lost


def test_half_a_surrogate_on_a_damaged_page_is_no_stumbling_block():
    page = repair("當(dāng)?shù)卮甯刹亢腿罕姷囊恢潞迷u。\ud800")
    assert page.text == "当地村干部和群众的一致好评。\ud800"


@pytest.mark.parametrize("case", cases("known_failures"), ids=lambda case: case["why"])
@pytest.mark.xfail(strict=True, raises=AssertionError, reason="the bytes do not say it")
def test_known_failures(case):
    assert repair(case["raw"]).text == case["text"]


@pytest.mark.parametrize("path", sorted(REFERENCE.glob("*.txt")), ids=lambda path: path.stem)
def test_clean_articles_stay_in_both_scripts(path):
    import opencc

    text = path.read_text("utf-8")
    assert repair(text).text == text
    traditional = opencc.OpenCC("s2t").convert(text)
    assert repair(traditional).text == simplify(traditional, "hant")
    assert repair(traditional).script == "hant"


@pytest.mark.parametrize("script", ["", "s2t", "s2tw", "s2hk"])
def test_clean_pages_of_many_kinds_stay(script):
    import opencc

    sentences = [found for path in REFERENCE.glob("*.txt") for found in SENTENCE.findall(path.read_text("utf-8"))]
    rng = random.Random(script)
    for _ in range(20):
        text = clean_model.page(rng, sorted(sentences))
        if script:
            text = opencc.OpenCC(script).convert(text)
        assert repair(text).text == simplify(text, "hant" if script else "hans")


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_seeds_hold_their_reference_text(path):
    """Every reference paragraph is found, character for character, in the repaired page."""
    import csv

    listed = csv.DictReader((REFERENCE.parent / "documents.csv").open(encoding="utf-8"))
    document = next(row["doc"] for row in listed if row["file"] == path.name)
    page = repair(path.read_text("utf-8"))
    for paragraph in (REFERENCE / f"{document}.txt").read_text("utf-8").splitlines():
        assert paragraph.strip() in page.text


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_edits_replay_and_lead_home(path):
    raw = path.read_text("utf-8")
    page = repair(raw)
    assert apply(raw, page.edits) == page.text
    home = Alignment(page.edits)
    ends = [0, *(edit.end for edit in page.edits)]
    assert all(edit.start >= end for edit, end in zip(page.edits, ends, strict=False))
    for offset in range(0, len(page.text), 97):
        start, end = home.to_raw(offset, offset + 1)
        assert 0 <= start <= end <= len(raw)


def test_a_torn_annotation_that_cannot_be_read_is_a_suspect():
    raw = "縣委領導幹部?(mā)一二三四五六"
    page = repair(raw)
    assert [raw[start:end] for start, end, _, _ in page.suspects] == ["?(mā)"]


def test_lesson_on_a_traditional_page_stays():
    text = "注音練習：媽(mā)、麻(má)，其餘從略。"
    assert repair(text).text == "注音练习：妈(mā)、麻(má)，其余从略。"


HOSTILE = {
    "question marks": "?" * 100_000,
    "full-width question marks": "？！" * 100_000,
    "brackets": "(" * 100_000,
    "pairs of brackets": "()" * 100_000,
    "torn annotations": "當?shù)" * 30_000,
    "torn annotations in one line": "群眾的" + "?shù)卮" * 20_000,
    "struck marks": "龘?！龘" * 40_000,
    "quotes": '"村' * 100_000,
    "commas": "村,," * 60_000,
    "digits": "1" * 100_000,
    "entities": "&#" * 100_000,
    "latin letters with marks": "Ã¤" * 100_000,
    "looks like utf-8 read as gbk": "锛鐨" * 100_000,
    "spaces": "，" + " " * 100_000,
    "single signs": "a% " * 60_000,
    "pictographs in brackets": "村(🐌)" * 30_000,
    "readings with a blank": "村(cūn )" * 20_000,
    "tags": "<p " * 60_000,
    "marks for blanks": "? " * 60_000,
    "days": "。924日，" * 20_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_pages_take_linear_time(text):
    repair("總?cè)丝?8.5萬")  # tables are loaded
    page = repair(text)
    assert apply(text, page.edits) == page.text
    assert_linear(lambda size: repair(text[:size]), len(text) // 4, len(text), factor=3, grain=0.05)


def test_what_was_chosen_for_a_lost_byte_is_told_apart():
    known, lost = repair("人民日?qǐng)?bào)"), repair("總?cè)丝?8.5萬人")
    assert [edit.kind for edit in known.edits] == ["shifted"]
    assert "guessed" in [edit.kind for edit in lost.edits]
