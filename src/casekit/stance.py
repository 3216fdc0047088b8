"""Which words of a sentence say what is done, and which only argue, quote, look back, deny or presuppose.

The words that give a stance away are data (``codebook/stance.yml``); this room turns them into silent spans. Coders of
practices and of rules pass over evidence that lies in a silent span.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from casekit.codebook import Codebook
from casekit.codebook.stance import Stance, load_stances
from casekit.cues import CLAUSE_MARKS, CueMatcher

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
        cues, self._owner = [], []
        for stance in self._stances:
            for role in ("cues", "unless", "until"):
                for cue in getattr(stance, role):
                    cues.append(cue)
                    self._owner.append((stance, role))
        self._matcher = CueMatcher(cues)

    def read(self, sentence: str) -> list[Silence]:
        """Silent spans of one sentence, sorted."""
        hits = self._matcher.find(sentence)
        if not hits:
            return []
        cues, blocks, turns = [], [], []
        for hit in hits:
            stance, role = self._owner[hit.cue]
            {"cues": cues, "unless": blocks, "until": turns}[role].append((stance, hit))
        found = []
        for stance, hit in cues:
            if any(other is stance and block.start < hit.end and hit.start < block.end for other, block in blocks):
                continue
            found += [Silence(*span, stance.id, stance.why) for span in _scope(stance, hit, sentence, turns)]
        return sorted(set(found))


def _scope(stance: Stance, hit, sentence: str, turns: list) -> list[tuple[int, int]]:
    if stance.scope == "sentence":
        return [(0, len(sentence))]
    if stance.scope == "words":
        return [(hit.start + 1, hit.end)]  # what begins with the cue itself (解决…难题) is more than the problem
    if stance.scope == "before":
        marks = [mark.end() for mark in _CLAUSE.finditer(sentence, 0, hit.start)]
        return [(marks[-1] if marks else 0, hit.end)]
    if stance.scope == "after":
        mark = _CLAUSE.search(sentence, hit.end)
        return [(hit.start, mark.start() if mark else len(sentence))]
    if stance.scope == "onward":
        ends = [turn.start for other, turn in turns if other is stance and turn.start >= hit.end]
        return [(hit.start, min(ends, default=len(sentence)))]
    quotations = [quotation.span() for quotation in _QUOTATION.finditer(sentence)]
    if stance.scope == "quoted":
        return [span for span in quotations if span[0] < hit.start < span[1]]
    return [span for span in quotations if span[0] >= hit.end - 1][:2]


@lru_cache(maxsize=8)
def stance_reader(codebook: Codebook) -> StanceReader:
    """The reader of a codebook, made once."""
    return StanceReader(codebook)
