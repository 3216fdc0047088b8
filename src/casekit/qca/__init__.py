"""Comparative logic: set memberships, truth tables, exact minimal solutions, and the sentences behind them.

Qualitative comparative analysis asks which combinations of conditions go with an outcome. With five articles it is a
way to say precisely what one sees, not to generalise; and what an article does not mention is not absent.
"""

from casekit.qca.sets import calibrate, crisp, evidence, intensity, presence
from casekit.qca.solutions import Solution, minimise
from casekit.qca.truth import TruthTable, coverage, necessity, pri, sufficiency, truth_table

__all__ = [
    "Solution",
    "TruthTable",
    "calibrate",
    "coverage",
    "crisp",
    "evidence",
    "intensity",
    "minimise",
    "necessity",
    "presence",
    "pri",
    "sufficiency",
    "truth_table",
]
