"""What a user types: :func:`read`, and a :class:`Study` that compares, charts and reports."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from casekit import study as _study
from casekit.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd


class Study(_study.Study):
    """A study, with the questions one asks of it; see :class:`casekit.study.Study` for its tables.

    Examples
    --------
    >>> import casekit
    >>> study = casekit.read("seeds/")
    >>> sorted(study.tables)
    ['documents', 'issues', 'metrics', 'practices', 'programmes', 'repairs', 'rules', 'sentences']
    """

    def compare(self, indicator: str, per: str | Sequence[str] | None = None, scale: float = 1) -> pd.DataFrame:
        """One indicator across the cases, as a level or as a rate; see :func:`casekit.compare.compare`."""
        from casekit.compare import compare

        return compare(self.tables, indicator, per=per, scale=scale)

    def concordance(self, words: str, width: int = 20) -> pd.DataFrame:
        """Key words in context; see :func:`casekit.concordance.concordance`."""
        from casekit.concordance import concordance

        return concordance(self.tables, words, width=width)

    def report(self, out: str | Path = "reports", **options: object) -> Path:
        """Offline pages of this study; see :func:`casekit.report.write_report`."""
        from casekit.report import write_report

        return write_report(self, out, **options)

    def write(self, out: str | Path, format: str = "csv") -> list[Path]:  # noqa: A002 - as pandas and the command line say it
        """The tables as files; see :func:`casekit.exchange.write_tables`."""
        from casekit.exchange import write_tables

        return write_tables(self.tables, out, format)


def read(*sources: str | Path, **options: object) -> Study:
    """Build a :class:`Study` from files, folders and globs; see :func:`casekit.study.read`.

    Without sources: those named in the environment variable ``CASEKIT_SOURCES``, else the nearest folder
    ``seeds`` here or further up. So the same notebook runs on the five articles and on a reader's own.
    """
    plain = _study.read(*(sources or default_sources()), **options)
    return Study(plain.rows, plain.codebook, plain.failures)


def default_sources() -> list[Path]:
    """What :func:`read` reads when nothing is named."""
    named = os.environ.get("CASEKIT_SOURCES", "")
    if named:
        return [Path(name) for name in named.split(os.pathsep)]
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "seeds").is_dir():
            return [folder / "seeds"]
    raise SourceError("no sources named, and no folder seeds here", where=here, cure="casekit.read('folder/')")
