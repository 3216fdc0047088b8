"""Pinyin set behind characters, and the annotations that tore characters apart.

**Why it happens.** A mirror site's converter sets the reading behind each character of a list: 應(yīng). It works on
GBK bytes, so it also finds the two bytes of a listed character across a border (see :mod:`casekit.repair.shifted`).

**How it is undone.** A bracket with one syllable that its character can be read as is taken out; a torn one starts the
search for the bytes. Real brackets stay: they hold no syllable that fits. Lessons of pinyin, 妈(mā)麻(má), stay too: the
converter only works on traditional characters, so a simplified page without a torn annotation is left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from casekit.repair import gbk
from casekit.repair.readings import ORPHANS, Mark
from casekit.repair.shifted import Found, Shifted
from casekit.spans import Edit

TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_TONE = re.compile(f"[{TONED}]")
_NOTE = re.compile(f"[(（a-zê{TONED}][a-zêü{TONED}]{{0,10}}[)）]")  # a class first: scanned fast
_SYLLABLE = re.compile(f"[a-zê]{{0,5}}[{TONED}][a-zü]{{0,4}}|me|men|ma|ne|de|le|zhe|ba|tou|zi|ge")
_usual = "".join(sorted(gbk.common()))
# a mark, then a few characters of which one is not in everyday use: the only places that are looked at twice
_ODD = f"[^{_usual}{TONED}\\x00-\\x7f，。、；：！？“”‘’《》（）〈〉【】…—·％　]"  # no character of everyday text
_LETTER = (
    "[@-~][(一-鿿，。、；：！？”]|[?？]\\(?[a-zāáǎàēéěèōóǒò]|\\?\\d"  # a letter, a torn annotation or a swallowed digit
)
_STRUCK = re.compile(
    f"[?？!！](?:(?<=[?？])[,，;；:：!！?？](?=[{_usual}]{{0,7}}(?:{_ODD}|{_LETTER}))"  # a class first: scanned fast
    f"|(?!\\[)(?=[{_usual}]{{0,7}}(?:{_ODD}|{_LETTER})|[{_usual}]{{1,7}}[@\\[\\]^_`{{|}}~])"
    "|(?<=[?？])(?:[!！][?？](?=[\\d年月日])|[!！]\\?(?=[\\d一-鿿\\n]|$)))"
)
CLEARLY = 16.0  # bits by which the search must beat what stands there if no pinyin vouches for it
DOUBTFUL = 4.0
_SELDOM = 400  # characters for each reading: sites annotate dozens of characters on every page
# a `?` that swallowed digits, and what is left of the number or date behind it
_BEHEADED = re.compile(r"[?？\ufffd](?:[\d.,]*\d(?:[年月]\d+(?:月\d+)?日?)?|[年月]\d+(?:月\d+)?日?|[.,]\d+)?")

_BEFORE_DIGITS = re.compile(r"(?<=[一-鿿!！])\?\d[\d.,]*(?:[年月]\d+(?:月\d+)?日?)?")


def signs() -> str:
    """Characters of which a page with annotations or struck marks shows at least one."""
    return f"{TONED}?？!！"


class Outcome(NamedTuple):
    """Edits, suspicious places (start, end, kind, detail) and places where digits were swallowed."""

    edits: list[Edit]
    suspects: list[tuple[int, int, str, str]]
    lost: list[tuple[int, int]]


def undo(text: str, script: str) -> Outcome:
    """Take out annotations and put right what they and the mark replacement shifted.

    >>> from casekit.spans import apply
    >>> apply("得到當(dāng)?shù)卮甯刹亢腿罕姷囊恢潞迷u。", undo("得到當(dāng)?shù)卮甯刹亢腿罕姷囊恢潞迷u。", "hant").edits)
    '得到當地村干部和群眾的一致好評。'
    """
    marks, plain = _annotations(text) if _TONE.search(text) else ({}, [])
    torn = any(mark.orphan or text[start - 1] < "\x7f" for start, mark in marks.items())
    if not torn and (script == "hans" or _is_lesson(text, marks, plain)):
        marks, plain = {}, []
    starts = sorted(
        {start for start, mark in marks.items() if mark.orphan} | {m.start() for m in _STRUCK.finditer(text)}
    )
    out = Outcome([], [], [])
    if not starts and not plain:
        return out
    shifted, upto = None, 0
    known = frozenset(text[at - 1] for at in plain)
    runs: list[tuple[int, int, str]] = []
    guessed: set[int] = set()
    for start in starts:
        if start < upto:
            continue
        if shifted is None:
            shifted = Shifted(text, marks, known)
        if shifted.exhausted:
            out.suspects.append(
                (start, len(text), "shifted", "too many odd places on this page; what follows was not searched")
            )
            break
        mark = marks.get(start)
        found = shifted.annotated(start) if mark else shifted.struck(start)
        if found and (mark or found.gain >= CLEARLY):
            runs.append((found.start, found.end, found.text))
            if found.guessed:
                guessed.add(found.start)
            shifted.steps.fixed = runs[-20:]
            out.lost.extend(_swallowed(text, found))
            out.suspects.extend((one.start, one.end, "shifted", one.detail) for one in found.doubts)
            upto = found.end
        elif mark or (found and found.gain >= DOUBTFUL):
            end = mark.end if mark else found.end
            out.suspects.append((start, end, "shifted", "may be read one byte off; left as it stands"))
            out.lost.extend(_swallowed(text, found) if found else [])
    if shifted is not None and shifted.steps.swallowing and (runs or out.suspects):
        out.lost.extend(_beheaded(text, runs))
    edits = [
        Edit("guessed" if s in guessed else "shifted" if marks.get(s) else "struck", s, e, after)
        for s, e, after in runs
    ]
    at = 0
    for start in plain:
        while at < len(runs) and runs[at][1] <= start:
            at += 1
        if at < len(runs) and runs[at][0] <= start:
            continue
        edits.append(Edit("pinyin", start, marks[start].end, ""))
    edits.sort(key=lambda edit: edit.start)
    out.edits.extend(edits)
    return out


def _annotations(text: str) -> tuple[dict[int, Mark], list[int]]:
    """All annotations by place, and the places of those that stand whole behind their character."""
    main, other = gbk.readings()
    marks, plain = {}, []
    none: frozenset[str] = frozenset()
    for match in _NOTE.finditer(text):
        start, end = match.span()
        bracket = text[start] in "(（"
        syllable = text[start + bracket : end - 1]
        if not _SYLLABLE.fullmatch(syllable):
            continue
        before = text[start - 1 : start]
        if bracket and before:
            if before in main.get(syllable, none) or before in other.get(syllable, none):
                marks[start] = Mark(end, syllable, False)
                plain.append(start)
                continue
            if "@" <= before <= "~" and not syllable.isascii():
                marks[start] = Mark(end, syllable, False)
                continue
        if before and before in ORPHANS:
            marks[start - 1] = Mark(end, syllable, True)
    return marks, plain


def _beheaded(text: str, runs: list[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """On a damaged page, numbers behind a `?` outside the stretches that were read: their first digits may be gone."""
    inside = [(start, end) for start, end, _ in runs]
    found = []
    for match in _BEFORE_DIGITS.finditer(text):
        if not any(start <= match.start() < end for start, end in inside):
            found.append(match.span())
    return found


def _is_lesson(text: str, marks: dict[int, Mark], plain: list[int]) -> bool:
    """Are these readings the author's own? A converter annotates traditional characters, wherever they stand, and often."""
    seen = Counter(text[at - 1] for at in plain)
    if 2 * len(plain) <= sum(map(text.count, seen)) or len(text) > _SELDOM * len(plain):
        return True
    if len(plain) > 3 and not any("一" <= text[marks[at].end : marks[at].end + 1] <= "\u9fff" for at in plain):
        return True  # none stands within a word
    if 2 * sum(char in gbk.simplified() for char in seen) > len(seen):
        return False
    return len(seen) < 5 or any(text.count(char) > number for char, number in seen.items())


def _swallowed(text: str, found: Found) -> list[tuple[int, int]]:
    """Numbers whose first digits a `?` inside or at the end of the stretch has swallowed."""
    out = []
    for at in found.lost:
        match = _BEHEADED.match(text, at)
        if match:
            out.append(match.span())
    return out
