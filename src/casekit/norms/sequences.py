"""Orders told by their words of order, or by who does each step: 第一步…，第二步…; 户报、村评、镇审; 核对后发放."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.codebook.rule import RuleBook
from casekit.norms.passage import Norm, Passage, clean
from casekit.norms.signs import Way, way

_STAGES = re.compile(
    "第一步[^。；]{2,30}?[，；、]第二步[^。；]{2,60}|首先[^。；]{4,40}?，其次[^。；]{4,40}?，(?:最后|再次)[^。；]{4,30}"
)
_PHASES = re.compile("事前[^，。；、]{2,8}[、，]事中[^，。；、]{2,8}[、，]事后[^，。；、]{2,8}")
_FIRST_NEXT = re.compile(
    "(?<![优率领争首事预祖原此])先(?!后|是|进|行者)[^，。；了]{2,16}[，、](?:后(?!来|备|进|勤|续)|再|接着|然后)[^，。；了]{2,16}(?:[，、](?:再|最后|然后|后)[^，。；了]{2,16})*"
)
_ONE_BY_ONE = re.compile("(?:[一-鿿]{1,4}一[户个批项人件][、，]?)(?:[一-鿿]{1,4}一[户个批项人件][、，]?){2,}")


#: 解决不了 is no report.
_DONE = re.compile("已|(?<!不)了|先后|累计")
_BEFORE = re.compile("过去|以前|从前|小时候|以往")


class SequenceReader:
    """Reads procedures that name no 程序 or 流程."""

    def __init__(self, book: RuleBook):
        self.bidden = book.compile("{bidden}|[应须按]|(?<![主重需])要|实行|由|凡|规定|一律|先[由经报将向交]")
        self.someone = book.compile("{someone}|[老小]{surnames}")
        agent = "(?:{agents})"
        self.by_whom = book.compile(
            f"(?:由|实行|按照?|采取|坚持)?“?{agent}[^，。；、]{{0,4}}?{{agent_steps}}[^，。；、]{{0,4}}?”?[、，—→]"
            f"(?:“?{agent}[^，。；、]{{0,4}}?{{agent_steps}}[^，。；、]{{0,4}}?”?[、，—→]+(?:再|最后|后)?(?:由|报|经)?)+"
            f"(?:和)?“?{agent}[^，。；、]{{0,4}}?{{agent_steps}}"
        )
        self.ordered = book.compile(
            "(?:按照?|严格(?:执行|落实|遵循|按照?)|遵循|履行|执行|实行|坚持)[^，。；]{0,10}?“?[一-鿿]{1,12}(?:[、→—－-]+[一-鿿]{1,12}){2,}”?(?:等)?(?:[一二三四五六七八九十0-9]+[个道步])?的?(?:工作|办理)?(?:程序|步骤|流程|顺序|次序)"
        )
        self.escalated = book.compile(
            "先由?[^，。；]{2,20}[，；][^，。；]{0,10}?{unsettled}[^，。；]{0,6}?(?:，|再|则)?(?:由|交|报|提交|移交|上报|送|逐级)[^，。；]{2,20}"
        )
        self.after_check = book.compile(
            "{agents}[^，。；、]{0,6}?(?:{steps}|核对|核实|签字|签批|签章|盖章|同意|会签|清点|把关|评估|论证)(?:通过|同意|无误|合格|无异议|一致|确认)?(?:后|之后)，?(?:再|方|统一|一次性|由[^，。；]{2,8}?|予以)?{disposed}(?![^，。；]{0,8}了)"
        )
        self.approved = book.compile(
            "(?:必?须|需|应|要)(?:先)?(?:经|报|由)?[^，。；、]{2,16}?{assent}[、，](?:并|再)?(?:报|经|由)?[^，。；、]{2,12}?{assent}"
        )
        self.only_after = book.compile(
            "(?:考核|考试|考察|培训|政审|体检|试用|公示)[^，。；]{0,4}?(?:合格|通过|无异议|期满)后，?(?:正式|方|再|才|统一)?{engaged}"
        )
        self.first_at = book.compile("优先(?:从|向|到|在)[^，。；了]{2,20}?(?:中|处|里)?{bought}")
        self.out_of = book.compile("从[^，。；了]{2,40}?中，?优先{taken_from}")
        listed = tuple(step + mark for step in book.words("agent_steps") for mark in ("、", "，", "—", "→"))
        self.ways: tuple[Way, ...] = (
            way(self._read(_STAGES, "第一步…第二步"), ("第一步", "首先"), ("第二步", "其次")),
            way(
                self._read(self.ordered, "按…的步骤"),
                ("程序", "步骤", "流程", "顺序", "次序"),
                ("按", "严格", "遵循", "履行", "执行", "实行", "坚持"),
            ),
            way(self._read(self.by_whom, "户报、村评"), book.words("agents"), listed),
            way(self._read(_PHASES, "事前…事后"), "事前", "事中", "事后"),
            way(self._read(self.escalated, "先由…，再报"), "先", book.words("unsettled")),
            way(self._read(_FIRST_NEXT, "先…，再…"), "先", ("后", "再", "接着", "然后")),
            way(self._read(self.after_check, "核对后发放"), "后", book.words("disposed")),
            way(self._read(self.approved, "须经…同意、…批准"), book.words("assent"), ("须", "需", "应", "要")),
            way(self._read(self.only_after, "合格后上岗"), "后", book.words("engaged")),
            way(self._read(self.first_at, "优先从…购买"), "优先", book.words("bought")),
            way(self._read(self.out_of, "从…中优先"), "中", "优先"),
        )

    def _read(self, pattern: re.Pattern, cue: str):
        def read(passage: Passage) -> Iterator[Norm]:
            for match in pattern.finditer(passage.text):
                told = _DONE.search(match[0]) if cue.startswith("先由") else passage.told(*match.span())
                if cue.startswith("先…") and not self.bidden.search(
                    passage.text, max(0, match.start() - 10), match.start() + 2
                ):
                    continue
                if told or self._counted(passage, match) or self._story(passage, match.start()):
                    continue
                what = clean(match[0])[:60]
                yield Norm("procedure", *match.span(), cue, passage.actor_before(match.start()), what)

        return read

    def _story(self, passage: Passage, at: int) -> bool:
        """Is it said by someone, or told of someone?"""
        text = passage.text
        return text.startswith("“") or bool(self.someone.search(text, 0, at) or _BEFORE.search(text, 0, at))

    def _counted(self, passage: Passage, match: re.Match) -> bool:
        """Is it told of so many that went through it: 审核后发放贷款286户?"""
        low = passage.clause(match.start())[0]
        counted = passage.amounts_in(match.end(), match.end() + 8) or passage.amounts_in(low, match.start())
        return bool(counted) or "经过" in match[0]
