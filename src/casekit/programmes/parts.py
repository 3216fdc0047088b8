"""The parts of a bundle that the text lists, by the first way of listing that gives as many as the name promises."""

from __future__ import annotations

from casekit.codebook.programme import ProgrammeBook
from casekit.programmes.grammar import Group, declared, groups
from casekit.programmes.inline import after_name, before_name, tiers
from casekit.programmes.lists import Parts
from casekit.programmes.names import Mention
from casekit.programmes.points import clauses, leads, pointed, quoted_nouns
from casekit.programmes.sums import sum_parts


def find_parts(text: str, mention: Mention, others: list[Mention], book: ProgrammeBook) -> Parts:
    """The parts that `text` lists around `mention`; none where it lists none or the number does not fit."""
    mention = mention._replace(name=mention.name.replace("＋", "+"))
    promised = sum(declared(mention.name))
    _, found = groups(mention.name)
    if mention.name.isdigit():  # 321: as many parts as figures, or as many as they add up to
        figures = _find(text, mention, len(found), found, book)
        if figures.items:
            return figures
    if "+" in mention.name:
        return sum_parts(text, mention, others, book)
    aims = mention.name.split("、")
    if len(aims) > 1 and not promised and all(aim[0] in "十百千万" for aim in aims):
        return Parts(aims, "the name itself")  # 千村示范、万村整治
    if len(found) == 2 and found[0].tail == "个" and found[1].value > 1 and not found[1].tail:
        promised = found[0].value * found[1].value  # 三个三
    return _find(text, mention, promised, found, book)


def _find(text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook) -> Parts:
    """The first way of listing that gives as many parts as promised."""
    fault = ""
    for read, how in (
        (tiers, "tiers"),
        (before_name, "list before the name"),
        (after_name, "list after the name"),
        (pointed, "points"),
        (leads, "parallel leads"),
        (quoted_nouns, "quoted names"),
        (clauses, "parallel clauses"),
    ):
        items = read(text, mention, promised, found, book)
        if items and promised and len(items) != promised:
            fault = fault or f"{how}: {promised} promised, {len(items)} found"
        elif items and all(items):
            return Parts(items, how)
    return Parts([], "", fault)
