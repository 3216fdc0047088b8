"""Stata (DTA 118) and SPSS (SAV): one file per table, labelled from the schema.

Columns with a closed list of values become labelled numbers (``qualifier``: 1 ``exact``, 2 ``approx``, …), and an
empty one becomes system missing. Lists are JSON text. Each file carries its column meanings as variable labels.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from casekit.atomic import replacing_all
from casekit.errors import OutputError
from casekit.exchange.cells import encode
from casekit.schema import TABLES, Column, check

if TYPE_CHECKING:
    import pandas as pd

    from casekit.study import Study

_STATA_STRING = 2045  # bytes in str#; longer text is strL
_SPSS_STRING = 32_767  # bytes in one SPSS string
_RESERVED = {"end": "end_"}  # a word of Mata
_LABEL = {"stata": 80, "spss": 256}  # bytes
_WRITTEN = dt.datetime(2000, 1, 1)  # fixed: the same tables, the same bytes


def value_labels(column: Column) -> dict[int, str]:
    """Number → value of a column with a closed list, from 1; silence ("") has no number.

    >>> value_labels(Column("origin", "str", "…", ("national", "local")))
    {1: 'national', 2: 'local'}
    """
    return dict(enumerate(filter(None, column.values), 1))


def _numbered(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """A copy in which closed lists are numbers (NaN for silence), lists JSON text, booleans 0/1, and no text holds NUL."""
    import pandas as pd

    out = table.copy()
    for column in TABLES[name].columns:
        if column.values:
            codes = {value: number for number, value in value_labels(column).items()}
            out[column.name] = table[column.name].map(codes).astype("float64")
        elif column.type in ("str", "list"):
            texts = [encode(column, value).replace("\0", "\ufffd") for value in table[column.name]]
            out[column.name] = pd.Series(texts, index=table.index, dtype="object")
        elif column.type == "bool":
            out[column.name] = table[column.name].astype("int8")
    return out


def _labels(name: str, program: str) -> dict[str, str]:
    return {column.name: _shorten(column.meaning, _LABEL[program]) for column in TABLES[name].columns}


def _shorten(text: str, limit: int) -> str:
    while len(text.encode()) > limit:
        text = text[:-2] + "…"
    return text


def write_stata(study: Study, out: str | Path) -> list[Path]:
    """Every table as a Stata file of version 118 (Stata 14 and later, UTF-8); long text as strL, `end` as ``end_``.

    Returns
    -------
    list of Path
        ``documents.dta``, …

    Raises
    ------
    OutputError
        A file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from casekit.schema import TABLES
    >>> from casekit.study import Study
    >>> paths = write_stata(Study({name: [] for name in TABLES}), tempfile.mkdtemp())
    >>> len(paths), paths[0].name
    (8, 'documents.dta')
    """
    names = [f"{name}.dta" for name in study.tables]
    with replacing_all(out, names) as scratch:
        for path, (name, table) in zip(scratch, study.tables.items(), strict=True):
            _to_stata(path, name, check(name, table))
    return [Path(out) / name for name in names]


def _to_stata(path: Path, name: str, table: pd.DataFrame) -> None:
    data = _numbered(table, name)
    texts = [column.name for column in TABLES[name].columns if column.type in ("str", "list") and not column.values]
    long = [column for column in texts if max((len(text.encode()) for text in data[column]), default=0) > _STATA_STRING]
    labels, lists = _labels(name, "stata"), {c.name: value_labels(c) for c in TABLES[name].columns if c.values}
    data.rename(columns=_RESERVED).to_stata(
        path, version=118, write_index=False, time_stamp=_WRITTEN, data_label=_shorten(TABLES[name].row, _LABEL["stata"]),
        variable_labels={_RESERVED.get(column, column): label for column, label in labels.items()},
        convert_strl=long, value_labels=lists,
    )  # fmt: skip


def write_spss(study: Study, out: str | Path) -> list[Path]:
    """Every table as an SPSS file; a text longer than SPSS holds (32,767 bytes) goes on in ``NAME_2``, ``NAME_3``, ….

    SPSS fills strings with spaces, so spaces at the end of a text are not kept.

    Raises
    ------
    OutputError
        pyreadstat is not installed, or a file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from casekit.schema import TABLES
    >>> from casekit.study import Study
    >>> paths = write_spss(Study({name: [] for name in TABLES}), tempfile.mkdtemp())
    >>> len(paths), paths[0].name
    (8, 'documents.sav')
    """
    if find_spec("pyreadstat") is None:
        raise OutputError("SPSS files need pyreadstat", where=out, cure="pip install 'casekit[formats]'")
    import pyreadstat

    names = [f"{name}.sav" for name in study.tables]
    with replacing_all(out, names, pyreadstat.ReadstatError) as scratch:
        for path, (name, table) in zip(scratch, study.tables.items(), strict=True):
            data, labels = _split(_numbered(check(name, table), name), _labels(name, "spss"))
            pyreadstat.write_sav(
                data, path, file_label=_shorten(TABLES[name].row, 64), column_labels=labels, row_compress=True,
                variable_value_labels={c.name: value_labels(c) for c in TABLES[name].columns if c.values},
                variable_measure={c.name: "nominal" if c.values or c.type != "float" else "scale" for c in TABLES[name].columns},
            )  # fmt: skip
            _undate(path)
    return [Path(out) / name for name in names]


def _split(data: pd.DataFrame, labels: Mapping[str, str]) -> tuple[pd.DataFrame, dict[str, str]]:
    """Cut texts that are longer than an SPSS string; the labels of the new columns say which part they are."""
    import pandas as pd

    columns, named = {}, {}
    for name in data.columns:
        if data[name].dtype.kind in "biuf":
            columns[name], named[name] = data[name], labels[name]
            continue
        cut = [_pieces(text) for text in data[name]]
        for part in range(max(map(len, cut), default=1)):
            title = f"{name}_{part + 1}" if part else name
            columns[title] = [pieces[part] if part < len(pieces) else "" for pieces in cut]
            named[title] = f"{labels[name]} ({part + 1})" if part else labels[name]
    return pd.DataFrame(columns), named


def _pieces(text: str) -> list[str]:
    """`text` cut into pieces of at most 32,767 bytes of UTF-8, never inside a character.

    >>> [len(piece) for piece in _pieces("春" * 11_000)]
    [10922, 78]
    """
    raw, out = text.encode(), []
    while len(raw) > _SPSS_STRING:
        end = _SPSS_STRING
        while raw[end] & 0xC0 == 0x80:  # a byte that goes on a character
            end -= 1
        end = len(raw[:end].rstrip(b" ")) or end  # SPSS drops spaces at the end of a string
        out.append(raw[:end].decode())
        raw = raw[end:]
    return [*out, raw.decode()]


def _undate(path: Path) -> None:
    """Put a fixed date in the header of a SAV file, so that the same tables give the same bytes."""
    with path.open("r+b") as file:
        file.seek(92)  # after type, product, layout, sizes and bias
        file.write(b"01 Jan 0000:00:00")
