"""What the readers of rules share: amounts, rules found, and who does what in a clause."""

from __future__ import annotations

import re
import string
from bisect import bisect_left
from typing import NamedTuple

from casekit.codebook.rule import RuleBook

_BREAK = re.compile("[，。；：！？\n]")
_MARK = re.compile("[，。；：！？、“”\n（）]")
#: The words of the old amount before the new one (1万元提高到3万元).
RAISED = re.compile("[^，。；]{0,12}[0-9][^，。；]{0,8}(?:提高|增加|提升|上调|调整)(?:到|至|为)")
#: Words of a report of what was done.
TOLD = "(?!{told_not}){told|summed}"
#: Before a word of sanction: it struck nobody, or is told of somebody (没有被问责).
SPARED = re.compile("(?:[被受获]|没有|未能?)[^，。；]{0,8}$")
_LINKS = re.compile(
    r"(?:并|由|对|把|将|让|使|要求|督促|组织(?!部|委)|安排|实行|坚持|推行|建立|落实|严格|每[个名]?|各|以及|和|及|其中|同时|为|按照|确保)+"
)
_OBJECT = re.compile(
    r"(?:(?<![应绝相面])对(?![象口接照标应])|(?<!即)将|(?<!一)把(?!手|关)|给予|(?<!方)向)([^，。；、]{2,24}?)(?:进行|开展|实行|予以|给予|作为|纳入|及时|从严|严肃|一律|全覆盖|，|$)"
)
_SINGLE = ("人", "起", "个", "人次", "家", "件", "户", "期", "次", "项", "支", "元")
#: Where a window of words may be cut: at a mark, else where a phrase begins.
_BORDER = re.compile("[、：“”（）)(.；，]|[0-9]+[.、](?=[一-鿿])")
_PHRASE = re.compile(
    "的(?=[一-鿿]{2})|(?=(?<![应针绝相面])对(?![象口接照标应])|(?<!即)将(?!来|军)|(?<![排])按|(?<![理自经])由)"
)
_AROUND = "，、。；：“”（" + string.whitespace + "\u3000\xa0"


class Amount(NamedTuple):
    """A number in a sentence: ``text[start:end]``, its value in `unit`, how it binds ("" if it only counts), what it is a rate of."""

    start: int
    end: int
    value: float
    unit: str
    sign: str = ""
    per: str = ""
    required: bool = False


class Norm(NamedTuple):
    """One rule found in a sentence; offsets are the sentence's."""

    kind: str
    start: int
    end: int
    cue: str
    actor: str = ""
    action: str = ""
    object: str = ""
    comparator: str = ""
    value: float | None = None
    unit: str = ""
    per: str = ""
    consequence: str = ""
    number: tuple[int, int] | None = None  # where its number stands: a number makes one rule only
    claim: tuple[int, int] | None = None  # the words it is read from, where these are not those it quotes


class Passage:
    """One sentence with its amounts, and the words to read it by."""

    def __init__(self, text: str, amounts: tuple[Amount, ...], book: RuleBook):
        self.text, self.amounts, self.book = text, amounts, book
        self.spent: dict[int, str] = {}  # where the numbers stand that are part of a rule already, and of what kind
        self._breaks: list[int] | None = None
        self._marks: list[int] | None = None
        self._valid: tuple[Amount, ...] | None = None
        self._free: list[Amount] | None = None
        self._free_when = 0

    def clause(self, at: int) -> tuple[int, int]:
        """The clause around `at`: from the mark before to the mark after."""
        breaks = self._breaks
        if breaks is None:  # many sentences are never asked
            breaks = self._breaks = [match.start() for match in _BREAK.finditer(self.text)]
        i = bisect_left(breaks, at)
        return (breaks[i - 1] + 1 if i else 0), (breaks[i] if i < len(breaks) else len(self.text))

    def segment(self, start: int, end: int) -> tuple[int, int]:
        """The stretch around `start:end` between marks, 、 and quotation marks counted, those in brackets not."""
        return self._opens(start), self._closes(end)

    def _places(self) -> list[int]:
        """Where marks stand."""
        if self._marks is None:
            self._marks = [match.start() for match in _MARK.finditer(self.text)]
        return self._marks

    def _opens(self, at: int) -> int:
        """Where the segment around `at` begins."""
        depth, marks = 0, self._places()
        for place in reversed(marks[: bisect_left(marks, at)]):
            mark = self.text[place]
            if mark in "（）":
                depth += 1 if mark == "）" else -1
            elif depth <= 0:
                return place + 1
        return 0

    def _closes(self, at: int) -> int:
        """Where the segment around `at` ends."""
        depth, marks = 0, self._places()
        for place in marks[bisect_left(marks, at) :]:
            mark = self.text[place]
            if mark in "（）":
                depth += 1 if mark == "（" else -1
            elif depth <= 0:
                return place
        return len(self.text)

    @property
    def free(self) -> list[Amount]:
        """The amounts in force that no rule has yet: a number makes one rule only."""
        spent = self.spent
        if self._free is None or len(spent) != self._free_when:
            self._free_when, self._free = len(spent), [a for a in self._in_force() if a.start not in spent]
        return self._free

    def amounts_in(self, start: int, end: int) -> list[Amount]:
        amounts = self.amounts
        if not amounts:
            return []
        low, high = bisect_left(amounts, (start,)), bisect_left(amounts, (end,))
        return [amount for amount in amounts[low:high] if amount.end <= end]

    def _in_force(self) -> tuple[Amount, ...]:
        if self._valid is None:
            changed = self.book.compile("(?:[的/][一-鿿]{1,2})?{changed}(?:到|至|为)")
            self._valid = tuple(amount for amount in self.amounts if not changed.match(self.text, amount.end))
        return self._valid

    def in_force(self, start: int, end: int) -> list[Amount]:
        """The amounts between `start` and `end` without those that were changed (由2万元提高到5万元)."""
        return [amount for amount in self._in_force() if amount.start >= start and amount.end <= end]

    def told(self, start: int = 0, end: int | None = None) -> bool:
        """Do the words between `start` and `end` report what was done?"""
        end = len(self.text) if end is None else end
        return self.book.compile(TOLD).search(self.text, start, end) is not None

    def actor_before(self, at: int, low: int | None = None) -> str:
        """Who acts: the words before `at` if they name an actor and little follows the name; else "" (silence)."""
        start = self._opens(at)
        if self.text[start - 1 : start] == "、" and low is None:  # 攻坚工作队长、村第一书记主持…
            further = self._opens(start - 1)
            if start - further <= 16 and self.ends_in_actor(further, start - 1):
                start = further
        words = after(_LINKS, clean(self.text[max(start, low or 0) : at]))
        if not words or len(words) > 30:
            return ""
        end = self.book.last("actors", words)
        end += len(words[end:]) - len(words[end:].lstrip("）"))
        return clean(words[:end]) if end and len(words) - end <= 6 else ""

    def ends_in_actor(self, start: int, end: int) -> bool:
        """Does ``text[start:end]`` end in the name of someone who acts, a closing bracket apart?"""
        return self.text[start:end].rstrip("）").endswith(self.book.words("actors"))

    def object_of(self, start: int, end: int) -> str:
        """对X…, 将X…, 把X… between `start` and `end`."""
        match = _OBJECT.search(self.text, start, end)
        return match[1] if match else ""


def is_report(passage: Passage, low: int, high: int) -> bool:
    """A single case that is told between `low` and `high`, not what follows each time."""
    counted = any(amount.unit in _SINGLE for amount in passage.amounts_in(low, high))
    return counted or passage.told(low, high)


def answer(passage: Passage, start: int, end: int, action: str, target: str, result: str, cue: str) -> Norm:
    """The consequence `result`, told between `start` and `end`."""
    actor = passage.actor_before(start)
    return Norm("consequence", start, max(end, start + 1), cue, actor, action, target, consequence=result[:40])


def clean(words: str) -> str:
    """`words` without the marks around them; a quotation that they begin with stays whole.

    >>> clean("，“一票否决”情形，")
    '“一票否决”情形'
    """
    bare = words.lstrip(_AROUND + "）")
    opened = words[: len(words) - len(bare)].endswith("“") and bare.count("”") > bare.count("“")
    return ("“" * opened + bare).rstrip(_AROUND)


def after(opening: re.Pattern, words: str) -> str:
    """`words` without what `opening` matches at their beginning."""
    found = opening.match(words)
    return words[found.end() :] if found else words


def bare(words: str, limit: int = 24) -> str:
    """`words` up to the first mark, trimmed to `limit` characters."""
    words = clean(words)
    stop = _BREAK.search(words)
    return head(clean(words[: stop.start()]) if stop else words, limit)


def tail(words: str, limit: int) -> str:
    """The last words of `words`, from a border on: about `limit` characters, or all where no border is near.

    Examples
    --------
    >>> tail("剩余的按非贫困户占30%、贫困户占", 16)
    '贫困户占'
    >>> tail("月度积分", 16)
    '月度积分'
    """
    if len(words) <= limit:
        return words
    near = words[-limit:]
    for borders in (_BORDER, _PHRASE):
        found = [match.end() for match in borders.finditer(near) if match.end() < len(near) - 1]
        if found:
            return clean(near[found[0] :])
    return words if len(words) <= 2 * limit else clean(near)


def head(words: str, limit: int) -> str:
    """The first words of `words`, up to a border: about `limit` characters, or a few more where no border is near.

    Examples
    --------
    >>> head("安全生产和森林防火工作、环境卫生整治工作", 16)
    '安全生产和森林防火工作'
    """
    if len(words) <= limit:
        return words
    found = [match.start() for match in _BORDER.finditer(words[: limit + 1]) if match.start() > 1]
    if found:
        return clean(words[: found[-1]])
    return words if len(words) <= 2 * limit else words[:limit]
