"""Damage done on purpose and undone again: the forward model of each kind, over real prose."""

import itertools
import random
import sys
from pathlib import Path

import damage_model
import pytest
from clock import assert_linear
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from casekit.repair import gbk, repair

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
import repair_accuracy

TEXT = repair_accuracy.OWN[:2]  # what the floors were measured on
PARAGRAPHS = repair_accuracy.corpus(TEXT)
CHARS = repair_accuracy.frequent(PARAGRAPHS)
# share of the shifted stretches of which nothing was lost that is restored exactly, measured over 120 articles of each kind;
# only ever raised
FLOORS = {
    "annotation, bracket swallowed": 0.995,
    "annotation, bracket kept": 0.995,
    "annotation, folded": 0.995,
    "annotation, user-defined dropped": 0.97,
    "marks struck": 0.995,
    "marks struck, user-defined dropped": 0.97,
}
# the same of prose that nothing was counted in
ELSEWHERE = {
    "annotation, bracket swallowed": 0.98,
    "annotation, bracket kept": 0.98,
    "annotation, folded": 0.98,
    "annotation, user-defined dropped": 0.85,
    "marks struck": 0.99,
    "marks struck, user-defined dropped": 0.96,
}
SILENT = 0.02  # share of stretches that may be read wrongly without a word about it


@pytest.fixture(scope="module")
def measured():
    return repair_accuracy.measure(60, 3, TEXT)  # fewer, and one place in thirty would count


@pytest.fixture(scope="module")
def elsewhere():
    return repair_accuracy.measure(40, 4, (repair_accuracy.APART,))


@pytest.mark.parametrize("kind", ELSEWHERE)
def test_prose_apart(elsewhere, kind):
    total = elsewhere[kind]
    assert total["whole_runs"] >= 40
    assert 1 - total["wrong_whole"] / total["whole_runs"] >= ELSEWHERE[kind]
    assert total["flagged"] >= total["lost"]
    assert total["silent"] <= SILENT * total["runs"]


@pytest.mark.parametrize("kind", FLOORS)
def test_accuracy_floor(measured, kind):
    total = measured[kind]
    assert total["whole_runs"] >= 5
    assert 1 - total["wrong_whole"] / total["whole_runs"] >= FLOORS[kind]
    assert total["left"] == 0
    assert 1 - total["wrong_characters"] / total["characters"] >= 0.998


@pytest.mark.parametrize("kind", FLOORS)
def test_what_is_read_wrongly_is_told(measured, kind):
    assert measured[kind]["silent"] <= SILENT * measured[kind]["runs"]


@pytest.mark.parametrize("kind", FLOORS)
def test_every_lost_number_is_flagged(measured, kind):
    assert measured[kind]["flagged"] >= measured[kind]["lost"]


@st.composite
def plain_sites(draw):
    """A site, and one paragraph without a place where its list tears characters apart."""
    rng = random.Random(draw(st.integers(0, 10**6)))
    return damage_model.Site(damage_model.site_list(rng, draw(st.integers(60, 105)), CHARS)), rng.choice(PARAGRAPHS)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plain_sites())
def test_whole_annotations_vanish_without_trace(case):
    site, text = case
    damaged = damage_model.damage(text, site)
    assume(not damaged.runs)
    assume(damaged.text.count("(") - text.count("(") != 1)  # one alone may tell how a character is read: 長(zhǎng)
    assert repair(damaged.text).text == repair(text).text


def tearing(text: str) -> list[str]:
    """Annotated characters whose two bytes stand across a border of `text`."""
    pairs, codes = gbk.pairs(), gbk.codes()
    between = [(a, b) for a, b in itertools.pairwise(text) if a in codes and b in codes]
    found = {pairs.get((codes[a] & 0xFF) << 8 | codes[b] >> 8) for a, b in between}
    return sorted(char for char in found if char and char in CHARS)


TORN = [
    (text, damaged)
    for text in PARAGRAPHS
    for damaged in (damage_model.damage(text, damage_model.Site((char,), drop=False)) for char in tearing(text))
    if damaged.runs
]


@pytest.mark.parametrize(("text", "damaged"), TORN, ids=range(len(TORN)))
def test_one_torn_annotation_is_undone(text, damaged):
    """Two neighbouring characters torn by a character between their bytes, in a paragraph that is damaged once."""
    page = repair(damaged.text)
    if damaged.swallowed:
        assert page.lost
    else:  # a byte that is nowhere shown can only be guessed, and that is told
        guessed = any(edit.kind == "guessed" for edit in page.edits)
        assert page.text == repair(text).text or page.suspects or guessed


def test_the_model_damages_as_the_wild_pages_are_damaged():
    """The model gives the very text that was seen in the wild."""
    site = damage_model.Site(("數", "當"))
    assert damage_model.damage("當地村干部和群眾的一致好評。", site).text == "當(dāng)?shù)卮甯刹亢腿罕姷囊恢潞迷u。"
    assert damage_model.damage("人民日報", damage_model.Site(("報", "請"))).text == "人民日?qǐng)?bào)"
    struck = damage_model.Site(("產",), struck="！", orphan="", fold=True)
    assert damage_model.damage("組織”。《中國共產黨支部", struck).text == "組織”!吨袊伯a(chǎn)黨支部"


ROUND = (
    "\n村裡的產業發展起來了，黨員帶頭，群眾跟著幹，大家的日子一天比一天好。鎮上的幹部經常下村，聽取群眾意見，解決問題。"
)
DROPPED = [  # text, what the site annotates
    ("縣裡按照“地理相鄰、產業相近”的原則劃片。", "彙產"),  # the mark and the letter that is left of 產 are read as one
    ("工作隊經常上門宣講政策、發放資料。", "發摺"),
    ("工作隊經常上門宣講政策、學習技術。", "學摺"),
    ("全年種茶4000畝，帶動1500戶增收。", "瑤"),  # of 動 nothing is shown
    ("大家一起動手，清理垃圾120噸。", "砝"),
    ("州委、州政府出台了辦法。", "菸"),
    ("招募的大學生都成為志願者。垛口村黨員帶頭。", "摺"),  # 這 is not written so on this page
]
STRUCK = ["今年組織“千名幹部進黨校”活動，收效很好。", "鎮上開辦“農民夜校”，收效很好。"]


@pytest.mark.parametrize(("text", "annotated"), DROPPED)
def test_what_the_site_dropped_is_found(text, annotated):
    page = damage_model.damage(text + ROUND, damage_model.Site(tuple(annotated)))
    assert page.runs
    want = [char for at, char in enumerate(repair(text + ROUND).text) if at not in page.swallowed]
    assert repair(page.text).text.replace("□", "") == "".join(want)


@pytest.mark.parametrize("text", STRUCK)
def test_a_term_in_quotation_marks_is_no_sentence(text):
    page = damage_model.damage(text + ROUND, damage_model.Site(struck="！？"))
    assert page.runs
    assert repair(page.text).text == repair(text + ROUND).text


SPOKEN = [  # the line itself tells who speaks, whether a list goes on, what 立 begins
    "張大姐去年學會了繡花，一個月能掙2000元。“孩子上學不愁了。”她說，今年還要帶上鄰居一起學。",
    "王秀蘭的丈夫在外打工，家裡的地都是她種。“合作社幫了大忙。”她說，種子肥料都送到了地頭。",
    "李老漢的妻子常年吃藥，去年住了三次院。“看病花的錢少了。”他說，村醫每個月上門兩次。",
    "全鎮26名幹部全員參保、118家企業（含個體戶）都簽了責任書。",
    "全鄉35名幹部分片擔保、112家企業參加。",
    "創辦“村民夜校”126所，用方言講技術，聽課的有兩萬多人。",
    "“路修好了。”立冬後的第三天，村民把菜運了出去。",
]


@pytest.mark.parametrize("text", SPOKEN)
@pytest.mark.parametrize("drop", [False, True])
def test_what_the_line_says_decides_between_two_readings(text, drop):
    page = damage_model.damage(text + ROUND, damage_model.Site(struck="！？", drop=drop))
    assert page.runs
    want = [char for at, char in enumerate(repair(text + ROUND).text) if at not in page.swallowed]
    assert repair(page.text).text.replace("□", "") == "".join(want)


@pytest.mark.parametrize("drop", [False, True])
def test_brackets_within_quotation_marks_are_closed(drop):
    text = "實行“支部+理事會（合作社）+農戶”辦法，收效很好。"
    page = damage_model.damage(text + ROUND, damage_model.Site(("聲",), drop=drop))
    assert repair(page.text).text == repair(text + ROUND).text


def test_an_annotation_behind_a_torn_one_says_which_byte_is_missing():
    assert repair("每?zǒng)(gè)村都有工作隊。" + ROUND).text.startswith("每个村都有工作队。")


def test_a_long_damaged_page_takes_linear_time():
    """What the page itself says is asked for each stretch: it is counted once, and not looked for again and again."""
    site = damage_model.Site(damage_model.site_list(random.Random(3), 90, CHARS), struck="！？")
    shown = damage_model.damage("\n".join(PARAGRAPHS), site).text
    page = shown * (1_300_000 // len(shown) + 1)
    repair(page[:3000])  # tables are loaded
    assert_linear(lambda size: repair(page[:size]), 320_000, 1_280_000, factor=2, grain=0.05)
