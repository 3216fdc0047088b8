"""The damage, done on purpose: what the mirrors' converter does to the bytes of a page.

A model of each kind of damage, so that a repair can be asked for the text that went in. Every model returns what a
reader of the damaged page sees, and the truth about each damaged stretch.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from functools import cache

from casekit.repair import gbk

SWALLOWED = b"(0123456789"
MARKS = {"！": b"!", "？": b"?", "；": b";", "，": b",", "：": b":"}


@dataclass(frozen=True)
class Site:
    """How one mirror damages its pages.

    Attributes
    ----------
    annotated : tuple of str
        Characters that get their pinyin, in the order in which the site replaces them.
    swallow : bytes
        ASCII that vanishes behind a byte without partner.
    struck : str
        Full-width marks that are replaced by their ASCII form wherever their bytes stand.
    orphan : str
        What a byte without partner is shown as.
    fold : bool
        Are full-width forms folded to ASCII in the end?
    drop : bool
        Are characters of the user-defined zones dropped?
    """

    annotated: tuple[str, ...] = ()
    swallow: bytes = SWALLOWED
    struck: str = ""
    orphan: str = "?"
    fold: bool = False
    drop: bool = True


@dataclass
class Damaged:
    """A damaged page.

    `runs` are (first, last) offsets of clean characters that were read one byte off; `swallowed` the offsets of clean
    characters that vanished, `holes` where in the damaged text they did, `halved` the offsets of clean characters of which
    a byte did; `dropped` says how many pairs of the user-defined zones vanished.
    """

    text: str = ""
    runs: list[tuple[int, int]] = field(default_factory=list)
    swallowed: list[int] = field(default_factory=list)
    holes: list[int] = field(default_factory=list)
    halved: list[int] = field(default_factory=list)
    dropped: int = 0


@cache
def _main_reading(char: str) -> str:
    return next((syllable for syllable, chars in gbk.readings()[0].items() if char in chars), "")


def site_list(rng: random.Random, size: int, chars: str) -> tuple[str, ...]:
    """A list of characters a site annotates: `size` of `chars`, in any order."""
    return tuple(rng.sample(sorted(char for char in set(chars) if _main_reading(char)), size))


def damage(text: str, site: Site) -> Damaged:
    """What a reader sees after the converter of `site` has worked on `text`."""
    stream: list[tuple[int, int]] = []  # byte, offset of its clean character; -1 for what was put in
    for offset, char in enumerate(text):
        stream += [(byte, offset) for byte in char.encode("gb18030")]
    for char in site.annotated:
        note = b"(" + _main_reading(char).encode("gbk", errors="ignore") + b")"
        stream = _replace(stream, char.encode("gbk"), note, keep=True)
    for mark in site.struck:
        stream = _replace(stream, mark.encode("gbk"), MARKS[mark], keep=False)
    return _show(stream, text, site)


def _replace(stream: list[tuple[int, int]], pair: bytes, by: bytes, *, keep: bool) -> list[tuple[int, int]]:
    raw = bytes(byte for byte, _ in stream)
    out, at = [], 0
    while (found := raw.find(pair, at)) >= 0:
        end = found + len(pair)
        out += stream[at:end] if keep else stream[at:found]
        out += [(byte, -1) for byte in by] if keep else [(byte, stream[found][1]) for byte in by]
        at = end
    return out + stream[at:] if at else stream


def _show(stream: list[tuple[int, int]], text: str, site: Site) -> Damaged:
    out, shown = Damaged(), []
    touched: set[int] = set()
    pairs = gbk.pairs()
    i = 0
    while i < len(stream):
        byte, offset = stream[i]
        if byte < 0x80:
            shown.append(chr(byte))
            if offset >= 0 and ord(text[offset]) > 127:
                touched.add(offset)
            i += 1
            continue
        follower, other = stream[i + 1] if i + 1 < len(stream) else (0, -1)
        if 0x30 <= follower <= 0x39 and offset == other and text[offset] not in gbk.codes():  # four bytes
            shown.append(text[offset])
            i += 4
            continue
        code = byte << 8 | follower
        if code in pairs:
            char = pairs[code]
            shown.append(fold(char) if site.fold else char)
            i += 2
        elif 0x80 < byte < 0xFF and follower >= 0x40 and follower not in (0x7F, 0xFF):
            private = bytes((byte, follower)).decode("gb18030", errors="ignore")
            if site.drop or not private:
                out.dropped += 1
            else:
                shown.append(private)
            i += 2
        else:
            shown.append(site.orphan)
            i += 1
            touched.add(offset)
            if other >= 0 or i >= len(stream):
                out.halved.append(offset)
            if i < len(stream) and follower in site.swallow:
                if other >= 0:
                    out.swallowed.append(other)
                    out.holes.append(len(shown) - 1)
                    touched.add(other)
                i += 1
            continue
        if offset != other:
            touched |= {offset, other}
    out.text = "".join(shown)
    for offset in sorted(touched - {-1}):
        if out.runs and offset <= out.runs[-1][1] + 1:
            out.runs[-1] = (out.runs[-1][0], offset)
        else:
            out.runs.append((offset, offset))
    return out


def fold(char: str) -> str:
    """The ASCII form of a full-width character; any other as it is."""
    return chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char
