"""Bytes → text, and the name of the encoding.

Declarations are often wrong, and Big5 bytes decode as GB 18030 without an error. So: byte order mark, then strict
UTF-8, then every other candidate, and the one that gives the most characters of everyday use.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from pathlib import Path

from casekit.errors import SourceError

Note = tuple[str, str]
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.I)
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "x-gbk": "gb18030",
}
_SAMPLE = 200_000
_PRIVATE = re.compile("[\ue000-\uf8ff]")


def decode(raw: bytes, path: Path) -> tuple[str, str, list[Note]]:
    """Decode an article.

    Returns
    -------
    tuple of str, str, list
        Text without byte order mark, name of the encoding, doubts as (kind, detail).

    Raises
    ------
    SourceError
        The bytes are no text in any encoding that Chinese articles come in.
    """
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            text, notes = _lenient(raw, encoding)
            return _checked(text, encoding, notes, path)
    declared = _declared(raw)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if "\0" not in text:
            notes = [_wrong(declared, "utf-8")] if declared and declared != "utf-8" and not raw.isascii() else []
            return _checked(text, "utf-8", notes, path)
    best = max(_candidates(raw, declared), key=lambda c: c[0])
    share, encoding, text, notes = best
    if share <= 0:
        raise SourceError("is binary, or text in no encoding that is known here", where=path, cure="save it as UTF-8")
    if declared and declared != encoding:
        notes = [_wrong(declared, encoding), *notes]
    return _checked(text, encoding, notes, path)


def _declared(raw: bytes) -> str:
    match = _DECLARED.search(raw[:4096])
    name = match.group(1).decode("ascii").lower() if match else ""
    name = _WIDER.get(name, name)
    try:
        codecs.lookup(name)
    except LookupError:
        return ""
    return {"utf8": "utf-8"}.get(name, name)


def _wrong(declared: str, encoding: str) -> Note:
    return ("encoding", f"declared as {declared}, read as {encoding}")


def _candidates(raw: bytes, declared: str) -> list[tuple[float, str, str, list[Note]]]:
    out = []
    names = ["utf-8", "gb18030", "big5hkscs"]
    if raw.count(b"\0") > len(raw) // 20 or not raw[:400].strip(b"\x20-\x7e") or len(raw) % 2 == 0 and b"\0" in raw:
        names += ["utf-16-le", "utf-16-be"]
    for rank, name in enumerate(names):
        text, notes = _lenient(raw, name)
        share = _share(text[:_SAMPLE])
        if share > 0:
            out.append((share + (0.02 if name == declared else 0.0) - rank * 1e-6, name, text, notes))
    return out or [(0.0, "", "", [])]


def _lenient(raw: bytes, encoding: str) -> tuple[str, list[Note]]:
    """Decode; what does not fit becomes U+FFFD and is noted."""
    try:
        return raw.decode(encoding), []
    except UnicodeDecodeError as error:
        text = raw.decode(encoding, errors="replace")
        broken = text.count("\ufffd")
        where = "at the end" if error.start >= len(raw) - 4 else f"first at byte {error.start}"
        return text, [("broken_bytes", f"{broken} place(s) are no {encoding} text, {where}; shown as \ufffd")]


@cache
def _usual() -> frozenset[str]:
    """Characters that Chinese text is made of: first levels of GB 2312 and Big5, their punctuation, ASCII."""
    rows = [bytes((a, b)) for a in range(0xB0, 0xD8) for b in range(0xA1, 0xFF)]
    usual = {row.decode("gb2312", errors="ignore") for row in rows}
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    usual |= {bytes((a, b)).decode("big5", errors="ignore") for a in range(0xA4, 0xC7) for b in trails}
    return (
        frozenset("".join(usual))
        | frozenset("，。、；：？！“”‘’（）《》【】—…·　％")
        | frozenset(map(chr, (9, 10, 13, *range(32, 127))))
    )


def _share(text: str) -> float:
    """Share of usual characters; broken and invisible ones count heavily against."""
    if not text:
        return 0.0
    usual = _usual()
    good = sum(char in usual for char in text)
    bad = sum(
        1 for char in text if char == "\ufffd" or char < "\t" or "\ue000" <= char <= "\uf8ff" or "\x7f" <= char < "\xa0"
    )
    score = (good - 8 * bad) / len(text)
    return score if score > 0.5 else 0.0


def _checked(text: str, encoding: str, notes: list[Note], path: Path) -> tuple[str, str, list[Note]]:
    nulls = text.count("\0")
    if nulls > max(16, len(text) // 50):
        raise SourceError("is binary, not an article", where=path, cure="give text, HTML, DOCX or PDF")
    if nulls:
        notes = [*notes, ("null_bytes", f"{nulls} NUL character(s) in the text")]
    if private := len(_PRIVATE.findall(text)):
        notes = [*notes, ("private_use", f"{private} character(s) that only the font of the page knows")]
    return text, encoding, notes
