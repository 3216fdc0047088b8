"""What a careful reader adds up."""

import math
import re

import pytest
from clock import assert_linear

from casekit import arithmetic
from casekit.schema import check, frame


def tables(text, *figures, doc="a", **given):
    """Tables of one article; a figure is surface, value, unit and, if need be, more columns."""
    rows, at = [], 0
    for surface, value, unit, *more in figures:
        start = text.index(surface, at)
        at = start + len(surface)
        row = {
            "doc_id": doc,
            "sent_no": len(re.findall("[。；]", text[:start])),
            "start": start,
            "end": at,
            "surface": surface,
        }
        row |= {"value": value, "unit": unit, "qualifier": "exact", "status": "reported"} | given
        rows.append(row | (more[0] if more else {}))
    return {"documents": frame("documents", [{"doc_id": doc, "text": text}]), "metrics": frame("metrics", rows)}


def verdicts(*args, **given):
    found = arithmetic.checks(tables(*args, **given))
    return list(zip(found["kind"], found["formula"], found["agrees"], strict=True))


class TestParts:
    def test_parts_that_sum_to_the_whole(self):
        said = "共有党组织60个，其中包括8个党委、12个总支、40个支部。"
        found = verdicts(said, ("60个", 60, "个"), ("8个", 8, "个"), ("12个", 12, "个"), ("40个", 40, "个"))
        assert found == [("parts of a whole", "8 + 12 + 40 = 60 = 60 个", True)]

    def test_parts_that_do_not(self):
        said = "共有党组织60个，分为党委8个、支部40个。"
        found = verdicts(said, ("60个", 60, "个"), ("8个", 8, "个"), ("40个", 40, "个"))
        assert found == [("parts of a whole", "8 + 40 = 48 ≠ 60 个", False)]

    def test_a_list_that_says_it_is_open_need_not_sum(self):
        said = "共有党组织60个，包括党委8个、支部40个等。"
        found = verdicts(said, ("60个", 60, "个"), ("8个", 8, "个"), ("40个", 40, "个"))
        assert [agrees for _, _, agrees in found] == [True, True]

    def test_overlapping_parts_need_not_sum(self):
        said = "党员100名，其中农村党员60名，女党员45名。"
        found = verdicts(said, ("100名", 100, "人"), ("60名", 60, "人"), ("45名", 45, "人"))
        assert [agrees for _, _, agrees in found] == [True, True]

    def test_a_list_of_overlapping_groups_need_not_sum_either(self):
        said = "党员100名，其中农村党员60名、女党员45名。"
        found = verdicts(said, ("100名", 100, "人"), ("60名", 60, "人"), ("45名", 45, "人"))
        assert [agrees for _, _, agrees in found] == [True, True]

    def test_a_mean_is_no_whole(self):
        said = "平均每股分2400元，其中最多的分到24000元。"
        assert verdicts(said, ("2400元", 2400, "元"), ("24000元", 24000, "元")) == []

    def test_a_part_larger_than_the_whole(self):
        said = "党员100名，其中女党员145名。"
        assert verdicts(said, ("100名", 100, "人"), ("145名", 145, "人")) == [
            ("parts of a whole", "145 > 100 人", False)
        ]

    def test_another_unit_is_no_part(self):
        said = "贫困村10个，其中包括贫困户300户、贫困人口900人。"
        assert verdicts(said, ("10个", 10, "个"), ("300户", 300, "户"), ("900人", 900, "人")) == []

    def test_vague_figures_have_room(self):
        said = "党员近100名，其中包括农村党员60多名、城镇党员35名。"
        found = verdicts(
            said,
            ("近100名", 100, "人", {"qualifier": "approx"}),
            ("60多名", 60, "人", {"qualifier": "over"}),
            ("35名", 35, "人"),
        )
        assert [agrees for _, _, agrees in found] == [True]

    def test_a_norm_is_not_added_up(self):
        said = "每队5人，其中包括队长1人、队员3人。"
        assert verdicts(said, ("5人", 5, "人"), ("1人", 1, "人"), ("3人", 3, "人"), status="required") == []


class TestShares:
    def test_more_than_all(self):
        assert verdicts("入户率达到103%。", ("103%", 103, "%")) == [("share above 100 %", "103 % > 100 %", False)]

    @pytest.mark.parametrize("said", ["收入增长103%。", "完成任务的103%。", "是上年的103%。"])
    def test_growth_may_be_more(self, said):
        assert verdicts(said, ("103%", 103, "%")) == []

    def test_share_of_counts(self):
        figures = (("200名", 200, "人"), ("50名", 50, "人"))
        assert verdicts("党员200名，其中女党员50名，占25%。", *figures, ("25%", 25, "%"))[-1][2]
        kind, formula, agrees = verdicts("党员200名，其中女党员50名，占35%。", *figures, ("35%", 35, "%"))[-1]
        assert (kind, agrees) == ("share of counts", False)
        assert formula == "50 ÷ 200 = 25.0 % ≠ 35 %"

    def test_rounding_is_allowed(self):
        found = verdicts(
            "党员300名，其中女党员100名，占33.3%。", ("300名", 300, "人"), ("100名", 100, "人"), ("33.3%", 33.3, "%")
        )
        assert found[-1][2]


class TestChange:
    @pytest.mark.parametrize(("points", "agrees"), [(16.5, True), (15.5, False)])
    def test_of_a_rate(self, points, agrees):
        said = f"贫困发生率由18.6%降到2.1%，下降{points}个百分点。"
        found = verdicts(said, ("18.6%", 18.6, "%"), ("2.1%", 2.1, "%"), (f"{points}个百分点", points, "百分点"))
        assert [(kind, right) for kind, _, right in found] == [("change of a rate", agrees)]


VILLAGES = {"indicator": "villages", "noun": "行政村", "scope": "甲县"}


class TestTwice:
    def test_one_figure_two_values(self):
        found = verdicts("有行政村213个。全县行政村231个。", ("213个", 213, "个"), ("231个", 231, "个"), **VILLAGES)
        assert found == [("stated twice", "213个 ≠ 231个 (villages)", False)]

    def test_the_same_value_again(self):
        assert [
            right
            for *_, right in verdicts(
                "有村213个。全县村213个。", ("213个", 213, "个"), ("213个", 213, "个"), **VILLAGES
            )
        ] == [True]

    def test_more_than_thirty_can_be_thirty_two(self):
        found = verdicts(
            "有村30多个。有村32个。", ("30多个", 30, "个", {"qualifier": "over"}), ("32个", 32, "个"), **VILLAGES
        )
        assert [right for *_, right in found] == [True]

    def test_other_places_and_times_are_other_figures(self):
        other = {"indicator": "villages", "noun": "行政村", "scope": "乙镇"}
        assert verdicts("有村213个。镇有村31个。", ("213个", 213, "个", VILLAGES), ("31个", 31, "个", other)) == []

    def test_without_period_only_what_a_case_has_once(self):
        given = {"indicator": "area_planted", "noun": "茶", "scope": "甲县"}
        assert verdicts("种茶300亩。种茶500亩。", ("300亩", 300, "亩"), ("500亩", 500, "亩"), **given) == []
        dated = given | {"period": "2019"}
        assert [
            right
            for *_, right in verdicts("种茶300亩。种茶500亩。", ("300亩", 300, "亩"), ("500亩", 500, "亩"), **dated)
        ] == [False]


def test_only_what_fails_becomes_an_issue():
    made = tables(
        "党员100名，其中女党员145名。入户率达到99%。", ("100名", 100, "人"), ("145名", 145, "人"), ("99%", 99, "%")
    )
    issues = check("issues", arithmetic.issues(made))
    assert issues[["stage", "kind", "detail"]].values.tolist() == [["arithmetic", "parts of a whole", "145 > 100 人"]]
    assert made["documents"]["text"][0][issues["start"][0] : issues["end"][0]] == "100名，其中女党员145名"


def test_no_figures_no_checks():
    empty = {"documents": frame("documents", []), "metrics": frame("metrics", [])}
    assert arithmetic.checks(empty).empty
    assert arithmetic.issues(empty).empty


def test_values_that_are_missing_break_nothing():
    assert verdicts("党员若干，其中女党员9名。", ("若干", math.nan, "人"), ("9名", 9, "人")) == []
    assert verdicts("党员9名，其中女党员若干。", ("9名", 9, "人"), ("若干", math.nan, "人")) == []


def test_a_second_among_them_is_about_the_part_before_it():
    said = "党员100名，其中农村党员60名、其中女党员70名。"
    found = verdicts(said, ("100名", 100, "人"), ("60名", 60, "人"), ("70名", 70, "人"))
    assert [(formula, agrees) for _, formula, agrees in found] == [("60 ≤ 100 人", True), ("70 > 60 人", False)]


@pytest.mark.parametrize("piece", ["其中党员3名、", "其中包括党员3名、", "党员3名，占3名，"])
def test_a_sentence_without_end_takes_linear_time(piece):
    made = {}
    for size in (400, 4000):
        found = tables(piece * size, *[("3名", 3, "人")] * size)
        made[size] = [found[name].to_dict("records") for name in ("metrics", "documents")]
    assert_linear(lambda size: arithmetic.issue_rows(*made[size]), 400, 4000, factor=2.5)
