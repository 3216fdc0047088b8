"""What a number counts or measures: the words behind its unit, or those before it."""

from __future__ import annotations

import re

from casekit.quantities.lexicon import Lexicon

_RUN = re.compile("[^，。；：、！？“”《》（0-9 ]*(?:（[^（）]{1,6}）[^，。；：、！？“”《》（0-9 ]*)*")
_NO_NOUN = tuple("的了以左之不多余")
_PRE = re.compile("(?s:.*)[，。；：！？0-9、“”《》]")
_NEAREST = re.compile("[\u4e00-\u9fff]{2,8}$")


def behind(text: str, end: int, words: Lexicon) -> str:
    """The noun phrase that begins at `end`, cut before the first verb."""
    if text[end : end + 1] == "的":
        end += 1
    run = _RUN.match(text[end : end + 40])[0]
    cut = words.noun_ends.search(run, 1) if run else None
    if cut and cut.start() >= 1:
        run = run[: cut.start()]
    elif cut:
        run = ""
    return "" if run[:1] in _NO_NOUN else run.strip("的等")


def before(text: str, start: int, words: Lexicon) -> str:
    """The noun phrase that ends at `start`, cut behind the last verb; the nearest noun where only a verb stands there."""
    run = text[max(0, start - 40) : start]
    mark = _PRE.match(run)
    run = run[mark.end() :] if mark else run
    rest = run
    for cut in reversed(list(words.noun_begins.finditer(run))):
        if len(rest) - cut.end() >= 2:
            return rest[cut.end() :].strip("的")
        rest = rest[: cut.start()]
    if rest:
        return rest.strip("的")
    earlier = re.sub("[^\u4e00-\u9fff]+$", "", text[max(0, start - 60) : start - len(rest)])
    near = _NEAREST.search(earlier)
    return near[0] if near else ""
