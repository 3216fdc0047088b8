"""How well codings agree: the tables with a reference, coder with coder; and coding by hand, out and in.

* :func:`load_reference`, :func:`score`: precision, recall and F1 of every table against a reference coding.
* :func:`coding`, :func:`paired`, :func:`reliability`, :func:`confusion`, :func:`disagreements`: practices, sentence by
  sentence, as Krippendorff's alpha and as the sentences behind each disagreement.
* :func:`coding_sheet`, :func:`read_sheet`, :func:`agreed`, :func:`sheet_to_corrections`: sheets that people fill in.
"""

from casekit.agreement.filled import Sheet, read_sheet
from casekit.agreement.overrule import agreed, append_corrections, sheet_to_corrections
from casekit.agreement.reference import Reference, bare, load_figures, load_reference
from casekit.agreement.reliability import codes_of, coding, confusion, disagreements, paired, reliability
from casekit.agreement.scoring import Scores, Tally, score
from casekit.agreement.sheets import coding_sheet

__all__ = [
    "Reference",
    "Scores",
    "Sheet",
    "Tally",
    "agreed",
    "append_corrections",
    "bare",
    "codes_of",
    "coding",
    "coding_sheet",
    "confusion",
    "disagreements",
    "load_figures",
    "load_reference",
    "paired",
    "read_sheet",
    "reliability",
    "score",
    "sheet_to_corrections",
]
