"""Read one numeral with its unit, however it is written; whether it is a quantity is decided by `exclusions`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from casekit.codebook.units import Unit
from casekit.numerals import LONGEST, Numeral, read, read_plain
from casekit.quantities.lexicon import Lexicon

# Every numeral begins with one of these signs. Whichever it is, each pattern begins with the one set: so the search is fast.
FIRST = "[0-9一二两三四五六七八九十百千万亿半]"
SEEDS = "(?<=[0-9])[0-9.,]*(?:(?: [0-9]{3}(?![0-9]))+(?:[.][0-9]+)?)?|(?<![0-9])[〇零一二两三四五六七八九十百千万亿几]*"
SEED = re.compile(f"{FIRST}(?:{SEEDS})")
DIGITS = frozenset("0123456789")
_GROUPS = 3  # that follow the first of a numeral: 2亿3千5百万
# a longer run of digits is looked at no further
_LONGEST_READ = 40
_ARABIC = re.compile(
    "[0-9]{1,3}(?:,[0-9]{3})+(?:[.][0-9]+)?$|[0-9]{1,3}(?: [0-9]{3})+(?:[.][0-9]+)?$|[0-9]+(?:[.][0-9]+)?$"
)
# 千 and 百 multiply unless they belong to the unit (千瓦, 千克, 百分点)
REST = re.compile(
    "[多余来几]?(?:(?:[十百千][多余]?)?(?:万亿|[万亿])|[百千](?![分克瓦米伏卡赫帕乡家])|(?<=[1-9])十)?[多余]?"
)
# an e-book's blank behind the point: 全国12. 8万个; where a clause begins, 1. is an outline mark
_SPACED = re.compile("(?<=[0-9][.]) [0-9]{1,2}(?![0-9.])")
_MORE = re.compile(f"零?[0-9]+(?:[.][0-9]+)?(?=[百千万]){REST.pattern}|零[1-9][0-9]{{0,3}}")
_POINT = re.compile("点[〇零一二三四五六七八九]{1,4}(?:万亿|[万亿])?")
_HAN_REST = re.compile("[余多来][万亿]?[余多]?")
# 千把|斤, 十好几|户, 千儿八百|块: how people say about how many
_SPOKEN = re.compile(
    "把(?<=[百千万]把)(?<![一二两三四五六七八九十百千万几].把)|好几|儿八[十百千](?<=百儿八十|千儿八百|万儿八千)"
)
_SOME = frozenset(
    "个户人名位家年天亩万亿斤元块头只棵株里公吨米口支条间座岁次号颗根桌单台辆套栋袋筐箱张份件场桶分小度级步毛"
)  # counted: 三百来|斤
_HAN_GOES_ON = frozenset("余多来")
_SPOKEN_GOES_ON = frozenset("把好儿")
_NEGATIVE = re.compile("[为是率长、和降幅（]-$")
# one of what is sold or done: 两块五|一斤, 一百二|一天
_ONE = "一[斤天月个只根次趟捆亩位张件份袋盒碗杯把串桶头棵桌晚顿公小]"
EACH_ONE = re.compile(f"{_ONE}(?:斤|月|时|小时)?(?=[，。；、！？”）]|$)")
_CHANGE = re.compile(f"块(?!{_ONE})([1-9]|[一二三四五六七八九])(?:毛钱?(?![利重猪驴料])|(?![0-9十百千万个名户毛]))")
# 挣3000多块, but 路牌421块
_PAID = re.compile(
    "挣|赚|卖|收入|[净能]落|净剩|落下|流水|分|得|花|给|拿|钱|价|租|工资|奖|补|每[斤亩天月个次头只]|一[斤亩天月个次头只]"
    "|掏|付|[借贷欠攒存赔亏省捐罚涨跌收投赊凑垫][了到出下得过]|便宜|贵|[只才]收"
)
# 四十多块|车费, but 四十多块|砖
_PAYS = re.compile(
    "的?[^，。；、0-9块的]{0,3}?(?:费|款|钱|工资|补贴|补助|津贴|红包|收入|利润|彩礼|外?债|[老奖租现问押定资学恤助险]金)"
)
# 十五六|一斤
_ONE_BEHIND = re.compile(f"(?<=[二三四五六七八九]){_ONE}")
_CLOSES = ("", "，", "。", "；", "、", "！", "”", "）", "多", "左", "以", "一", "到")
_FRACTION = re.compile("([1-9])/([1-9][0-9]?)(?![0-9/])(?=的|以上|以下|左右|，|。)")
MULTIPLIES = frozenset("多余来几十百千万亿")
_PER_CENT = re.compile(
    "(百|千|万|[0-9一二两三四五六七八九十]{1,3})分之([0-9]{1,6}(?:[.][0-9]{1,6})?|[〇零一二两三四五六七八九十百点]{1,12})"
)


@dataclass(slots=True)
class Found:
    """A numeral where it stands: `start:end` the numeral, `unit_end` the end of its unit, offsets of the sentence."""

    start: int
    end: int
    unit_end: int
    numeral: Numeral | None
    han: bool
    word: str = ""
    unit: Unit | None = None
    factor: float = 1.0
    half: bool = False
    high: float | None = None

    def measured(self, word: str, entry: tuple[Unit, float]) -> Found:
        """The numeral with its unit, written as `word`."""
        self.word, (self.unit, self.factor) = word, entry
        return self


#: A numeral of a sentence: where it stands, why it counts nothing, and what it is where it may count something.
Figure = tuple[int, int, str, Found | None]


def one(text: str, match: re.Match, words: Lexicon) -> Found:
    """The numeral that begins with a match of :data:`SEED`, with its unit."""
    start, end = match.span()
    han = text[start] not in DIGITS
    share = _PER_CENT.match(text, start) if text.startswith("分之", end) else None
    if share:
        return _share(share, words, han)
    if han:
        start, end = _han_span(text, start, end, words)
    else:
        part = _FRACTION.match(text, start) if text.startswith("/", end) else None
        if part and int(part[1]) < int(part[2]):
            value = Numeral(round(100 * int(part[1]) / int(part[2]), 9))
            return Found(start, part.end(), part.end(), value, False).measured("%", words.units.by_word["%"])
        end, read_on = _digits(text, start, end, match[0])
        if not read_on:
            return Found(start, end, end, None, False)
    numeral = read_plain(text[start:end]) if end - start <= 3 * LONGEST else None
    found = Found(start, end, end, numeral, han)
    if numeral is None:
        return found
    if numeral.high is not None:
        found.high = numeral.high
    if not han and text[start - 1 : start] == "-" and _NEGATIVE.search(text[max(0, start - 3) : start]):
        found.start, found.numeral = start - 1, Numeral(-numeral.value)
    unit = words.unit.match(text, end)
    return _with_unit(text, found, unit, words) if unit else found


def said_again(text: str, found: Found) -> bool:
    """两次|及两次以上: is it said once more right behind, as the bound that it is?"""
    end = found.unit_end
    same = text[found.start : end]
    return text.startswith((f"{same}以上", f"{same}以下"), end + 1)


def _digits(text: str, start: int, end: int, core: str) -> tuple[int, bool]:
    """Where an Arabic numeral ends that begins with `core`, and whether it is one."""
    if not core.isdigit():
        spaced = _SPACED.match(text, end) if core[-1] == "." and core[:-1].isdigit() else None
        if spaced and "\u4e00" <= text[start - 1 : start] <= "\u9fff":
            end = spaced.end()
            core = core + spaced[0].lstrip()
        else:
            core = core.rstrip(".,")
            end = start + len(core)
    if len(core) > _LONGEST_READ or not (core.isdigit() or _ARABIC.match(core)):
        return end, False
    return (_multiplied(text, end) if text[end : end + 1] in MULTIPLIES else end), True


def _multiplied(text: str, end: int) -> int:
    """Where an Arabic numeral ends whose digits end at `end`: 3|.2万, 1|亿2000万, 1|万3千, 200|余."""
    end = REST.match(text, end).end()
    for _ in range(_GROUPS):
        more = _MORE.match(text, end) if text[end - 1] in "亿万千" else None
        if more is None or more.end() - more.start() < 2:
            break
        end = more.end()
    return end


def _han_span(text: str, start: int, end: int, words: Lexicon) -> tuple[int, int]:
    """Where a Chinese numeral begins and ends whose signs are `start:end`: 三十|余, 十|来个, but not 十|来到."""
    if start > 1 and text[start - 1] == "点" and text[start - 2] in "零〇":  # 零点五公顷
        start -= 2
    sign = text[end : end + 1]
    if text[end - 1] == "一" and end - start > 1 and _ONE_BEHIND.match(text, end - 1):
        return start, end - 1
    if sign in _HAN_GOES_ON and text[end - 1] != "半":
        rest = _HAN_REST.match(text, end).end()
        if text[end:rest] != "来" or text[rest : rest + 1] in _SOME:
            end, sign = rest, text[rest : rest + 1]
    elif sign in _SPOKEN_GOES_ON and (spoken := _SPOKEN.match(text, end)):
        if sign != "把" or text[spoken.end() : spoken.end() + 1] in _SOME:
            end = spoken.end()
    if sign == "点":  # 三点五亿元
        point = _POINT.match(text, end)
        if point and words.unit.match(text, point.end()) and text[point.end()] not in "分时":
            end = point.end()
    return start, end


def _with_unit(text: str, found: Found, unit: re.Match, words: Lexicon) -> Found:
    """The unit behind a numeral, and what stands inside or behind it: 一个多月, 6块5, 两个半小时, 一年半."""
    end, by_word, word = found.end, words.units.by_word, unit[0]
    found.unit_end = unit.end()
    found.measured(word, by_word[word])
    if word == "块":
        _money(text, found, words)
    elif word == "个" and text.startswith(("多", "半"), end + 1):
        longer = words.unit.match("个" + text[end + 2 : end + 6])
        half = text[end + 1] == "半"
        if longer and longer[0] != "个" and (half or found.numeral.value < 100):
            found.unit_end, found.half = end + 1 + longer.end(), half
            if not half:
                found.numeral = Numeral(found.numeral.value, None, "over")
            return found.measured(longer[0], by_word[longer[0]])
    if text.startswith("半", found.unit_end) and found.numeral.value < 100:  # 两间半, 一年半
        found.half, found.unit_end = True, found.unit_end + 1
    return found


def _money(text: str, found: Found, words: Lexicon) -> None:
    """块 is money where somebody pays or a digit follows: 6块5."""
    change = _CHANGE.match(text, found.end)
    paid = _PAID.search(text[max(0, found.start - 12) : found.start])
    told = EACH_ONE.match(text, found.unit_end) or _PAYS.match(text, found.unit_end)
    if change or told or (paid and text[found.unit_end : found.unit_end + 1] in _CLOSES):
        found.unit, found.factor = words.units.by_word["元"]
    if change:
        tenths = int((read(change[1]) or Numeral(0)).value)
        found.numeral = Numeral(round(found.numeral.value + float(f"0.{tenths}"), 9))
        found.unit_end = change.end()


def _share(match: re.Match, words: Lexicon, han: bool) -> Found:
    """三分之二, 百分之三点五 as a share of a hundred."""
    found = Found(match.start(), match.end(), match.end(), None, han)
    base = {"百": 100.0, "千": 1000.0, "万": 10000.0}.get(match[1]) or (read(match[1]) or Numeral(0)).value
    whole, _, part = match[2].partition("点")
    top = read(whole)
    if top is None or not base:
        return found
    value = top.value
    for place, sign in enumerate(part, 1):
        digit = read(sign) if sign not in "〇零" else Numeral(0.0)
        value += (digit.value if digit else 0.0) / 10**place
    found.numeral = Numeral(round(100 * value / base, 9))
    return found.measured("%", words.units.by_word["%"])
