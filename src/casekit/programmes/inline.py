"""Parts listed in the sentence of the name: before it, after it, or as the tiers of government."""

from __future__ import annotations

import re

from casekit.codebook.programme import ProgrammeBook
from casekit.programmes.grammar import Group
from casekit.programmes.lists import (
    clean,
    cut_verb,
    depth_find,
    fits_words,
    from_word,
    join_split,
    partly_fits,
    quoted_list,
    sentence_start,
    shorten,
    split_list,
    tidy,
    trim_first,
    unframe,
)
from casekit.programmes.names import Mention
from casekit.programmes.points import POINTS

_MADE = re.compile(
    "(?:从而|由此|逐步|积极|着力|全面|创新|探索)*(?:形成|构建|建立|打造|推行|探索|创新|实行|总结|创建|实施)[了出起]?"
)
_SUM = re.compile(r"((?:[一-鿿（）]{1,10}[+＋])+[一-鿿（）]{1,10})$")
_LISTED = re.compile("[、，+＋]")
_BRACKET = re.compile(r"[一-鿿]{0,8}（([^（）]{3,160})）")
_QUOTED_PARTS = re.compile(r"(?![、和与及])[^。；“]{0,12}?[：，—即]*((?:“[^“”]{2,24}”[、，和]?){2,})")


def tiers(text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook) -> list[str]:
    """县乡村“三级联述联评联考”."""
    if not found or not found[0].tail.startswith("级") or found[0].value < 2:
        return []
    value = found[0].value
    tiers = text[max(0, mention.open - value) : mention.open]
    if len(tiers) == value and all(tier in "省市州县区乡镇村组户" for tier in tiers):
        return list(tiers)
    sentence = re.split("[。；！？\n]", text[mention.close : mention.close + 200], maxsplit=1)[0]
    for clause in sentence.split("，")[1:3]:
        items = split_list(book.list_lead.sub("", clause, count=1))
        told = [next((tier for tier in book.tiers if tier in item), "") for item in items]
        if len(items) == value and all(told) and all(len(item) <= 16 for item in items) and "各" not in clause:
            return clean(items)
    run = sentence.split("，")[1 : value + 1]
    told = [tier for item in run if (tier := next((tier for tier in book.tiers if tier in item), ""))]
    return clean(run) if len(told) == value and all(len(item) <= 12 for item in run) else []


def before_name(text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook) -> list[str]:
    """A、B、C（等）的“name”, or “A、B、C”的“name”."""
    if promised < 2:
        return []
    left = text[sentence_start(text, mention.open) : mention.open].replace("‘", "“").replace("’", "”")
    if promised > 2 and not _LISTED.search(left):
        return []
    listed, comma, clause = left.rpartition("，")
    linked = bool(comma and _MADE.fullmatch(clause) and re.search("[”一-鿿]$", listed))
    if linked and not re.search("的[^、]*$", listed) and listed.count("、") >= promised - 1:
        left = listed  # A、B、C，形成“三联”机制
    while left.endswith(book.before_name):
        link = next(word for word in book.links_before if left.endswith(word))
        left, linked = left[: -len(link)], True
    if not left or left[-1] in "，、：":
        return []
    sum_of = _SUM.search(left) if "+" in left or "＋" in left else None
    if sum_of:  # 村两委+工作组+村警“三位一体”
        terms = re.split("[+＋]", sum_of[1])
        return cut_verb(trim_first(terms), book) if len(terms) == promised else []
    if left.endswith("”") and (linked or left.rpartition("“")[2].count("、") == promised - 1):
        quoted = quoted_list(left, promised)
        if quoted:
            return quoted
    items = split_list(left)
    run = items[-promised:]
    word = found[0].tail if found else ""
    if len(items) < promised:
        wide = split_list(left, "、，")
        joined = join_split([items[0].rpartition("，")[2], *items[1:]], promised)
        if len(joined) == promised and all("，" not in item for item in joined[1:]):
            run = joined
        elif len(wide) >= promised and fits_words(wide[-promised:], found):
            run = wide[-promised:]
        else:
            return []
    elif any("，" in item for item in run[1:]):
        wide = split_list(left, "、，")[-promised:]
        if not fits_words(wide, found):
            return []
        run = wide
    if (
        not linked
        and not fits_words(run, found)
        and (promised < 3 or len(items) > promised and "，" not in items[-promised] or max(map(len, run[1:])) > 10)
    ):
        return []
    run = [run[0].rpartition("，")[2], *run[1:]]
    if run[-1] in book.verbs and any("”" in item for item in run):
        return []  # 搭建“三大平台”、探索“三种路径”、实施“三项帮扶”: names side by side
    run = unframe(clean(run))
    first = run[0]
    run = cut_verb(run, book)
    word = word if len(found) == 1 else found[0].tail
    run = trim_first(run, word) if run[0] == first else [from_word(run[0], run[1:], word) or run[0], *run[1:]]
    if any(not item or len(item) > 24 for item in run):
        return []
    if len(items) > promised and len(items) < 12 and "，" not in items[-promised] and not fits_words(run, found):
        return clean(items)  # more parts than promised: for the issues
    return run


def after_name(text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook) -> list[str]:
    """“name”…，即A、B、C; “name”（A、B、C）; “name”：A，B，C."""
    if promised == 1:
        return []
    tail = text[mention.close : mention.close + 400].split("\n", maxsplit=1)[0]
    word = found[0].tail if found else ""
    bracket = _BRACKET.match(tail)
    if bracket:
        content = re.sub(r"^(?:即|指|包括)[：:]?", "", bracket[1])
        return tidy(_count(content, promised), word, book)
    spelt = _QUOTED_PARTS.match(tail)
    if spelt and promised and spelt[1].count("“") == promised:
        return re.findall("“([^“”]+)”", spelt[1])
    match = book.link_after.match(tail)
    if not match:
        return tidy(_direct(tail, promised, found), word, book)
    content = tail[match.end() :]
    if match[0].endswith("——"):
        content = content.partition("——")[0]
    if content.startswith(POINTS[0][0]):
        return []
    stop = depth_find(content, "。！？")
    content = content[:stop]
    if content.startswith("“") and content.endswith("”") and content.count("“") == 1:
        content = content[1:-1]
    return tidy(_count(content, promised), word, book)


def _direct(tail: str, promised: int, found: tuple[Group, ...]) -> list[str]:
    """“四带四不带”，自带被褥、口粮…: as many items as promised in the clauses that follow, the word of the name among them."""
    match = re.match(r"[一-鿿]{0,8}，", tail)
    if not found or not match or promised < 3 or not found[0].tail:
        return []
    content = tail[match.end() :]
    items = [item for item in split_list(content[: depth_find(content, "。；！？")], "、，") if item]
    last = found[-1]
    if len(items) > promised and last.value > 1 and last.tail not in items[promised]:  # the sentence goes on
        if all(last.tail in item for item in items[promised - last.value : promised]):
            items = items[:promised]
    return clean(items) if len(items) == promised and partly_fits(items, found) else []


def _count(content: str, promised: int) -> list[str]:
    """`content` as a list of `promised` parts, cut as coarsely as gives that number; a list of two or more where none is promised."""
    if not promised:
        items = split_list(re.split(r"[，；]", content)[0])
        return clean(items) if len(items) > 1 and all(2 <= len(item) <= 12 for item in items) else []
    head = content[: depth_find(content, "；")]
    clause = split_list(head, "，")[0]
    if len(split_list(clause)) == promised:
        return shorten(clean(split_list(clause)))
    for source, marks in ((content, "；"), (head, "、"), (head, "，"), (head, "、，"), (content, "、，；")):
        items = [item for item in split_list(source, marks) if item]
        if len(items) == promised:
            return shorten(clean(items))
    items = split_list(clause)
    for cut in (join_split(items, promised), items):
        if len(cut) == promised:
            return clean(cut)
    run = split_list(head, "，")[:promised]
    if promised > 2 and len(run) == promised and len({len(item) for item in run}) == 1 and len(run[0]) <= 12:
        return clean(run)  # the sentence goes on
    items = [item for item in split_list(head, "、，") if item]
    if len(items) > promised and all(len(item) <= 14 for item in items[:promised]) and "，" in head:
        first = split_list(clause)
        return clean(first) if len(first) > 2 else []
    return []
