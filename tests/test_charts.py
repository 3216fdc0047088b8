"""Charts: axes in and out, every mark linked, every figure in words, nothing global changed, no glyph missing."""

import warnings

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest

import casekit
from casekit import charts
from casekit.errors import CasekitError, TableError
from casekit.report.notebooks import evidence
from casekit.schema import QUALIFIERS, SIGNS, TABLES
from casekit.study import Study

DRAW = {
    "practice_heatmap": {}, "instrument_bars": {}, "cooccurrence_network": {}, "timeline": {},
    "practice_frequency": {"doc_id": "fengqing"}, "metric_bars": {"indicator": "stationed_cadres", "per": "villages_covered"},
    "place_in_table": {"doc_id": "bazhong"}, "metric_dots": {},
}  # fmt: skip


@pytest.fixture(autouse=True)
def _closed():
    yield
    plt.close("all")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", DRAW)
def test_a_chart_draws_says_itself_and_leads_to_sentences(study, name, lang):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        linked = charts.show(getattr(charts, name)(study, lang=lang, **DRAW[name]))
        svg = linked.svg()
    assert len(linked.alt) > 20
    assert "<table" in linked.table()
    assert "target=" not in svg
    links = svg.count('xlink:href="#ev-')
    if name not in ("instrument_bars", "cooccurrence_network", "practice_frequency"):
        assert links > 0
    found = evidence(svg, study)
    assert all(section["sentences"] for section in found)
    assert bool(found) == (links > 0)


@pytest.mark.parametrize("name", ["practice_heatmap", "instrument_bars", "metric_bars", "timeline"])
def test_an_axes_given_is_the_axes_returned(study, name):
    _, ax = plt.subplots()
    assert getattr(charts, name)(study, ax=ax, **DRAW[name]) is ax
    plt.close(ax.figure)


def test_nothing_global_stays_changed(study):
    before = dict(mpl.rcParams)
    plt.close(charts.practice_heatmap(study).figure)
    assert dict(mpl.rcParams) == before


def test_the_same_study_gives_the_same_svg(study):
    one, two = (charts.show(charts.practice_heatmap(study)).svg() for _ in range(2))
    assert one == two


def test_missing_is_shown_as_missing_and_never_as_zero(study):
    linked = charts.show(charts.metric_bars(study, "stationed_cadres"))
    assert "徽县 未提及" in linked.alt
    assert " 0" not in linked.alt


def test_a_question_without_answer_says_so(study):
    with pytest.raises(TableError, match="no_such_code"):
        charts.metric_bars(study, "no_such_code")
    for name in ("practice_frequency", "place_in_table"):
        with pytest.raises(TableError, match="nowhere"):
            getattr(charts, name)(study, "nowhere")
    with pytest.raises(TableError):
        charts.cooccurrence_network(study, least=10_000)
    with pytest.raises(CasekitError, match="zh or en"):
        charts.instrument_bars(study, lang="fr")


def test_a_table_links_each_row_and_escapes_its_text(study):
    rows = study.metrics.head(5).assign(noun="<b>户</b>")
    shown = charts.table(study, rows, ["surface", "value", "noun"], pick=["noun"])._repr_html_()
    assert shown.count("#ev-cangxi-") >= 5
    assert shown.count("<tr>") == 6
    assert "<b>" not in shown
    assert shown.count("&lt;b&gt;户") == 6  # five cells, one choice
    assert "—" in charts.table(study, rows.head(0), ["surface"])._repr_html_()  # none, said
    assert ">310,000,000<" in charts.table(study, rows.head(1).assign(value=3.1e8), ["value"])._repr_html_()


def test_names_of_cases_are_shown_as_they_are_and_leave_room_for_the_chart():
    """A dollar sign is no formula of mathematics; a file's long name stands for a case without place."""
    study = cases([{}], [{"value": 200.0}], [{"value": 300.0}])
    long = "驻村工作队帮扶纪实" * 6
    for row, place in zip(study.rows["documents"], [r"$\frac{$县", f"{long}甲", f"{long}乙"], strict=True):
        row["place"] = place
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name, given in (
            ("metric_bars", {"indicator": "funds_per_unit"}),
            ("instrument_bars", {}),
            ("timeline", {}),
        ):
            shown = charts.show(getattr(charts, name)(study, **given))
            shown.svg()
        assert charts.style.places(study)["d0"] == r"$\frac{$县"
        assert charts.style.places(study)["d1"] == f"{long[:9]}…{long[-5:]}甲"


def test_an_empty_study_draws_nothing_and_raises_nothing_odd(tmp_path):
    (tmp_path / "a.txt").write_text("天气很好，我们去散步。\n他们在河边坐了很久，谁也没有说话。\n", "utf-8")
    empty = casekit.read(tmp_path)
    assert len(empty.practices) == 0
    for name in ("practice_heatmap", "metric_dots", "cooccurrence_network"):
        with pytest.raises(TableError):
            getattr(charts, name)(empty)
    index = empty.report(tmp_path / "out", notebooks=None, reference=None)
    assert "散步" in (index.parent / "articles" / "a.html").read_text("utf-8")


def cases(*figures, published=""):
    """A study of one figure a case: the columns of `metrics` that differ from 100 元 of the case, reported."""
    rows = {name: [] for name in TABLES}
    for at, given in enumerate(figures):
        doc, place = f"d{at}", f"{'甲乙丙丁戊己庚辛壬癸子丑寅卯'[at]}县"
        rows["documents"].append({"doc_id": doc, "place": place, "text": "投入100元。", "published": published})
        rows["sentences"].append({"doc_id": doc, "sent_no": 0, "text": "投入100元。", "start": 0, "end": 7})
        rows["practices"].append({"doc_id": doc, "sent_no": 0, "code": "funding", "instrument": "treasure"})
        for number, figure in enumerate(given):
            plain = {
                "doc_id": doc,
                "sent_no": 0,
                "start": 2 + number,
                "end": 6 + number,
                "surface": "100元",
                "value": 100.0,
            }
            plain |= {"unit": "元", "noun": "经费", "qualifier": "exact", "status": "reported", "scope": place}
            rows["metrics"].append(plain | {"indicator": "funds_per_unit", "per": "", "period": ""} | figure)
    return Study(rows)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_only_figures_of_one_basis_share_an_axis(lang):
    study = cases(
        [{"per": "村", "value": 20.0, "qualifier": "over"}],
        [{"per": "村", "value": 30.0, "status": "required"}],
        [{"per": "队/年", "value": 9000.0}],
        [{"per": "村", "value": 8000.0, "scope": "大湾村"}],
    )
    ax = charts.metric_bars(study, "funds_per_unit", lang=lang)
    assert [bar.get_width() for bar in ax.patches] == [20, 30]
    alt, links = charts.note(ax).alt, charts.note(ax).links
    zh = lang == "zh"
    assert ("（元/村）" if zh else "(元/村)") in alt
    assert "甲县 >20；" in alt
    assert ("乙县 30 要求" if zh else "乙县 30 required") in alt
    assert ("丙县 另一口径" if zh else "丙县 other basis") in alt
    assert ("丁县 局部" if zh else "丁县 part only") in alt
    assert set(links) == {f"#ev-d{at}-0" for at in range(4)}
    dots = charts.metric_dots(study, lang=lang)
    assert charts.note(dots).alt.startswith(alt)
    assert [mark.get_offsets().tolist() for mark in dots.collections] == [[[20, 0]], [[30, 1]]]


def test_a_rate_of_a_rate_has_no_bar():
    study = cases([{}, {"indicator": "villages", "unit": "个", "value": 10.0}],
                  [{"per": "年"}, {"indicator": "villages", "unit": "个", "value": 10.0}])  # fmt: skip
    ax = charts.metric_bars(study, "funds_per_unit", "villages")
    assert [bar.get_width() for bar in ax.patches] == [10]
    assert "乙县 另一口径" in charts.note(ax).alt


def test_a_list_without_its_whole_is_counted_not_drawn():
    parts = [{"noun": "示范园", "value": 4.0}, {"noun": "示范户", "value": 5.0}]
    ax = charts.metric_bars(cases(parts, [{"value": 7.0}]), "funds_per_unit")
    assert [bar.get_width() for bar in ax.patches] == [7]
    assert "甲县 2 项" in charts.note(ax).alt


def test_nothing_comparable_draws_words_only():
    ax = charts.metric_bars(cases([{"scope": "大湾村"}], []), "funds_per_unit")
    assert not ax.patches
    assert charts.note(ax).alt.endswith("甲县 局部；乙县 未提及。")
    with pytest.raises(TableError, match="enough cases"):
        charts.metric_dots(cases([{"scope": "大湾村"}], [{}]))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_of_many_cases_the_silent_are_counted_and_the_largest_comes_first(lang):
    figures = [{"value": 5.0}], [{"value": 9.0}], [{"scope": "大湾村"}], [{"value": 7.0}]
    study = cases(*figures, *[[]] * 10)
    rest = "另有 10 篇未提及" if lang == "zh" else "10 more do not mention it"
    for name, given in (("metric_bars", {"indicator": "funds_per_unit"}), ("metric_dots", {})):
        ax = getattr(charts, name)(study, lang=lang, **given)
        assert [tick.get_text() for tick in ax.get_yticklabels()] == ["乙县", "丁县", "甲县", "丙县"]
        assert ax.get_xlabel() == rest
        assert charts.note(ax).alt.endswith(f"；{rest}。")
        assert charts.note(ax).table["value"].tolist()[:3] == [9, 7, 5]
    few = charts.metric_bars(cases(*figures, []), "funds_per_unit")
    assert len(few.get_yticklabels()) == 5
    assert not few.get_xlabel()


def test_of_many_cases_those_without_a_date_are_counted():
    ax = charts.timeline(cases([{"period": "2019/"}], *[[{}]] * 12))
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["甲县"]
    assert "另有 12 篇未提及" in ax.get_xlabel()


@pytest.mark.parametrize("many", [False, True])
def test_a_heatmap_of_many_cases_has_them_below_one_another(many):
    ax = charts.practice_heatmap(cases(*[[{}]] * (14 if many else 3)))
    along, down = (
        [tick.get_text() for tick in axis.get_ticklabels() if tick.get_text()] for axis in (ax.xaxis, ax.yaxis)
    )
    assert (down if many else along)[:3] == ["甲县", "乙县", "丙县"]
    assert (along if many else down) == ["经费投入"]
    assert "甲县：经费投入 1" in charts.note(ax).alt
    corner = {patch.get_url(): patch.get_xy() for patch in ax.patches}["#ev-d2.funding"]
    assert corner == ((0, 2) if many else (2, 0))


def test_a_case_is_ranked_among_reports_of_one_basis_only():
    study = cases(
        [{"value": 5.0}], [{"value": 7.0}], [{"value": 9.0, "status": "planned"}], [{"value": 9.0, "per": "年"}]
    )
    ax = charts.place_in_table(study, "d0")
    assert charts.note(ax).alt.endswith(" 5 2/2")
    for doc in ("d2", "d3", "no_such"):
        with pytest.raises(TableError, match="shares no indicator"):
            charts.place_in_table(study, doc)


def test_a_plan_stands_beside_its_report_with_the_share(study):
    ax = charts.planned_against_reported(cases([{"status": "planned", "value": 50.0}, {"value": 30.0}]))
    assert "60%" in [text.get_text() for text in ax.texts]
    assert charts.note(ax).alt == "甲县 经费 计划 50，报告 30（60%）"
    with pytest.raises(TableError, match="no plan has a report beside it"):
        charts.planned_against_reported(study)
    with pytest.raises(TableError, match="no plan has a report beside it"):
        charts.planned_against_reported(cases([{}]))


@pytest.mark.parametrize(
    ("period", "status", "published", "span"),
    [
        ("2014/2019", "reported", "2019-07-01", (2014, 2019.5)),
        ("2014/2019", "planned", "2019-07-01", (2014, 2020)),
        ("2014/", "reported", "2019-07-01", (2014, 2019.5)),
        ("2017", "reported", "2019-07-01", (2017, 2018)),
        ("2017-07", "reported", "", (2017.5, 2017.5 + 1 / 12)),
        ("2014/2019", "reported", "去年七月", (2014, 2020)),
        ("2014/2019", "reported", "2019-13-01", (2014, 2020)),
    ],
)
def test_a_period_on_the_timeline(period, status, published, span):
    ax = charts.timeline(cases([{"period": period, "status": status}], published=published))
    (bar,) = ax.patches
    assert (bar.get_x(), bar.get_x() + bar.get_width()) == pytest.approx(span)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["报告", "计划 / 要求", "文章发表"]


@pytest.mark.parametrize("period", ["", "2014年以来", "十二五", "2014-13"])
def test_a_period_that_is_no_date_is_not_drawn(period):
    assert not charts.timeline(cases([{"period": period}])).patches


def test_one_early_year_stands_at_the_edge():
    ax = charts.timeline(
        cases([{"period": "1925/"}] + [{"period": f"{year}"} for year in range(2010, 2020) for _ in "ab"])
    )
    assert [text.get_text() for text in ax.texts] == [" ← 1925"]
    assert min(bar.get_x() for bar in ax.patches) == 2002


def test_agreement_code_by_code():
    codes = ["training", "funding", "pairing", "seldom", "(pooled)"]
    table = pd.DataFrame({"both": [3, 6, 9, 1, 19], "only_a": [1, 1, 0, 1, 3], "only_b": [1, 0, 0, 0, 1],
                          "alpha": [0.5, 0.9, float("nan"), 0.6, 0.8]}, index=codes)  # fmt: skip
    ax = charts.agreement_bars(table, {"training": "培训"})
    assert [bar.get_width() for bar in ax.patches] == [0.9, 0.5]
    assert charts.note(ax).alt == "funding 0.90（7 句）；培训 0.50（5 句）；pairing 无法计算（9 句）"
    assert "0.90 (7 sentences)" in charts.note(charts.agreement_bars(table, lang="en")).alt
    assert "seldom" in charts.note(charts.agreement_bars(table, least=2)).alt
    with pytest.raises(TableError, match="often enough"):
        charts.agreement_bars(table, least=100)
    with pytest.raises(TableError, match="alpha"):
        charts.agreement_bars(table.drop(columns="alpha"))


def test_every_qualifier_has_its_sign():
    assert set(SIGNS) == {*QUALIFIERS, ""}
