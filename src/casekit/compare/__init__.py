"""Cases side by side: case × indicator, case × practice, rates and profiles. Frames in, frames out.

Every function takes `tables`: a mapping with the frames of :mod:`casekit.schema` (``study.tables``, or frames read
from files). A row of a result names the rows it came from by their position in ``tables["metrics"]`` (`row`,
`per_row`, …; -1 where there is none). What an article does not say stays missing and never becomes 0.
"""

from casekit.compare.figures import compare, indicator_table, planned_reported
from casekit.compare.mentions import mentions, standing
from casekit.compare.practices import (
    PER,
    cooccurrence,
    cooccurrence_matrix,
    instrument_profile,
    practice_counts,
    practice_presence,
    practice_rates,
)

__all__ = [
    "PER",
    "compare",
    "cooccurrence",
    "cooccurrence_matrix",
    "indicator_table",
    "instrument_profile",
    "mentions",
    "planned_reported",
    "practice_counts",
    "practice_presence",
    "practice_rates",
    "standing",
]
