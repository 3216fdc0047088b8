"""Below the last paragraph: what still belongs to the text, who signs it, and what goes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from casekit.article.fields import Metadata, iso_date
from casekit.article.lines import CAPTION, DATE_ALONE, PROSE, Line, tells_value

if TYPE_CHECKING:
    from casekit.codebook.furniture import Furniture, Rule

_NAMED = 8  # characters of the name of a table
_LIST_LEAD = re.compile(r"(?:[:：]|如下|名单|附件)\s*$")
_ANNEX = re.compile(r"附(?:件|表|录)?\s*[一二三四五\d]?\s*[:：]?$")
# A clause that counts, as headlines in a list of links hardly do: 参加学习每次2分，全年不超过12分; then also 35岁以下占14.1%.
_COUNTS = re.compile(r".*\d\s*(?:[%％]|(?![年月日号版页期届时])[\u4e00-\u9fff])")
_COUNT_ENDS = re.compile(r".*[\u4e00-\u9fff]\d[\d.,]*\s*(?:[%％]|(?![年月日号版页期届时])[\u4e00-\u9fff]{1,3})[）)]?$")


def settle_foot(lines: list[Line], last: int, bottom: int, furniture: Furniture, about: Metadata) -> list[Line]:
    """Below the last paragraph what carries on its list or ends like a sentence stays; the rest goes.

    Returns the lines that hold metadata.
    """
    over = annex = False
    telling: list[Line] = []
    before = lines[last]
    for number in range(last + 1, len(lines)):
        line = lines[number]
        line.rule = line.rule or furniture.below.of(line.text)
        over = over or number >= bottom
        if before.kind == "attachment" and line.outline and not line.ended:  # 2.项目清单
            line.kind = "attachment"
        elif line.rule:
            line.kind = line.rule.kind
            over = over or line.rule.kind not in ("caption", "metadata", "pagination", "attachment")
            if before.kind == "signature" and number < bottom and DATE_ALONE.match(line.text):
                about.signed = about.signed or iso_date(line.text)
            if line.rule.kind in ("metadata", "signature", "editors") and number < bottom:
                telling.append(line)
        elif (signature := _signs(lines, number, furniture)) and (not over or number < bottom):
            line.rule, line.kind = signature, "signature"
            telling.append(line)
        elif over:
            line.kind = "related"
        elif DATE_ALONE.match(line.text):
            line.kind, over = "signature", True
            about.published = about.published or iso_date(line.text)
        elif annex or _goes_on(line, before, lines[last]) or _is_row(lines, number) or _breaks_off(lines, number):
            line.keep, annex = True, annex or bool(_ANNEX.match(line.text))
        else:
            line.kind, over = "links", over or number > last + 1
        before = line
    for line in reversed(lines[last + 1 :]):  # what is announced there went
        if line.keep and line.text[-1] not in "：:":
            break
        if line.keep:
            line.keep, line.kind = False, "related"
    return telling


def _signs(lines: list[Line], number: int, furniture: Furniture) -> Rule | None:
    """The rule by which this line is an office that signs the date in the next line."""
    rule = furniture.head.of(lines[number].text)
    after = next((line for line in lines[number + 1 : number + 3] if DATE_ALONE.match(line.text)), None)
    return rule if rule and rule.kind == "signature" and after else None


def _goes_on(line: Line, before: Line, paragraph: Line) -> bool:
    """Does a line below the last paragraph carry on the text: a sentence, an item, an entry of an announced list, a clause that counts?"""
    if line.ended or line.outline or line.text[-1] in "：:，":
        return True
    if not before.keep:
        return False
    if _COUNTS.match(line.text) if "，" in line.text else not before.prose and _COUNT_ENDS.match(line.text):
        return True
    return bool(_LIST_LEAD.search(before.text) or (not before.prose and _LIST_LEAD.search(paragraph.text)))


def _breaks_off(lines: list[Line], number: int) -> bool:
    """Is this the last line of a page that was cut off within a sentence?"""
    line = lines[number]
    before = lines[number - 1]
    cut = number == len(lines) - 1 and (before.prose or (before.keep and before.outline))
    return cut and len(line.text) >= PROSE and line.text.count("，") > 1


def _is_row(lines: list[Line], number: int) -> bool:
    """Is this line of a table: a row with a value, a row as wide above it, or the heading right above?"""
    line = lines[number]
    if tells_value(line):
        return True
    after = lines[number + 1] if number + 1 < len(lines) else None
    if after is not None and after.row and not line.rule and len(line.text) >= _NAMED:  # the name of a table
        return True
    cells = len(line.text.split())
    return bool(after and tells_value(after) and (CAPTION.match(line.text) or 1 < cells == len(after.text.split())))
