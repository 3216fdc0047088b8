"""The sentences of a document that hold a numeral, each with what its numbers will be asked about."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence

from casekit.document import Document
from casekit.quantities import exclusions
from casekit.quantities.genre import LEAD, Genres, closes
from casekit.quantities.lexicon import Lexicon
from casekit.quantities.place import Line, in_force
from casekit.quantities.rate import Rates
from casekit.quantities.scanner import Scanner
from casekit.quantities.signs import Signs

_GOES_ON = ("同时", "其中")
_DIGIT = re.compile("[0-9]")
_NEVER = (sys.maxsize, sys.maxsize, "")  # a span behind all others


class Sentences:
    """Opens the sentences of documents with one codebook."""

    def __init__(self, words: Lexicon, scanner: Scanner, rates: Rates, genres: Genres, signs: Signs):
        self._words, self._scanner, self._rates, self._genres, self._signs = words, scanner, rates, genres, signs

    def read(self, document: Document, text: str) -> list[Line]:
        """The sentences with a numeral, in order; `text` is the body with plain digits.

        Those that are `done` have their figures already: nothing in them counts.
        """
        told = [text[start:end] for _, start, end, _, _, _ in document.sentences]
        seeds = list(map(self._scanner.numeral, told))
        if not any(seeds):
            return []
        lines = self._opened(document, told, seeds, self._silent(document, text))
        held = [line for line in lines if line is not None]
        for line in held:  # without Arabic digits most have only words, names and marks: 进一步, 统一, 一是
            if not (line.seed.lastindex or _DIGIT.search(line.text, line.seed.start())):
                line.take(self._scanner.scan(line.text, line.seed, line.silent))
                line.done = not line.counts
        waiting = [line for line in held if not line.done]
        if waiting:
            self._tell(waiting, document, text)
            self._carry(document, told, lines)
        return held

    def _silent(self, document: Document, text: str) -> list[tuple[int, int, str]]:
        """Words that count nothing and places that have lost digits, in the whole text."""
        reasons = self._words.not_reasons
        spans = [(start, end, reasons[key]) for key, start, end in self._words.find_not(text)]
        lost = document.meta.get("lost")
        return sorted([*spans, *((start, end, "lost digits") for start, end in lost)]) if lost else spans

    def _opened(
        self,
        document: Document,
        told: Sequence[str],
        seeds: Sequence[re.Match | None],
        silent: Sequence[tuple[int, int, str]],
    ) -> list[Line | None]:
        """Each sentence with its first numeral and the spans of names and words that count nothing; None without numeral."""
        names, year, lines, coming = exclusions.names, document.year, [], iter([*silent, _NEVER])
        begin, end, why = next(coming)
        for (no, first, last, _, _, _), text, seed in zip(document.sentences, told, seeds, strict=True):
            if seed is None:
                lines.append(None)
                continue
            spans = names(text)
            while begin < last:
                if begin >= first:
                    spans.append((begin - first, end - first, why))
                begin, end, why = next(coming)
            lines.append(Line(text, no, first, seed, spans, year))
        return lines

    def _tell(self, lines: Sequence[Line], document: Document, text: str) -> None:
        """Stated times and rate words of each sentence."""
        published, times, rates = document.date, self._words.times, self._rates.find
        signs, names = times.signs(text)
        signs.append(sys.maxsize)
        names.append((0, sys.maxsize, 0))
        sign = name = 0
        for line in lines:
            start, end = line.start, line.start + len(line.text)
            while signs[sign] < start:
                sign += 1
            while names[name][1] < start:
                name += 1
            here, named = [], []
            while signs[sign] < end:
                here.append(signs[sign] - start)
                sign += 1
            while names[name][1] < end:
                key, begin, stop = names[name]
                named.append((key, begin - start, stop - start))
                name += 1
            line.periods = times.stated(line.text, here, named, published) if here or named else []
        for line in lines:
            line.sign(self._signs)
            line.rates = rates(line.text, line.kinds)

    def _carry(self, document: Document, told: Sequence[str], lines: Sequence[Line | None]) -> None:
        """What goes over to the next sentence.

        A stated time to 同时 and 其中, and no further; the rule of 办法规定 behind a semicolon.
        """
        genres, times, now = self._genres, self._words.times, self._words.periods.now
        usual, driven, section = genres.document(document), genres.driven(document), None
        told_by, before, force, earlier, listed = "", -1, None, "", False
        for (_, _, _, _, paragraph, heading), text, line in zip(document.sentences, told, lines, strict=True):
            carried = None
            listed = before == paragraph and (text[:2] in _GOES_ON or (listed and earlier.endswith("；")))
            if listed:
                carried = force or in_force(times.read(earlier, document.date))
                if carried and carried.kind == "open" and text[:2] not in _GOES_ON:
                    carried = None
            if heading:
                section = genres.heading(text) or (section if section and not closes(text, section[1]) else None)
            waits, goes_on, genre = line is not None and not line.done, text[-1:] == "；", ""
            if waits or goes_on:
                leads = line.kinds & LEAD if waits else self._signs.read(text)[0] & LEAD
                genre = genres.sentence(text) if leads else ""
                if not genre and told_by and not text.startswith(now):
                    genre = told_by
            told_by = genre if goes_on else ""
            before, force, earlier = paragraph, carried, text
            if waits:
                line.carried = carried
                line.genre = genre or (section[0] if section else "planned" if paragraph in driven else usual)
                force = in_force(line.periods) or carried
