"""Why a numeral is no quantity: dates, ordinals, names, idioms, tiers, labels, codes; one named reason each."""

from __future__ import annotations

import re

from casekit.quantities.scan import Found

_NUMBER_BEHIND = "(?:第?[0-9]+号)?"
_QUOTED = f"“[^“”]*”?|《[^《》]*》?|〔[^〔〕]*〕{_NUMBER_BEHIND}|［[^［］]*］{_NUMBER_BEHIND}"
_QUOTE = re.compile(_QUOTED)
_QUOTE_OR_SUM = re.compile(f"{_QUOTED}|(?<![0-9])[0-9]{{1,4}}[+][0-9XN]")  # 1+X
_NAMED = {"《": "title", "〔": "document number", "［": "document number"}
_INNER_MARK = re.compile("[，。；：！？]")
_SHARED_OUT = re.compile(
    "(?:%|[一二三四五六七八九]成)[、和].{1,8}(?:%|[一二三四五六七八九]成)$"
)  # 集体占六成、农户占四成
_NAME_LENGTH = 16
_OUTLINE = re.compile(
    "[（(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:[）)]|[、．]|[.](?![0-9])|是(?!一|个)|要(?!求)|、)"
)
_ASCII_NAME = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_/@#&=\\+*$-")
_CLOCK = re.compile(
    "(?:[01]?[0-9]|2[0-4])[:：][0-5][0-9]|[0-9]{1,2}时(?![间代期])|[0-9]{1,2}点(?:[0-9]{1,2}分|半|钟|整|左右|许|[，。、至到])"
)
_RANKED = (
    "第", "前", "后", "排名", "名列", "位列", "位居", "No", "No.", "№", "编号", "代码", "邮编", "电话", "热线", "总第", "农历", "大年", "零下", "倒数"
)  # fmt: skip
_RANKED_ENDS = frozenset(word[-1] for word in _RANKED)
_WEEKDAY = ("周", "星期", "礼拜", "初")
_LABEL = re.compile(
    "(?:强(?![化调烈有力])|等奖|等功|号(?!召)|届[一二三四五六七]中全会|中全会|次全[国会]|次会议|次党代会|路公交|军|师(?!生)|式|"
    "后(?:青年|大学|干部|新|的|村|党)|型|国道|省道|县道|高速|高铁|联赛|热线|版)"
)
# units that number more often than they count
_NUMBERED = frozenset("组队班单级层档届期分页")
#: Units that may tell with an Arabic numeral too that it counts nothing.
TOLD_BY_UNIT = _NUMBERED | {"度", "%", "‰", "岁"}
_HAN_DIGITS = frozenset("一二三四五六七")
_HAN_HOURS = frozenset("一二两三四五六七八九十")
_ANOTHER = frozenset("共合不协一等相")  # 共同|建一个: it is another word
_PLACES = ("村", "居", "庄", "屯", "寨", "社区", "乡", "镇")
# 大四家子镇, 八家户村: the rest of a place's name behind what looks like a unit, but not 两家子公司, 三户村民
_PLACE_NAME = re.compile(
    "(?:[子户地庄屯沟窝店营坝铺堡湾坪河泉岭房树井洼坡咀嘴墩滩梁埠圩塘][子]?)(?:村|镇|乡|屯|社区|街道|苏木|嘎查)(?![民干里企村镇])"
)
_RICH = frozenset("村户镇")
_PAGE = re.compile("第[0-9]{1,4}页[，,/ ]?共?$")
_SAMPLE = re.compile("的?人口[^，。；]{0,6}抽样")
_AGES = re.compile("人口|户籍|常住|、[0-9]")
_AT = ("在", "位于", "驻")
_COORDINATE_OF = re.compile("(?:东经|西经|北纬|南纬)[^，。]{0,3}$")
# most numbers have a unit and none of these signs beside them: only what the unit says is left to look at
TELLS_BEFORE = _ASCII_NAME | _RANKED_ENDS | {"时", "点", ":", "：", "."}
TELLS_AFTER = frozenset(":：时点")
_OPENS, _CLOSES = frozenset("（([［"), frozenset("）)]］")
_MARKS = ("", "。", "；", "：", "，")
_CODE_LENGTH = 9
# 一户一户走访: one after the other, but not 一村一村医
_ONE_BY_ONE = re.compile(
    "一(?P<each>[个户家村人件项条笔棵点步次遍字])一(?P=each)[地的做走上登排谈查核跑算问看串摸讲访敲去过数来找教说干]"
)


def names(text: str) -> list[tuple[int, int, str]]:
    """Spans of titles, document numbers and quoted names; quoted speech holds numbers like any prose."""
    found: list[tuple[int, int, str]] = []
    plus = "+" in text
    if not (plus or "“" in text or "《" in text or "〔" in text or "［" in text):
        return found
    for match in (_QUOTE_OR_SUM if plus else _QUOTE).finditer(text):
        quoted = match[0]
        start, end = match.span()
        if quoted[0] == "“" and (
            len(inner := quoted.strip("“”")) > _NAME_LENGTH or _INNER_MARK.search(inner) or _SHARED_OUT.search(inner)
        ):
            continue
        found.append((start, end, _NAMED.get(quoted[0], "name")))
    return found


def reason(text: str, found: Found) -> str:
    """Why `found` is no quantity, "" where it may be one; the words right around it decide."""
    start, end = found.start, found.end
    if start < 2:
        mark = _OUTLINE.match(text)
        if mark and mark.end() > start:
            return "outline mark"
    if found.unit is not None and not found.han:
        sign = text[end : end + 1]
        if (
            text[start - 1 : start] not in TELLS_BEFORE
            and sign not in TELLS_AFTER
            and not (sign == "个" and text.startswith("个一", end))
        ):
            return _unit(text, found)
    before, after = text[start - 12 if start > 12 else 0 : start], text[end : end + 12]
    if found.han:
        return _han(text, found, before, after)
    if found.numeral is None:
        return "code"
    return (
        _name(found, before, after)
        or _clock(text, found, before, after)
        or _rank(text, found, before)
        or (_bare(text[start:end], before, after) if found.unit is None else _unit(text, found))
    )


def _name(found: Found, before: str, after: str) -> str:
    """Part of a name or code: 7个一, 1+X, G75, 5G."""
    if after.startswith("个一") and after[2:3] not in {"个", "名", "户", "家", "支", "所", "点"}:
        return "name"
    last = before[-1:]
    if last in _ASCII_NAME and not (last == "-" and not before[-2:-1].isalnum()):
        return "name" if last == "+" else "code"
    if last == "." and before[-2:-1].isdigit():
        return "code"  # no figure begins behind the point of another
    following = after[:1]
    if found.unit is None and following and (following in "+@/_" or (following.isascii() and following.isalpha())):
        return "name" if following == "+" else "code"
    return ""


def _clock(text: str, found: Found, before: str, after: str) -> str:
    """9时30分, 15:31, and marks such as （1） or 1. where a clause begins."""
    last, following = before[-1:], after[:1]
    if ((last in {"时", ":", "："} or (last == "点" and found.word == "分")) and before[-2:-1].isdigit()) or (
        following in {":", "：", "时", "点"} and _CLOCK.match(text, found.start)
    ):
        return "clock time"
    if found.unit is not None:
        return ""
    if last in _OPENS and following in _CLOSES and found.end - found.start < 3:
        return "outline mark"
    mark = _OUTLINE.match(text, found.start) if last in _MARKS or last in {"）", ")"} else None
    return "outline mark" if mark and mark[0][-1] in "）)、．." else ""


def _rank(text: str, found: Found, before: str) -> str:
    """第3, 排名第5; but 前10位的家庭 takes ten of them, and 后1个月内 states no rank."""
    if before[-1:] not in _RANKED_ENDS or not before.endswith(_RANKED):
        return ""
    if before[-1] in "前后" and found.unit is None and text[found.end - 1] in "万亿":
        return ""  # 最后0.36万贫困人口: no rank is told in 万
    if found.word in {"门", "部"} and before.endswith("电话"):
        return ""  # 开通程控电话1600门
    quota = before[-1] in "前后" and found.unit is not None
    if quota and (found.word not in {"位", "名", "届"} or text[found.unit_end : found.unit_end + 1] == "的"):
        return ""
    return "ordinal"


def _bare(core: str, before: str, after: str) -> str:
    """A numeral without unit."""
    if after.startswith(("年代", "世纪")):
        return "date"
    if core.isdigit():
        if len(core) >= _CODE_LENGTH or (core[0] == "0" and len(core) > 1) or before[-1:] == "-" or after[:1] == "-":
            return "code"
        if len(core) == 4 and core[:2] in {"19", "20"}:
            return "date"
    if _LABEL.match(after):
        return "label"
    if after[:1] in {":", "："} or (before[-1:] in {":", "："} and before[-2:-1].isdigit()):
        return "ratio"
    return ""


def _unit(text: str, found: Found) -> str:
    """A numeral whose unit only looks like one: 村3组, 3级, 19届四中全会."""
    value, word, start, end = found.numeral.value, found.word, found.start, found.end
    if word == "度" and _COORDINATE_OF.search(text, max(0, start - 5), start):
        return "coordinate"
    if word not in _NUMBERED:
        return _label(text, found)
    if word == "页":
        return "label" if _PAGE.search(text, max(0, start - 10), start) else ""
    if word == "分":
        return "tier" if text.startswith("分制", end) else ""
    if word in {"级", "层", "档"}:
        return "tier" if value < 20 else ""
    if word in {"届", "期"}:
        return "ordinal" if text[end + 1 : end + 2] in _HAN_DIGITS else ""
    return "ordinal" if value < 40 and text.endswith((*_PLACES, *_AT), 0, start) else ""


def _label(text: str, found: Found) -> str:
    """1%人口抽样调查 is a name, 0-14岁人口 a class that is counted."""
    if found.word in {"%", "‰"}:
        return "name" if _SAMPLE.match(text, found.unit_end) else ""
    if found.word == "岁" and (
        text.startswith("岁、", found.start - 2) or (found.high and _AGES.match(text, found.unit_end))
    ):
        return "label"
    return ""


def _han(text: str, found: Found, before: str, after: str) -> str:
    """A Chinese numeral."""
    last = before[-1:]
    if found.unit is not None and _PLACE_NAME.match(text, found.unit_end):
        return "name"
    if last == "则" and before[-2:-1] in {"多", "少"}:
        return "slogan"  # 多则三五户，少则一两家
    if last in {"几", "数"} and text[found.start] in "十百千万亿" and before[-2:-1] != "分":
        return "indefinite"
    if last == "哪":
        return "indefinite"
    if found.numeral is None:
        return "word"
    if last == "点" and found.word == "分" and before[-2:-1] in _HAN_HOURS:
        return "clock time"
    if text[found.start] == "一" and before[-2:-1] == "同" and before[-3:-2] not in _ANOTHER:
        return "slogan"  # 同吃一锅饭
    if text[found.start] == "一" and _ONE_BY_ONE.match(text, found.start - 2 * (before[-2:-1] == "一")):
        return "slogan"
    if last in {"带", "帮", "联"} and before[-2:-1] in {"户", "人", "名"} and before[-3:-2] in {"一", "1"}:
        return "slogan"  # 一户带三户: how it is done, not how many
    ranked = _rank(text, found, before)
    if ranked:
        return ranked
    if found.unit is None:
        if before.endswith(_WEEKDAY) and before[-2:-1] != "每":
            return "date"
        if last == "其" or (after[:1] in {"是", "要"} and last in (*_MARKS, "、", "“")):
            return "outline mark"
        return ""
    if found.word == "把" and before.endswith(("周", "星期")):
        return "date"  # 每周五|把诉求汇总
    if found.word == "元" and text[found.unit_end : found.unit_end + 1] in _RICH:
        return "name"  # 新添5个百万元村
    if found.word == "次" and after[1:3] in {"全会", "会议", "党代", "全国", "代表"}:
        return "ordinal"
    if found.word in {"组", "队", "班"} and after[1:2] and before.endswith(_PLACES):
        return "ordinal"
    if found.word in {"级", "层"} and found.numeral.value >= 20:
        return ""  # 三百多级台阶
    return "tier" if found.word in {"届", "级", "层", "档", "等"} else ""
