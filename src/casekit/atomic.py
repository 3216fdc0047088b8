"""Writes that a killed run cannot tear: the new file is complete before it takes the old one's place."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from casekit.errors import OutputError

SCRATCH = ".casekit-new-"  # how the names of files and folders begin that are still being written
_STALE = 3600  # seconds after which nobody writes to them any more


@contextmanager
def replacing(path: str | Path, *faults: type[Exception]) -> Iterator[Path]:
    """A scratch path that takes the place of `path` when the block ends well, and vanishes when it does not.

    `faults` are what the library that writes raises besides OSError where a file cannot be written.

    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp()) / "a.txt"
    >>> with replacing(target) as scratch:
    ...     _ = scratch.write_text("new", encoding="utf-8")
    >>> target.read_text(encoding="utf-8")
    'new'
    """
    path = Path(path)
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where a folder above may not be entered
        raise OutputError("is a folder", where=path, cure="choose another name")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=SCRATCH, suffix=path.suffix, dir=path.parent)
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
    except (OSError, *faults) as error:
        raise _unwritten(error, path) from error
    finally:
        scratch.unlink(missing_ok=True)


def _unwritten(error: Exception, where: Path) -> OutputError:
    why = getattr(error, "strerror", None) or error
    return OutputError(f"cannot be written: {why}", where=where, cure="free some space, or close the file")


@contextmanager
def replacing_all(folder: str | Path, names: Iterable[str], *faults: type[Exception]) -> Iterator[list[Path]]:
    """As :func:`replacing`, for files that belong together: none takes its place before all are complete.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> with replacing_all(folder, ["a.txt", "b.txt"]) as scratch:
    ...     for path in scratch:
    ...         _ = path.write_text("new", encoding="utf-8")
    >>> sorted(path.name for path in folder.iterdir())
    ['a.txt', 'b.txt']
    """
    folder = Path(folder)
    with ExitStack() as stack:
        scratch = [stack.enter_context(replacing(folder / name)) for name in names]
        try:
            yield scratch
        except (OSError, *faults) as error:  # whichever file it was, the folder keeps what it had
            raise _unwritten(error, folder) from error
    sweep(folder)


def sweep(folder: Path) -> None:
    """Remove what runs that were killed left half-written in a folder."""
    for left in folder.glob(f"{SCRATCH}*"):
        with suppress(OSError):  # another run may sweep too
            if time.time() - left.stat().st_mtime > _STALE:
                if left.is_dir():
                    shutil.rmtree(left)
                else:
                    left.unlink()


def check_writable(folder: str | Path) -> None:
    """Raise :class:`OutputError`, before any work is done, if nothing can be written to a folder that is there or is to be made."""
    there = Path(folder).absolute()
    while not os.path.lexists(there) and there != there.parent:
        there = there.parent
    if not os.path.isdir(there):  # noqa: PTH112
        raise OutputError("is a file, not a folder", where=there, cure="choose another folder")
    if not os.access(there, os.W_OK | os.X_OK):
        raise OutputError("may not be written to", where=there, cure="choose another folder, or change its permissions")


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
