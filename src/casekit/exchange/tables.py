"""The tables as files: CSV, Parquet, SQLite, XLSX; and read back, row for row."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from casekit.atomic import replacing
from casekit.errors import OutputError, TableError
from casekit.schema import TABLES, check

if TYPE_CHECKING:
    import pandas as pd

# A cell that begins with one of these is run as a formula by spreadsheet programs; article text is untrusted.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'", "＝", "＋", "－", "＠")
_CELL_LIMIT = 32_767


def guard(text: str) -> str:
    """Text that no spreadsheet runs: a leading ``'`` where it could be taken for a formula.

    >>> guard("=HYPERLINK(1)"), unguard(guard("=HYPERLINK(1)"))
    ("'=HYPERLINK(1)", '=HYPERLINK(1)')
    """
    return "'" + text if text.startswith(_FORMULA) else text


def unguard(text: str) -> str:
    """What stood there before :func:`guard`."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def flat(name: str, table: pd.DataFrame, *, guarded: bool) -> pd.DataFrame:
    """A copy with lists as JSON and, if `guarded`, text that cannot be run as a formula."""
    out = table.copy()
    for column in TABLES[name].columns:
        if column.type == "list":
            out[column.name] = [json.dumps(list(value), ensure_ascii=False) for value in out[column.name]]
        elif column.type == "str" and guarded:
            out[column.name] = [guard(value) for value in out[column.name]]
    return out


def _csv(tables: Mapping[str, pd.DataFrame], out: Path) -> list[Path]:
    for name, table in tables.items():
        with replacing(out / f"{name}.csv") as scratch:
            flat(name, table, guarded=True).to_csv(scratch, index=False, encoding="utf-8-sig", lineterminator="\n")
    return [out / f"{name}.csv" for name in tables]


def _parquet(tables: Mapping[str, pd.DataFrame], out: Path) -> list[Path]:
    for name, table in tables.items():
        with replacing(out / f"{name}.parquet") as scratch:
            flat(name, table, guarded=False).to_parquet(scratch, index=False)
    return [out / f"{name}.parquet" for name in tables]


def _sqlite(tables: Mapping[str, pd.DataFrame], out: Path) -> list[Path]:
    with replacing(out / "casekit.sqlite") as scratch:
        database = sqlite3.connect(scratch)
        try:
            for name, table in tables.items():
                flat(name, table, guarded=False).to_sql(name, database, index=False)
            database.commit()
        finally:
            database.close()
    return [out / "casekit.sqlite"]


def _xlsx(tables: Mapping[str, pd.DataFrame], out: Path) -> list[Path]:
    import pandas as pd

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with replacing(out / "casekit.xlsx") as scratch:
        with pd.ExcelWriter(scratch, engine="xlsxwriter", engine_kwargs={"options": options}) as book:
            for name, table in tables.items():
                sheet = flat(name, table, guarded=True)
                for column in sheet.select_dtypes(include=["str"]):
                    sheet[column] = sheet[column].str.slice(0, _CELL_LIMIT)
                sheet.to_excel(book, sheet_name=name, index=False, freeze_panes=(1, 0))
                book.sheets[name].autofilter(0, 0, len(sheet), len(sheet.columns) - 1)
    return [out / "casekit.xlsx"]


FORMATS: Mapping[str, Callable[[Mapping[str, pd.DataFrame], Path], list[Path]]] = {
    "csv": _csv,
    "parquet": _parquet,
    "sqlite": _sqlite,
    "xlsx": _xlsx,
}


def write_tables(tables: Mapping[str, pd.DataFrame], out: str | Path, format: str = "csv") -> list[Path]:
    """Write tables to the folder `out`; each file takes the old one's place only when it is complete.

    Parameters
    ----------
    tables : mapping of DataFrame
        By name, as in ``study.tables``; each is checked against its schema first.
    format : {"csv", "parquet", "sqlite", "xlsx"}
        In CSV and XLSX a text that a spreadsheet could run as a formula gets a leading ``'``.

    Returns
    -------
    list of Path
    """
    if format not in FORMATS:
        raise OutputError(f"unknown format {format!r}", where=out, cure=f"one of {', '.join(FORMATS)}")
    for name, table in tables.items():
        check(name, table)
    return FORMATS[format](tables, Path(out))


def read_tables(folder: str | Path) -> dict[str, pd.DataFrame]:
    """Tables that :func:`write_tables` wrote as CSV or Parquet, with their types, checked.

    Raises
    ------
    TableError
        A table is missing or breaks its schema.
    """
    return {name: _read_table(Path(folder), name) for name in TABLES}


def _read_table(folder: Path, name: str) -> pd.DataFrame:
    import pandas as pd

    types = {column.name: {"str": "str", "list": "str", "int": "int64", "float": "float64", "bool": "bool"}[column.type]
             for column in TABLES[name].columns}  # fmt: skip
    if (folder / f"{name}.parquet").exists():
        table = pd.read_parquet(folder / f"{name}.parquet")
    elif (folder / f"{name}.csv").exists():
        path = folder / f"{name}.csv"
        floats = {column: [""] for column, kind in types.items() if kind == "float64"}
        try:
            table = pd.read_csv(path, dtype=types, keep_default_na=False, na_values=floats, encoding="utf-8-sig")
        except ValueError as error:
            raise TableError(f"cannot be read: {error}", where=path, cure="build the tables again") from error
    else:
        raise TableError(f"no table {name}", where=folder, cure="casekit build SOURCE… --out DIR")
    for column in TABLES[name].columns:
        if column.name in table and column.type == "list":
            table[column.name] = [json.loads(value) for value in table[column.name]]
        elif column.name in table and column.type == "str":
            table[column.name] = table[column.name].map(unguard).astype("str")
    return check(name, table)
