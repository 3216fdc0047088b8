"""Numbers with unit, vagueness, status, rate and time, on sentences sorted by origin (see cases/quantities)."""

import json
from pathlib import Path

import pytest
from clock import assert_linear, assert_within
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.article.sentences import split_sentences
from casekit.codebook import Codebook
from casekit.document import Document, Sentence
from casekit.quantities import find, normalise

CASES = Path(__file__).parent / "cases" / "quantities"
BOOK = Codebook()
DEFAULTS = {"qualifier": "exact", "status": "reported", "per": "", "period": "", "value_max": None}
FIELDS = ("surface", "value", "value_max", "unit", "qualifier", "status", "per", "period")


def cases(origin):
    lines = (CASES / f"{origin}.jsonl").read_text("utf-8").splitlines()
    return [pytest.param(json.loads(line), id=json.loads(line)["text"][:24]) for line in lines]


def document(text, published="2019-06-20", title=""):
    return Document("a", text, tuple(split_sentences(text)), title=title, published=published)


def whole(text):
    """A page that is one sentence."""
    return Document("a", text, (Sentence(0, 0, len(text), text, 0, False),), published="2019-01-01")


def quantities(text, **given):
    return [number for number in find(document(text, **given), BOOK) if not number.reason]


def told(number):
    return (number.value, number.unit, number.noun, number.qualifier, number.status, number.per, number.period)


def compare(case):
    got = [
        {field: getattr(n, field) for field in FIELDS} for n in quantities(case["text"], published=case["published"])
    ]
    want = [DEFAULTS | row for row in case["rows"]]
    for row in (*got, *want):
        row["value"] = round(row["value"], 6)
    assert got == want


@pytest.mark.parametrize("case", cases("wild"))
def test_sentences_of_the_five_articles(case):
    compare(case)


@pytest.mark.parametrize("case", cases("synthetic"))
def test_sentences_of_our_own(case):
    compare(case)


@pytest.mark.parametrize("case", cases("negative"))
def test_numbers_that_count_nothing(case):
    assert case["rows"] == []
    compare(case)


@pytest.mark.parametrize("case", cases("known_failures"))
@pytest.mark.xfail(strict=True, raises=AssertionError, reason="not read yet")
def test_known_failures(case):
    compare(case)


@pytest.mark.parametrize("origin", ["wild", "synthetic", "negative", "known_failures"])
def test_every_digit_is_accounted_for(origin):
    for param in cases(origin):
        text = param.values[0]["text"]
        spans = [(n.start, n.end) for n in find(document(text), BOOK)]
        lost = [
            i
            for i, sign in enumerate(text)
            if sign.isdigit() and sign.isascii() and not any(s <= i < e for s, e in spans)
        ]
        assert lost == [], (text, [text[i] for i in lost])


def test_surface_is_the_slice_and_order_is_kept():
    text = "全县１２个村，投入1,100万元；户均增收２０００余元。"
    numbers = find(document(text), BOOK)
    assert [text[n.start : n.end] for n in numbers] == [n.surface for n in numbers]
    assert [n.start for n in numbers] == sorted(n.start for n in numbers)


def test_period_carries_over_qizhong_but_not_further():
    text = "2018年，全县选派干部300人。其中党员210人。工作队员80人。"
    assert [(n.surface, n.period) for n in quantities(text)] == [("300人", "2018"), ("210人", "2018"), ("80人", "")]


def test_sentences_of_a_document_are_read_as_each_alone():
    """All are read together, pass by pass; nothing leaks from one paragraph into another."""
    preface = "乡村振兴，关键在人。" * 40  # what an article begins with may tell that it enacts rules
    texts = [param.values[0]["text"] for origin in ("wild", "synthetic", "negative") for param in cases(origin)]
    texts = [text for text in texts if not text.endswith("；")]
    together = [(n.surface, n.reason, *told(n)) for n in find(document("\n".join([preface, *texts])), BOOK)]
    alone = [(n.surface, n.reason, *told(n)) for text in texts for n in find(document(f"{preface}\n{text}"), BOOK)]
    assert together == alone


def test_a_notice_requires():
    text = "各乡镇党委：\n每个贫困村派驻工作队1支，队员3名。"
    assert {n.status for n in quantities(text, title="关于加强驻村工作队管理的通知")} == {"required"}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("各位代表：\n一年来，全县26个部门挂钩52个村，派出48支工作队。", ""),
        ("各位领导、同志们：\n去年全县整合涉农资金1.2亿元。", ""),
        ("现将上半年工作完成情况通报如下：\n全市完成投资20亿元；新开工项目18个。", ""),
        ("各乡镇党委：\n现将考核结果通报如下：\n全县有12个村评为优秀。", "关于考核结果的通报"),
        ("现将预算执行情况报告如下：\n全县财政收入3.2亿元。", ""),
    ],
)
def test_a_speech_and_a_circular_tell_what_was(text, title):
    assert {n.status for n in quantities(text, title=title)} == {"reported"}


def test_what_is_notified_point_by_point_is_required():
    text = "现就做好驻村工作有关事项通知如下：\n每村配备工作经费2万元，选派3名队员。"
    assert {n.status for n in quantities(text)} == {"required"}


def test_relative_years_need_the_date():
    assert [n.period for n in quantities("去年新增合作社12家。", published="")] == ["去年"]
    assert [n.period for n in quantities("去年新增合作社12家。", published="2016-01-05")] == ["2015"]


def test_lost_digits_are_never_read():
    text = "总人口8.5万人，其中党员12人。"
    doc = Document("a", text, tuple(split_sentences(text)), meta={"lost": ((3, 6),)})
    assert [(n.surface, n.reason) for n in find(doc, BOOK)] == [("8.5万", "lost digits"), ("12人", "")]


@pytest.mark.parametrize(
    ("value", "unit", "want"),
    [
        (15, "亩", (1.0, "公顷")),
        (800, "米", (0.8, "公里")),
        (2000, "斤", (1.0, "吨")),
        (3, "户", (3, "户")),
        (5, "不知", (5, "不知")),
    ],
)
def test_normalise(value, unit, want):
    assert normalise(value, unit) == want


@settings(max_examples=200, deadline=None)
@given(
    st.text(
        alphabet="0123456789一二三十百千万亿半两第每户均%年月日个名元，。；、“”《》（）+-—至到由降不少于约近多余以上",
        max_size=60,
    )
)
def test_no_sentence_raises_or_tells_a_false_slice(text):
    doc = document(text)
    for number in find(doc, BOOK):
        assert doc.text[number.start : number.end] == number.surface
        assert number.reason or number.unit


@pytest.mark.parametrize(
    "piece",
    [
        "7",
        "一",
        "1.2.3.",
        "1,1,",
        "“",
        "《",
        "每",
        "半",
        "2018年，",
        "近3年，",
        "3个",
        "3%至",
        "由3%降到2%",
        "百分之三点三三三",
        "年3",
        "年底3%",
    ],
)
def test_hostile_pages_take_linear_time(piece):
    # a new document each time: what was found is kept with it
    assert_linear(lambda size: find(whole(piece * (size // len(piece))), BOOK), 10_000, 80_000, factor=3)


def test_a_vagueness_word_is_found_however_often_the_currency_is_named():
    (number,) = find(whole("超过" + "人民币" * 5000 + "5元"), BOOK)
    assert (number.surface, number.qualifier) == ("5元", "over")


def test_a_megabyte_of_digits_is_one_code():
    text = "7" * 1_000_000
    assert [n.reason for n in find(whole(text), BOOK)] == ["code"]
    assert_within(2, lambda: find(whole(text), BOOK))
