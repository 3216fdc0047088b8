"""A clean article as the extractors see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class Sentence(NamedTuple):
    """One sentence of a body; offsets are code points of :attr:`Document.text`, end-exclusive."""

    no: int
    start: int
    end: int
    text: str
    paragraph: int
    heading: bool


@dataclass(frozen=True)
class Document:
    """One clean article: identity, metadata, body and sentences. What every extractor takes.

    >>> doc = Document(doc_id="a", text="全县共有党员5人。")
    >>> doc.date is None
    True
    """

    doc_id: str
    text: str
    sentences: tuple[Sentence, ...] = ()
    title: str = ""
    subtitle: str = ""
    place: str = ""
    prefecture: str = ""
    province: str = ""
    adcode: str = ""
    level: str = ""
    publisher: str = ""
    author: str = ""
    published: str = ""
    script: str = "hans"
    meta: dict = field(default_factory=dict)

    @property
    def date(self) -> date | None:
        """Date of publication, or None."""
        try:
            return date.fromisoformat(self.published)
        except ValueError:
            return None

    @property
    def year(self) -> int | None:
        """Year of publication, or None."""
        return self.date.year if self.date else None


class Findings(NamedTuple):
    """What one extractor found in one document: rows of its table, rows of `issues`, and the fate of numbers.

    `numbers` comes from the metrics only: ``start``, ``end``, ``surface`` and ``reason``, which is empty where the
    number is a row of `metrics` and else says why it is no quantity.
    """

    rows: list[dict]
    issues: list[dict]
    numbers: Sequence[dict] = ()
