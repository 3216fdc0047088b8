"""The whole site: built beside the old one, which it replaces only when it is complete."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from casekit.atomic import SCRATCH, sweep, write_text
from casekit.charts.style import places, practice_labels
from casekit.errors import OutputError, SourceError
from casekit.report.article import article_page, by_document
from casekit.report.layout import Page, render, translate
from casekit.report.notebooks import find_notebooks, notebook_page, run_notebooks
from casekit.report.overview import overview_page
from casekit.report.reference_pages import accuracy_page, codebook_page, dictionary_page
from casekit.report.slides import slides_page

if TYPE_CHECKING:
    from casekit.study import Study


NOTEBOOKS, REFERENCE = "notebooks", "data/reference"  # where this repository has them


def write_report(
    study: Study,
    out: str | Path = "reports",
    *,
    notebooks: str | Path | None = NOTEBOOKS,
    reference: str | Path | None = REFERENCE,
    sources: Sequence[str | Path] = (),
    lang: str = "zh",
) -> Path:
    """Write the pages of a study: index, articles, notebooks, codebook, data dictionary, accuracy, slides.

    Parameters
    ----------
    study : Study
    out : path
        Folder for the site. Pages there are replaced; other files stay.
    notebooks : path or None
        Folder of notebooks to run; None leaves them out. One that is named must exist.
    reference : path or None
        A reference coding; its page appears only if it codes these very articles. One that is named must exist.
    sources : sequence of path
        What the notebooks read; by default what the study was read from is not known to them, and they read the seeds.
    lang : {"zh", "en"}
        Language of the frame and the charts.

    Raises
    ------
    SourceError
        There are no notebooks, or no reference, in the folder that is named.
    OutputError
        The folder cannot be written, or holds pages that no report made.

    Returns
    -------
    Path
        ``index.html``. Each page is a single file: no script, style, font or picture is fetched from anywhere.
    """
    out = Path(out)
    notebooks, reference = _there(notebooks, NOTEBOOKS), _there(reference, REFERENCE)
    pages = [overview_page(study, lang)]
    rows, labels = by_document(study), practice_labels(study, lang)
    articles = [article_page(study, document, rows[document["doc_id"]], labels) for document in study.rows["documents"]]
    books: list[Page] = []
    if notebooks:
        paths = find_notebooks(notebooks)
        books = [
            notebook_page(path, book, study) for path, book in zip(paths, run_notebooks(paths, sources), strict=True)
        ]
    method = [codebook_page(study, lang), dictionary_page(lang)]
    accuracy = accuracy_page(study, reference, lang)
    method += [accuracy] if accuracy else []
    method.append(slides_page(study, lang))
    pages += [*articles, *books, *method]
    site = render(pages, _navigation(study, pages, books, articles, method, lang), lang)
    _replace(out, site)
    return out / "index.html"


def _there(folder: str | Path | None, usual: str) -> Path | None:
    """`folder`; the usual one may be missing."""
    if not folder or (folder == usual and not Path(usual).is_dir()):
        return None
    if not Path(folder).is_dir():
        raise SourceError("no such folder", where=folder, cure="name one that is there, or leave the choice out")
    return Path(folder)


def _navigation(
    study: Study, pages: list[Page], books: list[Page], articles: list[Page], method: list[Page], lang: str
) -> list[dict]:
    t, names = translate(lang), places(study)
    named = zip(articles, study.rows["documents"], strict=True)
    groups = [
        {"label": t("overview"), "pages": [{"href": pages[0].href, "label": t("overview")}]},
        {"label": t("notebooks"), "pages": [{"href": page.href, "label": page.title} for page in books]},
        {"label": t("articles"), "pages": [{"href": page.href, "label": names[row["doc_id"]]} for page, row in named]},
        {"label": t("method"), "pages": [{"href": page.href, "label": page.title} for page in method]},
    ]
    return [group for group in groups if group["pages"]]


_LIST = ".casekit-pages.json"  # what the last report wrote: nothing else in the folder is ours to touch


def _made_before(out: Path) -> set[str]:
    """The pages that the last report wrote; its list may come from elsewhere with the folder, so it is held to the folder."""
    listing = out / _LIST
    try:
        ours = json.loads(listing.read_text("utf-8")) if listing.exists() else []
        sound = all(href.endswith(".html") and (out / href).resolve().is_relative_to(out.resolve()) for href in ours)
    except (ValueError, TypeError, AttributeError):
        sound = False
    if not sound:
        raise OutputError(
            "is no list of pages in this folder", where=listing, cure="delete it, or choose another folder"
        )
    return set(ours)


def _replace(out: Path, site: dict[str, str]) -> None:
    """All pages complete in a folder beside their places, then one by one into them; only our own pages give way."""
    ours = _made_before(out)
    for href in site:
        if (out / href).exists() and href not in ours:
            raise OutputError(
                "stands there and was not made by a report", where=out / href, cure="choose another folder"
            )
    try:
        out.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=out))
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror}", where=out, cure="choose a folder you may write to"
        ) from error
    try:
        for href, text in site.items():
            write_text(scratch / href, text)
        write_text(out / _LIST, json.dumps(sorted(ours | set(site)), ensure_ascii=False, indent=0))
        for href in sorted(ours - set(site)):  # pages of cases that are no longer in the study would mislead
            (out / href).unlink(missing_ok=True)
        for href in site:
            (out / href).parent.mkdir(parents=True, exist_ok=True)
            (scratch / href).replace(out / href)
        write_text(out / _LIST, json.dumps(sorted(site), ensure_ascii=False, indent=0))
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror}",
            where=error.filename or out,
            cure="free some space, or close the file",
        ) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    sweep(out)
