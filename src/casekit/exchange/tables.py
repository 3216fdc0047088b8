"""The tables as files: CSV, Parquet, SQLite, XLSX; and read back, row for row."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from casekit.atomic import replacing_all
from casekit.cells import guard, unguard
from casekit.errors import OutputError, TableError, one_of
from casekit.exchange.cells import encode, guarded, write_csv
from casekit.exchange.spreadsheet import read_workbook, write_workbook
from casekit.schema import TABLES, Table, check

if TYPE_CHECKING:
    import pandas as pd

WORKBOOK, DATABASE = "casekit.xlsx", "casekit.sqlite"
_SQL = {"str": "TEXT", "list": "TEXT", "int": "INTEGER", "float": "REAL", "bool": "INTEGER"}
_PANDAS = {"str": "str", "list": "str", "int": "int64", "float": "float64", "bool": "bool"}


def flat(name: str, table: pd.DataFrame, *, guard_text: bool) -> pd.DataFrame:
    """A copy with lists as JSON and, if `guard_text`, text that no spreadsheet runs as a formula."""
    out = table.copy()
    for column in TABLES[name].columns:
        if column.type == "list":
            out[column.name] = [encode(column, value) for value in out[column.name]]
        if guard_text and guarded(column):
            out[column.name] = [guard(value) for value in out[column.name].to_numpy(dtype=object)]
    return out


def _csv(tables: Mapping[str, pd.DataFrame], out: Path) -> list[Path]:
    names = [f"{name}.csv" for name in tables]
    with replacing_all(out, names) as scratch:
        for path, (name, table) in zip(scratch, tables.items(), strict=True):
            write_csv(flat(name, table, guard_text=True), path, encoding="utf-8-sig")
    return [out / name for name in names]


def _parquet(tables: Mapping[str, pd.DataFrame], out: Path) -> list[Path]:
    _need_pyarrow(out)
    names = [f"{name}.parquet" for name in tables]
    with replacing_all(out, names) as scratch:
        for path, (name, table) in zip(scratch, tables.items(), strict=True):
            flat(name, table, guard_text=False).to_parquet(path, index=False)
    return [out / name for name in names]


def _sqlite(tables: Mapping[str, pd.DataFrame], out: Path) -> list[Path]:
    with replacing_all(out, [DATABASE], sqlite3.OperationalError) as (scratch,):
        database = sqlite3.connect(scratch)
        try:
            for name, table in tables.items():
                database.execute(_create(TABLES[name]))
                rows = flat(name, table, guard_text=False).astype(object).itertuples(index=False, name=None)
                holes = ", ".join("?" * len(table.columns))
                database.executemany(f'INSERT INTO "{name}" VALUES ({holes})', rows)  # noqa: S608  names of our schema
            database.commit()
        finally:
            database.close()
    return [out / DATABASE]


def _create(table: Table) -> str:
    columns = [f'"{column.name}" {_SQL[column.type]}' for column in table.columns]
    key = ", ".join(f'"{name}"' for name in table.key)
    return f'CREATE TABLE "{table.name}" ({", ".join(columns)}, PRIMARY KEY ({key}))'


def _xlsx(tables: Mapping[str, pd.DataFrame], out: Path) -> list[Path]:
    return [write_workbook(tables, out / WORKBOOK)]


FORMATS: Mapping[str, Callable[[Mapping[str, pd.DataFrame], Path], list[Path]]] = {
    "csv": _csv,
    "parquet": _parquet,
    "sqlite": _sqlite,
    "xlsx": _xlsx,
}


def write_tables(tables: Mapping[str, pd.DataFrame], out: str | Path, format: str = "csv") -> list[Path]:  # noqa: A002
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

    Examples
    --------
    >>> import tempfile
    >>> from casekit.schema import frame
    >>> [path.name for path in write_tables({"repairs": frame("repairs", [])}, tempfile.mkdtemp())]
    ['repairs.csv']
    """
    if format not in FORMATS:
        raise OutputError(f"unknown format {format!r}", where=out, cure=one_of(FORMATS))
    for name, table in tables.items():
        check(name, table)
    return FORMATS[format](tables, Path(out))


def read_tables(folder: str | Path) -> dict[str, pd.DataFrame]:
    """Tables that :func:`write_tables` wrote, with their types, checked.

    Of several formats in one folder the one written last is read, and nothing of the others.

    Raises
    ------
    TableError
        A table is missing or breaks its schema.
    """
    folder = Path(folder)
    read = _READERS[_written_last(folder)]
    return {name: _read_table(read, folder, name) for name in TABLES}


def _written_last(folder: Path) -> str:
    """The format whose files are the youngest: what stands beside them is of an earlier run."""
    files = {
        "parquet": [folder / f"{name}.parquet" for name in TABLES],
        "csv": [folder / f"{name}.csv" for name in TABLES],
        "sqlite": [folder / DATABASE],
        "xlsx": [folder / WORKBOOK],
    }
    written = {form: [path.stat().st_mtime_ns for path in paths if path.exists()] for form, paths in files.items()}
    if not any(written.values()):
        raise TableError("no tables", where=folder, cure="casekit build SOURCE… --out DIR")
    return max(written, key=lambda form: max(written[form], default=-1))


def _read_table(read: Callable[[Path, str], pd.DataFrame], folder: Path, name: str) -> pd.DataFrame:
    import pandas as pd

    try:
        table = read(folder, name)
        for column in TABLES[name].columns:
            if column.name in table and column.type == "list":
                lists = [json.loads(value) for value in table[column.name]]
                table[column.name] = pd.Series(lists, index=table.index, dtype="object")
    except FileNotFoundError as error:
        raise TableError(f"no table {name}", where=folder, cure="build the tables again") from error
    except (ValueError, KeyError, TypeError, BadZipFile) as error:  # damaged, or edited into something else
        raise TableError(f"{name} cannot be read: {error}", where=folder, cure="build the tables again") from error
    return check(name, table)


def _read_parquet(folder: Path, name: str) -> pd.DataFrame:
    import pandas as pd

    _need_pyarrow(folder)
    return pd.read_parquet(folder / f"{name}.parquet")


def _read_csv(folder: Path, name: str) -> pd.DataFrame:
    import pandas as pd

    columns = TABLES[name].columns
    types = {column.name: _PANDAS[column.type] for column in columns}
    floats = {column.name: [""] for column in columns if column.type == "float"}
    file = folder / f"{name}.csv"
    table = pd.read_csv(file, dtype=types, keep_default_na=False, na_values=floats, encoding="utf-8-sig")
    for column in columns:
        if column.name in table and guarded(column):
            table[column.name] = table[column.name].map(unguard).astype("str")
    return table


def _read_sqlite(folder: Path, name: str) -> pd.DataFrame:
    import pandas as pd

    database = sqlite3.connect(folder / DATABASE)
    try:
        return _typed(pd.read_sql_query(f'SELECT * FROM "{name}"', database), name)  # noqa: S608  a name of our schema
    except pd.errors.DatabaseError as error:
        raise TableError(f"no table {name}", where=folder / DATABASE, cure="build the tables again") from error
    finally:
        database.close()


def _read_xlsx(folder: Path, name: str) -> pd.DataFrame:
    return _typed(read_workbook(folder / WORKBOOK, name), name)


_READERS: Mapping[str, Callable[[Path, str], pd.DataFrame]] = {
    "parquet": _read_parquet,
    "csv": _read_csv,
    "sqlite": _read_sqlite,
    "xlsx": _read_xlsx,
}


def _need_pyarrow(path: Path) -> None:
    if find_spec("pyarrow") is None:
        raise OutputError("Parquet files need pyarrow", where=path, cure="pip install 'casekit[formats]'")


def _typed(table: pd.DataFrame, name: str) -> pd.DataFrame:
    types = {column.name: _PANDAS[column.type] for column in TABLES[name].columns if column.name in table}
    return table.astype(types)
