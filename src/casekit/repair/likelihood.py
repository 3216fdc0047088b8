"""How likely is it that a stretch of text is Chinese? Bits, by the words of a dictionary and by what follows what.

A reading of damaged bytes is kept only if it is clearly more likely Chinese than what stands there. Two measures are added,
each by its weight: the cost in bits of the cheapest way to cut the text into words of the segmenter's dictionary and of the
genre (:mod:`casekit.repair.lexicon`), and the cost of each character or mark behind the two before it
(:mod:`casekit.repair.sequences`). Both hear what the page itself says again and again. They are updated character by
character, so that a search over readings pays for each character once.
"""

from __future__ import annotations

from functools import cache, lru_cache
from math import inf
from operator import itemgetter
from string import ascii_letters

from casekit.repair import marks
from casekit.repair.gbk import simplified
from casekit.repair.letters import SEQUENCES, STRANGER, WORDS, WORTH, Choice, choice, letters
from casekit.repair.lexicon import (
    ALONE,
    FOREIGN,
    LONGEST,
    MARK_BITS,
    UNKNOWN,
    befores,
    ended,
    going_on,
    single,
    ways_on,
    word_bits,
)
from casekit.repair.sequences import DIGIT, FINE, LETTER, Heard, sequences

# What the measure remembers: the cost; the last simplified characters; what words that begin at the last positions start
# from, newest first; the mark just passed (``·`` one character behind a mark); the pairs of marks that are open; the key of
# the last two characters among the sequences. A bare tuple, because a search makes very many.
State = tuple[float, str, tuple[float, ...], str, int, int]
_CHANCES = [2.0 ** (-steps / FINE) for steps in range(512)]
AHEAD = LONGEST - 1  # characters that a word may go on from
UNSEEN = 99.0  # bits of a pair that the page does not show twice
OFTEN = 8.0  # bits of a character below which the page is not asked
STRANGE = 12.0  # bits of a word of one character that make one look twice
_MORE = dict.fromkeys("0123456789", SEQUENCES * DIGIT) | dict.fromkeys(ascii_letters, SEQUENCES * LETTER)
_OF_MARK = {char: (WORDS * bits, _MORE.get(char, 0.0)) for char, bits in MARK_BITS.items()}  # among words, and more


@lru_cache(maxsize=4096)
def _before(chars: tuple[str, ...], after: str, script: str) -> tuple[list[float], dict[int, float]]:
    """What the first of the characters `after` costs behind each of `chars`.

    And the bits of the cheapest word that some begin with one or both of `after`, by their places.
    """
    words, model, many, found = word_bits(), sequences(), choice(chars, script), dict[int, float]()
    number, places, before = model.number.get(after[0], 0), many.places, befores().get(after[0], {})
    for form in before.keys() & places.keys():
        found |= dict.fromkeys(places[form], WORDS * before[form])
    if len(after) > 1:
        second = single(after[1])
        for form in places.keys() & ended().get(after, ()):
            bits = WORDS * (words[form + after] - second)
            found |= dict.fromkeys(places[form], min(bits, found.get(places[form][0], bits)))
    return [WORTH * model.pairs[first * model.size + number] for first in many.numbers], found


@cache
def _familiar() -> frozenset[str]:
    """Marks, and characters that may well stand alone, in any form."""
    usual = {char for char, bits in word_bits().items() if len(char) == 1 and bits <= STRANGE} - simplified().keys()
    return (
        frozenset(MARK_BITS) | usual | {char for char, form in simplified().items() if form in usual | MARK_BITS.keys()}
    )


class Language:
    """The measure. It can be told about the words of the page at hand.

    Parameters
    ----------
    script : str
        Script of the page, ``hans`` or ``hant``, if it is known: what only the other script has is unlikely there.

    Examples
    --------
    >>> language = Language()
    >>> language.bits("村干部和群众") < language.bits("卮甯刹亢腿罕")
    True
    """

    def __init__(self, script: str = ""):
        self.script = script
        self._letters = letters(script)
        self._words = word_bits()
        self._simple = simplified()
        self._heard: Heard | None = None
        self._heard_twos: dict[int, int] = {}
        self.sequences = sequences()
        self._behind, self._size = self.sequences.behind, self.sequences.size
        self._pairs = self.sequences.pairs
        self.start: State = (0.0, "", (0.0,), "", 0, self.sequences.start)

    def begin(self, before: str, ahead: int) -> State:
        """The state behind the line `before`, of which the last `ahead` characters matter; nothing is paid yet."""
        _, tail, costs, passed, _, key = self.start
        quoted, size = marks.open_pairs(before), self._size
        for char in before[-ahead:]:
            char, number, lone, mark, _ = self._letters[char]
            key = key % size * size + number
            if lone is None or mark and not tail:
                known = char in MARK_BITS
                quoted = marks.placed(0.0, char, tail, passed, quoted)[1] if known else quoted
                tail, costs, passed = "", (0.0,), char if known else ""
            else:
                best = self._word(tail, char, costs, costs[0] + lone, key) if tail else lone
                tail, costs = (tail + char)[-AHEAD:], (best, *costs[:AHEAD])
                passed = "·" if passed and passed != "·" else ""
        return (0.0, tail, costs, passed, quoted, key)

    def learn(self, page: str) -> None:
        """From now on what comes again and again in `page` is likely in its damaged stretches too; it is heard once."""
        if self._heard is None:
            self._heard = Heard(page, self.sequences)
            self._heard_twos = self._heard.twos

    def step(self, state: State, char: str) -> State:
        """The state after one more character."""
        total, tail, costs, passed, quoted, key = state
        char, number, lone, mark, beside = self._letters[char]
        left, thirds = self._behind[key]
        behind = key % self._size * self._size + number
        steps = thirds.get(number)
        if steps is None:
            steps = left + self._pairs[behind]
        if behind in self._heard_twos:
            follows = SEQUENCES * self._heard.bits(key, number, _CHANCES[steps]) + beside
        else:
            follows = WORTH * steps + beside
        if lone is None or mark and not tail:
            return self._mark(state, char, follows, behind)
        base = costs[0]
        best = self._word(tail, char, costs, base + lone, behind) if tail else base + lone
        return (
            total + best - base + follows,
            (tail + char)[-AHEAD:],
            (best, *costs[:AHEAD]),
            "·" if passed and passed != "·" else "",
            quoted,
            behind,
        )

    def _word(self, tail: str, char: str, costs: tuple[float, ...], alone: float, key: int) -> float:
        """The cost of the cheapest way to end a word with `char` behind `tail`, if it costs so much alone."""
        best = alone
        for words, back, _ in ways_on[tail]:
            bits = words.get(char)
            if bits is not None:
                best = min(best, WORDS * bits + costs[back])
        if key in self._heard_twos and best > costs[0] + WORDS * OFTEN:
            bits = self._heard.word(key)
            if bits is not None:
                return min(best, WORDS * bits + costs[1])
        return best

    def weighed(self, state: State, many: Choice) -> tuple[list[float], list[float]]:
        """The cost of the states after one more of many characters: what :meth:`step` says, all at once.

        The second, added to that of `state`, is what a word that begins with each starts from.
        """
        total, tail, costs, _, _, key = state
        base, row = costs[0], key % self._size * self._size
        left, thirds = self._behind[key]
        follows = [WORTH * (steps + left) for steps in many.pick(self._pairs[row : row + self._size])]
        for number in thirds.keys() & many.known.keys():
            bits = WORTH * thirds[number]
            for place in many.known[number]:
                follows[place] = bits
        for place, bits in many.strange.items():
            follows[place] += bits
        words = dict[int, float]()
        for goes_on, back, _ in ways_on[tail]:
            for form in goes_on.keys() & many.places.keys():
                bits = WORDS * goes_on[form] + costs[back]
                for place in many.places[form]:
                    words[place] = min(words.get(place, bits), bits)
        twos, dear = self._heard_twos, base + WORDS * OFTEN
        for number in [number for number in many.known if row + number in twos] if twos else ():
            steps = thirds[number] if number in thirds else left + self._pairs[row + number]
            bits = SEQUENCES * self._heard.bits(key, number, _CHANCES[steps])
            word = self._heard.word(row + number) if tail else None
            for place in many.known[number]:
                follows[place] = bits
                if word is not None and min(many.alone[place] + base, words.get(place, inf)) > dear:
                    words[place] = min(words.get(place, inf), WORDS * word + costs[1])
        found = [bits + total + more for bits, more in zip(many.alone, follows, strict=True)]
        for place, bits in words.items():
            found[place] = min(many.alone[place], bits - base) + total + follows[place]
        for place in many.marks if tail else many.marks_alone:
            found[place] = self._mark(state, many.forms[place], follows[place], many.numbers[place])[0]
        return found, follows

    def cheapest(self, state: State, chars: tuple[str, ...], after: str, most: int) -> list[tuple[float, str]]:
        """`chars` with the costs of the states behind them and, nearly, of the two characters `after`; the cheapest first."""
        many = choice(chars, self.script)
        found, begun = self.weighed(state, many)
        if after:
            apart, (follows, joined) = WORDS * single(after[0]), _before(chars, after, self.script)
            joined = [
                (place, min(found[place] + apart, begun[place] + state[0] + bits) + follows[place])
                for place, bits in joined.items()
            ]
            found = [bits + apart + more for bits, more in zip(found, follows, strict=True)]
            for place, bits in joined:
                found[place] = bits
        return sorted(zip(found, chars, strict=True), key=itemgetter(0))[:most]

    @staticmethod
    def going_on(state: State, many: Choice) -> set[str]:
        """Those of many characters behind which a word of three characters and more can go on."""
        return many.places.keys() & going_on[state[1]]

    def least(self, state: State) -> float:
        """Bits that no word that ends with the next character costs less than; they may be fewer than none."""
        _, tail, costs, *_ = state
        found = [WORDS * bits + costs[back] for _, back, bits in ways_on[tail]]
        if tail and self._heard_twos:
            found.append(WORDS * self._heard.least + costs[1])
        return min(found, default=inf) - costs[0]

    def _mark(self, state: State, char: str, follows: float, key: int) -> State:
        total, tail, _, passed, quoted, _ = state
        known = _OF_MARK.get(char)
        if known is None:
            if "一" <= char <= "\u9fff":
                bits = WORDS * (UNKNOWN + ALONE) + (0.0 if key % self._size else SEQUENCES * STRANGER)
            else:
                bits = WORDS * FOREIGN + SEQUENCES * STRANGER
            return (total + bits + follows, "", (0.0,), "", quoted, key)
        bits, quoted = marks.placed(known[0] + follows + known[1], char, tail, passed, quoted)
        return (total + bits, "", (0.0,), char, quoted, key)

    @staticmethod
    def ending(state: State) -> float:
        """Bits that a line costs for ending here: within quotation marks, or behind a comma."""
        _, _, _, mark, quoted, _ = state
        return marks.ending(mark, quoted)

    def bits(self, text: str, state: State | None = None, most: float = inf) -> float:
        """Cost of `text` after `state`, in bits, by the general count: what is damaged stands on its page too.

        Nothing is added up beyond `most`.
        """
        state, self._heard_twos, heard = state or self.start, {}, self._heard_twos
        before = state[0]
        for char in text:
            state = self.step(state, char)
            if state[0] - before > most:
                break
        self._heard_twos = heard
        return state[0] - before

    def _said(self, first: str, second: str) -> float:
        """Bits of two characters that the page shows again and again."""
        number = self.sequences.number
        bits = self._heard.word(number.get(first, 0) * self._size + number.get(second, 0)) if self._heard else None
        return UNSEEN if bits is None else bits

    @staticmethod
    def strange(text: str) -> set[str]:
        """The characters of a text that cost very many bits if they stand alone.

        >>> Language().strange("中咽")
        {'咽'}
        """
        return set(text) - _familiar()

    def strangers(self, text: str) -> list[int]:
        """Offsets of the characters that stand alone and cost very many bits: where a reading is weakest.

        >>> Language().strangers("建设中咽产党支部")
        [3, 4]
        """
        costs, words, simple = [0.0], [], "".join([self._simple.get(char, char) for char in text])
        for end, char in enumerate(simple):
            best, begin = costs[-1] + self._words.get(char, UNKNOWN), end
            for goes_on, back, _ in ways_on[simple[max(0, end - AHEAD) : end]][::-1]:
                bits = goes_on.get(char)
                if back == 1:
                    bits = min(bits or UNSEEN, self._said(simple[end - 1], char))
                if bits is not None and costs[end - back] + bits < best:
                    best, begin = costs[end - back] + bits, end - back
            costs.append(best)
            words.append(begin)
        out, end = [], len(simple)
        while end:
            begin = words[end - 1]
            if end - begin == 1 and simple[begin] not in _familiar():
                out.append(begin)
            end = begin
        return out[::-1]
