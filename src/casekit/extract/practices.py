"""Practices: which sentence says that the case does, requires or plans what.

A sentence gets every code of which a cue fires, unless it is a heading, or the evidence lies where nothing is
reported: in an argument, a leader's words, a past that is looked back on, a denial, a presupposition. Weak cues of
a page count only in an article on its topic.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import NamedTuple

from casekit.codebook import Codebook
from casekit.codebook.pages import line_of
from casekit.codebook.practice import Practice, load_practices
from casekit.cues import Cover, CueMatcher
from casekit.document import Document, Findings
from casekit.errors import CodebookError
from casekit.stance import stance_reader

# An article is on a topic if its title, or so many of its sentences and such a share of them, earn the code by cues.
ON_TOPIC = 3
TOPIC_SHARE = 1 / 3


class Evidence(NamedTuple):
    """The words ``start:end`` that earn `practice` by `cue`; `weak` if they do so only in an article on the topic."""

    practice: Practice
    cue: str
    start: int
    end: int
    weak: bool = False


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
            (number, cue, role)
            for number, practice in enumerate(self.practices)
            for role in ("cues", "topic_cues", "unless")
            for cue in getattr(practice, role)
        ]
        self._matcher = CueMatcher([cue for _, cue, _ in self._owner])
        self._stances = stance_reader(codebook)

    def code(self, sentence: str, topics: Collection[str] = ()) -> list[Evidence]:
        """Evidence for every code of one sentence, in the order of the words; `topics` are those of its article."""
        return _best(self.evidence(sentence), topics)

    def evidence(self, sentence: str) -> list[Evidence]:
        """All evidence in one sentence, the weak too."""
        earned, blocks = [], defaultdict(list)
        for hit in self._matcher.find(sentence):
            number, cue, role = self._owner[hit.cue]
            if role == "unless":
                blocks[number].append((hit.start, hit.end))
            else:
                earned.append((number, cue, role, hit))
        if not earned:
            return []
        blocked = {number: Cover(spans) for number, spans in blocks.items()}
        if silences := self._stances.read(sentence):
            silent = Cover((silence.start, silence.end) for silence in silences)
            earned = [one for one in earned if not silent.touches(one[3].start, one[3].start + 1)]
        return [
            Evidence(self.practices[number], cue, hit.start, hit.end, role == "topic_cues")
            for number, cue, role, hit in earned
            if not (number in blocked and blocked[number].touches(hit.start, hit.end))
        ]

    def code_document(self, document: Document) -> list[list[Evidence]]:
        """Evidence for each sentence of a document, in order; headings have none."""
        found = [[] if sentence.heading else self.evidence(sentence.text) for sentence in document.sentences]
        topics = self._topics(document, found) if any(e.weak for evidence in found for e in evidence) else ()
        return [_best(evidence, topics) for evidence in found]

    def _topics(self, document: Document, found: Iterable[list[Evidence]]) -> set[str]:
        """What the article is on, by its title or by the evidence `found` in its sentences."""
        times = Counter(code for evidence in found for code in {e.practice.id for e in evidence if not e.weak})
        enough = max(ON_TOPIC, TOPIC_SHARE * sum(not sentence.heading for sentence in document.sentences))
        topics = {code for code, count in times.items() if count >= enough}
        return topics | {e.practice.id for e in self.evidence(document.title) if not e.weak}


def _best(found: list[Evidence], topics: Collection[str]) -> list[Evidence]:
    """Of each practice the first evidence, the longer words of two that begin together; the weak only on its topics."""
    best: dict[str, Evidence] = {}
    for evidence in found:
        if evidence.weak and evidence.practice.id not in topics:
            continue
        rival = best.get(evidence.practice.id)
        if rival is None or (evidence.weak, evidence.start, -evidence.end) < (rival.weak, rival.start, -rival.end):
            best[evidence.practice.id] = evidence
    return sorted(best.values(), key=lambda e: (e.start, e.end, e.practice.id))


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
            found = coder.evidence(example.text)
            fired = {e.cue for e in found if e.practice.id == practice.id and (example.on_topic or not e.weak)}
            if bool(fired) != (example.code == "yes"):
                coded = f"yes by {sorted(fired)}" if fired else "no"
                what = f"example {example.text!r} is coded {coded}, not {example.code}"
                faults.append(
                    CodebookError(what, where=line_of(practice.page, example.text), cure="mend the cues or the example")
                )
            earned |= fired if example.code == "yes" else set()
        for cue in (*practice.cues, *practice.topic_cues):
            if cue not in earned:
                what = f"cue {cue!r} is matched by no example coded yes"
                faults.append(
                    CodebookError(
                        what, where=line_of(practice.page, f"- {cue}"), cure="add an example, or delete the cue"
                    )
                )
    return faults


def unfired(codebook: Codebook, texts: Iterable[str]) -> list[tuple[str, str]]:
    """(code, cue) of every cue that found no evidence in any of the sentences `texts`: the audit of a corpus.

    >>> ("work_team_dispatch", "尽锐出战") in unfired(Codebook(), ["坚持尽锐出战。"])
    False
    """
    coder = practice_coder(codebook)
    fired = {(e.practice.id, e.cue) for text in texts for e in coder.evidence(text)}
    return [(p.id, cue) for p in coder.practices for cue in (*p.cues, *p.topic_cues) if (p.id, cue) not in fired]
