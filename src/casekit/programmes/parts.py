"""The parts of a bundle that the text lists, by the first way of listing that gives as many as the name promises."""

from __future__ import annotations

import re

from casekit.codebook.programme import ProgrammeBook
from casekit.programmes.after import after_name, fewer, framed, like_clauses
from casekit.programmes.before import before_name, fewer_before, pair, quoted_before, sides, sized, tiers
from casekit.programmes.figures import FIGURES, by_hundreds, figured, spelt_groups
from casekit.programmes.grammar import MAX_NAME, groups, promise
from casekit.programmes.lists import Parts
from casekit.programmes.names import Mention, between
from casekit.programmes.place import NEAR, Place
from casekit.programmes.points import (
    leads,
    ordered,
    pointed,
    quoted_heads,
    quoted_nouns,
    single_words,
    unfinished,
)
from casekit.programmes.sums import sum_parts
from casekit.programmes.words import by_part_of_word, by_words, clauses, cut_short, headed, in_step

_ALSO = re.compile("^[又还](?=[一-鿿]{2})")
_QUOTE = re.compile("([一-鿿]{0,3})“([^“”]{1,12})”")
_ONE_IS = re.compile("^一[个条支项名种类块头]是(?=..)")
_RESPECT = re.compile("(?<=..)(?:上|中|方面|里|时)$")
#: Ways of listing, the plainest first, each with the shapes of names that it can read: a name that counts one thing
#: (三联), more than one (三联三促), or nothing by number (百千万).
_READERS = (
    (tiers, "tiers", "one more"),
    (before_name, "list before the name", "one more"),
    (after_name, "list after the name", "one more none"),
    (pointed, "points", "one more none"),
    (leads, "parallel leads", "more"),
    (quoted_nouns, "quoted names", "one"),
    (clauses, "parallel clauses", "one"),
    (spelt_groups, "groups told one by one", "more none"),
    (in_step, "items with the words of all groups", "more"),
    (by_words, "items with the word of the name", "one more"),
    (framed, "list of the next clause", "one more"),
    (quoted_before, "quoted lists before the name", "one more"),
    (sized, "lists of the sizes of its groups", "more"),
    (pair, "a pair before the name", "one"),
    (by_hundreds, "tens, hundreds and thousands", "none"),
    (single_words, "words in quotation marks", "one"),
    (figured, "clauses with its figures", "one more none"),
    (ordered, "clauses in order", "one more"),
    (sides, "list of as many sides", "one more"),
    (headed, "heads with the word of the name", "one"),
    (by_part_of_word, "items with a word of the name", "one"),
    (like_clauses, "clauses of one make", "one more"),
)
_OF_SHAPE = {
    shape: tuple((read, how) for read, how, shapes in _READERS if shape in shapes.split())
    for shape in ("one", "more", "none")
}


def find_parts(text: str, mention: Mention, others: list[Mention], book: ProgrammeBook) -> Parts:
    """The parts that `text` lists around `mention`; none where it lists none or the number does not fit."""
    name = mention.name
    if "＋" in name:
        name = name.replace("＋", "+")
        mention = mention._replace(name=name)
    place = Place(text, mention, promise(name), book)
    if "+" in name:
        return sum_parts(place, others)
    if FIGURES.fullmatch(name):  # 321, 一三五: as many parts as figures, or their sum
        figures = _find(place.counting(len(place.groups), place.groups), others)
        if figures.items:
            return figures
    aims = name.split("、")
    if len(aims) > 1 and not place.promised and all(aim[0] in "十百千万" for aim in aims):
        return Parts(aims, "the name itself")  # 千村示范、万村整治
    return _find(place, others)


def _find(place: Place, others: list[Mention]) -> Parts:
    """The first way of listing that gives as many parts as promised."""
    name, promised, book = place.mention.name, place.promised, place.book
    fault, short = "", []
    for read, how in _OF_SHAPE["none" if not promised else "one" if len(place.groups) == 1 else "more"]:
        items = read(place)
        if items and promised and len(items) != promised:
            fault = fault or f"{how}: {promised} promised, {len(items)} found"
            if not short and 1 < len(items) < promised and book.known_as(name) is None and place.all_hold(items):
                short = items
        elif items and all(items) and _of_this(items, name, book) and not _of_other(items, place, others):
            items = _as_known(_trimmed(items, name, book), place)
            return Parts(_behind_word(items, place.word, book), how)
    if not promised:
        return Parts([], "", fault)
    items = quoted_heads(place) or unfinished(place) or short or cut_short(place) or fewer(place) or fewer_before(place)
    if len(items) == promised:
        return Parts(items, "quoted heads")
    if items:
        fault = fault or f"list cut short: {promised} promised, {len(items)} found"
        return Parts(_trimmed(items, name, book), "list cut short", fault)
    return Parts([], "", fault)


def _trimmed(items: list[str], name: str, book: ProgrammeBook) -> list[str]:
    """`items` without what leads to the first and what follows the last, where the others have nothing of the kind.

    >>> from casekit.codebook import Codebook
    >>> from casekit.codebook.programme import load_programmes
    >>> _trimmed(["要求做到组织联建", "产业联抓", "人才联育同步发力"], "三联", load_programmes(Codebook()))
    ['组织联建', '产业联抓', '人才联育']
    """
    if len(items) < 2:
        return items
    if not name.endswith(book.joined):  # 三结合 counts what is joined
        items = [book.role.sub("", item) if item.endswith(book.role_ends) else item for item in items]
    tail = book.list_tail.search(items[-1])
    if tail and not any(map(book.list_tail.search, items[:-1])):
        items = [*items[:-1], items[-1][: tail.start()]]
    lead = book.list_lead.match(items[0])
    if lead and not any(map(book.list_lead.match, items[1:])):
        items = [items[0][lead.end() :], *items[1:]]
    items = [_ALSO.sub("", item) for item in _without_place(items, name)]
    return _quoted_in_frame([_ONE_IS.sub("", item) for item in items] if all(map(_ONE_IS.match, items)) else items)


def _quoted_in_frame(items: list[str]) -> list[str]:
    """What each item quotes, if all quote one thing behind the same words: 在“选”字上下功夫, 在“育”字上做文章."""
    quotes = [match.groups() for match in map(_QUOTE.match, items) if match and match.string.count("“") == 1]
    alike = len(quotes) == len(items) and len({lead for lead, _ in quotes}) == 1
    return [quoted for _, quoted in quotes] if alike else items


def _without_place(items: list[str], name: str) -> list[str]:
    """`items` without the word all of them end in where it only says in what respect (组织覆盖上, unless 上 is counted)."""
    end = _RESPECT.search(items[0])
    if not end or end[0] in name or not all(item.endswith(end[0]) and len(item) > 2 for item in items):
        return items
    return [item.removesuffix(end[0]) for item in items]


def _as_known(items: list[str], place: Place) -> list[str]:
    """Items as the whole country knows them, where the text has them so: 防范化解|重大风险."""
    national = place.book.known_as(place.mention.name)
    near = place.left + place.rest[:NEAR] if national else ""
    known = [part for part in national.parts if part in near] if national else []
    return [next((part for part in known if part.endswith(item)), item) for item in items]


def _behind_word(items: list[str], word: str, book: ProgrammeBook) -> list[str]:
    """Items without what is said of each behind the word that the name counts: 任务清单|按月更新, 责任清单|上墙公示."""
    ends = [item.find(word) + len(word) for item in items]
    if (
        word not in book.nouns
        or len(items) < 3
        or not all(len(word) < end < len(item) - 1 for end, item in zip(ends, items, strict=True))
    ):
        return items
    short = [item[:end] for end, item in zip(ends, items, strict=True)]
    return short if len(set(short)) == len(items) else items


def _of_other(items: list[str], place: Place, others: list[Mention]) -> bool:
    """Do the items all hold the word of a name right before this one, and none the word of this one (“三个优先”“三个定向”)?"""
    at, mine = place.mention.open, [group.bare for group in groups(place.mention.name)[1]]
    for other in between(others, at - MAX_NAME, at):
        theirs = [group.bare for group in groups(other.name)[1]]
        if at - other.close <= 2 and len(mine) == len(theirs) == 1 and len(theirs[0]) > 1:
            return all(theirs[0] in item for item in items) and not any(mine[0] in item for item in items)
    return False


def _of_this(items: list[str], name: str, book: ProgrammeBook) -> bool:
    """Are these the parts that the whole country knows `name` by, if it knows any: does one share a word with them?"""
    national = book.known_as(name)
    known = national.parts if national else ()
    return not known or any(
        item in known or any(item[i : i + 2] in part for i in range(len(item) - 1) for part in known) for item in items
    )
