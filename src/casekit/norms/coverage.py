"""What share of a group, or all of it: 全覆盖, 全员培训, 均由…担任, 覆盖100%的村党组织."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.codebook.rule import RuleBook
from casekit.norms.norm import Norm
from casekit.norms.passage import Passage
from casekit.norms.signs import Way, way
from casekit.norms.words import after, bare, clean, tail

_NAMED = re.compile("[一二三四五六七八九十]个[“”]?$")  # 五个全覆盖 is a name
_EACH = re.compile("(?:必须|须|应当?|要)?(?:(?P<apart>，(?=全部|均))|[也”]{0,2})(?:全部|全(?=归|由)|均|一律(?!不)|都)")
_DONE_TO = re.compile("(?:实现|做到|确保|达到)“[^“]*$")
_HAN = re.compile("[一-鿿]{2}")
_COVERS = ("全覆盖", "全面覆盖")
_MEASURED = re.compile("了|已|增长|下降")
_WORKING_TIME = re.compile("工作日|工作时间")
_PICKED = re.compile("的?比例[^，。；0-9]{0,6}[0-9]+[个名]")
_EACH_TIME = re.compile("每次([一-鿿]{2})")
_SHARE = re.compile("[0-9.]+%")
_TOWARDS = re.compile("(?:[向给][^，。；、]{0,6}|不[^，。；]{0,4}要求)$")
_ONCE = re.compile("一[遍轮次]$")
_PARTS = re.compile("[及和、，。；]")
_LED = re.compile("(?:.*(?:实行|推行|组织))?(?:要|须|并|同时|坚持|推动|推进|做到|确保|达到|要求)*了?")
_MAY = re.compile("(?:必须|须|需要?|要|可以?|应当?)(?=[一-鿿]{2})")
_REACHES = re.compile("覆盖[到了]?")
_RATE_OF = re.compile("[率面]?(?:达到?|为|实现)*$")


class CoverageReader:
    """Reads coverages."""

    def __init__(self, book: RuleBook):
        self.full = book.compile(
            "全面?覆盖|全员(?!会)|(?<![完健安])全{whole_group}|覆盖(?:[到了][^，。；：、“”0-9]{0,4}?)?"
            "(?:{whole_place}(?:所有|全部)?|{every}|每一?[个户名])"
        )
        self.by = book.compile(
            "(?P<group>[^，。；、]{2,16}?)(?:均|全部|一律|都)(?P<by>由|从)(?P<who>[^，。；、]{2,20}?)(?P<what>中?{chosen})"
        )
        self.trait = book.compile("”?(?:的[^，。；]{0,8}{networks}|式|工程|体系|格局)")
        self.not_yet = book.compile("{not_yet}|率$")
        self.laid_down = book.compile("(?!应{due_names})(?:{laid_down})")
        self.sampled = book.compile(
            "按照?[^，。；]{0,10}%的?比例[^，。；]{0,6}{sampled}|[0-9]%(?:以上)?的[^，。；]{2,8}?(?:(?<![主重需])要|须|应)(?!求)"
        )
        self.with_people = book.compile("{with_people}[^，。；、]{0,4}$")
        self.all_hands = book.compile("{all_hands}")
        self.built_rate = book.compile("{built}[^，。；、]{0,4}率")
        self.built = book.compile("{built}(?!村|户|人口|县|攻坚|链|党|工人)")
        self.covered = book.compile("{full_rates}率?[^，。；]{0,6}$")
        self.target = book.compile("(?:[0-9]{4}年|{targets})[^。；]*$")
        self.money = book.compile("{shares|set_aside|funds|stakes}")
        self.doing = book.compile("(?P<who>[^，。；]{1,20}?{officers})(?P<what>(?:{pairs|duties}|参与)[^，。；]*)")
        self.groups, self.bound = book.words("actors", "groups"), book.words("officers")
        self.all_do = book.compile(
            "(?:(?:由|从)[^，。；]{2,20}{chosen}|(?:要|须|必须|应|应当)?[^，。；：、]{0,4}?{duties}|(?<=均)(?:须|需|必须|应|可|要)(?!以|见|能|谓)[^，。；：、]{2,12})"
        )
        self.whole = book.compile(
            "(?<![向在把]){every}(?!来自|源于|属于|出自)(?:[一-鿿（）]{0,6}?){actors|groups}(?P<gap>(?:(?!情况|通过(?:了|验收|评审|审核|考核|检查)|积分|每|{eager})[^，。；：、了]){0,8}?){duties}"
        )

        adjacent = tuple(
            group + each
            for group in book.words("actors", "groups")
            for each in ("均", "都", "全部", "全归", "全由", "一律")
        )
        reached = tuple("覆盖" + to for to in ("全", "所有", "每", "到", "了"))
        self.ways: tuple[Way, ...] = (
            way(self._full, (*_COVERS, "全员", *("全" + done for done in book.words("whole_group")), *reached)),
            way(self._all_do, (*adjacent, "须全部", "要全部", "，全部", "，均", "也全部", "”全部", "”均")),
            way(self._whole, book.words("every"), book.words("duties")),
            way(self._shares, "#%", (*book.words("laid_down"), "比例", "要")),
            way(self._covered, "#%", book.words("full_rates")),
        )

    def _full(self, passage: Passage) -> Iterator[Norm]:
        """驻村帮扶全覆盖, 全员培训."""
        text = passage.text
        for match in self.full.finditer(text):
            low, high = passage.clause(match.start())
            before, behind = text[low : match.start()], text[match.end() : high]
            if match[0] in _COVERS and not self._arranged(before, behind):
                continue
            if behind.startswith("了") and passage.amounts_in(0, low):
                continue  # 共入户300户，全覆盖了辖区 is what it came to
            if match[0].startswith("全员") and (not _HAN.match(behind) or self.all_hands.match(behind)):
                continue
            if match[0].startswith("覆盖") and (behind.startswith("的") or _SHARE.match(behind)):
                continue  # 覆盖全县的物流网络, 覆盖全省85%的国土
            if match[0].startswith("覆盖") and self.not_yet.search(before):
                continue  # 基本覆盖全乡
            if not self.target.search(text[max(0, match.start() - 24) : match.start()]):
                yield self._norm(passage, match.span(), match[0][:3].rstrip("全所"))

    def _all_do(self, passage: Passage) -> Iterator[Norm]:
        """第一书记均由后备干部担任, 党员都要签订承诺书."""
        text = passage.text
        for each in _EACH.finditer(text):
            what = self.all_do.match(text, each.end())
            if not what or "已" in what[0] or each[0][-1] in "均都" and passage.amounts_in(*what.span()):
                continue  # 每村均应选派1人 is a quota
            if any(amount.unit == "元" for amount in passage.amounts_in(each.end(), passage.clause(each.end())[1])):
                continue  # 都可以享受5万元贷款 is one too
            group = ""
            if text.endswith(self.groups, 0, each.start()):
                group = next(word for word in self.groups if text.endswith(word, 0, each.start()))
            if group or each["apart"] and text.endswith("的", 0, each.start()):
                yield self._norm(passage, (each.start() - len(group), what.end()), "均由", each.start())

    def _whole(self, passage: Passage) -> Iterator[Norm]:
        """所有党员参加培训."""
        for match in self.whole.finditer(passage.text):
            once = _ONCE.search(passage.text, match.end(), passage.clause(match.end())[1])
            if once and self.target.search(passage.text, 0, match.start()):
                continue  # 今年计划对所有党员培训一遍
            if not _TOWARDS.search(passage.text, max(0, match.start() - 8), match.start()):
                yield self._norm(passage, match.span(), "全部")

    def _is_built(self, before: str) -> bool:
        """Is it something built or bought that covers the place, nobody's work?"""
        built = self.built.search(before)
        return bool(built) and not self.with_people.search(before, built.end())

    def _arranged(self, before: str, behind: str) -> bool:
        """Is 全覆盖 an arrangement for all, neither a wish nor something built?"""
        if self.not_yet.search(before) or self._is_built(before) or _NAMED.search(before) or self.trait.match(behind):
            return False
        if behind.startswith("”") and "“" in before[:-2] and not _DONE_TO.search(before):
            return False  # the end of one: “困难党员帮扶全覆盖”
        return bool(_HAN.search(before + behind))

    def _covered(self, passage: Passage) -> Iterator[Norm]:
        """覆盖率达100%."""
        for amount in passage.free:
            low, high = passage.clause(amount.start)
            before = passage.text[low : amount.start]
            if amount.unit == "%" and amount.value == 100 and self._reaches_all(before):
                place = (amount.start, amount.end)
                action = tail(_RATE_OF.sub("", bare(before, 60)), 16)
                yield Norm(
                    "coverage", low, high, "覆盖率100%", "", action, "", "=", 100.0, "%", number=place, claim=place
                )

    def _reaches_all(self, before: str) -> bool:
        covered = self.covered.search(before)
        return bool(covered) and not self.not_yet.search(before.removesuffix("率")) and not self.built.search(before)

    def _shares(self, passage: Passage) -> Iterator[Norm]:
        """每次巡查10%以上的党支部, 党员参会率不低于80%."""
        text = passage.text
        for amount in passage.free:
            if amount.unit != "%" or amount.value > 100:
                continue
            low, high = passage.clause(amount.start)
            around = text[low:high]
            if not (self.laid_down.search(around) or self.sampled.search(around)) or _MEASURED.search(around):
                continue
            if "覆盖" not in around and (self.money.search(around) or _WORKING_TIME.search(around)):
                continue
            if self.built_rate.search(around) or _PICKED.search(text, amount.end, high) and not amount.sign:
                continue  # 通硬化路率要达到100%, 按10%的比例倒排出100个
            each = _EACH_TIME.search(around)
            after_it = _PARTS.split(text[amount.end : high].lstrip("以上的").removeprefix("比例"))[0]
            actor, action = passage.actor_before(amount.start), tail(bare(text[low : amount.start], 60), 12)
            said = ("%", actor, "覆盖" if "覆盖" in around else action, clean(after_it))
            start, stop, per = amount.start, amount.end, each[1] if each else ""
            yield Norm("coverage", start, stop, *said, amount.sign or "=", amount.value, "%", per, number=(start, stop))

    def _norm(self, passage: Passage, span: tuple[int, int], cue: str, at: int = 0) -> Norm:
        """The rule read from the words at `span`; who it is about is named before `at`, if anywhere."""
        text = passage.text
        start, end = span
        low, high = passage.segment(start, end)
        by = self.by.search(text, low, high)
        if by:  # X均由Y担任
            actor, action = (by["who"], by["what"]) if by["by"] == "由" else ("", by["by"] + by["who"] + by["what"])
            return Norm("coverage", low, high, cue, actor, action, by["group"], "=", 100.0, "%", claim=span)
        actor, target = "", passage.object_of(low, high)
        if at:  # 贫困村|全部选派工作队
            group, action = clean(text[low:at]), text[at:high]
            each = _EACH.match(action)
            action = action[each.end() :] if each else action
            acts = group.endswith(self.bound) or _MAY.match(action)
            action = bare(after(_MAY, action), 20)
            actor, target = (group, "") if acts and not target else ("", target or group)
        elif cue == "全部":  # 所有党员参加培训
            action, actor = bare(text[end - 2 : high], 20), passage.actor_before(end)
        elif text.startswith("覆盖", start):  # 工作队覆盖全县所有村
            action, target = tail(clean(text[low:start]), 16) or "覆盖", bare(after(_REACHES, text[start:high]), 20)
        else:
            target, action = self._covering(clean(text[low:start]), bare(text[end:high], 20), target)
            if doing := self.doing.fullmatch(action):
                actor, action = doing["who"], doing["what"]
            elif target.endswith(self.bound) and not text.startswith("对", low):
                actor, target = target, ""
            elif not target and action.endswith(self.bound):  # 实现工作队|全覆盖
                actor, action = action, "覆盖"
        return Norm("coverage", low, max(high, low + 1), cue, actor, action, target, "=", 100.0, "%", claim=span)

    def _covering(self, before: str, behind: str, target: str) -> tuple[str, str]:
        """Who is covered and with what, from the words around 全覆盖: 贫困村实现驻村工作队|, 对驻村干部|开展轮训."""
        who, _, what = before.rpartition("实现") if "实现" in before else ("", "", before)
        what = after(_LED, what.lstrip("了"))
        if target:  # 对驻村干部全覆盖开展轮训
            return target, behind or what.removeprefix("对" + target)
        if behind.startswith("了"):  # 全面覆盖了贫困村
            return behind[1:], "覆盖"
        if len(behind) > 1:  # 县级干部全员联系贫困村
            return (what if len(what) < 20 else ""), behind
        return (clean(who) if len(who) < 30 else ""), tail(what, 20)
