"""Faults answered one by one: 缺勤1次通报，2次取消资格; 第一次提醒谈话，第二次通报批评."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.codebook.rule import RuleBook
from casekit.norms.passage import Norm, Passage, bare
from casekit.norms.signs import Way, way

_ORDINALS = {"一": 1.0, "二": 2.0, "三": 3.0, "四": 4.0}


class CountReader:
    """Reads thresholds of which several stand side by side, each with its answer."""

    def __init__(self, book: RuleBook):
        self.at_count = book.compile("的?，?(?:由[^，。；]{2,10}?|给予|予以|进行|处以)?{sanctions|talks}")
        times = tuple(f"第{number}次" for number in _ORDINALS)
        self.nth = re.compile(
            rf"第(?P<number>[{''.join(_ORDINALS)}])次[^，。；、]{{0,12}}?(?P<then>{book.any_of('sanctions', 'talks')})"
        )
        self.ways: tuple[Way, ...] = (
            way(self._by_count, "#次", book.words("sanctions", "talks"), alone=False),
            way(self._each_time, times, book.words("sanctions", "talks"), alone=False),
        )

    def _each_time(self, passage: Passage) -> Iterator[Norm]:
        """第一次提醒谈话，第二次通报批评，第三次召回: at least two of them, or one is told."""
        found = list(self.nth.finditer(passage.text))
        for match in found if len(found) > 1 else ():
            value, actor = _ORDINALS[match["number"]], passage.actor_before(match.start())
            place = match.span("number")
            yield Norm("threshold", *match.span(), "第几次", actor, "", "", ">=", value, "次", "", match["then"], place)

    def _by_count(self, passage: Passage) -> Iterator[Norm]:
        """缺勤1次通报，2次取消资格: at least two of them."""
        text = passage.text
        found = [amount for amount in passage.amounts if amount.unit == "次" and self.at_count.match(text, amount.end)]
        for amount in found if len(found) > 1 else ():
            low, high = passage.clause(amount.start)
            place = (amount.start, amount.end)
            then = bare(text[amount.end : high].lstrip("的"))
            if not passage.told(low, high):
                yield Norm("threshold", low, high, "几次", "", "", "", amount.sign or ">=", amount.value, "次", "", then, place)  # fmt: skip
