"""The code of every number: of the definitions that fit, the most specific."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ahocorasick_rs import AhoCorasick

from casekit.codebook.indicator import Cue, Indicator, load_indicators
from casekit.indicators.context import Context, contexts
from casekit.indicators.reader import Reader, ready

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casekit.codebook import Codebook
    from casekit.document import Document

_TIMES = re.compile(r"(?:/?(?:半年|年|季度|季|月|周|天|日|届|学期|小时|次))*")


@dataclass(frozen=True)
class _Definition:
    page: Indicator
    cues: tuple[Reader, ...]
    unless: tuple[Reader, ...]


class _Book:
    """All definitions by the unit of the numbers they may take, and the words that any of them asks for."""

    def __init__(self, codebook: Codebook):
        made = defaultdict(list)
        words: set[str] = set()
        for page in load_indicators(codebook).values():
            if page.retired:
                continue
            definition = _Definition(page, tuple(map(ready, page.cues)), tuple(map(ready, page.unless)))
            for reader in definition.cues + definition.unless:
                words.update(*reader.needs)
            for unit in page.units:
                made[unit].append(definition)
        self.by_unit = {unit: tuple(found) for unit, found in made.items()}
        self._words = sorted(words)
        self._automaton = AhoCorasick(self._words)

    def words(self, text: str) -> set[str]:
        """Which of the words stand in a text."""
        words = self._words
        return {words[i] for i, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True)}


@lru_cache(maxsize=8)
def _book(codebook: Codebook) -> _Book:
    return _Book(codebook)


def assign(document: Document, numbers: Sequence[Any], codebook: Codebook) -> list[tuple[str, str]]:
    """Code of every number, parallel to `numbers`.

    Parameters
    ----------
    document : Document
        The article; its sentences give the context.
    numbers : sequence of Number
        Rows of ``casekit.quantities.find``, sorted by place, `scope` filled in (see :mod:`casekit.scope`).
    codebook : Codebook
        Where the definitions stand.

    Returns
    -------
    list of (code, found_by)
        ``("", "")`` where no definition fits, or where two fit equally well.

    Raises
    ------
    CodebookError
        A page is broken.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from casekit.codebook import Codebook
    >>> from casekit.document import Document, Sentence
    >>> text = "全县选派第一书记56名。"
    >>> doc = Document("a", text, (Sentence(0, 0, 11, text, 0, False),))
    >>> number = SimpleNamespace(sent_no=0, start=8, end=11, unit="人", noun="第一书记", value=56, status="reported",
    ...                          per="", scope="")
    >>> assign(doc, [number], Codebook())
    [('first_secretaries', 'first_secretaries: noun 第一书记')]
    """
    book = _book(codebook)
    out: list[tuple[str, str]] = []
    words: set[str] = set()
    read = ""
    for number, at in zip(numbers, contexts(document, numbers), strict=True):
        fitting = book.by_unit.get(number.unit, ())
        if fitting and at.sentence != read:
            words, read = book.words(at.sentence), at.sentence
        known = words if at.noun in at.sentence else words | book.words(at.noun)
        out.append(_best(fitting, number, at, known, document) if fitting else ("", ""))
    return out


def _best(
    fitting: Sequence[_Definition], number: Any, at: Context, words: set[str], document: Document
) -> tuple[str, str]:
    found: list[tuple[float, str, Cue, Indicator]] = []
    for definition in fitting:
        page = definition.page
        if number.status not in page.statuses:
            continue
        best, cue = 0.0, None
        for reader in definition.cues:
            if reader.possible(words):
                weight = reader.weigh(at)
                if weight > best:
                    best, cue = weight, reader.cue
        if (
            cue
            and _allowed(page, number, document)
            and not any(reader.possible(words) and reader.weigh(at) for reader in definition.unless)
        ):
            found.append((best, page.id, cue, page))
    beaten = {code for *_, page in found for code in page.over}
    found = sorted((f for f in found if f[1] not in beaten), key=lambda f: -f[0])
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return "", ""
    _, code, cue, _ = found[0]
    return code, f"{code}: {cue}"


def _allowed(page: Indicator, number: Any, document: Document) -> bool:
    """Do rate, size and scope of the number fit?"""
    if (page.per == "required" and not number.per) or (page.per == "time" and not _TIMES.fullmatch(number.per)):
        return False
    if not page.range[0] <= number.value <= page.range[1]:
        return False
    own = ("", document.place)
    above = ("全国", document.province, document.prefecture) if page.scope == "wider" else ()
    return page.scope == "any" or number.scope in own + above
