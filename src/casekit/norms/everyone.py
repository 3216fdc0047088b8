"""All of a group in other words than 全覆盖: 逐户建立台账, 户户有帮扶干部, 每个村都有工作队, 党员一律公开承诺."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.codebook.rule import RuleBook
from casekit.norms.passage import Norm, Passage, bare
from casekit.norms.signs import Way, way

_AMONG = re.compile("在(?P<group>(?:全体|所有|全部)[一-鿿]{1,8})中(?P<what>推行|实行|开展|实施)")
_VISITS = ("遍访", "走访", "联系", "包保", "包联", "结对", "督查", "走遍", "跑遍", "吸纳", "吸收", "慰问", "排查")
_THROUGHOUT = re.compile(
    "(?:跑遍|走遍|访遍|遍访)(?=[^，。；了、]{0,6}(?:所[包有驻联挂]|本|辖区|全部|全[县区镇乡村]))[^，。；了、0-9]{0,12}?(?:村|户|组|企业|党员|群众)"
)
_VISIT_ALL = re.compile(
    rf"(?:{'|'.join(_VISITS)})[^，。；、]{{0,6}}(?:所有|全部)(?:[一-鿿]{{0,8}}?)(?:户|村|乡镇|镇|组|支部|党员|干部|群众)"
)
#: A measure word said twice is each of them; 村村 also ends and begins names (纳隆村村干部).
_DOUBLED = ("户户", "村村", "人人", "组组")
_REACHED = ("见面", "走到", "到", "必到", "必访", "访", "结对", "签订", "签约", "建档", "上门", "签字")
#: 村村结对帮扶资金, “村村到”措施: in the midst of other words it is no rule, unless it is bidden.
_WITHIN = re.compile("[一-鿿“]")
_BIDDEN = ("做到", "实现", "确保", "保证", "要求", "坚持", "达到")
_PERFORMED = ("上台", "登台", "述职", "挂牌", "包保", "结对", "帮扶", "过关")
_ONCE_OVER = re.compile(
    "对(?P<group2>(?:辖区|所有|全[县镇乡村]|所[包联帮驻挂])[^，。；、]{1,12}?)(?P<what2>[^，。；、的]{2,8}一遍)|(?P<group>[一-鿿（）“”]{2,14}?)全部(?P<what>[^，。；、]{2,14}?一遍)"
)
_ARRANGED = ("选派", "派驻", "配备", "配齐", "成立", "建立", "设立", "组建", "签订", "明确", "纳入", "编入", "录入")
_ALL_ARRANGED = re.compile(rf"(?:均|全部)(?:要|须|应)?(?P<what>(?:{'|'.join(_ARRANGED)})[^，。；]{{2,12}})")
_GROUP = re.compile("[一-鿿）”]{1,8}，?$")
_APPLIED = ("实行", "采取", "采用", "推行", "执行", "纳入")
_ALL_APPLIED = re.compile(
    rf"(?:所有|全部|全体)(?![者制权的])(?P<group>[一-鿿“”]{{2,8}}?(?:、[一-鿿]{{2,6}}?)?)(?P<what>(?:{'|'.join(_APPLIED)})[^，。；]{{2,12}})"
)
_HOMES = "户村人组"
_COUNTED = re.compile("[一两二三1-9][次遍]")
_EVERY_VISIT = re.compile(
    f"每(?P<group>[{_HOMES}])[必都](?P<what>[到访见进签查])(?:[、，]每[{_HOMES}][必都][到访见进签查])*"
)
_TOLD = re.compile("了|已|累计|共计")


class EveryoneReader:
    """Reads coverages that name each, every one or all, one after another."""

    def __init__(self, book: RuleBook):
        actors = book.any_of("actors")
        self.one_by_one = re.compile(
            rf"逐(?P<group>户|村|人|组|镇)(?:逐[户村人组项条])?[地都均“]{{0,2}}(?:{book.any_of('one_by_one')})"
        )
        self.uniform = re.compile(rf"(?:每个|各)?(?:{actors}|场所|门口|服务点|活动室)统一{book.any_of('uniform')}")
        self.each_has = re.compile(
            rf"每(?:一)?[个名户支]?(?P<group>[一-鿿（）]{{0,8}}?(?:{actors}))(?:都|均)(?:要|须|必须|应)?(?P<what>有(?!所|点|了|自己|着|他)|配备|配有|落实|安排|明确|建立|选派|联系|设立|参加)[^，。；]{{2,16}}"
        )
        self.each_does = re.compile(
            rf"(?:确定|明确|做到|确保|要求|保证|规定)[^，。；]{{0,6}}每(?:一)?[个名支户位]?(?P<group>[一-鿿（）]{{0,8}}?(?:{actors}))(?:都|均)?(?P<what>(?:{book.any_of('pairs', 'duties')})[一-鿿]{{0,12}})"
        )
        self.each_must = re.compile(
            rf"每(?:一)?[个名户支位](?P<group>[一-鿿（）]{{0,8}}?(?:{actors}))(?:都|均)?(?:必须|须|要|应当?)(?P<what>(?:{book.any_of('pairs', 'duties')})[一-鿿]{{0,12}})"
        )
        self.without_exception = re.compile(
            rf"(?P<group>[一-鿿（）]{{0,8}}(?:{actors}))一律(?P<what>[一-鿿]{{2,12}})|(?:所有|全体|全部)(?P<group2>[一-鿿（）]{{0,6}}(?:{actors}))(?:必须|一律|须|要求)(?P<what2>[一-鿿]{{2,12}})"
            rf"|(?:所有|全体|全部)(?![者制权的])(?P<group3>[一-鿿（）“”]{{2,10}}?)(?:必须|一律(?!不)|均?须)(?P<what3>[一-鿿]{{2,12}})"
        )
        self.one_after_another = re.compile(
            rf"(?P<group>{actors})(?:进行)?逐[一个](?P<what>{book.any_of('duties', 'one_by_one')}|谈话|谈心|约谈|见面)"
        )
        self.doubled = re.compile(
            rf"(?P<group>{'|'.join(_DOUBLED)})(?:都|均)?(?P<what>有[^，。；、]{{0,8}}?(?:{actors})|(?:{'|'.join(_REACHED)})(?![一-鿿])|(?:建立|设立|成立|组建)(?!起)[^，。；、了]{{2,10}}|{'|'.join(_PERFORMED)})"
        )
        self.bidden = (*_BIDDEN, *book.words("actors", "groups"))
        self.answers = re.compile(book.any_of("sanctions", "rewards"))
        adjacent = tuple(group + each for group in book.words("actors") for each in ("均", "都", "一律"))
        every = ("全部", "所有", "全体")
        self.ways: tuple[Way, ...] = (  # in the order in which they are believed
            way(self._one_by_one, ("逐" + one for one in "户村人组镇"), book.words("one_by_one")),
            way(self._visit_all, ("所有", "全部"), _VISITS),
            way(self._throughout, ("跑遍", "走遍", "访遍", "遍访")),
            way(self._arranged, ("均", "全部"), _ARRANGED),
            way(self._every_one_of, ("所有", "全部", "全体"), _APPLIED),
            way(self._uniform, "统一", book.words("uniform")),
            way(self._among, ("在" + all_ for all_ in every)),
            way(self._each_has, "每", adjacent),
            way(self._each_does, "每", ("确定", "明确", "做到", "确保", "要求", "保证", "规定")),
            way(self._each_must, ("每" + one for one in "个名户支位一"), ("必须", "须", "要", "应")),
            way(self._without_exception, (*adjacent, *every), ("一律", "必须", "须", "要求")),
            way(self._one_after_another, ("逐一", "逐个")),
            way(self._every_visit, ("每" + one + must for one in _HOMES for must in "必都")),
            way(self._doubled, _DOUBLED),
            way(self._once_over, "一遍", ("全部", "对")),
        )

    def _one_by_one(self, passage: Passage) -> Iterator[Norm]:
        """逐户建立台账."""
        return self._each_one(passage, self.one_by_one)

    def _visit_all(self, passage: Passage) -> Iterator[Norm]:
        """走访所有贫困户."""
        return self._each_one(passage, _VISIT_ALL)

    def _throughout(self, passage: Passage) -> Iterator[Norm]:
        """跑遍所包的村."""
        for norm in self._each_one(passage, _THROUGHOUT):
            if not _COUNTED.search(norm.action):  # 每月遍访一次 is how often
                yield norm

    def _arranged(self, passage: Passage) -> Iterator[Norm]:
        """各类组织均选派指导员."""
        for match in _ALL_ARRANGED.finditer(passage.text):
            group = _GROUP.search(passage.text, max(0, match.start() - 9), match.start())
            if group and "已" not in match[0]:
                yield Norm("coverage", group.start(), match.end(), "均选派", "", match["what"], group[0].rstrip("，"), "=", 100.0, "%")  # fmt: skip

    def _every_one_of(self, passage: Passage) -> Iterator[Norm]:
        """所有物品实行积分兑换."""
        return self._everyone(passage, _ALL_APPLIED, "所有…实行")

    def _uniform(self, passage: Passage) -> Iterator[Norm]:
        """党员家庭统一挂牌."""
        return self._each_one(passage, self.uniform)

    def _each_one(self, passage: Passage, pattern: re.Pattern) -> Iterator[Norm]:
        text = passage.text
        for match in pattern.finditer(text):
            low, high = passage.segment(*match.span())
            if not _TOLD.search(text, low, high):
                actor, action = passage.actor_before(match.start()), bare(text[match.start() : high], 20)
                group = match.groupdict().get("group", "")
                yield Norm("coverage", *match.span(), "逐户", actor, action, group, "=", 100.0, "%")

    def _among(self, passage: Passage) -> Iterator[Norm]:
        """在全体党员中推行."""
        for match in _AMONG.finditer(passage.text):
            yield Norm("coverage", *match.span(), "在全体…中", "", match["what"], match["group"], "=", 100.0, "%")

    def _each_has(self, passage: Passage) -> Iterator[Norm]:
        """每个村都有工作队."""
        for norm in self._everyone(passage, self.each_has, "每个…都有"):
            if not passage.amounts_in(norm.start, norm.end):  # 每户都明确1名干部 is a quota
                yield norm

    def _each_does(self, passage: Passage) -> Iterator[Norm]:
        """确定每名党员包联农户."""
        for norm in self._everyone(passage, self.each_does, "确定每名"):
            if not passage.amounts_in(*passage.clause(norm.start)):
                yield norm

    def _each_must(self, passage: Passage) -> Iterator[Norm]:
        """每个村必须设立公示栏."""
        for norm in self._everyone(passage, self.each_must, "每个…必须"):
            if not passage.amounts_in(*passage.clause(norm.start)):
                yield norm

    def _without_exception(self, passage: Passage) -> Iterator[Norm]:
        """党员一律公开承诺."""
        return self._everyone(passage, self.without_exception, "一律")

    def _one_after_another(self, passage: Passage) -> Iterator[Norm]:
        """与村干部逐个谈话."""
        return self._everyone(passage, self.one_after_another, "逐个")

    def _every_visit(self, passage: Passage) -> Iterator[Norm]:
        """每户必到、每人必访 is one rule."""
        return self._everyone(passage, _EVERY_VISIT, "每户必到")

    def _doubled(self, passage: Passage) -> Iterator[Norm]:
        """户户有帮扶干部; 户户到、人人访 is one rule."""
        text, end = passage.text, -2
        for norm in self._everyone(passage, self.doubled, "户户有"):
            before = text[: norm.start].rstrip("“")
            if norm.action in _PERFORMED:
                stands = before.endswith(self.bidden)
            else:
                stands = (
                    text.endswith(self.bidden, 0, norm.start)
                    or before.endswith(_BIDDEN)
                    or not _WITHIN.search(text, max(0, norm.start - 1), norm.start)
                )
            if stands and (norm.start - end > 1 or text[end : norm.start] == "，"):
                yield norm
            end = norm.end

    def _once_over(self, passage: Passage) -> Iterator[Norm]:
        """对村干部全部联审一遍."""
        for norm in self._everyone(passage, _ONCE_OVER, "全部…一遍"):
            if "每" not in passage.text[slice(*passage.clause(norm.start))]:
                yield norm

    def _everyone(self, passage: Passage, pattern: re.Pattern, cue: str) -> Iterator[Norm]:
        for match in pattern.finditer(passage.text):
            if _TOLD.search(match[0]) or self.answers.search(match[0]):
                continue
            found = match.groupdict()
            group = found.get("group") or found.get("group2") or found.get("group3") or ""
            what = found["what"] or found.get("what2") or found.get("what3") or ""
            yield Norm("coverage", *match.span(), cue, "", what, group, "=", 100.0, "%")
