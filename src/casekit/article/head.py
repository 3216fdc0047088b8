"""Which of the lines above a body is its title, which belong to the body, and what the rest says."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from casekit.article.fields import Metadata, iso_date, read_line
from casekit.article.lines import CAPTION, bare, shows_picture, tells_value

if TYPE_CHECKING:
    from collections.abc import Set

    from casekit.article.lines import Line
    from casekit.codebook.furniture import Furniture

# a title may end in ！ or ？, but hardly in 。
_FIRST = re.compile(r"[。；：:]$|^(?:问|[Qq])\s*[:：]|^“[^“”]*[！？]”$")
_ANNOUNCES = re.compile(r"(?=.*(?:，|[如以]下|下列)).{7,}[：:]$")
_SALUTES = re.compile(r"各[一-龥（）]{1,20}(?:、[一-龥（）]{2,20}){1,8}(?:部门|单位|[村镇乡]|社区|街道|机构|企业)）?")
_SUBTITLE = re.compile(r"[—―─–-]{1,4}\s*\S")
_CLOCK = re.compile(r"(?<=[^\d\s:：])\s*\d{2}:\d{2}(?::\d{2})?\s*$|\s+[|｜]$")
_TODAY = re.compile(r"(?:星期|礼拜|周)[一二三四五六日天]")
_NO_TITLE = re.compile(rf"(?:[•·]|{_SUBTITLE.pattern}).*|.*—|[\W\d_]+|[•·–■◆\-\s]*[一-龥\s]{{2,8}}[:：]")
_WORDS = re.compile(r"(?:.*?[一-龥]){4}")
_FIELDS = re.compile(
    r"(?![^:：\s]*\d{4})([一-龥“【《][^:：|｜。；]{7,60}?)\s+"
    r"(?:(?:发布时间|发布日期|时间|日期|来源)\s*[:：]|(?:19|20)\d{2}年\d{1,2}月\d{1,2}日\s*\d{1,2}:\d{2}\s+来源)"
)
_CUT = re.compile(r"(.{8,}?)(?:\.{3}|…{1,2})$")  # a headline that a list has cut
_LINES = 4  # of the headline in full, below
# of who took it over
_BRAND = re.compile(r"\s*[“\"][^“”\"]{2,40}(?:官网|官方[网版]|登录入口|[Aa][Pp][Pp]下载)[^“”\"]{0,20}[”\"]$")
_SITE = re.compile(
    r"\s*[-_|—–]{1,2}\s*[^-_|—–]{2,20}(?:网|报|台|[刊志报版]社|门户|频道|客户端|在线|新闻|资讯|網|報|臺)\s*$"
)
_YEAR, _DAY = re.compile(r"(?:19|20)\d{2}"), re.compile(r"\d{1,2}/\s?\d{1,2}")
TITLE = range(4, 91)  # characters of a title
_FULL = 8  # shorter lines are as often the name of a column
_COLUMN = 12
_WORD = 4  # and these as often the first heading
_NO_SUBTITLE = re.compile(r"[>＞»]|[:：]\s*$|^[一-龥\s、，]{2,20}(?:网|社|报|台)$")
_NOTICED = re.compile(r"(?:通知|意见|办法|方案|公告|通报|报告|规定|细则|决定|公示)$")
_BLANKS = re.compile(r"\s+")  # 实 施 意 见
_BARS = re.compile(r"[|｜_]")


def read_head(
    lines: list[Line], printed_below: Set[str], furniture: Furniture, about: Metadata, *, headings: int, dashed: bool
) -> list[Line]:
    """Take title, subtitle and signature from the lines above the body; returns the lines that belong to the body.

    Parameters
    ----------
    lines : list of Line
        The lines above the first paragraph; the `kind` of those that go is set.
    printed_below : set of str
        Bare text of the short lines further down: a line printed there again is the headline.
    furniture : Furniture
    about : Metadata
        What is found is put here.
    headings : int
        How many lines a heading without outline mark takes further down; if any, one may open the body.
    dashed : bool
        Do headings further down have a second line that begins with a dash?
    """
    _read_fields(lines, furniture, about)
    opening = _opening(lines)
    above = lines[: len(lines) - len(opening)]
    at = _known(above, printed_below, furniture, about) if about.title else _title(above, printed_below, furniture)
    if headings and at == 0 and len(above) == 1 and len(above[0].text) <= _WORD:
        at = None  # 基本情况, with headings like it further down
    if headings and not opening:
        opening = _heading(above, at, headings, dashed=dashed)
        above = above[: len(above) - len(opening)]
    if at is not None and about.original and above[at].text[-1] == "。":  # what a picture shows, put above
        at = None
    headline = _headline(lines, at, furniture, about)
    title = bare(about.title) if headline[1:] else headline[0].bare if headline else bare(about.original)
    for line in opening:
        if line in headline[1:] or (title and line.bare == title):
            line.kind = "repeated_headline"
    if not about.title and about.original:
        about.title, about.original = about.original, ""
    if len(about.title) < _FULL:  # a headline with the date and the source in its line; above it, names of columns
        heads = (_FIELDS.match(line.text) for line in lines if line.rule and line.rule.kind == "metadata")
        about.title = next((site_free(head[1]) for head in heads if head), about.title)
    _settle_above(above, headline, title, about)
    return [line for line in opening if line.kind != "repeated_headline"]


def _read_fields(lines: list[Line], furniture: Furniture, about: Metadata) -> None:
    """What the lines with a rule say; a source goes before the site, and the day that a portal shows comes last."""
    ruled = [line for line in lines if line.rule]
    crumb = max((line.start for line in ruled if line.rule.kind == "breadcrumb"), default=0)
    for line in sorted(ruled, key=lambda line: 2 * bool(_TODAY.search(line.text)) + (line.rule.kind == "breadcrumb")):
        line.kind = line.rule.kind
        if line.kind != "signature" or line.start >= crumb:  # above the path stands whose site it is
            read_line(line.text, line.rule, furniture, about)
    for year, day in pairwise(lines):  # a clock of two lines: 2016, and below it 06/29
        if not about.published and _YEAR.fullmatch(year.text) and _DAY.fullmatch(day.text):
            about.published = iso_date(f"{year.text}/{day.text}")
            year.kind = day.kind = "metadata"


def _headline(lines: list[Line], at: int | None, furniture: Furniture, about: Metadata) -> list[Line]:
    """The line with the title, and a second one that it runs on into; the title itself is put into `about`."""
    if at is None:
        return []
    if not about.title and (full := _whole(lines, at)):
        about.title = "".join(_BLANKS.sub(" " * (len(line.text) >= _FULL), line.text) for line in full)
        for line in full:
            line.kind = "repeated_headline"
        return lines[at : at + 1]
    headline = lines[at : at + 1 + (not about.title and _runs_on(lines, at, furniture))]
    rest = "".join(line.text for line in headline[1:])
    about.title = about.title or site_free(headline[0].text).lstrip("—―─–- ") + rest
    return headline


def _settle_above(above: list[Line], headline: list[Line], title: str, about: Metadata) -> None:
    """Say of every line above the body, which all go, what it is."""
    for number, line in enumerate(above):
        if line.kind:
            continue
        under = number > 0 and above[number - 1] in headline[:1]
        if line in headline:
            line.kind = "title"
        elif title and (line.bare in title or title in line.bare):
            line.kind = "repeated_headline"
        elif title and (_SUBTITLE.match(line.text) or (under and _may_add(line, above[number + 1 :]))):
            line.kind = "subtitle"
            about.subtitle = about.subtitle or line.text.lstrip("—―─–- ")
        else:
            line.kind = "navigation"
        about.published = about.published or iso_date(line.text)


def _may_add(line: Line, below: list[Line]) -> bool:
    """May a line right below the headline be a second one? A name of an account, with the day below it, is short."""
    if not _WORDS.match(line.text) or _NO_SUBTITLE.search(line.text):
        return False
    return len(line.text) >= _FULL or not (below and below[0].rule and below[0].rule.kind == "metadata")


def _whole(lines: list[Line], at: int) -> list[Line]:
    """The lines further down that print the headline in full, of which the one at `at` shows the beginning."""
    cut = _CUT.fullmatch(lines[at].text)
    begin = bare(cut[1]) if cut else ""
    for first in range(at + 1, len(lines)) if begin else ():
        if not begin.startswith(lines[first].bare[:_WORD]):
            continue
        for last in range(first + 1, min(first + _LINES, len(lines)) + 1):
            whole = bare("".join(line.text for line in lines[first:last]))
            if whole.startswith(begin) and (len(lines[last - 1].text) < _FULL or _NOTICED.search(lines[last - 1].bare)):
                return lines[first:last]
    return []


def _runs_on(lines: list[Line], at: int, furniture: Furniture) -> bool:
    """Does the headline of a notice go on in the next line, which is all that it lacks?"""
    if at + 1 >= len(lines) or lines[at + 1].rule or furniture.notice.fullmatch(lines[at].text):
        return False
    return bool(furniture.notice.fullmatch(lines[at].text + lines[at + 1].text))


def _opening(lines: list[Line]) -> list[Line]:
    """Salutations, outline marks, whole sentences and announced rows right above the first paragraph are body."""
    at = _first_of(lines, len(lines))
    for number in range(at - 1, -1, -1):
        line = lines[number]
        if line.rule:
            break
        if _ANNOUNCES.match(line.text):  # 做好以下工作：, and items without marks below
            return lines[_first_of(lines, number + 1) :]
    return lines[at:]


def _first_of(lines: list[Line], at: int) -> int:
    """The first line of the body above `at`."""
    while at > 0:
        at = _above_rows(lines, at)
        line = lines[at - 1]
        body = not line.rule and (line.outline or line.ended or line.text[-1] in "：:" or _SALUTES.fullmatch(line.text))
        if body and at > 1 and shows_picture(lines[at - 2], line):
            line.kind, body = "caption", False
        if not body or (at == 1 and not (line.outline or _FIRST.search(line.text))):
            break
        at -= 1
    return at


def _above_rows(lines: list[Line], at: int) -> int:
    """Where the rows with values (南山镇 16个村) that end right above `at` begin, if a line announces them; else `at`."""
    first = at
    while first > 0 and not lines[first - 1].rule and tells_value(lines[first - 1]):
        first -= 1
    if not first or first == at:
        return at
    above = lines[first - 1].text
    return first - 1 if CAPTION.match(above) else first if above[-1] in "：:" else at


def _heading(lines: list[Line], title: int | None, most: int, *, dashed: bool) -> list[Line]:
    """The heading right above the body of a text that has such headings, of at most so many lines."""
    at = len(lines)
    while len(lines) - at < most and at > 0 and at - 1 != title and not lines[at - 1].rule:
        second = _SUBTITLE.match(lines[at - 1].text) and not (
            dashed and at > 1 and at - 2 != title and not lines[at - 2].rule
        )
        if second or (title is not None and lines[at - 1].bare == lines[title].bare):
            break
        at -= 1
    return lines[at:]


def _known(lines: list[Line], printed_below: Set[str], furniture: Furniture, about: Metadata) -> int | None:
    """Where a title known beforehand stands; as the page prints it, if the two differ in script alone."""
    title = bare(about.title)
    for number, line in enumerate(lines):
        if title and line.bare and line.bare in title:
            return number
    at = _title(lines, printed_below, furniture)
    if at is None or len(lines[at].bare) != len(title):
        return None
    about.title = ""
    return at


def site_free(title: str) -> str:
    """A title without the name of the site behind it.

    >>> site_free("支部领着干 日子有奔头_某某新闻网")
    '支部领着干 日子有奔头'
    """
    return _CLOCK.sub("", _BRAND.sub("", _SITE.sub("", title))).rstrip("*＊")


def _title(lines: list[Line], printed_below: Set[str], furniture: Furniture) -> int | None:
    """The headline: printed again below, or that of a notice, or the first of the last group above the line with the date."""
    fit = [
        number
        for number, line in enumerate(lines)
        if not (line.rule or line.row)
        and len(line.text) in TITLE
        and not _NO_TITLE.fullmatch(line.text)
        and not line.outline
    ] or [number for number, line in enumerate(lines) if not line.rule and _SUBTITLE.match(line.text)][:1]
    for number in fit:
        if lines[number].bare in printed_below or 7 < len(site_free(lines[number].text)) < len(lines[number].text):
            return number
    notices = [number for number in fit if furniture.notice.fullmatch(lines[number].text)]
    if notices:
        return notices[0]
    dates = [n for n, line in enumerate(lines) if line.rule and line.rule.kind == "metadata"]
    todays = [n for n in dates if fit and n > fit[0]]
    dated = next((n for n in dates if not _TODAY.search(lines[n].text)), todays[0] if todays else len(lines))
    group: list[int] = []
    for number in reversed([number for number in fit if number < dated]):
        if group and any(line.rule for line in lines[number : group[-1]]):
            break
        group.append(number)
    if group:
        plain = [
            number for number in group if len(lines[number].text) >= _FULL and not _BARS.search(lines[number].text)
        ]
        best = (plain or group)[-1]
        above = max(fit[: fit.index(group[-1])], key=lambda number: len(lines[number].text), default=best)
        # without a date, the name of a column may stand between the buttons below the headline and the body
        column = not dates and len(lines[best].text) < _COLUMN
        return above if column and len(lines[above].text) > 2 * len(lines[best].text) + _WORD else best
    if dated + 1 in fit and len(lines[dated + 1].text) >= _FULL:  # a newspaper's page prints its day above
        return dated + 1
    return max(fit, key=lambda number: len(lines[number].text)) if 0 < len(fit) <= 2 else None
