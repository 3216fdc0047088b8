"""Damage undone: one module for each kind, and the order they come in.

:func:`repair` takes a page as it was received and gives it back as its author wrote it, in simplified characters with
mainland punctuation, together with every change that was made.
"""

from __future__ import annotations

from itertools import compress
from operator import ne
from typing import NamedTuple

from casekit.repair import entities, mojibake, pinyin, punctuation, script
from casekit.spans import Alignment, Edit, apply, compose


class Repaired(NamedTuple):
    """A repaired page.

    Attributes
    ----------
    text : str
        The page, repaired, in simplified characters with mainland punctuation.
    edits : list of Edit
        Every change, in raw offsets: ``apply(raw, edits) == text``.
    script : str
        Script of the raw page, ``hans`` or ``hant``.
    suspects : list of (int, int, str, str)
        Raw start and end, kind and detail of places that look damaged and were left alone, or could not be restored in full.
    lost : list of (int, int)
        Raw start and end of numbers whose first digits the damage has swallowed.
    """

    text: str
    edits: list[Edit]
    script: str
    suspects: list[tuple[int, int, str, str]]
    lost: list[tuple[int, int]]


def repair(raw: str) -> Repaired:
    """Undo the damage that mirrors, converters and scrapers did to a page.

    Parameters
    ----------
    raw : str
        The page as received, of any length.

    Returns
    -------
    Repaired
        Text without damage comes back as it was (traditional text in simplified characters).

    Examples
    --------
    >>> page = repair("得到當(dāng)?shù)卮甯刹亢腿罕姷囊恢潞迷u。")
    >>> page.text, page.script
    ('得到当地村干部和群众的一致好评。', 'hant')
    """
    edits: list[Edit] = []
    text = raw
    for stage in (mojibake.edits, entities.edits):
        found = stage(text)
        edits = compose(edits, found, text)
        text = apply(text, found) if found else text
    written = script.detect(text)
    outcome = pinyin.undo(text, written)
    if outcome.edits and written == "hans" and script.detect(apply(text, outcome.edits)) == "hant":
        written = "hant"  # torn characters had hidden the script
        outcome = pinyin.undo(text, written)
    suspects, lost = outcome.suspects, outcome.lost
    if edits and (suspects or lost):
        home = Alignment(edits)
        suspects = [(*home.to_raw(start, end), kind, detail) for start, end, kind, detail in suspects]
        lost = [home.to_raw(start, end) for start, end in lost]
    edits = compose(edits, outcome.edits, text)
    text = apply(text, outcome.edits) if outcome.edits else text
    found = punctuation.doubled(text)
    edits = compose(edits, found, text)
    text = apply(text, found) if found else text
    clean = script.simplify(punctuation.widen(text), written)
    if clean != text:
        edits = compose(edits, _changed(text, clean), text)
    return Repaired(clean, edits, written, suspects, lost)


def _changed(before: str, after: str) -> list[Edit]:
    """One edit for each stretch in which two texts of the same length differ; marks and characters apart."""
    out: list[Edit] = []
    start = stop = -1
    kind = ""
    for at in compress(range(len(before)), map(ne, before, after)):
        written = "script" if "㐀" <= after[at] <= "鿿" else "punctuation"
        if at != stop or written != kind:
            if stop >= 0:
                out.append(Edit(kind, start, stop, after[start:stop]))
            start, kind = at, written
        stop = at + 1
    if stop >= 0:
        out.append(Edit(kind, start, stop, after[start:stop]))
    return out
