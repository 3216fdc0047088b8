"""What every kind of byte damage needs to know of GBK: pairs, readings, common characters.

The damage works on bytes, so a repair has to speak of lead and trail bytes. Pairs are kept as plain
integers and looked up in tables that are made once, from Python's own codec.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib import resources

_TRAILS = [*range(0x40, 0x7F), *range(0x80, 0xFF)]
MARKS = "。，、”“‘’《》；：？！（）…—"
# characters beyond everyday use that a newspaper shows six times a month, and what is grown and raised
_SELDOM = (
    "琛岚圳褚铢魅妍珀馨麟浒帼崛琦榄橄渥昊翩帷熠瑜跻亟孚恪楹泾赈铮鹭獗羁讴晖曦窦缤萃葆鄢廿潇瀛琪赝冽媛岱栀渎璇眸莺伽斐斓栾毓瘾钊栩沓禺跤"
    "遐铎雯兮姊尬尴怡暨棣淅璞籁肴辄铨俑咄懋桢楠汩沐泯泸渲潢瑾箫舸荟贻辍闵阖娅寰尕恺摒擀晏梓泓滕璐痫矶祺篝芙袂袅陲韬偃匮匾啧娴嬉宕嵊徇悖扉摞"
    "昕桦檐洙浏涿潺炫瘠礴穹绯缪裘貂邃钰霏骅佼侃侏偌噼岐崽巅榭殚瀚炜燮琨璀璨甬癫稣箴茉诠踵鑫骥佟吆圪崮嵩庵忏楣犷瑛璧睐瞿筝绮聆舫虔蜿袤迩遒铤锲"
    "髦鳗猕枸杞苎荞薏苡榛柚鳅鳝鲈鲢鳙鲫鳜獭犊豚鹌鹑鸵岷邛峪垴塬圩堰埠"
)
# shown for the same pair by converters of other makes than Python's
_OTHER_FORMS = {"\u30fb": "\u00b7", "\u2015": "\u2014", "\u301c": "\uff5e", "\u2225": "\u2016", "\u2022": "\u00b7"}


@cache
def pairs() -> dict[int, str]:
    """Character of every assigned pair, by ``lead << 8 | trail``."""
    table = {}
    for lead in range(0x81, 0xFF):
        for trail in _TRAILS:
            try:
                table[lead << 8 | trail] = bytes((lead, trail)).decode("gbk")
            except UnicodeDecodeError:
                continue
    return table


@cache
def unassigned() -> dict[int, frozenset[int]]:
    """Trail bytes without a character, by lead byte: the user-defined zones, whose characters most sites drop."""
    table, gaps = pairs(), {}
    for lead in range(0xA1, 0xFF):
        free = frozenset(trail for trail in _TRAILS if trail >= 0x81 and lead << 8 | trail not in table)
        if free:
            gaps[lead] = free
    return gaps


@cache
def codes() -> dict[str, int]:
    """``lead << 8 | trail`` of every character that GBK writes with two bytes."""
    table = {char: code for code, char in pairs().items()}
    table |= {other: table[char] for other, char in _OTHER_FORMS.items() if char in table}
    for lead, trails in unassigned().items():  # some sites show the user-defined zones as private characters
        for trail in trails:
            char = bytes((lead, trail)).decode("gb18030", errors="ignore")
            if char:
                table.setdefault(char, lead << 8 | trail)
    return table


@cache
def simplified() -> dict[str, str]:
    """Simplified form of every character of GBK that has one."""
    import opencc

    chars = [char for char in pairs().values() if "一" <= char <= "\u9fff"]
    plain = opencc.OpenCC("t2s").convert("\n".join(chars)).split("\n")
    return {char: form for char, form in zip(chars, plain, strict=True) if char != form}


@cache
def common() -> frozenset[str]:
    """The 3,755 characters of everyday use (first level of GB 2312) and their traditional forms."""
    level = {char for code, char in pairs().items() if 0xB0 <= code >> 8 <= 0xD7 and code & 0xFF >= 0xA1}
    return frozenset(level | {char for char, form in simplified().items() if form in level})


@cache
def readings() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Characters of a syllable with tone mark: those it is the main reading of, and those it also can be."""
    main, other = {}, {}
    text = resources.files(__package__).joinpath("readings.tsv").read_text("utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            syllable, first, further = line.split("\t")
            main[syllable], other[syllable] = frozenset(first), frozenset(further)
    return main, other


def reads(char: str, syllable: str) -> bool:
    """Can `char` be read `syllable`?

    >>> reads("數", "shù"), reads("數", "mā")
    (True, False)
    """
    main, other = readings()
    return char in main.get(syllable, ()) or char in other.get(syllable, ())


@cache
def _toneless() -> dict[str, frozenset[str]]:
    """Characters of a syllable without its tone mark; ü also as typed, v or u."""
    found: dict[str, set[str]] = {}
    for table in readings():
        for syllable, chars in table.items():
            letters = unicodedata.normalize("NFD", syllable)
            plain = "".join(sign for sign in letters if sign.isascii() or sign == "\u0308")
            for form in {plain.replace("u\u0308", typed) for typed in "uv"}:
                found.setdefault(form, set()).update(chars)
    return {syllable: frozenset(chars) for syllable, chars in found.items()}


def sounds(char: str, letters: str) -> bool:
    """Can `char` be read so, whatever the tone?

    >>> sounds("數", "shu"), sounds("綠", "lv"), sounds("數", "ma")
    (True, True, False)
    """
    return char in _toneless().get(letters, ())


@cache
def by_lead(lead: int, syllable: str) -> tuple[tuple[int, bool], ...]:
    """Trail bytes of the characters with this lead byte and reading; True where it is their main reading."""
    main, other = readings()
    code, out = codes(), []
    for chars, is_main in ((main.get(syllable, ()), True), (other.get(syllable, ()), False)):
        out += [(code[char] & 0xFF, is_main) for char in chars if code[char] >> 8 == lead]
    return tuple(sorted(out))


@cache
def by_trail(trail: int) -> tuple[tuple[int, str], ...]:
    """Lead byte and character of the common characters and marks with this trail byte."""
    return _rows()[1].get(trail, ())


def row(lead: int) -> tuple[tuple[int, str], ...]:
    """Trail byte and character of the common characters and marks with this lead byte."""
    return _rows()[0].get(lead, ())


@cache
def _rows() -> tuple[dict[int, tuple], dict[int, tuple]]:
    leads, trails = {}, {}
    usual = common() | frozenset(MARKS + _SELDOM)
    usual |= {char for char, form in simplified().items() if form in _SELDOM}
    for code, char in pairs().items():
        if char in usual:
            leads.setdefault(code >> 8, []).append((code & 0xFF, char))
            trails.setdefault(code & 0xFF, []).append((code >> 8, char))
    return {a: tuple(b) for a, b in leads.items()}, {a: tuple(b) for a, b in trails.items()}
