"""Consequences without a number: 对…从严处理, 作为提拔的依据, 与补贴挂钩, 该换的换, 同等条件下优先提拔."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.codebook.rule import RuleBook
from casekit.norms.cases import CaseReader
from casekit.norms.passage import SPARED, Norm, Passage, after, answer, bare, clean, is_report, tail
from casekit.norms.signs import Way, way

_SHAMED = re.compile(
    "(?:结果|成绩|情况)[^，。；]{0,4}在[^，。；]{0,6}会上通报|在全[县市区镇乡州]?(?:范围内?)?通报(?:批评|表扬)?"
)
_TO_SOMEONE = re.compile("对|的|者|不")
_OF_SOMEONE = re.compile("[^，。；]{0,6}(?:不|的)")
_LINK = re.compile("(?:并|和|及|与|对)?(?:设置|实行|建立)?")
_BOTH = re.compile("加分、扣分|加分项")


class ConsequenceReader:
    """Reads consequences."""

    def __init__(self, book: RuleBook):
        self.goes_on = (*book.words("goes_on"), "资金")
        self.sums = book.words("sums")
        weeded = "".join(book.words("weeded"))
        self.weeded = re.compile(f"(?:该(?P<a>[{weeded}])的(?:坚决)?(?P=a)[、，]?)+")
        self.points_set = book.compile("{points_set}|、")
        self.filed = book.compile("{outcomes_of}[^，。；]{0,8}{filed}[^，。；]{0,10}档案")
        self.settled = book.compile("{assessed}[^。；]{0,60}?{settles}(?:相应)?的?奖惩")
        self.handled = book.compile("{manner}(?P<words>[^，。；：、]{0,10}?)(?P<what>{sanctions|rewards})")
        self.at_stake = book.compile("{at_stake}|结果")
        self.basis = book.compile(
            "(?:将|把|以)?(?P<what>[^，。；]{0,24}?){serves_as}(?P<for>[^，。；]{2,40}?)的?(?P<basis>{bases})(?!之一的)"
        )
        self.by_result = book.compile(
            "以[^，。；]{0,10}{outcomes_of}为(?:重要|主要)?依据|为[^，。；]{0,10}?{served_by_basis}[^，。；]{0,6}提供[^，。；]{0,4}(?:依据|参考)"
        )
        self.linked = book.compile(
            "(?:与|同|和)(?P<with>[^，。；]{2,40}?)(?:直接|相|紧密|双|全面)?“?(?:挂钩|挂起钩|捆绑(?!考))"
        )
        self.hooked = book.compile("{outcomes_of}[^，。；]{0,4}挂钩[^，。；]{0,4}?{at_stake}")
        self.applied = book.compile(
            "{outcomes_of}[^，。；]{0,4}(?:运用|应用)[到于在](?P<to>[^，。；]{0,24}?{at_stake})"
        )
        self.preferred = book.compile(
            "(?:^|(?<=[，。；：]))(?P<who>[^，。；]{0,30}?)(?:在)?同等条件下(?:应当?|可|要|将)?(?P<then>优先{first_chosen}[一-鿿]{0,8})"
        )
        self.regime = book.compile("{in_force}[^，。；、]{0,6}?“?(?P<what>{regimes})”?(?:制度?)?")
        self.raised = book.compile(
            "(?:将|把)(?P<who>[^。；了]{4,50}?)(?P<what>{moved_up}[^，。；]{2,12}(?:岗位|位置|班子))"
        )
        self.points = book.compile("(?P<when>[一-鿿“”]{2,12}?)(?P<what>加分|减分|扣分)")
        self.ways: tuple[Way, ...] = (
            way(self._basis, (*book.words("serves_as"), "为依据", "提供"), book.words("bases")),
            way(self._linked, ("挂钩", "挂起钩", "捆绑"), ("结果", *book.words("at_stake"))),
            way(self._handled, book.words("sanctions", "rewards"), book.words("manner")),
            *CaseReader(book).ways,
            way(self._regime, book.words("regimes"), book.words("in_force")),
            way(self._weeded, ("该" + word + "的" for word in weeded)),
            way(self._shamed, "通报", ("在全", "会上通报")),
            way(self._raised, book.words("moved_up"), ("将", "把")),
            way(self._preferred, "同等条件下"),
            way(self._applied, ("运用", "应用"), book.words("at_stake")),
            way(self._filed, "档案", book.words("filed")),
            way(self._settled, "奖惩", book.words("settles")),
            way(self._points, ("加分", "减分", "扣分")),
        )

    def _basis(self, passage: Passage) -> Iterator[Norm]:
        """考核结果作为选拔干部的依据."""
        for match in self.basis.finditer(passage.text):
            result = "作为" + match["for"] + "的" + match["basis"]
            yield answer(passage, match.start(), match.end(), clean(match["what"])[-20:], "", result, "作为…依据")
        for match in self.by_result.finditer(passage.text):
            yield answer(passage, *match.span(), clean(match[0])[:20], "", match[0], "以…为依据")

    def _linked(self, passage: Passage) -> Iterator[Norm]:
        """考核结果与补贴挂钩."""
        for match in self.linked.finditer(passage.text):
            low = passage.clause(match.start())[0]
            if self.at_stake.search(passage.text, low, match.end()) and not is_report(passage, low, match.end()):
                what = tail(clean(passage.text[low : match.start()]), 16)
                yield answer(passage, low, match.end(), what, "", match[0], "与…挂钩")
        for match in self.hooked.finditer(passage.text):
            yield answer(passage, *match.span(), match[0][:2], "", match[0], "结果挂钩")

    def _handled(self, passage: Passage) -> Iterator[Norm]:
        """对工作不力的严肃问责."""
        text = passage.text
        for match in self.handled.finditer(text):
            low, high = passage.clause(match.start())
            if (
                SPARED.search(text[low : match.start()])
                or "获" in match["words"]
                or is_report(passage, low, high)
                or text.startswith(self.goes_on, match.end())
            ):
                continue
            if match["what"] in self.sums and any(a.unit == "元" and a.start > match.end() for a in passage.amounts):
                continue  # the sum that follows is the rule
            if not (
                _TO_SOMEONE.search(text[low : match.start()])
                or self._case_before(passage, low)
                or _OF_SOMEONE.match(text[match.end() : high])
            ):
                continue
            to = text.rfind("对", 0, match.start())
            target = passage.object_of(to, match.start()) if to >= 0 else bare(text[match.end() : high])
            yield answer(passage, low, match.end(), match["what"], target, clean(match[0]), "从严…处理")

    def _case_before(self, passage: Passage, low: int) -> bool:
        """Does the clause that ends before `low` name whom it happens to: 不称职的，…; 对评为优秀的党员，…?"""
        before = passage.text[passage.clause(low - 1)[0] : low - 1] if low else ""
        return before.endswith(("的", "者")) or "的" in before and passage.ends_in_actor(0, low - 1)

    def _regime(self, passage: Passage) -> Iterator[Norm]:
        """实行一票否决制."""
        for match in self.regime.finditer(passage.text):
            yield answer(passage, match.start(), match.end(), match["what"], "", match["what"], "实行…制")

    def _weeded(self, passage: Passage) -> Iterator[Norm]:
        """该换的换、该撤的撤."""
        for match in self.weeded.finditer(passage.text):
            what = clean(match[0])
            yield answer(passage, match.start(), match.end(), what, "", what, "该换的换")

    def _shamed(self, passage: Passage) -> Iterator[Norm]:
        """在全县通报批评."""
        for match in _SHAMED.finditer(passage.text):
            low, high = passage.clause(match.start())
            if not is_report(passage, low, high):
                what = tail(clean(passage.text[low : match.start()]), 16)
                yield answer(passage, low, match.end(), what, "", match[0], "在全县通报")

    def _raised(self, passage: Passage) -> Iterator[Norm]:
        """把优秀队员选拔到领导岗位."""
        for match in self.raised.finditer(passage.text):
            if not passage.amounts_in(match.start(), match.end()):
                what = match["what"]
                yield answer(passage, match.start(), match.end(), what, match["who"], what, "选拔到")

    def _preferred(self, passage: Passage) -> Iterator[Norm]:
        """表现优秀的同等条件下优先使用."""
        for match in self.preferred.finditer(passage.text):
            if not is_report(passage, *match.span()):
                norm = answer(
                    passage, *match.span(), match["then"], clean(match["who"]), match["then"], "同等条件下优先"
                )
                begin = passage.text.rfind("；", 0, match.start()) + 1
                yield norm._replace(claim=(begin, match.end()))  # 对…的，提拔时，同等条件下优先 is one

    def _applied(self, passage: Passage) -> Iterator[Norm]:
        """把考核结果运用到评先评优中."""
        for match in self.applied.finditer(passage.text):
            yield answer(passage, *match.span(), match[0][:2], "", match[0], "结果运用")

    def _filed(self, passage: Passage) -> Iterator[Norm]:
        """评议结果记入个人档案."""
        for match in self.filed.finditer(passage.text):
            if not is_report(passage, *match.span()):
                yield answer(passage, *match.span(), match[0][:2], "", match[0], "记入档案")

    def _settled(self, passage: Passage) -> Iterator[Norm]:
        """根据考核结果兑现奖惩."""
        for match in self.settled.finditer(passage.text):
            if not is_report(passage, *match.span()):
                yield answer(passage, *match.span(), "奖惩", "", match[0][-8:], "兑现奖惩")

    def _points(self, passage: Passage) -> Iterator[Norm]:
        """对弄虚作假的予以扣分."""
        text = passage.text
        for match in self.points.finditer(text):
            low, high = passage.clause(match.start())
            clause = text[low:high]
            if (
                match["what"] not in text[low : match.start()]
                and self.points_set.search(clause)
                and not _BOTH.search(clause)
            ):
                when = after(_LINK, clean(match["when"]))
                yield answer(passage, match.start(), match.end(), when, "", match["what"], "加分减分")
