"""Which status a figure has without any sign: by the kind of its document, its section, and how its sentence begins."""

from __future__ import annotations

import re
from collections.abc import Mapping

from casekit.codebook.alternatives import alternation, any_word
from casekit.codebook.modality import Word
from casekit.document import Document
from casekit.quantities.lexicon import Lexicon

_ADDRESS = re.compile("各(?!位)[^，。\\n]{2,40}(?:、[^，。\\n]{2,40})*：\\n")  # 各位代表： opens a speech
_ARTICLE = re.compile("(?:^|[。；\\n])[ \u3000]*第[一二三四五六七八九十百0-9]{1,4}条[ \u3000]")
_ARTICLES = re.compile("条[ \u3000]")  # what the search for articles need not be begun without
_OPENING = 400
_DRIVEN = 3  # so many words that drive on make a plan
#: The kind of the words that a sentence may open with, among those looked for in every sentence.
LEAD = 1 << 14
_LEADS = ("rule_verbs", "norm_leads", "plan_leads", "orders", "will")
_POINT = "(?:[一二三四五六七八九十][是要]，?|（[一二三四五六七八九十]+）|第[一二三四五六七八九十]，|[0-9][.、])?"
_HAN = "[一二三四五六七八九十]+"
_LEVELS = tuple(map(re.compile, (f"第{_HAN}(?:[章篇编]|部分)", f"第{_HAN}节", f"{_HAN}、", f"[（(]{_HAN}[）)]")))


class Genres:
    """Reads the signs that a whole stretch of text requires or plans."""

    def __init__(self, words: Lexicon, grammar: Mapping[str, tuple[Word, ...]]):
        def some(*names: str) -> str:
            return any_word(word for name in names for word in grammar[name])

        def title(kind: str) -> re.Pattern:
            return re.compile(f"{alternation(words.modality.genre[kind])}(?=[（(《》 _|:：—-]|$)")

        self._titles = [("required", title("required")), ("planned", title("planned"))]
        self._about = re.compile(some("title_about"))
        self._news = re.compile(some("title_news"))
        rules = some("regulations")
        self._tells = re.compile(f"现(?:就|将)?[^。]{{0,60}}?{some('tells')}如下")
        self._enacts = re.compile(f"制定本{rules}|现(?:就|将).{{0,60}}{some('addresses')}|提出(?:如下|以下)意见")
        self._says = re.compile(
            f"(?:据悉，)?(?:《[^》]*》|[^，。；：]{{0,12}}{some('rule_sources')}){some('rule_again')}?{some('rule_verbs')}"
        )
        self._aims = re.compile(f"[^，。；：]{{0,16}}?{some('plan_leads')}{some('plan_links')}?：")
        self._norms = re.compile(f"[^，。；：]{{0,20}}?{some('norm_leads')}{some('plan_links')}?：")
        self._orders = re.compile(
            f"[^，。；：“]{{2,16}}?{some('orders')}[，：]|{_POINT}[^，。；：“]{{2,16}}?{some('urges')}[，：]“?{some('demands')}"
        )
        self._will = re.compile(
            f"[^。；：“]{{0,16}}?{some('will_times')}，?[^，。；：“”就]{{0,10}}?{some('will')}(?![^，。；]*?{some('taken')})"
        )
        #: A sentence without one of these tells no status by its beginning.
        self.signs = {LEAD: [Word(word.word) for name in _LEADS for word in grammar[name]]}
        self._reports, self._drives, self._was = (re.compile(some(of)) for of in ("work_reports", "drives", "was"))
        self._plans = re.compile(some("plan_headings"))
        self._looks_back = re.compile(some("back_headings"))
        self._states = re.compile(some("state_headings"))

    def document(self, document: Document) -> str:
        """Status that a figure of this document has without any sign: a notice requires, a plan plans."""
        opening = document.text[:_OPENING]
        if self._enacts.search(opening) or (_ADDRESS.match(opening) and not self._tells.search(opening)):
            return "required"
        article = _ARTICLE.search(document.text) if _ARTICLES.search(document.text) else None
        if article and _ARTICLE.search(document.text, article.end()):
            return "required"
        title = document.title
        if self._news.search(title) and not self._about.search(title):
            return "reported"
        return next((kind for kind, ends in self._titles if ends.search(title)), "reported")

    def driven(self, document: Document) -> frozenset[int]:
        """The paragraphs of a work report that only drive on (全力推进…，新建50公里): what is planned, though no word says so."""
        if not self._reports.search(document.title):
            return frozenset()
        told: dict[int, str] = {}
        for _, start, end, _, paragraph, _ in document.sentences:
            told[paragraph] = told.get(paragraph, "") + document.text[start:end]
        return frozenset(
            no for no, text in told.items() if not self._was.search(text) and len(self._drives.findall(text)) >= _DRIVEN
        )

    def heading(self, text: str) -> tuple[str, int] | None:
        """What a heading opens: ("planned" or "reported", how high it stands), or None where it tells neither.

        >>> from casekit.codebook import Codebook
        >>> from casekit.codebook.grammar import load_grammar
        >>> from casekit.quantities.lexicon import lexicon
        >>> genres = Genres(lexicon(Codebook()), load_grammar(Codebook()).status)
        >>> genres.heading("三、下一步工作打算"), genres.heading("二、工作成效"), genres.heading("二、组织领导")
        (('planned', 2), ('reported', 2), None)
        """
        if self._plans.search(text) and not self._looks_back.search(text):
            return "planned", _level(text)
        if self._states.search(text):
            return "reported", _level(text)
        return None

    def sentence(self, text: str) -> str:
        """Status that a figure of this sentence has without any sign, "" where its beginning tells none.

        办法规定，…: reported is what a rule says; 主要目标是：…: a plan; 会议要求，…: what is ordered is yet to be done.
        """
        colon = "：" in text
        if self._says.match(text) or (colon and self._norms.match(text)):
            return "required"
        if colon and self._aims.match(text):
            return "planned"
        if self._will.match(text):
            return "planned"
        return "ordered" if self._orders.match(text) else ""


def closes(heading: str, level: int) -> bool:
    """Does a heading close the section that one of `level` has opened?"""
    return _level(heading) <= level


def _level(heading: str) -> int:
    """0 for 第一章, 1 for 第一节, 2 for 一、, 3 for （一）, 4 for any other heading."""
    return next((no for no, mark in enumerate(_LEVELS) if mark.match(heading)), len(_LEVELS))
