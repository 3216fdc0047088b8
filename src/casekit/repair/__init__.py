"""Damage undone: one module for each kind, and the order they come in.

:func:`repair` takes a page as it was received and gives it back as its author wrote it, in simplified characters with
mainland punctuation, together with every change that was made.
"""

from __future__ import annotations

from itertools import repeat
from typing import NamedTuple

from casekit.repair import entities, mojibake, pinyin, punctuation, script, spelled
from casekit.repair.signs import BLANK, MARK, PAUSE, SIMPLE, STRAY, TORN, WRONG, Look
from casekit.spans import Alignment, Edit, apply, carried, compose

_BRIDGED = 2  # characters that may stay within one stretch of changed ones


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
    look, edits, suspects, lost = Look(raw), list[Edit](), list[tuple[int, int, str, str]](), list[tuple[int, int]]()
    if look.shows(WRONG):
        undone = mojibake.undo(raw)
        suspects += undone.suspects
        look, edits = _carried_out(undone.edits, look, edits)
    if look.shows(STRAY):
        look, edits = _carried_out(entities.edits(look.text), look, edits)
    seen, plain = look.text, script.converted(look.text)
    written = script.detect(seen, plain, look.number(SIMPLE))
    if look.shows(TORN):
        outcome = pinyin.undo(seen, written)
        if outcome.edits and written == "hans" and script.detect(apply(seen, outcome.edits)) == "hant":
            written = "hant"  # torn characters had hidden the script
            outcome = pinyin.undo(seen, written)
        home = Alignment(edits)
        suspects += [(*home.to_raw(start, end), kind, detail) for start, end, kind, detail in outcome.suspects]
        lost = [home.to_raw(start, end) for start, end in outcome.lost]
        look, edits = _carried_out(outcome.edits, look, edits)
        if written == "hans" and look.shows(TORN):
            spelt, home = spelled.undo(look.text), Alignment(edits)
            suspects += [(*home.to_raw(start, end), kind, detail) for start, end, kind, detail in spelt.suspects]
            look, edits = _carried_out(spelt.edits, look, edits)
    if look.doubled(PAUSE) or look.shows(BLANK):
        look, edits = _carried_out(punctuation.doubled(look.text), look, edits)
    text = look.text
    wide = punctuation.widen(text) if look.shows(MARK) else text
    if written == "hant" and text is seen and wide != text and len(plain) == len(text):
        plain = script.overwritten(plain, look.codes, wide)
    clean = script.simplify(wide, written, plain if text is seen else None)
    if clean != text:
        edits = compose(edits, _changed(look, clean, edits), text)
    return Repaired(clean, edits, written, suspects, lost)


def _carried_out(found: list[Edit], look: Look, edits: list[Edit]) -> tuple[Look, list[Edit]]:
    """The text after the edits that one kind of repair `found`, and all `edits` so far."""
    if not found:
        return look, edits
    return Look(apply(look.text, found)), compose(edits, found, look.text)


def _changed(look: Look, clean: str, edits: list[Edit]) -> list[Edit]:
    """One edit for each stretch in which a text of the same length differs, a few characters that stay among them.

    Marks and characters apart; no stretch reaches over the border of an edit made before.
    """
    import numpy as np

    after = script.codes(clean)
    places = np.flatnonzero(look.codes != after)
    chars = (after >= 0x3400) & (after <= 0x9FFF)
    written = chars[places]
    breaks = np.cumsum(~chars)[places]  # marks, line breaks, figures so far
    if edits:
        ends = np.array(carried(edits)[0])
        starts = ends - [len(edit.after) for edit in edits]
        breaks += np.searchsorted(np.union1d(starts, ends), places, "right")
    first = np.ones(len(places), bool)
    far = np.diff(places) > 1 + _BRIDGED * written[1:]
    first[1:] = far | (written[1:] != written[:-1]) | (np.diff(breaks) > ~written[1:])
    at = np.flatnonzero(first)
    starts = places[at].tolist()
    stops = (places[np.append(at[1:], len(places)) - 1] + 1).tolist()
    kinds = ["script" if one else "punctuation" for one in written[at].tolist()]
    stretches = [clean[start:stop] for start, stop in zip(starts, stops, strict=True)]
    return list(map(tuple.__new__, repeat(Edit), zip(kinds, starts, stops, stretches, strict=True)))
