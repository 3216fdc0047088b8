"""Whether a quoted word is the name of a bundle: its own shape, and what stands around it."""

from __future__ import annotations

import re

from casekit.codebook.programme import ProgrammeBook
from casekit.programmes.grammar import HAN, MANY, MARKS, MAX_NAME, PERIOD, Group, groups

_NEXT_TO_NAME = re.compile(
    "”等的?$|(?:“[^“”]{2,14}”[、和]?){2,}的?$|“[^“”]{0,4}[一两三四五六七八九十双][^“”]{1,10}”[、和]?$"
)
_EXPLAINED = re.compile("，?(?:即(?!可)|也就是|是指|指的是|分别[是为]|具体是)")
_TELEPHONE = re.compile("热线|电话|短信|客服")
_ORDERED = re.compile("[0-9]号|^[0-9]+[A-Za-z]+$")  # 1、2号令, 4G
_HUNDREDS = re.compile("[十百千万]{3,4}")
_ONLY_NUMBER = re.compile("[0-9一二三四五六七八九十百千万]+")
_STOP = re.compile("[。；]")
_OF_THINGS = re.compile(r"[日名个户村家企支社站校店厂组队镇乡岗人场星课民]")
_ONE_AND_MANY = re.compile("多[一-鿿]{1,2}一[一-鿿]{1,2}|一[一-鿿]{1,2}多[一-鿿]{1,2}")
_EACH_TIME = re.compile("[一-鿿]{1,3}一[一-鿿]{1,4}")
_EACH_ITS_OWN = re.compile("一[一-鿿]{1,2}一[一-鿿]{2,8}")
_SIGNED = re.compile(r"\+?[0-9]+|[一-鿿A-Za-z]\+")  # +86, 优+
_THREE_FIGURES = re.compile("[1-9一二三四五六七八九]{3,4}")
_DEED = 5  # characters of what a number word counts: 三联, 四单联动
_TITLE_OF = (0, 2, 3, 4)  # characters that a bundle of one number word may have before it: 支部三联


def is_name(text: str, before: str, after: str, book: ProgrammeBook) -> bool:
    """Is the quoted `text` the name of a bundle, given what stands directly before and after the quotation?"""
    if (
        not 2 <= len(text) <= (MAX_NAME if "+" not in text and "、" not in text else 2 * MAX_NAME)
        or text in book.never
        or MARKS.search(text)
    ):
        return False
    if text in book.national:
        return True
    if text[0] == "一" and text.endswith(book.nouns):
        if any(text.endswith(noun) and text[: -len(noun)] in book.never for noun in book.nouns):
            return False  # 一对一帮扶
    named = _followed(after, 6, book)
    if "+" in text:
        return (
            bool(text.strip("+"))
            and not (_SIGNED.fullmatch(text) and not named)
            and not re.search(r"(?:^|\+)[0-9一N][名个户家]", text)
            and "++" not in text
            and not re.fullmatch(r"[a-zA-Z+]+", text)
        )
    if _ONLY_NUMBER.fullmatch(text):
        if _THREE_FIGURES.fullmatch(text) and before.endswith(book.introducers) and not _TELEPHONE.search(after[:8]):
            return True  # 推行“三四五”，
        if re.fullmatch("[一二三四五六七八九]{3,}", text):
            return _followed(after, 8, book)  # “三三一”党建工作思路
        return (
            text.isdigit()
            and 1 < len(text) < 6  # longer ones are telephone numbers
            and not _TELEPHONE.search(after[:8])
            and text[0] in "123456789"
            and _followed(after, 8, book)
            or text[-2:] in ("百千", "千万")
            or bool(_HUNDREDS.fullmatch(text) and _followed(after, 8, book))
        )
    lead, found = groups(text)
    if not found or lead.endswith("第") or len(lead) > 8 or PERIOD.match(text, len(lead)) and not (lead and named):
        return False
    if lead and MARKS.search(lead):
        return False
    if any(word in book.never for word in (text[len(lead) :], text.rstrip("一二三四五六七八九十"))):
        return False
    if _ORDERED.search(text) or _sentence_like(lead, found, book):
        return False
    if text.startswith(book.openings) or found[0].tail[:1] in book.landscape and text.endswith(book.landscape):
        return False
    words = [group.word for group in found]
    closed = text.endswith(book.closers)
    presented = named or closed or _presented(before, after, found[0], book)
    items = text.split("、")
    if len(items) > 1 and all(_EACH_TIME.fullmatch(item) for item in items):
        return True  # 一周一调度、一月一通报、半年一考核
    if len(items) > 1 and all(_EACH_ITS_OWN.fullmatch(item) for item in items):
        return True  # 一户一增收项目、一户一帮扶责任人
    if all(word == "一" for word in words):
        return _each_one(lead, found, named or closed) or presented and bool(_ONE_AND_MANY.fullmatch(text))
    if words[0][0] in MANY or len(words[0]) > 1 and words[0][1] in MANY:
        return len(text) > 2 and (
            sum(word[0] in MANY for word in words) > 1
            or len(words[0]) > 1
            or (presented or found[0].tail.startswith(book.crowds))
            and bool(_OF_THINGS.match(found[0].tail))
        )
    if len(found) == 1:
        known = presented or len(lead) in _TITLE_OF and _of_a_bundle(found[0], before, after, book)
        return known and _one_group(text, lead, found[0], named or closed, after, book)
    if lead and not (named or closed or len(lead) <= 4):
        return False
    if text.endswith("分成"):
        return False
    short = all(len(group.tail) <= 3 for group in found)
    return sum(len(group.tail) for group in found) > 0 and (short or presented) or named


def _presented(before: str, after: str, group: Group, book: ProgrammeBook) -> bool:
    """Does what stands around a quotation show that it names a bundle: a verb before it, or its parts?"""
    last = before.rstrip("“‘了的")
    return (
        book.presents(last)
        or book.presents(last.removesuffix("好"))
        or bool(_NEXT_TO_NAME.search(before))
        or bool(_EXPLAINED.match(after))
        or 1 < group.value <= (before + after).count(group.bare or " ")
        or 1
        < group.value
        <= _STOP.split(before)[-1].count("、") + 1 + any(word in before.rpartition("、")[2] for word in "和与及")
    )


def _of_a_bundle(group: Group, before: str, after: str, book: ProgrammeBook) -> bool:
    """Does a number count what bundles are made of (三联, 五张网, 双报到), whatever stands around it?

    A bundle that only its shape tells is none where it is called somebody's or something's name (“三联”村).
    """
    if group.value < 2 or before.endswith(book.namings) or after.startswith(book.bearers):
        return False
    if group.tail.endswith(book.bearers):  # 三个带头人
        return False
    bare = group.bare
    if bare in book.deeds:
        return group.tail == bare  # 三联; of 五个 and 三张 more must be said
    deed = bare[:1] in book.deeds and len(bare) <= _DEED and bare.endswith(book.deed_ends)
    return deed or len(bare) > 1 and bare.endswith(book.nouns)


def _followed(after: str, reach: int, book: ProgrammeBook) -> bool:
    """Does the noun of a programme follow within `reach` characters (“三变”改革, “五个一”帮扶力量责任体系)?"""
    run = HAN.match(after[: reach + 8])
    noun = book.noun.search(run[0]) if run else None
    return bool(noun) and noun.start() <= reach


def _sentence_like(lead: str, found: tuple[Group, ...], book: ProgrammeBook) -> bool:
    """Words of speech, unless they stand right after a number (四有, 三不腐) or in a short pair (带贫不返贫)."""
    if book.speech.search(lead):
        return True
    for group in found:
        for match in book.speech.finditer(group.tail, 1):
            soft = match[0] in "有在不会说好要来去过"
            if not (soft and (len(group.tail) <= 4 or group.tail[: match.start()] == "不")):
                return True
    return any("的" in group.tail for group in found)


def _each_one(lead: str, found: tuple[Group, ...], named: bool) -> bool:
    """一村一品, 一月一主题 name a way of working; 一张网, 一级抓一级 do not."""
    if len(found) < 2:
        return named and found[0].tail == "" and lead.endswith("合")  # 村社合一
    if lead and not named:
        return False
    *tails, last = (group.tail for group in found)
    if "、" in last and not (named and len(found) == 2):
        return False
    tails.append(last.partition("、")[0])  # 一茶一桑、林果飘香
    if len(set(tails)) == 1 or any(len(tail) > 4 or not tail for tail in tails):
        return False
    return all(len(tail) <= 3 for tail in tails) or named


def _one_group(text: str, lead: str, group: Group, named: bool, after: str, book: ProgrammeBook) -> bool:
    """三亮, 双推进, 五推进工程, 四场硬仗."""
    tail = group.tail
    if group.value == 0 and group.word.isdigit():
        return bool(lead) and named  # 冲刺100天
    if group.value in (0, 1) or not tail:
        return False
    if tail in ("星级", "分成"):
        return False
    if lead:
        return len(tail) <= 3 and len(lead) <= 6 or len(lead) == 1 and len(tail) <= 5 or named  # 抓两头促中间
    if group.word.isdigit() and not named:
        return False
    return len(tail) <= 9
