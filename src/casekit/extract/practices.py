"""Practices: which sentence says that the case does, requires or plans what.

A sentence gets every code of which a cue fires, unless it is a heading, or the evidence lies where nothing is
reported: in an argument, a leader's words, a past that is looked back on, a denial, a presupposition. Weak cues of
a page count only in an article on its topic. Words that are no proof are weighed: enough of them earn a code, too, and
many against it leave no belief in a cue. What one sentence earns speaks for the same in the sentences beside it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from casekit.codebook import Codebook
from casekit.codebook.pages import line_of
from casekit.codebook.practice import Practice, load_practices
from casekit.codebook.signs import Found, SignScale
from casekit.codebook.word_classes import forms, load_classes, words_of
from casekit.cues import Cover, CueMatcher, Hit
from casekit.document import Document, Findings
from casekit.errors import CodebookError
from casekit.stance import stance_reader

# An article is on a topic if its title, or so many of its sentences and such a share of them, earn the code by cues.
ON_TOPIC = 2
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
        classes = load_classes(codebook)
        written = [
            ((number, cue, role), form)
            for number, practice in enumerate(self.practices)
            for role in ("cues", "topic_cues", "unless")
            for cue in getattr(practice, role)
            for form in forms(cue, classes, practice.page)
        ]
        self._owner = [owner for owner, _ in written]
        self._matcher = CueMatcher([form for _, form in written])
        self._cores = {
            practice.id: tuple(word for name in practice.core for word in words_of(name, classes, practice.page))
            for practice in self.practices
            if practice.core
        }
        self._stances = stance_reader(codebook)
        self._scale = SignScale(codebook)
        # the points were fitted to the shipped pages: those a reader wrote are not doubted by them
        own = [practice.id for practice in self.practices if codebook.folder in practice.page.parents]
        self._undoubted = sum({self._scale.bits.get(code, 0) for code in own})

    def code(self, sentence: str, topics: Collection[str] = ()) -> list[Evidence]:
        """Evidence for every code of one sentence, in the order of the words; `topics` are those of its article."""
        return _best(self.evidence(sentence), topics)

    def evidence(self, sentence: str) -> list[Evidence]:
        """All evidence in one sentence, by cues and by signs, the weak too."""
        return self._evidences([sentence])[0]

    def _evidences(self, sentences: Sequence[str], in_order: bool = False) -> list[list[Evidence]]:
        """The evidence in each of some sentences; what is looked for in all is looked for at once, which is faster.

        Sentences `in_order` follow one another: what one of them earns speaks for it in those beside it.
        """
        scale, bits = self._scale, self._scale.bits
        hits = [self._matcher.find(sentence) for sentence in sentences]
        silent = [self._silent(sentence) if fired else None for sentence, fired in zip(sentences, hits, strict=True)]
        signs = [scale.find(sentence, spans) for sentence, spans in zip(sentences, silent, strict=True)]
        weights = [scale.weigh(found) for found in signs]
        each = list(zip(sentences, hits, silent, signs, strict=True))
        nameable = self._nameable(sentences, scale.reachable(weights))
        found = [self._joined(*one, weight, nameable) for one, weight in zip(each, weights, strict=True)]
        if in_order and len(found) > 1:
            earned = [sum({bits.get(e.practice.id, 0) for e in mine if not e.weak}) for mine in found]
            for at, (before, after) in enumerate(zip([0, *earned], [*earned[1:], 0], strict=False)):
                if before or after:
                    helped = scale.beside(weights[at], before, after)
                    if scale.verdict(helped) != scale.verdict(weights[at]):
                        found[at] = self._joined(*each[at], helped, nameable)
        return found

    def _joined(
        self, sentence: str, hits: list[Hit], silent: Cover | None, signs: Found, weight: int, nameable: int
    ) -> list[Evidence]:
        """The evidence by cues and by signs, which come to `weight`; signs earn only what is `nameable` (bits)."""
        scale, bits = self._scale, self._scale.bits
        found = self._by_cues(hits, silent) if hits else []
        if found and (doubtful := scale.doubtful(weight) & ~self._undoubted):
            found = [one for one in found if not doubtful & bits.get(one.practice.id, 0)]
        if earned := scale.enough(weight) & nameable:
            earned &= ~sum(bits.get(code, 0) for code in {one.practice.id for one in found if not one.weak})
            if earned and not hits and (silent := self._silent(sentence)):
                heard = scale.find(sentence, silent)
                earned &= scale.enough(weight + scale.weigh(heard) - scale.weigh(signs))
                signs = heard
            if earned:
                mine = [practice for practice in self.practices if earned & bits.get(practice.id, 0)]
                found += [Evidence(practice, *scale.reason(practice.id, sentence, signs)) for practice in mine]
        return found

    def _nameable(self, sentences: Sequence[str], wanted: int) -> int:
        """Those of the practices `wanted` (bits) that signs may earn: they need no `core`, or have a word of it."""
        text = "\n".join(sentences) if wanted else ""
        asked = ((self._scale.bits.get(code, 0) & wanted, core) for code, core in self._cores.items())
        return wanted & ~sum(bit for bit, core in asked if bit and not any(word in text for word in core))

    def _by_cues(self, hits: Iterable[Hit], silent: Cover | None) -> list[Evidence]:
        """The evidence among the hits of cues that no `unless` touches."""
        earned, blocks = [], defaultdict(list)
        for where, start, end in hits:
            number, cue, role = self._owner[where]
            if role == "unless":
                blocks[number].append((start, end))
            elif not (silent and silent.touches(start, start + 1)):
                earned.append((number, cue, role, start, end))
        covers = {number: Cover(spans) for number, spans in blocks.items()} if earned else {}
        return [
            Evidence(self.practices[number], cue, start, end, role == "topic_cues")
            for number, cue, role, start, end in earned
            if number not in covers or not covers[number].touches(start, end)
        ]

    def _silent(self, sentence: str) -> Cover | None:
        """The spans of a sentence that say nothing of what is done, or none."""
        silences = self._stances.read(sentence)
        return Cover((silence.start, silence.end) for silence in silences) if silences else None

    def code_document(self, document: Document) -> list[list[Evidence]]:
        """Evidence for each sentence of a document, in order; headings have none, nor what only counts what there is."""
        deeds = self._stances.deeds(document.title)
        tells = [
            not one.heading and (deeds is None or any(deed in one.text for deed in deeds)) for one in document.sentences
        ]
        plain = [one.text for one, told in zip(document.sentences, tells, strict=True) if told]
        rows = iter(self._evidences(plain, in_order=True))
        found = [next(rows) if told else [] for told in tells]
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
                where = line_of(practice.page, example.text)
                faults.append(CodebookError(what, where=where, cure="mend the cues or the example"))
            earned |= fired if example.code == "yes" else set()
        for cue in (*practice.cues, *practice.topic_cues):
            if cue not in earned:
                what = f"cue {cue!r} is matched by no example coded yes"
                where = line_of(practice.page, f"- {cue}")
                faults.append(CodebookError(what, where=where, cure="add an example, or delete the cue"))
    return faults


def unfired(codebook: Codebook, texts: Iterable[str]) -> list[tuple[str, str]]:
    """(code, cue) of every cue that found no evidence in any of the sentences `texts`: the audit of a corpus.

    >>> ("work_team_dispatch", "尽锐出战") in unfired(Codebook(), ["坚持尽锐出战。"])
    False
    """
    coder = practice_coder(codebook)
    fired = {(e.practice.id, e.cue) for text in texts for e in coder.evidence(text)}
    return [(p.id, cue) for p in coder.practices for cue in (*p.cues, *p.topic_cues) if (p.id, cue) not in fired]
