"""Standing arrangements: sentences in, the table `rules` out."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterator
from functools import lru_cache

from casekit.codebook import Codebook
from casekit.codebook.modality import load_periods
from casekit.codebook.rule import RuleBook, load_rules
from casekit.document import Document, Findings, Sentence
from casekit.norms.passage import Amount
from casekit.norms.reader import rule_reader
from casekit.numerals import read as numeral
from casekit.quantities import Number, find

#: No sentence is longer; what is (tables run together, garbage) is not read.
LONGEST = 2000
_SIGNS = {"at_least": ">=", "at_most": "<=", "below": "<"}
_OVER = re.compile("超|以上|高于|大于|多于")
#: Reasons for which a number is no quantity, though it can bind in a rule, and how it is then written.
_COUNTED = ("indefinite", "span of time")
_TERM = re.compile("年|个月")
_AND = tuple("、和及与")
_TOLD = ("kind", "actor", "action", "object", "comparator", "unit", "per", "consequence")
_ONE_TO_THREE = {"一": 1.0, "两": 2.0, "二": 2.0, "三": 3.0}


@lru_cache(maxsize=8)
def _streak(codebook: Codebook) -> re.Pattern[str]:
    """A count in a row or in an order, which is no quantity for want of a measure word: 连续两年, 倒数3名, 排名后三位, 满两届.

    The branches begin with plain words, so that the whole text is searched at the speed of one.
    """
    book = load_rules(codebook)
    ranked = [word + "[^，。；]{0,4}[前后末]" for word in book.words("ranks", "ordered")]
    return re.compile(
        f"(?:{'|'.join((*book.words('in_a_row'), '倒数', '满(?=[一两二三四五]届)', *ranked))})"
        "([一两二三四五六七八九十]+|[0-9]+)(?:个)?(年|月|次|季度|天|届|位|名|(?<=[前后末][一二三四五六七八九十])(?=的))"
    )


def _amounts(document: Document, codebook: Codebook) -> dict[int, list[Amount]]:
    """The numbers of each sentence as amounts of a rule, in sentence offsets."""
    found: dict[int, list[Amount]] = {}
    sentences = {sentence.no: sentence for sentence in document.sentences}
    book, forbidden = load_rules(codebook), load_periods(codebook).forbidden
    for number in find(document, codebook):
        if number.qualifier == "at_most" and document.text.startswith(forbidden, number.end):
            continue  # 两年内不得提拔: a consequence, no amount
        if not number.reason or number.reason in _COUNTED and number.surface in _ONE_TO_THREE:
            sentence = sentences[number.sent_no]
            amount = _amount(number, sentence, book)
            if amount:
                found.setdefault(sentence.no, []).append(amount)
    for sentence, start, amount in _streaks(document, codebook):
        amounts = found.setdefault(sentence.no, [])
        if not any(start <= other.start < amount.end for other in amounts):
            insort(amounts, amount)
    return {no: _carried(amounts, sentences[no].text) for no, amounts in found.items()}


def _carried(amounts: list[Amount], text: str) -> list[Amount]:
    """What binds the first of several amounts binds them all: 不少于3000平方米、2000平方米和1000平方米."""
    carried: list[Amount] = []
    for amount in amounts:
        last = carried[-1] if carried else amount
        goes_on = last.sign and not amount.sign and last.unit == amount.unit and text[last.end : amount.start] in _AND
        if goes_on and (len(carried) > 1 and carried[-2].end + 1 == last.start or not text[last.start].isdigit()):
            amount = amount._replace(sign=last.sign, required=last.required)
        carried.append(amount)
    return carried


def _amount(number: Number, sentence: Sentence, book: RuleBook) -> Amount | None:
    """A quantity, or a number that is none but counts how often something is done (召开一次会); None for any other."""
    start, end = number.start - sentence.start, number.end - sentence.start
    if not number.reason:
        sign = _SIGNS.get(number.qualifier, "")
        if number.qualifier == "over" and _OVER.search(number.surface):
            sign = ">"
        return Amount(start, end, number.value, number.unit, sign, number.per, number.status == "required")
    term = sentence.text.endswith(("期为", *book.words("span_for")), 0, start) and _TERM.match(sentence.text, end)
    if term:
        return Amount(start, term.end(), _ONE_TO_THREE[number.surface], term[0], required=True)
    full = sentence.text.endswith("满", 0, start) and _TERM.match(sentence.text, end)
    if full and sentence.text[full.end() : full.end() + 1] in tuple("的以后者即"):
        return Amount(start, full.end(), _ONE_TO_THREE[number.surface], full[0], ">=", required=True)
    unit = book.times.get(sentence.text[end : end + 1], "")
    if not unit or sentence.text.startswith("性", end + 1):
        return None
    return Amount(start, end + 1, _ONE_TO_THREE[number.surface], unit, required=True)


def _streaks(document: Document, codebook: Codebook) -> Iterator[tuple[Sentence, int, Amount]]:
    """Counts in a row or in an order: their sentence, where their words begin, and the amount."""
    starts = [sentence.start for sentence in document.sentences]
    for match in _streak(codebook).finditer(document.text) if starts else ():
        value = numeral(match[1])
        sentence = document.sentences[bisect_right(starts, match.start()) - 1]
        if value and sentence.start <= match.start() and match.end() <= sentence.end:
            unit = {"月": "个月", "名": "位", "": "位"}.get(match[2], match[2])
            start, end = match.start(1) - sentence.start, match.end() - sentence.start
            yield sentence, match.start() - sentence.start, Amount(start, end, value.value, unit)


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
    reader = rule_reader(codebook)
    amounts = _amounts(document, codebook)
    spans = [(sentence.start, sentence.end) for sentence in document.sentences]
    rows, issues = [], []
    for sentence, shown in zip(document.sentences, reader.shown(document.text, spans), strict=True):
        if sentence.heading:
            continue
        if len(sentence.text) > LONGEST:
            issues.append({"doc_id": document.doc_id, "sent_no": sentence.no, "start": sentence.start, "end": sentence.end, "stage": "rules",
                           "kind": "sentence too long", "detail": f"{len(sentence.text)} characters without an end are no sentence"})  # fmt: skip
            continue
        for norm in reader.read(sentence.text, tuple(amounts.get(sentence.no, ())), shown):
            start, end = sentence.start + norm.start, sentence.start + norm.end
            told = {field: getattr(norm, field) for field in _TOLD}
            rows.append({"doc_id": document.doc_id, "sent_no": sentence.no, "start": start, "end": end} | told | {
                "value": float("nan") if norm.value is None else norm.value, "quote": document.text[start:end],
                "found_by": f"rules: {norm.cue}", "coder": "machine"})  # fmt: skip
    return Findings(rows, issues)
