"""Slides for a seminar hour: one page, one question a slide, figures with their sentences; prints one a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from casekit import charts
from casekit.charts.style import MANY, places
from casekit.compare import practice_counts
from casekit.errors import TableError
from casekit.report.article import sentence_href
from casekit.report.layout import Page, translate
from casekit.report.overview import onward

if TYPE_CHECKING:
    from casekit.study import Study

_GROWING = ("instrument_bars", "practice_heatmap")  # a row a case
_ASK = {
    "practice_heatmap": (
        "谁做了什么？",
        "Who did what?",
        "哪一行最满，哪一行最空？空格说明什么，不说明什么？",
        "Which row is fullest, which emptiest? What does an empty cell say, and what not?",
    ),
    "instrument_bars": (
        "靠什么做成？",
        "By what means?",
        "四类工具的比例说明了怎样的治理思路？",
        "What idea of governing does the mix of instruments suggest?",
    ),
    "metric_dots": (
        "能比的数字有哪些？",
        "Which figures can be compared?",
        "口径、年份、是否计划数——哪一项使比较不成立？",
        "Scope, year, plan or report: which of them breaks a comparison?",
    ),
    "cooccurrence_network": (
        "哪些做法总在一起？",
        "Which practices go together?",
        "同句出现是制度上的关联，还是写作上的习惯？",
        "Is sharing a sentence a link of institutions or a habit of writing?",
    ),
}


def slides_page(study: Study, lang: str) -> Page:
    """A slide for each question the study can answer, and the rules of each case to discuss."""
    en = lang == "en"
    slides = []
    names = places(study)
    for name, (zh_title, en_title, zh_ask, en_ask) in _ASK.items():
        if name in _GROWING and len(names) > MANY:  # unreadable on a slide; the first page has the same as tables
            continue
        try:
            linked = charts.show(getattr(charts, name)(study, lang=lang))
        except TableError:  # this study has nothing to say to the question
            continue
        slides.append(
            {
                "title": en_title if en else zh_title,
                "ask": en_ask if en else zh_ask,
                "chart": Markup(onward(linked.svg())),
            }
        )
    present = practice_counts(study.tables)
    rules: dict[str, list[dict]] = {doc: [] for doc in names}
    for row in study.rows["rules"]:
        rules[row["doc_id"]].append({"quote": row["quote"], "href": sentence_href(row["doc_id"], row["sent_no"])})
    cases = [
        {"name": names[doc], "practices": int((present.loc[doc] > 0).sum()), "rules": said[:6]}
        for doc, said in rules.items()
        if said
    ]
    values = {
        "slides": slides,
        "cases": cases,
        "total": len(names),
        "left_out": len(names) > MANY,
    }
    return Page("slides.html", translate(lang)("slides"), "slides.html", values)
