"""What a cell of a text file or a sheet holds: lists as JSON, and nothing that a spreadsheet would run.

Article text is untrusted. A cell that begins with one of ``= + - @`` (or their full-width forms, or white space before
them) is a formula to a spreadsheet program; a leading ``'`` makes it text, and :func:`unguard` takes it off again.
Columns of casekit's own vocabulary (`comparator`: ``=``, ``>=``) are not guarded: a lone ``=`` is no formula.
"""

from __future__ import annotations

import json

from casekit.schema import Column

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")


def guard(text: str) -> str:
    """Text that no spreadsheet runs: a leading ``'`` where it could be taken for a formula.

    >>> guard("=HYPERLINK(1)"), unguard(guard("=HYPERLINK(1)"))
    ("'=HYPERLINK(1)", '=HYPERLINK(1)')
    """
    return "'" + text if text.startswith(_FORMULA) else text


def unguard(text: str) -> str:
    """What stood there before :func:`guard`.

    >>> unguard("'twas"), unguard(guard("'twas"))
    ("'twas", "'twas")
    """
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def encode(column: Column, value: object) -> str:
    """A text or list as the characters of a cell, not yet guarded.

    >>> encode(Column("declared", "list", "…"), [3, 1])
    '[3, 1]'
    """
    return json.dumps(list(value), ensure_ascii=False) if column.type == "list" else str(value)


def guarded(column: Column) -> bool:
    """May the column hold words of an article?"""
    return column.type in ("str", "list") and not column.values
