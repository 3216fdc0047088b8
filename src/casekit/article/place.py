"""Which county or city is the article about?

Every name of the gazetteer is looked up in title, publisher, author and body. Names in the title and beside the
signature weigh most, then full names in the first lines, then how often a place is named. A name that several units
share goes to the one whose prefecture or province is named too; if none is, it counts for nobody.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casekit.article.around import elsewhere, sited
from casekit.codebook.places import BOUNDARY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casekit.codebook.places import Gazetteer, Mention, Place

OPENING = 200  # the first characters of a body say where it is
_TITLE, _LEAD, _TITLED, _SIGNED, _OPENING, _CAP = 8.0, 5.0, 2.0, 4.0, 3.0, 12.0
_NOISE = 0.25  # what one short name within words weighs: 新增城镇就业
_CHAINED = 0.5  # a county right behind the unit it lies in: 抚州市东乡区东源村
_ENOUGH = 4.0  # less is no evidence …
_SOLE = 2.5  # … unless a prefecture is the only one and nothing speaks of a county,
_ALONE = 1.5  # or a county is the only one
_RIVAL = 0.7  # a second place with this share of the best leaves the case open
_HIGHER = 1.7  # how much oftener the unit above must be named to be the case
_ITSELF_EACH, _ITSELF_CAP = 0.5, 4.0
_KINDS = "县市区旗州盟省"  # 全县, 我市, 区委, 州政府: how a text speaks of the unit it is about
_SMALLER = re.compile("镇(?![村街乡])|乡(?![村镇亲土])|村(?![级两民干党集里])|街道|社区")  # 梅江镇 is not 梅江区
_OFFICE = re.compile(r"[县市区州盟旗]?(?:委|县委|市委|区委|州委|政府|人民政府|纪委|组织部|宣传部)")


@dataclass(frozen=True)
class Found:
    """The case: its unit, or None with the reason."""

    place: Place | None
    why: str = ""


def find_place(gazetteer: Gazetteer, title: str, signed: str, body: str, dateline: str = "") -> Found:
    """The county or city an article is about.

    Parameters
    ----------
    gazetteer : Gazetteer
    title : str
        Headline and second headline.
    signed : str
        Publisher and author.
    body : str
        The clean body.
    dateline : str
        What stood before the first sentence. It names where the message was sent from, often a capital; only a full
        name (某网某县分站讯) says more.

    Returns
    -------
    Found
        `place` is None where nothing or too much speaks for a place; `why` then says what.
    """
    score: Counter[Place] = Counter()
    sources = [(title, "title"), (signed, "signed"), (body, "body")]
    mentions = [(text, kind, list(gazetteer.mentions(text))) for text, kind in sources if text]
    sent = [mention for mention in gazetteer.mentions(dateline) if not mention.short]
    mentions += [(dateline, "signed", sent)] if sent else []
    named = {
        place.adcode
        for _, _, found in mentions
        for mention in found
        for place in mention.places
        if place.level != "county"
    }
    whole = {mention.places[0] for _, _, found in mentions for mention in found if mention.certain}
    count: Counter[Place] = Counter()
    shorts: Counter[Place] = Counter()
    firm: Counter[Place] = Counter()  # short names that begin a word for sure
    papers: set[Place] = set()  # provinces beside the signature: 四川在线, 云南日报
    titled: set[Place] = set()  # in full in the title, or at its head
    told: set[Place] = set()  # by a short name beside the signature, or at a border in the first lines
    for text, kind, found in mentions:
        before: Mention | None = None
        for mention in found:
            if kind == "body" and elsewhere(mention, text):
                continue
            zone = kind != "signed" and mention.short and sited(mention, text)
            for place in _meant(mention, before, named, whole, gazetteer):
                placed = _placed(mention, before, place, gazetteer)
                if kind == "signed" and place.level == "province":
                    papers.add(place)
                if mention.short and not placed and not (zone and place.level in zone and not place.ordinary):
                    shorts[place] += not place.ordinary
                    border = bool(mention.start == 0 or BOUNDARY.match(text[mention.start - 1]))
                    town = _SMALLER.match(text, mention.end)
                    firm[place] += border and (not town or place.name[-1] == "县")  # whose seat has its name
                    if kind == "signed" or (border and kind == "body" and mention.start < OPENING // 2):
                        told.add(place)
                    if town:
                        continue
                    if kind == "title" and _leads(mention, text):
                        score[place] += _LEAD
                        titled.add(place)
                    elif kind == "title" and not place.ordinary:
                        score[place] += _TITLED
                    elif kind == "signed" and place.level != "province" and not place.ordinary:
                        score[place] += _SIGNED / 2
                    elif kind == "body" and _OFFICE.match(text, mention.end):
                        count[place] += 1
                else:
                    count[place] += 1
                    if kind == "title":
                        titled.add(place)
                    score[place] += {"title": _TITLE, "signed": _SIGNED}.get(kind, 0.0)
                    if kind == "body" and mention.start < OPENING:
                        score[place] += _OPENING if mention.start < OPENING // 2 else _OPENING / 2
                    elif kind == "body" and placed and place.level == "county":
                        score[place] += _CHAINED
            before = mention
    for place in dict.fromkeys((*count, *shorts)):
        known = count[place] > 0 or place.level == "province"
        score[place] += min(_CAP, count[place] + (0.7 if known else 0.25) * shorts[place])
    text = title + "\n" + body
    sole = [place for place, value in score.items() if value and place.level != "province"]
    sole = [place for place in sole if score[place] > _NOISE or firm[place]] or sole
    if len(sole) == 1:  # no other place is named at all
        (place,) = sole
        own = place.name[-1] == _own_kind(text)
        if (shorts[place] > 1 and (firm[place] or own)) or (place in told and own):
            return Found(place)
    provinces = [place for place in told if place.level == "province"]
    if not sole and len(provinces) == 1 and _own_kind(text) == "省":
        return Found(provinces[0])
    found = _decide(score, count, titled, text, gazetteer)
    if found.place and found.place.level == "province" and papers and found.place not in papers:
        # 浙江援川 in a paper of 四川: 我省 is the paper's own, and without it nobody knows
        return (
            Found(papers.pop())
            if len(papers) == 1 and "我省" in text
            else Found(None, "the paper is of another province")
        )
    return found


def _meant(
    mention: Mention, before: Mention | None, named: set[str], whole: set[Place], gazetteer: Gazetteer
) -> tuple[Place, ...]:
    """The unit that a name stands for here: the only one, the one just placed by the name before, the one that is
    named in full elsewhere, or the one whose upper unit is named; none if that leaves several.
    """
    places = mention.places
    if len(places) == 1:
        return places
    if before is not None and 0 <= mention.start - before.end <= 1:
        upper = {place.adcode for place in before.places}
        near = [place for place in places if upper & {unit.adcode for unit in gazetteer.above(place)}]
        if len(near) == 1:
            return tuple(near)
    if mention.short:  # 密云: 密云县 or 密云区, as the text says; 吉林, 海南: the higher unit, if one is higher
        said = [place for place in places if place in whole]
        if len(said) == 1:
            return tuple(said)
        places = tuple(place for place in places if not place.until) or places
        if len(places) == 1:
            return places
        levels = sorted(places, key=lambda place: ("province", "prefecture", "county").index(place.level))
        if levels[0].level != levels[1].level:
            return (levels[0],)
    fit = [place for place in places if named & {unit.adcode for unit in gazetteer.above(place)}]
    present = [place for place in fit if not place.until] or fit
    if len(present) == 1:
        return tuple(present)
    by_prefecture = [place for place in present if place.parent in named]
    return tuple(by_prefecture) if len(by_prefecture) == 1 else ()


def _placed(mention: Mention, before: Mention | None, place: Place, gazetteer: Gazetteer) -> bool:
    """Does a unit that holds the place stand right before it, as in 河南兰考? Then a short name is as good as a full one."""
    if before is None or before.end != mention.start:
        return False
    return any(unit in before.places for unit in gazetteer.above(place))


def _leads(mention: Mention, title: str) -> bool:
    """Does the short name open the title or a part of it, as in ``兰考：…`` or ``…｜兰考“四面红旗”…``?"""
    return mention.start == 0 or title[mention.start - 1] in "|｜：: 　—】\n"


def _decide(score: Counter[Place], count: Counter[Place], titled: set[Place], text: str, gazetteer: Gazetteer) -> Found:
    """The best of every level, then the level: the lower one unless the higher is named far more often."""
    if not any(score.values()):
        return Found(None, "no place named")
    itself = {kind: _itself(kind, text) for kind in {"市", *(place.name[-1] for place in score)}}
    case: Place | None = None
    doubt: list[Place] = []
    worth = 0.0
    for level in ("county", "prefecture", "province"):
        ranked = sorted(
            ((value, place) for place, value in score.items() if place.level == level),
            key=lambda pair: (-pair[0], pair[1].adcode),
        )
        if not ranked or not _enough(ranked, score, count, itself, gazetteer):
            continue
        value, place = ranked[0]
        rivals = [other for weight, other in ranked[1:] if weight >= _RIVAL * value]
        if level == "county":  # 甲州…；乙市…；丙县…: one of several examples
            above = gazetteer.above(place)
            cities = [one for one in score if one.level == "prefecture" and one not in above and count[one]]
            rivals += cities if len(cities) > 1 and all(score[one] >= _RIVAL * value for one in cities) else []
        if place in titled:  # a partner in the body is none: 甲县：东西部协作见成效, with 乙区 in every sentence
            rivals = [other for other in rivals if other in titled]
        total = value + itself[place.name[-1]]
        if rivals:
            upper = _shared([place, *rivals], gazetteer)
            if upper and level == "county" and itself["市"]:  # 我市甲县、乙区: the city that holds them
                case, worth = upper, itself["市"] + sum(score[other] for other in (place, *rivals))
                continue
            doubt = doubt or [place, *rivals]
            worth = max(worth, total)
        elif (case is None and (not doubt or total >= worth or _holds(place, doubt, gazetteer))) or (
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


def _enough(
    ranked: list[tuple[float, Place]],
    score: Counter[Place],
    count: Counter[Place],
    itself: Mapping[str, float],
    gazetteer: Gazetteer,
) -> bool:
    """Is there evidence for the first? A county that is the only one named in full needs less, and least where the
    unit above it is named and no other province is. A prefecture needs less where nothing speaks of a county.
    """
    value, place = ranked[0]
    if value >= _ENOUGH:
        return True
    if not count[place] or any(count[other] for _, other in ranked[1:]):
        return False
    if place.level == "prefecture":
        return (
            value >= _SOLE
            and not itself.get("县")
            and not any(count[other] for other in score if other.level == "county")
        )
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


def _holds(upper: Place, places: list[Place], gazetteer: Gazetteer) -> bool:
    """Do all places lie in `upper`?"""
    return all(upper in gazetteer.above(place) for place in places)
