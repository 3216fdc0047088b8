"""Simplified forms of traditional characters for a whole page at once, as OpenCC (``t2s``) writes them.

Most characters have one form wherever they stand: those come from a table that is filled by OpenCC itself. A few depend on
their neighbours (乾燥 but 乾隆, 於是 but 樊於期): the clauses that hold one beside such a neighbour are handed to OpenCC.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

# characters that OpenCC writes in other ways alone than in some phrase; what stands before and behind them in those phrases
VARYING = """
么|麼麽 乾倒子尼康旋朝李法目竺蕩蕭裏轉顛|佑倒元卦嘉圖坤夕子宅安州德斷旦曜清盛綱縣象轉造連道闥陀陵隆 俱傢| 剋挨|架毒 劄目| 吒哪木金|
哩海英| 噁二|英 坏一土打拉捏毛磚脫製鋼鑿陶麪|兒土子布戶 彷|彿 徵流角變魏|之弦絃羽聲調音 扞|格
於樊|世乎仲倫其則勇呼單坦崇忠惟戲敖期梨清潛琳穆竹菟邑陵 昇張彥志李梁溫烏申畢育胤蔣象金陳韓鶴龔|勳卿延玟豪 氾南東|勝南國水
沈墨戟擊昏暗氣沈浮消深烏耳載釜陰雁魚黑|下不住冤厚吟寂得思悶沈沒沙河浮浸淪湎溺滯澱濁甸痛痼痾睡砂積筒舟船落載迷醉重降陷雁靜香鬱魚默
濛八|山 甦復|生醒 畫籌計| 瞭不據明目門|如戶然若解 祕允吳李胤袁辛|丕彭瓊 脩束段肉腶|敬炳脡脯金 蒐多春茅|于於狩獮獵田畋苗 薹蒜蕓|
藉免凌憑找滑狐素茵躪醞顧|代以助卉口喻寇手據故方條槁機此甚由着端箸草虎詞讀資 衹|得見 袷|袢
覆函反名回批拜明申示稟答覆見重鈞電|信呈命墓帳思性按文校覆金電 計貲| 谿|工 逕七上九南水沙河烏石社|口山聯頭 釐年懷春祝逆|
鉅澤甚章|子萬防 鍊上手拉李金鉸銀鎖鐵項頸|墜子工形條福足錘鎖 鍾千李萬錢鍛黃|公少書粟繇萬郁重鍛馗 陞聯| 麼么幺篤|些小 麽么|
"""
_LAST = 0xFFFF  # stands for all characters beyond
_CLAUSE = re.compile("[㐀-鿿\uf900-\ufaff\uffff-\U0010ffff]*")  # what can be part of a phrase


def codes(text: str) -> np.ndarray:
    """Code points of `text`."""
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def text_of(points: np.ndarray) -> str:
    """The text of these code points.

    >>> text_of(codes("应急"))
    '应急'
    """
    return points.tobytes().decode("utf-32-le", "surrogatepass")


@cache
def _opencc():
    import opencc

    return opencc.OpenCC("t2s")


@cache
def _table() -> tuple[np.ndarray, np.ndarray]:
    """Of every character up to U+FFFF: its form; whether that may vary."""
    import numpy as np

    forms, varies = np.arange(_LAST + 1, dtype="<u4"), np.zeros(_LAST + 1, bool)
    for first, last in ((0x3400, 0x9FFF), (0xF900, 0xFAFF)):
        alone = _opencc().convert("\n".join(map(chr, range(first, last + 1)))).split("\n")
        forms[first : last + 1] = [ord(form[0]) for form in alone]
        varies[first : last + 1] = [len(form) > 1 for form in alone]
    varies[[ord(entry[0]) for entry in VARYING.split()]] = True
    varies[0xF900 : 0xFAFF + 1] = varies[_LAST] = True  # other code points of characters that stand in phrases
    return forms, varies


@cache
def _phrased() -> dict[str, list[frozenset[str]]]:
    """Of each character that varies beside some others only: those that stand before and behind it in phrases."""
    return {entry[0]: list(map(frozenset, entry[1:].split("|"))) for entry in VARYING.split()}


def alone(points: np.ndarray) -> np.ndarray:
    """The form that each character has by itself, whatever its neighbours.

    >>> text_of(alone(codes("乾隆年間")))
    '干隆年间'
    """
    return _table()[0].take(points, mode="clip")


def times(text: str, chars: Iterable[str]) -> int:
    """How often some characters up to U+FFFF stand in a text, all together.

    >>> times("得到當地村干部和群眾的好評，當地", "當村")
    3
    """
    import numpy as np

    asked = np.zeros(_LAST + 1, bool)
    asked[codes("".join(chars))] = True
    return int(np.count_nonzero(asked.take(codes(text), mode="clip")))


def changing() -> tuple[np.ndarray, np.ndarray]:
    """Which characters up to U+FFFF simplification changes wherever they stand, and which perhaps."""
    import numpy as np

    forms, varies = _table()
    return (forms != np.arange(_LAST + 1)) & ~varies, varies


def simplified(text: str, points: np.ndarray | None = None, places: Iterable[int] | None = None) -> np.ndarray:
    """The code points of a text in simplified characters; as many as before.

    `points` are its own, `places` those of its characters whose form may vary, if they are known.

    >>> text_of(simplified("乾隆年間於乾燥處種麥"))
    '乾隆年间于干燥处种麦'
    """
    import numpy as np

    if points is None:
        points = codes(text)
    if places is None:
        places = np.flatnonzero(_table()[1].take(points, mode="clip")).tolist()
    plain = alone(points)
    clauses = list(_clauses(text, places))
    if clauses:
        beyond = points > _LAST
        plain[beyond] = points[beyond]
        written = _opencc().convert("\n".join(text[start:end] for start, end in clauses)).split("\n")
        for (start, end), form in zip(clauses, written, strict=True):
            if len(form) == end - start:  # else a phrase changed its length: character by character
                plain[start:end] = codes(form)
    return plain


def _clauses(text: str, places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Begin and end of the clauses in which one of the characters at `places` stands where its form may be another."""
    phrased, upto = _phrased(), 0
    for at in places:
        if at < upto:
            continue
        beside = phrased.get(text[at])
        if beside is None or text[at - 1] in beside[0] or text[at + 1 : at + 2] in beside[1]:
            start, end = at, _CLAUSE.match(text, at).end()
            while start > upto and (
                "㐀" <= (char := text[start - 1]) <= "鿿" or "\uf900" <= char <= "\ufaff" or char >= "\uffff"
            ):
                start -= 1
            yield start, end
            upto = end
