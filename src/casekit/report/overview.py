"""The first page: the cases, what they did, what they count, and a search over all their sentences."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from casekit.cells import visible
from casekit.charts import instrument_bars, metric_dots, show
from casekit.charts.style import indicator_labels, places, practice_labels
from casekit.codebook.indicator import load_indicators
from casekit.codebook.practice import load_practices
from casekit.compare import mentions, practice_counts
from casekit.errors import TableError
from casekit.report.article import amount, article_href, sentence_href
from casekit.report.layout import Page, translate
from casekit.report.terms import terms
from casekit.schema import INSTRUMENTS, SIGNS

if TYPE_CHECKING:
    from casekit.study import Study

_GROUPS = (
    "base", "party", "deployment", "pairing", "inputs", "industry", "outcomes", "supervision", "incentives", "facilities", "training",
)  # fmt: skip
_COUNTED = ("sentences", "metrics", "practices", "programmes", "rules", "repairs", "issues")
_INLINE = 200_000  # characters of text that one page may carry for its search box


def overview_page(study: Study, lang: str) -> Page:
    """The comparison at a glance; each cell leads to its sentences."""
    t, names = translate(lang), places(study)
    counts = {name: Counter(row["doc_id"] for row in study.rows[name]) for name in _COUNTED}
    cases = [
        {
            **document,
            "name": names[document["doc_id"]],
            "href": article_href(document["doc_id"]),
            "counts": {name: counts[name][document["doc_id"]] for name in _COUNTED},
        }
        for document in study.rows["documents"]
    ]
    values = {
        "cases": cases,
        "names": names,
        "matrix": practice_matrix(study, lang),
        "indicators": indicator_matrix(study, lang),
        "programmes": [
            {**row, "href": sentence_href(row["doc_id"], row["sent_no"]), "place": names[row["doc_id"]]}
            for row in study.rows["programmes"]
        ],
        "charts": [Markup(chart) for chart in _charts(study, lang)],
        "sentences": searchable(study),
    }
    return Page("index.html", t("overview"), "overview.html", values)


def _charts(study: Study, lang: str) -> list[str]:
    out = []
    for draw in (instrument_bars, metric_dots):
        try:
            linked = show(draw(study, lang=lang))
        except TableError:  # too few cases share a figure: the tables below say so already
            continue
        out.append(f"<figure>{onward(linked.svg())}</figure>")
    return out


def onward(svg: str) -> str:
    """Evidence links of a chart, from this page to the article pages."""
    import re

    svg = svg.replace("<a xlink:href=", "<a href=")
    svg = re.sub(r'href="#ev-([^".]+)\.([^"]+)"', lambda m: f'href="{article_href(m[1])}#code-{m[2]}"', svg)
    return re.sub(r'href="#ev-([^"]+)-(-?\d+)"', lambda m: f'href="{sentence_href(m[1], int(m[2]))}"', svg)


def practice_matrix(study: Study, lang: str) -> list[dict]:
    """Instrument → practices → one cell a case (number of sentences and where they are listed)."""
    counts, labels = practice_counts(study.tables), practice_labels(study, lang)
    groups = []
    for instrument in INSTRUMENTS:
        codes = [
            page.id for page in load_practices(study.codebook) if page.instrument == instrument and page.id in counts
        ]
        rows = [
            {
                "code": code,
                "label": labels[code],
                "cells": [
                    {"n": int(counts.loc[doc, code]), "href": f"{article_href(doc)}#code-{code}"}
                    for doc in counts.index
                ],
            }
            for code in codes
        ]
        if rows:
            groups.append({"instrument": instrument, "rows": rows})
    return groups


def indicator_matrix(study: Study, lang: str) -> list[dict]:
    """Group → indicators → one cell a case: the figure that stands for it, and how many others there are."""
    found = mentions(study.tables)
    labels, term = indicator_labels(study, lang), terms(lang)
    pages = {page.id: page for page in dict(load_indicators(study.codebook)).values()}
    by_key: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in found.to_dict("records"):
        by_key.setdefault((row["indicator"], row["doc_id"]), []).append(row)
    docs = [row["doc_id"] for row in study.rows["documents"]]
    used = {code for code, _ in by_key}
    order = {name: at for at, name in enumerate(_GROUPS)}
    codes = sorted(used & set(pages), key=lambda code: (order.get(pages[code].group, 99), list(pages).index(code)))
    groups: list[dict] = []
    for code in codes:
        if not groups or groups[-1]["group"] != pages[code].group:
            groups.append({"group": pages[code].group, "label": term(pages[code].group), "rows": []})
        cells = [_cell(by_key.get((code, doc), [])) for doc in docs]
        groups[-1]["rows"].append({"code": code, "label": labels[code], "unit": pages[code].unit, "cells": cells})
    return groups


def _cell(rows: list[Mapping[str, Any]]) -> dict[str, Any]:
    if not rows:
        return {"text": "", "href": "", "more": 0, "title": ""}
    top = rows[0]
    if top["listed"]:  # parts of a list without a whole: none of them stands for the case
        text = f"{top['listed']} 项"
    else:
        text = SIGNS[top["qualifier"]] + amount(top["value"], top["value_max"])
        text += f" {top['unit']}" + (f"/{top['per']}" if top["per"] else "")
    said = (top["noun"], top["surface"], top["per"] and f"/{top['per']}", top["period"], top["scope"], top["status"])
    return {
        "text": text + ("*" if top["status"] == "planned" else ""),
        "href": sentence_href(top["doc_id"], top["sent_no"]),
        "more": len(rows) - 1,
        "title": " · ".join(filter(None, said)),
    }


def searchable(study: Study) -> Markup | None:
    """All sentences as JSON for the search box; ``</script>`` in an article cannot end the element.

    None where they are more than one page should carry: the tables and the article pages are searched instead.
    """
    if sum(len(s["text"]) for s in study.rows["sentences"]) > _INLINE:
        return None
    names = places(study)
    rows = [
        [f"{names[s['doc_id']]} {s['sent_no']}", sentence_href(s["doc_id"], s["sent_no"]), visible(s["text"])]
        for s in study.rows["sentences"]
    ]
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return Markup(
        text.replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )
