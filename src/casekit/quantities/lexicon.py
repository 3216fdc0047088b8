"""The codebook's words made ready for scanning: compiled once a codebook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from casekit.codebook import Codebook
from casekit.codebook.modality import Modality, Periods, load_modality, load_periods
from casekit.codebook.units import Nouns, Units, load_not_quantities, load_nouns, load_units

# what may not follow a unit: 3000人才 counts 人才, 3年级 is a class, 6分类 no score
_NOT_AFTER = {
    "人": "民口才均大士家", "户": "均口籍主", "家": "庭禽畜具", "年": "级轻度产代均龄", "天": "然麻气", "分": "钟之别类散布配析工管级支",
    "日": "常均程志本前起报新", "个": "别体性", "次": "数日年要", "台": "账阶湾", "把": "手", "门": "口", "头": "等", "点": "半", "段": "时",
    "成": "立员为果功本长熟效品千万片群都人年就了套", "方": "面案式法针便位向", "m": "abcdefghijklnopqrstuvwxyz", "t": "abcdefghijklmnopqrstuvwxyz",
    "g": "abcdefghijklmnopqrstuvwxyz", "h": "bcdefgijklmnopqrstuvwxyz", "组": "织成合建", "队": "伍员长", "期": "间待望盼", "部": "分门队", "场": "所地景面",
    "所": "有在需谓", "处": "理置级分于在长", "起": "来步点到", "件": "事", "单": "位", "本": "地市县村着次", "对": "口接标照象于", "面": "对向积", "步": "骤入",
    "代": "表", "班": "子级", "批": "评准示发复", "升": "级高", "回": "报收家乡归", "克": "服", "米": "饭粉", "周": "边转", "集": "体中团", "条": "件", "字": "号",
    "块": "状", "股": "份东权", "环": "节境", "列": "入为", "片": "区面", "圈": "舍", "例": "如", "届": "时", "份": "额", "团": "员结队", "种": "植养类苗",
    "排": "名查污", "封": "闭", "幅": "度员", "首": "先批", "声": "音", "出": "台资列口动", "类": "别", "级": "", "项": "目",
}  # fmt: skip


def alternation(words: Iterable[str]) -> str:
    """One group of literal words, longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w))) + ")"


@dataclass(frozen=True)
class Lexicon:
    """Everything the scanner asks of the codebook."""

    units: Units
    nouns: Nouns
    modality: Modality
    periods: Periods
    unit: re.Pattern
    counted: re.Pattern
    person: re.Pattern
    concrete: re.Pattern
    concrete_first: re.Pattern
    placed: re.Pattern
    person_first: re.Pattern
    place_first: re.Pattern
    abstract: re.Pattern
    abstract_first: re.Pattern
    fund: re.Pattern
    not_reasons: tuple[str, ...]
    automaton: object
    before: Mapping[str, str]
    longest_before: int
    last_before: frozenset[str]
    first_after: frozenset[str]
    apart: re.Pattern
    apart_words: Mapping[str, str]
    times: re.Pattern
    after: re.Pattern
    after_words: Mapping[str, str]


@lru_cache(maxsize=8)
def lexicon(codebook: Codebook) -> Lexicon:
    """Compile the pages of `codebook`."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    units, nouns, modality = load_units(codebook), load_nouns(codebook), load_modality(codebook)
    not_words = load_not_quantities(codebook)
    words = []
    for word in sorted(units.by_word, key=lambda w: (-len(w), w)):
        guard = _NOT_AFTER.get(word, "")
        words.append(re.escape(word) + (f"(?![{guard}])" if guard else ""))
    gap = "[^，。；：、！？“”（）《》0-9 ]{0,8}?"
    wide = [word for word in (*nouns.place, *nouns.body) if len(word) > 1]
    near = [word for word in (*nouns.place, *nouns.body, *nouns.household) if len(word) == 1 and word not in "组队点所站园区"]
    before = {word: kind for kind, found in modality.before.items() for word in found}
    after = {word: kind for kind, found in modality.after.items() for word in found}
    apart = {word: kind for kind, found in modality.apart.items() for word in found}
    periods = load_periods(codebook)
    return Lexicon(
        units, nouns, modality, periods,
        re.compile(" ?(?P<unit>" + "|".join(words) + ")"),
        re.compile(
            f"(?P<near>{alternation(near)})(?![级民干庄委党集镇域情村书支中内外长直乡口籍主])|"
            f"{gap}(?:(?P<person>{alternation(w for w in nouns.person if len(w) > 1)})|(?P<household>{alternation((*nouns.household,))})(?![均口籍])|"
            f"(?P<thing>{alternation(wide)}))"
        ),
        re.compile(f"(?:{alternation(nouns.person)})$"),
        re.compile(f"(?:{alternation((*nouns.person, *nouns.household, *nouns.place, *nouns.body, *nouns.thing))})$"),
        re.compile(
            f"(?:[^，。；：、]{{0,3}}?{alternation(w for w in (*nouns.household, *nouns.place) if len(w) == 1 and w not in '组点站所园')}(?![级民干庄委支党社])|"
            f"[^，。；：、]{{0,6}}?{alternation(w for w in (*nouns.person, *nouns.place, *nouns.body) if len(w) > 1)})"
        ),
        re.compile(f"(?:{alternation((*nouns.person, *nouns.household, *nouns.place))})$"),
        re.compile(f"[^，。；：、的]{{0,3}}?{alternation(w for w in nouns.person if len(w) > 1)}(?!队|部|小组|组|委|会|会议|点|站|室|家)"),
        re.compile("(?:村(?!（居）)|乡镇|镇|乡|县|社区|街道|市|区)(?!干|官|民|医|支书|支部|党|委会|域|情|级|组|居|寨|庄|区)"),
        re.compile(f"(?:{alternation(nouns.abstract)})$"),
        re.compile(f"[^，。；：、]{{0,4}}?{alternation(w for w in nouns.abstract if len(w) > 1)}"),
        re.compile(alternation(nouns.fund)),
        tuple(not_words.values()),
        AhoCorasick(list(not_words), matchkind=MatchKind.LeftmostLongest),
        before,
        max(map(len, before)),
        frozenset(word[-1] for word in before),
        frozenset(word[0] for word in after),
        re.compile(alternation(apart)),
        apart,
        re.compile(alternation((*periods.open, *periods.plans))),
        re.compile(alternation(after)),
        after,
    )  # fmt: skip
