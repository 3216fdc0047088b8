"""All readers of rules on one sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from casekit.codebook import Codebook
from casekit.codebook.rule import RuleBook, load_rules
from casekit.norms.consequence import ConsequenceReader
from casekit.norms.coverage import CoverageReader
from casekit.norms.frames import framed
from casekit.norms.frequency import FrequencyReader
from casekit.norms.limits import LimitReader
from casekit.norms.norm import Norm
from casekit.norms.once import Once
from casekit.norms.passage import Amount, Passage
from casekit.norms.quota import QuotaReader
from casekit.norms.roles import Roles
from casekit.norms.signs import Signs
from casekit.norms.threshold import ThresholdReader

#: The cues of an order of preference.
PREFERRED = ("党员优先、干部优先", "…的优先", "优先从…购买", "从…中优先", "优先")
#: What follows is nothing but points: 扣1分, 每发现一次扣10分, 扣2分/例.
_POINTS = re.compile("(?:则|一律|每[一-鿿0-9]{1,6}|一次)?[扣加减记计][0-9.]+分(?:/[一-鿿]{1,3})?")


class RuleReader:
    """Read the rules of a sentence.

    Examples
    --------
    >>> reader = rule_reader(Codebook())
    >>> [(n.kind, n.value, n.unit, n.per) for n in reader.read("坚持工作情况每周通报。", ())]
    [('frequency', 1.0, '次', '周')]
    """

    def __init__(self, book: RuleBook):
        self.book = book
        self._once, self._roles = Once(book), Roles(book)
        self._signs = Signs(  # the more telling first: a number that triggers something is no mere quota
            (
                (
                    *ThresholdReader(book).ways,
                    *framed(book, "threshold"),
                    *framed(book, "consequence"),
                    *ConsequenceReader(book).ways,
                ),
                FrequencyReader(book).ways,
                (*CoverageReader(book).ways, *framed(book, "coverage")),
                QuotaReader(book).ways,
                LimitReader(book).ways,
                framed(book, "quota"),
                framed(book, "procedure"),
            )
        )

    def shown(self, text: str, spans: Sequence[tuple[int, int]]) -> list[int]:
        """What :meth:`read` asks of each sentence ``text[start:end]``, found for all of them at once."""
        return self._signs.shown(text, spans)

    def read(self, sentence: str, amounts: tuple[Amount, ...], shown: int | None = None) -> list[Norm]:
        """Rules of `sentence`, in order; `amounts` are its numbers with their units, `shown` its signs."""
        if shown is None:
            (shown,) = self.shown(sentence, [(0, len(sentence))])
        families = self._signs.open(shown | self._signs.counted(amounts) if amounts else shown)
        if not families:
            return []
        passage = Passage(sentence, amounts, self.book)
        kept: list[Norm] = []
        numbers: list[tuple[int, int]] = []
        answered: list[tuple[int, int]] = []
        for ways in families:
            claims: list[tuple[int, int]] = []
            for one in ways:
                for norm in one.read(passage):
                    if norm.kind in ("quota", "consequence") and self._once.tells(passage, norm):
                        continue
                    claim = norm.claim or (norm.start, norm.end)
                    if one.alone and _overlaps(claim, claims):
                        continue
                    if norm.cue in PREFERRED and _overlaps(claim, answered):
                        continue  # 积分90分以上的优先安排 is what follows, no order of preference
                    claims.append(claim)
                    if norm.kind in ("threshold", "consequence"):
                        answered.append(claim)
                    if norm.number:
                        if _overlaps(norm.number, numbers):
                            continue
                        numbers.append(norm.number)
                        passage.spent[norm.number[0]] = norm.kind
                    kept.append(norm)
        kept = [self._roles.settle(passage, norm) for norm in kept]
        if len(kept) < 2:
            return kept
        kept = [norm for norm in kept if not _counted_in(norm, kept)]
        unique = {(norm.start, norm.end, norm.kind, norm.action, norm.per): norm for norm in reversed(kept)}
        return sorted(unique.values(), key=lambda norm: (norm.start, norm.end, norm.kind))


def _counted_in(answer: Norm, norms: list[Norm]) -> bool:
    """Is `answer` (不到位的扣1分) the same words as a quota of points, which has the number?"""
    if answer.kind != "consequence" or not _POINTS.fullmatch(answer.consequence):
        return False
    low, high = answer.claim or (answer.start, answer.end)
    return any(norm.number and norm.unit == "分" and low <= norm.number[0] <= high for norm in norms)


def _overlaps(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    start, end = span
    return bool(others) and any(start < stop and begin < end for begin, stop in others)


@lru_cache(maxsize=8)
def rule_reader(codebook: Codebook) -> RuleReader:
    """The reader for the page ``rules.yml`` of `codebook`."""
    return RuleReader(load_rules(codebook))
