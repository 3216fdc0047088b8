"""The one composer of this room: page in, article out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casekit.article.page import strip_page
from casekit.article.place import find_place
from casekit.codebook.case import load_case_words
from casekit.codebook.places import Gazetteer, Place, load_places
from casekit.spans import Edit, apply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casekit.codebook import Codebook

_SENT = frozenset(["dateline", "metadata", "signature"])  # what was cut and tells where a page comes from
_SITE = frozenset(["breadcrumb", "navigation", "copyright", "contact", "links"])  # and whose site prints it


@dataclass(frozen=True)
class Article:
    """An article and what its page says about it.

    `edits` turn the repaired page into the body; `issues` are rows of the table of that name without the document.
    """

    title: str = ""
    subtitle: str = ""
    publisher: str = ""
    author: str = ""
    published: str = ""
    place: str = ""
    prefecture: str = ""
    province: str = ""
    adcode: str = ""
    level: str = ""
    edits: tuple[Edit, ...] = ()
    issues: tuple[dict, ...] = ()


def dissect(text: str, codebook: Codebook, hints: Mapping[str, str] = {}) -> Article:
    r"""Body, metadata and case of one page.

    Parameters
    ----------
    text : str
        A whole scraped page: repaired, simplified Chinese.
    codebook : Codebook
        Its furniture rules and gazetteer are used.
    hints : mapping, optional
        What the file said before its text was taken out (``title``, ``published``, ``publisher``, ``author``); the
        title goes before that of the page, the rest fills what the page does not say.

    Returns
    -------
    Article
        The place is the unit that the text names, also where it has another name today (see
        :meth:`casekit.codebook.places.Gazetteer.present`). ``apply(text, article.edits)`` is the body: paragraphs joined
        by one line break. A page without a body or a place has a row of `issues`; nothing raises.

    Examples
    --------
    >>> from casekit.codebook import Codebook
    >>> page = "首页 > 党建 > 正文\n兰考县选优驻村队伍\n2019-07-12 来源：某网\n　　兰考县坚持抓党建促脱贫攻坚，全县选派驻村干部。\n责任编辑：王平"
    >>> article = dissect(page, Codebook())
    >>> apply(page, article.edits)
    '兰考县坚持抓党建促脱贫攻坚，全县选派驻村干部。'
    >>> article.title, article.published, article.publisher, article.adcode
    ('兰考县选优驻村队伍', '2019-07-12', '某网', '410225')
    """
    about, edits = strip_page(text, codebook, hints)
    gazetteer, words = load_places(codebook), load_case_words(codebook)
    body = apply(text, edits)
    issues = [] if body else [_issue("no_body", "the page holds no paragraph with a sentence")]
    printed = about.title if about.title != about.original else ""  # another page's headline is no sign of the case
    if about.second:
        issues.append(_issue("several_articles", f"a second headline with a date of its own: {about.second}"))
    title = f"{printed}\n{about.subtitle}".strip()
    # names of persons hold those of places: 刘秀峰
    signed = "\n".join((about.publisher, *filter(words.office.fullmatch, about.author.split())))
    dateline, site = (
        "\n".join(text[edit.start : edit.end] for edit in edits if edit.kind in kinds) for kinds in (_SENT, _SITE)
    )
    case = find_place(gazetteer, words, title, signed, body, dateline, site)
    if case.place is None:
        issues.append(_issue("place_unclear", case.why))
    return Article(
        about.title,
        about.subtitle,
        about.publisher,
        about.author,
        about.published,
        edits=tuple(edits),
        issues=tuple(issues),
        **_where(case.place, gazetteer),
    )


def _where(place: Place | None, gazetteer: Gazetteer) -> dict[str, str]:
    if place is None:
        return {}
    above = {unit.level: unit.name for unit in gazetteer.above(place)}
    province = place.name if place.level == "province" else above.get("province", "")
    code = {"adcode": place.adcode, "level": place.level}
    return {"place": place.name, "prefecture": above.get("prefecture", ""), "province": province, **code}


def _issue(kind: str, detail: str) -> dict:
    return {"sent_no": -1, "start": 0, "end": 0, "stage": "article", "kind": kind, "detail": detail}
