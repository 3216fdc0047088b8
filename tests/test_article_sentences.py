"""Sentences: the same list as an independent statement of the manual's rule, on any text, with true offsets."""

from pathlib import Path

import pytest
from clock import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.article import split_sentences

CLEAN = sorted((Path(__file__).parents[1] / "data/reference/clean").glob("*.txt"))


def stated(text):
    """The rule of the manual, one character at a time."""
    out = []
    for paragraph in (p.strip() for p in text.split("\n") if p.strip()):
        depth, current, rest = 0, "", list(paragraph)
        while rest:
            mark = rest.pop(0)
            current += mark
            if mark in "“《":
                depth += 1
            elif mark in "”》":
                depth = max(0, depth - 1)
            if mark in "。！？；" and (depth == 0 or (rest and rest[0] in "”》")):
                while rest and rest[0] in "”’》）】":
                    depth = max(0, depth - 1) if rest[0] in "”》" else depth
                    current += rest.pop(0)
                if not rest or rest[0] not in "，、的":
                    out.append(current.strip())
                    current = ""
        if current.strip():
            out.append(current.strip())
    return out


@given(st.text(alphabet="“《”》。！？；’）】，、的字数 \n\u3000;a", max_size=60))
@settings(max_examples=600, deadline=None)
def test_same_as_the_stated_rule(text):
    sentences = split_sentences(text)
    assert [s.text for s in sentences] == stated(text)
    assert all(text[s.start : s.end] == s.text for s in sentences)
    assert [s.no for s in sentences] == list(range(len(sentences)))


@pytest.mark.parametrize("path", CLEAN, ids=lambda p: p.stem)
def test_reference_texts(path):
    text = path.read_text("utf-8")
    sentences = split_sentences(text)
    assert [s.text for s in sentences] == stated(text)
    paragraphs = [p.strip() for p in text.split("\n") if p.strip()]
    assert {s.paragraph for s in sentences} == set(range(len(paragraphs)))
    for s in sentences:
        assert s.text in paragraphs[s.paragraph]
        assert s.heading == (s.text == paragraphs[s.paragraph] and not set("。！？；;") & set(s.text))


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("“扶贫要实。”他说。", ["“扶贫要实。”", "他说。"]),
        ("坚持“党建强、产业旺。”，形成合力。", ["坚持“党建强、产业旺。”，形成合力。"]),
        ("印发《意见；办法》后执行。", ["印发《意见；办法》后执行。"]),
        ("怎么办？（一）抓班子；（二）带队伍。", ["怎么办？", "（一）抓班子；", "（二）带队伍。"]),
        ("二是树典型。评选先进。", ["二是树典型。", "评选先进。"]),
        ("", []),
        ("\n　\n", []),
    ],
)
def test_marks(body, wanted):
    assert [s.text for s in split_sentences(body)] == wanted


@pytest.mark.parametrize("piece", ["。", "“", "。”", "。“”", "？\n", " 字。", "字", "》", "；，"])
def test_hostile_text_takes_linear_time(piece):
    assert_linear(lambda size: split_sentences(piece * (size // len(piece))), 30_000, 300_000, factor=2.5)
