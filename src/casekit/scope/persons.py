"""Persons: who is told by an age, and who speaks of the own affairs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from casekit.codebook.alternatives import either
from casekit.codebook.scope import ScopeWords
from casekit.scope.mention import Mention

_AGE = "岁"
_BEFORE = 16  # signs before an age that may name whose it is
_SPEECH = 400  # a quotation of somebody's words is not longer
_NEAR = 16  # signs between who speaks and the words
_PERSONS = frozenset(["person", "says", "him"])
_SPEAKER = 30  # signs between the words and who has said them


class People:
    """Finds persons with the words of one codebook."""

    def __init__(self, words: ScopeWords):
        given = f"[^\\W\\d{re.escape(words.person_breaks)}]"
        verbs = either(words.verbs)
        called = f"[{words.surnames}]{given}(?:(?!{verbs}){given})?|\\w{{1,6}}·\\w{{1,8}}?"
        titled = f"[{words.surnames}](?:{either(words.titles)})"
        name = f"(?!{either(words.no_person)})(?P<name>{called})"
        self._called = re.compile(
            f"(?:[^，。；：“”0-9]{{0,10}}?(?:(?P<office>{either(words.offices)})|{either(words.roles)}))?"
            f"(?:{name}(?=[，。说是在对家也就一从和与的种养]|{verbs})|(?P<titled>{titled}))"
        )
        # 66岁的刘菊莲忙个不停: three signs are a whole name
        self._whole = re.compile(
            f"(?!{either(words.no_person)})(?P<name>[{words.surnames}]{given}(?!{verbs}){given})(?![省市县区州乡镇村族])"
        )
        # 李小凤今年41岁, 户主叫李小凤，41岁
        self._told = re.compile(f"(?:^|[，。；：“\n是叫]){name}(?:今年|现年|，(?:[男女]，)?|（[男女]，)[0-9]{{1,2}}\\Z")
        self.speaks = re.compile(f"[^，。；：“”]{{0,8}}?(?:{either(words.speaks)})").match
        self._own = frozenset(words.first_person)
        self._told_of = re.compile(either([*words.first_person, *words.collective]))

    def aged(self, text: str) -> Iterator[Mention]:
        """47岁的汪长根, 54岁的村民杨昌海, 李小凤今年41岁: who is told by the age."""
        at = text.find(_AGE)
        while at >= 0:
            told = self._told.search(text, max(0, at - _BEFORE), at)
            at += len(_AGE)
            behind = text.startswith("的", at)
            match = (self._called.match(text, at + 1) or self._whole.match(text, at + 1)) if behind else told
            if match:
                name = "titled" if "titled" in match.re.groupindex and match["titled"] else "name"
                yield Mention(
                    *match.span(name),
                    match[name],
                    "agent" if "office" in match.re.groupindex and match["office"] else "person",
                )
            at = text.find(_AGE, at)

    def speakers(self, found: Iterable[Mention], text: str) -> Iterator[Mention]:
        """Who speaks of himself owns the figures of his words, named before them or after: “我家种了3亩。”老李说."""
        person = ""
        for mention in found:
            if mention.kind not in _PERSONS:
                continue
            person = mention.scope if mention.kind != "him" else person
            if mention.kind != "says" and not (person and self.speaks(text, mention.end)):
                continue
            opening = text.find("“", mention.end, mention.end + _NEAR)
            closing = -1
            if opening < 0:
                closing = text.rfind("”", max(0, mention.start - _SPEAKER), mention.start)
                opening = text.rfind("“", max(0, closing - _SPEECH), closing) if closing > 0 else -1
            if opening < 0:
                continue
            closing = closing if closing > 0 else text.find("”", opening, opening + _SPEECH)
            speech = text[opening : closing if closing > 0 else opening + _SPEECH]
            said = set(self._told_of.findall(speech))  # 我们 is not 我
            if not said or said & self._own:
                yield Mention(opening, opening + len(speech), person, "speaker")
