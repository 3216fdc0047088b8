"""Simplified forms in bulk are OpenCC's own, character for character."""

from importlib.util import find_spec
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casekit.repair import forms, gbk
from casekit.repair.forms import simplified, text_of

TO_SIMPLIFIED = opencc.OpenCC("t2s").convert
VARYING = "乾隆於菟淳樊期覆鍊昇坏徵羽鍾書瞭望蒐藉慰脩祕麼沈坤陞著於是"


def plain(text: str) -> str:
    return text_of(simplified(text))


@pytest.mark.parametrize("script", ["s2t", "s2tw", "s2hk"])
def test_every_word_of_the_segmenter(script):
    with Path(find_spec("jieba").submodule_search_locations[0], "dict.txt").open(encoding="utf-8") as lines:
        words = "，".join(line.split(" ", 1)[0] for line in lines)
    text = opencc.OpenCC(script).convert(words)
    assert plain(text) == TO_SIMPLIFIED(text)


def test_every_pair_with_a_character_whose_form_varies():
    others = gbk.common()
    for char in (entry[0] for entry in forms.VARYING.split()):
        text = "，".join(f"{other}{char}，{char}{other}" for other in others)
        assert plain(text) == TO_SIMPLIFIED(text)


@given(st.text(st.one_of(st.sampled_from(VARYING + "，。\n a"), st.characters(exclude_categories=["Cs"]))))
def test_any_text(text):
    assert plain(text) == TO_SIMPLIFIED(text)


def test_half_a_surrogate_pair_stays():
    assert plain("\ud800於是，\ud800乾隆") == "\ud800于是，\ud800乾隆"
