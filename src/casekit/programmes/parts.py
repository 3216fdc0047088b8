"""The parts of a bundle that the text lists, by the first way of listing that gives as many as the name promises."""

from __future__ import annotations

import re

from casekit.codebook.programme import ProgrammeBook
from casekit.programmes.grammar import MAX_NAME, Group, declared, groups
from casekit.programmes.heads import halved_words, quoted_heads, single_words, unfinished
from casekit.programmes.inline import after_name, before_name, tiers
from casekit.programmes.lists import Parts
from casekit.programmes.names import Mention, between
from casekit.programmes.points import clauses, leads, pointed, quoted_nouns
from casekit.programmes.spread import (
    by_part_of_word,
    cut_short,
    figured,
    headed,
    ordered,
    sides,
    steps_cut_short,
    summed_up,
)
from casekit.programmes.sums import sum_parts
from casekit.programmes.told import by_hundreds, even_list, framed, next_sentence, pair, quoted_before, spelt_groups
from casekit.programmes.words import by_words, in_step

_FIGURES = re.compile("[一二三四五六七八九]{3,}")
_ALSO = re.compile("^[又还](?=[一-鿿]{2})")
_RESPECT = re.compile("(?<=..)(?:上|中|方面|里|时)$")
_LONG = 600  # characters of a text that can break off in a list
#: Ways of listing, the plainest first.
_READERS = (
    (tiers, "tiers"),
    (before_name, "list before the name"),
    (after_name, "list after the name"),
    (pointed, "points"),
    (leads, "parallel leads"),
    (quoted_nouns, "quoted names"),
    (clauses, "parallel clauses"),
    (spelt_groups, "groups told one by one"),
    (in_step, "items with the words of all groups"),
    (by_words, "items with the word of the name"),
    (framed, "list of the next clause"),
    (next_sentence, "the next sentence"),
    (quoted_before, "quoted lists before the name"),
    (pair, "a pair before the name"),
    (by_hundreds, "tens, hundreds and thousands"),
    (single_words, "words in quotation marks"),
    (halved_words, "halves in quotation marks"),
    (figured, "clauses with its figures"),
    (ordered, "clauses in order"),
    (headed, "heads with the word of the name"),
    (by_part_of_word, "items with a word of the name"),
    (summed_up, "list that it sums up"),
    (sides, "list of as many sides"),
    (even_list, "neighbours of one length"),
)
#: Those that read what a name tells which promises no number.
_UNCOUNTED = tuple(
    (read, how) for read, how in _READERS if read in (after_name, pointed, spelt_groups, figured, by_hundreds)
)


def find_parts(text: str, mention: Mention, others: list[Mention], book: ProgrammeBook) -> Parts:
    """The parts that `text` lists around `mention`; none where it lists none or the number does not fit."""
    mention = mention._replace(name=mention.name.replace("＋", "+"))
    promised = sum(declared(mention.name))
    _, found = groups(mention.name)
    if len(found) == 2 and found[0].tail == "个" and found[1].word == "一" and found[1].tail:
        found = (Group(found[0].word, found[0].value, f"个一{found[1].tail}"),)  # 三个一批 counts one thing
    if len(found) == 2 and found[0].tail.endswith("合") and (found[1].word, found[1].tail) == ("一", ""):
        found = (found[0]._replace(tail=found[0].tail[:-1]),)  # 四务合一
    if mention.name.isdigit() or _FIGURES.fullmatch(
        mention.name
    ):  # 321, 一三五: as many parts as figures, or their sum
        figures = _find(text, mention, len(found), found, others, book)
        if figures.items:
            return figures
    if "+" in mention.name:
        return sum_parts(text, mention, others, book)
    aims = mention.name.split("、")
    if len(aims) > 1 and not promised and all(aim[0] in "十百千万" for aim in aims):
        return Parts(aims, "the name itself")  # 千村示范、万村整治
    if len(found) == 2 and found[0].tail == "个" and found[1].value > 1 and not found[1].tail:
        promised = found[0].value * found[1].value  # 三个三
    return _find(text, mention, promised, found, others, book)


def _find(
    text: str, mention: Mention, promised: int, found: tuple[Group, ...], others: list[Mention], book: ProgrammeBook
) -> Parts:
    """The first way of listing that gives as many parts as promised."""
    fault, short = "", []
    for read, how in _READERS if promised else _UNCOUNTED:
        items = read(text, mention, promised, found, book)
        if items and promised and len(items) != promised:
            fault = fault or f"{how}: {promised} promised, {len(items)} found"
            if not short and 1 < len(items) < promised and mention.name not in book.national:
                short = items if _hold(items, found) or read is pointed and _breaks_off(text, items[-1]) else []
        elif items and all(items) and _of_this(items, mention.name, book) and not _of_other(items, mention, others):
            return Parts(_trimmed(items, mention.name, book), how)
    if not promised:
        return Parts([], "", fault)
    items = (
        quoted_heads(text, mention, promised, found, book)
        or unfinished(text, mention, promised, found, book)
        or short
        or cut_short(text, mention, promised, found, book)
        or steps_cut_short(text, mention, promised, found, book)
    )
    if len(items) == promised > 0:
        return Parts(items, "quoted heads")
    if items:
        return Parts(
            _trimmed(items, mention.name, book),
            "list cut short",
            fault or f"list cut short: {promised} promised, {len(items)} found",
        )
    return Parts([], "", fault)


def _breaks_off(text: str, last: str) -> bool:
    """Does a long text end with the point `last`, so that the points after it are those which the page does not give?"""
    return len(text) > _LONG and text.rfind(last) > len(text) - _LONG // 2


def _trimmed(items: list[str], name: str, book: ProgrammeBook) -> list[str]:
    """`items` without what leads to the first and what follows the last, where the others have nothing of the kind.

    >>> from casekit.codebook import Codebook
    >>> from casekit.codebook.programme import load_programmes
    >>> _trimmed(["要求做到组织联建", "产业联抓", "人才联育同步发力"], "三联", load_programmes(Codebook()))
    ['组织联建', '产业联抓', '人才联育']
    """
    if len(items) < 2:
        return items
    *front, last = items
    if not any(map(book.list_tail.search, front)):
        last = book.list_tail.sub("", last)
    first, *rest = [*front, last]
    if not any(map(book.list_lead.match, rest)):
        first = book.list_lead.sub("", first, count=1) if book.list_lead.match(first) else first
    return [_ALSO.sub("", item) for item in _without_place([first, *rest], name)]


def _without_place(items: list[str], name: str) -> list[str]:
    """`items` without the word all of them end in where it only says in what respect (组织覆盖上, unless 上 is counted)."""
    ends = {match[0] if (match := _RESPECT.search(item)) else "" for item in items}
    end = ends.pop() if len(ends) == 1 else ""
    return items if end in name else [item.removesuffix(end) for item in items]


def _hold(items: list[str], found: tuple[Group, ...]) -> bool:
    """Do all items hold the word of a name with one group?"""
    return len(found) == 1 and bool(found[0].bare) and all(found[0].bare in item for item in items)


def _of_other(items: list[str], mention: Mention, others: list[Mention]) -> bool:
    """Do the items all hold the word of a name right before this one, and none the word of this one (“三个优先”“三个定向”)?"""
    mine = [group.bare for group in groups(mention.name)[1]]
    for other in between(others, mention.open - MAX_NAME, mention.open):
        theirs = [group.bare for group in groups(other.name)[1]]
        if mention.open - other.close <= 2 and len(mine) == len(theirs) == 1 and len(theirs[0]) > 1:
            return all(theirs[0] in item for item in items) and not any(mine[0] in item for item in items)
    return False


def _of_this(items: list[str], name: str, book: ProgrammeBook) -> bool:
    """Are these the parts that the whole country knows `name` by, if it knows any: does one share a word with them?"""
    known = book.national[name].parts if name in book.national else ()
    return not known or any(
        item in known or any(item[i : i + 2] in part for i in range(len(item) - 1) for part in known) for item in items
    )
