"""The same build over many processes or machines: documents know nothing of each other, so shares just add up.

A corpus is cut into consecutive shares. Each share is built by itself, in batches that are written as soon as they
stand, so that a killed run goes on where it was; :func:`gather` puts the shares together, in the order of the
sources, into the very tables that one process would have built.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from casekit.atomic import replacing, write_text
from casekit.codebook import Codebook
from casekit.errors import OutputError, TableError
from casekit.reading import discover
from casekit.schema import TABLES, frame
from casekit.study import each

if TYPE_CHECKING:
    import pandas as pd

BATCH = 64


def build_share(
    sources: Iterable[str | Path], out: str | Path, share: int = 0, shares: int = 1, codebook: str | Path | None = None
) -> list[str]:
    """Build one share of a corpus into ``out`` as Parquet; batches that already stand there are not built again.

    Parameters
    ----------
    sources : iterable of path
        The whole corpus, the same for every share.
    out : path
        Folder that all shares write to. Remove it when sources or definitions have changed.
    share, shares : int
        Which share, counted from 0, of how many.

    Returns
    -------
    list of str
        What could not be read, with its cure.
    """
    if not 0 <= share < shares:
        raise OutputError(f"there is no share {share} of {shares}", where=out, cure="shares are counted from 0")
    sources, out = list(sources), Path(out)
    total = len(discover(*sources))
    begin, end = total * share // shares, total * (share + 1) // shares
    book, failed = Codebook(codebook), []
    for first in range(begin, end, BATCH):
        last = min(first + BATCH, end)
        done = out / f"{first:09}-{last:09}.json"
        if not done.exists():
            _write_batch(list(each(*sources, codebook=book, keep=slice(first, last))), out, done)
        failed += json.loads(done.read_text("utf-8"))
    return failed


def _write_batch(built: list, out: Path, done: Path) -> None:
    for name in TABLES:
        table = frame(name, (row for rows, failure in built if not failure for row in rows[name]))
        for column in TABLES[name].columns:
            if column.type == "list":
                table[column.name] = [json.dumps(value, ensure_ascii=False) for value in table[column.name]]
        with replacing(out / name / f"{done.stem}.parquet") as scratch:
            table.to_parquet(scratch, index=False)
    write_text(done, json.dumps([str(failure) for _, failure in built if failure], ensure_ascii=False))


def gather(out: str | Path) -> dict[str, pd.DataFrame]:
    """All shares of a folder as one set of tables, in the order of the sources.

    Raises
    ------
    TableError
        A batch is missing between the first and the last, or none is there.
    """
    import pandas as pd

    batches = sorted(Path(out).glob("*-*.json"))
    if not batches:
        raise TableError("no share stands here", where=out, cure="build the shares first")
    at = 0
    for batch in batches:
        first, last = (int(part) for part in batch.stem.split("-"))
        if first != at:
            raise TableError(
                f"the documents {at} to {first - 1} are missing", where=out, cure="build their share, then gather again"
            )
        at = last
    tables = {}
    for name in TABLES:
        table = pd.concat(
            [pd.read_parquet(Path(out) / name / f"{batch.stem}.parquet") for batch in batches], ignore_index=True
        )
        for column in TABLES[name].columns:
            if column.type == "list":
                table[column.name] = pd.Series([json.loads(value) for value in table[column.name]], dtype="object")
        tables[name] = table
    return tables


def build_many(
    sources: Iterable[str | Path], out: str | Path, workers: int | None = None, codebook: str | Path | None = None
) -> tuple[dict[str, pd.DataFrame], list[str]]:
    """Build a corpus on all cores of this machine; returns the tables and what could not be read.

    Parameters
    ----------
    workers : int, optional
        Processes; the number of cores by default.
    """
    workers, sources = workers or os.cpu_count() or 1, list(sources)
    with ProcessPoolExecutor(workers) as pool:
        waiting = [pool.submit(build_share, sources, out, share, workers, codebook) for share in range(workers)]
        failed = [line for result in waiting for line in result.result()]
    return gather(out), failed
