"""What something is done by or for: 每名党员, 每个驻村工作队, 每村."""

from __future__ import annotations

import re
from functools import lru_cache

from casekit.codebook.rule import one_of
from casekit.norms.passage import Passage


def each_before(passage: Passage, at: int) -> str:
    """The noun of the last 每名X before `at` in its clause (每名党员每年…): 党员."""
    low = passage.clause(at)[0]
    found = each_noun(passage, low, at)
    return found[-1][2] if found and "、" not in passage.text[found[-1][1] : at] else ""


_EACH = re.compile(
    r"每(?!次|批|期|逢|天|日|周|月|年|季|半|隔|当|两|学|星)(?:一)?(?:[名个位支所处组届件座批栋条片段幢]|(?P<unit>格|家|户|人|生|队|亩|头|只|棵|斤|吨|分|平方米|村|镇|乡|社|组|班|课|桌)(?![级两庄集委支户员队作合]))?(?:派驻|选派|入驻)?"
)


_TIERS = tuple("县市区州旗楼河路渠")
#: The noun of something that does not act, whole up to the verb or the number after it: 每座大棚补助1万元.
_THING = re.compile("(?![月年季星周学礼人十百千万])(?!.*(?:[达为是有占约超近]|面积))[一-鿿]{2,4}")


@lru_cache(maxsize=8)
def _noun_end(verbs: tuple[str, ...]) -> re.Pattern:
    return re.compile(
        f"[0-9二两三四五六七八九十，。；：、（每不要应须需必可与和为给向对在从把将到至都均按由有年月周]|(?<!第)一|{one_of(verbs)}"
    )


def each_noun(passage: Passage, low: int, high: int) -> list[tuple[int, int, str]]:
    """All 每名X, 每个X, 每村 between `low` and `high`: start, end, and the bare noun."""
    text, out = passage.text, []
    if text.find("每", low, high) < 0:
        return out
    for match in _EACH.finditer(text, low, high):
        if match["unit"]:
            out.append((match.start(), match.end(), match["unit"]))
            continue
        rest = text[match.end() : min(high, match.end() + 14)]
        stop = _noun_end(passage.book.words("verbs")).search(rest, 1)
        rest = rest[: stop.start()] if stop else rest
        end = passage.book.last("actors", rest) or passage.book.last("groups", rest)
        if not end and stop and (rest in _TIERS or _THING.fullmatch(rest)):
            end = 0 if rest in passage.book.words("brings_about") else len(rest)  # 每带动1户
        if end:
            out.append((match.start(), match.end() + end, rest[:end]))
    return out
