"""The pages behind the quantities: every unit is shown by its example, a misspelt page says where and what to do."""

import pytest

from casekit.article.sentences import split_sentences
from casekit.codebook import Codebook
from casekit.codebook.modality import STATUS_WORDS, load_modality, load_periods
from casekit.codebook.units import load_not_quantities, load_nouns, load_units
from casekit.document import Document
from casekit.errors import CodebookError
from casekit.quantities import find

BOOK = Codebook()
UNITS = load_units(BOOK)


@pytest.mark.parametrize("unit", {id(u): u for u in UNITS.by_name.values()}.values(), ids=lambda u: u.unit)
def test_every_example_is_read_as_written(unit):
    text, surface = unit.example
    rows = [n for n in find(Document("a", text, tuple(split_sentences(text))), BOOK) if not n.reason]
    assert surface in [n.surface for n in rows]


@pytest.mark.parametrize("word", sorted(UNITS.by_word), ids=str)
def test_every_written_form_gives_its_unit(word):
    unit, factor = UNITS.by_word[word]
    text = f"不少于24{word}。"
    rows = [n for n in find(Document("a", text, tuple(split_sentences(text))), BOOK) if not n.reason]
    assert [(n.unit, n.value) for n in rows] == [(unit.unit, pytest.approx(24 * factor))]


@pytest.mark.parametrize("word", sorted(load_not_quantities(BOOK)), ids=str)
def test_every_word_that_counts_nothing_is_left_out(word):
    text = f"这就是{word}。"
    assert [n.surface for n in find(Document("a", text, tuple(split_sentences(text))), BOOK) if not n.reason] == []


def test_the_other_pages_load():
    assert set(load_modality(BOOK).status) == {*STATUS_WORDS}
    assert load_periods(BOOK).plans["十三五"] == "2016/2020"
    assert "村" in load_nouns(BOOK).place


@pytest.mark.parametrize(
    ("name", "text", "load", "says"),
    [
        ("units.yml", "- {unit: 元, dimension: money, word: {元: 1}, example: [a, b]}", load_units, "word"),
        ("units.yml", "- {unit: 元, dimension: money, words: {元: -1}, example: [a, b]}", load_units, "above 0"),
        (
            "units.yml",
            "- {unit: 元, dimension: money, words: {元: 1}, small: maybe, example: [a, b]}",
            load_units,
            "small",
        ),
        (
            "units.yml",
            "- {unit: 元, dimension: m, words: {块: 1}, example: [a, b]}\n- {unit: 角, dimension: m, words: {块: 1}, example: [a, b]}",
            load_units,
            "both",
        ),
        (
            "modality.yml",
            "qualifier: {before: {aprox: [约]}, after: {}, apart: {}, behind: {}, other_word: {}}\nstatus: {}\ngenre: {}",
            load_modality,
            "aprox",
        ),
        ("periods.yml", "plan: {}", load_periods, "plan"),
        ("nouns.yml", "persons: [人]", load_nouns, "persons"),
        ("not_quantities.yml", "idiom: 一些", load_not_quantities, "idiom"),
    ],
)
def test_a_broken_page_names_file_and_key(tmp_path, name, text, load, says):
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(CodebookError) as caught:
        load(Codebook(tmp_path))
    assert name in str(caught.value)
    assert says in str(caught.value)


def test_a_unit_may_begin_with_a_sign_that_means_something_in_a_pattern(tmp_path):
    page = BOOK.file("units.yml").read_text("utf-8")
    own = "- {unit: 物, dimension: count, words: {$: 1, (次): 1, '|': 1}, example: [共3$。, 3$]}"
    (tmp_path / "units.yml").write_text(f"{page}\n{own}\n", "utf-8")
    text = "捐款300$，走访20(次)，种树5|。"
    found = find(Document("a", text, tuple(split_sentences(text))), Codebook(tmp_path))
    assert [(n.surface, n.unit) for n in found] == [("300$", "物"), ("20(次)", "物"), ("5|", "物")]
