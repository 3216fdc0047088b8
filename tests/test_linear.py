"""The whole build on hostile pages: eight times the text takes eight times as long, whichever stage has to bear it."""

from pathlib import Path

import pytest
from clock import assert_linear

from casekit.codebook import Codebook
from casekit.reading import Source
from casekit.study import build

ROOT = Path(__file__).parents[1]
BOOK = Codebook()
CLEAN = "".join(path.read_text("utf-8") for path in sorted((ROOT / "data/reference/clean").glob("*.txt")))
DAMAGED = "".join(path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt")))
OTHER = [chr(0x4E00 + at * 7 % 20_000) for at in range(20_000)]  # so that no two things are named alike


def page(text):
    return Source("a.txt", Path("a.txt"), "", "utf-8", text, "text")


def numbered(frame, **more):
    """A page of pieces that all differ."""

    def made(size):
        times = size // len(frame.format(n=1000, c="字"))
        return "".join(frame.format(n=at, c=OTHER[at % len(OTHER)]) for at in range(times))

    return pytest.param(made, **more)


def repeated(text, **more):
    return pytest.param(lambda size: (text * (size // len(text) + 1))[:size], **more)


PAGES = [
    repeated(CLEAN, id="articles on end"),
    repeated(CLEAN.replace("\n", ""), id="one paragraph"),
    repeated("“" + CLEAN.replace("\n", "").replace("”", ""), id="one quotation"),
    repeated(CLEAN.replace("\n", "").replace("。", "，").replace("；", "，"), id="one sentence"),
    repeated("\n".join(CLEAN.replace("\n", "")), id="a character a line"),
    repeated(DAMAGED, id="damaged"),
    repeated(DAMAGED.replace("\n", ""), id="damaged, one paragraph"),
    repeated("縣委領導幹部?(mā)一二三四五六。\n", id="suspects"),
    repeated("總?cè)丝?8.5萬，", id="lost numbers"),
    repeated("指数为3.72。", id="numbers not understood"),
    repeated("3.72", id="points"),
    repeated("每月", id="each month"),
    repeated("其中党员3名、", id="among them"),
    repeated("由3%降到2%，", id="changes"),
    repeated("10个村民小组352户1300人，", id="households of groups"),
    repeated("凤凰县大湾村村民老李挣了3万多，", id="what people earn"),
    repeated("“三抓”", id="bundles"),
    repeated("一是", id="list marks"),
    repeated("选派……", id="gaps"),
    repeated("编辑：", id="editors"),
    repeated("？\n", id="marks in lines"),
    repeated("全县有行政村213个。全县行政村231个。", id="stated twice"),
    numbered("大{c}村种茶{n}亩。", id="villages"),
    numbered("大{c}湾村有地{n}亩，工作队每人包3户，大{c}湾有井{n}口。", id="villages, households and teams"),
    numbered("{c}坪、{c}山等{n}个村种茶3亩，{c}{c}镇{n}户、", id="lists of villages"),
    numbered("{c}源公司现有{n}人，", id="companies"),
    numbered("“{c}抓{n}促”工程，", id="programmes"),
    numbered("低于{n}分的，由支部约谈；", id="thresholds"),
    numbered("（{n}）抓{c}\n", id="headings"),
    numbered("共有村{n}个，其中包括{c}村3个、乙村4个。", id="sums"),
    numbered("{n}个{c}，", id="parts"),
]


@pytest.mark.parametrize("made", PAGES)
def test_the_build_takes_linear_time(made):
    assert_linear(lambda size: build(page(made(size)), BOOK, "a"), 5_000, 40_000, factor=2.5, grain=0.02)


def test_each_doubt_of_many_stands_in_its_sentence():
    rows = build(page("縣委領導幹部?(mā)一二三四五六。\n" * 500), BOOK, "a")
    doubts = [row for row in rows["issues"] if row["stage"] == "repair"]
    assert len(doubts) == 500
    for row in doubts:
        sentence = rows["sentences"][row["sent_no"]]
        assert sentence["start"] <= row["start"] < sentence["end"]
