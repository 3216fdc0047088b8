"""What a table is: columns, types, units, keys and meaning, said once.

Everything that writes, reads, checks or documents a table asks here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casekit.errors import TableError

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Column:
    """One column. `type` is ``str`` (silence is ""), ``int``, ``float`` (silence is NaN), ``list`` (JSON) or ``bool``."""

    name: str
    type: str
    meaning: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table: what a row is, its columns, its key, and the tables its columns point into."""

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]


PLACE = (
    Column("doc_id", "str", "the document, as in `documents`"),
    Column("sent_no", "int", "the sentence, as in `sentences`; -1 where no single sentence is meant"),
    Column("start", "int", "where the quote begins in `documents.text`, in code points"),
    Column("end", "int", "where it ends (exclusive)"),
)
FOUND = (
    Column("found_by", "str", "the definition and the cue that fired"),
    Column("coder", "str", "`machine`, or who corrected the row"),
)
QUALIFIERS = ("exact", "approx", "over", "at_least", "at_most", "below")
SIGNS: Mapping[str, str] = {  # what is set before a figure; "" is a figure that is not there
    "exact": "", "approx": "≈", "over": ">", "at_least": "≥", "at_most": "≤", "below": "<", "": "",
}  # fmt: skip
STATUSES = ("reported", "planned", "required")
RULE_KINDS = ("frequency", "quota", "coverage", "threshold", "consequence", "procedure")
COMPARATORS = ("", "=", ">=", "<=", "<", ">")
INSTRUMENTS = ("organisation", "authority", "treasure", "nodality")

DOCUMENTS = Table(
    "documents",
    "one article",
    (
        Column("doc_id", "str", "short name of the document, unique in the study"),
        Column("file", "str", "the file it was read from, relative to the source folder"),
        Column("sha256", "str", "checksum of that file"),
        Column("encoding", "str", "the encoding it was decoded with"),
        Column("title", "str", "headline"),
        Column("subtitle", "str", "second headline"),
        Column("place", "str", "the case: county or city, full name"),
        Column("prefecture", "str", "the prefecture it belongs to"),
        Column("province", "str", "the province it belongs to"),
        Column("adcode", "str", "GB/T 2260 code, six digits"),
        Column("level", "str", "level of the case", ("", "county", "prefecture", "province")),
        Column("publisher", "str", "who published the page"),
        Column("author", "str", "who signed the article"),
        Column("published", "str", "ISO date of publication"),
        Column("script", "str", "script of the raw page", ("hans", "hant")),
        Column("text", "str", "the clean body, one paragraph a line"),
    ),
    ("doc_id",),
)
SENTENCES = Table(
    "sentences",
    "one sentence of a body",
    (
        Column("doc_id", "str", "the document, as in `documents`"),
        Column("sent_no", "int", "number in the document, from 0"),
        Column("text", "str", "the sentence"),
        Column("start", "int", "where it begins in `documents.text`, in code points"),
        Column("end", "int", "where it ends (exclusive)"),
        Column("raw_start", "int", "where it begins in the raw text"),
        Column("raw_end", "int", "where it ends there (exclusive)"),
        Column("paragraph", "int", "number of its paragraph, from 0"),
        Column("heading", "bool", "is it a heading?"),
    ),
    ("doc_id", "sent_no"),
)
METRICS = Table(
    "metrics",
    "one number that counts or measures something",
    (
        *PLACE,
        Column("surface", "str", "the number with multiplier, unit and the vagueness words that touch it"),
        Column("value", "float", "value in the canonical unit; of a range, the lower bound"),
        Column("value_max", "float", "upper bound of a range"),
        Column("unit", "str", "canonical unit"),
        Column("noun", "str", "what is counted or measured, as written"),
        Column("qualifier", "str", "how exact the figure is", QUALIFIERS),
        Column("status", "str", "claimed, planned, or a norm", STATUSES),
        Column("per", "str", "what it is a rate of; two rates joined by /"),
        Column("period", "str", "stated time, ISO; as written where it cannot be resolved"),
        Column("indicator", "str", "code of the indicator whose definition fits"),
        Column("scope", "str", "whose figure it is"),
        *FOUND,
    ),
    ("doc_id", "start", "end"),
)
PRACTICES = Table(
    "practices",
    "one practice that a sentence reports, requires or plans",
    (
        *PLACE,
        Column("code", "str", "the practice, as in the codebook"),
        Column("instrument", "str", "instrument of government", INSTRUMENTS),
        Column("quote", "str", "the words that earned the code"),
        *FOUND,
    ),
    ("doc_id", "sent_no", "code"),
)
PROGRAMMES = Table(
    "programmes",
    "one named bundle of a document",
    (
        *PLACE,
        Column("name", "str", "as written, without quotation marks"),
        Column("declared", "list", "the parts the name promises, one number a group"),
        Column("components", "list", "the parts the text lists, in order"),
        Column("origin", "str", "known throughout the country, or local", ("national", "local")),
        Column("quote", "str", "the name where it first stands"),
        *FOUND,
    ),
    ("doc_id", "name"),
)
RULES = Table(
    "rules",
    "one standing arrangement that could be checked",
    (
        *PLACE,
        Column("kind", "str", "kind of rule", RULE_KINDS),
        Column("actor", "str", "who acts"),
        Column("action", "str", "what is done"),
        Column("object", "str", "on whom or what"),
        Column("comparator", "str", "how the value binds", COMPARATORS),
        Column("value", "float", "the number in the rule; NaN where it has none"),
        Column("unit", "str", "unit of the value"),
        Column("per", "str", "each what, or how often"),
        Column("consequence", "str", "what follows"),
        Column("quote", "str", "the words of the rule"),
        *FOUND,
    ),
    ("doc_id", "start", "end", "kind", "action", "per"),
)
REPAIRS = Table(
    "repairs",
    "one change made to a raw page",
    (
        Column("doc_id", "str", "the document, as in `documents`"),
        Column("kind", "str", "kind of damage or furniture; `guessed`: a byte is lost, what reads best was taken"),
        Column("raw_start", "int", "where the changed stretch begins in the raw text"),
        Column("raw_end", "int", "where it ends (exclusive)"),
        Column("before", "str", "what stood there"),
        Column("after", "str", "what stands there now; □ for digits the damage swallowed, never read as a number"),
    ),
    ("doc_id", "raw_start", "raw_end"),
)
ISSUES = Table(
    "issues",
    "one thing seen and not understood",
    (
        *PLACE,
        Column("stage", "str", "the room that saw it"),
        Column("kind", "str", "what is wrong"),
        Column("detail", "str", "what stands there, and why it was not read"),
    ),
    ("doc_id", "stage", "kind", "start", "end", "detail"),
)
TABLES: Mapping[str, Table] = {
    table.name: table for table in (DOCUMENTS, SENTENCES, METRICS, PRACTICES, PROGRAMMES, RULES, REPAIRS, ISSUES)
}
_PANDAS = {"str": "str", "int": "int64", "float": "float64", "list": "object", "bool": "bool"}


def frame(name: str, rows: Iterable[Mapping]) -> pd.DataFrame:
    """Rows of one table as a DataFrame with exactly its columns and types.

    Parameters
    ----------
    name : str
        Name of a table in :data:`TABLES`.
    rows : iterable of mappings
        Missing text is "", missing numbers are NaN; an unknown column raises.

    Examples
    --------
    >>> frame("repairs", []).columns.tolist()
    ['doc_id', 'kind', 'raw_start', 'raw_end', 'before', 'after']
    """
    import pandas as pd

    table = TABLES[name]
    rows = list(rows)
    unknown = {key for row in rows for key in row} - set(table.names)
    if unknown:
        raise TableError(f"unknown columns {sorted(unknown)}", where=name, cure="see casekit.schema")
    blank = {"str": "", "int": -1, "float": float("nan"), "bool": False}
    columns = {
        column.name: pd.Series(
            [
                list(row.get(column.name) or ())
                if column.type == "list"
                else _or(row.get(column.name), blank[column.type])
                for row in rows
            ],
            dtype=_PANDAS[column.type],
        )
        for column in table.columns
    }
    return pd.DataFrame(columns)


def _or(value: object, blank: object) -> object:
    return blank if value is None else value


def check(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Validate a table against its schema with pandera; returns it, or raises :class:`TableError` naming every fault.

    >>> check("repairs", frame("repairs", [])).shape
    (0, 6)
    """
    import pandera.pandas as pa

    definition = TABLES[name]
    columns = {
        column.name: pa.Column(
            _PANDAS[column.type],
            checks=[pa.Check.isin(column.values)] if column.values else None,
            nullable=column.type in ("float", "list"),
        )
        for column in definition.columns
    }
    model = pa.DataFrameSchema(columns, strict=True, ordered=True, unique=list(definition.key))
    try:
        return model.validate(table, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases[["column", "check", "failure_case"]].astype(object).fillna("")
        faults = cases.astype(str).agg(" ".join, axis=1).str.strip()
        raise TableError(
            "; ".join(faults.drop_duplicates().head(8)), where=f"table {name}", cure="see casekit.schema"
        ) from error
