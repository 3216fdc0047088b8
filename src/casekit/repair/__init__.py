"""Damage undone: one module for each kind, and the order they come in.

:func:`repair` takes a page as it was received and gives it back as its author wrote it, in simplified characters with
mainland punctuation, together with every change that was made.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from casekit.repair import entities, forms, mojibake, pinyin, punctuation, script, spelled, strewn
from casekit.repair.changes import changed
from casekit.repair.signs import (
    BLANK,
    BRACKET,
    ESCAPE,
    LATIN,
    LEAD,
    MARK,
    ODD,
    PAUSE,
    PICTURE,
    SINGLE,
    STRAY,
    STRUCK,
    TONE,
    TORN,
    Look,
)
from casekit.spans import Alignment, Edit, apply, compose

if TYPE_CHECKING:
    import numpy as np


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
    page = _Page(raw)
    if page.look.shows(LATIN) and page.look.close(SINGLE, 4, 3) or page.look.close(LEAD, 3, 8):
        page.take(*mojibake.undo(raw))
    if page.look.shows(STRAY | ESCAPE):
        page.take(entities.edits(page.look.text, page.look.places(STRAY | ESCAPE).tolist()))
    brackets = page.look.places(BRACKET).tolist()
    page.take(strewn.edits(page.look.text, pictures=bool(page.look.shows(PICTURE)), brackets=brackets))
    written = page.look.script
    if page.look.shows(TORN):
        signs = {"toned": bool(page.look.shows(TONE)), "places": page.look.places(STRUCK).tolist()}
        outcome = pinyin.undo(page.look.text, written, **signs)
        if outcome.edits and written == "hans" and Look(apply(page.look.text, outcome.edits)).script == "hant":
            written = "hant"  # torn characters had hidden the script
            outcome = pinyin.undo(page.look.text, written, **signs)
        page.take(*outcome)
        if written == "hans" and page.look.shows(TORN):
            page.take(*spelled.undo(page.look.text, page.look.places(BRACKET).tolist()))
    pauses = page.look.doubled(PAUSE).tolist()
    if pauses or page.look.shows(BLANK):
        page.take(punctuation.doubled(page.look.text, pauses))
    dates = strewn.torn_dates(page.look.text)
    page.take([], [(*date, "date", "a day without its month; the sign between them is gone") for date in dates], dates)
    text, (clean, points) = page.look.text, _standard(page.look, written)
    edits = page.edits if clean == text else changed(page.look.codes, points, page.edits, text)
    return Repaired(clean, edits, written, page.suspects, page.lost)


def _standard(look: Look, written: str) -> tuple[str, np.ndarray]:
    """The text, as long as before, in simplified characters with full-width marks; and its code points."""
    wide = punctuation.widen(look.text, look.places(MARK).tolist()) if look.shows(MARK) else look.text
    if written == "hans":
        clean = script.simplify(wide, written)
        return clean, look.codes if clean == look.text else forms.codes(clean)
    wide = punctuation.corners(wide)
    plain = look.plain
    if wide != look.text:
        import numpy as np

        marks = forms.codes(wide)
        plain = np.where(marks != look.codes, marks, plain)
    converted = forms.text_of(plain)
    clean = script.mainland(converted, odd=bool(look.shows(ODD)))
    return clean, plain if clean == converted else forms.codes(clean)


class _Page:
    """A page under repair: how it looks, and what led there from the raw one."""

    def __init__(self, raw: str):
        self.look = Look(raw)
        self.edits: list[Edit] = []
        self.suspects: list[tuple[int, int, str, str]] = []
        self.lost: list[tuple[int, int]] = []

    def take(
        self,
        edits: list[Edit],
        suspects: Iterable[tuple[int, int, str, str]] = (),
        lost: Iterable[tuple[int, int]] = (),
    ) -> None:
        """Carry out what one kind of repair found on the page as it looks now."""
        if suspects or lost:
            home = Alignment(self.edits)
            self.suspects += [(*home.to_raw(start, end), kind, detail) for start, end, kind, detail in suspects]
            self.lost += [home.to_raw(start, end) for start, end in lost]
        if edits:
            text = self.look.text
            self.look, self.edits = Look(apply(text, edits)), compose(self.edits, edits, text)
