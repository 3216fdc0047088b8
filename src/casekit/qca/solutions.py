"""Minimal solutions of a truth table: what they say, how far they hold, and the sentences behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casekit.errors import TableError
from casekit.qca.minimal import Implicant, against, merged, smallest_covers
from casekit.qca.truth import (
    CONTRADICTION,
    NEGATIVE,
    POSITIVE,
    TruthTable,
    as_integer,
    coverage,
    literals_of,
    membership,
    pri,
    sufficiency,
)

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Solution:
    """One minimal solution: terms joined by *or*, each a conjunction of conditions.

    Attributes
    ----------
    terms : tuple
        Each a tuple of ``(condition, present)``.
    table : TruthTable
        What it was made from.
    """

    terms: tuple[tuple[tuple[str, bool], ...], ...]
    table: TruthTable

    def __str__(self) -> str:
        return " + ".join(map(written, self.terms)) or "0"

    def degree(self, terms: Iterable | None = None) -> pd.Series:
        """Membership of every case in the solution, or in some of its terms: the greatest of theirs."""
        import pandas as pd

        degree = pd.Series(0.0, index=self.table.members.index)
        for term in self.terms if terms is None else terms:
            own = membership(self.table.members, self.table.conditions, _implicant(self.table.conditions, term))
            degree = degree.where(degree > own, own)
        return degree

    def measures(self) -> pd.DataFrame:
        """Consistency and coverage of each term and of the solution.

        Returns
        -------
        DataFrame
            ``term, consistency, PRI, raw_coverage, unique_coverage, cases``; the last row, ``(solution)``, is the whole.
        """
        import pandas as pd

        y = self.table.members[self.table.outcome]
        whole = coverage(self.degree(), y)
        rows = []
        for term in (*self.terms, None):
            x = self.degree() if term is None else self.degree([term])
            others = self.degree([other for other in self.terms if other != term]) if term is not None else None
            rows.append({
                "term": "(solution)" if term is None else written(term), "consistency": sufficiency(x, y), "PRI": pri(x, y),
                "raw_coverage": coverage(x, y), "unique_coverage": whole if others is None else whole - coverage(others, y),
                "cases": ", ".join(map(str, x.index[x > 0.5])),
            })  # fmt: skip
        return pd.DataFrame(rows)

    def sentences(self, evidence: pd.DataFrame) -> pd.DataFrame:
        """The sentences behind the solution: for each term, case and condition those that mention it.

        Parameters
        ----------
        evidence : DataFrame
            From :func:`casekit.qca.evidence`.

        Returns
        -------
        DataFrame
            ``term, case, condition, present, id, sent_no, start, end, quote``; where nothing is mentioned `id` is "".
        """
        import pandas as pd

        rows = []
        for term in self.terms:
            degree = self.degree([term])
            for case in degree.index[degree > 0.5]:
                for condition, present in term:
                    said = evidence[(evidence["case"] == case) & (evidence["condition"] == condition)]
                    head = {"term": written(term), "case": case, "condition": condition, "present": present}
                    blank = {"id": "", "sent_no": -1, "start": -1, "end": -1, "quote": ""}
                    found = said[list(blank)].to_dict("records") or [blank]
                    rows += [head | row for row in found]
        names = ["term", "case", "condition", "present", "id", "sent_no", "start", "end", "quote"]
        return pd.DataFrame(rows, columns=names).astype(
            {"present": "bool", "sent_no": "int64", "start": "int64", "end": "int64"}
        )


def written(term: Iterable[tuple[str, bool]]) -> str:
    """A term as R's QCA writes it.

    >>> written((("A", True), ("B", False)))
    'A*~B'
    """
    return "*".join(("" if present else "~") + name for name, present in term) or "1"


def _implicant(conditions: Sequence[str], term: Iterable[tuple[str, bool]]) -> Implicant:
    given = dict(term)
    return as_integer(name in given for name in conditions), as_integer(given.get(name, False) for name in conditions)


def minimise(table: TruthTable, *, remainders: str = "exclude", contradictions: str = "exclude") -> list[Solution]:
    """All minimal solutions of a truth table.

    Parameters
    ----------
    table : TruthTable
        With an outcome.
    remainders : {"exclude", "include"}
        ``exclude``: only observed configurations may be covered (complex, conservative solution). ``include``: those
        that were not observed may be, where it makes the solution shorter (parsimonious solution).
    contradictions : {"exclude", "include"}
        May contradictory configurations be covered?

    Returns
    -------
    list of Solution
        All with the smallest number of terms, those with fewer literals first; empty if no configuration is sufficient.

    Raises
    ------
    TableError
        The table has no outcome, or the answer is too long to be read.

    Examples
    --------
    >>> import pandas as pd
    >>> from casekit.qca import truth_table
    >>> cases = pd.DataFrame({"A": [1, 1, 0], "B": [1, 0, 0], "Y": [1, 1, 0]}, index=["甲", "乙", "丙"])
    >>> [str(solution) for solution in minimise(truth_table(cases, "Y"))]
    ['A']
    """
    if table.outcome is None:
        raise TableError("a table without outcome only describes", where="minimise", cure="truth_table(frame, outcome)")
    for value in (remainders, contradictions):
        if value not in ("exclude", "include"):
            raise TableError(f"{value!r} is no way to treat them", where="minimise", cure="'exclude' or 'include'")
    bits = len(table.conditions)
    on, may = table.coded(POSITIVE), table.coded(CONTRADICTION) if contradictions == "include" else []
    if remainders == "include":
        off = set(table.coded(POSITIVE, NEGATIVE, CONTRADICTION)) - set(on) - set(may)
        primes = against(on, off, bits)
    else:
        primes = merged([*on, *may], bits)
    covers = smallest_covers(on, primes) if on else []
    return [
        Solution(tuple(tuple(literals_of(table.conditions, prime)) for prime in sorted(cover, reverse=True)), table)
        for cover in covers
    ]
