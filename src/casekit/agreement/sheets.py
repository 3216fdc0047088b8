"""Coding sheets, as they go out: a row for every sentence and a column for every practice.

The coder puts ``x`` (or 1) where the sentence says that the case does, did, requires or plans the practice; an empty
cell (or 0) means: read, and not given. A sentence that was not read is struck from the sheet, row and all. How a sheet
comes back stands in :mod:`casekit.agreement.filled`.
"""

from __future__ import annotations

import csv
import datetime as dt
import difflib
import hashlib
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from casekit.atomic import write_bytes, write_text
from casekit.cells import guard
from casekit.codebook.practice import Practice, load_practices
from casekit.errors import OutputError, TableError, one_of
from casekit.schema import INSTRUMENTS

if TYPE_CHECKING:
    from casekit.study import Study

CELL_LIMIT = 32_767  # UTF-16 units in one cell of a workbook
FIXED = ("doc_id", "seal", "coder", "sent_no", "sentence")


def coding_sheet(
    study: Study, doc_id: str, path: str | Path, *, coder: str = "", codes: Sequence[str] | None = None
) -> Path:
    """Write an empty sheet for one document.

    Parameters
    ----------
    path : path
        ``….csv`` or ``….xlsx``. The workbook shows the question of each code as a comment, and takes x, 1 and 0 only.
    coder : str
        Who will code; may be filled in later.
    codes : sequence of str, optional
        Default: every practice of the codebook that is not retired, by instrument.

    Returns
    -------
    Path

    Raises
    ------
    TableError
        The document or a code is not known.
    OutputError
        The file cannot be written, or ends in something else.

    Examples
    --------
    >>> import casekit, tempfile
    >>> study = casekit.read("seeds/")
    >>> path = coding_sheet(study, study.documents["doc_id"][3], Path(tempfile.mkdtemp()) / "甲.csv", coder="甲", codes=["training"])
    >>> path.read_text("utf-8-sig").splitlines()[0]
    'doc_id,seal,coder,sent_no,sentence,training 教育培训'
    """
    path = Path(path)
    document = next((row for row in study.rows["documents"] if row["doc_id"] == doc_id), None)
    if document is None:
        known = one_of(row["doc_id"] for row in study.rows["documents"])
        raise TableError(f"no document {doc_id!r}", where=path, cure=known)
    pages = {page.id: page for page in load_practices(study.codebook)}
    current = (page for page in pages.values() if not page.retired)
    by_instrument = [
        page.id for page in sorted(current, key=lambda page: (INSTRUMENTS.index(page.instrument), page.id))
    ]
    wanted = by_instrument if codes is None else list(codes)
    for code in wanted:
        check_code(code, pages, str(path))
    rows = [
        [doc_id, seal(document), guard(coder), s["sent_no"], guard(s["text"])]
        for s in study.rows["sentences"] if s["doc_id"] == doc_id
    ]  # fmt: skip
    head = [*FIXED, *(f"{code} {pages[code].label['zh']}" for code in wanted)]
    if path.suffix == ".csv":
        _write_csv(path, head, rows)
    elif path.suffix == ".xlsx":
        _write_xlsx(path, head, rows, [pages[code] for code in wanted])
    else:
        raise OutputError("a sheet is CSV or XLSX", where=path, cure="end the name in .csv or .xlsx")
    return path


def seal(document: Mapping) -> str:
    """What ties a sheet to its text: twelve digits of a checksum over that of the file and the clean text."""
    return hashlib.sha256((document["sha256"] + document["text"]).encode()).hexdigest()[:12]


def _write_csv(path: Path, head: list[str], rows: list[list]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([*row, *[""] * (len(head) - len(row))] for row in rows)
    write_text(path, "\ufeff" + text.getvalue())


def _write_xlsx(path: Path, head: list[str], rows: list[list], pages: list[Practice]) -> None:
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    long = [row for row in rows if len(row[-1].encode("utf-16-le")) // 2 > CELL_LIMIT]
    if long:
        raise OutputError(f"sentence {long[0][3]} is longer than a cell of a workbook", where=path, cure="write a .csv")
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole, options) as book:
        book.set_properties({"created": dt.datetime(2000, 1, 1)})  # fixed: the same sheet, the same bytes
        upright, wrapped = (
            book.add_format({"rotation": 90, "bold": True}),
            book.add_format({"text_wrap": True, "valign": "top"}),
        )
        sheet = book.add_worksheet("coding")
        for at, title in enumerate(head):
            sheet.write_string(0, at, title, upright if at >= len(FIXED) else None)
        for at, page in enumerate(pages, len(FIXED)):
            sheet.write_comment(0, at, f"{page.question}\n{page.definition}", {"x_scale": 2})
        for number, row in enumerate(rows, 1):
            for at, cell in enumerate(row):
                sheet.write(number, at, cell, wrapped)
        sheet.set_column(0, 3, 9)
        sheet.set_column(4, 4, 70)
        sheet.set_column(len(FIXED), len(head), 4)
        if rows and pages:
            allowed = {"validate": "list", "source": ["x", "1", "0"], "error_message": "x, 1, 0 or empty"}
            sheet.data_validation(1, len(FIXED), len(rows), len(head) - 1, allowed)
        sheet.freeze_panes(1, len(FIXED))
    write_bytes(path, whole.getvalue())


def check_code(code: str, pages: Mapping[str, Practice], where: str) -> None:
    """Refuse a code that no page defines, or whose page is retired."""
    page = pages.get(code)
    if page is None:
        near = difflib.get_close_matches(code, [name for name, other in pages.items() if not other.retired], n=1)
        raise TableError(
            f"unknown code {code!r}", where=where, cure=f"do you mean {near[0]}?" if near else "a code of the codebook"
        )
    if page.retired:
        heirs = [other for other in page.related if not pages[other].retired]
        raise TableError(
            f"the code {code} is retired since {page.retired}", where=where,
            cure=f"use {' or '.join(heirs)}" if heirs else "leave the column out",
        )  # fmt: skip
