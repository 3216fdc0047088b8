"""What sites strew into a text: pictographs, readings, signs against copying, tags, marks for blanks.

**Why it happens.** Film and novel sites set a pictograph or a reading behind characters, ``扶贫(pín )(🐌)对象``, so that no
search finds the original; forums do so with letters and signs, ``! S% i9 Z% p9``. Scrapers take the source for the text:
``<br/>``. Sites that cannot show a blank of fixed width show ``?``: ``摘? ? 要``, and
``????3月5日`` at the head of a paragraph. Sites that lose the
character behind a figure write ``924日上午`` for 9月24日上午.

**How it is undone.** What is no text is taken out where the page shows it often and within sentences. Readings without a
blank stay unless a page sets them, without their tones, behind characters everywhere, ``新华(hua)社记(ji)者``; so do
pictographs that end a sentence, code, the tags of tables. A day without its month is flagged as lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from casekit.repair import gbk
from casekit.repair.annotations import TONED
from casekit.repair.scan import matches
from casekit.spans import Edit

_OFTEN = 5  # times on one page: no author does it so often
_VERY_OFTEN, _DIFFERENT = 12, 8  # times, and characters, where an author might do it a few times: 还(hai)有
_APART = 2.5  # characters of the text for each of them; a lesson gives every reading
_BEYOND = "\U0001f000-\U0001faff"  # pictographs that no font of an office has
_PICTURES = ((0x2300, 0x2400), (0x2600, 0x27C0), (0x2B00, 0x2C00))
_PICTURE = "".join(f"{chr(low)}-{chr(high - 1)}" for low, high in _PICTURES) + _BEYOND
_BRACKETED = re.compile(f"[(（](?:[{_PICTURE}][\ufe0f\u200d]?){{1,3}}[)）]")
_READING = re.compile(rf"[(（](?<=[一-鿿].)([a-zê{TONED}]{{1,6}})[1-5]?[ \u00a0][)）]")
_TONELESS = re.compile(r"[(（]([a-z]{1,6})[)）](?:[(（]\1[)）])*")
_LOOSE = re.compile(f"[{_BEYOND}][{_BEYOND}\ufe0f\u200d]*")
_JAMMED = re.compile(r" (?<=[!-~] )[!-~]{1,2}(?: [!-~]{1,2}){4,}(?![!-~])")
_BEFORE = re.compile(r"(?<![!-~])[!-~]{1,2}$")
_HAN = re.compile("[一-鿿]")
_WORD = re.compile("[A-Za-z]{2}|[0-9]{2}")
_PAIR = re.compile("[A-Za-z][^A-Za-z ]|[^A-Za-z ][A-Za-z]")
_SIGN = re.compile(r"[^\w ]")
_BREAKS = "p|br|div|section|h[1-6]"
_INLINE = "span|strong|font|em|center|o:p"
_TAG = re.compile(rf"</?(?:{_BREAKS}|{_INLINE})(?:\s[^<>\n]{{0,400}})?/?>", re.I)
_TORN_TAG = re.compile(
    rf"/(?<=[?？]/)(?:{_BREAKS}|{_INLINE})>", re.I
)  # </p> whose first sign went with a torn character
_BREAK = re.compile(f"<?/?(?:{_BREAKS})(?![a-z0-9])", re.I)
_BLANKS = re.compile(r"[?？](?: [?？])+ ?")
_BLANK = re.compile(r"\? (?<=[一-鿿]\? )(?<![吗嗎呢吧么麼]\? )(?=[一-鿿])")  # where a site shows blanks so
_INDENT = re.compile(r"^[ \t\u3000]*+(\?{2,}+)[ \t\u3000]*+(?=[一-鿿0-9“《（【(])", re.M)  # before a paragraph
_DAY = re.compile(r"日(?<=\d{3}日)(?=[，,]|上午|下午|晚上?[，,]|凌晨|至\d)")
_DATE = re.compile(r"(?:(?<![\w.])|(?<=讯))(?:1[0-2]|[1-9])(?:0[1-9]|[12]\d|3[01])$")


def signs() -> str:
    """Pictographs up to U+FFFF."""
    return "".join(chr(code) for low, high in _PICTURES for code in range(low, high))


def edits(text: str, *, pictures: bool = True, brackets: Sequence[int] | None = None) -> list[Edit]:
    """Edits for all that is strewn into a text; without `pictures` it shows no pictographs.

    `brackets` are the places of those that open, if they are known.

    >>> from casekit.spans import apply
    >>> page = "第(🐌)一书(🎣)记进(🍩)村住(🎹)下，村(🔱)民(mín )们都来了"
    >>> apply(page, edits(page))
    '第一书记进村住下，村民们都来了'
    >>> apply("摘? ? 要：全村<b>脱贫</b>。</p>", edits("摘? ? 要：全村<b>脱贫</b>。</p>"))
    '摘 要：全村<b>脱贫</b>。\\n'
    """
    found = _jammers(text)
    half, wide = "?" in text, "？" in text  # one sign is looked for faster than two
    blanks = [blank for blank in " \u00a0" if blank in text]
    if pictures or ")" in text and any(f"{blank})" in text for blank in blanks):
        found += _behind_characters(text, brackets)
    if ")" in text or "）" in text:
        found += _toneless(text, brackets)
    if pictures:
        found += _within_words(text)
    tags = [_TAG] * ("<" in text) + [_TORN_TAG] * ("/" in text and (half or wide))
    found += [
        Edit("entity", *match.span(), "\n" if _BREAK.match(match[0]) else "")
        for form in tags
        for match in form.finditer(text)
    ]
    if " " in blanks and (half and "? ?" in text or wide and "？ ？" in text):
        found += [Edit("entity", *match.span(), " ") for form in (_BLANKS, _BLANK) for match in form.finditer(text)]
    if half and "??" in text:
        found += _indents(text)
    found.sort(key=lambda edit: edit.start)
    return [edit for at, edit in enumerate(found) if not at or edit.start >= found[at - 1].end]


def _indents(text: str) -> list[Edit]:
    """Runs of ``?`` for the blanks that begin a paragraph; two of them alone begin several."""
    runs = list(_INDENT.finditer(text))
    return [Edit("entity", *run.span(), "") for run in runs if len(run[1]) > 2 or len(runs) > 1]


def _behind_characters(text: str, brackets: Sequence[int] | None) -> list[Edit]:
    """Pictographs in brackets, and readings with a blank."""
    readings, bracketed = (list(matches(form, text, brackets)) for form in (_READING, _BRACKETED))
    right = sum(gbk.reads(text[match.start() - 1], match[1]) for match in readings)
    if len(bracketed) + right < _OFTEN or 4 * right < 3 * len(readings):
        return []
    return [Edit("strewn", *match.span(), "") for match in (*bracketed, *readings)]


def _toneless(text: str, brackets: Sequence[int] | None) -> list[Edit]:
    """Readings without tone, if the page sets them behind many characters within its clauses; some stand twice."""
    notes = [match for match in matches(_TONELESS, text, brackets) if _HAN.match(text, max(0, match.start() - 1))]
    right = [match for match in notes if gbk.sounds(text[match.start() - 1], match[1])]
    if len(right) < _VERY_OFTEN or len({text[match.start() - 1] for match in right}) < _DIFFERENT:
        return []
    inside = sum(_HAN.match(text, match.end()) is not None for match in right)
    rest = len(text) - sum(len(match[0]) for match in right)
    if 10 * len(right) < 9 * len(notes) or 3 * inside < 2 * len(right) or rest < _APART * len(right):
        return []
    return [Edit("strewn", *match.span(), "") for match in right]


def _within_words(text: str) -> list[Edit]:
    """Pictographs without brackets, if most stand within a clause."""
    loose = list(_LOOSE.finditer(text))
    inside = sum(_HAN.match(text, m.end()) is not None and text[m.start() - 1] >= "一" for m in loose if m.start())
    return [Edit("strewn", *m.span(), "") for m in loose] if inside >= _OFTEN and 2 * inside >= len(loose) else []


def _jammers(text: str) -> list[Edit]:
    """Runs of single letters and signs, at least two on the page."""
    found = []
    for match in _JAMMED.finditer(text):
        first = _BEFORE.search(text, max(0, match.start() - 3), match.start())
        run = first[0] + match[0] if first else ""
        if len(_SIGN.findall(run)) >= 3 and len(_PAIR.findall(run)) >= 2 and not _WORD.search(run):
            found.append(Edit("strewn", first.start(), match.end(), ""))
    return found if len(found) > 1 else []


def torn_dates(text: str) -> list[tuple[int, int]]:
    """Dates that lost the sign behind their month: such a figure counts no days.

    >>> torn_dates("924日上午，县里开会。为期120日，"), torn_dates("光照达120日，")
    ([(0, 4)], [])
    """
    found = []
    for match in _DAY.finditer(text):
        date = _DATE.search(text, max(0, match.start() - 5), match.start())
        if date:
            found.append((date.start(), match.end()))
    return found
