"""How much each gets or does: 每名党员建立1个示范园, 每村注入20万元, 驻村不少于2年, 留存不低于20%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.codebook.rule import RuleBook
from casekit.norms.frequency import each_noun
from casekit.norms.passage import Amount, Norm, Passage, bare, clean

_PART = re.compile(r"一部分(?:用于|作为|归|用作|分给)[^；。]{1,20}?(?:另)?一部分[^；。]{0,6}?(?:用于|作为|归|用作|分给)[^，；。]{1,16}")
_ROUND_THE_CLOCK = re.compile(r"24小时(?:不离开|值守|值班|在岗|待命|在线|畅通|开放|服务)")
_TIMES = ("小时", "天", "工作日", "个月", "年", "分钟")
_CROPS = ("亩", "头", "只", "棵", "斤", "吨", "平方米")
_REPORT = re.compile(r"了|已|共(?!同|建|享)|累计|先后|达到|目前|平均|超额|增长|同比|增收|脱贫")


class QuotaReader:
    """Reads quotas."""

    def __init__(self, book: RuleBook):
        self.book = book
        self.outcome = re.compile("|".join(sorted(map(re.escape, book.outcomes), key=len, reverse=True)))
        units = "人户村组企镇乡岗员队家社校事"
        self.one_one = re.compile(rf"(?<![二三四五六七八九十第])一([{units}])一({'|'.join(book.pieces)})")
        self.shares = re.compile("|".join(map(re.escape, book.shares)))

    def read(self, passage: Passage) -> Iterator[Norm]:
        text, times = passage.text, set(self.book.times.values())
        used: set[int] = set()
        nouns = each_noun(passage, 0, len(text))
        for position, (start, end, noun) in enumerate(nouns):
            stop = passage.clause(start)[1]
            if position + 1 < len(nouns):
                stop = min(stop, nouns[position + 1][0])
            if re.search(r"每[^，。；]{0,2}?(?:周|月|季|年|天|日)", text[start:stop]):  # the frequencies have it
                continue
            for amount in passage.amounts_in(end, stop):
                words = text[end : amount.start]
                bound = amount.required and amount.sign in (">=", "<=")
                if self.outcome.search(words) and not bound or amount.start - end > 24 or noun in _CROPS and not re.search("补|奖|标准", text[end:stop]):
                    break
                if re.search("[，、]|的", words) and not amount.required:
                    break
                if amount.unit == "%":
                    continue
                used.add(amount.start)
                yield self._norm(passage, "frequency" if amount.unit in times else "quota", start, amount, noun, "每名")
        for amount in passage.amounts:
            if amount.required and amount.per and amount.unit != "%" and amount.start not in used and not amount.per.rpartition("/")[2] in self.book.periods.values() and "每" in text[max(0, amount.start - 30) : amount.start]:
                low = passage.clause(amount.start)[0]
                if not self.outcome.search(text[low : amount.start]) and amount.per not in _CROPS:
                    used.add(amount.start)
                    yield self._norm(passage, "frequency" if amount.unit in times else "quota", low, amount, amount.per, "每")
        yield from self._bound(passage, used)
        yield from self._shares(passage, used)
        for match in self.one_one.finditer(text):
            if not re.match("”[一-龥]", text[match.end() : match.end() + 2]):
                yield Norm("quota", match.start(), match.end(), "一人一卡", "", match[2], "", "=", 1.0, match[2], match[1])
        for match in _PART.finditer(text):
            yield Norm("quota", match.start(), match.end(), "一部分…一部分", "", clean(match[0])[:40], bare(text[passage.clause(match.start())[0] : match.start()]))
        for match in _ROUND_THE_CLOCK.finditer(text):
            yield Norm("quota", match.start(), match.end(), "24小时", passage.actor_before(match.start()), match[0][4:], "", "=", 24.0, "小时", "")

    def _bound(self, passage: Passage, used: set[int]) -> Iterator[Norm]:
        """Amounts that a norm binds from below or above, without 每."""
        text = passage.text
        for amount in passage.amounts:
            if amount.sign not in (">=", "<=") or amount.start in used or amount.unit in self.book.times.values():
                continue
            low, high = passage.clause(amount.start)
            clause = text[low:high]
            if "每" in clause or amount.unit == "%" or _REPORT.search(clause):
                continue
            limit = amount.required and amount.sign == "<=" and amount.unit in _TIMES
            if not limit and not re.search("至少|不少于|不低于|不得|原则上|最高|不超过|最多|最低", text[low : amount.end]):
                continue
            if re.search(r"的[，给予予以一律应]|者[，给予]", text[amount.end : amount.end + 8]):
                continue  # a threshold
            used.add(amount.start)
            yield self._norm(passage, "quota", low, amount, "", "不少于")

    def _shares(self, passage: Passage, used: set[int]) -> Iterator[Norm]:
        """Percentages of a sum that are laid down."""
        text = passage.text
        for amount in passage.amounts:
            if amount.unit != "%" or amount.start in used:
                continue
            low, high = passage.clause(amount.start)
            if re.search("了|已|累计|先后|共计", text[low : amount.start]) or not self.shares.search(text[low:high]):
                continue
            if re.search("增长|下降|提高|占(?!用)|率", text[low : amount.start]):
                continue
            used.add(amount.start)
            yield self._norm(passage, "quota", low, amount, "", "20%用于")

    def _norm(self, passage: Passage, kind: str, start: int, amount: Amount, per: str, cue: str) -> Norm:
        text = passage.text
        high = passage.clause(amount.start)[1]
        words = re.sub(r"至少|不少于|不低于|不超过|原则上|最多|按照", "", text[start : amount.start])
        actor = per if per and per not in "人户村亩" else passage.actor_before(start)
        action = clean(re.sub(rf"^每[一名个位支家户]?{re.escape(per)}", "", words))[-16:]
        return Norm(kind, start, max(amount.end, start + 1), cue, actor, action, bare(text[amount.end : high], 20), amount.sign or "=", amount.value, amount.unit, per)
