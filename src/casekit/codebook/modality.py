"""Words of vagueness, norm and plan (modality.yml) and named stretches of time (periods.yml)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from casekit.codebook import Codebook
from casekit.codebook.pages import build, closed, read_yaml
from casekit.schema import QUALIFIERS

STATUS_WORDS = (
    "planned", "hoped", "planned_after", "norm", "must", "done", "summed", "reached", "completed", "outcome",
)  # fmt: skip
GENRES = ("required", "planned")


@dataclass(frozen=True)
class Word:
    """A word, and the signs that may not stand right before or behind it."""

    word: str
    not_before: str = ""
    not_after: str = ""


@dataclass(frozen=True)
class Modality:
    """Vagueness: `before`, `after`, `apart`, `behind` (qualifier → words), `other_word` (sign → signs before it that make another word).

    Status: `status` (kind → words) and `genre` (status → words of a title).
    """

    before: Mapping[str, list[str]]
    after: Mapping[str, list[str]]
    apart: Mapping[str, list[str]]
    behind: Mapping[str, list[str]]
    other_word: Mapping[str, str]
    status: Mapping[str, tuple[Word, ...]]
    genre: Mapping[str, list[str]]


@lru_cache(maxsize=8)
def load_modality(codebook: Codebook) -> Modality:
    """The modality words of a codebook.

    >>> load_modality(Codebook()).before["below"][0]
    '低于'
    """
    path = codebook.file("modality.yml")
    keys = {"qualifier", "status", "genre"}
    raw = closed(read_yaml(path), keys, keys, path, "the page")
    keys = {"before", "after", "apart", "behind", "other_word"}
    places = closed(raw["qualifier"], keys, keys, path, "qualifier")
    for place in ("before", "after", "apart", "behind"):
        closed(places[place], set(QUALIFIERS), set(), path, f"qualifier.{place}")
    closed(raw["status"], set(STATUS_WORDS), set(STATUS_WORDS), path, "status")
    closed(raw["genre"], set(GENRES), set(GENRES), path, "genre")
    status = {kind: tuple(words_of(listed, path, f"status.{kind}")) for kind, listed in raw["status"].items()}
    return Modality(status=status, genre=raw["genre"], **places)


def words_of(listed: object, path: Path, what: str) -> Iterator[Word]:
    """Words of one list: plain ones, lists of plain ones, and words with their guards."""
    if isinstance(listed, str):
        yield Word(listed)
    elif isinstance(listed, list):
        for item in listed:
            yield from words_of(item, path, what)
    else:
        yield build(Word, listed, path, what)


@dataclass(frozen=True)
class Periods:
    """Times and the words around them, as the page says at each list.

    `plans`: five-year plan → years; `open`: stretches kept as written; `relative`: 去年 → -1; `feasts`: name → month.
    """

    plans: Mapping[str, str]
    plan_tails: tuple[str, ...]
    open: tuple[str, ...]
    earlier: tuple[str, ...]
    no_time: tuple[str, ...]
    day_told: tuple[str, ...]
    relative: Mapping[str, int]
    as_written: tuple[str, ...]
    feasts: Mapping[str, str]
    seasons: Mapping[str, str]
    feast_tails: tuple[str, ...]
    leads: tuple[str, ...]
    ahead: tuple[str, ...]
    lengths: tuple[str, ...]
    forbidden: tuple[str, ...]
    spent: tuple[str, ...]
    tails: tuple[str, ...]
    conditions: tuple[str, ...]
    since: tuple[str, ...]
    compared: tuple[str, ...]
    born: tuple[Word, ...]
    born_before: tuple[str, ...]
    born_not: tuple[str, ...]
    aim_before: tuple[str, ...]
    aim_after: tuple[str, ...]
    counted_before: tuple[str, ...]
    news: tuple[str, ...]
    heard: tuple[str, ...]
    told: tuple[str, ...]
    now: tuple[str, ...]
    grew: tuple[str, ...]
    deadlines: tuple[str, ...]
    aims: tuple[str, ...]
    plan_signs: tuple[str, ...]


@lru_cache(maxsize=8)
def load_periods(codebook: Codebook) -> Periods:
    """The times of a codebook.

    >>> load_periods(Codebook()).plans["十三五"]
    '2016/2020'
    """
    path = codebook.file("periods.yml")
    page = build(Periods, read_yaml(path), path, "periods")
    return replace(page, born=tuple(words_of(list(page.born), path, "born")))
