"""What the README says is what happens."""

import contextlib
import io
import json
import re

import casekit
from casekit import cli
from casekit.agreement import load_reference, score
from casekit.charts.style import practice_labels
from casekit.cli import parser
from casekit.report import show_page

_ROW = re.compile(r"^\| `([\w.]+)`[^|]*\| (\d\.\d\d) \| (\d\.\d\d) \| (\d\.\d\d) \|$", re.MULTILINE)


def test_the_six_lines_print_what_the_readme_shows(root, monkeypatch):
    text = (root / "README.md").read_text("utf-8")
    code, shown = re.search(r"```python\n(.*?)```\s+```\n(.*?)```", text, re.DOTALL).groups()
    monkeypatch.chdir(root)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "README.md", "exec"), {})
    assert [line.rstrip() for line in printed.getvalue().splitlines()] == [line.rstrip() for line in shown.splitlines()]


def test_every_command_stands_in_the_readme(root):
    text = (root / "README.md").read_text("utf-8")
    commands = next(a for a in parser()._actions if a.choices and "build" in a.choices).choices
    assert len(commands) >= 7
    for name in commands:
        assert f"casekit {name}" in text, name


def test_paths_named_in_the_readme_exist(root):
    for page in ("README.md", "README.zh.md"):
        text = (root / page).read_text("utf-8")
        for path in re.findall(r"\]\(([^)#:]+)[^)]*\)", text) + re.findall(
            r"`((?:src|data|seeds|notebooks|tests|benchmarks|docs)/[\w/.]*)`", text
        ):
            assert (root / path).exists() or path == "data/corrections.csv", (page, path)


def test_help_is_not_empty(capsys):
    with contextlib.suppress(SystemExit):
        cli.main(["build", "--help"])
    assert "default: seeds" in capsys.readouterr().out


def test_the_accuracy_in_the_readme_is_not_above_what_is_measured(root):
    home = root / "tests" / "cases" / "own" / "heldout"
    measured = [score(casekit.read(home / "pages").tables, load_reference(home)).figures]
    if (home / "floors.json").exists():  # and what is promised never to be lost
        measured.append(json.loads((home / "floors.json").read_text("utf-8")))
    for page in ("README.md", "README.zh.md"):
        shown = _ROW.findall((root / page).read_text("utf-8"))
        assert [name for name, *_ in shown] == ["metrics", "metrics.indicator", "practices", "programmes", "rules"], (
            page
        )
        for name, *values in shown:
            for measure, value in zip(("precision", "recall", "f1"), values, strict=True):
                figure = f"{name}_{measure}" if "." in name else f"{name}.{measure}"
                for figures in measured:
                    assert float(value) <= round(figures[figure], 2), (page, figure)


def test_a_page_that_stands_alone_leads_nowhere_else(study):
    for doc_id in study.documents["doc_id"]:
        page = show_page(study, doc_id)
        links = re.findall(r'<a\b[^>]*\shref="([^"]+)"', page)
        assert links
        ids = set(re.findall(r'\sid="([^"]+)"', page))
        assert {link for link in links if link[0] != "#" or link[1:] not in ids} == set()
        labels = practice_labels(study, "zh")
        coded = set(study.practices.loc[study.practices["doc_id"] == doc_id, "code"])
        assert all(f">{labels[code]}</span>" in page for code in coded)


def test_every_kind_of_change_has_a_chinese_word(root):
    """A reader of a page sees no code: what repair and furniture rules call a change, the glossary of the pages knows."""
    from casekit.codebook import Codebook
    from casekit.codebook.furniture import load_furniture
    from casekit.report.terms import ZH

    sources = [
        path.read_text("utf-8")
        for room in ("repair", "article")
        for path in (root / "src/casekit" / room).rglob("*.py")
    ]
    kinds = {kind for source in sources for kind in re.findall(r"""Edit\(\s*"([a-z_]+)\"""", source)}
    kinds |= {rule.kind for rule in load_furniture(Codebook()).rules}
    assert {"pinyin", "strewn", "caption"} <= kinds
    assert sorted(kinds - set(ZH)) == []


def test_every_kind_of_issue_has_a_chinese_word(root):
    from casekit.report.terms import ZH

    said = {  # room: how it says what is wrong
        "reading": r'\("([a-z_]+)", f?"[^" ]+ ',
        "article": r'_issue\("([a-z_]+)"',
        "extract": r'"kind": "([a-z_ ]+)"',
        "arithmetic.py": r'_check\(\s*"([^"]+)"',
        "corrections.py": r'"kind": "([a-z_]+)"',
        "doubts.py": r', "([a-z_]+)", f"',
    }
    found = set()
    for room, pattern in said.items():
        path = root / "src/casekit" / room
        here = {kind for file in (path.rglob("*.py") if path.is_dir() else [path])
                for kind in re.findall(pattern, file.read_text("utf-8"))}  # fmt: skip
        assert here, room
        found |= here
    assert {"no_body", "footnotes", "encoding", "parts do not fit", "stated twice", "unread_number"} <= found
    assert sorted(found - set(ZH)) == []
