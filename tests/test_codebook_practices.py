"""The pages of the practices: complete, proved by their examples, and refused with file, line and cure when broken."""

import csv
import re
import shutil
from pathlib import Path

import pytest

from casekit.codebook import HOME, Codebook
from casekit.codebook.practice import labels, load_practices
from casekit.codebook.signs import load_signs
from casekit.codebook.stance import load_stances
from casekit.codebook.word_classes import forms, load_classes
from casekit.cues import parse
from casekit.errors import CodebookError
from casekit.extract.practices import practice_coder, prove

REFERENCE = Path(__file__).parent.parent / "data" / "reference" / "practices.csv"
PRACTICES = load_practices(Codebook())


def _words(sentence: str) -> list[str]:
    """The words alone: the reference is a table without quotes, so its sentences lost their commas."""
    return re.findall(r"\w+", sentence)


def test_the_pages_are_the_codes_of_the_reference():
    with REFERENCE.open(encoding="utf-8", newline="") as file:
        wanted = {row["code"]: row for row in csv.DictReader(file)}
    assert {practice.id for practice in PRACTICES} == set(wanted)
    for practice in PRACTICES:
        row = wanted[practice.id]
        assert practice.instrument == row["instrument"]
        assert practice.label == {"zh": row["label_zh"], "en": row["label_en"]}
        assert _words(practice.definition) == _words(row["definition"])
        assert practice.question.startswith("文中是否说")
        assert practice.question.endswith("？")
        assert labels(Codebook())[practice.id] == practice.label


def test_the_codebook_keeps_what_it_says_of_itself():
    assert prove(Codebook()) == []


@pytest.mark.parametrize("practice", PRACTICES, ids=lambda practice: practice.id)
def test_each_page_has_near_misses_and_no_example_twice(practice):
    texts = [example.text for example in practice.examples]
    assert len(set(texts)) == len(texts)
    assert sum(example.code == "no" for example in practice.examples) >= 4
    assert sum(example.code == "yes" for example in practice.examples) >= 4
    assert practice.related
    assert practice.references


def test_there_are_hundreds_of_examples():
    assert sum(len(practice.examples) for practice in PRACTICES) >= 300


def test_no_cue_names_a_place_or_a_year():
    cues = [cue for practice in PRACTICES for cue in (*practice.cues, *practice.unless)]
    for word in ("苍溪", "惠水", "巴中", "徽县", "凤庆", "201", "202"):
        assert not [cue for cue in cues if word in cue]


@pytest.fixture
def folder(tmp_path):
    """A folder of one's own with one good page, to be broken."""
    (tmp_path / "practices").mkdir()
    shutil.copy(HOME / "practices" / "funding.yml", tmp_path / "practices" / "funding.yml")
    return tmp_path


def broken(folder, before, after, page="practices/funding.yml"):
    path = folder / page
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(CodebookError) as caught:
        load_practices(Codebook(folder))
    return caught.value


@pytest.mark.parametrize(
    ("before", "after", "what", "cure"),
    [
        ("unless:", "unles:", "unknown key 'unles'", "did you mean 'unless'?"),
        ("cues:\n", "topic_cues:\ncues:\n", "'topic_cues' in a practice is empty", "delete the key"),
        ("cues:\n", 'cues:\n  - ""\n', "matches the empty string", "casekit.cues"),
        ("cues:\n", "cues:\n  - (投入|\n", "brackets do not close", "casekit.cues"),
        ("cues:\n", "cues:\n  - 投入……\n", "ends in a gap", "casekit.cues"),
        ("cues:\n", "cues:\n  - 财政投入…专项资金\n", "finds nothing that", "delete one of the two"),
        ("cues:\n", "cues:\n  - 12\n", "is not text", "quotation marks"),
        ("code: no, why: 是收入，不是经费", "code: no", "says why", "why"),
        ("code: yes", "code: maybe", "coded 'maybe'", "code: yes, or code: no"),
        ("instrument: treasure", "instrument: money", "unknown instrument", "treasure"),
        ("id: funding", "id: fund", "not the name of the file", "id: funding"),
        ("zh: 经费投入, ", "", "label needs zh and en", "label"),
        ("related: [", "related: [no_such_code, ", "not another practice", "page of this folder"),
        ("related: [", "related: [funding, ", "not another practice", "page of this folder"),
    ],
)
def test_a_broken_page_is_refused_with_file_line_and_cure(folder, before, after, what, cure):
    error = broken(folder, before, after)
    assert what in error.what
    assert cure in error.cure
    file, _, line = error.where.rpartition(":")
    assert Path(file).name == "funding.yml"
    assert int(line) > 0


def test_a_page_that_is_no_yaml_is_refused_with_its_line(folder):
    assert "funding.yml:" in broken(folder, "cues:", "cues: [").where


def test_a_missing_key_is_named(folder):
    assert "'question'" in broken(folder, "question:", "# question:").what


def test_an_example_that_is_coded_otherwise_is_found(folder):
    path = folder / "practices" / "funding.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("examples:\n", "examples:\n  - {text: 山上的花开了。, code: yes}\n", 1), "utf-8")
    (fault,) = prove(Codebook(folder))
    assert "山上的花开了" in fault.what
    assert "funding.yml:" in fault.where


def test_a_cue_that_no_example_earns_is_found(folder):
    path = folder / "practices" / "funding.yml"
    path.write_text(path.read_text("utf-8").replace("cues:\n", "cues:\n  - 聚宝盆\n", 1), "utf-8")
    (fault,) = prove(Codebook(folder))
    assert "聚宝盆" in fault.what
    assert "example" in fault.cure


def test_a_retired_page_keeps_its_place_and_codes_nothing(folder):
    path = folder / "practices" / "funding.yml"
    path.write_text(path.read_text("utf-8").replace("retired: null", "retired: 2026-01-01"), "utf-8")
    own = Codebook(folder)
    assert "funding" in {practice.id for practice in load_practices(own)}
    assert "funding" not in {e.practice.id for e in practice_coder(own).code("县财政拨付资金260万元。")}


def test_a_page_of_ones_own_is_added(folder):
    text = (folder / "practices" / "funding.yml").read_text("utf-8")
    own_page = text.replace("id: funding", "id: tea_money").replace(
        "related: [cadre_welfare,", "related: [funding, cadre_welfare,"
    )
    (folder / "practices" / "tea_money.yml").write_text(own_page, "utf-8")
    assert "tea_money" in {e.practice.id for e in practice_coder(Codebook(folder)).code("县财政拨付资金260万元。")}


def test_every_word_class_is_used():
    pages = "".join(practice.page.read_text("utf-8") for practice in PRACTICES)
    shared = "".join((HOME / name).read_text("utf-8") for name in ("word_classes.yml", "practice_signs.yml"))
    assert [name for name in load_classes(Codebook()) if f"<{name}>" not in pages + shared] == []


def test_signs_are_words_of_practices():
    signs = load_signs(Codebook())
    assert set(signs) <= {practice.id for practice in PRACTICES}
    for page in signs.values():
        assert page.need > 0
        assert {-1, 1} <= {1 if points > 0 else -1 for points in page.points.values()}
        assert not any(char.isdigit() for sign in page.points for char in sign)


@pytest.mark.parametrize(
    ("page", "what", "cure"),
    [
        ("funding: {need: 9, signs: {1: [财政]}}\n", "lacks the key 'doubt'", "doubt"),
        ("funding: {need: 9, doubt: 9, signs: {1: [财政]}}\n", "are not points", "need the higher"),
        ("funding: {need: many, doubt: 1, signs: {1: [财政]}}\n", "are not points", "whole numbers"),
        ("funding: {need: 9, doubt: -1, signs: [财政]}\n", "not words by points", "5: "),
        ("funding: {need: 9, doubt: -1, signs: {0: [财政]}}\n", "worth 0", "5: "),
        ("funding: {need: 9, doubt: -1, signs: {2: 财政}}\n", "worth 2", "5: "),
        (
            "funding: {need: 9, doubt: -1, signs: {2: [财政], 1: [财政]}}\n",
            "'财政' of 'funding' counts twice",
            "delete",
        ),
        ("funding: {need: 9, doubt: -1, signs: {2: [<村民干部>]}}\n", "unknown word class", "<村干部>"),
        ("- funding\n", "mapping", "need"),
    ],
)
def test_a_broken_page_of_signs_is_refused(tmp_path, page, what, cure):
    (tmp_path / "practice_signs.yml").write_text(page, "utf-8")
    with pytest.raises(CodebookError) as caught:
        load_signs(Codebook(tmp_path))
    assert what in caught.value.what
    assert cure in caught.value.cure
    assert "practice_signs.yml" in caught.value.where


def test_a_cue_with_classes_stands_for_all_their_words():
    classes = {"派": ("选派", "派出"), "人": ("干部", "党员")}
    assert forms("<派>…<人>", classes, Path("page.yml")) == ("(选派|派出)…(干部|党员)",)
    assert forms("(抽调|<派>)~<人>名", classes, Path("page.yml")) == ("(抽调|选派|派出)~(干部|党员)名",)
    assert forms("<人> & 驻村", classes, Path("page.yml")) == ("(干部|党员)…驻村", "驻村…(干部|党员)")


def test_an_unknown_class_is_refused_with_the_nearest(folder):
    error = broken(folder, "cues:\n", "cues:\n  - <村民干部>…补助款\n")
    assert "村民干部" in error.what
    assert "did you mean <村干部>?" in error.cure


@pytest.mark.parametrize(
    ("page", "what"),
    [
        ("领导: 县长\n", "not a list of words"),
        ("领导: [县长, 县长]\n", "'县长' twice"),
        ("领导: [县长, <干部>]\n干部: [队员]\n", "unknown word class <干部>"),
        ("- 县长\n", "mapping"),
    ],
)
def test_a_broken_page_of_word_classes_is_refused(tmp_path, page, what):
    (tmp_path / "word_classes.yml").write_text(page, "utf-8")
    with pytest.raises(CodebookError) as caught:
        load_classes(Codebook(tmp_path))
    assert what in caught.value.what
    assert "word_classes.yml" in caught.value.where
    assert caught.value.cure


def test_the_stances_are_used_and_have_reasons():
    stances = load_stances(Codebook())
    assert len({stance.id for stance in stances}) == len(stances)
    for stance in stances:
        assert stance.why
        assert stance.cues
        assert all(parse(cue) for cue in (*stance.cues, *stance.unless, *stance.until))
        assert not stance.until or stance.scope == "onward"


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("scope: quoted", "scope: chapter", "unknown scope"),
        ("why: a question is no report", "wy: a question is no report", "unknown key"),
        ("      - ？$", "      - (？$", "brackets do not close"),
    ],
)
def test_a_broken_page_of_stances_is_refused(tmp_path, before, after, what):
    text = (HOME / "stance.yml").read_text("utf-8")
    assert before in text
    (tmp_path / "stance.yml").write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(CodebookError) as caught:
        load_stances(Codebook(tmp_path))
    assert what in caught.value.what
    assert "stance.yml:" in caught.value.where
    assert caught.value.cure
