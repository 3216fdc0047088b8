"""DOCX and PDF → text."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from pathlib import Path

from casekit.errors import SourceError

Note = tuple[str, str]
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


def read_docx(path: Path, raw: bytes) -> tuple[str, dict[str, str]]:
    """Text of a Word file, paragraphs and tables in their order, and its properties as hints."""
    from docx.opc.exceptions import OpcError
    from lxml.etree import XMLSyntaxError

    try:
        lines, hints = _docx(raw)
    except (OpcError, XMLSyntaxError, zipfile.BadZipFile, *_BROKEN) as error:
        raise SourceError(
            f"is no Word file that can be opened ({type(error).__name__})", where=path, cure="save it again as .docx"
        ) from error
    if hints["author"] in ("python-docx", "Administrator", "admin", "User", "微软用户"):
        hints["author"] = ""
    return "\n".join(lines), {key: value for key, value in hints.items() if value}


def _docx(raw: bytes) -> tuple[list[str], dict[str, str]]:
    import docx

    document = docx.Document(io.BytesIO(raw))
    lines: list[str] = []
    for item in document.iter_inner_content():
        if hasattr(item, "rows"):
            lines += ["\t".join(cell.text.replace("\n", " ") for cell in row.cells) for row in item.rows]
        else:
            lines.append(item.text)
    properties = document.core_properties
    return lines, {"title": properties.title or "", "author": properties.author or ""}


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
    return _joined(pages), {"title": title} if title else {}, notes if len(notes) < len(pages) else []


def _unnumbered(lines: list[str]) -> list[str]:
    """The lines of a page without its number, which stands first or last; any other number is the article's."""
    said = [line for line in lines if line]
    first = bool(said) and _PAGE_NUMBER.fullmatch(said[0]) is not None
    last = len(said) > 1 and _PAGE_NUMBER.fullmatch(said[-1]) is not None
    return said[first : len(said) - last]


def _joined(pages: list[str]) -> str:
    """Lines that end within a sentence and are about as long as the longest go on in the next line."""
    lines = [line for page in pages for line in _unnumbered([line.strip() for line in page.split("\n")])]
    lengths = sorted(len(line) for line in lines if line)
    full = lengths[int(len(lengths) * 0.8)] if lengths else 0
    out: list[str] = []
    going_on = False
    for line in lines:
        if not line:
            continue
        if going_on:
            out[-1] += line
        else:
            out.append(line)
        going_on = len(line) >= max(10, full - 3) and line[-1] not in "。！？；”"
    return "\n".join(out)
