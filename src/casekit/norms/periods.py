"""Periods that stand without 每: 季巡查, 一季度一评, 按月兑现, 周调度、月通报, 年终述职, 七一前后."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.codebook.rule import RuleBook
from casekit.norms.frames import framed
from casekit.norms.norm import Norm, recurring
from casekit.norms.passage import Amount, Passage
from casekit.norms.signs import Way, way

_NO_PERIOD_BEFORE = (
    "0123456789一二三四五六七八九十每几个本当上下近今去前后同全数此该这那某各岁腊正闰两半隔明蜜周整满次度多来余元续计"
)
_ONE_OF_THEM = ("上半", "下半", *(one + count for one in "这那近头上" for count in "一两三五"))
_LIST_MARKS = ("", "“", "、", "，", "行", "立", "持", "开", "展", "：")
_LISTED = re.compile("[日周旬月季年]一?[一-鿿]{2,3}[、，]")
_ITEM = re.compile("(?:^|(?<=[、，和行持实到立展]))(半年|双月|[日周旬月季年])(?=一?[一-鿿]{2})")
_ONES = {"一": 1.0, "两": 2.0, "二": 2.0, "三": 3.0, "四": 4.0}


class PeriodReader:
    """Reads frequencies whose period stands alone; overlapping findings are sorted out by who asks."""

    def __init__(self, book: RuleBook):
        self.book = book
        self.times = {*book.times, *book.times.values()}
        self.someone, self.aimed = book.compile("{someone}|[老小]{surnames}"), book.compile("{aimed}")
        self.set_going, self.held_yearly = book.compile("{set_going}$"), book.words("held_yearly")
        self.not_arranged = book.compile(
            "(?:考核|考评|评价|评议)(?:{not_arranged}|中|的|和|为|重要)|[一-鿿]{2}(?:情况|数据)"
        )
        self.bare = book.compile(
            "(?:(?P<period>{periods-not_alone})(?:度)?|年度|年终|年底|年末)(?P<gap>{held}|，)?(?P<what>{repeated|repeated_short})"
        )
        self.one_one = book.compile(
            "(?:(?P<each>[一每两三五])(?P<period>{periods})|半[年月]|双月)(?:[一-鿿]{0,3}?(?=[一两二三四]次))?(?P<count>[一两二三四])(?:{times}(?!性)|(?P<what>{repeated|repeated_short|once_short}|(?![个名条篇件批户人元天种万项部半夜晚定般些直样起旦致共切线届]|[年月日])[一-鿿]{2}))"
        )
        self.run = book.compile(
            "(?<![一二三四五六七八九十0-9每本上下当近两几各某同全整半去今前后明次首此该数])(?:(?:半年|双月|日(?!常|前|益|后|均)|(?:周(?![二三四五六]|[一日](?:[到离返]|开始|结束))|[旬月季年]))一?[一-鿿]{2,3}[、，]){1,5}(?:和)?(?:半年|日(?!常|前|益|后|均)|(?:周(?![二三四五六]|[一日](?:[到离返]|开始|结束))|[旬月季年]))一?[一-鿿]{2,3}(?=[^一-鿿]|制度|机制|的|等|工作)"
        )
        self.year_end = book.compile(
            "(?:年[终中]，?(?P<gap>[^。；]{0,40}?)(?P<what>{repeated|repeated_short})|(?:年底|年末)，?(?P<gap2>[^。；]{0,24}?)(?P<what2>{judged}))"
        )
        repeated = book.words("repeated", "repeated_short")
        starts = ("一", "每", "两", "三", "五")
        self.runs: tuple[Way, ...] = (
            way(self._runs, ("周", "旬", "月", "季", "半年", "年初", "年中", "年终", "年底", "年末")),
        )  # days alone make no list
        self.ways: tuple[Way, ...] = (  # in the order in which they are believed
            way(
                self._one_one,
                ("半年", "半月", "双月", *(each + period for each in starts for period in book.periods)),
                tuple("一两二三四"),
            ),
            *framed(book, "frequency"),
            way(self._bare, (*book.words("periods-not_alone"), "年度", "年终", "年底", "年末"), repeated),
            way(self._year_end, ("年终", "年中", "年底", "年末"), book.words("repeated", "repeated_short", "judged")),
        )

    def _runs(self, passage: Passage) -> Iterator[Norm]:
        """日记实、周汇报、月点评: periods one after another, whatever is done."""
        for match in self.run.finditer(passage.text) if _LISTED.search(passage.text) else ():
            for item in _ITEM.finditer(match[0]):
                start = match.start() + item.start(1)
                per = self.book.periods[item[1]]
                yield recurring(passage, "frequency", start, start + len(item[1]) + 2, None, per, "日…、周…、月…")

    def _one_one(self, passage: Passage) -> Iterator[Norm]:
        """一月一次, 每季一评; 一周一电话、一月一见面 side by side."""
        found = [match for match in self.one_one.finditer(passage.text) if not self._counts_on(passage.text, match)]
        listed = sum(match["each"] == "一" == match["count"] and bool(match["what"]) for match in found) > 1
        for match in found:
            if self._story(passage, match):
                continue
            if match["what"]:
                known = match["what"] in self.book.words("repeated", "repeated_short", "once_short")
                stands = known or listed or match["each"] in ("每", "两", "三", "五")
            else:
                stands = match["each"] != "每"
            if not stands:
                continue
            per = self.book.periods[match["period"] or match[0][:2]]
            per = match["each"] + per if match["each"] in ("两", "三", "五") else per
            amount = Amount(match.start("count"), match.end() - len(match["what"] or ""), _ONES[match["count"]], "次")
            yield recurring(passage, "frequency", match.start(), match.end(), amount, per, "一月一次")

    def _story(self, passage: Passage, match: re.Match) -> bool:
        """Is it what someone does or fails to do: 他一周三次回村, 一天三顿饭, 一年开不了一次会?"""
        text = passage.text
        if match["each"] == "每" and match["period"] in ("周", "星期", "礼拜") and match["what"]:
            return True  # 每周三的集市
        rounds = match["what"] in self.book.words("once_short")
        if "不" in match[0] or match["period"] in ("天", "日") and match["count"] != "一" and not rounds:
            return True
        return bool(self.someone.search(text, passage.clause(match.start())[0], match.start()))

    def _counts_on(self, text: str, match: re.Match) -> bool:
        """Is the first numeral the end of another: 第一周, 二十一天; or the day of a stretch: 每周一到周五?"""
        if text.startswith(_ONE_OF_THEM, match.start() - 1 if match.start() else 0):
            return True  # 下半年二次分红, 这一年两次
        return match.start() > 0 and text[match.start() - 1] in "第十二三四五六七八九0123456789之"

    def _bare(self, passage: Passage) -> Iterator[Norm]:
        """季巡查, 月度评价."""
        text = passage.text
        found = [
            match
            for match in self.bare.finditer(text)
            if not match.start() or text[match.start() - 1] not in _NO_PERIOD_BEFORE
        ]
        for position, match in enumerate(found):
            listed = any(
                abs(other.start() - match.start()) < 16
                for other in (*found[max(0, position - 1) : position], *found[position + 1 : position + 2])
            )
            if not (listed and text[match.start() - 1 : match.start()] in _LIST_MARKS) and (
                match["period"] == "日"
                and not text.startswith("制度", match.end())
                or not self._stands(text, match, listed)
            ):
                continue
            if any(a.unit in self.times for a in passage.amounts_in(match.end(), match.end() + 6)):
                continue  # 全年开展月监测10次
            per = self.book.periods[match["period"] or "年"]
            yield recurring(passage, "frequency", match.start(), match.end(), None, per, "月度")

    def _year_end(self, passage: Passage) -> Iterator[Norm]:
        """年终述职."""
        text = passage.text
        for match in self.year_end.finditer(text):
            before = text[max(0, match.start() - 1) : match.start()]
            gap = match["gap"] or ""
            if "（" in gap or "取消" in gap or "不" in gap or gap == "有":
                continue
            if (
                text.startswith(("会", "大会"), match.end())
                and not gap
                or text.startswith(("不得", "不能"), match.end())
            ):
                continue  # 年终总结会上; 年终考核不得评优
            if gap.startswith("对") and match["what"] == "排名" or gap.startswith(("绩效", "奖")):
                continue
            if before in ("", "，", "。", "；", "、", "“", "》", "）") and not self.aimed.search(
                match["gap"] or match["gap2"] or ""
            ):
                yield recurring(passage, "frequency", match.start(), match.end(), None, "年", "年终")
                break

    def _stands(self, text: str, match: re.Match, listed: bool) -> bool:
        """A period before an action, alone: 季巡查, 月度评价; not 年度考核结果, nor the 月 of another word."""
        before = text[match.start() - 1] if match.start() else "，"
        if self.not_arranged.match(text, match.start("what")):
            return False
        word = match["period"]
        if text.startswith(("制度", "机制", "制，", "制。"), match.end()):
            return True
        if not word:  # 年度考核 is mostly a noun
            return match["gap"] in self.held_yearly or bool(
                self.set_going.search(text[max(0, match.start() - 2) : match.start()])
            )
        if len(word) > 1:  # 季度考核、综合评价 as items of a list are no arrangement
            tail = text[match.end() : match.end() + 2]
            return listed or not (
                before == "、" or tail[:1] == "、" and tail != "、每" and before not in "行持立展组，“"
            )
        if len(match["what"]) < 2:
            return before in "“、，"
        return (
            word != "周"
            or before in "“、，。；：（"
            or text[: match.start()].rstrip("）").endswith(self.book.words("actors"))
        )
