"""What a programme is: the page ``programmes.yml`` as frozen data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from casekit.codebook import Codebook
from casekit.codebook.pages import build, closed, line_of, read_yaml
from casekit.errors import CodebookError

PAGE = "programmes.yml"
_AFTER_GAP = 16


@dataclass(frozen=True)
class NationalProgramme:
    """A bundle known throughout the country; `parts` name what it stands for, where it is settled."""

    name: str
    declared: tuple[int, ...]
    source: str
    parts: tuple[str, ...] = ()
    quoted: bool = False

    def __post_init__(self) -> None:
        if not self.name or any(type(number) is not int for number in self.declared):
            raise ValueError(f"{self.name!r} needs a name and whole numbers in `declared`")
        if self.parts and self.declared and len(self.parts) not in (sum(self.declared), self.declared[0]):
            raise ValueError(f"{self.name} promises {sum(self.declared)} parts and names {len(self.parts)}")


@dataclass(frozen=True)
class ProgrammeBook:
    """All that is known of named bundles: the words around a name, what is never one, and the national ones."""

    nouns: tuple[str, ...]
    introducers: tuple[str, ...]
    closers: tuple[str, ...]
    presenters: tuple[str, ...]
    complements: tuple[str, ...]
    deeds: tuple[str, ...]
    deed_ends: tuple[str, ...]
    crowds: tuple[str, ...]
    namings: tuple[str, ...]
    bearers: tuple[str, ...]
    landscape: tuple[str, ...]
    measures: tuple[str, ...]
    sentence_words: tuple[str, ...]
    before_name: tuple[str, ...]
    after_name: tuple[str, ...]
    list_leads: tuple[str, ...]
    list_tails: tuple[str, ...]
    pair_leads: tuple[str, ...]
    tiers: tuple[str, ...]
    never: dict[str, str]
    national: dict[str, NationalProgramme]

    @cached_property
    def noun(self) -> re.Pattern:
        """One of the nouns, the longest first."""
        return re.compile(_any_of(self.nouns))

    @cached_property
    def known(self) -> re.Pattern:
        """A name known throughout the country that counts without quotation marks."""
        return re.compile(_any_of(tuple(name for name, one in self.national.items() if not one.quoted)))

    @cached_property
    def first_noun(self) -> re.Pattern:
        """A noun of a programme, or one of the words 等 and 的 that end a name as it does."""
        return re.compile(_any_of((*self.nouns, "等", "的")))

    @cached_property
    def links_before(self) -> tuple[str, ...]:
        """The words between a list and the name it explains, the longest first."""
        return tuple(sorted(self.before_name, key=len, reverse=True))

    @cached_property
    def link_after(self) -> re.Pattern:
        """What stands between a name and the list that explains it: a few words of the name's phrase, then 即, ： or ——."""
        words = _any_of(self.after_name)
        return re.compile(
            rf"[^。；！？，：（“]{{0,{_AFTER_GAP}}}(?:[，—：]+{words}[：:，]?|：|——|[，]?{words}[：:，]?)"
        )

    @cached_property
    def lead_verb(self) -> re.Pattern:
        """A verb that governs a list, with its adverb: 着力推进, 大力实施."""
        verb = _any_of(self.introducers)
        return re.compile(f"(?:着力|大力|积极|全面|深入|扎实|重点|统筹|持续|稳步)?{verb}了?(?=..)")

    @cached_property
    def list_lead(self) -> re.Pattern:
        """What only leads to the first part of a list: 要求做到, “五星”指的是."""
        return re.compile(f"(?:“[^“”]{{2,12}}”)?(?:{_any_of(self.list_leads)})+(?=..)")

    @cached_property
    def list_tail(self) -> re.Pattern:
        """What follows the last part of a list: 同步发力, 三个方面入手."""
        return re.compile(rf"(?<=..)(?:[二两三四五六七八九十](?:个|大|项)(?:方面|环节).*|{_any_of(self.list_tails)})$")

    @cached_property
    def summed(self) -> re.Pattern:
        """What a list without quotation marks is summed up as: A、B、C的三联工作机制."""
        return re.compile(rf"的([二三四五六七八九十][一-鿿]{{1,4}}?)(?:工作)?(?:{'|'.join(self.closers)}|格局|体系)")

    @cached_property
    def told(self) -> re.Pattern:
        """A quoted list, a number word and a noun phrase closed by the noun of a programme: “A、B、C”三联机制."""
        return re.compile(
            rf"“([^“”\n]{{5,160}})”的?([二三四五六七八九十][一-鿿]{{1,4}}?(?:{'|'.join(self.closers)}|职责|体系|服务))"
        )

    @cached_property
    def introduced(self) -> re.Pattern:
        """A number word right after one of the introducing verbs (with 了, 好), its name and the noun that closes it."""
        ends = "".join(sorted({verb[-1] for verb in self.introducers}))
        closers = "|".join(self.closers)
        return re.compile(rf"[一二两三四五六七八九十百千万双0-9](?<=[{ends}了好“].)[一-鿿0-9、]{{1,12}}?(?:{closers})")

    @cached_property
    def verbs(self) -> frozenset[str]:
        """All that presents or introduces a name."""
        return frozenset((*self.presenters, *self.complements, *self.introducers))

    @cached_property
    def verb_lengths(self) -> tuple[int, ...]:
        """How long the verbs are."""
        return tuple(sorted({len(verb) for verb in self.verbs}))

    def presents(self, text: str) -> bool:
        """Does `text` end with a verb that presents or introduces a name?"""
        return any(text[-length:] in self.verbs for length in self.verb_lengths)

    @cached_property
    def openings(self) -> tuple[str, ...]:
        """Words that make a name of what follows them no bundle: 七一表彰, 五一劳动奖章, 四川扶贫."""
        return tuple(
            word for word, reason in self.never.items() if reason in ("days", "places", "plans", "congresses", "words")
        )

    @cached_property
    def speech(self) -> re.Pattern:
        """One of the words that make a sentence."""
        return re.compile(_any_of(self.sentence_words))


def _any_of(words: tuple[str, ...]) -> str:
    """A pattern of `words`, the longest first; the class of their first characters lets a scan run at full speed.

    >>> bool(re.match(_any_of(("机制", "工作机制")), "工作机制")), bool(re.match(_any_of(()), "工作机制"))
    (True, False)
    """
    if not words:
        return "(?!)"
    first = "".join(sorted({word[0] for word in words}))
    return f"(?=[{first}])(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"


@lru_cache(maxsize=8)
def load_programmes(codebook: Codebook) -> ProgrammeBook:
    """The page ``programmes.yml`` of `codebook`.

    Parameters
    ----------
    codebook : Codebook

    Returns
    -------
    ProgrammeBook

    Raises
    ------
    CodebookError
        The page has an unknown or missing key, a name twice, or parts that do not fit their number.

    Examples
    --------
    >>> book = load_programmes(Codebook())
    >>> book.national["三会一课"].declared, book.never["两委"]
    ((3, 1), 'offices')
    """
    path = codebook.file(PAGE)
    raw: Any = read_yaml(path)
    words = (
        "nouns",
        "introducers",
        "closers",
        "presenters",
        "complements",
        "deeds",
        "deed_ends",
        "crowds",
        "namings",
        "bearers",
        "landscape",
        "measures",
        "sentence_words",
        "before_name",
        "after_name",
        "list_leads",
        "list_tails",
        "pair_leads",
        "tiers",
    )
    page = closed(raw, {*words, "never", "national"}, {*words, "never", "national"}, path, "the page")
    for key in words:
        if not isinstance(page[key], list) or not all(isinstance(word, str) and word for word in page[key]):
            raise CodebookError(
                f"{key!r} must be a list of words",
                where=line_of(path, f"{key}:"),
                cure="put numbers and empty words in quotes",
            )
    never = {}
    for reason, names in page["never"].items():
        never |= {str(name): str(reason) for name in names}
    national: dict[str, NationalProgramme] = {}
    for entry in page["national"]:
        programme = build(
            NationalProgramme,
            entry,
            path,
            f"programme {entry.get('name', '?') if isinstance(entry, dict) else entry!r}",
        )
        if programme.name in national:
            raise CodebookError(
                f"{programme.name} stands twice", where=line_of(path, programme.name), cure="keep one of them"
            )
        if programme.name in never:
            raise CodebookError(
                f"{programme.name} is national and never a programme",
                where=line_of(path, programme.name),
                cure="choose",
            )
        national[programme.name] = programme
    return ProgrammeBook(never=never, national=national, **{key: tuple(page[key]) for key in words})
