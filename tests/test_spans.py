"""Edits compose and walk home: the promise every table rests on."""

from hypothesis import given
from hypothesis import strategies as st

from casekit.spans import Alignment, Edit, apply, compose

ALPHABET = "甲乙丙a(1"


@st.composite
def edits_of(draw, text, kind):
    """Sorted edits without overlap against `text`."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    cuts = cuts[: len(cuts) // 2 * 2]
    out, seen = [], set()
    for start, end in zip(cuts[::2], cuts[1::2], strict=True):
        after = draw(st.text(ALPHABET, max_size=3))
        if (start, end) not in seen and (start < end or after) and not (out and start == end == out[-1].end):
            seen.add((start, end))
            out.append(Edit(kind, start, end, after))
    return out


@st.composite
def two_stages(draw):
    raw = draw(st.text(ALPHABET, max_size=20))
    first = draw(edits_of(raw, "first"))
    middle = apply(raw, first)
    return raw, first, middle, draw(edits_of(middle, "second"))


@given(two_stages())
def test_composed_edits_do_what_both_stages_did(stages):
    raw, first, middle, second = stages
    folded = compose(first, second, middle)
    assert apply(raw, folded) == apply(middle, second)
    assert all(a.end <= b.start for a, b in zip(folded, folded[1:], strict=False))


@given(two_stages())
def test_unchanged_characters_walk_home(stages):
    raw, first, middle, second = stages
    folded = compose(first, second, middle)
    clean, home = apply(raw, folded), Alignment(folded)
    at = shift = 0
    for edit in [*folded, Edit("", len(raw), len(raw), "")]:
        for position in range(at, edit.start):
            assert home.to_raw(position + shift, position + shift + 1) == (position, position + 1)
            assert home.to_clean(position) == position + shift
            assert clean[position + shift] == raw[position]
        shift += len(edit.after) - (edit.end - edit.start)
        at = edit.end
