"""``casekit``: a thin door; every command is a few lines over the library."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
import warnings
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from casekit.atomic import check_writable, write_text
from casekit.cells import visible
from casekit.errors import CasekitError, OutputError, TableError, one_of
from casekit.exchange import EXPORTS, FORMATS, read_tables, write_tables

if TYPE_CHECKING:
    from casekit.study import Study


def _read(args: argparse.Namespace) -> Study:
    from casekit import scale, study  # rooms are loaded when used, so that --help is there at once

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", study.SourceWarning)  # said at the end, with the exit status
        return scale.read(*args.source, codebook=args.codebook, cases=args.cases, jobs=getattr(args, "jobs", None))


def _say(text: object, *, file: TextIO | None = None) -> None:
    """Print one line in which the words of articles and names of files run nothing on a terminal."""
    print(visible(str(text)), file=file)


def _complain(text: object) -> None:
    _say(f"casekit: {text}", file=sys.stderr)


def _failed(study: Study) -> int:
    for failure in study.failures:
        _complain(f"left out: {failure}")
    return 1 if study.failures else 0


def _doc_id(study: Study, name: str) -> str:
    """The document that `name` means: its id, else its file, else its place."""
    rows = study.rows["documents"]
    for column in ("doc_id", "file", "place"):
        found = [row["doc_id"] for row in rows if row[column] == name]
        if len(found) > 1:
            raise TableError(f"{len(found)} documents are called {name!r}", cure=one_of(found))
        if found:
            return found[0]
    raise TableError(f"no document {name!r}", cure=one_of(row["doc_id"] for row in rows))


def build(args: argparse.Namespace) -> int:
    """Tables from sources."""
    if not args.out and args.source != ["seeds"]:
        raise OutputError("no folder for the tables", where=" ".join(args.source), cure="name it with --out DIR")
    out = args.out or "data/tables"
    check_writable(out)
    study = _read(args)
    for path in write_tables(study.tables, out, args.format):
        print(path)
    return _failed(study)


def report(args: argparse.Namespace) -> int:
    """Offline pages: the comparison, the notebooks, each article, the codebook."""
    from casekit.report import write_report

    check_writable(args.out)
    study = _read(args)
    index = write_report(
        study, args.out, notebooks=args.notebooks, reference=args.reference, sources=args.source, lang=args.lang
    )
    print(index)
    return _failed(study)


def show(args: argparse.Namespace) -> int:
    """The clean article beside the raw one, every repair marked."""
    from casekit.report import show_page, show_text

    study = _read(args)
    doc_id = _doc_id(study, args.doc)
    print(show_text(study, doc_id, colour=sys.stdout.isatty()))
    if args.page:
        print(write_text(args.page, show_page(study, doc_id)))
    return _failed(study)


def check(args: argparse.Namespace) -> int:
    """What nobody used: numbers by fate, issues, definitions that never fired."""
    from casekit.audit import audit

    study = _read(args)
    _say(audit(study, args.doc and _doc_id(study, args.doc)))
    return _failed(study)


def score_(args: argparse.Namespace) -> int:
    """Precision, recall and F1 of every table, held to its floors."""
    from casekit.agreement import load_figures, load_reference, score

    floors_file = Path(args.floors or args.reference / "floors.json")
    floors, ceilings = load_figures(floors_file), load_figures(args.reference / "ceilings.json")
    scores = score(read_tables(args.tables), load_reference(args.reference))
    print(f"{'':32}{'value':>8}{'floor':>8}{'coders':>8}")
    low = [name for name, value in scores.figures.items() if value < floors.get(name, 0) - 1e-9]
    for name, value in scores.figures.items():
        cells = [f"{table[name]:8.4f}" if name in table else f"{'':8}" for table in (floors, ceilings)]
        print(f"{name:32}{value:8.4f}{''.join(cells)}".rstrip())
    for table, kind, what in scores.misses[: args.show] if args.show else ():
        _say(f"    {table} {kind}: {what}")
    if args.raise_floors and not low:
        # cut, not rounded: a floor never stands above what was measured
        raised = {
            name: max(floors.get(name, 0), int(value * 10_000) / 10_000) for name, value in scores.figures.items()
        }
        print(write_text(floors_file, json.dumps(raised, indent=1) + "\n"))
    if low:
        _complain(f"below the floor in {floors_file}: {', '.join(low)}")
    return 1 if low else 0


def calendar(args: argparse.Namespace) -> int:
    """What the rules of one case make due between two days; as iCalendar with --out."""
    from casekit.rulebook import rulebook

    study = _read(args)
    book = rulebook(study.tables, _doc_id(study, args.doc), study.codebook)
    due = book.calendar(args.start, args.end).to_dict("records")
    for row in due:
        what = f"{row['actor']} {row['action'] or row['object']}".strip()
        _say(f"{row['due']}  {row['per']}  {what}  “{row['quote']}” {row['sent_no']}")
    if not due:
        _complain(f"no rule of {args.doc} makes anything due between these days")
    if args.out:
        print(write_text(args.out, book.ics(args.start, args.end)))
    return _failed(study)


def new(args: argparse.Namespace) -> int:
    """Add an article to the register of cases, as far as the page itself says what it is."""
    from casekit.register import add_case

    register, case = add_case(args.file, args.cases, args.codebook)
    print(f"{register}: {case.doc_id}")
    for name, value in asdict(case).items():
        _say(f"  {name:12}{value or '—'}")
    return 0


def export(args: argparse.Namespace) -> int:
    """Tables and codings for other programs."""
    check_writable(args.out)
    study = _read(args)
    for path in EXPORTS[args.to](study, args.out):
        print(path)
    return _failed(study)


def sheet(args: argparse.Namespace) -> int:
    """A coding sheet of one document, for a person to fill in (CSV or XLSX)."""
    from casekit import agreement

    study = _read(args)
    print(agreement.coding_sheet(study, _doc_id(study, args.doc), args.out, coder=args.coder))
    return _failed(study)


def agree(args: argparse.Namespace) -> int:
    """Two filled sheets: their agreement, and every sentence in which they differ."""
    from casekit import agreement

    study = _read(args)
    a, b = (agreement.read_sheet(path, study) for path in (args.a, args.b))
    print(agreement.reliability(a.frame, b.frame).round(3).to_string())
    for row in agreement.disagreements(a.frame, b.frame, study).itertuples():
        _say(f"{row.doc_id}:{row.sent_no} {row.code}: {a.coder} {row.a}, {b.coder} {row.b} … {row.sentence}")
    if args.corrections:
        rows, left = agreement.sheet_to_corrections(agreement.agreed(a, b), study, reason=args.reason)
        print(agreement.append_corrections(rows, args.corrections), len(rows))
        for what in left:
            _complain(f"no correction: {what}")
    return _failed(study)


def _count(text: str) -> int:
    """A whole number above 0; ``²`` is a digit, but none that counts."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number above 0")
    return int(text)


def parser() -> argparse.ArgumentParser:
    """The command line, as ``casekit --help`` shows it."""
    top = argparse.ArgumentParser(
        prog="casekit", description="Damaged Chinese policy articles in, defensible tables out."
    )
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(name: str, run: object, *takes: str) -> argparse.ArgumentParser:
        """A command that `takes` a document, sources, or both."""
        words = (run.__doc__ or "").strip()
        sub = commands.add_parser(name, help=words, description=words)
        sub.set_defaults(run=run)
        sub.add_argument("--codebook", metavar="DIR", help="a folder whose pages replace the shipped definitions")
        sub.add_argument(
            "--cases", metavar="CSV", help="the register of cases (default: cases.csv in or beside the source folder)"
        )
        for what in takes:
            if what == "doc":
                sub.add_argument("doc", help="document, file or place")
            else:
                many = "*" if what == "source" else "+"
                sub.add_argument(what, nargs=many, default=["seeds"], help="files, folders, globs (default: seeds)")
        return sub

    sub = command("build", build, "source")
    sub.add_argument("--out", metavar="DIR", help="default: data/tables for the seeds; else name one")
    sub.add_argument("--format", choices=sorted(FORMATS), default="csv")
    sub.add_argument(
        "--jobs", type=_count, metavar="N", help="processes (default: one a core where there are many sources, else 1)"
    )
    sub = command("report", report, "source")
    sub.add_argument("--out", metavar="DIR", default="reports", help="default: reports")
    sub.add_argument(
        "--notebooks", metavar="DIR", default="notebooks", help="notebooks to run and show (default: notebooks)"
    )
    sub.add_argument(
        "--reference", metavar="DIR", default="data/reference", help="reference coding, for the accuracy page"
    )
    sub.add_argument("--lang", choices=("zh", "en"), default="zh", help="language of frame and charts (default: zh)")
    sub = command("show", show, "doc", "source")
    sub.add_argument("--page", metavar="HTML", help="write the two texts side by side to this page")
    sub = command("check", check, "--source")
    sub.add_argument("doc", nargs="?", help="one document, file or place (default: all)")
    sub = command("score", score_)
    sub.add_argument("reference", type=Path, nargs="?", default=Path("data/reference"), help="default: data/reference")
    sub.add_argument("--tables", metavar="DIR", default="data/tables", help="default: data/tables")
    sub.add_argument("--floors", metavar="JSON", help="default: floors.json of the reference")
    sub.add_argument("--raise-floors", action="store_true", help="note what was reached as the new floors")
    sub.add_argument("--show", type=_count, metavar="N", help="also the first N disagreements")
    sub = command("calendar", calendar, "doc", "source")
    sub.add_argument("--from", dest="start", metavar="DAY", required=True, help="as in 2026-01-01")
    sub.add_argument("--to", dest="end", metavar="DAY", required=True)
    sub.add_argument("--out", metavar="ICS", help="also write the days as iCalendar")
    sub = command("new", new)
    sub.add_argument("file", help="the article")
    sub = command("export", export, "source")
    sub.add_argument("--to", choices=sorted(EXPORTS), required=True)
    sub.add_argument("--out", metavar="DIR", default="exports", help="default: exports")
    sub = command("sheet", sheet, "doc", "source")
    sub.add_argument("--out", metavar="FILE", required=True, help="….csv or ….xlsx")
    sub.add_argument("--coder", default="", help="who will code")
    sub = command("agree", agree, "--source")
    sub.add_argument("a", help="a filled sheet")
    sub.add_argument("b", help="another, of the same document")
    sub.add_argument(
        "--corrections", metavar="CSV", help="add to this file what both give alike and the machine does not"
    )
    sub.add_argument("--reason", default="agreed by two coders", help="why; stands in each correction")
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; a fault of the input or of a disk is one line on stderr and exit status 1."""
    args = parser().parse_args(argv)
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.errors == "strict":
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal without Chinese shows escapes
    try:
        status = args.run(args)
        sys.stdout.flush()  # what cannot be printed is found here, not when Python ends
    except CasekitError as error:
        _complain(error)
        return 1
    except BrokenPipeError:  # whoever reads has seen enough
        return _hush(0)
    except OSError as error:
        where = error.filename or "what was to be printed"
        _complain(f"{where}: {error.strerror or error} (check path, permissions and free space)")
        return _hush(1)
    except KeyboardInterrupt:
        _complain("stopped")
        return 130  # as a shell says it
    return status


def _hush(status: int) -> int:
    """`status`, with what could not be printed thrown away, so that Python does not try again when it ends."""
    with suppress(OSError), open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - no path
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    return status
