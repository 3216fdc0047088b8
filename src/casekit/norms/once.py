"""What looks like a rule and is told of once: a price, a gift, a dividend paid out, a forecast, a report of who helped."""

from __future__ import annotations

import re

from casekit.codebook.rule import RuleBook
from casekit.norms.norm import Norm
from casekit.norms.passage import Passage

#: Who can be brought something; 每年将60%用于分红 is a share.
_SERVED = ("户", "人", "个")
_COMPARED = ("与", "和", "同", "跟")
#: By this rate it is shared out, each time: 按每股10元分红.
_RATE = re.compile("按照?每")
_FEW_WORDS = 10


class Once:
    """Tells what stands once from what stands each time, by the words around a rule that was read."""

    def __init__(self, book: RuleBook):
        self.weighed, self.shares = book.words("weighed"), book.words("shared")
        self.allowed = book.compile("{subsidised}")
        self.price = book.compile("{price_words}[^，。；]{0,6}$")
        self.poverty_line = book.compile("{poverty_lines}[^，。；]{0,4}$")
        self.paid_out = book.compile("{paid_out}")
        self.agreed = book.compile("{agreed}")
        self.scholars = book.compile("(?<!对)[为给向](?:[^，。；]{0,8}(?:{admitted})|[^，。；]{0,6}?[0-9]+[名位户人])")
        self.handed = book.compile("{handed_over}")
        self.brought = book.compile("^[^，。；]{0,12}?{brought}")
        self.earned = book.compile("{earned}")
        self.hooked = book.compile("挂钩|挂起钩|捆绑|依据|奖惩")
        self.pace = book.compile("以?[上下]?的{paces}")

    def tells(self, passage: Passage, norm: Norm) -> bool:
        """Is `norm` read from words that tell of one time?

        Examples
        --------
        >>> from casekit.codebook import Codebook
        >>> from casekit.codebook.rule import load_rules
        >>> book = load_rules(Codebook())
        >>> text = "公司每公斤按2元收购。"
        >>> norm = Norm("quota", 2, 9, "每", value=2.0, unit="元", per="公斤", number=(6, 8))
        >>> Once(book).tells(Passage(text, (), book), norm)
        True
        """
        if norm.kind == "consequence":
            return self._said_in_passing(passage, norm)
        if norm.kind != "quota" or not norm.number:
            return False
        start, end = norm.number
        low, high = passage.clause(start)
        if self.pace.match(passage.text, end, high):
            return True
        if norm.unit != "元":
            counted = norm.unit in _SERVED and norm.per and norm.comparator == "="
            return bool(counted) and self._brings(passage, end, high)
        return self._priced(passage, norm, low, high) or self._given_once(passage, norm, low, high)

    def _said_in_passing(self, passage: Passage, norm: Norm) -> bool:
        """A request to the reader of a notice (请及时联系), what a site forbids, or what something is compared with (与…的要求不符)."""
        if norm.consequence.startswith("请") or "转载" in passage.text:
            return True
        if not norm.action.startswith("对") and not norm.object:
            return False
        low = passage.clause(norm.start)[0]
        return passage.text.startswith(_COMPARED, low) and not self.hooked.search(passage.text, low, norm.end)

    def _brings(self, passage: Passage, end: int, high: int) -> bool:
        """每年为110户增收30万元: the number counts those to whom it was brought."""
        return bool(self.brought.search(passage.text[end:high]))

    def _priced(self, passage: Passage, norm: Norm, low: int, high: int) -> bool:
        """A price, what something cost to build, the poverty line."""
        text, (start, _) = passage.text, norm.number or (0, 0)
        if self.poverty_line.search(text, low, start):
            return True
        if norm.comparator not in ("", "="):
            return False  # 每斤不低于3元: a floor is laid down
        if norm.per.endswith(self.shares):
            return not (_RATE.search(text, low, start) or self.agreed.search(text, low, high))
        if norm.per.endswith(self.weighed):
            return not self.allowed.search(text, low, high)
        return bool(norm.per) and bool(self.price.search(text, low, start))

    def _given_once(self, passage: Passage, norm: Norm, low: int, high: int) -> bool:
        """A gift to those who were counted or named, a dividend that was paid or is hoped for, what each earned."""
        text, (start, _) = passage.text, norm.number or (0, 0)
        if not norm.per or _RATE.search(text, low, start):
            return False
        if self.agreed.search(text, max(0, low - _FEW_WORDS), high):
            return False
        if self.scholars.search(text, low, start) or self.handed.search(text, low, high):
            return True
        return bool(self.paid_out.search(text, low, high) or self.earned.search(text, low, start))
