"""Rows that a researcher overrules, with a reason; applied last, so a rebuild never loses them.

``corrections.csv`` has one row per correction:

=============  =====================================================================================
``table``      metrics, practices, programmes or rules
``doc_id``     the document
``sentence``   words that stand in exactly one sentence of it (for programmes may be empty)
``row``        which row of that sentence: its surface, code, name or quote
``action``     ``set`` (one field), ``drop`` (the row), ``add`` (a row; `value` is then a JSON object)
``field``      the field to set
``value``      its new value
``reason``     why; never empty
``coder``      who
=============  =====================================================================================

Corrections are anchored by words, not by offsets, so that they survive a change of the repair rules.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

from casekit.errors import TableError, one_of
from casekit.records import read_records
from casekit.schema import TABLES

CORRECTABLE = ("metrics", "practices", "programmes", "rules")
_FIXED = ("doc_id", "sent_no", "start", "end", "quote", "surface", "found_by", "coder")  # the words decide these
_NAMED_BY = {"metrics": "surface", "practices": "code", "programmes": "name", "rules": "quote"}


@dataclass(frozen=True)
class Correction:
    """One overruled row; see the module's table."""

    table: str
    doc_id: str
    sentence: str
    row: str
    action: str
    field: str
    value: str
    reason: str
    coder: str
    where: str = ""


COLUMNS = tuple(field.name for field in fields(Correction) if field.name != "where")


def load_corrections(path: Path) -> dict[str, list[Correction]]:
    """Corrections by document; a broken row raises :class:`TableError` with file, line and cure.

    >>> from pathlib import Path
    >>> load_corrections(Path("no such corrections.csv"))
    {}
    """
    if not os.path.lexists(path):
        return {}
    by_document: dict[str, list[Correction]] = {}
    columns, rows = read_records(path, TableError)
    if columns and sorted(columns) != sorted(COLUMNS):
        raise TableError(f"columns are {columns}", where=path, cure=f"columns: {', '.join(COLUMNS)}")
    for line, row in rows:
        item = Correction(**row, where=f"{path}:{line}")
        check_correction(item)
        by_document.setdefault(item.doc_id, []).append(item)
    return by_document


def check_correction(item: Correction) -> None:
    """Raise :class:`TableError` with place and cure if a correction could never be applied."""
    if item.table not in CORRECTABLE:
        raise TableError(f"table {item.table!r} cannot be corrected", where=item.where, cure=one_of(CORRECTABLE))
    if not item.reason or not item.coder:
        raise TableError("a correction without reason or coder", where=item.where, cure="say why, and who")
    if item.action not in ("set", "drop", "add"):
        raise TableError(f"unknown action {item.action!r}", where=item.where, cure="set, drop or add")
    columns = {column.name: column for column in TABLES[item.table].columns}
    free = sorted(set(columns) - set(_FIXED))
    if item.action == "set" and item.field not in free:
        raise TableError(f"{item.table} has no field {item.field!r} to set", where=item.where, cure=f"fields: {free}")
    values = {item.field: item.value} if item.action == "set" else _json(item) if item.action == "add" else {}
    for name, value in values.items():
        fits = name in free and (not columns[name].values or value in columns[name].values)
        try:
            _typed(item.table, name, value if fits else "")
        except (ValueError, TypeError, StopIteration):
            fits = False
        if not fits:
            raise TableError(f"{name} cannot be {value!r}", where=item.where, cure="see casekit.schema")
    needed = {name for name, column in columns.items() if column.values and "" not in column.values}
    if item.action == "add" and needed - set(values):
        raise TableError(
            f"the row to add lacks {sorted(needed - set(values))}", where=item.where, cure="name them in value"
        )


def _json(item: Correction) -> dict:
    try:
        value = json.loads(item.value)
    except ValueError as error:
        raise TableError(f"value is not JSON: {error}", where=item.where, cure='e.g. {"code": "training"}') from error
    if not isinstance(value, dict):
        raise TableError("value must be a JSON object", where=item.where, cure='e.g. {"code": "training"}')
    return value


def correct(tables: dict[str, list[dict]], items: Iterable[Correction]) -> None:
    """Apply the corrections of one document to its rows, in place; one that fits nothing becomes a row of `issues`."""
    for item in items:
        hits = [s for s in tables["sentences"] if item.sentence and item.sentence in s["text"]]
        fault = ""
        if item.sentence and len(hits) != 1:
            fault = f"its words stand in {len(hits)} sentences"
        elif item.action == "add":
            fault = _add(tables, item, hits)
        else:
            named = _NAMED_BY[item.table]
            rows = [
                row
                for row in tables[item.table]
                if row[named] == item.row and (not hits or row["sent_no"] == hits[0]["sent_no"])
            ]
            if len(rows) != 1:
                fault = f"{len(rows)} rows fit it"
            elif item.action == "drop":
                tables[item.table].remove(rows[0])
            else:
                rows[0] |= {item.field: _typed(item.table, item.field, item.value), "coder": item.coder}
        if fault:
            tables["issues"].append(
                {
                    "doc_id": item.doc_id, "sent_no": -1, "start": 0, "end": 0, "stage": "corrections",
                    "kind": "correction_without_row", "detail": f"{item.action} {item.table} {item.row}: {fault}",
                }
            )  # fmt: skip


def _add(tables: dict[str, list[dict]], item: Correction, hits: list[dict]) -> str:
    if len(hits) != 1 or item.row not in hits[0]["text"]:
        return "the quote to add does not stand in the sentence"
    sentence = hits[0]
    start = sentence["start"] + sentence["text"].index(item.row)
    given = {name: _typed(item.table, name, value) for name, value in _json(item).items()}
    row = {column.name: "" for column in TABLES[item.table].columns if column.type == "str"}
    row |= {"doc_id": item.doc_id, "sent_no": sentence["sent_no"], "start": start, "end": start + len(item.row)}
    row |= {"quote": item.row} if "quote" in TABLES[item.table].names else {"surface": item.row}
    row |= {column.name: None for column in TABLES[item.table].columns if column.type == "float"}
    row |= given | {"found_by": f"correction: {item.reason}", "coder": item.coder}
    key = TABLES[item.table].key
    if any(all(other[name] == row[name] for name in key) for other in tables[item.table]):
        return "that row is there already"
    tables[item.table].append(row)
    return ""


def _typed(table: str, field: str, value: object) -> object:
    kind = next(column.type for column in TABLES[table].columns if column.name == field)
    if kind == "float":
        return float(value) if value not in ("", None) else None
    if kind == "int":
        return int(value)
    if kind == "list":
        return value if isinstance(value, list) else json.loads(str(value) or "[]")
    return value
