"""Named programmes: sentences in, the table `programmes` out."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter

from casekit.codebook import Codebook
from casekit.codebook.programme import ProgrammeBook, load_programmes
from casekit.document import Document, Findings
from casekit.programmes.grammar import declared
from casekit.programmes.names import Mention, find
from casekit.programmes.parts import Parts, find_parts

_READ = 3  # mentions of a name at which its parts are looked for: they are told with the first of them


def extract(document: Document, codebook: Codebook) -> Findings:
    """The named bundles of `document`: one row a name, at its first mention, with the parts the text lists.

    Parameters
    ----------
    document : Document
        A clean article with its sentences.
    codebook : Codebook
        Its page ``programmes.yml`` says what makes a name and what the whole country knows.

    Returns
    -------
    Findings
        Rows of `programmes`. Where a list does not have the number of parts that the name promises, the row has
        no components and a row of `issues` says so.

    Examples
    --------
    >>> from casekit.document import Sentence
    >>> text = "开展党员亮身份、亮职责、亮承诺“三亮”活动。"
    >>> row, = extract(Document("a", text, (Sentence(0, 0, len(text), text, 0, False),)), Codebook()).rows
    >>> row["name"], row["declared"], row["components"]
    ('三亮', [3], ['亮身份', '亮职责', '亮承诺'])
    """
    book = load_programmes(codebook)
    mentions = find(document.text, codebook)
    if not mentions:
        return Findings([], [])
    by_name: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_name.setdefault(mention.name, []).append(mention)
    rows, issues = [], []
    for name, places in by_name.items():
        first = places[0]
        place = {
            "doc_id": document.doc_id,
            "sent_no": _sentence_no(document, first.start),
            "start": first.start,
            "end": first.end,
        }
        national = book.known_as(name)
        promised = list(national.declared) if national else declared(name)
        parts = _parts(document.text, places[:_READ], mentions, book)
        rows.append(
            place
            | {
                "name": name,
                "declared": promised,
                "components": list(dict.fromkeys(parts.items)),  # told once for each number of 三跟三走
                "origin": "national" if national else "local",
                "quote": document.text[first.start : first.end],
                "found_by": f"programmes: {first.cue}" + (f"; {parts.found_by}" if parts.found_by else ""),
                "coder": "machine",
            }
        )
        if parts.fault:
            issues.append(
                place | {"stage": "programmes", "kind": "parts do not fit", "detail": f"{name}: {parts.fault}"}
            )
    return Findings(rows, issues)


def _sentence_no(document: Document, at: int) -> int:
    """The number of the sentence around `at`; -1 where a document has none."""
    place = bisect_right(document.sentences, at, key=attrgetter("start"))
    return document.sentences[place - 1].no if document.sentences else -1


def _parts(text: str, places: list[Mention], mentions: list[Mention], book: ProgrammeBook) -> Parts:
    """The parts listed at the first of the mentions `places` that has any; else what is wrong with a list there."""
    fault = ""
    for mention in places:
        parts = find_parts(text, mention, mentions, book)
        if parts.items:
            return parts
        fault = fault or parts.fault
    return Parts([], "", fault)
