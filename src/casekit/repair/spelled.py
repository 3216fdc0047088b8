"""Words spelt out in pinyin all over a page: 文化(wénhuà)建设.

**Why it happens.** Sites that republish articles as their own put the reading behind everyday words, so that no search
finds the original.

**How it is undone.** A bracket that spells the word before it goes if the page does so with several everyday words in
running text and shows other slips of such sites: half-width or doubled marks among Chinese. Lessons of pinyin stay: they
spell rare words, or words that stand alone. Without other slips the page stays too, and is a suspect.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from casekit.repair import gbk
from casekit.repair.annotations import TONED
from casekit.repair.scan import matches
from casekit.spans import Edit

_SPELT = re.compile(f"[(（](?<=[一-鿿]{{2}}.)([a-z{TONED}][a-z{TONED}'’ ]{{2,30}})[)）]")
_SLIP = re.compile("[,;:](?<=[一-鿿].)(?=[一-鿿])|，[,，]|&nbsp;|u2026")
_WORDS = 3  # so many different words
_SLIPS = 3
_RUNNING = 2 / 3  # of them stand within a clause
_SPARSE = 14  # characters for each of them; a lesson spells every word


class Spelt(NamedTuple):
    """Edits, and suspicious places (start, end, kind, detail)."""

    edits: list[Edit]
    suspects: list[tuple[int, int, str, str]]


def undo(text: str, brackets: Sequence[int] | None = None) -> Spelt:
    """Take out the spellings of everyday words; `brackets` are the places of those that open, if they are known.

    >>> from casekit.spans import apply
    >>> page = "抓好文化(wénhuà)建设,强化组织(zǔ zhī)领导,落实村民(cūnmín)议事,带动全村增收致富,群众满意"
    >>> apply(page, undo(page).edits), undo("葡萄(pútáo)、苹果(píngguǒ)、香蕉(xiāngjiāo)").edits
    ('抓好文化建设,强化组织领导,落实村民议事,带动全村增收致富,群众满意', [])
    """
    found = [(match, length) for match in matches(_SPELT, text, brackets) if (length := _spells(text, match))]
    words = {text[match.start() - length : match.start()] for match, length in found}
    running = sum("一" <= text[match.end() : match.end() + 1] <= "鿿" for match, _ in found)
    if len(words) < _WORDS or running < _RUNNING * len(found) or len(text) < _SPARSE * len(found):
        return Spelt([], [])
    if not gbk.common().issuperset("".join(words)):
        return Spelt([], [])
    if len(_SLIP.findall(text)) < _SLIPS:
        detail = "spells the word before it; left as it stands"
        return Spelt([], [(*match.span(), "pinyin", detail) for match, _ in found])
    return Spelt([Edit("pinyin", *match.span(), "") for match, _ in found], [])


def _spells(text: str, match: re.Match[str]) -> int:
    """How many characters before the bracket it spells: 2 to 4, or 0."""
    letters = re.sub("['’ ]", "", match[1])
    for length in (2, 3, 4):
        word = text[max(0, match.start() - length) : match.start()]
        if len(word) == length and _fits(word, letters):
            return length
    return 0


def _fits(word: str, letters: str) -> bool:
    """Can `word` be read `letters`, every syllable with its tone?"""
    if not word or not letters:
        return not word and not letters
    for size in range(1, 7):
        if len(letters) >= size and gbk.reads(word[0], letters[:size]) and _fits(word[1:], letters[size:]):
            return True
    return False
