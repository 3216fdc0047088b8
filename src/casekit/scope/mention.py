"""A name in the text that may own a figure."""

from __future__ import annotations

from typing import NamedTuple


class Mention(NamedTuple):
    """`scope` is the name it stands for.

    `kind` is case, wider, place, again, person or norm; own (an organisation), staff (a body of the state, which owns
    only what is said of its people and its help), agent (who holds an office and owns only the own deeds), speaker (a
    person, inside the own words), says (who only speaks), him (the person named last), above (a unit above the case, of
    the figure right behind it), region (a part of the country) or other (a unit elsewhere, which owns only by 该县, 全省).
    """

    start: int
    end: int
    scope: str
    kind: str
