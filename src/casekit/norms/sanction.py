"""What follows: thresholds with a number (低于8分的扣减补贴), consequences without one (对…的从严处理)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.codebook.rule import RuleBook, one_of
from casekit.norms.passage import Norm, Passage, bare, clean

_PLACED = ("前", "后", "末", "数", "位")  # what words of rank end in
_SHAMED = re.compile("在全[县市区镇乡州]?(?:范围内?)?通报(?:批评|表扬)?")
_LAID_DOWN = re.compile("不少于|不低于|至少|不得少于|不得低于")
_WEEDED = re.compile("(?:该(?P<a>[换撤免查处罚降停])的(?:坚决)?(?P=a)[、，]?)+")
_WHOSE = re.compile("[的者][一-鿿]{1,8}，")
_LINK = re.compile("^(?:并|和|及|与|对)?(?:设置|实行|建立)?")
_REPORTED = re.compile(r"了|已|先后|累计|共(?!同|建|享|产|青)")
#: Words that follow a fault only together with others (整改处理 is work, 严肃处理 a sanction).
_WEAK = ("处理", "退出", "表彰", "补助", "补贴", "晋升", "淘汰", "调整", "收回", "奖励", "降低")


class SanctionReader:
    """Reads thresholds and consequences."""

    def __init__(self, book: RuleBook):
        self.book = book
        results = book.any_of("sanctions", "rewards")
        strong = one_of(word for word in book.words("sanctions", "rewards") if word not in _WEAK)
        self.follows = re.compile(results)
        self.handled = re.compile(rf"{book.any_of('manner')}(?P<words>[^，。；：、]{{0,10}}?)(?P<what>{results})")
        self.at_stake = re.compile(rf"{book.any_of('at_stake')}|结果")
        self.grade = re.compile(
            rf"(?:的)?，?{book.any_of('graded')}“?(?:{book.any_of('grades')}|[A-D优良红黄蓝]|[一二三四五]星)"
        )
        self.streak = re.compile(rf"(?:{book.any_of('streaks')}|发现|受到)[^，。；]{{0,4}}$|满$")
        self.rank = re.compile(
            rf"(?:{book.any_of('ranks')}|排|列)[^，。；]{{0,6}}(?:后|末|倒数|前)$|[前后末]位?$|倒数$"
        )
        self.eligible = re.compile(rf"的?{book.any_of('eligible')}")
        self.fault = re.compile(rf"{book.any_of('faults')}|被[^，。；]{{0,6}}$")
        self.penalty = re.compile(rf"{book.any_of('penalties')}|年度")
        self.duty = re.compile(
            rf"[^，。；]{{0,8}}的[一-鿿（）]{{0,8}}?(?={book.any_of('follows_at_once')}|应当?[一-鿿])(?!报告|可能|由来|对象|须知|按揭)"
            rf"|[^，。；]{{0,14}}(?:的|者)(?:[一-鿿]{{1,10}})?，(?=[^，。；]{{0,12}}?{book.any_of('follows')})"
        )
        self.by_whom = re.compile(
            rf"(?P<when>对[^，。；]{{2,20}}的|[^，。；]{{0,10}}{book.any_of('failing')}的)[^，。；]{{0,8}}，?(?P<then>由[^，。；]{{2,20}}?{book.any_of('talks')})"
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
        self.points = re.compile(r"(?P<when>[一-鿿“”]{2,12}?)(?P<what>加分|减分|扣分)")

    def read(self, passage: Passage) -> Iterator[Norm]:
        taken: list[tuple[int, int]] = []
        for norm in self._thresholds(passage):
            taken.append(passage_span(passage, norm))
            yield norm
        for norm in self._consequences(passage):
            if not any(start < norm.end and norm.start < end for start, end in taken):
                taken.append((norm.start, norm.end))
                yield norm

    def _thresholds(self, passage: Passage) -> Iterator[Norm]:
        text = passage.text
        used: set[int] = set()
        for amount in passage.amounts:
            low, high = passage.clause(amount.start)
            before = text[low : amount.start]
            if low in used or _REPORTED.search(before.replace("累计", "")):
                continue
            if _LAID_DOWN.search(text[amount.start - 4 : amount.end]) and amount.unit not in ("岁", "周岁", "%"):
                continue  # 不少于50平方米的大厅 is a quota
            streak = self.streak.search(before)
            rank = before.endswith(_PLACED) and self.rank.search(before)
            stop = min((place for mark in "。；" if (place := text.find(mark, amount.end)) >= 0), default=len(text))
            window = text[amount.end : min(stop, amount.end + 44)]
            eligible = amount.sign and (
                self.eligible.match(window)
                or amount.unit in ("岁", "周岁")
                and re.search("年龄|须|应|原则上|要求|必须|优先", text[low:high])
            )
            result = self._result(
                window,
                bool(amount.sign or streak or rank),
                amount.unit,
                before,
                bool(rank),
            )
            if result is None and not eligible:
                continue
            if streak and any(other.sign in ("<", "<=") for other in passage.amounts_in(amount.end, high)):
                continue  # 连续两年低于85%的: the share is the cut-off
            used.add(low)
            sign = amount.sign or ("<=" if "前" in before[-4:] else ">=")
            yield Norm(
                "threshold",
                low,
                amount.end,
                "低于…的",
                passage.actor_before(amount.start),
                clean(before)[-16:],
                "",
                sign,
                amount.value,
                amount.unit,
                "",
                result or "",
                (amount.start, amount.end),
            )

    def _result(self, window: str, bound: bool, unit: str, before: str, rank: bool) -> str | None:
        """What follows a cut-off, from the words after its number; None where nothing does."""
        grade = self.grade.match(window)
        if grade and (bound or unit == "分"):
            return clean(grade[0].lstrip("的，"))
        if re.match("的[一-鿿]{0,8}(?:占|达|有(?!关)|[0-9])", window):
            return None
        if unit == "元" and re.match("的[一-鿿]{0,6}(?:奖|补|助|费|贷|标准)", window):
            return None
        case = bound and re.match("时，(?=[一-鿿]{4})", window)
        if case:
            return bare(window[case.end() :], 24)
        limit = bound and re.match(
            "(?:的)?(?:，)?(?:须|需|应|要)?(?:[由经报][^，。；]{2,16}?(?:批准|审批|备案|同意|审核))", window
        )
        if limit:
            return clean(limit[0].lstrip("的，"))
        if not bound and unit not in ("次", "天", "起", "件", "项", "期", "分"):
            return None
        duty = self.duty.match(window)
        if duty and (
            bound
            or "，" in duty[0]
            and (not clean(before) or self.fault.search(before))
            or duty.end() <= 3
            and self.penalty.match(window[duty.end() :])
        ):
            return bare(window[duty.end() :], 24)
        if (unit == "分" or rank) and re.match("的[一-鿿]{2}", window):
            return bare(window[1:], 24)
        condition = re.match(r"[^，。；]{0,14}?(?:的|者)(?:[一-鿿]{1,12})?，", window)
        follow = self.follows.search(window, condition.end()) if condition and bound else None
        return bare(window[condition.end() :], 24) if follow and follow.start() - condition.end() < 20 else None

    def _consequences(self, passage: Passage) -> Iterator[Norm]:
        text = passage.text
        follows = bool(self.follows.search(text)) or "为" in text or "直接" in text or "一律" in text
        for match in self.basis.finditer(text) if "作为" in text else ():
            yield self._norm(
                passage,
                match.start(),
                match.end(),
                clean(match["what"])[-20:],
                "",
                "作为" + match["for"] + "的" + match["basis"],
                "作为…依据",
            )
        for match in self.linked.finditer(text) if "挂钩" in text else ():
            low = passage.clause(match.start())[0]
            if not self.at_stake.search(text[low : match.end()]) or self._report(
                passage, low, match.end(), match.start()
            ):
                continue
            yield self._norm(passage, low, match.end(), clean(text[low : match.start()])[-16:], "", match[0], "与…挂钩")
        for match in self.handled.finditer(text) if follows else ():
            low, high = passage.clause(match.start())
            if (
                re.search("(?:[被受]|没有|未能?)[^，。；]{0,8}$", text[low : match.start()])
                or self._report(passage, low, high, match.start())
                or text[match.end() : match.end() + 1] in ("金", "后", "率", "办", "制", "力", "工", "会", "标")
                or text.startswith("资金", match.end())
            ):
                continue
            if match["what"] in ("奖补", "补助", "补贴", "奖励", "给予奖励") and any(
                amount.unit == "元" and amount.start > match.end() for amount in passage.amounts
            ):
                continue  # the sum that follows is the rule
            if not (
                re.search(r"对|的|者|不", text[max(0, low - 20) : match.start()])
                or re.match(r"[^，。；]{0,6}(?:不|的)", text[match.end() : high])
            ):
                continue
            target = (
                passage.object_of(max(0, text.rfind("对", 0, match.start())), match.start())
                if "对" in text[: match.start()]
                else bare(text[match.end() : high])
            )
            yield self._norm(passage, low, match.end(), match["what"], target, clean(match[0]), "从严…处理")
        for match in (
            self.whoever.finditer(text)
            if follows and ("的，" in text or "者，" in text or "凡" in text or _WHOSE.search(text))
            else ()
        ):
            if passage.amounts_in(match.start(), match.end()) or _REPORTED.search(match[0]):
                continue
            yield self._norm(
                passage, match.start(), match.end(), clean(match["who"])[-24:], "", clean(match["then"]), "…的，…"
            )
        conditions = (
            (self.if_then, "如果…，由…", "，" in text and passage.shows("如若旦")),
            (self.first_served, "…时优先", "时优先" in text),
        )
        for pattern, cue, possible in conditions:
            for match in pattern.finditer(text) if possible else ():
                if not _REPORTED.search(match[0]) and not passage.amounts_in(match.start(), match.end()):
                    yield self._norm(passage, match.start(), match.end(), match["when"], "", match["then"], cue)
                    break  # what follows in the list is of the same kind
        for match in self.to_whom.finditer(text) if "对" in text else ():
            if not self._report(passage, *passage.clause(match.start()), match.start()):
                yield self._norm(
                    passage, match.start(), match.end(), match["what"], match["who"], match["what"], "对…的…"
                )
        for match in self.regime.finditer(text) if "行" in text else ():
            yield self._norm(passage, match.start(), match.end(), match["what"], "", match["what"], "实行…制")
        for match in _WEEDED.finditer(text) if "该" in text else ():
            yield self._norm(passage, match.start(), match.end(), clean(match[0]), "", clean(match[0]), "该换的换")
        for match in self.by_whom.finditer(text) if "由" in text else ():
            if not self._report(passage, *passage.clause(match.start()), match.start()):
                yield self._norm(passage, match.start(), match.end(), match["when"], "", match["then"], "由…约谈")
        for match in _SHAMED.finditer(text) if "通报" in text else ():
            low, high = passage.clause(match.start())
            if not self._report(passage, low, high, match.start()):
                yield self._norm(
                    passage, low, match.end(), clean(text[low : match.start()])[-16:], "", match[0], "在全县通报"
                )
        for match in self.raised.finditer(text) if "到" in text and passage.shows("将把") else ():
            if not passage.amounts_in(match.start(), match.end()):
                yield self._norm(
                    passage, match.start(), match.end(), match["what"], match["who"], match["what"], "选拔到"
                )
        for match in self.points.finditer(text) if "分" in text and passage.shows("加减扣") else ():
            low, high = passage.clause(match.start())
            if (
                match["what"] in text[low : match.start()]
                or not re.search("设置|实行|予以|给予|情形|进行|依|按|、", text[low:high])
                or re.search("加分、扣分|加分项", text[low:high])
            ):
                continue
            yield self._norm(
                passage, match.start(), match.end(), _LINK.sub("", clean(match["when"])), "", match["what"], "加分减分"
            )

    def _report(self, passage: Passage, low: int, high: int, at: int) -> bool:
        """A single case that is told, not what follows each time."""
        clause = passage.text[low:high]
        counted = any(
            amount.unit in ("人", "起", "个", "人次", "家", "件", "户", "期", "次", "项", "支", "元")
            for amount in passage.amounts_in(low, high)
        )
        return counted or bool(_REPORTED.search(clause))

    def _norm(self, passage: Passage, start: int, end: int, action: str, target: str, result: str, cue: str) -> Norm:
        return Norm(
            "consequence",
            start,
            max(end, start + 1),
            cue,
            passage.actor_before(start),
            action,
            target,
            "",
            None,
            "",
            "",
            result[:40],
        )


def passage_span(passage: Passage, norm: Norm) -> tuple[int, int]:
    """From a threshold to the end of its consequence."""
    at = passage.text.find(norm.consequence, norm.end) if norm.consequence else -1
    return norm.start, at + len(norm.consequence) if at >= 0 else norm.end
