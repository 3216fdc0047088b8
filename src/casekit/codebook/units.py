"""Units, measure words and the nouns that decide them: the pages units.yml, nouns.yml and not_quantities.yml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from casekit.codebook import Codebook
from casekit.codebook.modality import Word, words_of
from casekit.codebook.pages import build, closed, line_of, read_yaml
from casekit.errors import CodebookError

SMALL = ("yes", "noun", "no")


@dataclass(frozen=True)
class Unit:
    """One canonical unit; `si` and `factor` lead to the unit for comparison."""

    unit: str
    dimension: str
    words: Mapping[str, float]
    example: tuple[str, str]
    si: str = ""
    factor: float = 1.0
    small: str = "yes"

    def __post_init__(self):
        if self.small not in SMALL:
            raise ValueError(f"small must be one of {', '.join(SMALL)}, not {self.small!r}")
        if any(factor <= 0 for factor in self.words.values()) or self.factor <= 0:
            raise ValueError("factors must be above 0")


@dataclass(frozen=True)
class Units:
    """Every written form with its unit and factor, and every unit by its name."""

    by_word: Mapping[str, tuple[Unit, float]]
    by_name: Mapping[str, Unit]


@lru_cache(maxsize=8)
def load_units(codebook: Codebook) -> Units:
    """The units of a codebook.

    Raises
    ------
    CodebookError
        An entry is misspelt, or two units claim the same written form.

    Examples
    --------
    >>> units = load_units(Codebook())
    >>> unit, factor = units.by_word["华里"]
    >>> unit.unit, factor
    ('公里', 0.5)
    """
    path = codebook.file("units.yml")
    by_word: dict[str, tuple[Unit, float]] = {}
    by_name: dict[str, Unit] = {}
    for number, raw in enumerate(read_yaml(path), 1):
        what = f"unit {number}"
        if isinstance(raw, dict) and isinstance(raw.get("words"), list):  # measure words that stand for themselves
            made = [build(Unit, raw | {"unit": word, "words": {word: 1}}, path, what) for word in raw["words"]]
        else:
            made = [build(Unit, raw, path, what)]
        for unit in made:
            by_name.setdefault(unit.unit, unit)
            for word, factor in unit.words.items():
                if word in by_word and by_word[word][0].unit != unit.unit:
                    raise CodebookError(
                        f"{word!r} stands for both {by_word[word][0].unit} and {unit.unit}",
                        where=line_of(path, word),
                        cure="leave it with one of them",
                    )
                by_word[word] = (unit, float(factor))
    return Units(by_word, by_name)


@dataclass(frozen=True)
class Nouns:
    """Nouns by what they do to a number; see nouns.yml."""

    person: tuple[str, ...]
    household: tuple[str, ...]
    place: tuple[str, ...]
    body: tuple[str, ...]
    thing: tuple[str, ...]
    abstract: tuple[str, ...]
    fund: tuple[str, ...]
    worth: tuple[str, ...]
    earns: tuple[Word, ...]
    costs: tuple[str, ...]
    owed: tuple[str, ...]


@lru_cache(maxsize=8)
def load_nouns(codebook: Codebook) -> Nouns:
    """The nouns of a codebook.

    >>> "村" in load_nouns(Codebook()).place
    True
    """
    path = codebook.file("nouns.yml")
    raw = read_yaml(path)
    if isinstance(raw, dict) and "earns" in raw:
        raw = raw | {"earns": list(words_of(raw["earns"], path, "earns"))}
    return build(Nouns, raw, path, "nouns")


@lru_cache(maxsize=8)
def load_not_quantities(codebook: Codebook) -> Mapping[str, str]:
    """Words that hold a number sign and count nothing, each with its reason.

    >>> load_not_quantities(Codebook())["一系列"]
    'indefinite'
    """
    path = codebook.file("not_quantities.yml")
    raw = read_yaml(path)
    closed(raw, set(raw), set(), path, "the page")
    found: dict[str, str] = {}
    for reason, words in raw.items():
        if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
            raise CodebookError(f"{reason!r} must hold a list of words", where=line_of(path, reason), cure="[…, …]")
        for word in words:
            found.setdefault(word, reason)
    return found


@lru_cache(maxsize=8)
def load_guards(codebook: Codebook) -> Mapping[str, str]:
    """What may not follow a written unit, or must, as the end of a pattern.

    >>> load_guards(Codebook())["户"]
    '(?![均口籍主镇])'
    """
    path, known = codebook.file("unit_guards.yml"), set(load_units(codebook).by_word)
    page = closed(read_yaml(path), {"guards", "words", "only"}, {"guards"}, path, "the page")
    guards, words, only = (closed(page.get(key) or {}, known, set(), path, key) for key in ("guards", "words", "only"))
    found = {word: f"(?![{signs}])" for word, signs in guards.items()}
    for word, listed in words.items():
        found[word] = f"{found.get(word, '')}(?!{'|'.join(map(re.escape, listed))})"
    for word, signs in only.items():
        found[word] = f"{found.get(word, '')}(?=[{signs}]|$)"
    return found


@dataclass(frozen=True)
class Borders:
    """Words at which the noun of a number ends (`behind`) or begins (`before`), or both (`verbs`).

    `whole` words are not cut by the borders inside them; a verb of `modifying` right before a noun of `modified` is no
    border; `paid` is the noun of a sum without who pays; `no_begin` is what begins no noun behind a number; `no_noun` is what stands between borders and is no noun.
    """

    behind: tuple[str, ...]
    before: tuple[str, ...]
    verbs: tuple[str, ...]
    named: tuple[str, ...]
    trailing: tuple[str, ...]
    leading: tuple[str, ...]
    whole: tuple[str, ...]
    modifying: tuple[str, ...]
    modified: tuple[str, ...]
    paid: tuple[str, ...]
    payers: tuple[str, ...]
    no_begin: tuple[str, ...]
    no_noun: tuple[str, ...]
    events: tuple[str, ...]
    heads: tuple[str, ...]
    compounds: str

    def uncut(self, words: Iterable[str]) -> tuple[str, ...]:
        """The `whole` words, and of `words` each modifying verb with each noun that it modifies: 种植面积."""
        verbs = {*self.modifying} & {*words}
        return (*self.whole, *sorted(verb + noun for verb in verbs for noun in self.modified))


@lru_cache(maxsize=8)
def load_borders(codebook: Codebook) -> Borders:
    """The borders of noun phrases.

    >>> "下沉" in load_borders(Codebook()).behind
    True
    """
    path = codebook.file("noun_borders.yml")
    return build(Borders, read_yaml(path), path, "noun borders")
