"""The frame every page shares: one template, one style, the font within, nothing from the network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from casekit import __version__, fonts
from casekit.cells import visible
from casekit.charts.linked import table_script
from casekit.report.terms import terms

_TEMPLATES = Path(__file__).parent / "templates"
WORDS: Mapping[str, tuple[str, str]] = {
    "skip": ("跳到正文", "Skip to the text"),
    "site": ("本站页面", "Pages of this site"),
    "overview": ("总览", "Overview"),
    "notebooks": ("笔记本", "Notebooks"),
    "articles": ("文章", "Articles"),
    "method": ("方法", "Method"),
    "codebook": ("编码手册", "Codebook"),
    "dictionary": ("数据字典", "Data dictionary"),
    "accuracy": ("准确度", "Accuracy"),
    "slides": ("课堂幻灯", "Slides"),
    "practices": ("做法", "Practices"),
    "metrics": ("指标", "Metrics"),
    "programmes": ("命名方案", "Programmes"),
    "rules": ("管理规则", "Rules"),
    "issues": ("存疑", "Issues"),
    "repairs": ("修复", "Repairs"),
    "search": ("在全部文章中检索", "Search all articles"),
    "found": ("{} 句", "{} sentences"),
    "filter": ("按编码筛选", "Filter by code"),
    "all": ("全部", "all"),
    "raw": ("原始网页", "Raw page"),
    "clean": ("清理后", "Clean text"),
    "silent": ("未提及", "not mentioned"),
    "code": ("代码", "Code"),
    "footer": (
        "数字与编码均由 casekit {} 从文章中读出；未提及不等于没有。",
        "Read from the articles by casekit {}. Not mentioned does not mean absent.",
    ),
}


@dataclass(frozen=True)
class Page:
    """One page before it is framed: where it goes, and what stands in it."""

    href: str
    title: str
    template: str
    values: Mapping[str, Any]


def translate(lang: str):
    """The words of the frame in one language: ``zh`` or ``en``."""
    column = 0 if lang.startswith("zh") else 1
    return lambda key: WORDS[key][column]


@lru_cache(maxsize=1)
def environment():
    """Jinja with everything escaped, and controls shown, unless it says otherwise: article text is untrusted."""
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, keep_trailing_newline=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )  # fmt: skip


def render(pages: Sequence[Page], navigation: Sequence[Mapping], lang: str) -> dict[str, str]:
    """Pages as HTML by href; the font within them holds every character that any of them uses."""
    from markupsafe import Markup

    t = translate(lang)
    shared = {
        "lang": "zh-Hans" if lang.startswith("zh") else "en",
        "t": t,
        "term": terms(lang),
        "version": __version__,
        "navigation": navigation,
        "style": Markup((_TEMPLATES / "style.css").read_text("utf-8")),
        "script": Markup(table_script() + (_TEMPLATES / "page.js").read_text("utf-8")),
        "footer": t("footer").format(__version__),
    }
    bare = {page.href: _one(page, shared | {"font_css": Markup("@FONT@")}) for page in pages}
    face = fonts.css(bare.values())
    return {href: text.replace("@FONT@", face, 1) for href, text in bare.items()}


def _one(page: Page, shared: Mapping[str, Any]) -> str:
    root = "../" * page.href.count("/")
    kind = page.template.removesuffix(".html")
    # a page that comes without a site has nowhere to lead to: its brand and its chips are plain text
    alone = not shared["navigation"]
    values = {
        **shared,
        **page.values,
        "title": page.title,
        "root": root,
        "href": page.href,
        "kind": kind,
        "alone": alone,
    }
    return environment().get_template(page.template).render(values)
