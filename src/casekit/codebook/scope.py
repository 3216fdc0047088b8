"""The words that say whose figure a number is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from casekit.codebook.pages import build, read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casekit.codebook import Codebook


@dataclass(frozen=True)
class ScopeWords:
    """The page ``scope.yml``; what is a plain text is a set of characters."""

    unnamed: tuple[str, ...]
    bodies: Mapping[str, str]
    levels: str
    seats: Mapping[str, tuple[str, ...]]
    case: tuple[str, ...]
    wider: Mapping[str, str]
    not_wider_after: tuple[str, ...]
    not_wider_before: tuple[str, ...]
    again: Mapping[str, str]
    again_opening: Mapping[str, str]
    groups: tuple[str, ...]
    places: tuple[str, ...]
    towns: tuple[str, ...]
    roles: tuple[str, ...]
    offices: tuple[str, ...]
    several: str
    deeds: tuple[str, ...]
    collective: tuple[str, ...]
    counts: tuple[str, ...]
    likened: tuple[str, ...]
    him: tuple[str, ...]
    speaks: tuple[str, ...]
    verbs: tuple[str, ...]
    goes_on: tuple[str, ...]
    stays: tuple[str, ...]
    whole_goes_on: tuple[str, ...]
    nation: tuple[str, ...]
    breaks: str
    not_first: tuple[str, ...]
    beside: tuple[str, ...]
    opening: str
    opening_last: str
    not_opening: tuple[str, ...]
    loose: str
    transliterated: str
    of_village: tuple[str, ...]
    beyond_village: tuple[str, ...]
    first_of_two: str
    person_breaks: str
    branches: tuple[str, ...]
    generic: tuple[str, ...]
    common: Mapping[str, tuple[str, ...]]
    generic_last: str
    generic_last_long: str
    surnames: str
    national_norms: tuple[str, ...]
    no_person: tuple[str, ...]
    first_person: tuple[str, ...]
    own_village: tuple[str, ...]
    titles: tuple[str, ...]
    house_behind: tuple[str, ...]
    teams: tuple[str, ...]
    team_behind: tuple[str, ...]
    village_behind: tuple[str, ...]
    examples: tuple[str, ...]


@lru_cache(maxsize=8)
def load_scope_words(codebook: Codebook) -> ScopeWords:
    """The words of ``scope.yml``; a misspelt key raises :class:`CodebookError` with file, key and cure.

    >>> from casekit.codebook import Codebook
    >>> "村" in load_scope_words(Codebook()).places
    True
    """
    path = codebook.file("scope.yml")
    return build(ScopeWords, read_yaml(path), path, "page")


@dataclass(frozen=True)
class HolderWords:
    """The page ``holders.yml``: organisations by their endings, and the words of the clauses that they own."""

    own: tuple[str, ...]
    staff: tuple[str, ...]
    organs: tuple[str, ...]
    own_verbs: tuple[str, ...]
    heads: Mapping[str, tuple[str, ...]]
    has: tuple[str, ...]
    acts: tuple[str, ...]
    leads: tuple[str, ...]
    hides: tuple[str, ...]
    no_name: tuple[str, ...]
    business: tuple[str, ...]
    then: tuple[str, ...]
    founded: tuple[str, ...]


@lru_cache(maxsize=8)
def load_holder_words(codebook: Codebook) -> HolderWords:
    """The words of ``holders.yml``; a misspelt key raises :class:`CodebookError` with file, key and cure.

    >>> from casekit.codebook import Codebook
    >>> "公司" in load_holder_words(Codebook()).own
    True
    """
    path = codebook.file("holders.yml")
    return build(HolderWords, read_yaml(path), path, "page")
