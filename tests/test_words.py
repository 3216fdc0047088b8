"""Words: in context, counted, and typical of a case."""

import math

import pytest
from clock import assert_linear

from casekit.concordance import concordance
from casekit.errors import TableError
from casekit.schema import frame
from casekit.words import keyness, word_counts

TEXT = "全县共有党员5人。\n驻村工作队驻进了村，队员驻村。"


def tables_of(*texts):
    """Articles of sentences that end with 。."""
    rows, sentences = [], []
    for number, text in enumerate(texts):
        rows.append({"doc_id": f"d{number}", "text": text})
        at = 0
        for no, piece in enumerate(text.replace("\n", "").split("。")[:-1]):
            start = text.index(piece, at)
            at = start + len(piece) + 1
            sentences.append({"doc_id": f"d{number}", "sent_no": no, "text": f"{piece}。", "start": start, "end": at})
    return {"documents": frame("documents", rows), "sentences": frame("sentences", sentences)}


def test_every_place_is_found_with_its_sentence_and_no_line_but_its_own():
    found = concordance(tables_of(TEXT, "没有"), "驻村", width=4)
    assert found[["doc_id", "sent_no", "left", "right"]].to_numpy().tolist() == [
        ["d0", 1, "", "工作队驻"],
        ["d0", 1, "村，队员", "。"],
    ]
    assert [TEXT[start:end] for start, end in zip(found["start"], found["end"], strict=True)] == ["驻村", "驻村"]


def test_an_ellipsis_stays_within_its_clause():
    assert concordance(tables_of(TEXT), "驻…村")["match"].tolist() == ["驻村", "驻进了村", "驻村"]
    assert concordance(tables_of(TEXT), "驻…队员")["match"].tolist() == []


@pytest.mark.parametrize("words", ["", " ", "…", "…… "])
def test_nothing_to_look_for_is_refused(words):
    with pytest.raises(TableError, match="nothing to look for"):
        concordance(tables_of(TEXT), words)


def test_many_hits_in_many_sentences_take_linear_time():
    made = {size: tables_of("驻村。" * size) for size in (1500, 15_000)}
    assert_linear(lambda size: concordance(made[size], "驻村"), 1500, 15_000)


def test_words_are_counted_a_thousand_characters():
    counts = word_counts(tables_of("村里有第一书记。第一书记很忙。", "天气。"))
    first = counts[counts["word"] == "第一书记"].to_dict("records")
    assert first == [{"doc_id": "d0", "word": "第一书记", "count": 2, "per_1000": 1000 * 2 / 15}]


def test_what_one_case_says_more_often_is_typical_of_it():
    counts = word_counts(tables_of("走访。" * 8 + "天气。" * 8, "天气。" * 16))
    (row,) = keyness(counts, "d0").to_dict("records")
    assert (row["word"], row["here"], row["elsewhere"]) == ("走访", 8, 0)
    assert row["log_ratio"] == pytest.approx(math.log2((8 / 16) / (0.5 / 16)))
    # 2 Σ observed ln(observed / expected): 8 were expected to be 4 here and 4 there
    assert row["g2"] == pytest.approx(2 * 8 * math.log(8 / 4))
    with pytest.raises(TableError, match="one of d0, d1"):
        keyness(counts, "d7")
