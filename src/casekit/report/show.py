"""One document, raw beside clean: as a page of its own, and in the terminal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from casekit.cells import visible
from casekit.charts.style import practice_labels
from casekit.report.article import article_page, by_document
from casekit.report.layout import render

if TYPE_CHECKING:
    from casekit.study import Study

_RED, _GREEN, _DIM, _OFF = "\x1b[31m", "\x1b[32m", "\x1b[2m", "\x1b[0m"


def show_page(study: Study, doc_id: str, lang: str = "zh") -> str:
    """The article's page as one HTML file that stands alone."""
    document = next(row for row in study.rows["documents"] if row["doc_id"] == doc_id)
    page = article_page(study, document, by_document(study)[doc_id], practice_labels(study, lang))
    return next(iter(render([page], [], lang).values()))


def show_text(study: Study, doc_id: str, *, colour: bool = False) -> str:
    """The clean article for a terminal: sentence numbers, and below each changed paragraph what was changed.

    Parameters
    ----------
    study : Study
    doc_id : str
        One of ``study.documents.doc_id``.
    colour : bool
        Mark what was cut and what was put in by ANSI colours instead of ``[-…-]`` and ``{+…+}``.
    """
    red, green, dim, off = (_RED, _GREEN, _DIM, _OFF) if colour else ("[-", "{+", "", "")
    red_off, green_off = (_OFF, _OFF) if colour else ("-]", "+}")
    rows = by_document(study)[doc_id]
    document = next(row for row in study.rows["documents"] if row["doc_id"] == doc_id)
    lines = [
        visible(document["title"] or doc_id),
        f"{dim}{visible(' '.join(document[name] for name in ('place', 'publisher', 'published')))}{off}",
        "",
    ]
    last = None
    for s in rows["sentences"]:
        if s["paragraph"] != last and last is not None:
            lines.append("")
        last = s["paragraph"]
        lines.append(f"{dim}{s['sent_no']:4}{off}  {visible(s['text'])}")
        changes = Counter(
            (edit["kind"], edit["before"], edit["after"])
            for edit in rows["repairs"]
            if s["raw_start"] <= edit["raw_start"] < s["raw_end"] and edit["kind"] not in ("script", "layout")
        )
        for (kind, before, after), times in changes.items():
            change = f"{red}{visible(before)}{red_off}" * bool(before) + f"{green}{visible(after)}{green_off}" * bool(
                after
            )
            lines.append(f"        {dim}{kind}{off} {change}" + f" ×{times}" * (times > 1))
    lines += ["", *(f"! {i['stage']} {i['kind']}: {visible(i['detail'])}" for i in rows["issues"])]
    return "\n".join(lines)
