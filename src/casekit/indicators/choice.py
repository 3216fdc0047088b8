"""The code of every number: of the definitions that fit, the most specific."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import reduce
from itertools import groupby
from operator import attrgetter, or_
from typing import TYPE_CHECKING, Any, NamedTuple

from casekit.codebook.scope import load_scope_words
from casekit.indicators.book import book
from casekit.indicators.context import Passages
from casekit.indicators.words import small_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from casekit.codebook import Codebook
    from casekit.codebook.indicator import Indicator
    from casekit.document import Document
    from casekit.indicators.book import File, Possible
    from casekit.indicators.context import Context

_NONE = ("", "")


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
    return _Case(document, codebook).codes(numbers)


class _Sentence(NamedTuple):
    """The numbers of one sentence, where the first of them stands among all, and the words that one of must be there."""

    first: int
    start: int
    end: int
    numbers: list[Any]
    files: list[File | None]
    words: int


class _Case:
    """One article and the definitions that its numbers can have."""

    def __init__(self, document: Document, codebook: Codebook):
        self._document, self._book, self._small = document, book(codebook), small_words(codebook)
        self._wider = ("全国", document.province, document.prefecture)
        # an article that does not name its case calls it 我县
        self._own = ("", document.place) if document.place else ("", *load_scope_words(codebook).case)
        self._towns = load_scope_words(codebook).towns
        self._files: dict[tuple, File | None] = {}

    def codes(self, numbers: Sequence[Any]) -> list[tuple[str, str]]:
        """Code of every number."""
        out = [_NONE] * len(numbers)
        if not self._document.place:
            self._own += self._town(numbers)
        sentences = list(self._sentences(numbers))
        if not sentences:
            return out
        text = self._document.text
        passages = Passages([text[sentence.start : sentence.end] for sentence in sentences], self._small)
        clauses, wide = self._book.words(passages.text, passages.ends), self._book.wide
        at = clause = 0
        for sentence in sentences:
            end = at + sentence.end - sentence.start
            last = bisect_left(passages.ends, end, clause)
            words = reduce(or_, clauses[clause : last + 1])
            if words & sentence.words or any(number.noun not in passages.text[at:end] for number in sentence.numbers):
                around = passages.contexts(at, end, sentence.numbers, sentence.start - at, clause)
                for position, words_here in enumerate(self._words(around, clauses)):
                    file = sentence.files[position]
                    found = file.possible(words_here | words & wide) if file is not None else None
                    if found:
                        out[sentence.first + position] = _best(found, around[position])
            at, clause = end + 1, last + 1
        return out

    def _town(self, numbers: Sequence[Any]) -> tuple[str, ...]:
        """The township that owns most figures of an article without a county: it is the case."""
        ((name, often),) = Counter(number.scope for number in numbers).most_common(1) or (("", 0),)
        return (name,) if name.endswith(self._towns) and 2 * often > len(numbers) else ()

    def _sentences(self, numbers: Sequence[Any]) -> Iterator[_Sentence]:
        """The sentences with a number that has definitions."""
        first = 0
        for sent_no, group in groupby(numbers, attrgetter("sent_no")):
            of_sentence = list(group)
            files = [self._file(number) for number in of_sentence]
            words = reduce(or_, [file.first for file in files if file is not None], 0)
            if words:
                sentence = self._document.sentences[sent_no]
                yield _Sentence(first, sentence.start, sentence.end, of_sentence, files, words)
            first += len(of_sentence)

    def _words(self, around: list[Context], clauses: list[int]) -> list[int]:
        """The words that each number can have to do with."""
        out: list[int] = []
        for at in around:
            first, last = at.clauses
            words = clauses[first]
            if first != last:
                for clause in clauses[first + 1 : last + 1]:
                    words |= clause
            if at.shares_left:
                words |= out[-1]
            if at.noun not in at.clause:  # others have given it
                words |= self._book.noun(at.noun)
            out.append(words)
        for position in range(len(out) - 2, -1, -1):
            if around[position].shares_right:
                out[position] |= out[position + 1]
        return out

    def _file(self, number: Any) -> File | None:
        """The definitions for numbers of this kind, None where there are none."""
        if number.unit not in self._book.units:
            return None
        key = number.unit, number.status, number.per, number.scope
        if key not in self._files:
            rate = ("time" if self._small.is_time(number.per) else "other") if number.per else ""
            whose = "case" if number.scope in self._own else "wider" if number.scope in self._wider else "other"
            self._files[key] = self._book.file(number.unit, number.status, rate, whose)
        return self._files[key]


def _best(fitting: list[Possible], at: Context) -> tuple[str, str]:
    """Code and cue of the definition whose cue weighs most; none where two weigh the same."""
    found: list[tuple[float, Indicator, str]] = []
    for page, readers, unless in fitting:
        if not page.range[0] <= at.value <= page.range[1]:
            continue
        best, name = 0.0, ""
        for reader in readers:
            weight = reader.weigh(at)
            if weight > best:
                best, name = weight, reader.name
        if best and not any(reader.weigh(at) for reader in unless):
            found.append((best, page, name))
    if len(found) > 1:
        beaten = {code for _, page, _ in found for code in page.over}
        found = sorted((f for f in found if f[1].id not in beaten), key=lambda f: -f[0])
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return _NONE
    _, page, name = found[0]
    return page.id, f"{page.id}: {name}"
