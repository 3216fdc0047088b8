"""REFI-QDA: the practices as a codebook (``.qdc``) and the coded articles as a project (``.qdpx``).

Both open in ATLAS.ti, MAXQDA, NVivo, QualCoder and others. Offsets count code points from 0, the end exclusive; sources
are UTF-8 with ``\\n``. Names of things are UUIDs made of the content, so that the same study gives the same bytes, and an
updated export keeps the identity of what did not change.
"""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from casekit.atomic import write_bytes
from casekit.codebook.practice import Practice, load_practices
from casekit.schema import INSTRUMENTS

if TYPE_CHECKING:
    from casekit.study import Study

CODEBOOK, PROJECT = "urn:QDA-XML:codebook:1.0", "urn:QDA-XML:project:1.0"
ORIGIN = "casekit"
COLOURS = {"organisation": "#0072B2", "authority": "#B34700", "treasure": "#00714F", "nodality": "#9B3F78"}
LABELS = {
    "organisation": "组织 Organisation",
    "authority": "权威 Authority",
    "treasure": "资源 Treasure",
    "nodality": "信息 Nodality",
}
VARIABLES = ("place", "prefecture", "province", "adcode", "level", "publisher", "author", "published", "file", "sha256")
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_OID, "casekit")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def guid(*parts: object) -> str:
    """A UUID made of its parts; the same parts give the same.

    >>> guid("code", "training") == guid("code", "training") != guid("code", "funding")
    True
    """
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join(map(str, parts)))).upper()


def legal(text: str) -> str:
    """`text` with U+FFFD for each character that XML cannot hold; no offset moves.

    >>> legal("甲\\x00乙")
    '甲\\ufffd乙'
    """
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text).replace("\r", "\n")


def write_refi(study: Study, out: str | Path) -> list[Path]:
    """Write ``casekit.qdc`` and ``casekit.qdpx``.

    Returns
    -------
    list of Path
        The codebook, the project.

    Examples
    --------
    >>> import tempfile
    >>> from casekit.schema import TABLES
    >>> from casekit.study import Study
    >>> paths = write_refi(Study({name: [] for name in TABLES}), tempfile.mkdtemp())
    >>> [path.name for path in paths]
    ['casekit.qdc', 'casekit.qdpx']
    """
    documents, rows = (study.tables[name].to_dict("records") for name in ("documents", "practices"))
    used = {(row["code"], row["instrument"]) for row in rows}
    practices = [practice for practice in load_practices(study.codebook) if not practice.retired]
    codebook = ET.Element("CodeBook", {"xmlns": CODEBOOK, "origin": ORIGIN})
    codebook.append(_codes(practices, used))
    project = _project(documents, rows, _codes(practices, used))
    archive = {"project.qde": _xml(project)}
    archive |= {f"sources/{guid('text', row['doc_id'])}.txt": legal(row["text"]).encode() for row in documents}
    return [
        write_bytes(Path(out) / "casekit.qdc", _xml(codebook)),
        write_bytes(Path(out) / "casekit.qdpx", _zip(archive)),
    ]


def _codes(practices: Iterable[Practice], used: Iterable[tuple[str, str]]) -> ET.Element:
    """Practices under their instrument; a code that rows use and no page defines (any more) is there without description."""
    pages: dict[str, Practice | None] = dict.fromkeys(sorted(code for code, _ in used))
    pages |= {practice.id: practice for practice in practices}
    instrument = dict(used) | {practice.id: practice.instrument for practice in practices}
    codes = ET.Element("Codes")
    for group in INSTRUMENTS:
        mine = [code for code in pages if instrument[code] == group]
        if mine:
            parent = _code(codes, group, LABELS[group], COLOURS[group], codable=False)
            for code in sorted(mine):
                page = pages[code]
                name = f"{code} {page.label['zh']}" if page else code
                _code(
                    parent,
                    code,
                    name,
                    COLOURS[group],
                    description=f"{page.question}\n{page.definition}" if page else "",
                )
    return codes


def _code(
    parent: ET.Element, code: str, name: str, colour: str, *, codable: bool = True, description: str = ""
) -> ET.Element:
    attributes = {
        "guid": guid("code", code),
        "name": legal(name),
        "isCodable": "true" if codable else "false",
        "color": colour,
    }
    element = ET.SubElement(parent, "Code", attributes)
    if description:
        ET.SubElement(element, "Description").text = legal(description)
    return element


def _project(documents: list[dict], rows: list[dict], codes: ET.Element) -> ET.Element:
    project = ET.Element("Project", {"xmlns": PROJECT, "name": "casekit", "origin": ORIGIN})
    users = ET.SubElement(project, "Users")
    for coder in sorted({row["coder"] for row in rows} | {"machine"}):
        ET.SubElement(users, "User", {"guid": guid("user", coder), "name": legal(coder)})
    ET.SubElement(project, "CodeBook").append(codes)
    variables = ET.SubElement(project, "Variables")
    for name in VARIABLES:
        ET.SubElement(variables, "Variable", {"guid": guid("variable", name), "name": name, "typeOfVariable": "Text"})
    cases, sources, notes = (ET.SubElement(project, name) for name in ("Cases", "Sources", "Notes"))
    by_document: dict[str, list[dict]] = {}
    for row in rows:
        by_document.setdefault(row["doc_id"], []).append(row)
    for document in documents:
        _case(cases, document)
        _source(sources, notes, document, by_document.get(document["doc_id"], []))
    for empty in (part for part in (cases, sources, notes) if not len(part)):
        project.remove(empty)
    return project


def _case(cases: ET.Element, document: Mapping) -> None:
    case = ET.SubElement(cases, "Case", {"guid": guid("case", document["doc_id"]), "name": legal(document["doc_id"])})
    for name in VARIABLES:
        if document[name]:
            value = ET.SubElement(case, "VariableValue")
            ET.SubElement(value, "VariableRef", {"targetGUID": guid("variable", name)})
            ET.SubElement(value, "TextValue").text = legal(document[name])
    ET.SubElement(case, "SourceRef", {"targetGUID": guid("source", document["doc_id"])})


def _source(sources: ET.Element, notes: ET.Element, document: Mapping, rows: list[dict]) -> None:
    """One article with its coded stretches; each coding points to a note that says what fired."""
    doc_id = document["doc_id"]
    source = ET.SubElement(sources, "TextSource", {
        "guid": guid("source", doc_id), "name": legal(document["title"] or doc_id),
        "plainTextPath": f"internal://{guid('text', doc_id)}.txt", "creatingUser": guid("user", "machine"),
    })  # fmt: skip
    spans: dict[tuple[int, int], list[dict]] = {}
    for row in sorted(rows, key=lambda row: (row["start"], row["end"], row["code"])):
        spans.setdefault((row["start"], row["end"]), []).append(row)
    for (start, end), coded in spans.items():
        selection = ET.SubElement(source, "PlainTextSelection", {
            "guid": guid("selection", doc_id, start, end), "name": legal(document["text"][start:end])[:60],
            "startPosition": str(start), "endPosition": str(end), "creatingUser": guid("user", coded[0]["coder"]),
        })  # fmt: skip
        for row in coded:
            key = doc_id, start, end, row["code"]
            coding = ET.SubElement(
                selection, "Coding", {"guid": guid("coding", *key), "creatingUser": guid("user", row["coder"])}
            )
            ET.SubElement(coding, "CodeRef", {"targetGUID": guid("code", row["code"])})
            ET.SubElement(coding, "NoteRef", {"targetGUID": guid("note", *key)})
            note = ET.SubElement(notes, "Note", {
                "guid": guid("note", *key), "name": legal(f"{row['code']} {doc_id} {row['sent_no']}"),
                "creatingUser": guid("user", row["coder"]),
            })  # fmt: skip
            ET.SubElement(note, "PlainTextContent").text = legal(f"found_by: {row['found_by']}\ncoder: {row['coder']}")


def _xml(root: ET.Element) -> bytes:
    ET.indent(root, " ")
    return (
        b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="utf-8", xml_declaration=False) + b"\n"
    )


def _zip(files: Mapping[str, bytes]) -> bytes:
    """An archive without dates, so that the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, data)
    return buffer.getvalue()
