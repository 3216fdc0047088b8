"""Chinese punctuation: half-width, doubled and torn marks.

**Why it happens.** Mirrors fold full-width marks to ASCII, others convert back and forth and leave ``，，`` or ``,，``;
scrapers tear the two halves of —— and …… apart.

**How it is undone.** ``, : ; ! ?`` and brackets become full-width where Chinese stands beside them; never inside
numbers, clock times, addresses, English, code or the rows of a table. Doubled commas and stops become one. Straight
quotation marks become “ ” where they pair up around Chinese within a paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from casekit.repair.scan import matches
from casekit.spans import Edit

HAN = "㐀-䶿一-鿿〇"
_C = f"{HAN}，。、；：？！“”‘’（）《》〈〉【】「」『』…—％℃①-⑳"
_FORMS = dict(zip(",:;!?", "，：；！？", strict=True))
_WIDE = str.maketrans(_FORMS)
MARKS = ',:;!?("'
PAUSES = "，,、；;：:。"
BLANKS = " \t"
_MARK = re.compile(f"[{MARKS}]")
_STOP = re.compile("[。；！？;!?]")
_DOUBLED = re.compile(f"[{PAUSES}](?:[，,。；;：:]+|(?<=[，,])(?:[、？！?]|!(?!\\[)))")
# 25. 8 万元, as pages of a PDF are set: a blank inside a number, which would else be read as 8 万元
_DECIMAL = re.compile(
    r"\.(?<=\d\.)( {1,2})(?=\d{1,4} ?(?:[%％‰]|[万亿元倍亩吨米岁]|公里|公斤|公顷|平方|千瓦|兆瓦|个百分点))"
)
_WHOLE = re.compile(f"[{HAN}] ?[0-9]{{1,4}}$")  # 1. 5万元以上的 is an item of a list: no word before it
# the marks stand first, and what is before them is looked back at: a pattern that begins with a class is scanned fast
_HALF = re.compile(
    f"[,;!?:](?:(?<=[{_C}].)(?:(?!(?<=!)\\[)(?=[{_C}\\s\"'(（\\[]|$)"  # between Chinese
    f"|(?=[0-9A-Za-zÀ-ɏ+]))"  # 村,2018年
    f"|(?<=[0-9A-Za-zÀ-ɏ%‰℃㎡+)\"'].)(?=[{HAN}“《（‘])"  # 5%,其中
    f"|(?:(?<=[{_C}]\\[[0-9]\\][,;:])|(?<=[{_C}]\\[[0-9][0-9]\\][,;:]))(?=[{HAN}“《（‘])"  # 任务[3],出台
    r"|(?<=[%)][,;])(?=\d))"
)
# tabs are made blanks before these are asked: what begins with one character is found fastest;
# a newspaper sets a blank behind its dateline: 本报讯 “…
_SPACE = re.compile(
    f" (?:(?:(?<=[，。、；：！？].)|(?<=[{HAN}”》）][,;:!?].)) *(?=[{HAN}“《（])|(?<=[{HAN}].)(?<![讯訊电電].) *(?=“))"
)
_BETWEEN = re.compile(f",[,;?!](?<=[{HAN}”’》）%％\\])].[,;?!])(?:[{HAN}“”《（0-9]|$)")
_APART = re.compile(f" (?<=[{HAN}”’》）%％\\])].) *([,;:]) *(?=[{HAN}“《（‘])")  # 村 , 户 and 5% , 其中
_BRACKET = re.compile("\\(([^()（）\\n]{1,160})\\)")
_TORN = re.compile(
    f"\\([{HAN}][^()（）\\n]{{0,40}}\\n[ \\t\u3000]{{0,8}}[{HAN}][^()（）\\n]{{0,40}}\\)"
)  # over a line break
_HAS_HAN = re.compile(f"[{HAN}]")
_ADDRESS = re.compile(r"(?:https?|ftp)$|www$|@[\w·-]{1,20}$", re.I)  # @name: is how a microblog quotes
# signs of code: a class first, and what stands before it looked back at
_CODE = re.compile(
    r"[{}\\=</(.\"'](?:(?<=[{}\\])|(?<==)[>=]|(?<=<)/|(?<=/)>|(?<=[A-Za-z0-9_]\()\)|(?<=[A-Za-z_)]\.)[A-Za-z_][A-Za-z0-9_]*\(|(?<=[\"'])\s*[:,]\s*[\"'\[\d])"
)
_COMMAND = re.compile(r"\s*(?://|/\*|(?:def|import|from|for|if|print|return|var|let|const|SELECT)\b)")
_CODE_ENDS = re.compile(r"[A-Za-z0-9)\]}]\s*;")
_QUOTES = re.compile(r'"([^"\n]{1,200})"')
_MAINLAND = ("「", "“"), ("」", "”"), ("『", "‘"), ("』", "’")


def widen(text: str, places: Sequence[int] | None = None) -> str:
    """`text` with half-width marks beside Chinese made full-width; as long as before.

    `places` are where its half-width marks stand, if they are known.

    >>> widen("降到7.65%,用时15:31(含節假日),共1,100元;其中")
    '降到7.65%，用时15:31（含節假日），共1,100元；其中'
    """
    if places is None:
        places = [match.start() for match in _MARK.finditer(text)]
    out, upto, end = [], 0, 0
    while upto < len(places):
        before = end
        start, end = _line_at(text, places[upto])
        line = text[start:end]
        if not (line.isascii() or _is_row(text, start, end) or _is_code(line)):
            line = _widen_line(line)
        out += text[before:start], line
        upto = bisect_left(places, end, upto)
    text = "".join(out) + text[end:]
    return _TORN.sub(_torn, text) if "(" in text else text


def corners(text: str) -> str:
    """Quotation marks of Taiwan and Hong Kong as “ ”, if they are the ones the page uses; as long as before.

    >>> corners("當地推出「認養一棵樹」計劃，獲評「示範村」。")
    '當地推出“認養一棵樹”計劃，獲評“示範村”。'
    """
    pairs = text.count("「") if "「" in text else 0
    if pairs and pairs == text.count("」") and pairs > 2 * text.count("“"):
        for mark, form in _MAINLAND:
            text = text.replace(mark, form)
    return text


def _is_code(line: str) -> bool:
    """Is this line, or the end of it, part of a program or of data?"""
    if _CODE.search(line) or _COMMAND.match(line):
        return True
    end = line.rstrip()
    return end.endswith(";") and bool(_CODE_ENDS.fullmatch(end, max(0, len(end[:-1].rstrip()) - 1)))


def _line_at(text: str, at: int) -> tuple[int, int]:
    """Where the line around an offset begins and ends."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _is_row(text: str, start: int, end: int) -> bool:
    """Is this line a row of a table: is it beside another with as many commas, short cells and no full stop?"""
    cells = _cells(text[start:end])
    if not cells:
        return False
    if start and end - start <= 16 * cells and _cells(text[slice(*_line_at(text, start - 1))]) == cells:
        return True
    below = text[slice(*_line_at(text, end + 1))] if end < len(text) else ""
    return len(below) <= 16 * cells and _cells(below) == cells


def _cells(line: str) -> int:
    """The cells of what may be a row of a table, else 0."""
    commas = line.count(",") - line.endswith(",")
    return commas + 1 if 0 < commas < 40 and not _STOP.search(line) else 0


def _widen_line(line: str) -> str:
    if "(" in line:
        line = _BRACKET.sub(_bracket, line)
    line = _HALF.sub(_mark, line)
    if '"' in line and line.count('"') % 2 == 0:
        line = _QUOTES.sub(_quote, line)
    return line


def _mark(match: re.Match[str]) -> str:
    sign = match.group()
    if sign == ":" and _ADDRESS.search(match.string, max(0, match.start() - 24), match.start()):
        return sign
    return _FORMS[sign]


def _bracket(match: re.Match[str]) -> str:
    inner = match.group(1)
    return f"（{inner}）" if _HAS_HAN.search(inner) else match.group()


def _torn(match: re.Match[str]) -> str:
    return match[0] if _is_code(match[0]) else f"（{match[0][1:-1]}）"


def _quote(match: re.Match[str]) -> str:
    inner = match.group(1)
    return f"“{inner}”" if _HAS_HAN.search(inner) else match.group()


def doubled(text: str, places: Sequence[int] | None = None) -> list[Edit]:
    """Edits that make one mark of two, and take out spaces behind full-width marks, around half-width ones and in decimals.

    `places` are where one of :data:`PAUSES` may stand before another mark, if they are known.

    >>> from casekit.spans import apply
    >>> apply("强化管理，，凝聚力量,，形成战力，。", doubled("强化管理，，凝聚力量,，形成战力，。"))
    '强化管理，凝聚力量，形成战力。'
    >>> apply("入驻软村,、乱村，投入 25. 8 万元", doubled("入驻软村,、乱村，投入 25. 8 万元"))
    '入驻软村、乱村，投入 25.8 万元'
    """
    edits, cells = [], []
    for match in matches(_DOUBLED, text, places):
        marks = match.group()
        if marks.isascii() and _BETWEEN.match(text, match.start(), match.end() + 1):
            cells.append(Edit("punctuation", *match.span(), _FORMS[marks[-1]]))  # or an empty cell of a table
        if marks.isascii() or (match.start() and text[match.start() - 1].isdigit() and marks[0] in ",:"):
            continue
        strongest = (
            marks[-1] if marks[-1] in "、？！?!" else next((mark for mark in "。；;：:，," if mark in marks), "，")
        )
        if marks[0] in "：:" and strongest in "，,":
            strongest = marks[0]
        edits.append(Edit("punctuation", *match.span(), strongest.translate(_WIDE)))
    blank = text.replace("\t", " ")
    if " " in blank:
        edits += [Edit("punctuation", *match.span(), "") for match in _SPACE.finditer(blank)]
        for match in _DECIMAL.finditer(blank) if ". " in blank else ():
            if _WHOLE.search(blank, max(0, match.start() - 7), match.start()):
                edits.append(Edit("punctuation", *match.span(1), ""))
        cells += [Edit("punctuation", *m.span(), _FORMS[m[1]]) for m in _APART.finditer(blank) if " " in text]
    if cells:
        edits += _outside_tables(text, cells)
    edits.sort(key=lambda edit: edit.start)
    code: dict[str, bool] = {}
    return [edit for edit in edits if not _known_code(_line(text, edit.start), code)]


def _outside_tables(text: str, edits: list[Edit]) -> Iterator[Edit]:
    """Those edits that are in no row of a table."""
    end, row = -1, False
    for edit in sorted(edits, key=lambda edit: edit.start):
        if edit.start > end:
            start, end = _line_at(text, edit.start)
            row = _is_row(text, start, end)
        if not row:
            yield edit


def _known_code(line: str, known: dict[str, bool]) -> bool:
    """As :func:`_is_code`, each line asked once."""
    if line not in known:
        known[line] = _is_code(line)
    return known[line]


def _line(text: str, at: int) -> str:
    """The line around an offset, or as much of it as decides."""
    piece = at - at % 300  # the same for all offsets near by
    start = text.rfind("\n", max(0, piece - 300), at) + 1 or max(0, piece - 300)
    end = text.find("\n", at, piece + 600)
    return text[start : end if end >= 0 else piece + 600]
