"""All readers of rules on one sentence."""

from __future__ import annotations

from functools import lru_cache

from casekit.codebook import Codebook
from casekit.codebook.rule import RuleBook, load_rules
from casekit.norms.coverage import CoverageReader
from casekit.norms.frequency import FrequencyReader
from casekit.norms.limits import LimitReader
from casekit.norms.passage import Amount, Norm, Passage
from casekit.norms.procedure import ProcedureReader
from casekit.norms.quota import QuotaReader
from casekit.norms.sanction import SanctionReader


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
        self._readers = (
            SanctionReader(book),
            FrequencyReader(book),
            CoverageReader(book),
            QuotaReader(book),
            LimitReader(book),
            ProcedureReader(book),
        )

    def read(self, sentence: str, amounts: tuple[Amount, ...]) -> list[Norm]:
        """Rules of `sentence`, in order; `amounts` are its numbers with their units."""
        passage = Passage(sentence, amounts, self.book)
        kept: list[Norm] = []
        numbers: list[tuple[int, int]] = []
        for reader in self._readers:  # the more telling first: a number that triggers something is no mere quota
            for norm in reader.read(passage):
                if norm.number:
                    start, end = norm.number
                    if any(start < stop and begin < end for begin, stop in numbers):
                        continue
                    numbers.append(norm.number)
                kept.append(norm)
        unique = {(norm.start, norm.end, norm.kind, norm.action, norm.per): norm for norm in reversed(kept)}
        return sorted(unique.values(), key=lambda norm: (norm.start, norm.end, norm.kind))


@lru_cache(maxsize=8)
def rule_reader(codebook: Codebook) -> RuleReader:
    """The reader for the page ``rules.yml`` of `codebook`."""
    return RuleReader(load_rules(codebook))
