"""Whose figure a number is."""

import re
import time
from types import SimpleNamespace

import pytest

from casekit import scope
from casekit.codebook import Codebook
from casekit.codebook.scope import load_scope_words
from casekit.document import Document, Sentence
from casekit.errors import CodebookError

ABOUT = {"place": "凤凰县", "province": "湖南省", "prefecture": "湘西土家族苗族自治州", "adcode": "433123"}


def scopes(text, status="reported", **about):
    """Scope of every figure in digits; each 。 ends a sentence, each line a paragraph."""
    sentences, start, paragraph = [], 0, 0
    for match in re.finditer("[。\n]|$", text):
        if match.end() > start and text[start : match.end()].strip():
            sentences.append(Sentence(len(sentences), start, match.end(), text[start : match.end()], paragraph, False))
        paragraph += match.group() == "\n"
        start = match.end()
    document = Document("a", text, tuple(sentences), **(ABOUT | about))
    numbers = [
        SimpleNamespace(sent_no=s.no, start=s.start + m.start(), end=s.start + m.end(), noun="", status=status)
        for s in sentences
        for m in re.finditer(r"\d+", s.text)
    ]
    return scope.scopes(document, numbers)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("全县共有党员12310名。", ["凤凰县"]),
        ("共有党员12310名。", ["凤凰县"]),
        ("大湾村种茶300亩，户均增收2000元。", ["大湾村", "大湾村"]),
        ("全县有贫困村86个，其中大湾村有贫困户43户。", ["凤凰县", "大湾村"]),
        ("贫困户李大山种植黄连3亩。", ["李大山"]),
        ("村民田小妹说，全县修路300公里。", ["凤凰县"]),
        ("全国贫困人口减少1386万人。", ["全国"]),
        ("全省减贫120万人。", ["湖南省"]),
        ("全州减贫12万人。", ["湘西土家族苗族自治州"]),
        ("湖南省凤凰县减贫2万人。", ["凤凰县"]),
        ("凤凰县、花垣县结成对子，互派干部20名。", ["凤凰县"]),
        ("永顺县建成茶园5万亩。", ["永顺县"]),
        ("学习永顺县经验，建成茶园5万亩。", ["凤凰县"]),
        ("5个贫困村出列，修路30公里。", ["凤凰县", "凤凰县"]),
        ("驻大湾村、小湾村、白岩村的干部共12名。", ["凤凰县"]),
        ("村民委员会主任300名参加培训。", ["凤凰县"]),
        ("全村1200人，党员46名。", ["全村", "全村"]),
    ],
)
def test_one_sentence(text, wanted):
    assert scopes(text) == wanted


def test_a_subject_goes_on_in_its_paragraph_and_ends_with_it():
    assert scopes("大湾村变了样。种茶300亩。\n建成学校12所。") == ["大湾村", "凤凰县"]


def test_the_village_named_before():
    assert scopes("大湾村在山里。\n全县修路300公里。\n全村种茶300亩。") == ["凤凰县", "大湾村"]


def test_a_township_article():
    assert scopes("全镇有12个村。", place="沱江镇") == ["沱江镇"]


def test_a_norm_quoted_from_the_charter_is_national():
    assert scopes("《中国共产党章程》规定正式党员3人以上成立支部。", status="required") == ["全国"]
    assert scopes("按照《中国共产党章程》，发展党员30名。") == ["凤凰县"]


def test_what_stands_also_elsewhere_is_the_name():
    assert scopes("提升大湾村形象，投入30万元。大湾村种茶300亩。大湾村有路5公里。") == ["大湾村"] * 3


def test_without_a_case_silence_stays_silence():
    assert scopes("共有党员12310名。", place="", province="", prefecture="", adcode="") == [""]


def test_misspelt_key(tmp_path):
    text = Codebook().file("scope.yml").read_text("utf-8")
    (tmp_path / "scope.yml").write_text(text.replace("roles:", "rolls:"), "utf-8")
    with pytest.raises(CodebookError, match=r"rolls.*roles"):
        load_scope_words(Codebook(tmp_path))


@pytest.mark.parametrize("unit", ["村", "大湾村3个", "？", "贫困户李", "、"])
def test_linear(unit):
    begin = time.perf_counter()
    scopes(unit * (200_000 // len(unit)))
    assert time.perf_counter() - begin < 5
