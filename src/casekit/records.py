"""CSV files that a person keeps beside the articles: read whole, every row with the line it stands in; and written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from casekit.atomic import write_text
from casekit.cells import guard, unguard
from casekit.errors import CasekitError


class Records(NamedTuple):
    """Column names, and (line, cell by column) of every row; a cell that is not there is ""."""

    columns: list[str]
    rows: list[tuple[int, dict[str, str]]]


def read_records(path: Path, fault: type[CasekitError]) -> Records:
    """The rows of a CSV file in UTF-8, with or without byte order mark; an empty file has none.

    Cells come without white space around them and without the guard of :func:`write_records`.

    Raises
    ------
    CasekitError
        As `fault`: the file cannot be read, or is no such text; a row has more cells than there are columns.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "cases.csv"
    >>> _ = path.write_text("file,doc_id\\na.txt,jia\\n", encoding="utf-8")
    >>> read_records(path, CasekitError).rows
    [(2, {'file': 'a.txt', 'doc_id': 'jia'})]
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle, restval="")
            rows = [(reader.line_num, row) for row in reader]
            columns = list(reader.fieldnames or ())
    except OSError as error:
        raise fault(f"cannot be read: {error.strerror}", where=path, cure="check path and permissions") from error
    except UnicodeDecodeError as error:
        raise fault("is not UTF-8 text", where=path, cure="in a spreadsheet, save it as “CSV UTF-8”") from error
    except csv.Error as error:
        raise fault(f"is no table: {error}", where=path, cure="mend its quotation marks and commas") from error
    for line, row in rows:
        if None in row:
            cure = "a cell that holds a comma needs quotation marks"
            raise fault(f"a row with more cells than the {len(columns)} columns", where=f"{path}:{line}", cure=cure)
    return Records(columns, [(line, {name: unguard(cell.strip()) for name, cell in row.items()}) for line, row in rows])


def write_records(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> Path:
    """Write rows so that :func:`read_records` gives them back and no spreadsheet runs a cell; returns the path.

    >>> import tempfile
    >>> path = write_records(Path(tempfile.mkdtemp()) / "a.csv", ["title"], [{"title": "=1+1"}])
    >>> path.read_text("utf-8"), read_records(path, CasekitError).rows
    ("title\\n'=1+1\\n", [(2, {'title': '=1+1'})])
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([guard(row[name]) for name in columns] for row in rows)
    return write_text(path, text.getvalue())
