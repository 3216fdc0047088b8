"""Practices: which sentence says that the case does, requires or plans what.

A sentence gets every code of which a cue fires, unless it is a heading, or the evidence lies where nothing is
reported: in an argument, a leader's words, a past that is looked back on, a denial, a presupposition.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from casekit.codebook import Codebook
from casekit.codebook.practice import Practice, load_practices
from casekit.cues import CueMatcher, Hit
from casekit.document import Document, Findings
from casekit.errors import CodebookError
from casekit.codebook.pages import line_of
from casekit.stance import Silence, stance_reader


class Evidence(NamedTuple):
    """The words ``start:end`` of the sentence that earn `practice` by `cue`."""

    practice: Practice
    cue: str
    start: int
    end: int


class PracticeCoder:
    """Code sentences with the practices of a codebook, all cues in one pass.

    Examples
    --------
    >>> coder = practice_coder(Codebook())
    >>> [evidence.practice.id for evidence in coder.code("动员3万名党员干部结对帮扶贫困户。")]
    ['household_pairing']
    """

    def __init__(self, codebook: Codebook):
        self.practices = tuple(practice for practice in load_practices(codebook) if not practice.retired)
        self._owner = [
            (number, cue, role == "unless")
            for number, practice in enumerate(self.practices)
            for role in ("cues", "unless")
            for cue in getattr(practice, role)
        ]
        self._matcher = CueMatcher([cue for _, cue, _ in self._owner])
        self._stances = stance_reader(codebook)

    def code(self, sentence: str) -> list[Evidence]:
        """Evidence for every code of one sentence, in the order of the words."""
        return self._choose(self._matcher.find(sentence), self._stances.read(sentence))

    def code_document(self, document: Document) -> Iterable[list[Evidence]]:
        """Evidence for each sentence of a document, in order; headings have none. The body is scanned once."""
        spans = [(sentence.start, sentence.end) for sentence in document.sentences]
        hits = self._matcher.find_in(document.text, spans)
        silences = self._stances.read_document(document)
        for sentence, found, silent in zip(document.sentences, hits, silences, strict=True):
            yield [] if sentence.heading or not found else self._choose(found, silent)

    def fired(self, sentence: str) -> set[tuple[str, str]]:
        """(code, cue) of every cue that earns its code in a sentence, not only of the best."""
        return {(e.practice.id, e.cue) for e in self._evidence(self._matcher.find(sentence), self._stances.read(sentence))}

    def _choose(self, hits: list[Hit], silences: list[Silence]) -> list[Evidence]:
        """Of each practice the first evidence; the longer words of two that begin together."""
        best: dict[str, Evidence] = {}
        for evidence in self._evidence(hits, silences):
            rival = best.get(evidence.practice.id)
            if rival is None or (evidence.start, -evidence.end) < (rival.start, -rival.end):
                best[evidence.practice.id] = evidence
        return sorted(best.values(), key=lambda e: (e.start, e.end, e.practice.id))

    def _evidence(self, hits: list[Hit], silences: list[Silence]) -> list[Evidence]:
        out, blocks = [], {}
        for hit in hits:
            number, _, unless = self._owner[hit.cue]
            if unless:
                blocks.setdefault(number, []).append(hit)
        for hit in hits:
            number, cue, unless = self._owner[hit.cue]
            if unless or any(s.start <= hit.start and hit.start < s.end for s in silences):
                continue
            if number in blocks and any(b.start < hit.end and hit.start < b.end for b in blocks[number]):
                continue
            out.append(Evidence(self.practices[number], cue, hit.start, hit.end))
        return out


@lru_cache(maxsize=8)
def practice_coder(codebook: Codebook) -> PracticeCoder:
    """The coder of a codebook, made once."""
    return PracticeCoder(codebook)


def extract(document: Document, codebook: Codebook) -> Findings:
    """Rows of the table `practices`: one for each sentence and code, with the words that earned it.

    Parameters
    ----------
    document : Document
        A clean article with its sentences.
    codebook : Codebook
        Its practices and stances are applied.

    Returns
    -------
    Findings
        `rows` as in :data:`casekit.schema.PRACTICES`; offsets are those of ``document.text``. No issues.

    Examples
    --------
    >>> from casekit.document import Sentence
    >>> text = "全县选派第一书记56名。"
    >>> doc = Document("a", text, (Sentence(0, 0, len(text), text, 0, False),))
    >>> [(row["code"], row["quote"]) for row in extract(doc, Codebook()).rows]
    [('work_team_dispatch', '选派第一书记')]
    """
    rows = []
    for sentence, found in zip(document.sentences, practice_coder(codebook).code_document(document), strict=True):
        for evidence in found:
            start, end = sentence.start + evidence.start, sentence.start + evidence.end
            rows.append(
                {
                    "doc_id": document.doc_id,
                    "sent_no": sentence.no,
                    "start": start,
                    "end": end,
                    "code": evidence.practice.id,
                    "instrument": evidence.practice.instrument,
                    "quote": document.text[start:end],
                    "found_by": f"{evidence.practice.id}: {evidence.cue}",
                    "coder": "machine",
                }
            )
    return Findings(rows, [])


def prove(codebook: Codebook) -> list[CodebookError]:
    """Everything a codebook says of itself and does not keep: examples coded otherwise, cues without an example.

    >>> prove(Codebook())
    []
    """
    coder = practice_coder(codebook)
    faults = []
    for practice in coder.practices:
        earned: set[str] = set()
        for example in practice.examples:
            fired = {cue for code, cue in coder.fired(example.text) if code == practice.id}
            if bool(fired) != (example.code == "yes"):
                what = f"example {example.text!r} is coded {'yes by ' + str(sorted(fired)) if fired else 'no'}, not {example.code}"
                faults.append(CodebookError(what, where=line_of(practice.page, example.text), cure="mend the cues or the example"))
            earned |= fired if example.code == "yes" else set()
        for cue in practice.cues:
            if cue not in earned:
                what = f"cue {cue!r} is matched by no example coded yes"
                faults.append(CodebookError(what, where=line_of(practice.page, f"- {cue}"), cure="add an example, or delete the cue"))
    return faults


def unfired(codebook: Codebook, texts: Iterable[str]) -> list[tuple[str, str]]:
    """(code, cue) of every cue that earned its code in none of the sentences `texts`: the audit of a corpus.

    >>> ("work_team_dispatch", "尽锐出战") in unfired(Codebook(), ["坚持尽锐出战。"])
    False
    """
    coder = practice_coder(codebook)
    fired = set().union(*(coder.fired(text) for text in texts))
    return [(p.id, cue) for p in coder.practices for cue in p.cues if (p.id, cue) not in fired]
