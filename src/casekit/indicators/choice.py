"""The code of every number: of the definitions that fit, the most specific."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from ahocorasick_rs import AhoCorasick

from casekit.codebook.indicator import Indicator, load_indicators
from casekit.codebook.scope import load_scope_words
from casekit.indicators.context import REACH, Context, contexts
from casekit.indicators.reader import Reader, ready

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from casekit.codebook import Codebook
    from casekit.document import Document

_NONE = ("", "")
_TIMES = re.compile(r"(?:/?(?:半年|年|季度|季|月|周|天|日|届|学期|小时|次))*")


class _Kind(NamedTuple):
    """What decides which definitions may take a number: unit, status, what it is a rate of, whose it is."""

    unit: str
    status: str
    rate: str  # "", time or other
    whose: str  # case, wider or other


class _Definition(NamedTuple):
    page: Indicator
    cues: tuple[Reader, ...]
    unless: tuple[Reader, ...]

    def takes(self, kind: _Kind) -> bool:
        """Do unit, status, rate and scope of such numbers fit?"""
        page = self.page
        if kind.unit not in page.units or kind.status not in page.statuses:
            return False
        if (page.per == "required" and not kind.rate) or (page.per == "time" and kind.rate == "other"):
            return False
        return page.scope == "any" or kind.whose in ("case", page.scope)


_Found = list[tuple[_Definition, list[Reader]]]


class _File:
    """The definitions that may take the numbers of one kind, filed under the words of their cues."""

    def __init__(self, definitions: Iterable[_Definition], *, rated: bool):
        self._filed: dict[str, list[tuple[int, tuple[frozenset[str], ...]]]] = defaultdict(list)
        self._cues = [
            (definition, reader)
            for definition in definitions
            for reader in definition.cues
            if rated or not reader.rated
        ]
        for order, (_, reader) in enumerate(self._cues):
            # one group of words is enough to file a cue; the one of the longest words is the rarest
            first = max(reader.needs, key=lambda group: (min(map(len, group)), -len(group)), default=("",))
            others = tuple(group for group in reader.needs if group is not first)
            for word in first:
                self._filed[word].append((order, others))
        self._words = frozenset(self._filed)

    def possible(self, words: set[str]) -> _Found:
        """Definitions of which a cue can match where these words stand, each with those cues, in the pages' order."""
        found = set()
        for word in self._words & words:
            for order, others in self._filed[word]:
                for group in others:
                    if group.isdisjoint(words):
                        break
                else:
                    found.add(order)
        out: _Found = []
        for order in sorted(found):
            definition, reader = self._cues[order]
            if out and definition is out[-1][0]:
                out[-1][1].append(reader)
            else:
                out.append((definition, [reader]))
        return out


class _Book:
    """All definitions by the kind of numbers they may take, and the words that any of them asks for."""

    def __init__(self, codebook: Codebook):
        pages = [page for page in load_indicators(codebook).values() if not page.retired]
        self._definitions = [
            _Definition(page, tuple(map(ready, page.cues)), tuple(ready(cue, "own") for cue in page.unless))
            for page in pages
        ]
        self.units = frozenset(unit for page in pages for unit in page.units)
        self._files: dict[_Kind, _File] = {}  # filled as kinds of numbers come
        readers = [reader for found in self._definitions for reader in found.cues]
        self._automaton = AhoCorasick(sorted({word for reader in readers for group in reader.needs for word in group}))

    def words(self, text: str) -> set[str]:
        """Which of the words stand in a text, and "" for the cues that ask for none."""
        return {"", *self._automaton.find_matches_as_strings(text, overlapping=True)}

    def possible(self, kind: _Kind, words: set[str]) -> _Found:
        """The definitions that numbers of a kind can have where these words stand."""
        file = self._files.get(kind)
        if file is None:
            fitting = [found for found in self._definitions if found.takes(kind)]
            file = self._files[kind] = _File(fitting, rated=kind.rate != "")
        return file.possible(words)


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
    wider = frozenset(("全国", document.province, document.prefecture))
    # an article that does not name its case calls it 我县
    own = frozenset(("", document.place) if document.place else ("", *load_scope_words(codebook).case))
    out: list[tuple[str, str]] = []
    for sent_no, group in groupby(numbers, attrgetter("sent_no")):
        sentence = document.sentences[sent_no]
        out += _sentence(book, document.text, sentence.start, sentence.end, list(group), own, wider)
    return out


def _sentence(
    book: _Book, text: str, first: int, last: int, numbers: list[Any], own: frozenset[str], wider: frozenset[str]
) -> list[tuple[str, str]]:
    """Code of every number of the sentence ``text[first:last]``; `own` and `wider` are the scopes of the case and above."""
    units = book.units
    fitting: list[_Found] = []
    known: dict[tuple, _Found] = {}  # numbers of one kind fit the same
    words = None
    for number in numbers:
        if number.unit not in units:
            fitting.append([])
            continue
        if words is None:
            words = book.words("\n".join([text[first:last], *_elsewhere(text, first, last, numbers)]))
        key = number.unit, number.status, number.per, number.scope
        if key not in known:
            known[key] = book.possible(_kind(number, own, wider), words)
        fitting.append(known[key])
    if not any(fitting):
        return [_NONE] * len(numbers)
    around = contexts(text, first, last, numbers)
    return [_best(found, at) if found else _NONE for found, at in zip(fitting, around, strict=True)]


def _elsewhere(text: str, first: int, last: int, numbers: list[Any]) -> list[str]:
    """Nouns that do not stand in the sentence: others have given them."""
    if last - first <= 2 * REACH:
        said = text[first:last]
        return [number.noun for number in numbers if number.noun not in said]
    return [
        number.noun
        for number in numbers
        if text.find(number.noun, max(number.start - REACH, first), min(number.end + REACH, last)) < 0
    ]


def _kind(number: Any, own: frozenset[str], wider: frozenset[str]) -> _Kind:
    rate = ("time" if _TIMES.fullmatch(number.per) else "other") if number.per else ""
    whose = "case" if number.scope in own else "wider" if number.scope in wider else "other"
    return _Kind(number.unit, number.status, rate, whose)


def _best(fitting: _Found, at: Context) -> tuple[str, str]:
    """Code and cue of the definition whose cue weighs most; none where two weigh the same."""
    found: list[tuple[float, Indicator, str]] = []
    for definition, readers in fitting:
        page = definition.page
        if not page.range[0] <= at.value <= page.range[1]:
            continue
        best, name = 0.0, ""
        for reader in readers:
            weight = reader.weigh(at)
            if weight > best:
                best, name = weight, reader.name
        if best and not any(reader.weigh(at) for reader in definition.unless):
            found.append((best, page, name))
    if len(found) > 1:
        beaten = {code for _, page, _ in found for code in page.over}
        found = sorted((f for f in found if f[1].id not in beaten), key=lambda f: -f[0])
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return _NONE
    _, page, name = found[0]
    return page.id, f"{page.id}: {name}"
