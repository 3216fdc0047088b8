"""What share of a group, or all of it: 全覆盖, 全员培训, 均由…担任, 覆盖100%的村党组织."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.codebook.rule import RuleBook
from casekit.norms.passage import Norm, Passage, bare, clean
from casekit.norms.signs import Way, way

_BY = re.compile(
    r"(?P<group>[^，。；、]{2,16}?)(?:均|全部|一律|都)(?P<by>由|从)(?P<who>[^，。；、]{2,20}?)(?P<what>中?(?:担任|选任|选派|选拔|兼任|产生))"
)
_NAMED = re.compile("[一二三四五六七八九十]个“?$|“$")  # 五个全覆盖 is a name
_TRAIT = re.compile("的|式|、?无死角|工程|体系|格局")
_HAN = re.compile("[一-鿿]{2}")
_NOT_YET = re.compile("基本|为实现|以实现|是否|尚未|没有|未能|使|率$")
_ALL = ("参与", "走访", "轮训", "公示", "结对", "包保", "入户", "到户", "派驻", "签约", "建档")
_FULL = re.compile(
    rf"全覆盖|全员(?!会)|(?<![完健安])全(?:{'|'.join(_ALL)})|"
    r"覆盖(?:(?:全县|全市|全区|全镇|全乡)(?:所有|全部)?|所有|全部)"
)
_AMONG = re.compile("在(?P<group>(?:全体|所有|全部)[一-鿿]{1,8})中(?P<what>推行|实行|开展|实施)")
_VISITS = ("遍访", "走访", "联系", "包保", "包联", "结对", "督查", "走遍")
_VISIT_ALL = re.compile(
    rf"(?:{'|'.join(_VISITS)})[^，。；、]{{0,6}}(?:所有|全部)(?:[一-鿿]{{0,8}}?)(?:户|村|乡镇|镇|组|支部|党员|干部|群众)"
)
_TOLD = re.compile("了|已|累计|共计")
_NORMS = ("每次", "要求", "规定", "要达", "必须", "须", "应", "确保", "不低于", "不少于", "原则上", "不得")
_LAID_DOWN = re.compile("|".join(_NORMS))
_MEASURED = re.compile("了|已|增长|下降")
_WORKING_TIME = re.compile("工作日|工作时间")
_EACH_TIME = re.compile("每次([一-鿿]{2})")
_PARTS = re.compile("[及和、，。；]")


class CoverageReader:
    """Reads coverages."""

    def __init__(self, book: RuleBook):
        actors, duties = book.any_of("actors"), book.any_of("duties")
        groups = book.any_of("actors", "groups")
        self.built = re.compile(book.any_of("built"))
        self.covered = re.compile(f"{book.any_of('full_rates')}率?[^，。；]{{0,6}}$")
        self.target = re.compile(rf"(?:[0-9]{{4}}年|{book.any_of('targets')})[^。；]*$")
        self.money = re.compile(book.any_of("shares", "set_aside", "funds"))
        self.all_do = re.compile(
            rf"(?:{groups})(?:全部|全(?=归|由)|均|一律|都)(?:(?:由|从)[^，。；]{{2,20}}(?:担任|选任|选派|选拔|兼任|产生|中选)|(?:要|须|必须|应|应当)?[^，。；：、]{{0,4}}?(?:{duties}))"
        )
        self.one_by_one = re.compile(
            rf"逐(?P<group>户|村|人|组|镇)(?:逐[户村人组项条])?[^，。；、]{{0,2}}?(?:{book.any_of('one_by_one')})"
        )
        self.uniform = re.compile(rf"(?:每个|各)?(?:{actors}|场所|门口|服务点|活动室)统一{book.any_of('uniform')}")
        self.each_has = re.compile(
            rf"每(?:一)?[个名户支]?(?P<group>[一-鿿（）]{{0,8}}?(?:{actors}))(?:都|均)(?:要|须|必须|应)?(?P<what>有(?!所|点|了)|配备|配有|落实|安排|明确|建立|选派|联系|设立|参加)[^，。；]{{2,16}}"
        )
        self.each_does = re.compile(
            rf"(?:确定|明确|做到|确保|要求|保证|规定)[^，。；]{{0,6}}每(?:一)?[个名支户位]?(?P<group>[一-鿿（）]{{0,8}}?(?:{actors}))(?:都|均)?(?P<what>(?:{book.any_of('pairs', 'duties')})[一-鿿]{{0,12}})"
        )
        self.without_exception = re.compile(
            rf"(?P<group>[一-鿿（）]{{0,8}}(?:{actors}))一律(?P<what>[一-鿿]{{2,12}})|(?:所有|全体|全部)(?P<group2>[一-鿿（）]{{0,6}}(?:{actors}))(?:必须|一律|须|要求)(?P<what2>[一-鿿]{{2,12}})"
        )
        self.answers = re.compile(book.any_of("sanctions", "rewards"))
        self.whole = re.compile(
            rf"(?<![向在把])(?:全部|所有|全体)(?:[一-鿿（）]{{0,6}}?)(?:{groups})(?P<gap>(?:(?!情况|通过|积分)[^，。；：、了]){{0,8}}?)(?:{duties})"
        )

        adjacent = tuple(
            group + each
            for group in book.words("actors", "groups")
            for each in ("均", "都", "全部", "全归", "全由", "一律")
        )
        every = ("全部", "所有", "全体")
        self.ways: tuple[Way, ...] = (
            way(self._full, ("全覆盖", "全员", *("全" + done for done in _ALL), "覆盖全", "覆盖所有", "覆盖全部")),
            way(self._all_do, adjacent),
            way(self._whole, every, book.words("duties")),
            way(self._one_by_one, ("逐" + one for one in "户村人组镇"), book.words("one_by_one")),
            way(self._visit_all, ("所有", "全部"), _VISITS),
            way(self._uniform, "统一", book.words("uniform")),
            way(self._among, ("在" + all_ for all_ in every)),
            way(self._each_has, "每", adjacent),
            way(self._each_does, "每", ("确定", "明确", "做到", "确保", "要求", "保证", "规定")),
            way(self._without_exception, (*adjacent, *every), ("一律", "必须", "须", "要求")),
            way(self._shares, "#%", _NORMS),
            way(self._covered, "#%", book.words("full_rates")),
        )

    def _full(self, passage: Passage) -> Iterator[Norm]:
        """驻村帮扶全覆盖, 全员培训."""
        text = passage.text
        for match in _FULL.finditer(text):
            low, high = passage.clause(match.start())
            before, after = text[low : match.start()], text[match.end() : high]
            if match[0] == "全覆盖" and not self._arranged(before, after):
                continue
            if match[0].startswith("全员") and not _HAN.match(after):
                continue
            if not self.target.search(text[max(0, match.start() - 24) : match.start()]):
                yield self._norm(passage, match, match[0][:3].rstrip("全所"))

    def _all_do(self, passage: Passage) -> Iterator[Norm]:
        """第一书记均由后备干部担任, 党员都要签订承诺书."""
        return (self._norm(passage, match, "均由") for match in self.all_do.finditer(passage.text))

    def _whole(self, passage: Passage) -> Iterator[Norm]:
        """所有党员参加培训."""
        return (self._norm(passage, match, "全部") for match in self.whole.finditer(passage.text))

    def _one_by_one(self, passage: Passage) -> Iterator[Norm]:
        """逐户建立台账."""
        return self._each_one(passage, self.one_by_one)

    def _visit_all(self, passage: Passage) -> Iterator[Norm]:
        """走访所有贫困户."""
        return self._each_one(passage, _VISIT_ALL)

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
        return self._everyone(passage, self.each_has, "每个…都有")

    def _each_does(self, passage: Passage) -> Iterator[Norm]:
        """确定每名党员包联农户."""
        for norm in self._everyone(passage, self.each_does, "确定每名"):
            if not passage.amounts_in(*passage.clause(norm.start)):
                yield norm

    def _without_exception(self, passage: Passage) -> Iterator[Norm]:
        """党员一律公开承诺."""
        return self._everyone(passage, self.without_exception, "一律")

    def _everyone(self, passage: Passage, pattern: re.Pattern, cue: str) -> Iterator[Norm]:
        for match in pattern.finditer(passage.text):
            if _TOLD.search(match[0]) or self.answers.search(match[0]):
                continue
            found = match.groupdict()
            group, what = found["group"] or found.get("group2") or "", found["what"] or found.get("what2") or ""
            yield Norm("coverage", *match.span(), cue, "", what, group, "=", 100.0, "%")

    def _arranged(self, before: str, after: str) -> bool:
        """Is 全覆盖 an arrangement for all, neither a wish nor something built?"""
        if _NOT_YET.search(before) or self.built.search(before) or _NAMED.search(before) or _TRAIT.match(after):
            return False
        return bool(_HAN.search(before + after))

    def _covered(self, passage: Passage) -> Iterator[Norm]:
        """覆盖率达100%."""
        for amount in passage.free:
            low, high = passage.clause(amount.start)
            before = passage.text[low : amount.start]
            if amount.unit == "%" and amount.value == 100 and self._reaches_all(before):
                place = (amount.start, amount.end)
                action = bare(before)[-16:]
                yield Norm(
                    "coverage", low, high, "覆盖率100%", "", action, "", "=", 100.0, "%", number=place, claim=place
                )

    def _reaches_all(self, before: str) -> bool:
        covered = self.covered.search(before)
        return bool(covered) and not _NOT_YET.search(before) and not self.built.search(before)

    def _shares(self, passage: Passage) -> Iterator[Norm]:
        """每次巡查10%以上的党支部, 党员参会率不低于80%."""
        text = passage.text
        for amount in passage.free:
            if amount.unit != "%" or amount.value > 100:
                continue
            low, high = passage.clause(amount.start)
            around = text[low:high]
            if not _LAID_DOWN.search(around) or _MEASURED.search(around):
                continue
            if "覆盖" not in around and (self.money.search(around) or _WORKING_TIME.search(around)):
                continue
            each = _EACH_TIME.search(around)
            after = _PARTS.split(text[amount.end : high].lstrip("以上的"))[0]
            yield Norm(
                "coverage",
                amount.start,
                max(amount.end, amount.start + 1),
                "%",
                passage.actor_before(amount.start),
                "覆盖" if "覆盖" in around else bare(text[low : amount.start])[-12:],
                clean(after),
                amount.sign or "=",
                amount.value,
                "%",
                each[1] if each else "",
                number=(amount.start, amount.end),
            )

    def _norm(self, passage: Passage, match: re.Match, cue: str) -> Norm:
        text = passage.text
        start, end = match.span()
        low, high = passage.segment(start, end)
        by = _BY.search(text, low, high)
        if by:  # X均由Y担任
            actor, action = (by["who"], by["what"]) if by["by"] == "由" else ("", by["by"] + by["who"] + by["what"])
            return Norm("coverage", low, high, cue, actor, action, by["group"], "=", 100.0, "%", claim=match.span())
        whole = cue == "全部"
        action = bare(text[end - 2 if whole else end : high], 20) or clean(text[low:start])[-12:]
        group, target = passage.actor_before(end if whole else start), passage.object_of(low, high)
        end = max(high, low + 1)
        return Norm("coverage", low, end, cue, group, action, target, "=", 100.0, "%", claim=match.span())
