"""Organisations that own figures: subjects of their clauses, by the endings of their names."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from casekit.codebook import Codebook
from casekit.codebook.alternatives import either
from casekit.codebook.scope import load_holder_words
from casekit.scope.mention import Mention

_NAME = 26  # the longest name of an organisation with the words before it
_BEGINS = re.compile("[，。；：、！？“（\n…—]")
_BREAKS = re.compile("[》”’）《A-Za-z0-9 ·]")
_DATE = re.compile("[0-9年月日至底初末]+")
_COUNTED = re.compile("(?![0-9]+[多余]?名)[0-9]+(?![0-9年月.])")  # 新建幼儿园26个: it is counted
_CUTS = frozenset(
    "，。；：、！？“”（）《》…— \n0123456789了的在由将把被向从到至对给与和前后是有村"
)  # no name goes over one of these
_KNOWN = 60  # names kept in mind, so that a long text stays linear
_WEAKEST = 2  # characters of a name, without what it does


class Holders:
    """Finds the organisations that are the subject of a clause."""

    def __init__(self, codebook: Codebook):
        self._words = words = load_holder_words(codebook)
        self._staff = frozenset(words.staff)
        endings = list({*words.own, *words.staff, *words.heads})
        self._endings = AhoCorasick(endings, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA)
        self._lead = re.compile(f"(?:{either(words.leads)})+")
        self._hides = re.compile(either(words.hides))
        self._business = re.compile(either(words.business))
        self._inside = re.compile(either([*words.hides, *words.leads, *words.no_name]))
        self._trades = {word[-2:] for word in words.business if len(word) > 1}
        # a body of the state owns its people and its help only
        self.owns = re.compile(either(words.own_verbs)).search
        self._then, self._no_name = tuple(words.then), tuple(words.no_name)
        self._has, self._acts = tuple(words.has), tuple(words.acts)
        self._organs, self._founded = tuple(words.organs), tuple(words.founded)

    def find(self, text: str) -> Iterator[Mention]:
        """Organisations of a text as subjects, each by the fullest name that the text has given it before.

        合作社带动95户 where none was named is none.
        """
        named: deque[str] = deque(maxlen=_KNOWN)
        for _, at, end in self._endings.find_matches_as_indexes(text):
            if text[at - 2 : at] in self._trades:
                named.extend(self._called(text, at, end))
            founded = text.startswith(self._founded, end)
            if (not founded and text.startswith(self._then, end)) or _COUNTED.match(text, end):
                continue
            start = self._begin(text, end)
            if start < 0:
                continue
            name, ending = text[start:end], text[at:end]
            if name in self._words.heads:
                if founded:
                    continue
                scope = next((full for full in reversed(named) if full.endswith(tuple(self._words.heads[name]))), "")
                own = name[0] in "该这我全" or text.startswith(self._has, end)
                if own or (scope and text.startswith(self._acts, end)):
                    yield Mention(start, end, scope or name, "staff" if "局" in name else "own")
            elif self._is_name(name, ending):
                stem = name[: at - end]
                full = next((full for full in named if stem in full and full.endswith(ending[-2:])), "")
                if not full:
                    named.append(name)
                yield Mention(start, end, full or name, "staff" if ending in self._staff else "own")

    def _called(self, text: str, at: int, end: int) -> Iterator[str]:
        """The name that ends here wherever it stands, if one does: 成立了|绿源种植专业合作社."""
        low = max(0, end - _NAME)
        begin = next((i for i in range(at, low, -1) if text[i - 1] in _CUTS), low)
        begin = max([begin, *(word.end() for word in self._inside.finditer(text, begin, at))])
        if begin > low and len(self._business.sub("", text[begin:at])) >= _WEAKEST:
            yield text[begin:end]

    def _begin(self, text: str, end: int) -> int:
        """Where the subject of a clause begins, the words of time before it left out; -1 where it is none or listed."""
        low = max(0, end - _NAME)
        at = max((mark.end() for mark in _BEGINS.finditer(text, low, end)), default=-1 if low else 0)
        if at < 0 or text[at - 1 : at] == "、":
            return -1
        while (lead := self._lead.match(text, at, end) or _DATE.match(text, at, end)) and lead.end() < end:
            at = lead.end()
        return at

    def _is_name(self, name: str, ending: str) -> bool:
        """Does the name say which organisation it is? 江口县农民专业合作社 does not."""
        if name.startswith(self._no_name) or name.endswith(self._organs) or _BREAKS.search(name):
            return False
        stem = self._business.sub("", name[: -len(ending)])
        if self._hides.search(stem):
            return False
        if ending in self._staff:
            return len(stem) >= _WEAKEST or (stem in ("省", "市", "县", "区", "州", "旗") and len(ending) > 1)
        return len(stem) >= _WEAKEST and stem[-1] not in "省市县区旗州镇乡村"
