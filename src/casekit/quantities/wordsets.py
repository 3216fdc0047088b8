"""Words ready to be asked for: at the end of a text, at an offset, and as the borders of a noun."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set

from casekit.codebook.alternatives import options


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
        for word in sorted(set(words), key=len):  # one that ends with another tells nothing
            if not word.endswith(tuple(filed.get(word[-1], ()))):
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

    A word is no border right before a sign of `named`, unless it begins with one of `always`; `shapes` are borders that
    more than one word makes, by the word that each begins with.

    >>> borders = Borders(["对", "发展"], ["对象"], {"每": "每[^，。]"}, named="率")
    >>> borders.first("对象对调"), borders.all("发展对象，对每户发展率")
    (2, [(0, 2), (5, 6), (6, 8)])
    """

    def __init__(
        self, words: Iterable[str], whole: Iterable[str], shapes: Mapping[str, str], named: str, always: str = ""
    ):
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

        words, whole = {*words, *shapes}, tuple(whole)
        # nothing that begins with a whole word can be told from it
        borders = [word for word in words if not word.startswith(whole)]
        self._odd_at = Filed((*shapes.values(), *options(words - {*shapes}, f"(?![{named}])"))).match
        # the signs right before which a border is odd; a shape is odd before any
        free, guard = frozenset(), frozenset(named)
        self._guards = [None if word in shapes else free if word[0] in always else guard for word in borders]
        # small enough to stay at hand between the few signs it is asked about at a time
        self._find = AhoCorasick(
            [*borders, *whole], matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
        ).find_matches_as_indexes

    def first(self, text: str) -> int:
        """Where the first border stands that does not begin the text; its length without one."""
        for start, _ in self.all(text):
            if start:
                return start
        return len(text)

    def begins(self, text: str) -> bool:
        """Does a border begin the text?"""
        return any(start == 0 and key < len(self._guards) for key, start, _ in self._find(text[:8]))

    def all(self, text: str) -> list[tuple[int, int]]:
        """All borders in order; none begins inside another."""
        found: list[tuple[int, int]] = []
        guards, done = self._guards, 0
        known = len(guards)
        while True:
            for key, start, end in self._find(text[done:] if done else text):
                if key >= known:
                    continue
                start, end, guard = start + done, end + done, guards[key]
                if guard is not None and text[end : end + 1] not in guard:
                    found.append((start, end))
                    continue
                border = self._odd_at(text, start)
                done = border.end() if border else start + 1
                if border:
                    found.append((start, done))
                break
            else:
                return found


class Written(Filed):
    """The written forms of units, filed under their first signs, each with what may not follow it.

    >>> Written({"元", "元人民币", "个百分点"}, {"元": "(?!旦)"}).match("3元人民币", 1)[0]
    '元人民币'
    """

    def __init__(self, forms: Iterable[str], guards: Mapping[str, str]):
        order = {sign: i for i, sign in enumerate(dict.fromkeys(form[0] for form in forms))}
        longest = sorted(forms, key=lambda form: (-len(form), form))
        guarded = [re.escape(form) + guards.get(form, "") for form in longest]
        self._forms = sorted(guarded, key=lambda form: order[_sign(form)])
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
