"""What stands around the name of a place and tells whether an article is about it (the page ``case.yml``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from casekit.codebook import Codebook
from casekit.codebook.pages import build, closed, compile_regex, read_yaml
from casekit.errors import CodebookError

FILE = "case.yml"
#: What the room that finds the case asks of a name.
SIGNS = frozenset(("paper", "compass", "neighbour", "firm", "meeting", "zone", "site", "smaller", "office", "origin"))
LOOK = 12  # characters looked at before a name


@dataclass(frozen=True)
class Around:
    """What a wording around a name `says` of it; a side without a pattern may hold anything."""

    says: str
    examples: tuple[dict, ...]
    before: re.Pattern[str] | None = None
    behind: re.Pattern[str] | None = None

    def holds(self, text: str, start: int, end: int) -> bool:
        """Does it stand around the name ``text[start:end]``?"""
        if self.behind and not self.behind.match(text, end):
            return False
        return self.before is None or self.before.search(text[max(0, start - LOOK) : start]) is not None


@dataclass(frozen=True)
class CaseWords:
    """The signs by name, what makes a meeting one of all the country, what a headline about it holds, and what signs
    as an office does and no person.
    """

    around: Mapping[str, Around]
    nation: re.Pattern[str]
    country: re.Pattern[str]
    office: re.Pattern[str]


@lru_cache(maxsize=8)
def load_case_words(codebook: Codebook) -> CaseWords:
    """The page ``case.yml``, each sign proved by its examples.

    Raises
    ------
    CodebookError
        A sign is missing or misspelt, a pattern is no regular expression, or an example does not hold as written.

    Examples
    --------
    >>> text = "据兰考日报报道"
    >>> load_case_words(Codebook()).around["paper"].holds(text, 1, 3)
    True
    """
    path = codebook.file(FILE)
    page = closed(
        read_yaml(path),
        {"words", "around", "nation", "country", "office"},
        {"around", "nation", "country", "office"},
        path,
        "the page of cases",
    )
    words = page.get("words") or {}
    raw = closed(page["around"], set(SIGNS), set(SIGNS), path, "around")
    return CaseWords(
        {name: _sign(name, one, words, path) for name, one in raw.items()},
        compile_regex(page["nation"], words, path, "nation"),
        compile_regex(page["country"], words, path, "country"),
        compile_regex(page["office"], words, path, "office"),
    )


def _sign(name: str, raw: object, words: Mapping[str, str], path: Path) -> Around:
    what = f"sign {name!r}"
    keys = {"says", "before", "behind", "examples"}
    known = dict(closed(raw, keys, {"says", "examples"}, path, what))
    sides = {side: compile_regex(known.pop(side), words, path, what) for side in ("before", "behind") if side in known}
    sign = build(Around, known, path, what, **{"before": None, "behind": None, **sides})
    fired = set()
    for example in sign.examples:
        told = closed(example, {"text", "holds"}, {"text", "holds"}, path, f"an example of {what}")
        before, _, rest = str(told["text"]).partition("〔")
        place, _, behind = rest.partition("〕")
        if sign.holds(before + place + behind, len(before), len(before + place)) is not told["holds"]:
            cure = "change the pattern or the example"
            raise CodebookError(f"{what} does not read {told['text']!r} as its example says", where=path, cure=cure)
        fired.add(told["holds"])
    if fired != {True, False}:
        raise CodebookError(f"{what} needs an example that holds and one that does not", where=path, cure="add one")
    return sign
