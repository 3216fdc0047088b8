"""Line by line: what stays, what goes, and by what name."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from casekit.article.fields import Metadata, iso_date, read_line
from casekit.article.head import TITLE, read_head
from casekit.article.lines import DATE_ALONE, LONG, PROSE, Line, bare, shows_picture
from casekit.codebook.furniture import PICTURED, SHORT

if TYPE_CHECKING:
    from casekit.codebook.furniture import Furniture

_TEASER = 15  # shorter than this, two paragraphs may begin alike by chance
_ECHO = 40  # nor is a paragraph of this length said twice
_LOOK = 5  # how many pieces of furniture may stand between a list of links and the text
_TEASED = 6  # only the first paragraphs can be teasers
_SHARE_ABOVE, _SHARE_BELOW, _HALF = 0.3, 0.5, 0.5  # how much of the prose may stand outside the frame
_BRIEF = 900  # characters of a text that is about as long as the small print of some pages
_LEAD = re.compile(r"[【\[]?(?:(?:内容|本文|文章)?摘\s*要|导\s*读|核心提示|内容提要|提要|导语)[】\]]?\s*[:：]?\s*")
_PARTS = re.compile(r"[|｜：:]")  # of a headline that stands again in pieces
_SERIES = re.compile(r"[（(][^（()）]{2,20}[）)](?:[（(]\d{1,2}[）)])?")  # before the headline above each picture


def free_captions(lines: list[Line]) -> None:
    """In picture news the captions are the text.

    The long ones stay where captions outweigh all other prose, and all of them where there is nothing else.
    """
    captions = [line for line in lines if line.rule and line.rule.kind == "caption" and len(line.text) >= PROSE]
    prose = sum(len(line.text) for line in lines if line.prose)
    if sum(len(line.text) for line in captions) > prose:
        long = [line for line in captions if len(line.text) >= LONG]
        for line in long or (captions if not prose else []):
            line.rule, line.prose = None, True
            if line.text[0] == PICTURED:
                line.start, line.text = line.start + 1, line.text[1:].lstrip()


def find_frame(lines: list[Line], furniture: Furniture) -> tuple[int, int]:
    """First line below the page head, first line of the page foot: by the rules that cut above or below themselves."""
    weight = [len(line.text) if line.prose else 0 for line in lines]
    total = sum(weight)
    for number in reversed(range(len(lines))) if total < _BRIEF else ():  # what a portal says below weighs more there
        if weight[number] and not furniture.small(lines[number].text[:SHORT]):
            break
        total, weight[number] = total - weight[number], 0
    top, bottom, seen = 0, len(lines), 0
    for number, line in enumerate(lines):
        cut = line.rule.cut if line.rule else ""
        if cut == "above" and seen <= _SHARE_ABOVE * total:
            top = number + 1
        if seen > 0 and total - seen <= _SHARE_BELOW * seen:
            if not line.rule and seen > _HALF * total and furniture.small(line.text[:SHORT]):
                cut = "below"
            if cut == "below" and line.rule and line.rule.kind == "related" and _resumes(lines, number + 1):
                cut = ""
            if cut == "below":
                bottom = number
                break
        seen += weight[number]
    return top, bottom


def _resumes(lines: list[Line], number: int) -> bool:
    """Does a whole paragraph stand right here, or behind a picture? Lists of related links begin with a link."""
    for line in lines[number : number + _LOOK]:
        if not line.rule:
            return line.prose and line.text[-1] in "。！？；”）"
    return False


def prose_ends(lines: list[Line], top: int, bottom: int, furniture: Furniture) -> tuple[int, int] | None:
    """First and last line of the run of prose; if no line is long, of the lines that end like sentences."""
    for fits in (lambda line: line.prose, lambda line: not line.rule and line.ended):
        found = [number for number in range(top, bottom) if fits(lines[number])]
        for number in found:
            line = lines[number]
            rule = furniture.above.of(line.text)
            if rule is None:
                return number, found[-1]
            line.rule, line.prose = rule, False  # a field of the head as long as a sentence
    return None


def settle_head(lines: list[Line], top: int, ends: tuple[int, int], furniture: Furniture, about: Metadata) -> None:
    """Above the first paragraph everything goes but what opens the body."""
    first, last = ends
    for line in lines[:top]:
        line.kind = line.rule.kind if line.rule else "navigation"
    above = first  # what stands below a dateline is body
    for number in range(top, first):
        line = lines[number]
        line.rule = line.rule or furniture.above.of(line.text)
        if line.rule is None and (opener := furniture.dateline(line.text)):
            line.rule, above = opener, number + 1
    short = {line.bare for line in lines[first + 1 :] if not line.rule and len(line.text) in TITLE}
    inside = [line for line in lines[first : last + 1] if not line.prose]
    headings = _headings(lines[first : last + 1])
    # a date right above the body heads it, if other dates head what follows
    dated = above == first > top and bool(DATE_ALONE.match(lines[first - 1].text))
    chronicle = dated and any(DATE_ALONE.match(line.text) for line in inside)
    dashed = any(line.text.startswith("—") for line in inside)
    opening = read_head(lines[top : above - chronicle], short, furniture, about, headings=headings, dashed=dashed)
    for line in [*opening, *lines[above - chronicle : first]]:
        line.keep = chronicle or not line.rule
        line.kind = "" if line.keep else line.rule.kind


def _headings(lines: list[Line]) -> int:
    """How many lines a heading without outline mark takes in this text: 0 if there are none, at most 2."""
    runs, run = [], 0
    for line in lines:
        if not line.prose and not line.rule and not line.outline and not line.ended:
            run += 1
            continue
        runs, run = ([*runs, run] if run else runs), 0
    return min(2, *runs) if len(runs) > 1 else min(2, sum(runs))


def settle_middle(lines: list[Line], ends: tuple[int, int], furniture: Furniture, about: Metadata) -> None:
    """Between first and last paragraph a line stays unless a rule or the repeated headline speaks against it."""
    title = bare(about.title)
    parts = [title, *map(bare, _PARTS.split(about.title))] if title else []
    captioned = skipping = False
    before: Line | None = None
    for number in range(ends[0], ends[1] + 1):
        line = lines[number]
        if line.prose:
            line.keep, captioned, skipping = True, False, False
        elif line.rule and DATE_ALONE.match(line.text):
            signature = furniture.head.of(before.text) if before and not before.prose else None
            if signature and signature.kind == "signature":  # a signed date inside a notice
                line.kind = "signature"
                for signed in _signed(lines[ends[0] : number], furniture):
                    signed.keep, signed.kind = False, "signature"
                about.published = about.published or iso_date(line.text)
                about.signed = about.signed or iso_date(line.text)
            else:  # a date that heads what follows
                line.keep = True
        elif line.rule:
            line.kind, skipping = line.rule.kind, line.rule.cut == "below"
            if line.rule.kind in ("metadata", "signature"):
                about.second = about.second or _another(before, line, about)
                read_line(line.text, line.rule, furniture, about)
        elif shows_picture(before, line):
            line.kind = "caption"
        elif line.bare in parts or (title and _SERIES.match(line.text) and line.bare.endswith(title)):
            line.kind, captioned = "repeated_headline", line.bare.endswith(title)
        elif (skipping or captioned) and not (line.ended or line.outline or line.row):
            line.kind, captioned = "related" if skipping else "caption", False
        else:
            line.keep = True
        before = line


def _another(before: Line | None, line: Line, about: Metadata) -> str:
    """The headline of a second article: a line without rule and mark right above a date that is not the page's."""
    dated = about.published and iso_date(line.text) not in ("", about.published)
    headline = before is not None and not (before.rule or before.ended) and len(before.text) in TITLE
    return before.text if dated and headline and bare(before.text) != bare(about.title) else ""


def _signed(above: list[Line], furniture: Furniture) -> list[Line]:
    """The offices that sign a notice, a line each, right above its date."""
    at = len(above)
    while at and not above[at - 1].prose:
        rule = furniture.head.of(above[at - 1].text)
        if not rule or rule.kind != "signature":
            break
        at -= 1
    return above[at:]


def settle_torn(lines: list[Line]) -> None:
    """A torn paragraph stays or goes as one."""
    for before, line in pairwise(lines):
        if line.joined:
            line.keep, line.kind = before.keep, before.kind


def settle_teasers(lines: list[Line]) -> None:
    """A paragraph that one of the next repeats from its first character, and goes on, is a teaser."""
    _settle_echo([line for line in lines if line.keep])
    kept = [line for line in lines if line.keep and not line.joined][:_TEASED]
    for number, one in enumerate(kept):
        lead = _LEAD.match(one.text)
        text = one.text[lead.end() if lead else 0 :].strip("“”")
        # a whole sentence may come back as a refrain
        near = 1 if text == one.text.strip("“”") and one.ended else _TEASED
        for other in kept[number + 1 : number + 1 + near]:
            if text[:4] != other.text.lstrip("“")[:4]:
                continue
            teaser = bare(text)
            start = teaser[: max(_TEASER, len(teaser) - 4)]
            if len(teaser) >= _TEASER and bare(other.text[: 2 * len(text)]).startswith(start):
                one.keep, one.kind = False, "teaser"
                break


def _settle_echo(body: list[Line]) -> None:
    """What stands twice below itself goes: a whole article, or a summary that repeats how it begins."""
    number = len(body)
    again = next((at for at in range(1, number) if body[at].text == body[0].text), 0)
    if again > 1 and number == 2 * again and all(body[at].text == body[at + again].text for at in range(again)):
        gone = body[again:]
    else:
        echo = bare(body[-1].text) if number > 2 and body[-1].text[:4] in body[0].text else ""
        gone = body[-1:] if len(echo) >= _ECHO and not body[-1].joined and echo in bare(body[0].text) else []
    for line in gone:
        line.keep, line.kind = False, "teaser"
