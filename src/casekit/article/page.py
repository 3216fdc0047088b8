"""From a repaired page to its article: body, metadata, and the edits that cut everything else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from casekit.article.head import ORGANISATION, Metadata, iso_date, read_head, read_rule, take_groups
from casekit.article.lines import LONG, PROSE, Line, bare, mark_prose, mark_wraps, read_lines
from casekit.codebook import Codebook
from casekit.codebook.furniture import SHORT, WINDOW, LineRules, Rule, load_furniture
from casekit.spans import Edit

_BLANK = re.compile(r"[ \t\u00a0\u3000\u2002\u2003\u2009\u200b\ufeff]+")
_MARKS = frozenset("，。；：、！？（）《》【】“”‘’—…")
_TEASER = 15  # shorter than this, two paragraphs may begin alike by chance
_LIST_LEAD = re.compile(r"(?:[:：]|如下|名单|附件)\s*$")
_DATE_ALONE = re.compile(r"(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日$")
_ANNEX = re.compile(r"附(?:件|表|录)?\s*[一二三四五\d]?\s*[:：]?$")
_SIGNED_DATE = re.compile(r"(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*$|二[〇○零][一二〇○零][〇○零一二三四五六七八九]年.{2,4}月.{1,3}日$")


@dataclass(frozen=True)
class _Rules:
    head: LineRules
    body: LineRules
    foot: LineRules
    prose_foot: tuple[Rule, ...]
    opening: tuple[Rule, ...]
    closing: tuple[Rule, ...]


@lru_cache(maxsize=8)
def _rules(codebook: Codebook) -> _Rules:
    furniture = load_furniture(codebook)
    line = furniture.on("line")
    return _Rules(
        LineRules(tuple(rule for rule in line if rule.where != "foot")),
        LineRules(tuple(rule for rule in line if rule.where == "any")),
        LineRules(tuple(rule for rule in line if rule.where != "head")),
        furniture.on("foot"),
        furniture.on("opening"),
        furniture.on("closing"),
    )


def strip_page(text: str, codebook: Codebook, hints: Mapping[str, str] = {}) -> tuple[Metadata, list[Edit], list[dict]]:
    """Metadata, edits and issues of one page; see :func:`casekit.article.dissect`."""
    rules = _rules(codebook)
    about = Metadata(title=str(hints.get("title") or ""))
    lines = read_lines(text)
    for line in lines:
        line.rule = rules.body.of(line.text)
    mark_wraps(lines)
    mark_prose(lines)
    _free_captions(lines)
    top, bottom = _frame(lines, rules)
    first, last = _prose_ends(lines, top, bottom)
    while first is not None and (rule := rules.head.of(lines[first].text)):  # a field of the head as long as a sentence
        lines[first].rule, lines[first].prose = rule, False
        first, last = _prose_ends(lines, top, bottom)
    if first is None:
        return about, [Edit("furniture", 0, len(text), "")] if text else [], [_issue("no_body", "no paragraph with a sentence")]
    for line in lines[:first]:
        line.rule = line.rule or rules.head.of(line.text)
    for line in lines[last + 1 :]:
        line.rule = line.rule or rules.foot.of(line.text)
    _settle_head(lines, top, first, last, about)
    _settle_middle(lines, first, last, about)
    signed = _settle_foot(lines, last, bottom, about)
    for before, line in zip(lines, lines[1:], strict=False):
        if line.joined:  # a torn paragraph stays or goes as one
            line.keep, line.kind = before.keep, before.kind
    _settle_teasers(lines)
    edits = _edits(text, lines, rules, about)
    for line in signed:  # what stands above and in the body goes before what stands below it
        read_rule(line, about)
    about.title = about.title or ""
    about.published = about.published or iso_date(str(hints.get("published") or hints.get("date") or ""))
    about.publisher = about.publisher or str(hints.get("publisher") or "")
    about.author = about.author or str(hints.get("author") or "")
    return about, edits, []


def _frame(lines: list[Line], rules: _Rules) -> tuple[int, int]:
    """The stretch of lines between page head and page foot, by the rules that cut above or below themselves."""
    weight = [len(line.text) if line.prose else 0 for line in lines]
    total = sum(weight)
    top, bottom, seen = 0, len(lines), 0
    for number, line in enumerate(lines):
        if line.rule and line.rule.cut == "above" and seen <= 0.3 * total:
            top = number + 1
        below = line.rule and line.rule.cut == "below"
        if not below and not line.rule and seen > 0.5 * total:
            below = any(rule.found(line.text[:SHORT]) for rule in rules.prose_foot)
        if below and seen > 0 and total - seen <= 0.5 * seen:
            bottom = number
            break
        seen += weight[number]
    return top, bottom


def _free_captions(lines: list[Line]) -> None:
    """In picture news the captions are the text: the long ones stay where they outweigh all other prose, and all
    where there is nothing else."""
    captions = [line for line in lines if line.rule and line.rule.kind == "caption" and len(line.text) >= PROSE]
    prose = sum(len(line.text) for line in lines if line.prose)
    if sum(len(line.text) for line in captions) > prose:
        long = [line for line in captions if len(line.text) >= LONG]
        for line in long or (captions if not prose else []):
            line.rule, line.prose = None, True


def _prose_ends(lines: list[Line], top: int, bottom: int) -> tuple[int | None, int]:
    """First and last line of the run of prose; if no line is long, of the lines that end like sentences."""
    for fits in (lambda line: line.prose, lambda line: not line.rule and line.ended):
        found = [number for number in range(top, bottom) if fits(lines[number])]
        if found:
            return found[0], found[-1]
    return None, 0


def _settle_head(lines: list[Line], top: int, first: int, last: int, about: Metadata) -> None:
    for line in lines[:top]:
        line.kind = line.rule.kind if line.rule else "navigation"
    short = {line.bare for line in lines[first + 1 :] if not line.rule and len(line.text) <= 90}
    middle = [line for line in lines[first : last + 1] if not line.rule and not line.prose]
    headings = any(not line.outline and not line.ended for line in middle)
    dated = lines[first - 1] if first > top and _DATE_ALONE.match(lines[first - 1].text) else None
    chronicle = dated is not None and any(_DATE_ALONE.match(line.text) for line in lines[first : last + 1])
    read_head(lines[top : first - chronicle], short, about, headings)
    if chronicle:
        about.heading.append(dated)
    for line in about.heading:
        line.keep = True


def _settle_middle(lines: list[Line], first: int, last: int, about: Metadata) -> None:
    """Between the first and last paragraph a line stays unless a rule, or the repeated headline, speaks against it."""
    title = bare(about.title)
    captioned = skipping = False
    before: Line | None = None
    for line in lines[first : last + 1]:
        if line.prose:
            line.keep, captioned, skipping = True, False, False
        elif line.rule and _DATE_ALONE.match(line.text):
            if before and not before.prose and ORGANISATION.match(before.text):  # a signed date inside a notice
                before.keep, before.kind, line.kind = False, "signature", "signature"
                about.published = about.published or iso_date(line.text)
            else:  # a date that heads what follows
                line.keep = True
        elif line.rule:
            line.kind = line.rule.kind
            skipping = line.rule.cut == "below"
            if line.rule.kind in ("metadata", "signature"):
                read_rule(line, about)
        elif title and line.bare == title:
            line.kind, captioned = "repeated_headline", True
        elif skipping and not line.ended and not line.outline:
            line.kind = "related"
        elif captioned and not line.ended and not line.outline:
            line.kind, captioned = "caption", False
        else:
            line.keep = True
        before = line


def _settle_foot(lines: list[Line], last: int, bottom: int, about: Metadata) -> list[Line]:
    """Below the last paragraph: what goes on its list or ends like a sentence stays, the rest goes; returns the lines
    that hold metadata."""
    over, annex, signed = False, False, []
    before = lines[last]
    for number in range(last + 1, len(lines)):
        line = lines[number]
        over = over or number >= bottom
        if line.rule:
            line.kind = line.rule.kind
            over = over or line.rule.kind not in ("caption", "metadata")
            if line.rule.kind in ("metadata", "signature") and number < bottom:
                signed.append(line)
        elif over:
            line.kind = "related"
        elif _SIGNED_DATE.match(line.text):
            line.kind, over = "signature", True
            about.published = about.published or iso_date(line.text)
        elif annex or line.ended or line.outline or line.text[-1] in "：:" or (before.keep and _LIST_LEAD.search(before.text)):
            line.keep, annex = True, annex or bool(_ANNEX.match(line.text))
        elif before.keep and not before.prose and before.outline is False and _LIST_LEAD.search(lines[last].text):
            line.keep = True
        else:
            line.kind, over = "links", number > last + 1 or over
        before = line
    return signed


def _settle_teasers(lines: list[Line]) -> None:
    """A paragraph that a later one repeats from its first character, and goes on, is a teaser."""
    kept = [line for line in lines if line.keep][:6]
    for one, other in zip(kept, kept[1:], strict=False):
        if one.text[:4] != other.text[:4] or other.joined:
            continue
        teaser = one.bare
        if len(teaser) >= _TEASER and bare(other.text[: 2 * len(one.text)]).startswith(teaser[: max(_TEASER, len(teaser) - 4)]):
            one.keep, one.kind = False, "teaser"


def _edits(text: str, lines: list[Line], rules: _Rules, about: Metadata) -> list[Edit]:
    """Tile the page: between two kept lines one line break, everything else named by what it is."""
    edits: list[Edit] = []
    at, after, kind, opened = 0, "", "layout", 0
    kept_numbers = [number for number, line in enumerate(lines) if line.keep]
    final = kept_numbers[-1] if kept_numbers else -1
    for number, line in enumerate(lines):
        if not line.keep:
            if line.start > at or kind != "layout":
                _put(edits, text, kind, at, line.start, after)
                at, after = line.start, ""
            kind = line.kind or "furniture"
            continue
        _put(edits, text, kind, at, line.start, after if not line.joined else after.replace("\n", ""))
        start, end = line.start, line.end
        if opened < 3:
            start += _opening(line, rules, about, edits)
        tail = _closing(line, start, rules, about) if number == final or line.prose else []
        end = tail[0].start if tail else end
        edits += _blanks(text, start, end)
        edits += tail
        opened += 1
        at, after, kind = line.end, "" if number == final else "\n", "layout"
    _put(edits, text, kind, at, len(text), "")
    return edits


def _blanks(text: str, start: int, end: int) -> list[Edit]:
    """Blanks beside a mark of punctuation go; between words they stay."""
    return [
        Edit("layout", match.start(), match.end(), "")
        for match in _BLANK.finditer(text, start, end)
        if match.start() > start and match.end() < end and not _MARKS.isdisjoint((text[match.start() - 1], text[match.end()]))
    ]


def _put(edits: list[Edit], text: str, kind: str, start: int, end: int, after: str) -> None:
    if text[start:end] != after:
        edits.append(Edit(kind, start, end, after))


def _opening(line: Line, rules: _Rules, about: Metadata, edits: list[Edit]) -> int:
    """Cut datelines off the beginning of a paragraph; how many characters went."""
    gone = 0
    for rule in rules.opening:
        match = rule.regex.match(line.text, gone, gone + WINDOW)
        if match and match.end() < len(line.text):
            take_groups(match, about)
            edits.append(Edit(rule.kind, line.start + gone, line.start + match.end(), ""))
            gone = match.end()
    return gone


def _closing(line: Line, start: int, rules: _Rules, about: Metadata) -> list[Edit]:
    """Cut signatures and end marks off a paragraph, the last first; edits in order."""
    cut: list[Edit] = []
    text = line.text
    if text[-1] in "。！？；：":  # nothing stands behind the last sentence
        return cut
    again = True
    while again:
        again = False
        for rule in rules.closing:
            match = rule.regex.search(text, max(start - line.start, len(text) - WINDOW))
            if match and match.start() > start - line.start:
                take_groups(match, about)
                cut.append(Edit(rule.kind, line.start + match.start(), line.start + len(text), ""))
                text, again = text[: match.start()], True
    return cut[::-1]


def _issue(kind: str, detail: str) -> dict:
    return {"sent_no": -1, "start": 0, "end": 0, "stage": "article", "kind": kind, "detail": detail}
