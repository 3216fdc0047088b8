"""One XLSX workbook, one sheet per table: no formula is run, no long text is cut, the same bytes every time."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from casekit.atomic import write_bytes
from casekit.cells import guard, unguard
from casekit.errors import OutputError, TableError
from casekit.exchange.cells import encode, guarded
from casekit.schema import TABLES, Column

if TYPE_CHECKING:
    import pandas as pd
    import xlsxwriter.worksheet

CELL_LIMIT = 32_767  # UTF-16 units in one cell
ROW_LIMIT = 1_048_576
_CREATED = dt.datetime(2000, 1, 1)  # fixed: the same tables, the same bytes
_ESCAPED = re.compile(r"_x(00[01][0-9A-F]|FFF[EF])_")  # how XLSX writes characters that XML cannot hold
_WIDTHS = {"int": 8, "float": 14, "bool": 9, "list": 28, "str": 16}
_WIDE = {"text", "quote", "detail", "found_by", "title"}


def pieces(text: str, limit: int = CELL_LIMIT) -> list[str]:
    """`text` in guarded pieces that a cell can hold; unguarded and joined again, it is whole.

    >>> pieces("春天=1", 3)
    ['春天', "'=1"]
    """
    out, start, size = [], 0, 0
    for at, character in enumerate(text):
        wide = 2 if character > "\uffff" else 1
        if size + wide > limit - 1:  # one place is kept for the guard
            out.append(guard(text[start:at]))
            start, size = at, 0
        size += wide
    return [*out, guard(text[start:])]


def write_workbook(tables: Mapping[str, pd.DataFrame], path: Path) -> Path:
    """Write `tables` to one workbook.

    A header cell carries the meaning of its column as a comment. A text longer than a cell holds goes on in the
    columns ``NAME_2``, ``NAME_3``, … beside it.

    Raises
    ------
    OutputError
        A table has more rows than a sheet.
    """
    import xlsxwriter

    for name, table in tables.items():
        if len(table) >= ROW_LIMIT:
            raise OutputError(
                f"{name} has {len(table)} rows, a sheet holds {ROW_LIMIT - 1}",
                where=path,
                cure="parquet, csv or sqlite",
            )
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole, options) as book:
        book.set_properties({"created": _CREATED})
        head = book.add_format({"bold": True, "bottom": 1})
        for name, table in tables.items():
            sheet = book.add_worksheet(name)
            at = 0
            for column, cells in _columns(name, table):
                at = _write_column(sheet, at, column, cells, head)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, len(table), at - 1)
    return write_bytes(path, whole.getvalue())


def _cut(column: Column, cell: object) -> list[str]:
    text = encode(column, cell)
    return pieces(text) if guarded(column) else [text]


def _columns(name: str, table: pd.DataFrame) -> Iterator[tuple[Column, list]]:
    for column in TABLES[name].columns:
        yield column, table[column.name].tolist()


def _write_column(sheet: xlsxwriter.worksheet.Worksheet, at: int, column: Column, cells: list, head: object) -> int:
    """Write one column of the table, as many columns of the sheet as it needs; returns the next free one."""
    split = [_cut(column, cell) for cell in cells] if column.type in ("str", "list") else []
    used = max(map(len, split), default=1)
    for part in range(used):
        sheet.write_string(0, at + part, column.name + (f"_{part + 1}" if part else ""), head)
        sheet.write_comment(
            0, at + part, column.meaning + (f" ({' · '.join(filter(None, column.values))})" if column.values else "")
        )
        sheet.set_column(at + part, at + part, 60 if column.name in _WIDE else _WIDTHS[column.type])
    for row, cell in enumerate(cells, 1):
        if split:
            for part, text in enumerate(split[row - 1]):
                if text:
                    sheet.write_string(row, at + part, text)
        elif column.type == "bool":
            sheet.write_boolean(row, at, cell)
        elif not (column.type == "float" and math.isnan(cell)):
            sheet.write_number(row, at, cell)
    return at + used


def read_workbook(path: Path, name: str) -> pd.DataFrame:
    """One sheet of a workbook of :func:`write_workbook`: texts whole and without guard, lists as JSON."""
    import openpyxl
    import pandas as pd

    book = openpyxl.load_workbook(path, read_only=True)
    try:
        if name not in book.sheetnames:
            raise TableError(f"no sheet {name}", where=path, cure="build the tables again")
        head, *rows = book[name].iter_rows(values_only=True)
    finally:
        book.close()
    places: dict[str, list[int]] = {}
    known = {column.name: column for column in TABLES[name].columns}
    for at, title in enumerate(head):
        base, _, part = str(title).rpartition("_")
        places.setdefault(base if part.isdigit() and base in places else str(title), []).append(at)
    out = {}
    for title, parts in places.items():
        column = known.get(title)
        if column and column.type in ("str", "list"):
            out[title] = ["".join(unguard(_text(row[at])) for at in parts) for row in rows]
        else:
            out[title] = [row[parts[0]] for row in rows]
    return pd.DataFrame(out)


def _text(cell: object) -> str:
    return "" if cell is None else _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), str(cell))
