"""The rulebook: calendars and decisions out of the rows of `rules`, each citing its sentence."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.article import split_sentences
from casekit.codebook import Codebook
from casekit.document import Document
from casekit.errors import TableError
from casekit.extract.rules import extract
from casekit.rulebook import Rulebook, rulebook
from casekit.rulebook.ics import escape, fold
from casekit.schema import frame

REFERENCE = Path(__file__).parents[1] / "data" / "reference"
CODEBOOK = Codebook()


def book_of(text: str, doc_id: str = "a") -> Rulebook:
    document = Document(doc_id, text, split_sentences(text), published="2019-06-01")
    sentences = [
        {"doc_id": doc_id, "sent_no": s.no, "text": s.text, "start": s.start, "end": s.end, "raw_start": s.start, "raw_end": s.end,
         "paragraph": s.paragraph, "heading": s.heading}
        for s in document.sentences
    ]  # fmt: skip
    tables = {"rules": frame("rules", extract(document, CODEBOOK).rows), "sentences": frame("sentences", sentences)}
    return rulebook(tables, doc_id, CODEBOOK)


def of_case(doc_id: str) -> Rulebook:
    return book_of((REFERENCE / "clean" / f"{doc_id}.txt").read_text("utf-8").strip(), doc_id)


def number(book: Rulebook, **fields: object) -> int:
    """The number of the only rule with these fields."""
    rules = book.rules
    for name, value in fields.items():
        rules = rules[rules[name] == value]
    assert len(rules) == 1, rules
    return int(rules["rule"].iloc[0])


# -- the five cases ----------------------------------------------------------------------------------------------------


def test_huishui_below_eight_points_loses_the_months_allowance():
    book = of_case("huishui")
    rule = number(book, kind="threshold")
    scores = pd.DataFrame({"who": ["甲", "乙", "丙"], "month": ["2019-05"] * 3, "rule": rule, "value": [9.5, 8.0, 7.9]})
    decided = book.judge(scores)
    assert decided["decision"].tolist() == ["", "", "扣减当月补贴"]
    assert decided["month"].tolist() == ["2019-05"] * 3
    for row in decided.to_dict("records"):
        assert row["quote"] in book.rules.set_index("rule").loc[row["rule"], "sentence"]


def test_huishui_consequences_follow_the_event():
    book = of_case("huishui")
    plus, minus = number(book, consequence="加分"), number(book, consequence="减分")
    decided = book.judge(pd.DataFrame({"who": "甲", "rule": [plus, minus], "value": [1, 0]}))
    assert decided[["holds", "decision"]].values.tolist() == [[True, "加分"], [False, ""]]


def test_fengqing_inspections_fall_due_by_half_year_quarter_and_month():
    calendar = of_case("fengqing").calendar("2018-01-01", "2018-12-31")
    rounds = calendar[calendar["quote"].str.contains("巡查")]
    due = {per: group["due"].tolist() for per, group in rounds.groupby("per")}
    assert due["半年"] == ["2018-06-30", "2018-12-31"]
    assert due["季"] == ["2018-03-31", "2018-06-30", "2018-09-30", "2018-12-31"]
    assert len(due["月"]) == 12
    assert due["月"][1] == "2018-02-28"
    assert all("= 100 %" in text and ">= 10 %" in text for text in rounds["requires"])
    assert calendar[calendar["quote"].str.contains("七一")]["due"].tolist() == ["2018-07-01"]


def test_fengqing_shares_are_judged():
    book = of_case("fengqing")
    villages, branches = number(book, kind="coverage", value=100.0), number(book, kind="coverage", value=10.0)
    entries = pd.DataFrame({"who": "某乡", "rule": [villages, branches], "value": [95, 12]})
    assert book.judge(entries)["decision"].tolist() == ["not met", "met"]


def test_cangxi_holds_the_six_ones():
    book = of_case("cangxi")
    ones = book.rules[book.rules["sentence"].str.contains("“六个一”") & (book.rules["value"] == 1)]
    assert {("frequency", "周"), ("frequency", "月"), ("quota", "党员"), ("quota", "干部")} <= set(
        zip(ones["kind"], ones["per"], strict=True)
    )
    calendar = book.calendar("2019-09-01", "2019-09-30")
    weekly = calendar[(calendar["per"] == "周") & calendar["action"].str.contains("学习")]
    assert weekly["due"].tolist() == ["2019-09-01", "2019-09-08", "2019-09-15", "2019-09-22", "2019-09-29"]
    assert calendar[(calendar["per"] == "月") & (calendar["action"] == "主题党日活动")]["due"].tolist() == [
        "2019-09-30"
    ]


def test_bazhong_asks_for_25000_yuan_a_team_and_year():
    book = of_case("bazhong")
    rule = number(book, kind="quota")
    decided = book.judge(pd.DataFrame({"who": ["甲队", "乙队"], "rule": rule, "value": [25000, 24999]}))
    assert decided["decision"].tolist() == ["met", "not met"]
    assert decided["asks"].str.contains(">= 25000 元/驻村工作队/年", regex=False).all()
    assert book.calendar("2017-01-01", "2017-12-31")["due"].tolist() == ["2017-12-31"]


def test_huixian_rates_and_pays_by_the_month():
    calendar = of_case("huixian").calendar("2018-01-01", "2018-03-31")
    assert calendar[calendar["kind"] == "frequency"].groupby("due").size().to_dict() == {
        "2018-01-31": 2,
        "2018-02-28": 2,
        "2018-03-31": 2,
    }


# -- calendars ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "start", "end", "due"),
    [
        ("支部每周开展学习。", "2019-07-01", "2019-07-14", ["2019-07-07", "2019-07-14"]),
        ("支部每周五组织学习。", "2019-07-01", "2019-07-14", ["2019-07-05", "2019-07-12"]),
        ("支部每旬报告一次。", "2019-02-01", "2019-02-28", ["2019-02-10", "2019-02-20", "2019-02-28"]),
        ("支部每半月报告一次。", "2019-02-01", "2019-02-28", ["2019-02-15", "2019-02-28"]),
        ("支部每月10日开展主题党日。", "2019-07-01", "2019-08-31", ["2019-07-10", "2019-08-10"]),
        ("支部每月31日开展主题党日。", "2019-02-01", "2019-02-28", ["2019-02-28"]),
        ("支部每两个月通报一次。", "2019-01-01", "2019-06-30", ["2019-02-28", "2019-04-30", "2019-06-30"]),
        ("支部每季度召开会议。", "2019-01-01", "2019-06-30", ["2019-03-31", "2019-06-30"]),
        ("支部每半年评议一次。", "2019-01-01", "2019-06-29", []),
        ("支部每年考核一次。", "2019-01-01", "2020-12-31", ["2019-12-31", "2020-12-31"]),
        ("支部每天点名。", "2019-07-01", "2019-07-03", ["2019-07-01", "2019-07-02", "2019-07-03"]),
        ("“七一”前后集中开展1次活动。", "2018-01-01", "2019-12-31", ["2018-07-01", "2019-07-01"]),
    ],
)
def test_due_days(text, start, end, due):
    assert book_of(text).calendar(start, end)["due"].tolist() == due


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("支部每周开展学习。", ["2019-W26", "2019-W27"]),
        ("支部每旬报告一次。", ["2019-06-30", "2019-07-10"]),
        ("支部每月通报。", ["2019-06", "2019-07"]),
        ("支部每季度召开会议。", ["2019-Q2", "2019-Q3", "2019-Q4"]),
        ("支部每半年评议一次。", ["2019-H1", "2019-H2"]),
        ("支部每年考核一次。", ["2019", "2020"]),
    ],
)
def test_periods_are_named(text, names):
    calendar = book_of(text).calendar("2019-06-30", "2020-12-31")
    assert calendar["period"].tolist()[: len(names)] == names
    assert calendar["rule"].tolist() == [1] * len(calendar)


def test_only_how_often_and_how_much_falls_due():
    book = book_of("每月积分低于60分的由支部约谈。支部每月通报。")
    assert {"threshold", "frequency"} <= set(book.rules["kind"])
    assert set(book.calendar("2019-01-01", "2019-12-31")["kind"]) == {"frequency"}
    assert book.rules.columns[0] == "rule"
    assert "index" not in book.rules.columns


def test_what_has_no_fixed_day_is_listed_and_not_guessed():
    book = book_of("春节前集中开展1次走访。每名党员联系2户群众。支部每月通报。")
    assert book.undated()["kind"].tolist() == ["frequency", "quota"]
    assert book.calendar("2019-01-01", "2019-01-31")["quote"].tolist() == ["每月通报"]


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(0, 400))
def test_every_due_day_lies_between_the_days_asked_for(start, length):
    end = date.fromordinal(start.toordinal() + length)
    days = BUSY.calendar(start, end)["due"].tolist()
    assert days == sorted(days)
    assert all(start.isoformat() <= day <= end.isoformat() for day in days)


BUSY = book_of("支部每周学习。支部每月通报。支部每季度评议。支部每半年述职。支部每年考核一次。")


@pytest.mark.parametrize(
    ("start", "end", "says"),
    [
        ("1.7.2019", "2019-12-31", "no date"),
        ("2019-07-01", "2019-02-30", "no date"),
        ("2019-12-31", "2019-07-01", "2019-12-31 is later than 2019-07-01"),
        ("0001-01-01", "2019-12-31", "no calendar"),
        ("2019-01-01", "9999-12-31", "no calendar"),
    ],
)
def test_a_wrong_day_is_refused(start, end, says):
    with pytest.raises(TableError, match=says) as refused:
        BUSY.calendar(start, end)
    assert refused.value.cure


def test_the_first_and_the_last_day_of_a_calendar_are_days_too():
    assert BUSY.calendar("1900-01-01", "1900-01-31")["due"].iloc[-1] == "1900-01-31"
    assert "DTEND;VALUE=DATE:30000101" in unfolded(BUSY.ics("2999-12-31", "2999-12-31"))


# -- iCalendar ---------------------------------------------------------------------------------------------------------


def unfolded(ics: str) -> list[str]:
    return ics.replace("\r\n ", "").split("\r\n")


def test_ics_is_folded_escaped_and_the_same_on_every_run():
    ics = of_case("fengqing").ics("2018-01-01", "2018-12-31")
    assert ics == of_case("fengqing").ics("2018-01-01", "2018-12-31")
    assert ics.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert ics.endswith("END:VCALENDAR\r\n")
    assert "\n" not in ics.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in ics.split("\r\n"))
    lines = unfolded(ics)
    assert (
        lines.count("BEGIN:VEVENT")
        == lines.count("END:VEVENT")
        == len(of_case("fengqing").calendar("2018-01-01", "2018-12-31"))
    )
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(uids) == len(set(uids))
    assert any(line.startswith("DESCRIPTION:“半年巡查”（fengqing，第6句）") for line in lines)
    assert all(re.fullmatch(r"DTSTART;VALUE=DATE:\d{8}", line) for line in lines if line.startswith("DTSTART"))


def test_an_event_lasts_its_day():
    lines = unfolded(book_of("支部每月通报。").ics("2019-12-01", "2019-12-31"))
    assert "DTSTART;VALUE=DATE:20191231" in lines
    assert "DTEND;VALUE=DATE:20200101" in lines


@given(st.text(max_size=200).filter(lambda text: not set(text) & set("\r\n")))
def test_folding_loses_nothing(text):
    folded = fold(text)
    assert folded.replace("\r\n ", "") == text + "\r\n"
    assert all(len(line.encode()) <= 75 for line in folded.split("\r\n"))


def test_escaping():
    assert escape("a;b,c\\d\ne") == "a\\;b\\,c\\\\d\\ne"


# -- scorecards --------------------------------------------------------------------------------------------------------


def test_a_sheet_comes_back_judged_and_silence_decides_nothing():
    book = book_of("积分低于60分的由支部约谈。每名党员联系2户以上群众。对表现突出的干部优先提拔。")
    sheet = book.sheet(["甲", "乙"])
    assert sheet["rule"].tolist() == [1, 2, 3, 1, 2, 3]
    assert book.judge(sheet).empty
    sheet["value"] = [59, 2, 1, 60, float("nan"), 0]
    decided = book.judge(sheet)
    assert decided["who"].tolist() == ["甲", "甲", "甲", "乙", "乙"]
    assert decided["decision"].tolist() == ["由支部约谈", "met", "优先提拔", "", ""]
    assert decided[["doc_id", "sent_no"]].values.tolist()[:3] == [["a", 0], ["a", 1], ["a", 2]]


@pytest.mark.parametrize(
    ("entries", "fault"),
    [
        ({"who": ["甲"], "value": [1]}, "lacks.*rule"),
        ({"who": ["甲"], "rule": [9], "value": [1]}, "no rule 9"),
        ({"who": ["甲"], "rule": [2], "value": [1]}, "rule 2 has no number"),
        ({"who": ["甲"], "rule": ["一"], "value": [1]}, "no rule '一'"),
        ({"who": ["甲"], "rule": [1], "value": ["优"]}, "'优' is no number"),
        ({"who": ["甲", "乙"], "rule": [1, 1], "value": [1, "inf"]}, "row 2: 'inf' is no number"),
    ],
)
def test_a_sheet_that_does_not_fit_is_refused(entries, fault):
    book = book_of("积分低于60分的由支部约谈。\n按照个人申请、支部审核、乡镇公示的程序办理。")
    with pytest.raises(TableError) as refused:
        book.judge(pd.DataFrame(entries))
    assert re.search(fault, str(refused.value))
    assert refused.value.cure


def test_an_unknown_document_is_refused():
    with pytest.raises(TableError, match="no document"):
        rulebook({"rules": frame("rules", []), "sentences": frame("sentences", [])}, "nowhere")


def test_the_reference_coding_runs_too():
    """Rows coded by hand make the same rulebook: nothing in it depends on the machine that found them."""
    rows = [json.loads(line) for line in (REFERENCE / "rules.jsonl").read_text("utf-8").splitlines()]
    text = (REFERENCE / "clean" / "huishui.txt").read_text("utf-8").strip()
    made = []
    for row in rows:
        if row["doc"] == "huishui":
            start = text.index(row["anchor"]) if row["anchor"] in text else 0
            made.append({"doc_id": "huishui", "sent_no": row["sent_no"], "start": start, "end": start + len(row["anchor"]), "quote": row["anchor"],
                         "found_by": "", "coder": "hand"}
                        | {key: row[key] for key in ("kind", "actor", "action", "object", "comparator", "unit", "per", "consequence")}
                        | {"value": float("nan") if row["value"] is None else float(row["value"])})  # fmt: skip
    sentences = [
        {"doc_id": "huishui", "sent_no": s.no, "text": s.text, "start": s.start, "end": s.end, "raw_start": 0, "raw_end": 0,
         "paragraph": s.paragraph, "heading": s.heading}
        for s in split_sentences(text)
    ]  # fmt: skip
    book = rulebook({"rules": frame("rules", made), "sentences": frame("sentences", sentences)}, "huishui")
    rule = number(book, kind="threshold")
    assert book.judge(pd.DataFrame({"who": ["甲"], "rule": [rule], "value": [7]}))["decision"].tolist() == [
        "扣减当月补贴"
    ]
    assert len(book.calendar("2019-01-01", "2019-12-31")) == 26
