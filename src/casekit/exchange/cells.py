"""What a cell of a text file or a sheet holds: lists as JSON, and the words of an article guarded."""

from __future__ import annotations

import json

from casekit.schema import Column


def encode(column: Column, value: object) -> str:
    """A text or list as the characters of a cell, not yet guarded.

    >>> encode(Column("declared", "list", "…"), [3, 1])
    '[3, 1]'
    """
    return json.dumps(list(value), ensure_ascii=False) if column.type == "list" else str(value)


def guarded(column: Column) -> bool:
    """May the column hold words of an article? casekit's own vocabulary (``=``, ``>=``) needs no guard.

    >>> guarded(Column("quote", "str", "…")), guarded(Column("comparator", "str", "…", ("", "=", ">=")))
    (True, False)
    """
    return column.type in ("str", "list") and not column.values
