"""How often, in still other words: 每隔半个月, 每3天, 逢周五, 双月, and what whoever is bound does each 每年."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.codebook.rule import RuleBook
from casekit.norms.passage import Norm, Passage, clean
from casekit.norms.periods import recurring
from casekit.norms.signs import Way, way

_UNITS = "(?:个?工作日|个?季度?|个?星期|小时|个?月|周|天|日|年)"
_NUMBER = "(?:[0-9]{1,3}|[一二两三四五六七八九十]{1,3}|半)"
_ALONE = {"周": "两周", "月": "两个月", "天": "两天", "日": "两天", "年": "两年", "季": "两季", "季度": "两季度"}
_STORY = re.compile("了|过(?!程|关|组织|政治|问)|已|就能|便能|都能|可以|才能")
_NOT_EACH = re.compile("平均|大约|差不多|几乎|大概|相当于|[间相时远阻]$")


class IntervalReader:
    """Reads frequencies from intervals, from days that come round, and from what officers do each period."""

    def __init__(self, book: RuleBook):
        self.times = {*book.times, *book.times.values()}
        self.someone = book.compile("{someone}|[老小]{surnames}")
        self.repeated = book.compile("{repeated|repeated_short}")
        self.does = book.compile("{repeated}|{duties}|{does}")
        self.outcome = book.compile("{outcomes}")
        self.every_other = book.compile(
            f"(?<![间相时远阻])(?P<each>每隔|隔)(?P<n>{_NUMBER})?(?P<unit>{_UNITS})(?!离|壁|断|热|代|夜|辈)"
        )
        self.every_few = re.compile(
            f"每(?P<n>[0-9]{{1,3}}|[二两三四五六七八九十]{{1,3}})(?P<unit>{_UNITS})(?!制|以|内)"
        )
        self.on_days = book.compile(
            "(?:每逢|逢|适逢)(?P<day>“?(?:(?:周|星期)[一二三四五六日末天]|[单双]月|[月季年周][末底初]|季末月|[初十廿]?[一二三四五六七八九十]{1,2}(?:逢[一二三四五六七八九十])?(?=[，、])|{fair_days})”?)"
        )
        self._officers = book.compile("{officers}")
        self.officer = book.compile("{officers}(?:都|均|还|也|要|须|应|必须|在|将|坚持)*$")
        self.modal = book.compile(
            "(?:[，]?(?:都要|都须|均须|均要|要|须|应当?|必须|都会|固定|定期|按时|准时|轮流|坚持|安排|选派?|拿出|派人|派出|上门))"
        )
        self.paper = book.compile("(?:{groups}|账|情况|结果|名单|信息|数据|榜)(?:都|均|也|还|要|会|须)?$")
        self.each = book.compile(
            "每(?:一|个)?(?P<period>{periods})(?!龄|轻|级|代|均|产|都有|春|秋|夏|冬)(?:都|均|会|将|度|份)?"
        )
        self.paper_done = book.compile("(?:都要|都会|要|会|须|将)?(?:在[^，。；]{2,10})?{made_known}")
        periods = tuple(each + period for each in ("每", "每一", "每个") for period in book.periods)
        self.ways: tuple[Way, ...] = (
            way(self._every_other, "隔"),
            way(
                self._every_few,
                "每",
                ("小时", "天", "日", "周", "月", "年", "季", "星期"),
                tuple("一二两三四五六七八九十123456789"),
            ),
            way(self._on_days, ("每逢", "逢")),
            way(self._bound, periods),
        )

    def _every_other(self, passage: Passage) -> Iterator[Norm]:
        """每隔半个月召开一次; 隔周轮换."""
        for match in self.every_other.finditer(passage.text):
            if match["each"] == "隔" and (match["n"] or match["unit"] not in _ALONE):
                continue  # 隔三天 is a delay
            per = _ALONE.get(match["unit"], match["unit"]) if not match["n"] else match["n"] + match["unit"]
            yield from self._done(passage, match, per)

    def _every_few(self, passage: Passage) -> Iterator[Norm]:
        """每3天巡查一次."""
        for match in self.every_few.finditer(passage.text):
            yield from self._done(passage, match, match["n"] + match["unit"])

    def _done(self, passage: Passage, match: re.Match, per: str) -> Iterator[Norm]:
        """What is done at the interval `match`: as often as a count says, or once."""
        text, (low, high) = passage.text, passage.clause(match.start())
        if _NOT_EACH.search(text, low, match.start()) or self.someone.search(text, low, match.start()):
            return
        rest = text[match.end() : high]
        counts = [a for a in passage.amounts_in(match.end(), high) if a.unit in self.times]
        if _STORY.search(rest) or self.outcome.match(rest) or passage.amounts_in(match.end(), high) and not counts:
            return
        if counts or self.does.search(rest[:16]):
            yield recurring(passage, "frequency", match.start(), high, counts[0] if counts else None, per, "每隔")

    def _on_days(self, passage: Passage) -> Iterator[Norm]:
        """逢周五下村."""
        text = passage.text
        for match in self.on_days.finditer(text):
            stop = text.find("。", match.end())
            rest = text[match.end() : min(stop if stop > 0 else len(text), match.end() + 30)]
            if _STORY.search(rest) or self.someone.search(rest) or self.outcome.search(rest[:10]):
                continue
            if self.officer_in(rest) or self.repeated.search(rest[:20]):
                yield recurring(
                    passage,
                    "frequency",
                    match.start(),
                    match.end(),
                    None,
                    "年" if "年" in match[0] else clean(match["day"]),
                    "逢",
                )

    def officer_in(self, rest: str) -> bool:
        return self._officers.search(rest) is not None

    def _bound(self, passage: Passage) -> Iterator[Norm]:
        """支部每年派人上门祝贺; 账目每个月都会贴上墙: done each time because someone is bound to."""
        text = passage.text
        for match in self.each.finditer(text):
            low, high = passage.clause(match.start())
            before, rest = text[low : match.start()], text[match.end() : high]
            if (
                len(rest) < 2
                or rest[0] == "的"
                or match["period"] in ("天", "日", "晚")
                or passage.amounts_in(match.start(), high)
            ):
                continue
            if _STORY.search(rest) or self.outcome.search(rest[:12]) or self.someone.search(text, 0, match.start()):
                continue
            paper = self.paper.search(before) and self.paper_done.search(rest)
            if paper or self.officer.search(before) and (self.modal.match(rest) or self.does.search(rest[:14])):
                yield recurring(
                    passage, "frequency", match.start(), high, None, passage.book.periods[match["period"]], "每年…"
                )
