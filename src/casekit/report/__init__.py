"""Offline pages: a linked site of the comparison, the notebooks, each article, the codebook."""

from casekit.report.show import show_page, show_text
from casekit.report.site import write_report

__all__ = ["show_page", "show_text", "write_report"]
