"""Read the sentences of a document: each number with everything its sentence says about it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from datetime import date
from functools import lru_cache

from casekit.codebook import Codebook
from casekit.document import Document, Sentence
from casekit.numerals import plain
from casekit.quantities import counting, exclusions, noun, qualifier, rate
from casekit.quantities.covered import Covered
from casekit.quantities.lexicon import Lexicon, lexicon
from casekit.quantities.number import Number
from casekit.quantities.period import Period, stated
from casekit.quantities.rate import Rate, Rates
from casekit.quantities.scan import SEED, Found, scan
from casekit.quantities.status import Statuses

_MARKS = re.compile("[，。；：！？]")
_TIME_HINT = re.compile("年|月|日|季度|“|节|期|[0-9]{4}[-./]|以来|今|当")
_RATE_HINT = re.compile("[每均一年月日]")
_GOES_ON = ("同时", "其中")
_LEVEL = re.compile("(?:降到|降至|下降到|下降至|减少到|减少至|增加到|增加至|增长到|提高到|提高至|达到|增至|减至|升至|上升到)$")
_FROM = re.compile("(?:由|从)(?:[^，。；]{0,14}的|[^，。；]{0,4})$")
_TO = re.compile("(?:[^，。；0-9]{0,2})?(?:下降|减少|减|降低|降|增加|增长|增|提高|提升|上升|升|扩大|发展|压缩|缩短|跃升|攀升|涨|变)(?:为|到|至)")
_GREW = re.compile("(?:增长|下降|增|降|提高|上升)$")
_DEADLINE = re.compile("实现|完成|达到|建成|覆盖|脱贫|摘帽|投产|投用|竣工|前|交付")
_LINKED = re.compile("(?:达到?|为|有|共|约|近|超过?|突破|数|总数|至|到|仅|累计|已|增加|减少|分别)+$")
_COMPARED = re.compile("(?:比|较|同比|环比)[^，]{0,8}(?:增加|减少|提高|增收|增|降低|下降|增长|多|少)$")
_SPANS = ("年", "个月", "周", "天", "小时", "%", "岁", "周岁")
_NEW_SUBJECT = re.compile("(?:其中|全[县市区省镇乡村]|该|本|各|由|对|共|已)")
_CLOSED = re.compile("已|共|累计|每|均|了|目前|总|发现|缺勤|积分|可以|连续|超过|低于|满")
_COLLECTIVE = re.compile("村(?:级)?集体(?:经济)?(?:年)?(?:经营性)?(?:纯)?收入(?:全部|均|都|普遍)?(?:超过|达到|突破|达|不低于)?$")
_WHOSE = re.compile("(?:以上|以下|以内)的(村|户|人|农户|家庭|企业|合作社|乡镇)(?![^由占有达，。、；]{2})")
_GRANT_TO = re.compile(
    "对[^，。；]{2,30}的(合作社|企业|农户|贫困户|户|村|个人|大户|党员|学生|大学生|家庭|经营主体|基地|车间|公司|能人)，?(?:每[^，。；]{0,3})?(?:按[^，。；]{0,8})?(?:给予|一次性|奖励|奖补|补助|补贴)"
)


@lru_cache(maxsize=8)
def reader(codebook: Codebook) -> Reader:
    """The reader of a codebook, its expressions compiled."""
    return Reader(lexicon(codebook))


class _Line:
    """One sentence while it is read: its clauses, stated times and rate words."""

    def __init__(self, text: str, published: date | None, words: Lexicon, rates: Rates):
        self.text = text
        self.marks = [match.start() for match in _MARKS.finditer(text)]
        self.periods = stated(text, published, words.periods, words.times) if _TIME_HINT.search(text) else []
        self.rates = rates.find(text) if _RATE_HINT.search(text) else []
        self.binding = [period for period in self.periods if period.kind not in ("base", "born", "name")]
        self._period_starts = [period.start for period in self.binding]
        self._rate_ends = [found.end for found in self.rates]

    def clause(self, at: int) -> tuple[int, int]:
        """Where the clause of offset `at` begins and ends."""
        i = bisect_left(self.marks, at)
        return (self.marks[i - 1] + 1 if i else 0), (self.marks[i] if i < len(self.marks) else len(self.text))

    def period_before(self, at: int, last_end: int) -> Period | None:
        """The stated time that binds the number at `at`; `last_end` is where the number before it ends."""
        for period in reversed(self.binding[: bisect_right(self._period_starts, at)]):
            if period.kind == "local" and last_end > period.end:
                continue
            if period.iso == "当年" and self.clause(period.start)[1] < at:
                continue
            return period
        return None

    def period_after(self, at: int) -> Period | None:
        i = bisect_left(self._period_starts, at)
        return self.binding[i] if i < len(self.binding) else None

    def rates_between(self, low: int, high: int) -> list[Rate]:
        i = bisect_right(self._rate_ends, low)
        return self.rates[i : bisect_right(self._rate_ends, high)]


class _Pair:
    """Figures told as from … to …: the first holds at the begin of a stated span, the second at its end."""

    def __init__(self):
        self._own: tuple[str, str] | None = None
        self._from: Number | None = None

    def read(self, number: Number, before: str, after: str, period: Period | None) -> None:
        """Correct the period of `number` where it is one half of a pair; `before` and `after` are the words around it."""
        local = period is not None and period.kind == "local"
        if _FROM.search(before) and _TO.match(after):
            self._from = number
            if not local:
                number.period = self._own[0] if self._own else _half(period, 0, number.period)
        elif self._from is not None and _TO.match(before):
            if local and self._own is None and self._from.period:
                self._own = (self._from.period, number.period)
            elif not local:
                number.period = self._own[1] if self._own else _half(period, 1, number.period)
            if number.unit == self._from.unit:
                number.per = number.per or self._from.per
            self._from = None
        else:
            self._from = None


def _half(period: Period | None, which: int, plain_period: str) -> str:
    """One end of a span of years; a stretch that nothing dates gives its figures no time."""
    if period is None:
        return ""
    if period.kind == "span" and period.iso.count("/") == 1:
        return period.iso.split("/")[which]
    return "" if period.kind == "open" else plain_period


class Reader:
    """Reads documents with one codebook."""

    def __init__(self, words: Lexicon):
        self._words = words
        self._rates = Rates(words)
        self._statuses = Statuses(words)

    def read(self, document: Document) -> list[Number]:
        """Every number of the document; see :func:`casekit.quantities.find`."""
        text = plain(document.text)
        genre, published = self._statuses.genre(document), document.date
        names = list(self._words.not_words.items())
        taken = [(start, end, names[key][1]) for key, start, end in self._words.automaton.find_matches_as_indexes(text)]
        taken += [(start, end, "lost digits") for start, end in document.meta.get("lost", ())]
        taken.sort()
        starts = [span[0] for span in taken]
        numbers: list[Number] = []
        ruled = ""
        earlier: tuple[int, str, Period | None] | None = None
        for sentence in document.sentences:
            local = text[sentence.start : sentence.end]
            carried = None
            if local.startswith(_GOES_ON) and earlier and earlier[0] == sentence.paragraph:
                carried = earlier[2] or _last_period(earlier[1], published, self._words)
            rules = self._statuses.rules(local) or (ruled == "；" and not local.startswith("目前"))
            ruled = local[-1:] if rules else ""
            line = None
            if SEED.search(local):
                line = _Line(local, published, self._words, self._rates)
                low, high = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
                inside = [(s - sentence.start, e - sentence.start, why) for s, e, why in taken[low:high]]
                numbers += self._sentence(document, sentence, line, inside, carried, "required" if rules else genre)
            in_force = next((p for p in reversed(line.binding if line else ()) if p.kind != "local"), None) or carried
            earlier = (sentence.paragraph, local, in_force)
        return numbers

    def _sentence(
        self, document: Document, sentence: Sentence, line: _Line, inside: list[tuple[int, int, str]], carried: Period | None,
        genre: str,
    ) -> list[Number]:
        text, words = line.text, self._words
        spans = [(p.start, p.end, "span of time" if p.kind == "open" else "date") for p in line.periods]
        spans += [(r.start, r.end, "rate") for r in line.rates]
        spans += inside + exclusions.names(text)
        numbers: list[Number] = []
        last: Number | None = None
        pair = _Pair()
        for found, why in scan(text, words, Covered(spans)):
            why = why or exclusions.reason(text, found)
            number = None
            if not why:
                number, why = self._quantity(document, sentence, line, found, last, carried, genre, pair)
            if why:
                start, end = found.start, found.end
                number = Number(sentence.no, sentence.start + start, sentence.start + end,
                                document.text[sentence.start + start : sentence.start + end], reason=why)  # fmt: skip
            else:
                last = number
            numbers.append(number)
        return numbers

    def _quantity(
        self, document: Document, sentence: Sentence, line: _Line, found: Found, last: Number | None, carried: Period | None,
        genre: str, pair: _Pair,
    ) -> tuple[Number | None, str]:
        """The number with all its fields, or the reason why it is none."""
        text, words = line.text, self._words
        unit, end = (found.unit.unit if found.unit else ""), found.unit_end
        low, high = line.clause(found.start)
        if not unit:
            unit, named = self._unit_of_noun(text, found)
            unit = unit or self._unit_before(text, found, low, high)
            if not unit:
                return None, "word" if found.han else named
        start, bound = qualifier.touching_before(text, found.start, words)
        end, behind, suffix = qualifier.touching_after(text, end, words)
        per_unit, _ = rate.after_unit(text, found.unit_end)
        last_end = last.end - sentence.start if last and last.end - sentence.start <= found.start else 0
        rates = self._rates_of(line, low, found.start, last_end)
        what = noun.behind(text, end)
        goes_on = self._goes_on(line, last, last_end, low, start, unit, rates)
        apart = qualifier.apart(text[max(low, last_end) : start], words)
        if not bound and not behind and not found.numeral.vague:
            bound = apart
        why = counting.reason(found, what, bool(bound or behind or found.numeral.vague), bool(rates or goes_on), text[low:start], text[end : end + 8], words)
        if why:
            return None, why
        value = round((found.numeral.value + 0.5 * found.half) * found.factor, 6)
        number = Number(
            sentence.no, sentence.start + start, sentence.start + end, document.text[sentence.start + start : sentence.start + end],
            value, round(found.high * found.factor, 6) if found.high is not None else None, unit,
        )  # fmt: skip
        number.noun = self._noun(text, what, start, unit, found)
        if found.word == "个" and not words.place_first.match(what) and self._is_person(what, number.noun):
            number.unit = "人"
        if found.word in ("位", "名") and text[found.start - 1 : found.start] in ("前", "后"):
            number.unit = "人" if found.word == "名" else "位"  # 排名前10位的: places of a ranking
        period = self._period(line, found, low, high, last_end, carried)
        number.period = period.iso if period and number.unit not in ("岁", "周岁", "年") else ""
        number.qualifier = bound or behind or found.numeral.vague or "exact"
        future = _is_future(period, document)
        number.status = self._statuses.read(
            text[low:start], text[end:high], text[min(low, max(last_end, low - 40)) : start], text[:start], future=future, dated=bool(period and len(period.iso) == 10 and not future), each=any(text[r.start] == "每" for r in rates),
            bound=number.qualifier, unit=number.unit, genre=genre, last=last.status if last else "",
        )  # fmt: skip
        number.per = self._per(number, rates, per_unit, line, low, found, last, last_end)
        if goes_on and not number.per:
            number.per, number.status = last.per, last.status
        pair.read(number, text[max(low, last_end) : start], text[end : end + 6], period)
        if number.status == "required" and period and period.kind != "local" and (period is carried or last_end > period.end):
            number.period = ""
        if number.status == "planned" and number.period == "全年" and document.year:
            number.period = str(document.year)
        if number.status == "planned" and not future and period and last and last_end > period.end:
            # the time of what was done says nothing about what is to come
            number.period = last.period if last.status == "planned" else ""
        if number.status == "reported" and number.per and last and number.per == last.per and not rates and last.status == "required":
            number.status = "required"  # 每户扶持2头母牛或1个大棚
        if suffix == "以上" and number.qualifier == "over" and number.status != "reported":
            number.qualifier = "at_least"
        number.found_by = f"units: {found.word}" if found.word else "nouns: " + unit
        return number, ""

    def _is_person(self, what: str, named: str) -> bool:
        words = self._words
        return bool(words.person.search(named) or words.person_first.match(what) and not words.concrete.search(what))

    def _unit_of_noun(self, text: str, found: Found) -> tuple[str, str]:
        """The unit that the noun gives where no measure word is written."""
        if text[found.end : found.end + 1] == "大":
            return "", "sum of a list"
        match = self._words.counted.match(text, found.end)
        if match is None or (found.han and found.numeral.value < counting.SMALL):
            return "", "not understood"
        if match["near"]:
            return ("户" if match["near"] == "户" else "人" if match["near"] == "人" else "个"), ""
        return ("人" if match["person"] else "户" if match["household"] else "个"), ""

    def _unit_before(self, text: str, found: Found, low: int, high: int) -> str:
        """贫困人口83.68万，: the noun before a number that ends its clause gives the unit."""
        if found.end != high or found.han or found.numeral.value < 100 or text[found.end - 1] not in "万亿余多":
            return ""
        named = _LINKED.sub("", text[low : found.start])
        if self._words.person.search(named):
            return "人"
        if named.endswith("户"):
            return "户"
        return "元" if self._words.fund.search(named[-6:]) else ""

    def _noun(self, text: str, what: str, start: int, unit: str, found: Found) -> str:
        if unit in ("元", "%", "百分点", "倍", "分") and not (what and (self._words.fund.search(what[:12]) or text[found.unit_end : found.unit_end + 1] == "的")):
            return noun.before(text, start)
        return what or noun.before(text, start)

    def _rates_of(self, line: _Line, low: int, at: int, last_end: int) -> list[Rate]:
        """Rate words that bind a number: in its clause since the last number, or alone in the clause before."""
        rates = line.rates_between(max(low, last_end) if last_end > low else low, at)
        rates += rate.yearly_one(line.text[max(low, last_end) : at])
        if not rates and low > 0 and last_end <= low:
            before, _ = line.clause(low - 1)
            if last_end <= before:
                # 每季度末，…: the rate fills the clause before; 每承包一个棚，…: it is a condition of what follows
                rates = [r for r in line.rates_between(before, low) if line.text[r.start] == "每" and low - r.end <= 3 and "一" not in line.text[r.end : low]]
        return rates

    def _goes_on(self, line: _Line, last: Number | None, last_end: int, low: int, start: int, unit: str, rates: list[Rate]) -> bool:
        """每年慰问1次，体检1次: a norm goes on in the next clause, whose words name nobody else."""
        if last is None or rates or not last.per or last.status != "required" or last_end >= low or not 2 <= start - low <= 8:
            return False
        if line.text.count("，", last_end, low) != 1 or unit in _SPANS or unit != "元" and _NEW_SUBJECT.match(line.text, low):
            return False
        return not _CLOSED.search(line.text[low:start])

    def _per(
        self, number: Number, rates: list[Rate], per_unit: str, line: _Line, low: int, found: Found, last: Number | None, last_end: int
    ) -> str:
        if per_unit:
            return per_unit
        if rates:
            whose = self._per_of_condition(line, found, low) if number.unit == "元" and all(r.time for r in rates) else ""
            return f"{whose}/{rate.join(rates)}" if whose else rate.join(rates)
        between = line.text[last_end : found.start] if last else ""
        if last and last.per and len(between) <= 24:
            if last_end >= low and (number.unit not in ("年", "个月", "%") or number.unit == last.unit) and re.search("[、和及与或]", between):
                return last.per
            if number.qualifier == last.qualifier == "at_least" and between.startswith("，"):
                return last.per
            if between.startswith(("组成，其中", "，其中")) and last.status == "required":
                return last.per
            if number.unit == last.unit and _COMPARED.match(line.text[low : found.start]):
                return last.per
        if number.unit == "元":
            return self._per_of_condition(line, found, low)
        return ""

    def _per_of_condition(self, line: _Line, found: Found, low: int) -> str:
        """5万元以上的村 tells incomes of villages; 对带动10户以上的合作社…奖励5万元 a grant to each of them."""
        after = _WHOSE.match(line.text, found.unit_end)
        if after:
            return after[1]
        collective = _COLLECTIVE.search(line.text[low : found.start])
        if collective:
            return "村" if re.search("个|全部|均|都", line.text[low : found.start]) else ""
        match = None
        for match in _GRANT_TO.finditer(line.text[max(0, low - 40) : found.start]):
            pass
        return match[1] if match else ""

    def _period(self, line: _Line, found: Found, low: int, high: int, last_end: int, carried: Period | None) -> Period | None:
        before = line.period_before(found.start, last_end)
        if before:
            if before.iso in ("年末", "年初") and before.end <= low and found.word == "%" and _GREW.search(line.text[low : found.start]):
                return None
            if before.kind == "open" and before.end <= low and _LEVEL.search(line.text[low : found.start]):
                return None
            return before
        after = line.period_after(found.unit_end)
        if after and after.kind not in ("open", "local"):
            begin, end = line.clause(after.start)
            if begin == low and after.start < high:
                return after
            if begin == high + 1 and not SEED.search(line.text[after.end : end]) and _DEADLINE.search(line.text[after.end : end]):
                return after
        return carried


def _last_period(text: str, published: date | None, words: Lexicon) -> Period | None:
    if not _TIME_HINT.search(text):
        return None
    binding = [period for period in stated(text, published, words.periods, words.times) if period.kind not in ("base", "born", "name", "local")]
    return binding[-1] if binding else None


def _is_future(period: Period | None, document: Document) -> bool:
    """Does the period begin after the article's own date?"""
    if period is None or not document.published or not period.iso[:4].isdigit():
        return False
    first = period.iso.split("/")[0]
    return first > document.published[: len(first)]
