"""A fixed order of steps or of preference: 申报、审核、公示程序; 镇级把关，县委组织部审核; 党员优先、干部优先."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.codebook.rule import RuleBook
from casekit.norms.passage import Norm, Passage, clean
from casekit.norms.signs import Way, way

#: The cues of an order of preference.
PREFERRED = ("优先", "…的优先", "优先从")
_LEAD = re.compile("[一-鿿“”（）]*$")
_WENT_THROUGH = re.compile("经过")
_BEGIN = "(?:^|(?<=[，。；：]))"


class ProcedureReader:
    """Reads procedures; at most one for the same words."""

    def __init__(self, book: RuleBook):
        self.step = book.compile("{steps}")
        item = "[一-鿿“”（）]{0,12}?{steps}[一-鿿“”（）]{0,6}?"
        self.chain = book.compile(
            f"{{steps}}[一-鿿“”（）]{{0,6}}?[、，→—]+(?>{item}[、，→—]+)+(?:和)?{item}"
            "(?=[^一-鿿]|等|的|{orders}|“|”|制度|评分|方式|办法|机制|[一二三四五六七八九十]个|$)"
        )
        self.named = book.compile(
            "{followed}[^，。；]{0,24}?、[^，。；]{1,40}?(?:等)?[一二三四五六七八九十0-9]*(?:个|道|步)?{orders}"
        )
        self.course = book.compile(
            "(?:[一-鿿]{2,8}、){2,}[一-鿿]{2,8}(?:等)?的?"
            "(?:(?:“[^”]{1,8}”)?(?:工作|办理)?{courses}|“?[二三四五六七八九]步(?:工作)?法)"
            "|按照?[^，。；]{4,60}?[、和][^，。；]{2,20}[二三四五六七八九]步{carried_out}"
            "|(?:按照|通过|经过|严格|执行)[^。；]{6,60}“[^”]{2,14}”(?:的)?(?:程序|流程|步骤)"
            "|(?:分|按照?)[一-鿿]{0,4}?[二三四五六七八九2-9]个?(?:步骤?|程序){carried_out}"
        )
        self.passed = book.compile(
            "(?:经|由)[^，。；]{0,20}?{passed_by}(?:通过|同意|批准|无异议)?后，?"
            "(?:统一|予以|再|方可|由[^，。；]{2,8}|报[^，。；]{2,8})?{put_out}(?!了)"
        )
        self.prefer = re.compile("(?:[一-鿿]{2,8}优先[、，和]?){2,}")
        self.first = book.compile(
            "(?<!的)(?<![一-鿿]的)(?![使让])[一-鿿]{0,8}(?<![使让])优先{preferred}(?!的)[一-鿿]{2,10}"
        )
        self.check = book.compile("[一-鿿（）]{1,10}{proposed}[，、][一-鿿（）]{2,12}{approved}")
        self.kept = re.compile(
            "[一-鿿]{2,8}(?:、[一-鿿]{2,8}){1,}和[一-鿿]{2,8}、[一-鿿]{2,8}(?=“[^”]*[一二三四五六七八九][^”]*”制度)"
        )
        self.arrows = re.compile("[一-鿿]{2,6}(?:[—→]+[一-鿿]{2,6}){2,}")
        self.reported = book.compile(
            "由[^，。；]{2,16}?{vouched}[^，。；]{0,12}，并?再?[由经报][^，。；]{2,16}?(?!复核){approved}"
            "|{checked}后，?再?(?:上?报|提交)[^，。；]{2,12}"
            "|请假[^，。；]{0,6}，并?(?:上?报)[^，。；]{2,12}(?:备案|批准|同意)"
            "|研究(?:确定|决定|同意|提出)?[^，。；]{0,8}，并?报[^，。；]{2,12}(?:审核|审批|备案|批准)+"
        )
        self.first_then = re.compile(
            "(?<![优率领争首事预祖原此])先(?!是|后|行者)(?:(?!了)[一-鿿]){1,16}[，、]?(?:后(?!备|进|勤|续)|再)(?:(?!了)[一-鿿]){1,16}(?=[，。；的”]|$)"
        )
        self.first_from = book.compile("优先从[^，。；]{2,30}?中[一-鿿]{0,4}{taken_from}")
        self.of_these_first = re.compile("[^，。；]{4,30}(?:的|者)优先(?=[，。；]|$)")
        done = "{steps|passing}[^，。；]{0,8}后"
        self.only_then = book.compile(
            f"{_BEGIN}[^，。；]{{0,30}}?{done}，?{{only_then}}[^，。；]{{2,16}}"
            f"|(?:必须|须|应|需|要|一律)[^，。；]{{0,4}}经[^，。；]{{2,24}}?{done}，?{{spent}}"
        )
        self.passed_on = book.compile(
            f"{_BEGIN}[^，。；]{{0,24}}?{{steps}}[^，。；]{{0,6}}后，(?:再|由|报|提交|方)[^，。；]{{2,8}}?{{steps|settled_by}}"
        )

        several = tuple(book.words("steps"))
        self.ways: tuple[Way, ...] = (
            self._way(self.prefer, "优先", "优先"),
            self._way(self.chain, "steps", several, steps=2, items=3),
            self._way(self.named, "程序", several, book.words("orders"), steps=2, items=2),
            self._way(self.course, "流程", (*book.words("courses"), "步法", "”程序", "”的程序", "步工作法", *(step + on for step in ("步", "程序") for on in book.words("carried_out")))),
            self._way(self.passed, "经…后", ("经", "由"), "后", book.words("put_out")),
            self._way(self.check, "把关，审核", book.words("proposed"), book.words("approved")),
            self._way(self.kept, "制度", "”制度"),
            self._way(self.arrows, "收集—反馈", several, ("—", "→"), steps=1),
            self._way(self.reported, "研究，报", ("研究", "请假", *book.words("vouched", "checked")), ("，报", "并报", "后报", "后上报", "后提交", "，由", "，经", "后再报", "，并报", "并由", "，再")),
            self._way(self.first_then, "先后", "先", ("后", "再")),
            self._way(self.first_from, "优先从", "优先从"),
            self._way(self.of_these_first, "…的优先", ("的优先", "者优先")),
            self._way(self.passed_on, "后，报", "后，", several),
            self._way(self.only_then, "后方可", "后", (*book.words("only_then"), "经")),
            self._way(self.first, "优先", "优先", book.words("preferred")),
        )  # fmt: skip

    def _way(self, pattern: re.Pattern, cue: str, *needs: str | tuple[str, ...], steps: int = 0, items: int = 0) -> Way:
        """Read what `pattern` matches, if that names so many different steps and the sentence so many at all."""

        def read(passage: Passage) -> Iterator[Norm]:
            if items and passage.book.count("steps", passage.text) < items:
                return  # looking for steps is cheap, looking for a chain of them is not
            for match in pattern.finditer(passage.text):
                if _WENT_THROUGH.search(passage.text, max(0, match.start() - 4), match.end()) and passage.amounts_in(
                    match.end(), match.end() + 10
                ):
                    continue  # 经过申请、评议、公示，286户纳入低保
                if not steps or len(set(self.step.findall(match[0]))) >= steps:
                    start = match.start()
                    if items:  # the first step may be told in words before it: 个人申报
                        start = _LEAD.search(passage.text, max(0, start - 12), start).start()
                    actor = passage.actor_before(start)
                    yield Norm(
                        "procedure", start, match.end(), cue, actor, clean(passage.text[start : match.end()])[:60]
                    )

        return way(read, *needs)
