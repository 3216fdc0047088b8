"""What marks cost where they stand: pairs that open and close, marks that do not follow one another, lines that end.

Which pairs are open is remembered as a sum: 1 for quotation marks, 2 for brackets, 4 for the marks of a title; 8 more for
quotation marks right behind a word: they hold a term, 开展“万名党员进党校”培训, not a sentence; 16 more for brackets within
quotation marks.
"""

from __future__ import annotations

import re

_OPENS, _CLOSES = {"“": 1, "（": 2, "(": 2, "《": 4}, {"”": 1, "）": 2, ")": 2, "》": 4}
# marks that do not follow one another, and what a quotation mark in the wrong place costs
_OPEN, _STOPS = "，、：；。！？“《（,:;!?(", "，、：；。！？…,:;!?.)）》"
_PAIRED = re.compile(r"[。“”《》（）?？\ufffd\n]|\((?=[一-鿿])|(?<=[一-鿿\d])\)")
MISPLACED = 9.0
CLOSING = {1: 2.0, 2: 3.0, 4: 3.0}  # bits by which what is open is likelier closed than the sequences know
STOPPED = 3.0  # bits by which a quotation is likelier closed behind a full stop
UNCLOSED = 6.0  # bits of a line that ends within quotation marks, or behind a comma
_ENDS = "。！？"
TERM, SENTENCE, CLAUSE = 8, 9.0, 2.0  # and bits of the end of a sentence within a term, and of a comma
LISTED = 1 | TERM  # within such quotation marks; TERM alone is kept behind them, for the next ones
INNER = 16  # brackets within quotation marks
FAR = 300  # characters behind a place that are asked what is open there
BRACKETED = 30  # characters that brackets seldom hold more than
UNPAIRED = 6.0  # bits of what is open and never closed in its line, or closed and was never opened
LONELY, NUMBERED = 6.0, 2.0  # bits of a clause of one character, and of one before a number: 到2020年


def placed(bits: float, char: str, tail: str, before: str, quoted: int) -> tuple[float, int]:
    """`bits` of the mark `char` for its place, and the pairs that are open behind it.

    `tail` is the word right before it, `before` the mark before that (``·`` one character behind a mark), `quoted` the
    pairs that are open.

    >>> placed(0.0, "”", "", "。", 1)
    (-5.0, 0)
    """
    if tail and char == "％":  # stands behind digits
        bits += MISPLACED
    if quoted & LISTED == LISTED and char in _ENDS:
        bits += SENTENCE
    elif quoted & LISTED == LISTED and char in "，、":
        bits += CLAUSE
    if before:
        if char == "”" and before in _ENDS:
            bits -= 0.0 if quoted & LISTED == LISTED else STOPPED
        elif before in _OPEN and (char in _STOPS or char == "”"):
            bits += MISPLACED
        elif before == "·" and char not in "“”《》":
            bits += NUMBERED if char.isdigit() else LONELY
    if char in _OPENS:
        pair = _OPENS[char]
        term = pair == 1 and (tail or before == "”" and quoted & TERM)  # “三联”“三进” is a list
        more = TERM if term else INNER if quoted & 1 and pair == 2 else 0
        rest = quoted & ~TERM if pair == 1 else quoted
        return bits + (MISPLACED if quoted & pair else 0.0), rest | pair | more
    if char in _CLOSES:
        pair = _CLOSES[char]
        if pair == 1 and quoted & INNER:
            bits += UNPAIRED
        rest = quoted & ~(pair | (INNER if pair < 4 else 0))
        return bits + (-CLOSING[pair] if quoted & pair else MISPLACED), rest
    return bits, quoted


def open_pairs(text: str) -> int:
    """The pairs that are open at the end of `text`.

    >>> open_pairs("实施“三联三进（试行）"), open_pairs("他说：“三联三进")
    (9, 1)
    >>> open_pairs("推行“三联”“三进"), open_pairs("“好！”“我也")
    (9, 1)
    """
    find = text.rfind
    quote, bracket = find("“"), max(find("（"), find("("))
    found = (quote > find("”")) + 2 * (bracket > max(find("）"), find(")"))) + 4 * (find("《") > find("》"))
    first = quote
    while first > 1 and text[first - 1] == "”":  # of a list of them
        first = max(text.rfind("“", 0, first), 0)
    term = found & 1 and first and "一" <= text[first - 1] <= "鿿"
    return found | (TERM if term else 0) | (INNER if found & 3 == 3 and bracket > quote else 0)


def open_later(page: str, at: int) -> tuple[int, int]:
    """The pairs that must be open at `at` because they are closed behind it, and those of which that can be told.

    What stands behind a sign of damage says nothing.

    >>> open_later("理事會）和“夜校”", 3), open_later("理事會和“夜校”?", 3)
    ((2, 7), (0, 3))
    """
    opened = known = 0
    for match in _PAIRED.finditer(page, at, at + FAR):
        char = match[0]
        if char == "。" or match.start() > at + BRACKETED:  # no brackets reach so far
            known |= 2
        if char in "?？\ufffd":
            return opened, known
        if char == "\n":
            return opened, 7
        if char == "。":
            continue
        pair = _OPENS.get(char) or _CLOSES[char]
        known |= 2 * (char == "”")  # brackets within a quotation are closed before it is
        opened |= 0 if known & pair or char in _OPENS else pair
        known |= pair
    return opened, 7 if at + FAR >= len(page) else known


def ending(mark: str, quoted: int) -> float:
    """Bits that a line costs for ending behind `mark` with the pairs `quoted` open."""
    return (UNCLOSED if quoted & ~TERM else 0.0) + (UNCLOSED if mark in ("，", "、", "“", "《", "（") else 0.0)
