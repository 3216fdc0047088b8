"""A chart in a notebook: an SVG whose marks lead to their sentences, and the same numbers as a plain table."""

from __future__ import annotations

import io
import re
from html import escape
from typing import TYPE_CHECKING

from casekit.charts.style import Note, note

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


class LinkedFigure:
    """What :func:`show` returns: IPython shows its HTML, where scripts and networks are not needed."""

    def __init__(self, figure: Figure, notes: list[Note]):
        self.figure, self.notes = figure, notes

    @property
    def alt(self) -> str:
        """All the chart says, in words."""
        return " ".join(n.alt for n in self.notes if n.alt)

    def svg(self) -> str:
        """The figure as SVG, its links within the page and each with a name."""
        out = io.StringIO()
        from casekit.charts.style import theme

        with theme():
            self.figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
        text = out.getvalue()
        text = text[text.index("<svg") :].replace(' target="_blank"', "").replace("xlink:href=\"#ev-", 'href="#ev-')
        names = {url: name for n in self.notes for url, name in n.links.items()}
        text = re.sub(r'<a href="(#ev-[^"]+)"', lambda m: f'{m.group()} aria-label="{escape(names.get(m.group(1), m.group(1)))}"', text)
        return text.replace("<svg", f'<svg role="group" aria-label="{escape(self.alt)}"', 1)

    def table(self) -> str:
        """The numbers as an HTML table."""
        tables = [n.table for n in self.notes if n.table is not None]
        return "\n".join(t.to_html(border=0, na_rep="—", float_format=lambda v: f"{v:,.4g}", escape=True) for t in tables)

    def _repr_html_(self) -> str:
        return f"<figure>{self.svg()}</figure><details><summary>≡</summary><div class='scroll'>{self.table()}</div></details>"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": self._repr_html_(), "text/plain": self.alt}


def show(ax: Axes) -> LinkedFigure:
    """The figure of `ax` for a notebook's last line; the figure itself is closed, so that it shows once.

    >>> import casekit
    >>> from casekit import charts
    >>> linked = charts.show(charts.practice_heatmap(casekit.read("seeds/")))
    >>> "<svg" in linked._repr_html_() and "target=" not in linked.svg()
    True
    """
    import matplotlib.pyplot as plt

    figure = ax.figure
    notes = [note(each) for each in figure.axes]
    plt.close(figure)
    return LinkedFigure(figure, notes)
