"""The lines of a page, and which of them carry prose."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casekit.codebook.furniture import Rule

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BREAKS = frozenset(("", "\r\n", *"\n\r\x0b\x0c\x85\u2028\u2029"))
_BARS, _FRAME = frozenset("|｜"), "|｜ \t\u00a0\u3000"  # of the cells of a table
_MARKED = re.compile(r"^(?:#{1,6}|>)\s+")
_BARE = re.compile(r"[^\w%％]|_")
TERMINAL = re.compile(r"[。！？；…][”’》）】」』)\]]*$")
_ENDING, _CLOSING = frozenset("。！？；…"), frozenset("”’》）】」』)]")
# a headline may hold ？ too: 谁来种地？柳河镇有了答案
_SENTENCE = re.compile(r"[。；]")
_MARKED_INSIDE, _SENTENCE_ENDS = re.compile(r"[！？]."), frozenset("。！？；…”’》）】」』)]")
OUTLINE = re.compile(
    r"[（(]?(?:[一二三四五六七八九十百]{1,4}|\d{1,2})\s*(?:[)）、]|[.．:：](?!\d))"
    r"|\d{1,2}(?:[.．]\d{1,2}(?=\s)|(?:[.．]\d{1,2}){2,3})"  # 2.1 and 2.1.2, but not 3.5万元 or 23:46
    r"|第[一二三四五六七八九十百\d]{1,4}[章节条部编篇]|[①-⑳㈠-㈩⑴-⒇]|[一二三四五六七八九十]是"
    r"|[（(][一二三四五六七八九十\d]{1,3}[)）]|附[件表录]?\s*\d*\s*[:：]"
)
PROSE = 25  # a shorter line is prose only among others
LONG = 60  # a line as long as this is prose without a full stop
DATE_ALONE = re.compile(r"(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*$|二[〇○零]..年.{1,2}月.{1,3}日$")
# A row of a table: cells between tabs or bars, one of them a value; or a short label and a value with its unit (村数 80个).
_CELLS = re.compile(r"[\t|｜]")
_VALUE = re.compile(r"[\t|｜][ ]?\d[\d,.]*[ ]?(?:%|[\u4e00-\u9fff]{0,4})[ ]?(?=[\t|｜]|$)")
CAPTION = re.compile(r"[（(]?(?:附)?表\s*(?:\d|[一二三四五六七八九十])")
_CLAUSE = re.compile(r"[^，；：。！？、“”]{8,30}。")
_LABELLED = re.compile(
    r"(?!(?:点击|浏览|阅读|访问|评论|点赞|转发|收藏))[\u4e00-\u9fff]{1,7}(?!第)[\u4e00-\u9fff]\s*[\s:：|｜]\s*\d[\d,.]*\s?"
    r"(?:%|(?![年月日期号版页次时分秒])[\u4e00-\u9fff]{1,4})$"
)


@dataclass(slots=True, eq=False)
class Line:
    """One line of a page without its margins; offsets into the page."""

    start: int
    end: int
    text: str
    indented: bool
    apart: bool = False  # a blank line or a deeper margin sets it off from the line above
    rule: Rule | None = None
    row: bool = False  # of a table
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
        if text[-1] in _CLOSING:
            return TERMINAL.search(text, max(0, len(text) - 8)) is not None
        return text[-1] in _ENDING

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
    end = above = 0
    for match in _LINE.finditer(text):
        raw = match[0]
        body = raw.strip()
        if body and (body[0] in _BARS or body[-1] in _BARS):
            body = body.strip(_FRAME)
        if body and body[0] in "#>":  # of a page saved as Markdown
            body = _MARKED.sub("", body)
        if body:
            margin = len(raw) - len(raw.lstrip())
            start = match.start() + raw.index(body)
            apart = margin > above or text[end : match.start()] not in _BREAKS
            found.append(Line(start, start + len(body), body, margin > 0, apart))
            end, above = match.end(), margin
    return found


def flowing(lines: list[Line]) -> list[Line]:
    """The lines without the marks between two printed pages, which a paragraph runs over."""
    flow: list[Line] = []
    turned = False
    for line in lines:
        if line.rule and line.rule.kind == "pagination":
            turned = True
            continue
        line.apart, turned = line.apart and not turned, False
        flow.append(line)
    return flow


def is_prose(text: str) -> bool:
    """A line with a sentence in it, or long enough to be one.

    >>> is_prose("全县共组建工作组，选派干部下沉一线，开展驻村帮扶工作。"), is_prose("发挥政治功能凝聚扶贫合力")
    (True, False)
    """
    if len(text) < PROSE:
        return False
    if _SENTENCE.search(text) or (text[-1] in _SENTENCE_ENDS and _MARKED_INSIDE.search(text)):
        return True
    return "，" in text and (len(text) >= LONG or text[-1] in "：:")  # …，具体如下：


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


def mark_rows(lines: list[Line]) -> None:
    """Mark the rows of tables: lines with cells one below the other, of which one tells a value; no rule holds for them."""
    for celled, rows in groupby(lines, key=_may_be_row):
        run = list(rows) if celled else []
        if any(_VALUE.search(line.text) for line in run if not line.rule or line.rule.kind == "navigation"):
            for line in run:
                line.row, line.rule = True, None


def _may_be_row(line: Line) -> bool:
    free = line.rule is None or line.rule.kind in ("navigation", "pagination")
    return free and _CELLS.search(line.text) is not None and "页" not in line.text


def shows_picture(before: Line | None, line: Line) -> bool:
    """Is a line one clause right below the place of a picture, which it explains?"""
    pictured = before is not None and before.rule is not None and before.rule.kind == "image"
    return pictured and _CLAUSE.fullmatch(line.text) is not None


def tells_value(line: Line) -> bool:
    """Is a line a row of a table, or a label with a number, and no date or counter of the page?"""
    return line.row or _LABELLED.match(line.text) is not None
