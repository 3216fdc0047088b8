"""Who does what to whom, tidied: no rate's unit as the actor, no word cut in two, no particle at the beginning."""

from __future__ import annotations

import re

from casekit.codebook.rule import RuleBook
from casekit.norms.norm import Norm
from casekit.norms.passage import Passage
from casekit.norms.words import after, clean

#: Aspect and structure: nothing begins with them. 到 is a verb before a place, none before a sum.
_PARTICLE = re.compile("(?:[了的着]|[到达至](?=[0-9])|其中$)+")
_LEFT_OVER = tuple("了的着到达至其")
_ORDERED = re.compile("的(?:要求|标准|目标|原则|方式|比例|办法)(?=[一-鿿]{2})")
#: What no name of someone who acts holds: a sum, a share, a verb that goes on, a comparison.
_NO_NAME = re.compile(
    "[0-9一二三四五六七八九十]+万?(?:元|%)|[0-9]以[上下]|[了占]|不[少低高]于|不超过|给予|想到|^[0-9.-]+$"
)
_TREATED = re.compile("[^，。；]{0,4}?对(?P<object>[^，。；、]{2,20}?)(?:进行|开展|予以)(?P<action>[一-鿿]{2,12})")
_MERELY = re.compile("(?:应当?|必?须|需|要|原则上|力争|保证)?[在于]|按照?|由")
#: What follows the name of whoever it happens to: 村党支部书记将|被约谈.
_MODAL = re.compile("(?<=[一-鿿]{2})(?:将|应当?|必须|须|要|予以)$")
_MODALS = tuple("将应当须要以")
_LEADS_IN = re.compile(".*(?:实行|推行|实现|确保|由|还对|对全体|(?<!党)组织(?!部|委))")
_OPENS = re.compile("(?:并|将|把|即|对(?!口|象|接)|凡(?:是|属)?)+(?=[一-鿿]{3})")
_TAKEN = re.compile("(?:将|把|对(?!口|象|接))(?=[一-鿿]{2})")
_POINTED, _GOES_ON = tuple("扣加减记积奖计"), ("并", "且", "，")
_TERMS = ("天", "小时", "个月", "工作日", "分钟")
_MUST = re.compile("(?:必须|须|需要?|要|应当?|将|由)(?=[一-鿿]{2})")
_COUNTED = re.compile(
    "(?:对|将|把|凡是?|最后由|并由?)?(?:全[省市县区乡镇村州])?[0-9.]+[余多]?[万千百]?[余多]?(?:个|名|户|家|支|位|人|座|处|条|只)?(?=[一-鿿])"
)
_FLOOR = re.compile("[^超]*以上$")
_MANY = re.compile("每(?:[0-9]+(?:[-—~至到])?)+个?([户人村亩家名])")
_RATE = re.compile("/([一-鿿]{1,3})$")
_EACH = re.compile("[每各][1一]?[个名位支处所家户座项件]?$")


class Roles:
    """Tidies the actor, the action and the object of a rule."""

    def __init__(self, book: RuleBook):
        self.book = book
        self.not_acting = book.compile("(?:{not_acting})(?=[一-鿿]{2})")
        self.by = book.compile("由(?P<who>[^，。；]{0,12}?{officers}+)")
        self.reached_by = book.compile("(?:{reached_by})(?=[一-鿿]{2})")

    def settle(self, passage: Passage, norm: Norm) -> Norm:
        """`norm` with its roles tidied.

        Examples
        --------
        >>> from casekit.codebook import Codebook
        >>> from casekit.codebook.rule import load_rules
        >>> book = load_rules(Codebook())
        >>> text = "每发现一次扣1分。"
        >>> norm = Norm("quota", 0, 8, "每", "次", "每发现一次扣", value=1.0, unit="分", per="次")
        >>> Roles(book).settle(Passage(text, (), book), norm).actor
        ''
        """
        actor, action, target, per = norm.actor, norm.action, norm.object, norm.per
        if per[:1].isdigit() and (many := _MANY.search(passage.text, norm.start, norm.end)):
            per = many[1]
        if target.startswith("/") and (rate := _RATE.fullmatch(target)):
            per, target = per or rate[1], ""
        if actor:
            actor = self._actor(passage, norm)
        elif norm.consequence.startswith("由"):  # 由县委书记约谈
            by = self.by.match(norm.consequence)
            actor = by["who"] if by else ""
        if actor and norm.kind == "coverage" and _ORDERED.match(action):
            actor, target = "", target or actor
        if norm.kind == "consequence":
            action = after(_OPENS, action)
            target = "" if target in action else target
        if norm.kind != "procedure":
            if action.startswith(_LEFT_OVER):
                action = clean(after(_PARTICLE, after(_ORDERED, action)))
            if "对" in action[:5] and (treated := _TREATED.match(action)):
                action, target = treated["action"], target or treated["object"]
        if target.startswith(_LEFT_OVER):
            target = clean(after(_PARTICLE, target))
        if target and _MERELY.fullmatch(action):
            action, target = target, ""  # 应当在一个半月内拨付到县
        if norm.kind == "quota":
            if norm.unit == "分" and action.endswith(_POINTED):
                action += "分"
            if norm.unit == "%" and target:  # 收益|20%|用于公益
                action, target = (action + target, "") if len(action) < 5 else (target, action)
            target = "" if target.startswith(_GOES_ON) else target
        if "）" in action and "（" not in action:
            action = action.rpartition("）")[2]
        if target.startswith(("将", "把", "对")):
            target = after(_TAKEN, target)
        actor = actor if actor.isalpha() else after(_COUNTED, actor)
        target = target if target.isalpha() else after(_COUNTED, target)
        if norm.kind == "quota" and norm.comparator == "<=" and target and norm.unit in _TERMS:
            action, target = after(_MUST, target), ""  # 1个月内要完成遍访
        action = _MODAL.sub("", action) if action.endswith(_MODALS) else action
        target = _MODAL.sub("", target) if target.endswith(_MODALS) else target
        sign = norm.comparator
        if sign == ">" and norm.number and _FLOOR.fullmatch(passage.text, *norm.number):
            sign = ">="  # 在85分以上方为合格: in a norm 以上 has the figure itself
        tidied = (actor, action, target, per, sign)
        if tidied == (norm.actor, norm.action, norm.object, norm.per, norm.comparator):
            return norm
        return norm._replace(actor=actor, action=action, object=target, per=per, comparator=sign)

    def _actor(self, passage: Passage, norm: Norm) -> str:
        """The actor, or nothing where the words name none."""
        actor = after(self.reached_by, norm.actor) if norm.kind == "coverage" else norm.actor
        actor = clean(after(_LEADS_IN, actor))
        if _NO_NAME.search(actor) or self.not_acting.match(actor):
            return ""
        if norm.per and actor == norm.per:
            who = norm.per.split("/")[0]
            if not who.endswith(self.book.words("actors", "groups")) and who not in ("组", "队", "班"):
                return ""
            before = passage.text.split(who)[:-1]
            if not any(_EACH.search(words[-3:]) for words in before):
                return ""  # 每安置一名搬迁群众给予10万元
        return actor
