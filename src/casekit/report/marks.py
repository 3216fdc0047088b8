"""Marks over text: spans that may overlap become HTML that nests cleanly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from casekit.cells import visible


@dataclass(frozen=True)
class Mark:
    """Something found at ``text[start:end]``: its kind (a CSS class), where it leads, and what it says."""

    start: int
    end: int
    kind: str
    href: str
    title: str


def marked(text: str, offset: int, marks: Sequence[Mark]) -> Markup:
    """`text` as HTML with its marks as links.

    Parameters
    ----------
    text : str
        A slice of a body, beginning at `offset`.
    marks : sequence of Mark
        In body offsets. Where marks overlap the shorter wins and the longer shows around it.

    Examples
    --------
    >>> str(marked("共5人。", 10, [Mark(11, 13, "metric", "#m1", "5 人")]))
    '共<a class="q metric" href="#m1" title="5 人">5人</a>。'
    """
    owner: list[Mark | None] = [None] * len(text)
    for mark in sorted(marks, key=lambda m: (m.start - m.end, m.start)):
        for at in range(max(0, mark.start - offset), min(len(text), mark.end - offset)):
            owner[at] = mark
    out, at = [], 0
    while at < len(text):
        end = at + 1
        while end < len(text) and owner[end] is owner[at]:
            end += 1
        piece, mark = escape(visible(text[at:end])), owner[at]
        if mark:
            piece = Markup('<a class="q {}" href="{}" title="{}">{}</a>').format(
                mark.kind, mark.href, visible(mark.title), piece
            )
        out.append(piece)
        at = end
    return Markup("").join(out)
