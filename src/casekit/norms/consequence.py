"""Consequences without a number: 对…从严处理, 作为提拔的依据, 与补贴挂钩, 该换的换, 同等条件下优先提拔."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.codebook.rule import RuleBook
from casekit.norms.cases import CaseReader
from casekit.norms.passage import SPARED, Norm, Passage, after, answer, bare, clean, is_report
from casekit.norms.signs import Way, way

_SHAMED = re.compile(
    "(?:结果|成绩|情况)[^，。；]{0,4}在[^，。；]{0,6}会上通报|在全[县市区镇乡州]?(?:范围内?)?通报(?:批评|表扬)?"
)
_WEEDED = re.compile("(?:该(?P<a>[换撤免查处罚降停])的(?:坚决)?(?P=a)[、，]?)+")
_TO_SOMEONE = re.compile("对|的|者|不")
_OF_SOMEONE = re.compile("[^，。；]{0,6}(?:不|的)")
_LINK = re.compile("(?:并|和|及|与|对)?(?:设置|实行|建立)?")
_SET_UP = re.compile("设置|实行|予以|给予|情形|进行|依|按|、")
_BOTH = re.compile("加分、扣分|加分项")
#: What follows words of sanction that are part of another word or of a deed done: 处罚金, 表彰会, 问责办.
_GOES_ON = ("金", "后", "率", "办", "制", "力", "工", "会", "标")
_PAID = ("奖补", "补助", "补贴", "奖励", "给予奖励")
_RESULTS = "(?:结果|情况|成绩|业绩|实绩|表现)"
_FILED = re.compile(rf"{_RESULTS}[^，。；]{{0,8}}(?:记入|计入|装入|存入|载入)[^，。；]{{0,10}}档案")
_AWARDS = ("兑现", "进行", "落实", "实施", "给予", "实行")
_SETTLED = re.compile(
    rf"(?:考核|考评|评议|评定|测评|积分|督查|评价|验收)[^。；]{{0,60}}?(?:{'|'.join(_AWARDS)})(?:相应)?的?奖惩"
)


class ConsequenceReader:
    """Reads consequences."""

    def __init__(self, book: RuleBook):
        results = book.any_of("sanctions", "rewards")
        self.handled = re.compile(rf"{book.any_of('manner')}(?P<words>[^，。；：、]{{0,10}}?)(?P<what>{results})")
        self.at_stake = re.compile(rf"{book.any_of('at_stake')}|结果")
        self.basis = re.compile(
            rf"(?:将|把|以)?(?P<what>[^，。；]{{0,24}}?)作为(?P<for>[^，。；]{{2,40}}?)的?(?P<basis>{book.any_of('bases')})(?!之一的)"
        )
        self.linked = re.compile(
            r"(?:与|同|和)(?P<with>[^，。；]{2,40}?)(?:直接|相|紧密|双|全面)?“?(?:挂钩|捆绑(?!考))"
        )
        self.hooked = re.compile(rf"{_RESULTS}[^，。；]{{0,4}}挂钩[^，。；]{{0,4}}?{book.any_of('at_stake')}")
        self.applied = re.compile(
            rf"{_RESULTS}[^，。；]{{0,4}}(?:运用|应用)[到于在](?P<to>[^，。；]{{0,24}}?{book.any_of('at_stake')})"
        )
        self.preferred = re.compile(
            r"(?:^|(?<=[，。；：]))(?P<who>[^，。；]{0,30}?)(?:在)?同等条件下(?:应当?|可|要|将)?(?P<then>优先(?:考虑|使用|提拔|提任|晋升|晋级|推荐|选拔|重用|任用|评|发展)[一-鿿]{0,8})"
        )
        self.regime = re.compile(
            rf"(?:实行|施行|推行|落实|执行)[^，。；、]{{0,6}}?“?(?P<what>{book.any_of('regimes')})”?(?:制度?)?"
        )
        self.raised = re.compile(
            r"(?:将|把)(?P<who>[^。；了]{4,50}?)(?P<what>(?:选拔|提拔|充实|交流)到[^，。；]{2,12}(?:岗位|位置|班子))"
        )
        self.points = re.compile(r"(?P<when>[一-鿿“”]{2,12}?)(?P<what>加分|减分|扣分)")
        self.ways: tuple[Way, ...] = (
            way(self._basis, "作为", book.words("bases")),
            way(self._linked, ("挂钩", "捆绑"), ("结果", *book.words("at_stake"))),
            way(self._handled, book.words("sanctions", "rewards"), book.words("manner")),
            *CaseReader(book).ways,
            way(self._regime, book.words("regimes"), ("实行", "施行", "推行", "落实", "执行")),
            way(self._weeded, ("该" + word + "的" for word in "换撤免查处罚降停")),
            way(self._shamed, "通报", ("在全", "会上通报")),
            way(self._raised, (word + "到" for word in ("选拔", "提拔", "充实", "交流")), ("将", "把")),
            way(self._preferred, "同等条件下"),
            way(self._applied, ("运用", "应用"), book.words("at_stake")),
            way(self._filed, "档案", ("记入", "计入", "装入", "存入", "载入")),
            way(self._settled, "奖惩", _AWARDS),
            way(self._points, ("加分", "减分", "扣分")),
        )

    def _basis(self, passage: Passage) -> Iterator[Norm]:
        """考核结果作为选拔干部的依据."""
        for match in self.basis.finditer(passage.text):
            result = "作为" + match["for"] + "的" + match["basis"]
            yield answer(passage, match.start(), match.end(), clean(match["what"])[-20:], "", result, "作为…依据")

    def _linked(self, passage: Passage) -> Iterator[Norm]:
        """考核结果与补贴挂钩."""
        for match in self.linked.finditer(passage.text):
            low = passage.clause(match.start())[0]
            if self.at_stake.search(passage.text, low, match.end()) and not is_report(passage, low, match.end()):
                what = clean(passage.text[low : match.start()])[-16:]
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
                or text.startswith((*_GOES_ON, "资金"), match.end())
            ):
                continue
            if match["what"] in _PAID and any(a.unit == "元" and a.start > match.end() for a in passage.amounts):
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
        for match in _WEEDED.finditer(passage.text):
            what = clean(match[0])
            yield answer(passage, match.start(), match.end(), what, "", what, "该换的换")

    def _shamed(self, passage: Passage) -> Iterator[Norm]:
        """在全县通报批评."""
        for match in _SHAMED.finditer(passage.text):
            low, high = passage.clause(match.start())
            if not is_report(passage, low, high):
                what = clean(passage.text[low : match.start()])[-16:]
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
        for match in _FILED.finditer(passage.text):
            if not is_report(passage, *match.span()):
                yield answer(passage, *match.span(), match[0][:2], "", match[0], "记入档案")

    def _settled(self, passage: Passage) -> Iterator[Norm]:
        """根据考核结果兑现奖惩."""
        for match in _SETTLED.finditer(passage.text):
            if not is_report(passage, *match.span()):
                yield answer(passage, *match.span(), "奖惩", "", match[0][-8:], "兑现奖惩")

    def _points(self, passage: Passage) -> Iterator[Norm]:
        """对弄虚作假的予以扣分."""
        text = passage.text
        for match in self.points.finditer(text):
            low, high = passage.clause(match.start())
            clause = text[low:high]
            if match["what"] not in text[low : match.start()] and _SET_UP.search(clause) and not _BOTH.search(clause):
                when = after(_LINK, clean(match["when"]))
                yield answer(passage, match.start(), match.end(), when, "", match["what"], "加分减分")
