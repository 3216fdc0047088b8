"""Metadata in a line: dates, publisher, author."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casekit.codebook.furniture import Furniture, Rule

_DATE = re.compile(r"((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_LOOSE = re.compile(r"((?:19|20)\d{2})[\s./年-]+(\d{1,2})[\s./月-]+(\d{1,2})(?!\d)")  # where a rule says it is a date
_EUROPEAN = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.((?:19|20)\d{2})(?!\d)")
_HAN_DATE = re.compile(
    r"(二[〇○零Ｏ0][〇○零Ｏ0一二][〇○零Ｏ0一二三四五六七八九])年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_MONTH_DAY = re.compile(r"(\d{1,2})月(\d{1,2})日")
_AHEAD, _COPIED = timedelta(days=3), timedelta(days=60)
_HAN_DIGITS = "〇一二三四五六七八九"
_SPACED = re.compile(r"(?<![一-龥])([一-龥]) ([一-龥])(?![一-龥])")  # 王 平
_BETWEEN = re.compile(r"\s*[、，,+＋]\s*|\s+")  # two names
_EDGES = " \t\u00a0\u3000、，,/／；;□■◎●"
_SILENT = ("spam", "greeting", "related", "links", "caption", "copyright", "contact", "signature", "record")


@dataclass
class Metadata:
    """What a page says about its article."""

    title: str = ""
    subtitle: str = ""
    publisher: str = ""
    author: str = ""
    published: str = ""
    original: str = ""  # the headline where the text was first printed
    printed: str = ""  # the date of the newspaper that printed it
    sent: str = ""  # the day of a dateline: 5月12日
    signed: str = ""  # the day below the text: that of a notice
    second: str = ""  # the headline of another article on the page


def iso_date(text: str) -> str:
    """The first full date in a text as ISO, or "".

    >>> iso_date("2019年09月09日15:31"), iso_date("二〇一八年五月三日"), iso_date("2019年13月1日")
    ('2019-09-09', '2018-05-03', '')
    """
    for match in _DATE.finditer(text):
        if found := _iso(*map(int, match.groups())):
            return found
    if match := _EUROPEAN.search(text):
        return _iso(int(match[3]), int(match[2]), int(match[1]))
    match = _HAN_DATE.search(text)
    if not match:
        return ""
    year = "".join(str(max(0, _HAN_DIGITS.find(sign))) for sign in match[1])
    return _iso(int(year), _han_number(match[2]), _han_number(match[3]))


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:  # no day of the calendar
        return ""


def _han_number(text: str) -> int:
    """一 … 三十一.

    >>> _han_number("二十一"), _han_number("十"), _han_number("三")
    (21, 10, 3)
    """
    tens, ten, ones = text.partition("十")
    if not ten:
        return _HAN_DIGITS.find(text)
    return (_HAN_DIGITS.find(tens) if tens else 1) * 10 + (_HAN_DIGITS.find(ones) if ones else 0)


def first_published(about: Metadata) -> str:
    """The day an article first appeared, which a mirror that took it over later does not say in its own date.

    A dateline has no year and often is a day older than the page, which then tells the date; where months lie
    between, the page is a later copy, and the year is the last that fits.

    >>> first_published(Metadata(published="2019-06-02", sent="11月1日"))
    '2018-11-01'
    >>> first_published(Metadata(published="2017-05-09", sent="5月8日")), first_published(Metadata(sent="5月8日"))
    ('2017-05-09', '')
    >>> first_published(Metadata(published="2015-10-08", printed="2015年9月30日"))
    '2015-09-30'
    >>> first_published(Metadata(published="2021-06-03", signed="2011-03-02"))
    '2011-03-02'
    """
    if printed := iso_date(about.printed):
        return min(printed, about.published or printed)
    if about.signed and about.published:
        late = date.fromisoformat(about.published) - date.fromisoformat(about.signed)
        return about.signed if late > _COPIED else about.published
    sent = _MONTH_DAY.search(about.sent)
    if not sent or not about.published:
        return about.published
    shown = date.fromisoformat(about.published)
    month, day = map(int, sent.groups())
    told = iso_date(about.sent)
    years = (int(told[:4]),) if told else (shown.year, shown.year - 1)
    fits = [found for year in years if (found := _iso(year, month, day))]
    first = next((found for found in fits if date.fromisoformat(found) <= shown + _AHEAD), "")
    return first if first and shown - date.fromisoformat(first) > _COPIED else about.published


def read_line(line: str, rule: Rule, furniture: Furniture, into: Metadata) -> None:
    """Take what a line of furniture tells about the article, silent kinds by named groups alone; what was found before stays."""
    if rule.kind not in _SILENT:
        into.published = into.published or iso_date(line)
        for name, pattern in furniture.fields.items():
            match = pattern.search(line)
            value = bare_names(furniture.next_field.sub("", match["value"]), furniture) if match else ""
            if not getattr(into, name) and not furniture.nobody.fullmatch(value):
                setattr(into, name, value)
    match = rule.found(line)
    if match:
        take_groups(match, furniture, into)


def take_groups(match: re.Match[str], furniture: Furniture, into: Metadata) -> None:
    """Named groups of a rule become metadata, unless a better place named them before."""
    for group, found in match.groupdict().items():
        name = group.rstrip("_")
        if not found or getattr(into, name):
            continue
        value = _day(found) if name == "published" else found.strip(_EDGES)
        if name == "author":
            value = bare_names(value, furniture)
        if not furniture.nobody.fullmatch(value):
            setattr(into, name, value)


def _day(found: str) -> str:
    """The date in what a rule takes for one, also with blanks torn into it."""
    loose = _LOOSE.match(found)
    return iso_date(found) or (_iso(*map(int, loose.groups())) if loose else "")


def bare_names(names: str, furniture: Furniture) -> str:
    """Names as a signature gives them, without what their bearers are.

    >>> from casekit.codebook import Codebook
    >>> from casekit.codebook.furniture import load_furniture
    >>> bare_names("记者 王平 通讯员 李安、", load_furniture(Codebook()))
    '王平 李安'
    """
    return _SPACED.sub(r"\1\2", _BETWEEN.sub(" ", furniture.bearer.sub(" ", names))).strip(_EDGES)
