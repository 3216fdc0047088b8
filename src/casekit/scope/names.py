"""The names of a text that may own a figure: the case and other places, persons, organisations."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from casekit.codebook import Codebook
from casekit.codebook.places import load_places
from casekit.codebook.scope import load_scope_words
from casekit.codebook.units import load_borders
from casekit.document import Document
from casekit.scope.expression import OPENS, Expression
from casekit.scope.holders import Holders
from casekit.scope.mention import SPEECH, Mention, of_speaker, outside, without_lists
from casekit.scope.official import in_place, official
from casekit.scope.persons import People
from casekit.scope.stems import NUMERALS, WHOLE, Stems
from casekit.scope.subjects import Subjects, placed

_NEAR = 5  # characters between enumerated places
_THIS = "全该本我咱俺"  # 该村 is the village named last, 村里 the one since the case was named
_WHOLE = "全该我咱俺"  # 全村 stands for itself where no village was named, 村里 for nothing
_COUNTED = re.compile(r"(?:\d+|[一二三四五六七八九十两]+)多?个\Z")
_COUNTY = re.compile(r"[^\W一各该某在和与]{1,3}[县市区旗]\Z")  # 兰考县某村
_SHORT = 3  # signs of a village that is never named without 村
_FEW = 8  # so many names are looked for one by one
_FAR = "距离"  # 距乡镇16公里: the distance is the village's
_AND = "和与及、"  # between places that lie beside
_LYING = frozenset(["place", "case", "list"])
_PERSONS = frozenset(["person", "says"])
_ACTING = frozenset(["person", "agent", "says"])
# told later what they stand for, or by themselves
_AS_READ = {kind: kind for kind in ("again", "him", "seat", "person", "agent")} | {"later": "again", "masked": "person"}
_OF_TITLE = frozenset(["place", "opened", "inside", "village", "township", "branch"])
_KNOWN = frozenset(["person", "place", "agent", "says"])
# 中共北岭镇委员会
_SIGNED = re.compile(
    r"(?:中共|(?<=[县区市旗])|^)([^\W省市县区旗]{2,4}(?:[镇乡村]|街道|社区))(?:党|委员|人民|政府|办事|村民委)", re.M
)
# who gets something by the clause's subject, who only works with it: 向甲县捐款, 对口帮扶甲县, 与甲县合作
_GETS = re.compile("向[^，。；：、]{0,20}\\Z")
_GIFT = re.compile("[^，。；：0-9]{0,12}[捐赠]")
_HELPED = ("对口帮扶", "对口支援", "对口援助")
_PARTNER = re.compile("[^，。；0-9]{0,14}(?:合作|签|结对|结成|对接|联合|共建|联建|协作|携手)")
_FIGURE = re.compile("[0-9][余多万亿]*[一-鿿]{1,3}、\\Z")  # 甲乡187户、|乙镇
_BACK = 160  # so far behind a person's name he is he


class Names:
    """Finds the names of articles with the words of one codebook; `bodies` are the organisations among them."""

    def __init__(self, codebook: Codebook):
        self.words = words = load_scope_words(codebook)
        # a place behind one of these is where somebody acts, the doer goes on: 走访了全村
        self.acted_on = (*words.deeds, *(f"{deed}了" for deed in words.deeds))
        self._aside = {*_AND, "在", *(word[-1] for word in words.beside)}
        self.bodies = Holders(codebook)
        self._expression, self._people = Expression(words), People(words)
        self._subjects = Subjects(words)
        self.headed = lru_cache(maxsize=8)(self._headed)
        self._stems, self._places = Stems(words, load_borders(codebook)), load_places(codebook)

    def mentions(self, document: Document) -> list[Mention]:
        """All names of an article that can own a figure, sorted."""
        text, starts = document.text, [sentence.start for sentence in document.sentences]
        found = list(self._written(document))
        found += official(self._places.mentions(text), {m.end for m in found}, document, starts, self.words.counts)
        found = list(in_place(found, document, self.words, starts))
        found += self._people.aged(text)
        kinds = {mention.kind for mention in found}
        agents = {mention.scope for mention in found if mention.kind == "agent"}
        if agents:
            found = [m._replace(kind="agent") if m.kind in _PERSONS and m.scope in agents else m for m in found]
        found += self._again(found, text)
        if not kinds.isdisjoint(_PERSONS):
            found += self._people.speakers(sorted(found), text)
        found = self._elsewhere(outside(found, list(self.bodies.find(text))), text, starts)
        if "list" in kinds:
            found = list(without_lists(found))
        subjects = list(self._subjects.find(text))
        if subjects:  # where 等村|党支部 is one of them 村党支部 is none
            theirs = {mention.start for mention in subjects}
            found = [mention for mention in found if mention.kind != "again" or mention.start not in theirs]
            known = {mention.start for mention in found}
            found += [mention for mention in subjects if mention.start not in known]
            found.sort()
        if kinds.isdisjoint(("again", "him")):
            return found
        return list(self._resolved(found, document))

    def _headed(self, title: str, author: str, publisher: str) -> dict[str, str]:
        """The smaller places that title and signature name, by their last sign."""
        signed = _SIGNED.search(f"{author}\n{publisher}")
        named = [match for match in self._expression.finditer(title) if match.lastgroup in _OF_TITLE]
        places = [self._place(match.lastgroup, *match.span(match.lastgroup), title, {}) for match in named]
        names = [*([signed[1]] if signed else []), *(place.scope for place in places if place)]
        return {name[-1]: name for name in names}

    def _written(self, document: Document) -> Iterator[Mention]:
        """What the expression finds, and the townships that villages are named after."""
        text = document.text
        matches = [(match.lastgroup or "", match) for match in self._expression.finditer(text)]
        names = [match[kind] for kind, match in matches if kind in _OF_TITLE]
        often = Counter(names)
        for kind, match in matches:
            start, end = match.span(kind)
            if kind == "again" and (text[start - 1] == "村" or text.startswith(("+", "＋"), end)):
                continue  # 小湾自然村村民, “村党支部+农户”
            if kind in _AS_READ:
                office = kind == "masked" and text.endswith(self.words.offices, 0, start)
                yield Mention(start, end, match[kind], "agent" if office else _AS_READ[kind])
            elif kind == "case":
                yield Mention(start, end, _case(document, match[kind][1]), "case")
            elif kind in ("wider", "counted"):
                wider = _wider(start, end, self.words.wider[match[kind]], document)
                yield wider if kind == "wider" else wider._replace(kind="above")  # 覆盖全国10个省: of that figure only
            elif kind == "norm":
                yield Mention(start, end, "全国", "norm")
            elif kind == "speaks":
                yield Mention(*match.span("person"), match["person"], "says")
            elif kind == "hidden":
                county = _COUNTY.search(text, max(start - _NEAR, 0), start)
                yield Mention(start, end, (county[0] if county else "") + match[kind], "place")
            elif kind == "group":
                yield from _group(start, end, text)
            else:
                place = self._place(kind, start, end, text, often)
                if place:
                    yield place
                if kind == "village":
                    first, last = match.span("town")
                    first = self._stems.unglued(first, last, text)
                    if text[first : last - 1].strip(NUMERALS):  # 百县千镇万村
                        yield Mention(first, last, text[first:last], "place")

    def _place(self, kind: str, start: int, end: int, text: str, often: Mapping[str, int]) -> Mention | None:
        if kind not in WHOLE or kind == "opened":
            start = self._stems.begin(start, end, text, often)
        if self._stems.names_one(kind, start, end, text) and not text.startswith(self.words.likened, end):
            if text[max(start - 1, 0)] in "各每":
                return None
            listed = text[end : end + 1] in ("、", "等") or text[max(start - 1, 0) : start] == "、"
            if listed and text[end : end + 1].isdecimal() and _FIGURE.search(text, max(start - 12, 0), start):
                listed = False
            return Mention(start, end, text[start:end], "list" if listed else "place")
        return None

    def listed(self, number: Any, text: str) -> str:
        """The place whose figure one is in a list of places: 甲镇187户、乙乡92户; "" where it is in none."""
        match = placed(number, text)
        return match[1] if match and self._stems.names_one("place", *match.span(1), text) else ""

    def _again(self, found: list[Mention], text: str) -> Iterator[Mention]:
        """Persons who were named with their role once, and places that are known by their township or county."""
        names = {m.scope: "person" if m.kind == "says" else m.kind for m in found if m.kind in _KNOWN}
        bare = {name[:-1]: name for name in names if name[-1] == "村" and len(name) > _SHORT and name[:-1] not in names}
        if names:
            known = {mention.start for mention in found} | {mention.end for mention in found}
            for start, end in _occurrences([*names, *bare], text):
                if text[start:end] in bare:  # 北谷庄是典型的贫困村
                    if text[start - 1 : start] in OPENS and text.startswith(self.words.village_behind, end):
                        yield Mention(start, end, bare[text[start:end]], "place")
                elif start not in known and end not in known and not text.startswith(self.words.likened, end):
                    kind = names[text[start:end]]
                    if kind == "person" and self._people.speaks(text, end):
                        kind = "says"
                    yield Mention(start, end, text[start:end], kind)

    def _elsewhere(self, found: list[Mention], text: str, starts: list[int]) -> list[Mention]:
        """Without places that only say where the owner lies, works or what it exceeds: 大湾村地处县城北部, 高于全县."""
        kept: list[Mention] = []
        aside, far = -2, False  # where the last place ends that only lies beside, and at a distance
        for mention in found:
            start, end, _, kind = mention
            if kind in _LYING and kept and (aside == start or text[start - 1] in self._aside):
                last = kept[-1]
                # 位于甲县乙镇, 位于甲县和丙县
                lies = aside == start or (aside == start - 1 and text[aside] in _AND)
                lies = lies or text.endswith(self.words.beside, 0, start)
                lies = lies or (last.kind in ("place", "again") and last.end == start - 1 and text[start - 1] == "在")
                lies = lies or (text[start - 1] == "与" and _PARTNER.match(text, end))
                if lies and last.end > starts[max(bisect_right(starts, start) - 1, 0)]:
                    far = text[start - 1] in _FAR or (far and aside == start)
                    aside = end
                    if text[end : end + 1].isdecimal() and not far:  # 大湾村是全县21个试点村之一
                        kept.append(mention._replace(kind="above"))
                    continue
            elif kind in _LYING and kept and kept[-1].end > starts[max(bisect_right(starts, start) - 1, 0)]:
                if _helped(start, end, text):
                    continue
            kept.append(mention)
        return kept

    def _resolved(self, found: list[Mention], document: Document) -> Iterator[Mention]:
        """全村, 该镇: the village, the township named last, that of the title, or the only one that is named at all.

        Where none is, 全村 and 我村 stand for themselves, 村民 is dropped.
        """
        place, text = document.place, document.text
        only: dict[str, set[str]] = {}
        for _, _, scope, kind in found:
            if kind == "place":
                only.setdefault(scope[-1], set()).add(scope)
        last: dict[str, str] = {}
        told: dict[str, str] = {}  # the same since the case was named
        person: Mention | None = None
        for at, mention in enumerate(found):
            start, end, scope, kind = mention
            if kind == "again":
                level = self.words.again.get(scope) or self.words.again_opening[scope]
                named = told.get(level)
                if scope[0] in _THIS:
                    named = last.get(level) or self.headed(document.title, document.author, document.publisher).get(
                        level
                    )
                if scope in self.words.own_village:
                    named = of_speaker(found, at, text) or named
                if named:
                    yield Mention(start, end, named, "place")
                elif place.endswith(level):
                    yield Mention(start, end, place, "case")
                elif scope[0] in _WHOLE:
                    (name, *others) = only.get(level, ("",))
                    yield Mention(start, end, name if name and not others else scope, "place")
            elif kind == "him":
                low = max(0, start - SPEECH)
                quoted = text.rfind("“", low, start) > text.rfind("”", low, start)
                if person and not quoted and start - person.end < _BACK:
                    yield Mention(start, end, person.scope, "agent" if person.kind == "agent" else "person")
            else:
                if kind == "place":
                    last[scope[-1]] = told[scope[-1]] = scope
                elif kind == "case" and text[start - 1 : start] in OPENS:
                    told.pop("村", None)
                elif kind in _ACTING:
                    person = mention
                yield mention


def _helped(start: int, end: int, text: str) -> bool:
    """Does a place only get what the clause's subject gives: 东江市向西河县捐赠1000万元, 东江市对口帮扶西河县?"""
    if text.endswith(_HELPED, 0, start):
        return text[end : end + 1] != "的"
    return bool(_GIFT.match(text, end) and _GETS.search(text, max(start - 21, 0), start))


@lru_cache(maxsize=8)
def finder(codebook: Codebook) -> Names:
    """What finds names with the words of a codebook."""
    return Names(codebook)


def _case(document: Document, level: str) -> str:
    """全县, 全市: the case if it is of that level, else the unit of that level above it."""
    place = document.place
    if place.endswith(level) or (level == "区" and place.endswith("自治区")):
        return place
    return next((name for name in (document.prefecture, document.province) if name.endswith(level)), "") or place


def _wider(start: int, end: int, scope: str, document: Document) -> Mention:
    """全国, 全省; the province is that of the case."""
    if scope != "省":
        return Mention(start, end, scope, "region" if scope.endswith("地区") else "wider")
    if document.place.endswith(("省", "自治区")):
        return Mention(start, end, document.place, "case")
    return Mention(start, end, document.province or document.text[start:end], "wider")


def _group(start: int, end: int, text: str) -> Iterator[Mention]:
    """5个帮扶村 as the subject of a clause, with the number before it."""
    counted = _COUNTED.search(text, max(start - _NEAR, 0), start)
    start = counted.start() if counted else start
    if (not start or text[start - 1] in OPENS) and (counted or text[end : end + 1] != "的"):
        yield Mention(start, end, text[start:end], "own")


def _occurrences(names: list[str], text: str) -> Iterator[tuple[int, int]]:
    """Where any of the names stands, the longest at every place; a few are found before an automaton is made."""
    if len(names) > _FEW:
        searched = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
        yield from ((start, end) for _, start, end in searched.find_matches_as_indexes(text))
        return
    spans = []
    for name in names:
        start = -1
        while (start := text.find(name, start + 1)) >= 0:
            spans.append((start, -len(name)))
    at = 0
    for start, length in sorted(spans):
        if start >= at:
            at = start - length
            yield start, at
