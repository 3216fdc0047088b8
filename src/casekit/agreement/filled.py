"""Coding sheets, as they come back: filled by hand, saved by whatever program, and held against the study."""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from casekit.agreement.sheets import FIXED, check_code, seal
from casekit.cells import unguard
from casekit.codebook.practice import Practice, load_practices
from casekit.errors import SourceError, TableError, one_of
from casekit.reading.encodings import decode

if TYPE_CHECKING:
    import pandas as pd

    from casekit.study import Study

_YES, _NO = {"1", "x", "√", "✓", "✔"}, {"", "0"}


@dataclass(frozen=True)
class Sheet:
    """A sheet that was read: who coded, and what, as a coding (see :mod:`casekit.agreement.reliability`)."""

    coder: str
    frame: pd.DataFrame
    path: Path


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
            raise TableError(
                f"sentence {unit[1]} of {unit[0]} is there twice", where=where, cure="keep one of the rows"
            )
        cells[unit] = [_mark(given[title], code, where) for title, code in codes.items()]
        if given["coder"]:
            coders.setdefault(unguard(given["coder"]), where)
    if len(coders) > 1:
        raise TableError(
            f"more than one coder: {', '.join(coders)}", where=list(coders.values())[1], cure="a sheet for each coder"
        )
    if not cells:
        raise TableError("holds no sentence", where=path, cure="casekit sheet DOC --out FILE")
    index = pd.MultiIndex.from_tuples(list(cells), names=["doc_id", "sent_no"])
    frame = pd.DataFrame(
        list(cells.values()), index=index, columns=pd.Index(list(codes.values()), name="code"), dtype="float64"
    )
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
        raise TableError(
            f"is no CSV: {error}", where=f"{path}:{reader.line_num}", cure="save it as CSV UTF-8"
        ) from error


def _xlsx_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
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
            check_code(code, pages, where)
            if code in codes.values():
                raise TableError(f"the column {code} is there twice", where=where, cure="keep one of them")
            codes[title] = code
    if len(set(filter(None, head))) < len([title for title in head if title]):
        raise TableError("a column is there twice", where=where, cure="keep one of them")
    if not codes:
        raise TableError("has no column for a code", where=where, cure="begin with a sheet from `casekit sheet`")
    return codes


def _check_unit(given: Mapping[str, str], documents: Mapping, texts: Mapping, where: str) -> tuple[str, int]:
    doc_id = given["doc_id"]
    if doc_id not in documents:
        raise TableError(f"unknown document {doc_id!r}", where=where, cure=one_of(documents))
    if given["seal"] != seal(documents[doc_id]):
        raise TableError(
            f"the sheet was made from another text of {doc_id}", where=where,
            cure="write a new sheet; or build the study from the same file with the same version of casekit",
        )  # fmt: skip
    number = given["sent_no"]
    unit = (doc_id, int(number) if number.isascii() and number.isdigit() else -1)
    if unit not in texts:
        raise TableError(
            f"unknown sentence {number!r} of {doc_id}", where=where, cure="strike the row, or write a new sheet"
        )
    if _letters(given["sentence"]) != _letters(texts[unit]):
        raise TableError(
            f"sentence {number} of {doc_id} is not this one", where=where, cure=f"it reads: {texts[unit][:30]}"
        )
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
    raise TableError(
        f"{code} cannot be {cell!r}", where=where, cure="x or 1 where the sentence has the code, else empty or 0"
    )
