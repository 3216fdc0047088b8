"""What the README says is what happens."""

import contextlib
import io
import re

from casekit import cli
from casekit.cli import parser


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
