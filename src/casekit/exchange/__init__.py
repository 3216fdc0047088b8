"""Tables and codings out to other programs, and tables back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from casekit.exchange.comparative import write_qca
from casekit.exchange.packages import write_package
from casekit.exchange.refi import write_refi
from casekit.exchange.statistics import write_spss, write_stata
from casekit.exchange.tables import FORMATS, read_tables, write_tables

if TYPE_CHECKING:
    from casekit.study import Study


def _as_tables(study: Study, out: str | Path, form: str) -> list[Path]:
    return write_tables(study.tables, out, form)


EXPORTS: Mapping[str, Callable[[Study, str | Path], list[Path]]] = {
    form: partial(_as_tables, form=form) for form in FORMATS
} | {
    "stata": write_stata,
    "spss": write_spss,
    "datapackage": write_package,
    "refi": write_refi,
    "qca": write_qca,
}

__all__ = [
    "EXPORTS",
    "FORMATS",
    "read_tables",
    "write_package",
    "write_qca",
    "write_refi",
    "write_spss",
    "write_stata",
    "write_tables",
]
