"""What a figure is a rate of: 每周1次 → 周, 户均 → 户, 每名党员每年 → 党员/年, 年收入 → 年, 元/亩 → 亩."""

from __future__ import annotations

import re
from typing import NamedTuple

from casekit.quantities.lexicon import Lexicon, alternation

TIMES = {"年": "年", "年度": "年", "半年": "半年", "季度": "季度", "季": "季度", "月": "月", "周": "周", "星期": "周", "天": "天", "日": "日",
         "学期": "学期", "旬": "旬", "晚": "晚", "小时": "小时", "个月": "月", "个季度": "季度", "学年": "学年", "个工作日": "工作日"}  # fmt: skip
_TIME = re.compile("(?:半年|年度?|季度?|月份?|周|星期|天|日|学期|旬|晚|小时|个月|个季度|学年|个工作日)")
_MEASURE = re.compile(
    "(?:个|名|位|支|家|户|所|座|期|批|场|头|只|套|栋|间|块|台|亩|株|棵|人|村|镇|乡|县|组|项|条|届|学年|公斤|斤|吨|公里|平方米|千瓦时|度|趟|轮|箱|袋|瓶|盒|羽|匹|份|单|笔|车|把|窝|次|门|分|股|票|人次|升)"
)
_HALF = re.compile("年|个?月|天|小时")
_HOUSEHOLD = re.compile("(?:建档立卡)?(?:贫困|脱贫|监测|低保|搬迁|困难|一般)?(?:农)?户")
_EVENT = re.compile(
    "[^，。；：、！？“”《》0-9的要须应不]{2,4}?(?=要求|不少于|不低于|不超过|不得|要|须|应|，|[0-9]|至少|覆盖|时间|人数|发放|补助|参加|参训|必|都|由|有)"
)
_SHORT = tuple("队组点站园所棚班")
_OF_NOUNS = ("个", "名", "位", "支", "家", "所", "座", "项", "条", "届", "门")
_VERBS = frozenset("有为可能要需须应给与由发选派建落安投注补奖领平获参配")
_AVERAGE = re.compile(
    "(?P<what>[户人村亩年月日株次周头校班队社镇县场家季])均(?!衡|匀|等|质|为[0-9一二三]名|由|须|应|已|能|按|要|是|不[^足到超低少]|设|以|在|建|被|达标)"
)
_YEARLY = re.compile(
    "(?<![0-9一二三四五六七八九十两几多半今去前明当近每本同全成青少童中老百千万周整历往来])(?P<what>年|月|日)(?=度?(?:平均|总|纯|净|可|均|人均|户均|预计)?(?:收入|收益|增收|产值|产量|产鲜|产茶|产|"
    "销售|销量|营收|营业额|利润|创收|创利|租金|薪|工资|分红|报酬|出栏|存栏|发电|加工|接待|节约|纯利|盈利|经营性?收入|流转费|务工|支付|补贴|供应|出货|积分|民主测评|测评|考核得分))"
)
_SLASH = re.compile(
    "[/／](?P<what>[人户亩年月天日斤次头只株吨村度时周季]|公斤|平方米|千瓦时|公里|箱|盒|袋|瓶|个|学期|小时|立方米|套|间)"
    "(?:[·•/／.](?P<time>[人户亩年月天日次季]))?"
)
_EACH_BEHIND = re.compile("每(人|户|亩|年|月|天|日|公斤|斤|次|头|只|株|吨|平方米|千瓦时|度)(?![^，。；、的）\\s])")
_ONE_OF = re.compile(
    "一(?P<what>公斤|斤|亩|头|只|株|棵|天|吨|箱|袋|瓶|盒|个月|年|户|人|次(?!性)|袋|担|尾|羽|晚|盆|朵|枚|件|碗|份|张|块|桌|位|碗|平方米|度电)"
)
_SOLD = re.compile(
    "(?:地|田)?(?:能|可|就|要|的|年|一年|刨去成本)*(?:卖|补助|补贴|补|产|收入|奖励|奖|售价|收益|挣|赚|纯利|增收|分红|分得|领|拿)?(?:到|了)?$"
)
_ACRE = re.compile("(?<![0-9一二三四五六七八九十百千万余多几每])亩(?=产(?!业)|收入|收益|效益|增收|租金|纯收)")
_YEAR_EARNS = re.compile(
    "(?:[^，。；]{0,6}?)(?:收入|收|得|有(?=[0-9一二三四五六七八九十])|有$|挣|赚|增收|分红|领|卖|拿|赚到|工资|产值|开支|下来|次|回|趟|场|评|考)"
)
# 半月会商一次, 一年两次: the time without 每
# 差评1次扣5分: a tally, the 1 counts nothing
_TALLY = re.compile("(?<!每)(?:一|1)(?P<what>次|件|起|例|处)(?=(?:扣|加|积|奖|计|罚)[0-9一二三五十])")
# 一户一张联系卡: each household one
_ONE_EACH = re.compile("一(?P<what>户|村|人|乡|镇|组)(?=一(?:张|份|本|名|个|支|台|件|册|块|套)[^策档案法品])")
_EVERY = re.compile(
    "(?<![每上下近前过这那数几])(?:一(?P<one>年|月|周|季度|季|天|个月)|(?P<what>半年|半月|半个月))(?=(?:[^，。；0-9一二三两来后前内间]{0,5}?)[1一2两二3三](?:次|场|期|份|轮|遍|考核|评|查|通报|调度|会商|研判|汇报|巡查|总结|检查))"
)
_EACH = re.compile("每(?P<n>[0-9]{1,3}|[一二两三四五六七八九十百千万]{1,2}|半)?")


_EACH_DONE = re.compile(
    "每(?![周月年季天日半个名户村人次位支家场两二三四五六七八九十])[^，。；：、！？“”《》0-9每一]{1,4}?(?:一|1)(?P<measure>个|名|户|家|亩|头|只|株|件|次|例|起|吨|公斤|斤|人|项|条|座|所|套|台|棵|小时|天|分|票|场)(?P<what>[^，。；：、！？“”《》0-9的折奖补积计加扣]{0,4})(?=，|(?:折合?|奖励?|补助?|补贴|发放|给予|计|积|加|扣|得)[0-9])"
)


class Rate(NamedTuple):
    """A rate word: where it stands, what it names, and whether that is a time."""

    start: int
    end: int
    what: str
    time: bool


class Rates:
    """Reads rate words; its expressions hold the codebook's nouns."""

    def __init__(self, words: Lexicon):
        nouns = words.nouns
        heads = {*nouns.person, *nouns.household, *nouns.place, *nouns.body, *nouns.thing} - {
            "点",
            "所",
            "站",
            "园",
            "队",
            "组",
            "对象",
            "电话",
        }
        tail = alternation(word for word in heads if len(word) > 1)
        gap = "[^，。；：、！？“”《》0-9每]{0,10}?"
        self._noun = re.compile(f"{gap}(?P<head>{alternation(heads)})(?![委级政直纪医])(?P<tail>{tail}|长|干部|干)?")
        people = alternation(word for word in nouns.person if len(word) > 1)
        self._head = re.compile(f"(?:第一书记|{alternation((*nouns.person, *nouns.household, *nouns.place))})$")
        self._person = re.compile(f"{gap}(?P<head>{people})(?P<tail>{people})?")

    def find(self, text: str) -> list[Rate]:
        """Every rate word of a sentence, in order."""
        found = []
        at = text.find("每")
        while at >= 0:
            rate = self._each(text, at)
            if rate:
                found.append(rate)
            at = text.find("每", rate.end if rate else at + 1)
        if "均" in text:
            for match in _AVERAGE.finditer(text):
                what = match["what"]
                if text[match.start() - 1 : match.start()] in ("全", "3", "平"):
                    continue
                found.append(Rate(*match.span(), TIMES.get(what, what), what in TIMES))
        for match in _ACRE.finditer(text) if "亩" in text else ():
            found.append(Rate(*match.span(), "亩", False))
        once = "一" in text or "1" in text
        for match in _TALLY.finditer(text) if once else ():
            found.append(Rate(match.start(), match.end(), match["what"], False))
        for match in _ONE_EACH.finditer(text) if once else ():
            found.append(Rate(*match.span(), match["what"], False))
        for match in _EVERY.finditer(text) if once or "半" in text else ():
            what = (match["what"] or match["one"]).replace("个月", "月")
            found.append(Rate(*match.span(), TIMES.get(what, what), True))
        for match in _YEARLY.finditer(text) if "年" in text or "月" in text or "日" in text else ():
            found.append(Rate(*match.span(), match["what"], True))
        return sorted(found)

    def _each(self, text: str, at: int) -> Rate | None:
        """The rate word that begins with the 每 at `at`."""
        done = _EACH_DONE.match(text, at)
        if done:  # 每承包一个棚，…
            return Rate(at, done.end(), done["what"] or done["measure"], False)
        match = _EACH.match(text, at)
        end, count = match.end(), match["n"] or ""
        if count == "半":
            half = _HALF.match(text, end)
            return Rate(at, half.end(), "半" + half[0], True) if half else None
        count = "" if count in ("一", "1") else count
        time = _TIME.match(text, end)
        if time:
            word = time[0].removesuffix("份")
            return Rate(at, time.end(), count + word if count else TIMES.get(word, word), True)
        measure = _MEASURE.match(text, end)
        if count:
            return Rate(at, measure.end() if measure else end, count + (measure[0] if measure else ""), False)
        if measure is None:
            noun = self._noun.match(text, end)
            return (
                Rate(at, noun.end(), self._bare(text[end : noun.end()]), False)
                if noun and noun.end() - end <= 8
                else None
            )
        return self._of(text, at, measure)

    def _of(self, text: str, at: int, measure: re.Match) -> Rate:
        """每 with a measure word: the noun behind it names the rate, else the measure word does."""
        word, end = measure[0], measure.end()
        if word in ("次", "场", "轮"):
            event = _EVENT.match(text, end)
            return Rate(at, event.end(), event[0], False) if event else Rate(at, end, word, False)
        if word == "个" and text[end : end + 1] in _SHORT:
            return Rate(at, end + 1, text[end], False)
        if word in ("户", "村", "人", "组"):
            noun = _HOUSEHOLD.match(text, end) if word == "户" else None
            return Rate(at, noun.end(), noun[0], False) if noun else Rate(at, end, word, False)
        if word in _OF_NOUNS:
            noun = (self._person if word in ("名", "位") else self._noun).match(text, end)
            if noun and noun.end() - end <= 12 and text[end] not in _VERBS:
                return Rate(at, noun.end(), self._bare(text[end : noun.end()]), False)
        return Rate(at, end, word, False)

    def _bare(self, inner: str) -> str:
        """Villages, households and people are named by the bare noun, a body with its modifiers: 驻村工作队."""
        head = self._head.search(inner)
        return head[0] if head else inner.removeprefix("的")


def after_unit(text: str, end: int) -> str:
    """The rate written behind a unit (元/亩, 元每斤, 元一斤); "" without one."""
    sign = text[end : end + 1]
    if sign in ("/", "／"):
        match = _SLASH.match(text, end)
        return "/".join(part for part in match.groups() if part) if match else ""
    if sign == "每":
        match = _EACH_BEHIND.match(text, end)
        return match[1] if match else ""
    if sign == "一":
        match = _ONE_OF.match(text, end)
        return match["what"].removeprefix("个") if match else ""
    return ""


def one_of(clause: str) -> list[Rate]:
    """一年收入…, 一个月能挣…, 一斤卖…: one of something as a rate, in the words before a number."""
    found = []
    for match in _ONE_OF.finditer(clause):
        what = match["what"].removeprefix("个")
        before = clause[match.start() - 1 : match.start()]
        if before and before in "每第同任某唯统万十二三四五六七八九这那另又":
            continue
        rest = clause[match.end() :]
        if what in ("年", "月", "天"):
            if (not rest or _YEAR_EARNS.match(rest)) and not rest.startswith(("来", "一", "级", "多")):
                found.append(Rate(*match.span(), what, True))
        elif _SOLD.match(rest.rstrip("约近不到超过达足")):
            found.append(Rate(*match.span(), what, False))
    return found


def join(rates: list[Rate]) -> str:
    """Rates as one name: what first, time last."""
    names: list[str] = []
    for rate in sorted(rates, key=lambda r: (r.time, r.start)):
        if rate.what not in names:
            names.append(rate.what)
    return "/".join(names[-2:])
