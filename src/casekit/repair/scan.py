"""Matches of a pattern on a page of which it is known where its first character stands.

Most signs of damage are rare on most pages. One look at the page (:mod:`casekit.repair.signs`) says where they stand, so no
pattern has to look for them again; where they are frequent, the pattern finds them faster by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

RARE = 64  # characters for each place


def matches(pattern: re.Pattern[str], text: str, places: Sequence[int] | None = None) -> Iterator[re.Match[str]]:
    """What ``pattern.finditer`` says, asked only at `places` if they are few; they rise and leave out none where a match can begin.

    >>> import re
    >>> [found[0] for found in matches(re.compile("，+"), "应急，，管理，" + 200 * "好", [2, 3, 6])]
    ['，，', '，']
    """
    if places is None or RARE * len(places) > len(text):
        yield from pattern.finditer(text)
        return
    upto = 0
    for place in places:
        found = pattern.match(text, place) if place >= upto else None
        if found:
            upto = found.end()
            yield found
