"""How likely is it that a stretch of text is Chinese? Bits, by the words of a dictionary and by what follows what.

A reading of damaged bytes is kept only if it is clearly more likely Chinese than what stands there. Two measures are added,
each by its weight: the cost in bits of the cheapest way to cut the text into words of the segmenter's dictionary and of the
genre (:mod:`casekit.repair.lexicon`), and the cost of each character or mark behind the two before it
(:mod:`casekit.repair.sequences`). Both hear what the page itself says again and again (:mod:`casekit.repair.recurring`).
They are updated character by character, so that a search over readings pays for each character once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log2
from typing import TYPE_CHECKING

from casekit.repair import marks
from casekit.repair.gbk import simplified
from casekit.repair.lexicon import ALONE, FOREIGN, LONGEST, MARK_BITS, UNKNOWN, alone, begun, edges, single, word_bits
from casekit.repair.recurring import recurring, sequences_of
from casekit.repair.sequences import DIGIT, LETTER, sequences

if TYPE_CHECKING:
    import numpy as np

# What the measure remembers: the last simplified characters; the costs at the last positions, newest first; the mark just
# passed (``·`` one character behind a mark); the pairs of marks that are open; the key of the last two characters among the
# sequences. A bare tuple, because a search makes very many.
State = tuple[str, tuple[float, ...], str, int, int]
WORDS, SEQUENCES = 0.65, 0.4  # what a bit of the one measure and of the other is worth
STRANGER = 11.0  # bits: which of the characters that the sequences do not know
UNSEEN = 99.0  # bits of a pair that the page does not show twice
OFTEN = 8.0  # bits of a character below which the page is not asked
STRANGE = 12.0  # bits of a word of one character that make one look twice
LIKELY = 24  # characters that are weighed where very many are possible
SURPRISING = 25.0  # bits of two neighbours that make one look twice


@lru_cache(maxsize=1024)
def _weighed(chars: tuple[str, ...]) -> tuple[list[int], np.ndarray]:
    """Numbers of characters among the sequences, and bits of the commonest words that they are, begin or end."""
    import numpy as np

    forms, (begins, ends) = [simplified().get(char, char) for char in chars], edges()
    bits = [min(single(form), begins.get(form, UNSEEN), ends.get(form, UNSEEN)) for form in forms]
    return [sequences().number.get(form, 0) for form in forms], np.array(bits)


class Language:
    """The measure. It can be told about the words of the page at hand.

    Examples
    --------
    >>> language = Language()
    >>> language.bits("村干部和群众") < language.bits("卮甯刹亢腿罕")
    True
    """

    def __init__(self) -> None:
        self._words = word_bits()
        self._simple = simplified()
        self._single = alone()
        self._begun = begun()
        self._heads: dict[str, tuple[tuple[str, int], ...]] = {}
        self._paged: dict[str, float] = {}
        self._seen: dict[int, tuple[float, float]] = {}
        self.sequences = sequences()
        self._number, self._behind, self._size = self.sequences.number, self.sequences.behind, self.sequences.size
        self._row = self.sequences.row
        self.start: State = ("", (0.0,), "", 0, self.sequences.start)

    def begin(self, before: str, ahead: int) -> State:
        """The state behind the line `before`, of which the last `ahead` characters matter; nothing is paid yet."""
        state: State = ("", (0.0,), "", marks.open_pairs(before), self.sequences.start)
        for char in before[-ahead:]:
            state = self.step(state, char)
        tail, costs, *rest = state
        return (tail, tuple(cost - costs[0] for cost in costs), *rest)

    def learn(self, page: str) -> None:
        """Pairs of characters that come again and again in `page` are likely in its damaged stretches too."""
        self._paged = recurring(page)
        self._seen = sequences_of(page, self.sequences)

    def _on_page(self, key: int, number: int, bits: float) -> float:
        """`bits` of a character behind the two of `key`, the page being heard."""
        size = self._size
        seen = self._seen.get((key + size) * size + number) or self._seen.get(key % size * size + number)
        return bits if seen is None else -log2(seen[0] + seen[1] * 2.0**-bits)

    def step(self, state: State, char: str) -> State:
        """The state after one more character."""
        tail, costs, before, quoted, key = state
        char = self._simple.get(char, char)
        number = self._number.get(char, 0)
        left, row, thirds = self._behind(key)
        bits = thirds.get(number)
        if bits is None:
            bits = left + row[number]
        if self._seen:
            bits = self._on_page(key, number, bits)
        follows = SEQUENCES * bits
        key = key % self._size * self._size + number
        single = self._single.get(char)
        if single is None or not tail and char in MARK_BITS:
            return self._mark(state, char, follows, key)
        if not number:
            follows += SEQUENCES * STRANGER
        best = costs[0] + WORDS * single
        if tail:
            words = self._words
            for head, back in self._heads.get(tail) or self._open(tail):
                bits = words.get(head + char)
                if bits is not None:
                    best = min(best, WORDS * bits + costs[back])
            if best > costs[0] + WORDS * OFTEN:
                bits = self._paged.get(tail[-1] + char)
                if bits is not None:
                    best = min(best, WORDS * bits + costs[1])
        return (
            (tail + char)[-LONGEST + 1 :],
            (best + follows, *[cost + follows for cost in costs[: LONGEST - 1]]),
            "·" if before and before != "·" else "",
            quoted,
            key,
        )

    def costs(self, state: State, chars: Iterable[str]) -> list[float]:
        """The cost of the states after one more character, for each of `chars`: what :meth:`step` says, without the states."""
        tail, costs, _, _, key = state
        base, words, simple, alone, paged = costs[0], self._words, self._simple, self._single, self._paged
        heads = [(head, costs[back]) for head, back in self._heads.get(tail) or self._open(tail)] if tail else []
        left, row, thirds = self._behind(key)
        numbers, seen, out = self._number, self._seen, []
        for char in chars:
            char = simple.get(char, char)
            number = numbers.get(char, 0)
            bits = thirds.get(number)
            if bits is None:
                bits = left + row[number]
            if seen:
                bits = self._on_page(key, number, bits)
            follows = SEQUENCES * bits
            single = alone.get(char)
            if single is None or not tail and char in MARK_BITS:
                out.append(self._mark(state, char, follows, 0)[1][0])
                continue
            if not number:
                follows += SEQUENCES * STRANGER
            best = base + WORDS * single
            for head, cost in heads:
                bits = words.get(head + char)
                if bits is not None and WORDS * bits + cost < best:
                    best = WORDS * bits + cost
            if paged and tail and best > base + WORDS * OFTEN:
                bits = paged.get(tail[-1] + char)
                if bits is not None:
                    best = min(best, WORDS * bits + costs[1])
            out.append(best + follows)
        return out

    def cheapest(self, state: State, chars: Sequence[str], after: str = "") -> list[tuple[float, str]]:
        """`chars` with the costs of the states behind them and, nearly, of the two characters `after`, cheapest first."""
        if len(chars) > 2 * LIKELY:
            chars = self._likely(state, chars, after)
        found = self.costs(state, chars)
        if after:
            base, words, key, _size = state[1][0], self._words, state[4], self._size
            left, row, thirds = self._behind(key)
            following = self._number.get(after[0], 0)
            alone = WORDS * self._single.get(after[0], MARK_BITS.get(after[0], FOREIGN))
            second = WORDS * self._single.get(after[1], FOREIGN) if len(after) > 1 else 0.0
            for place, char in enumerate(chars):
                char = self._simple.get(char, char)
                number = self._number.get(char, 0)
                bits = words.get(char + after[0], UNSEEN)
                if len(after) > 1:
                    bits = min(bits, words.get(char + after, UNSEEN) - second / WORDS)
                cost = found[place] + alone
                if bits < UNSEEN:
                    begun = thirds.get(number)
                    begun = left + row[number] if begun is None else begun
                    cost = min(cost, base + SEQUENCES * begun + WORDS * bits)
                found[place] = cost + SEQUENCES * self._row(number)[following]
        return sorted(zip(found, chars, strict=True))

    def _likely(self, state: State, chars: Sequence[str], after: str) -> list[str]:
        """Those of very many `chars` that fit in best, as if each were part of the commonest word it can be."""
        import numpy as np

        left, row, thirds = self._behind(state[4])
        numbers, words = _weighed(tuple(chars))
        bits = [thirds[number] if number in thirds else left + row[number] for number in numbers]
        if after:
            following = self._number.get(after[0], 0)
            bits = [one + self._row(number)[following] for one, number in zip(bits, numbers, strict=True)]
        best = np.argpartition(SEQUENCES * np.array(bits) + WORDS * words, LIKELY)[:LIKELY]
        return [chars[at] for at in best.tolist()]

    def goes_on(self, state: State, char: str) -> bool:
        """Can a word of three characters and more go on behind `char`?"""
        tail, char = state[0], self._simple.get(char, char)
        return bool(tail) and any(head + char in self._begun for head, _ in self._heads.get(tail) or self._open(tail))

    def _open(self, tail: str) -> tuple[tuple[str, int], ...]:
        """The ends of `tail` that a word may go on from, and their lengths."""
        begun = self._begun
        heads = [(tail[-1], 1)] + [(tail[-n:], n) for n in range(2, len(tail) + 1) if tail[-n:] in begun]
        self._heads[tail] = out = tuple(heads)
        return out

    def _mark(self, state: State, char: str, follows: float, key: int) -> State:
        tail, costs, before, quoted, _ = state
        bits = MARK_BITS.get(char)
        if bits is None:
            if "一" <= char <= "\u9fff":
                bits = WORDS * (UNKNOWN + ALONE) + (0.0 if key % self._size else SEQUENCES * STRANGER)
                return ("", (costs[0] + bits + follows,), "", quoted, key)
            return ("", (costs[0] + WORDS * FOREIGN + SEQUENCES * STRANGER + follows,), "", quoted, key)
        bits = WORDS * bits + follows
        if char.isascii():
            bits += SEQUENCES * (DIGIT if char.isdigit() else LETTER if char.isalpha() else 0.0)
        bits, quoted = marks.placed(bits, char, tail, before, quoted)
        return ("", (costs[0] + bits,), char, quoted, key)

    @staticmethod
    def ending(state: State) -> float:
        """Bits that a line costs for ending here: within quotation marks, or behind a comma."""
        _, _, mark, quoted, _ = state
        return marks.ending(mark, quoted)

    def bits(self, text: str, state: State | None = None) -> float:
        """Cost of `text` after `state`, in bits, by the general count: what is damaged stands on its page too."""
        state, self._seen, seen = state or self.start, {}, self._seen
        before = state[1][0]
        for char in text:
            state = self.step(state, char)
        self._seen = seen
        return state[1][0] - before

    def surprises(self, text: str, state: State) -> list[int]:
        """Offsets in `text` of the second of two neighbours that together cost very much behind what stands before them."""
        out, last = [], 0.0
        for offset, char in enumerate(text):
            before = state[1][0]
            state = self.step(state, char)
            bits = state[1][0] - before
            if bits + last > SURPRISING:
                out.append(offset)
            last = bits
        return out

    def strangers(self, text: str, least: float = STRANGE) -> list[int]:
        """Offsets of the characters that stand alone and cost more bits than `least`: where a reading is weakest.

        >>> Language().strangers("建设中咽产党支部")
        [3, 4]
        """
        costs, words, simple = [0.0], [], [self._simple.get(char, char) for char in text]
        for end in range(1, len(simple) + 1):
            best, begin = costs[-1] + self._words.get(simple[end - 1], UNKNOWN), end - 1
            for start in range(max(0, end - LONGEST), end - 1):
                bits = self._words.get("".join(simple[start:end]))
                if start == end - 2:
                    bits = min(bits or UNSEEN, self._paged.get("".join(simple[start:end]), UNSEEN))
                if bits is not None and costs[start] + bits < best:
                    best, begin = costs[start] + bits, start
            costs.append(best)
            words.append(begin)
        out, end = [], len(simple)
        while end:
            begin = words[end - 1]
            char = simple[begin]
            known = char in MARK_BITS and (char != "％" or begin and simple[begin - 1].isdigit())
            if end - begin == 1 and not known and self._words.get(char, UNKNOWN) > least:
                out.append(begin)
            end = begin
        return out[::-1]
