"""Words of vagueness, norm and plan (modality.yml) and named stretches of time (periods.yml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from casekit.codebook import Codebook
from casekit.codebook.pages import build, closed, read_yaml
from casekit.schema import QUALIFIERS, STATUSES


@dataclass(frozen=True)
class Modality:
    """`before`, `after`, `apart`: qualifier → words; `status`: status → words."""

    before: Mapping[str, list[str]]
    after: Mapping[str, list[str]]
    apart: Mapping[str, list[str]]
    status: Mapping[str, list[str]]


@lru_cache(maxsize=8)
def load_modality(codebook: Codebook) -> Modality:
    """The modality words of a codebook.

    >>> load_modality(Codebook()).before["below"][0]
    '低于'
    """
    path = codebook.file("modality.yml")
    raw = closed(read_yaml(path), {"qualifier", "status"}, {"qualifier", "status"}, path, "the page")
    places = closed(raw["qualifier"], {"before", "after", "apart"}, {"before", "after", "apart"}, path, "qualifier")
    for place, words in places.items():
        closed(words, set(QUALIFIERS), set(), path, f"qualifier.{place}")
    closed(raw["status"], set(STATUSES), set(STATUSES), path, "status")
    return Modality(status=raw["status"], **places)


@dataclass(frozen=True)
class Periods:
    """`plans`: five-year plan → years; `open`: stretches kept as written."""

    plans: Mapping[str, str]
    open: tuple[str, ...]


@lru_cache(maxsize=8)
def load_periods(codebook: Codebook) -> Periods:
    """The named periods of a codebook.

    >>> load_periods(Codebook()).plans["十三五"]
    '2016/2020'
    """
    path = codebook.file("periods.yml")
    return build(Periods, read_yaml(path), path, "periods")
