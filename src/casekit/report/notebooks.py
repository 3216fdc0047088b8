"""Notebooks run afresh and shown as pages; each link in a figure lands on its sentences at the foot of the page."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from casekit.cells import visible
from casekit.errors import CasekitError, SourceError
from casekit.report.article import sentence_href
from casekit.report.layout import Page

if TYPE_CHECKING:
    import nbformat

    from casekit.study import Study

_EVIDENCE = re.compile(r'href="#ev-([^"]+)"')
_TIMEOUT = 170  # seconds a cell; all notebooks together are to take less than three minutes


def find_notebooks(folder: str | Path) -> list[Path]:
    """The notebooks of a folder in their order; raises :class:`SourceError` if there is none."""
    found = sorted(path for path in Path(folder).glob("*.ipynb"))
    if not found:
        raise SourceError("no notebooks", where=folder, cure="name the folder that holds 00 … 08 with --notebooks")
    return found


def run_notebooks(
    paths: Sequence[Path], sources: Sequence[str | Path] = (), *, together: int = 2
) -> list[nbformat.NotebookNode]:
    """Execute notebooks in fresh kernels, at most `together` at once; returns them with their outputs.

    Parameters
    ----------
    paths : sequence of Path
    sources : sequence of path
        What ``casekit.read()`` without arguments reads in them; empty for the five seeds.

    Raises
    ------
    CasekitError
        A cell failed; names notebook, cell and error.
    """
    import nbformat

    notebooks = [nbformat.read(path, as_version=4) for path in paths]
    environment = dict(os.environ) | {"PYTHONWARNINGS": "ignore::SyntaxWarning"}
    if sources:
        environment["CASEKIT_SOURCES"] = os.pathsep.join(str(Path(source).resolve()) for source in sources)
    with ThreadPoolExecutor(1) as apart:  # a notebook that asks for a report has an event loop of its own
        apart.submit(asyncio.run, _all(paths, notebooks, environment, together)).result()
    return notebooks


async def _all(
    paths: Sequence[Path], notebooks: Sequence[nbformat.NotebookNode], environment: Mapping[str, str], together: int
) -> None:
    gate = asyncio.Semaphore(together)

    async def one(path: Path, notebook: nbformat.NotebookNode) -> None:
        async with gate:
            await _execute(path, notebook, environment)

    # all are let finish, so that one broken notebook does not kill the kernels of the others
    ends = await asyncio.gather(*(one(*pair) for pair in zip(paths, notebooks, strict=True)), return_exceptions=True)
    for end in ends:
        if isinstance(end, BaseException):
            raise end


async def _execute(path: Path, notebook: nbformat.NotebookNode, environment: Mapping[str, str]) -> None:
    from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient

    class ThisPython(KernelSpecManager):
        """The interpreter that runs us, whatever kernels the machine has registered under the same name."""

        def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
            argv = [sys.executable, "-m", "ipykernel_launcher", "--log-level=40", "-f", "{connection_file}"]
            return KernelSpec(argv=argv, display_name="Python 3", language="python")

    manager = AsyncKernelManager(kernel_spec_manager=ThisPython(), kernel_name="python3")
    client = NotebookClient(
        notebook,
        km=manager,
        timeout=_TIMEOUT,
        allow_errors=True,
        coalesce_streams=True,  # a slow machine prints in pieces; the page must be the same
        resources={"metadata": {"path": str(path.parent.resolve())}},
    )
    await client.async_execute(env=dict(environment))
    _settle(path, notebook)


def _settle(path: Path, notebook: nbformat.NotebookNode) -> None:
    """A question that this study cannot answer becomes a note; every other error of a cell is raised."""
    unanswered = False
    for cell in notebook.cells:
        for at, output in enumerate(cell.get("outputs", ())):
            if output.output_type != "error":
                continue
            # what a cell did not get to define, the cells after it miss: that is no fault of theirs
            if output.ename != "TableError" and not (unanswered and output.ename == "NameError"):
                raise CasekitError(
                    f"a cell failed: {output.ename}: {output.evalue}", where=path, cure="run the notebook in JupyterLab"
                )
            unanswered = True
            cell.outputs[at] = _note(output.evalue if output.ename == "TableError" else "")


def _note(why: str) -> nbformat.NotebookNode:
    from nbformat.v4 import new_output

    html = Markup('<p class="soft">这些文章回答不了这一问 · These articles cannot answer this.{}</p>').format(
        f" {why}" if why else ""
    )
    return new_output("display_data", {"text/html": str(html)})


def title_of(notebook: nbformat.NotebookNode, path: Path) -> str:
    """First heading of a notebook, else its file name."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            match = re.search(r"^#\s+(.+)$", cell.source, re.MULTILINE)
            if match:
                return match.group(1).strip()
    return path.stem


def notebook_page(path: Path, notebook: nbformat.NotebookNode, study: Study) -> Page:
    """One executed notebook as a page, its evidence at the foot."""
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(template_name="basic", exclude_input_prompt=True, exclude_output_prompt=True)
    body, _ = exporter.from_notebook_node(notebook)
    body = re.sub(r'\s(?:target="_blank"|rel="noopener[^"]*")', "", body).replace(".ipynb", ".html")
    body = re.sub(r"(<a\b[^>]*?\s)xlink:href=", r"\1href=", body)  # which names a link to those who hear the page
    body = body.replace(
        '<div class="output_area">', '<div class="output_area" tabindex="0" role="region" aria-label="output">'
    )
    body = re.sub(r'<a class="anchor-link"[^>]*>.*?</a>', "", body)
    values = {"body": Markup(visible(body)), "evidence": evidence(body, study)}
    return Page(f"notebooks/{path.stem}.html", title_of(notebook, path), "notebook.html", values)


def evidence(body: str, study: Study) -> list[dict]:
    """What the links ``#ev-DOC-SENTENCE`` and ``#ev-DOC.CODE`` of a page lead to: the sentences, in order of first use."""
    place = {row["doc_id"]: row["place"] or row["doc_id"] for row in study.rows["documents"]}
    sentences = {(row["doc_id"], row["sent_no"]): row["text"] for row in study.rows["sentences"]}
    by_code: dict[tuple[str, str], list[int]] = {}
    for name, column in (("practices", "code"), ("metrics", "indicator")):
        for row in study.rows[name]:
            if row[column] and row["sent_no"] not in by_code.setdefault((row["doc_id"], row[column]), []):
                by_code[row["doc_id"], row[column]].append(row["sent_no"])
    out = []
    for key in dict.fromkeys(_EVIDENCE.findall(body)):
        doc, dot, code = key.partition(".")
        if not dot:
            doc, _, number = key.rpartition("-")
            code, numbers = "", [int(number)] if number.isdigit() else []
        else:
            numbers = by_code.get((doc, code), [])
        lines = [
            {"href": "../" + sentence_href(doc, n), "no": n, "text": sentences[doc, n]}
            for n in numbers
            if (doc, n) in sentences
        ]
        out.append({"id": f"ev-{key}", "place": place.get(doc, doc), "code": code, "sentences": lines})
    return out
