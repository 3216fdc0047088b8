"""The same build over many processes or machines: documents know nothing of each other, so batches just add up.

:func:`read` is :func:`casekit.study.read` over several processes. For a corpus that does not fit into memory, or should
survive a killed run, :func:`build_share` writes batches of consecutive sources as soon as they stand, and :func:`gather`
puts them together, in the order of the sources, into the very tables that one process would have built;
:func:`build_many` does both on this machine.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from casekit.atomic import check_writable, replacing, sweep, write_text
from casekit.codebook import Codebook
from casekit.errors import CasekitError, OutputError, TableError
from casekit.schema import TABLES, frame
from casekit.sources import Job, plan
from casekit.study import Rows, Study, collect, definitions, run

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")
Built = list[tuple[Rows, CasekitError | None]]
BATCH = 400_000  # bytes of sources in a batch: about a second of work
FORK_PAYS, SPAWN_PAYS = 1_000_000, 20_000_000  # bytes of sources; a process that cannot be forked loads everything anew


def read(
    *sources: str | Path,
    codebook: str | Path | Codebook | None = None,
    cases: str | Path | None = None,
    corrections: str | Path | None = None,
    jobs: int | None = None,
) -> Study:
    """As :func:`casekit.study.read`, over several processes; the study is the same, row for row.

    Parameters
    ----------
    jobs : int, optional
        Processes. By default one where the sources are few, else as many as there are cores.
    """
    book = definitions(codebook)
    planned = plan(*sources, cases=cases, corrections=corrections)
    batches = [planned.jobs[batch] for batch in _batches(planned.jobs)]
    workers = jobs or _worth(planned.jobs)
    built = (one for batch in _spread(partial(_build, codebook=book), batches, workers, book) for one in batch)
    return collect([*(({}, stray) for stray in planned.strays), *built], book)


def build_share(
    sources: Iterable[str | Path], out: str | Path, share: int = 0, shares: int = 1, codebook: str | Path | None = None
) -> list[str]:
    """Build one share of a corpus into ``out`` as Parquet; batches that already stand there are not built again.

    Parameters
    ----------
    sources : iterable of path
        The whole corpus, the same for every share.
    out : path
        Folder that all shares write to. Batches whose sources or definitions have changed since, or casekit itself,
        are built anew.
    share, shares : int
        Which share, counted from 0, of how many.

    Returns
    -------
    list of str
        What could not be read, with its cure.
    """
    if not 0 <= share < shares:
        raise OutputError(f"there is no share {share} of {shares}", where=out, cure="shares are counted from 0")
    batches, strays, book = _planned(sources, Path(out), codebook)
    failed = [str(stray) for stray in strays] if not share else []
    for batch in batches[share::shares]:
        failed += _stand(batch, codebook=book)
    return failed


def build_many(
    sources: Iterable[str | Path], out: str | Path, workers: int | None = None, codebook: str | Path | None = None
) -> tuple[dict[str, pd.DataFrame], list[str]]:
    """Build a corpus on all cores of this machine; returns the tables and what could not be read.

    Parameters
    ----------
    sources, out
        As for :func:`build_share`.
    workers : int, optional
        Processes; the number of cores by default.
    """
    batches, strays, book = _planned(sources, Path(out), codebook)
    failed = [str(stray) for stray in strays]
    missing = [batch for batch in batches if batch.failed() is None]
    for _ in _spread(partial(_stand, codebook=book), missing, workers or cores(), book):
        pass
    for batch in batches:
        failed += batch.failed() or []
    return gather(out), failed


def gather(out: str | Path) -> dict[str, pd.DataFrame]:
    """All shares of a folder as one set of tables, in the order of the sources.

    Raises
    ------
    TableError
        A batch is missing between the first and the last, none is there, or they were built with different definitions.
    """
    import pandas as pd

    out, at, books = Path(out), 0, set()
    batches = sorted(_standing(out))
    if not batches:
        raise TableError("no share stands here", where=out, cure="build the shares first")
    for batch in batches:
        first, last = (int(part) for part in batch.stem.split("-"))
        if first != at:
            raise TableError(
                f"the documents {at} to {first - 1} are missing", where=out, cure="build their share, then gather again"
            )
        at = last
        books.add(json.loads(batch.read_text("utf-8"))["codebook"])
    if len(books) > 1:
        raise TableError("its batches were built with different definitions", where=out, cure="build all shares again")
    tables = {}
    for name in TABLES:
        table = pd.concat(
            [pd.read_parquet(out / name / f"{batch.stem}.parquet") for batch in batches], ignore_index=True
        )
        for column in TABLES[name].columns:
            if column.type == "list":
                table[column.name] = pd.Series([json.loads(value) for value in table[column.name]], dtype="object")
        tables[name] = table
    return tables


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Batch(NamedTuple):
    """Consecutive sources that are built and written together."""

    jobs: list[Job]
    done: Path  # written last, so that a batch that has it is complete
    stamp: str  # checksum of all that its rows depend on

    def failed(self) -> list[str] | None:
        """What could not be read; None if the batch does not stand, or its sources or definitions have changed since."""
        try:
            note = json.loads(self.done.read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return note["failed"] if note["stamp"] == self.stamp else None


def _planned(
    sources: Iterable[str | Path], out: Path, codebook: str | Path | None
) -> tuple[list[_Batch], list[TableError], Codebook]:
    """All batches of a corpus, cut alike in every process; what stands in the folder and is none of them goes."""
    check_writable(out)
    book, program = definitions(codebook), _program()
    jobs, strays = plan(*sources)
    batches = []
    for cut in _batches(jobs):
        part = jobs[cut]
        states = [(job.file, job.doc_id, job.case, job.corrections, *_state(job.path)) for job in part]
        stamp = hashlib.sha256(repr((program, book.stamp, states)).encode("utf-8", "surrogateescape")).hexdigest()
        batches.append(_Batch(part, out / f"{cut.start:09}-{cut.stop:09}.json", stamp))
    kept = {batch.done for batch in batches}
    for other in set(_standing(out)) - kept:
        other.unlink(missing_ok=True)
    for folder in (out, *(out / name for name in TABLES)):
        sweep(folder)
    return batches, strays, book


def _standing(out: Path) -> list[Path]:
    """The notes of batches in a folder; other files there are not ours."""
    return [path for path in out.glob("*-*.json") if re.fullmatch(r"\d{9}-\d{9}", path.stem)]


def _program(package: Path = Path(__file__).parent) -> str:
    """Checksum of casekit itself, code and data: an edit without a new version changes rows too."""
    total = hashlib.sha256()
    for path in sorted(path for path in package.rglob("*.*") if path.is_file() and "__pycache__" not in path.parts):
        total.update(f"{path.relative_to(package).as_posix()}\0{path.stat().st_size}\0".encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def _stand(batch: _Batch, codebook: Codebook) -> list[str]:
    """Build and write a batch, unless it stands; returns what could not be read."""
    failed = batch.failed()
    if failed is not None:
        return failed
    built = _build(batch.jobs, codebook)
    for name in TABLES:
        table = frame(name, (row for rows, failure in built if not failure for row in rows[name]))
        for column in TABLES[name].columns:
            if column.type == "list":
                table[column.name] = [json.dumps(value, ensure_ascii=False) for value in table[column.name]]
        with replacing(batch.done.parent / name / f"{batch.done.stem}.parquet") as scratch:
            table.to_parquet(scratch, index=False)
    failed = [str(failure) for _, failure in built if failure]
    note = {"stamp": batch.stamp, "codebook": codebook.stamp, "failed": failed}
    write_text(batch.done, json.dumps(note, ensure_ascii=False))
    return failed


def _build(jobs: Sequence[Job], codebook: Codebook) -> Built:
    return [run(job, codebook) for job in jobs]


def _batches(jobs: Sequence[Job]) -> Iterator[slice]:
    """Consecutive jobs of about the same size, however many processes there are."""
    first = size = 0
    for number, job in enumerate(jobs, 1):
        size += _state(job.path)[0]
        if size >= BATCH or number == len(jobs):
            yield slice(first, number)
            first, size = number, 0


def _state(path: Path) -> tuple[int, int]:
    """Size and time of last change; zeros for a file that is not there any more."""
    try:
        about = path.stat()
    except OSError:  # reading it will say why
        return 0, 0
    return about.st_size, about.st_mtime_ns


def _worth(jobs: Sequence[Job]) -> int:
    """How many processes are worth their start."""
    size = sum(_state(job.path)[0] for job in jobs)
    return cores() if size >= (FORK_PAYS if _forks() else SPAWN_PAYS) else 1


def _forks() -> bool:
    """May this process be forked, so that what it has loaded need not be loaded again? Not beside threads of Python."""
    return sys.platform == "linux" and threading.active_count() == 1


def _spread(work: Callable[..., T], batches: Sequence, workers: int, codebook: Codebook) -> Iterator[T]:
    """What `work` makes of each batch, in their order, on so many processes."""
    workers = min(workers, len(batches))
    if workers <= 1:
        yield from map(work, batches)
        return
    if _forks():
        _load(batches[0], codebook)
    pool = ProcessPoolExecutor(workers, get_context("fork" if _forks() else "spawn"), initializer=_follow)
    try:
        yield from pool.map(work, batches)
    except BrokenProcessPool as error:
        raise CasekitError(
            "a process ended before its work was done",
            cure="fewer jobs if memory was short; a script that starts them needs if __name__ == '__main__'",
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _follow() -> None:
    """End with the process that started this one, even if that was killed."""
    parent = parent_process()
    if parent:
        threading.Thread(target=lambda: (parent.join(), os._exit(1)), daemon=True).start()


def _load(batch: _Batch | Sequence[Job], codebook: Codebook) -> None:
    """Build one document, so that definitions and dictionaries are there before this process is forked."""
    for job in batch.jobs if isinstance(batch, _Batch) else batch:
        _, failure = run(job, codebook)
        if not failure:
            break
