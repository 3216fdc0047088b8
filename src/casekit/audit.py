"""What a build did not use: numbers that are no metric, rows of `issues`, definitions that never fired."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from casekit.codebook import Codebook
from casekit.errors import TableError, one_of
from casekit.extract import practices

if TYPE_CHECKING:
    from casekit.study import Study


def silent_definitions(study: Study) -> dict[str, list[str]]:
    """Codebook pages that gave no row in this study, by kind."""
    book: Codebook = study.codebook
    fired = {
        "practices": {r["code"] for r in study.rows["practices"]},
        "indicators": {r["indicator"] for r in study.rows["metrics"]},
    }
    return {kind: [p.stem for p in book.pages(kind) if p.stem not in fired[kind]] for kind in fired}


def audit(study: Study, doc_id: str | None = None) -> str:
    """Plain text: each number that is no metric with the reason, each issue, each silent definition.

    Parameters
    ----------
    study : Study
    doc_id : str, optional
        One document only.

    Raises
    ------
    TableError
        There is no such document.
    """
    texts = {row["doc_id"]: row["text"] for row in study.rows["documents"]}
    if doc_id is not None and doc_id not in texts:
        raise TableError(f"no document {doc_id!r}", cure=one_of(texts))
    lines = []
    for doc, text in texts.items():
        if doc_id not in (None, doc):
            continue
        numbers = [n for n in study.rows["numbers"] if n["doc_id"] == doc]
        fates = Counter(n["reason"] or "a row of metrics" for n in numbers)
        lines.append(f"{doc}: {len(numbers)} numbers — " + ", ".join(f"{n} {fate}" for fate, n in fates.most_common()))
        for n in numbers:
            if n["reason"]:
                around = text[max(0, n["start"] - 10) : n["end"] + 10].replace("\n", " ")
                lines.append(f"    {n['reason']:24} {n['surface']:12} …{around}…")
        for issue in study.rows["issues"]:
            if issue["doc_id"] == doc:
                lines.append(f"    ! {issue['stage']} {issue['kind']}: {issue['detail']}")
    for kind, silent in silent_definitions(study).items():
        lines.append(f"{kind} that never fired: {', '.join(silent) or 'none'}")
    if doc_id is None:
        by_code: dict[str, list[str]] = {}
        for code, cue in practices.unfired(study.codebook, (s["text"] for s in study.rows["sentences"])):
            by_code.setdefault(code, []).append(cue)
        lines.append("cues that never fired:")
        lines += [f"    {code:24} {' · '.join(cues)}" for code, cues in by_code.items()]
    return "\n".join(lines)
