"""Why a numeral is no quantity: dates, ordinals, names, idioms, tiers, labels, codes; one named reason each."""

from __future__ import annotations

import re

from casekit.quantities.scan import Found

_QUOTE = re.compile("“[^“”]*”?|《[^《》]*》?|〔[^〔〕]*〕(?:第?[0-9]+号)?|［[^［］]*］(?:第?[0-9]+号)?|(?<![0-9])[0-9]{1,4}[+][0-9XN]")
_INNER_MARK = re.compile("[，。；：！？]")
_NAME_LENGTH = 16
_OUTLINE = re.compile("[（(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:[）)]|[、．]|[.](?![0-9])|是(?!一|个)|要(?!求)|、)")
_ASCII_NAME = re.compile("[A-Za-z_/@#&=\\\\+*$-]")
_CLOCK = re.compile("(?:[01]?[0-9]|2[0-4])[:：][0-5][0-9]|[0-9]{1,2}时(?![间代期])|[0-9]{1,2}点(?:[0-9]{1,2}分|半|钟|整|左右|许|[，。、至到])|[0-9一二两三四五六七八九十]{1,3}点(?:钟|半)")
_RANK_BEFORE = re.compile("(?:第|前|后|排名|名列|位列|位居|列全[国省市州县]第?|No[.]?|№|编号|代码|邮编|电话|热线|总第|农历|大年|零下|倒数)$")
_WEEKDAY = re.compile("(?<!每)(?:周|星期|礼拜|正月初|初)$")
_RANK_AFTER = re.compile("(?:强(?![化调烈有力])|等奖|等功|号(?!召)|[届][一二三四五六七]中全会|中全会|次全[国会]|次会议|次党代会|路公交|军|师(?!生)|式|后(?:青年|大学|干部|新|的|村|党)|型|国道|省道|县道|高速|高铁|联赛|热线|版)")
_HAN_NAME_AFTER = re.compile("[带者股产农网岸军星角邻委新会院]")
_PLACE_GROUP = re.compile("(?:村|居|庄|屯|寨|社区|乡|镇)$")
_ONES = re.compile("个一(?![个名户家支所点])")
# 一户带三户: how it is done, not how many
_ONE_TO_MANY = re.compile("[一1][户人名](?:带|帮|联)$")
_DECADE = re.compile("年代|世纪")
_COORDINATE = re.compile("(?:东经|西经|北纬|南纬)[^，。]{0,3}$")
_CODE_LENGTH = 9


def names(text: str) -> list[tuple[int, int, str]]:
    """Spans of titles, document numbers and quoted names; quoted speech holds numbers like any prose."""
    found = []
    for match in _QUOTE.finditer(text):
        quoted = match[0]
        if quoted[0] == "“":
            inner = quoted.strip("“”")
            if len(inner) > _NAME_LENGTH or _INNER_MARK.search(inner):
                continue
            found.append((*match.span(), "name"))
        elif quoted[0] == "《":
            found.append((*match.span(), "title"))
        elif quoted[0] in "〔［":
            found.append((*match.span(), "document number"))
        else:
            found.append((*match.span(), "name"))
    return found


def reason(text: str, found: Found) -> str:
    """Why `found` is no quantity, "" where it may be one; the words right around it decide."""
    start, end = found.start, found.end
    before, after = text[max(0, start - 12) : start], text[end : end + 12]
    if start < 2 and _OUTLINE.match(text) and _OUTLINE.match(text).end() > start:
        return "outline mark"
    if found.han:
        return _han(text, found, before, after)
    return _arabic(text, found, before, after)


def _arabic(text: str, found: Found, before: str, after: str) -> str:
    core = text[found.start : found.end]
    if found.numeral is None:
        return "code"
    if _ONES.match(after):
        return "name"
    if before[-1:] and _ASCII_NAME.match(before[-1]) and not (before[-1] in "-" and not before[-2:-1].isalnum()):
        return "name" if before[-1] == "+" else "code"
    if found.unit is None and after[:1] and (after[0] in "+＋" or (after[0].isascii() and after[0].isalpha()) or after[0] in "@/_"):
        return "name" if after[0] in "+＋" else "code"
    if before[-1:] == "时" and before[-2:-1].isdigit():
        return "clock time"
    if _CLOCK.match(text, found.start) or (before[-1:] in ":：" and before[-2:-1].isdigit()):
        return "clock time"
    if before[-1:] in "（(" and after[:1] in "）)" and found.unit is None and len(core) < 3:
        return "outline mark"
    if before[-1:] == "" or before[-1:] in "。；：，":
        if _OUTLINE.match(text, found.start) and found.unit is None and _OUTLINE.match(text, found.start)[0][-1] in "）)、．.":
            return "outline mark"
    if _RANK_BEFORE.search(before) and not _is_quota(found, before, after, text):
        return "ordinal"
    if found.unit is None:
        if _DECADE.match(after):
            return "date"
        if core.isdigit() and (len(core) >= _CODE_LENGTH or core[0] == "0" and len(core) > 1 or before[-1:] == "-" or after[:1] == "-"):
            return "code"
        if core.isdigit() and len(core) == 4 and core[:2] in ("19", "20"):
            return "date"
        if _RANK_AFTER.match(after):
            return "label"
        if after[:1] == ":" or before[-1:] in ":：" and len(before) > 1 and before[-2].isdigit():
            return "ratio"
        return ""
    if _COORDINATE.search(before):
        return "coordinate"
    if found.word in ("组", "队", "班", "社", "号", "楼", "单") and _PLACE_GROUP.search(before) and found.numeral.value < 40:
        return "ordinal"
    if found.word in ("级", "层", "点", "档") and found.numeral.value < 20:
        return "tier"
    if found.word in ("届", "期") and after[1:2] in "一二三四五六七":
        return "ordinal"
    return ""


def _is_quota(found: Found, before: str, after: str, text: str) -> bool:
    """前10位的家庭 takes ten of them; 后1个月内 states no rank."""
    if before[-1:] not in "前后":
        return False
    if found.unit is None:
        return False
    return found.word not in ("位", "名", "届", "强") or text[found.unit_end : found.unit_end + 1] == "的"


def _han(text: str, found: Found, before: str, after: str) -> str:
    core = text[found.start : found.end]
    if before[-1:] in ("几", "数") and core[0] in "十百千万亿" and before[-2:-1] != "分":
        return "indefinite"
    if found.numeral is None:
        return "word"
    if _ONE_TO_MANY.search(before):
        return "slogan"
    if _WEEKDAY.search(before) and found.unit is None:
        return "date"
    if _RANK_BEFORE.search(before) and not _is_quota(found, before, after, text):
        return "ordinal"
    if after[:1] in "是要" and found.unit is None and before[-1:] in ("", "。", "；", "，", "：", "、", "“"):
        return "outline mark"
    if before[-1:] == "其" and found.unit is None:
        return "outline mark"
    if found.unit is None:
        return ""
    if after[1:2] and found.word in ("组", "队", "班") and _PLACE_GROUP.search(before):
        return "ordinal"
    if found.word == "届" or found.word in ("级", "层", "点", "档", "等"):
        return "tier"
    return ""
