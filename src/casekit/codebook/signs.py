"""Signs: words that speak for a practice, or against it, without proving it.

Where cues name an act, signs weigh: a sentence that holds enough of them earns the code though no cue foresaw its
wording, and evidence of a cue is not believed where they speak strongly against it. The points were fitted to coded
sentences (``benchmarks/fit_signs.py``); they may be edited like any other page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_

from casekit.codebook import Codebook
from casekit.codebook.pages import closed, line_of, read_yaml
from casekit.codebook.word_classes import load_classes, words_of
from casekit.cues import Cover
from casekit.errors import CodebookError

PAGE = "practice_signs.yml"

# points that a practice has ahead where a sentence beside this one has it: what is told is told in several sentences
BESIDE = 3

# the words of a sentence that are signs: number, start and end of each
Found = list[tuple[int, int]]


@dataclass(frozen=True)
class Signs:
    """The signs of one practice.

    A sentence whose signs add up to `need` points earns the code; one that stays below `doubt` does not get it by a
    cue either. `points` are those of each sign: a word, or ``<name>`` for a class of words.
    """

    need: int
    doubt: int
    points: Mapping[str, int]


@lru_cache(maxsize=8)
def load_signs(codebook: Codebook) -> dict[str, Signs]:
    """Signs by practice; a broken page raises :class:`CodebookError` with file, line and cure.

    >>> load_signs(Codebook())["village_leadership"].points["后备"] > 0
    True
    """
    path = codebook.file(PAGE)
    classes = load_classes(codebook)
    raw = read_yaml(path)
    if not isinstance(raw, Mapping):
        raise CodebookError("signs are a mapping", where=path, cure="write 'practice: {need: 9, doubt: -9, signs: …}'")
    found = {}
    for code, page in raw.items():
        keys = {"need", "doubt", "signs"}
        page = closed(page, keys, keys, path, f"the signs of {code!r}")
        at = line_of(path, f"{code}:")
        if not (isinstance(page["need"], int) and isinstance(page["doubt"], int) and page["doubt"] < page["need"]):
            raise CodebookError(
                f"need and doubt of {code!r} are not points", where=at, cure="two whole numbers, need the higher"
            )
        if not isinstance(page["signs"], Mapping):
            raise CodebookError(f"the signs of {code!r} are not words by points", where=at, cure="write '5: [词, 词]'")
        points: dict[str, int] = {}
        for worth, signs in page["signs"].items():
            if not (
                isinstance(worth, int) and worth and isinstance(signs, list) and all(isinstance(s, str) for s in signs)
            ):
                raise CodebookError(f"signs of {code!r} worth {worth!r}", where=at, cure="write '5: [词, 词]'")
            for sign in signs:
                if sign in points:
                    raise CodebookError(
                        f"sign {sign!r} of {code!r} counts twice", where=at, cure="delete one of the two"
                    )
                words_of(sign, classes, path)
                points[sign] = worth
        found[code] = Signs(page["need"], page["doubt"], points)
    return found


class SignScale:
    """Weigh the signs of sentences, those of all practices in one pass.

    The points of all practices are added up at once, as lanes of one long number; the highest bit of a lane says that
    its practice has what it needs. What is told of several practices is told by these bits.

    Examples
    --------
    >>> scale = SignScale(Codebook())
    >>> weight = scale.weigh(scale.find("换届选优配强村班子，培养储备后备力量。"))
    >>> bool(scale.enough(weight) & scale.bits["village_leadership"]), bool(scale.enough(weight) & scale.bits["funding"])
    (True, False)
    """

    _LANE, _TOP = 16, 1 << 15

    def __init__(self, codebook: Codebook):
        self._pages = load_signs(codebook)
        pages = self._pages.values()
        signs = tuple(dict.fromkeys(sign for page in pages for sign in page.points))
        self.bits = {code: self._TOP << (self._LANE * lane) for lane, code in enumerate(self._pages)}
        self._votes = [self._lanes(page.points.get(sign, 0) for page in pages) for sign in signs]
        self._start = self._lanes(self._TOP - page.need for page in pages)
        self._leeway = self._lanes(page.need - page.doubt for page in pages)
        self._all = sum(self.bits.values())
        classes, at = load_classes(codebook), codebook.file(PAGE)
        stands_for: dict[str, list[int]] = defaultdict(list)
        for number, sign in enumerate(signs):
            for word in words_of(sign, classes, at):
                if len(word) > 1:  # a single character is a sign of nothing
                    stands_for[word].append(number)
        self._names = signs
        self._words = tuple(stands_for)
        self._signs = [tuple(numbers) for numbers in stands_for.values()]
        self._automaton = None

    def find(self, sentence: str, silent: Cover | None = None) -> Found:
        """Every word that is a sign and lies in no `silent` span: its number, start and end."""
        if not self._words:
            return []
        if self._automaton is None:
            from ahocorasick_rs import AhoCorasick

            self._automaton = AhoCorasick(self._words)
        found = self._automaton.find_matches_as_indexes(sentence, overlapping=True)
        return [one for one in found if not silent.touches(one[1], one[2])] if silent else found

    def weigh(self, found: Found) -> int:
        """What the words `found` come to; each sign counts once."""
        signs = self._signs
        present = {sign for word, _, _ in found for sign in signs[word]}
        return sum(map(self._votes.__getitem__, present), self._start)

    def beside(self, weight: int, before: int, after: int) -> int:
        """A weight with what the practices (bits) that the sentences `before` and `after` it earn add to it."""
        return weight + BESIDE * ((before >> (self._LANE - 1)) + (after >> (self._LANE - 1)))

    def reachable(self, weights: Iterable[int]) -> int:
        """The bits of the practices of which some weight has enough, or would have with those beside it."""
        most = (self.beside(weight, self._all, self._all) for weight in weights)
        return reduce(or_, most, 0) & self._all

    def verdict(self, weight: int) -> tuple[int, int]:
        """All that a weight says: of which practices there is enough, and which are doubtful."""
        return self.enough(weight), self.doubtful(weight)

    def enough(self, weight: int) -> int:
        """The bits of the practices that have what they need."""
        return weight & self._all

    def doubtful(self, weight: int) -> int:
        """The bits of the practices against which the signs speak so strongly that no cue is believed."""
        return self._all & ~(weight + self._leeway)

    def reason(self, code: str, sentence: str, found: Found) -> tuple[str, int, int]:
        """The signs among the words `found` that speak for a practice, and where the weightiest of them stands."""
        page, names = self._pages[code], self._names
        worth = {
            (start, end): max(page.points.get(names[sign], 0) for sign in self._signs[word])
            for word, start, end in found
        }
        places = [place for place, points in sorted(worth.items()) if points > 0]
        words = "+".join(dict.fromkeys(sentence[start:end] for start, end in places))
        return f"{words} ({page.need} points)", *max(places, key=worth.__getitem__)

    def _lanes(self, points: Iterable[int]) -> int:
        return sum(worth << (self._LANE * lane) for lane, worth in enumerate(points))
