"""A stated time of a sentence, and how it lies to the article's own date."""

from __future__ import annotations

from typing import NamedTuple


class Period(NamedTuple):
    """A stated time: where it stands, what it says, and how it binds.

    `kind` is point, span, since, or open (kept as written); base (what a figure is compared with), born (of a birth, a
    founding, the news), aim (of a purpose, binds its clause only), local (binds the next figure only) or name (binds nothing).
    """

    start: int
    end: int
    iso: str
    kind: str


class When(NamedTuple):
    """The stated time of a figure, None without one, and how it lies to the article's own date.

    `future`: it begins after that; `ahead`: a year or a span of years that ends after it; `over`: a day before it, or a year
    that was over by then.
    """

    period: Period | None
    future: bool
    ahead: bool
    over: bool


NEVER = When(None, False, False, False)
