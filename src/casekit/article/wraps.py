"""Hard wraps: which lines only continue the one before, because a printed page or a mail ended there.

Some pages are wrapped from top to bottom; on others a few lines of equal width, broken in the middle of a sentence,
stand between paragraphs of any length. Titles, lists and verses have lines of equal width too: they hold no sentence,
open alike, or have their marks in the same columns.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casekit.article.lines import Line

_NARROW, _WIDE, _RAGGED = 40, 170, 6  # columns of wrapped lines, and how uneven their right edge is
_TORN = 8  # a bracket opened so near the end of a line goes on in the next
_SHEET = 150  # characters of a page of which a library shows the text
_LEAST = 3  # lines of one width before a stretch counts as wrapped
_CLOSE = 5  # lines from one number torn out of its sentence to the next, on average
_HEADLINE = 4  # characters of the shortest
_ALIKE = 3  # of so many neighbours one pair may be built alike by chance
_GAP = re.compile(r"\t|[ \u00a0]{3}|[\u3000\u2003]")  # between the cells of a table
_OPENER = re.compile(r"[•·●○■□◆◇★☆▲△►▶➤※✓√*#【\[]|[问答QA]\s*[:：]|[—―–-]{1,2}")
_DECIMAL = re.compile(r"\d{1,2}\.\d+[%％‰万亿千百元岁个人户公亩吨米里平倍]")
_HALT = re.compile(r"[：:?!][”\"’]?$")
_QUOTED = re.compile(r"“[^“”]*”")
_NUMBER = re.compile(r"\d[\d.,，]*[%％‰]?")
_FIGURE = re.compile(r"[一-龥（]\s*\d[\d.,]{0,9}\s*[万亿千百]?$")  # at the end of a line …
_COUNTED = re.compile(  # … and what is counted in the next
    r"[万亿千百]?(?:[%％个户人名村镇元亩吨米年月日岁项家条口座件次批支期所倍头只株斤处类级位套间台辆份组届]|公[里斤顷]|平方)"
)
_STUB = re.compile(r"[一-龥][，。；、]")  # the last sign of a word, and its mark
_SHORT = 15  # characters of a line that may be no sentence
_MARK = re.compile(r"[，、。；：！？,;:]")
_CREDITED = re.compile(r"[。！？][”’]?\s*[（(][^（()）]{2,24}[）)]$")  # a sentence, then who took the picture
_INSIDE = re.compile(r"[。！？；].*[^”’》）】」』)\]\s]$")


def mark_wraps(lines: list[Line]) -> None:
    """Mark the lines that only continue the one before: hard wraps, and paragraphs torn at a comma.

    A page is hard-wrapped if most lines have the width of the widest and most of those end inside a sentence.
    """
    wrapped, width = _wrapped(lines)
    indents = sum(line.indented for line in lines)
    for before, line in itertools.pairwise(lines):
        if before.rule or line.rule or _opens(line):
            continue
        open_ended = before.text[-1] in "，、（《“" or _opened(before.text) or line.text[0] in "，。；、）》”：！？"
        if open_ended or _torn(before, line):
            line.joined = True
        elif wrapped and _width(before.text) >= width - _RAGGED and not (line.indented and indents < 0.7 * len(lines)):
            line.joined = not before.ended or (indents > 0 and not line.indented)
    if not wrapped:
        _mark_stretches(lines)


def mark_numbers(lines: list[Line]) -> None:
    """Join the numbers that a converter has put on lines of their own, inside sentences.

    They stand close together, where numbers of pages do not, and before text with marks, where cells of a table do not.
    """
    numbers = [at for at, line in enumerate(lines[:-1]) if _NUMBER.fullmatch(line.text)]
    if len(numbers) < _LEAST or numbers[-1] - numbers[0] > _CLOSE * len(numbers):
        return
    if 2 * sum(bool(_MARK.search(lines[at + 1].text)) for at in numbers) < len(numbers):
        return
    for at in numbers:
        before = lines[at - 1] if at else None
        goes_on = before is not None and not before.rule and not before.ended and _goes_on(lines, at - 1)
        lines[at].joined, lines[at].rule = goes_on, None
        lines[at + 1].joined, lines[at + 1].rule = True, None


def mark_sheets(lines: list[Line]) -> None:
    """Join the pages of a document that a library previews: 1、…, 2、…, each a line, cut wherever the page ended.

    A list of long items has the same marks, but its items end like sentences.
    """
    sheets: list[int] = []
    mark = "1、"
    for at, line in enumerate(lines):
        if line.text.startswith(mark):
            sheets.append(at)
            mark = f"{len(sheets) + 1}、"
    if len(sheets) < 2:
        return
    pages = [lines[at] for at in sheets]
    full = [line for line in pages[:-1] if len(line.text) >= _SHEET]
    torn = {line for line in full if not line.ended and line.text[-1] not in "：:"}
    if not torn or len(full) < len(pages) - 1 or 2 * len(torn) < len(full):
        return
    for at, line in zip(sheets, pages, strict=True):
        behind = line.text.index("、") + 1
        line.start, line.text, line.rule = line.start + behind, line.text[behind:], None
        line.joined = at > 0 and lines[at - 1] in torn


def _goes_on(lines: list[Line], at: int) -> bool:
    """Is a line without its end the begin of a sentence, and no headline?"""
    line = lines[at]
    return bool(line.joined or _MARK.search(line.text) or len(line.text) < _HEADLINE or (at and lines[at - 1].ended))


def _torn(above: Line, below: Line) -> bool:
    """Does a line of text end between a figure and what it counts, or within a word?"""
    before, after = above.text, below.text
    if above.ended or not (_MARK.search(before) and _MARK.search(after)) or _GAP.search(before):
        return False
    figure = _FIGURE.search(before, max(0, len(before) - _SHORT)) and _COUNTED.match(after)
    return bool(figure or (len(before) > _SHORT and _STUB.match(after)))


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


def _mark_stretches(lines: list[Line]) -> None:
    """Join the stretches of wrapped lines on a page that is not wrapped as a whole."""
    stretches = [stretch for stretch in _stretches(lines) if _is_text(stretch)]
    widths = {_net(line) for stretch in stretches if len(stretch) >= _LEAST for line in stretch[:-1]}
    if not widths:
        return
    low, high = min(widths), max(widths)
    for stretch in stretches:
        # two lines are a paragraph only beside longer ones of the same width
        if len(stretch) >= _LEAST or (low <= _net(stretch[0]) <= high and stretch[-1].ended):
            for line in stretch[1:]:
                line.joined, line.rule = True, None


def _stretches(lines: list[Line]) -> list[list[Line]]:
    """Lines that follow each other at once, torn and of one width but the last, which may be shorter."""
    found: list[list[Line]] = []
    stretch: list[Line] = []
    low = high = 0
    for line in lines:
        width = _net(line) if _plain(line) else 0
        if stretch and width and not line.apart and not (_opens(line) or _OPENER.match(line.text)):
            low, high = min(low, width), max(high, width)
            if width == high and high - low > _RAGGED:  # a line wider than those above: they were not full
                stretch = []
            else:
                stretch.append(line)
                # where blank lines or margins set paragraphs apart, a full line that ends a sentence ends no paragraph
                if high - low <= _RAGGED and (stretch[0].apart or not _halts(line)):
                    continue
                found.append(stretch)
                stretch = []
                continue
        elif stretch:
            found.append(stretch)
        stretch = [line] if width >= _NARROW and not _halts(line) else []
        low = high = width
    if stretch:
        found.append(stretch)
    for stretch in found:
        if len(stretch) > 1 and stretch[-2].ended and not stretch[-1].ended:  # a heading, as likely as not
            stretch.pop()
    return [stretch for stretch in found if len(stretch) > 1]


def _plain(line: Line) -> bool:
    """Can a line be one of a wrapped text: no furniture, no row of a table, not wider than a page?"""
    free = line.rule is None or (line.rule.kind == "caption" and _CREDITED.search(line.text))
    return bool(free) and 2 * len(line.text) <= _WIDE + _RAGGED and not _GAP.search(line.text)


def _net(line: Line) -> int:
    """Columns without blanks, which printed lines stretch."""
    return _width("".join(line.text.split()))


def _opens(line: Line) -> bool:
    """Does a line begin with an outline mark, and not with a decimal that a wrap put there?"""
    return line.outline and not _DECIMAL.match(line.text)


def _halts(line: Line) -> bool:
    """Does a line end where a paragraph may end, or is it all one quotation?"""
    return line.ended or bool(_HALT.search(line.text, len(line.text) - 2)) or bool(_QUOTED.fullmatch(line.text))


def _is_text(stretch: list[Line]) -> bool:
    """Is a stretch running text: most lines torn and with marks inside, a sentence in it, and few neighbours built alike?"""
    if 2 * sum(map(_halts, stretch[:-1])) >= len(stretch) - 1:
        return False
    marked = [[mark.start() for mark in _MARK.finditer(line.text, 0, len(line.text) - 1)] for line in stretch]
    if 2 * sum(map(bool, marked[:-1])) < len(stretch) - 1:
        return False
    if not stretch[-1].ended and not any(_INSIDE.search(line.text) for line in stretch):
        return False
    alike = sum(
        one.text[:2] == other.text[:2] or bool(at and at == there)
        for (one, at), (other, there) in itertools.pairwise(zip(stretch, marked, strict=True))
    )
    return _ALIKE * alike < len(stretch) - 1
