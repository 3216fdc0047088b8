"""HTML → the text a reader sees, and what the page says of itself.

Every block becomes a line, scripts and forms go. If one block holds most of the running text, its lines alone are
taken; else the whole page, and the furniture is cut later, where each cut is recorded.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from typing import NamedTuple

from casekit.reading import captions

Note = tuple[str, str]
_DROP = "script, style, noscript, template, iframe, form, select, button, svg, nav, rt, rp, head title"
_BLOCKS = {
    "p", "div", "br", "li", "ul", "ol", "tr", "table", "tbody", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "footer",
    "blockquote", "dl", "dt", "dd", "pre", "hr", "center", "main", "aside", "figure", "figcaption", "body",
}  # fmt: skip
_DATE = re.compile(r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_META = {
    "title": ("og:title", "articletitle", "title"),
    "published": ("article:published_time", "pubdate", "publishdate", "date", "og:release_date", "datepublished"),
    "publisher": ("contentsource", "source", "og:site_name", "sitename"),
    "author": ("author", "article:author", "contentauthor"),
}
_DEPTH = 1000  # elements within each other; browsers stop at about half of that
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_STYLED = '[hidden], [style*="none" i], [style*="hidden" i]'
_UNSEEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_CELL = 100  # characters of a cell that is no column of a page
_HEAD = 400  # characters between a headline and its text
_ALONE = {  # tags that need no end
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p", "param", "source", "td", "th", "tr", "wbr",
}  # fmt: skip
_BARE = re.compile(r"[^\w]|_")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_CELLS = re.compile(r" ?\v ?")
_RUNNING = "，。；、：！？,;"
_CLOCKED = re.compile(
    r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}日?\s*(?:\d{1,2}:\d\d|\x1f|$)|来源\s*[:：]"
)
_INFO = 200  # characters of a line that tells day, source and author, each in an element of its own


def looks_like(text: str) -> bool:
    """Does this text begin like an HTML page?"""
    head = text[:2000].lower()
    return "<html" in head or "<!doctype html" in head or ("<body" in head and "</" in head)


def main_text(page: str) -> tuple[str, dict[str, str], list[Note]]:
    """The article of a page.

    Parameters
    ----------
    page : str
        The source of the page.

    Returns
    -------
    tuple of str, dict, list
        Text, one block a line; hints as in :class:`casekit.reading.Source`; doubts.

    Examples
    --------
    >>> main_text("<html><title>要闻</title><body><p>全县5个村，</p><p>均已脱贫。</p></body></html>")[0]
    '全县5个村，\\n均已脱贫。'
    """
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(_flat(page))
    hints = _hints(tree)
    leads_on = tree.css_first('meta[http-equiv="refresh" i]') is not None
    tree.strip_tags(_DROP.split(", "))
    body = tree.body
    if body is None:
        return "", hints, []
    heading = tree.css_first("h1")
    title = _SPACES.sub(" ", heading.text()).strip() if heading is not None else ""
    unseen = {node.mem_id for node in tree.css(_STYLED) if _is_unseen(node.attributes)}
    said = captions.find(tree, title or hints.get("title", ""))
    pieces, elements, marked = _walk(body, unseen | said)
    captions.mark(pieces, [(element.first, element.last) for number, element in marked if number in said])
    notes = _hide(pieces, [element for number, element in marked if number in unseen])
    _join_cells(pieces, elements)
    whole = _lines(pieces)
    block = _densest(pieces, elements)
    text = _lines(pieces[block.first : block.last]) if block else whole
    if title:
        hints["title"] = title
    if block:
        text = "\n".join((*_above(_lines(pieces[: block.first]), hints.get("title", "")), text))
    if title and title not in text:
        text = f"{title}\n{text}"
    if "published" not in hints:
        match = _DATE.search(whole[:3000])
        if match:
            hints["published"] = _iso(match)
    if sum(text.count(mark) for mark in _RUNNING) < 3 and len(text.splitlines()) > 8:
        notes.append(("navigation_only", "the page holds links and headings, but no running text"))
    if leads_on and len(text) < 80:
        notes.append(("redirect", "the page only leads on to another"))
    return text, {key: value for key, value in hints.items() if value}, notes


def _flat(page: str) -> str:
    """The page with elements that stand deeper than `_DEPTH` left out: what looks up all that are open takes time by their square."""
    if page.count("<") <= _DEPTH:
        return page
    out, at, depth = [], 0, 0
    for tag in _TAG.finditer(page):
        name = tag["name"].lower()
        if name in _ALONE:
            continue
        depth += not tag["end"]
        if depth > _DEPTH:
            out += page[at : tag.start()], "<br>" if name in _BLOCKS else ""
            at = tag.end()
        depth = max(0, depth - bool(tag["end"]))
    return "".join(out) + page[at:]


def _hints(tree) -> dict[str, str]:
    found: dict[str, str] = {}
    meta = {}
    for node in tree.css("meta"):
        name = (
            node.attributes.get("name") or node.attributes.get("property") or node.attributes.get("itemprop") or ""
        ).lower()
        meta.setdefault(name, (node.attributes.get("content") or "").strip())
    for key, names in _META.items():
        value = next((meta[name] for name in names if meta.get(name)), "")
        if key == "published":
            match = _DATE.search(value)
            value = _iso(match) if match else ""
        if value:
            found[key] = value
    title = tree.css_first("title")
    if "title" not in found and title is not None:
        found["title"] = _SPACES.sub(" ", title.text()).strip()
    return found


def _iso(match: re.Match[str]) -> str:
    year, month, day = match.groups()
    return f"{year}-{int(month):02d}-{int(day):02d}"


class _Element(NamedTuple):
    """An element below the body: its place in the list, and which pieces of text stand in it."""

    tag: str
    parent: int
    first: int
    last: int


def _is_unseen(attributes: Mapping[str, str | None]) -> bool:
    return "hidden" in attributes or _UNSEEN.search(attributes.get("style") or "") is not None


def _walk(body, wanted: Set[int]) -> tuple[list[str], list[_Element], list[tuple[int, _Element]]]:
    """The pieces of text in order, with ``\\0`` where a block begins or ends, ``\\v`` before a cell and ``\\x1f`` behind an
    element within a line; the elements, the body first; and those of them that are `wanted`, each with its place in memory.
    """
    pieces: list[str] = []
    found: list[tuple[str, int, int]] = []
    ends: dict[int, int] = {}
    marked: list[tuple[int, int]] = []
    stack = [(body, -1)]  # no recursion: hostile pages nest deeper than Python does
    while stack:
        node, parent = stack.pop()
        if node is None:  # the element `parent` ends
            ends[parent] = len(pieces)
            if found[parent][0] in _BLOCKS:
                pieces.append("\0")
            elif found[parent][0] in captions.INLINE:
                pieces.append("\x1f")
            continue
        tag = node.tag
        if tag == "-text":
            pieces.append(node.text(deep=False) or "")
            continue
        if tag in _BLOCKS:
            pieces.append("\0")
        elif tag in ("td", "th"):
            pieces.append("\v")
        number = len(found)
        if wanted and node.mem_id in wanted:
            marked.append((node.mem_id, number))
        found.append((tag, parent, len(pieces)))
        stack.append((None, number))
        stack += [(child, number) for child in reversed(list(node.iter(include_text=True)))]
    elements = [_Element(*element, ends[number]) for number, element in enumerate(found)]
    return pieces, elements, [(place, elements[number]) for place, number in marked]


def _above(text: str, title: str) -> list[str]:
    """The headline and the few lines between it and the block with the text, which tell day, source and author."""
    lines = text.split("\n")
    wanted = _BARE.sub("", title)
    for at in range(len(lines) - 1, -1, -1):
        bare = _BARE.sub("", lines[at])
        if len(bare) > 5 and (bare == wanted or wanted.startswith(bare)):
            near = sum(map(len, lines[at:])) <= _HEAD
            return lines[at:] if near and any(map(_CLOCKED.search, lines[at + 1 :])) else []
    return []


def _hide(pieces: list[str], unseen: list[_Element]) -> list[Note]:
    """Empty what the page does not show, unless that is most of it, which then waits for a script; a note if it held sentences."""
    spans: list[_Element] = []
    for element in unseen:
        if not spans or element.first >= spans[-1].last:  # not within the one before
            spans.append(element)
    gone = "".join(piece for span in spans for piece in pieces[span.first : span.last]).split()
    size = sum(map(len, gone))
    if 2 * size > sum(len(word) for word in "".join(pieces).split()):
        return []
    for span in spans:
        pieces[span.first : span.last] = [""] * (span.last - span.first)
    told = any(mark in word for word in gone for mark in _RUNNING)
    return [("hidden", f"{size} character(s) that the page does not show")] if told else []


def _join_cells(pieces: list[str], elements: list[_Element]) -> None:
    """No block breaks a line within a row of short cells; a page laid out as a table has long ones."""
    rows: dict[int, list[_Element]] = defaultdict(list)
    for element in elements:
        if element.tag in ("td", "th"):
            rows[element.parent].append(element)
    for cells in rows.values():
        short = all(cell.last - cell.first <= _CELL for cell in cells)
        if len(cells) > 1 and short and all(len("".join(pieces[cell.first : cell.last])) <= _CELL for cell in cells):
            for cell in cells:
                pieces[cell.first : cell.last] = [" " if p == "\0" else p for p in pieces[cell.first : cell.last]]


def _lines(pieces: Iterable[str]) -> str:
    """The text of these pieces, a line for each block."""
    lines = (_CELLS.sub("\t", _SPACES.sub(" ", _joined(line))).strip(" \t") for line in "".join(pieces).split("\0"))
    return "\n".join(line for line in lines if line.strip())


def _joined(line: str) -> str:
    """A line without the borders of its elements, or with blanks there if it tells day, source and author."""
    if "\x1f" not in line:
        return line
    return line.replace("\x1f", " " if len(line) <= _INFO and "。" not in line and _CLOCKED.search(line) else "")


def _densest(pieces: list[str], elements: list[_Element]) -> _Element | None:
    """The smallest block that holds four fifths of the running text of the page."""
    sizes, marks = [0], [0]  # of the text before each piece
    for piece in pieces:
        said = piece not in ("\0", "\v", "\x1f")  # a cell begun, not a word
        sizes.append(sizes[-1] + (len(piece) if said else 0))
        marks.append(marks[-1] + (said and any(mark in piece for mark in _RUNNING)))

    def weight(element: _Element) -> int:
        running = marks[element.last] > marks[element.first]
        return sizes[element.last] - sizes[element.first] if running else 0

    total = weight(elements[0])
    if total < 80:
        return None
    at = 0
    for number, element in enumerate(elements):  # children stand behind their parent, so one pass leads to the bottom
        if element.parent == at and weight(element) >= 0.8 * total:
            if element.tag in ("p", "span", "font", "td"):
                break
            at = number
    return elements[at]
