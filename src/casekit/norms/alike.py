"""All of a group in still other words: 一律进平台交易, 将所有农户纳入网格, 应检尽检, 村村建有说事室."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.codebook.rule import RuleBook
from casekit.norms.passage import Norm, Passage, bare, clean, tail
from casekit.norms.signs import Way, way

_CASE = re.compile("[的者]，?$")
_DATED = re.compile("[月年日]底?前|[0-9]年|年底")
_GIVEN_AWAY = re.compile("[把将]|款|资金")
_REPORT = re.compile("已|了(?!解)|曾|(?<!通)过(?!程|关)")
_NUMBER = re.compile("[0-9]")
#: What is done to all of them once as well as each time.
_WEAK_DEEDS = ("进行", "开展")
_WEAK_WHOLE = re.compile("全部|所有|全覆盖|逐[户村人一个]|[户村人家]{2}|一遍|每[户村名个家位]|全员|一律")


class AlikeReader:
    """Reads coverages that are told by 一律, 悉数, 无一例外, by what all are put into, or by nobody being left out."""

    def __init__(self, book: RuleBook):
        self.answers = book.compile("{sanctions|rewards|strict|talks}|按|视为|不")
        self.case = book.compile("{conditions|verdicts|failing}")
        self.without = book.compile("(?P<who>[^，。；]{0,24}?)一律(?P<what>[一-鿿“][^，。；]{1,20})")
        self.alike = book.compile(
            "(?P<who>[^，。；]{0,20}?)(?:{alike})(?:地|要|须|应|必须|都)?(?P<what>{duties|arranged|joined}[^，。；]{0,12})"
        )
        self.into = book.compile(
            "(?:将|把|对|为|给|与){every}(?P<group>[^，。；了]{1,16}?)(?:均|都|全部|统一|分别|逐一)?(?P<what>{into}[^，。；]{0,14})"
        )
        self.whoever = book.compile(
            "凡(?:是|属)?(?P<group>[^，。；]{3,30})，(?:[一-鿿]{0,6}?)(?:[都均](?:必?须|要|应|得)|必须|应当|须)(?P<what>[^，。；了]{3,24})"
        )
        self.founded = book.compile(
            "(?P<group>{actors|groups})(?:全部|都|均)(?:已)?(?P<what>{founded}(?:起|好|了)?[^，。；]{2,14})"
        )
        self.whole_of = book.compile(
            "(?P<group>{actors|groups})(?P<how>[^，。；、了已0-9]{1,10}?)全部(?P<what>{duties}[^，。；了]{0,12})"
        )
        self.must = book.compile("(?P<who>[^，。；]{2,20}?)(?:须|必须|应当?|要)全部(?P<what>[^，。；了]{2,16})")
        self.bids = book.compile("{bids}|每|定期|须|应|(?<![重主需])要(?!点)|坚持|必须")
        self.built = book.compile("{built}")
        not_due = "".join(book.words("not_due"))
        self.all_due = re.compile(f"应([^{not_due}，。；、应])尽\\1(?:[、，]?(?:[一-鿿]{{0,6}})应([一-鿿])尽\\2)*")
        self.not_yet = book.compile("{not_yet}|力争|争取|目标")
        self.ways: tuple[Way, ...] = (
            way(self._without, "一律"),
            way(self._into, book.words("every"), ("将", "把", "对", "为", "给", "与"), book.words("into")),
            way(self._alike, book.words("alike")),
            way(self._whoever, "凡", ("都", "均", "须", "应当")),
            way(self._founded, ("全部", "都", "均"), book.words("founded")),
            way(self._whole_of, "全部", book.words("duties")),
            way(self._must, ("须全部", "应全部", "要全部", "应当全部")),
            way(self._all_due, "尽", "应"),
        )

    def _without(self, passage: Passage) -> Iterator[Norm]:
        """村级工程一律进平台; 凡属大额支出，一律上会."""
        text = passage.text
        for match in self.without.finditer(text):
            who = match["who"]
            if not who.strip("，"):  # the clause before says who
                low = passage.clause(max(0, match.start() - 1))[0] if match.start() else 0
                who = text[low : match.start()].rstrip("，")
            who = who.removeprefix("凡是").removeprefix("凡属").removeprefix("凡")
            if passage.amounts_in(passage.clause(max(0, match.start() - 1))[0], match.start()):
                continue  # 凡5000元以上的开支，一律会签
            if len(who) < 2 or _CASE.search(who) or self.case.search(who):
                continue
            if not self.answers.search(match["what"]) and not _REPORT.search(match["what"]):
                if not passage.amounts_in(*match.span("what")):
                    yield self._norm(match.span(), "一律", match["what"], who)

    def _into(self, passage: Passage) -> Iterator[Norm]:
        """将全部住户编入网格."""
        for match in self.into.finditer(passage.text):
            weak = match["what"].startswith(_WEAK_DEEDS) and not self.bids.search(passage.text, 0, match.start())
            if not weak and not self._told(passage, match):
                yield self._norm(match.span(), "将所有…纳入", match["what"], match["group"])

    def _alike(self, passage: Passage) -> Iterator[Norm]:
        """机关党员悉数下沉社区."""
        for match in self.alike.finditer(passage.text):
            if not self._told(passage, match):
                yield self._norm(match.span(), "悉数", match["what"], match["who"])

    def _whoever(self, passage: Passage) -> Iterator[Norm]:
        """凡涉及群众利益的，都要交代表会议讨论."""
        for match in self.whoever.finditer(passage.text):
            if not self.case.search(match["group"]) and not self._told(passage, match):
                if not passage.amounts_in(*match.span()):
                    yield self._norm(match.span(), "凡…都要", match["what"], match["group"])

    def _founded(self, passage: Passage) -> Iterator[Norm]:
        """23个村全部成立了理事会: an arrangement that stands for all of them since."""
        for match in self.founded.finditer(passage.text):
            if not self.built.search(match["what"]) and not self.not_yet.search(passage.text, 0, match.start()):
                if not _NUMBER.search(match["what"]):
                    yield self._norm(match.span(), "全部成立了", match["what"], match["group"])

    def _whole_of(self, passage: Passage) -> Iterator[Norm]:
        """村书记通过法定程序全部担任主任."""
        for match in self.whole_of.finditer(passage.text):
            if not self._told(passage, match) and not _GIVEN_AWAY.search(match["how"]):
                yield self._norm(match.span(), "全部", match["what"], match["group"])

    def _must(self, passage: Passage) -> Iterator[Norm]:
        """人选须全部通过联审."""
        for match in self.must.finditer(passage.text):
            if not self._told(passage, match) and not _DATED.search(passage.text, 0, match.start("what")):
                yield self._norm(match.span(), "须全部", match["what"], match["who"])

    def _all_due(self, passage: Passage) -> Iterator[Norm]:
        """应检尽检、应隔尽隔 is one rule."""
        for match in self.all_due.finditer(passage.text):
            if not passage.told(*passage.clause(match.start())) and not _WEAK_WHOLE.search(passage.text):
                yield self._norm(match.span(), "应检尽检", match[0], "")

    def _told(self, passage: Passage, match: re.Match) -> bool:
        return (
            bool(_REPORT.search(match[0]) or self.answers.search(match["what"]) or self.not_yet.search(match[0]))
            or bool(self.built.search(match["what"]))
            or bool(passage.amounts_in(*match.span("what")))
        )

    def _norm(self, span: tuple[int, int], cue: str, what: str, group: str) -> Norm:
        return Norm("coverage", *span, cue, "", bare(what, 20), tail(clean(group), 16), "=", 100.0, "%")
