"""What a figure is a rate of: 每周1次 → 周, 户均 → 户, 每名党员每年 → 党员/年, 年收入 → 年, 元/亩 → 亩."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from casekit.codebook.alternatives import alternation, any_word
from casekit.codebook.grammar import Grammar
from casekit.codebook.modality import Word
from casekit.quantities.lexicon import Lexicon

#: The kind of the signs of a rate among the small words looked for in every sentence.
RATE = 1 << 15
_N = "[0-9]{1,3}|[一二两三四五六七八九十百千万]{1,2}"
_COUNT = re.compile(f"每隔?(?P<n>(?:{_N})(?P<range> ?(?:[-—–~－]{{1,3}}|至|到) ?(?:{_N}))?|半)?")
# 十天碰一次头, but not 近两年办过一次
_SPACED = re.compile(
    "(?<![近过前这那年了用第每隔后满才短足月去续至到—~0-9一二三四五六七八九十-])(?:[两二三四五六七八九十]|[0-9]{1,2})(?:天|个月|年|周|个星期)"
    "(?=[^，。；、0-9一过了来内前后间里的没未]{0,3}一次(?!性))"
)
_NO_MARK = "[^，。；：、！？“”《》0-9"


class Rate(NamedTuple):
    """A rate word: where it stands, what it names, and whether that is a time."""

    start: int
    end: int
    what: str
    time: bool


class Rates:
    """Reads rate words; its expressions hold the codebook's nouns and small words."""

    def __init__(self, words: Lexicon, grammar: Grammar):
        self._times, self._grammar = grammar.times, grammar
        self._lists = {name: tuple(word.word for word in listed) for name, listed in grammar.rate.items()}

        def some(name: str) -> str:
            return any_word(grammar.rate[name])

        def signs(name: str) -> str:
            return "".join(self._lists[name])

        self._nouns(words)
        self._time = re.compile(alternation(self._times))
        self._measure = re.compile(some("measures"))
        self._verb = re.compile(some("verbs"))
        self._half = re.compile(some("halves"))
        self._household = re.compile(f"(?:建档立卡)?{some('households')}?农?户")
        self._event = re.compile(f"{_NO_MARK}的要须应不]{{2,4}}?(?=[0-9]|{some('event_ends')})")
        heads = f"(?:[^，。；：、0-9]{{0,8}}?工作)?(?P<meeting>{_NO_MARK}]{{0,6}}?{some('meetings')})"
        self._meeting = re.compile(f"{some('meeting_verbs')}?{heads}(?={some('meeting_ends')})")
        self._creature = re.compile(f"[^，。；：、0-9的]{{0,4}}?(?P<what>{some('creatures')})")
        # 户平增收3000元: so they say in the south
        self._averaged = re.compile(
            "(?P<what>[户村亩]|(?<!家)人)平(?=[0-9一二三四五六七八九]|[增减创获]|纯?收|年|可支配|达|约|近|超过|突破|不足|产值|补助|拥有)"
        )
        self._single = re.compile(f"单(?<![{signs('single_not')}]单)(?={some('single')})")
        self._average = re.compile(f"(?P<what>{some('averaged')})均(?!{some('not_averaged')}|不[^足到超低少])")
        between = f"度?{some('yearly_between')}?"
        self._yearly = re.compile(
            f"(?P<what>[年月日])(?<![{signs('yearly_not')}].)(?={between}(?:{some('yearly')}|(?<=平均)[0-9])|[人户村亩]均)"
        )
        self._score = re.compile(f"(?P<what>[年月季])度[^，。；0-9]{{0,4}}?{some('scores')}")
        self._slash = re.compile(f"[/／](?P<what>{some('slash')})(?:[·•/／.](?P<time>{some('slash_again')}))?")
        self._each_behind = re.compile(f"每({some('each_behind')})(?![^，。；、的）\\s])")
        self._one_of = re.compile(f"一(?P<what>{some('one_of')})")
        self._one_behind = re.compile(f"一(?P<what>{some('one_behind')})(?=[，。；、！？”）]|$)")
        # 一捆柴|卖两块, 一亩辣椒|能卖七八千
        self._sold_of = re.compile(
            f"(?P<of>[^，。；、的了0-9一卖能可要]{{1,3}}){some('sold_adverbs')}*(?:多?卖|打|产)[到了出]?$"
        )
        self._raised = re.compile(f"(?P<what>{some('creatures')})?(?:地|田|[^，。；0-9一]{{2,3}})?{some('subsidies')}$")
        self._sold = re.compile(
            f"(?:[地田]|{some('creatures')})?(?:{some('sold_adverbs')})*{some('sold')}?(?:{some('sold_adverbs')})*[到了]?$"
        )
        self._acre = re.compile(f"亩(?<![0-9一二三四五六七八九十百千万余多几每]亩)(?={some('acre_yields')})")
        # 有 brings something only where the figure follows
        self._year_earns = re.compile(f"[^，。；]{{0,6}}?(?:{some('year_earns')}|有(?=[0-9一二三四五六七八九十])|有$)")
        # 差评1次扣5分: a tally, the 1 counts nothing
        # 举报一起安全隐患加5分: what it is given for
        self._scored = re.compile(
            f"[一1](?<![每第]){some('tallied')}(?P<what>[^，。；：、0-9的]{{2,6}}?)(?={some('tally_points')}[0-9一二三五十]+分)"
        )
        self._tally = re.compile(f"[一1](?<!每.)(?P<what>{some('tallied')})(?={some('tally_points')}[0-9一二三五十])")
        # 1个积分抵1元: what it buys
        self._exchange = re.compile(
            f"(?<![0-9一二三四五六七八九十第.])每?[一1](?:个?积)?分(?=(?:能|可|可以)?{some('buys')}[0-9一二两三五十])"
        )
        # 一户一张联系卡: each household one
        thing = f"一{some('each_thing')}[^{signs('each_thing_not')}]"
        self._one_each = re.compile(f"一(?P<what>{some('each_one')})(?={thing})")
        # 半月会商一次, 一年两次: the time without 每
        #: A sentence without one of these has no rate word but the yearly ones and scores.
        self.signs = {RATE: [Word(word) for word in self._literals()]}
        often = f"[^，。；0-9一二三两来后前内间]{{0,5}}?[1一2两2二3三]{some('every_deed')}"
        own = signs("every_not")
        self._every = re.compile(
            f"(?:一(?<![{own}]一)(?P<one>{some('every_one')})|(?P<what>半(?<![{own}]半){some('every_half')}))(?={often})"
        )
        # what all three begin with
        self._one = re.compile(
            f"[一1半](?:(?<!半){some('tallied')}|(?<=一){some('each_one')}一|(?<=一){some('every_one')}|(?<=半){some('every_half')})"
        )
        # 每承包一个棚，…
        self._each_done = re.compile(
            f"每(?![{signs('done_not')}]){_NO_MARK}每一]{{1,4}}?[一1](?P<measure>{some('done_measures')})"
            f"(?P<what>{_NO_MARK}的折奖补积计加扣可]{{0,4}})(?=，|可?{some('done_gives')}[0-9])"
        )

    def _literals(self) -> Iterator[str]:
        """What the rate words begin or end with, but for the yearly ones and scores."""
        lists = self._lists
        yield "每"
        yield from (f"{what}均" for what in lists["averaged"])
        points = ("个积分", "积分", "分可", "分能", *(f"分{word}" for word in lists["buys"]))
        yield from (f"{one}{what}" for one in "一1" for what in points)
        yield from (f"{what}平" for what in "户村亩人")
        yield from (f"单{what}" for what in lists["single"])
        yield from (f"亩{what}" for what in lists["acre_yields"])
        yield from (f"{one}{what}" for one in "一1" for what in lists["tallied"])
        yield from (f"一{what}" for what in lists["every_one"])
        yield from (f"一{what}一" for what in lists["each_one"])
        yield from (f"半{what}" for what in lists["every_half"])

    def _nouns(self, words: Lexicon) -> None:
        nouns = words.nouns
        heads = {*nouns.person, *nouns.household, *nouns.place, *nouns.body, *nouns.thing} - {*self._lists["no_heads"]}
        tail = alternation(word for word in heads if len(word) > 1)
        gap = f"{_NO_MARK}每]{{0,10}}?"
        self._noun = re.compile(
            f"{gap}(?P<head>{alternation(heads)})(?![委级政直纪医属]|(?<=[省市县区])派驻|(?:帮扶|工作)[队组])(?P<tail>{tail}|长|干部|干)?"
        )
        people = alternation(word for word in nouns.person if len(word) > 1)
        self._called = re.compile(
            f"[^，。；：、！？“”《》0-9一两每的各]{{2,5}}?(?=[0-9]|{any_word(self._grammar.rate['named_ends'])})"
        )
        self._head = re.compile(f"(?:第一书记|{alternation((*nouns.person, *nouns.household, *nouns.place))})$")
        self._person = re.compile(f"{gap}(?P<head>{people})(?P<tail>{people})?")

    def find(self, text: str, kinds: int) -> list[Rate]:
        """Every rate word of a sentence, in order; `kinds` are those of its small words."""
        found = self._told(text) if kinds & RATE else []
        if "年" in text or "月" in text or "日" in text:
            found += [Rate(*match.span(), match["what"], True) for match in self._yearly.finditer(text)]
        if "度" in text and "分" in text:
            known = {rate.start for rate in found}
            scores = [match for match in self._score.finditer(text) if match.start() not in known]
            found += [Rate(*m.span(), self._times.get(m["what"], m["what"]), True) for m in scores]
        return sorted(found) if len(found) > 1 else found

    def _told(self, text: str) -> list[Rate]:
        """The rate words that hold one of the signs."""
        found, at = [], text.find("每")
        while at >= 0:
            rate = self._each(text, at)
            if rate:
                found.append(rate)
            at = text.find("每", rate.end if rate else at + 1)
        if "单" in text:
            for single in self._single.finditer(text):
                found.append(self._of(text, single.start(), self._measure.match(text, single.start() + 1)))
        if "均" in text:
            for match in self._average.finditer(text):
                what = match["what"]
                if text[match.start() - 1 : match.start()] not in {"全", "3", "平"}:
                    found.append(Rate(*match.span(), self._times.get(what, what), what in self._times))
        if "平" in text:
            found += [Rate(*match.span(), match["what"], False) for match in self._averaged.finditer(text)]
        if "亩" in text:
            found += [Rate(*match.span(), "亩", False) for match in self._acre.finditer(text)]
        if "分" in text:
            found += [Rate(*match.span(), "积分", False) for match in self._exchange.finditer(text)]
        if self._one.search(text):
            found += [Rate(*match.span(), match["what"], False) for match in self._tally.finditer(text)]
            if "分" in text:
                found += [Rate(*match.span(), match["what"], False) for match in self._scored.finditer(text)]
            found += [Rate(*match.span(), match["what"], False) for match in self._one_each.finditer(text)]
            for match in self._every.finditer(text):
                what = (match["what"] or match["one"]).replace("个月", "月")
                found.append(Rate(*match.span(), self._times.get(what, what), True))
        if "一次" in text:
            found += [Rate(*match.span(), match[0], True) for match in _SPACED.finditer(text)]
        return found

    def _each(self, text: str, at: int) -> Rate | None:
        """The rate word that begins with the 每 at `at`."""
        done = self._each_done.match(text, at)
        if done:  # 每承包一个棚，…
            return Rate(at, done.end(), done["what"] or done["measure"], False)
        match = _COUNT.match(text, at)
        end, count = match.end(), match["n"] or ""
        if count == "半":
            half = self._half.match(text, end)
            return Rate(at, half.end(), "半" + half[0], True) if half else None
        count = "" if count in {"一", "1"} else count.replace(" ", "")
        time = self._time.match(text, end)
        if time:
            word = time[0].removesuffix("份")
            return Rate(at, time.end(), count + word if count else self._times.get(word, word), True)
        measure = self._measure.match(text, end)
        if match["range"]:  # 每8-10户推选一名: how many it is has no one value
            return self._of(text, at, measure) if measure else None
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
        if word in self._lists["events"]:
            meeting = self._meeting.match(text, end)
            if meeting:
                return Rate(at, meeting.end(), meeting["meeting"], False)
            event = self._event.match(text, end)
            return Rate(at, event.end(), event[0], False) if event else Rate(at, end, word, False)
        if word == "个" and text[end : end + 1] in self._lists["short_nouns"] and not text.startswith("班子", end):
            return Rate(at, end + 1, text[end], False)
        if word in {"户", "村", "人", "组"}:
            noun = self._household.match(text, end) if word == "户" else None
            return Rate(at, noun.end() if noun else end, word, False)
        if word in {"头", "只", "匹", "羽"}:
            creature = self._creature.match(text, end)
            return Rate(at, creature.end(), creature["what"], False) if creature else Rate(at, end, word, False)
        if word in self._lists["named_by_noun"]:
            noun = (self._person if word in {"名", "位"} else self._noun).match(text, end)
            verb = self._verb.match(text, end) is not None
            if noun and noun.end() - end <= 12 and not verb:
                return Rate(at, noun.end(), self._bare(text[end : noun.end()]), False)
            called = self._called.match(text, end) if word in {"名", "位"} and not verb else None
            if called:
                return Rate(at, called.end(), called[0], False)
        return Rate(at, end, word, False)

    def _bare(self, inner: str) -> str:
        """Villages, households and people are named by the bare noun, a body with its modifiers: 驻村工作队."""
        head = self._head.search(inner)
        if head is None or head[0] == "对象" or inner.endswith(("工作组", "班子成员")):  # 整顿对象
            return inner.removeprefix("的")
        return "户" if head[0].endswith("户") else head[0]

    def after_unit(self, text: str, end: int) -> str:
        """The rate written behind a unit (元/亩, 元每斤, 元一斤); "" without one."""
        sign = text[end : end + 1]
        if sign in {"/", "／"}:
            match = self._slash.match(text, end)
            if match and match["time"] and match["what"] in self._times and match["time"] not in self._times:
                return f"{match['time']}/{match['what']}"  # 元/年.人
            return "/".join(part for part in match.groups() if part) if match else ""
        if sign == "每":
            match = self._each_behind.match(text, end)
            return match[1] if match else ""
        if sign == "一":
            match = self._one_of.match(text, end) or self._one_behind.match(text, end)
            return match["what"].replace("个月", "月") if match else ""
        return ""

    def one_of(self, clause: str) -> list[Rate]:
        """一年收入…, 一个月能挣…, 一斤卖…: one of something as a rate, in the words before a number."""
        found = []
        for match in self._one_of.finditer(clause):
            what = match["what"].removeprefix("个")
            head = clause[match.start() - 1 : match.start()]
            if head in self._lists["one_of_not"] or (what == "月" and head == "年"):
                continue
            rest = clause[match.end() :]
            if what in {"年", "月", "天"}:
                earns = not rest or self._year_earns.match(rest.rstrip("上近约"))
                if earns and not rest.startswith(self._lists["one_time_not"]):
                    found.append(Rate(*match.span(), what, True))
            elif what in self._lists["raised"] and (raised := self._raised.match(rest)):
                found.append(Rate(*match.span(), raised["what"] or what, False))  # 养一头母牛补2000元
            elif self._sold.match(rest.rstrip("约近不到超过达足")):
                found.append(Rate(*match.span(), what, False))
            elif (measured := what in self._lists["sold_by"]) or what in self._lists["sold_pieces"]:
                sold = self._sold_of.match(rest)
                found += [Rate(*match.span(), what if measured else sold["of"], False)] if sold else []
        return found


def join(rates: list[Rate]) -> str:
    """Rates as one name: what first, time last."""
    if len(rates) == 1:
        return rates[0].what
    names: list[str] = []
    for rate in sorted(rates, key=lambda r: (r.time, r.start)):
        if rate.what not in names:
            names.append(rate.what)
    return "/".join(names[-2:])
