"""The codebook's words made ready for scanning: compiled once a codebook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from casekit.codebook import Codebook
from casekit.codebook.alternatives import alternation, any_word, scanned
from casekit.codebook.modality import load_modality, load_periods
from casekit.codebook.places import load_places
from casekit.codebook.scope import load_scope_words
from casekit.codebook.units import Nouns, load_borders, load_guards, load_not_quantities, load_nouns, load_units
from casekit.quantities.times import Times
from casekit.quantities.wordsets import Borders, Ends, Written

# between such a verb and its sum: 卖了近|三千, 存个|三五千
_SO_MUCH = "(?:[了到出掉下去上得过个有着回约近能可达为是]|足足|整整|大约|大概|差不多|起码|至少|将近|不到|超过)*"
_SIGNS = frozenset("一二三四五六七八九十百千万")
#: Names of money that may stand between a vagueness word and its number: 超过人民币2万元.
CURRENCIES = ("人民币", "新台币")
# 3个村|和两个社区, 12项|工作, but not 工作队
_NOUN_ENDS = {
    "集体": "集体(?<!农村集体)(?<=村集体)",
    "和": "和[一二两三四五六七八九十]",
    "工作": "工作(?!队|组|人员|网格|站|室|经费|者)",
    "的": "的(?=[^，。；、]{0,12}(?:中|下|基础上|时|是|有|和))",
}
_NOUN_BEGINS = {
    "按照": "按照",
    "每": "每(?:公[斤里顷]|平方米|小时|[^，。])",
    "占地": "占(?=地区)|占地",
    "办": "办(?=[好实]事)",
    "讲": "讲(?=.{0,2}党课)",
    "上": "上(?=.{0,2}党课)",
    "养": "养(?=[猪牛羊鸡鸭鹅鱼蜂蚕])",
    "比": (  # 收购价|比市价高出|两毛钱, 工资|比|去年提高
        "比(?=[0-9]{4}年|[上去前往]年|以前|过去|原来|当初)|比(?![重例率较值分赛])[^，。；]{1,8}?(?:(?<![提增减降最至])[高低多少贵]|便宜)[了出]?$"
    ),
}
# 全县, 我市, 该村: whose something is, whatever follows
_WHOSE = "全我该本"
_PLACES = "村镇乡县市区省州旗屯户"
_PERSONS = "长员者师生手家"
_ASIDE = "(?:（[^（）]*）)?"
# one sign that ends other nouns too: 点名, 站稳
_NOT_ALONE = "组队点所站园区"


class Lexicon:
    """Everything the readers ask of the words of one codebook."""

    def __init__(self, codebook: Codebook):
        self.units = load_units(codebook)
        self.unit = Written(self.units.by_word, load_guards(codebook))
        self.periods = load_periods(codebook)
        self.times = Times(self.periods)
        self.nouns = load_nouns(codebook)
        self._kinds_of_nouns(self.nouns)
        self._borders_of_nouns(codebook, self.nouns)
        self._vague_words(codebook)
        self._counting_nothing(codebook)
        self.aged = _aged(codebook)

    def _kinds_of_nouns(self, nouns: Nouns) -> None:
        """What nouns end and begin with that count persons, places, things; what gives a number its unit."""
        long = {kind: [word for word in getattr(nouns, kind) if len(word) > 1] for kind in ("person", "place", "body")}
        near = [word for word in (*nouns.place, *nouns.body, *nouns.household) if len(word) == 1]
        near = alternation(word for word in near if word not in _NOT_ALONE)
        self.counted = re.compile(
            f"(?P<near>{near})(?![亲贤级民干庄委党集镇域情村书支中内外长直乡口籍主])|[^，。；：、！？“”（）《》0-9 ]{{0,8}}?(?:"
            f"(?P<person>{alternation(long['person'])})|(?P<household>{alternation(nouns.household)})(?![均口籍])|"
            f"(?P<thing>{alternation((*long['place'], *long['body']))}))"
        )
        self.person = Ends(nouns.person)
        self.placed = Ends((*nouns.person, *nouns.household, *nouns.place))
        self.place_first = re.compile(
            "(?:村(?!（居）)|乡镇|镇|乡|县|社区|街道|市|区)(?!亲|贤|干|官|民|医|支书|支部|党|委会|域|情|级|组|居|寨|庄|区)"
        )
        self.concrete = Ends((*nouns.person, *nouns.household, *nouns.place, *nouns.body, *nouns.thing))
        short = [word for word in (*nouns.household, *nouns.place) if len(word) == 1 and word not in "组点站所园"]
        self.concrete_first = re.compile(
            f"[^，。；：、]{{0,3}}?{alternation(short)}(?![级民干庄委支党社])|"
            f"[^，。；：、]{{0,6}}?{alternation((*long['person'], *long['place'], *long['body']))}"
        )
        self.abstract = Ends(nouns.abstract)
        self.abstract_first = re.compile(
            f"[^，。；：、]{{0,4}}?{alternation(word for word in nouns.abstract if len(word) > 1)}"
        )
        self.fund = re.compile(alternation(nouns.fund))
        # 挣了|3万多, 电费要|一百五六, 八九万|外债: money is told without its measure word
        self.earned = re.compile(
            f"(?:{any_word(nouns.earns)}{_SO_MUCH}|{alternation(nouns.costs)}[^，。；0-9率户数人次成完率]{{0,6}})$"
        )
        self.owed = re.compile(f"的?(?:{alternation(nouns.fund)}|{alternation((*nouns.owed, *nouns.worth))})")

    def _borders_of_nouns(self, codebook: Codebook, nouns: Nouns) -> None:
        """Where a noun phrase is cut, and what is no part of it."""
        borders = load_borders(codebook)
        named = "".join(borders.named)  # 发生|率: a verb before one of these is part of a noun
        ends, begins = (*borders.behind, *borders.verbs), (*borders.before, *borders.verbs)
        self.noun_ends = Borders(ends, borders.uncut(ends), _NOUN_ENDS, named)
        self.noun_begins = Borders(begins, borders.uncut(begins), _NOUN_BEGINS, named, _WHOSE)
        # 9个贫困村|顺利, 76户贫困群众|收入水平: the head up to which a noun goes that ends with none
        persons, bodies = (*nouns.person, *nouns.household), (*nouns.place, *nouns.body, *nouns.thing)
        self.ends_person, self.ends_body = Ends((*persons, *_PERSONS)), Ends((*persons, *bodies, *borders.heads))
        self.to_person, self.to_body = (
            re.compile(
                f"(?:(?:{scanned(word for word in words if len(word) > 1)}|[{one}](?![{borders.compounds}]))+{_ASIDE})+"
            ).search
            for one, words in (("户", persons), (_PLACES, (*bodies, *nouns.household)))
        )
        self.trailing = re.compile(f"(?:{alternation(borders.trailing)})+$")
        self.trails = Ends(borders.trailing)
        known = {*borders.whole, *begins, *borders.behind} - {*borders.leading}
        whole = alternation(word for word in known if word.startswith(borders.leading))
        whole = f"{whole}|{alternation(borders.modifying)}{alternation(borders.modified)}"
        self.leading = re.compile(f"(?:(?!{whole}){alternation(borders.leading)})+")  # 年|产值, but 年度任务
        self.first_leading = frozenset(word[0] for word in borders.leading)
        self.paid = borders.paid
        self.payers = Ends((*nouns.person, *nouns.household, *nouns.place, *nouns.body, *borders.payers))
        self.whose = re.compile(
            "[^，、]{2,8}?(?<![农乡城新一均])(?<!行政)(?<!自然)(?:自治[县州旗]|[县镇乡村州]|市(?!场)|地区(?!生产))(?=[^，、]{2})(?![民级干委均庄社组])"
            "|(?:[^，、]{2,6}区)?村民(?=人均|[^，、]{0,6}收入)|村集体(?=增收|负债|欠债)|全[县市区州旗村镇乡]"
        ).match
        self.no_begin = borders.no_begin
        self.events = frozenset(borders.events)
        # 300人全部|就业, 8千人通过|易地搬迁
        self.happens = re.compile(
            f"(?:实现|通过|已经?|全部|陆续|先后|相继|顺利|初步|稳定|成功|如期|均|都|将)+"
            f"((?:(?:易地|就近|稳定|外出|自愿)?{alternation(borders.events)})+)"
        )
        self.no_noun = frozenset(borders.no_noun)

    def _vague_words(self, codebook: Codebook) -> None:
        """Words of vagueness with their qualifiers, by where they stand."""
        self.modality = modality = load_modality(codebook)
        self.before = _kinds(modality.before)
        self.before_lengths = _lengths(self.before)
        self.last_before = frozenset(word[-1] for word in (*self.before, *CURRENCIES))
        self.after_words = _kinds(modality.after)
        self.after = re.compile(alternation(self.after_words))
        self.first_after = frozenset(word[0] for word in self.after_words)
        self.apart_words = _kinds(modality.apart)
        self.apart = re.compile(alternation(self.apart_words))
        self.behind_words = _kinds(modality.behind)
        self.behind = re.compile(
            f"[^，。；：、的0-9（）]{{2,10}}?({alternation(self.behind_words)})(?=[的，。；：、]|$)"
        )

    def _counting_nothing(self, codebook: Codebook) -> None:
        """Words and names of places that hold a number sign and count nothing: 统一, 三门峡."""
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

        names = {name for place in load_places(codebook).places for name in (place.name, place.short)}
        words = load_not_quantities(codebook) | dict.fromkeys(
            (name for name in names if name[:1] in _SIGNS and len(name) > 2), "name"
        )
        self.not_reasons = tuple(words.values())
        self.find_not = AhoCorasick(
            list(words), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
        ).find_matches_as_indexes


def _aged(codebook: Codebook) -> re.Pattern:
    """68岁|的村民彭育晚: who is told by the age, with the role."""
    words = load_scope_words(codebook)
    given = f"[^\\W\\d{re.escape(words.person_breaks)}]"
    name = f"[{words.surnames}](?:{alternation(words.titles)}|{given}(?:(?!{alternation(words.verbs)}){given})?)"
    roles = alternation((*words.roles, *words.offices))
    return re.compile(f"的((?:{roles})?(?!{alternation(words.no_person)}){name})")


def _kinds(listed: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Each word with its kind."""
    return {word: kind for kind, words in listed.items() for word in words}


def _lengths(words: Iterable[str]) -> dict[str, list[int]]:
    """How long the words are that end with a sign, the longest first."""
    filed: dict[str, set[int]] = {}
    for word in words:
        filed.setdefault(word[-1], set()).add(len(word))
    return {sign: sorted(found, reverse=True) for sign, found in filed.items()}


@lru_cache(maxsize=8)
def lexicon(codebook: Codebook) -> Lexicon:
    """The words of `codebook`, compiled."""
    return Lexicon(codebook)
