"""Coding sheets: out for a person to fill in, and back in, checked.

A sheet is a CSV or XLSX file with a row for every sentence and a column for every practice. The coder puts ``x`` (or 1)
where the sentence says that the case does, did, requires or plans the practice; an empty cell (or 0) means: read, and not
given. A sentence that was not read is struck from the sheet, row and all.
"""

from __future__ import annotations

import csv
import difflib
import hashlib
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from casekit.atomic import replacing, write_text
from casekit.cells import guard, unguard
from casekit.codebook.practice import Practice, load_practices
from casekit.errors import OutputError, SourceError, TableError
from casekit.reading.encodings import decode

if TYPE_CHECKING:
    import pandas as pd

    from casekit.study import Study

FIXED = ("doc_id", "sha256", "coder", "sent_no", "sentence")
_YES, _NO = {"1", "x", "√", "✓", "✔"}, {"", "0"}


@dataclass(frozen=True)
class Sheet:
    """A sheet that was read: who coded, and what, as a coding (see :mod:`casekit.agreement.reliability`)."""

    coder: str
    frame: pd.DataFrame
    path: Path


def coding_sheet(study: Study, doc_id: str, path: str | Path, *, coder: str = "", codes: Sequence[str] | None = None) -> Path:
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
    >>> path = coding_sheet(study, "huixian", Path(tempfile.mkdtemp()) / "甲.csv", coder="甲", codes=["training"])
    >>> path.read_text("utf-8-sig").splitlines()[0]
    'doc_id,sha256,coder,sent_no,sentence,training 教育培训'
    """
    path = Path(path)
    document = next((row for row in study.rows["documents"] if row["doc_id"] == doc_id), None)
    if document is None:
        raise TableError(f"no document {doc_id!r}", where=path, cure=f"one of {', '.join(study.tables['documents']['doc_id'])}")
    pages = {page.id: page for page in load_practices(study.codebook)}
    order = list(dict.fromkeys(page.instrument for page in sorted(pages.values(), key=_place)))
    wanted = codes if codes is not None else sorted((p.id for p in pages.values() if not p.retired), key=lambda c: (order.index(pages[c].instrument), c))
    for code in wanted:
        _check_code(code, pages, str(path))
    rows = [
        [doc_id, _seal(document), guard(coder), s["sent_no"], guard(s["text"])]
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


def _place(page: Practice) -> int:
    return ("organisation", "authority", "treasure", "nodality").index(page.instrument)


def _seal(document: Mapping) -> str:
    """What ties a sheet to its text: the first twelve digits of the checksum of the file and of the clean text."""
    return hashlib.sha256((document["sha256"] + document["text"]).encode()).hexdigest()[:12]


def _write_csv(path: Path, head: list[str], rows: list[list]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([*row, *[""] * (len(head) - len(row))] for row in rows)
    write_text(path, "\ufeff" + text.getvalue())


def _write_xlsx(path: Path, head: list[str], rows: list[list], pages: list[Practice]) -> None:
    import datetime

    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with replacing(path) as scratch, xlsxwriter.Workbook(str(scratch), options) as book:
        book.set_properties({"created": datetime.datetime(2000, 1, 1)})  # noqa: DTZ001  fixed, so that the bytes are
        upright, wrapped = book.add_format({"rotation": 90, "bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
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


def read_sheet(path: str | Path, study: Study) -> Sheet:
    """Read a filled sheet and hold it against the study.

    Returns
    -------
    Sheet

    Raises
    ------
    TableError
        With file, line and cure: a column is missing or twice there; a code is unknown or retired; the sheet belongs to
        another text; a sentence is unknown, changed or twice there; a cell is not x, 1, 0 or empty; more than one coder.
    """
    import pandas as pd

    path = Path(path)
    lines = list(_lines(path))
    if not lines:
        raise TableError("is empty", where=path, cure="casekit sheet DOC --out FILE")
    (_, head), *rows = lines
    pages = {page.id: page for page in load_practices(study.codebook)}
    codes = _check_head(head, pages, f"{path}:1")
    documents = {row["doc_id"]: row for row in study.rows["documents"]}
    texts = {(row["doc_id"], row["sent_no"]): row["text"] for row in study.rows["sentences"]}
    cells: dict[tuple[str, int], list[float]] = {}
    coders: dict[str, str] = {}
    for number, row in rows:
        where = f"{path}:{number}"
        given = dict(zip(head, row, strict=False))
        unit = _check_unit(given, documents, texts, where)
        if unit in cells:
            raise TableError(f"sentence {unit[1]} of {unit[0]} is there twice", where=where, cure="keep one of the rows")
        cells[unit] = [_mark(given[title], code, where) for title, code in codes.items()]
        if given["coder"]:
            coders.setdefault(unguard(given["coder"]), where)
    if len(coders) > 1:
        raise TableError(f"more than one coder: {', '.join(coders)}", where=list(coders.values())[1], cure="a sheet for each coder")
    if not cells:
        raise TableError("holds no sentence", where=path, cure="casekit sheet DOC --out FILE")
    index = pd.MultiIndex.from_tuples(list(cells), names=["doc_id", "sent_no"])
    frame = pd.DataFrame(list(cells.values()), index=index, columns=pd.Index(list(codes.values()), name="code"), dtype="float64")
    return Sheet(next(iter(coders), path.stem), frame, path)


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of every row that is not empty."""
    if path.suffix.lower() == ".xlsx":
        yield from _xlsx_lines(path)
        return
    try:
        raw = path.read_bytes()
        text, _, _ = decode(raw, path)  # a spreadsheet program may have saved it in the code page of the machine
    except OSError as error:
        raise TableError(f"cannot be read: {error.strerror}", where=path, cure="check the name") from error
    except SourceError as error:
        raise TableError(error.what, where=path, cure="save it as CSV UTF-8") from error
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, [cell.strip() for cell in row]
    except csv.Error as error:
        raise TableError(f"is no CSV: {error}", where=f"{path}:{reader.line_num}", cure="save it as CSV UTF-8") from error


def _xlsx_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    import zipfile

    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except OSError as error:
        raise TableError(f"cannot be read: {error.strerror}", where=path, cure="check the name") from error
    except (zipfile.BadZipFile, KeyError, openpyxl.utils.exceptions.InvalidFileException) as error:
        raise TableError("is no XLSX workbook", where=path, cure="save it as XLSX, or as CSV UTF-8") from error
    try:
        for number, row in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
            cells = [_text(cell) for cell in row]
            if any(cells):
                yield number, cells
    finally:
        book.close()


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip()


def _check_head(head: list[str], pages: Mapping[str, Practice], where: str) -> dict[str, str]:
    """Title → code of the columns that are codes."""
    missing = [name for name in FIXED if name not in head]
    if missing:
        raise TableError(f"lacks the columns {missing}", where=where, cure="begin with a sheet from `casekit sheet`")
    codes: dict[str, str] = {}
    for title in head:
        if title and title not in FIXED:
            code = title.split()[0]
            _check_code(code, pages, where)
            if code in codes.values():
                raise TableError(f"the column {code} is there twice", where=where, cure="keep one of them")
            codes[title] = code
    if len(set(filter(None, head))) < len([title for title in head if title]):
        raise TableError("a column is there twice", where=where, cure="keep one of them")
    if not codes:
        raise TableError("has no column for a code", where=where, cure="begin with a sheet from `casekit sheet`")
    return codes


def _check_code(code: str, pages: Mapping[str, Practice], where: str) -> None:
    page = pages.get(code)
    if page is None:
        near = difflib.get_close_matches(code, [name for name, other in pages.items() if not other.retired], n=1)
        raise TableError(f"unknown code {code!r}", where=where, cure=f"do you mean {near[0]}?" if near else "a code of the codebook")
    if page.retired:
        heirs = [other for other in page.related if not pages[other].retired]
        raise TableError(
            f"the code {code} is retired since {page.retired}", where=where,
            cure=f"use {' or '.join(heirs)}" if heirs else "leave the column out",
        )  # fmt: skip


def _check_unit(given: Mapping[str, str], documents: Mapping, texts: Mapping, where: str) -> tuple[str, int]:
    doc_id = given["doc_id"]
    if doc_id not in documents:
        raise TableError(f"unknown document {doc_id!r}", where=where, cure=f"this study holds {', '.join(documents)}")
    if given["sha256"] != _seal(documents[doc_id]):
        raise TableError(
            f"the sheet was made from another text of {doc_id}", where=where,
            cure="write a new sheet; or build the study from the same file with the same version of casekit",
        )  # fmt: skip
    number = given["sent_no"]
    unit = (doc_id, int(number) if number.isascii() and number.isdigit() else -1)
    if unit not in texts:
        raise TableError(f"unknown sentence {number!r} of {doc_id}", where=where, cure="strike the row, or write a new sheet")
    if _letters(given["sentence"]) != _letters(texts[unit]):
        raise TableError(f"sentence {number} of {doc_id} is not this one", where=where, cure=f"it reads: {texts[unit][:30]}")
    return unit


def _letters(text: str) -> str:
    """A sentence but for white space and guards, which spreadsheet programs change."""
    return "".join(text.split()).lstrip("'")


def _mark(cell: str, code: str, where: str) -> float:
    mark = unicodedata.normalize("NFKC", cell).strip().lower()
    if mark in _YES:
        return 1.0
    if mark in _NO:
        return 0.0
    raise TableError(f"{code} cannot be {cell!r}", where=where, cure="x or 1 where the sentence has the code, else empty or 0")
