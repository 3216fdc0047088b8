"""What there is to build: every source with its document's name, and what register and corrections say of it.

Names are given with all sources in view, so that any of them can then be built alone, in any process, under its name.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from casekit.cases import Case, find_register, load_cases, name_documents, verify
from casekit.corrections import Correction, load_corrections
from casekit.errors import SourceError, TableError
from casekit.reading import Source, discover, read_source, shown


class Job(NamedTuple):
    """One source to build."""

    path: Path
    root: Path
    file: str
    doc_id: str
    case: Case | None
    corrections: tuple[Correction, ...]

    def read(self) -> Source:
        """The source; raises :class:`casekit.errors.SourceError` if it cannot be read, or has changed since it was registered."""
        source = read_source(self.path, self.root)
        verify(self.case, self.file, source.sha256)
        return source


class Plan(NamedTuple):
    """All jobs in the order of the tables, and what is wrong with the corrections as a whole."""

    jobs: list[Job]
    strays: list[TableError]


def plan(*sources: str | Path, cases: str | Path | None = None, corrections: str | Path | None = None) -> Plan:
    """Find the files behind `sources`, name their documents, and look up register and corrections.

    Parameters
    ----------
    *sources : path or str
        Files, folders or glob patterns.
    cases, corrections : path, optional
        As for :func:`casekit.study.read`.

    Raises
    ------
    SourceError
        A source or register that does not exist, or a broken register.
    TableError
        Broken corrections.

    Examples
    --------
    >>> jobs = plan("seeds").jobs
    >>> len(jobs), all(job.file and job.doc_id and job.case for job in jobs)
    (5, True)
    """
    found = discover(*sources)
    for named in (cases, corrections):
        if named and not Path(named).exists():
            raise SourceError("no such file", where=named, cure="check the path")
    registers: dict[Path, tuple[dict[str, Case], dict[str, list[Correction]]]] = {}
    for _, root in found:
        if root not in registers:
            register = Path(cases) if cases else find_register(root)
            overruled = Path(corrections) if corrections else register.with_name("corrections.csv")
            registers[root] = load_cases(register), load_corrections(overruled)
    files = [shown(path, root) for path, root in found]
    known = [registers[root][0].get(file) for (_, root), file in zip(found, files, strict=True)]
    names = name_documents(files, known)
    jobs = [
        Job(path, root, file, name, case, tuple(registers[root][1].get(name, ())))
        for (path, root), file, name, case in zip(found, files, names, known, strict=True)
    ]
    strays = [
        TableError(f"there is no document {name!r}", where=overruled[name][0].where, cure=f"a document of {root}")
        for root, (_, overruled) in registers.items()
        for name in sorted(set(overruled) - set(names))
    ]
    return Plan(jobs, strays)
