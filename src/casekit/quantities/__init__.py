"""Numbers of a body: value, unit, vagueness, status, rate and time, or the reason why a number is no quantity.

:func:`find` accounts for every number of a document; :func:`normalise` leads units that measure the same to one unit.
"""

from __future__ import annotations

from casekit.codebook import Codebook
from casekit.codebook.units import load_units
from casekit.document import Document
from casekit.quantities.number import Number
from casekit.quantities.reader import Reader, reader

#: The document read last, its codebook and numbers: two tables ask for the same numbers, one after the other.
_last: tuple[Document, Codebook, list[Number]] | None = None

__all__ = ["Number", "Reader", "find", "normalise"]


def find(document: Document, codebook: Codebook) -> list[Number]:
    """Every number of the body in order, quantity or not.

    Parameters
    ----------
    document : Document
        The article with its sentences.
    codebook : Codebook
        Units, nouns, words of vagueness, and words that hold a number sign and count nothing.

    Returns
    -------
    list of Number
        ``reason`` is "" for a quantity; `scope` is left empty (see :mod:`casekit.scope`).

    Examples
    --------
    >>> from casekit.document import Sentence
    >>> text = "2018年，全县投入3.1亿元，户均增收2000余元。"
    >>> doc = Document("a", text, (Sentence(0, 0, len(text), text, 0, False),), published="2019-05-01")
    >>> for n in find(doc, Codebook()):
    ...     print([n.surface, n.value, n.unit, n.qualifier, n.per, n.period] if not n.reason else [n.surface, n.reason])
    ['2018', 'date']
    ['3.1亿元', 310000000.0, '元', 'exact', '', '2018']
    ['2000余元', 2000.0, '元', 'over', '户', '2018']
    """
    global _last  # noqa: PLW0603 - one slot, so that rules need not read again what metrics have just read
    last = _last
    if last is None or last[0] is not document or last[1] is not codebook:
        _last = last = document, codebook, reader(codebook).read(document)
    return list(last[2])


def normalise(value: float, unit: str, codebook: Codebook | None = None) -> tuple[float, str]:
    """`value` in the unit for comparison: areas in 公顷, lengths in 公里, masses in 吨; other units stay.

    >>> normalise(15, "亩")
    (1.0, '公顷')
    >>> normalise(3, "户")
    (3, '户')
    """
    entry = load_units(codebook or Codebook()).by_name.get(unit)
    if entry is None or not entry.si or entry.si == unit:
        return value, unit
    return round(value * entry.factor, 9), entry.si
