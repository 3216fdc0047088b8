"""Case × condition for R's QCA and other programs of comparative logic."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from casekit.atomic import replacing_all
from casekit.cells import guard
from casekit.exchange.cells import write_csv
from casekit.qca import evidence, presence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casekit.study import Study

UNKNOWN = "-"


def write_qca(study: Study, out: str | Path, conditions: Sequence[str] | None = None) -> list[Path]:
    """Write ``qca.csv`` (case × condition) and ``qca_evidence.csv`` (the sentences behind each 1).

    A cell is 1 where the article mentions the condition and ``-`` where it does not: not mentioned is not 0. In R::

        d <- read.csv("qca.csv", row.names = 1, check.names = FALSE, na.strings = "-")
        d[is.na(d)] <- 0      # only if silence is to mean absence; say so where you publish

    Parameters
    ----------
    conditions : sequence of str, optional
        Codes of practices and indicators; default: the practices that any case mentions.

    Returns
    -------
    list of Path

    Examples
    --------
    >>> import tempfile
    >>> from casekit.schema import TABLES
    >>> from casekit.study import Study
    >>> paths = write_qca(Study({name: [] for name in TABLES}), tempfile.mkdtemp())
    >>> [path.name for path in paths]
    ['qca.csv', 'qca_evidence.csv']
    """
    cases = presence(study, conditions, silence="missing")
    said = evidence(study, conditions)
    for name in ("case", "id", "quote"):
        said[name] = [guard(text) for text in said[name]]
    table = cases.map(lambda degree: UNKNOWN if degree != degree else f"{degree:g}").rename(index=guard)
    names = ["qca.csv", "qca_evidence.csv"]
    with replacing_all(out, names) as scratch:
        for path, frame, index in zip(scratch, (table, said), (True, False), strict=True):
            # no byte order mark: R would take it for part of the first name
            write_csv(frame, path, index=index)
    return [Path(out) / name for name in names]
