"""What a web page says of its pictures: the elements that hold it, and the sign that stands before it in the text.

The article cuts what bears the sign under the name of a caption, so that the cut is on record.
"""

from __future__ import annotations

import re
from itertools import islice

from casekit.codebook.furniture import PICTURED

INLINE = {"a", "address", "b", "cite", "em", "font", "i", "label", "span", "strong", "time"}
_CAPTION = re.compile(
    r"(?:pic|pics|picture|img|imgs|image|images|photo|fig|figure|caption)"
    r"(?:[_-]?(?:caption|desc|explain|info|intro|note|remark|tit|title|txt|text|word))?|.*[a-z_-]caption",
    re.I,
)
_TITLED = ", ".join(f'[class*="{word}" i]' for word in ("pic", "img", "image", "photo", "fig", "caption"))
_CENTRED = re.compile(r"text-align\s*:\s*center|(?<![a-z])center(?![a-z])", re.I)
_SAID, _TOLD = 160, 60  # characters of a caption: in an element of its own, in a centred line below its picture
_MOST = 200  # pictures of a page that are looked at
_OUTLINE = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[、.．)）]|第.{1,3}[章节条]|[一二三四五六七八九十]是")
_SPACES = re.compile(r"[ \t\r\n\f]+")


def find(tree, title: str) -> set[int]:
    """The elements that say what a picture shows, by their place in memory: those named so, and centred lines below one."""
    found = set()
    for node in islice(tree.css(f"figcaption, {_TITLED}"), _MOST):
        named = node.tag == "figcaption" or any(map(_CAPTION.fullmatch, (node.attributes.get("class") or "").split()))
        if named and node.tag not in ("body", "article", "main", "h1") and _says(node, _SAID, title):
            found.add(node.mem_id)
    for picture in islice(tree.css("img"), _MOST):
        block = picture.parent
        while block is not None and block.tag in INLINE:
            block = block.parent
        if block is None or block.tag not in ("p", "div", "center", "figure"):
            continue
        below = block if block.text(strip=True) else block.next
        while below is not None and below.tag == "-text" and not (below.text() or "").strip():
            below = below.next
        if below is not None and below.tag in ("p", "div") and _is_centred(below) and _says(below, _TOLD, title):
            found.add(below.mem_id)
    return found


def _is_centred(node) -> bool:
    """Is a line set in the middle, and no heading?"""
    if not _CENTRED.search(" ".join(node.attributes.get(name) or "" for name in ("style", "align", "class"))):
        return False
    return all(inner.mem_id == node.mem_id for inner in node.css("strong, b, h1, h2, h3, h4, p, div, table"))


def _says(node, most: int, title: str) -> bool:
    """Does an element hold a few words, which are not the headline and open no part of the text?"""
    text = _SPACES.sub(" ", node.text()).strip()
    return 1 < len(text) <= most and text not in title and not _OUTLINE.match(text)


def mark(pieces: list[str], captions: list[tuple[int, int]]) -> None:
    """Set the sign of a picture before the text of each caption."""
    for first, last in captions:
        for at in range(first, last):
            if pieces[at].strip("\0\v \t\r\n\xa0\u3000"):
                if not pieces[at].startswith(PICTURED):
                    pieces[at] = PICTURED + pieces[at].lstrip()
                break
