"""Tables and codings out to other programs, and tables back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from casekit.exchange.tables import FORMATS, read_tables, write_tables

if TYPE_CHECKING:
    from casekit.exchange.comparative import write_qca
    from casekit.exchange.packages import write_package
    from casekit.exchange.refi import write_refi
    from casekit.exchange.statistics import write_spss, write_stata
    from casekit.study import Study

_PROGRAMS = {"stata": "statistics", "spss": "statistics", "package": "packages", "refi": "refi", "qca": "comparative"}


def __getattr__(name: str) -> object:
    """What only one program needs is loaded when first asked for, so that ``casekit --help`` is there at once."""
    program = name.removeprefix("write_")
    if program == name or program not in _PROGRAMS:
        raise AttributeError(f"module 'casekit.exchange' has no attribute {name!r}")
    return getattr(import_module(f"casekit.exchange.{_PROGRAMS[program]}"), name)


def _as_tables(study: Study, out: str | Path, form: str) -> list[Path]:
    return write_tables(study.tables, out, form)


def _for_program(study: Study, out: str | Path, program: str) -> list[Path]:
    return __getattr__(f"write_{program}")(study, out)


EXPORTS: Mapping[str, Callable[[Study, str | Path], list[Path]]] = {
    form: partial(_as_tables, form=form) for form in FORMATS
} | {
    "datapackage" if program == "package" else program: partial(_for_program, program=program) for program in _PROGRAMS
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
