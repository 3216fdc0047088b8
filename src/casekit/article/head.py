"""Title, subtitle, publisher, author and date from the lines around a body."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from casekit.article.lines import Line

_DATE = re.compile(r"((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_HAN_DATE = re.compile(r"(二[〇○零ＯO]?[〇○零一二ＯO][〇○零一二三四五六七八九ＯO])年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日")
_HAN_DIGITS = "〇一二三四五六七八九"
_FIELDS = {
    "publisher": re.compile(r"(?<!数据)(?<!资料)(?<!图片)(?:来源|出处|稿源|转自|发布机构|发布单位|来自)(?:\s*[:：]\s*|[\s　]+)([^\s|｜，。；【】\[\]（）()]{2,24})"),
    "author": re.compile(
        r"(?:作者|撰稿人?|记者|通讯员|文[/／]图?|撰文|执笔)\s*[:：]?\s*"
        r"([一-龥·]{2,12}(?:[\s、，/]{1,2}(?!编辑|来源|通讯员|发布|时间|点击|责任|责编|浏览|字号)[一-龥·]{2,4}(?![一-龥:：]))*)(?![一-龥]*[:：])"
    ),
}
_BEARER = re.compile(
    r"(?:[一-龥]{0,6}(?:日报|晚报|时报|网|台|社|报|客户端))?(?:本报|特约|见习|首席|全媒体|实习)?(?:记者|通讯员|实习生|特派员)\s*[:：]?\s*"
    r"|^作者\s*[:：]?\s*|\s*(?:摄影)?报道$|\s*文/?图$|\s*摄影?$"
)
_NEXT_FIELD = re.compile(r"(?:发布时间|发布日期|时间|日期|来源|作者|编辑|责任编辑|责编|点击.{0,2}|浏览.{0,2}|字号|字体|阅读.{0,2}|记者)\s*[:：].*$")
ORGANISATION = re.compile(
    r"[^，。；：！？、|>《》]{2,30}(?:委员会|人民政府|政府|办公室|领导小组|党委|党组|党支部|党总支|工委|县委|市委|区委|州委|省委"
    r"|组织部|宣传部|统战部|纪委|局|厅|课题组|调研组|编辑部|工作组|工作队|研究中心|研究院|党校|出版社|融媒体中心)$"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付"
    "方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤班祝阎宁鲁岳殷施牛洪章聂柳庞骆梅管申邢齐游欧左翁古关霍冉席易颜"
    "温葛喻蓝柯阳詹尚盛倪褚项祁包裴辛耿冷甘俞蒲牟成麻蒙普沙刁仝仇亢卓南卜寸鲍桂单司马欧阳上官诸葛麦才次扎洛旦格买阿巴努木"
)
_NAME = f"[{_SURNAMES}](?:\\s?[一-龥]){{1,2}}"
_PERSON = re.compile(
    r"(?:[□■◎●]\s*)?(?:.{2,30}(?:书记|部长|县长|市长|区长|州长|局长|主任|主席|厅长|校长|院长|教授|研究员|记者|组长|秘书长)[\s　:：]+)?"
    rf"{_NAME}(?:[\s　、]+{_NAME}){{0,4}}$"
)
_FIRST = re.compile(r"[。；]$|^(?:问|[Qq])\s*[:：]")  # a title may end in ！ or ？, but hardly in 。
_SUBTITLE = re.compile(r"(?:[—―─–\-]{1,4}|──)\s*\S")
_WORDS = re.compile(r"[一-龥].*[一-龥].*[一-龥].*[一-龥]")
_SITE = re.compile(r"\s*[-_|—–]{1,2}\s*[^-_|—–]{2,20}(?:网|报|台|门户|频道|客户端|在线|新闻|资讯)\s*$")


@dataclass
class Metadata:
    """What a page says about its article."""

    title: str = ""
    subtitle: str = ""
    publisher: str = ""
    author: str = ""
    published: str = ""
    heading: list[Line] = field(default_factory=list)  # short lines above the body that belong to it


def iso_date(text: str) -> str:
    """The first full date in a text as ISO, or "".

    >>> iso_date("2019年09月09日15:31"), iso_date("二〇一八年五月三日"), iso_date("2019年13月1日")
    ('2019-09-09', '2018-05-03', '')
    """
    for match in _DATE.finditer(text):
        if found := _iso(*map(int, match.groups())):
            return found
    match = _HAN_DATE.search(text)
    if not match:
        return ""
    year = "".join(str(max(0, _HAN_DIGITS.find(sign))) for sign in match[1])
    return _iso(int(year), _han_number(match[2]), _han_number(match[3]))


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:  # no day of the calendar
        return ""


def _han_number(text: str) -> int:
    """一 … 三十一.

    >>> _han_number("二十一"), _han_number("十"), _han_number("三")
    (21, 10, 3)
    """
    tens, ten, ones = text.partition("十")
    if not ten:
        return _HAN_DIGITS.find(text)
    return (_HAN_DIGITS.find(tens) if tens else 1) * 10 + (_HAN_DIGITS.find(ones) if ones else 0)


def read_fields(line: str, into: Metadata) -> None:
    """Take date, publisher and author from a line of metadata; what was found before stays."""
    into.published = into.published or iso_date(line)
    for name, pattern in _FIELDS.items():
        match = pattern.search(line)
        if match and not getattr(into, name):
            setattr(into, name, signed(_NEXT_FIELD.sub("", match[1])))


def signed(names: str) -> str:
    """Names as a signature gives them, without what their bearers are.

    >>> signed("记者 王平 通讯员 李安、")
    '王平 李安'
    """
    return re.sub(r"\s+", " ", _BEARER.sub(" ", names)).strip(" 、，,/　")


def read_rule(line: Line, into: Metadata) -> None:
    """Take the named groups of the rule that a line matched, and the fields written in it."""
    rule = line.rule
    if rule.kind in ("metadata", "widget", "editors"):  # 点击, 责编 often stand behind date and source
        read_fields(line.text, into)
    match = rule.found(line.text)
    if match:
        take_groups(match, into)


def take_groups(match: re.Match[str], into: Metadata) -> None:
    """Named groups of a rule become metadata, unless a better place named them before."""
    for name, value in match.groupdict().items():
        name, value = name.rstrip("_"), (value or "").strip(" 、，/　")
        if not value or getattr(into, name):
            continue
        if name == "published":
            value = iso_date(value)
        elif name == "author":
            value = signed(value)
        elif name == "publisher" and value in ("首页", "网站首页"):
            continue
        setattr(into, name, value)


def read_head(lines: list[Line], rest: set[str], into: Metadata, headings: bool) -> None:
    """Title, subtitle and signature among the lines above the body.

    Parameters
    ----------
    lines : list of Line
        The lines above the first paragraph; their `kind` is set, those of the body are put in `into.heading`.
    rest : set of str
        Bare text of the short lines further down: a line repeated there is the headline.
    headings : bool
        Does the body have headings without outline marks? Then one may open it.
    """
    free = [line for line in lines if not line.rule]
    for line in lines:
        if line.rule:
            line.kind = line.rule.kind
            read_rule(line, into)
    # what belongs to the body: salutations, outline marks, whole sentences next to the first paragraph
    opening: list[Line] = []
    for line in reversed(lines):
        if line.rule or not _opens_body(line) or (line is lines[0] and not (line.outline or _FIRST.search(line.text))):
            break
        opening.append(line)
    free = [line for line in free if line not in opening]
    title = _choose(free, lines, rest)
    if title:
        title.kind = "title"
        into.title = into.title or _SITE.sub("", title.text)
    parallel = _parallel(free, lines, title) if headings and not opening else []
    for line in free:
        if line is title:
            continue
        same = title is not None and (line.bare in title.bare or title.bare in line.bare)
        if same:
            line.kind = "repeated_headline"
        elif _SUBTITLE.match(line.text) and title:
            line.kind, into.subtitle = "subtitle", into.subtitle or line.text.lstrip("—―─–- ")
        elif ORGANISATION.match(line.text) or _PERSON.match(line.text):
            line.kind, into.author = "signature", into.author or line.text.strip("□■◎● ")
        elif line in parallel:
            opening.append(line)
        elif title and lines.index(line) > lines.index(title) and _WORDS.search(line.text):
            line.kind, into.subtitle = "subtitle", into.subtitle or line.text
        else:
            line.kind = "navigation"
    into.heading = opening


def _parallel(free: list[Line], lines: list[Line], title: Line | None) -> list[Line]:
    """The heading right above the body of a text that has such headings further down; 选优派强—— goes with the next."""
    found: list[Line] = []
    for line in reversed(lines):
        if line is title or line not in free or (found and not line.text.endswith("—")):
            break
        found.append(line)
    return found


def _opens_body(line: Line) -> bool:
    return line.outline or line.ended or line.text[-1] in "：:"


def _choose(free: list[Line], lines: list[Line], rest: set[str]) -> Line | None:
    """The headline: repeated below, or next above the line with the date, or the first of the last group."""
    after_dash = {id(line) for before, line in zip(lines, lines[1:], strict=False) if before.text[-1] == "—"}
    fit = [line for line in free if id(line) not in after_dash and 4 <= len(line.text) <= 90 and line.text[-1] != "—" and not _SUBTITLE.match(line.text)
           and not ORGANISATION.match(line.text) and not _PERSON.match(line.text)]
    for line in fit:
        if line.bare in rest or _SITE.sub("", line.text) != line.text:
            return line
    dated = next((n for n, line in enumerate(lines) if line.rule and line.rule.kind == "metadata"), None)
    above = [line for line in fit if dated is None or lines.index(line) < dated]
    group: list[Line] = []
    for line in reversed(above):
        if group and any(lines[n].rule for n in range(lines.index(line), lines.index(group[-1]))):
            break
        group.append(line)
    if group:
        return group[-1]
    return max(fit, key=lambda line: len(line.text)) if fit and len(fit) <= 2 else None
