"""The page of small words: its faults are named, and each part of it is what the reader of figures goes by."""

import pytest

from casekit.codebook import Codebook
from casekit.codebook.grammar import LISTS, load_grammar
from casekit.document import Document, Sentence
from casekit.errors import CodebookError
from casekit.quantities import find

PAGE = Codebook().file("grammar.yml").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  only_then:", "  only_than:", r"only_than.*only_then"),
        ("  only_then: {says", "  only_then: {say", r"unknown key 'say' in status.only_then.*says"),
        ("words: [方可, 才能, 方能, 才可]", "words: []", "only_then has no words"),
        ("words: [方可, 才能, 方能, 才可]", "words: [{word: 方可, after: 一}]", r"unknown key 'after'"),
    ],
)
def test_a_broken_page_names_file_key_and_cure(tmp_path, old, new, says):
    assert PAGE.count(old) == 1
    (tmp_path / "grammar.yml").write_text(PAGE.replace(old, new), "utf-8")
    with pytest.raises(CodebookError, match=says) as caught:
        load_grammar(Codebook(tmp_path))
    assert "grammar.yml" in str(caught.value)


def test_no_list_holds_a_word_twice():
    for part in LISTS:
        for name, words in getattr(load_grammar(Codebook()), part).items():
            assert len({word.word for word in words}) == len(words), (part, name)


def test_a_reader_with_other_words_reads_otherwise(tmp_path):
    text = "约有6个月乃可转正。"
    document = Document("a", text, (Sentence(0, 0, len(text), text, 0, False),))
    (tmp_path / "grammar.yml").write_text(PAGE.replace("[方可, ", "[乃可, 方可, "), "utf-8")
    assert [[n.status for n in find(document, book)] for book in (Codebook(), Codebook(tmp_path))] == [
        ["reported"],
        ["required"],
    ]
