"""The table `metrics`: one row for every number that counts or measures something."""

from __future__ import annotations

import math

from casekit import indicators, quantities, scope
from casekit.codebook import Codebook
from casekit.document import Document, Findings

#: Reasons that no rule stands behind: these numbers become rows of `issues`.
UNREAD = ("not understood", "lost digits")


def extract(document: Document, codebook: Codebook) -> Findings:
    """Rows of `metrics`, issues, and the fate of every number of the body.

    Parameters
    ----------
    document : Document
        The clean article.
    codebook : Codebook
        Units, words of modality, and the definitions of indicators.

    Returns
    -------
    Findings
        ``numbers`` holds every numeral of the body with the reason why it is no row ("" where it is one).

    Examples
    --------
    >>> from casekit.document import Sentence
    >>> text = "全县选派第一书记56名。"
    >>> doc = Document("a", text, (Sentence(0, 0, len(text), text, 0, False),), place="甲县")
    >>> [(row["surface"], row["value"], row["unit"], row["scope"]) for row in extract(doc, Codebook()).rows]
    [('56名', 56.0, '人', '甲县')]
    """
    found = quantities.find(document, codebook)
    counted = [number for number in found if not number.reason]
    for number, place in zip(counted, scope.scopes(document, counted, codebook), strict=True):
        number.scope = place
    codes = indicators.assign(document, counted, codebook)
    rows = [_row(document.doc_id, number, *code) for number, code in zip(counted, codes, strict=True)]
    issues = [_issue(document, number) for number in found if number.reason in UNREAD]
    numbers = [{"start": n.start, "end": n.end, "surface": n.surface, "reason": n.reason} for n in found]
    return Findings(rows, issues, numbers)


def _row(doc_id: str, number: quantities.Number, code: str, found_by: str) -> dict:
    return {
        "doc_id": doc_id,
        "sent_no": number.sent_no,
        "start": number.start,
        "end": number.end,
        "surface": number.surface,
        "value": number.value,
        "unit": number.unit,
        "noun": number.noun,
        "qualifier": number.qualifier,
        "status": number.status,
        "per": number.per,
        "period": number.period,
        "scope": number.scope,
        "value_max": math.nan if number.value_max is None else number.value_max,
        "indicator": code,
        "found_by": f"{number.found_by}; {found_by}" if found_by else number.found_by,
        "coder": "machine",
    }


def _issue(document: Document, number: quantities.Number) -> dict:
    around = document.text[max(0, number.start - 10) : number.end + 10].replace("\n", " ")
    return {
        "doc_id": document.doc_id,
        "sent_no": number.sent_no,
        "start": number.start,
        "end": number.end,
        "stage": "quantities",
        "kind": "lost number" if number.reason == "lost digits" else "number not understood",
        "detail": f"{number.surface} in …{around}…",
    }
