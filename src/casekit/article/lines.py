"""The lines of a page, and which of them carry prose."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casekit.codebook.furniture import Rule

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BARE = re.compile(r"[^\w%％]|_")
TERMINAL = re.compile(r"[。！？；…][”’》）】」』)\]]*$")
_SENTENCE = re.compile(r"[。！？；]")
OUTLINE = re.compile(
    r"[（(]?(?:[一二三四五六七八九十百]{1,4}|\d{1,2})\s*[)）、.．:：]|第[一二三四五六七八九十百\d]{1,4}[章节条部编篇]"
    r"|[①-⑳㈠-㈩⑴-⒇]|[一二三四五六七八九十]是|[（(][一二三四五六七八九十\d]{1,3}[)）]|附[件表录]?\s*\d*\s*[:：]"
)
_NARROW, _WIDE, _RAGGED = 40, 170, 6  # columns of a hard-wrapped page, and how uneven its right edge is
PROSE = 25  # a shorter line is prose only among others
_TORN = 8  # a bracket opened so near the end of a line goes on in the next
LONG = 60  # a line as long as this is prose without a full stop


@dataclass(slots=True, eq=False)
class Line:
    """One line of a page without its margins; offsets into the page."""

    start: int
    end: int
    text: str
    indented: bool
    rule: Rule | None = None
    prose: bool = False
    keep: bool = False
    kind: str = ""  # what `repairs` calls the cut
    joined: bool = False  # goes on the line before it: a hard wrap
    whole: str = ""  # the paragraph it belongs to, if torn

    @property
    def bare(self) -> str:
        """The line without punctuation and spaces: what two printings of it share."""
        return bare(self.text)

    @property
    def ended(self) -> bool:
        """Does it close with the mark of a sentence?"""
        text = self.whole or self.text
        return bool(TERMINAL.search(text, max(0, len(text) - 8)))

    @property
    def outline(self) -> bool:
        """Does it begin with an outline mark?"""
        return bool(OUTLINE.match(self.text))


def bare(text: str) -> str:
    """Text without punctuation and spaces."""
    return _BARE.sub("", text)


def read_lines(text: str) -> list[Line]:
    """All lines of a page that are not blank."""
    found = []
    for match in _LINE.finditer(text):
        raw = match[0]
        body = raw.strip()
        if body:
            margin = len(raw) - len(raw.lstrip())
            start = match.start() + margin
            found.append(Line(start, start + len(body), body, margin > 0))
    return found


def is_prose(text: str) -> bool:
    """A line with a sentence in it, or long enough to be one.

    >>> is_prose("全县共组建工作组，选派干部下沉一线，开展驻村帮扶工作。"), is_prose("发挥政治功能凝聚扶贫合力")
    (True, False)
    """
    if len(text) < PROSE:
        return False
    return bool(_SENTENCE.search(text)) or (len(text) >= LONG and "，" in text)


def mark_prose(lines: list[Line]) -> None:
    """Mark the lines that carry prose; torn lines are judged together."""
    group: list[Line] = []
    for line in [*lines, None]:
        if line is not None and line.joined:
            group.append(line)
            continue
        if group:
            whole = "".join(part.text for part in group) if len(group) > 1 else group[0].text
            prose = group[0].rule is None and is_prose(whole)
            for part in group:
                part.prose, part.whole = prose, whole
        group = [line] if line is not None else []


def mark_wraps(lines: list[Line]) -> None:
    """Mark the lines that only continue the one before: hard wraps, and paragraphs torn at a comma.

    A page is hard-wrapped if most lines have the width of the widest and most of those end inside a sentence.
    """
    wrapped, width = _wrapped(lines)
    indents = sum(line.indented for line in lines)
    for before, line in itertools.pairwise(lines):
        if before.rule or line.rule or line.outline:
            continue
        if before.text[-1] in "，、（《“" or _opened(before.text) or line.text[0] in "，。；、）》”：！？":
            line.joined = True
        elif wrapped and _width(before.text) >= width - _RAGGED and not (line.indented and indents < 0.7 * len(lines)):
            line.joined = not before.ended or (indents > 0 and not line.indented)


def _opened(text: str) -> bool:
    """Does a bracket opened at the end of a line stay open?"""
    end = text[-_TORN:]
    return max(end.rfind("（"), end.rfind("(")) > max(end.rfind("）"), end.rfind(")"))


def _wrapped(lines: list[Line]) -> tuple[bool, int]:
    """Is the page hard-wrapped, and at how many columns?"""
    long = [line for line in lines if len(line.text) >= 15]
    if len(long) < 6 or sum(2 * len(line.text) > _WIDE for line in long) > 0.2 * len(long):
        return False, 0
    width = sorted(_width(line.text) for line in long)[int(len(long) * 0.8)]
    full = [line for line in long if abs(_width(line.text) - width) <= _RAGGED]
    torn = sum(not line.ended for line in full)
    return _NARROW <= width <= _WIDE and len(full) >= 0.5 * len(long) and torn >= 0.6 * len(full), width


def _width(text: str) -> int:
    """Columns that a line takes: two for a Han character, one for the rest."""
    return (len(text.encode("utf-8", "replace")) + len(text)) // 2
