"""Article text is untrusted: wherever it goes it is shown as text."""

import os
import re
import shutil

import openpyxl
import pytest

import casekit
from casekit import cli
from casekit.exchange import read_tables, write_tables
from casekit.report import show_page, show_text
from casekit.schema import COMPARATORS

PAYLOADS = [
    "<script>document.title='owned'</script>",
    "</style><img src=x onerror=\"document.title='owned'\">",
    "<a href=\"javascript:document.title='owned'\">点此</a>",
    "</script><script>document.title='owned'</script>",
    "{{ 7*7 }}{% for x in ().__class__ %}",
    "\u202e反转\u202c",
    "\x1b[31m红\x1b]0;owned\x07",
    '=HYPERLINK("http://a.example","点")',
]


CONTROLS = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """One article whose title, publisher, sentences, quotes and names carry payloads."""
    folder = tmp_path_factory.mktemp("hostile")
    body = "".join(f"县委选派{n}名干部组建驻村工作队，推行“三{p}包”工作法。" for n, p in enumerate(PAYLOADS, 2))
    formulas = "\n".join(f"{p}\n{p}全县结对帮扶{n}户贫困户，每月开展1次督查。" for n, p in enumerate(PAYLOADS, 20))
    (folder / "恶意 <b>&.txt").write_text(
        f"{PAYLOADS[0]}\x1b[31m某县经验\n2020-01-02 来源：{PAYLOADS[1]}\n{body}\n{formulas}\n", "utf-8"
    )
    return folder


@pytest.fixture(scope="module")
def hostile(folder):
    return casekit.read(folder)


def test_the_payloads_are_still_in_the_text(hostile):
    text = hostile.documents["text"].iloc[0]
    assert "<script>" in text
    assert "=HYPERLINK" in text


def test_file_names_and_ids_are_safe_for_paths(hostile):
    assert re.fullmatch(r"[\w-]+", hostile.documents["doc_id"].iloc[0])


def test_a_file_name_that_is_no_text_is_shown_as_bytes(tmp_path):
    name = os.fsencode(tmp_path) + b"/a\xff.txt"
    with open(name, "wb") as handle:  # noqa: PTH123 - pathlib cannot say this name
        handle.write("全县选派第一书记56名。\n".encode())
    study = casekit.read(tmp_path)
    assert study.documents["file"].tolist() == ["a\\xff.txt"]
    assert re.fullmatch(r"[\w-]+", study.documents["doc_id"].iloc[0])


def test_pages_hold_no_markup_of_the_article(hostile, tmp_path):
    index = hostile.report(tmp_path, notebooks=None, reference=None)
    doc_id = hostile.documents["doc_id"].iloc[0]
    pages = {path.name: path.read_text("utf-8") for path in index.parent.rglob("*.html")}
    pages["show"] = show_page(hostile, doc_id)
    for name, text in pages.items():
        assert "<script>document.title" not in text, name
        assert "<img src=x" not in text, name
        assert 'href="javascript:' not in text, name
        assert not re.search(CONTROLS, text), name
        assert text.count("<script") == text.count("</script>"), name
    assert "&lt;script&gt;" in pages["show"]
    assert "U+202E" in pages["show"]
    assert "U+001B" in pages["show"]
    assert "{{ 7*7 }}" in pages["show"]


def test_the_terminal_gets_no_control_characters(hostile, folder, tmp_path, capsys):
    doc_id = hostile.documents["doc_id"].iloc[0]
    assert not re.search(CONTROLS, show_text(hostile, doc_id))
    days = ["--from", "2026-01-01", "--to", "2026-12-31"]
    for command in (
        ["check", doc_id, "--source", folder],
        ["calendar", doc_id, folder, *days],
        ["show", "\x1b[31m", folder],
    ):
        cli.main([str(word) for word in command])
        said = capsys.readouterr()
        assert len(said.out + said.err) > 40
        assert not re.search(CONTROLS, said.out + said.err)
    shutil.copytree(folder, tmp_path / "mine")
    assert cli.main(["new", *map(str, (tmp_path / "mine").iterdir())]) == 0
    said = capsys.readouterr().out
    assert not re.search(CONTROLS, said)


def test_no_cell_of_a_spreadsheet_is_a_formula(hostile, tmp_path):
    write_tables(hostile.tables, tmp_path, "xlsx")
    book = openpyxl.load_workbook(tmp_path / "casekit.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert len(cells) > 100
    for cell in cells:
        assert cell.data_type != "f"
        assert not cell.value.startswith(("=", "+", "@", "-")) or cell.value in COMPARATORS


def test_csv_is_guarded_and_reads_back_unchanged(hostile, tmp_path):
    write_tables(hostile.tables, tmp_path)
    raw = (tmp_path / "sentences.csv").read_text("utf-8-sig")
    assert not re.search(r'(?:^|,)"?=', raw, re.MULTILINE)
    assert read_tables(tmp_path)["sentences"].equals(hostile.sentences)


@pytest.mark.browser
def test_nothing_runs_in_the_browser(hostile, tmp_path, browser):
    index = hostile.report(tmp_path, notebooks=None, reference=None)
    tab = browser.new_page()
    for path in index.parent.rglob("*.html"):
        tab.goto(path.as_uri())
        assert tab.title() != "owned", path
    tab.goto(index.as_uri())
    tab.fill("#search", "script")
    assert tab.title() != "owned"
    assert "<script>" in tab.inner_text("#results")
    tab.close()
