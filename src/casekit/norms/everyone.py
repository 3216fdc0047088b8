"""All of a group in other words than 全覆盖: 逐户建立台账, 户户有帮扶干部, 每个村都有工作队, 党员一律公开承诺."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.codebook.rule import RuleBook
from casekit.norms.passage import TOLD, Norm, Passage, bare
from casekit.norms.signs import Way, way

#: 村村结对帮扶资金, “村村到”措施: in the midst of other words it is no rule, unless it is bidden.
_WITHIN = re.compile("[一-鿿“]")
_ONCE_OVER = re.compile(
    "对(?P<group2>(?:辖区|所有|全[县镇乡村]|所[包联帮驻挂])[^，。；、]{1,12}?)(?P<what2>[^，。；、的]{2,8}一遍)"
    "|(?P<group>[一-鿿（）“”]{2,14}?)全部(?P<what>[^，。；、]{2,14}?一遍)"
)
_GROUP = re.compile("[一-鿿）”]{1,8}，?$")
_HOMES = "户村人组"
_COUNTED = re.compile("[一两二三1-9][次遍]")
_EVERY_VISIT = re.compile(
    f"每(?P<group>[{_HOMES}])[必都](?P<what>[到访见进签查])(?:[、，]每[{_HOMES}][必都][到访见进签查])*"
)


class EveryoneReader:
    """Reads coverages that name each, every one or all, one after another."""

    def __init__(self, book: RuleBook):
        self.one_by_one = book.compile("逐(?P<group>户|村|人|组|镇)(?:逐[户村人组项条])?[地都均“]{0,2}(?:{one_by_one})")
        self.uniform = book.compile("(?:每个|各)?(?:{actors|signs_of})统一{uniform}")
        self.each_has = book.compile(
            "每(?:一)?[个名户支]?(?P<group>[一-鿿（）]{0,8}?{actors})(?:都|均)(?:要|须|必须|应)?(?P<what>有(?!所|点|了|自己|着|他)|{provided_with})[^，。；]{2,16}"
        )
        self.each_does = book.compile(
            "{bids}[^，。；]{0,6}每(?:一)?[个名支户位]?(?P<group>[一-鿿（）]{0,8}?{actors})(?:都|均)?(?P<what>(?:{pairs|duties}|有(?=[^，。；、]{0,6}{actors}))[一-鿿]{0,12})"
        )
        self.each_must = book.compile(
            "每(?:一)?[个名户支位](?P<group>[一-鿿（）]{0,8}?{actors})(?:都|均)?(?:必须|须|要|应当?)(?P<what>(?:{pairs|duties})[一-鿿]{0,12})"
        )
        self.without_exception = book.compile(
            "(?P<group>[一-鿿（）]{0,8}{actors})一律(?P<what>[一-鿿]{2,12})|{every}(?P<group2>[一-鿿（）]{0,6}{actors})(?:必须|一律|须|要求)(?P<what2>[一-鿿]{2,12})"
            "|{every}(?![者制权的])(?P<group3>[一-鿿（）“”]{2,10}?)(?:必须|一律(?!不)|均?须)(?P<what3>[一-鿿]{2,12})"
        )
        self.one_after_another = book.compile(
            "(?P<group>{actors})(?:进行)?逐[一个](?P<what>{duties|one_by_one|spoken_with})"
        )
        self.doubled = book.compile(
            "(?P<group>{doubled})(?:都|均)?(?P<what>有[^，。；、]{0,8}?{actors}|{met}(?![一-鿿])"
            "|{set_up}(?!起)[^，。；、了]{2,10}|{performed})"
        )
        self.whole = book.compile("{every}|全覆盖")  # said already
        due = "".join(book.words("all_due"))
        self.all_due = re.compile(f"应([{due}])尽\\1(?:[、，]应([{due}])尽\\2)*")
        self.performed = book.words("performed")
        self.must = book.words("bidden")
        self.among = book.compile("在(?P<group>{every}[一-鿿]{1,8})中(?P<what>{practised})")
        self.throughout = book.compile(
            "{throughout}(?=[^，。；了、]{0,6}(?:所[包有驻联挂]|本|辖区|全部|全[县区镇乡村]))[^，。；了、0-9]{0,12}?"
            "(?:村|户|组|企业|党员|群众)"
        )
        self.visit_all = book.compile("{visits}[^，。；、]{0,6}(?:所有|全部)(?:[一-鿿]{0,8}?){visited}")
        self.all_arranged = book.compile("(?:均|全部)(?:要|须|应)?(?P<what>{arranged}[^，。；]{2,12})")
        self.all_applied = book.compile(
            "{every}(?![者制权的])(?P<group>[一-鿿“”]{2,8}?(?:、[一-鿿]{2,6}?)?)(?P<what>{applied}[^，。；]{2,12})"
        )
        self.told = book.compile(TOLD)
        self.bidden = (*self.must, *book.words("actors", "groups"))
        self.answers = book.compile("{sanctions|rewards}")
        adjacent = tuple(group + each for group in book.words("actors") for each in ("均", "都", "一律"))
        every = book.words("every")
        self.ways: tuple[Way, ...] = (  # in the order in which they are believed
            way(self._one_by_one, ("逐" + one for one in "户村人组镇"), book.words("one_by_one")),
            way(self._visit_all, ("所有", "全部"), book.words("visits")),
            way(self._throughout, book.words("throughout")),
            way(self._arranged, ("均", "全部"), book.words("arranged")),
            way(self._every_one_of, every, book.words("applied")),
            way(self._uniform, "统一", book.words("uniform")),
            way(self._among, ("在" + all_ for all_ in every)),
            way(self._each_has, "每", adjacent),
            way(self._each_does, "每", book.words("bids")),
            way(self._each_must, ("每" + one for one in "个名户支位一"), ("必须", "须", "要", "应")),
            way(self._without_exception, (*adjacent, *every), ("一律", "必须", "须", "要求")),
            way(self._one_after_another, ("逐一", "逐个")),
            way(self._every_visit, ("每" + one + must for one in _HOMES for must in "必都")),
            way(self._doubled, book.words("doubled")),
            way(self._once_over, "一遍", ("全部", "对")),
            way(
                self._all_due,
                ("尽" + one for one in book.words("all_due")),
                ("应" + one for one in book.words("all_due")),
            ),
        )

    def _one_by_one(self, passage: Passage) -> Iterator[Norm]:
        """逐户建立台账."""
        return self._each_one(passage, self.one_by_one)

    def _visit_all(self, passage: Passage) -> Iterator[Norm]:
        """走访所有贫困户."""
        return self._each_one(passage, self.visit_all)

    def _throughout(self, passage: Passage) -> Iterator[Norm]:
        """跑遍所包的村."""
        for norm in self._each_one(passage, self.throughout):
            if not _COUNTED.search(norm.action):  # 每月遍访一次 is how often
                yield norm

    def _arranged(self, passage: Passage) -> Iterator[Norm]:
        """各类组织均选派指导员."""
        for match in self.all_arranged.finditer(passage.text):
            group = _GROUP.search(passage.text, max(0, match.start() - 9), match.start())
            if group and "已" not in match[0]:
                yield Norm("coverage", group.start(), match.end(), "均选派", "", match["what"], group[0].rstrip("，"), "=", 100.0, "%")  # fmt: skip

    def _every_one_of(self, passage: Passage) -> Iterator[Norm]:
        """所有物品实行积分兑换."""
        return self._everyone(passage, self.all_applied, "所有…实行")

    def _uniform(self, passage: Passage) -> Iterator[Norm]:
        """党员家庭统一挂牌."""
        return self._each_one(passage, self.uniform)

    def _each_one(self, passage: Passage, pattern: re.Pattern) -> Iterator[Norm]:
        text = passage.text
        for match in pattern.finditer(text):
            low, high = passage.segment(*match.span())
            if not passage.told(low, high):
                actor, action = passage.actor_before(match.start()), bare(text[match.start() : high], 20)
                group = match.groupdict().get("group", "")
                yield Norm("coverage", *match.span(), "逐户", actor, action, group, "=", 100.0, "%")

    def _among(self, passage: Passage) -> Iterator[Norm]:
        """在全体党员中推行."""
        for match in self.among.finditer(passage.text):
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
            if norm.action in self.performed:
                stands = before.endswith(self.bidden)
            else:
                stands = (
                    text.endswith(self.bidden, 0, norm.start)
                    or before.endswith(self.must)
                    or not _WITHIN.search(text, max(0, norm.start - 1), norm.start)
                )
            if stands and (norm.start - end > 1 or text[end : norm.start] == "，"):
                yield norm
            end = norm.end

    def _all_due(self, passage: Passage) -> Iterator[Norm]:
        """应纳尽纳、应帮尽帮 is one rule."""
        for match in self.all_due.finditer(passage.text):
            if not passage.told(*passage.clause(match.start())) and not self.whole.search(passage.text):
                yield Norm("coverage", *match.span(), "应纳尽纳", "", match[0], "", "=", 100.0, "%")

    def _once_over(self, passage: Passage) -> Iterator[Norm]:
        """对村干部全部联审一遍."""
        for norm in self._everyone(passage, _ONCE_OVER, "全部…一遍"):
            if "每" not in passage.text[slice(*passage.clause(norm.start))]:
                yield norm

    def _everyone(self, passage: Passage, pattern: re.Pattern, cue: str) -> Iterator[Norm]:
        for match in pattern.finditer(passage.text):
            if self.told.search(match[0]) or self.answers.search(match[0]):
                continue
            found = match.groupdict()
            group = found.get("group") or found.get("group2") or found.get("group3") or ""
            what = found["what"] or found.get("what2") or found.get("what3") or ""
            yield Norm("coverage", *match.span(), cue, "", what, group, "=", 100.0, "%")
