"""A Frictionless tabular data package: CSV files and ``datapackage.json``, which says what every column means."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from casekit.atomic import replacing_all
from casekit.exchange.cells import write_csv
from casekit.exchange.tables import flat
from casekit.schema import TABLES, Table, check

if TYPE_CHECKING:
    from casekit.study import Study

DESCRIPTION = "datapackage.json"
_TYPES = {"str": "string", "list": "array", "int": "integer", "float": "number", "bool": "boolean"}
_NEVER_EMPTY = ("doc_id", "code", "name")  # text columns of keys


def table_schema(table: Table) -> dict:
    """The Table Schema of one table: types, closed lists, primary and foreign keys.

    >>> from casekit.schema import RULES
    >>> table_schema(RULES)["foreignKeys"][1]["reference"]
    {'resource': 'sentences', 'fields': ['doc_id', 'sent_no']}
    """
    fields = []
    for column in table.columns:
        field: dict = {"name": column.name, "type": _TYPES[column.type], "description": column.meaning}
        limits: dict = {"enum": [value for value in column.values if value]} if column.values else {}
        if column.name in table.key and (column.type != "str" or column.name in _NEVER_EMPTY):
            limits["required"] = True
        if limits:
            field["constraints"] = limits
        fields.append(field)
    keys = [("documents", ["doc_id"])] if table.name != "documents" else []
    if "sent_no" in table.names and table.name not in ("sentences", "issues"):  # an issue may mean no single sentence
        keys.append(("sentences", ["doc_id", "sent_no"]))
    schema = {"fields": fields, "missingValues": [""]}
    if all(field.get("constraints", {}).get("required") for field in fields if field["name"] in table.key):
        schema["primaryKey"] = list(table.key)  # a key that may hold an empty cell is none to Table Schema
    if keys:
        schema["foreignKeys"] = [
            {"fields": names, "reference": {"resource": to, "fields": names}} for to, names in keys
        ]
    return schema


def write_package(study: Study, out: str | Path) -> list[Path]:
    """Write the tables as CSV (UTF-8, guarded as in :func:`~casekit.exchange.tables.write_tables`) and their description.

    Returns
    -------
    list of Path
        ``datapackage.json``, then the CSV files.

    Examples
    --------
    >>> import tempfile
    >>> from casekit.schema import TABLES
    >>> from casekit.study import Study
    >>> paths = write_package(Study({name: [] for name in TABLES}), tempfile.mkdtemp())
    >>> paths[0].name, paths[1].name
    ('datapackage.json', 'documents.csv')
    """
    out, resources = Path(out), []
    names = [f"{name}.csv" for name in study.tables]
    with replacing_all(out, [DESCRIPTION, *names]) as (description, *scratch):
        for file, path, (name, table) in zip(names, scratch, study.tables.items(), strict=True):
            write_csv(flat(name, check(name, table), guard_text=True), path)
            raw = path.read_bytes()
            resources.append({
                "name": name, "path": file, "profile": "tabular-data-resource", "title": TABLES[name].row,
                "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "bytes": len(raw),
                "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}", "schema": table_schema(TABLES[name]),
            })  # fmt: skip
        about = json.dumps(_package(study, resources), ensure_ascii=False, indent=1) + "\n"
        description.write_text(about, encoding="utf-8", newline="\n")
    return [out / name for name in (DESCRIPTION, *names)]


def _package(study: Study, resources: list[dict]) -> dict:
    return {
        "profile": "tabular-data-package", "name": "casekit", "title": "Mentions in Chinese policy articles",
        "description": "A row is a mention in a text, not a fact about the world; an empty cell means: not said. "
        "A text that begins with = + - @ carries a leading ' so that no spreadsheet runs it.",
        "sources": [{"title": row["title"] or row["doc_id"], "path": row["file"]} for row in study.tables["documents"].to_dict("records")],
        "resources": resources,
    }  # fmt: skip
