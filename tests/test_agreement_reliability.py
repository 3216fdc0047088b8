"""Reliability against definitions written out, and the sentences behind each disagreement."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import casekit
from casekit.agreement import coding, confusion, disagreements, load_reference, paired, reliability, score
from casekit.errors import TableError


def as_coding(rows, codes=("one", "two")):
    index = pd.MultiIndex.from_tuples([("doc", at) for at in range(len(rows))], names=["doc_id", "sent_no"])
    return pd.DataFrame(rows, index=index, columns=list(codes), dtype=float)


cells = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), min_size=1, max_size=30)


def alpha_by_definition(a, b):
    """Nominal alpha of two coders: 1 - observed / expected disagreement, from the coincidence matrix."""
    values = [*a, *b]
    total, ones = len(values), sum(values)
    observed = 2 * sum(x != y for x, y in zip(a, b, strict=True))
    expected = 2 * ones * (total - ones) / (total - 1)
    return 1 - observed / expected if expected else float("nan")


@given(cells, cells)
@settings(max_examples=150, deadline=None)
def test_alpha_is_that_of_the_definition(a, b):
    size = min(len(a), len(b))
    a, b = as_coding(a[:size]), as_coding(b[:size])
    figures = reliability(a, b)
    for code in ("one", "two"):
        assert figures.loc[code, "alpha"] == pytest.approx(alpha_by_definition(a[code], b[code]), nan_ok=True)
    pooled = alpha_by_definition(a.to_numpy().ravel(), b.to_numpy().ravel())
    assert figures.loc["(pooled)", "alpha"] == pytest.approx(pooled, nan_ok=True)
    assert figures.loc["(pooled)", "units"] == 2 * size
    counted = figures[["both", "only_a", "only_b", "neither"]].sum(axis=1)
    assert (counted == figures["units"]).all()


@given(cells)
@settings(max_examples=60, deadline=None)
def test_reliability_is_the_same_both_ways_round(rows):
    a, b = as_coding(rows), as_coding([row[::-1] for row in rows])
    one, two = reliability(a, b), reliability(b, a)
    assert one[["agreement", "alpha", "f1"]].equals(two[["agreement", "alpha", "f1"]])
    assert one["only_a"].tolist() == two["only_b"].tolist()


def test_what_only_one_coder_read_is_not_compared():
    a = as_coding([(1, 0), (1, 1), (0, np.nan)])
    b = as_coding([(1, 0), (0, 1), (0, 0), (1, 1)])
    figures = reliability(a, b)
    assert figures["units"].tolist() == [3, 2, 5]
    assert disagreements_of(a, b) == [(1, "one", 1, 0)]


def disagreements_of(a, b):
    from casekit.study import Study

    rows = {name: [] for name in ("documents", "practices")} | {
        "sentences": [{"doc_id": "doc", "sent_no": at, "text": f"第{at}句"} for at in range(4)]
    }
    found = disagreements(a, b, Study(rows))
    assert all(row.sentence == f"第{row.sent_no}句" for row in found.itertuples())
    return [(row.sent_no, row.code, row.a, row.b) for row in found.itertuples()]


def test_where_neither_coder_varies_nothing_is_said():
    figures = reliability(as_coding([(0, 1), (0, 1)]), as_coding([(0, 1), (0, 1)]))
    assert figures.loc[["one", "two"], "alpha"].isna().all()
    assert figures.loc["one", "agreement"] == 1
    assert np.isnan(figures.loc["one", "f1"])
    assert figures.loc["two", "f1"] == 1


def test_codings_with_nothing_in_common_are_refused():
    a = as_coding([(1, 0)])
    with pytest.raises(TableError, match="share no sentence"):
        reliability(a, a.rename(index={"doc": "other"}))
    with pytest.raises(TableError, match="share no sentence or no code"):
        reliability(a, a.rename(columns={"one": "three", "two": "four"}))
    with pytest.raises(TableError, match="'three' is not in both"):
        reliability(a, a, ["three"])


@pytest.fixture(scope="module")
def reference(root):
    return load_reference(root / "data" / "reference")


def test_pairing_with_a_reference_counts_as_the_score_does(study, reference):
    own, theirs = paired(study, reference)
    assert own.index.equals(theirs.index)
    assert len(own) == len(reference.rows["practices"])
    assert reliability(own, theirs).loc["(pooled)", "f1"] == pytest.approx(
        score(study.tables, reference).figures["practices.f1"]
    )
    assert theirs.to_numpy().sum() == sum(len(row["codes"]) for row in reference.rows["practices"])


def test_confusion_shows_the_sentence_and_what_fired(study, reference):
    found = confusion(study, reference)
    own, theirs = paired(study, reference)
    counts = found["outcome"].value_counts()
    assert counts["hit"] == ((own == 1) & (theirs == 1)).to_numpy().sum()
    assert counts.get("missed", 0) == ((own == 0) & (theirs == 1)).to_numpy().sum()
    assert counts.get("false alarm", 0) == ((own == 1) & (theirs == 0)).to_numpy().sum()
    fired = found[found["outcome"] != "missed"]
    assert all(row.quote in row.sentence for row in fired.itertuples())
    assert all(row.found_by.startswith(row.code) for row in fired.itertuples())
    assert (found["sentence"] != "").all()


def test_confusion_names_what_stands_in_the_place_of_a_missed_code(root):
    own = root / "tests" / "cases" / "own" / "dev"  # articles enough to hold some
    found = confusion(casekit.read(own / "pages"), load_reference(own))
    missed = found[(found["outcome"] == "missed") & (found["instead"] != "")]
    alarms = {(row.doc, row.sent_no, row.code) for row in found.itertuples() if row.outcome == "false alarm"}
    assert len(missed) > 0
    for row in missed.itertuples():
        assert all((row.doc, row.sent_no, code) in alarms for code in row.instead.split(", "))


def test_a_study_compared_with_itself_agrees(study):
    own = coding(study)
    assert reliability(own, own).loc["(pooled)", ["agreement", "alpha"]].tolist() == [1, 1]
    assert own.to_numpy().sum() == len(study.practices)
    assert disagreements(own, own, study).empty


def test_a_reference_of_other_documents_is_refused(study, tmp_path):
    (tmp_path / "clean").mkdir()
    (tmp_path / "clean" / "x.txt").write_text("一句话。", "utf-8")
    (tmp_path / "documents.csv").write_text("file,doc\nx.txt,x\n", "utf-8")
    (tmp_path / "practices.jsonl").write_text(json.dumps({"doc": "x", "sent_no": 0, "codes": []}) + "\n", "utf-8")
    with pytest.raises(TableError, match="no document of the study"):
        paired(study, load_reference(tmp_path))


@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        ("documents.csv", None, "no documents.csv"),
        ("documents.csv", "file\nx.txt\n", "lacks the columns"),
        ("clean/x.txt", None, "clean text is missing"),
        ("rules.jsonl", "{not json\n", r"rules\.jsonl:1: not JSON"),
        ("rules.jsonl", '\n{"doc": "y"}\n', r"rules\.jsonl:2: unknown doc 'y'"),
    ],
)
def test_a_broken_reference_is_named_with_file_and_line(tmp_path, file, content, says):
    (tmp_path / "clean").mkdir()
    (tmp_path / "clean" / "x.txt").write_text("一句话。", "utf-8")
    (tmp_path / "documents.csv").write_text("file,doc\nx.txt,x\n", "utf-8")
    if content is None:
        (tmp_path / file).unlink()
    else:
        (tmp_path / file).write_text(content, "utf-8")
    with pytest.raises(TableError, match=says):
        load_reference(tmp_path)
