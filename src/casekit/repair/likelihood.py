"""How likely is it that a stretch of text is Chinese? Bits, by the words of a dictionary and by what follows what.

A reading of damaged bytes is kept only if it is clearly more likely Chinese than what stands there. Two measures are added,
each by its weight: the cost in bits of the cheapest way to cut the text into words of the segmenter's dictionary and of the
genre (:mod:`casekit.repair.lexicon`), and the cost of each character or mark behind the two before it
(:mod:`casekit.repair.sequences`). Both hear what the page itself says again and again. They are updated character by
character, so that a search over readings pays for each character once.
"""

from __future__ import annotations

from functools import lru_cache
from math import inf
from operator import itemgetter

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
    heads,
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


@lru_cache(maxsize=4096)
def _joined(chars: tuple[str, ...], after: str) -> dict[int, float]:
    """Bits of the cheapest word that some of `chars` begin with one or both of the characters `after`, by their places."""
    words, places, found = word_bits(), choice(chars).places, dict[int, float]()
    before = befores().get(after[0], {})
    for form in before.keys() & places.keys():
        found |= dict.fromkeys(places[form], WORDS * before[form])
    if len(after) > 1:
        second = single(after[1])
        for form in places.keys() & ended().get(after, ()):
            bits = WORDS * (words[form + after] - second)
            found |= dict.fromkeys(places[form], min(bits, found.get(places[form][0], bits)))
    return found


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
        state: State = (0.0, "", (0.0,), "", marks.open_pairs(before), self.sequences.start)
        for char in before[-ahead:]:
            state = self.step(state, char)
        return (0.0, *state[1:])

    def learn(self, page: str) -> None:
        """From now on what comes again and again in `page` is likely in its damaged stretches too; it is heard once."""
        if self._heard is None:
            self._heard = Heard(page, self.sequences)
            self._heard_twos = self._heard.twos

    def step(self, state: State, char: str) -> State:
        """The state after one more character."""
        total, tail, costs, before, quoted, key = state
        char, number, lone, mark, beside = self._letters[char]
        left, thirds = self._behind(key)
        behind = key % self._size * self._size + number
        steps = thirds.get(number)
        if steps is None:
            steps = left + self._pairs[behind]
        follows = WORTH * steps
        if behind in self._heard_twos:
            follows = SEQUENCES * self._heard.bits(key, number, _CHANCES[steps])
        if lone is None or mark and not tail:
            return self._mark(state, char, follows + beside, behind)
        follows += beside
        base = costs[0]
        best = base + lone
        if tail:
            for words, back in ways_on(tail):
                bits = words.get(char)
                if bits is not None:
                    bits = WORDS * bits + costs[back]
                    best = min(best, bits)
            if best > base + WORDS * OFTEN and behind in self._heard_twos:
                bits = self._heard.word(behind)
                if bits is not None:
                    best = min(best, WORDS * bits + costs[1])
        return (
            total + best - base + follows,
            (tail + char)[-AHEAD:],
            (best, *costs[:AHEAD]),
            "·" if before and before != "·" else "",
            quoted,
            behind,
        )

    def weighed(self, state: State, many: Choice) -> tuple[list[float], list[float]]:
        """The cost of the states after one more of many characters: what :meth:`step` says, all at once.

        The second, added to that of `state`, is what a word that begins with each starts from.
        """
        total, tail, costs, _, _, key = state
        base, row, strange = costs[0], key % self._size * self._size, many.strange
        left, thirds = self._behind(key)
        follows = [WORTH * (steps + left) for steps in many.pick(self._pairs[row : row + self._size])]
        for number in thirds.keys() & many.known.keys():
            for place in many.known[number]:
                follows[place] = WORTH * thirds[number]
        for place, bits in strange.items():
            follows[place] += bits
        words, dear = dict[int, float](), base + WORDS * OFTEN
        for goes_on, back in ways_on(tail):
            for form in goes_on.keys() & many.places.keys():
                bits = WORDS * goes_on[form] + costs[back]
                for place in many.places[form]:
                    words[place] = min(words.get(place, bits), bits)
        if self._heard_twos:
            for number in [number for number in many.known if row + number in self._heard_twos]:
                steps = thirds[number] if number in thirds else left + self._pairs[row + number]
                bits = SEQUENCES * self._heard.bits(key, number, _CHANCES[steps])
                word = self._heard.word(row + number) if tail else None
                for place in many.known[number]:
                    follows[place] = bits
                    if word is not None and min(many.alone[place] + base, words.get(place, inf)) > dear:
                        words[place] = min(words.get(place, inf), WORDS * word + costs[1])
        found = [bits + base + more + (total - base) for bits, more in zip(many.alone, follows, strict=True)]
        for place, bits in words.items():
            found[place] = min(many.alone[place] + base, bits) + follows[place] + (total - base)
        for place in many.marks if tail else many.marks_alone:
            found[place] = self._mark(state, many.forms[place], follows[place], many.numbers[place])[0]
        return found, follows

    def cheapest(self, state: State, chars: tuple[str, ...], after: str, most: int) -> list[tuple[float, str]]:
        """`chars` with the costs of the states behind them and, nearly, of the two characters `after`; the cheapest first."""
        many = choice(chars, self.script)
        found, begun = self.weighed(state, many)
        if after:
            apart, number, size = WORDS * single(after[0]), self.sequences.number.get(after[0], 0), self._size
            follows = [self._pairs[first * size + number] for first in many.numbers]
            joined = [
                (place, min(found[place] + apart, begun[place] + state[0] + bits) + WORTH * follows[place])
                for place, bits in _joined(chars, after).items()
            ]
            found = [bits + apart + WORTH * more for bits, more in zip(found, follows, strict=True)]
            for place, bits in joined:
                found[place] = bits
        return sorted(zip(found, chars, strict=True), key=itemgetter(0))[:most]

    @staticmethod
    def going_on(state: State, many: Choice) -> set[str]:
        """Those of many characters behind which a word of three characters and more can go on."""
        found = set[str]()
        for head, _ in heads(state[1]) if state[1] else ():
            found |= many.places.keys() & going_on().get(head, "")
        return found

    def _mark(self, state: State, char: str, follows: float, key: int) -> State:
        total, tail, _, before, quoted, _ = state
        bits = MARK_BITS.get(char)
        if bits is None:
            if "一" <= char <= "\u9fff":
                bits = WORDS * (UNKNOWN + ALONE) + (0.0 if key % self._size else SEQUENCES * STRANGER)
            else:
                bits = WORDS * FOREIGN + SEQUENCES * STRANGER
            return (total + bits + follows, "", (0.0,), "", quoted, key)
        bits = WORDS * bits + follows
        if char.isascii():
            bits += SEQUENCES * (DIGIT if char.isdigit() else LETTER if char.isalpha() else 0.0)
        bits, quoted = marks.placed(bits, char, tail, before, quoted)
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

    def strange(self, char: str) -> bool:
        """Does a character cost very many bits if it stands alone?"""
        char = self._simple.get(char, char)
        return char not in MARK_BITS and self._words.get(char, UNKNOWN) > STRANGE

    def strangers(self, text: str) -> list[int]:
        """Offsets of the characters that stand alone and cost very many bits: where a reading is weakest.

        >>> Language().strangers("建设中咽产党支部")
        [3, 4]
        """
        costs, words, simple = [0.0], [], "".join([self._simple.get(char, char) for char in text])
        for end in range(1, len(simple) + 1):
            best, begin = costs[-1] + self._words.get(simple[end - 1], UNKNOWN), end - 1
            for start in range(max(0, end - LONGEST), end - 1):
                bits = self._words.get(simple[start:end])
                if start == end - 2:
                    bits = min(bits or UNSEEN, self._said(simple[start], simple[start + 1]))
                if bits is not None and costs[start] + bits < best:
                    best, begin = costs[start] + bits, start
            costs.append(best)
            words.append(begin)
        out, end = [], len(simple)
        while end:
            begin = words[end - 1]
            if end - begin == 1 and self.strange(simple[begin]):
                out.append(begin)
            end = begin
        return out[::-1]
