"""Consequences of a case that is provided for: 弄虚作假的，一律免职; 对不合格的村责令整改; 工作不力的严肃问责.

A case is told by what is judged in it (表现突出的, 排名靠后的) or by what someone fails to do (不参加…的, 未完成…的); in
fixed frames of words (与…挂钩, 作为…依据) it needs none, see ``rule_frames.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.codebook.rule import RuleBook
from casekit.norms.norm import Norm, answer
from casekit.norms.passage import Passage
from casekit.norms.signs import Way, way
from casekit.norms.words import after, bare, clean

_SAID_OF = re.compile("(?<![凡如若别其但])是|认为|来说|目的，?$")
_CASE_ENDS = re.compile("(?:的(?P<noun>[一-鿿]{0,9})|者)，")
_EVEN = re.compile("[均都]|就是|[^，。；]{0,6}(?:了|已)")
_TO_SOMEONE = re.compile("对|的|者|不")
_OF_SOMEONE = re.compile("[^，。；]{0,6}(?:不|的)")
#: 对发现的问题保持高压态势，从严处理.
_FOUND = re.compile("[一-鿿]{0,2}对[^，。；]{0,10}?(?:问题|行为|线索|案件|现象)(?:[^了已]*)$")
_LINK = re.compile("(?:并|和|及|与|对)?(?:设置|实行|建立)?")
_BOTH = re.compile("加分、扣分|加分项")
#: Before a word of sanction: it struck nobody, is told of somebody (没有被问责), or is done to all (不符合条件的户全部清退).
_SPARED = re.compile("(?:[被受获]|没有|未能?)[^，。；]{0,8}$|全部$")


class ConsequenceReader:
    """Reads what follows where a fault or a merit is named."""

    def __init__(self, book: RuleBook):
        strong_words = book.words("sanctions-weak", "rewards-weak")
        self.goes_on, self.sums = (*book.words("goes_on"), "资金"), book.words("sums")
        self.named = book.words("actors", "matters")
        self.handled = book.compile("{manner}(?P<words>[^，。；：、]{0,10}?)(?P<what>{sanctions|rewards})")
        self.whoever = book.compile(
            "(?:^|(?<=[，。；：]))(?P<who>[^，。；]{2,40}(?:的|者)(?:[一-鿿]{0,6}(?:{actors}))?|凡[^。；]{4,40}?)，"
            "(?P<then>[^，。；]{0,24}?(?:{sanctions-weak|rewards-weak}|按[^，。；]{2,12}处理|[^，。；]{0,8}(?:评|定|列|确定)为[^，。；]{2,10}|(?:直接|一律|重新|将(?!要|会))[一-鿿]{2,12})[^，。；]{0,10})"
        )
        self.measure = book.compile("[^，。；]{0,8}?(?:(?P<strict>{strict})|{measures})[^，。；]{2,24}")
        self.who_gets = book.compile(
            "[的者](?P<noun>[一-鿿、“”]{0,12}?)(?P<what>(?:{sanctions-weak|rewards-weak}|{on_the_spot})(?!{allowances})[^，。；]{0,8})"
        )
        self.of_cases = book.compile("{exposed}，?$")
        self.points = book.compile("(?P<when>[一-鿿“”]{2,12}?)(?P<what>加分|减分|扣分)")
        self.points_set = book.compile("{points_set}|、")
        #: 不参加, 未完成, 没有整改, 拒不, 逾期; not 不断, 未来.
        self.failing = book.compile("(?!{not_failing})[不未][一-鿿]|没有(?![人谁])[一-鿿]|无(?:故|正当)|拒|逾期")
        self.condition, self.verdict = book.compile("{conditions}"), book.compile("{verdicts}")
        self.answers = book.compile("{sanctions-weak|rewards-weak|talks|strict}|不")
        told = ("处理", "评为", "定为", "列为", "直接", "一律", "重新", "将", *strong_words)
        answers = book.words("sanctions", "rewards")
        in_question = (*book.words("conditions", "verdicts"), "不", "未", "没有", "无故", "无正当", "拒", "逾期", "者")
        ends = ("的，", "者，", *(noun + "，" for noun in self.named))
        self.ways: tuple[Way, ...] = (  # in the order in which they are believed
            way(self._handled, answers, book.words("manner")),
            way(self._whoever, told, ("为", "直接", "一律", "重新", *answers), ("的", "者", "凡")),
            way(self._in_case, ends, book.words("measures", "strict")),
            way(self._who_gets, ("的", "者"), in_question, (*strong_words, *book.words("on_the_spot"))),
            way(self._points, ("加分", "减分", "扣分")),
        )

    def _handled(self, passage: Passage) -> Iterator[Norm]:
        """对工作不力的严肃问责."""
        text = passage.text
        for match in self.handled.finditer(text):
            low, high = passage.clause(match.start())
            before = text[low : match.start()]
            spared = "获" in match["words"] or _SPARED.search(before) or text.startswith(self.goes_on, match.end())
            if spared or passage.is_report(low, high):
                continue
            if match["what"] in self.sums and any(a.unit == "元" and a.start > match.end() for a in passage.amounts):
                continue  # the sum that follows is the rule
            if match[0].startswith("一律") and self.of_cases.search(before):
                continue  # 典型案例一律曝光 is all of them
            someone = _TO_SOMEONE.search(before) or _OF_SOMEONE.match(text[match.end() : high])
            if not someone and not self._case_before(passage, low):
                continue
            to = text.rfind("对", 0, match.start())
            target = passage.object_of(to, match.start()) if to >= 0 else bare(text[match.end() : high])
            yield answer(passage, low, match.end(), match["what"], target, clean(match[0]), "从严…处理")

    def _case_before(self, passage: Passage, low: int) -> bool:
        """Does the clause that ends before `low` name whom it happens to: 不称职的，…; 对评为优秀的党员，…?"""
        before = passage.text[passage.clause(low - 1)[0] : low - 1] if low else ""
        if before.endswith(("的", "者")) or _FOUND.match(before):
            return True
        return "的" in before and passage.ends_in_actor(0, low - 1)

    def _whoever(self, passage: Passage) -> Iterator[Norm]:
        """弄虚作假的，一律免职."""
        for match in self.whoever.finditer(passage.text):
            if passage.told(*match.span()) or _SAID_OF.search(match["who"]) or _EVEN.match(match["then"]):
                continue
            all_of = "一律" in match["then"] and match["who"].startswith("凡")
            if all_of and (self.of_cases.search(match["who"]) or not self._names_fault(match)):
                continue  # 凡是党员户，一律挂牌 is all of them
            if not passage.amounts_in(match.start(), match.end()):
                yield answer(passage, *match.span(), clean(match["who"])[-24:], "", clean(match["then"]), "…的，…")

    def _names_fault(self, match: re.Match) -> bool:
        """Does 凡…，… name a fault or a merit, or an answer to one?"""
        return bool(self.answers.search(match["then"]) or self._case(match["who"].lstrip("凡是属"), named=False))

    def _in_case(self, passage: Passage) -> Iterator[Norm]:
        """无正当理由不参加的，由支部批评教育; 整改不力的乡镇，约谈书记; 走过场的，责令重来."""
        text = passage.text
        for end in _CASE_ENDS.finditer(text):
            noun = end["noun"]
            if noun and (not noun.endswith(self.named) or self.of_cases.search(noun) and "针对" in text[: end.start()]):
                continue  # 针对决策不规范的问题，指导…
            low = passage.clause(end.start())[0]
            who, then = text[low : end.start() + 1], self.measure.match(text, end.end())
            if not then or _EVEN.match(then[0]) or _SAID_OF.search(who):
                continue
            strict = not end["noun"] and len(who) > 3 and (then["strict"] or then[0].startswith("不得"))
            if not strict and not self._case(who, bool(end["noun"])):
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
            low, high = passage.clause(match.start())
            low = max(low, match.start() - 20)
            who = text[low : match.start() + 1]
            spared = (
                len(who) < 2
                or match["what"].startswith("一律")
                and self.of_cases.search(match["noun"])
                or _SPARED.search(match["noun"])
                or _SAID_OF.search(who)
            )
            if spared or not self._case(who, named=False):
                continue
            if not passage.is_report(passage.clause(match.start())[0], high):
                yield answer(passage, low, match.end(), who, match["noun"], match["what"], "…的取消…")

    def _points(self, passage: Passage) -> Iterator[Norm]:
        """对弄虚作假的予以扣分."""
        text = passage.text
        for match in self.points.finditer(text):
            low, high = passage.clause(match.start())
            set_down = self.points_set.search(text, low, high) and not _BOTH.search(text, low, high)
            if set_down and match["what"] not in text[low : match.start()]:
                when = after(_LINK, clean(match["when"]))
                yield answer(passage, match.start(), match.end(), when, "", match["what"], "加分减分")
