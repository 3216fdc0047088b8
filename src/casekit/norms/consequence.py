"""Consequences without a number: 对…的从严处理, 作为提拔的依据, 与补贴挂钩, 该换的换."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.codebook.rule import RuleBook, one_of
from casekit.norms.passage import REPORTED, Norm, Passage, after, bare, clean
from casekit.norms.signs import Way, way

_SHAMED = re.compile("在全[县市区镇乡州]?(?:范围内?)?通报(?:批评|表扬)?")
_WEEDED = re.compile("(?:该(?P<a>[换撤免查处罚降停])的(?:坚决)?(?P=a)[、，]?)+")
_SPARED = re.compile("(?:[被受]|没有|未能?)[^，。；]{0,8}$")
_TO_SOMEONE = re.compile("对|的|者|不")
_OF_SOMEONE = re.compile("[^，。；]{0,6}(?:不|的)")
_LINK = re.compile("(?:并|和|及|与|对)?(?:设置|实行|建立)?")
_STEPS_IN = ("由", "按", "立即", "及时", "一律", "不得", "不予", "取消", "应", "须", "依法", "限期")
_SHOULD_IT = re.compile(
    rf"(?:如果|如有|如遇|若|一旦|遇有|遇到)(?P<when>[^，。；]{{2,30}})，(?P<then>[^，。；]{{0,10}}?(?:{'|'.join(_STEPS_IN)})[^，。；]{{2,20}})"
)
_CASE_ENDS = re.compile("[的者]，")
_SAID_OF = re.compile("(?<![凡如若别其但])是|认为|来说|目的，?$")
_OTHERWISE = re.compile("否则，?(?P<then>[^，。；]{2,24})")
_SET_UP = re.compile("设置|实行|予以|给予|情形|进行|依|按|、")
_BOTH = re.compile("加分、扣分|加分项")
#: What follows words of sanction that are part of another word or of a deed done: 处罚金, 表彰会, 问责办.
_GOES_ON = ("金", "后", "率", "办", "制", "力", "工", "会", "标")
#: Words that follow a fault only together with others (整改处理 is work, 严肃处理 a sanction).
_WEAK = ("处理", "退出", "表彰", "补助", "补贴", "晋升", "淘汰", "调整", "收回", "奖励", "降低")
_PAID = ("奖补", "补助", "补贴", "奖励", "给予奖励")
_SINGLE = ("人", "起", "个", "人次", "家", "件", "户", "期", "次", "项", "支", "元")


class ConsequenceReader:
    """Reads consequences."""

    def __init__(self, book: RuleBook):
        results = book.any_of("sanctions", "rewards")
        strong_words = tuple(word for word in book.words("sanctions", "rewards") if word not in _WEAK)
        strong = one_of(strong_words)
        self.handled = re.compile(rf"{book.any_of('manner')}(?P<words>[^，。；：、]{{0,10}}?)(?P<what>{results})")
        self.at_stake = re.compile(rf"{book.any_of('at_stake')}|结果")
        self.by_whom = re.compile(
            rf"(?P<when>对[^，。；]{{2,20}}的|(?:^|(?<=[，。；：、]))[^，。；、]{{0,16}}?{book.any_of('failing', 'conditions')}[^，。；]{{0,8}}?的)[^，。；]{{0,8}}，?(?P<then>由[^，。；]{{2,20}}?{book.any_of('talks')})"
        )
        self.basis = re.compile(
            rf"(?:将|把|以)?(?P<what>[^，。；]{{0,24}}?)作为(?P<for>[^，。；]{{2,40}}?)的?(?P<basis>{book.any_of('bases')})(?!之一的)"
        )
        self.linked = re.compile(r"(?:与|同|和)(?P<with>[^，。；]{2,40}?)(?:直接|相|紧密|双)?挂钩")
        self.whoever = re.compile(
            rf"(?:^|(?<=[，。；：]))(?P<who>[^，。；]{{2,40}}(?:的|者)(?:[一-鿿]{{1,6}}(?:干部|队员|单位|书记|人员|党员|党组织|支部|部门|责任人|村|乡镇))?|凡[^。；]{{4,40}}?)，"
            rf"(?P<then>[^，。；]{{0,24}}?(?:{strong}|按[^，。；]{{2,12}}处理|[^，。；]{{0,8}}(?:评|定|列|确定)为[^，。；]{{2,10}}|(?:直接|一律|重新|将(?!要|会))[一-鿿]{{2,12}})[^，。；]{{0,10}})"
        )
        self.to_whom = re.compile(
            rf"对(?P<who>[^，。；]{{2,24}}?的)(?:[一-鿿]{{1,6}}?)?(?:要|应当?|须|将)(?P<what>{strong})"
        )
        self.if_then = re.compile(
            rf"(?:如果?|若|一旦)(?P<when>[^，。；]{{4,40}})，(?P<then>[^。；]{{0,30}}?(?:可|将|应|须|由|按)[^，。；]{{0,16}}?{results})"
        )
        self.first_served = re.compile("(?P<when>[一-鿿]{4,14})时(?P<then>优先(?:考虑|照顾|关注|录用|安排|推荐))")
        self.regime = re.compile(
            rf"(?:实行|施行|推行)[^，。；、]{{0,6}}?“?(?P<what>{book.any_of('regimes')})”?(?:制度?)?"
        )
        self.raised = re.compile(
            r"(?:将|把)(?P<who>[^。；了]{4,50}?)(?P<what>(?:选拔|提拔|充实|交流)到[^，。；]{2,12}(?:岗位|位置|班子))"
        )
        measures = book.any_of("measures")
        self.of_whom = re.compile(rf"(?P<who>对[^，。；]{{2,40}}?[的者])，?(?P<then>{measures}[^，。；]{{2,24}})")
        self.measure = re.compile(rf"[^，。；]{{0,8}}?{measures}[^，。；]{{2,24}}")
        self.who_gets = re.compile(
            rf"(?P<who>[^，。；]{{1,20}}的)(?P<noun>[一-鿿]{{0,8}}?)(?P<what>(?:{strong}|{book.any_of('on_the_spot')})[^，。；]{{0,8}})"
        )
        self.condition = re.compile(book.any_of("conditions"))
        self.points = re.compile(r"(?P<when>[一-鿿“”]{2,12}?)(?P<what>加分|减分|扣分)")
        answers = book.words("sanctions", "rewards")
        told = ("处理", "评为", "定为", "列为", "直接", "一律", "重新", "将", *strong_words)
        self.ways: tuple[Way, ...] = (
            way(self._basis, "作为", book.words("bases")),
            way(self._linked, "挂钩", ("结果", *book.words("at_stake"))),
            way(self._handled, answers, book.words("manner")),
            way(self._whoever, told, ("为", "直接", "一律", *answers), ("的", "者", "凡")),
            way(self._if_then, answers, ("如", "若", "一旦")),
            way(self._first_served, "时优先"),
            way(self._to_whom, "对", strong_words),
            way(self._regime, book.words("regimes"), ("实行", "施行", "推行")),
            way(self._weeded, ("该" + word + "的" for word in "换撤免查处罚降停")),
            way(self._by_whom, "由", book.words("talks")),
            way(self._shamed, "通报", "在全"),
            way(self._of_whom, "对", ("的", "者"), book.words("measures")),
            way(self._in_case, ("的，", "者，"), book.words("conditions"), book.words("measures")),
            way(self._who_gets, "的", book.words("conditions"), (*strong_words, *book.words("on_the_spot"))),
            way(self._should_it, ("如", "若", "一旦", "遇"), _STEPS_IN),
            way(self._otherwise, "否则"),
            way(self._raised, (word + "到" for word in ("选拔", "提拔", "充实", "交流")), ("将", "把")),
            way(self._points, ("加分", "减分", "扣分")),
        )

    def _basis(self, passage: Passage) -> Iterator[Norm]:
        """考核结果作为选拔干部的依据."""
        for match in self.basis.finditer(passage.text):
            result = "作为" + match["for"] + "的" + match["basis"]
            yield _norm(passage, match.start(), match.end(), clean(match["what"])[-20:], "", result, "作为…依据")

    def _linked(self, passage: Passage) -> Iterator[Norm]:
        """考核结果与补贴挂钩."""
        for match in self.linked.finditer(passage.text):
            low = passage.clause(match.start())[0]
            if self.at_stake.search(passage.text, low, match.end()) and not _is_report(passage, low, match.end()):
                what = clean(passage.text[low : match.start()])[-16:]
                yield _norm(passage, low, match.end(), what, "", match[0], "与…挂钩")

    def _handled(self, passage: Passage) -> Iterator[Norm]:
        """对工作不力的严肃问责."""
        text = passage.text
        for match in self.handled.finditer(text):
            low, high = passage.clause(match.start())
            if (
                _SPARED.search(text[low : match.start()])
                or _is_report(passage, low, high)
                or text.startswith((*_GOES_ON, "资金"), match.end())
            ):
                continue
            if match["what"] in _PAID and any(a.unit == "元" and a.start > match.end() for a in passage.amounts):
                continue  # the sum that follows is the rule
            if not (
                _TO_SOMEONE.search(text[max(0, low - 20) : match.start()])
                or _OF_SOMEONE.match(text[match.end() : high])
            ):
                continue
            to = text.rfind("对", 0, match.start())
            target = passage.object_of(to, match.start()) if to >= 0 else bare(text[match.end() : high])
            yield _norm(passage, low, match.end(), match["what"], target, clean(match[0]), "从严…处理")

    def _whoever(self, passage: Passage) -> Iterator[Norm]:
        """弄虚作假的，一律免职."""
        for match in self.whoever.finditer(passage.text):
            if REPORTED.search(match[0]) or _SAID_OF.search(match["who"]):
                continue
            if not passage.amounts_in(match.start(), match.end()):
                who, then = clean(match["who"])[-24:], clean(match["then"])
                yield _norm(passage, match.start(), match.end(), who, "", then, "…的，…")

    def _if_then(self, passage: Passage) -> Iterator[Norm]:
        """如果违反村规，由理事会批评教育."""
        return self._first_condition(passage, self.if_then, "如果…，由…")

    def _first_served(self, passage: Passage) -> Iterator[Norm]:
        """选拔干部时优先考虑."""
        return self._first_condition(passage, self.first_served, "…时优先")

    def _first_condition(self, passage: Passage, pattern: re.Pattern, cue: str) -> Iterator[Norm]:
        """The first condition that is no report: what follows it in a list is of the same kind."""
        for match in pattern.finditer(passage.text):
            if not REPORTED.search(match[0]) and not passage.amounts_in(match.start(), match.end()):
                yield _norm(passage, match.start(), match.end(), match["when"], "", match["then"], cue)
                break

    def _to_whom(self, passage: Passage) -> Iterator[Norm]:
        """对成效明显的要表彰."""
        for match in self.to_whom.finditer(passage.text):
            if not _is_report(passage, *passage.clause(match.start())):
                what = match["what"]
                yield _norm(passage, match.start(), match.end(), what, match["who"], what, "对…的…")

    def _regime(self, passage: Passage) -> Iterator[Norm]:
        """实行一票否决制."""
        for match in self.regime.finditer(passage.text):
            yield _norm(passage, match.start(), match.end(), match["what"], "", match["what"], "实行…制")

    def _weeded(self, passage: Passage) -> Iterator[Norm]:
        """该换的换、该撤的撤."""
        for match in _WEEDED.finditer(passage.text):
            what = clean(match[0])
            yield _norm(passage, match.start(), match.end(), what, "", what, "该换的换")

    def _by_whom(self, passage: Passage) -> Iterator[Norm]:
        """排名末位的由县委约谈."""
        for match in self.by_whom.finditer(passage.text):
            if not _is_report(passage, *passage.clause(match.start())):
                yield _norm(passage, match.start(), match.end(), match["when"], "", match["then"], "由…约谈")

    def _shamed(self, passage: Passage) -> Iterator[Norm]:
        """在全县通报批评."""
        for match in _SHAMED.finditer(passage.text):
            low, high = passage.clause(match.start())
            if not _is_report(passage, low, high):
                what = clean(passage.text[low : match.start()])[-16:]
                yield _norm(passage, low, match.end(), what, "", match[0], "在全县通报")

    def _of_whom(self, passage: Passage) -> Iterator[Norm]:
        """对考核不合格的，及时进行提醒; 对触犯法律的移交司法机关."""
        for match in self.of_whom.finditer(passage.text):
            if not passage.amounts_in(*match.span()) and not REPORTED.search(match[0]):
                yield _norm(passage, *match.span(), match["who"], match["who"][1:-1], match["then"], "对…的，…")

    def _in_case(self, passage: Passage) -> Iterator[Norm]:
        """无正当理由不参加的，由支部批评教育."""
        text = passage.text
        for end in _CASE_ENDS.finditer(text):
            low = passage.clause(end.start())[0]
            who, then = text[low : end.start() + 1], self.measure.match(text, end.end())
            if not then or not self.condition.search(who) or _SAID_OF.search(who):
                continue
            if not passage.amounts_in(low, then.end()) and not REPORTED.search(text, low, then.end()):
                yield _norm(passage, low, then.end(), clean(who)[-24:], "", then[0], "…的，由…")

    def _who_gets(self, passage: Passage) -> Iterator[Norm]:
        """不参加劳动的取消分红资格."""
        for match in self.who_gets.finditer(passage.text):
            if (
                not self.condition.search(match["who"])
                or _SPARED.search(match["noun"])
                or _SAID_OF.search(match["who"])
            ):
                continue
            if not _is_report(passage, *passage.clause(match.start())):
                yield _norm(passage, *match.span(), match["who"], match["noun"], match["what"], "…的取消…")

    def _should_it(self, passage: Passage) -> Iterator[Norm]:
        """若遭受事故，按规定予以报销."""
        for match in _SHOULD_IT.finditer(passage.text):
            if not _is_report(passage, *match.span()):
                yield _norm(passage, *match.span(), match["when"], "", match["then"], "若…，按…")

    def _otherwise(self, passage: Passage) -> Iterator[Norm]:
        """否则取消资格."""
        for match in _OTHERWISE.finditer(passage.text):
            if not _is_report(passage, *match.span()):
                yield _norm(passage, *match.span(), "", "", match["then"], "否则")

    def _raised(self, passage: Passage) -> Iterator[Norm]:
        """把优秀队员选拔到领导岗位."""
        for match in self.raised.finditer(passage.text):
            if not passage.amounts_in(match.start(), match.end()):
                what = match["what"]
                yield _norm(passage, match.start(), match.end(), what, match["who"], what, "选拔到")

    def _points(self, passage: Passage) -> Iterator[Norm]:
        """对弄虚作假的予以扣分."""
        text = passage.text
        for match in self.points.finditer(text):
            low, high = passage.clause(match.start())
            clause = text[low:high]
            if match["what"] not in text[low : match.start()] and _SET_UP.search(clause) and not _BOTH.search(clause):
                when = after(_LINK, clean(match["when"]))
                yield _norm(passage, match.start(), match.end(), when, "", match["what"], "加分减分")


def _is_report(passage: Passage, low: int, high: int) -> bool:
    """A single case that is told, not what follows each time."""
    counted = any(amount.unit in _SINGLE for amount in passage.amounts_in(low, high))
    return counted or bool(REPORTED.search(passage.text, low, high))


def _norm(passage: Passage, start: int, end: int, action: str, target: str, result: str, cue: str) -> Norm:
    actor = passage.actor_before(start)
    return Norm("consequence", start, max(end, start + 1), cue, actor, action, target, consequence=result[:40])
