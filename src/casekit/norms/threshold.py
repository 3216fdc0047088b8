"""Thresholds: a cut-off with a number, and what follows (低于8分的扣减补贴, 连续两年末位的由县委约谈)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casekit.codebook.rule import RuleBook
from casekit.norms.passage import REPORTED, Amount, Norm, Passage, bare, clean
from casekit.norms.signs import BOUND, Way, way

_PLACED = ("前", "后", "末", "数", "位", "低的", "高的", "差的", "好的")  # what words of rank end in
_LAID_DOWN = re.compile("不少于|不低于|至少|不得少于|不得低于")
_ASKED = re.compile("年龄|由|须|应|原则上|要求|必须|优先")
_SUM_OF = re.compile("的[一-鿿]{0,6}(?:奖|补|助|费|贷|标准)")
_CASE = re.compile(
    "时，(?=[一-鿿]{4})|，(?=(?:必?须|需|应当?|要|由|经|报|一律|每[人户亩头只]|给予|予以|取消|扣|视为|不得|不予)[一-鿿]{3})"
)
_USED_FOR = re.compile("[可将]?(?:用于|作为|归)")
_ASIDE = re.compile("（(?:不?含|包括)[^）]{0,8}）")
_LEAVE = re.compile(
    "(?:的?[一-鿿]{0,6}?(?=须|需|应|要|必须))?的?，?(?:必?须|需|应|要)?(?:[由经报][^，。；]{2,16}?(?:批准|审批|备案|同意|审核|通过|审定))"
)
_APPLIED_FOR = re.compile("(?:申请|贷款|信贷|给予|补助|奖励|奖补)[^，。；]{0,4}$")
_OF_AGE = re.compile("年龄(?:一般)?[为在]?$")
_OF_SUCH = re.compile("的[一-鿿]{2}")
_WHO = re.compile(r"[^，。；]{0,14}?(?:的|者)(?:[一-鿿]{1,12})?，")
_END = re.compile("[。；]")
_GIVEN = re.compile(
    "，(?=给予[0-9])|(?:的|者)，?(?=奖|补|一次性|给予|予以|每[人户亩只头])|后?(?=即可|方可|方能|才能|才可)|后(?=可)"
)
_THEN_GETS = re.compile("[一-鿿]{0,4}[就便](?:可以?|能)(?=获|得|享|领|申|补|兑)")
#: Verbs of reaching a mark or failing to, when the mark stands right after them: 达不到80%的, 突破10万元的农户.
_SHORT_OF = ("达不到", "不达", "未达", "未达到", "没有达到", "没达到", "未满", "不满", "不够", "超时", "超期", "逾期")
_OWING = ("欠费", "拖欠", "空岗", "离岗", "外出", "脱岗", "逾期", "超期")
_OF_THAT_AGE = re.compile("[一-鿿]{2,12}，(?=每[月年人](?:可?发放|可?领取|可?享受|给予|补))")
_SPANS = ("年", "个月", "天", "周")
_AGES = ("岁", "周岁")
_REACHING = ("突破", "达到", "达", "满", "带动")
_BEYOND = re.compile("超(?:过|出)?(?:规定|办理|承诺)?(?:时限|期限|时间|标准)$")
_AWARDED = ("奖", "补", "给予", "予以", "一次性", "授予", "发放", "优先", "可享受", "可申请")
#: What may follow a cut-off that is told by no word of binding (养羊50只的，奖励), and what may end the words before it.
_AFTER = ("的", "者", "户", "后", "即", "方", "才", "以")
_BEFORE = frozenset(word[-1] for word in (*_PLACED, *_OWING, *_SHORT_OF, *_REACHING, "年龄", "年龄为", "年龄在"))
_AWARDABLE = ("的", "以上的", "户", "者")
_SAMPLED = ("对", "抽取", "抽查", "选取", "覆盖", "拿出", "带动", "确保", "保证", "至少", "有", "占")
_LIST_ENDS = re.compile("(?:[一-鿿]{0,8}|，[^，。；]{2,16})的(?=[；。]?$)")
_CRITERIA = re.compile(
    "(?:的|等|[一二三四五六七八九十]个|这[一个]+)?(?:识别|认定|准入|退出|国家|脱贫|贫困|评定|基本)?(?:标准|条件|线)(?![的为是])"
)
_COUNTS_AS = re.compile("(?:[一-鿿]{0,2})(?:算|视为|视同|记为|计为|折算|按)")
_SWAPPED = re.compile("(?:就|即)?(?:能|可以?)?(?:兑换|兑取|换取|换购|兑)(?!率)")
_ALSO_ASKED = re.compile("(?:、|，且|，并|且|并)[^，。；、]{2,16}的")
_NOUN = re.compile("的[一-鿿]{1,8}，(?![由须应])")
_ALLOWED = re.compile("方可|方能|才能|才可|即可|可享受|不予")
_AT_MOST = re.compile("不超过|最高|最多|不高于|不多于")
_POINTS = re.compile("[加扣减记计奖罚赋占]$|基础分?为?$|满分")
_PLACES = ("位", "名", "人", "户", "个", "%")
_POVERTY_RATE = re.compile("贫困发生率")
_CRITERION = re.compile("标准|条件|指标|退出|原则上|须|要求|方可")
#: Units of what is counted as a fault or a merit.
_TELLING = ("次", "天", "起", "件", "项", "期", "分")
_MEASURES = ("的比例", "的要求", "的标准", "的原则", "的目标")
_REACH = 44
#: A notice of vacancies asks once: 公开招聘20名，年龄35岁以下.
_RECRUITED = re.compile("(?:公开|面向)[^，。；]{0,8}(?:招聘|招考|招录|选聘|选调)[^；。]*[0-9]")
_ORDINALS = {"一": 1.0, "二": 2.0, "三": 3.0, "四": 4.0}


class ThresholdReader:
    """Reads thresholds."""

    def __init__(self, book: RuleBook):
        self.follows = re.compile(book.any_of("sanctions", "rewards"))
        self.grade = re.compile(
            rf"(?:的)?，?{book.any_of('graded')}“?(?:{book.any_of('grades')}|[A-D优良红黄蓝]|[一二三四五]星)"
        )
        self.rated = re.compile(rf"(?:的)?[一-鿿]{{0,4}}?，?{book.any_of('graded')}“?[一-鿿A-Z]{{1,6}}")
        self.gets = re.compile(rf"[一-鿿]{{0,8}}?{book.any_of('gets')}")
        self.at_once = re.compile(rf"[一-鿿]{{0,4}}?，?{book.any_of('places_get')}")
        self.awarded = re.compile(
            rf"的?[一-鿿]{{0,6}}{book.any_of('actors')}，?(?={'|'.join(_AWARDED)})|的，(?={'|'.join(_AWARDED)})"
        )
        self.share_of = re.compile(
            rf"的(?:(?!每[月年人户]|{book.any_of('given')})[一-鿿]){{0,8}}(?:占|达|有(?!关)|[0-9])"
        )
        self.share = re.compile(rf"{book.any_of('set_aside')}[一-鿿]{{0,2}}$")
        self.streak = re.compile(rf"(?:{book.any_of('streaks')}|发现|受到)[^，。；]{{0,4}}$|满$")
        self.near = re.compile(f"{book.any_of('streaks')}|发现|受到|满|超")
        self.nearby = max(map(len, book.words("streaks")), default=2) + 6
        self.rank = re.compile(
            rf"(?:{book.any_of('ranks')}|排|列)[^，。；]{{0,6}}(?:后|末|倒数|前)$|(?<![提以之目当])[前后末]位?$|倒数$|最[低高差好后优]的$"
        )
        self.eligible = re.compile(rf"的?{book.any_of('eligible')}")
        self.fault = re.compile(rf"{book.any_of('faults')}|被[^，。；]{{0,6}}$")
        self.penalty = re.compile(rf"{book.any_of('penalties')}|年度")
        self.at_count = re.compile(
            rf"的?，?(?:由[^，。；]{{2,10}}?|给予|予以|进行|处以)?{book.any_of('sanctions', 'talks')}"
        )
        self.duty = re.compile(
            rf"[^，。；]{{0,8}}的[一-鿿（）]{{0,8}}?(?={book.any_of('follows_at_once')}|应当?[一-鿿])(?!报告|可能|由来|对象|须知|按揭)"
            rf"|[^，。；每]{{0,14}}(?:的|者)(?:[一-鿿]{{1,10}})?，(?=[^，。；]{{0,12}}?{book.any_of('follows')})"
        )
        cut_off = (
            BOUND,
            *(end + mark for end in ("的", "者") for mark in "，奖补一给予每"),
            *("即可", "方可", "方能", "才能", "才可", "后可"),
            *("#" + unit for unit in _TELLING),
            *book.words("streaks"),
            "发现",
            "受到",
            "满",
            *(
                noun + comma + gift
                for noun in "户村社人者"
                for comma in ("", "，")
                for gift in ("奖", "补", "给", "优", "可", "一次性")
            ),
            "倒数",
            *"前后末",
            "年龄",
            *("就" + may for may in ("可", "能")),
            *("即可", "便可", "分能", "分可"),
            *("最" + end for end in "低高差好后优"),
            *_OWING,
        )
        answer = ("的", "者", "时，", "岁", "发生率", "批准", "审批", "备案", "同意", "审核", "通过", "审定")
        answer += ("标准", "条件", "线", "奖", "补", "给予")
        answer += book.words("graded", "eligible", "places_get", "gets")
        times = tuple(f"第{number}次" for number in _ORDINALS)
        self.nth = re.compile(
            rf"第(?P<number>[{''.join(_ORDINALS)}])次[^，。；、]{{0,12}}?(?P<then>{book.any_of('sanctions', 'talks')})"
        )
        self.ways: tuple[Way, ...] = (
            way(self._cut_offs, cut_off, answer, alone=False),
            way(self._by_count, "#次", book.words("sanctions", "talks"), alone=False),
            way(self._each_time, times, book.words("sanctions", "talks"), alone=False),
        )

    def _each_time(self, passage: Passage) -> Iterator[Norm]:
        """第一次提醒谈话，第二次通报批评，第三次召回: at least two of them, or one is told."""
        found = list(self.nth.finditer(passage.text))
        for match in found if len(found) > 1 else ():
            value, actor = _ORDINALS[match["number"]], passage.actor_before(match.start())
            place = match.span("number")
            yield Norm("threshold", *match.span(), "第几次", actor, "", "", ">=", value, "次", "", match["then"], place)

    def _by_count(self, passage: Passage) -> Iterator[Norm]:
        """缺勤1次通报，2次取消资格: at least two of them."""
        text = passage.text
        found = [amount for amount in passage.amounts if amount.unit == "次" and self.at_count.match(text, amount.end)]
        for amount in found if len(found) > 1 else ():
            low, high = passage.clause(amount.start)
            place = (amount.start, amount.end)
            then = bare(text[amount.end : high].lstrip("的"))
            if not REPORTED.search(text, low, high):
                yield Norm("threshold", low, high, "几次", "", "", "", amount.sign or ">=", amount.value, "次", "", then, place)  # fmt: skip

    def _cut_offs(self, passage: Passage) -> Iterator[Norm]:
        text = passage.text
        read_clauses: dict[int, int] = {}  # where clauses begin and the last cut-off in them ends
        for amount in passage.amounts:
            if not amount.sign and amount.unit not in _TELLING and not self._told(text, amount):
                continue
            low, high = passage.clause(amount.start)
            before = text[low : amount.start]
            streak = self.streak.search(before, max(0, len(before) - self.nearby))
            rank = before.endswith(_PLACED) and self.rank.search(before)
            owing = amount.unit in _SPANS and before.endswith(_OWING)
            bound = bool(
                amount.sign
                or streak
                or rank
                or owing
                or before.endswith(_SHORT_OF)
                or "超" in before
                and _BEYOND.search(before)
            )
            given = self._given(text, amount, before, bound)
            aged = amount.unit in _AGES and "-" in text[amount.start : amount.end]
            if not bound and not given and not aged and amount.unit not in _TELLING:
                continue
            if low in read_clauses and "、" not in text[read_clauses[low] : amount.start]:
                continue
            if REPORTED.search(before.replace("累计", "")) or self._is_quota(text, amount, before):
                continue
            if text[amount.start - 1 : amount.start + 1] == "每满":
                continue  # 每满一年补贴10元 is a rate
            end = _END.search(text, amount.end, amount.end + _REACH)
            window = text[amount.end : end.start() if end else amount.end + _REACH]
            if window.startswith("（") and (aside := _ASIDE.match(window)):
                window = window[aside.end() :]  # 3天以上（含3天）的
            result = bare(window[given.end() - amount.end :]) if given else None
            result = result or self._result(window, bound, amount.unit, before, bool(rank))
            asked = result is None and (bound or _OF_AGE.search(before)) and self._asked(amount, window, text[low:high])
            if asked and _RECRUITED.search(text, 0, amount.start):
                asked = False
            if result is None and not asked:
                continue
            if streak and any(other.sign in ("<", "<=") for other in passage.amounts_in(amount.end, high)):
                continue  # 连续两年低于85%的: the share is the cut-off
            if not asked:  # 2年以上党龄和3年以上工作经历 are two
                read_clauses[low] = amount.end
            result = result or ""
            at = text.find(result, amount.end)  # where what follows stands, unless it was trimmed within
            yield Norm(
                "threshold",
                low,
                amount.end,
                "低于…的",
                passage.actor_before(amount.start),
                clean(before)[-16:],
                "",
                amount.sign or ("<=" if "前" in before[-4:] else ">="),
                amount.value,
                amount.unit,
                "",
                result,
                (amount.start, amount.end),
                (low, at + len(result) if at >= 0 else amount.end),
            )

    def _given(self, text: str, amount: Amount, before: str, bound: bool) -> re.Match | None:
        """Words after the amount by which something is given from there on: 养羊50只的，奖励; 养猪3头就可获得."""
        after, given = text[amount.end : amount.end + 6], None
        if amount.unit != "元" and after:
            given = after[0] in "的者后即方才" and _GIVEN.match(text, amount.end)
            given = given or ("就" in after or "便" in after) and _THEN_GETS.match(text, amount.end)
        if not given and after.startswith(_AWARDABLE):
            reached = bound or before.endswith(_REACHING) or text.startswith(_REACHING, amount.start)
            given = reached and self.awarded.match(text, amount.end)
        return given or None

    def _is_quota(self, text: str, amount: Amount, before: str) -> bool:
        """Is the amount what is to be reached or given by all, nothing that singles some out?"""
        start, end = amount.start, amount.end
        if text.startswith(_MEASURES, end):
            return True
        if amount.unit == "%":  # 对80%以上的党员, 提取不低于30%的公积金, 不超过50%可用于奖励
            all_of = not before and amount.sign[:1] == ">" or before.endswith(_SAMPLED)
            return bool(all_of or self.share.search(before) or _USED_FOR.match(text, end))
        return amount.unit not in _AGES and bool(_LAID_DOWN.search(text[start - 4 : end]))  # 不少于50平方米的大厅

    def _told(self, text: str, amount: Amount) -> bool:
        """Can an amount that does not bind be a cut-off, from the words right around it?"""
        start, end = amount.start, amount.end
        after = text[end : end + 5]
        if after[:1] in _AFTER or "就" in after or "便" in after:
            return True
        if text[start] in "突达满带" or text[start - 1 : start] in _BEFORE:
            return True
        low = start - self.nearby if start > self.nearby else 0
        return self.near.search(text, low, start) is not None

    def _asked(self, amount: Amount, window: str, clause: str) -> bool:
        """Is the amount what is asked of a candidate or a place: 3年以上党龄, 年龄45岁以下, 贫困发生率2%以下?"""
        if _CRITERIA.match(window) or _LIST_ENDS.fullmatch(window) and "是" not in clause:
            return True
        if amount.unit == "%":
            return bool(_POVERTY_RATE.search(clause) and _CRITERION.search(clause))
        return bool(self.eligible.match(window) or amount.unit in _AGES and _ASKED.search(clause))

    def _result(self, window: str, bound: bool, unit: str, before: str, rank: bool) -> str | None:
        """What follows a cut-off, from the words after its number; None where nothing does."""
        if unit == "分" and _POINTS.search(before):
            return None
        if unit == "分" and (swap := _SWAPPED.match(window)):
            return bare(window[swap.start() :])
        grade = (self.rated if unit == "分" else self.grade).match(window)
        if grade and (bound or unit == "分"):
            return clean(grade[0].lstrip("的，"))
        if self.share_of.match(window) or unit == "元" and (_SUM_OF.match(window) or _APPLIED_FOR.search(before)):
            return None
        if bound and (also := _ALSO_ASKED.match(window)):
            window = window[also.end() - 1 :]  # 以上、且无违纪的，奖励
        if unit in _AGES and (due := _OF_THAT_AGE.match(window)):
            return bare(window[due.end() :])
        if bound and unit != "元" and (case := _CASE.match(window)):
            return bare(window[case.end() :])
        if bound and (leave := _LEAVE.match(window)):
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
        if (bound or unit in _TELLING) and self.fault.search(before) and (counts := _COUNTS_AS.match(window)):
            return bare(window[counts.start() :])
        if (unit == "分" or rank) and _OF_SUCH.match(window):
            return bare(window[1:])
        laid_down = _AT_MOST.search(before[-4:]) or unit == "元" and not _ALLOWED.search(window[:12])
        if (bound or rank or unit == "分") and not laid_down and not _POINTS.search(before) and self.gets.match(window):
            return bare(window)
        if (rank and unit in _PLACES or unit == "分" and not _POINTS.search(before)) and self.at_once.match(window):
            return bare(window)
        who = bound and named and _WHO.match(window)
        follow = who and self.follows.search(window, who.end())
        return bare(window[who.end() :]) if follow and follow.start() - who.end() < 20 else None
