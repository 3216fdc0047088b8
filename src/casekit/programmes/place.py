"""One mention of a name and what stands around it, cut once for all ways of listing parts."""

from __future__ import annotations

import re
from functools import cached_property

from casekit.codebook.programme import ProgrammeBook
from casekit.programmes.grammar import Group, Promise, promised
from casekit.programmes.lists import sentence_start
from casekit.programmes.names import Mention

SENTENCE = re.compile("[。！？\n]")
NEAR = 6000  # characters after a name in which its parts are looked for
FAR = 2 * NEAR  # characters after a name in which headings that tell its parts are looked for
_LINES = 40  # of them, where they are looked for at the head of lines
LONGEST = 16  # characters of a head
SPEECH = re.compile("[的了是]|[0-9]{2}")
_HEAD = re.compile("[一-鿿A-Za-z0-9+“”、（）]{2,24}")
_QUOTED = re.compile("[一-鿿]{0,4}“([^“”]+)”")
_BREAK = re.compile("[。！？；\n]+")
_BORDER = re.compile("[，：。；！？—\n]")
OUTLINE = re.compile(
    "^(?:[一二三四五六七八九十]+[、.．]|（[一二三四五六七八九十0-9]+）|[0-9]+[、.．]|[一二三四五六七八九十][是要](?=.)|第[一二三四五六七八九十][，、])"
)


class Place:
    """Where `mention` stands in `text`: how many parts its name promises, and the groups of its number words.

    `left` is its sentence up to the name, `rest` the paragraph behind it, which ends at `stop`; `words` is what each
    number word counts without its measure word, `word` the one thing that a name of one group counts.
    """

    def __init__(self, text: str, mention: Mention, promise: Promise, book: ProgrammeBook):
        self.text, self.mention, self.book = text, mention, book
        self.close = mention.close
        self.left = text[sentence_start(text, mention.open) : mention.open]
        end = text.find("\n", self.close)
        self.stop = len(text) if end < 0 else end
        self.rest = text[self.close : min(self.stop, self.close + NEAR)].replace("→", "、")
        self.promised, self.groups, self.words, self.word = promise

    def counting(self, parts: int, groups: tuple[Group, ...]) -> Place:
        """The same place, of a name that promises so many parts by these groups."""
        return Place(self.text, self.mention, promised(parts, groups), self.book)

    @cached_property
    def link(self) -> re.Match | None:
        """What links the name to a list that explains it, right behind it."""
        return self.book.link_after.match(self.rest)

    @cached_property
    def following(self) -> str:
        """The paragraphs after that of the name."""
        return self.text[self.stop + 1 : self.stop + NEAR]

    @cached_property
    def lines(self) -> list[str]:
        """The first of them, without outline marks."""
        return [OUTLINE.sub("", line) for line in self.following.split("\n", _LINES)[:_LINES]]

    @cached_property
    def far(self) -> str:
        """The paragraphs after that of the name, as far as headings are looked for."""
        return self.text[self.stop + 1 : self.stop + FAR]

    @cached_property
    def headings(self) -> list[str]:
        """All lines of them, without outline marks."""
        return [OUTLINE.sub("", line) for line in self.far.split("\n")]

    @cached_property
    def heads(self) -> list[list[str]]:
        """The first clauses of the sentences behind the name, of the clauses behind its phrase, and of the next lines."""
        rest = self.rest[: NEAR // 2]
        sentences = _BREAK.split(rest)[1:]
        heads = [list(map(head_of, sentences))]
        if sentences:
            heads.append(list(map(head_of, sentences[0].split("，"))))
        first = _BORDER.search(rest)
        if first and first[0] in "：，—":
            heads.append(list(map(head_of, re.split("[；。]", rest[first.end() :]))))
        return [*heads, [head for line in self.lines if (head := head_of(line))]]

    def sentence_from(self, at: int) -> str:
        """The sentence behind the character `at` of the text."""
        return SENTENCE.split(self.text[at : at + 300], maxsplit=1)[0]

    @cached_property
    def words(self) -> list[str]:
        """What each number word counts, without measure words."""
        return [group.bare for group in self.groups]

    @cached_property
    def word(self) -> str:
        """What the name counts, if it counts one thing; else nothing."""
        return self.words[0] if len(self.words) == 1 else ""

    def counts(self, text: str) -> bool:
        """Does `text` hold the word of every group as often as the group promises?"""
        return all(text.count(word) >= group.value for group, word in zip(self.groups, self.words, strict=True))

    def fits_words(self, items: list[str]) -> bool:
        """Do the items hold the words of the groups (三抓三强化: three times 抓, three times 强化)?"""
        at = 0
        for group, word in zip(self.groups, self.words, strict=True):
            if group.value < 1 or not word or any(word not in item for item in items[at : at + group.value]):
                return False
            at += group.value
        return at == len(items)

    def partly_fits(self, items: list[str]) -> bool:
        """Do all items hold the word of the one group, or half of them and some of every group (自带被褥、口粮, 不带司机)?"""
        at = hits = 0
        for group, word in zip(self.groups, self.words, strict=True):
            if not word:
                return False
            one = group.value == 1 and len(self.groups) > 1  # 一核三治: what the one is need not say so
            mine = one or sum(word in item for item in items[at : at + group.value])
            if not mine:
                return False
            hits, at = hits + mine, at + group.value
        return hits == len(items) if len(self.groups) == 1 else 2 * hits >= len(items)

    def all_hold(self, items: list[str]) -> bool:
        """Do all items hold the word of a name that counts one thing?"""
        return bool(self.word) and all(self.word in item for item in items)


def head_of(part: str) -> str:
    """The clause that `part` begins with, if it is short and no speech; else nothing."""
    part = part.lstrip("—：，、 ")
    match = _HEAD.match(part)
    if not match or part[match.end() : match.end() + 1] not in ("", *"，：。；！—"):
        return ""
    quoted = _QUOTED.fullmatch(match[0])
    head = quoted[1] if quoted else match[0]
    return "" if len(head) > LONGEST or SPEECH.search(head) else head
