"""Whether a quoted word is the name of a bundle: its own shape, and what stands around it."""

from __future__ import annotations

import re

from casekit.codebook.programme import ProgrammeBook
from casekit.programmes.grammar import HAN, MANY, MAX_NAME, PERIOD, Group, groups

_NEXT_TO_NAME = re.compile(
    "”等的?$|(?:“[^“”]{2,14}”[、和]?){2,}的?$|“[^“”]{0,4}[一两三四五六七八九十双][^“”]{1,10}”[、和]?$"
)
_EXPLAINED = re.compile("，?(?:即(?!可)|也就是|是指|指的是|分别[是为]|具体是)")
_TELEPHONE = re.compile("热线|电话|短信|客服")
_ORDERED = re.compile("[0-9]号|^[0-9]+[A-Za-z]+$")  # 1、2号令, 4G
_HUNDREDS = re.compile("[十百千万]{3,4}")
_NUMBER = re.compile("[0-9一二三四五六七八九十百千万]+")
_FIGURES = re.compile("[一二三四五六七八九]{3,}")
_FAULTS = re.compile("等?的?(?:突出)?(?:问题|现象|倾向|乱象)(?!，?即)")  # “空挂名”“两头不见人”的问题
_STOP = re.compile("[。；]")
_OF_THINGS = re.compile(r"[日名个户干村家企支社站校店厂组队镇乡岗人场星课民]")
_ONE_AND_MANY = re.compile("多[一-鿿]{1,2}一[一-鿿]{1,2}|一[一-鿿]{1,2}多[一-鿿]{1,2}")
_ONE_OF_EACH = (
    re.compile("[一-鿿]{1,3}一[一-鿿]{1,4}"),  # 一周一调度、一月一通报、半年一考核
    re.compile("一[一-鿿]{1,2}一[一-鿿]{2,8}"),  # 一户一增收项目、一户一帮扶责任人
)
_SIGNED = re.compile(r"\+?[0-9]+|[一-鿿A-Za-z]\+")  # +86, 优+
_COUNTED_TERM = re.compile(r"(?:^|\+)[0-9一N][名个户家]")
_LATIN = re.compile("[a-zA-Z+]+")
_THREE_FIGURES = re.compile("[1-9一二三四五六七八九]{3,4}")
_OPENS_LIST = re.compile("[一-鿿]{0,8}(?:：|——|（)")
_DONE = ("", "好", "出", "起", "成", "为")  # what a verb may end with
_SOFT = "有在不让会说好要来去过"
_DEED = 5  # characters of what a number word counts: 三联, 四单联动
_TITLE_OF = (0, 2, 3, 4)  # characters that a bundle of one number word may have before it: 支部三联


def is_name(text: str, before: str, after: str, book: ProgrammeBook) -> bool:
    """Is the quoted `text` the name of a bundle, given what stands directly before and after the quotation?"""
    longest = MAX_NAME if "+" not in text and "、" not in text else 2 * MAX_NAME
    if not 2 <= len(text) <= longest or text in book.never:
        return False
    return book.known_as(text) is not None or _Quotation(text, before, after, book).is_name()


class _Quotation:
    """A quoted text and what stands around it."""

    def __init__(self, text: str, before: str, after: str, book: ProgrammeBook):
        self.text, self.before, self.after, self.book = text, before, after, book
        self.lead, self.groups = groups(text)
        self.named = self._followed(6)  # by the noun of a programme: “三变”改革
        self.called = self.named or text.endswith(book.closers)

    def presented(self) -> bool:
        """Does it, or what stands around it, show that it names a bundle: a noun, a verb before it, or its parts?"""
        if self.called:
            return True
        before, after, group = self.before, self.after, self.groups[0]
        if 2 < group.value < 21 and not self.lead and self._counts_abstract(group):
            return True
        last = before.rstrip("“‘了的")
        if any(self.book.presents(last.removesuffix(done)) for done in _DONE if last.endswith(done)):
            return True
        if "”" in before and _NEXT_TO_NAME.search(before) or _EXPLAINED.match(after):
            return True
        if 1 < group.value <= (before + after).count(group.bare or " "):
            return True
        opens = _OPENS_LIST.match(after)
        if opens and group.value > 1:
            told = after[opens.end() :].partition("。")[0]
            if group.value in (told.count("；") + 1, told.count("、") + 1, told.count("，") + 1):
                return True
        sentence = _STOP.split(before)[-1]
        listed = sentence.count("、") + any(word in sentence.rpartition("、")[2] for word in "和与及")
        return 1 < group.value <= 1 + max(listed, sentence.rpartition("“")[2].count("+"))

    def _counts_abstract(self, group: Group) -> bool:
        """五个基本, 十项重点工作: a measure word of plans, then what is no thing or person that could be counted."""
        tail = group.tail
        return tail[:1] in ("个", "项") and len(tail) > 2 and not tail.endswith((*self.book.bearers, *self.book.plain))

    def is_name(self) -> bool:
        text, book = self.text, self.book
        if _FAULTS.match(self.after):
            return False
        if text[0] == "一" and text.endswith(book.nouns):
            if any(text.endswith(noun) and text[: -len(noun)] in book.never for noun in book.nouns):
                return False  # 一对一帮扶
        if "+" in text:
            return self._is_sum()
        if _NUMBER.fullmatch(text):
            return self._is_number()
        if self._is_no_name():
            return False
        found, words = self.groups, [group.word for group in self.groups]
        items = text.split("、")
        if len(items) > 1 and any(all(map(shape.fullmatch, items)) for shape in _ONE_OF_EACH):
            return True
        if all(word == "一" for word in words):
            return self._is_one_each() or bool(_ONE_AND_MANY.fullmatch(text)) and self.presented()
        if words[0][0] in MANY or words[0][1:2] and words[0][1] in MANY:
            return len(text) > 2 and self._is_of_many(words)
        if len(found) == 1:
            known = len(self.lead) in _TITLE_OF and self._is_of_deeds(found[0]) or self.presented()
            return known and self._is_of_one_group(found[0])
        if self.lead and len(self.lead) > 4 and not self.called or text.endswith("分成"):
            return False
        short = all(len(group.tail) <= 3 for group in found)
        return any(group.tail for group in found) and (short or self.presented()) or self.named

    def _followed(self, reach: int) -> bool:
        """Does the noun of a programme follow within `reach` characters (“五个一”帮扶力量责任体系)?"""
        run = None if self.after.startswith(self.book.goods) else HAN.match(self.after[: reach + 8])
        noun = self.book.noun.search(run[0]) if run else None
        return bool(noun) and noun.start() <= reach

    def _is_sum(self) -> bool:
        """党支部+合作社; no telephone number, no people counted."""
        text = self.text
        if not text.strip("+") or "++" in text or _COUNTED_TERM.search(text) or _LATIN.fullmatch(text):
            return False
        return not _SIGNED.fullmatch(text) or self.named

    def _is_number(self) -> bool:
        """“321”工作法, 推行“三四五”."""
        text, hotline = self.text, _TELEPHONE.search(self.after[:8])
        if _THREE_FIGURES.fullmatch(text) and self.before.endswith(self.book.introducers) and not hotline:
            return True
        if _FIGURES.fullmatch(text) or _HUNDREDS.fullmatch(text) and text[-2:] not in ("百千", "千万"):
            return self._followed(8)
        if text.isdigit():
            short = 1 < len(text) < 6  # longer ones are telephone numbers
            return short and text[0] != "0" and not hotline and self._followed(8)
        return text[-2:] in ("百千", "千万")

    def _is_no_name(self) -> bool:
        """A time, an ordinal, words of speech, a landscape, or what is never a bundle."""
        text, lead, found, book = self.text, self.lead, self.groups, self.book
        if not found or lead.endswith("第") or len(lead) > 8:
            return True
        if PERIOD.match(text, len(lead)) and not (lead and self.named) or book.amount.fullmatch(text):
            return True
        if text[len(lead) :] in book.never or text.rstrip("一二三四五六七八九十") in book.never:
            return True
        if all(group.tail.startswith("分") for group in found) and found[0].value > 1:
            return True  # 三分种、七分管
        if (
            _ORDERED.search(text)
            or text.startswith(book.openings)
            or text.endswith(book.goods)
            or (_sentence_like(lead, found, book) and not 2 < found[0].value <= self.after.count(found[0].bare))
        ):
            return True
        return found[0].tail[:1] in book.landscape and text.endswith(book.landscape)

    def _is_one_each(self) -> bool:
        """一村一品, 一月一主题 name a way of working; 一张网, 一级抓一级 do not."""
        lead, found = self.lead, self.groups
        if len(found) < 2:
            return not found[0].tail and lead.endswith("合") and self.called  # 村社合一
        if lead and not self.called:
            return False
        *tails, last = (group.tail for group in found)
        if "、" in last and not (len(found) == 2 and self.called):
            return False
        tails.append(last.partition("、")[0])  # 一茶一桑、林果飘香
        if len(set(tails)) == 1 or any(len(tail) > 4 or not tail for tail in tails):
            return False
        return all(len(tail) <= 3 for tail in tails) or self.called

    def _is_of_many(self, words: list[str]) -> bool:
        """百千万, 千名干部大走访."""
        if len(words[0]) > 1 or sum(word[0] in MANY for word in words) > 1:
            return True
        tail = self.groups[0].tail
        return bool(_OF_THINGS.match(tail)) and (tail.startswith(self.book.crowds) or self.presented())

    def _is_of_deeds(self, group: Group) -> bool:
        """Does the number count what bundles are made of (三联, 五张网, 双报到), whatever stands around it?

        A bundle that only its shape tells is none where it is called somebody's or something's name (“三联”村).
        """
        book, bare = self.book, group.bare
        if group.value < 2 or self.before.endswith(book.namings) or self.after.startswith(book.bearers):
            return False
        if group.tail.endswith(book.bearers):  # 三个带头人
            return False
        if bare in book.deeds:
            return group.tail == bare  # 三联; of 五个 and 三张 more must be said
        deed = bare[:1] in book.deeds and len(bare) <= _DEED and bare.endswith(book.deed_ends)
        return deed or len(bare) > 1 and bare.endswith(book.nouns)

    def _is_of_one_group(self, group: Group) -> bool:
        """三亮, 双推进, 五推进工程, 四场硬仗."""
        lead, tail = self.lead, group.tail
        if group.value == 0 and group.word.isdigit():
            return bool(lead) and self.called  # 冲刺100天
        if group.value in (0, 1) or not tail or tail.startswith(("星级", "分成")):
            return False
        if lead:
            return len(tail) <= 3 and len(lead) <= 6 or len(lead) == 1 and len(tail) <= 5 or self.called  # 抓两头促中间
        return len(tail) <= 9 and (self.called or not group.word.isdigit())


def _sentence_like(lead: str, found: tuple[Group, ...], book: ProgrammeBook) -> bool:
    """Words of speech, unless they stand right after a number (四有, 三不腐) or in a short pair (带贫不返贫)."""
    if lead and book.speech.search(lead):
        return True
    for group in found:
        tail = group.tail
        if "的" in tail:
            return True
        for match in book.speech.finditer(tail, 1):
            if match[0] not in _SOFT or len(tail) > 4 and tail[: match.start()] != "不":
                return True
    return False
