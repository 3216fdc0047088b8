"""What a programme is: the page ``programmes.yml`` as frozen data, and the patterns made of its words."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from pathlib import Path

from casekit.codebook import Codebook
from casekit.codebook.alternatives import scanned
from casekit.codebook.modality import Word, words_of
from casekit.codebook.pages import build, closed, line_of, read_yaml
from casekit.errors import CodebookError

PAGE = "programmes.yml"
_AFTER_GAP = 16
_NUMERALS = "一二三四五六七八九十"
_GUARDED = ("list_leads", "part_leads", "sentence_words")  # lists whose words may have guards
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_OPENING_REASONS = ("days", "places", "plans", "congresses", "words")


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


def _one_of(words: str, says: str, form: str = "%s") -> cached_property:
    """A pattern of the words of one list, made when it is first asked for."""

    def pattern(book: ProgrammeBook) -> re.Pattern:
        return re.compile(form % f"(?:{scanned(getattr(book, words))})")

    pattern.__doc__ = says
    return cached_property(pattern)


@dataclass(frozen=True)
class ProgrammeBook:
    """All that is known of named bundles: the words around a name and around its parts (the page says at each list
    what they do), what is never one (name → why), and the national ones.
    """

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
    plain: tuple[str, ...]
    goods: tuple[str, ...]
    landscape: tuple[str, ...]
    measures: tuple[str, ...]
    counted: tuple[str, ...]
    amounts: tuple[str, ...]
    sentence_words: tuple[Word, ...]
    before_name: tuple[str, ...]
    after_name: tuple[str, ...]
    list_leads: tuple[Word, ...]
    part_leads: tuple[Word, ...]
    list_tails: tuple[str, ...]
    jointly: tuple[str, ...]
    frame_leads: tuple[str, ...]
    frame_roles: tuple[str, ...]
    frame_ways: tuple[str, ...]
    roles: tuple[str, ...]
    joined: tuple[str, ...]
    goes_on: tuple[str, ...]
    pair_leads: tuple[str, ...]
    makers: tuple[str, ...]
    adverbs: tuple[str, ...]
    lead_verbs: tuple[str, ...]
    points: tuple[str, ...]
    orders: tuple[str, ...]
    sides: tuple[str, ...]
    tiers: tuple[str, ...]
    never: dict[str, str]
    national: dict[str, NationalProgramme]

    noun = _one_of("nouns", "One of the nouns, the longest first.")
    lead_verb = _one_of("lead_verbs", "A verb that a point or a heading begins with.", "%s(?=.{4})")
    part_lead = _one_of("part_leads", "Small words that open a part: 和, 以.", "%s+")
    frame = _one_of("frame_leads", "What leads to a list from outside: 通过, 围绕.")
    sentence_goes_on = _one_of("goes_on", "A word with which the sentence goes on right behind a list.")
    first_point = _one_of("points", "The first mark of any family.")
    speech = _one_of("sentence_words", "One of the words that make a sentence.")

    def known_as(self, name: str) -> NationalProgramme | None:
        """The national programme of that name, which some write with pauses: “两不愁、三保障”."""
        return self.national.get(name) or self.national.get(name.replace("、", ""))

    @cached_property
    def known(self) -> re.Pattern:
        """A name known throughout the country that counts without quotation marks."""
        return re.compile(scanned([name for name, one in self.national.items() if not one.quoted]))

    @cached_property
    def link_after(self) -> re.Pattern:
        """What stands between a name and the list that explains it: a few words of the name's phrase, then 即, ： or ——."""
        words = scanned(self.after_name)
        return re.compile(
            rf"[^。；！？，：（“]{{0,{_AFTER_GAP}}}(?:[，—：]+{words}[：:，]?|：|——|[，]?{words}[：:，]?)"
        )

    @cached_property
    def governing_verb(self) -> re.Pattern:
        """A verb that governs a list, with its adverb: 着力推进, 大力实施."""
        return re.compile(f"(?:{scanned(self.adverbs)})?{scanned(self.introducers)}了?(?=..)")

    @cached_property
    def maker(self) -> re.Pattern:
        """A verb between a list and the name made of it: 逐步形成, 探索建立了."""
        return re.compile(f"(?:{scanned((*self.adverbs, *self.makers))})*{scanned(self.makers)}[了出起]?")

    @cached_property
    def list_lead(self) -> re.Pattern:
        """What only leads to the first part of a list: 要求做到, “五星”指的是."""
        return re.compile(f"(?:“[^“”]{{2,12}}”)?(?:{scanned(self.list_leads)})+(?=..)")

    @cached_property
    def list_tail(self) -> re.Pattern:
        """What follows the last part of a list: 同步发力, 三个方面入手."""
        sides = "[二两三四五六七八九十](?:个|大|项)(?:方面|环节).*"
        return re.compile(rf"(?<=..)(?:{sides}|{scanned(self.jointly)}.+|{scanned(self.list_tails)})$")

    @cached_property
    def frame_end(self) -> re.Pattern:
        """What closes the frame around a list: 为主要内容, 的工作思路, and all behind it."""
        return re.compile(
            f"(?:为(?:主要|核心|重点)?{scanned(self.frame_roles)}|"
            f"的(?:工作|管理|服务|帮扶|总体)?{scanned(self.frame_ways)}).*$"
        )

    @cached_property
    def role(self) -> re.Pattern:
        """What a part is said to be, and how parts are joined, at the end of it: 为核心, 有机结合."""
        return re.compile(f"(?<=..)(?:作?为{scanned(self.roles)}|(?:有机)?相?{scanned(self.joined)})$")

    @cached_property
    def role_ends(self) -> tuple[str, ...]:
        """What such words end in."""
        return (*self.roles, *self.joined)

    @cached_property
    def point_marks(self) -> tuple[tuple[str, ...], ...]:
        """The marks of points, one family a kind: 一是, 二是, …; 1. 2. …; ① ② …."""
        return tuple(_marks(first) for first in self.points)

    @cached_property
    def in_order(self) -> re.Pattern:
        """A word that tells the order of clauses: 首先, 其次是."""
        return re.compile(f"(?:^|(?<=[。；，：！\n]))({scanned(self.orders)})(?:[是要]|，[是要]?)?")

    @cached_property
    def summed(self) -> re.Pattern:
        """What a list without quotation marks is summed up as: A、B、C的三联工作机制."""
        return re.compile(rf"的([二三四五六七八九十][一-鿿]{{1,4}}?)(?:工作)?(?:{'|'.join(self.closers)}|格局|体系)")

    @cached_property
    def told(self) -> re.Pattern:
        """A quoted list, a number word and a noun phrase closed by the noun of a programme: “A、B、C”三联机制."""
        closers = "|".join((*self.closers, "职责", "体系", "服务"))
        nouns = "|".join(self.nouns)
        return re.compile(
            rf"“([^“”\n]{{5,160}})”的?([二三四五六七八九十](?:大(?:{nouns})|[一-鿿]{{1,4}}?(?:{closers})))"
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
    def _verb_lengths(self) -> frozenset[int]:
        return frozenset(map(len, self.verbs))

    def presents(self, text: str) -> bool:
        """Does `text` end with a verb that presents or introduces a name?"""
        return any(text[-length:] in self.verbs for length in self._verb_lengths)

    @cached_property
    def openings(self) -> tuple[str, ...]:
        """Words that make a name of what follows them no bundle: 七一表彰, 五一劳动奖章, 四川扶贫."""
        return tuple(word for word, reason in self.never.items() if reason in _OPENING_REASONS)

    @cached_property
    def amount(self) -> re.Pattern:
        """A number and what it measures, nothing else."""
        return re.compile(f"[〇零一二两三四五六七八九十百千万亿0-9.]+[多余几]?{scanned(self.amounts)}")


def _marks(first: str) -> tuple[str, ...]:
    """The family of marks that begins with `first`, ten at most.

    >>> _marks("第一步，")[:3], _marks("1.")[-1], _marks("①")[1]
    (('第一步，', '第二步，', '第三步，'), '10.', '②')
    """
    for numerals in (_NUMERALS, _CIRCLED, [str(number) for number in range(1, 11)]):
        if numerals[0] in first:
            return tuple(first.replace(numerals[0], numeral, 1) for numeral in numerals)
    raise ValueError(f"{first!r} holds no numeral of one")


@lru_cache(maxsize=8)
def load_programmes(codebook: Codebook) -> ProgrammeBook:
    """The page ``programmes.yml`` of `codebook`.

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
    keys = {field.name for field in fields(ProgrammeBook)}
    page = closed(read_yaml(path), keys, keys, path, "the page")
    lists = {key: _words(page[key], key, path) for key in keys - {"never", "national"}}
    never = {str(name): str(reason) for reason, names in page["never"].items() for name in names}
    national: dict[str, NationalProgramme] = {}
    for entry in page["national"]:
        named = entry.get("name", "?") if isinstance(entry, dict) else repr(entry)
        programme = build(NationalProgramme, entry, path, f"programme {named}")
        if programme.name in national:
            raise _fault(path, programme.name, "stands twice", "keep one of them")
        if programme.name in never:
            raise _fault(path, programme.name, "is national and never a programme", "choose")
        national[programme.name] = programme
    return ProgrammeBook(never=never, national=national, **lists)


def _words(listed: object, key: str, path: Path) -> tuple[str | Word, ...]:
    """One list of words; some may have guards: ``{word: 集, not_after: 中体}``."""
    if key in _GUARDED and isinstance(listed, list):
        return tuple(words_of(listed, path, key))
    if not isinstance(listed, list) or not all(isinstance(word, str) and word for word in listed):
        raise _fault(path, f"{key}:", "must be a list of words", "put numbers and empty words in quotes")
    if key == "points" and (odd := next((mark for mark in listed if not re.search("[一1①]", mark)), "")):
        raise _fault(path, odd, "is no first mark of points", "write the mark of the first point: 一是, 1., ①")
    return tuple(listed)


def _fault(path: Path, what: str, fault: str, cure: str) -> CodebookError:
    return CodebookError(f"{what.rstrip(':')!r} {fault}", where=line_of(path, what), cure=cure)
