"""Programmes: names, what they promise, the parts the text lists; cases by origin; odd text never raises."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from clock import assert_within
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.article import split_sentences
from casekit.codebook import HOME, Codebook
from casekit.codebook.programme import load_programmes
from casekit.document import Document
from casekit.errors import CodebookError
from casekit.extract.programmes import extract
from casekit.programmes.grammar import declared
from casekit.schema import TABLES, check, frame

CODEBOOK = Codebook()
BOOK = load_programmes(CODEBOOK)
CASES = Path(__file__).parent / "cases" / "programmes"


def found(text: str):
    return extract(Document("a", text, split_sentences(text)), CODEBOOK)


def cases(origin: str) -> list:
    lines = (CASES / f"{origin}.jsonl").read_text("utf-8").splitlines()
    return [pytest.param(json.loads(line), id=json.loads(line)["text"][:24]) for line in lines]


def holds_as_coded(case: dict) -> None:
    got = [{key: row[key] for key in ("name", "declared", "components")} for row in found(case["text"]).rows]
    assert got == case["programmes"]


REFERENCE = Path(__file__).parents[1] / "data" / "reference"


@pytest.mark.parametrize("doc", ["bazhong", "cangxi", "fengqing", "huishui", "huixian"])
def test_the_wild_articles_are_read_as_their_coders_read_them(doc):
    coded = [json.loads(line) for line in (REFERENCE / "programmes.jsonl").read_text("utf-8").splitlines()]
    want = {row["name"]: (row["declared"], row["origin"]) for row in coded if row["doc"] == doc}
    rows = found((REFERENCE / "clean" / f"{doc}.txt").read_text("utf-8").strip()).rows
    assert {row["name"]: (row["declared"], row["origin"]) for row in rows} == want
    parts = {row["name"]: len(row["components"]) for row in rows}
    assert parts == {row["name"]: len(row["components"]) for row in coded if row["doc"] == doc}


@pytest.mark.parametrize("case", cases("synthetic"))
def test_programmes_are_read(case):
    holds_as_coded(case)


@pytest.mark.parametrize("case", cases("negative"))
def test_offices_idioms_and_sayings_are_none(case):
    assert found(case["text"]).rows == []


@pytest.mark.parametrize("case", cases("other_lists"))
def test_lists_of_other_things_are_no_parts(case):
    holds_as_coded(case)


@pytest.mark.xfail(strict=True, raises=AssertionError, reason="known failures, kept in sight")
@pytest.mark.parametrize("case", cases("known_failures"))
def test_known_failures(case):
    holds_as_coded(case)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("五个一", [5]), ("三抓三强化", [3, 3]), ("三会一课", [3, 1]), ("一分六统", [1, 6]), ("三标一体", [3]), ("双推进", [2]),
        ("三双一评", [3, 1]), ("三定一报备一纪实", [3, 1, 1]), ("123带动百千万", [1, 2, 3]), ("两个汇报、三个沟通、三个指导", [2, 3, 3]),
        ("党支部+", []), ("百千万", []), ("1+X", []), ("4+", [4]), ("一村一品一店", []), ("1+3+5", [1, 3, 5]), ("十大行动", [10]),
        ("十百千", []), ("双培双带", [2, 2]), ("两个一百年", [2]), ("十二条措施", [12]), ("三级联述联评联考", [3]),
    ],
)  # fmt: skip
def test_what_a_name_promises(name, parts):
    assert declared(name) == parts


@pytest.mark.parametrize("name", sorted(BOOK.national))
def test_every_national_programme_is_found_in_quotation_marks(name):
    row = found(f"认真落实“{name}”要求。").rows[0]
    assert (row["name"], row["origin"], row["declared"]) == (name, "national", list(BOOK.national[name].declared))


@pytest.mark.parametrize(
    "name", sorted(name for name, p in BOOK.national.items() if not p.quoted and not name.endswith("+"))
)
def test_plain_national_names_need_no_quotation_marks(name):
    assert [row["name"] for row in found(f"认真落实{name}要求。").rows] == [name]


@pytest.mark.parametrize("name", sorted(name for name, p in BOOK.national.items() if p.quoted))
def test_names_that_are_also_plain_words_do(name):
    assert found(f"这里的{name}很多。").rows == []


@pytest.mark.parametrize("word", sorted(BOOK.never))
def test_what_is_never_a_programme(word):
    assert found(f"推行“{word}”工作。").rows == []


def test_a_name_is_one_row_at_its_first_mention_with_the_parts_of_a_later_one():
    text = "推行“三联”机制。\n成效明显。\n通过组织联建、产业联抓、人才联育的“三联”机制，走出新路。"
    (row,) = found(text).rows
    assert row["quote"] == text[row["start"] : row["end"]] == "三联"
    assert row["start"] == 3
    assert row["components"] == ["组织联建", "产业联抓", "人才联育"]


def test_a_list_of_the_wrong_length_is_an_issue_and_no_invention():
    outcome = found("推行“三联”机制。一是加强领导。二是落实责任。")
    assert outcome.rows[0]["components"] == []
    assert [issue["kind"] for issue in outcome.issues] == ["parts do not fit"]
    assert "3 promised, 2 found" in outcome.issues[0]["detail"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("落实“五包”责任，即包宣传；包摸底；包建档。", ["包宣传", "包摸底", "包建档"]),
        ("推行“四定”管理。一是定岗位。二是定职责。三是定目标。", ["定岗位", "定职责", "定目标"]),
        ("建立“五联”机制，规划联定、设施联建、产业联抓等，八个村捆在一起。", ["规划联定", "设施联建", "产业联抓"]),
    ],
)
def test_a_list_cut_short_holds_what_is_told_in_the_words_of_the_name_and_is_an_issue(text, told):
    outcome = found(text)
    assert outcome.rows[0]["components"] == told
    assert [issue["kind"] for issue in outcome.issues] == ["parts do not fit"]


def test_rows_fit_the_schema():
    text = "\n".join(
        json.loads(line)["text"].replace("\n", "")
        for line in (CASES / "synthetic.jsonl").read_text("utf-8").splitlines()
    )
    rows = found(text).rows
    assert all(set(row) == set(TABLES["programmes"].names) for row in rows)
    assert len(check("programmes", frame("programmes", rows))) == len(rows)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="“”‘’+三抓五个一百千万双，。、；：即一是二是（）\n工程活动X123亮", max_size=80))
def test_odd_text_never_raises(text):
    outcome = found(text)
    for row in outcome.rows:
        assert 0 <= row["start"] < row["end"] <= len(text)


@pytest.mark.parametrize(
    "stuff",
    [
        "“",
        "“三抓",
        "三",
        "+",
        "“三联”",
        "、",
        "一是",
        "党+",
        "“五个一”即",
        "（“",
        "“三抓三促”抓促、",
        "推行“三联”，联、",
        "“党建+”党建+，",
        "抓、抓、抓、“三抓”",
    ],
)
def test_hostile_input_stays_linear(stuff):
    assert_within(20, lambda: found(stuff * (60_000 // len(stuff))))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("introducers:", "introducer:", "unknown key 'introducer'"),
        ("  - name: 三变\n    declared: [3]", "  - name: 三变\n    declared: [2]", "promises 2 parts and names 3"),
        ("  - name: 三变\n", "  - name: 三会一课\n", "stands twice"),
        ("  - name: 三变\n", "  - name: 一对一\n", "never a programme"),
    ],
)
def test_a_slip_on_the_page_is_named(tmp_path, old, new, fault):
    text = (HOME / "programmes.yml").read_text("utf-8")
    assert old in text
    (tmp_path / "programmes.yml").write_text(text.replace(old, new), "utf-8")
    with pytest.raises(CodebookError) as caught:
        load_programmes(Codebook(tmp_path))
    assert fault in str(caught.value)
