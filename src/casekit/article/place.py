"""Which county or city is the article about?

Names in the title and beside the signature weigh most, then full names in the first lines, then how often a place is
named. A name that several units share goes to the one whose prefecture or province is named too; if none is, it counts
for nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casekit.article.evidence import Evidence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casekit.codebook.case import CaseWords
    from casekit.codebook.places import Gazetteer, Place

_NOISE = 0.25  # what one short name within words weighs: 新增城镇就业
_ENOUGH = 4.0  # less is no evidence …
_SOLE = 2.5  # … unless a prefecture is the only one and nothing speaks of a county,
_ALONE = 1.5  # or a county is the only one
_RIVAL = 0.7  # a second place with this share of the best leaves the case open
_HIGHER = 1.7  # how much oftener the unit above must be named to be the case
_ITSELF_EACH, _ITSELF_CAP = 0.5, 4.0
_PARTS = re.compile("县[（(、]?[市区]|各县")  # how a city speaks of its counties
_GOVERNMENT = re.compile("(?:人民)?政府|门户网|党建|县委|市委|区委|党委|[纪监]委|融媒|新闻网|政务")  # whose site it is
_KINDS = "县市区旗州盟省"  # 全县, 我市, 区委, 州政府: how a text speaks of the unit it is about


@dataclass(frozen=True)
class Found:
    """The case: its unit, or None with the reason."""

    place: Place | None
    why: str = ""


def find_place(
    gazetteer: Gazetteer, words: CaseWords, title: str, signed: str, body: str, dateline: str = "", site: str = ""
) -> Found:
    """The county or city an article is about.

    Parameters
    ----------
    gazetteer : Gazetteer
    words : CaseWords
        What may stand around a name.
    title : str
        Headline and second headline.
    signed : str
        Publisher and author.
    body : str
        The clean body.
    dateline : str
        What stood before the first sentence, beside the headline and below the text. It names where the message was
        sent from, often a capital; only a full name (某网某县分站讯, 发文单位 某州某局) says more.
    site : str
        What the page says of its site. A county's own site tells where 全县 is if the article names no place at all.

    Returns
    -------
    Found
        `place` is None where nothing or too much speaks for a place; `why` then says what.
    """
    seen = Evidence(gazetteer, words).read(title, signed, body, dateline)
    if words.country.search(title) and not seen.headed:
        return Found(None, "about the country")
    sole = _only(seen)
    if sole:
        return Found(sole)
    found = _decide(seen)
    papers = [place for place in seen.papers if place.level == "province"]
    if not found.place:
        ours = papers if len(papers) == 1 and _own_kind(seen.text) == "省" else [None]
        city = _holding(seen) or ours[0]
        if not city and not any(place.level != "province" for place in (*seen.full, *seen.firm)):
            city = _own_site(site, seen)
        return Found(city) if city else found
    above = [place for place in seen.papers if place in gazetteer.above(found.place) and place.level == "prefecture"]
    if above and "我市" in seen.text and not seen.titled:  # the city whose paper says 我市
        return Found(*above)
    inner = [one for one in seen.told if one.level == "county" and found.place in gazetteer.above(one)]
    if len(inner) == 1 and found.place not in seen.titled and seen.short[inner[0]] > max(1, seen.full[found.place]):
        return Found(*inner)  # 永寿位于陕西省咸阳市境内: the county is told by its short name alone
    if found.place.level == "province" and papers and found.place not in papers:
        # 浙江援川 in a paper of 四川: 我省 is the paper's own, and without it nobody knows
        own = len(papers) == 1 and "我省" in seen.text
        return Found(*papers) if own else Found(None, "the paper is of another province")
    return found


def _own_site(site: str, seen: Evidence) -> Place | None:
    """The unit whose own site prints an article that speaks of 全县, 我县: 某县人民政府门户网站 > 政务公开."""
    kind = _own_kind(seen.text)
    named = {
        mention.places[0]
        for mention in seen.gazetteer.mentions(site)
        if mention.certain and kind and mention.places[0].name[-1] == kind and _GOVERNMENT.match(site, mention.end)
    }
    return named.pop() if len(named) == 1 else None


def _holding(seen: Evidence) -> Place | None:
    """The city of all counties that a text names, if it says 我市 and its paper signs or it tells them from itself: 各县."""
    counties = [place for place, value in seen.score.items() if value and place.level == "county"]
    city = _shared(counties, seen.gazetteer) if len(counties) > 1 and _itself("市", seen.text) else None
    return city if city in seen.papers or _PARTS.search(seen.text) else None


def _only(seen: Evidence) -> Place | None:
    """The one place that is named at all, if the text tells it by its short name and speaks of its kind as its own."""
    named = [place for place, value in seen.score.items() if value and place.level != "province"]
    named = [place for place in named if seen.score[place] > _NOISE or seen.firm[place]] or named
    kind = _own_kind(seen.text) if len(named) < 2 else ""
    if len(named) == 1:
        (place,) = named
        if place in seen.towns:  # 柳河镇 …, 柳河片区: no county
            return None
        own = place.name[-1] == kind
        often = seen.short[place] > 1 and (seen.firm[place] or own)
        local = place in seen.papers and place.level == "county" and (own or not kind)  # 红安网: a county's own page
        return place if often or local or (place in seen.told and own) else None
    provinces = [place for place in seen.told if place.level == "province"]
    return provinces[0] if not named and len(provinces) == 1 and kind == "省" else None


def _decide(seen: Evidence) -> Found:
    """The best of every level, then the level: the lower one unless the higher is named far more often."""
    score, gazetteer = seen.score, seen.gazetteer
    if not any(score.values()):
        return Found(None, "no place named")
    itself = {kind: _itself(kind, seen.text) for kind in {"市", *(place.name[-1] for place in score)}}
    case: Place | None = None
    doubt: list[Place] = []
    worth = 0.0
    for level in ("county", "prefecture", "province"):
        ranked = sorted(
            ((value, place) for place, value in score.items() if place.level == level),
            key=lambda pair: (-pair[0], pair[1].adcode),
        )
        if not ranked or not _enough(ranked, seen, itself):
            continue
        value, place = ranked[0]
        rivals = [other for weight, other in ranked[1:] if weight >= _RIVAL * value]
        if level == "county":  # 甲州…；乙市…；丙县…: one of several examples
            above = gazetteer.above(place)
            cities = [one for one in score if one.level == "prefecture" and one not in above and seen.full[one]]
            rivals += cities if len(cities) > 1 and all(score[one] >= _RIVAL * value for one in cities) else []
        if place in seen.titled:  # a partner in the body is none: 甲县：东西部协作见成效, with 乙区 in every sentence
            rivals = [other for other in rivals if other in seen.titled]
        total = value + itself[place.name[-1]]
        if rivals:
            upper = _shared([place, *rivals], gazetteer)
            if upper and level == "county" and itself["市"]:  # 我市甲县、乙区: the city that holds them
                case, worth = upper, itself["市"] + sum(score[other] for other in (place, *rivals))
                continue
            doubt = doubt or [place, *rivals]
            worth = max(worth, total)
        elif (case is None and (not doubt or _outweighs(place, total, doubt, worth, gazetteer))) or (
            case is not None and total > (_HIGHER if place in gazetteer.above(case) else 1.0) * worth
        ):
            case, worth = place, total
    if case:
        return Found(case)
    if doubt:
        return Found(None, "several places: " + "、".join(place.name for place in doubt[:5]))
    return Found(None, "named too rarely: " + "、".join(place.name for place, value in score.most_common(3) if value))


def _own_kind(text: str) -> str:
    """The kind of unit a text speaks of as its own: 市 as in 我市, else in 全市, else in 市委, 市直; "" if of none, or of two alike."""
    for worth in (
        lambda kind: text.count(f"我{kind}"),
        lambda kind: text.count(f"全{kind}"),
        lambda kind: _itself(kind, text),
    ):
        (most, kind), (next_, _) = sorted(((worth(kind), kind) for kind in _KINDS), reverse=True)[:2]
        if most > next_:
            return kind
    return ""


def _itself(kind: str, text: str) -> float:
    """How much a text speaks of a county, a city … as its own."""
    if kind not in _KINDS:
        return 0.0
    words = (f"全{kind}", f"我{kind}", f"{kind}委", f"{kind}政府", f"{kind}直")
    return min(_ITSELF_CAP, _ITSELF_EACH * sum(map(text.count, words)))


def _enough(ranked: list[tuple[float, Place]], seen: Evidence, itself: Mapping[str, float]) -> bool:
    """Is there evidence for the first? A county that is the only one named in full needs less, and least where the
    unit above it is named and no other province is. A prefecture needs less where nothing speaks of a county.
    """
    value, place = ranked[0]
    score, count, gazetteer = seen.score, seen.full, seen.gazetteer
    if value >= _ENOUGH:
        return True
    if not count[place] or any(count[other] for _, other in ranked[1:]):
        return False
    if place.level == "prefecture":
        counties = [other for other in score if other.level == "county" and count[other]]
        own = len(counties) > 1 and itself["市"] and all(place in gazetteer.above(other) for other in counties)
        return value >= _SOLE and (bool(own) or not (counties or itself.get("县")))
    if place.level == "province":
        return False
    above = gazetteer.above(place)
    strangers = any(value and other.level != "county" and other not in above for other, value in score.items())
    return value >= _ALONE or (any(score[unit] for unit in above) and not strangers)


def _shared(places: list[Place], gazetteer: Gazetteer) -> Place | None:
    """The prefecture that all counties lie in, if it is one; provinces lie in none."""
    parents = {place.parent for place in places}
    upper = gazetteer.by_code.get(parents.pop()) if len(parents) == 1 else None
    return upper if upper and upper.level == "prefecture" and upper.name.endswith("市") else None


def _outweighs(upper: Place, total: float, doubt: list[Place], worth: float, gazetteer: Gazetteer) -> bool:
    """Is `upper` the case where several below it are in doubt: it holds them all, or is named more than any?

    If it holds only some, it was named with these (甲市乙区…到丁县), and must be named far more.
    """
    inside = [upper in gazetteer.above(place) for place in doubt]
    return all(inside) or total >= (_HIGHER if any(inside) else 1.0) * worth
