"""A reference coding, read from files: clean texts and coded rows, each with the sentence it stands in."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from casekit.article import split_sentences
from casekit.errors import TableError

CODED = ("metrics", "practices", "programmes", "rules")
_MARKS = re.compile(r"[^\w%％]|_")


def bare(text: object) -> str:
    """Letters, digits and % of `text`, lower case.

    >>> bare("“五个一”，3.1亿元")
    '五个一31亿元'
    """
    return "" if text is None or text != text else _MARKS.sub("", str(text)).lower()


def load_figures(path: str | Path) -> dict[str, float]:
    """Figures by name (floors, or the coders' agreement) from a JSON file; none where there is no file."""
    path = Path(path)
    if not path.exists():
        return {}
    try:
        figures = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise TableError(
            f"not JSON: {error}", where=path, cure="mend it, or delete it and raise the floors anew"
        ) from error
    if not isinstance(figures, dict) or not all(isinstance(value, int | float) for value in figures.values()):
        raise TableError("not figures by name", where=path, cure='as in {"metrics.f1": 0.9}')
    return figures


@dataclass(frozen=True)
class Reference:
    """A reference coding: clean texts and rows by table, each with the bare sentence it stands in."""

    files: Mapping[str, str]
    clean: Mapping[str, str]
    rows: Mapping[str, list[dict]]


def load_reference(folder: str | Path) -> Reference:
    """Read a reference coding: ``documents.csv`` (file, doc), ``clean/DOC.txt`` and one ``TABLE.jsonl`` per table.

    Raises
    ------
    TableError
        A part is missing or broken; names file, line and cure.
    """
    import pandas as pd

    folder = Path(folder)
    listing = folder / "documents.csv"
    if not listing.exists():
        raise TableError("no documents.csv", where=folder, cure="a reference needs documents.csv, clean/ and *.jsonl")
    named = pd.read_csv(listing, dtype=str, encoding="utf-8-sig").fillna("")
    missing = {"file", "doc"} - set(named)
    if missing:
        raise TableError(f"lacks the columns {sorted(missing)}", where=listing, cure="columns: file, doc, …")
    clean = {}
    for doc in named["doc"]:
        path = folder / "clean" / f"{doc}.txt"
        if not path.exists():
            raise TableError(
                "the clean text is missing", where=path, cure="one clean text for each doc of documents.csv"
            )
        clean[doc] = path.read_text("utf-8")
    spans = {doc: [bare(s.text) for s in split_sentences(text)] for doc, text in clean.items()}
    rows = {name: _jsonl(folder / f"{name}.jsonl", clean) for name in CODED}
    for row in (row for table in rows.values() for row in table):
        row["_sentence"] = _located(row, spans[row["doc"]])
    return Reference(dict(zip(named["file"], named["doc"], strict=True)), clean, rows)


def _jsonl(path: Path, known: Mapping[str, str]) -> list[dict]:
    rows = []
    for number, line in enumerate(path.read_text("utf-8").splitlines() if path.exists() else (), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise TableError(f"not JSON: {error}", where=f"{path}:{number}", cure="one JSON object a line") from error
        if row.get("doc") not in known:
            raise TableError(f"unknown doc {row.get('doc')!r}", where=f"{path}:{number}", cure="as in documents.csv")
        rows.append(row)
    return rows


def _located(row: Mapping, sentences: list[str]) -> str:
    number = row.get("sent_no")
    if isinstance(number, int) and 0 <= number < len(sentences):
        return sentences[number]
    anchor = bare(row.get("anchor", ""))
    return next((s for s in sentences if anchor and anchor in s), anchor)


def same(a: str, b: str) -> bool:
    """Are two bare sentences the same, or one a part of the other (cut differently)?"""
    return bool(a) and bool(b) and (a == b or a in b or b in a)
