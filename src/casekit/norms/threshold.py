"""Thresholds: a cut-off with a number, and what follows (低于8分的扣减补贴, 连续两年末位的由县委约谈)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.codebook.rule import RuleBook
from casekit.norms.norm import Norm
from casekit.norms.passage import Amount, Passage
from casekit.norms.signs import BOUND, NUMBER, Way, way
from casekit.norms.words import after, bare, clean, tail

_SUM_OF = re.compile("的[一-鿿]{0,6}(?:奖|补|助|费|贷|标准)")
_CASE = re.compile(
    "时，(?=[一-鿿]{4})|，(?=(?:必?须|启动|移送|提交|自动|列入|列为|停止|需|应当?|要|由|经|报|一律|每[人户亩头只]|给予|予以|取消|扣|视为|不得|不予)[一-鿿]{3})"
)
_USED_FOR = re.compile("[可将]?(?:用于|作为|归)")
_OR = re.compile("[、或且]")
_OF_AGE = re.compile("年龄(?:一般)?[为在]?$")
_OF_SUCH = re.compile("的[一-鿿]{2}")
_WHO = re.compile(r"[^，。；]{0,14}?(?:的|者)(?:[一-鿿]{1,12})?，")
_END = re.compile("[。；]")
_GIVEN = re.compile(
    "，(?=给予[0-9])|(?:的|者)，?(?=奖|补|一次性|给予|予以|每[人户亩只头])|[后的]?(?=即可|方可|方能|才能|才可)|后(?=可)"
)
_THEN_GETS = re.compile("[一-鿿]{0,4}[就便](?:可以?|能)(?=获|得|享|领|申|补|兑)")
_OF_THAT_AGE = re.compile("[一-鿿]{2,12}，(?=每[月年人](?:可?发放|可?领取|可?享受|给予|补))")
_SPANS = ("年", "个月", "天", "周")
_TERMS = ("小时", "工作日", "分钟", "日")
_ANSWERS = ("给予", "予以")
_AGES = ("岁", "周岁")
#: What may follow a cut-off that is told by no word of binding (养羊50只的，奖励), and what may end the words before it.
_AFTER = ("的", "者", "户", "后", "即", "方", "才", "以")
_AWARDABLE = ("的", "以上的", "户", "者")
_LIST_ENDS = re.compile("(?:[一-鿿]{0,8}|，[^，。；]{2,16})的(?=[；。]?$)")
_ALSO_ASKED = re.compile("(?:、|，且|，并|且|并)[^，。；、]{2,16}的")
_POINTS = re.compile("[加扣减记计奖罚赋占]$|基础分?为?$|满分")
_PLACES = ("位", "名", "人", "户", "个", "%")
#: Units of what is counted as a fault or a merit.
_TELLING = ("次", "天", "起", "件", "项", "期", "分")
_REACH = 44
#: What opens a case and what counts it is not what is judged: 对|带动, 无故缺席|累计.
_CASE_OF = re.compile("(?:对|凡(?:是|属)?|涉及|当|若|如果?|应当?|须|需|要|候选人)+(?=[一-鿿])")
_COUNTS = re.compile("(?:发现|连续|累计|具有|具备|[须应]有|在|为|一般|达到?|等于或者?|满|原则上|不)+$")
_AND = re.compile("[、和及]")
#: What asks for so many to agree.
_ASKS = re.compile("[经由得率有][^，。；]{0,6}$|人数[^，。；]{0,4}$|(?:必须|须|应|要|需)[^，。；]{0,10}$")


class ThresholdReader:
    """Reads thresholds."""

    def __init__(self, book: RuleBook):
        self.placed = (*"前后末数位", "位的", *book.words("placed"))
        self.short_of, self.owing = book.words("short_of", "late"), book.words("owing")
        self.reaching, self.share_taken = book.words("reaching"), ("对", "占", *book.words("share_taken"))
        last = (*self.placed, *self.owing, *self.short_of, *self.reaching, "年龄", "年龄为", "年龄在")
        self.before = frozenset(word[-1] for word in last)
        self.at_least = book.compile("{at_least}|不得少于|不得低于")
        self.applied_for = book.compile("{applied_for|loans}[^，。；]{0,4}$")
        self.asked_of = book.compile("{asked_of}")
        self.leave = book.compile(
            "(?:的?[一-鿿]{0,6}?(?=须|需|应|要|必须))?的?，?(?:必?须|需|应|要)?(?:[由经报][^，。；]{2,16}?{leave})"
        )
        self.beyond = book.compile("超(?:过|出)?(?:规定|办理|承诺)?{overdue}$")
        self.criteria = book.compile(
            "(?:的|等|[一二三四五六七八九十]个|这[一个]+)?{criteria}?(?:标准|条件|线)(?![的为是])"
        )
        self.counts_as = book.compile("(?:[一-鿿]{0,2}){counts_as}")
        self.measured_by = tuple("的" + word for word in book.words("measured_by"))
        self.recruited = book.compile("(?:公开|面向)[^，。；]{0,8}{recruits}[^；。]*[0-9]")
        self.reported = book.compile("[^，。；]{0,4}的[^，。；]{1,10}?(?:已|了(?!解)|合影|{wiped_out})")
        self.told = book.compile("(?!{told_not}){told}")
        self.follows = book.compile("{sanctions|rewards}")
        self.grade = book.compile("(?:的)?，?{graded}“?(?:{grades}|[A-D优良红黄蓝]|[一二三四五]星)")
        self.rated = book.compile("(?:的)?[一-鿿]{0,4}?，?{graded}“?[一-鿿A-Z]{1,6}")
        self.gets = book.compile("[一-鿿]{0,8}?{gets}")
        self.at_once = book.compile("[一-鿿]{0,4}?，?(?:书记|负责人)?{places_get}")
        self.awarded = book.compile("的?[一-鿿]{0,6}{actors}，?(?={awarded})|的，(?={awarded})")
        self.vote = book.compile(
            "的?(?:(?!到会|参加)[^，。；]){0,14}?(?:{only_then})[^，。；]{2,}|的?[^，。；]{0,12}?(?:同意|赞成|通过)(?=[，。；]|$)"
        )
        self.named_as = re.compile("的，?为[一-鿿]{2,10}(?=[，。；]|$)")
        self.share_of = book.compile("的(?:(?!每[月年人户]|{given}|可)[一-鿿]){0,8}(?:占|达|有(?!关)|[0-9])")
        self.share = book.compile("{set_aside}[一-鿿]{0,2}$")
        self.streak = book.compile("(?:{streaks}|发现|受到)[^，。；]{0,4}$|满$")
        self.near = book.compile("{streaks}|发现|受到|满|超")
        self.nearby = max(map(len, book.words("streaks")), default=2) + 6
        self.rank = book.compile(
            "(?:{ranks}|排|列)[^，。；]{0,6}(?:后|末|倒数|前)$|(?<![提以之目当])[前后末]位?的?$|倒数$|最[低高差好后优]的$"
        )
        self.eligible = book.compile("的?{eligible}|的?[一-鿿]{1,6}{eligible}(?=[，；。、的]|$)")
        self.spans_asked, self.asks = book.words("eligible"), book.compile("{asked_of}|具有|具备|有")
        self.fault = book.compile("{faults}|被[^，。；]{0,6}$")
        self.penalty = book.compile("{penalties|talks|sanctions}|年度|函告")
        self.duty = book.compile(
            "[^，。；]{0,8}的[一-鿿（）]{0,8}?(?={follows_at_once}|应当?[一-鿿])(?!报告|可能|由来|对象|须知|按揭)"
            "|[^，。；每]{0,14}(?:的|者)(?:[一-鿿]{1,10})?，(?![^，。；]{0,8}(?:已经|不少|不多|不稀奇|大多|往往|多是))(?=[^，。；]{0,12}?{follows})"
        )
        cut_off = (
            BOUND,
            *("#" + unit for unit in _TELLING),
            "前",
            "后",
            "末",
            "数",
            "发现",
            "受到",
            "满",
            "达到",
            "突破",
            "超",
        )
        cut_off += book.words("streaks", "owing", "short_of", "placed", "late")
        cut_off += (*("的" + what for what in "，奖补一给予每"), "年龄", "户", "就", "便", "即", "方可")
        self.ways: tuple[Way, ...] = (way(self._cut_offs, NUMBER, cut_off, alone=False),)

    def _cut_offs(self, passage: Passage) -> Iterator[Norm]:
        text = passage.text
        judged: tuple[str, str] | None = None
        read_clauses: dict[int, int] = {}  # where clauses begin and the last cut-off in them ends
        near = self.near.search(text) is not None  # asked once: most sentences hold no such word
        for amount in passage.amounts:
            if not amount.sign and amount.unit not in _TELLING and not self._told(text, amount, near):
                continue
            low, high = passage.clause(amount.start)
            before = text[low : amount.start]
            streak = near and self.streak.search(before, max(0, len(before) - self.nearby))
            rank = before.endswith(self.placed) and self.rank.search(before)
            owing = amount.unit in _SPANS and before.endswith(self.owing)
            met = before.endswith(self.reaching) and text.startswith("的", amount.end)
            missed = before.endswith(self.short_of) or near and self.beyond.search(before)
            bound = bool(amount.sign or streak or rank or owing or met or missed)
            if text[amount.end - 1] == "内" and amount.unit in (*_SPANS, *_TERMS):
                if text.startswith(_ANSWERS, amount.end) or self._cut_later(passage, amount.end, high):
                    continue  # 24小时内给予答复; 6个月内进度达不到50%的
            given = self._given(text, amount, before, bound)
            named = bound and (self._voted(text, amount, before) or self.named_as.match(text, amount.end))
            aged = amount.unit in _AGES and "-" in text[amount.start : amount.end]
            if not bound and not given and not aged and amount.unit not in _TELLING:
                continue
            if low in read_clauses and not _OR.search(text, read_clauses[low], amount.start):
                continue
            if self.told.search(before) or not named and self._is_quota(text, amount, before):
                continue
            if amount.unit in _AGES and "针对" in text[max(0, low - 24) : amount.start]:
                continue  # 针对超过45岁的妇女，帮助… tells whom it was done for
            if amount.unit == "本" and not amount.sign:
                continue  # 考上二本的 names a class of universities
            if text[amount.start - 1 : amount.start + 1] == "每满":
                continue  # 每满一年补贴10元 is a rate
            end = _END.search(text, amount.end, amount.end + _REACH)
            window = text[amount.end : end.start() if end else amount.end + _REACH]
            result = (
                clean(named[0].lstrip("的，")) if named else bare(window[given.end() - amount.end :]) if given else None
            )
            result = result or self._result(window, bound, amount.unit, before, bool(rank))
            asked = result is None and (bound or _OF_AGE.search(before)) and self._asked(amount, window, text[low:high])
            if asked and self.recruited.search(text, 0, amount.start):
                asked = False
            if result is None and not asked:
                continue
            if streak and any(other.sign in ("<", "<=") for other in passage.amounts_in(amount.end, high)):
                continue  # 连续两年低于85%的: the share is the cut-off
            if not asked:  # 2年以上党龄和3年以上工作经历 are two
                read_clauses[low] = amount.end
            if self.reported.match(text, amount.end):
                continue  # 低于5万元的薄弱村已全部清零
            result = result or ""
            at = text.find(result, amount.end)  # where what follows stands, unless it was trimmed within
            stop = high if asked else at if at >= 0 else amount.end
            judged = self._judged(passage, amount, low, clean(text[amount.end : stop])) or judged
            action, target = judged or (clean(before), "")
            sign = amount.sign or ("<=" if "前" in before[-4:] else ">=")
            claim = (low, at + len(result) if at >= 0 else amount.end)
            place = (amount.start, amount.end)
            yield Norm("threshold", low, amount.end, "低于…的", "", action, target, sign, amount.value, amount.unit, "", result, place, claim)  # fmt: skip

    def _judged(self, passage: Passage, amount: Amount, low: int, behind: str) -> tuple[str, str] | None:
        """What is measured, and on whom, from the words around the amount: 连续|2次|排名后三位的乡镇; None: what was before."""
        before = after(_CASE_OF, clean(passage.text[low : amount.start]))
        what, _, who = (
            behind.removeprefix("的").partition("的") if not behind.startswith("的") else ("", "", behind[1:])
        )
        told = tail(_COUNTS.sub("", before), 16) + ("" if len(what) > 16 or "，" in what else _AND.split(what)[0])
        if not told and low:  # 无故不在岗，发现1次的
            earlier = passage.clause(low - 1)
            told = after(_CASE_OF, clean(passage.text[slice(*earlier)])).removesuffix("的")
            told = "" if len(told) > 20 or passage.amounts_in(*earlier) else told
        return (told, bare(who, 16)) if told else None

    def _voted(self, text: str, amount: Amount, before: str) -> re.Match | None:
        """How many must agree: 须经80%以上的党员同意方可实施."""
        return self.vote.match(text, amount.end) if amount.unit == "%" and _ASKS.search(before) else None

    def _cut_later(self, passage: Passage, low: int, high: int) -> bool:
        """Is there another amount in the clause that is reached or missed?"""
        later = passage.amounts_in(low, high)
        return any(a.sign or passage.text.endswith((*self.short_of, *self.reaching), low, a.start) for a in later)

    def _given(self, text: str, amount: Amount, before: str, bound: bool) -> re.Match | None:
        """Words after the amount by which something is given from there on: 养羊50只的，奖励; 养猪3头就可获得."""
        behind, given = text[amount.end : amount.end + 6], None
        if amount.unit != "元" and behind:
            given = behind[0] in "的者后即方才" and _GIVEN.match(text, amount.end)
            given = given or ("就" in behind or "便" in behind) and _THEN_GETS.match(text, amount.end)
        if not given and behind.startswith(_AWARDABLE):
            reached = bound or before.endswith(self.reaching) or text.startswith(self.reaching, amount.start)
            given = reached and self.awarded.match(text, amount.end)
        return given or None

    def _is_quota(self, text: str, amount: Amount, before: str) -> bool:
        """Is the amount what is to be reached or given by all, nothing that singles some out?"""
        start, end = amount.start, amount.end
        if text.startswith(self.measured_by, end):
            return True
        if amount.unit == "%":  # 对80%以上的党员, 提取不低于30%的公积金, 不超过50%可用于奖励
            all_of = not before and amount.sign[:1] == ">" or before.endswith(self.share_taken)
            return bool(all_of or self.share.search(before) or _USED_FOR.match(text, end))
        return amount.unit not in _AGES and bool(self.at_least.search(text[start - 4 : end]))  # 不少于50平方米的大厅

    def _told(self, text: str, amount: Amount, near: bool) -> bool:
        """Can an amount that does not bind be a cut-off, from the words right around it?"""
        start, end = amount.start, amount.end
        behind = text[end : end + 5]
        if behind[:1] in _AFTER or "就" in behind or "便" in behind:
            return True
        if text[start] in "突达满带" or text[start - 1 : start] in self.before:
            return True
        return near and self.near.search(text, max(0, start - self.nearby), start) is not None

    def _asked(self, amount: Amount, window: str, clause: str) -> bool:
        """Is the amount what is asked of a candidate or a place: 3年以上党龄, 年龄45岁以下, 贫困发生率2%以下?"""
        if self.share_of.match(window):
            return False  # 平均年龄低于50岁的支部有3个
        if self.criteria.match(window) or _LIST_ENDS.fullmatch(window) and "是" not in clause:
            return True
        return bool(
            self.eligible.match(window)
            and (window.lstrip("的").startswith(self.spans_asked) or self.asks.search(clause))
            or amount.unit in _AGES
            and self.asked_of.search(clause)
        )

    def _result(self, window: str, bound: bool, unit: str, before: str, rank: bool) -> str | None:
        """What follows a cut-off, from the words after its number; None where nothing does."""
        grade = (self.rated if unit == "分" else self.grade).match(window)
        if grade and (bound or unit == "分"):
            return clean(grade[0].lstrip("的，"))
        if self.share_of.match(window) or unit == "元" and (_SUM_OF.match(window) or self.applied_for.search(before)):
            return None
        if bound and (also := _ALSO_ASKED.match(window)):
            window = window[also.end() - 1 :]  # 以上、且无违纪的，奖励
        if unit in _AGES and (due := _OF_THAT_AGE.match(window)):
            return bare(window[due.end() :])
        if bound and unit != "元" and (case := _CASE.match(window)):
            return bare(window[case.end() :])
        if bound and (leave := self.leave.match(window)):
            return clean(leave[0].lstrip("的，"))
        named = "的" in window or "者" in window
        duty = named and self.duty.match(window)
        if duty and (
            bound
            or "，" in duty[0]
            and (not clean(before) or self.fault.search(before))
            or (duty.end() <= 3 or not clean(before) and self.fault.search(duty[0]))
            and self.penalty.match(window[duty.end() :])
        ):
            return bare(window[duty.end() :])
        if (bound or unit in _TELLING) and self.fault.search(before) and (counts := self.counts_as.match(window)):
            return bare(window[counts.start() :])
        if (unit == "分" or rank) and _OF_SUCH.match(window):
            return bare(window[1:])
        if (bound or rank or unit == "分") and not _POINTS.search(before) and self.gets.match(window):
            return bare(window)
        if (rank and unit in _PLACES or unit == "分" and not _POINTS.search(before)) and self.at_once.match(window):
            return bare(window)
        who = bound and named and _WHO.match(window)
        follow = who and self.follows.search(window, who.end())
        return bare(window[who.end() :]) if follow and follow.start() - who.end() < 20 else None
