"""The register of cases: what is known of each source besides what its page says (``cases.csv``)."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from casekit.errors import ChangedSourceError, SourceError
from casekit.records import read_records

_LONGEST = 60  # characters of a document's name: with folder and ending it is a file name everywhere
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})


@dataclass(frozen=True)
class Case:
    """One row of ``cases.csv``; every column but `file` may be empty.

    `file` is the name of the source; `sha256` holds the file to what it was when the row was written; the
    other columns fill what the page itself does not state.
    """

    file: str
    doc_id: str = ""
    sha256: str = ""
    place: str = ""
    adcode: str = ""
    province: str = ""
    prefecture: str = ""
    level: str = ""
    published: str = ""
    title: str = ""
    publisher: str = ""
    author: str = ""
    address: str = ""


def load_cases(path: Path) -> dict[str, Case]:
    """Cases by file name, none where there is no register; a wrong column or a row without file raises with line and cure.

    >>> from pathlib import Path
    >>> load_cases(Path("no such cases.csv"))
    {}
    """
    if not os.path.lexists(path):
        return {}
    known = [field.name for field in fields(Case)]
    cases: dict[str, Case] = {}
    columns, rows = read_records(path, SourceError)
    for name in columns:
        if name not in known:
            raise SourceError(f"unknown column {name!r}", where=path, cure=f"columns: {', '.join(known)}")
    for line, row in rows:
        where = f"{path}:{line}"
        if not row.get("file"):
            raise SourceError("a row without file", where=where, cure="name the file of the case")
        if row["file"] in cases:
            raise SourceError(f"{row['file']} stands here twice", where=where, cure="keep one row a file")
        case = Case(**row)
        _check(case, where, {other.doc_id.casefold() for other in cases.values()} - {""})
        cases[case.file] = case
    return cases


def _check(case: Case, where: str, taken: set[str]) -> None:
    fits = re.fullmatch(r"[\w-]+", case.doc_id) and len(case.doc_id) <= _LONGEST
    if case.doc_id and (not fits or case.doc_id.casefold() in taken | _DEVICES):
        cure = f"at most {_LONGEST} letters, digits, - and _; each name once; no device of Windows (con, nul, …)"
        raise SourceError(f"{case.doc_id!r} cannot be the name of a document", where=where, cure=cure)
    try:
        date.fromisoformat(case.published or "2000-01-01")
    except ValueError as error:
        raise SourceError(f"{case.published!r} is no date", where=where, cure="as in 2019-09-09, or empty") from error


def find_register(root: Path) -> Path:
    """Where the register of a source folder lies: in the folder; that of ``seeds`` in the ``data`` folder beside it."""
    beside = root.resolve().parent / "data" / "cases.csv"
    return beside if root.resolve().name == "seeds" and beside.exists() else root / "cases.csv"


def verify(case: Case | None, file: str, sha256: str) -> None:
    """Raise :class:`ChangedSourceError` if the file is not the one whose checksum was noted."""
    if case and case.sha256 and case.sha256 != sha256:
        raise ChangedSourceError(
            f"the file has changed since its checksum was noted (now {sha256[:12]}…, noted {case.sha256[:12]}…)",
            where=file,
            cure="restore the file, or look at the change and note the new sha256 in cases.csv",
        )


def complete(row: Mapping[str, str], case: Case | None) -> dict[str, str]:
    """`row` of `documents` with the register's word where it has one.

    >>> complete({"place": ""}, Case("a.txt", place="某县"))["place"]
    '某县'
    """
    if case is None:
        return dict(row)
    return {key: (getattr(case, key, "") or value) if key != "sha256" else value for key, value in row.items()}


def name_documents(files: Sequence[str], cases: Sequence[Case | None]) -> list[str]:
    """A short, unique, file-safe name for each source: the register's, else the file's own, cut to 60 characters.

    >>> name_documents(["a/某县 报道.txt", "a/某县 报道.html", "b.txt"], [None, None, Case("b.txt", "乙")])
    ['a-某县-报道', 'a-某县-报道-2', '乙']
    """
    registered = [case.doc_id if case else "" for case in cases]
    taken = {name.casefold() for name in registered if name} | _DEVICES  # some file systems know no capitals
    names = []
    for file, known in zip(files, registered, strict=True):
        stem = known or re.sub(r"[^\w]+", "-", str(Path(file).with_suffix(""))).strip("-")[:_LONGEST] or "document"
        name, number = stem, 1
        while not known and name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        names.append(name)
    return names
