"""Rules: every word of the codebook is proved by its frame; cases by origin; odd sentences never raise."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from clock import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.article import split_sentences
from casekit.codebook import HOME, Codebook
from casekit.codebook.rule import load_rules
from casekit.document import Document, Findings
from casekit.errors import CodebookError
from casekit.extract.rules import LONGEST, extract
from casekit.norms.reader import rule_reader
from casekit.schema import TABLES, check, frame

CODEBOOK = Codebook()
BOOK = load_rules(CODEBOOK)
CASES = Path(__file__).parent / "cases" / "rules"


def rows_or_issues(text: str) -> Findings:
    return extract(Document("a", text, split_sentences(text), published="2019-06-01"), CODEBOOK)


def rows(text: str) -> list[dict]:
    return rows_or_issues(text).rows


def cases(origin: str) -> list:
    lines = (CASES / f"{origin}.jsonl").read_text("utf-8").splitlines()
    return [pytest.param(json.loads(line), id=json.loads(line)["text"][:24]) for line in lines]


def coded(row: dict) -> tuple:
    value = row["value"]
    return row["kind"], None if value is None or math.isnan(value) else float(value), row["unit"], row["per"]


def holds_as_coded(case: dict) -> None:
    got = sorted(map(coded, rows(case["text"])), key=str)
    assert got == sorted(map(coded, case["rules"]), key=str)


REFERENCE = Path(__file__).parents[1] / "data" / "reference"


def test_the_wild_articles_are_read_as_their_coders_read_them():
    """By document, sentence, kind and value; one of the 53 rules has no words that a page could know (提升评优比例)."""
    coded_rows = [json.loads(line) for line in (REFERENCE / "rules.jsonl").read_text("utf-8").splitlines()]
    want, got = [], []
    for doc in sorted({row["doc"] for row in coded_rows}):
        text = (REFERENCE / "clean" / f"{doc}.txt").read_text("utf-8").strip()
        got += [(doc, row["sent_no"], row["kind"], coded(row)[1]) for row in rows(text)]
        want += [
            (doc, row["sent_no"], row["kind"], None if row["value"] is None else float(row["value"]))
            for row in coded_rows
            if row["doc"] == doc
        ]
    missed = list(want)
    alarms = [row for row in got if row not in missed or missed.remove(row)]
    assert (len(missed), alarms) == (1, [])


@pytest.mark.parametrize("case", cases("synthetic"))
def test_rules_are_read(case):
    holds_as_coded(case)


@pytest.mark.parametrize("case", cases("negative"))
def test_reports_and_targets_are_no_rules(case):
    assert rows(case["text"]) == []


@pytest.mark.xfail(strict=True, reason="known failures, kept in sight")
@pytest.mark.parametrize("case", cases("known_failures"))
def test_known_failures(case):
    holds_as_coded(case)


@pytest.mark.parametrize(
    ("name", "word"), [(name, word) for name in sorted(BOOK.lists) for word in BOOK.lists[name].words]
)
def test_every_word_is_proved_by_its_frame(name, word):
    entry = BOOK.lists[name]
    found = rows(entry.frame.replace("〇", word))
    if entry.gives == "none":
        assert found == []
        return
    wanted = {field: word if value == "〇" else value for field, value in entry.gives.items()}
    assert any(all(row[field] == value for field, value in wanted.items()) for row in found), found


FRAMES = [frame for frames in BOOK.frames.values() for frame in frames]


@pytest.mark.parametrize("framed", FRAMES, ids=lambda framed: framed.cue)
def test_every_frame_reads_its_example(framed):
    assert (framed.tells, f"rules: {framed.cue}") in [(row["kind"], row["found_by"]) for row in rows(framed.example)]


@pytest.mark.parametrize("period", sorted(BOOK.periods))
def test_every_period_is_read(period):
    if period in ("年终", "年底", "年末"):
        text = f"{period}，支部书记向乡镇党委述职。"
    else:
        text = f"工作队每{period}召开一次例会。"
    assert ("frequency", 1.0, BOOK.periods[period]) in [(r["kind"], r["value"], r["per"]) for r in rows(text)]


@pytest.mark.parametrize("word", sorted(BOOK.times))
def test_every_measure_word_of_a_frequency_is_read(word):
    assert ("frequency", 2.0, "年") in [
        (r["kind"], r["value"], r["per"]) for r in rows(f"党校每年举办培训不少于2{word}。")
    ]


@pytest.mark.parametrize("occasion", sorted(BOOK.occasions))
def test_every_occasion_is_read(occasion):
    assert [r["kind"] for r in rows(f"{occasion}前后集中开展1次走访。")] == ["frequency"]


def test_the_signs_that_ways_need_hide_no_rule(monkeypatch):
    """Rules read with every way open are those read with the ways whose signs a sentence shows."""
    texts = [
        json.loads(line)["text"] for path in CASES.glob("*.jsonl") for line in path.read_text("utf-8").splitlines()
    ]
    shown = [repr(rows(text)) for text in texts]
    signs = rule_reader(CODEBOOK)._signs
    monkeypatch.setattr(signs, "open", lambda shown: signs._open(-1))
    assert [repr(rows(text)) for text in texts] == shown


def test_rows_fit_the_schema_and_quote_the_text():
    text = "\n".join(json.loads(line)["text"] for line in (CASES / "synthetic.jsonl").read_text("utf-8").splitlines())
    found = rows(text)
    for row in found:
        assert row["quote"] == text[row["start"] : row["end"]] != ""
        assert set(row) == set(TABLES["rules"].names)
    assert len(check("rules", frame("rules", found))) == len(found)


def test_each_figure_of_a_list_has_its_own_words():
    found = rows("要求每户种辣椒3亩以上、养蜂5箱以上、栽桑2亩。")
    assert [(row["action"], row["object"]) for row in found] == [("种辣椒", ""), ("养蜂", ""), ("栽桑", "")]


def test_headings_hold_no_rules():
    assert rows("每月通报制度\n每月通报一次。")[0]["sent_no"] == 1


def test_what_is_no_sentence_is_an_issue():
    text = "每月通报，" * 2000 + "。"
    outcome = extract(Document("a", text, split_sentences(text)), CODEBOOK)
    assert outcome.rows == []
    assert [issue["kind"] for issue in outcome.issues] == ["sentence too long"]


def test_a_chain_that_breaks_off_does_not_blow_up():
    assert rows("审核公示备案、" * 60 + "审核公示了大家都说好。")[0]["kind"] == "procedure"


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        alphabet="每月周年季半一二3百名个党员支部通报考核次元%以上低于的，。；、“”（）不少于对优先全覆盖", max_size=80
    )
)
def test_odd_text_never_raises(text):
    for row in rows(text):
        assert 0 <= row["start"] < row["end"] <= len(text)


@pytest.mark.parametrize(
    "stuff",
    [
        "每",
        "每月",
        "，",
        "低于8分的",
        "（",
        "对工作",
        "一月一",
        "、申报",
        "百",
        "每月通报，",
        "审核公示、",
        "每名党员1户，",
        "不按",
        "违规的",
        "每村，落实1名",
        "审核后",
        "第一次约谈，",
        "凡属，一律",
        "谁破坏谁修复、",
        "户报、村评、",
        "先由不成的报，",
        "每隔",
        "对所有",
        "失信户",
        "按1:3",
    ],
)
def test_hostile_input_stays_linear(stuff):
    """In the number of sentences just short enough to be read, and in the length of one up to that limit."""
    longest = (LONGEST - 1) // len(stuff)
    assert len(rows_or_issues(stuff * longest + "。").issues) == 0
    assert_linear(lambda count: rows_or_issues((stuff * longest + "。") * count), 2, 12)
    assert_linear(lambda count: rows_or_issues(stuff * count + "。"), longest // 8, longest, grain=0.02)


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        ("periods: {周: 周}\n", "lacks the key"),
        ("", "is empty"),
    ],
)
def test_a_broken_page_is_refused(tmp_path, page, fault):
    (tmp_path / "rules.yml").write_text(page, "utf-8")
    with pytest.raises(CodebookError, match=fault):
        load_rules(Codebook(tmp_path))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("frame: 驻村工作队每月〇。", "frame: 驻村工作队每月。", "lacks the 〇"),
        ("  repeated_short:", "  repeated_shrot:", "unknown key 'repeated_shrot'.*did you mean 'repeated_short'"),
        ("gives: {kind: procedure}", "gives: maybe", "fields of a rule, or none"),
    ],
)
def test_a_slip_on_the_page_is_named_with_its_cure(tmp_path, old, new, fault):
    slip_on("rules.yml", old, new, fault, tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("  - cue: 罚款", "  - cue: 结果挂钩", "'结果挂钩' stands twice"),
        ("    most: 50000", "    mots: 50000", "unknown key 'mots'.*did you mean 'most'"),
        ("    told: none", "    told: never", "`told` is one of"),
        ("    units: [元]", "    units: []", "either a `pattern` or `units`"),
        ("consequence:", "consequences:", "lists of frames by kind"),
    ],
)
def test_a_slip_in_a_frame_is_named_with_its_cure(tmp_path, old, new, fault):
    slip_on("rule_frames.yml", old, new, fault, tmp_path)


def slip_on(page: str, old: str, new: str, fault: str, folder: Path) -> None:
    text = (HOME / page).read_text("utf-8")
    assert old in text
    (folder / page).write_text(text.replace(old, new), "utf-8")
    with pytest.raises(CodebookError, match=f"(?s){fault}"):
        load_rules(Codebook(folder))
