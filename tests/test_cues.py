"""Cues: what they find, what they refuse, and that no text makes them slow."""

import re

import pytest
from clock import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.cues import CLAUSE_MARKS, GAP, Cover, CueError, CueMatcher, Hit, parse


def spans(cue, sentence):
    return [sentence[hit.start : hit.end] for hit in CueMatcher([cue]).find(sentence)]


@pytest.mark.parametrize(
    ("cue", "sentence", "found"),
    [
        ("结对帮扶", "干部结对帮扶，党员也结对帮扶。", ["结对帮扶", "结对帮扶"]),
        ("结对(帮扶|共建)", "支部结对共建。", ["结对共建"]),
        ("(选派|派驻)…(第一书记|工作队)", "派驻了3支工作队。", ["派驻了3支工作队"]),
        ("选派(优秀|)干部", "选派干部，选派优秀干部。", ["选派干部", "选派优秀干部"]),
        ("选派…干部", "选派工作很重要，干部都支持。", []),  # the gap stays in its clause
        ("选派……干部", "选派工作很重要，干部都支持。", ["选派工作很重要，干部"]),
        ("选派…干部", "选派" + "甲" * GAP + "干部", ["选派" + "甲" * GAP + "干部"]),
        ("选派…干部", "选派" + "甲" * (GAP + 1) + "干部", []),
        ("选派…干部", "干部选派", []),
        ("选派…干部", "选派队长、干部", ["选派队长、干部"]),
        ("选派~干部", "选派队长、干部", []),  # the gap stays in one item of the list
        ("选派~干部", "选派优秀干部", ["选派优秀干部"]),
        ("^~党支部", "全村、党支部", []),
        ("^以往", "以往，干部很少入户。", ["以往"]),
        ("^以往", "“以往”已成过去。", ["以往"]),  # an opening mark is no word
        ("^以往", "这在以往没有。", []),
        ("^…党支部", "全村的党支部都建好了。", ["党支部"]),
        ("^…党支部", "全村欢喜，党支部建好了。", []),
        ("^……党支部", "全村欢喜，党支部建好了。", ["党支部"]),
        ("重要$", "这件事十分重要。”", ["重要"]),
        ("重要$", "重要的事。", []),
        ("是……(关键|保证)$", "建强支部是基础，也是关键。", ["是基础，也是关键", "是关键"]),
        ("选派…(干部|干部队伍)", "选派干部队伍", ["选派干部"]),  # the nearest end
        ("村(两委|“两委”)", "村“两委”换届", ["村“两委”"]),
        ("互联网+(电商|)", "互联网+电商", ["互联网+"]),  # only five signs are signs
        ("a.c", "abc", []),
    ],
)
def test_what_a_cue_finds(cue, sentence, found):
    assert spans(cue, sentence) == found


def test_the_nearest_second_part_may_lead_nowhere_and_a_later_one_home():
    far = "甲" * (GAP - 1)
    assert spans("一…二…三", f"一二{far}二{far}三") == [f"一二{far}二{far}三"]


def test_alternatives_that_begin_together_reach_as_far_as_the_longer():
    assert spans("(甲|甲乙)…丙", "甲乙" + "丁" * GAP + "丙") == ["甲乙" + "丁" * GAP + "丙"]


def test_overlapping_cues_all_fire():
    assert CueMatcher(["干部", "村干部", "干部培训"]).find("村干部培训") == [Hit(1, 0, 3), Hit(0, 1, 3), Hit(2, 1, 5)]


def test_a_matcher_without_cues_finds_nothing():
    assert CueMatcher([]).find("全县选派干部。") == []
    assert CueMatcher(["干部"]).find("") == []


@pytest.mark.parametrize(
    ("cue", "why"),
    [
        ("", "empty"),
        ("(选派|)", "empty"),
        ("选派…(优秀|)…干部", "empty"),
        ("^", "empty"),
        ("$", "empty"),
        ("^$", "empty"),
        ("…干部", "begins with a gap"),
        ("选派…", "ends in a gap"),
        ("选派~", "ends in a gap"),
        ("……", "ends in a gap"),
        ("(选派", "brackets"),
        ("选派)", "brackets"),
        ("(选(派|)干部)", "brackets"),
        ("(选派…干部|第一书记)", "brackets"),
        ("选派|派驻", "inside brackets"),
        ("选^派", "first"),
        ("选$派", "last"),
        ("(一|二|三|四|五|六|七|八)" * 4, "split it"),
    ],
)
def test_a_cue_that_cannot_be_used_says_why(cue, why):
    with pytest.raises(CueError, match=re.escape(why)):
        parse(cue)


WORDS = st.sampled_from(["甲", "乙", "甲乙", "乙甲", "丙"])
CHOICE = st.lists(WORDS, min_size=1, max_size=3).map(lambda words: "(" + "|".join(words) + ")")
CUES = st.builds(
    lambda parts, gaps, opens, closes: (
        opens + "".join(a + b for a, b in zip(["", *gaps], parts, strict=False)) + closes
    ),
    st.lists(CHOICE, min_size=1, max_size=3),
    st.lists(st.sampled_from(["~", "…", "……"]), min_size=2, max_size=2),
    st.sampled_from(["", "^"]),
    st.sampled_from(["", "$"]),
)
TEXTS = st.text(alphabet="甲乙丙丁，、", max_size=45)


def by_definition(cue, text):
    """What the cue finds, read off its definition: every span that fits, the nearest end of each beginning."""
    parsed = parse(cue)
    gap = {0: "", 1: f"[^{CLAUSE_MARKS}、]{{0,{GAP}}}", 2: f"[^{CLAUSE_MARKS}]{{0,{GAP}}}", 3: "[\\s\\S]*"}
    pattern = re.compile(
        "".join(
            gap[g] + "(?:" + "|".join(map(re.escape, p)) + ")" for g, p in zip(parsed.gaps, parsed.parts, strict=True)
        )
    )
    close = len(text.rstrip("。！？；，”’》）】"))
    found = []
    for start in range(len(text)):
        if parsed.at_start and start:
            break
        for end in range(start + 1, len(text) + 1):
            if pattern.fullmatch(text, start, end) and (not parsed.at_end or end >= close):
                found.append((start, end))
                break
    return found


@settings(max_examples=400, deadline=None)
@given(CUES, TEXTS)
def test_a_cue_finds_exactly_what_its_definition_says(cue, text):
    assert [(hit.start, hit.end) for hit in CueMatcher([cue]).find(text)] == by_definition(cue, text)


@settings(max_examples=200, deadline=None)
@given(st.lists(CUES, max_size=6), TEXTS)
def test_cues_matched_together_find_what_each_finds_alone(cues, text):
    apart = [Hit(number, *hit[1:]) for number, cue in enumerate(cues) for hit in CueMatcher([cue]).find(text)]
    assert CueMatcher(cues).find(text) == sorted(apart, key=lambda hit: (hit.start, hit.end, hit.cue))


SPANS = st.tuples(st.integers(0, 20), st.integers(1, 6)).map(lambda span: (span[0], span[0] + span[1]))


@given(st.lists(SPANS, max_size=6), SPANS)
def test_a_cover_touches_what_any_of_its_spans_touches(spans, place):
    start, end = place
    assert Cover(spans).touches(start, end) == any(a < end and start < b for a, b in spans)


@settings(max_examples=100, deadline=None)
@given(CUES)
def test_every_way_to_write_a_cue_is_found(cue):
    matcher = CueMatcher([cue])
    assert all(matcher.find(way) for way in parse(cue).ways())


@pytest.mark.parametrize(
    ("cues", "unit"),
    [
        (["甲…甲…甲…乙"], "甲"),  # what makes a backtracking engine explode
        (["甲……甲……甲……乙"], "甲"),
        (["(甲|甲甲)(甲|甲甲)(甲|甲甲)……乙"], "甲"),
        (["甲……乙", "乙……甲"], "甲乙"),
        (["^甲……乙$", "甲…乙…甲"], "甲，乙？"),
        (["“……”", "（……）"], "“（"),
    ],
)
def test_no_pattern_is_catastrophic(cues, unit):
    """Ten times the text in one single sentence takes ten times as long, not a hundred: nothing backtracks."""

    matcher = CueMatcher(cues)
    assert_linear(lambda size: matcher.find(unit * (size // len(unit))), 10_000, 100_000, grain=0.005)
