"""Cues: short patterns a researcher can write, matched all at once in one pass.

A cue is literal text with five signs:

===========  ==================================================================
``(a|b)``    one of these; ``(a|)`` may be missing
``…``        a gap of up to 16 characters inside the clause (no ，。；：！？ in it)
``~``        the same inside one item of a list (no 、 in it either)
``……``       a gap anywhere in the rest of the sentence
``^`` ``$``  at the beginning or end of the sentence
===========  ==================================================================

Nothing backtracks: no cue can be slow, whatever the text, and none can match the empty string.
"""

from casekit.cues.cover import Cover
from casekit.cues.language import CLAUSE_MARKS, GAP, Cue, CueError, parse
from casekit.cues.matcher import CueMatcher, Hit

__all__ = ["CLAUSE_MARKS", "GAP", "Cover", "Cue", "CueError", "CueMatcher", "Hit", "parse"]
