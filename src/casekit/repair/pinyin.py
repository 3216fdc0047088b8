"""Pinyin set behind characters, and the annotations that tore characters apart.

**Why it happens.** A mirror site's converter sets the reading behind each character of a list: 應(yīng). It works on
GBK bytes, so it also finds the two bytes of a listed character across a border (see :mod:`casekit.repair.shifted`).

**How it is undone.** A bracket with one syllable that its character can be read as is taken out; a torn one starts the
search for the bytes. Real brackets stay: they hold no syllable that fits. Lessons of pinyin, 妈(mā)麻(má), stay too: the
converter only works on traditional characters, so a simplified page without a torn annotation is left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import repeat
from typing import NamedTuple

from casekit.repair import forms, gbk
from casekit.repair.annotations import NONE, TONED, Annotations, annotations
from casekit.repair.readings import Found
from casekit.repair.scan import matches
from casekit.repair.shifted import Shifted
from casekit.spans import Edit

STRUCK = "?？!！"  # of which stretches behind struck marks begin with one
_usual = "".join(sorted(gbk.common()))
# a mark, then some characters of which one is not in everyday use: the only places that are looked at twice
_ODD = f"[^{_usual}{TONED}\\x00-\\x7f，。、；：！？“”‘’《》（）〈〉【】…—·％　]"  # no character of everyday text
_LETTER = (
    "[@-~][(一-鿿，。、；：！？”]|[?？]\\(?[a-zāáǎàēéěèōóǒò]|\\?\\d"  # a letter, a torn annotation or a swallowed digit
)
_TAGS = "".join(char for trail, char in gbk.row(0xB1))  # behind which ” is torn, before who said it: ?！彼?。
_STRUCK = re.compile(
    f"[{STRUCK}](?<![a-z][,;:].)(?<!\\?\\?\\?)(?!(?<=\\?)\\?(?:\\d|\\?(?!\\(?[a-z{TONED}])))(?<!\\?\\?(?=\\d))"  # ?? and ??? are marks for blanks
    f"(?:(?<=[?？])[,，;；:：!！?？](?=[，；：！？!]?[{_usual}　 ]{{0,15}}+(?:{_ODD}|{_LETTER})"  # a class first: scanned fast
    f"|[{_TAGS}][{_usual}]{{0,2}}[?？][，。：]|[{_usual}]{{1,4}}+[?？][!！])"
    f"|(?!\\[)(?= ?[{_usual}]{{0,7}}+(?:{_ODD}|{_LETTER})|[{_usual}]{{1,7}}+[@\\[\\]^_`{{|}}~])"
    "|(?<=[?？])(?:[!！][?？](?=[\\d年月日])|[!！]\\?(?=[\\d+一-鿿\\n]|$)))"
)
# more than a `?` that may be a mark for a blank: an odd character, the sign of a byte lost before a mark
_ALTERED = re.compile(f"(?![！-～]){_ODD}|[@-~]|[?？][!！]|[?？][，；：？](?=[一-鿿])")
CLEARLY = 16.0  # bits by which the search must beat what stands there if no pinyin vouches for it
DOUBTFUL = 4.0
UNREAD = "may be read one byte off; left as it stands"
_SELDOM = 400  # characters for each reading: sites annotate dozens of characters on every page
# a `?` that swallowed digits, and what is left of the number or date behind it
_BEHEADED = re.compile(r"[?？\ufffd](?:[\d.,]*\d(?:[年月]\d+(?:月\d+)?日?)?|[年月]\d+(?:月\d+)?日?|[.,:+~/-]\d+)?")

# an annotation that breaks off where the page does
_CUT = re.compile(f"[(（](?<=[一-鿿].)([a-zê{TONED}]{{0,6}})(?=(?:\\.{{2,3}}|…+)?\\s*$)")
_BEFORE_DIGITS = re.compile(r"\?(?<=[一-鿿!！]\?)\d[\d.,]*(?:[年月]\d+(?:月\d+)?日?)?")


class Outcome(NamedTuple):
    """Edits, suspicious places (start, end, kind, detail) and places where digits were swallowed."""

    edits: list[Edit]
    suspects: list[tuple[int, int, str, str]]
    lost: list[tuple[int, int]]


def undo(text: str, script: str, *, toned: bool = True, places: Sequence[int] | None = None) -> Outcome:
    """Take out annotations and put right what they and the mark replacement shifted.

    Without `toned` the page shows no pinyin with its tone; `places` are where its marks of :data:`STRUCK` stand, if known.

    >>> from casekit.spans import apply
    >>> apply("得到當(dāng)?shù)卮甯刹亢腿罕姷囊恢潞迷u。", undo("得到當(dāng)?shù)卮甯刹亢腿罕姷囊恢潞迷u。", "hant").edits)
    '得到當地村干部和群眾的一致好評。'
    """
    notes = annotations(text) if toned else NONE
    if not notes.torn and (script == "hans" or _is_lesson(text, notes)):
        notes = NONE
    starts = sorted({*notes.hidden, *(match.start() for match in matches(_STRUCK, text, places))})
    out = Outcome([], [], [])
    read = _runs(text, notes, starts, script, out) if starts else []
    whole = list(map(tuple.__new__, repeat(Edit), zip(repeat("pinyin"), notes.starts, notes.ends, repeat(""))))
    at = 0
    for run in read:
        out.edits.extend(whole[at : bisect_left(notes.starts, run.start)])
        out.edits.append(run)
        at = bisect_left(notes.starts, run.end)
    out.edits.extend(whole[at:])
    if notes is not NONE:
        out.edits.extend(_cut(text))
    return out


def _cut(text: str) -> list[Edit]:
    """The annotation that breaks off at the end of a page: 領(lǐng)導(dǎ."""
    match = _CUT.search(text, max(0, len(text) - 12))
    if match and _begins(match[1], text[match.start() - 1]):
        return [Edit("pinyin", *match.span(), "")]
    return []


def _begins(letters: str, char: str) -> bool:
    """Does a reading of `char` begin so?"""
    return any(
        syllable.startswith(letters) and char in chars for table in gbk.readings() for syllable, chars in table.items()
    )


def _runs(text: str, notes: Annotations, starts: list[int], script: str, out: Outcome) -> list[Edit]:
    """The stretches that begin at `starts`, read anew; doubts and lost digits go to `out`."""
    shifted, runs, upto = Shifted(text, notes.marks, notes.known, script), list[Edit](), 0
    unread = list[tuple[int, int, str, str]]()
    for start in starts:
        if start < upto:
            continue
        if shifted.exhausted:
            out.suspects.append(
                (start, len(text), "shifted", "too many odd places on this page; what follows was not searched")
            )
            break
        mark = notes.marks.get(start)
        found = shifted.annotated(start) if mark else shifted.struck(start)
        if found and (mark or found.gain >= CLEARLY):
            kind = "guessed" if found.guessed else "shifted" if mark else "struck"
            runs.append(Edit(kind, found.start, found.end, found.text))
            shifted.steps.fixed = [run[1:] for run in runs[-20:]]
            out.lost.extend(_swallowed(text, found))
            out.suspects.extend((one.start, one.end, "shifted", one.detail) for one in found.doubts)
            upto = found.end
        elif mark or (found and found.gain >= DOUBTFUL):
            end = mark.end if mark else found.end
            out.suspects.append((start, end, "shifted", UNREAD))
            out.lost.extend(_swallowed(text, found) if found else [])
        elif found is None and _ALTERED.match(text, start):
            unread.append((start, start + 2, "shifted", UNREAD))
    if runs or notes.torn:  # elsewhere ?! may be the writer's own
        out.suspects.extend(unread)
    places = [run[1:3] for run in runs] or [suspect[:2] for suspect in out.suspects]
    if places and not notes.torn and all(_unsigned(text, *place) for place in places):
        detail = "may be marks for blanks; left as it stands"
        out.suspects[:] = [
            one for one in out.suspects if not one[3].startswith("read ")
        ]  # there is nothing read to doubt
        out.suspects.extend((run.start, run.end, "shifted", detail) for run in runs)
        out.lost.clear()
        return []
    if shifted.steps.swallowing and (runs or out.suspects):
        out.lost.extend(_beheaded(text, runs))
    return runs


def _unsigned(text: str, start: int, end: int) -> bool:
    """Does a stretch show nothing that speaks for damage but a ``?``?"""
    return not _ALTERED.search(text, start, end)


def _beheaded(text: str, runs: list[Edit]) -> list[tuple[int, int]]:
    """On a damaged page, numbers behind a `?` outside the stretches that were read: their first digits may be gone."""
    ends, found = [run.end for run in runs], []
    for match in _BEFORE_DIGITS.finditer(text):
        following = bisect_right(ends, match.start())
        if following == len(runs) or match.start() < runs[following].start:
            found.append(match.span())
    return found


def _is_lesson(text: str, notes: Annotations) -> bool:
    """Are these readings the author's own? A converter annotates traditional characters, wherever they stand, and often."""
    number = len(notes.starts)
    if len(text) > _SELDOM * number:
        return True
    seen = Counter([text[at - 1] for at in notes.starts])
    if 2 * number <= forms.times(text, seen):
        return True
    if number > 3 and not any("一" <= text[end : end + 1] <= "\u9fff" for end in notes.ends):
        return True  # none stands within a word
    if 2 * sum(char in gbk.simplified() for char in seen) > len(seen):
        return False
    return len(seen) < 5 or any(text.count(char) > times for char, times in seen.items())


def _swallowed(text: str, found: Found) -> list[tuple[int, int]]:
    """Numbers whose first digits a `?` inside or at the end of the stretch has swallowed."""
    out = []
    for at in found.lost:
        match = _BEHEADED.match(text, at)
        if match:
            out.append(match.span())
    return out
