"""Cases side by side."""

import math

import pandas as pd
import pytest
from clock import assert_linear

from casekit import compare
from casekit.errors import TableError
from casekit.schema import frame

TEXT_A = "全县有村213个、驻村干部639人。贫困发生率由18.6%降到1.3%。大湾村种茶300亩，全县种茶9000亩。计划建活动室50个，已建活动室30个。"
TEXT_B = "全市驻村干部1200人次。"


def metric(doc, text, surface, value, unit, indicator, **given):
    start = text.index(surface)
    plain = {
        "doc_id": doc,
        "sent_no": text[:start].count("。"),
        "start": start,
        "end": start + len(surface),
        "surface": surface,
    }
    plain |= {
        "value": value,
        "unit": unit,
        "qualifier": "exact",
        "status": "reported",
        "indicator": indicator,
        "scope": "甲县",
    }
    return plain | given


@pytest.fixture
def tables():
    documents = frame(
        "documents",
        [
            {"doc_id": "a", "place": "甲县", "text": TEXT_A},
            {"doc_id": "b", "place": "乙市", "text": TEXT_B},
            {"doc_id": "c", "place": "丙县", "text": "没有数字。"},
        ],
    )
    metrics = frame(
        "metrics",
        [
            metric("a", TEXT_A, "213个", 213, "个", "villages"),
            metric("a", TEXT_A, "639人", 639, "人", "stationed_cadres"),
            metric("a", TEXT_A, "18.6%", 18.6, "%", "poverty_rate"),
            metric("a", TEXT_A, "1.3%", 1.3, "%", "poverty_rate"),
            metric("a", TEXT_A, "300亩", 300, "亩", "area_planted", scope="大湾村"),
            metric("a", TEXT_A, "9000亩", 9000, "亩", "area_planted"),
            metric("a", TEXT_A, "50个", 50, "个", "activity_sites", status="planned", noun="活动室"),
            metric("a", TEXT_A, "30个", 30, "个", "activity_sites", noun="活动室"),
            metric("b", TEXT_B, "1200人次", 1200, "人次", "stationed_cadres", scope="乙市"),
        ],
    )
    sentences = frame(
        "sentences",
        [
            {"doc_id": "a", "sent_no": 0, "text": "一。"},
            {"doc_id": "a", "sent_no": 1, "text": "二。"},
            {"doc_id": "a", "sent_no": 2, "text": "标题", "heading": True},
            {"doc_id": "b", "sent_no": 0, "text": "三。"},
            {"doc_id": "c", "sent_no": 0, "text": "四。"},
        ],
    )
    coded = [
        ("a", 0, "training", "nodality"),
        ("a", 0, "funding", "treasure"),
        ("a", 1, "training", "nodality"),
        ("b", 0, "funding", "treasure"),
    ]
    practices = frame(
        "practices", [dict(zip(("doc_id", "sent_no", "code", "instrument"), row, strict=True)) for row in coded]
    )
    return {"documents": documents, "metrics": metrics, "sentences": sentences, "practices": practices}


class TestMentions:
    def test_the_case_goes_before_a_village(self, tables):
        found = compare.mentions(tables)
        planted = found[found["indicator"] == "area_planted"]
        assert planted[["choice", "value"]].values.tolist() == [[0, 9000], [1, 300]]

    def test_the_end_of_a_change_goes_before_its_start(self, tables):
        assert compare.indicator_table(tables).loc["a", "poverty_rate"] == 1.3

    def test_all_mentions_stay_and_lead_to_their_rows(self, tables):
        found = compare.mentions(tables)
        assert len(found) == len(tables["metrics"])
        assert (tables["metrics"].loc[found["row"], "surface"].tolist()) == found["surface"].tolist()

    def test_different_values_are_counted(self, tables):
        found = compare.mentions(tables)
        assert found.set_index("indicator").loc["villages", "values"] == 1
        assert set(found[found["indicator"] == "area_planted"]["values"]) == {2}

    def test_a_later_period_goes_before_an_earlier(self, tables):
        text = "2014年村90个，2019年村95个。"
        tables["documents"] = frame("documents", [{"doc_id": "a", "place": "甲县", "text": text}])
        rows = [
            metric("a", text, "90个", 90, "个", "villages", period="2014"),
            metric("a", text, "95个", 95, "个", "villages", period="2019"),
        ]
        tables["metrics"] = frame("metrics", rows)
        assert compare.compare(tables, "villages").loc[0, "value"] == 95


class TestSilence:
    def test_what_is_not_said_is_missing_not_zero(self, tables):
        table = compare.indicator_table(tables)
        assert table.index.tolist() == ["a", "b", "c"]
        assert table.loc["c"].isna().all()
        assert math.isnan(table.loc["b", "villages"])

    def test_a_silent_case_has_a_row_without_figure(self, tables):
        row = compare.compare(tables, "villages").set_index("doc_id").loc["c"]
        assert math.isnan(row["value"])
        assert row["row"] == -1
        assert row["unit"] == ""
        assert row["values"] == 0

    def test_plans_are_no_reports(self, tables):
        assert compare.indicator_table(tables).loc["a", "activity_sites"] == 30

    def test_unknown_indicator_names_the_known(self, tables):
        with pytest.raises(TableError, match="villages"):
            compare.compare(tables, "vilages")


class TestRates:
    def test_rate_with_formula_and_both_rows(self, tables):
        row = compare.compare(tables, "stationed_cadres", per="villages").set_index("doc_id").loc["a"]
        assert row["rate"] == 3
        assert row["formula"] == "639 人 ÷ 213 个 = 3"
        assert (row["row"], row["per_row"]) == (1, 0)

    def test_scale(self, tables):
        row = compare.compare(tables, "stationed_cadres", per="villages", scale=100).loc[0]
        assert row["rate"] == 300
        assert row["formula"].endswith("× 100 = 300")

    def test_no_rate_where_one_side_is_silent(self, tables):
        row = compare.compare(tables, "stationed_cadres", per="villages").set_index("doc_id").loc["b"]
        assert math.isnan(row["rate"])
        assert row["note"] == "not said: villages"

    def test_no_rate_of_figures_of_different_places(self, tables):
        tables["metrics"].loc[tables["metrics"]["indicator"] == "villages", "scope"] = "丁镇"
        row = compare.compare(tables, "stationed_cadres", per="villages").loc[0]
        assert math.isnan(row["rate"])
        assert "different places" in row["note"]

    def test_of_several_bases_the_first_that_is_given(self, tables):
        table = compare.compare(tables, "stationed_cadres", per=["area_planted", "villages"])
        assert table.loc[0, "per_indicator"] == "area_planted"

    def test_no_division_by_zero(self, tables):
        tables["metrics"].loc[0, "value"] = 0.0
        row = compare.compare(tables, "stationed_cadres", per="villages").loc[0]
        assert math.isnan(row["rate"])
        assert "is 0" in row["note"]

    def test_no_rate_by_a_rate(self, tables):
        tables["metrics"].loc[0, "per"] = "年"
        row = compare.compare(tables, "stationed_cadres", per="villages").loc[0]
        assert math.isnan(row["rate"])
        assert row["note"] == "villages is already a rate per 年"

    def test_a_figure_without_scope_is_the_case_s(self, tables):
        tables["metrics"].loc[0, "scope"] = ""
        assert compare.compare(tables, "stationed_cadres", per="villages").loc[0, "rate"] == 3

    def test_an_inexact_figure_keeps_its_sign(self, tables):
        tables["metrics"].loc[1, "qualifier"] = "over"
        tables["metrics"].loc[0, ["qualifier", "value_max"]] = ["approx", 220]
        row = compare.compare(tables, "stationed_cadres", per="villages").loc[0]
        assert row["formula"] == ">639 人 ÷ ≈213–220 个 ≈ 3"

    def test_the_note_tells_of_other_periods_and_statuses(self, tables):
        tables["metrics"].loc[0, ["period", "status"]] = ["2014", "planned"]
        row = compare.compare(tables, "stationed_cadres", per="villages").loc[0]
        assert row["rate"] == 3
        assert row["note"] == "periods differ: not stated / 2014; statuses differ: reported / planned"


def study_of(*figures):
    """One case a tuple (value, unit, per, scope): figures of one indicator."""
    names = [f"{name}县" for name in "甲乙丙丁戊"[: len(figures)]]
    documents = [{"doc_id": name, "place": name, "text": "经费1元。"} for name in names]
    metrics = [
        metric(name, "经费1元。", "1元", value, unit, "funds_per_unit", per=per, scope=name if scope is None else scope)
        for name, (value, unit, per, scope) in zip(names, figures, strict=True)
    ]
    return {"documents": frame("documents", documents), "metrics": frame("metrics", metrics)}


class TestBasis:
    def test_what_most_cases_give_is_the_shared_basis(self):
        tables = study_of((1, "元", "队/年", None), (2, "元", "村", None), (3, "元", "村", ""), (4, "户", "村", None))
        assert compare.compare(tables, "funds_per_unit")["basis"].tolist() == ["other", "shared", "shared", "other"]
        assert compare.indicator_table(tables)["funds_per_unit"].dropna().tolist() == [2, 3]
        assert compare.indicator_table(tables, comparable=False)["funds_per_unit"].tolist() == [1, 2, 3, 4]

    def test_of_two_given_as_often_the_level(self):
        tables = study_of((1, "元", "天", None), (2, "元", "", None))
        assert compare.compare(tables, "funds_per_unit")["basis"].tolist() == ["other", "shared"]

    def test_a_village_or_a_person_is_not_the_case(self):
        tables = study_of((1, "元", "", "大湾村"), (2, "元", "", "大湾村"), (3, "元", "年", None))
        assert compare.compare(tables, "funds_per_unit")["basis"].tolist() == ["part", "part", "shared"]

    def test_silence_has_none(self, tables):
        assert compare.compare(tables, "villages")["basis"].tolist() == ["shared", "", ""]


class TestLists:
    def given(self, text, *figures):
        rows = [
            metric("a", text, surface, float(surface[:-1]), surface[-1], "sites", noun=noun)
            for surface, noun in figures
        ]
        documents = frame("documents", [{"doc_id": "a", "place": "甲县", "text": text}])
        return {"documents": documents, "metrics": frame("metrics", rows)}

    def test_a_part_does_not_stand_for_the_case(self):
        tables = self.given(
            "建示范园4个、示范户5户、示范村2个。", ("4个", "示范园"), ("5户", "示范户"), ("2个", "示范村")
        )
        found = compare.mentions(tables)
        assert found[["choice", "listed"]].values.tolist() == [[1, 3], [2, 3], [3, 3]]
        row = compare.compare(tables, "sites").loc[0]
        assert (row["basis"], row["listed"], row["row"]) == ("listed", 3, 0)
        assert math.isnan(row["value"])
        assert "sites" not in compare.indicator_table(tables, comparable=False)

    @pytest.mark.parametrize(
        ("text", "figures", "whole"),
        [
            ("建农村点4个、机关点5个，共9个。", (("4个", "农村点"), ("5个", "机关点"), ("9个", "示范点")), 9),
            ("建基地8个，其中茶园2个。", (("8个", "基地"), ("2个", "茶园")), 8),
            ("建示范点8个、农村示范点7个。", (("8个", "示范点"), ("7个", "农村示范点")), 8),
        ],
    )
    def test_a_whole_stands_for_its_parts(self, text, figures, whole):
        row = compare.compare(self.given(text, *figures), "sites").loc[0]
        assert (row["value"], row["listed"], row["basis"]) == (whole, 0, "shared")

    def test_one_noun_twice_is_no_list(self):
        tables = self.given("建点4个，又建点5个。", ("4个", "点"), ("5个", "点"))
        assert compare.compare(tables, "sites").loc[0, "value"] == 4

    def test_the_two_ends_of_a_change_are_no_list(self):
        tables = self.given("贫困村由9个减少到4个村。", ("9个", "贫困村"), ("4个", "村"))
        row = compare.compare(tables, "sites").loc[0]
        assert (row["value"], row["listed"]) == (4, 0)

    def test_a_long_list_takes_no_long_time(self):
        tables = self.given("建示范园4个、示范户5户。", ("4个", "示范园"), ("5户", "示范户"))
        first = tables["metrics"].iloc[0].to_dict()

        def listed(size):
            rows = [first | {"noun": f"点{n}", "value": float(n)} for n in range(1, size + 1)]
            return set(compare.mentions(tables | {"metrics": frame("metrics", rows)})["listed"])

        assert listed(3000) == {3000}
        assert_linear(listed, 1000, 8000, factor=2, grain=0.02)

    def test_no_rate_of_a_list(self):
        tables = self.given("建示范园4个、示范户5户。", ("4个", "示范园"), ("5户", "示范户"))
        row = compare.compare(tables, "sites", per="sites").loc[0]
        assert row["note"] == "sites is given in 2 parts without their whole"


def test_a_plan_is_not_set_beside_another_unit(tables):
    tables["metrics"].loc[7, "unit"] = "处"
    row = compare.planned_reported(tables).iloc[0]
    assert math.isnan(row["reported"])
    assert row["reported_row"] == -1


def test_planned_beside_reported(tables):
    row = compare.planned_reported(tables).iloc[0]
    assert (row["planned"], row["reported"], row["share"]) == (50, 30, 0.6)
    assert (row["planned_row"], row["reported_row"]) == (6, 7)


class TestPractices:
    def test_counts_hold_every_document(self, tables):
        counts = compare.practice_counts(tables)
        assert counts.to_dict("index") == {
            "a": {"funding": 1, "training": 2},
            "b": {"funding": 1, "training": 0},
            "c": {"funding": 0, "training": 0},
        }
        assert compare.practice_presence(tables).loc["a"].all()

    def test_rates(self, tables):
        by_sentence = compare.practice_rates(tables, "sentences")
        assert by_sentence.loc["a", "training"] == 1
        by_length = compare.practice_rates(tables)
        assert by_length.loc["b", "funding"] == pytest.approx(1000 / len(TEXT_B))
        with pytest.raises(TableError, match="1000_characters"):
            compare.practice_rates(tables, "words")

    def test_profile_sums_to_one_or_is_missing(self, tables):
        profile = compare.instrument_profile(tables)
        assert profile.loc["a"].sum() == pytest.approx(1)
        assert profile.loc["c"].isna().all()

    def test_cooccurrence(self, tables):
        pair = compare.cooccurrence(tables).iloc[0]
        assert (pair["a"], pair["b"], pair["sentences"], pair["cases"]) == ("funding", "training", 1, 1)
        assert pair["jaccard"] == pytest.approx(1 / 3)
        assert compare.cooccurrence_matrix(tables).loc["training", "training"] == 2

    def test_nothing_coded(self, tables):
        tables["practices"] = frame("practices", [])
        assert compare.practice_counts(tables).shape == (3, 0)
        assert compare.cooccurrence(tables).empty


def test_frames_read_from_files_do_as_well(tables, tmp_path):
    for name, table in tables.items():
        table.to_csv(tmp_path / f"{name}.csv", index=False)
    again = {
        name: pd.read_csv(tmp_path / f"{name}.csv", keep_default_na=False, na_values={"value": [""], "value_max": [""]})
        for name in tables
    }
    assert compare.indicator_table(again).equals(compare.indicator_table(tables))
