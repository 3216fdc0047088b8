"""The unit of a numeral that has none written, and the noun of a number; the two tell of each other."""

from __future__ import annotations

import re

from casekit.quantities import counting, noun
from casekit.quantities.lexicon import Lexicon
from casekit.quantities.number import Number
from casekit.quantities.place import FROM, TO, Place
from casekit.quantities.scan import EACH_ONE

_CHANGE = re.compile(
    "(?:占比|相)?(?:同比|环比|比[^，]{1,8}|较[^，]{1,8}|分别|净|共|累计|平均)?"
    "(?:增长|增加|新增|减少|下降|降低|提高|上升|增幅达?|降幅达?|占比?|占比达)(?:了|到|至|达)?$"
)
_CHANGED = frozenset("长加增低少降高升幅达占比了到至")  # what all that ends with
_DOWN_TO = re.compile("(?:降|下降|降低|减|减少)(?:到|至|为)(?:了)?$")
_LINKED = re.compile("(?:达到?|[为是有共约近逾至到仅已了再还仍只现下]|超过?|突破|总?数|累计|增加?|减少?|降低?|分别)+$")
_LISTED = re.compile("[、）](?![0-9一二两三四五六七八九十百])")
# 存个三五千|就不错了
_SPOKEN_ENDS = re.compile("就|不成问题|没问题|不等|不止|打底|[吧呢啊哩嘞咧呗哟]")
# 前10位, 前移5位: places of a ranking
_RANKS = ("前", "后", "前移", "后移", "上升", "跃升", "提升", "下降", "下滑", "前进")
# 总人口28万人，其中苗族占56%: of what another figure counts
_PART = re.compile("(?:其中.*|^有.*的)占[达到]?$|^占比?[达到]?$")
_WHOLE = re.compile("(全[村乡镇组屯寨])[^。；]{0,30}$")
_GREAT = frozenset("千万亿多余来把")
_FAR = 200  # signs before a figure in which its village is looked for
_VILLAGE = re.compile(
    "([^，。；：、0-9全该省市县区镇乡村“”（）][^，。；：、0-9县镇乡村“”（）]{0,5}(?:村|社区|嘎查))(?:委会|民委员会)?"
    "(?:现|共|总|海拔|是|系|有|辖|下辖|位于|地处|坐落|距|在|属|隶属)"
)
_SUMS = ("收入", "收益", "资金", "经费", "债务", "利润", "产值", "积累")
_OF_VILLAGE = re.compile("(?:行政|贫困|薄弱|空壳|重点|经济)*村(?=集体[^，]*(?:收入|收益|经济|积累)|收入|收益)")
_VILLAGES = re.compile("(?:[0-9]多?个|各)$")
# 连续两次|进入“黑名单”: the list that somebody gets on
_LISTED_ON = re.compile("(?:进入|列入|被列入|登上|上|进)“?([一-鿿]{0,4}(?:名单|榜单|榜))")
_TO = ("到", "至", "为", "成")
# 甲镇|187户、: the place is whose figure it is, not what is counted
_AT_PLACE = re.compile("[：、][一-鿿]{2,6}(?:[镇乡村]|街道|社区)\\Z")
_NEXT = frozenset(("、", "。", "；", "\n", ""))
_LENGTHS = frozenset(("米", "公里", "厘米"))
_HIGH = frozenset("长宽高深厚")
_PAIR = frozenset(("", "、", "共"))
# measure words that are written with what they count
_OWN = {"亩地": "地", "户人家": "人家", "口人": "人", "个人": "人"}
_SHARES = frozenset({"%", "百分点"})
_INCIDENCE = re.compile("(?:综合)?(?:贫困|返贫|失业|漏评|错退)发生率$|(?:漏评|错退|失业)率$")  # 镇安|贫困发生率
_AND_PERSONS = re.compile("[、，]?[0-9.]+[万余多]*[人名]")
# how what is measured ends: 满意率低于85%的单位
_MEASURED = frozenset("率度量额数益入值分比重长")
# as many signs may stand between a number and the noun before it: 队员|至少有3人
_NEAR = 2
#: Units of an amount: its noun stands before it.
_AMOUNTS = frozenset({"元", "%", "百分点", "倍", "分"})


def _whole(text: str, end: int) -> str:
    """The village whose households or people are counted: 全村10个村民小组|352户, 柳树村位于镇东，海拔300米，|96户."""
    begin = max(0, end - _FAR)  # keeps a page without punctuation linear
    whole = _WHOLE.search(text, begin, end)
    if whole:
        return whole[1]
    village = _VILLAGE.search(text, begin, end)
    return village[1] if village else ""


class Naming:
    """Names what numbers count with the words of one codebook."""

    def __init__(self, words: Lexicon):
        self._words = words

    def unit(self, place: Place) -> tuple[str, str]:
        """The unit of a numeral without a written one, or the reason why it has none."""
        text, found = place.line.text, place.found
        if text.startswith("大", found.end):
            return "", "sum of a list"
        bare = found.han and found.end - found.start == 1 and not place.bound  # 万兴村
        match = None if bare else self._words.counted.match(text, found.end)
        if match and not (found.han and found.numeral.value < counting.SMALL):
            if match["near"]:
                return {"户": "户", "人": "人"}.get(match["near"], "个"), ""
            return ("人" if match["person"] else "户" if match["household"] else "个"), ""
        unit = self._money(place) or self._unit_before(place) or _to_zero(place)
        return unit, "" if unit else "word" if found.han else "not understood"

    def _money(self, place: Place) -> str:
        """挣了3万多，, 月入八千，, 八九万外债, 十五六一斤: a sum without measure word."""
        found, text, words = place.found, place.line.text, self._words
        value, closes = found.numeral.value, place.end == place.high or _LISTED.match(text, place.end)
        closes = closes or _SPOKEN_ENDS.match(text, place.end)
        if EACH_ONE.match(text, place.end):
            return "元" if found.han or words.earned.search(place.before) else ""
        if value < 100 and not (place.rates and found.han):
            return ""
        if closes and words.earned.search(place.before):
            return "元"
        if TO.match(place.after) and words.earned.search(FROM.sub("", place.before)):
            return "元"  # 收入从当初的|两三千|涨到
        last = place.last
        if closes and last is not None and last.unit == "元" and last.surface[-1:] != "元" and TO.match(place.since):
            return "元"  # 从两三千涨到一万七八
        return "元" if text[found.end - 1] in _GREAT and value >= 1000 and words.owed.match(text, place.end) else ""

    def _unit_before(self, place: Place) -> str:
        """贫困人口83.68万，: the noun before a number that ends its clause gives the unit."""
        found, text = place.found, place.line.text
        if found.han or found.numeral.value < 100 or text[found.end - 1] not in "万亿余多":
            return ""
        if place.end != place.high and not _LISTED.match(text, place.end):
            return ""
        named = _LINKED.sub("", place.before)
        if self._words.person.of(named):
            return "人"
        if named.endswith("户"):
            return "户"
        if named.endswith("人次"):
            return "人次"
        return "元" if self._words.fund.search(named[-6:]) or named.endswith(self._words.nouns.worth) else ""

    def name(self, place: Place) -> None:
        """Give the number of `place` its noun; one half of a from–to pair has that of the other."""
        self._name(place.number, place)
        if place.line.pairs:
            self._pair(place)
        if place.number.unit == "元":
            place.line.sum = place.number

    def _pair(self, place: Place) -> None:
        """Bring the figures together that are told as from … to …: one noun for both."""
        number, line = place.number, place.line
        place.is_from, place.partner = place.begins_pair(), None
        if place.is_from:
            line.opened = number
            return
        if line.opened is not None and TO.match(place.since):
            place.partner = line.opened
            if number.unit == place.partner.unit:
                number.noun = place.partner.noun
        line.opened = None

    def _name(self, number: Number, place: Place) -> None:
        """The noun, and what it says of the unit: persons counted with 个 are 人."""
        text, found, words, last = place.line.text, place.found, self._words, place.last
        behind = place.noun.partition("的")[0] if number.unit == "次" else place.noun
        if last is not None and not behind and place.before[-1:] in _CHANGED and _CHANGE.match(place.before):
            number.noun = last.noun  # …12名，比上年增加3名
            return
        if found.word in _OWN:
            number.noun = _OWN[found.word]
            return
        if number.unit == "次" and (listed := _LISTED_ON.match(text, place.end)):
            number.noun = listed[1]
            return
        if number.unit == "岁" and (aged := words.aged.match(text, place.end)):
            number.noun = aged[1]  # 68岁的村民彭育晚|乐呵呵地说
            return
        if number.unit == "岁" and behind and (person := words.to_person(behind)):
            behind = behind[: person.end()]  # 80岁以上的老人|发50元
        if behind and len(behind) < 3 and place.line.pairs and text.startswith(_TO, place.end + len(behind)):
            behind = ""  # 茶园从300亩|扩到2100亩
        counted = number.unit in noun.COUNTED
        if number.unit in _LENGTHS and behind[:1] in _HIGH and len(behind) < 2:
            behind = ""  # 泥巴路只有3米多|宽
        if number.unit in _AMOUNTS:
            behind = behind and self._behind_amount(place, behind)
            if not behind and number.unit == "%" and last is not None and _PART.search(place.before):
                number.noun = last.noun  # 总人口28万人，其中苗族占56%
                return
            earlier = place.line.sum
            if (
                number.unit == "元"
                and earlier
                and behind
                and (place.bound or number.value_max)
                and not self._words.payers.of(earlier.noun)
            ):
                if self._words.placed.of(behind):
                    number.noun = earlier.noun  # 年收入10万元以上的村21个，5万元以上|的村54个
                    return
        elif behind and "、" in place.after:
            behind = noun.listed(text, place.end, behind, number.unit, words)
        if not behind or (not counted and self._is_measured(place)):
            named = noun.before(place.line, place.start, place.low, words)
            if last is not None and number.unit in noun.PERSONS and text[place.end : place.end + 1] in _NEXT:
                if _AT_PLACE.search(text, max(0, place.start - 9), place.start):
                    named = last.noun
            if number.unit == "户" and not noun.ends(named, "户", words):
                named = self._of_pair(place) or named
            if not named and not (last is not None and place.since in _PAIR):
                named = self._happens(place, place.end)
            number.noun = named if counted else self._amount(named, place)
        elif number.unit in _AMOUNTS or (
            noun.ends(behind, number.unit, words) and not (counted and behind.endswith(_SUMS))
        ):
            number.noun = noun.placed(behind, found.word, words)
        else:
            number.noun = behind = noun.headed(behind, number.unit, words).replace("村村", "村")
            if not noun.fits(behind, number.unit, words):
                # 教师10名|赴外地学习, 缺席3次的|取消资格
                earlier = noun.before(place.line, place.start, place.low, words)
                if earlier in place.before[-len(earlier) - _NEAR :] and noun.fits(earlier, number.unit, words):
                    number.noun = earlier
                elif last and place.since in _PAIR and text.endswith(last.noun, 0, last.start - place.line.start):
                    number.noun = last.noun  # 贫困户95户278人|脱贫
                elif words.noun_ends.begins(behind) and behind not in words.events:
                    # 剩下的3户|通过集体经济兜底: what is done is no noun, unless it is what is counted: 300人|实现就业
                    given = earlier if counted and noun.ends(earlier, number.unit, words) else ""
                    number.noun = self._happens(place, place.end) or given
                    return
        if last is not None and not number.noun:
            number.noun = last.noun  # 326户1380人
            if number.unit in noun.PERSONS and last.unit not in noun.PERSONS:
                number.noun = _whole(text, found.start) or last.noun  # 全村10个村民小组352户
        elif last is not None and number.unit in noun.PERSONS and last.unit == "个" and number.noun == last.noun:
            number.noun = _whole(text, found.start) or last.noun
        if found.word == "个" and words.person.of(number.noun) and not words.place_first.match(behind):
            number.unit = "人"
        elif found.word == "口" and (
            text[found.start - 1 : found.start] == "家" or text.startswith("之家", found.unit_end)
        ):
            number.unit = "人"  # 一家三口
        elif found.word == "位" and text.endswith(_RANKS, 0, found.start):
            number.unit = "位"  # 排名前10位的: places of a ranking

    def _happens(self, place: Place, at: int) -> str:
        """What is done by so many persons: 300人实现|就业, 8千人通过|易地搬迁."""
        match = self._words.happens.match(place.line.text, at) if place.number.unit in noun.PERSONS else None
        return match[1] if match else ""

    def _of_pair(self, place: Place) -> str:
        """2.1万户7.9万|贫困人口, 310户940人|脱贫: what stands behind the persons of a pair is its noun."""
        text, words = place.line.text, self._words
        persons = _AND_PERSONS.match(text, place.end)
        behind = persons and noun.behind(text, persons.end(), words)
        if behind and (noun.ends(behind, "人", words) or behind in words.events):
            return behind
        return self._happens(place, persons.end()) if persons else ""

    def _is_measured(self, place: Place) -> bool:
        """茶园5亩以上的贫困户, 缺席3次的党员: the noun of a measure that stands before it."""
        if place.number.unit in _AMOUNTS or not place.line.text.startswith("的", place.end):
            return False
        earlier = noun.before(place.line, place.start, place.low, self._words)
        told = place.bound or earlier[-1:] in _MEASURED or earlier in self._words.events
        return bool(told) and len(earlier) > 1 and place.before.endswith(earlier)

    def _behind_amount(self, place: Place, behind: str) -> str:
        """The noun behind an amount: 每年5万元|工作经费, 60%的|村有卫生室; "" where it stands before it."""
        words, text, unit = self._words, place.line.text, place.number.unit
        if unit == "%":
            if not text.startswith("的", place.end) or place.before[-1:] in _MEASURED or words.noun_ends.begins(behind):
                return ""
            head = words.to_body(behind)
            return behind[: head.end()] if head else behind
        if unit == "元" and (text.startswith("的", place.found.unit_end) or words.fund.search(behind[:12])):
            verbs = [end for begin, end in words.noun_begins.all(behind) if end - begin > 1]
            return behind[verbs[-1] :] if verbs else behind
        return ""

    def _amount(self, named: str, place: Place) -> str:
        """What an amount is, without whose it is: 朱家村|集体收入; who gets or pays it is none: 主任每人1400元."""
        payers, unit, last, text = self._words.payers.of, place.number.unit, place.line.sum, place.line.text
        if unit in _LENGTHS and len(named) > 2 and named[-1] in _HIGH:
            return named[:-1]  # 边境线|长
        if unit == "元" and (of := _OF_VILLAGE.match(named)):
            at = text.rfind(named, place.near, place.start)
            if at > 0 and _VILLAGES.search(text, max(0, at - 3), at):
                named = named[of.end() :]  # 322个村|集体收入
        while len(named) > 4 and (whose := self._words.whose(named)):
            named = named[whose.end() :]
            if named[:1] in self._words.first_leading and (lead := self._words.leading.match(named)):
                named = named[lead.end() :] or named  # 大湾村|捐赠|扶贫资金
        if unit in _SHARES and (rate := _INCIDENCE.search(named)):
            return rate[0]
        if unit == "元" and last is not None and payers(named) and not payers(last.noun):
            return last.noun
        return named


def _to_zero(place: Place) -> str:
    """贫困发生率降到0: what has come down to nothing has the unit of where it came from."""
    line, found, last = place.line, place.found, place.last
    if line.text[found.start : found.end] != "0" or not _DOWN_TO.search(place.before):
        return ""
    if "发生率" in place.before:
        return "%"
    return last.unit if last is not None and TO.match(place.since) else ""
