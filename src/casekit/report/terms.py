"""Codes as words: what a reader of a page sees where the tables hold a code."""

from __future__ import annotations

from collections.abc import Callable, Mapping

ZH: Mapping[str, str] = {
    # instruments of government
    "organisation": "组织", "authority": "权威", "treasure": "资源", "nodality": "信息",
    # how exact, what status
    "exact": "确数", "approx": "约数", "over": "多于", "at_least": "至少", "at_most": "至多", "below": "少于",
    "reported": "已报告", "planned": "计划", "required": "要求",
    # rules and programmes
    "frequency": "频次", "quota": "额度", "coverage": "覆盖", "threshold": "门槛", "consequence": "后果", "procedure": "程序",
    "national": "全国", "local": "地方",
    # damage and furniture
    "script": "繁体", "punctuation": "标点", "pinyin": "拼音", "layout": "排版", "related": "相关阅读", "metadata": "页面信息",
    "title": "标题", "subtitle": "副题", "signature": "署名", "share": "分享", "repeated_headline": "重复标题", "caption": "图注",
    "editors": "编辑", "links": "链接", "breadcrumb": "路径", "keywords": "关键词", "struck": "撞坏的字节", "shifted": "错位的字节", "guessed": "缺字节，按上下文推定",
    "teaser": "导读", "spam": "广告", "navigation": "导航", "comments": "评论", "contact": "联系方式",
    "copyright": "版权", "dateline": "电头", "end": "文末", "greeting": "问候语", "image": "图片", "markup": "标记", "pagination": "分页",
    "widget": "按钮", "entity": "字符实体", "furniture": "页面杂项", "mojibake": "乱码",
    "strewn": "混入的字符", "record": "归档信息", "attachment": "附件", "date": "残缺的日期",
    # where an issue was seen, and what is wrong
    "number not understood": "没读懂的数字", "lost number": "残缺的数字", "sentence too long": "句子过长",
    "parts do not fit": "项数不符", "place_unclear": "地点不明", "stated twice": "前后两说", "correction_without_row": "更正无处可用",
    "parts of a whole": "分项与总数", "share of counts": "占比与实数", "share above 100 %": "超过百分之百", "change of a rate": "升降幅度", "unread_number": "无处安放的数字",
    "no_body": "没有正文", "several_articles": "不止一篇文章", "navigation_only": "只有导航", "redirect": "转向别页",
    "broken_bytes": "破损的字节", "null_bytes": "空字节", "private_use": "专用字体的字符", "encoding": "编码标错",
    "no_text": "没有文字", "hidden": "页面不显示的文字", "footnotes": "脚注未读",
    "quantities": "数量", "arithmetic": "验算", "corrections": "更正",
    "reading": "读取", "repair": "修复", "article": "篇章", "metrics": "指标", "practices": "做法", "programmes": "方案", "rules": "规则",
    # indicator groups
    "base": "基本情况", "party": "党组织", "deployment": "驻村力量", "pairing": "结对", "inputs": "投入", "industry": "产业",
    "outcomes": "成效", "supervision": "监督", "incentives": "激励", "facilities": "阵地", "training": "培训",
}  # fmt: skip


def terms(lang: str) -> Callable[[str], str]:
    """A function from a code to its word in a language; what is no code of ours, a reader's own group say, stays.

    >>> terms("zh")("treasure"), terms("en")("at_least"), terms("zh")("三会一课")
    ('资源', 'at least', '三会一课')
    """
    if lang.startswith("zh"):
        return lambda code: ZH.get(code, code)
    return lambda code: code.replace("_", " ") if code in ZH else code
