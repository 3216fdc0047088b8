"""The gazetteer, and the case found in title, signature and body."""

import json
from pathlib import Path

import pytest
from clock import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.article.place import find_place
from casekit.codebook import Codebook
from casekit.codebook.case import load_case_words
from casekit.codebook.places import HEADER, Place, load_places
from casekit.errors import CodebookError

GAZETTEER = load_places(Codebook())
WORDS = load_case_words(Codebook())
PATH = Path(__file__).parent / "cases/article/places.jsonl"
CASES = [json.loads(line) for line in PATH.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case):
    found = find_place(GAZETTEER, WORDS, case["title"], case["signed"], case["body"])
    assert (found.place.name if found.place else "") == case["place"], found.why
    assert (found.place.adcode if found.place else "") == case["adcode"]
    assert bool(found.why) == (found.place is None)


def test_a_dateline_tells_the_case_by_a_full_name_only():
    body = "某镇召开述职大会，各村支部书记参加。"
    branch = find_place(GAZETTEER, WORDS, "", "", body, "某网兰考县分站1月22日讯")
    assert getattr(branch.place, "name", "") == "兰考县"
    assert find_place(GAZETTEER, WORDS, "", "", body, "某社昆明1月22日电").place is None
    assert find_place(GAZETTEER, WORDS, "", "", body, "主题分类 云南省 农业").place is None


def test_a_county_s_own_site_tells_where_all_the_county_is():
    body, site = "全县干部下村。我县已修路80公里。", "兰考县人民政府门户网站 > 政策解读"

    def at(body, site):
        return find_place(GAZETTEER, WORDS, "", "", body, "", site).place

    assert at(body, site).name == "兰考县"
    assert at(body, "兰考县 > 新闻") is None  # what its news are about
    assert at(body, site + "兰考县人民政府 开封市人民政府").name == "兰考县"
    assert at("全省干部下村。", site) is None
    assert at("干部下村。", site) is None
    assert at("全县干部下村。民权县干部去学习。", site).name == "民权县"  # as before: the only one named
    assert at("全县干部下村。民权县、睢县、宁陵县干部去学习。", site) is None


def test_every_unit_has_a_name_a_level_and_a_unit_above():
    present = [place for place in GAZETTEER.places if not place.until]
    assert len([place for place in present if place.level == "province"]) == 34
    assert len([place for place in present if place.level == "prefecture"]) > 330
    assert len([place for place in present if place.level == "county"]) > 2840
    for place in GAZETTEER.places:
        above = GAZETTEER.above(place)
        assert bool(above) == (place.level != "province")
        assert not above or above[-1].level == "province"
        assert place.adcode[:2] == (above[-1] if above else place).adcode[:2]


def test_a_former_name_leads_to_its_successor():
    former = [place for place in GAZETTEER.places if place.until]
    assert len(former) > 200
    for place in former:
        assert 2010 <= int(place.until) <= 2025
        assert not GAZETTEER.by_code[place.successor].until


def test_present_codes_are_unique():
    codes = [place.adcode for place in GAZETTEER.places if not place.until]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("兰考县", "兰考"),
        ("和县", ""),
        ("恩施土家族苗族自治州", "恩施"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"),
        ("东乡族自治县", "东乡"),
        ("内蒙古自治区", "内蒙古"),
        ("新疆维吾尔自治区", "新疆"),
        ("神农架林区", "神农架"),
        ("大兴安岭地区", "大兴安岭"),
        ("浦东新区", "浦东"),
    ],
)
def test_short_names(name, short):
    assert Place("000000", name, "county", "").short == short


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("41022,兰考县,county,410000,,,", "no such level or code"),
        ("410225,兰考县,town,410000,,,", "no such level or code"),
        ("410225,兰考县,county,999999,,,", "unknown code 999999"),
        ("410225,兰考县,county", "has no parent"),
        ("410225,兰考县,county,410000,,,yes,yes", "more cells than the 7 columns"),
    ],
)
def test_a_broken_row_names_its_line(tmp_path, row, what):
    (tmp_path / "places.csv").write_text(f"{HEADER}\n410000,河南省,province,,,,\n{row}\n", "utf-8")
    with pytest.raises(CodebookError, match=what) as raised:
        load_places(Codebook(tmp_path))
    assert "places.csv" in raised.value.where
    assert raised.value.cure


@pytest.mark.parametrize(
    ("now", "then", "what"),
    [
        ("  office:\n", "  offices:\n", "unknown key 'offices'"),
        ("<near>(?:与", "<nearby>(?:与", "unknown word <nearby>"),
        ("'[在于](?:", "'[在于(?:", "no regular expression"),
        ("text: 东接〔兰考县〕, holds: true", "text: 东接〔兰考县〕, holds: false", "sign 'compass' does not read"),
        (", {text: 〔兰考〕农民, holds: false}", "", "sign 'office' needs an example"),
    ],
)
def test_a_broken_sign_is_named_with_its_cure(tmp_path, now, then, what):
    page = Codebook().file("case.yml").read_text("utf-8")
    assert page.count(now) == 1
    (tmp_path / "case.yml").write_text(page.replace(now, then), "utf-8")
    with pytest.raises(CodebookError, match=what) as raised:
        load_case_words(Codebook(tmp_path))
    assert "case.yml" in str(raised.value.where)
    assert raised.value.cure


@pytest.mark.parametrize(
    "body", ["兰考县" * 100_000, "县" * 300_000, "鼓楼区" * 100_000], ids=["full", "han", "shared"]
)
def test_hostile_text_takes_linear_time(body):
    assert_linear(
        lambda size: find_place(GAZETTEER, WORDS, "", "", body[:size]), len(body) // 10, len(body), factor=2.5
    )


# few enough units that the same, its neighbours and those above it often meet
REGION = [place for place in GAZETTEER.places if place.level == "province" or place.adcode[:3] in ("411", "622")]
FRAMES = ["{}", "{}。", "{}委、{}政府要求全县", "在{}，", "我市{}", "{}：", "{}、{}和", "（记者自{}报道）"]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(REGION), st.sampled_from(FRAMES)), max_size=12),
    st.integers(0, 12),
    st.integers(0, 12),
)
def test_any_places_side_by_side_give_a_place_or_a_reason(named, titled, signed):
    """Two provinces, a province and its cities, counties of one name: whatever is named beside whatever."""
    said = [frame.format(*[place.name] * 2) for place, frame in named]
    found = find_place(GAZETTEER, WORDS, "".join(said[:titled]), "".join(said[signed:]), "".join(said))
    assert (found.place is None) == bool(found.why)


def test_two_provinces_side_by_side_are_several_places():
    found = find_place(
        GAZETTEER, WORDS, "", "", "甘肃省的村里分红，黑龙江省的合作社也分红。甘肃省和黑龙江省都有这样的村。"
    )
    assert found.place is None
    assert found.why == "several places: 黑龙江省、甘肃省"


@pytest.mark.parametrize(
    "text", ["争创国家级示范县。", "振兴县域经济", "召开县委常委会", "主任县区包抓", "建成小城区和老郊区"]
)
def test_a_name_inside_a_word_is_none(text):
    assert not [mention for mention in GAZETTEER.mentions(text) if not mention.short]


def test_a_short_official_name_stands_alone_or_behind_its_city():
    for text, name in (("在范县，", "范县"), ("濮阳市范县", "范县"), ("长治市郊区", "郊区")):
        assert name in [text[mention.start : mention.end] for mention in GAZETTEER.mentions(text)]
