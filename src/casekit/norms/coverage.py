"""What share of a group, or all of it: 全覆盖, 全员培训, 均由…担任, 覆盖100%的村党组织."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.codebook.rule import RuleBook
from casekit.norms.passage import Norm, Passage, bare, clean

_BY = re.compile(
    r"(?P<group>[^，。；、]{2,16}?)(?:均|全部|一律|都)(?P<by>由|从)(?P<who>[^，。；、]{2,20}?)(?P<what>中?(?:担任|选任|选派|选拔|兼任|产生))"
)
_ALL_DO = re.compile("[均都]|全部|一律")
_WHOLE = re.compile("全部|所有|全体")
_EACH_ONE = re.compile("逐|所有|全部|统一")
_DONE = re.compile(r"(?:实现|已|达到|完成|基本|率|实现了|达)[^，。；]{0,10}$")
_REACHED = re.compile("实现[^，。；]{0,16}$")


class CoverageReader:
    """Reads coverages."""

    def __init__(self, book: RuleBook):
        self.book = book
        actors, duties = book.any_of("actors"), book.any_of("duties")
        self.full = re.compile(r"全覆盖|全员(?!会)|全参与|覆盖(?:(?:全县|全市|全区|全镇|全乡)(?:所有|全部)?|所有)")
        self.covers = re.compile(book.any_of("covers"))
        self.arranged = re.compile(book.any_of("arranged"))
        self.standing = re.compile(book.any_of("standing"))
        self.target = re.compile(rf"(?:[0-9]{{4}}年|{book.any_of('targets')})[^。；]*$")
        self.money = re.compile(book.any_of("shares", "set_aside", "funds"))
        self.all_do = re.compile(
            rf"(?:{actors})(?:全部|均|一律|都)(?:(?:由|从)[^，。；]{{2,20}}(?:担任|选任|选派|选拔|兼任|产生|中选)|(?:要|须|必须|应|应当)?[^，。；：、]{{0,4}}?(?:{duties}))"
        )
        self.each_one = re.compile(
            rf"逐(?P<group>户|村|人|组|镇)(?:逐[户村人组项条])?[^，。；、]{{0,2}}?(?:{book.any_of('one_by_one')})"
            rf"|(?:遍访|走访|联系|包保|包联|结对|督查|走遍)[^，。；、]{{0,6}}(?:所有|全部)(?:[一-鿿]{{0,8}}?)(?:户|村|乡镇|镇|组|支部|党员|干部|群众)"
            rf"|(?:每个|各)?(?:{actors}|场所|门口|服务点|活动室)统一{book.any_of('uniform')}"
        )
        self.each_has = re.compile(
            rf"每(?:一)?[个名户支]?(?P<group>[一-鿿（）]{{0,8}}?(?:{actors}))(?:都|均)(?:要|须|必须|应)?(?P<what>有(?!所|点|了)|配备|配有|落实|安排|明确|建立|选派|联系|设立|参加)[^，。；]{{2,16}}"
        )
        self.without_exception = re.compile(
            rf"(?P<group>[一-鿿（）]{{0,8}}(?:{actors}))一律(?P<what>[一-鿿]{{2,12}})|(?:所有|全体|全部)(?P<group2>[一-鿿（）]{{0,6}}(?:{actors}))(?:必须|一律|须|要求)(?P<what2>[一-鿿]{{2,12}})"
        )
        self.among = re.compile("在(?:全体|所有|全部)[一-鿿]{1,8}中(?:推行|实行|开展|实施)")
        self.answers = re.compile(book.any_of("sanctions", "rewards"))
        self.whole = re.compile(
            rf"(?<![向在把])(?:全部|所有|全体)(?:[一-鿿（）]{{0,6}}?)(?:{actors})(?P<gap>(?:(?!情况|通过|积分)[^，。；：、了]){{0,8}}?)(?:{duties})"
        )

    def read(self, passage: Passage) -> Iterator[Norm]:
        text = passage.text
        taken: list[tuple[int, int]] = []
        for match in self.full.finditer(text) if "全" in text or "覆盖" in text else ():
            low, high = passage.clause(match.start())
            before, after = text[low : match.start()], text[match.end() : high]
            if match[0] == "全覆盖" and not self._arranged(before, after):
                continue
            if match[0].startswith("全员") and not re.match(r"[一-鿿]{2}", after):
                continue
            if self.target.search(text[max(0, match.start() - 24) : match.start()]):
                continue
            taken.append((match.start(), match.end()))
            yield self._norm(passage, match.start(), match.end(), low, high, match[0][:3].rstrip("全所"))
        for pattern, cue, gate in ((self.all_do, "均由", _ALL_DO), (self.whole, "全部", _WHOLE)):
            for match in pattern.finditer(text) if gate.search(text) else ():
                if any(start < match.end() and match.start() < end for start, end in taken):
                    continue
                low, high = passage.clause(match.start())
                taken.append((match.start(), match.end()))
                yield self._norm(passage, match.start(), match.end(), low, high, cue)
        for match in self.each_one.finditer(text) if _EACH_ONE.search(text) else ():
            low, high = passage.segment(match.start(), match.end())
            if not re.search("了|已|累计|共计", text[low:high]) and not any(
                start < match.end() and match.start() < end for start, end in taken
            ):
                yield Norm(
                    "coverage",
                    match.start(),
                    match.end(),
                    "逐户",
                    passage.actor_before(match.start()),
                    bare(text[match.start() : high], 20),
                    match["group"] or "",
                    "=",
                    100.0,
                    "%",
                )
        for match in self.among.finditer(text) if "中" in text else ():
            yield Norm(
                "coverage", match.start(), match.end(), "在全体…中", "", match[0][-2:], match[0][1:-3], "=", 100.0, "%"
            )
        everyone = ((self.each_has, "每个…都有", "每"), (self.without_exception, "一律", "律须求"))
        for pattern, cue, signs in everyone if "每" in text or "一律" in text or "必须" in text else ():
            for match in pattern.finditer(text) if passage.shows(signs) else ():
                found = match.groupdict()
                if (
                    re.search("了|已|累计", match[0])
                    or self.answers.search(match[0])
                    or any(start < match.end() and match.start() < end for start, end in taken)
                ):
                    continue
                taken.append(match.span())
                group, what = (
                    (found.get("group") or found.get("group2") or ""),
                    (found.get("what") or found.get("what2") or ""),
                )
                yield Norm("coverage", match.start(), match.end(), cue, "", what, group, "=", 100.0, "%")
        yield from self._shares(passage)

    def _arranged(self, before: str, after: str) -> bool:
        """Is 全覆盖 how something is done, not a result that was reached?"""
        if _REACHED.search(before):
            return bool(self.standing.search(before)) and not re.search("已|了|基本|目前", before)
        if _DONE.search(before):
            return False
        return bool(self.covers.match(after) or self.arranged.search(before) or self.standing.search(before[-8:]))

    def _shares(self, passage: Passage) -> Iterator[Norm]:
        text = passage.text
        for amount in passage.amounts:
            if amount.unit != "%" or amount.value > 100:
                continue
            low, high = passage.clause(amount.start)
            around = text[low:high]
            if not re.search(r"每次|要求|要达|必须|须|应|确保|不低于|不少于|原则上|不得", around) or re.search(
                "了|已|增长|下降", around
            ):
                continue
            if (self.money.search(around) or re.search("工作日|工作时间", around)) and "覆盖" not in around:
                continue
            per = (
                "巡查"
                if re.search("每次巡查", around)
                else (m[1] if (m := re.search(r"每次([一-鿿]{2})", around)) else "")
            )
            yield Norm(
                "coverage",
                amount.start,
                max(amount.end, amount.start + 1),
                "%",
                passage.actor_before(amount.start),
                "覆盖" if "覆盖" in around else bare(text[low : amount.start])[-12:],
                clean(re.split("[及和、，。；]", re.sub("^以上|^的", "", text[amount.end : high].lstrip("以上的")))[0]),
                amount.sign or "=",
                amount.value,
                "%",
                per,
                "",
                (amount.start, amount.end),
            )

    def _norm(self, passage: Passage, start: int, end: int, low: int, high: int, cue: str) -> Norm:
        text = passage.text
        low, high = passage.segment(start, end)
        by = _BY.search(text[low:high])
        if by:  # X均由Y担任
            actor, action = (by["who"], by["what"]) if by["by"] == "由" else ("", by["by"] + by["who"] + by["what"])
            return Norm("coverage", low, high, cue, actor, action, by["group"], "=", 100.0, "%")
        group = passage.actor_before(end if cue == "全部" else start)
        action = bare(text[end:high], 20) if cue != "全部" else bare(text[end - 2 : high], 20)
        target = passage.object_of(low, high)
        if not action:
            action = clean(text[low:start])[-12:]
        return Norm("coverage", low, max(high, low + 1), cue, group, action, target, "=", 100.0, "%")
