"""What the figures of an article belong to that names no case: what it calls itself, or the place that it is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from casekit.codebook.case import load_case_words
from casekit.codebook.places import load_places
from casekit.codebook.scope import load_scope_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from casekit.codebook import Codebook
    from casekit.document import Document
    from casekit.scope.mention import Mention

_MANY = re.compile("[0-9]{3}个[^，。；、]{0,8}县")  # no province has so many counties
_ONE = re.compile("[A-Zx×*某][省市县区州镇乡村]|[我全]省")  # Y市, 全省: it is one place
_PROVINCES = 4  # so many are the country
SUBJECT = 14  # a place named within so many characters of a sentence's begin is what its paragraph goes on about


def unnamed(
    document: Document, found: Sequence[Mention], headed: Mapping[str, str], norms: bool, codebook: Codebook
) -> str:
    """The owner of what no smaller place owns in an article without a case, "" where the article tells none.

    `headed` are the smaller places that the title and the signature name, by their last sign. With nothing but `norms`
    an article is a form for any 县 or 乡: only a place that it names owns them.
    """
    words, text = load_scope_words(codebook), document.text
    called = _called(text, words.unnamed, "")
    about = "" if called and called[-1] != "省" else _nation(document, found, codebook)
    if called and not about:
        place = headed.get(called[-1]) or next(
            (m.scope for m in found if m.kind == "place" and text[m.start : m.end] == called), ""
        )
        place = place or (_province(document, codebook) if called[-1] == "省" else "")
        return place or ("" if norms else called)
    (head, *others) = dict.fromkeys(headed.values()) or ("",)
    about = about or (head if not others else "")
    return about or ("" if norms else words.bodies.get(_called(text, words.bodies, words.levels), ""))


def _province(document: Document, codebook: Codebook) -> str:
    """The only province that an article names which speaks of 我省; "" where it names none or several."""
    named = load_places(codebook).mentions(f"{document.title}\n{document.text}")
    (name, *others) = {name.places[0].name for name in named if name.places[0].level == "province"} or ("",)
    return "" if others else name


def _called(text: str, candidates: Iterable[str], levels: str) -> str:
    """What an article calls its case without naming it, 我县, 全市, most often or first; 乡党委 is not that of 各乡镇党委."""
    often = (
        (text.count(word) - sum(text.count(level + word) for level in levels), -text.find(word), word)
        for word in candidates
        if word in text
    )
    count, _, called = max(often, default=(0, 0, ""))
    return called if count else ""


def _nation(document: Document, found: Sequence[Mention], codebook: Codebook) -> str:
    """全国 for an article without a case that begins with it or is headed so, or speaks of the country and names no place
    in it, or places of many provinces.
    """
    if load_case_words(codebook).country.search(document.title) or found and found[0][::2] == (0, "全国"):
        return "全国"
    spoken = f"{document.title}\n{document.text}"
    told = any(word in spoken for word in load_scope_words(codebook).nation) or _MANY.search(spoken)
    if _ONE.search(spoken) or not (told or any(mention.scope == "全国" for mention in found)):
        return ""
    named = [name for name in load_places(codebook).mentions(document.text) if not name.places[0].ordinary]
    local = any(mention.kind in ("place", "case") for mention in found) or not all(name.short for name in named)
    return "" if local and len({name.places[0].adcode[:2] for name in named}) < _PROVINCES else "全国"
