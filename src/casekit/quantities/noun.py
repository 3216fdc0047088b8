"""What a number counts or measures: the words behind its unit, or those before it."""

from __future__ import annotations

import re

_RUN = re.compile("[^，。；：、！？“”《》（0-9 ]*(?:（[^（）]{1,6}）[^，。；：、！？“”《》（0-9 ]*)*")
# verbs and particles that end a noun phrase behind a number
_CUT = re.compile(
    "(?:和[一二两三四五六七八九十]|相继|陆续|先后|参加|参与|担任|组建|结对|挂包|包保|联系|覆盖|紧随|深入|团结|获得|荣获|进行|开展|到村|驻村开展|分别|全部|全员|整体|均|都|每|已|正|成为|实现|得到|通过|用于|被|把|将|对|向|从|与|和谐|"
    "发展|带动|带领|脱贫|增收|致富|受益|就业|纳入|建设|改造|完成|建成|投入|加入|入股|从事|负责|实施|共同|一同|一起|组成|达标|上岗|下沉|返乡|奔赴|选派|派驻|走访|因|为了|来自|以上|以下|左右|以内|不等|工作(?!队|组|人员|网格|站|室|经费|者)|"
    "的(?=[^，。；、]{0,12}(?:中|下|基础上|时|是|有|和))|是|在|于|到|了|并|而|以|由|可|能|会|要|就|也|还|让|使|给)"
)
_NO_NOUN = tuple("的了以左之不多余")
_PRE = re.compile("(?s:.*)[，。；：！？0-9、“”《》]")
_PRE_CUT = re.compile(
    "(?:共有|共计|共|现有|拥有|仍有|还有|只有|仅有|辖有|辖|下设|设立|设有|设|建有|建立|建成|成立|组建|发展|选派|派出|派驻|抽派|抽调|选配|整合和?|动员|吸纳|带动|辐射带动|帮助|帮扶|结对|挂包|覆盖|惠及|完成|实现|"
    "达到|达|突破|超过|为|是|有|等|其中|包括|分别|投入|筹集|筹措|落实|安排|发放|拨付|争取|新建|改建|扩建|修建|硬化|种植|养殖|流转|培训|举办|召开|开展|查处|给予|处分|通报|调整|提拔|表彰|下发|印发|占到?|"
    "至|到|了|将|对|在|给|把|使|于|从|由|以|和|与|及|并|又|再|各|约|近|超|新增|增加|增长|提高|下降|降低|减少|降|累计|先后|全县|全市|全省|全区|全乡|全镇|全村|年均|人均|户均|每[^，。]{1,4}?)"
)
_NEAREST = re.compile("[\u4e00-\u9fff]{2,8}$")


def behind(text: str, end: int) -> str:
    """The noun phrase that begins at `end`, cut before the first verb."""
    if text[end : end + 1] == "的":
        end += 1
    run = _RUN.match(text[end : end + 40])[0]
    cut = _CUT.search(run, 1) if run else None
    if cut and cut.start() >= 1:
        run = run[: cut.start()]
    elif cut:
        run = ""
    return "" if run[:1] in _NO_NOUN else run.strip("的等")


def before(text: str, start: int) -> str:
    """The noun phrase that ends at `start`, cut behind the last verb; the nearest noun where only a verb stands there."""
    run = text[max(0, start - 40) : start]
    mark = _PRE.match(run)
    run = run[mark.end() :] if mark else run
    rest = run
    for cut in reversed(list(_PRE_CUT.finditer(run))):
        if len(rest) - cut.end() >= 2:
            return rest[cut.end() :].strip("的")
        rest = rest[: cut.start()]
    if rest:
        return rest.strip("的")
    earlier = re.sub("[^\u4e00-\u9fff]+$", "", text[max(0, start - 60) : start - len(rest)])
    near = _NEAREST.search(earlier)
    return near[0] if near else ""
