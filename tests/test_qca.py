"""Comparative logic against brute force, sympy and pyqca; and from each 1 to its sentences."""

import itertools
import json
import math
import warnings
from pathlib import Path

import pandas as pd
import pytest
import qca as pyqca
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sympy import And, Or, symbols, true
from sympy.logic import SOPform

from casekit.errors import TableError
from casekit.qca import (
    calibrate,
    coverage,
    crisp,
    evidence,
    intensity,
    minimise,
    necessity,
    presence,
    pri,
    sufficiency,
    truth_table,
)
from casekit.qca.minimal import against, covers, merged, smallest_covers

PUBLISHED = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "qca" / "published.jsonl").read_text("utf-8").splitlines()
]


@st.composite
def functions(draw, bits=4):
    """Disjoint sets of positive, negative and other configurations."""
    count = draw(st.integers(min_value=1, max_value=bits))
    coded = draw(st.lists(st.sampled_from("10?"), min_size=2**count, max_size=2**count))
    on = [at for at, code in enumerate(coded) if code == "1"]
    off = [at for at, code in enumerate(coded) if code == "0"]
    assume(on)
    return count, on, off, [at for at, code in enumerate(coded) if code == "?"]


def every_implicant(bits):
    for literals in itertools.product((0, 1, None), repeat=bits):
        mask = sum(1 << at for at, literal in enumerate(literals) if literal is not None)
        yield mask, sum(1 << at for at, literal in enumerate(literals) if literal)


def primes_by_definition(bits, on, may):
    """Implicants that cover only what may be covered and something that must be, and cannot lose a literal."""
    good = {i for i in every_implicant(bits) if all(c in may for c in range(2**bits) if covers(i, c))}
    prime = [
        (mask, values) for mask, values in good
        if not any((mask & ~(1 << at), values & ~(1 << at)) in good for at in range(bits) if mask >> at & 1)
    ]  # fmt: skip
    return sorted(i for i in prime if any(covers(i, c) for c in on))


def smallest_by_trying(on, primes):
    for size in range(len(primes) + 1):
        found = [
            sorted(some)
            for some in itertools.combinations(primes, size)
            if all(any(covers(p, c) for p in some) for c in on)
        ]
        if found:
            return sorted(found)
    return []


@given(functions())
@settings(max_examples=300, deadline=None)
def test_primes_are_those_of_the_definition(function):
    bits, on, off, other = function
    assert against(on, off, bits) == primes_by_definition(bits, on, {*on, *other})
    assert [i for i in merged([*on, *other], bits) if any(covers(i, c) for c in on)] == primes_by_definition(
        bits, on, {*on, *other}
    )
    assert merged(on, bits) == primes_by_definition(bits, on, set(on))


@given(functions())
@settings(max_examples=300, deadline=None)
def test_all_smallest_covers_are_found_once_each(function):
    bits, on, off, _ = function
    primes = against(on, off, bits)
    found = smallest_covers(on, primes)
    assert sorted(found) == smallest_by_trying(on, primes)
    literals = [sum(mask.bit_count() for mask, _ in cover) for cover in found]
    assert literals == sorted(literals)


@given(functions())
@settings(max_examples=150, deadline=None)
def test_no_solution_is_longer_than_sympy_s_and_hers_is_among_them_if_as_short(function):
    bits, on, off, other = function
    names = symbols(f"x:{bits}")
    theirs = literals(SOPform(names, on, other))
    ours = [
        {
            frozenset(("" if values >> at & 1 else "~") + f"x{bits - 1 - at}" for at in range(bits) if mask >> at & 1)
            for mask, values in cover
        }
        for cover in smallest_covers(on, against(on, off, bits))
    ]
    assert all(len(cover) <= len(theirs) for cover in ours)
    if len(theirs) == len(ours[0]):
        assert theirs in ours


def literals(expression):
    """A sum of products as a set of sets of literals."""
    if expression == true:
        return {frozenset()}
    terms = expression.args if isinstance(expression, Or) else (expression,)
    return {frozenset(map(str, term.args if isinstance(term, And) else (term,))) for term in terms}


tables = st.lists(st.tuples(*[st.integers(0, 1)] * 4), min_size=2, max_size=14).map(
    lambda rows: pd.DataFrame(rows, columns=list("ABCY"), index=[f"c{at}" for at in range(len(rows))])
)


@given(tables)
@settings(max_examples=100, deadline=None)
def test_pyqca_finds_the_same_table_and_one_of_our_solutions(frame):
    ours = truth_table(frame, "Y", threshold=0.8, lower=0.8)
    assume((ours.frame["OUT"] == "1").any())
    model = pyqca.CSQCA(data=frame, outcome="Y", conditions=list("ABC"))
    theirs = {tuple(row.config.values()): row for row in model.build_truth_table()}
    for row in ours.frame.to_dict("records"):
        other = theirs[row["A"], row["B"], row["C"]]
        assert (row["n"], row["consistency"]) == (other.n_cases, pytest.approx(other.outcome_raw_consist))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # no directional expectations: intermediate is complex
        solved = pyqca.minimize_truth_table(model, consistency_threshold=0.8, backend="exact_set_cover")
    for how, cover in (("exclude", solved.complex_solution), ("include", solved.parsimonious_solution)):
        solutions = minimise(ours, remainders=how)
        terms = {
            tuple((name, bool(value)) for name, value in zip("ABC", term.pattern, strict=True) if value in (0, 1))
            for term in cover
        }
        assert len(solutions[0].terms) <= len(terms)
        if len(solutions[0].terms) == len(terms):
            assert terms in [set(solution.terms) for solution in solutions]


@given(tables, st.sampled_from(["exclude", "include"]), st.sampled_from(["exclude", "include"]))
@settings(max_examples=150, deadline=None)
def test_a_solution_covers_every_sufficient_configuration_and_no_other_observed_one(frame, remainders, contradictions):
    table = truth_table(frame, "Y", threshold=0.75)
    for solution in minimise(table, remainders=remainders, contradictions=contradictions):
        degree = solution.degree()
        for row in table.frame.to_dict("records"):
            inside = {degree[case] for case in row["cases"].split(", ")}
            if row["OUT"] == "C" and contradictions == "include":
                assert len(inside) == 1
            else:
                assert inside == {float(row["OUT"] == "1")}


@given(st.lists(st.tuples(*[st.floats(0, 1, width=16).filter(lambda x: x != 0.5)] * 3), min_size=1, max_size=8))
@settings(max_examples=100, deadline=None)
def test_fuzzy_measures_keep_their_bounds(rows):
    frame = pd.DataFrame(rows, columns=["A", "B", "Y"], index=[f"c{at}" for at in range(len(rows))])
    table = truth_table(frame, "Y", threshold=0.75)
    assert table.frame["n"].sum() == len(frame)
    assert table.frame["consistency"].between(0, 1 + 1e-9).all()
    assert (table.frame["PRI"].dropna() <= table.frame["consistency"][table.frame["PRI"].notna()] + 1e-9).all()
    for solution in minimise(table):
        measures = solution.measures()
        whole = measures.iloc[-1]
        assert (measures["raw_coverage"][:-1] <= whole["raw_coverage"] + 1e-9).all()
        assert (measures["unique_coverage"] >= -1e-9).all()
        assert measures["unique_coverage"][:-1].sum() <= whole["raw_coverage"] + 1e-9


@pytest.mark.parametrize("case", PUBLISHED, ids=lambda case: case["source"])
def test_known_examples(case):
    frame = pd.DataFrame(case["rows"], columns=case["columns"], index=[f"c{at}" for at in range(len(case["rows"]))])
    table = truth_table(frame, case["columns"][-1])
    for how in ("exclude", "include"):
        assert {frozenset(str(s).split(" + ")) for s in minimise(table, remainders=how)} == set(
            map(frozenset, case[how])
        )


def test_measures_of_a_solution_by_hand():
    frame = pd.DataFrame({"A": [1, 1, 1, 0, 0], "B": [1, 0, 0, 1, 0], "Y": [1, 1, 1, 1, 0]}, index=list("甲乙丙丁戊"))
    (solution,) = minimise(truth_table(frame, "Y"))
    assert str(solution) == "A + B"
    measures = solution.measures().set_index("term")
    assert measures.loc["A", ["consistency", "raw_coverage", "unique_coverage"]].tolist() == [1, 0.75, 0.5]
    assert measures.loc["B", ["consistency", "raw_coverage", "unique_coverage"]].tolist() == [1, 0.5, 0.25]
    assert measures.loc["(solution)", ["consistency", "raw_coverage", "cases"]].tolist() == [1, 1, "甲, 乙, 丙, 丁"]


def test_sufficiency_coverage_and_pri_by_hand():
    x, y = pd.Series([0.8, 0.6, 0.2]), pd.Series([0.9, 0.4, 0.1])
    assert sufficiency(x, y) == pytest.approx((0.8 + 0.4 + 0.1) / 1.6)
    assert coverage(x, y) == pytest.approx((0.8 + 0.4 + 0.1) / 1.4)
    assert pri(x, y) == pytest.approx((1.3 - (0.1 + 0.4 + 0.1)) / (1.6 - 0.6))
    assert math.isnan(sufficiency(pd.Series([0.0]), pd.Series([1.0])))


def test_necessity_by_hand_and_by_definition():
    """What is there in every case of the outcome is necessary; what is there in every case at all says little."""
    frame = pd.DataFrame({"A": [1, 1, 0, None], "B": [1, 1, 1, 1], "Y": [0.75, 0.25, 0, 1]}, index=list("甲乙丙丁"))
    found = necessity(frame, "Y").set_index("condition")
    assert found["cases"].tolist() == [3, 3, 4, 4]
    assert found.loc["A", ["consistency", "coverage", "RoN"]].tolist() == [1, 0.5, 0.5]
    assert found.loc["B", ["consistency", "coverage", "RoN"]].tolist() == [1, 0.5, 0]
    assert found.loc["~A", "consistency"] == 0
    with pytest.raises(TableError, match="no column 'Z'"):
        necessity(frame, "Z")


def test_contradictions_remainders_and_rare_configurations_are_told_apart():
    frame = pd.DataFrame(
        {"A": [1, 1, 0, 0, 0], "B": [1, 1, 0, 0, 1], "Y": [1, 0, 0, 0, 1]}, index=["a", "b", "c", "d", "e"]
    )  # fmt: skip
    table = truth_table(frame, "Y")
    assert dict(zip(table.frame["cases"], table.frame["OUT"], strict=True)) == {"a, b": "C", "e": "1", "c, d": "0"}
    assert table.remainders == 1
    assert [str(s) for s in minimise(table)] == ["~A*B"]
    assert [str(s) for s in minimise(table, contradictions="include")] == ["B"]
    assert [str(s) for s in minimise(table, remainders="include")] == ["~A*B"]
    rare = truth_table(frame, "Y", frequency=2)
    assert rare.frame["OUT"].tolist() == ["C", "?", "0"]
    assert rare.remainders == 2
    assert minimise(rare) == []
    assert truth_table(frame, "Y", lower=0.8).frame["OUT"].tolist() == ["0", "1", "0"]


def test_a_table_without_outcome_describes_and_cannot_be_minimised():
    table = truth_table(pd.DataFrame({"A": [1, 0], "B": [1, 1]}, index=["a", "b"]))
    assert table.frame[["A", "B", "n", "OUT"]].to_numpy().tolist() == [[1, 1, 1, ""], [0, 1, 1, ""]]
    with pytest.raises(TableError, match="only describes"):
        minimise(table)


def test_where_everything_is_sufficient_the_shortest_solution_is_always():
    frame = pd.DataFrame({"A": [1, 0], "Y": [1, 1]}, index=["a", "b"])
    assert [str(s) for s in minimise(truth_table(frame, "Y"))] == ["1"]
    assert minimise(truth_table(frame.assign(Y=0), "Y")) == []


def test_cases_that_are_not_known_are_left_out_and_named():
    frame = pd.DataFrame({"A": [1, None, 0.5], "B": [1, 1, 1], "Y": [1, 0, 1]}, index=["a", "b", "c"])
    table = truth_table(frame, "Y")
    assert table.left_out == {"b": "not known: A", "c": "exactly 0.5: A"}
    assert table.members.index.tolist() == ["a"]


@pytest.mark.parametrize(
    ("frame", "outcome", "options", "says"),
    [
        (pd.DataFrame({"A": [1.0]}), "Y", {}, "no column 'Y'"),
        (pd.DataFrame({"A": [2.0], "Y": [1]}), "Y", {}, "outside 0 … 1"),
        (pd.DataFrame({"Y": [1]}), "Y", {}, "at least one condition"),
        (pd.DataFrame({"A": [1], "Y": [1]}), "Y", {"threshold": 0.3}, "threshold"),
        (pd.DataFrame({"A": [1], "Y": [1]}), "Y", {"threshold": 0.8, "lower": 0.9}, "lower"),
        (pd.DataFrame({"A": [1, 0], "Y": [1, 1]}, index=["a", "a"]), "Y", {}, "no name twice"),
        (pd.DataFrame({"A": [None], "Y": [1]}, dtype=float), "Y", {}, "silence='absent'"),
    ],
)
def test_what_cannot_be_a_truth_table_is_refused_with_a_cure(frame, outcome, options, says):
    with pytest.raises(TableError, match=says):
        truth_table(frame, outcome, **options)


def test_many_conditions_and_few_cases_take_no_time():
    cases = pd.DataFrame(
        [[(at * 7 + row * 11) % 5 < 2 for at in range(24)] for row in range(10)], index=[f"c{row}" for row in range(10)],
        columns=[f"K{at}" for at in range(24)], dtype=float,
    ).drop_duplicates()  # fmt: skip
    cases["Y"] = [row % 2 for row in range(len(cases))]
    table = truth_table(cases, "Y")
    assert table.remainders == 2**24 - len(cases)
    assert minimise(table, remainders="include")
    assert minimise(table)


def test_an_answer_too_long_to_read_is_refused(monkeypatch):
    monkeypatch.setattr("casekit.qca.minimal.LIMIT", 3)
    frame = pd.DataFrame([[1] * 6 + [1], [0] * 6 + [0]], columns=[*"ABCDEF", "Y"], index=["a", "b"])
    with pytest.raises(TableError, match="fewer conditions"):
        minimise(truth_table(frame, "Y"), remainders="include")


@given(st.lists(st.floats(-1e6, 1e6), min_size=1), st.floats(1, 1000), st.floats(1, 1000), st.booleans())
def test_calibration_is_monotone_and_meets_its_anchors(values, below, above, falling):
    sign = -1 if falling else 1
    anchors = {"out": -sign * below, "crossover": 0.0, "full": sign * above}
    degrees = calibrate(pd.Series([*sorted(values), *anchors.values()]), **anchors)
    assert degrees.tail(3).round(9).tolist() == [0.05, 0.5, 0.95]
    assert degrees.between(0, 1).all()
    assert degrees[:-3].is_monotonic_decreasing if falling else degrees[:-3].is_monotonic_increasing


def test_calibration_gives_the_published_degrees():
    """Ragin 2008, table 5.2: income of nations, full membership at 20,000, crossover 5,000, non-membership at 2,500.

    He takes the log odds of full membership as 3, we as ln 19 (2.944): the second decimal may differ by one.
    """
    income = {
        40110: 1,
        25200: 0.98,
        20060: 0.95,
        13680: 0.85,
        11290: 0.78,
        7470: 0.62,
        4670: 0.40,
        4100: 0.25,
        3740: 0.18,
        2980: 0.08,
        110: 0,
    }
    degrees = calibrate(pd.Series(list(income), dtype=float), out=2500, crossover=5000, full=20000)
    assert degrees.tolist() == pytest.approx(list(income.values()), abs=0.011)


def test_calibration_keeps_what_is_missing_and_refuses_anchors_out_of_order():
    assert calibrate(pd.Series([None, 5.0]), out=0, crossover=5, full=9).isna().tolist() == [True, False]
    assert crisp(pd.Series([None, 5.0]), at_least=5).isna().tolist() == [True, False]
    for anchors in ((5, 5, 9), (0, 9, 5), (9, 0, 5)):
        with pytest.raises(TableError, match="not in order"):
            calibrate(pd.Series([1.0]), **dict(zip(("out", "crossover", "full"), anchors, strict=True)))


def test_silence_has_no_default(study):
    with pytest.raises(TypeError, match="silence"):
        presence(study)
    with pytest.raises(TableError, match="no safe default"):
        presence(study, silence="zero")


def test_silence_is_missing_or_absent_as_the_caller_says(study):
    missing, absent = (presence(study, silence=how) for how in ("missing", "absent"))
    assert set(missing.stack().dropna()) == {1.0}
    assert missing.isna().sum().sum() > 0
    assert absent.equals(missing.fillna(0.0))
    said = {(case, code) for (case, code), mark in absent.stack().items() if mark}
    assert said == set(study.practices[["doc_id", "code"]].itertuples(index=False, name=None))


def test_each_1_leads_to_its_sentences(study):
    frame = presence(study, silence="absent")
    said = evidence(study)
    text = {row["doc_id"]: row["text"] for row in study.rows["documents"]}
    assert all(text[row.case][row.start : row.end] == row.quote for row in said.itertuples())
    assert set(zip(said["case"], said["condition"], strict=True)) == {
        pair for pair, mark in frame.stack().items() if mark
    }


def test_figures_are_conditions_too(study):
    code = study.metrics.loc[
        (study.metrics["indicator"] != "") & (study.metrics["status"] == "reported"), "indicator"
    ].iloc[0]
    frame = presence(study, [code, "training"], silence="missing")
    reported = study.metrics[(study.metrics["indicator"] == code) & (study.metrics["status"] == "reported")]
    assert set(frame.index[frame[code] == 1]) == set(reported["doc_id"])


def test_intensity_counts_sentences_and_divides(study):
    counts = intensity(study, silence="absent")
    rates = intensity(study, per="1000_characters", silence="absent")
    shares = intensity(study, per="share", silence="missing")
    assert counts.to_numpy().sum() == len(study.practices.drop_duplicates(["doc_id", "sent_no", "code"]))
    size = study.documents.set_index("doc_id")["text"].str.replace("\n", "").str.len() / 1000
    assert (rates.mul(size, axis=0) - counts).abs().max().max() < 1e-9
    assert shares.max().max() <= 1
    with pytest.raises(TableError, match="1000_characters"):
        intensity(study, per="words", silence="absent")


def test_an_unknown_condition_names_its_neighbour(study):
    with pytest.raises(TableError, match="perhaps training"):
        presence(study, ["trainning"], silence="absent")


def test_a_solution_leads_to_the_sentences_of_its_cases(study):
    wanted = ["performance_assessment", "leader_responsibility", "training", "grid_management"]
    frame = presence(study, wanted, silence="absent")
    for solution in minimise(truth_table(frame, wanted[0]), remainders="include"):
        behind = solution.sentences(evidence(study, wanted))
        present = behind[behind["present"]]
        assert (present["id"] != "").all()
        assert (behind.loc[~behind["present"], "id"] == "").all()
        sentences = {f"{s['doc_id']}#{s['sent_no']}": s["text"] for s in study.rows["sentences"]}
        assert all(row.quote in sentences[row.id] for row in present.itertuples())
