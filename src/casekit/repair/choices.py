"""Which of many characters is the likeliest in one place, by what stands on both sides."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from casekit.repair.letters import WORDS, WORTH, choice
from casekit.repair.lexicon import FOREIGN, alone, single, word_bits
from casekit.repair.likelihood import Language, State

if TYPE_CHECKING:
    import numpy as np

NO_WORD = 999.0


@lru_cache(maxsize=4096)
def _joined(chars: tuple[str, ...], after: str) -> np.ndarray:
    """Bits of the cheapest word that each of `chars` begins with one or both of the characters `after`."""
    import numpy as np

    words, found = word_bits(), []
    second = alone().get(after[1], FOREIGN) if len(after) > 1 else 0.0
    for form in choice(chars).forms:
        bits = words.get(form + after[0], NO_WORD)
        if len(after) > 1:
            bits = min(bits, words.get(form + after, NO_WORD) - second)
        found.append(WORDS * bits)
    return np.array(found)


def cheapest(
    language: Language, state: State, chars: tuple[str, ...], after: str, most: int
) -> list[tuple[float, str]]:
    """`chars` with the costs of the states behind them and, nearly, of the two characters `after`; the cheapest first."""
    import numpy as np

    if not chars:
        return []
    many, model = choice(chars), language.sequences
    found = language.weighed(state, many)
    if after:
        joined = state[0] + WORTH * model.after(state[5], many.numbers) + _joined(chars, after)
        found = np.minimum(found + WORDS * single(after[0]), joined)
        found += WORTH * model.table[many.numbers, model.number.get(after[0], 0)]
    return [(float(found[place]), chars[place]) for place in found.argsort(kind="stable")[:most].tolist()]
