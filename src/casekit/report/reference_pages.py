"""Pages about the method: the codebook as written, the tables as defined, the accuracy as measured."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from casekit.agreement import load_figures, load_reference, score
from casekit.codebook.indicator import load_indicators
from casekit.codebook.practice import load_practices
from casekit.report.layout import Page, translate
from casekit.schema import TABLES

if TYPE_CHECKING:
    from casekit.study import Study


def codebook_page(study: Study, lang: str) -> Page:
    """Every practice and indicator with question, cues and examples, generated from the definitions."""
    practices = [practice for practice in load_practices(study.codebook) if not practice.retired]
    indicators = [item for item in dict(load_indicators(study.codebook)).values() if not item.retired]
    used = {row["code"] for row in study.rows["practices"]} | {row["indicator"] for row in study.rows["metrics"]}
    values = {"practices": practices, "indicators": indicators, "used": used}
    return Page("codebook.html", translate(lang)("codebook"), "codebook.html", values)


def dictionary_page(lang: str) -> Page:
    """Every table and column, from the schema."""
    return Page("dictionary.html", translate(lang)("dictionary"), "dictionary.html", {"tables": list(TABLES.values())})


def accuracy_page(study: Study, reference: Path | None, lang: str) -> Page | None:
    """Scores against a reference coding of these very articles; None where the reference codes none of them."""
    if reference is None:
        return None
    coded = load_reference(reference)
    files = {Path(row["file"]).name for row in study.rows["documents"]}
    if not set(coded.files) <= files:
        return None
    scores = score(study.tables, coded)
    figures = [(name, value) for name, value in scores.figures.items()]
    values = {
        "figures": figures,
        "misses": scores.misses,
        "ceilings": load_figures(reference / "ceilings.json"),
        "floors": load_figures(reference / "floors.json"),
    }
    return Page("accuracy.html", translate(lang)("accuracy"), "accuracy.html", values)
