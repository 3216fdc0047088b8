"""Read a document: each number with everything its sentence says about it.

The document is read pass by pass, not sentence by sentence: a short loop over all is quicker than a long way with each.
"""

from __future__ import annotations

from functools import lru_cache

from casekit.codebook import Codebook
from casekit.codebook.grammar import Grammar, load_grammar
from casekit.codebook.modality import Word
from casekit.document import Document
from casekit.numerals import plain
from casekit.quantities import counting, noun, qualifier, timing
from casekit.quantities.genre import Genres
from casekit.quantities.lexicon import Lexicon, lexicon
from casekit.quantities.naming import Naming
from casekit.quantities.number import Number
from casekit.quantities.per import Binding
from casekit.quantities.place import Line, Place
from casekit.quantities.rate import Rates
from casekit.quantities.scan import Found, said_again
from casekit.quantities.scanner import Scanner
from casekit.quantities.sentences import Sentences
from casekit.quantities.signs import Signs
from casekit.quantities.status import APART, Statuses


@lru_cache(maxsize=8)
def reader(codebook: Codebook) -> Reader:
    """The reader of a codebook, its expressions compiled."""
    return Reader(lexicon(codebook), load_grammar(codebook))


class Reader:
    """Reads documents with one codebook."""

    def __init__(self, words: Lexicon, grammar: Grammar):
        rates = Rates(words, grammar)
        self._words = words
        self._scanner = Scanner(words)
        self._doubted = counting.doubted(words.units)
        self._naming = Naming(words)
        self._binding = Binding(rates, grammar)
        self._timing = timing.Timing(words.periods)
        self._statuses = Statuses(words, grammar.status)
        told = (*words.modality.apart.values(), *words.modality.behind.values())
        apart = [Word(word) for listed in told for word in listed]
        genres = Genres(words, grammar.status)
        signs = {**self._statuses.signs, **self._timing.signs, **genres.signs, **rates.signs, APART: apart}
        self._sentences = Sentences(words, self._scanner, rates, genres, Signs(signs))

    def read(self, document: Document) -> list[Number]:
        """Every number of the document; see :func:`casekit.quantities.find`."""
        # the border of two cells is one of clauses
        lines = self._sentences.read(document, plain(document.text.replace("\t", "，")))
        waiting = [line for line in lines if not line.done]
        for line in waiting:
            line.take(self._scanner.scan(line.text, line.seed, line.spans()))
        for line in waiting:
            if line.counts:
                line.file()
        numbers: list[Number] = []
        open_places: list[Place] = []
        for line in lines:
            self._count(line, document, numbers, open_places)
        self._finish(open_places, document.published)
        return numbers

    def _count(self, line: Line, document: Document, numbers: list[Number], open_places: list[Place]) -> None:
        """The numbers of one sentence; those that count something wait in `open_places` for all that is said of them."""
        last, last_end, no, shift, text = None, 0, line.no, line.start, document.text
        for start, end, why, found in line.figures:
            if found is not None and line.text.startswith("及", found.unit_end) and said_again(line.text, found):
                found, why = None, "said again"
            if found is not None:
                place = self._place(line, found, last, last_end)
                unit, why = (found.unit.unit, "") if found.unit else self._naming.unit(place)
                if not why and (found.han or found.word in self._doubted):
                    why = self._why_not(place, unit, open_places, document.published)
                if not why:
                    last = place.number = _measured(place, unit, text)
                    last_end = place.end
                    numbers.append(last)
                    open_places.append(place)
                    continue
            number = Number(no, shift + start, shift + end, text[shift + start : shift + end])
            number.reason = why
            numbers.append(number)

    def _place(self, line: Line, found: Found, last: Number | None, last_end: int) -> Place:
        """The surroundings of a numeral, the vagueness words that touch it taken in."""
        words, text, start, end, bound = self._words, line.text, found.start, found.unit_end, ""
        if end < len(text) and text[end] in words.first_after:
            end, bound = qualifier.touching_after(text, end, words)
        if start and text[start - 1] in words.last_before:
            start, before = qualifier.touching_before(text, start, words)
            bound = before or bound
        if bound and text[start - 1 : start] == "及" and text.endswith(text[start : found.unit_end], 0, start - 1):
            start, bound = 2 * start - 1 - found.unit_end, "at_most" if text[end - 1] == "下" else "at_least"
        place = Place(line, found, start, end, bound or found.numeral.vague, last, last_end)
        place.noun = noun.behind(text, end, words)
        if line.kinds & APART and not place.bound:
            place.bound = qualifier.apart(place.before if place.low >= last_end else place.since, words)
            place.bound = place.bound or qualifier.behind(place.after, words)
        ones = line.ones and text.find("一", place.near, start) >= 0
        if line.rates or ones:
            place.rates = self._binding.rates_of(place, ones)
        return place

    def _why_not(self, place: Place, unit: str, open_places: list[Place], published: str) -> str:
        """Why a numeral with a unit counts nothing after all, "" where it does."""
        if not counting.doubtful(place.found):
            return ""
        rated = bool(place.rates)
        listed = self._binding.listed(place)
        if listed or self._binding.may_go_on(place):
            self._finish(open_places, published)  # whether the rate of the last number goes on is now to be known
            rated = bool(listed and place.last.per) or self._binding.goes_on(place, unit)
        return counting.reason(place, rated, self._words)

    def _finish(self, places: list[Place], published: str) -> None:
        """Everything else that the sentences say about quantities; none is left open."""
        for place in places:
            self._naming.name(place)
        earlier = ""
        for place in places:
            if place.last is None and earlier == "planned" and place.line.text.startswith("其中"):
                place.line.genre = earlier  # 到2022年建成40个。其中，今年先建15个
            self._judge(place, published)
            earlier = place.number.status
        places.clear()

    def _judge(self, place: Place, published: str) -> None:
        """Time, status and rate."""
        number, last, line = place.number, place.last, place.line
        period = self._timing.binding(place, line.carried) if line.binding else line.carried
        when = line.when
        if when.period is not period:
            when = line.when = self._timing.when(period, published)
        if period and number.unit not in timing.TIMELESS:
            number.period = period.iso
        number.status = self._statuses.read(place, number.unit, number.qualifier, line.genre, when)
        number.per = self._binding.per(place, number.unit, number.qualifier)
        if last is not None and last.per and last.status == "required":
            if not number.per:
                if self._binding.goes_on(place, number.unit):
                    number.per, number.status = last.per, "required"
            elif number.per == last.per and number.status == "reported" and not place.rates:
                number.status = "required"  # 每户扶持2头母牛或1个大棚
        if line.pairs:
            timing.level(place, period)
        if period:
            timing.adjust(number, place, when, line.carried)
        if number.qualifier == "over" and number.status != "reported" and line.text.startswith("以上", place.end - 2):
            number.qualifier = "at_least"


def _measured(place: Place, unit: str, text: str) -> Number:
    """The number with its unit, value and vagueness, and the word that tells the unit."""
    found, line = place.found, place.line
    start, end = line.start + place.start, line.start + place.end
    value, high, factor = found.numeral.value, found.high, found.factor
    if found.half or factor != 1:
        value = round((value + 0.5 * found.half) * factor, 9)
    if high is not None:
        high = round(high * factor, 9)
    number = Number(line.no, start, end, text[start:end], value, high, unit)
    if place.bound:
        number.qualifier = place.bound
    number.found_by = f"units: {found.word}" if found.word else f"nouns: {unit}"
    return number
