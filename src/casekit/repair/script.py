"""Traditional pages: from traditional to simplified characters, mainland standard.

**Why.** Half of the mirrors show simplified articles in traditional characters, made by a converter that maps
character by character. It writes 著 for 着 everywhere, and forms that no mainland standard knows.

**How it is undone.** OpenCC (:mod:`casekit.repair.forms`) for the page as a whole, then 著 → 着 where 著 is no word of its
own, then the odd variants. A page in simplified characters is never converted. Every step keeps the length of the text.
"""

from __future__ import annotations

import re
from functools import cache

from casekit.repair.forms import simplified, text_of

# words that keep 著, and what may stand before or behind it in them
_ZHU_BEFORE = "名显顯卓昭原专專编編论論合译譯遗遺巨土拙新旧舊大撰所执執主力杰傑鸿鴻续續"
_ZHU_BEHIND = "名作称稱述录錄者书書译譯文说說有《于於色闻聞"
_ZHE = re.compile(
    f"著(?:(?<=[一-\u9fff]著)(?<![{_ZHU_BEFORE}]著)(?![{_ZHU_BEHIND}])"
    "|(?=力点|力點|力|重|眼|手|实|實|陆|陸|急|想|装|裝|落|迷|火|凉|涼|床))"
)
# in simplified pages only after verbs that plainly take 着
_ZHE_HANS = re.compile(
    f"著(?:(?<=[跟随沿顺接朝凭借看听想拿抱带笑]著)|(?<=意味著|标志著|围绕著|面临著|承载著|肩负著|担负著))(?![{_ZHU_BEHIND}])"
)
_JIE = re.compile("(?<![慰狼蕴蘊枕])藉(?=[着著此由助口以])")
_ODD = dict(
    zip("尅榖収呌囯鬦靑衹砲妳囘荳氷緖槪鄕淸陜暱鬪枱堿牠", "克谷收叫国斗青只炮你回豆冰绪概乡清陕昵斗台碱它", strict=True)
)
_ANY_ODD = re.compile(f"[{''.join(_ODD)}]")
_BOTH = "后里干面于只系松云准范几丰斗谷发台"  # simplified forms that traditional text has too


def odd() -> str:
    """Characters of odd variants."""
    return "".join(_ODD)


@cache
def simplified_only() -> str:
    """Characters that stand in simplified text only."""
    import opencc

    level = "".join(
        bytes((lead, trail)).decode("gb2312", "ignore") for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF)
    )
    back = opencc.OpenCC("s2t").convert(level)
    if len(back) != len(level):
        raise ValueError("OpenCC s2t changed the length of a list of characters")
    return "".join(a for a, b in zip(level, back, strict=True) if a != b and a not in _BOTH)


def simplify(text: str, script: str) -> str:
    """`text` in simplified characters, as long as before.

    >>> simplify("跟著合作社走，成效顯著，著力擔負著", "hant")
    '跟着合作社走，成效显著，着力担负着'
    """
    if script == "hant":
        return mainland(text_of(simplified(text)))
    return _ZHE_HANS.sub("着", text) if "著" in text else text


def mainland(plain: str, *, odd: bool = True) -> str:
    """What OpenCC wrote of a traditional page, by the mainland's standard; without `odd` it shows no odd variants.

    >>> mainland("跟著合作社走，成效显著")
    '跟着合作社走，成效显著'
    """
    plain = _ZHE.sub("着", plain) if "著" in plain else plain
    plain = _JIE.sub("借", plain) if "藉" in plain else plain
    return _ANY_ODD.sub(lambda match: _ODD[match[0]], plain) if odd else plain
