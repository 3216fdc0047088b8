"""Where a page shows pinyin annotations: 應(yīng), and torn ones, ?shù)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from casekit.repair import gbk
from casekit.repair.readings import ORPHANS, Mark

TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_NOTE = re.compile(f"[(（a-zê{TONED}][a-zêü{TONED}]{{0,10}}[)）]")  # a class first: scanned fast
_SYLLABLE = re.compile(f"[a-zê]{{0,5}}[{TONED}][a-zü]{{0,4}}|me|men|ma|ne|de|le|zhe|ba|tou|zi|ge")
_WHOLE, _AFTER_LETTER, _TORN = 1, 2, 3


class Annotations(NamedTuple):
    """The annotations of one page.

    Attributes
    ----------
    marks : dict of int to Mark
        All by where they begin (with their ``?``, if they have one).
    starts, ends : list of int
        Of those that stand whole behind their character.
    hidden : list of int
        Where those begin that hide a byte behind a ``?``.
    known : frozenset of str
        Characters with an annotation that stands whole behind them.
    torn : bool
        Did any annotation tear characters apart?
    """

    marks: dict[int, Mark]
    starts: list[int]
    ends: list[int]
    hidden: list[int]
    known: frozenset[str]
    torn: bool


NONE = Annotations({}, [], [], [], frozenset(), False)


@lru_cache(maxsize=4096)
def _judged(note: str) -> tuple[int, str]:
    """What a possible annotation is, with the character before it; and its syllable."""
    before, bracket = note[0], note[1] in "(（"
    syllable = note[1 + bracket : -1]
    if not _SYLLABLE.fullmatch(syllable):
        return 0, ""
    if bracket and gbk.reads(before, syllable):
        return _WHOLE, syllable
    if bracket and "@" <= before <= "~" and not syllable.isascii():
        return _AFTER_LETTER, syllable
    return (_TORN if before in ORPHANS else 0), syllable


def annotations(text: str) -> Annotations:
    """Find all annotations of a page.

    >>> annotations("應(yīng)當(dāng)?shù)卮").starts, annotations("應(yīng)當(dāng)?shù)卮").hidden
    ([1, 8], [14])
    """
    marks, starts, ends, hidden, known = {}, [], [], [], set()
    torn, upto, new = False, -1, tuple.__new__  # for marks by the thousand
    for match in _NOTE.finditer(text, 1):
        start, end = match.span()
        note = text[start - 1 : end]
        kind, syllable = _judged(note)
        if kind == _WHOLE:
            marks[start] = new(Mark, (end, syllable, False))
            starts.append(start)
            ends.append(end)
            known.add(note[0])
        elif kind:
            torn = True
            if kind == _TORN:
                hidden.append(start - 1)
                upto = end
            marks[start - (kind == _TORN)] = Mark(end, syllable, kind == _TORN)
        elif start == upto and syllable and not syllable.isascii():  # the byte between is not shown: ?zǒng)(gè)
            marks[start] = Mark(end, syllable, True)
    return Annotations(marks, starts, ends, hidden, frozenset(known), torn)
