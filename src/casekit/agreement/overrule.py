"""From coding sheets to corrections that outlive a rebuild."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from casekit.agreement.filled import Sheet
from casekit.agreement.reliability import codes_of, coding
from casekit.codebook.practice import load_practices
from casekit.corrections import COLUMNS, Correction, check_correction, load_corrections
from casekit.errors import TableError
from casekit.records import read_records, write_records

if TYPE_CHECKING:
    import pandas as pd

    from casekit.study import Study


def agreed(a: Sheet, b: Sheet) -> Sheet:
    """What two coders gave alike; NaN where they differ or only one of them coded.

    >>> import pandas as pd
    >>> one, two = (Sheet(who, pd.DataFrame({"training": marks}), Path(who)) for who, marks in (("甲", [1.0, 0]), ("乙", [1.0, 1])))
    >>> agreed(one, two).coder, agreed(one, two).frame["training"].tolist()
    ('甲 + 乙', [1.0, nan])
    """
    codes = [code for code in a.frame if code in b.frame]
    units = a.frame.index.intersection(b.frame.index)
    one, two = a.frame.loc[units, codes], b.frame.loc[units, codes]
    return Sheet(f"{a.coder} + {b.coder}", one.where(one == two), a.path)


def sheet_to_corrections(sheet: Sheet, study: Study, *, reason: str) -> tuple[pd.DataFrame, list[str]]:
    """Where a sheet and the tables differ, as rows of ``corrections.csv`` (see :mod:`casekit.corrections`).

    Parameters
    ----------
    sheet : Sheet
        An agreed coding; NaN cells correct nothing.
    reason : str
        Why the coders overrule the machine; stands in every row.

    Returns
    -------
    tuple of DataFrame, list of str
        The rows, and what could not become one: a sentence whose words stand in the document more than once cannot be
        named by its words.

    Raises
    ------
    TableError
        No reason is given.
    """
    import pandas as pd

    if not reason.strip():
        raise TableError("corrections without a reason", where=sheet.path, cure="say why: reason='…'")
    pages = {page.id: page for page in load_practices(study.codebook)}
    own = coding(study, codes_of(study)).reindex(columns=sheet.frame.columns, fill_value=0.0)
    sentences: dict[str, list[str]] = {}
    for row in study.rows["sentences"]:
        sentences.setdefault(row["doc_id"], []).append(row["text"])
    text = {(row["doc_id"], row["sent_no"]): row["text"] for row in study.rows["sentences"]}
    rows, left = [], []
    for unit, marks in sheet.frame.iterrows():
        for code, mark in marks.items():
            if mark != mark or mark == own.at[unit, code]:
                continue
            anchor = _anchor(text[unit], sentences[unit[0]])
            if not anchor:
                left.append(f"{unit[0]} sentence {unit[1]} {code}: its words stand in the document more than once")
                continue
            value = json.dumps({"code": code, "instrument": pages[code].instrument}) if mark else ""
            rows.append({
                "table": "practices", "doc_id": unit[0], "sentence": anchor, "row": text[unit] if mark else code,
                "action": "add" if mark else "drop", "field": "", "value": value, "reason": reason.strip(), "coder": sheet.coder,
            })  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS)), left


def _anchor(sentence: str, all_sentences: Sequence[str]) -> str:
    """The shortest beginning of a sentence that stands in no other; "" if there is none."""
    for size in (8, 12, 16, 24, 40, len(sentence)):
        words = sentence[:size].strip()
        if words and sum(words in other for other in all_sentences) == 1:
            return words
    return ""


def append_corrections(rows: pd.DataFrame, path: str | Path) -> Path:
    """Add rows to a ``corrections.csv``; those that stand there already are not written twice.

    Raises
    ------
    TableError
        The file there is broken, or a row is none.
    """
    path = Path(path)
    added = rows.to_dict("records")
    for number, row in enumerate(added, 1):
        check_correction(Correction(**row, where=f"row {number} to add"))
    load_corrections(path)  # a broken file is not added to
    kept = [row for _, row in read_records(path, TableError).rows] if path.exists() else []
    merged = {tuple(row[name] for name in COLUMNS): row for row in [*kept, *added]}
    return write_records(path, COLUMNS, merged.values())
