"""Read the sentences of a document: each number with everything its sentence says about it."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date
from functools import lru_cache

from casekit.codebook import Codebook
from casekit.codebook.grammar import Grammar, load_grammar
from casekit.codebook.modality import Word
from casekit.document import Document, Sentence
from casekit.numerals import plain
from casekit.quantities import counting, exclusions, noun, qualifier, timing
from casekit.quantities.covered import Covered
from casekit.quantities.lexicon import Lexicon, lexicon
from casekit.quantities.number import Number
from casekit.quantities.per import Binding
from casekit.quantities.period import Period
from casekit.quantities.place import Line, Place, in_force
from casekit.quantities.rate import Rates
from casekit.quantities.scan import Found, Scanner, one
from casekit.quantities.signs import Signs
from casekit.quantities.status import Statuses

_GOES_ON = ("同时", "其中")
_CHANGE = re.compile(
    "(?:同比|环比|比[^，]{1,8}|较[^，]{1,8}|分别|净|共|累计|平均)?(?:增长|增加|减少|下降|提高|上升|增幅达?|降幅达?|占比?|占比达)(?:了|到|至|达)?$"
)
_DIGIT = re.compile("[0-9]")
_LINKED = re.compile("(?:达到?|为|有|共|约|近|超过?|突破|数|总数|至|到|仅|累计|已|增加|减少|分别)+$")
#: Units of an amount: its noun stands before it.
_AMOUNTS = frozenset({"元", "%", "百分点", "倍", "分"})


@lru_cache(maxsize=8)
def reader(codebook: Codebook) -> Reader:
    """The reader of a codebook, its expressions compiled."""
    return Reader(lexicon(codebook), load_grammar(codebook))


class Reader:
    """Reads documents with one codebook."""

    def __init__(self, words: Lexicon, grammar: Grammar):
        self._words = words
        self._scanner = Scanner(words)
        self._rates = Rates(words, grammar)
        self._binding = Binding(self._rates, grammar)
        self._timing = timing.Timing(words.periods)
        self._statuses = Statuses(words, grammar.status)
        apart = [Word(word) for listed in words.modality.apart.values() for word in listed]
        self._signs = Signs(self._statuses.signs | {"apart": apart})

    def read(self, document: Document) -> list[Number]:
        """Every number of the document; see :func:`casekit.quantities.find`."""
        text, published, words = plain(document.text), document.date, self._words
        genre = self._statuses.genre(document)
        taken = [
            (start, end, words.not_reasons[key]) for key, start, end in words.automaton.find_matches_as_indexes(text)
        ]
        taken = sorted(taken + [(start, end, "lost digits") for start, end in document.meta.get("lost", ())])
        starts = [span[0] for span in taken]
        numbers: list[Number] = []
        ruled, earlier = "", None
        for sentence in document.sentences:
            local = text[sentence.start : sentence.end]
            carried = None
            if earlier and local.startswith(_GOES_ON) and earlier[0] == sentence.paragraph:
                carried = earlier[2] or in_force(words.times.stated(earlier[1], published))
            rules = self._statuses.rules(local) or (ruled == "；" and not local.startswith("目前"))
            ruled = local[-1:] if rules else ""
            stated = None
            seed = self._scanner.numeral(local)
            if seed:
                low, high = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
                inside = exclusions.names(local)
                if low < high:
                    shift = sentence.start
                    inside += [(start - shift, end - shift, why) for start, end, why in taken[low:high]]
                idle = None if _DIGIT.search(local) else self._idle(document, sentence, local, seed, inside)
                if idle is None:
                    line = self._line(local, published)
                    stated = in_force(line.periods)
                    status = "required" if rules else genre
                    idle = self._sentence(document, sentence, line, seed, inside, carried, status)
                numbers += idle
            earlier = (sentence.paragraph, local, stated or carried)
        return numbers

    def _line(self, text: str, published: date | None) -> Line:
        """A sentence with what its numbers ask for."""
        periods = self._words.times.stated(text, published)
        year = published.year if published else None
        return Line(text, year, periods, self._rates.find(text), self._signs.read(text))

    def _idle(
        self, document: Document, sentence: Sentence, local: str, match: re.Match | None, inside: list
    ) -> list[Number] | None:
        """The numbers of a sentence that has only words, names and marks (进一步, 统一, 一是); None if it has any other.

        `match` is the first numeral; none has Arabic digits.
        """
        covered, numbers = Covered(inside), []
        while match:
            start, end = match.span()
            if local.startswith("分之", end):
                return None
            why = covered.reason(start, end)
            if not why:
                found = one(local, match, self._words)
                why = exclusions.reason(local, found)
                end = found.end
                if not why:
                    return None
            at = end
            start, end = start + sentence.start, end + sentence.start
            numbers.append(Number(sentence.no, start, end, document.text[start:end], reason=why))
            match = self._scanner.numeral(local, at)
        return numbers

    def _sentence(
        self,
        document: Document,
        sentence: Sentence,
        line: Line,
        seed: re.Match,
        inside: list,
        carried: Period | None,
        genre: str,
    ) -> list[Number]:
        """Every number of one sentence; `seed` is its first numeral, `inside` the spans of words that count nothing."""
        spans = [(p.start, p.end, "span of time" if p.kind == "open" else "date") for p in line.periods]
        spans += [(r.start, r.end, "rate") for r in line.rates]
        covered = Covered(spans + inside)
        numbers: list[Number] = []
        last: Number | None = None
        pair = timing.Pair()
        shift = sentence.start
        for found, why in self._scanner.scan(line.text, seed, covered):
            why = why or exclusions.reason(line.text, found)
            if not why:
                place = self._place(line, found, last, last.end - shift if last else 0)
                unit, why = self._unit(place)
                why = why or self._settle(place, unit)
            if why:
                start, end = shift + found.start, shift + found.end
                numbers.append(Number(sentence.no, start, end, document.text[start:end], reason=why))
                continue
            start, end = shift + place.start, shift + place.end
            number = Number(sentence.no, start, end, document.text[start:end], unit=unit, qualifier=place.bound)
            self._fill(number, place, carried, genre, pair, document)
            numbers.append(number)
            last = number
        return numbers

    def _place(self, line: Line, found: Found, last: Number | None, last_end: int) -> Place:
        """The surroundings of a numeral, the vagueness words that touch it taken in."""
        words = self._words
        start, before = qualifier.touching_before(line.text, found.start, words)
        end, after = qualifier.touching_after(line.text, found.unit_end, words)
        place = Place(line, found, start, end, last, last_end)
        place.bound = before or after or found.numeral.vague
        if not place.bound and "apart" in line.hits.kinds:
            place.bound = qualifier.apart(place.before if place.low >= last_end else place.since, words)
        place.rates = self._binding.rates_of(place)
        return place

    def _settle(self, place: Place, unit: str) -> str:
        """Why a numeral with a unit counts nothing after all, "" where it does."""
        place.noun = noun.behind(place.line.text, place.end, self._words)
        place.goes_on = self._binding.goes_on(place, unit)
        rated = bool(place.rates) or place.goes_on
        return counting.reason(
            place.found, place.noun, bool(place.bound), rated, place.before, place.after, self._words
        )

    def _fill(
        self, number: Number, place: Place, carried: Period | None, genre: str, pair: timing.Pair, document: Document
    ) -> None:
        """Everything that the sentence says about a quantity."""
        found, last, line = place.found, place.last, place.line
        number.value = found.numeral.value
        if found.half or found.factor != 1:
            number.value = round((number.value + 0.5 * found.half) * found.factor, 9)
        number.value_max = None if found.high is None else round(found.high * found.factor, 9)
        number.qualifier = place.bound or "exact"
        number.found_by = f"units: {found.word}" if found.word else f"nouns: {number.unit}"
        self._name(number, place)
        period = self._timing.binding(place, carried)
        when = self._timing.when(period, document.published)
        if period and number.unit not in timing.TIMELESS:
            number.period = period.iso
        number.status = self._statuses.read(place, number.unit, number.qualifier, genre, when)
        number.per = self._binding.per(place, number.unit, number.qualifier)
        if not number.per and place.goes_on:
            number.per, number.status = last.per, last.status
        elif number.status == "reported" and number.per and last and not place.rates and number.per == last.per:
            number.status = "required" if last.status == "required" else "reported"  # 每户扶持2头母牛或1个大棚
        pair.read(number, place, period)
        timing.adjust(number, place, when, carried)
        if number.qualifier == "over" and number.status != "reported" and line.text.startswith("以上", place.end - 2):
            number.qualifier = "at_least"

    def _name(self, number: Number, place: Place) -> None:
        """The noun, and what it says of the unit: persons counted with 个 are 人."""
        text, found, words = place.line.text, place.found, self._words
        behind = place.noun
        if place.last is not None and not behind and _CHANGE.match(place.before):
            number.noun = place.last.noun  # …12名，比上年增加3名
            return
        if (
            number.unit in _AMOUNTS
            and behind
            and not (words.fund.search(behind[:12]) or text.startswith("的", found.unit_end))
        ):
            behind = ""
        number.noun = behind or noun.before(text, place.start, words)
        if place.last is not None and (not number.noun or number.noun in words.units.by_word):
            number.noun = place.last.noun  # 326户1380人
        if found.word == "个" and not words.place_first.match(behind):
            if words.person.of(number.noun) or _begins_with_person(behind, words):
                number.unit = "人"
        elif found.word == "位" and text[found.start - 1 : found.start] in ("前", "后"):
            number.unit = "位"  # 排名前10位的: places of a ranking

    def _unit(self, place: Place) -> tuple[str, str]:
        """The unit of a numeral, or the reason why it has none."""
        text, found = place.line.text, place.found
        if found.unit:
            return found.unit.unit, ""
        if text.startswith("大", found.end):
            return "", "sum of a list"
        bare = found.han and found.end - found.start == 1 and not place.bound  # 万兴村
        match = None if bare else self._words.counted.match(text, found.end)
        if match and not (found.han and found.numeral.value < counting.SMALL):
            if match["near"]:
                return {"户": "户", "人": "人"}.get(match["near"], "个"), ""
            return ("人" if match["person"] else "户" if match["household"] else "个"), ""
        unit = self._unit_before(place)
        return unit, "" if unit else "word" if found.han else "not understood"

    def _unit_before(self, place: Place) -> str:
        """贫困人口83.68万，: the noun before a number that ends its clause gives the unit."""
        found = place.found
        if (
            found.end != place.high
            or found.han
            or found.numeral.value < 100
            or place.line.text[found.end - 1] not in "万亿余多"
        ):
            return ""
        named = _LINKED.sub("", place.before)
        if self._words.person.of(named):
            return "人"
        if named.endswith("户"):
            return "户"
        return "元" if self._words.fund.search(named[-6:]) else ""


def _begins_with_person(noun_phrase: str, words: Lexicon) -> bool:
    """两个孩子念书 counts persons, 10个移民搬迁新村 does not."""
    match = words.person_first.match(noun_phrase)
    return match is not None and len(noun_phrase) - match.end() <= 2 and not words.concrete.of(noun_phrase)
