"""Consequences of a case that is provided for: 弄虚作假的，一律免职; 对不合格的村责令整改; 若…，由…; 否则….

A case is told by what is judged in it (表现突出的, 排名靠后的) or by what someone fails to do (不参加…的, 未完成…的).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.codebook.rule import RuleBook
from casekit.norms.passage import SPARED, Norm, Passage, answer, clean, is_report
from casekit.norms.signs import Way, way

_SAID_OF = re.compile("(?<![凡如若别其但])是|认为|来说|目的，?$")
_OTHERWISE = re.compile("否则，?(?P<then>[^，。；]{2,24})")
_CASE_ENDS = re.compile("(?:的(?P<noun>[一-鿿]{0,9})|者)，")
_EVEN = re.compile("[均都]")


class CaseReader:
    """Reads consequences that name their case."""

    def __init__(self, book: RuleBook):
        strong_words = book.words("sanctions-weak", "rewards-weak")
        self.named = book.words("actors", "matters")
        self.should_it = book.compile(
            "(?:如果|如有|如遇|若(?!干)|一旦|遇有|遇到)(?P<when>[^，。；]{2,30})，"
            "(?P<then>[^，。；]{0,10}?{then_done}[^，。；]{2,20})"
        )
        self.barred = book.compile(
            "(?P<when>[^，。；]{0,12}{conditions|sanctions}[^，。；]{0,10}?)的?，?"
            "(?P<then>[0-9一二两三五]年内不(?:得|能|予)[^，。；]{2,16})"
        )
        self.first_served = book.compile("(?P<when>[一-鿿]{4,14})时(?P<then>优先{served_first})")
        #: 不参加, 未完成, 没有整改, 拒不, 逾期; not 不断, 未来.
        self.failing = book.compile("(?!{not_failing})[不未][一-鿿]|没有(?![人谁])[一-鿿]|无(?:故|正当)|拒|逾期")
        self.whoever = book.compile(
            "(?:^|(?<=[，。；：]))(?P<who>[^，。；]{2,40}(?:的|者)(?:[一-鿿]{0,6}(?:干部|队员|单位|书记|人员|党员|党组织|支部|部门|责任人|村|乡镇))?|凡[^。；]{4,40}?)，"
            "(?P<then>[^，。；]{0,24}?(?:{sanctions-weak|rewards-weak}|按[^，。；]{2,12}处理|[^，。；]{0,8}(?:评|定|列|确定)为[^，。；]{2,10}|(?:直接|一律|重新|将(?!要|会))[一-鿿]{2,12})[^，。；]{0,10})"
        )
        self.if_then = book.compile(
            "(?:如果?|若|一旦)(?P<when>[^，。；]{4,40})，(?P<then>[^。；]{0,30}?(?:可|将|应|须|由|按)[^，。；]{0,16}?{sanctions|rewards})"
        )
        self.to_whom = book.compile(
            "对(?P<who>[^，。；]{2,24}?的)(?:[一-鿿]{1,6}?)?(?:要|应当?|须|将)(?P<what>{sanctions-weak|rewards-weak})"
        )
        self.by_whom = book.compile(
            "(?P<when>对[^，。；]{2,20}的|(?:^|(?<=[，。；：、]))[^，。；、]{0,16}?{failing|conditions}[^，。；]{0,8}?的)[^，。；]{0,8}，?(?P<then>由[^，。；]{2,20}?{talks})"
        )
        self.of_whom = book.compile(
            "(?P<who>对[^，。；]{2,40}?[的者])，?(?:一经[^，。；]{2,4}，)?(?P<then>{measures}[^，。；]{2,24})"
        )
        self.measure = book.compile("[^，。；]{0,8}?{measures}[^，。；]{2,24}")
        self.who_gets = book.compile(
            "[的者](?P<noun>[一-鿿、]{0,12}?)(?P<what>(?:{sanctions-weak|rewards-weak}|{on_the_spot})(?!{allowances})[^，。；]{0,8})"
        )
        self.condition = book.compile("{conditions}")
        self.answer = book.compile("{sanctions-weak|rewards-weak|talks|strict}|不")
        self.verdict = book.compile("{verdicts}")
        told = ("处理", "评为", "定为", "列为", "直接", "一律", "重新", "将", *strong_words)
        answers = book.words("sanctions", "rewards")
        in_question = (
            *book.words("conditions", "verdicts"),
            "不",
            "未",
            "没有",
            "无故",
            "无正当",
            "拒",
            "逾期",
            "不得",
            "不予",
            "者",
        )
        self.ways: tuple[Way, ...] = (  # in the order in which they are believed
            way(self._whoever, told, ("为", "直接", "一律", "重新", *answers), ("的", "者", "凡")),
            way(self._if_then, answers, ("如", "若", "一旦")),
            way(self._first_served, "时优先"),
            way(self._to_whom, "对", strong_words),
            way(self._by_whom, "由", book.words("talks")),
            way(self._of_whom, "对", ("的", "者"), book.words("measures")),
            way(
                self._in_case,
                ("的，", "者，", *(noun + "，" for noun in self.named)),
                in_question,
                book.words("measures"),
            ),
            way(self._who_gets, ("的", "者"), in_question, (*strong_words, *book.words("on_the_spot"))),
            way(self._should_it, ("如", "若", "一旦", "遇"), book.words("then_done")),
            way(self._otherwise, "否则"),
            way(self._barred, "年内不", book.words("conditions", "sanctions")),
        )

    def _whoever(self, passage: Passage) -> Iterator[Norm]:
        """弄虚作假的，一律免职."""
        for match in self.whoever.finditer(passage.text):
            if passage.told(*match.span()) or _SAID_OF.search(match["who"]) or _EVEN.match(match["then"]):
                continue
            if "一律" in match["then"] and match["who"].startswith("凡") and not self._strict(match):
                continue  # 凡是党员户，一律挂牌 is all of them
            if not passage.amounts_in(match.start(), match.end()):
                who, then = clean(match["who"])[-24:], clean(match["then"])
                yield answer(passage, match.start(), match.end(), who, "", then, "…的，…")

    def _strict(self, match: re.Match) -> bool:
        """Does 凡…，… name a fault or a merit, or an answer to one?"""
        return bool(self.answer.search(match["then"]) or self._case(match["who"].lstrip("凡是属"), named=False))

    def _if_then(self, passage: Passage) -> Iterator[Norm]:
        """如果违反村规，由理事会批评教育."""
        return self._first_condition(passage, self.if_then, "如果…，由…")

    def _first_served(self, passage: Passage) -> Iterator[Norm]:
        """选拔干部时优先考虑."""
        return self._first_condition(passage, self.first_served, "…时优先")

    def _first_condition(self, passage: Passage, pattern: re.Pattern, cue: str) -> Iterator[Norm]:
        """The first condition that is no report: what follows it in a list is of the same kind."""
        for match in pattern.finditer(passage.text):
            if not passage.told(*match.span()) and not passage.amounts_in(match.start(), match.end()):
                yield answer(passage, match.start(), match.end(), match["when"], "", match["then"], cue)
                break

    def _to_whom(self, passage: Passage) -> Iterator[Norm]:
        """对成效明显的要表彰."""
        for match in self.to_whom.finditer(passage.text):
            if not is_report(passage, *passage.clause(match.start())):
                what = match["what"]
                yield answer(passage, match.start(), match.end(), what, match["who"], what, "对…的…")

    def _by_whom(self, passage: Passage) -> Iterator[Norm]:
        """排名末位的由县委约谈."""
        for match in self.by_whom.finditer(passage.text):
            if not is_report(passage, *passage.clause(match.start())):
                yield answer(passage, match.start(), match.end(), match["when"], "", match["then"], "由…约谈")

    def _of_whom(self, passage: Passage) -> Iterator[Norm]:
        """对考核不合格的，及时进行提醒; 对触犯法律的移交司法机关."""
        for match in self.of_whom.finditer(passage.text):
            if not passage.amounts_in(*match.span()) and not passage.told(*match.span()):
                yield answer(passage, *match.span(), match["who"], match["who"][1:-1], match["then"], "对…的，…")

    def _in_case(self, passage: Passage) -> Iterator[Norm]:
        """无正当理由不参加的，由支部批评教育; 整改不力的乡镇，约谈书记."""
        text = passage.text
        for end in _CASE_ENDS.finditer(text):
            if end["noun"] and not end["noun"].endswith(self.named):
                continue
            low = passage.clause(end.start())[0]
            who, then = text[low : end.start() + 1], self.measure.match(text, end.end())
            barred = bool(then) and not end["noun"] and then[0].startswith(("不得", "不予"))
            if not then or _EVEN.match(then[0]) or _SAID_OF.search(who):
                continue
            if not barred and not self._case(who, bool(end["noun"])):
                continue
            if not passage.amounts_in(low, then.end()) and not passage.told(low, then.end()):
                yield answer(passage, low, then.end(), clean(who)[-24:], "", then[0], "…的，由…")

    def _case(self, who: str, named: bool) -> bool:
        """Is `who` a case that is provided for? Of someone `named` something must be said that is good or bad."""
        return bool(self.verdict.search(who) or self.failing.search(who) or not named and self.condition.search(who))

    def _who_gets(self, passage: Passage) -> Iterator[Norm]:
        """不参加劳动的取消分红资格."""
        text = passage.text
        for match in self.who_gets.finditer(text):
            low = max(passage.clause(match.start())[0], match.start() - 20)
            who = text[low : match.start() + 1]
            if len(who) < 2 or not self._case(who, named=False) or SPARED.search(match["noun"]) or _SAID_OF.search(who):
                continue
            if not is_report(passage, *passage.clause(match.start())):
                yield answer(passage, low, match.end(), who, match["noun"], match["what"], "…的取消…")

    def _should_it(self, passage: Passage) -> Iterator[Norm]:
        """若遭受事故，按规定予以报销."""
        for match in self.should_it.finditer(passage.text):
            if not is_report(passage, *match.span()):
                yield answer(passage, *match.span(), match["when"], "", match["then"], "若…，按…")

    def _barred(self, passage: Passage) -> Iterator[Norm]:
        """受到处分两年内不得享受补贴."""
        for match in self.barred.finditer(passage.text):
            if not is_report(passage, *match.span()):
                yield answer(passage, *match.span(), match["when"], "", match["then"], "…年内不得")

    def _otherwise(self, passage: Passage) -> Iterator[Norm]:
        """否则取消资格."""
        for match in _OTHERWISE.finditer(passage.text):
            if not is_report(passage, *match.span()):
                yield answer(passage, *match.span(), "", "", match["then"], "否则")
