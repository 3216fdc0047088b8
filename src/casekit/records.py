"""CSV files that a person keeps beside the articles: read whole, every row with the line it stands in."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

from casekit.errors import CasekitError


class Records(NamedTuple):
    """Column names, and (line, cells by column) of every row; cells beyond the columns stand under None."""

    columns: list[str]
    rows: list[tuple[int, dict]]


def read_records(path: Path, fault: type[CasekitError]) -> Records:
    """The rows of a CSV file in UTF-8, with or without byte order mark; an empty file has none.

    Raises
    ------
    CasekitError
        As `fault`: the file cannot be read, or is no such text.

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
            reader = csv.DictReader(handle)
            return Records(list(reader.fieldnames or ()), [(reader.line_num, row) for row in reader])
    except OSError as error:
        raise fault(f"cannot be read: {error.strerror}", where=path, cure="check path and permissions") from error
    except UnicodeDecodeError as error:
        raise fault("is not UTF-8 text", where=path, cure="in a spreadsheet, save it as “CSV UTF-8”") from error
    except csv.Error as error:
        raise fault(f"is no table: {error}", where=path, cure="mend its quotation marks and commas") from error
