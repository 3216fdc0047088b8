"""One number of a body, quantity or not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Number:
    """One number; `start:end` are offsets of the document's text, ``text[start:end]`` is `surface`.

    `reason` is "" for a quantity, and else says why it is none; then only the place and `surface` mean something.
    `value` is in the canonical `unit`; of a range `value_max` is the upper bound, else None.
    """

    sent_no: int
    start: int
    end: int
    surface: str
    value: float = 0.0
    value_max: float | None = None
    unit: str = ""
    noun: str = ""
    qualifier: str = "exact"
    status: str = "reported"
    per: str = ""
    period: str = ""
    scope: str = ""
    reason: str = ""
    found_by: str = ""
