"""What speaks for each place: every name of the gazetteer in title, signature, first lines and body, weighed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from casekit.codebook.places import BOUNDARY

if TYPE_CHECKING:
    from casekit.codebook.case import CaseWords
    from casekit.codebook.places import Gazetteer, Mention, Place

_OPENING = 200  # the first characters of a body say where it is
_SENTENCE = 60  # characters looked through for what a meeting was
_TITLE, _LEAD, _TITLED, _SIGNED, _FIRST, _CAP = 8.0, 5.0, 2.0, 4.0, 3.0, 12.0
_CHAINED = 0.5  # a county right behind the unit it lies in: 抚州市东乡区东源村
_SHORT, _STRAY = 0.7, 0.25  # what a short name weighs where the place is named in full too, and where it is not
_LEVELS = ("province", "prefecture", "county")


@dataclass
class Evidence:
    """The names of a page, weighed; `text` is its title and body.

    `score` is what counts; `full` and `short` how often a place is named each way, and `firm` how often by a short name
    that begins a word for sure. `titled` places stand in full in the title or at its head; `told` are those told by a
    short name beside the signature or at a border in the first lines; `papers` are those beside the signature or in a
    column's name, and of `towns` the name is (also) that of a town, a village or a street.
    """

    gazetteer: Gazetteer
    words: CaseWords
    text: str = ""
    score: Counter[Place] = field(default_factory=Counter)
    full: Counter[Place] = field(default_factory=Counter)
    short: Counter[Place] = field(default_factory=Counter)
    firm: Counter[Place] = field(default_factory=Counter)
    titled: set[Place] = field(default_factory=set)
    told: set[Place] = field(default_factory=set)
    papers: set[Place] = field(default_factory=set)
    towns: set[Place] = field(default_factory=set)
    _named: list[tuple[str, str, list[Mention]]] = field(default_factory=list)

    def read(self, title: str, signed: str, body: str, dateline: str) -> Evidence:
        """Weigh all names; a dateline, a line of the head tell only by names in full, for a message is sent from a capital."""
        self.text = title + "\n" + body
        sources = ((title, "title"), (signed, "signed"), (body, "body"))
        self._named = [(text, kind, list(self.gazetteer.mentions(text))) for text, kind in sources if text]
        sent = [m for m in self.gazetteer.mentions(dateline) if not m.short and m.places[0].level != "province"]
        self._named += [(dateline, "signed", sent)] if sent else []
        for text, kind, found in self._named:
            before: Mention | None = None
            for mention in found:
                if kind != "signed" and self._elsewhere(mention, text):
                    continue
                self._weigh(mention, before, text, kind)
                before = mention
        for place in dict.fromkeys((*self.full, *self.short)):
            known = self.full[place] > 0 or place.level == "province"
            self.score[place] += min(_CAP, self.full[place] + (_SHORT if known else _STRAY) * self.short[place])
        return self

    @cached_property
    def headed(self) -> bool:
        """Does the title hold the name of a place, and no everyday word that looks like one?"""
        found = (mention for _, kind, found in self._named if kind == "title" for mention in found)
        return any(not (mention.short and place.ordinary) for mention in found for place in mention.places)

    @cached_property
    def _upper(self) -> set[str]:
        """The codes of provinces and prefectures that are named."""
        places = (place for _, _, found in self._named for mention in found for place in mention.places)
        return {place.adcode for place in places if place.level != "county"}

    @cached_property
    def _whole(self) -> set[Place]:
        """The places that a name in full tells beyond doubt."""
        return {mention.places[0] for _, _, found in self._named for mention in found if mention.certain}

    def _weigh(self, mention: Mention, before: Mention | None, text: str, kind: str) -> None:
        for place in self._meant(mention, before):
            chained = _chained(mention, before, place, self.gazetteer)
            if kind == "signed":
                self.papers.add(place)
            if not mention.short or chained or (kind != "signed" and self._as_good(mention, place, text)):
                self._weigh_full(mention, place, kind, chained)
            elif self._is(mention, text, "smaller"):
                self.towns.add(place)
            else:
                self._weigh_short(mention, place, text, kind)

    def _weigh_full(self, mention: Mention, place: Place, kind: str, chained: bool) -> None:
        self.full[place] += 1
        if kind == "title":
            self.titled.add(place)
            self.score[place] += _TITLE
        elif kind == "signed":
            self.score[place] += _SIGNED
        elif mention.start < _OPENING:
            self.score[place] += _FIRST if mention.start < _OPENING // 2 else _FIRST / 2
        elif chained and place.level == "county":
            self.score[place] += _CHAINED

    def _weigh_short(self, mention: Mention, place: Place, text: str, kind: str) -> None:
        self.short[place] += not place.ordinary
        border = mention.start == 0 or BOUNDARY.match(text[mention.start - 1]) is not None
        self.firm[place] += border
        if kind == "signed" or (border and kind == "body" and mention.start < _OPENING // 2):
            self.told.add(place)
        if kind == "title" and _leads(mention, text):
            self.score[place] += _LEAD
            self.titled.add(place)
        elif kind == "title" and not place.ordinary:
            self.score[place] += _TITLED
            if text.rfind("【", 0, mention.start) > text.rfind("】", 0, mention.start):  # a column: 【人文乐都】
                self.papers.add(place)
        elif kind == "signed" and place.level != "province" and not place.ordinary:
            self.score[place] += _SIGNED / 2
        elif kind == "body" and self._is(mention, text, "office"):
            self.full[place] += 1

    def _is(self, mention: Mention, text: str, sign: str) -> bool:
        return self.words.around[sign].holds(text, mention.start, mention.end)

    def _as_good(self, mention: Mention, place: Place, text: str) -> bool:
        """Is a short name as good as a full one here: 聊城经济技术开发区; 某村是景宁的一个山村?"""
        sign = {"prefecture": "zone", "county": "site"}.get(place.level)
        return sign is not None and not place.ordinary and self._is(mention, text, sign)

    def _elsewhere(self, mention: Mention, text: str) -> bool:
        """Is the name a neighbour's, a part of a firm's, a school's, a paper's, or where a meeting of the country was held?"""
        if any(self._is(mention, text, sign) for sign in ("paper", "compass", "neighbour", "origin")):
            return True
        level, start = mention.places[0].level, mention.start
        in_province = level == "county" and mention.short and text[start - 1 : start] in ("省", "市", "州")
        if (level == "province" or in_province) and self._is(mention, text, "firm"):
            return True
        if not self._is(mention, text, "meeting"):
            return False
        return self.words.nation.search(text, max(0, start - _SENTENCE), mention.end + _SENTENCE) is not None

    def _meant(self, mention: Mention, before: Mention | None) -> tuple[Place, ...]:
        """The unit that a name stands for here: the only one, the one just placed by the name before, the one that is
        named in full elsewhere, or the one whose upper unit is named; none if that leaves several.
        """
        places = mention.places
        if len(places) == 1:
            return places
        if before is not None and 0 <= mention.start - before.end <= 1:
            near = self._within(places, {place.adcode for place in before.places})
            if len(near) == 1:
                return near
        if mention.short:  # 密云: 密云县 or 密云区, as the text says; 吉林, 海南: the higher unit, if one is higher
            said = tuple(place for place in places if place in self._whole)
            if len(said) == 1:
                return said
            places = _present(places)
            if len(places) == 1:
                return places
            levels = sorted(places, key=lambda place: _LEVELS.index(place.level))
            if levels[0].level != levels[1].level:
                return (levels[0],)
        present = _present(self._within(places, self._upper))
        if len(present) == 1:
            return present
        by_prefecture = tuple(place for place in present if place.parent in self._upper)
        return by_prefecture if len(by_prefecture) == 1 else ()

    def _within(self, places: tuple[Place, ...], upper: set[str]) -> tuple[Place, ...]:
        """Those that lie in one of the units `upper`, by code."""
        return tuple(place for place in places if upper & {unit.adcode for unit in self.gazetteer.above(place)})


def _present(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Those that still exist, if any does."""
    return tuple(place for place in places if not place.until) or places


def _chained(mention: Mention, before: Mention | None, place: Place, gazetteer: Gazetteer) -> bool:
    """Does a unit that holds the place stand right before it, as in 河南兰考? Then a short name is as good as a full one."""
    if before is None or before.end != mention.start:
        return False
    return any(unit in before.places for unit in gazetteer.above(place))


def _leads(mention: Mention, title: str) -> bool:
    """Does the short name open the title or a part of it, as in ``兰考：…`` or ``…｜兰考“四面红旗”…``?"""
    return mention.start == 0 or title[mention.start - 1] in "|｜：:？！ 　—】\n"
