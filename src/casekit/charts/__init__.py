"""Charts: a study in, an axes in and out; every mark leads to its sentences, every chart says itself in words.

``show(ax)`` turns any of them into a figure for a notebook, with links, a text for those who cannot see it, and
the same numbers as a table.
"""

from casekit.charts.agreement import agreement_bars
from casekit.charts.linked import LinkedFigure, LinkedTable, show, table
from casekit.charts.metrics import metric_bars, metric_dots
from casekit.charts.plans import planned_against_reported
from casekit.charts.practices import (
    cooccurrence_network,
    instrument_bars,
    practice_frequency,
    practice_heatmap,
)
from casekit.charts.ranks import place_in_table
from casekit.charts.style import note, theme
from casekit.charts.timeline import timeline

__all__ = [
    "LinkedFigure",
    "LinkedTable",
    "agreement_bars",
    "cooccurrence_network",
    "instrument_bars",
    "metric_bars",
    "metric_dots",
    "note",
    "place_in_table",
    "planned_against_reported",
    "practice_frequency",
    "practice_heatmap",
    "show",
    "table",
    "theme",
    "timeline",
]
