"""Do the pages say of themselves what is true? Every example coded as written, every cue matched by an example."""

from __future__ import annotations

import re
from functools import lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING

from casekit.codebook.indicator import Cue, Example, Indicator, load_indicators
from casekit.document import Document, Sentence
from casekit.errors import CodebookError
from casekit.indicators.choice import assign
from casekit.indicators.context import Passages
from casekit.indicators.reader import ready
from casekit.indicators.words import small_words

if TYPE_CHECKING:
    from casekit.codebook import Codebook

_MULTIPLIER = {"万": 1e4, "亿": 1e8, "千": 1e3, "百": 1e2}
_FIGURE = re.compile(r"(\d+(?:\.\d+)?)([万亿千百]?)[余多]?[个户人名支家亩元%起期次]?")


@lru_cache(maxsize=8)
def audit(codebook: Codebook) -> int:
    """Code every example of every page; returns how many there are.

    Raises
    ------
    CodebookError
        An example is not coded as written, or a cue is matched by none.

    >>> from casekit.codebook import Codebook
    >>> audit(Codebook()) > 200
    True
    """
    count = 0
    for page in load_indicators(codebook).values():
        if page.retired:
            continue
        proven: set[Cue] = set()
        for example in page.examples:
            code, matched = code_example(example, page, codebook)
            if (code == page.id) != (example.code == "yes"):
                raise CodebookError(
                    f"example {example.text!r} should be {example.code}, but is coded {code!r}",
                    where=f"{page.id}.yml", cure="mend the cues of the page, or the example",
                )  # fmt: skip
            proven |= matched if code == page.id else set()
            count += 1
        for cue in page.cues:
            if cue not in proven:
                raise CodebookError(
                    f"no example matches the cue {str(cue)!r}", where=f"{page.id}.yml", cure="add an example"
                )
    return count


def code_example(example: Example, page: Indicator, codebook: Codebook) -> tuple[str, set[Cue]]:
    """The code that the marked number of an example gets, and the cues of `page` that match there."""
    left, surface, right = re.split("[【】]", example.text)
    text, start, end = left + surface + right, len(left), len(left + surface)
    figure = _FIGURE.search(surface)
    value = float(figure[1]) * _MULTIPLIER.get(figure[2], 1) if figure else 1.0
    meant = SimpleNamespace(
        sent_no=0, start=start, end=end, value=value, unit=example.unit or page.unit, noun="", status=example.status,
        per=example.per, scope=example.scope,
    )  # fmt: skip
    others = [
        SimpleNamespace(
            sent_no=0, start=m.start(), end=m.end(), unit="", noun="", status="", per="", scope="", value=0.0
        )
        for m in _FIGURE.finditer(text)
        if m.end() <= start or m.start() >= end
    ]
    numbers = sorted([meant, *others], key=lambda number: number.start)
    document = Document("example", text, (Sentence(0, 0, len(text), text, 0, False),))
    position = numbers.index(meant)
    code, _ = assign(document, numbers, codebook)[position]
    small = small_words(codebook)
    at = Passages([text], small).contexts(0, len(text), numbers, 0, 0)[position]
    return code, {cue for cue in page.cues if ready(cue, small).weigh(at)}
