"""The codebook's words made ready for scanning: compiled once a codebook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from casekit.codebook import Codebook
from casekit.codebook.modality import Modality, Periods, Word, load_modality, load_periods
from casekit.codebook.places import load_places
from casekit.codebook.units import (
    Nouns,
    Units,
    load_borders,
    load_guards,
    load_not_quantities,
    load_nouns,
    load_units,
)
from casekit.quantities.signs import alternation, options, with_guards
from casekit.quantities.times import Times

_SIGNS = frozenset("一二三四五六七八九十百千万")
#: Names of money that may stand between a vagueness word and its number: 超过人民币2万元.
CURRENCIES = ("人民币", "新台币")
# 3个村|和两个社区, 12项|工作, but not 工作队
_NOUN_ENDS = {
    "和": "和[一二两三四五六七八九十]",
    "工作": "工作(?!队|组|人员|网格|站|室|经费|者)",
    "的": "的(?=[^，。；、]{0,12}(?:中|下|基础上|时|是|有|和))",
}


def _sign(pattern: str) -> str:
    """The sign that a pattern begins with, be it escaped or not."""
    return pattern[1] if pattern[0] == "\\" else pattern[0]


def grouped(patterns: Iterable[str]) -> str:
    """Alternatives as one pattern, those with one first sign told apart behind it, in the order given.

    >>> grouped(["元人民币", "户", "元(?!旦)"])
    '元(?:人民币|(?!旦))|户(?:)'
    """
    filed: dict[str, list[str]] = {}
    for pattern in patterns:
        first = 2 if pattern[0] == "\\" else 1
        filed.setdefault(pattern[:first], []).append(pattern[first:])
    return "|".join(f"{sign}(?:{'|'.join(rests)})" for sign, rests in filed.items()) or "(?!)"


class Ends:
    """Does a text end with one of many words? They are filed under their last signs.

    >>> words = Ends(["党员", "人员", "户"])
    >>> words.of("12名党员"), words.of("党员们"), words.of("")
    (True, False, False)
    """

    def __init__(self, words: Iterable[str]):
        filed: dict[str, list[str]] = {}
        for word in words:
            filed.setdefault(word[-1], []).append(word)
        self._filed = {sign: tuple(found) for sign, found in filed.items()}

    def of(self, text: str) -> bool:
        """Does `text` end with one of the words?"""
        ends = self._filed.get(text[-1:])
        return ends is not None and text.endswith(ends)


class Filed:
    """Alternatives filed under their first signs: of hundreds only those are tried that may begin at a sign.

    >>> verbs = Filed(["发展(?!中)", "发放"])
    >>> verbs.match("发放资金")[0], verbs.match("发展中国家")
    ('发放', None)
    """

    def __init__(self, patterns: Iterable[str]):
        filed: dict[str, list[str]] = {}
        for pattern in patterns:
            filed.setdefault(_sign(pattern), []).append(pattern)
        self._match = {sign: re.compile("|".join(found)).match for sign, found in filed.items()}

    def match(self, text: str, at: int = 0) -> re.Match | None:
        """The alternative that stands at an offset: of those with one first sign the first given."""
        match = self._match.get(text[at : at + 1])
        return match(text, at) if match else None


class Borders:
    """Words at which a noun phrase is cut, but not inside a word that is `whole` though it holds a border (社会, 对象).

    A word is no border right before a sign of `named`; `shapes` are borders that more than one word makes, by the
    word that each begins with.

    >>> borders = Borders(["对", "发展"], ["对象"], {"每": "每[^，。]"}, named="率")
    >>> borders.first("对象对调"), borders.all("发展对象，对每户发展率")
    (2, [(0, 2), (5, 6), (6, 8)])
    """

    def __init__(self, words: Iterable[str], whole: Iterable[str], shapes: Mapping[str, str], named: str):
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

        words, whole = set(words), tuple(whole)
        self._odd_at = Filed((*shapes.values(), *options(words, f"(?![{named}])"))).match
        # nothing that begins with a whole word can be told from it
        named_too = {word + sign for word in words for sign in named}
        plain = [word for word in words - {*shapes} if not word.startswith(whole)]
        odd = [word for word in {*shapes, *named_too} - {*plain} if not word.startswith(whole)]
        self._plain, self._odd = len(plain), len(plain) + len(odd)
        self._find = AhoCorasick(
            [*plain, *odd, *whole], matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
        ).find_matches_as_indexes

    def first(self, text: str) -> int:
        """Where the first border stands that does not begin the text; its length without one."""
        plain, odd = self._plain, self._odd
        for key, start, _ in self._find(text):
            if key < plain:
                if start:
                    return start
            elif key < odd:
                return next((start for start, _ in self.all(text) if start), len(text))
        return len(text)

    def all(self, text: str) -> list[tuple[int, int]]:
        """All borders in order; none begins inside another."""
        found: list[tuple[int, int]] = []
        plain, odd, done = self._plain, self._odd, 0
        while True:
            for key, start, end in self._find(text[done:] if done else text):
                if key < plain:
                    found.append((start + done, end + done))
                elif key < odd:
                    start += done
                    border = self._odd_at(text, start)
                    done = border.end() if border else start + 1
                    if border:
                        found.append((start, done))
                    break
            else:
                return found


class Written(Filed):
    """The written forms of units, filed under their first signs.

    >>> Written({"元", "元人民币", "个百分点"}, {"元": "旦"}).match("3元人民币", 1)[0]
    '元人民币'
    """

    def __init__(self, forms: Iterable[str], guards: Mapping[str, str]):
        order = {sign: i for i, sign in enumerate(dict.fromkeys(form[0] for form in forms))}
        words = [Word(form, not_after=guards.get(form, "")) for form in forms]
        self._forms = sorted(with_guards(words), key=lambda form: order[_sign(form)])
        super().__init__(self._forms)

    def pattern(self, without: Set[str]) -> str:
        """All forms as one pattern, but for those that begin with a sign of `without`."""
        return grouped(form for form in self._forms if _sign(form) not in without)

    def match(self, text: str, at: int = 0) -> re.Match | None:
        """The form that stands at an offset, or behind a blank there."""
        sign = text[at : at + 1]
        if sign == " ":
            at += 1
            sign = text[at : at + 1]
        match = self._match.get(sign)
        return match(text, at) if match else None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the scanner asks of the codebook."""

    units: Units
    nouns: Nouns
    modality: Modality
    periods: Periods
    unit: Written
    counted: re.Pattern
    person: Ends
    concrete: Ends
    concrete_first: re.Pattern
    placed: Ends
    person_first: re.Pattern
    place_first: re.Pattern
    abstract: Ends
    abstract_first: re.Pattern
    fund: re.Pattern
    noun_ends: Borders
    noun_begins: Borders
    trailing: re.Pattern
    trails: Ends
    last_trailing: frozenset[str]
    leading: re.Pattern
    first_leading: frozenset[str]
    paid: tuple[str, ...]
    payers: Ends
    no_begin: tuple[str, ...]
    no_noun: frozenset[str]
    not_reasons: tuple[str, ...]
    automaton: object
    before: Mapping[str, str]
    before_lengths: Mapping[str, Sequence[int]]
    last_before: frozenset[str]
    first_after: frozenset[str]
    apart: re.Pattern
    apart_words: Mapping[str, str]
    behind: re.Pattern
    behind_words: Mapping[str, str]
    times: Times
    after: re.Pattern
    after_words: Mapping[str, str]


def _lengths(words: Iterable[str]) -> dict[str, list[int]]:
    """How long the words are that end with a sign, the longest first."""
    filed: dict[str, set[int]] = {}
    for word in words:
        filed.setdefault(word[-1], set()).add(len(word))
    return {sign: sorted(found, reverse=True) for sign, found in filed.items()}


def _places(codebook: Codebook) -> dict[str, str]:
    """Names of places that begin with a number sign (三台县, 三门峡): they count nothing."""
    names = {name for place in load_places(codebook).places for name in (place.name, place.short)}
    return dict.fromkeys((name for name in names if name[:1] in _SIGNS and len(name) > 2), "name")


@lru_cache(maxsize=8)
def lexicon(codebook: Codebook) -> Lexicon:
    """Compile the pages of `codebook`."""
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    units, nouns, modality = load_units(codebook), load_nouns(codebook), load_modality(codebook)
    not_words, guards = load_not_quantities(codebook) | _places(codebook), load_guards(codebook)
    borders = load_borders(codebook)
    gap = "[^，。；：、！？“”（）《》0-9 ]{0,8}?"
    wide = [word for word in (*nouns.place, *nouns.body) if len(word) > 1]
    near = [
        word
        for word in (*nouns.place, *nouns.body, *nouns.household)
        if len(word) == 1 and word not in "组队点所站园区"
    ]
    named = "".join(borders.named)  # 发生|率: a verb before one of these is part of a noun
    before = {word: kind for kind, found in modality.before.items() for word in found}
    after = {word: kind for kind, found in modality.after.items() for word in found}
    apart = {word: kind for kind, found in modality.apart.items() for word in found}
    ends = {word: kind for kind, found in modality.behind.items() for word in found}
    periods = load_periods(codebook)
    return Lexicon(
        units, nouns, modality, periods,
        Written(units.by_word, guards),
        re.compile(
            f"(?P<near>{alternation(near)})(?![级民干庄委党集镇域情村书支中内外长直乡口籍主])|"
            f"{gap}(?:(?P<person>{alternation(w for w in nouns.person if len(w) > 1)})|(?P<household>{alternation((*nouns.household,))})(?![均口籍])|"
            f"(?P<thing>{alternation(wide)}))"
        ),
        Ends(nouns.person),
        Ends((*nouns.person, *nouns.household, *nouns.place, *nouns.body, *nouns.thing)),
        re.compile(
            f"(?:[^，。；：、]{{0,3}}?{alternation(w for w in (*nouns.household, *nouns.place) if len(w) == 1 and w not in '组点站所园')}(?![级民干庄委支党社])|"
            f"[^，。；：、]{{0,6}}?{alternation(w for w in (*nouns.person, *nouns.place, *nouns.body) if len(w) > 1)})"
        ),
        Ends((*nouns.person, *nouns.household, *nouns.place)),
        re.compile(f"[^，。；：、的]{{0,3}}?{alternation(w for w in nouns.person if len(w) > 1)}(?!队|部|小组|组|委|会|会议|点|站|室|家)"),
        re.compile("(?:村(?!（居）)|乡镇|镇|乡|县|社区|街道|市|区)(?!干|官|民|医|支书|支部|党|委会|域|情|级|组|居|寨|庄|区)"),
        Ends(nouns.abstract),
        re.compile(f"[^，。；：、]{{0,4}}?{alternation(w for w in nouns.abstract if len(w) > 1)}"),
        re.compile(alternation(nouns.fund)),
        Borders((*borders.behind, *borders.verbs), borders.uncut, _NOUN_ENDS, named),
        Borders((*borders.before, *borders.verbs), borders.uncut, {"每": "每[^，。]"}, named),
        re.compile(f"(?:{alternation(borders.trailing)})+$"),
        Ends(borders.trailing),
        frozenset(word[-1] for word in borders.trailing),
        re.compile(f"{alternation(borders.leading)}+"),
        frozenset(word[0] for word in borders.leading),
        borders.paid,
        Ends((*nouns.person, *nouns.household, *nouns.place, *nouns.body, *borders.payers)),
        borders.no_begin,
        frozenset(borders.no_noun),
        tuple(not_words.values()),
        AhoCorasick(list(not_words), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA),
        before,
        _lengths(before),
        frozenset(word[-1] for word in (*before, *CURRENCIES)),
        frozenset(word[0] for word in after),
        re.compile(alternation(apart)),
        apart,
        re.compile(f"[^，。；：、的0-9（）]{{2,10}}?({alternation(ends)})(?=[的，。；：、]|$)"),
        ends,
        Times(periods),
        re.compile(alternation(after)),
        after,
    )  # fmt: skip
