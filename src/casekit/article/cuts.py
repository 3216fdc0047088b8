"""The edits that leave only the body: lines that go, and what hangs on the ends of paragraphs that stay."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from casekit.article.fields import Metadata, take_groups
from casekit.codebook.furniture import WINDOW
from casekit.spans import Edit

if TYPE_CHECKING:
    from casekit.article.lines import Line
    from casekit.codebook.furniture import Furniture

_BLANK = re.compile(  # and pictures of a page saved as Markdown
    r"[ \t\u3000]*!\[[^\]\n]{0,80}\]\([^()\n]{0,400}\)[ \t\u3000]*|[ \t\u00a0\u3000\u2002\u2003\u2009\u200b-\u200d\u2060\ufeff]+"
)
_NOTHING = frozenset("\u200b\u200c\u200d\u2060\ufeff")  # blanks of no width
_MARKS = frozenset("，。；：、！？（）《》【】“”‘’—…")
_FIGURE = re.compile(r"[\d.%％][一-龥]|[一-龥]\d")
_APART = re.compile(r"[一-龥] (?=[一-龥])")
_LATIN = re.compile(r"[A-Za-z]{2}")  # two words that a blank keeps apart
_OPENED = 3  # datelines stand in the first paragraphs


def cut_page(text: str, lines: list[Line], furniture: Furniture, about: Metadata) -> list[Edit]:
    """Tile the page: between two lines that stay one line break, everything else cut under the name of what it is."""
    edits: list[Edit] = []
    kept = [line for line in lines if line.keep]
    final = kept[-1] if kept else None
    follower = dict(pairwise(kept))
    at, after, kind, opened = 0, "", "layout", 0
    for line in lines:
        if not line.keep:
            if line.start > at or kind != "layout":
                _put(edits, text, Edit(kind, at, line.start, after))
                at, after = line.start, ""
            kind = line.kind or "furniture"
            continue
        _put(edits, text, Edit(kind, at, line.start, after))
        start = line.start
        if opened < _OPENED:
            start += _opening(line, furniture, about, edits)
        tail = _closing(line, start, furniture, about) if line is final or line.prose else []
        edits += _blanks(text, start, tail[0].start if tail else line.end, line.prose) if not line.row else []
        edits += tail
        opened += 1
        at, after, kind = line.end, _between(line, follower.get(line)), "layout"
    _put(edits, text, Edit(kind, at, len(text), ""))
    return edits


def _between(line: Line, follower: Line | None) -> str:
    """What stands between two lines that stay: a line break, or what a torn word or sentence needs."""
    if follower is None:
        return ""
    if not follower.joined:
        return "\n"
    return " " if _LATIN.fullmatch(line.text[-1] + follower.text[0]) else ""


def _put(edits: list[Edit], text: str, edit: Edit) -> None:
    if text[edit.start : edit.end] != edit.after:
        edits.append(edit)


def _blanks(text: str, start: int, end: int, prose: bool) -> list[Edit]:
    """Blanks beside a mark go, in prose also those between a figure and its words (120 户); between words they stay."""
    found, apart = [], prose and len(_APART.findall(text, start, end)) * 4 > end - start  # 全 县 选 派, by a scanner
    for match in _BLANK.finditer(text, start, end):
        low, high = match.span()
        if "!" in match[0]:
            found.append(Edit("image", low, high, ""))
            continue
        if low == start or high == end:
            continue
        sides = text[low - 1] + text[high]
        beside = apart or not _MARKS.isdisjoint(sides) or _NOTHING.issuperset(match[0])
        if beside or (prose and _FIGURE.match(sides)):
            found.append(Edit("layout", low, high, ""))
    return found


def _opening(line: Line, furniture: Furniture, about: Metadata, edits: list[Edit]) -> int:
    """Cut datelines off the beginning of a paragraph; how many characters went."""
    gone = 0
    for rule in furniture.opening:
        match = rule.regex.match(line.text, gone, gone + WINDOW)
        if match and match.end() < len(line.text):
            take_groups(match, furniture, about)
            edits.append(Edit(rule.kind, line.start + gone, line.start + match.end(), ""))
            gone = match.end()
    return gone


def _closing(line: Line, start: int, furniture: Furniture, about: Metadata) -> list[Edit]:
    """Cut signatures, end marks and captions off a paragraph, the last first; edits in order."""
    cut: list[Edit] = []
    text, opened = line.text, start - line.start
    while text:
        for rule in furniture.sentence if text[-1] in "。！？；：" else furniture.closing:
            match = rule.found(text)
            if match and match.start() > opened:
                take_groups(match, furniture, about)
                cut.append(Edit(rule.kind, line.start + match.start(), line.start + len(text), ""))
                text = text[: match.start()]
                break
        else:
            break
    return cut[::-1]
