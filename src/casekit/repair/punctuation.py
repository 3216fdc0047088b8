"""Chinese punctuation: half-width, doubled and torn marks.

**Why it happens.** Mirrors fold full-width marks to ASCII, others convert back and forth and leave ``，，`` or ``,，``;
scrapers tear the two halves of —— and …… apart.

**How it is undone.** ``, : ; ! ?`` and brackets become full-width where Chinese stands beside them; never inside
numbers, clock times, addresses, English, code or the rows of a table. Doubled commas and stops become one. Straight
quotation marks become “ ” where they pair up around Chinese within a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.spans import Edit

HAN = "㐀-䶿一-鿿〇"
_C = f"{HAN}，。、；：？！“”‘’（）《》〈〉【】…—％℃"
_WIDE = str.maketrans(",:;!?", "，：；！？")
_DOUBLED = re.compile(r"([，,、；;：:])[，,](?=[^\d,，])|[，,]([。；;！？])|([。、；：])\3+(?![。、；：…])|(?<=[^\W\d_a-zA-Z])，([，]+)")
_HALF = re.compile(
    f"(?<=[{_C}])[,;!?:](?=[{_C}\\s\"'(（\\[]|$)"  # between Chinese
    f"|(?<=[{_C}])[,;!?:](?=[0-9A-Za-z+])"  # 村,2018年
    f"|(?<=[0-9A-Za-z%+)\"'])[,;!?:](?=[{HAN}“《（‘])"  # 5%,其中
    r"|(?<=[%)])[,;](?=\d)"
)
_SPACE = re.compile(f"(?<=[，。、；：！？])[ \\t]+(?=[{HAN}“《（])|(?<=[{HAN}])[ \\t]+(?=[“《（])(?=[“《（])")
_BRACKET = re.compile(f"\\(([^()（）\\n]{{1,60}})\\)")
_HAS_HAN = re.compile(f"[{HAN}]")
_ADDRESS = re.compile(r"(?:https?|ftp)$|www$", re.I)
_CODE = re.compile(r"[{}\\]|=>|==|</|/>|\w\(\)|\w\.\w+\(|[\"']\s*[:,]\s*[\"'\[\d]|^\s*(?:def|import|from|for|if|print|return|var|let|const|SELECT)\b|[A-Za-z0-9)\]}]\s*;\s*$", re.M)
_QUOTES = re.compile(r'"([^"\n]{1,200})"')


def widen(text: str) -> str:
    """`text` with half-width marks beside Chinese made full-width; as long as before.

    >>> widen("降到7.65%,用时15:31(含節假日),共1,100元;其中")
    '降到7.65%，用时15:31（含節假日），共1,100元；其中'
    """
    if not any(mark in text for mark in ',:;!?("'):
        return text
    out = []
    for line in _lines(text):
        out.append(_widen_line(line) if not line.isascii() and line_is_prose(line) else line)
    return "".join(out)


def _lines(text: str) -> Iterator[str]:
    yield from text.splitlines(keepends=True)


def line_is_prose(line: str) -> bool:
    """Is this a line of text, not of code?"""
    return not _CODE.search(line)


def _widen_line(line: str) -> str:
    if "(" in line:
        line = _BRACKET.sub(_bracket, line)
    line = _HALF.sub(_mark, line)
    if '"' in line and line.count('"') % 2 == 0:
        line = _QUOTES.sub(_quote, line)
    return line


def _mark(match: re.Match[str]) -> str:
    sign = match.group()
    if sign == ":" and _ADDRESS.search(match.string, max(0, match.start() - 6), match.start()):
        return sign
    return sign.translate(_WIDE)


def _bracket(match: re.Match[str]) -> str:
    inner = match.group(1)
    line, start, end = match.string, match.start(), match.end()
    if not _HAS_HAN.search(inner):
        return match.group()
    del line, start, end
    return f"（{inner}）"


def _quote(match: re.Match[str]) -> str:
    inner = match.group(1)
    return f"“{inner}”" if _HAS_HAN.search(inner) else match.group()


def doubled(text: str) -> list[Edit]:
    """Edits that make one mark of two, and take out spaces behind full-width marks.

    >>> from casekit.spans import apply
    >>> apply("强化管理，，凝聚力量,，形成战力，。", doubled("强化管理，，凝聚力量,，形成战力，。"))
    '强化管理，凝聚力量，形成战力。'
    """
    edits = []
    for match in re.finditer(r"[，,、；;：:。](?:[，,。；;：:])+", text):
        marks = match.group()
        if "\n" in marks or marks.isascii() or (match.start() and text[match.start() - 1].isdigit() and marks[0] in ",:"):
            continue
        strongest = next((mark for mark in "。；;：:，," if mark in marks), "，")
        if marks[0] in "：:" and strongest in "，,":
            strongest = marks[0]
        edits.append(Edit("punctuation", *match.span(), strongest.translate(_WIDE)))
    for match in _SPACE.finditer(text):
        edits.append(Edit("punctuation", *match.span(), ""))
    edits.sort(key=lambda edit: edit.start)
    return edits
