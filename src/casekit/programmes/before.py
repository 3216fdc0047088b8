"""Parts listed before the name, in its sentence: A、B、C的“name”, two things a pair sums up, the tiers of government."""

from __future__ import annotations

import re

from casekit.programmes.grammar import VALUE
from casekit.programmes.lists import (
    clean,
    cut_verb,
    from_word,
    join_split,
    quoted_list,
    same_length,
    split_list,
    trim_first,
    unframe,
)
from casekit.programmes.place import Place

_SUM = re.compile(r"((?:[一-鿿（）]{1,10}[+＋])+[一-鿿（）]{1,10})$")
_PLUS = re.compile("[+＋]")
_JOINTS = "、，和及与+＋“"  # what joins or opens the items of a list
_QUOTED = re.compile("“([^“”]+)”")
_WORDS = "[一-鿿A-Za-z0-9（）]"
_PAIR_BEFORE = re.compile(f"({_WORDS}{{2,16}}?)[和与、及]({_WORDS}{{2,12}}?)(?:的|等|实现|达到|做到|形成)*$")
_PAIR_AFTER = re.compile(
    f"[一-鿿]{{0,8}}，由({_WORDS}{{2,12}}?)[和与、]({_WORDS}{{2,12}}?)(?:共同|分别|联合|一起|同时)"
)
_UNEVEN = 8  # characters by which the longer of a pair may exceed the other
_LONGEST = 24
_NEXT = 300  # characters behind a name in which its sentence ends
_ENDS_IN_WORD = re.compile("[”一-鿿]$")
_LED_QUOTE = re.compile("([一-鿿])“([^“”、]{2,16})”")
_BOTH = re.compile("[^。；！？\n]{0,16}?，既([^，。；：]{2,20})，?[又也还]([^，。；：]{2,20})")
_TAKEN = re.compile("以([^，。；：“”]{2,80}?)为[^，。；：“”、以]{1,10}")
_SUMMED = re.compile("(?<=..)[二三四五六七八九十][个大项种类].*$")
_COUNTED = re.compile("等?([二三四五六七八九十])[个大项种类]([一-鿿]{1,4})")
_CLAUSE = re.compile("[，。；：]")
_OWNED = re.compile("的[^、]*$")


def tiers(place: Place) -> list[str]:
    """县乡村“三级联述联评联考”; “三级网格”，县级…、乡级…、村级…."""
    if not place.groups or not place.groups[0].tail.startswith("级") or place.groups[0].value < 2:
        return []
    value, tiers = place.groups[0].value, place.book.tiers
    signs = place.left[-value:]
    if len(signs) == value and all(sign in tiers for sign in signs):
        return list(signs)
    clauses = re.split("[。；！？\n]", place.text[place.close : place.close + 200], maxsplit=1)[0].split("，")[1:]
    clauses = [clause for clause in clauses if not clause.endswith("”")]
    lists = [split_list(place.book.list_lead.sub("", clause, count=1)) for clause in clauses[:2] if "各" not in clause]
    for items, most in (*((items, 16) for items in lists), (clauses[:value], 12)):
        if len(items) == value and all(len(item) <= most and any(tier in item for tier in tiers) for item in items):
            return clean(items, place.book)
    return []


def before_name(place: Place) -> list[str]:
    """A、B、C（等）的“name”, or “A、B、C”的“name”."""
    promised, book = place.promised, place.book
    if promised < 2 or sum(map(place.left.count, _JOINTS)) < promised - 1:
        return []
    left = place.left.replace("‘", "“").replace("’", "”")
    if left.endswith("（") and place.text.startswith("）", place.close):
        left = left[:-1] + "的"  # “双包”“双建”（“两双”）
    if left.count("“") > left.count("”"):
        left = left[left.rfind("“") + 1 :]  # “包村干部、工作队‘两支队伍’在…”: somebody's words
    at = left.rfind("”") + 1
    if at and left[at : at + 1] in "和与及、，" and left.count("、", at + 1) == promised - 1:
        left = left[at + 1 :]  # “三联”和|教育、医疗、养老“三保”
    left, linked = _unlinked(left, place)
    if left.endswith(("，", "——")):
        return _own_clauses(left.rstrip("，—"), place)
    sum_of = _SUM.search(left) if "+" in left or "＋" in left else None
    if sum_of:  # 村两委+工作组+村警“三位一体”
        terms = _PLUS.split(sum_of[1])
        return cut_verb(trim_first(terms), book) if len(terms) == promised else []
    last = left.rpartition("“")[2]
    if left.endswith("”") and (linked or promised - 1 in (last.count("、"), last.count("+"))):
        if quoted := quoted_list(left, promised, book):
            return quoted
    items = split_list(left)
    run = _run(left, items, place)
    if not run:
        return []
    more = len(items) > promised and "，" not in items[-promised]  # other items before those of the name
    if not linked and (promised < 3 or more or max(map(len, run[1:])) > 10) and not place.fits_words(run):
        return []
    run = [run[0].rpartition("，")[2], *run[1:]]
    run = unframe(clean(run, book), book)
    first, word = run[0], place.groups[0].tail if place.groups else ""
    run = cut_verb(run, book)
    if run[0] == first:
        run = trim_first(run, word)
    else:
        run = unframe([from_word(run[0], run[1:], word) or run[0], *run[1:]], book)
    lead = next((verb for verb in book.lead_verbs if run[0].startswith(verb)), "")
    if lead and len(run[0]) - len(lead) in map(len, run[1:]) and not any(item.startswith(lead) for item in run[1:]):
        run = [run[0][len(lead) :], *run[1:]]  # 做好|水、电、路“三通”
    if any(not item or len(item) > _LONGEST for item in run):
        return []
    if more and len(items) < 12 and not place.fits_words(run):
        return clean(items, book)  # more parts than promised: for the issues
    return run


def _own_clauses(left: str, place: Place) -> list[str]:
    """党委主责、政府主推、部门主帮，“三主联动”…: a sentence that is nothing but the list, told by the words of the name or of one length."""
    items = split_list(left)
    if len(items) != place.promised or len(items) < 3 or any("，" in item or len(item) > 14 for item in items):
        return []
    return items if place.fits_words(items) or len(place.word) > 1 and same_length(items) else []


def _unlinked(left: str, place: Place) -> tuple[str, bool]:
    """`left` without the words that link a list to its name, and whether there are any."""
    listed, comma, clause = left.rpartition("，")
    short = comma and len(clause) <= _LONGEST
    linked = bool(short and place.book.maker.fullmatch(clause) and _ENDS_IN_WORD.search(listed))
    if linked and not _OWNED.search(listed) and listed.count("、") >= place.promised - 1:
        left = listed  # A、B、C，形成“三联”机制
    while left.endswith(place.book.before_name):
        link = max((word for word in place.book.before_name if left.endswith(word)), key=len)
        left, linked = left[: -len(link)], True
    return left, linked


def _run(left: str, items: list[str], place: Place) -> list[str]:
    """The last `promised` of `items`; where they are fewer or hold commas, items cut at 和 or at commas too."""
    promised = place.promised
    if len(items) < promised:
        joined = join_split([items[0].rpartition("，")[2], *items[1:]], promised)
        if len(joined) == promised and all("，" not in item for item in joined[1:]):
            return joined
    elif not any("，" in item for item in items[-promised:][1:]):
        return items[-promised:]
    wide = split_list(left, "、，")[-promised:]
    return wide if len(wide) == promised and place.fits_words(wide) else []


def fewer_before(place: Place) -> list[str]:
    """聚焦建强组织、落实政策等“七项工作”: a list that 等 closes right before the name, though it is shorter than promised."""
    if not place.left.endswith("等") or place.promised < 4:
        return []
    clause = _CLAUSE.split(place.left[:-1])[-1]
    items = split_list(clause)
    if not 1 < len(items) < place.promised or any(not 1 < len(item) <= 14 or "“" in item for item in items[1:]):
        return []
    items = unframe(clean(items, place.book), place.book)
    lead = next((verb for verb in place.book.lead_verbs if items[0].startswith(verb)), "")
    return [items[0][len(lead) :], *items[1:]] if len(items[0]) - len(lead) > 1 else []


def quoted_before(place: Place) -> list[str]:
    """以“A、B、C”为内容、以“D、E”为措施的“三带两帮”: quoted lists earlier in the sentence, one a group, or one for all."""
    promised, book = place.promised, place.book
    if promised < 3 or not place.groups or "“" not in place.left:
        return []
    lists = [split_list(quoted) for quoted in _QUOTED.findall(place.left)]
    one_each = _LED_QUOTE.findall(place.left)
    if len(one_each) == len(lists) == promised and len({lead for lead, _ in one_each}) == 1:
        return [quoted for _, quoted in one_each]  # 以“强堡垒”为核心，以“育头雁”为关键
    last = lists[-len(place.groups) :]
    if len(place.groups) > 1 and [len(items) for items in last] == [group.value for group in place.groups]:
        return clean([item for items in last for item in items], book)
    whole = [clean(items, book) for items in lists if len(items) == promised]
    fitting = [items for items in whole if place.partly_fits(items)]
    framed = promised > 3 or book.frame_end.match(place.left.rpartition("”")[2])
    if not fitting and framed and not place.mention.name.isdigit():
        fitting = whole
    return unframe(fitting[0], book) if len(fitting) == 1 else []


def sides(place: Place) -> list[str]:
    """从A、B、C三个方面落实“三联”: a list that is counted as the name counts, in its sentence."""
    for window in (place.left, place.sentence_from(place.close)) if place.words else ():
        for match in _COUNTED.finditer(window):
            alike = place.words[0][:1] in match[2] or match[2].startswith(place.book.sides)  # 红、黄、蓝三种颜色
            items = split_list(_CLAUSE.split(window[: match.start()])[-1].strip("“”"))
            if alike and len(items) == place.promised == VALUE[match[1]]:
                items = unframe(trim_first(cut_verb(clean(items, place.book), place.book)), place.book)
                if all(len(item) <= 16 for item in items):
                    return items
    return []


def pair(place: Place) -> list[str]:
    """实现党建质量和产业效益“双提升”; “双签字”，由村支书和第一书记共同签字: two things joined by 和 beside a name that promises two."""
    if place.promised != 2 or len(place.groups) != 1:
        return []
    match = (
        _PAIR_BEFORE.search(place.left.rpartition("，")[2]) or _PAIR_AFTER.match(place.rest) or _BOTH.match(place.rest)
    )
    if not match or "、" in match[1]:
        return []
    lead = next((v for v in place.book.pair_leads if match[1].startswith(v) and len(match[1]) > len(v) + 1), "")
    first, second = (match[1][len(lead) :], match[2]) if lead else cut_verb([match[1], match[2]], place.book)
    return [first, second] if abs(len(first) - len(second)) <= _UNEVEN else []


def sized(place: Place, sizes: list[int] | None = None) -> list[str]:
    """以党建为核心、以网格化、智慧化、一体化为三翼的“一核三化”: what each clause takes as something, as many as each group promises."""
    sizes = sizes or [group.value for group in place.groups]
    for window in (place.left, place.rest[:_NEXT].partition("。")[0]):
        taken = _TAKEN.findall(window)[-len(sizes) :]
        lists = [join_split(split_list(_SUMMED.sub("", told)), size) for told, size in zip(taken, sizes, strict=False)]
        if [len(items) for items in lists] == sizes:
            return clean([item for items in lists for item in items], place.book)
    return []
