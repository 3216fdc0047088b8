"""From a repaired page to its body: metadata, and the edits that cut everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casekit.article import settle
from casekit.article.cuts import cut_page
from casekit.article.fields import Metadata, first_published, iso_date, read_line
from casekit.article.foot import settle_foot
from casekit.article.head import site_free
from casekit.article.lines import flowing, mark_prose, mark_rows, read_lines
from casekit.article.wraps import mark_numbers, mark_sheets, mark_wraps
from casekit.codebook.furniture import load_furniture
from casekit.spans import Edit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casekit.codebook import Codebook


def strip_page(text: str, codebook: Codebook, hints: Mapping[str, str]) -> tuple[Metadata, list[Edit]]:
    """Metadata and edits of one page; a page without a sentence is cut whole. See :func:`casekit.article.dissect`."""
    furniture = load_furniture(codebook)
    about = Metadata(title=site_free(str(hints.get("title") or "").strip()))
    lines = read_lines(text)
    for line in lines:
        line.rule = furniture.body.of(line.text)
    mark_rows(lines)
    mark_numbers(lines)
    mark_sheets(lines)
    flow = flowing(lines)
    mark_wraps(flow)
    mark_prose(flow)
    settle.free_captions(lines)
    top, bottom = settle.find_frame(lines, furniture)
    ends = settle.prose_ends(lines, top, bottom, furniture)
    if ends is None:
        return about, [Edit("furniture", 0, len(text), "")] if text else []
    settle.settle_head(lines, top, ends, furniture, about)
    settle.settle_middle(lines, ends, furniture, about)
    telling = settle_foot(lines, ends[1], bottom, furniture, about)
    settle.settle_torn(flow)
    settle.settle_teasers(lines)
    edits = cut_page(text, lines, furniture, about)
    for line in telling:  # what stands above and in the body goes before what stands below it
        read_line(line.text, line.rule, furniture, about)
    about.title = about.title or about.original
    about.published = about.published or iso_date(str(hints.get("published") or ""))
    about.published = first_published(about)
    about.publisher = about.publisher or str(hints.get("publisher") or "")
    about.author = about.author or str(hints.get("author") or "")
    return about, edits
