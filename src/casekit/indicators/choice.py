"""The code of every number: of the definitions that fit, the most specific."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ahocorasick_rs import AhoCorasick

from casekit.codebook.indicator import Indicator, load_indicators
from casekit.indicators.context import REACH, Context, contexts
from casekit.indicators.reader import Reader, ready

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from casekit.codebook import Codebook
    from casekit.document import Document

_TIMES = re.compile(r"(?:/?(?:半年|年|季度|季|月|周|天|日|届|学期|小时|次))*")


class _Definition(NamedTuple):
    page: Indicator
    cues: tuple[Reader, ...]
    unless: tuple[Reader, ...]


class _Unit:
    """The definitions that may take the numbers of one unit, filed under the words of their cues."""

    def __init__(self, definitions: Iterable[_Definition]):
        self._filed: dict[str, list[tuple[int, tuple[frozenset[str], ...]]]] = defaultdict(list)
        self._cues = [(definition, reader) for definition in definitions for reader in definition.cues]
        for order, (_, reader) in enumerate(self._cues):
            # one group of words is enough to file a cue; the one of the longest words is the rarest
            first = max(reader.needs, key=lambda group: (min(map(len, group)), -len(group)), default=("",))
            others = tuple(group for group in reader.needs if group is not first)
            for word in first:
                self._filed[word].append((order, others))
        self._words = frozenset(self._filed)

    def possible(self, words: set[str]) -> list[tuple[_Definition, list[Reader]]]:
        """Definitions of which a cue can match where these words stand, each with those cues, in the pages' order."""
        found = set()
        for word in self._words & words:
            for order, others in self._filed[word]:
                for group in others:
                    if group.isdisjoint(words):
                        break
                else:
                    found.add(order)
        out: list[tuple[_Definition, list[Reader]]] = []
        latest = None
        for order in sorted(found):
            definition, reader = self._cues[order]
            if definition is latest:
                out[-1][1].append(reader)
            else:
                out.append((definition, [reader]))
                latest = definition
        return out


class _Book:
    """All definitions by the unit of the numbers they may take, and the words that any of them asks for."""

    def __init__(self, codebook: Codebook):
        made = defaultdict(list)
        words: set[str] = set()
        for page in load_indicators(codebook).values():
            if page.retired:
                continue
            definition = _Definition(
                page, tuple(map(ready, page.cues)), tuple(ready(cue, "own") for cue in page.unless)
            )
            for reader in definition.cues + definition.unless:
                words.update(*reader.needs)
            for unit in page.units:
                made[unit].append(definition)
        self.units = {unit: _Unit(found) for unit, found in made.items()}
        self._automaton = AhoCorasick(sorted(words))

    def words(self, text: str) -> set[str]:
        """Which of the words stand in a text, and "" for the cues that ask for none."""
        return {"", *self._automaton.find_matches_as_strings(text, overlapping=True)}


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
    book, around = _book(codebook), contexts(document, numbers)
    out: list[tuple[str, str]] = []
    sent_no, first, last, words = -1, 0, 0, set()
    possible: dict[str, list[tuple[_Definition, list[Reader]]]] = {}
    for position, number in enumerate(numbers):
        unit = book.units.get(number.unit)
        if unit is None:
            out.append(("", ""))
            continue
        if number.sent_no != sent_no:
            sent_no, possible = number.sent_no, {}
            first, last = document.sentences[sent_no].start, document.sentences[sent_no].end
            words = book.words(document.text[first:last])
        if _stands(number, document.text, first, last):
            known, fitting = words, possible.get(number.unit)
            if fitting is None:
                fitting = possible[number.unit] = unit.possible(words)
        else:
            known = words | book.words(number.noun)
            fitting = unit.possible(known)
        fitting = [found for found in fitting if _allowed(found[0].page, number, document)]
        out.append(_best(fitting, around[position], known) if fitting else ("", ""))
    return out


def _stands(number: Any, text: str, first: int, last: int) -> bool:
    """Does the noun stand in the sentence, as it does but for nouns that others have given?"""
    low, high = max(first, number.start - REACH), min(last, number.end + REACH)
    return not number.noun or text.find(number.noun, low, high) >= 0


def _best(fitting: Sequence[tuple[_Definition, list[Reader]]], at: Context, words: set[str]) -> tuple[str, str]:
    """Code and cue of the definition whose cue weighs most; none where two weigh the same."""
    found: list[tuple[float, Indicator, str]] = []
    for definition, readers in fitting:
        best, name = 0.0, ""
        for reader in readers:
            weight = reader.weigh(at)
            if weight > best:
                best, name = weight, reader.name
        if best and not any(reader.possible(words) and reader.weigh(at) for reader in definition.unless):
            found.append((best, definition.page, name))
    if len(found) > 1:
        beaten = {code for _, page, _ in found for code in page.over}
        found = sorted((f for f in found if f[1].id not in beaten), key=lambda f: -f[0])
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return "", ""
    _, page, name = found[0]
    return page.id, f"{page.id}: {name}"


def _allowed(page: Indicator, number: Any, document: Document) -> bool:
    """Do status, rate, size and scope of the number fit?"""
    if number.status not in page.statuses or not page.range[0] <= number.value <= page.range[1]:
        return False
    if number.per:
        if page.per == "time" and not _TIMES.fullmatch(number.per):
            return False
    elif page.per == "required":
        return False
    if page.scope == "any" or number.scope in ("", document.place):
        return True
    return page.scope == "wider" and number.scope in ("全国", document.province, document.prefecture)
