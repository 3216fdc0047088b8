"""One page per article: the clean text with everything that was coded, and the raw page beside it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from casekit.cells import visible
from casekit.codebook.indicator import load_indicators
from casekit.report.layout import Page
from casekit.report.marks import Mark, marked

if TYPE_CHECKING:
    from casekit.study import Study

_CELLS = re.compile(r"\t| [|｜] ")  # of a row of a table
_LINKED = ("metrics", "programmes", "rules")


def article_href(doc_id: str) -> str:
    """Where the page of a document lies in the site."""
    return f"articles/{doc_id}.html"


def sentence_href(doc_id: str, sent_no: int) -> str:
    """Where a sentence lies in the site; -1 leads to the article."""
    return article_href(doc_id) + (f"#s{sent_no}" if sent_no >= 0 else "")


def amount(value: float, value_max: float | None = None) -> str:
    """A value as people write it: grouped, without needless decimals; silence is a dash.

    >>> amount(310000000.0), amount(7.65), amount(1.0, 2.0), amount(float("nan"))
    ('310,000,000', '7.65', '1–2', '—')
    """
    if value is None or value != value:
        return "—"
    low = f"{value:,.0f}" if value == int(value) else f"{value:,.6g}"
    return low if value_max is None or value_max != value_max else f"{low}–{amount(value_max)}"


def describe(name: str, row: Mapping[str, Any]) -> list[str]:
    """One row part by part, for a tool tip or a list; codes among the parts are put into words by the page."""
    if name == "metrics":
        parts = [row["noun"], amount(row["value"], row["value_max"]) + row["unit"], row["qualifier"], row["status"]]
        parts += [f"/{row['per']}" if row["per"] else "", row["period"], row["indicator"], row["scope"]]
    elif name == "programmes":
        parts = [row["name"], "+".join(map(str, row["declared"])), "、".join(row["components"]), row["origin"]]
    elif name == "rules":
        value = f"{row['comparator']} {amount(row['value'])}{row['unit']}" if row["value"] == row["value"] else ""
        parts = [
            row["kind"],
            row["actor"],
            row["action"],
            row["object"],
            value,
            f"/{row['per']}" if row["per"] else "",
            row["consequence"],
        ]
    else:
        parts = [row["code"], row["found_by"]]
    return [str(part) for part in parts if part]


def by_document(study: Study) -> dict[str, dict[str, list[dict]]]:
    """The study's rows by document and table."""
    out: dict[str, dict[str, list[dict]]] = defaultdict(lambda: defaultdict(list))
    for name in ("sentences", "metrics", "practices", "programmes", "rules", "repairs", "issues"):
        for row in study.rows[name]:
            out[row["doc_id"]][name].append(row)
    return out


def _marks(rows: Mapping[str, list[dict]]) -> list[Mark]:
    marks = []
    for name in _LINKED:
        for number, row in enumerate(rows[name]):
            said = " · ".join(describe(name, row))
            marks.append(Mark(row["start"], row["end"], name.removesuffix("s"), f"#{name}-{number}", said))
    return marks


def paragraphs(rows: Mapping[str, list[dict]], labels: Mapping[str, str]) -> list[dict]:
    """The body as paragraphs of sentences, each sentence with its marks, its chips and its codes."""
    coded: dict[int, list[dict]] = defaultdict(list)
    for row in rows["practices"]:
        coded[row["sent_no"]].append(row)
    marks_of: dict[int, list[Mark]] = defaultdict(list)
    sentences, marks, at = rows["sentences"], sorted(_marks(rows), key=lambda m: m.start), 0
    for s in sentences:
        while at < len(marks) and marks[at].start < s["end"]:
            marks_of[s["sent_no"]].append(marks[at])
            at += 1
    out: list[dict] = []
    for s in sentences:
        if not out or out[-1]["number"] != s["paragraph"]:
            kind = "row" if s["heading"] and _CELLS.search(s["text"]) else "heading" if s["heading"] else ""
            out.append({"number": s["paragraph"], "kind": kind, "sentences": []})
        chips = [
            {
                "code": r["code"],
                "label": labels.get(r["code"], r["code"]),
                "instrument": r["instrument"],
                "quote": r["quote"],
                "why": r["found_by"],
            }
            for r in coded[s["sent_no"]]
        ]
        out[-1]["sentences"].append(
            {
                "no": s["sent_no"],
                "html": marked(s["text"], s["start"], marks_of[s["sent_no"]]),
                "chips": chips,
                "codes": " ".join(chip["code"] for chip in chips),
            }  # fmt: skip
        )
    return out


def raw_and_clean(raw: str, rows: Mapping[str, list[dict]]) -> list[dict]:
    """The raw page cut at the borders of body paragraphs: each piece raw with its edits marked, and clean if it was kept."""
    edits = rows["repairs"]
    pieces: list[tuple[int, int, str | None]] = []
    at = 0
    for paragraph in _joined(rows["sentences"]):
        start, end, text = max(paragraph[0], at), max(paragraph[1], at), paragraph[2]
        if start > at:
            pieces.append((at, start, None))
        pieces.append((start, end, text))
        at = end
    if at < len(raw):
        pieces.append((at, len(raw), None))
    out = []
    for start, end, text in pieces:
        if text is None and not raw[start:end].strip():
            continue
        inside = [e for e in edits if e["raw_start"] < end and e["raw_end"] > start]
        out.append(
            {
                "raw": _edited(raw, start, end, inside) if text is not None else raw[start:end].strip(),
                "clean": text,
            }
        )
    return out


def _joined(sentences: list[dict]) -> list[tuple[int, int, str]]:
    out: list[tuple[int, int, str]] = []
    last = None
    for s in sentences:
        if s["paragraph"] == last:
            start, _, text = out[-1]
            out[-1] = (start, s["raw_end"], text + s["text"])
        else:
            out.append((s["raw_start"], s["raw_end"], s["text"]))
            last = s["paragraph"]
    return out


def _edited(raw: str, start: int, end: int, edits: list[dict]) -> Markup:
    out, at = [], start
    for edit in edits:
        low, high = max(edit["raw_start"], start), min(edit["raw_end"], end)
        out.append(escape(visible(raw[at:low])))
        plain = edit["kind"] in ("script", "layout")  # too many to shout about: the clean text shows them
        if high > low:
            out.append(
                Markup('<del class="{}" title="{}">{}</del>').format(edit["kind"], edit["kind"], visible(raw[low:high]))
            )
        if edit["after"] and not plain:
            out.append(Markup('<ins title="{}">{}</ins>').format(edit["kind"], visible(edit["after"])))
        at = max(at, high)
    return Markup("").join([*out, escape(visible(raw[at:end]))])


def article_page(
    study: Study, document: Mapping[str, Any], rows: Mapping[str, list[dict]], labels: Mapping[str, str]
) -> Page:
    """The page of one document."""
    lists = {
        name: [
            {
                "id": f"{name}-{n}",
                "sent_no": r["sent_no"],
                "quote": r.get("surface") or r["quote"],
                "words": describe(name, r),
                "found_by": r["found_by"],
            }
            for n, r in enumerate(rows[name])
        ]
        for name in _LINKED
    }
    texts = {r["sent_no"]: r["text"] for r in rows["sentences"]}
    codes = sorted({(r["code"], labels.get(r["code"], r["code"])) for r in rows["practices"]}, key=lambda pair: pair[1])
    values = {
        "document": document,
        "paragraphs": paragraphs(rows, labels),
        "lists": lists,
        "codes": codes,
        "labels": {page.id: page.label for page in dict(load_indicators(study.codebook)).values()},
        "by_code": [
            {
                "code": c,
                "label": label,
                "sentences": [
                    {
                        "no": r["sent_no"],
                        "text": texts[r["sent_no"]],
                        "quote": r["quote"],
                        "why": r["found_by"],
                    }
                    for r in rows["practices"]
                    if r["code"] == c
                ],
            }
            for c, label in codes
        ],
        "pieces": raw_and_clean(study.raw(document["doc_id"]), rows),
        "issues": rows["issues"],
        "kinds": _counts(rows["repairs"]),
    }
    return Page(
        article_href(document["doc_id"]),
        document["title"] or document["place"] or document["doc_id"],
        "article.html",
        values,
    )


def _counts(repairs: list[dict]) -> list[tuple[str, int]]:
    counts: dict[str, int] = defaultdict(int)
    for row in repairs:
        counts[row["kind"]] += 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
