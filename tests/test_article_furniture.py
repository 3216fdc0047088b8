"""Furniture rules: every example is cut as written, metadata is what the example says, and a broken page says where."""

import pytest
from clock import assert_within

from casekit.article.fields import Metadata, iso_date, read_line
from casekit.codebook import Codebook
from casekit.codebook.furniture import LineRules, load_furniture
from casekit.errors import CodebookError

FURNITURE = load_furniture(Codebook())
RULES = FURNITURE.rules
GIVEN = [(rule, example) for rule in RULES for example in rule.examples if example.get("gives")]
GOOD = """
rules:
  - id: end
    kind: end
    on: line
    cut: line
    pattern: '（完）$'
    examples: [{text: （完）, cut: （完）}, {text: 完成任务, cut: ''}]
"""


def test_rules_are_many_and_named_once():
    assert len(RULES) >= 35
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_no_line_that_a_rule_spares_falls_to_another():
    """An example of what stays must stay, unless it says that it is the business of another rule."""
    rules = LineRules(tuple(rule for rule in RULES if rule.on == "line" and rule.where == "any"))
    fallen = {
        example["text"]: found.id
        for rule in RULES
        if rule.on == "line"
        for example in rule.examples
        if not example["cut"] and "why" not in example and (found := rules.of(example["text"]))
    }
    assert fallen == {}


@pytest.mark.parametrize(("rule", "example"), GIVEN, ids=lambda value: getattr(value, "id", ""))
def test_metadata_of_the_examples(rule, example):
    text, about = example["text"].strip(), Metadata()
    if rule.on == "line":
        read_line(text, rule, FURNITURE, about)
        assert {name: getattr(about, name) for name in example["gives"]} == example["gives"]
    else:
        groups = {name.rstrip("_"): value for name, value in rule.found(text).groupdict().items() if value}
        assert groups == example["gives"]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (("pattern:", "patern:"), "patern"),
        (("'（完）$'", "'（成）$'"), "cuts"),
        (("'（完）$'", "'(完$'"), "no regular expression"),
        (("'（完）$'", "'(?:完)?'"), "matches nothing"),
        (("'（完）$'", "'<nobody>$'"), "unknown word"),
        (("cut: line", "cut: all"), "none of"),
        (("on: line", "on: page"), "none of"),
        ((", {text: 完成任务, cut: ''}", ""), "one that is not"),
        (("{text: 完成任务, cut: ''}", "{text: 完成任务, cut: 完成任务}"), "example says"),
    ],
)
def test_a_broken_page_says_what_where_and_how_to_cure_it(tmp_path, change, what):
    assert change[0] in GOOD
    (tmp_path / "furniture.yml").write_text(GOOD.replace(*change), "utf-8")
    with pytest.raises(CodebookError, match=what) as raised:
        load_furniture(Codebook(tmp_path))
    assert "furniture.yml" in raised.value.where
    assert raised.value.cure


def test_one_of_ones_own(tmp_path):
    (tmp_path / "furniture.yml").write_text(GOOD, "utf-8")
    assert [rule.id for rule in load_furniture(Codebook(tmp_path)).rules] == ["end"]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2019年09月09日15:31", "2019-09-09"),
        ("2017/6/16 17:14:43", "2017-06-16"),
        ("2021.02.24", "2021-02-24"),
        ("二〇一八年五月三日", "2018-05-03"),
        ("二〇一九年十二月二十一日", "2019-12-21"),
        ("2019-13-40", ""),
        ("2019年", ""),
        ("19年9月9日", ""),
        ("2019-02-30", ""),
    ],
)
def test_dates(text, date):
    assert iso_date(text) == date


ATOMS = [
    "一",
    "报",
    "社",
    "记者",
    "（",
    "1",
    "1 ",
    "一|",
    "一 ",
    "· ",
    "。",
    "年",
    "2019年1月1日",
    "来源：",
    "编辑",
    "> ",
    "摄",
    "王平 ",
    "A",
    "【",
    "[",
    " ",
    "\t",
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_no_rule_is_slow_on_any_line(rule):
    lines = [(one * 200)[:199] for one in ATOMS] + [
        (one * 60 + other * 60)[:199] for one, other in zip(ATOMS, ATOMS[5:] + ATOMS[:5], strict=True)
    ]
    assert_within(0.5, lambda: [rule.found(line) for line in lines])
