"""Consequences in other words: 违者…, 谁破坏谁修复, 失信户取消…, 走过场的，责令重来, 等级与额度相联系."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.codebook.rule import RuleBook
from casekit.norms.passage import Norm, Passage, answer, clean, is_report
from casekit.norms.signs import Way, way

_BEGIN = "(?:^|(?<=[，。；：、]))"
_SPOKEN = re.compile("[我你咱俺]|不可能|会|能")
_OFFERED = re.compile("反映|咨询|联系|拨打|登录|登陆|来信|来电|举报|提出")
_EVEN = re.compile("[均都]|就是|[^，。；]{0,6}(?:了|已)")
_TOPIC = re.compile("(?<![凡如若别其但])是|认为|来说|有的|目的|[说看讲]的")


class AnswerReader:
    """Reads consequences that are told by who breaks a rule, by a strict measure, or by what a grade is tied to."""

    def __init__(self, book: RuleBook):
        self.offender = book.compile(
            f"{_BEGIN}(?P<when>(?:凡|对)?[^，。；]{{0,4}}{{offenders}}|(?:凡|如果?|若|如有|若有|一旦|一经)[^，。；]{{0,12}}{{breaches}}[^，。；]{{0,8}})"
            "，?(?P<then>(?!的|者)[^，。；]{3,24})"
        )
        self.his_own = book.compile("谁[^，。；、谁]{1,5}[、，]?谁{pays}(?:[、，]谁[^，。；、谁]{1,5}[、，]?谁{pays})*")
        self.strict = book.compile("[^，。；]{0,8}?{strict}[^，。；]{2,24}")
        self.rated = book.compile(
            f"{_BEGIN}(?:对|凡|被?列入)?(?P<who>{{rated_as}}(?:{{actors}}|户|者|的)(?:[一-鿿]{{1,4}}(?=可))?)，?(?P<then>(?:由|将|要|应|可|一律|则)?[^，。；]{{0,4}}?{{rated_get}}[^，。；]{{0,16}})"
        )
        self.tied = book.compile(
            "(?:{outcomes_of}|等[级次]|积分|得分|星级)[^，。；]{0,6}(?:与|同|和)(?P<with>[^，。；]{2,30}?)(?:相|直接|紧密)?{tied}"
        )
        self.pleads = book.compile(
            "(?P<who>[^，。；]{0,12}{verdicts|failing}[^，。；]{0,12}?{actors})(?:要|须|应|将|必须)(?P<then>[^，。；]{0,14}{pleads})"
        )
        self.if_then = book.compile(
            "(?:如果?|若(?!干)|一旦|倘若)(?P<when>[^，。；]{0,24}?(?:{conditions}|拒不|不愿|不按|未能?|无法|不成)[^，。；]{0,16})，"
            "(?P<then>[^，。；]{0,12}?(?:可以?|应当?|须|由)[^，。；]{2,24})"
        )
        self.served = book.compile(
            "对(?P<who>[^，。；]{2,24}?的)(?:[一-鿿]{1,6}?)?(?P<then>{serves_notice}[^，。；]{0,10}{notices})"
        )
        self.borne = book.compile(
            "(?P<when>[^，。；]{2,24}[的者]|[^，。；]{0,12}{conditions|failing}[^，。；]{0,12})，[^，。；]{0,12}?(?:后果|责任|费用|损失|风险)[^，。；]{0,4}?{borne}"
        )
        self.favoured = book.compile(
            "(?P<when>[^，。；]{2,24}[的者](?:[一-鿿]{1,6})?)，?(?P<then>(?:在|于)[^。；]{2,30}?(?:中|时|上|方面)，?(?:给予|予以)?{favoured}[^，。；]{0,8})"
        )
        self.not_counted = book.compile("(?P<when>[^，。；]{0,20}的[一-鿿]{0,6})(?P<then>{not_counted}[^，。；]{2,12})")
        self.treated = book.compile(
            "(?P<when>[^，。；]{2,24}[的者])，?(?P<then>(?:一律|均)?(?:按|以|视作)[^，。；]{2,10}?{treated})"
        )
        self.seen_to = book.compile(
            "对(?P<when>[^，。；]{4,24}的{actors})，(?P<then>(?:由|安排|组织|采取|通过)[^，。；]{2,20}{seen_to}[^，。；]{0,6})"
        )
        self.verdict = book.compile("{verdicts|conditions}")
        treated = tuple(
            end + how
            for end in "的者"
            for how in ("按", "，按", "一律按", "，一律按", "均按", "，均按", "以", "，以", "视作")
        )
        self.ways: tuple[Way, ...] = (
            way(self._offender, (*book.words("offenders"), *book.words("breaches"))),
            way(self._his_own, "谁", book.words("pays")),
            way(self._strict, ("的，", "者，"), book.words("strict")),
            way(self._served, "对", book.words("notices")),
            way(self._rated, book.words("rated_as"), book.words("rated_get")),
            way(self._tied, book.words("tied"), ("与", "同", "和")),
            way(self._plainly(self.borne, "…自负"), book.words("borne")),
            way(self._plainly(self.favoured, "的，在…中优先"), book.words("favoured"), ("的", "者")),
            way(self._plainly(self.treated, "的按…对待"), book.words("treated"), treated),
            way(self._plainly(self.seen_to, "对…的，由…"), "对", book.words("seen_to")),
            way(self._plainly(self.not_counted, "不计入"), book.words("not_counted"), "的"),
            way(self._pleads, book.words("pleads"), book.words("verdicts", "failing")),
            way(self._if_then, ("如", "若", "一旦"), ("可", "应", "须", "由")),
        )

    def _plainly(self, pattern: re.Pattern, cue: str):
        """Read what `pattern` matches, if it is told of nobody and has no number."""

        def read(passage: Passage) -> Iterator[Norm]:
            for match in pattern.finditer(passage.text):
                if not self._story(passage, *match.span()) and not _TOPIC.search(match["when"]):
                    then = match.groupdict().get("then") or match[0][-12:]
                    yield answer(passage, *match.span(), match["when"][-20:], "", then, cue)

        return read

    def _offender(self, passage: Passage) -> Iterator[Norm]:
        """违者通报全村; 如有违反，自愿接受处理."""
        for match in self.offender.finditer(passage.text):
            if not self._story(passage, *match.span()):
                yield answer(passage, *match.span(), match["when"], "", match["then"], "违者…")

    def _his_own(self, passage: Passage) -> Iterator[Norm]:
        """谁破坏、谁修复."""
        for match in self.his_own.finditer(passage.text):
            if not is_report(passage, *match.span()):
                yield answer(passage, *match.span(), match[0], "", match[0], "谁…谁…")

    def _strict(self, passage: Passage) -> Iterator[Norm]:
        """走过场的，责令重来: a strict measure tells that what stands before it is a case."""
        text = passage.text
        for end in re.finditer("[的者]，", text):
            low = passage.clause(end.start())[0]
            who, then = text[low : end.start() + 1], self.strict.match(text, end.end())
            if not then or len(who) < 4 or _TOPIC.search(who) or _EVEN.match(then[0]):
                continue
            if not passage.amounts_in(low, then.end()) and not passage.told(low, then.end()):
                yield answer(passage, low, then.end(), clean(who)[-24:], "", then[0], "…的，责令")

    def _served(self, passage: Passage) -> Iterator[Norm]:
        """对进展缓慢的下发督办单."""
        for match in self.served.finditer(passage.text):
            if not self._story(passage, *match.span()):
                yield answer(passage, *match.span(), match["who"], match["who"], match["then"], "下发…单")

    def _rated(self, passage: Passage) -> Iterator[Norm]:
        """失信户取消贷款资格, 示范户优先授信."""
        for match in self.rated.finditer(passage.text):
            if not self._story(passage, *match.span()):
                yield answer(passage, *match.span(), match["who"], match["who"], match["then"], "失信户…")

    def _tied(self, passage: Passage) -> Iterator[Norm]:
        """评定等级与贷款额度相联系."""
        for match in self.tied.finditer(passage.text):
            if not is_report(passage, *match.span()):
                yield answer(passage, *match.span(), match[0][:2], "", match[0], "与…相联系")

    def _pleads(self, passage: Passage) -> Iterator[Norm]:
        """排名靠后的乡镇书记要作书面说明."""
        for match in self.pleads.finditer(passage.text):
            if not self._story(passage, *match.span()):
                yield answer(passage, *match.span(), match["who"][-20:], match["who"], match["then"], "要作说明")

    def _if_then(self, passage: Passage) -> Iterator[Norm]:
        """若当事人拒不履行，村委会可引导其起诉."""
        for match in self.if_then.finditer(passage.text):
            if (
                not self._story(passage, *match.span())
                and not _SPOKEN.search(match["when"])
                and not _OFFERED.search(match["then"])
            ):
                yield answer(passage, *match.span(), match["when"], "", match["then"], "若…，可…")

    def _story(self, passage: Passage, low: int, high: int) -> bool:
        return is_report(passage, low, high) or bool(passage.amounts_in(low, high))
