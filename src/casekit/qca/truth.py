"""Truth tables: cases sorted by configuration, and how far each configuration is sufficient."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casekit.errors import TableError, one_of
from casekit.qca.minimal import Implicant

if TYPE_CHECKING:
    import pandas as pd

POSITIVE, NEGATIVE, CONTRADICTION, REMAINDER = "1", "0", "C", "?"


@dataclass(frozen=True)
class TruthTable:
    """Cases by configuration.

    Attributes
    ----------
    conditions : tuple of str
        The columns of a configuration.
    outcome : str or None
        What is explained; None for a table that only describes.
    frame : DataFrame
        One row an observed configuration: the conditions (0 or 1), ``n`` cases, ``consistency``, ``PRI`` (proportional
        reduction in inconsistency), ``OUT`` (``1``, ``0``, ``C`` contradiction, ``?`` too few cases) and ``cases``.
    members : DataFrame
        The memberships of the cases in it.
    left_out : Mapping
        Case → why it is in no configuration.
    """

    conditions: tuple[str, ...]
    outcome: str | None
    frame: pd.DataFrame
    members: pd.DataFrame
    left_out: Mapping[str, str] = field(default_factory=dict)

    @property
    def remainders(self) -> int:
        """How many of the possible configurations were not observed (often enough)."""
        return 2 ** len(self.conditions) - int((self.frame["OUT"] != REMAINDER).sum())

    def coded(self, *outs: str) -> list[int]:
        """The configurations with these values of OUT, as integers; the first condition is the highest bit."""
        rows = self.frame[self.frame["OUT"].isin(outs)]
        return sorted(as_integer(row) for row in rows[list(self.conditions)].itertuples(index=False))


def truth_table(
    frame: pd.DataFrame,
    outcome: str | None = None,
    *,
    threshold: float = 0.8,
    lower: float | None = None,
    frequency: int = 1,
) -> TruthTable:
    """Sort cases into configurations of their conditions.

    Parameters
    ----------
    frame : DataFrame
        Cases as index; one column a condition, and the outcome; memberships from 0 to 1 (crisp or fuzzy). A case with a
        missing membership, or one of exactly 0.5, belongs to no configuration and is listed in `left_out`.
    outcome : str, optional
        The column to explain; without it the table describes which configurations there are.
    threshold : float
        Consistency from which a configuration counts as sufficient (OUT ``1``).
    lower : float, optional
        Consistency up to which it counts as not sufficient (OUT ``0``); between the two it is a contradiction (``C``).
        Default: ``1 - threshold``. ``lower=threshold`` knows no contradictions.
    frequency : int
        A configuration with fewer cases is a remainder (``?``).

    Returns
    -------
    TruthTable

    Raises
    ------
    TableError
        A membership lies outside 0 … 1, the outcome is no column, or no case is known in every column.

    Notes
    -----
    Consistency of *X is sufficient for Y* is ``Σ min(x, y) / Σ x`` over all cases; PRI takes out what X shares with *not
    Y* too. C. C. Ragin, *Redesigning Social Inquiry*, 2008; C. Q. Schneider and C. Wagemann, 2012.

    Examples
    --------
    >>> import pandas as pd
    >>> cases = pd.DataFrame({"A": [1, 1, 0], "B": [1, 0, 0], "Y": [1, 1, 0]}, index=["甲", "乙", "丙"])
    >>> table = truth_table(cases, "Y")
    >>> table.frame[["A", "B", "n", "OUT", "cases"]].values.tolist()
    [[1, 1, 1, '1', '甲'], [1, 0, 1, '1', '乙'], [0, 0, 1, '0', '丙']]
    """
    import pandas as pd

    conditions = _checked(frame, outcome, threshold, lower)
    floor = 1 - threshold if lower is None else lower
    known, left_out = _members(frame, conditions)
    rows = []
    for configuration in sorted({_corner(row) for row in known[conditions].itertuples(index=False)}, reverse=True):
        degrees = membership(known, conditions, ((1 << len(conditions)) - 1, configuration))
        names = known.index[[_corner(row) == configuration for row in known[conditions].itertuples(index=False)]]
        row: dict = dict(zip(conditions, as_bits(configuration, len(conditions)), strict=True)) | {"n": len(names)}
        if outcome:
            consistency = sufficiency(degrees, known[outcome])
            row |= {"consistency": consistency, "PRI": pri(degrees, known[outcome])}
            out = POSITIVE if consistency >= threshold else NEGATIVE if consistency <= floor + 1e-12 else CONTRADICTION
        else:
            row |= {"consistency": float("nan"), "PRI": float("nan")}
            out = ""
        row["OUT"] = REMAINDER if len(names) < frequency else out
        row["cases"] = ", ".join(map(str, names))
        rows.append(row)
    return TruthTable(tuple(conditions), outcome, pd.DataFrame(rows), known, left_out)


def _checked(frame: pd.DataFrame, outcome: str | None, threshold: float, lower: float | None) -> list[str]:
    conditions = [name for name in frame.columns if name != outcome]
    if outcome is not None and outcome not in frame.columns:
        raise TableError(f"no column {outcome!r}", where="outcome", cure=one_of(map(str, frame.columns)))
    if not conditions or not frame.columns.is_unique or not frame.index.is_unique:
        raise TableError(
            "conditions and cases need names of their own",
            where="truth_table",
            cure="at least one condition; no name twice",
        )
    wrong = [name for name in frame.columns if ((frame[name] < 0) | (frame[name] > 1)).any()]
    if wrong:
        raise TableError(f"memberships outside 0 … 1 in {wrong}", where="truth_table", cure="calibrate them first")
    if not 0.5 < threshold <= 1 or not 0 <= (1 - threshold if lower is None else lower) <= threshold:
        raise TableError(
            f"threshold {threshold} and lower {lower} make no sense",
            where="truth_table",
            cure="0.5 < threshold <= 1, lower <= threshold",
        )
    return conditions


def _members(frame: pd.DataFrame, conditions: Sequence[str]) -> tuple[pd.DataFrame, dict[str, str]]:
    """The cases that are in one configuration, and why the others are not."""
    left_out = {}
    for case, row in frame.iterrows():
        silent = [str(name) for name in frame.columns if row[name] != row[name]]
        torn = [name for name in conditions if row[name] == 0.5]
        if silent:
            left_out[case] = "not known: " + ", ".join(silent)
        elif torn:
            left_out[case] = "exactly 0.5: " + ", ".join(torn)
    known = frame.drop(index=list(left_out)).astype("float64")
    if known.empty:
        raise TableError(
            f"no case is known in every column ({'; '.join(f'{case}: {why}' for case, why in list(left_out.items())[:3])})",
            where="truth_table", cure="fewer conditions, or say what silence means: silence='absent'",
        )  # fmt: skip
    return known, left_out


def as_integer(bits: Iterable[float]) -> int:
    """Bits as one number, the first the highest."""
    value = 0
    for bit in bits:
        value = value << 1 | int(bit)
    return value


def _corner(row: Iterable[float]) -> int:
    return as_integer(degree > 0.5 for degree in row)


def as_bits(configuration: int, count: int) -> list[int]:
    """The bits of a number, the highest first."""
    return [configuration >> place & 1 for place in reversed(range(count))]


def membership(members: pd.DataFrame, conditions: Sequence[str], implicant: Implicant) -> pd.Series:
    """Membership of every case in a conjunction: the least of its literals; 1 in the empty one."""
    import pandas as pd

    degree = pd.Series(1.0, index=members.index)
    for name, wanted in literals_of(conditions, implicant):
        own = members[name] if wanted else 1 - members[name]
        degree = degree.where(degree < own, own)
    return degree


def literals_of(conditions: Sequence[str], implicant: Implicant) -> list[tuple[str, bool]]:
    """The conditions that an implicant speaks of, and whether it asks for them present."""
    mask, values = (as_bits(part, len(conditions)) for part in implicant)
    return [(name, bool(value)) for name, spoken, value in zip(conditions, mask, values, strict=True) if spoken]


def sufficiency(x: pd.Series, y: pd.Series) -> float:
    """Consistency of *X is sufficient for Y*, ``Σ min(x, y) / Σ x``; NaN if no case is in X.

    >>> import pandas as pd
    >>> sufficiency(pd.Series([1.0, 1.0, 0.0]), pd.Series([1.0, 0.0, 1.0]))
    0.5
    """
    total = x.sum()
    return float(x.where(x < y, y).sum() / total) if total else float("nan")


def pri(x: pd.Series, y: pd.Series) -> float:
    """Proportional reduction in inconsistency of *X is sufficient for Y*; NaN where it is not defined."""
    both = x.where(x < y, y)
    neither = both.where(both < 1 - y, 1 - y).sum()
    total = x.sum() - neither
    return float((both.sum() - neither) / total) if total > 0 else float("nan")


def coverage(x: pd.Series, y: pd.Series) -> float:
    """How much of Y is covered by X, ``Σ min(x, y) / Σ y``; NaN if no case is in Y."""
    return sufficiency(y, x)


def necessity(frame: pd.DataFrame, outcome: str) -> pd.DataFrame:
    """Is a condition, or its absence, there wherever the outcome is?

    Parameters
    ----------
    frame : DataFrame
        As in :func:`truth_table`; for each condition the cases that are known in it and in the outcome count.

    Returns
    -------
    DataFrame
        ``condition`` (``~`` for its absence), ``cases`` counted, ``consistency`` of necessity (``Σ min(x, y) / Σ y``: at
        least 0.9 is asked for), ``coverage`` (``Σ min(x, y) / Σ x``) and ``RoN``, the relevance of necessity
        (``Σ (1 - x) / Σ (1 - min(x, y))``: near 0 where the condition is nearly everywhere, and so says little).

    Notes
    -----
    C. Q. Schneider and C. Wagemann, *Set-Theoretic Methods for the Social Sciences*, 2012, ch. 9.

    Examples
    --------
    >>> import pandas as pd
    >>> cases = pd.DataFrame({"A": [1, 1, 0], "Y": [1, 0, 0]}, index=["甲", "乙", "丙"])
    >>> necessity(cases, "Y").values.tolist()
    [['A', 3, 1.0, 0.5, 0.5], ['~A', 3, 0.0, 0.0, 0.6666666666666666]]
    """
    import pandas as pd

    rows = []
    for name in _checked(frame, outcome, 0.8, None):
        known = frame[[name, outcome]].dropna().astype("float64")
        y = known[outcome]
        for title, x in ((name, known[name]), (f"~{name}", 1 - known[name])):
            both = x.where(x < y, y)
            relevance = float((1 - x).sum() / (1 - both).sum()) if (1 - both).sum() else float("nan")
            rows.append((title, len(known), coverage(x, y), sufficiency(x, y), relevance))
    return pd.DataFrame(rows, columns=["condition", "cases", "consistency", "coverage", "RoN"])
