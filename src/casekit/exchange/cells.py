"""What a cell of a text file or a sheet holds: lists as JSON, and the words of an article guarded."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

from casekit.schema import Column

if TYPE_CHECKING:
    import pandas as pd


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


def write_csv(table: pd.DataFrame, path: Path, *, encoding: str = "utf-8", index: bool = False) -> None:
    """Write `table` as CSV with ``\\n`` line ends; ``utf-8-sig`` adds the mark by which spreadsheet programs know UTF-8.

    A lone ``\\r`` in a text would end the row for whoever reads it, and nothing but ``\\n`` is quoted of itself: a table
    with one has all its texts in quotation marks.

    >>> import pandas as pd, tempfile
    >>> path = Path(tempfile.mkdtemp()) / "a.csv"
    >>> write_csv(pd.DataFrame({"before": ["一\\r二"]}), path)
    >>> path.read_bytes().decode()
    '"before"\\n"一\\r二"\\n'
    """
    texts = (value for column in table for value in table[column] if isinstance(value, str))
    quoting = csv.QUOTE_NONNUMERIC if any("\r" in text for text in texts) else csv.QUOTE_MINIMAL
    table.to_csv(path, index=index, encoding=encoding, lineterminator="\n", quoting=quoting)
