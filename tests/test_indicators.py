"""The pages of the indicators, their loader, and the choice between definitions."""

import re
from types import SimpleNamespace

import pytest
from clock import assert_linear

from casekit import indicators
from casekit.codebook import Codebook
from casekit.codebook.indicator import Cue, load_indicators, pattern
from casekit.codebook.indicator_words import load_indicator_words
from casekit.document import Document, Sentence
from casekit.errors import CodebookError
from casekit.indicators.context import Passages
from casekit.indicators.reader import Needed, ready, words_of
from casekit.indicators.words import small_words

BOOK = Codebook()
PAGES = load_indicators(BOOK)
SMALL = small_words(BOOK)
GROUPS = {
    "base",
    "party",
    "deployment",
    "pairing",
    "inputs",
    "industry",
    "outcomes",
    "supervision",
    "incentives",
    "facilities",
    "training",
}


def number(text, surface, unit, **given):
    start = text.index(surface)
    plain = {"sent_no": 0, "noun": "", "value": 5.0, "status": "reported", "per": "", "scope": "", "unit": unit}
    return SimpleNamespace(**(plain | {"start": start, "end": start + len(surface)} | given))


def code(text, surface, unit, place="", **given):
    document = Document("a", text, (Sentence(0, 0, len(text), text, 0, False),), place=place)
    return indicators.assign(document, [number(text, surface, unit, **given)], BOOK)[0][0]


def test_every_page_keeps_what_it_says_of_itself():
    assert indicators.audit(BOOK) > 300


@pytest.mark.parametrize("page", PAGES.values(), ids=lambda page: page.id)
def test_page(page):
    assert page.group in GROUPS
    assert page.unit in page.units
    assert page.question.endswith("？")
    assert {example.code for example in page.examples} == {"yes", "no"}
    assert all(example.why for example in page.examples if example.code == "no")
    assert page.id not in page.over + page.related


def test_misspelt_key_names_file_key_and_cure(tmp_path):
    folder = tmp_path / "indicators"
    folder.mkdir()
    page = (BOOK.pages("indicators")[0]).read_text("utf-8")
    (folder / BOOK.pages("indicators")[0].name).write_text(page.replace("question:", "qestion:"), "utf-8")
    with pytest.raises(CodebookError, match=r"area_km2|activity_sites") as error:
        load_indicators(Codebook(tmp_path))
    assert "qestion" in str(error.value)
    assert "question" in str(error.value)


def test_example_coded_otherwise_is_refused(tmp_path):
    folder = tmp_path / "indicators"
    folder.mkdir()
    text = BOOK.file("indicators/grids.yml").read_text("utf-8")
    (folder / "grids.yml").write_text(text.replace("工作网格。, code: yes", "工作网格。, code: no, why: 试"), "utf-8")
    with pytest.raises(CodebookError, match="should be no"):
        indicators.audit(Codebook(tmp_path))


def test_cue_without_example_is_refused(tmp_path):
    folder = tmp_path / "indicators"
    folder.mkdir()
    text = BOOK.file("indicators/grids.yml").read_text("utf-8")
    (folder / "grids.yml").write_text(text.replace("cues:\n", "cues:\n  - {before: 从未出现$}\n"), "utf-8")
    with pytest.raises(CodebookError, match="no example matches"):
        indicators.audit(Codebook(tmp_path))


def test_unknown_related_indicator_is_refused(tmp_path):
    folder = tmp_path / "indicators"
    folder.mkdir()
    text = BOOK.file("indicators/grids.yml").read_text("utf-8")
    (folder / "grids.yml").write_text(text.replace("related: [", "related: [gridz, "), "utf-8")
    with pytest.raises(CodebookError, match="gridz"):
        load_indicators(Codebook(tmp_path))


@pytest.mark.parametrize("cue", ["(干部", "干部)", "a|b", "(|)", "…"])
def test_broken_condition_is_refused(cue):
    with pytest.raises(ValueError, match="bracket"):
        pattern(cue)


def test_retired_page_codes_nothing(tmp_path):
    folder = tmp_path / "indicators"
    folder.mkdir()
    text = BOOK.file("indicators/grids.yml").read_text("utf-8")
    (folder / "grids.yml").write_text(text.replace("retired: null", "retired: 2026-01-01"), "utf-8")
    said = "全县划分网格300个。"
    document = Document("a", said, (Sentence(0, 0, len(said), said, 0, False),))
    figure = [number(said, "300个", "个")]
    assert indicators.assign(document, figure, BOOK)[0][0] == "grids"
    assert indicators.assign(document, figure, Codebook(tmp_path))[0] == ("", "")


class TestChoice:
    def test_the_more_specific_noun_wins(self):
        assert code("其中农村党员5600名。", "5600名", "人", value=5600) == "rural_members"

    def test_norms_have_no_code_unless_the_page_says_so(self):
        assert code("每村派驻第一书记1名。", "1名", "人", status="required", per="村") == ""
        assert code("每年举办培训不少于4期。", "不少于4期", "期", status="required", per="年") == "training_sessions"

    def test_base_figures_are_of_the_case_only(self):
        said = "全县总人口38万人。"
        assert code(said, "38万人", "人", place="青石县", scope="青石县", value=380000) == "population"
        assert code(said, "38万人", "人", place="青石县", scope="大湾村", value=380000) == ""

    def test_a_township_is_the_case_of_an_article_without_a_county(self):
        number = {"surface": "4800户", "unit": "户", "value": 4800.0, "scope": "柳湾镇"}
        assert code("全镇共有贫困户4800户。", **number) == "poor_households"
        assert code("全镇共有贫困户4800户。", place="兰考县", **number) == ""

    def test_an_implausible_value_has_no_code(self):
        assert code("贫困发生率降至0.6%。", "0.6%", "%", value=0.6) == "poverty_rate"
        assert code("贫困发生率降至600%。", "600%", "%", value=600) == ""

    def test_a_pair_shares_its_words(self):
        said = "累计脱贫1.2万户4.5万人。"
        document = Document("a", said, (Sentence(0, 0, len(said), said, 0, False),))
        figures = [number(said, "1.2万户", "户", value=12000), number(said, "4.5万人", "人", value=45000)]
        assert [c for c, _ in indicators.assign(document, figures, BOOK)] == ["households_lifted", "population_lifted"]

    def test_a_noun_between_two_figures_belongs_to_the_first(self):
        said = "辖12个乡镇180个村。"
        figures = [number(said, "12个", "个", value=12), number(said, "180个", "个", value=180)]
        assert Passages([said], SMALL).contexts(0, len(said), figures, 0, 0)[1].named == ""


def test_gate_is_never_wrongly_shut():
    for page in PAGES.values():
        for cue in page.cues + page.unless:
            for part in ("noun", "before", "after", "near", "sentence"):
                condition = getattr(cue, part)
                for group in words_of(condition) if condition else ():
                    assert "" not in group, (page.id, condition)
    assert ready(Cue(noun="(村|乡)(党|)支部"), SMALL).needs == (
        Needed(frozenset({"村", "乡"})),
        Needed(frozenset({"支部"})),
    )
    assert ready(Cue(noun="支部", before="(在|到)$"), SMALL).needs == (
        Needed(frozenset({"支部"})),
    )  # 在 stands everywhere
    assert ready(Cue(noun="(村|乡)"), SMALL).needs == (Needed(frozenset({"村", "乡"})),)


@pytest.mark.parametrize("unit", ["1、", "贫困村3个", "第一书记5名，", "（（（"])
def test_linear_on_a_sentence_without_end(unit):
    def made(times):
        text = unit * times
        document = Document("a", text, (Sentence(0, 0, len(text), text, 0, False),))
        return document, [number(text, sign, "个", start=i, end=i + 1) for i, sign in enumerate(text) if sign.isdigit()]

    indicators.assign(*made(50), BOOK)  # tables are loaded
    assert_linear(lambda times: indicators.assign(*made(times), BOOK), 800, 8000)  # what was found is kept with it


def test_misspelt_small_word_list_names_file_key_and_cure(tmp_path):
    text = BOOK.file("indicator_words.yml").read_text("utf-8")
    (tmp_path / "indicator_words.yml").write_text(text.replace("links:", "lniks:", 1), "utf-8")
    with pytest.raises(CodebookError, match="lniks"):
        load_indicator_words(Codebook(tmp_path))


@pytest.mark.parametrize(
    ("said", "surface", "wanted"),
    [
        ("全县所有贫困村（共86个）都有了卫生室。", "86个", "贫困村（共"),
        ("行政村数量由2012年的398个调整为265个。", "265个", "行政村数量由2012年的"),
        ("资金从第一年的8万元涨到了去年的40万元。", "40万元", "资金从第一年的"),
    ],
)
def test_noun_in_front_of_a_bracket_or_of_a_change(said, surface, wanted):
    figures = [number(said, m.group(), "个") for m in re.finditer("[0-9]+(个|万元)", said)]
    around = Passages([said], SMALL).contexts(0, len(said), figures, 0, 0)
    last = next(at for at, figure in zip(around, figures, strict=True) if said[figure.start : figure.end] == surface)
    assert last.named.endswith(wanted)


def test_figures_with_one_noun_behind_them_share_it():
    said = "新建10个、改建6个村级组织活动场所。"
    figures = [number(said, "10个", "个", value=10), number(said, "6个", "个", value=6)]
    assert [at.right for at in Passages([said], SMALL).contexts(0, len(said), figures, 0, 0)] == [
        "村级组织活动场所"
    ] * 2
