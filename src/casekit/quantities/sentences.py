"""The sentences of a document that hold a numeral, each with what its numbers will be asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from casekit.document import Document
from casekit.quantities import exclusions
from casekit.quantities.covered import Covered
from casekit.quantities.genre import Genres, closes
from casekit.quantities.lexicon import Lexicon
from casekit.quantities.period import Period
from casekit.quantities.place import Line, in_force
from casekit.quantities.rate import Rates
from casekit.quantities.scan import Found, one
from casekit.quantities.scanner import Scanner

_GOES_ON = ("同时", "其中")
_DIGIT = re.compile("[0-9]")


def _listed(text: str, own: Period) -> Period | None:
    """The sentence's own time where it begins a list behind 其中： whose next points are sentences of their own."""
    return own if text.endswith("；") and text.find("其中：", own.end) > 0 else None


class Sentences:
    """Opens the sentences of documents with one codebook."""

    def __init__(self, words: Lexicon, scanner: Scanner, rates: Rates, genres: Genres):
        self._words, self._scanner, self._rates, self._genres = words, scanner, rates, genres

    def read(self, document: Document, text: str) -> list[Line]:
        """The sentences with a numeral, in order; `text` is the body with plain digits.

        Those that are `done` have their figures already: nothing in them counts.
        """
        told = [text[sentence.start : sentence.end] for sentence in document.sentences]
        seeds = [self._scanner.numeral(sentence) for sentence in told]
        if not any(seeds):
            return []
        lines = list(self._opened(document, told, seeds, self._silent(document, text)))
        held = [line for line in lines if line is not None]
        for line in held:
            if not (line.seed.lastindex or _DIGIT.search(line.text)):
                self._rest_idle(line)
        waiting = [line for line in held if not line.done]
        if waiting:
            self._tell(waiting, document)
            self._carry(document, told, lines)
        return held

    def _silent(self, document: Document, text: str) -> list[tuple[int, int, str]]:
        """Words that count nothing and places that have lost digits, in the whole text."""
        reasons, find = self._words.not_reasons, self._words.automaton.find_matches_as_indexes
        spans = [(start, end, reasons[key]) for key, start, end in find(text)]
        lost = document.meta.get("lost")
        return sorted([*spans, *((start, end, "lost digits") for start, end in lost)]) if lost else spans

    def _opened(
        self,
        document: Document,
        told: Sequence[str],
        seeds: Sequence[re.Match | None],
        silent: Sequence[tuple[int, int, str]],
    ) -> Iterator[Line | None]:
        """Each sentence with its first numeral and the spans of names and words that count nothing; None without numeral."""
        year, at = document.year, 0
        for sentence, text, seed in zip(document.sentences, told, seeds, strict=True):
            if seed is None:
                yield None
                continue
            shift, spans = sentence.start, exclusions.names(text)
            while at < len(silent) and silent[at][0] < sentence.end:
                start, end, why = silent[at]
                if start >= shift:
                    spans.append((start - shift, end - shift, why))
                at += 1
            yield Line(text, sentence.no, shift, seed, spans, year)

    def _rest_idle(self, line: Line) -> None:
        """Read a sentence without Arabic digits to its end, if it has only words, names and marks (进一步, 统一, 一是)."""
        text, match, covered, figures = line.text, line.seed, Covered(line.silent), []
        while match:
            start, end = match.span()
            if text.startswith("分之", end):
                return
            why = covered.reason(start, end)
            if why:
                figure = Found(start, end, end, None, True)
                figure.why = why
            else:
                figure = one(text, match, self._words)
                figure.why = exclusions.reason(text, figure)
                if not figure.why:
                    return
            figures.append(figure)
            match = self._scanner.numeral(text, figure.end)
        line.figures, line.done = figures, True

    def _tell(self, lines: Sequence[Line], document: Document) -> None:
        """Stated times and rate words of each sentence."""
        published, stated, rates = document.date, self._words.times.stated, self._rates.find
        for line in lines:
            line.periods = stated(line.text, published)
        for line in lines:
            line.rates = rates(line.text)

    def _carry(self, document: Document, told: Sequence[str], lines: Sequence[Line | None]) -> None:
        """What goes over to the next sentence.

        A stated time to 同时 and 其中, and from there to all points of a list; the rule of 办法规定 behind a semicolon.
        """
        genres, times, now = self._genres, self._words.times, self._words.periods.now
        usual, section = genres.document(document), None
        told_by, before, force, listed = "", -1, None, None
        for at, (sentence, text, line) in enumerate(zip(document.sentences, told, lines, strict=True)):
            carried = None
            if before == sentence.paragraph and text.startswith(_GOES_ON):
                carried = force or in_force(times.stated(told[at - 1], document.date))
            elif listed and before == sentence.paragraph and not text.startswith(now):
                carried = listed
            waits = line is not None and not line.done
            if sentence.heading:
                section = genres.heading(text) or (section if section and not closes(text, section[1]) else None)
            genre = ""
            if waits or text.endswith("；"):
                genre = genres.sentence(text) or (told_by if not text.startswith(now) else "")
            told_by = genre if text.endswith("；") else ""
            before, force = sentence.paragraph, carried
            listed = carried if text.endswith("；") else None
            if waits:
                line.carried, line.genre = carried, genre or (section[0] if section else usual)
                own = in_force(line.periods)
                force, listed = own or carried, _listed(text, own) if own else listed
