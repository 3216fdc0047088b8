"""Parts told one by one behind the name: points, clauses in order, heads of paragraphs and quoted names."""

from __future__ import annotations

import re

from casekit.programmes.grammar import Group, of_ones
from casekit.programmes.lists import clean, split_list
from casekit.programmes.place import NEAR, SENTENCE, Place
from casekit.programmes.words import steps

_POINTS_GAP = 120  # characters between a name and the first of its points
_SOON = 160  # characters between a name and the first of its ordered clauses
_POINT = 120  # characters of a point that are read
_FARTHEST = 30000  # characters after a name in which paragraphs that begin alike are looked for
_STOP = re.compile("[。；]")
_POINT_END = re.compile(r"[。；！？\n]")
_CLAUSE_END = re.compile("[，：]")
_BORDER = re.compile("[，：。；！？—\n]")
_COUNTED_QUOTE = re.compile(r"“[^“”]*[一二两三四五六七八九十双][^“”]*”")
_ONE = re.compile(r"一(?:[个支套批项名本张条所份次座家户件场笔]|[一-鿿](?=[一-鿿]))[一-鿿]{1,10}")
_EVERY = re.compile("^(?:即|做到|每(?:两个月|半年|季度|学期|[年月周天季日]|[名个][一-鿿]{2,4}))+")
_QUOTED_POINT = re.compile(r"[一-鿿]{0,4}“([^“”]{2,16})”(?:[一-鿿]{0,4}$)?")
_QUOTATION = re.compile("“([^“”\n]{2,16})”")
_SIGN = re.compile("“([一-鿿])”")
_QUOTED_HEAD = re.compile("([一-鿿]{0,4})“([^“”\n]{2,12})”")
_EACH = re.compile("一(?<=[。；，：\n]一)([个条支项名种类块张本份])[是叫]([^，。；：\n]{2,16})")
_LAST = 4  # paragraphs at the end of an article, one of which holds the last head of a list that breaks off


def pointed(place: Place) -> list[str]:
    """“name”……。一是A。二是B: the points that begin with the next sentence or clause."""
    if place.promised == 1:
        return []
    firsts = place.book.first_point.findall(place.text, place.close, place.close + _POINTS_GAP + 4)
    if not firsts:
        return []
    window = place.text[place.close : place.close + NEAR]
    for family in place.book.point_marks:
        if family[0] in firsts and len(at := _marked(window, family)) > 1:
            return _told(window, list(zip(family, at, strict=False)), place)
    return []


def _marked(window: str, family: tuple[str, ...]) -> list[int]:
    """Where the marks of `family` stand, one after the other, the first of them soon."""
    at = window.find(family[0], 0, _POINTS_GAP + len(family[0]))
    gap = window[: max(at, 0)]
    if at < 0 or sum(gap.count(mark) for mark in "。！？；") > 1 or gap.count("\n") > 1:
        return []
    if _COUNTED_QUOTE.search(gap):  # another counted bundle: they are its parts, not these
        return []
    if family[0].endswith(("、", ".", "．", "）")) and gap and gap[-1] not in "\n。：；":
        return []
    places, own_line = [at], gap.endswith("\n")  # points that are paragraphs, or points within one
    line_end = window.find("\n", at)
    limit = len(window) if own_line or line_end < 0 else line_end
    for mark in family[1:]:
        at = window.find(mark, places[-1] + 1, limit)
        if at < 0 or window[at - 1] not in ("\n" if own_line and at > line_end else "。；，！？：”\n"):
            break
        places.append(at)
    return places


def _told(window: str, marks: list[tuple[str, int]], place: Place) -> list[str]:
    """What the points say, by their marks."""
    texts = [window[at + len(mark) : at + len(mark) + _POINT] for mark, at in marks]
    groups, verb = place.groups, place.book.lead_verb
    if len(groups) > 1 and len(texts) == groups[0].value and len(texts) * len(groups) == place.promised:
        return _interleaved([_POINT_END.split(text[:60])[0] for text in texts], groups)  # 四抓四强: 抓班子，强队伍
    items = [_point(text) for text in texts]
    if not place.promised and not _numbered(items, groups):
        return []
    if groups and groups[-1].bare and verb.sub("", items[0]) == items[0].removeprefix(groups[-1].bare):
        return items
    return [verb.sub("", item) for item in items] if all(map(verb.match, items)) else items


def _numbered(items: list[str], groups: tuple[Group, ...]) -> bool:
    """Do points tell the number words of a name that promises no number (百千万: 百名…, 千名…, 万名…)?"""
    words = "".join(group.word for group in groups)
    return len(words) == len(items) and all(map(str.startswith, items, words))


def _interleaved(heads: list[str], groups: tuple[Group, ...]) -> list[str]:
    """Heads that hold a part of every group each: 支部联建促组织强 for 四联四促; none if one does not fit."""
    out = []
    for head in heads:
        cuts = [0, *(head.find(group.tail, 1) for group in groups[1:])]
        if groups[0].tail not in head or any(map(int.__ge__, cuts, cuts[1:])):
            return []
        out += [head[low:high].strip("，、 ") for low, high in zip(cuts, [*cuts[1:], len(head)], strict=True)]
    return out


def _point(text: str) -> str:
    """The shortest form of a point: the name it quotes, else its first clause."""
    clause = _CLAUSE_END.split(_POINT_END.split(text, maxsplit=1)[0], maxsplit=1)[0]
    quoted = _QUOTED_POINT.match(clause)
    return quoted[1] if quoted else clause


def ordered(place: Place) -> list[str]:
    """首先是A，…。其次是B，…。最后是C; 一方面A，另一方面B; 一张是A，…一张是B."""
    each = _EACH.findall(place.text, place.close, place.close + NEAR // 2) if place.promised > 1 else []
    if len(each) == place.promised and len({kind for kind, _ in each}) == 1:
        return [told for _, told in each]
    firsts = (place.book.orders[0], "一方面")
    if place.promised < 2 or not any(
        place.text.find(first, place.close, min(place.stop, place.close + _SOON)) >= 0 for first in firsts
    ):
        return []
    window = place.rest[: NEAR // 2]
    marks = list(place.book.in_order.finditer(window))
    if (
        len(marks) != place.promised
        or marks[0][1] not in firsts
        or len(SENTENCE.findall(window[: marks[0].start()])) > 1
    ):
        return []
    return [_BORDER.split(window[mark.end() :], maxsplit=1)[0].strip("“”") for mark in marks]


def leads(place: Place) -> list[str]:
    """“五个一”: the next paragraphs, or the sentences of this one, begin 选优一支队伍 …, 健全一套机制 …."""
    groups, promised = place.groups, place.promised
    if len(groups) > 1 and groups[0].tail and len({group.value for group in groups}) == 1 and groups[0].value > 1:
        heads = [
            _STOP.split(line)[0]
            for line in place.text[place.stop + 1 : place.stop + _FARTHEST].split("\n", groups[0].value)[
                : groups[0].value
            ]
        ]
        return _interleaved(heads, groups) if all(len(head) <= 24 for head in heads) else []
    if not of_ones(groups):
        return []
    first, *others = _STOP.split(place.rest[:3000])
    clauses = split_list(first, "、，")
    told = clauses[1:] if first[len(clauses[0]) :].startswith("，") else clauses
    every = [_EVERY.sub("", clause) for clause in told if "一" in clause]
    for items in (
        _ones(
            re.split(r"[，。；：]", line, maxsplit=1)[0][:24]
            for line in place.text[place.stop + 1 : place.stop + _FARTHEST].split("\n")[: promised * 4]
        ),
        _ones(clauses),
        clean(every, place.book),
        _ones(_CLAUSE_END.split(sentence, maxsplit=1)[0][:24] for sentence in others),
        _ones(split_list(place.left, "、，")),
    ):
        if len(items) == promised:
            return items
    return []


def _ones(texts) -> list[str]:
    """What each of `texts` tells one of: 一支队伍."""
    return [match[0] for match in map(_ONE.search, texts) if match]


def quoted_nouns(place: Place) -> list[str]:
    """“三大平台”: 搭建“学习平台”…搭建“服务平台”…: quoted names with the same noun, as many as promised."""
    if len(place.groups) != 1 or len(place.word) < 2 + (place.word == place.groups[0].tail):
        return []
    noun = place.word[-2:]
    items = _quoted_with(place.rest, noun, place)
    if not items and len(place.rest) < 60:
        items = _quoted_with(place.following[:3000], noun, place)
    if len(items) != place.promised and place.far.count(noun) >= place.promised:
        heads = [place.book.lead_verb.sub("", line) for line in place.headings]
        heads = [head for head in heads if head.endswith(noun) and re.fullmatch(r"[^，。；：“”]{4,12}", head)]
        items = list(dict.fromkeys(heads))
    return items if len(items) == place.promised else []


def _quoted_with(text: str, noun: str, place: Place) -> list[str]:
    """The quotations that end in `noun`, or that it follows."""
    if f"{noun}”" not in text and f"”{noun}" not in text:
        return []
    found = dict.fromkeys(
        match[1] if match[1].endswith(noun) else match[1] + noun
        for match in _QUOTATION.finditer(text)
        if match[1].endswith(noun) and len(match[1]) > len(noun) + 1 or text.startswith(noun, match.end())
    )
    return [item for item in found if item != place.mention.name]


def single_words(place: Place) -> list[str]:
    """“四字诀”: 在“选”字上…，在“育”字上…: the single characters that stand in quotation marks behind the name."""
    if not place.groups[0].tail.startswith("字"):
        return []
    for window in (place.rest, place.text[place.close : place.stop + NEAR // 2]):
        items = list(dict.fromkeys(_SIGN.findall(window)))
        if len(items) == place.promised:
            return items
    return []


def quoted_heads(place: Place) -> list[str]:
    """“五张牌”: the paragraphs that follow begin 打好“组织牌”，…, 打好“产业牌”，…: their quotations, each after the same words."""
    if place.promised < 3 or place.text.find("“", place.stop + 1, place.stop + 17) < 0:
        return []
    heads = []
    for line in place.headings:
        if head := _QUOTED_HEAD.match(line):
            heads.append(head.groups())
        elif not heads or len(heads) < place.promised and len(line) > 30:  # a paragraph of another make ends the list
            return []
    leads = {lead for lead, _ in heads}
    items = list(dict.fromkeys(item for _, item in heads))
    if any(re.search("[，。；！？]", item) for item in items):
        return []  # speech
    alike = len(leads) == 1 or len({len(lead) for lead in leads}) == 1 == len({len(item) for item in items})
    return items if 1 < len(items) <= place.promised and alike else []


def unfinished(place: Place) -> list[str]:
    """Headings after the name that hold its words, two or more but fewer than promised: the text goes no further."""
    words = place.words
    if place.promised < 3 or not words or not all(len(word) > 1 or len(words) > 1 for word in words):
        return []
    if len({group.value for group in place.groups}) > 1 or any(place.far.count(word) < 2 for word in words):
        return []
    told: list[list[str]] = []
    for line in place.headings:
        head = re.split("[。！？；：]", line[:60], maxsplit=1)[0]
        if len(words) > 1:
            told.append(steps(head, words, place.book))
            continue
        head = head.partition("，")[0]
        fits = len(head) <= 16 and (head.endswith(words[0]) or head.startswith(words[0]))
        told.append([place.book.lead_verb.sub("", head)] if fits else [])
    items = [item for one in told for item in one]
    return items if any(told[-_LAST:]) and 2 * len(words) <= len(items) < place.promised else []
