"""The expression of all names of a text, asked only where a name can begin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ahocorasick_rs import AhoCorasick, Implementation

from casekit.codebook.alternatives import either
from casekit.codebook.scope import ScopeWords

_LONGEST = 4  # signs of a place's name before its ending
_HIDDEN = frozenset("村镇乡社街")  # 某村
_OF_VILLAGE = "村"  # 王村镇, 周村乡
#: Signs that a clause opens after.
OPENS = frozenset("\n，。；：、！？“”（在")


class Expression:
    """The expression of all names, asked only where one can begin: at a listed word, or shortly before an ending."""

    def __init__(self, words: ScopeWords):
        seats = [seat for listed in words.seats.values() for seat in listed]
        people = [*words.roles, *words.offices]
        opening = [*words.him, *words.again_opening, *seats]
        heads = [*opening, *people, *_standing(words), "某"]
        self._opening, self._people, self._heads = len(opening), len(opening) + len(people), len(heads)
        self._surnames = frozenset(words.surnames + words.transliterated) | {"老"}
        endings = sorted({*words.places, *words.towns})
        self._automaton = AhoCorasick([*heads, *endings], implementation=Implementation.DFA)
        self._last = frozenset(len(heads) + i for i, ending in enumerate(endings) if ending not in words.towns)
        longer = {word[0] for word in (*words.stays, *words.branches)}
        self._goes_on = frozenset(words.goes_on) - frozenset(words.whole_goes_on) - longer
        self._breaks = frozenset(words.breaks) - frozenset(words.loose)
        self._closed = frozenset(words.breaks) - frozenset(words.opening)
        self._match = re.compile(_pattern(words)).match

    def finditer(self, text: str) -> Iterator[re.Match]:
        """All names from left to right."""
        match, end = self._match, 0
        for start in sorted(self._begins(text)):
            if start >= end:
                found = match(text, start)
                if found:
                    end = found.end()
                    yield found

    def _begins(self, text: str) -> set[int]:
        heads, breaks, last, goes_on, found = self._heads, self._breaks, self._last, self._goes_on, set()
        closed, opening, people, surnames = self._closed, self._opening, self._people, self._surnames
        for word, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if word < heads:
                if word == heads - 1:  # 李某, 某村
                    hidden = text[end : end + 1] in _HIDDEN
                    start, begins = start - (not hidden), hidden or (start and text[start - 1] in surnames)
                elif word < opening:
                    begins = not start or text[start - 1] in OPENS
                else:
                    begins = word >= people or text[end : end + 1] in surnames
                if begins:
                    found.add(start)
                continue
            if word in last and text[end : end + 1] in goes_on:  # 村民, 村级: no name ends here
                continue
            first = max(start - _LONGEST, 0)
            while start > first and text[start - 1] not in breaks:
                start -= 1
                found.add(start)
            if start > first + 1 and text[start - 1] == _OF_VILLAGE:
                found.update((start - 2, start - 3))
            if start > first and text[start - 1] not in closed:  # ，联财镇: a clause opens with a name
                while start > first and text[start - 1] not in closed:
                    start -= 1
                if not start or text[start - 1] in OPENS:
                    found.add(start)
        return found


def _standing(words: ScopeWords) -> list[str]:
    """The words that are names wherever they stand."""
    return [*words.case, *words.wider, *words.national_norms, *words.again, *words.groups]


def _pattern(words: ScopeWords) -> str:
    """The expression itself; the kind of the name is the last group that matched."""
    name, loose, given, opening = (
        f"[^\\W{re.escape(signs)}]"
        for signs in (
            words.breaks,
            "".join(set(words.breaks) - set(words.loose)),
            words.person_breaks + "0123456789",
            "".join(set(words.breaks) - set(words.opening)),
        )
    )
    wider = (
        f"(?<!{')(?<!'.join(map(re.escape, words.not_wider_before))})(?P<wider>{either(words.wider)})"
        f"(?!{either(words.not_wider_after)})|(?P<counted>{either(words.wider)})(?=[0-9]+[个万多余])"
    )
    stays = either(words.stays)
    after_county = f"(?<=[县区市旗])(?:{loose}{{1,3}}(?:{either(words.towns)})|{name}{{1,2}}村[镇乡])"
    town = f"(?:{after_county}|{name}{{2,4}}(?:{either(words.towns)}))"
    ends = f"(?!(?!{stays})(?:{either(words.goes_on)}))"
    whole = f"(?!(?!{stays})(?:{either({*words.goes_on} - {*words.whole_goes_on})}))"
    people = [*words.roles, *words.offices, *words.him, *words.again_opening]
    listed = [*_standing(words), *people, *(seat for listed in words.seats.values() for seat in listed)]
    firsts = "".join(sorted({re.escape(word[0]) for word in listed}))

    def person(kind: str, foreign: str = "") -> str:
        called = f"(?:老[{words.surnames}]|[{words.surnames}]{given}(?:(?!{either(words.verbs)}){given})?)"
        own = f"(?=[老{words.surnames}])(?!{either(words.no_person)}){called}"
        return f"(?P<{kind}>{own}{foreign})(?![村镇乡县])"

    sounds = f"|[{words.transliterated}]{{3,8}}(?:·[{words.transliterated}]{{2,8}})?"  # 村民|吐尔逊
    speaks = f"(?:[^，。；：“”]{{0,8}}?(?:{either(words.speaks)}))"
    seats = either(seat for listed in words.seats.values() for seat in listed)
    opens = "".join(map(re.escape, sorted(OPENS)))
    opened = f"(?!{either(words.not_opening)})(?P<opened>{opening}{{2,4}}(?:(?<![{words.opening_last}])(?:{either(words.places)})|嘎查))"
    return (
        f"(?=[{firsts}])(?:(?P<case>{either(words.case)})|{wider}|(?P<norm>{either(words.national_norms)})|"
        f"(?:{either(words.roles)}){person('person', sounds)}(?P<speaks>{speaks})?|(?:{either(words.offices)}){person('agent')}(?!{speaks})|"
        f"(?P<again>{either(words.again)})|(?P<group>{either(words.groups)}){ends}|(?<![^{opens}])(?:(?P<him>{either(words.him)})(?!们)|(?P<seat>{seats})|(?P<later>{either(words.again_opening)})))|"
        f"(?P<town>{town})(?P<village>{loose}{{1,4}}村|[{words.first_of_two}]{loose}村){whole}|(?P<township>{after_county}){ends}|"
        f"(?<=[县区市])(?<![全该本我各个][县区市])(?!{either(words.not_opening)})(?P<inside>{loose}{{2,3}}村){ends}|"
        f"(?P<place>{name}{{2,4}}(?:{either(words.places)})){ends}|(?<![^{opens}]){opened}{ends}|"
        f"(?<![^{opens}])(?P<branch>{name}{{2,3}}(?:{either(words.places)}))(?={either(words.branches)})|"
        f"(?P<masked>[{words.surnames}]某{{1,2}})(?![{words.several}])|(?P<hidden>某(?:{either(words.places)}))(?!民(?!政)|级)"
    )
