"""What a build saw and did not understand, as rows of the table `issues`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from casekit.document import Document

_DIGITS = re.compile(r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*")
Doubt = tuple[int, int, str, str]  # start and end in the body, kind, detail


def seen(document: Document, stage: str, doubts: Iterable[Doubt]) -> Iterator[dict]:
    """Rows for what one stage met, each in the sentence it begins in; -1 where that is none.

    >>> from casekit.document import Sentence
    >>> document = Document("a", "一。二。", (Sentence(0, 0, 2, "一。", 0, False), Sentence(1, 2, 4, "二。", 0, False)))
    >>> [row["sent_no"] for row in seen(document, "repair", [(2, 3, "odd", ""), (4, 4, "odd", "")])]
    [1, -1]
    """
    for start, end, kind, detail in doubts:
        at = bisect_right(document.sentences, start, key=lambda sentence: sentence.start) - 1
        inside = at >= 0 and start < document.sentences[at].end
        number = document.sentences[at].no if inside else -1
        yield {"doc_id": document.doc_id, "sent_no": number, "start": start, "end": end,
               "stage": stage, "kind": kind, "detail": detail}  # fmt: skip


def unread(document: Document, known: Iterable[Mapping]) -> Iterator[dict]:
    """Digits in the body that none of the `known` rows (with `start` and `end`) accounts for.

    >>> document = Document("a", "三类12户，3.5万")
    >>> [row["detail"] for row in unread(document, [{"start": 2, "end": 5}])]
    ['nobody read 3.5']
    """
    return seen(document, "metrics", _unread(document.text, sorted((row["start"], row["end"]) for row in known)))


def _unread(text: str, known: Sequence[tuple[int, int]]) -> Iterator[Doubt]:
    at = 0
    for match in _DIGITS.finditer(text):
        first, last = match.span()
        while at < len(known) and known[at][1] <= first:
            at += 1
        if at == len(known) or known[at][0] >= last:
            yield first, last, "unread_number", f"nobody read {match.group()}"
