"""New rows of the register of cases, as far as a page itself says what it is."""

from __future__ import annotations

import glob
from dataclasses import asdict, fields
from pathlib import Path

from casekit import study
from casekit.cases import Case, find_register, load_cases
from casekit.codebook import Codebook
from casekit.errors import OutputError, SourceError
from casekit.records import write_records


def add_case(
    file: str | Path, register: str | Path | None = None, codebook: str | Path | Codebook | None = None
) -> tuple[Path, Case]:
    """Read one article and add it to the register of its folder.

    Parameters
    ----------
    file : path
        The article.
    register : path, optional
        The register to add to; else ``cases.csv`` in the folder of the article (see :func:`casekit.cases.find_register`).
        It is made where there is none.
    codebook : path or Codebook, optional
        As for :func:`casekit.study.read`.

    Returns
    -------
    (Path, Case)
        The register, and the row that was added: file, name, checksum, and what the page says of itself.

    Raises
    ------
    SourceError
        It is not one file, cannot be read, or the register is broken.
    OutputError
        The article stands in the register already, or the register cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> article = Path(tempfile.mkdtemp(), "a.txt")
    >>> _ = article.write_text("兰考县选派干部\\n2019年9月9日 来源：某报\\n兰考县选派驻村干部56名，组建工作队12支。", "utf-8")
    >>> path, case = add_case(article)
    >>> path.name, case.doc_id, case.published
    ('cases.csv', 'a', '2019-09-09')
    """
    path = Path(file)
    if path.is_dir() or (glob.has_magic(str(file)) and not path.exists()):
        raise SourceError("is not one file", where=file, cure="name one article, and again each other")
    kept = Path(register) if register else find_register(path.parent)
    known = load_cases(kept)
    if path.name in known:
        raise OutputError(f"{path.name} stands there already", where=kept, cure="edit its row")
    built = study.read(path, codebook=codebook, cases=kept if kept.exists() else None)
    about = built.rows["documents"][0]
    names = [field.name for field in fields(Case)]
    case = Case(**({name: about.get(name, "") for name in names} | {"file": path.name}))
    return write_records(kept, names, (asdict(row) for row in [*known.values(), case])), case
