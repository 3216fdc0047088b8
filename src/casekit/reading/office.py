"""DOCX and PDF → text."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from casekit.errors import SourceError

Note = tuple[str, str]
_TWICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # says a text box again
_ENDS = "。！？；”"
_APART = re.compile(r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]) (?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])")
_DIGITS = re.compile(r"[\d\s]+")
_FILE_NAME = re.compile(
    r"Microsoft Word\s*-.*|.*\.(?:html?|docx?|wps|pdf|txt|xlsx?|indd|pptx?)|(?:未命名|Untitled|无标题).*", re.I
)
_PAGE_NUMBER = re.compile(r"[-—–·\s]*\d{1,4}[-—–·\s]*")
# what the libraries raise, besides what is theirs, on files that were cut or altered
_BROKEN = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
UNPACKED = 256 * 1024 * 1024  # bytes a DOCX may unpack to


def kind_of_zip(path: Path, raw: bytes) -> str:
    """``docx`` if this zip archive is one; anything else raises."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = set(archive.namelist())
            unpacked = sum(info.file_size for info in archive.infolist())
    except zipfile.BadZipFile as error:
        raise SourceError("is a broken zip archive", where=path, cure="download it again") from error
    if "word/document.xml" not in names:
        raise SourceError("is a zip archive, not a Word file", where=path, cure="unpack it and give the files inside")
    if unpacked > UNPACKED:
        raise SourceError(f"unpacks to {unpacked / 1e6:,.0f} MB", where=path, cure="take pictures and attachments out")
    return "docx"


def read_docx(path: Path, raw: bytes) -> tuple[str, dict[str, str], list[Note]]:
    """Text of a Word file, paragraphs and tables in their order, its properties as hints, and what is not read."""
    from docx.opc.exceptions import OpcError
    from lxml.etree import XMLSyntaxError

    try:
        lines, hints, notes = _docx(raw)
    except (OpcError, XMLSyntaxError, zipfile.BadZipFile, *_BROKEN) as error:
        raise SourceError(
            f"is no Word file that can be opened ({type(error).__name__})", where=path, cure="save it again as .docx"
        ) from error
    if hints["author"] in ("python-docx", "Administrator", "admin", "User", "微软用户"):
        hints["author"] = ""
    return "\n".join(lines), {key: value for key, value in hints.items() if value}, notes


def _docx(raw: bytes) -> tuple[list[str], dict[str, str], list[Note]]:
    import docx
    from docx.oxml.ns import qn

    row, cell, paragraph, table = map(qn, ("w:tr", "w:tc", "w:p", "w:tbl"))
    document = docx.Document(io.BytesIO(raw))
    body = document.element.body
    lines: list[str] = []
    for block in body.iter(paragraph, table):  # also those of text boxes and controls, where they stand
        if next(block.iterancestors(table, _TWICE), None) is not None:
            continue
        if block.tag == paragraph:
            lines.append(_said(block, qn))
            continue
        for line in block.findall(row):
            cells = (" ".join(_said(part, qn) for part in one.iter(paragraph)) for one in line.findall(cell))
            lines.append("\t".join(cells).replace("\n", " "))
    marks = sum(1 for _ in body.iter(qn("w:footnoteReference"), qn("w:endnoteReference")))
    notes = [("footnotes", f"{marks} footnote(s) are not read")] if marks else []
    properties = document.core_properties
    return lines, {"title": properties.title or "", "author": properties.author or ""}, notes


def _said(paragraph, qn: Callable[[str], str]) -> str:
    """What a paragraph says after all changes, without the paragraphs of a text box in it."""
    runs = (run for run in paragraph.iter(qn("w:r")) if next(run.iterancestors(paragraph.tag)) is paragraph)
    pieces = (piece for run in runs if run.getparent().tag != qn("w:moveFrom") for piece in run)
    marks = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
    return "".join((piece.text or "") if piece.tag == qn("w:t") else marks.get(piece.tag, "") for piece in pieces)


def read_pdf(path: Path, raw: bytes) -> tuple[str, dict[str, str], list[Note]]:
    """Text of a PDF, lines joined to paragraphs where they were only broken for the page."""
    import pypdf
    from pypdf.errors import DependencyError, PyPdfError

    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise SourceError("is encrypted", where=path, cure="save a copy without password")
        pages = [page.extract_text() or "" for page in reader.pages]
        title = str(reader.metadata.title or "") if reader.metadata else ""
    except DependencyError as error:
        raise SourceError("is encrypted", where=path, cure="save a copy without password") from error
    except (PyPdfError, *_BROKEN) as error:
        raise SourceError(
            f"is no PDF that can be opened ({type(error).__name__})", where=path, cure="print it to PDF again"
        ) from error
    notes = [
        ("no_text", f"page {number} holds no text (a scan?)")
        for number, page in enumerate(pages, 1)
        if not page.strip()
    ]
    hints = {"title": title} if title and not _FILE_NAME.fullmatch(title) else {}
    return _joined(pages), hints, notes if len(notes) < len(pages) else []


def _unnumbered(lines: list[str]) -> list[str]:
    """The lines of a page without its number, which stands first or last; any other number is the article's."""
    first = bool(lines) and _PAGE_NUMBER.fullmatch(lines[0]) is not None
    last = len(lines) > 1 and _PAGE_NUMBER.fullmatch(lines[-1]) is not None
    return lines[first : len(lines) - last]


def _bodies(pages: list[str]) -> list[list[str]]:
    """The lines of each page without what most pages print above and below, whatever its number."""
    bodies = [[_close(line.strip()) for line in page.split("\n") if line.strip()] for page in pages]
    for edge in (0, -1, 0, -1):
        alike = Counter(_DIGITS.sub("0", body[edge]) for body in bodies if body)
        running = {line for line, n in alike.items() if n > 1 and 2 * n > len(bodies) and line[-1] not in _ENDS}
        for body in bodies:
            if body and _DIGITS.sub("0", body[edge]) in running:
                del body[edge]
    return [_unnumbered(body) for body in bodies]


def _close(line: str) -> str:
    """A line that was set with a blank behind each character without these blanks."""
    return _APART.sub("", line) if 3 * len(_APART.findall(line)) > len(line) else line


def _columns(line: str) -> int:
    """How wide a line is: two columns for a Han character, one for the rest."""
    return sum(2 if sign > "\u2e80" else 1 for sign in line)


def _joined(pages: list[str]) -> str:
    """Lines that end within a sentence and are about as wide as the widest go on in the next line."""
    lines = [line for body in _bodies(pages) for line in body]
    widths = sorted(map(_columns, lines))
    full = widths[int(len(widths) * 0.8)] if widths else 0
    out: list[str] = []
    going_on = False
    for line in lines:
        if going_on:
            out[-1] += line
        else:
            out.append(line)
        going_on = _columns(line) >= max(20, full - 6) and line[-1] not in _ENDS
    return "\n".join(out)
