"""Standing arrangements: sentences in, the table `rules` out."""

from __future__ import annotations

import re

from casekit.codebook import Codebook
from casekit.codebook.rule import RuleBook, load_rules
from casekit.document import Document, Findings, Sentence
from casekit.norms.passage import Amount
from casekit.norms.reader import rule_reader
from casekit.numerals import read as numeral
from casekit.quantities import Number, find

#: No sentence is longer; what is (tables run together, garbage) is not read.
LONGEST = 2000
_SIGNS = {"at_least": ">=", "at_most": "<=", "below": "<"}
_STREAK = re.compile(
    r"(?:连续|累计|(?:排名|排|积分|得分|成绩|考核|综合|名次)[^，。；]{0,4}[前后末]|倒数)([一两二三四五六七八九十]+|[0-9]+)(?:个)?(年|月|次|季度|天|届|位|名)"
)
#: Reasons for which a number is no quantity, though it can bind in a rule.
_COUNTED = ("indefinite", "span of time")


def _amounts(sentence: Sentence, numbers: list[Number], book: RuleBook) -> tuple[Amount, ...]:
    """The numbers of one sentence as amounts of a rule, in sentence offsets."""
    text, out = sentence.text, []
    for number in numbers:
        start, end = number.start - sentence.start, number.end - sentence.start
        if not number.reason:
            over = number.qualifier == "over" and re.search("超过|以上|高于|大于|多于|超出", number.surface)
            sign = ">" if over else _SIGNS.get(number.qualifier, "")
            out.append(Amount(start, end, number.value, number.unit, sign, number.per, number.status == "required"))
        elif number.reason in _COUNTED:
            unit = next((unit for word, unit in book.times.items() if text.startswith(word, end)), "")
            if (
                unit
                and text[end + len(unit) : end + len(unit) + 1] != "性"
                and number.surface in ("一", "两", "二", "三")
            ):
                out.append(Amount(start, end + 1, {"一": 1.0, "三": 3.0}.get(number.surface, 2.0), unit, required=True))
    known = {amount.start for amount in out}
    for match in _STREAK.finditer(text):
        value = numeral(match[1])
        if value and not any(match.start() <= start < match.end() for start in known):
            unit = {"月": "个月", "名": "位"}.get(match[2], match[2])
            out.append(Amount(match.start(1), match.end(), value.value, unit))
    return tuple(sorted(out))


def extract(document: Document, codebook: Codebook) -> Findings:
    """The standing arrangements of `document`: one row a rule.

    Parameters
    ----------
    document : Document
        A clean article with its sentences; headings hold no rules.
    codebook : Codebook
        Its page ``rules.yml`` holds the words; numbers and units are those of :mod:`casekit.quantities`.

    Returns
    -------
    Findings
        Rows of `rules`, in order of place; `value` is NaN where the rule has no number. A stretch too long to be a
        sentence is a row of `issues`.

    Examples
    --------
    >>> from casekit.document import Sentence
    >>> text = "月度积分低于8分的扣减当月补贴。"
    >>> row, = extract(Document("a", text, (Sentence(0, 0, len(text), text, 0, False),)), Codebook()).rows
    >>> row["kind"], row["comparator"], row["value"], row["unit"], row["consequence"]
    ('threshold', '<', 8.0, '分', '扣减当月补贴')
    """
    reader, book = rule_reader(codebook), load_rules(codebook)
    numbers: dict[int, list[Number]] = {}
    for number in find(document, codebook):
        numbers.setdefault(number.sent_no, []).append(number)
    rows, issues = [], []
    for sentence in document.sentences:
        if sentence.heading:
            continue
        if len(sentence.text) > LONGEST:
            issues.append({"doc_id": document.doc_id, "sent_no": sentence.no, "start": sentence.start, "end": sentence.end, "stage": "rules",
                           "kind": "sentence too long", "detail": f"{len(sentence.text)} characters without an end are no sentence"})  # fmt: skip
            continue
        for norm in reader.read(sentence.text, _amounts(sentence, numbers.get(sentence.no, []), book)):
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
    return Findings(rows, issues)
