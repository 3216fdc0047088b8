"""The parts of a bundle that the text lists: before the name, after it, point by point, or as parallel leads."""

from __future__ import annotations

import re
from typing import NamedTuple

from casekit.codebook.programme import ProgrammeBook
from casekit.programmes.grammar import Group, declared, groups
from casekit.programmes.names import Mention

_OPEN, _CLOSE = "“‘《（(", "”’》）)"
_POINTS = (
    tuple(f"{n}是" for n in "一二三四五六七八九十"),
    tuple(f"{n}要" for n in "一二三四五六七八九十"),
    tuple(f"（{n}）" for n in "一二三四五六七八九十"),
    tuple(f"第{n}，" for n in "一二三四五六七八九十"),
    tuple(f"其{n}，" for n in "一二三四五六七八九十"),
    tuple(f"{n}、" for n in "一二三四五六七八九十"),
    tuple(f"{n}." for n in range(1, 11)),
    tuple(f"（{n}）" for n in range(1, 11)),
    tuple(f"{n}．" for n in range(1, 11)),
    tuple(f"{n}、" for n in range(1, 11)),
)
_EACH = re.compile(r"^[一-鿿]{0,8}?(?:每(?:[个名支户]?[一-鿿]{0,4}?)?(?:至少|不少于)?[0-9一两]*[次个名户期场项](?:的)?|每[名个][一-鿿]{1,4}(?:建立|打造|培育|联系|帮扶)[0-9一]+[个名户])")
_ONE = re.compile(r"一(?:[个支套批项名本张条所份次座家户件场笔]|[一-鿿](?=[一-鿿]))[一-鿿]{1,10}")
_EVERY = re.compile("^(?:即|做到|每(?:两个月|半年|季度|学期|[年月周天季日]|[名个][一-鿿]{2,4}))+")
_COUNT = re.compile("(?<=[一-鿿])[0-9]+(?:多|余)?[名个户人家]$")
_SKIP = re.compile(r"^(?:以(?!人为)|和(?![谐睦美])|及(?!时)|与(?!时)|并|是|为(?!民|群)|了|对|的|：)+")
_LEAD_VERB = re.compile(r"^(?:坚持|实施|开展|推行|抓好|抓实|做好|强化|突出|着力|注重|狠抓|聚焦|大力)(?=.{4})")
_LIST_QUOTE = re.compile(r"(?:采取|即|按照|通过|以|推行|实行)“([^“”\n]{4,120}、[^“”\n]{1,60})”")
_AFTER_GAP = 16


class Parts(NamedTuple):
    """The parts found, by what, and what is wrong where they do not fit the number promised ("" if nothing)."""

    items: list[str]
    found_by: str
    fault: str = ""


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
        return _plus(text, mention, others, book)
    aims = mention.name.split("、")
    if len(aims) > 1 and not promised and all(aim[0] in "十百千万" for aim in aims):
        return Parts(aims, "the name itself")  # 千村示范、万村整治
    if len(found) == 2 and found[0].tail == "个" and found[1].value > 1 and not found[1].tail:
        promised = found[0].value * found[1].value  # 三个三
    return _find(text, mention, promised, found, book)


def _find(text: str, mention: Mention, promised: int, found: list[Group], book: ProgrammeBook) -> Parts:
    """The first way of listing that gives as many parts as promised."""
    fault = ""
    for read, how in ((_tiers, "tiers"), (_before, "list before the name"), (_after, "list after the name"), (_pointed, "points"),
                      (_leads, "parallel leads"), (_quoted_nouns, "quoted names"), (_clauses, "parallel clauses")):
        items = read(text, mention, promised, found, book)
        if items and promised and len(items) != promised:
            fault = fault or f"{how}: {promised} promised, {len(items)} found"
        elif items and all(items):
            return Parts(items, how)
    return Parts([], "", fault)


# -- the text around a name ------------------------------------------------------------------------------------------


def _paragraph(text: str, at: int) -> tuple[int, int]:
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _sentence_start(text: str, at: int) -> int:
    """Where the sentence around `at` begins (marks within quotation marks not counted: short look back)."""
    low = max(0, at - 400)
    return max([low, *(text.rfind(mark, low, at) + 1 for mark in "。！？；\n")])


def split_list(text: str, marks: str = "、") -> list[str]:
    """`text` cut at `marks` that stand in no quotation marks or brackets.

    >>> split_list("抓责任、抓“一、二”工程、抓落实")
    ['抓责任', '抓“一、二”工程', '抓落实']
    """
    out, depth, start = [], 0, 0
    for i, mark in enumerate(text):
        if mark in _OPEN:
            depth += 1
        elif mark in _CLOSE:
            depth = max(0, depth - 1)
        elif mark in marks and not depth:
            out.append(text[start:i])
            start = i + 1
    out.append(text[start:])
    return out


def _join_split(items: list[str], want: int) -> list[str]:
    """The last item may hold 和, 及, 与, 以及: cut there if a part is still missing."""
    if len(items) >= want or not items:
        return items
    out: list[str] = []
    for item in items:
        missing = want - len(items) - (len(out) - len(out))
        for word in ("以及", "和", "及", "与"):
            left, cut, right = item.partition(word)
            if cut and left and right and missing and "“" not in left:
                out += [left, right]
                break
        else:
            out.append(item)
    return out


def _clean(items: list[str]) -> list[str]:
    out = []
    for item in items:
        item = _SKIP.sub("", item.strip(" ，、。；：\n"))
        item = _COUNT.sub("", _EACH.sub("", item)) or item
        if item.startswith("“") and item.endswith("”") and item.count("“") == 1:
            item = item[1:-1]
        out.append(item)
    return out


def _trim_first(items: list[str], word: str = "") -> list[str]:
    """Cut from the first of a list what belongs to the sentence, by the shape of the others."""
    if len(items) < 2:
        return items
    first, rest = items[0], items[1:]
    heads = {item[:1] for item in rest}
    if word and word in first and rest[0].startswith(word):
        return [first[first.rfind(word) :], *rest]
    if len(first) > len(rest[0]) and first[-2:] == rest[0][-2:]:
        return [first[-len(rest[0]) :], *rest]
    if len(heads) == 1 and len(rest) > 1 or len(heads) == 1 and len(rest[0]) == len(first.strip()):
        at = first.rfind(next(iter(heads)))
        if at > 0 and len(first) - at > 1 and len(first) > max(map(len, rest)):
            return [first[at:], *rest]
    lengths = {len(item) for item in rest}
    if len(lengths) == 1 and len(first) > len(rest[0]):
        return [first[-len(rest[0]) :], *rest]
    return items


def _cut_verb(items: list[str], book: ProgrammeBook) -> list[str]:
    """The first of a list without the verb that governs it (积极探索村两委 → 村两委), if it is longer than the others."""
    first = items[0]
    lead = next((verb for verb in book.introducers if first.startswith(verb)), "")
    if lead and len(items) > 1 and len(first) - len(lead) > 3 and not any(item.startswith(book.introducers) for item in items[1:]):
        return [first[len(lead) :].removeprefix("了"), *items[1:]]
    if len(items) > 1 and len(first) > max(map(len, items[1:])) and "“" not in first:
        at = max((first.rfind(verb) + len(verb) for verb in book.introducers if verb in first[:-2]), default=0)
        if len(first) - at >= min(map(len, items[1:])):
            return [first[at:].removeprefix("了"), *items[1:]]
    return items


# -- the ways of listing ---------------------------------------------------------------------------------------------


def _tiers(text: str, mention: Mention, promised: int, found: list[Group], book: ProgrammeBook) -> list[str]:
    """县乡村“三级联述联评联考”."""
    if not found or not found[0].tail.startswith("级") or found[0].value < 2:
        return []
    tiers = text[max(0, mention.open - found[0].value) : mention.open]
    return list(tiers) if len(tiers) == found[0].value and all(tier in "省市州县区乡镇村组户" for tier in tiers) else []


def _before(text: str, mention: Mention, promised: int, found: list[Group], book: ProgrammeBook) -> list[str]:
    """A、B、C（等）的“name”, or “A、B、C”的“name”."""
    if promised < 2:
        return []
    left = text[_sentence_start(text, mention.open) : mention.open]
    made = re.search(r"[”一-鿿]，(?:从而|由此|逐步|积极|着力|全面|创新|探索)*(?:形成|构建|建立|打造|推行|探索|创新|实行|总结|创建|实施)(?:了|出|起)?$", left)
    if made and (left.count("、", 0, made.start()) >= promised - 1):
        left = left[: made.start() + 1]  # A、B、C，形成“三联”机制
    changed, linked = True, bool(made)
    while changed:
        changed = False
        for word in sorted(book.before_name, key=len, reverse=True):
            if left.endswith(word):
                left, changed, linked = left[: -len(word)], True, True
                break
    if not left or left[-1] in "，、：":
        return []
    sum_of = re.search(r"((?:[一-鿿（）]{1,10}[+＋])+[一-鿿（）]{1,10})$", left)
    if sum_of:  # 村两委+工作组+村警“三位一体”
        terms = re.split("[+＋]", sum_of[1])
        return _cut_verb(_trim_first(terms), book) if len(terms) == promised else []
    if left.endswith("”") and linked:
        quoted = _quoted_list(left, promised)
        if quoted:
            return quoted
    items = split_list(left)
    run = items[-promised:]
    word = found[0].tail if found else ""
    if len(items) < promised:
        wide = split_list(left, "、，")
        joined = _join_split(items[-1:] if len(items) == 1 else items, promised)
        if len(joined) == promised and len(items) > 1 and all("，" not in item for item in joined[1:]):
            run = joined
        elif len(wide) >= promised and _fits_words(wide[-promised:], found):
            run = wide[-promised:]
        else:
            return []
    elif any("，" in item for item in run[1:]):
        wide = split_list(left, "、，")[-promised:]
        if not _fits_words(wide, found):
            return []
        run = wide
    if not linked and not _fits_words(run, found) and (promised < 3 or len(items) > promised and "，" not in items[-promised] or max(map(len, run[1:])) > 8):
        return []
    run = [run[0].rpartition("，")[2], *run[1:]]
    if run[-1] in (*book.introducers, *book.presenters):
        return []  # 搭建“三大平台”、探索“三种路径”、实施“三项帮扶”: names side by side
    run = _cut_verb(_clean(run), book)
    run = _trim_first(run, word if len(found) == 1 else found[0].tail)
    if any(not item or len(item) > 24 for item in run):
        return []
    if len(items) > promised and len(items) < 12 and "，" not in items[-promised] and not _fits_words(run, found):
        return _clean(items)  # more parts than promised: for the issues
    return run


def _bare_tail(group: Group) -> str:
    """What a group counts, without its measure word: 三个到位 → 到位."""
    return group.tail[1:] if len(group.tail) > 2 and group.tail[0] in "个项大种条支" else group.tail


def _fits_words(items: list[str], found: list[Group]) -> bool:
    """Do the items hold the words of the groups (三抓三强化: three times 抓, three times 强化)?"""
    at = 0
    for group in found:
        if group.value < 1:
            return False
        tail = _bare_tail(group)
        if not tail or any(tail not in item for item in items[at : at + group.value]):
            return False
        at += group.value
    return at == len(items)


def _quoted_list(left: str, promised: int) -> list[str]:
    """The parts in the quotation that `left` ends with: one quotation with a list, or one for each part."""
    at = left.rfind("“")
    content = left[at + 1 : -1]
    items = split_list(content, "、，")
    if len(items) == promised:
        return _clean(items)
    parts = re.findall(r"“([^“”]{1,24})”", left)
    run = re.search(r"((?:“[^“”]{1,24}”[、和及与]?){2,})$", left)
    return parts[-promised:] if run and run[1].count("“") == promised else []


def _after(text: str, mention: Mention, promised: int, found: list[Group], book: ProgrammeBook) -> list[str]:
    """“name”…，即A、B、C; “name”（A、B、C）; “name”：A，B，C."""
    if promised == 1:
        return []
    tail = text[mention.close : mention.close + 400].split("\n")[0]
    bracket = re.match(r"[一-鿿]{0,8}（([^（）]{3,160})）", tail)
    if bracket:
        content = re.sub(r"^(?:即|指|包括)[：:]?", "", bracket[1])
        return _count(content, promised)
    spelt = re.match(r"[^。；“]{0,12}?[：，—即]*((?:“[^“”]{2,24}”[、，和]?){2,})", tail)
    if spelt and promised and spelt[1].count("“") == promised:
        return re.findall("“([^“”]+)”", spelt[1])
    words = "|".join(sorted(map(re.escape, book.after_name), key=len, reverse=True))
    match = re.match(rf"[^。；！？，：（“]{{0,{_AFTER_GAP}}}(?:[，—：]+(?:{words})[：:，]?|：|——|[，]?(?:{words})[：:，]?)", tail)
    if not match:
        return _direct(tail, promised, found)
    content = tail[match.end() :]
    if content.startswith(_POINTS[0][0]):
        return []
    stop = _depth_find(content, "。！？")
    content = content[:stop]
    if content.startswith("“") and content.endswith("”") and content.count("“") == 1:
        content = content[1:-1]
    return _count(content, promised)


def _direct(tail: str, promised: int, found: list[Group]) -> list[str]:
    """“四带四不带”，自带被褥、口粮…: as many items as promised in the clauses that follow, the word of the name among them."""
    match = re.match(r"[一-鿿]{0,8}，", tail)
    if not found or not match or promised < 3 or not found[0].tail:
        return []
    content = tail[match.end() :]
    items = [item for item in split_list(content[: _depth_find(content, "。；！？")], "、，") if item]
    last = found[-1]
    if len(items) > promised and last.value > 1 and last.tail not in items[promised]:  # the sentence goes on
        if all(last.tail in item for item in items[promised - last.value : promised]):
            items = items[:promised]
    return _clean(items) if len(items) == promised and _partly_fits(items, found) else []


def _partly_fits(items: list[str], found: list[Group]) -> bool:
    """Does every group find its word among its items, and every second item hold the word of its group (自带被褥、口粮, 不带司机)?"""
    at = hits = 0
    for group in found:
        tail = _bare_tail(group)
        mine = sum(tail in item for item in items[at : at + group.value])
        if not tail or not mine:
            return False
        hits, at = hits + mine, at + group.value
    return 2 * hits >= len(items)


def _depth_find(text: str, marks: str) -> int:
    depth = 0
    for i, mark in enumerate(text):
        if mark in _OPEN:
            depth += 1
        elif mark in _CLOSE:
            depth = max(0, depth - 1)
        elif mark in marks and not depth:
            return i
    return len(text)


def _count(content: str, promised: int) -> list[str]:
    """`content` as a list of `promised` parts, cut as coarsely as gives that number; a list of two or more where none is promised."""
    if not promised:
        items = split_list(re.split(r"[，；]", content)[0])
        return _clean(items) if len(items) > 1 and all(2 <= len(item) <= 12 for item in items) else []
    head = content[: _depth_find(content, "；")]
    clause = split_list(head, "，")[0]
    if len(split_list(clause)) == promised:
        return _shorten(_clean(split_list(clause)))
    for source, marks in ((content, "；"), (head, "、"), (head, "，"), (head, "、，"), (content, "、，；")):
        items = [item for item in split_list(source, marks) if item]
        if len(items) == promised:
            return _shorten(_clean(items))
    items = split_list(clause)
    for cut in (_join_split(items, promised), items):
        if len(cut) == promised:
            return _clean(cut)
    items = [item for item in split_list(head, "、，") if item]
    if len(items) > promised and all(len(item) <= 14 for item in items[:promised]) and "，" in head:
        first = split_list(clause)
        return _clean(first) if len(first) > 2 else []
    return []


def _shorten(items: list[str]) -> list[str]:
    out = []
    for item in items:
        quoted = re.search(r"“([^“”]{2,16})”", item)
        head = re.split(r"[，：。；]", item)[0]
        if quoted and quoted.start() <= 6:
            head = quoted[1]
        out.append(head.strip())
    return out


def _pointed(text: str, mention: Mention, promised: int, found: list[Group], book: ProgrammeBook) -> list[str]:
    """“name”……。一是A。二是B: the points that begin with the next sentence or clause."""
    if promised == 1:
        return []
    window = text[mention.close : min(len(text), mention.close + 6000)]
    for family in _POINTS:
        at = window.find(family[0])
        if at < 0:
            continue
        gap = window[:at]
        if at > 120 or sum(gap.count(mark) for mark in "。！？；") > 1 or gap.count("\n") > 1 or _named_between(gap):
            continue
        if family[0].endswith(("、", ".", "．", "）")) and gap and gap[-1] not in "\n。：；":
            continue
        items, places = [], [at]
        own_line = at > 0 and window[at - 1] == "\n"  # points that are paragraphs, or points within one
        limit = len(window) if own_line else window.find("\n", at) if "\n" in window[at:] else len(window)
        for marker in family[1:]:
            following = window.find(marker, places[-1] + 1, limit)
            if following < 0 or window[following - 1] not in ("\n" if own_line and following > window.find("\n", at) else "。；，！？：”\n"):
                break
            places.append(following)
        if len(places) < 2:
            continue
        for marker, place in zip(family, places, strict=False):
            items.append(_point(window[place + len(marker) : place + len(marker) + 120]))
        if len(found) > 1 and len(items) == found[0].value and len(items) * len(found) == promised:
            heads = [re.split(r"[。；！？\n]", window[place + len(marker) :][:60])[0] for marker, place in zip(family, places, strict=False)]
            return _interleaved(heads, found)  # 四抓四强: 抓班子，强队伍
        return _common(items)
    return []


def _interleaved(heads: list[str], found: list[Group]) -> list[str]:
    """Heads that hold a part of every group each: 支部联建促组织强 for 四联四促; none if one does not fit."""
    out = []
    for head in heads:
        cuts = [0, *(head.find(group.tail, 1) for group in found[1:])]
        if found[0].tail not in head or any(later <= earlier for earlier, later in zip(cuts, cuts[1:], strict=False)):
            return []
        out += [head[low:high].strip("，、 ") for low, high in zip(cuts, [*cuts[1:], len(head)], strict=True)]
    return out


def _named_between(gap: str) -> bool:
    """Another counted bundle between the name and the points: they are its parts, not these."""
    return bool(re.search(r"“[^“”]*[一二两三四五六七八九十双][^“”]*”", gap))


def _point(text: str) -> str:
    """The shortest form of a point: the name it quotes, else its first clause."""
    head = re.split(r"[。；！？\n]", text)[0]
    clause = re.split(r"[，：]", head)[0]
    quoted = re.match(r"[一-鿿]{0,4}“([^“”]{2,16})”(?:[一-鿿]{0,4}$)?", clause)
    return quoted[1] if quoted else clause


def _common(items: list[str]) -> list[str]:
    """Points without the verb they all begin with."""
    return [_LEAD_VERB.sub("", item) for item in items] if all(_LEAD_VERB.match(item) for item in items) else items


def _leads(text: str, mention: Mention, promised: int, found: list[Group], book: ProgrammeBook) -> list[str]:
    """“五个一”: the next paragraphs, or the sentences of this one, begin 选优一支队伍 …, 健全一套机制 …."""
    _, stop = _paragraph(text, mention.close)
    after = text[stop + 1 : stop + 30000].split("\n")
    if len(found) > 1 and found[0].tail and len({group.value for group in found}) == 1 and found[0].value > 1:
        heads = [re.split("[。；]", paragraph)[0] for paragraph in after[: found[0].value]]
        return _interleaved(heads, found) if all(len(head) <= 24 for head in heads) else []
    ones = len(found) == 2 and found[0].tail == "个" and found[1].word == "一" and not found[1].tail
    if not ones:
        return []
    items = [m[0] for paragraph in after[: promised * 4] if (m := _ONE.search(re.split(r"[，。；：]", paragraph)[0][:24]))]
    if len(items) == promised:
        return items
    window = text[mention.close : min(stop, mention.close + 3000)]
    following = re.split(r"[。；]", window)[0]
    items = [m[0] for part in split_list(following, "、，") if (m := _ONE.search(part))]
    if len(items) == promised:
        return items
    items = [_EVERY.sub("", part) for part in split_list(re.sub(r"^[^，、]*，", "", following), "、，") if "一" in part]
    if len(items) == promised:
        return _clean(items)
    items = [m[0] for sentence in re.split(r"[。；]", window)[1:] if (m := _ONE.search(re.split(r"[，：]", sentence)[0][:24]))]
    if len(items) == promised:
        return items
    left = text[_sentence_start(text, mention.open) : mention.open]
    items = [m[0] for clause in split_list(left, "、，") if (m := _ONE.search(clause))]
    return items if len(items) == promised else []


def _quoted_nouns(text: str, mention: Mention, promised: int, found: list[Group], book: ProgrammeBook) -> list[str]:
    """“三大平台”: 搭建“学习平台”…搭建“服务平台”…: quoted names with the same noun, as many as promised."""
    if len(found) != 1 or len(found[0].tail) < 3 or found[0].tail[0] not in "大个项种类条场支张本套":
        return []
    noun = found[0].tail[1:][-2:]
    _, stop = _paragraph(text, mention.close)
    near = text[mention.close : stop]
    items = _with_noun(near, noun, mention)
    if not items and stop - mention.close < 60:
        items = _with_noun(text[stop : stop + 3000].split("\n\n")[0], noun, mention)
    return items if len(items) == promised else []


def _with_noun(text: str, noun: str, mention: Mention) -> list[str]:
    found = re.findall(rf"“([^“”\n]{{2,14}}{noun}|[^“”\n]{{2,10}}(?=”{noun}))”", text)
    return list(dict.fromkeys(item for item in found if item != mention.name))


def _clauses(text: str, mention: Mention, promised: int, found: list[Group], book: ProgrammeBook) -> list[str]:
    """“三亮”: 亮身份，…；亮承诺，…；亮作为: clauses that begin with the word of the name, as many as promised."""
    if len(found) != 1 or not 1 <= len(found[0].tail) <= 2 or found[0].value < 2 or found[0].tail in book.measures:
        return []
    word = found[0].tail
    _, stop = _paragraph(text, mention.close)
    for window in (text[mention.close : stop], text[mention.close : stop + 2500]):
        items = re.findall(rf"(?:^|[，。；：、\n“])({word}[一-鿿]{{1,8}})(?=[，。；：、”\n])", window)
        items = list(dict.fromkeys(items))
        if len(items) == promised:
            return items
        run = re.search(rf"{word}[一-鿿]{{1,8}}(?:、{word}[一-鿿]{{1,8}}){{{promised - 1}}}(?!、)", window)
        if run:
            return run[0].split("、")
    return []


# -- names with a plus sign ------------------------------------------------------------------------------------------


def _plus(text: str, mention: Mention, others: list[Mention], book: ProgrammeBook) -> Parts:
    """“党支部+合作社” lists its parts itself; “支部+” is spelt out by what follows."""
    operands = [part for part in split_list(mention.name, "+") if part]
    if len(operands) > 1 and all(len(part) > 1 or part in "县乡村" for part in operands) and not any(part.isdigit() or part in ("N", "X", "n") for part in operands):
        return Parts(operands, "the name itself")
    promised = sum(declared(mention.name))
    if len(operands) > 1:
        spelt = re.search(r"“([^“”]{4,80})”", text[mention.close : mention.close + 100].split("\n")[0])
        if spelt and re.search("[一-鿿]", spelt[1]) and len(re.split("[+＋]", spelt[1])) == len(operands):
            return Parts(re.split("[+＋]", spelt[1]), "the sum spelt out")
        items = _after(text, mention, len(operands), [], book) or _factors(text, mention, operands)
        return Parts(items, "counted nouns beside the name") if items else Parts([], "")
    if promised > 1:
        left = text[_sentence_start(text, mention.open) : mention.open].rstrip("的等这")
        quoted = _quoted_list(left, promised) if left.endswith("”") else []
        if quoted:
            return Parts(quoted, "list before the name")
    points = _pointed(text, mention, promised, [], book)
    if points and (not promised or len(points) == promised):
        return Parts(points, "points")
    start, stop = _paragraph(text, mention.close)
    section = text[mention.close : stop]
    cut = re.search(r"[。；][一二三四五六七八九十]是", section)
    section = section[: cut.start()] if cut else section
    listed = _LIST_QUOTE.search(section[:60])
    if listed:
        return Parts(_clean(split_list(listed[1])), "quoted list")
    spelt = re.findall(rf"(?:^|[。；，“]){re.escape(mention.name)}([^，。；+”]{{2,24}})[，。；”]", section)
    if len(spelt) > 1:
        return Parts(spelt, "the name spelt out")
    low, high = mention.close, mention.close + len(section)
    lead = re.sub(r"^[一-鿿]*?(?=.{2}\+)", "", mention.name)[:2]
    inner = [m.name for m in others if low <= m.start < high and m.name != mention.name and _kin(m.name, mention.name, lead)]
    return Parts(list(dict.fromkeys(inner)), "names it holds") if len(inner) > 1 and mention.name.endswith("+") else Parts([], "")


def _kin(name: str, family: str, lead: str) -> bool:
    """A name with plus whose parts are words."""
    parts = name.split("+")
    return len(parts) > 1 and all(len(part) > 1 for part in parts)


def _factors(text: str, mention: Mention, operands: list[str]) -> list[str]:
    """“1+X”: what is one, what is many, from the clause before or after the name."""
    before = text[_sentence_start(text, mention.open) : mention.open].rpartition("，")[2]
    after = re.split(r"[。；]", text[mention.close : mention.close + 120])[0]
    noun = r"(?:名|个|户|家|支|位|批|座|项|套|条)[一-鿿（）]{2,10}?(?=带动|带|联系|帮扶|结对|创业|培育|组成|服务|负责|的|，|、|\+|和|及|$|”|）)"
    for clause in (before, after):
        items = re.findall(rf"(?:每|[0-9]+|[一两三四五六七八九十多若N]+|若干){noun}", clause)
        if len(items) == len(operands):
            return [re.sub("^每", "1", item) for item in items]
    return []
