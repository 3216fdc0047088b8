"""The shown text of a page, its annotations and what was read already; and a byte without partner: what it may have been.

A site shows a byte that finds no partner as ``?`` and may swallow the sign behind it. What the byte was is gone; the
characters it can have been are weighed by the words around them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping
from functools import cache, cached_property
from itertools import accumulate
from operator import gt, sub

from casekit.repair import gbk
from casekit.repair.halves import plain
from casekit.repair.lexicon import word_bits
from casekit.repair.likelihood import Language
from casekit.repair.readings import LOST, ORPHANS, Mark, Reading

PARTNERS, UNLIKELY = 5, 9.0  # characters that are followed for one that is not shown, and bits by which they may trail
RESTS = tuple(".,:+-~/")  # what a number may go on with behind its first digits: 8:30, 2+1, 3-5
ASKED = 32  # characters that are counted one by one
BEFORE_NUMBER = 4.0  # bits: a character that seldom stands before a number


@cache
def beginning(lead: int) -> tuple[str, ...]:
    """The common characters and marks with this lead byte."""
    return tuple(char for _, char in gbk.row(lead))


class Orphans:
    """What one page shows, and how a reading of it goes on by one character or by a byte that is not shown.

    Parameters
    ----------
    page : str
        The shown text.
    marks : mapping of int to Mark
        Annotations by where they begin (with their ``?``, if they have one).
    script : str
        Script of the page.

    Attributes
    ----------
    fixed : list of (int, int, str)
        Stretches that were read already: start, end, text.
    language : Language
        How likely a reading is.
    swallowing : bool
        Does the site swallow what stands behind a byte without partner?
    """

    def __init__(self, page: str, marks: Mapping[int, Mark], script: str = ""):
        self.page, self.marks = page, marks
        self.fixed: list[tuple[int, int, str]] = []
        self._before: tuple[int, list, str] = (-1, [], "")  # what was asked for last
        self._times: dict[str, int] = {}
        self.language = Language(script)
        self._starts = sorted(marks)
        self._ends = [marks[start].end for start in self._starts]
        self._gone = [0, *accumulate(map(sub, self._ends, self._starts))]  # what the annotations before each take up
        self._codes, self._pairs = gbk.codes(), gbk.pairs()
        # a site that shows the bracket behind a torn character swallows nothing
        self.swallowing = not any(mark.orphan and page[start + 1] in "(（" for start, mark in marks.items())

    def before(self, start: int) -> str:
        """What stands before `start` in its line, the stretches that were read already put right."""
        if self._before[:2] == (start, self.fixed):
            return self._before[2]
        line = self.page.rfind("\n", max(0, start - 300), start) + 1 or max(0, start - 300)
        before, at = [], line
        for begin, end, text in self.fixed:
            if begin >= line:
                before += [self.bare(at, begin), text]
                at = end
        before.append(self.bare(at, start))
        self._before = start, self.fixed, "".join(before)
        return self._before[2]

    def bare(self, start: int, end: int) -> str:
        """The shown text without its whole annotations."""
        first, last = bisect_left(self._starts, start), bisect_right(self._ends, end)
        if first and self._ends[first - 1] > start or last < len(self._starts) and self._starts[last] < end:
            return self._bare(start, end)
        return self.bare_page[start - self._gone[first] : end - self._gone[last]]

    def _bare(self, start: int, end: int) -> str:
        """The same from or to the midst of an annotation."""
        if end - start == len(self.page) and not any(map(gt, self._ends, self._starts[1:])):
            return "".join(map(self.page.__getitem__, map(slice, (0, *self._ends), (*self._starts, end))))
        out, at = [], start
        for begin in self._starts[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            upto = self.marks[begin].end
            if begin >= at and upto <= end:
                out.append(self.page[at:begin])
                at = upto
        out.append(self.page[at:end])
        return "".join(out)

    @cached_property
    def bare_page(self) -> str:
        """The page without its whole annotations."""
        between = zip([0, *self._ends], [*self._starts, len(self.page)], strict=True)
        return "".join([self.page[end:start] for end, start in between])

    def times(self, char: str) -> int:
        """How often a character stands in it; if many are asked for, all are counted at once."""
        if char not in self._times and len(self._times) < ASKED:
            self._times[char] = self.bare_page.count(char)
            if len(self._times) == ASKED:
                self._times = Counter(self.bare_page)
        return self._times.get(char, 0)

    @cached_property
    def _annotated(self) -> Counter[str]:
        """How often each character is annotated."""
        return Counter(
            map(self.page.__getitem__, [at - 1 for at, mark in self.marks.items() if at and not mark.orphan])
        )

    def always(self, char: str) -> bool:
        """Is a character annotated wherever the page shows it? Then it stands nowhere without."""
        return 0 < self._annotated[char] == self.times(char)

    def torn_before(self, at: int) -> bool:
        """Does an annotation end right before `at`? Then it parts the bytes of what is read there."""
        return self.page[at - 1 : at] in (")", "）")

    def strays(self, start: int, end: int) -> int:
        """How many whole annotations stand between behind a letter or a sign: what they belong to is not shown."""
        between = self._starts[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return sum(not self.marks[at].orphan and at > start and self.page[at - 1].isascii() for at in between)

    def ended(self, at: int) -> bool:
        """Does the line, or the run of characters that GBK knows, end here?"""
        if at >= len(self.page):
            return True
        char = self.page[at]
        return char == "\n" or not (char in self._codes or char.isascii() or char in ORPHANS)

    def passed(self, reading: Reading, at: int) -> Reading:
        """`reading`, gone on up to `at` with what is shown."""
        state = reading.state
        for char in self.bare(reading.at, at):
            state = self.language.step(state, char)
        return reading._replace(cost=reading.cost + state[0] - reading.state[0], at=at, state=state)

    def emit(self, reading: Reading, char: str, at: int, pending: int, last: int, extra: float = 0.0) -> Reading:
        """`reading` with one character more; ``pending=0`` puts it on a border."""
        cost, begun, _, _, text, before, border, lost, steps, states, guessed, rivals = (
            reading  # a search makes very many
        )
        state = self.language.step(before, char)
        text += char
        if pending:
            border = (0, 0)
        elif not border[0]:
            border = (at, len(text))
        cost = cost + state[0] - before[0] + extra
        path = (*steps, begun), (*states, before)
        return tuple.__new__(Reading, (cost, at, pending, last, text, state, border, lost, *path, guessed, rivals))

    def _following(self, at: int, waiting: int) -> str:
        """The next two simplified characters if nothing is dropped there."""
        out = ""
        for place in range(at, min(at + 2, len(self.page))):
            char = self.page[place]
            code = self._codes.get(char)
            if place in self.marks or code is None:
                if char.isascii() and place not in self.marks:
                    out += plain(self._pairs.get(waiting << 8 | ord(char), "")) if waiting else char
                break
            read = self._pairs.get(waiting << 8 | code >> 8) if waiting else char
            if read is None:
                break
            out += plain(read)
            waiting = waiting and code & 0xFF
        return out

    def partners(self, reading: Reading, at: int, extra: float, lost: int) -> list[Reading]:
        """The waiting byte takes a byte that is not shown: the stretch ends here."""
        after = "0" if lost >= 0 and self.swallows(at) else self._following(at, 0)
        best = self.likely(self.language.cheapest(reading.state, beginning(reading.pending), after, PARTNERS))
        if reading.steps and not self.torn_before(reading.at):
            best = [char for char in best if not self.always(char)]
        out = [self.emit(reading, char, at, 0, self._codes[char] & 0xFF, extra)._replace(guessed=True) for char in best]
        if lost < 0 or not self.swallows(at):
            return out
        whole = self._pairs.get(reading.pending << 8 | 0x80)  # 80 stands alone before any byte
        complete = [self.emit(reading, whole, at, 0, 0x80, extra)] if whole else []
        return [*(self.swallowed(one, lost) for one in out if one.last != 0x80), *complete]

    @staticmethod
    def likely(ways: list[tuple[float, str]]) -> list[str]:
        """The first characters of `ways`, the cheapest first, that can still turn out best."""
        return [char for bits, char in ways if bits < ways[0][0] + UNLIKELY]

    def swallows(self, at: int) -> bool:
        """Has the ``?`` before `at` swallowed a digit? A byte stays without partner only before ASCII."""
        following = self.page[at : at + 1]
        behind = self.page[at + 1 : at + 2]
        broken = (
            following in RESTS and behind.isdigit() or following in ("%", "％") or following == "." and behind > "\x7f"
        )
        return self.swallowing and (following.isdigit() or broken or "一" <= following <= "\u9fff")

    def swallowed(self, reading: Reading, lost: int) -> Reading:
        """`reading` with the sign for a lost digit behind it."""
        state = self.language.step(reading.state, "0")
        text = reading.text + LOST
        seldom = reading.text[-1] in "地“《" and reading.state[1][-2:] not in word_bits()  # 基地63个 is no 地
        cost = reading.cost + state[0] - reading.state[0] + BEFORE_NUMBER * seldom
        border = (reading.at, len(text))
        return reading._replace(
            cost=cost,
            text=text,
            state=state,
            border=border,
            lost=(*reading.lost, lost),
            steps=(*reading.steps, lost),
            states=(*reading.states, reading.state),
        )
