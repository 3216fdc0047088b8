"""What the small words of the codebook look like around a figure: the shapes of a norm, a plan and a report."""

from __future__ import annotations

import re
from collections.abc import Mapping

from casekit.codebook.alternatives import any_word
from casekit.codebook.modality import Word

_GAP = "[^，。；]"


class Shapes:
    """Expressions that hold words of the codebook; where an expression ends with $, it is looked for before the figure."""

    def __init__(self, words: Mapping[str, tuple[Word, ...]]):
        def some(*names: str) -> str:
            return any_word(word for name in names for word in words[name])

        shape, gap = re.compile, _GAP
        # a condition: 低于60分的, 不足20天的扣…; 小于250平方米、具备条件的; 10年以上，且正常离任的
        self.must_then = shape(f"{gap}{{0,6}}?的{gap}{{0,5}}?{some('must_then')}")
        self.last_in_rank = tuple(word.word for word in words["last_in_rank"])
        self.last_of = shape(f"的[^，。；了过被]{{0,14}}?{some('must_then')}(?![了过])")
        self.then = shape(some("follows"))
        self.follows = shape(f"的{some('follows')}")
        self.two_parts = shape(f"、具[备有]{gap}{{1,16}}的|，[且并]{gap}{{1,16}}的(?:，|$)")
        self.supposed = shape(f"(?:^|[，。；：“、]){some('supposed')}{gap}*$")
        self.missed = shape(f"{some('missed')}{gap}{{0,6}}$")
        self.passed_on = shape(f"的?{some('passed_on')}")
        # a standard: 低于2%的国家标准, 按照省级2万元、市级1万元标准安排, 按10%的比例确定
        self.standard = shape(f"的{gap}{{0,4}}?{some('standards')}")
        self.standard_for = shape(f"{gap}{{0,24}}?标准(?:$|{gap}{{0,4}}{some('standard_for')})")
        standard = f"标准(?=[，。；]|$|{gap}{{0,4}}?{some('standard_for')})"  # but not 按户均1200元的标准分红
        self.line = shape(f"的?(?:（[^）]{{0,12}}）)?的?[^，。；0-9]{{0,6}}?(?:{some('measured_by')}|{standard})")
        self.next_prize = shape(f"[，、]{some('prizes')}[^，。；0-9]{{0,6}}$")
        self.compared = shape(f"比[^，。；补奖]{{1,12}}{some('dearer')}[出了]?$")
        self.due = shape(
            "，[^，。；已0-9]{0,4}(?:年底|年内|[0-9]{1,2}月(?:底|份|[0-9]{1,2}日)?)之?前?[^，。；已了0-9]{0,6}"
            f"{some('finished')}"
        )
        self.ratio = shape(f"的?{some('ratios')}")
        self.borne = shape(f"{some('borne')}(?:比例)?为?$")
        self.dealt = shape("按[^。；]{0,12}分配[^。；]*$")
        # who may be sent: 年龄在45岁以下、具有3年以上工作经历
        self.aged = shape("(?<!平均)年龄[^，。；的]{0,4}$")
        self.experience = shape(f"的?{some('experience')}")
        self.not_there = shape(f"{some('not_there')}{gap}{{0,6}}的")
        self.share_paid = shape(some("share_paid"))
        self.reckoned = shape(f"计价|计?算|的{gap}{{0,4}}{some('prices')}")
        # a class of units: 10万元以上的村有35个 counts it, 200人以上的村选派4名 gives it something
        self.counted_class = shape(
            f"的(?:{gap}{{0,8}}?{some('class_verbs')}{gap}{{0,6}}?|[^，。；每补奖扣给加投]{{0,4}}?(?=[0-9]))[0-9一二三四五六七八九十半]"
        )
        self.cleared = shape(f"的{gap}{{1,8}}?{some('cleared')}")
        self.counted_next = shape(f"，(?:[共已现]|目前)?{some('class_verbs')}")
        self.summed_next = shape(f"，(?:全[县市区州镇乡村])?{some('sums')}")
        self.sent = shape(f"的{gap}{{0,12}}?{some('sent')}(?!了)")
        self.and_also = shape(f"{gap}{{1,10}}[和、及]|的{gap}{{0,12}}?{some('sent')}")
        # a grant, and what is cut: 对带动10户以上的合作社奖励5万元, 扣发当月绩效的50%
        self.grant = shape(  # but not 发放运营补助16.2万元, which was paid
            f"{some('not_granted')}[^，。；的给予对按]{{0,6}}{some('grants')}[^，。；0-9]{{0,6}}$"
            f"|(?P<granted>{some('grants')}[^，。；0-9资金]{{0,6}}$)"
        )
        self.whoever = shape(f"{gap}*的{gap}{{1,12}}?{some('given')}")
        self.granted = shape(f"对{gap}*的{gap}{{0,12}}?(?:{some('given')}|每){gap}{{0,8}}$")
        self.cut = shape(f"{some('cuts')}[^，。；0-9]{{0,12}}$")
        self.then_due = shape(f"，[^，。；了得获拿领]{{0,14}}?{some('then_due')}(?!了)")
        self.then_given = shape(some("then_given"))
        self.now_given = shape(f"，(?:一次性)?{some('given')}{gap}{{0,4}}$")
        self.exchanged = shape(f"{some('exchanged')}(?!了)")
        self.exchanges = shape(f"{some('exchanged')}(?:价值)?$")
        # 科级干部包3户; “1+3”模式，即1名第一书记、3名队员
        self.paired = shape(f"{some('carers')}(?:分别|各)?{some('paired')}$")
        self.namely = shape(f"”{gap}{{0,6}}{some('ways')}，?即[^。；]*$")
        # points, terms, hours, shares laid down
        self.term = shape(f"{some('terms')}{gap}{{0,5}}$")
        self.scored = shape(f"{some('scored')}$")
        self.scores = shape(f"{gap}{{0,8}}?{some('scored')}[0-9]+(?:[.][0-9]+)?分")
        self.graded = shape(some("graded"))
        self.shown = shape(f"{some('shown')}$")
        self.strictly = shape(some("strictly"))
        self.on_call = shape(f"{some('on_call')}|内{some('within')}")
        self.weighed = shape(
            f"{some('weighed')}[^，。；的优合称]{{0,4}}占比?(?:(?:总成绩|总分|目标分|总评分|权重)的)?$"
            f"|占[^，。；0-9]{{0,6}}(?:考核|考评|绩效|总评|总分|总成绩)(?:总?分值?|成绩|得分|权重)?的?$"
        )
        self.shared_out = shape(f"(?:的?{some('shared')}?)?{some('shared_out')}")
        self.set_aside = shape(some("set_aside"))
        self.top = shape(f"，{some('tops')}")
        # 1名党员带动一批群众的“…”模式: a way of working
        self.way = shape(f"的[“‘][^”’]*[”’]{gap}{{0,6}}{some('ways')}$")
        # a plan and its end: 减贫任务1.2万人, 全部脱贫
        self.task = shape(f"{some('tasks')}[为是：]?$")
        self.quoted_aim = shape(f"”(?:的|这一|这个|年度|总体?|发展|工作|奋斗|阶段性?)*{some('aims_quoted')}")
        self.will_behind = shape(f"[^，。；、的了]{{0,14}}{some('will_behind')}")
        self.fulfilled = shape(f"{gap}{{0,6}}?{some('fulfilled')}")
        self.priced = shape(f"{some('priced')}(?:是|为|在|约|大约|达|达到|只有|就有|能卖到?)?$")
        self.at_work = shape(f"{some('at_work')}[^。；补助]{{0,12}}$")
        # 她每天播3场: what one person does is no norm; 每月1000元收入: nor is what somebody earns
        self.habit = shape("^[“‘]?(?:[他她俺]|我(?![县市区州镇乡村省国党院校局部站处公厂行]))(?!们)")
        self.earned = shape("的?(?:纯|净|毛|固定|稳定|务工|工资)?(?:收入|工资|进账|薪水|工钱)(?!性|补)")
        # 10个县摘帽、59万人脱贫，这是省里确定的年度任务
        self.set_task = shape(f"，这[就也]?是[^，。；]{{0,30}}?{some('aims_quoted')}(?:[，。；]|$)")
        self.by_work = shape(f"的?{some('at_work')}")
