"""Numerals to values: Arabic, grouped, full-width, Chinese and mixed (三千二百 · 1,100万 · 三四十 · 十几万).

Nothing here knows units or sentences; :mod:`casekit.quantities` decides what a number counts.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

#: Full-width digits and signs to ASCII, one character for one, so that offsets stay.
PLAIN = str.maketrans("０１２３４５６７８９．％＋／～－\u00a0\u2009\u202f", "0123456789.%+/~-   ")
_WIDE = re.compile("[０-９．％＋／～－\u00a0\u2009\u202f]")
_SLIP = re.compile("(?<=[0-9])。(?=[0-9]{1,2}[%万亿])")  # a full stop typed for a point: 2。71%
MULTIPLIERS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000, "万亿": 1_000_000_000_000}
DIGITS = {c: v for v, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
#: Longer digit strings are codes, not quantities; the bound also keeps `int` linear.
LONGEST = 15

_ARABIC = re.compile(
    r"(零?)([0-9]+(?:[, ][0-9]{3})*(?:\. ?[0-9]+)?)([多余来几]?)([十百千]?)([多余]?)(万亿|[万亿])?([多余]?)"
)
_PAIR = re.compile(
    "(?<![一二三四五六七八九〇零])([一二两三四五六七八])([二三四五六七八九])(?![一二三四五六七八九〇零])"
)
_POINT = re.compile("([〇零一二两三四五六七八九十百千]+)点([〇零一二三四五六七八九]+)(万亿|[万亿])?$")
# said of about as many: 百十户, 千八百块 (a little less than a thousand)
_SPOKEN = {"百十": (100, None), "百八十": (80, 100), "千八百": (800, 1000), "万八千": (8000, 10_000)}
_SOME_TO = re.compile("([二三四五六七八]?十)几([二三四五六七八九]十)([万亿]?)$")
_HAN_PART = re.compile("([一二两三四五六七八九])?(十|百|千)|([一二两三四五六七八九])$|[零〇]")


class Numeral(NamedTuple):
    """What a numeral says: `value`, `high` (NaN-free: None unless a range), `vague` (“”, `over` or `approx`)."""

    value: float
    high: float | None = None
    vague: str = ""


def plain(text: str) -> str:
    """`text` with full-width digits, signs and odd spaces in ASCII; same length.

    >>> plain("１２．５％")
    '12.5%'
    """
    text = text.translate(PLAIN) if _WIDE.search(text) else text
    return _SLIP.sub(".", text) if "。" in text else text


def read(text: str) -> Numeral | None:
    """The value of one numeral, or None if it is none (`1.2.3`, `二〇一九`, `几百`).

    Parameters
    ----------
    text : str
        Digits with multiplier and the 多, 余, 几 or 来 inside it; no unit.

    Examples
    --------
    >>> read("三千二百").value, read("1,100万").value, read("3.1亿").value
    (3200.0, 11000000.0, 310000000.0)
    >>> read("三四十")
    Numeral(value=30.0, high=40.0, vague='approx')
    >>> read("十几万")
    Numeral(value=100000.0, high=None, vague='over')
    >>> read("二〇一九") is None
    True
    """
    return read_plain(plain(text).strip()) if len(text) <= 3 * LONGEST else None


@lru_cache(maxsize=4096)
def read_plain(text: str) -> Numeral | None:
    """As :func:`read`, for text that is plain already."""
    if not text:
        return None
    return _arabic(text) if text[0] in "0123456789" else _han(text)


def _arabic(text: str) -> Numeral | None:
    """Groups with falling multipliers are added up: 1亿2000万, 1万3千, 2亿3千5百万; 1万3 is 13000."""
    at, total, section, vague = 0, 0.0, 0.0, ""
    last, below = float("inf"), float("inf")  # the multipliers of the last 万 or 亿, and of the last group behind it
    while at < len(text):
        match = _ARABIC.match(text, at)
        if match is None or len(match[2]) > LONGEST:
            return None
        zero, digits, first, small, inner, great, mark = match.groups()
        power, factor = MULTIPLIERS.get(small, 1), MULTIPLIERS.get(great, 1)
        if power >= below or factor >= last:
            return None
        number = float(digits.replace(",", "").replace(" ", ""))
        if power == factor == 1 and at and not zero and len(digits) == 1:
            power = min(below, last) / 10
        section, below = section + number * power, power
        if great:
            total, section, last, below = total + round(section * factor, 6), 0.0, factor, float("inf")
        at, mark = match.end(), first or inner or mark
        if mark:
            vague = "approx" if mark == "来" else "over"
    return Numeral(round(total + section, 6), None, vague)


def _han(text: str) -> Numeral | None:
    vague, text = "", text.replace("儿", "")
    if text[-1] == "把" and text[:-1] in MULTIPLIERS:  # 千把斤
        return Numeral(float(MULTIPLIERS[text[:-1]]), None, "approx")
    if text.endswith("好几"):  # 十好几户
        text = text[:-2] + "几"
    elif "几" in text[:-1] and (some := _SOME_TO.match(text)):  # 十几二十个
        low, high = (_han_value(some[n]) * MULTIPLIERS.get(some[3], 1) for n in (1, 2))
        return Numeral(low, high, "approx")
    if text[-1] in "余多来几":
        vague = "approx" if text[-1] == "来" else "over"
        text = text[:-1]
    elif len(text) > 1 and text[-2] in "余多几来" and text[-1] in "万亿":
        vague = "approx" if text[-2] == "来" else "over"
        text = text[:-2] + text[-1]
    if text == "半":
        return Numeral(0.5)
    spoken = _SPOKEN.get(text) or (_SPOKEN.get(text[:-1]) if text[-1:] == "万" else None)
    if spoken:
        times = 10_000.0 if text[-1:] == "万" else 1.0
        return Numeral(spoken[0] * times, spoken[1] and spoken[1] * times, vague or "approx")
    point = _POINT.match(text) if "点" in text else None
    if point:
        whole = 0.0 if point[1] in "零〇" else _han_value(point[1])
        part = "".join(str(DIGITS[sign]) for sign in point[2])
        return (
            None
            if whole is None
            else Numeral(round((whole + float(f"0.{part}")) * MULTIPLIERS.get(point[3], 1), 6), None, vague)
        )
    pair = _PAIR.search(text)
    if pair and DIGITS[pair[1]] < DIGITS[pair[2]]:
        low = _han_value(text[: pair.start()] + pair[1] + text[pair.end() :])
        high = _han_value(text[: pair.start()] + pair[2] + text[pair.end() :])
        return None if low is None or high is None else Numeral(low, high, vague or "approx")
    value = _han_value(text)
    return None if value is None else Numeral(value, None, vague)


def _han_value(text: str) -> float | None:
    """A Chinese numeral without vagueness; a bare multiplier (百, 万) counts as one of it."""
    total, last = 0.0, float("inf")
    for sign, factor in (("亿", 10**8), ("万", 10**4), ("", 1)):
        if sign:
            head, found, text = text.rpartition(sign)
            if not found:
                continue
            if not head and text:  # 万千, 亿万: figures of speech
                return None
            part = _below_ten_thousand(head) if head else 1.0
        else:
            if not text:
                break
            part = _below_ten_thousand(text)
            # 三万二, 两千三: a last digit without its power stands for the power below
            if part is not None and len(text) == 1 and text in DIGITS and last < float("inf"):
                part *= last / 10
        if part is None:
            return None
        total, last = total + part * factor, factor
    return total if last < float("inf") else None


def _below_ten_thousand(text: str) -> float | None:
    if "亿" in text or "万" in text:
        return None
    total, power, at, zero = 0.0, 10_000, 0, False
    while at < len(text):
        match = _HAN_PART.match(text, at)
        if match is None:
            return None
        if match[2]:
            factor = MULTIPLIERS[match[2]]
            if factor >= power:
                return None
            total += (DIGITS[match[1]] if match[1] else 1) * factor
            power, zero = factor, False
        elif match[3]:
            # 一百二 is 120, 一百零二 is 102
            short = 100 <= power < 10_000 and not zero
            total += DIGITS[match[3]] * (power / 10 if short else 1)
        else:
            zero = True
        at = match.end()
    return total if text else None
