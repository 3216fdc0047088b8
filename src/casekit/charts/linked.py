"""A chart in a notebook: an SVG whose marks lead to their sentences, and the same numbers as a plain table."""

from __future__ import annotations

import io
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from casekit.charts.style import Note, note, places

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from casekit.study import Study


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
        text = text[text.index("<svg") :].replace(' target="_blank"', "")
        names = {url: name for n in self.notes for url, name in n.links.items()}
        # xlink:href stays: JupyterLab trips over an SVG link with a plain href
        text = re.sub(
            r'<a xlink:href="(#ev-[^"]+)"',
            lambda m: f'{m.group()} aria-label="{escape(names.get(m.group(1), m.group(1)))}"',
            text,
        )
        return text.replace("<svg", f'<svg role="group" aria-label="{escape(self.alt)}"', 1)

    def table(self) -> str:
        """The numbers as an HTML table."""
        tables = [n.table for n in self.notes if n.table is not None]
        return "\n".join(
            t.to_html(border=0, na_rep="—", float_format=lambda v: f"{v:,.4g}", escape=True) for t in tables
        )

    def _repr_html_(self) -> str:
        return f"<figure>{self.svg()}</figure><details><summary>≡</summary><div class='scroll'>{self.table()}</div></details>"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": self._repr_html_(), "text/plain": self.alt}


def table_script() -> str:
    """The few lines that make tables sort and pick; a table is whole without them."""
    return (Path(__file__).parent / "table.js").read_text("utf-8")


class LinkedTable:
    """Rows with their sentences: what :func:`table` returns."""

    def __init__(self, shown: pd.DataFrame, links: list[str], pick: Sequence[str] = ()):
        self.frame, self.links, self.pick = shown, links, tuple(pick)

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(str(name))}</th>" for name in ["", *self.frame.columns])
        body = "".join(
            f'<tr><td><a href="{escape(link)}" aria-label="{escape(link)}">→</a></td>{"".join(map(_td, row))}</tr>'
            for link, row in zip(self.links, self.frame.itertuples(index=False, name=None), strict=True)
        )
        body = body or f'<tr><td colspan="{len(self.frame.columns) + 1}">—</td></tr>'
        rows = f'<table class="sortable"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        pickers = "".join(self._picker(name) for name in self.pick)
        said = ' <span role="status"></span>' if pickers else ""
        return f'<div class="scroll pickable">{pickers}{said}{rows}</div><script>{table_script()}</script>'

    def _picker(self, name: str) -> str:
        column = self.frame.columns.get_loc(name) + 1
        options = "".join(f"<option>{escape(value)}</option>" for value in sorted(set(map(str, self.frame[name]))))
        return f'<label hidden>{escape(name)} <select data-column="{column}"><option value="">*</option>{options}</select></label> '

    def __repr__(self) -> str:
        return self.frame.to_string(index=False)


def _td(value: object) -> str:
    number = f' data-value="{value}"' if isinstance(value, (int, float)) and value == value else ""
    return f"<td{number}>{escape(_cell(value))}</td>"


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "" if value != value else f"{value:,.0f}" if value.is_integer() else f"{value:,.6g}"
    return "、".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def table(
    study: Study, rows: pd.DataFrame, columns: Sequence[str] | None = None, pick: Sequence[str] = ("case",)
) -> LinkedTable:
    """Rows of any table that has ``doc_id`` and ``sent_no``, each with the case's name, a link, and its sentence.

    Parameters
    ----------
    study : Study
    rows : DataFrame
        Some rows of ``study.metrics``, ``study.practices``, …
    columns : sequence of str, optional
        Which columns to show between case and sentence; all that are not offsets by default.
    pick : sequence of str
        Columns to pick by, live in JupyterLab and on the pages; where no script runs the whole table stands.

    Examples
    --------
    >>> import casekit
    >>> study = casekit.read("seeds/")
    >>> casekit.charts.table(study, study.metrics.head(1), ["surface", "noun"]).frame.columns.tolist()
    ['case', 'surface', 'noun', 'sentence']
    """
    names = places(study)
    text = {(s["doc_id"], s["sent_no"]): s["text"] for s in study.rows["sentences"]}
    keys = list(zip(rows["doc_id"], rows["sent_no"], strict=True))
    kept = (
        list(columns)
        if columns is not None
        else [c for c in rows.columns if c not in ("doc_id", "sent_no", "start", "end")]
    )
    shown = rows[kept].reset_index(drop=True)
    shown.insert(0, "case", [names[doc] for doc, _ in keys])
    shown["sentence"] = [text.get(key, "") for key in keys]
    return LinkedTable(shown, [f"#ev-{doc}-{number}" for doc, number in keys], pick)


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
