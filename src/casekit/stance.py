"""Which words of a sentence say what is done, and which only argue, quote, look back, deny or presuppose.

The words that give a stance away are data (``codebook/stance.yml``); this room turns them into silent spans. Coders of
practices and of rules pass over evidence that lies in a silent span.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cached_property, lru_cache
from typing import NamedTuple

from casekit.codebook import Codebook
from casekit.codebook.stance import load_countings, load_stances
from casekit.cues import CLAUSE_MARKS, Cover, CueMatcher, Hit

_CLAUSE = re.compile(f"[{CLAUSE_MARKS}]")
_QUOTATION = re.compile("“[^”]*(?:”|$)")


class Silence(NamedTuple):
    """A span of the sentence that says nothing of what is done, and the stance that silences it."""

    start: int
    end: int
    stance: str
    why: str


class StanceReader:
    """Find the silent spans of sentences.

    Parameters
    ----------
    codebook : Codebook
        Its page ``stance.yml`` holds the words.

    Examples
    --------
    >>> reader = StanceReader(Codebook())
    >>> [s.stance for s in reader.read("以往，干部只在办公室看材料。")]
    ['past']
    >>> reader.read("全县选派第一书记56名。")
    []
    """

    def __init__(self, codebook: Codebook):
        self._stances = load_stances(codebook)
        self._countings = load_countings(codebook)
        cues, self._owner = [], []
        for stance in self._stances:
            for role in ("cues", "unless", "until"):
                for cue in getattr(stance, role):
                    cues.append(cue)
                    self._owner.append((stance, role))
        self._matcher = CueMatcher(cues)

    def deeds(self, title: str) -> tuple[str, ...] | None:
        """The words without one of which a sentence of an article so titled only counts what there is; None if any may tell.

        >>> "投入" in StanceReader(Codebook()).deeds("全县2019年国民经济和社会发展统计公报")
        True
        """
        return next((kind.deeds for kind in self._countings if any(word in title for word in kind.titles)), None)

    def read(self, sentence: str) -> list[Silence]:
        """Silent spans of one sentence, sorted."""
        hits = self._matcher.find(sentence)
        if not hits:
            return []
        roles: dict[tuple[str, str], list[Hit]] = defaultdict(list)
        for hit in hits:
            stance, role = self._owner[hit.cue]
            roles[stance.id, role].append(hit)
        layout = _Layout(sentence)
        found = set()
        for stance in self._stances:
            cues = roles.get((stance.id, "cues"))
            if not cues:
                continue
            if blocks := roles.get((stance.id, "unless")):
                cover = Cover((block.start, block.end) for block in blocks)
                cues = [hit for hit in cues if not cover.touches(hit.start, hit.end)]
            turns = [turn.start for turn in roles.get((stance.id, "until"), ())]
            for hit in cues:
                found |= {Silence(*span, stance.id, stance.why) for span in layout.scope(stance.scope, hit, turns)}
        return sorted(found)


class _Layout:
    """A sentence with its clauses and quotations, each looked for once, when first needed."""

    def __init__(self, sentence: str):
        self._text = sentence

    @cached_property
    def _clauses(self) -> list[int]:
        return [mark.end() for mark in _CLAUSE.finditer(self._text)]

    @cached_property
    def _quotations(self) -> list[tuple[int, int]]:
        return [quotation.span() for quotation in _QUOTATION.finditer(self._text)]

    def scope(self, scope: str, hit: Hit, turns: list[int]) -> list[tuple[int, int]]:
        """What a cue that fired silences; `turns` are the places where its stance ends."""
        whole = len(self._text)
        if scope == "sentence":
            return [(0, whole)]
        if scope == "words":
            return [(hit.start + 1, hit.end)]  # what begins with the cue itself (解决…难题) is more than the problem
        if scope == "before":
            marks = bisect_right(self._clauses, hit.start)
            return [(self._clauses[marks - 1] if marks else 0, hit.end)]
        if scope == "after":
            marks = bisect_right(self._clauses, hit.end)
            return [(hit.start, self._clauses[marks] - 1 if marks < len(self._clauses) else whole)]
        if scope == "onward":
            turn = bisect_left(turns, hit.end)
            return [(hit.start, turns[turn] if turn < len(turns) else whole)]
        if scope == "quoted":
            around = bisect_left(self._quotations, (hit.start,))
            return [span for span in self._quotations[max(around - 1, 0) : around] if hit.start < span[1]]
        after = bisect_left(self._quotations, (hit.end - 1,))
        return self._quotations[after : after + 2]


@lru_cache(maxsize=8)
def stance_reader(codebook: Codebook) -> StanceReader:
    """The reader of a codebook, made once."""
    return StanceReader(codebook)
