"""UTF-8 that was read as GBK and lost bytes on the way: 鎵惰传宸ヤ綔锛屽共閮

**Why it happens.** A server declares GBK for a page in UTF-8. The three bytes of a character are then read in pairs. A
pair of a user-defined zone is shown by few sites; a byte without partner, before ASCII or the end of a line, by none.

**How it is undone.** The bytes are decoded as far as they go. Where they break off, every everyday character that the
bytes left over allow is tried, and the one most likely among its neighbours is taken. What fits nothing is shown as U+FFFD.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from casekit.repair import gbk
from casekit.repair.likelihood import Language

GONE = "\ufffd"
_MARKS = "，。、；：？！（）《》〈〉“”‘’…—【】·％　"
_NEAR = 6  # characters looked at before a gap
_FAR = 12  # bytes looked at behind it
_NEAR_BY = 200  # characters in which a bracket may have been opened
_PIECE = 4000  # bytes decoded at once
_CLOSE = 3.5  # bits by which the best way must be better than the next
_UNREAD = 5.0  # bits of a byte behind the gap that cannot be read
_OLD = 0.1  # of the characters, in a line of traditional ones
_EXPECTED = 6.0  # bits by which what words cannot tell makes a character more likely
_MEASURES = "个名人户万亿元年月日亩家项次支岁多余时公"  # behind a figure
_LEADING = "达共有约占为到至过、，（年月第"  # before one
_SIGN = 0xFF  # a byte that is shown as U+FFFD
_WIDE = 0xA3  # first byte of full-width forms
_ODD = {"€": 0x80, "\x80": 0x80, GONE: _SIGN}


class Decoded(NamedTuple):
    """The text of a line, and where in it a character was guessed or is gone."""

    text: str
    doubtful: list[int]


@cache
def _everyday() -> dict[bytes, list[tuple[str, bytes]]]:
    """Everyday characters with their three bytes; by the first byte, the first two, and (behind a zero) the last two."""
    table: dict[bytes, list[tuple[str, bytes]]] = {}
    for char in sorted(gbk.common() | set(_MARKS)):
        raw = char.encode("utf-8")
        if len(raw) == 3:
            for key in (raw[:1], raw[:2], b"\0" + raw[1:]):
                table.setdefault(key, []).append((char, raw))
    return table


def decode(line: str) -> Decoded | None:
    """Read a line again, or None if its characters are no bytes of GBK.

    >>> decode("鎵惰传宸ヤ綔锛屽共閮").text
    '扶贫工作，干部'
    """
    read = _raw(line)
    if read is None:
        return None
    raw, borders = read
    language, text, doubtful, at = Language(), "", list[int](), 0
    modern = gbk.common() - gbk.simplified().keys() | set(_MARKS)
    rough = [char for char in raw.decode("utf-8", "ignore") if char in gbk.common()]
    old = sum(char not in modern for char in rough) > _OLD * len(rough)
    while at < len(raw):
        good, stop = _plain(raw, at, at + _PIECE)
        if stop > at + _PIECE - 4 or stop == len(raw):
            text, at = text + good, stop
            continue
        starts = [(good, stop)]
        if good and good[-1] > "\u07ff":  # the character before may have taken a byte that is not its own
            starts.append((good[:-1], stop - 3))
        near = text[-_NEAR_BY:] + good
        base, ways = near[: len(near) - 1][-_NEAR:], []
        for before, start in starts:
            lead = before[len(good) - 1 :]
            for chars, on in _over(raw, borders, start):
                if b"\x80" <= raw[on : on + 1] < b"\xc0" or not (old or modern.issuperset(chars)):
                    continue
                following, end = _plain(raw, on, stop + _FAR)
                unread = _UNREAD * max(0, min(stop + _FAR, len(raw)) - end - 2)  # two bytes may be half a character
                cost = (
                    language.bits(base + lead + chars + following)
                    + unread
                    - _expected(near[: len(near) - len(good) + len(before)], chars, following, last=on >= len(raw))
                )
                ways.append((cost, before + chars, on))
        ways.sort()
        if ways:
            text, at = text + ways[0][1], ways[0][2]
            if any(way[1] != ways[0][1] and way[0] < ways[0][0] + _CLOSE for way in ways[1:3]):
                doubtful.append(len(text) - 1)
        else:
            text, at = text + good + GONE, stop + 1
            doubtful.append(len(text) - 1)
            while at < len(raw) and 0x80 <= raw[at] < 0xC0:
                at += 1
    return Decoded(text, doubtful)


def _raw(line: str) -> tuple[bytes, frozenset[int]] | None:
    """The bytes that were read as GBK, and where among them a pair or a single byte begins."""
    codes, out, borders = gbk.codes(), bytearray(), []
    for char in line:
        borders.append(len(out))
        if char < "\x80" or char in _ODD:
            out.append(_ODD.get(char) or ord(char))
        elif char in codes:
            out += codes[char].to_bytes(2, "big")
        else:
            return None
    return bytes(out), frozenset((*borders, len(out)))


def _plain(raw: bytes, at: int, end: int) -> tuple[str, int]:
    """What can be read from here to `end`, and where it breaks off."""
    piece = raw[at:end]
    try:
        return piece.decode("utf-8"), at + len(piece)
    except UnicodeDecodeError as error:
        return piece[: error.start].decode("utf-8"), at + error.start


def _expected(before: str, chars: str, following: str, *, last: bool) -> float:
    """Bits by which figures, an open bracket and the end of the line speak for a reading."""
    bits = 0.0
    if before[-1:].isdigit() and chars[0] in _MEASURES:
        bits += _EXPECTED
    if following[:1].isdigit() and chars[-1] in _LEADING:
        bits += _EXPECTED
    if "）" in chars and before.count("（") > before.count("）"):
        bits += _EXPECTED
    if last:
        bits += _EXPECTED if chars[-1] in "。！？；：”）" else -_EXPECTED if chars[-1] in "（《“，、" else 0.0
    return bits


def _over(raw: bytes, borders: frozenset[int], at: int) -> Iterator[tuple[str, int]]:
    """All ways to complete the character that begins here: what it reads, and where to go on."""
    table, shown = _everyday(), gbk.pairs()
    for char, own in table.get(raw[at : at + 1], ()) if at + 1 in borders else ():
        if own[1] << 8 | own[2] not in shown:  # its last two bytes were a pair that is not shown
            yield char, at + 1
        if own[1] == _WIDE and raw[at + 1 : at + 2] == bytes([own[2] & 0x7F]):  # or a full-width form, folded
            yield char, at + 2
    following = raw[at + 2 : at + 3]
    alone = not following or following[0] < 0x40 or following[0] == _SIGN
    for char, own in table.get(raw[at : at + 2], ()) if at + 2 in borders else ():
        if alone:  # its last byte found no partner
            if following[:1] != bytes([_SIGN]):
                yield char, at + 2
            if following[:1] in (b"?", bytes([_SIGN])):
                yield char, at + 3
        for other, its in table.get(b"\0" + raw[at + 2 : at + 4], ()):
            if own[2] << 8 | its[0] not in shown:  # its last byte and the first of the next were such a pair
                yield char + other, at + 4
        for other, its in table.get(b"\0" + raw[at + 3 : at + 5], ()) if own[2] == _WIDE else ():
            if its[0] == raw[at + 2] | 0x80:
                yield char + other, at + 5
