"""Standing arrangements: sentences in, the table `rules` out."""

from __future__ import annotations

import re
from functools import lru_cache

from casekit.codebook import Codebook
from casekit.codebook.rule import load_rules
from casekit.document import Document, Findings
from casekit.norms.passage import Amount
from casekit.norms.reader import rule_reader
from casekit.numerals import read as numeral

_UNITS = {"名": "人", "位": "人", "万元": "元", "元": "元", "人次": "人次"}
_MONEY = {"万元": 1e4, "亿元": 1e8, "元": 1}


@lru_cache(maxsize=8)
def _amount_pattern(codebook: Codebook) -> re.Pattern:
    return re.compile(r"([0-9]+(?:\.[0-9]+)?(?:[十百千万亿]+)?|[一二两三四五六七八九十百千万]+)(?:余|多)?(个(?:月|工作日|百分点|小时)?|%|[名位户人家次期场轮分元天年小时亩支项件篇条课时堂节讲期册起周])(人|时|次)?(以上|及以上|以下|以内)?")


def _amounts(text: str, codebook: Codebook) -> tuple[Amount, ...]:
    book, out = load_rules(codebook), []
    for m in _amount_pattern(codebook).finditer(text):
        n = numeral(m[1])
        if n is None or (m.start() and text[m.start() - 1] in "第十每逐"):
            continue
        unit = m[2] + (m[3] or "")
        unit = {"名": "人", "位": "人", "人人": "人", "年": "年"}.get(unit, unit)
        before = text[max(0, m.start() - 5) : m.start()]
        sign = next((s for s, ws in book.comparators.items() for w in ws if before.endswith(w) or m[4] == w), "")
        start = m.start()
        out.append(Amount(start, m.end(), n.value, unit, sign))
    return tuple(out)


def extract(document: Document, codebook: Codebook) -> Findings:
    """The rules of `document`."""
    reader = rule_reader(codebook)
    rows = []
    for sentence in document.sentences:
        if sentence.heading:
            continue
        for norm in reader.read(sentence.text, _amounts(sentence.text, codebook)):
            start, end = sentence.start + norm.start, sentence.start + norm.end
            rows.append(
                {
                    "doc_id": document.doc_id,
                    "sent_no": sentence.no,
                    "start": start,
                    "end": end,
                    "kind": norm.kind,
                    "actor": norm.actor,
                    "action": norm.action,
                    "object": norm.object,
                    "comparator": norm.comparator,
                    "value": float("nan") if norm.value is None else norm.value,
                    "unit": norm.unit,
                    "per": norm.per,
                    "consequence": norm.consequence,
                    "quote": document.text[start:end],
                    "found_by": f"rules: {norm.cue}",
                    "coder": "machine",
                }
            )
    return Findings(rows, [])
