"""Parts listed beyond the sentence of the name: points, heads of paragraphs, quoted names, parallel clauses."""

from __future__ import annotations

import re
from functools import lru_cache

from casekit.codebook.programme import ProgrammeBook
from casekit.programmes.grammar import Group, of_ones
from casekit.programmes.lists import clean, paragraph, sentence_start, split_list
from casekit.programmes.names import Mention

POINTS = (
    tuple(f"{n}是" for n in "一二三四五六七八九十"),
    tuple(f"{n}要" for n in "一二三四五六七八九十"),
    tuple(f"（{n}）" for n in "一二三四五六七八九十"),
    tuple(f"第{n}，" for n in "一二三四五六七八九十"),
    tuple(f"其{n}，" for n in "一二三四五六七八九十"),
    tuple(f"第{n}步：" for n in "一二三四五六七八九十"),
    tuple(f"第{n}步，" for n in "一二三四五六七八九十"),
    tuple(f"第{n}步是" for n in "一二三四五六七八九十"),
    tuple(f"第{n}是" for n in "一二三四五六七八九十"),
    tuple(f"第{n}：" for n in "一二三四五六七八九十"),
    tuple(f"其{n}是" for n in "一二三四五六七八九十"),
    tuple(f"{n}则" for n in "一二三四五六七八九十"),
    tuple("①②③④⑤⑥⑦⑧⑨⑩"),
    tuple(f"{n}、" for n in "一二三四五六七八九十"),
    tuple(f"{n}." for n in range(1, 11)),
    tuple(f"（{n}）" for n in range(1, 11)),
    tuple(f"{n}．" for n in range(1, 11)),
    tuple(f"{n}、" for n in range(1, 11)),
)
_FIRST = re.compile(
    "①|[一1（第其](?:" + "|".join(sorted({re.escape(family[0][1:]) for family in POINTS if family[0] != "①"})) + ")"
)
_POINTS_GAP = 120  # characters between a name and the first of its points
LEAD_VERB = re.compile(r"^(?:坚持|实施|开展|推行|抓好|抓实|做好|强化|突出|着力|注重|狠抓|聚焦|大力)(?=.{4})")
_STOP = re.compile("[。；]")
_ONE = re.compile(r"一(?:[个支套批项名本张条所份次座家户件场笔]|[一-鿿](?=[一-鿿]))[一-鿿]{1,10}")
_EVERY = re.compile("^(?:即|做到|每(?:两个月|半年|季度|学期|[年月周天季日]|[名个][一-鿿]{2,4}))+")


def pointed(text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook) -> list[str]:
    """“name”……。一是A。二是B: the points that begin with the next sentence or clause."""
    if promised == 1:
        return []
    firsts = _FIRST.findall(text, mention.close, mention.close + _POINTS_GAP + 4)
    if not firsts:
        return []
    window = text[mention.close : mention.close + 6000]
    for family in POINTS:
        if family[0] not in firsts:
            continue
        at = window.find(family[0], 0, _POINTS_GAP + len(family[0]))
        if at < 0:
            continue
        gap = window[:at]
        if sum(gap.count(mark) for mark in "。！？；") > 1 or gap.count("\n") > 1 or _named_between(gap):
            continue
        if family[0].endswith(("、", ".", "．", "）")) and gap and gap[-1] not in "\n。：；":
            continue
        items, places = [], [at]
        own_line = at > 0 and window[at - 1] == "\n"  # points that are paragraphs, or points within one
        limit = len(window) if own_line else window.find("\n", at) if "\n" in window[at:] else len(window)
        for marker in family[1:]:
            following = window.find(marker, places[-1] + 1, limit)
            if following < 0 or window[following - 1] not in (
                "\n" if own_line and following > window.find("\n", at) else "。；，！？：”\n"
            ):
                break
            places.append(following)
        if len(places) < 2:
            continue
        for marker, place in zip(family, places, strict=False):
            items.append(_point(window[place + len(marker) : place + len(marker) + 120]))
        if len(found) > 1 and len(items) == found[0].value and len(items) * len(found) == promised:
            heads = [
                re.split(r"[。；！？\n]", window[place + len(marker) :][:60])[0]
                for marker, place in zip(family, places, strict=False)
            ]
            return _interleaved(heads, found)  # 四抓四强: 抓班子，强队伍
        if not promised and not _numbered(items, found):
            return []
        return (
            items
            if found and found[-1].bare and LEAD_VERB.sub("", items[0]) == items[0].removeprefix(found[-1].bare)
            else _common(items)
        )
    return []


def _numbered(items: list[str], found: tuple[Group, ...]) -> bool:
    """Do points tell the number words of a name that promises no number (百千万: 百名…, 千名…, 万名…)?"""
    words = "".join(group.word for group in found)
    return len(words) == len(items) and all(item.startswith(word) for item, word in zip(items, words, strict=True))


def _interleaved(heads: list[str], found: tuple[Group, ...]) -> list[str]:
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
    return [LEAD_VERB.sub("", item) for item in items] if all(LEAD_VERB.match(item) for item in items) else items


def leads(text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook) -> list[str]:
    """“五个一”: the next paragraphs, or the sentences of this one, begin 选优一支队伍 …, 健全一套机制 …."""
    interleaved = len(found) > 1 and found[0].tail and len({group.value for group in found}) == 1 and found[0].value > 1
    ones = of_ones(found)
    if not interleaved and not ones:
        return []
    _, stop = paragraph(text, mention.close)
    after = text[stop + 1 : stop + 30000].split("\n")
    if interleaved:
        heads = [_STOP.split(paragraph)[0] for paragraph in after[: found[0].value]]
        return _interleaved(heads, found) if all(len(head) <= 24 for head in heads) else []
    items = [
        m[0] for paragraph in after[: promised * 4] if (m := _ONE.search(re.split(r"[，。；：]", paragraph)[0][:24]))
    ]
    if len(items) == promised:
        return items
    window = text[mention.close : min(stop, mention.close + 3000)]
    following = _STOP.split(window)[0]
    items = [m[0] for part in split_list(following, "、，") if (m := _ONE.search(part))]
    if len(items) == promised:
        return items
    items = [_EVERY.sub("", part) for part in split_list(re.sub(r"^[^，、]*，", "", following), "、，") if "一" in part]
    if len(items) == promised:
        return clean(items)
    items = [m[0] for sentence in _STOP.split(window)[1:] if (m := _ONE.search(re.split(r"[，：]", sentence)[0][:24]))]
    if len(items) == promised:
        return items
    left = text[sentence_start(text, mention.open) : mention.open]
    items = [m[0] for clause in split_list(left, "、，") if (m := _ONE.search(clause))]
    return items if len(items) == promised else []


def quoted_nouns(
    text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook
) -> list[str]:
    """“三大平台”: 搭建“学习平台”…搭建“服务平台”…: quoted names with the same noun, as many as promised."""
    if len(found) != 1 or len(found[0].tail) < 3 or found[0].tail[0] not in "大个项种类条场支张本套":
        return []
    noun = found[0].tail[1:][-2:]
    _, stop = paragraph(text, mention.close)
    near = text[mention.close : stop]
    items = _with_noun(near, noun, mention)
    if not items and stop - mention.close < 60:
        items = _with_noun(text[stop : stop + 3000].split("\n\n", maxsplit=1)[0], noun, mention)
    if len(items) != promised:
        items = list(dict.fromkeys(_headed(noun).findall(text, stop, stop + 8000)))
    return items if len(items) == promised else []


def _with_noun(text: str, noun: str, mention: Mention) -> list[str]:
    return list(dict.fromkeys(item for item in _quoted(noun).findall(text) if item != mention.name))


@lru_cache(maxsize=256)
def _headed(noun: str) -> re.Pattern:
    """A line that ends in `noun`, without its number and its verb."""
    return re.compile(
        rf"\n(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]）)?(?:实施|推进|开展|搭建|打造|健全|建立|抓好)?([^，。；：“”\n]{{2,10}}{re.escape(noun)})(?=\n)"
    )


@lru_cache(maxsize=256)
def _quoted(noun: str) -> re.Pattern:
    """A quotation that ends in `noun`, or that it follows."""
    return re.compile(rf"“([^“”\n]{{2,14}}{re.escape(noun)}|[^“”\n]{{2,10}}(?=”{re.escape(noun)}))”")


def clauses(text: str, mention: Mention, promised: int, found: tuple[Group, ...], book: ProgrammeBook) -> list[str]:
    """“三亮”: 亮身份，…；亮承诺，…；亮作为: clauses that begin with the word of the name, as many as promised."""
    if len(found) != 1 or not 1 <= len(found[0].tail) <= 2 or found[0].value < 2 or found[0].tail in book.measures:
        return []
    word = found[0].tail
    _, stop = paragraph(text, mention.close)
    cue = re.escape(word)
    for window in (text[mention.close : stop], text[mention.close : stop + 2500]):
        if window.count(word) < promised:
            continue
        items = re.findall(rf"(?:^|[，。；：、\n“])({cue}[一-鿿]{{1,8}})(?=[，。；：、”\n])", window)
        items = [item for item in dict.fromkeys(items) if not re.search("[的是]", item)]
        if len(items) == promised:
            return items
        run = re.search(
            rf"{cue}[一-鿿]{{1,8}}(?:、{cue}[一-鿿]{{1,8}}){{{promised - 1}}}(?=[，。；：”\n和等]|$)", window
        )
        if run:
            return run[0].split("、")
    return []
