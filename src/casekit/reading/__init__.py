"""File → raw text: plain text, HTML, DOCX and PDF, in whatever encoding they were saved.

:func:`read_source` gives one :class:`Source`; :func:`discover` finds the files behind folders and globs. What cannot
be read raises :class:`casekit.errors.SourceError` with file, fault and cure; what was read with a doubt is noted.
"""

from __future__ import annotations

import glob
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from casekit.errors import SourceError
from casekit.reading import encodings, html, office

LIMIT = 64 * 1024 * 1024  # bytes; an article has some thousand characters, so anything larger is another thing
SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".shtml": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".pdf": "pdf",
}
_HIDDEN = (".", "~$")
_MAGIC = ((b"%PDF-", "pdf"), (b"PK\x03\x04", "zip"), (b"\xd0\xcf\x11\xe0", "doc"), (b"{\\rtf", "rtf"))
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"SQLite")


@dataclass(frozen=True)
class Source:
    """One article as received.

    Attributes
    ----------
    file : str
        Path relative to the source folder, with ``/``.
    path : Path
        Where it was read.
    sha256 : str
        Checksum of the bytes.
    encoding : str
        Encoding the text was decoded with; empty for DOCX and PDF.
    text : str
        The raw text. Of a text file exactly the decoded file, only the byte order mark dropped.
    media : str
        ``text``, ``html``, ``docx`` or ``pdf``.
    hints : dict of str to str
        What the file itself says: ``title``, ``published`` (ISO date), ``publisher``, ``author``.
    notes : tuple of (str, str)
        Doubts: kind and detail, one row of `issues` each.
    """

    file: str
    path: Path
    sha256: str
    encoding: str
    text: str
    media: str
    hints: dict[str, str] = field(default_factory=dict)
    notes: tuple[tuple[str, str], ...] = ()


def shown(path: Path, root: Path) -> str:
    """The name of a file below `root` with ``/``; bytes that are no text are written as ``\\xff``.

    >>> shown(Path("a/b/c.txt"), Path("a"))
    'b/c.txt'
    """
    return path.relative_to(root).as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def read_source(path: str | Path, root: str | Path | None = None) -> Source:
    """Read one file.

    Parameters
    ----------
    path : path
        A text, HTML, DOCX or PDF file of at most 64 MB. What a file is, its first bytes say, not its name.
    root : path, optional
        Folder that `Source.file` is relative to; else the file's own folder.

    Raises
    ------
    SourceError
        Missing, unreadable, empty, binary, encrypted, too large, or of a kind that is not read.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     article = Path(folder, "article.txt")
    ...     _ = article.write_bytes("驻村干部5人".encode("gb18030"))
    ...     source = read_source(article)
    >>> source.text, source.encoding
    ('驻村干部5人', 'gb18030')
    """
    path = Path(path)
    raw = _bytes(path)
    try:
        file = shown(path.resolve(), Path(root).resolve()) if root else shown(path, path.parent)
    except ValueError:
        file = path.name
    media = _media(path, raw)
    hints: dict[str, str] = {}
    notes: list[tuple[str, str]] = []
    encoding = ""
    if media == "docx":
        text, hints, notes = office.read_docx(path, raw)
    elif media == "pdf":
        text, hints, notes = office.read_pdf(path, raw)
    else:
        text, encoding, doubts = encodings.decode(raw, path)
        notes += doubts
        if media == "html" or (path.suffix.lower() not in (".txt", ".text") and html.looks_like(text)):
            media = "html"
            text, hints, doubts = html.main_text(text)
            notes += doubts
    if not text.strip():
        raise SourceError(
            "holds no text",
            where=path,
            cure="scanned pages need text recognition first" if media == "pdf" else "save the article itself",
        )
    return Source(file, path, hashlib.sha256(raw).hexdigest(), encoding, text, media, hints, tuple(notes))


def discover(*sources: str | Path) -> list[tuple[Path, Path]]:
    """The files behind files, folders (searched to the bottom) and globs.

    Returns
    -------
    list of (Path, Path)
        File and the folder its name is relative to, sorted, each file once.

    Raises
    ------
    SourceError
        A source that does not exist, or a folder or glob without a file that can be read.
    """
    found: dict[str, tuple[Path, Path]] = {}
    for source in sources:
        if not str(source):  # a variable of a shell that is not set; a path without words would be the folder one is in
            raise SourceError(
                "a source without name", cure="name a file, a folder or a glob; . is the folder you are in"
            )
        path = Path(source).expanduser()
        if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where a folder above may not be entered
            if not os.access(path, os.R_OK | os.X_OK):
                raise SourceError("may not be read", where=source, cure="change its permissions")
            files, root = list(_below(path)), path
        elif os.path.lexists(path):
            files, root = [path], path.parent
        elif glob.has_magic(str(path)):
            found_here = glob.glob(str(path), recursive=True)  # noqa: PTH207 (patterns may be absolute)
            files = [file for file in map(Path, found_here) if file.is_file()]
            fixed = _before_magic(path.parts)
            root = Path(*fixed) if fixed else Path()
        else:
            raise SourceError("no such file or folder", where=source, cure="check the path")
        if not files:
            raise SourceError("no article here", where=source, cure=f"articles end in {', '.join(sorted(SUFFIXES))}")
        for file in files:
            found.setdefault(os.path.realpath(file), (file, root))
    return sorted(found.values(), key=lambda pair: (pair[0].relative_to(pair[1]).as_posix(), str(pair[0])))


def _below(folder: Path) -> Iterator[Path]:
    """Files of a folder and all below it; also folders that may not be read and links to nowhere, so that they are named."""
    shut: list[Path] = []
    for here, folders, files in os.walk(folder, onerror=lambda error: shut.append(Path(error.filename))):
        folders[:] = [name for name in folders if not name.startswith(_HIDDEN)]
        for path in (Path(here, name) for name in files):
            wanted = path.suffix.lower() in SUFFIXES and not path.name.startswith(_HIDDEN)
            if wanted and (os.path.isfile(path) or not os.path.exists(path)):  # noqa: PTH110, PTH113 - never raise
                yield path
    yield from shut


def _before_magic(parts: tuple[str, ...]) -> list[str]:
    out: list[str] = []
    for part in parts[:-1]:
        if glob.has_magic(part):
            break
        out.append(part)
    return out


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            if not os.access(path, os.R_OK | os.X_OK):
                raise SourceError("is a folder that may not be read", where=path, cure="change its permissions")
            raise SourceError("is a folder", where=path, cure="give its files, or use discover()")
        size = path.stat().st_size
        if size > LIMIT:
            raise SourceError(
                f"has {size / 1e6:,.0f} MB, more than the {LIMIT / 1e6:.0f} MB an article may have",
                where=path,
                cure="split it into articles",
            )
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError("no such file", where=path, cure="check the path") from error
    except PermissionError as error:
        raise SourceError("may not be read", where=path, cure="change its permissions") from error
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror or error}", where=path, cure="check the path") from error
    if not raw:
        raise SourceError("is empty", where=path, cure="save the article again")
    return raw


def _media(path: Path, raw: bytes) -> str:
    head = raw[:8]
    suffix = path.suffix.lower()
    for magic, kind in _MAGIC:
        if not head.startswith(magic):
            continue
        if kind == "pdf":
            return "pdf"
        if kind == "zip":
            return office.kind_of_zip(path, raw)
        if kind == "doc":
            what = "is encrypted, or" if suffix == ".docx" else "is"
            raise SourceError(
                f"{what} a Word file of the old kind", where=path, cure="save it without password as .docx or as text"
            )
        raise SourceError("is rich text", where=path, cure="save it as .docx or as text")
    if head.startswith(_PICTURES):
        raise SourceError("is binary, not an article", where=path, cure="give text, HTML, DOCX or PDF")
    if suffix in (".docx", ".pdf"):
        raise SourceError(f"is named {suffix} but is none", where=path, cure="download it again")
    return SUFFIXES.get(suffix, "text")
