"""What a number counts or measures: the words behind its unit, or those before it."""

from __future__ import annotations

import re

from casekit.quantities.lexicon import Lexicon
from casekit.quantities.place import Line

_PLAIN = "[^，。；：、！？“”《》（）0-9 ]*"
_RUN = re.compile(f"{_PLAIN}(?:(?:（[^（）]{{1,6}}）|“两[委新]”){_PLAIN})*")
# what stands behind most figures: a mark, or a sign that begins no noun
_NO_NOUN = frozenset("，。；：、！？“”《》0123456789 的了以左之不多余")
# behind how many figures of a clause its noun is looked for
_STEPS = 8
# and how many signs at a time
_FAR = 40
# how long the words may be that tell how something is done
_SHORT = 6
# and how long what a noun in quotation marks is of
_OF = 8
#: Units of persons and households.
PERSONS = frozenset({"人", "户", "人次"})
_BODIES = frozenset("个家支所座处")
#: Units with which what is behind 的 is counted, not measured.
COUNTED = PERSONS | _BODIES
_LEADERS = ("书记", "负责人", "主任", "队长", "群众")
_AND = frozenset("和与及、")
_DATES = ("年", "月", "日")
_DIGITS = frozenset("0123456789")
_JOINED = re.compile("(.+?)[和与及]")
_PRE = re.compile("(?s:.*)(?:[，。；：！？0-9、.．《》]|“(?!两[委新]”)|(?<!“两[委新])”)")
_FIGURES = re.compile(r"[^\u4e00-\u9fff，,。；：！？]+$")
_MANY = re.compile("[多余来]?[十百千万亿]*[多余]?")
# how long a noun of a list is at most, and what may stand between the number and its first
_ITEM = 12
_AMONG = re.compile("[的“]*")
# 一斤|卖5元: what a price or a yield is of
_EACH = re.compile(
    "(?<![第统同万单专之逐进])一(?:个月|个|斤|公斤|吨|亩|天|年|季|棵|株|只|头|件|幅|户|箱|袋|盒|瓶|桶|趟|车|晚|套|间|座)(?![级线个一])"
)
_MAKING = frozenset("建修打挖架铺盖栽植发办养种开砌")
_MADE = frozenset("路桥井渠塘坝池窖房棚厕库厂树苗证卡牛羊猪鸡鱼")
_BOUND = re.compile("(?:(?:[多余来]|及?以[上下内]|左右|上下|不等)[的和及]?)?")
_QUOTED = re.compile("“[^“”，。；！？\n]{2,12}”")
_MARK = re.compile("^（.）")  # of an outline
# 世界500强|企业: digits inside a noun
_RANKED = re.compile("(?:世界|中国|全国|全球|国内|民营|行业)?[0-9]{2,3}$")


def behind(text: str, end: int, words: Lexicon) -> str:
    """The noun phrase that begins at `end`, cut before the first verb: 5个“五好”|党支部, 6个“|股份制大棚|”."""
    sign = text[end : end + 1]
    if sign in {"的", "是"}:
        end += 1
        sign = text[end : end + 1]
    if sign == "“":
        quoted = _QUOTED.match(text, end)
        return (behind(text, quoted.end(), words) or quoted[0][1:-1]) if quoted else ""
    if sign in _NO_NOUN or text.startswith(words.no_begin, end):
        return ""
    run = _RUN.match(text, end, end + _FAR)[0]
    if run and text[end + len(run) : end + len(run) + 1] in _DIGITS and (joined := _JOINED.match(run)):
        run = joined[1]  # 7个村|和东山乡5个村
    if run:
        run = run[: words.noun_ends.first(run)]  # 结对帮扶干部: a noun may begin with a verb
        of = run.find("的")
        if of > 0 and words.concrete.of(run[:of]):  # 5个帮扶村|的面貌
            run = run[:of]
    noun = _ended(run.strip("的等里"), words)
    return "" if noun in words.no_noun else noun


def listed(text: str, end: int, noun: str, unit: str, words: Lexicon) -> str:
    """A noun behind a number with those of its kind that 、 joins to it: 20名|党员、致富能手; its head: 6名农技、医疗等|专家."""
    at = text.find(noun, end, end + _FAR) + len(noun)
    begin, told = at - len(noun), noun
    if len(noun) < 2 or text[at : at + 1] != "、" or not _AMONG.fullmatch(text, end, begin):
        return noun
    for _ in range(_STEPS):
        run = _RUN.match(text, at + 1, at + 1 + _FAR)[0]
        item = run[: words.noun_ends.first(run)]
        of = item.find("等")
        if of > 0:
            head = item[of + 1 :]
            return head if ends(head, unit, words) else told
        if not 1 < len(item) <= _ITEM or not alike(item, unit, words):
            return told
        if text[at + 1 + len(item) : at + 2 + len(item)] in _DIGITS or words.noun_ends.begins(item):
            return told
        at += 1 + len(item)
        told = text[begin:at] if alike(noun, unit, words) else told
        if text[at : at + 1] != "、":
            break
    return told


def alike(noun: str, unit: str, words: Lexicon) -> bool:
    """Does it end like what the unit counts, and like nothing else?"""
    return words.ends_person.of(noun) == (unit in PERSONS) and ends(noun, unit, words)


def ends(noun: str, unit: str, words: Lexicon) -> bool:
    """Does it end like what the unit counts?"""
    return (words.ends_person if unit in PERSONS else words.ends_body).of(noun)


def headed(noun: str, unit: str, words: Lexicon) -> str:
    """A noun behind a number up to its head: 9个贫困村|顺利, 76户贫困群众|收入水平."""
    head = words.to_body(noun) if unit in _BODIES else None
    head = head or (words.to_person(noun) if unit in COUNTED else None)
    return noun[: head.end()] if head else noun


def placed(noun: str, word: str, words: Lexicon) -> str:
    """What 个 counts of persons named by where they are: 12个乡镇|党委书记, 3个派出单位|负责人."""
    head = words.to_body(noun) if word in {"个", "家"} and noun.endswith(_LEADERS) else None
    return noun[: head.end()].removesuffix("党委") if head else noun


def fits(noun: str, unit: str, words: Lexicon) -> bool:
    """Does it end like what the unit counts, or is it at least nothing that is done?"""
    return ends(noun, unit, words) or (
        unit not in PERSONS and (noun in words.events or not words.noun_ends.begins(noun))
    )


def before(line: Line, start: int, low: int, words: Lexicon) -> str:
    """The noun phrase that ends at `start`, cut behind the last verb or stated time; else the nearest noun before those.

    `low` is a mark before it behind which nothing need be looked for.
    """
    end = start
    for _ in range(_STEPS):
        noun, start = _nearest(line, start, words, low)
        if start < 0:
            return _quoted(line, _joined(line, noun, end, words), end, words) if noun else ""
        low = 0
    return ""


def _nearest(line: Line, start: int, words: Lexicon, low: int) -> tuple[str, int]:
    """The noun behind the last mark or figure before `start`, and -1; without it "", and where to look on for it."""
    text = line.text
    begin = low if low > start - _FAR or start < _FAR else start - _FAR
    mark = _PRE.match(text, begin, start)
    if mark:
        begin = mark.end()
    run = text[begin:start]
    if mark and run[:1] == "强" and (ranked := _RANKED.search(text, max(0, begin - 6), begin)):
        return _bare(ranked[0] + run, words), -1
    counted = bool(mark) and text[begin - 1] in _DIGITS and run[:1] not in _DATES
    if counted:  # 40个|村的集体收入
        run = _behind_figure(run, words)
        if not run:
            return "", -1  # 326户|1380人, 党员35岁以下|1182名: its noun is theirs
    if ("（" in run or "）" in run) and run.count("（") != run.count("）"):
        run = run[max(run.rfind("（"), run.rfind("）")) + 1 :]
    until, borders = len(run), words.noun_begins.all(run)
    tail = until
    if line.periods or line.rates:
        borders = _with_stated(borders, line.stated(start - until, start), start - until)
    if "一" in run:
        borders = _with_stated(borders, [each.span() for each in _EACH.finditer(run)], 0)
    if borders and borders[-1][1] == until and run[borders[-1][0] :] in words.events:
        return _event(run, borders, words), -1
    for begin, end in reversed(borders):
        tail = begin if tail == end else tail
        if until - end >= 2:
            noun = _bare(run[end:until], words)
            if (len(noun) >= 2 or noun in _MADE) and noun not in words.no_noun:
                return noun, -1
        until = begin
    rest = run[:until]
    noun = _bare(rest.strip("的 ,"), words)
    if noun and noun not in words.no_noun:
        return noun, -1
    if not noun and (rest or (run and not counted)):
        # 联点面|达100%: a verb before what is left of a noun is part of it; 全村326户
        noun = (run[:tail] or (run[: borders[0][1]] if run.startswith("全") else "")).rstrip("的也共即可")
        noun = "" if "一" in noun and _EACH.search(noun) else _ended(noun, words)
        if len(noun) > 1 and noun not in words.no_noun:
            return ("" if words.trails.of(noun) else noun), -1  # 每月挣|2000元
    # 发生率由2014年的21.7%, 17.5万人|下降到: behind the figures of the same clause stands the noun
    at = start - len(run)
    earlier = _FIGURES.sub("", text[max(0, at - _FAR) : at])
    if not earlier or earlier[-1] in "，,。；：！？":
        return "", -1
    return "", at - min(_FAR, at) + len(earlier)


def _object(noun: str) -> str:
    """What is made, of a verb and a noun of one sign each: 打|井20口, 发|证300本."""
    return noun[1:] if len(noun) == 2 and noun[0] in _MAKING and noun[1] in _MADE else noun


def _joined(line: Line, noun: str, start: int, words: Lexicon) -> str:
    """A noun before `start` with those that 和 or 、 joins to it: 教师和医生|各10名."""
    text = line.text
    at = start - len(noun)
    if not text.startswith(noun, at):
        at = text.rfind(noun, max(0, start - _FAR), start)
    if at < 1 or text[at - 1] not in _AND:
        return noun
    end = at + len(noun)
    for _ in range(_STEPS):
        if at < 1 or text[at - 1] not in _AND:
            break
        noun = _nearest(line, at - 1, words, 0)[0]
        if not 1 < len(noun) <= _SHORT or not text.endswith(noun, 0, at - 1):
            break
        at -= len(noun) + 1
    return text[at:end]


def _quoted(line: Line, noun: str, start: int, words: Lexicon) -> str:
    """A noun in quotation marks with what it is of: 驻村|“第一书记”56名."""
    text = line.text
    at = text.rfind(noun, max(0, start - _FAR), start) - 1
    if at < 2 or text[at] != "“" or not text.startswith("”", at + 1 + len(noun)) or text[at - 1] in _NO_NOUN:
        return noun
    of = _nearest(line, at, words, 0)[0]
    return f"{of}“{noun}”" if 1 < len(of) <= _OF and text.endswith(of, 0, at) else noun


def _event(run: str, borders: list[tuple[int, int]], words: Lexicon) -> str:
    """What is done, as it is counted: 职业技能|培训3期, without who does it: 县纪委|立案67件."""
    begin, end = borders[-2][1] if len(borders) > 1 else 0, borders[-1][0]
    how = _bare(run[begin:end], words) if 2 <= end - begin <= _SHORT else ""
    return ("" if words.payers.of(how) or len(how) < 2 else how) + run[end:]


def _with_stated(borders: list[tuple[int, int]], stated: list[tuple[int, int]], base: int) -> list[tuple[int, int]]:
    """The borders of a run of words that begins at `base`, and the times stated in it, which hide the borders inside them."""
    if not stated:
        return borders
    spans = [(begin - base, end - base) for begin, end in stated]
    apart = [border for border in borders if not any(border[0] < end and begin < border[1] for begin, end in spans)]
    return sorted(apart + spans)


def _behind_figure(run: str, words: Lexicon) -> str:
    """The words behind the unit of the figure before them, and behind its bound: 35|岁以下党员, 102|万亩耕地."""
    unit = words.unit.match(run, _MANY.match(run).end()) or words.unit.match(run)
    return run[_BOUND.match(run, unit.end()).end() :] if unit else run


def _bare(noun: str, words: Lexicon) -> str:
    """The noun without the adverbs and particles at its ends."""
    noun = _object(_ended(_MARK.sub("", noun).lstrip("的"), words))
    if noun[:1] in words.first_leading:
        time = words.leading.match(noun)
        if time:
            noun = noun[time.end() :].strip("的") or noun
    of = noun.rfind("的")
    noun = noun[of + 1 :] if 0 < of < len(noun) - 2 else noun
    if noun.endswith(words.paid):  # 县水务局|投资, 企业|实际投资
        sum_of = next(word for word in words.paid if noun.endswith(word))
        whose = noun[: -len(sum_of)].removesuffix("实际")
        noun = noun[len(whose) :] if words.payers.of(whose) else noun
    return noun


def _ended(noun: str, words: Lexicon) -> str:
    """The noun without the adverbs and particles behind it."""
    return words.trailing.sub("", noun) if words.trails.of(noun) else noun
