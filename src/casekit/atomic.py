"""Writes that a killed run cannot tear: the new file is complete before it takes the old one's place."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from casekit.errors import OutputError


@contextmanager
def replacing(path: str | Path) -> Iterator[Path]:
    """A scratch path that takes the place of `path` when the block ends well, and vanishes when it does not.

    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp()) / "a.txt"
    >>> with replacing(target) as scratch:
    ...     _ = scratch.write_text("new", encoding="utf-8")
    >>> target.read_text(encoding="utf-8")
    'new'
    """
    path = Path(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=path.suffix, dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror}", where=path, cure="choose a folder you may write to"
        ) from error
    scratch = Path(name)
    try:
        yield scratch
        mask = os.umask(0)
        os.umask(mask)
        scratch.chmod(0o666 & ~mask)
        scratch.replace(path)
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror}", where=path, cure="free some space, or close the file"
        ) from error
    finally:
        scratch.unlink(missing_ok=True)


def write_text(path: str | Path, text: str) -> Path:
    """Write `text` as UTF-8 with ``\\n`` line ends; returns the path."""
    with replacing(path) as scratch:
        scratch.write_text(text, encoding="utf-8", newline="\n")
    return Path(path)


def write_bytes(path: str | Path, data: bytes) -> Path:
    """Write `data`; returns the path."""
    with replacing(path) as scratch:
        scratch.write_bytes(data)
    return Path(path)
