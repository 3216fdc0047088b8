"""Two parts of a cue and the gap between them: where the one can be followed by the other.

All places are ``(start, end)``, sorted; a join gives, for each beginning in the first part, the earliest end in the
second. Each is one walk over both.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from casekit.cues.language import CLAUSE, CLAUSE_MARKS, GAP, ITEM

# what ends a gap of a kind
ENDS = {ITEM: re.compile(f"[{CLAUSE_MARKS}、]"), CLAUSE: re.compile(f"[{CLAUSE_MARKS}]")}

Places = list[tuple[int, int]]


def anywhere(part: Places, runs: Places) -> Places:
    """From each place of `part` to the earliest end of all `runs` that begin after it.

    >>> anywhere([(0, 2), (6, 8)], [(3, 9), (4, 5)])
    [(0, 5)]
    """
    starts, soonest = [begin for begin, _ in runs], [stop for _, stop in runs]
    for i in range(len(soonest) - 2, -1, -1):
        soonest[i] = min(soonest[i], soonest[i + 1])
    after = [(begin, bisect_left(starts, stop)) for begin, stop in part]
    return nearest([(begin, soonest[first]) for begin, first in after if first < len(starts)])


def within(part: Places, runs: Places, text: str, gap: int = CLAUSE) -> Places:
    """From each place of `part` to the earliest end of the `runs` that begin at most a gap later in the same clause.

    >>> within([(0, 2)], [(5, 7)], "选派三十名干部"), within([(0, 2)], [(5, 7)], "选派好，说干部")
    ([(0, 7)], [])
    """
    ends = ENDS[gap]
    joined, first, count = [], 0, len(runs)
    for begin, stop in part:
        while first < count and runs[first][0] < begin:
            first += 1
        at, limit, best = first, stop + GAP, 0
        while at < count and runs[at][0] <= limit:
            start, ending = runs[at]
            at += 1
            if start >= stop and (not best or ending < best):
                if not best:  # no mark up to here; beyond the next one the gap is over
                    mark = ends.search(text, stop, limit)
                    limit = mark.start() if mark else limit
                    if start > limit:
                        break
                best = ending
        if best:
            joined.append((begin, best))
    return nearest(joined)


def nearest(places: Places) -> Places:
    """Of the places that begin together only the one that ends first.

    >>> nearest([(0, 2), (0, 3), (4, 6)])
    [(0, 2), (4, 6)]
    """
    if len(places) < 2:
        return places
    first: dict[int, int] = {}
    for begin, stop in places:
        if begin not in first or stop < first[begin]:
            first[begin] = stop
    return sorted(first.items())
