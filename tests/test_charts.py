"""Charts: axes in and out, every mark linked, every figure in words, nothing global changed, no glyph missing."""

import warnings

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest

import casekit
from casekit import charts
from casekit.errors import CasekitError, TableError
from casekit.report.notebooks import evidence

DRAW = {
    "practice_heatmap": {}, "instrument_bars": {}, "cooccurrence_network": {}, "timeline": {}, "planned_against_reported": {},
    "practice_frequency": {"doc_id": "fengqing"}, "metric_bars": {"indicator": "stationed_cadres", "per": "villages_covered"},
    "place_in_table": {"doc_id": "bazhong"}, "metric_dots": {},
}  # fmt: skip


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
    with pytest.raises(TableError):
        charts.cooccurrence_network(study, least=10_000)
    with pytest.raises(CasekitError, match="zh or en"):
        charts.instrument_bars(study, lang="fr")


def test_a_table_links_each_row_and_escapes_its_text(study):
    shown = charts.table(study, study.metrics.head(5), ["surface", "value"])._repr_html_()
    assert shown.count("#ev-cangxi-") >= 5
    assert shown.count("<tr>") == 6


def test_an_empty_study_draws_nothing_and_raises_nothing_odd(tmp_path):
    (tmp_path / "a.txt").write_text("天气很好，我们去散步。\n他们在河边坐了很久，谁也没有说话。\n", "utf-8")
    empty = casekit.read(tmp_path)
    assert len(empty.practices) == 0
    for name in ("practice_heatmap", "metric_dots", "cooccurrence_network"):
        with pytest.raises(TableError):
            getattr(charts, name)(empty)
    index = empty.report(tmp_path / "out", notebooks=None, reference=None)
    assert "散步" in (index.parent / "articles" / "a.html").read_text("utf-8")
