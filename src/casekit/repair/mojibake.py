"""Whole pages or lines decoded with the wrong encoding.

**Why it happens.** A server declares Latin-1 for a page in GBK or UTF-8 (ÖÐ¹ú, ä¸­å›½), or GBK for a page in UTF-8 (涓浗).

**How it is undone.** A line that shows the signs is turned back into bytes and decoded as what it was. That is kept only if
every byte fits and the result is made of everyday Chinese characters.
"""

from __future__ import annotations

import re
from functools import cache

from casekit.repair import gbk
from casekit.spans import Edit

_LATIN = re.compile(
    "[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]{4}"
)


@cache
def _leads() -> str:
    """The characters whose GBK bytes begin a character of UTF-8: E2–E9 or EF, then 80–BF."""
    leads = (*range(0xE2, 0xEA), 0xEF)
    return "".join(c for code, c in gbk.pairs().items() if code >> 8 in leads and 0x80 <= code & 0xFF <= 0xBF)


def signs() -> str:
    """Characters of which a wrongly decoded page shows at least one; · is everyday punctuation."""
    return _leads() + "".join(map(chr, range(0xA0, 0x100))).replace("·", "")


@cache
def _utf8_as_gbk() -> re.Pattern[str]:
    """Three of them close to each other."""
    sign = f"[{_leads()}]"
    return re.compile(f"{sign}.{{0,3}}{sign}.{{0,3}}{sign}")


def edits(text: str) -> list[Edit]:
    """One edit for each line that was decoded with the wrong encoding.

    >>> edits("ÖÐ¹úÅ©Ãñ")[0].after
    '中国农民'
    """
    out = []
    if _LATIN.search(text) or _utf8_as_gbk().search(text):
        start = 0
        for line in text.split("\n"):
            right = _right(line)
            if right is not None:
                out.append(Edit("mojibake", start, start + len(line), right))
            start += len(line) + 1
    return out


def _right(line: str) -> str | None:
    if _LATIN.search(line):
        raw = _single_bytes(line)
        for encoding in ("utf-8", "gb18030") if raw is not None else ():
            try:
                right = raw.decode(encoding)
            except UnicodeDecodeError:
                continue
            if _is_chinese(right):
                return right
    if _utf8_as_gbk().search(line):
        try:
            right = line.encode("gb18030").decode("utf-8")
        except (UnicodeDecodeError, UnicodeEncodeError):
            return None
        if _is_chinese(right):
            return right
    return None


def _single_bytes(line: str) -> bytes | None:
    out = bytearray()
    for char in line:
        if ord(char) < 0x100:
            out.append(ord(char))
            continue
        try:
            out += char.encode("cp1252")
        except UnicodeEncodeError:
            return None
    return bytes(out)


def _is_chinese(text: str) -> bool:
    han = [char for char in text if char > "\u2fff"]
    usual = gbk.common()
    known = sum(char in usual or char in "，。、；：？！（）《》【】" for char in han)
    return len(han) >= 2 and known >= 0.9 * len(han)
