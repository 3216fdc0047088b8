"""Pages in, bodies and metadata out: the written cases, the five articles, promises over any text."""

import json
from pathlib import Path

import pytest
from clock import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.article import dissect, split_sentences
from casekit.codebook import Codebook
from casekit.repair import repair
from casekit.spans import apply

ROOT = Path(__file__).parents[1]
CODEBOOK = Codebook()
CASES = [json.loads(line) for line in (ROOT / "tests/cases/article/pages.jsonl").read_text("utf-8").splitlines()]
SEEDS = [line.split(",")[:2] for line in (ROOT / "data/reference/documents.csv").read_text("utf-8").split()[1:]]


def marked(case):
    """A case; what is known to fail must fail, so that a repair is noticed."""
    fails = case["origin"] == "known failure"
    return pytest.param(
        case,
        id=case["name"],
        marks=[pytest.mark.xfail(strict=True, raises=AssertionError, reason=case["why"])] if fails else [],
    )


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_page(case):
    article = dissect(case["page"], CODEBOOK)
    assert apply(case["page"], article.edits) == case["body"]
    for name, value in case["meta"].items():
        assert getattr(article, name) == value, name


def test_as_many_pages_that_keep_as_that_lose():
    origins = [case["origin"] for case in CASES]
    assert len(origins) >= 40
    assert origins.count("negative") >= 15


@pytest.mark.parametrize(("file", "doc"), SEEDS, ids=lambda value: value)
def test_articles_come_out_as_their_clean_texts(file, doc):
    page = repair((ROOT / "seeds" / file).read_text("utf-8")).text
    article = dissect(page, CODEBOOK)
    clean = (ROOT / "data/reference/clean" / f"{doc}.txt").read_text("utf-8")
    assert apply(page, article.edits) == clean.rstrip("\n")


@pytest.mark.parametrize("path", sorted((ROOT / "data/reference/clean").glob("*.txt")), ids=lambda path: path.stem)
def test_clean_texts_lose_nothing(path):
    clean = path.read_text("utf-8").rstrip("\n")
    assert apply(clean, dissect(clean, CODEBOOK).edits) == clean


@pytest.mark.parametrize("columns", [48, 60, 76])
@pytest.mark.parametrize("path", sorted((ROOT / "data/reference/clean").glob("*.txt")), ids=lambda path: path.stem)
def test_every_other_paragraph_wrapped_comes_out_whole(path, columns):
    paragraphs = path.read_text("utf-8").rstrip("\n").split("\n")
    page = "\n\n".join(wrapped(text, columns) if at % 2 else text for at, text in enumerate(paragraphs))
    body = apply(page, dissect(page, CODEBOOK).edits)
    sentences = [sentence.text for sentence in split_sentences(body)]
    assert sentences == [sentence.text for sentence in split_sentences("\n".join(paragraphs))]


def wrapped(text, columns):
    """A paragraph as a printer sets it: no line begins with a mark that closes."""
    lines, width = [""], 0
    for sign in text:
        if width >= columns and sign not in "，。、；：！？”）》":
            lines.append("")
            width = 0
        lines[-1] += sign
        width += 1 if sign.isascii() else 2
    return "\n".join(lines)


@given(st.text(alphabet="一县（）【】：。，、\n \u3000\r12年月日来源作者编辑责|>·摄完电讯报", max_size=120))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_edits_that_tile_and_a_tidy_body(text):
    body = apply(text, dissect(text, CODEBOOK).edits)
    assert body == "\n".join(line.strip() for line in body.split("\n") if line.strip())


@pytest.mark.parametrize(
    "text",
    [
        "?" * 300_000,
        "（" * 300_000,
        "县" * 300_000,
        "1" * 300_000,
        "一|" * 150_000,
        "编辑：" * 100_000,
        "\n".join("（完" * 30 for _ in range(5000)),
        "\n".join(["来源：" * 30] * 3000),
        "兰考县。\n" * 50_000,
        "县里的新变化\n" * 30_000 + "兰考县把党的建设摆在首位，选派驻村干部一千二百名，带领群众发展产业。",
        "内容概述 兰考县把党的建设摆在首位，选派驻村干部，带领群众发展产业。\n" * 10_000,
        "上一篇：县里的新变化\n" * 30_000,
        " " * 300_000 + "。",
        "县里的工作推进会，听取汇报现场解决问题村里的工\n" * 20_000,
        "县里的工作推进会，听取汇报现场解决问题，一\n村里听取汇报。现场解决问题推进会县里的工作\n" * 10_000,
        "- 3 -\n县里的工作推进会\n" * 20_000,
    ],
    ids=[
        "marks",
        "brackets",
        "han",
        "digits",
        "bars",
        "editors",
        "ends",
        "sources",
        "places",
        "titles",
        "labels",
        "links",
        "blanks",
        "lines alike",
        "wraps",
        "page marks",
    ],
)
def test_hostile_text_takes_linear_time(text):
    assert_linear(lambda size: dissect(text[:size], CODEBOOK), len(text) // 10, len(text), factor=2.5)


def test_hints_fill_what_the_page_does_not_say():
    page = "兰考县把党的建设摆在首位，选派驻村干部一千二百名，带领群众发展产业。"
    article = dissect(
        page, CODEBOOK, {"title": "选优训强", "published": "2019-07-12T08:00:00", "publisher": "某网", "author": "王平"}
    )
    assert (article.title, article.published, article.publisher, article.author) == (
        "选优训强",
        "2019-07-12",
        "某网",
        "王平",
    )


def test_a_known_title_in_the_other_script_gives_way_to_the_page():
    page = "支部领着干日子有奔头\n2019-07-12 来源：某网 作者：王平 打印\n兰考县把党的建设摆在首位，选派驻村干部一千二百名，带领群众发展产业。"
    article = dissect(page, CODEBOOK, {"title": "支部領著幹日子有奔頭_某某新聞網"})
    assert (article.title, article.author) == ("支部领着干日子有奔头", "王平")
    assert dissect(page, CODEBOOK, {"title": "另一个题目"}).title == "另一个题目"


def test_a_case_keeps_the_name_that_the_article_gives_it():
    article = dissect("云南省沾益县组织干部结对帮扶，沾益县选派队员八百名，全县贫困村一个不落，群众满意。", CODEBOOK)
    assert (article.place, article.adcode, article.prefecture) == ("沾益县", "530328", "曲靖市")


def test_a_page_without_body_is_an_issue():
    kinds = [row["kind"] for row in dissect("首页 新闻 时政\n返回顶部", CODEBOOK).issues]
    assert "no_body" in kinds


def test_a_second_article_on_the_page_is_an_issue():
    one, two = "全县选派驻村干部一千二百名，带领群众发展产业。", "每月公示一次台账，群众评议，结果记入档案。"
    first = f"兰考县选优驻村队伍\n2019-05-01 来源：某某网\n近年来，{one}\n去年，{two}\n"
    page = f"{first}邻县党建引领促振兴\n2019-06-01 来源：某某报\n今年，{one}\n从春天起，{two}"
    assert [row["kind"] for row in dissect(page, CODEBOOK).issues] == ["several_articles"]
    page = page.replace("2019-06-01", "2019-05-01")  # the page says its own date again
    assert not dissect(page, CODEBOOK).issues
