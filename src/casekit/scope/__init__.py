"""Whose figure a number is: the case, or the smaller place, unit or person that the text names before it."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from casekit.codebook import Codebook
from casekit.scope.home import SUBJECT, unnamed
from casekit.scope.mention import Mention
from casekit.scope.names import Names, finder
from casekit.scope.subjects import each_of, owns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casekit.codebook.scope import ScopeWords
    from casekit.document import Document

_STAFF = 10  # characters behind a figure that may say that it counts people of a body of the state
_AGES = ("岁", "周岁")
_DEED = 16  # signs before a figure that tell whose deed it is
_DONE = 6  # and behind it
_AGE = 6  # signs between a person and the own age
_MARK = re.compile("[，。；：！？“”]")
_HAN = "[一二三四五六七八九十]"
# 二是…: what a list tells next is not what it has told of
_ITEM = re.compile(f"{_HAN}是|[（(][一二三四五六七八九十0-9]+[）)]|{_HAN}+、|[第其]{_HAN}[，、]|[0-9]+[.．、]")
# these own only what is said to be their own; the first that is asked wins
_WAITING = ("norm", "speaker", "above", "agent", "staff", "team", "some")
# these own figures of their sentence only
_PASSING = ("norm", "staff", "own", "speaker", "says", "agent", "above", "region", "part", "team", "some")
_HOME = ("case", "wider")
# between a sum and the village that it is spent in
_SPENT = re.compile(
    "[^，。；：、]{0,6}，?[^，。；：、0-9]{0,4}?(?:在|为|给|帮助|扶持|支持|用于|建成|建设|实施了?|修建|改造|援建)"
)
_EXAMPLE = re.compile("[^，。；：]{1,10}(?:这样|那样|一样)")
_SPOKEN = 2  # so many words of a village's own in an article about one
_SHIPPED = Codebook()


def scopes(document: Document, numbers: Sequence[Any], codebook: Codebook = _SHIPPED) -> list[str]:
    """Scope of every number, parallel to `numbers`.

    Parameters
    ----------
    document : Document
        The article; `place` is the case.
    numbers : sequence of Number
        Sorted by place; ``sent_no``, ``start``, ``end``, ``unit``, ``status`` are read.
    codebook : Codebook
        Where the words stand (``scope.yml``, ``holders.yml``, ``places.csv``).

    Returns
    -------
    list of str
        Name of the place, unit or person; the case where nothing smaller or wider is named.

    Examples
    --------
    >>> from casekit.document import Document, Sentence
    >>> from types import SimpleNamespace as N
    >>> text = "全县有86个村，其中大湾村种茶300亩。"
    >>> doc = Document("a", text, (Sentence(0, 0, len(text), text, 0, False),), place="某县")
    >>> scopes(doc, [N(sent_no=0, start=3, end=6, unit="个", status="reported"),
    ...              N(sent_no=0, start=15, end=19, unit="亩", status="reported")])
    ['某县', '大湾村']
    """
    if not numbers:
        return []
    names = finder(codebook)
    found, home, text = names.mentions(document), document.place, document.text
    if not home:
        headed = names.headed(document.title, document.author, document.publisher)
        norms = all(number.status == "required" for number in numbers)
        home = unnamed(document, found, headed, norms, codebook)
        found = [m._replace(scope=m.scope or home) if m.kind == "case" else m for m in found]
    topics = _topics(document, found, home, names.words)
    out: list[str] = []
    at, sentence, begin, owner = 0, -1, 0, None
    for number in numbers:
        if number.sent_no != sentence:
            sentence, owner = number.sent_no, None
            begin = document.sentences[sentence].start
        while at < len(found) and found[at].start < number.start:
            if found[at].start >= begin:
                owner = owner or _Owner(text, names)
                owner.take(found[at])
            at += 1
        aged = _aged(number, found[at], text) if number.unit in _AGES and at < len(found) else ""
        own = aged or names.listed(number, text) or each_of(number, text) or (owner and owner.of(number))
        if (not own or own == home) and number.unit == "元" and at < len(found):
            own = _spent(number, found[at], text) or own
        out.append(own or topics[sentence])
    return out


class _Owner:
    """Who owns the next figure of a sentence, as its names are read from left to right."""

    def __init__(self, text: str, names: Names):
        self._text, self._names, self._words = text, names, names.words
        self._told: dict[str, Mention] = {}  # the last name of each kind that waits for words of its own
        self._named: Mention | None = None

    def take(self, mention: Mention) -> None:
        """The next name."""
        kind = mention.kind
        if kind in _WAITING:
            self._told[kind] = mention
        elif kind != "says":
            if kind != "place" or not self._text.endswith(self._names.acted_on, 0, mention.start):
                self._told.pop("agent", None)
            self._told.pop("staff", None)
            self._told.pop("team", None)
            self._told.pop("some", None)
            self._named = mention

    def of(self, number: Any) -> str:
        """The owner of a figure, "" where the sentence names none."""
        for kind in _WAITING if self._told else ():
            if kind in self._told and self._owns(self._told[kind], number):
                return self._told[kind].scope
        return self._named.scope if self._named else ""

    def _owns(self, mention: Mention, number: Any) -> bool:
        """Is the figure that of a name which waits for words of its own?"""
        start, text = number.start, self._text
        if mention.kind == "norm":
            return number.status == "required"
        if mention.kind in ("team", "some"):
            return owns(mention, number, text)
        if mention.kind == "speaker":
            return start < mention.end
        if mention.kind == "above":
            return mention.end == start
        if mention.kind == "staff":
            return self._names.bodies.owns(text, mention.end, number.end + _STAFF) is not None
        if number.unit in _AGES and start - mention.end < _AGE:
            return True
        clause = text.rfind("，", mention.end, start) + 1
        told = text[max(clause or mention.end, start - _DEED) : number.end + _DONE]
        return any(deed in told for deed in self._words.deeds)


def _aged(number: Any, after: Mention, text: str) -> str:
    """53岁的李大山: the age is that of the person named behind it."""
    if after.kind not in ("person", "agent", "says") or after.start - number.end > SUBJECT:
        return ""
    return "" if _MARK.search(text, number.end, after.start) else after.scope


def _spent(number: Any, after: Mention, text: str) -> str:
    """投资5万元建成大湾村文化广场, 落实资金3万元，为大湾村修桥: a sum of nobody else is that of the village it is spent in."""
    if after.kind != "place" or not after.scope.endswith(("村", "社区")) or after.start - number.end > _DEED:
        return ""
    return after.scope if _SPENT.fullmatch(text, number.end, after.start) else ""


def _topics(document: Document, found: list[Mention], home: str, words: ScopeWords) -> list[str]:
    """The place or person each sentence goes on about, carried inside its paragraph from a sentence's subject.

    What a heading begins with is carried through its section. `home` is what it is where nothing else is named: the case.
    """
    about = section = _about(document, found, words) or home
    out, topic, paragraph, at, headed = [], about, -1, 0, False
    starts = [mention.start for mention in found]
    starts.append(len(document.text))
    for sentence in document.sentences:
        if sentence.heading and not headed:  # below the name of a place stands a headline of its own
            section = about
        headed = sentence.heading
        if sentence.paragraph != paragraph or (topic != section and _ITEM.match(sentence.text)):
            topic, paragraph = section, sentence.paragraph
        example = sentence.text.startswith(words.examples) and _EXAMPLE.match(sentence.text)
        out.append(section if example else topic)
        start, end = sentence.start, sentence.end
        while starts[at] < start:
            at += 1
        subject = ""
        while starts[at] < end:
            mention = found[at]
            at += 1
            if mention.start - start <= SUBJECT and mention.kind not in _PASSING:
                topic = subject = mention.scope
                if sentence.heading:
                    section = topic
            elif not subject and mention.kind in _HOME:
                topic = home
    return out


def _about(document: Document, found: list[Mention], words: ScopeWords) -> str:
    """The smaller place that an article is about: named as often as its case and twice as often as any other; else "".

    The title names it as often as two sentences do; in an article about a province a village is an example.
    """
    above = {a for a, b in itertools.pairwise(found) if a.end == b.start and b.kind == "place"}  # 某县|甲镇|大湾村
    count = Counter(
        [m.scope for m in found if m.kind == "place" and m not in above and not m.scope.endswith(("省", "自治区"))]
    )
    if not count:
        return ""
    for name in count:
        count[name] += 2 * (name in document.title)
    (first, often), (_, second) = [*count.most_common(2), ("", 0), ("", 0)][:2]
    case = sum(mention.kind in _HOME for mention in found if mention not in above)
    late = first not in document.title and next(m.start for m in found if m.scope == first) > max(
        200, len(document.text) / 3
    )
    example = document.level == "province" and first not in document.title
    if often == 1 and not (second or case) and _of_village(document.text, words):
        often = 2  # a village told with its county and township only once, and then what is done in the village
    return first if often >= max(2, 2 * second, case) and not (late or example) else ""


def _of_village(text: str, words: ScopeWords) -> bool:
    """Does an article speak of the village that its one name is, and not of a county?"""
    return sum(map(text.count, words.of_village)) >= _SPOKEN and not any(word in text for word in words.beyond_village)
