"""What marks cost where they stand: pairs that open and close, marks that do not follow one another, lines that end.

Which pairs are open is remembered as a sum: 1 for quotation marks, 2 for brackets, 4 for the marks of a title.
"""

from __future__ import annotations

_OPENS, _CLOSES = {"“": 1, "（": 2, "(": 2, "《": 4}, {"”": 1, "）": 2, ")": 2, "》": 4}
# marks that do not follow one another, and what a quotation mark in the wrong place costs
_OPEN, _STOPS = "，、：；。！？“《（,:;!?(", "，、：；。！？…,:;!?.)）》"
MISPLACED = 9.0
CLOSING = {1: 2.0, 2: 3.0, 4: 3.0}  # bits by which what is open is likelier closed than the sequences know
STOPPED = 3.0  # bits by which a quotation is likelier closed behind a full stop
UNCLOSED = 6.0  # bits of a line that ends within quotation marks, or behind a comma
LONELY = 6.0  # bits of a clause of one character


def placed(bits: float, char: str, tail: str, before: str, quoted: int) -> tuple[float, int]:
    """`bits` of the mark `char` for its place, and the pairs that are open behind it.

    `tail` is the word right before it, `before` the mark before that (``·`` one character behind a mark), `quoted` the
    pairs that are open.

    >>> placed(0.0, "”", "", "。", 1)
    (-5.0, 0)
    """
    if tail and char == "％":  # stands behind digits
        bits += MISPLACED
    if before:
        if char == "”" and before in "。！？":
            bits -= STOPPED
        elif before in _OPEN and (char in _STOPS or char == "”"):
            bits += MISPLACED
        elif before == "·" and char not in "“”《》":
            bits += LONELY
    if char in _OPENS:
        pair = _OPENS[char]
        return bits + (MISPLACED if quoted & pair else 0.0), quoted | pair
    if char in _CLOSES:
        pair = _CLOSES[char]
        return bits + (-CLOSING[pair] if quoted & pair else MISPLACED), quoted & ~pair
    return bits, quoted


def open_pairs(text: str) -> int:
    """The pairs that are open at the end of `text`.

    >>> open_pairs("实施“三联三进（试行）")
    1
    """
    at = {bit: max(text.rfind(mark) for mark, b in _OPENS.items() if b == bit) for bit in (1, 2, 4)}
    return sum(bit for bit, place in at.items() if place > max(text.rfind(m) for m, b in _CLOSES.items() if b == bit))


def ending(mark: str, quoted: int) -> float:
    """Bits that a line costs for ending behind `mark` with the pairs `quoted` open."""
    return (UNCLOSED if quoted else 0.0) + (UNCLOSED if mark in ("，", "、", "“", "《", "（") else 0.0)
