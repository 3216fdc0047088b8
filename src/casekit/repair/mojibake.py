"""Whole pages or lines decoded with the wrong encoding.

**Why it happens.** A server declares Latin-1 for a page in GBK or UTF-8 (ÖÐ¹ú, ä¸­å›½), or GBK for a page in UTF-8 (涓浗).

**How it is undone.** A line that shows the signs is turned back into bytes and decoded as what it was. That is kept only if
every byte fits and the result is made of everyday Chinese characters; bytes that were lost are looked for in
:mod:`casekit.repair.utf8`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from casekit.repair import gbk, utf8
from casekit.spans import Edit

_SINGLE = "\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122"  # as shown by Windows
_LATIN = re.compile(f"[{_SINGLE}]{{4}}")
_GONE = 0.1  # of a line may stay unread
_LINE = 12  # characters that are enough to say that none is everyday


def latin() -> str:
    """Characters of which a page that was read as Latin-1 shows at least one; · is everyday punctuation."""
    return "".join(map(chr, range(0xA0, 0x100))).replace("·", "")


def single() -> str:
    """All characters that single bytes are shown as."""
    return "".join(re.findall(f"[{_SINGLE}]", "".join(map(chr, range(0x10000)))))


@cache
def leads() -> str:
    """The characters whose GBK bytes begin a character of UTF-8: E2–E9 or EF, then 80–BF."""
    first = (*range(0xE2, 0xEA), 0xEF)
    return "".join(c for code, c in gbk.pairs().items() if code >> 8 in first and 0x80 <= code & 0xFF <= 0xBF)


@cache
def _utf8_as_gbk() -> re.Pattern[str]:
    """Three of them close to each other."""
    sign = f"[{leads()}]"
    return re.compile(f"{sign}.{{0,3}}{sign}.{{0,3}}{sign}")


class Undone(NamedTuple):
    """Edits, and suspicious places (start, end, kind, detail)."""

    edits: list[Edit]
    suspects: list[tuple[int, int, str, str]]


def undo(text: str) -> Undone:
    """One edit for each line that was decoded with the wrong encoding.

    >>> undo("ÖÐ¹úÅ©Ãñ").edits[0].after
    '中国农民'
    """
    out = Undone([], [])
    if _LATIN.search(text) or _utf8_as_gbk().search(text):
        start = 0
        for line in text.split("\n"):
            right, doubt = _right(line)
            if right is not None:
                out.edits.append(Edit("mojibake", start, start + len(line), right))
            if doubt:
                out.suspects.append((start, start + len(line), "mojibake", doubt))
            start += len(line) + 1
    return out


def _right(line: str) -> tuple[str | None, str]:
    """What a line says, if it was decoded wrongly; and what is doubtful in it."""
    if _LATIN.search(line):
        raw = _single_bytes(line)
        for encoding in ("utf-8", "gb18030") if raw is not None else ():
            try:
                right = raw.decode(encoding)
            except UnicodeDecodeError:
                continue
            if _is_chinese(right):
                return right, ""
    if not _utf8_as_gbk().search(line):
        return None, ""
    try:
        right = line.encode("gb18030").decode("utf-8")
        if _is_chinese(right):
            return right, ""
    except (UnicodeDecodeError, UnicodeEncodeError):
        pass
    found = utf8.decode(line)
    if found and _is_chinese(found.text) and found.text.count(utf8.GONE) <= _GONE * len(found.text):
        shown = "、".join(found.text[max(0, at - 2) : at + 2] for at in found.doubtful[:8])
        return found.text, f"bytes were lost; read by likelihood: {shown}" if shown else ""
    if len(line) >= _LINE and 2 * sum(char in gbk.common() for char in line) < len(line):
        return None, "no everyday characters; text in a wrong encoding that cannot be undone?"
    return None, ""


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
