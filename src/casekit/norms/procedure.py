"""A fixed order of steps or of preference: 申报、审核、公示程序; 镇级把关，县委组织部审核; 党员优先、干部优先."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.codebook.rule import RuleBook
from casekit.norms.passage import Norm, Passage, clean


class ProcedureReader:
    """Reads procedures; at most one for the same words."""

    def __init__(self, book: RuleBook):
        steps, orders = book.any_of("steps"), book.any_of("orders")
        self.step = re.compile(steps)
        item = rf"[一-鿿“”（）]{{0,12}}?(?:{steps})[一-鿿“”（）]{{0,6}}?"
        self.chain = re.compile(
            rf"(?>{item}[、，→—]+){{2,}}(?:和)?{item}(?=[^一-鿿]|等|的|{orders}|“|”|制度|评分|方式|办法|机制|[一二三四五六七八九十]个|$)"
        )
        self.named = re.compile(
            rf"(?:按照|经过|经|履行|严格|坚持|规范|实行|做实|把好|执行)[^，。；]{{0,24}}?、[^，。；]{{1,40}}?(?:等)?[一二三四五六七八九十0-9]*(?:个|道|步)?(?:{orders})"
        )
        self.prefer = re.compile(r"(?:[一-鿿]{2,8}优先[、，和]?){2,}")
        self.first = re.compile(rf"(?<!的)(?<![一-鿿]的)[一-鿿]{{0,8}}优先{book.any_of('preferred')}[一-鿿]{{2,10}}")
        self.check = re.compile(
            r"[一-鿿（）]{1,10}(?:把关|初审|申报|推荐|提名)[，、][一-鿿（）]{2,12}(?:审核|审批|审定|复核|备案|批准)"
        )
        self.kept = re.compile(
            r"[一-鿿]{2,8}(?:、[一-鿿]{2,8}){1,}和[一-鿿]{2,8}、[一-鿿]{2,8}(?=“[^”]*[一二三四五六七八九][^”]*”制度)"
        )
        self.arrows = re.compile(r"[一-鿿]{2,6}(?:[—→]+[一-鿿]{2,6}){2,}")
        self.reported = re.compile(
            r"研究(?:确定|决定|同意|提出)?[^，。；]{0,8}，并?报[^，。；]{2,12}(?:审核|审批|备案|批准)+"
        )
        self.first_then = re.compile(r"先[一-鿿]{1,10}[，、]?(?:后|再)[一-鿿]{1,10}(?=[，。；的]|$)")

    def _patterns(self, text: str) -> Iterator[tuple[str, re.Pattern]]:
        """The patterns that can match at all: a look at single words spares most sentences the rest."""
        preferring = "优先" in text
        if preferring:
            yield "优先", self.prefer
        if ("、" in text or "，" in text or "→" in text) and len(set(self.step.findall(text))) > 1:
            yield "steps", self.chain
            yield "程序", self.named
            yield "把关，审核", self.check
        if "”制度" in text:
            yield "制度", self.kept
        if "—" in text or "→" in text:
            yield "收集—反馈", self.arrows
        if "并报" in text or "，报" in text:
            yield "研究，报", self.reported
        if "先" in text:
            yield "先后", self.first_then
        if preferring:
            yield "优先", self.first

    def read(self, passage: Passage) -> Iterator[Norm]:
        taken: list[tuple[int, int]] = []
        for cue, pattern in self._patterns(passage.text):
            for match in pattern.finditer(passage.text):
                if any(start < match.end() and match.start() < end for start, end in taken):
                    continue
                if cue == "收集—反馈" and not self.step.search(match[0]):
                    continue
                if cue in ("steps", "程序") and len(set(self.step.findall(match[0]))) < 2:
                    continue
                taken.append(match.span())
                yield Norm(
                    "procedure",
                    match.start(),
                    match.end(),
                    cue,
                    passage.actor_before(match.start()),
                    clean(match[0])[:60],
                )
