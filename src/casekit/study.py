"""The only composer: sources and codebook in, a :class:`Study` with its tables out."""

from __future__ import annotations

import traceback
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from casekit import arithmetic, doubts, indicators
from casekit.article import dissect, split_sentences
from casekit.cases import Case, complete
from casekit.codebook import Codebook
from casekit.corrections import correct
from casekit.document import Document
from casekit.errors import CasekitError, OwnError, SourceError
from casekit.extract import metrics, practices, programmes, rules
from casekit.reading import Source
from casekit.repair import repair
from casekit.schema import TABLES, frame
from casekit.sources import Job, plan
from casekit.spans import Alignment, apply, compose

if TYPE_CHECKING:
    import pandas as pd

EXTRACTORS = {"metrics": metrics.extract, "practices": practices.extract,
              "programmes": programmes.extract, "rules": rules.extract}  # fmt: skip
Rows = dict[str, list[dict]]


class SourceWarning(UserWarning):
    """A source was left out of a study; the others are in it."""


def build(source: Source, codebook: Codebook, doc_id: str, case: Case | None = None) -> Rows:
    """One page in, its rows of every table out (and ``numbers``: the fate of each number in the body).

    Documents know nothing of each other, so they can be built in any order, on any machine.
    """
    repaired = repair(source.text)
    hints = {name: repair(value).text for name, value in source.hints.items()}  # a title may be damaged like its page
    article = dissect(repaired.text, codebook, hints)
    body = apply(repaired.text, article.edits)
    edits = compose(repaired.edits, article.edits, repaired.text)
    home = Alignment(edits)
    about = complete({name: getattr(article, name) for name in _ABOUT}, case)
    lost = tuple((home.to_clean(start), home.to_clean(end)) for start, end in repaired.lost)
    document = Document(doc_id, body, split_sentences(body), **about, script=repaired.script, meta={"lost": lost})
    rows: Rows = {name: [] for name in TABLES} | {"numbers": []}
    rows["documents"].append(
        {
            "doc_id": doc_id,
            "file": source.file,
            "sha256": source.sha256,
            "encoding": source.encoding,
            **about,
            "script": repaired.script,
            "text": body,
        }
    )
    for s in document.sentences:
        raw_start, raw_end = home.to_raw(s.start, s.end)
        rows["sentences"].append(
            {
                "doc_id": doc_id,
                "sent_no": s.no,
                "text": s.text,
                "start": s.start,
                "end": s.end,
                "raw_start": raw_start,
                "raw_end": raw_end,
                "paragraph": s.paragraph,
                "heading": s.heading,
            }
        )
    raw = source.text
    rows["repairs"] = [
        {"doc_id": doc_id, "kind": kind, "raw_start": start, "raw_end": end, "before": raw[start:end], "after": after}
        for kind, start, end, after in edits
    ]  # fmt: skip
    for name, extract in EXTRACTORS.items():
        found = extract(document, codebook)
        rows[name] += found.rows
        rows["issues"] += found.issues
        rows["numbers"] += [{"doc_id": doc_id} | number for number in found.numbers]
    rows["issues"] += doubts.seen(document, "reading", [(0, 0, *note) for note in source.notes])
    suspects = [(home.to_clean(start), home.to_clean(end), *what) for start, end, *what in repaired.suspects]
    rows["issues"] += doubts.seen(document, "repair", suspects)
    rows["issues"] += [{"doc_id": doc_id} | row for row in article.issues]
    rows["issues"] += doubts.unread(document, [*rows["numbers"], *rows["programmes"]])
    rows["issues"] += arithmetic.issue_rows(rows["metrics"], rows["documents"])
    return rows


_ABOUT = ("title", "subtitle", "place", "prefecture", "province", "adcode", "level", "publisher", "author", "published")


def prove(codebook: Codebook) -> None:
    """Hold a reader's own pages to what they say of themselves; the shipped ones are held by the tests.

    Raises
    ------
    CodebookError
        An example is not coded as written, or a cue is earned by none; names page, line and cure.
    """
    for fault in practices.prove(codebook):
        raise fault
    indicators.audit(codebook)


@dataclass
class Study:
    """Tables of a set of articles.

    Attributes
    ----------
    rows : dict of list
        The rows of every table; the tables themselves are the properties `documents`, `sentences`, `metrics`,
        `practices`, `programmes`, `rules`, `repairs`, `issues` (pandas, see :mod:`casekit.schema`).
    failures : list of CasekitError
        Sources that could not be read, each with file and cure.
    codebook : Codebook
        The definitions the study was built with.
    """

    rows: Rows
    codebook: Codebook = field(default_factory=Codebook)
    failures: list[CasekitError] = field(default_factory=list)

    @cached_property
    def documents(self) -> pd.DataFrame:
        return frame("documents", self.rows["documents"])

    @cached_property
    def sentences(self) -> pd.DataFrame:
        return frame("sentences", self.rows["sentences"])

    @cached_property
    def metrics(self) -> pd.DataFrame:
        return frame("metrics", self.rows["metrics"])

    @cached_property
    def practices(self) -> pd.DataFrame:
        return frame("practices", self.rows["practices"])

    @cached_property
    def programmes(self) -> pd.DataFrame:
        return frame("programmes", self.rows["programmes"])

    @cached_property
    def rules(self) -> pd.DataFrame:
        return frame("rules", self.rows["rules"])

    @cached_property
    def repairs(self) -> pd.DataFrame:
        return frame("repairs", self.rows["repairs"])

    @cached_property
    def issues(self) -> pd.DataFrame:
        return frame("issues", self.rows["issues"])

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """All tables by name."""
        return {name: getattr(self, name) for name in TABLES}

    def raw(self, doc_id: str) -> str:
        """The raw text of a document, put together again from its clean text and its repairs."""
        out, at, shift = [], 0, 0
        text = next((row["text"] for row in self.rows["documents"] if row["doc_id"] == doc_id), None)
        if text is None:
            raise SourceError("no such document", where=doc_id, cure="one of study.documents.doc_id")
        for row in self.rows["repairs"]:
            if row["doc_id"] == doc_id:
                start = row["raw_start"] + shift
                out += text[at:start], row["before"]
                at = start + len(row["after"])
                shift += len(row["after"]) - len(row["before"])
        return "".join(out) + text[at:]

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(self.rows[name])} {name}" for name in TABLES)
        return f"Study({counts})"


def read(
    *sources: str | Path,
    codebook: str | Path | Codebook | None = None,
    cases: str | Path | None = None,
    corrections: str | Path | None = None,
) -> Study:
    """Build a study from files, folders and globs (text, HTML, DOCX, PDF).

    Parameters
    ----------
    *sources : path or str
        Files, folders or glob patterns.
    codebook : path or Codebook, optional
        A folder whose pages replace or extend the shipped definitions.
    cases, corrections : path, optional
        The register of cases and the overruled rows; else ``cases.csv`` and ``corrections.csv`` are looked for
        in each source folder (for ``seeds`` in the ``data`` folder beside it).

    Returns
    -------
    Study
        A source that cannot be read is left out, with a :class:`SourceWarning` and an entry in `failures`;
        if none can be read the first failure is raised.
    """
    book = definitions(codebook)
    return collect(each(*sources, codebook=book, cases=cases, corrections=corrections), book)


def definitions(codebook: str | Path | Codebook | None = None) -> Codebook:
    """The codebook of a folder, its own pages held to what they say of themselves (see :func:`prove`)."""
    book = codebook if isinstance(codebook, Codebook) else Codebook(codebook)
    if book.folder:
        prove(book)
    return book


def collect(built: Iterable[tuple[Rows, CasekitError | None]], codebook: Codebook) -> Study:
    """A study of documents built one by one, in the order they come; see :func:`read` for those that failed."""
    study = Study({name: [] for name in TABLES} | {"numbers": []}, codebook)
    for rows, failure in built:
        if failure:
            study.failures.append(failure)
            warnings.warn(str(failure), SourceWarning, stacklevel=3)
        else:
            for name, found in rows.items():
                study.rows[name] += found
    if study.failures and not study.rows["documents"]:
        raise study.failures[0]
    return study


def each(
    *sources: str | Path,
    codebook: Codebook,
    cases: str | Path | None = None,
    corrections: str | Path | None = None,
) -> Iterator[tuple[Rows, CasekitError | None]]:
    """Build documents one by one: ``(rows, None)``, or ``({}, failure)`` for a source that cannot be read."""
    jobs, strays = plan(*sources, cases=cases, corrections=corrections)
    for stray in strays:
        yield {}, stray
    for job in jobs:
        yield run(job, codebook)


def run(job: Job, codebook: Codebook) -> tuple[Rows, CasekitError | None]:
    """Read and build one source, and overrule what its corrections overrule."""
    try:
        source = job.read()
        rows = build(source, codebook, job.doc_id, job.case)
        correct(rows, job.corrections)
    except SourceError as failure:
        return {}, failure
    except CasekitError:
        raise
    except Exception as slip:  # noqa: BLE001 - the one place that catches any: hundreds of pages must not fall with one
        return {}, _own(slip, job)
    return rows, None


def _own(slip: Exception, job: Job) -> OwnError:
    """What to tell of a slip of ours, and where it happened."""
    last = traceback.extract_tb(slip.__traceback__)[-1]
    error = OwnError(
        f"casekit failed on it: {type(slip).__name__}: {slip}, in {Path(last.filename).name}, line {last.lineno}",
        where=job.path,
        cure="a fault of casekit, not of the article: report it with the file; other files are not affected",
    )
    error.__cause__ = slip
    return error
