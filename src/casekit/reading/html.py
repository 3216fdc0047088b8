"""HTML → the text a reader sees, and what the page says of itself.

Every block becomes a line, scripts and forms go. If one block holds most of the running text, its lines alone are
taken; else the whole page, and the furniture is cut later, where each cut is recorded.
"""

from __future__ import annotations

import re

Note = tuple[str, str]
_DROP = "script, style, noscript, template, iframe, form, select, button, svg, nav, head title"
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
_SPACES = re.compile(r"[ \t\r\n\f]+")
_RUNNING = "，。；、：！？,;"


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

    tree = LexborHTMLParser(page)
    hints = _hints(tree)
    tree.strip_tags(_DROP.split(", "))
    body = tree.body
    if body is None:
        return "", hints, []
    whole = _lines(body)
    block = _densest(body)
    text = _lines(block) if block is not None else whole
    heading = tree.css_first("h1")
    title = _SPACES.sub(" ", heading.text()).strip() if heading is not None else ""
    if title:
        hints["title"] = title
        if title not in text:
            text = f"{title}\n{text}"
    if "published" not in hints:
        match = _DATE.search(whole[:3000])
        if match:
            hints["published"] = _iso(match)
    notes = []
    if sum(text.count(mark) for mark in _RUNNING) < 3 and len(text.splitlines()) > 8:
        notes.append(("navigation_only", "the page holds links and headings, but no running text"))
    return text, {key: value for key, value in hints.items() if value}, notes


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


def _lines(node) -> str:
    """Text of a node, a line for each block."""
    out: list[str] = []
    _walk(node, out)
    lines = (_SPACES.sub(" ", line).strip(" ") for line in "".join(out).split("\0"))
    return "\n".join(line for line in lines if line.strip())


def _walk(node, out: list[str]) -> None:
    # an explicit stack: hostile pages nest deeper than Python recurses
    stack = [(child, False) for child in reversed(list(node.iter(include_text=True)))]
    while stack:
        item, left = stack.pop()
        tag = item.tag
        if left:
            out.append("\0")
        elif tag == "-text":
            out.append(item.text(deep=False) or "")
        elif tag in ("td", "th"):
            out.append("\t")
            stack += [(child, False) for child in reversed(list(item.iter(include_text=True)))]
        else:
            block = tag in _BLOCKS
            if block:
                out.append("\0")
                stack.append((item, True))
            stack += [(child, False) for child in reversed(list(item.iter(include_text=True)))]


def _densest(body):
    """The smallest block that holds four fifths of the running text of the page."""
    total = _weight(body)
    if total < 80:
        return None
    node = body
    while True:
        child = next((c for c in node.iter() if _weight(c) >= 0.8 * total), None)
        if child is None or child.tag in ("p", "span", "font", "td"):
            return node
        node = child


def _weight(node) -> int:
    text = node.text(deep=True)
    return len(text) if any(mark in text for mark in _RUNNING) else 0
