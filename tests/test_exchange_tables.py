"""Tables as files: every text comes back as it was, and no spreadsheet runs it."""

import os
import sqlite3
import time

import openpyxl
import pytest
from exchange_cases import CASES, TEXTS, study_of
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.cells import guard, unguard
from casekit.errors import OutputError, TableError
from casekit.exchange import FORMATS, read_tables, write_tables
from casekit.exchange.spreadsheet import CELL_LIMIT, pieces
from casekit.schema import TABLES, frame


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_texts_come_back_as_they_were(tmp_path, form):
    tables = study_of(TEXTS).tables
    write_tables(tables, tmp_path, form)
    for name, table in read_tables(tmp_path).items():
        assert table.equals(tables[name]), name


@pytest.mark.parametrize("form", FORMATS)
def test_the_five_articles_come_back_as_they_were(study, tmp_path, form):
    write_tables(study.tables, tmp_path, form)
    for name, table in read_tables(tmp_path).items():
        assert table.equals(study.tables[name]), name


@pytest.mark.parametrize("form", FORMATS)
def test_empty_tables_come_back_empty(tmp_path, form):
    tables = study_of([]).tables
    write_tables(tables, tmp_path, form)
    for name, table in read_tables(tmp_path).items():
        assert table.equals(tables[name]), name


@pytest.mark.parametrize("form", FORMATS)
def test_two_writes_at_different_times_give_the_same_bytes(study, tmp_path, form):
    one = [path.read_bytes() for path in write_tables(study.tables, tmp_path / "one", form)]
    time.sleep(1.1)
    assert one == [path.read_bytes() for path in write_tables(study.tables, tmp_path / "two", form)]


@pytest.mark.parametrize("case", CASES["synthetic"][:8], ids=lambda case: case["why"])
def test_a_formula_is_guarded(case):
    assert guard(case["text"]).startswith("'")


@pytest.mark.parametrize("case", CASES["negative"], ids=lambda case: case["why"])
def test_plain_words_are_not_guarded(case):
    assert guard(case["text"]) == case["text"]


@given(st.text())
def test_a_guard_comes_off_without_a_trace(text):
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@given(st.text(alphabet="甲=+'\n𠮷", max_size=60), st.integers(min_value=3, max_value=9))
@settings(max_examples=300)
def test_pieces_fit_a_cell_and_join_again(text, limit):
    cut = pieces(text, limit)
    assert "".join(map(unguard, cut)) == text
    assert all(len(piece.encode("utf-16-le")) // 2 <= limit for piece in cut)
    assert all(piece == guard(unguard(piece)) for piece in cut)


def test_no_cell_of_a_workbook_or_csv_begins_a_formula(tmp_path):
    tables = study_of(TEXTS).tables
    write_tables(tables, tmp_path, "xlsx")
    book = openpyxl.load_workbook(tmp_path / "casekit.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert cells
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@")) and text != "="]


def test_a_workbook_has_one_sheet_a_table_with_the_meaning_of_each_column(study, tmp_path):
    write_tables(study.tables, tmp_path, "xlsx")
    book = openpyxl.load_workbook(tmp_path / "casekit.xlsx")
    assert book.sheetnames == list(TABLES)
    for name, table in TABLES.items():
        head = book[name][1]
        assert [cell.value for cell in head] == table.names
        assert all(column.meaning in cell.comment.text for cell, column in zip(head, table.columns, strict=True))
        assert book[name].freeze_panes == "A2"


@pytest.mark.parametrize("filler", ["春", "𠮷", "=", "'", "\n="])
def test_a_text_longer_than_a_cell_goes_on_beside_it(tmp_path, filler):
    long = filler * (70_000 // len(filler)) + "终"
    tables = study_of(["短", long]).tables
    write_tables(tables, tmp_path, "xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "casekit.xlsx")["documents"]
    head = [cell.value for cell in sheet[1]]
    assert {"text", "text_2", "text_3"} <= set(head)
    assert max(len(str(cell.value or "")) for row in sheet.iter_rows() for cell in row) <= CELL_LIMIT
    assert read_tables(tmp_path)["documents"]["text"].tolist() == ["短", long]
    assert read_tables(tmp_path)["programmes"]["components"].tolist()[1] == [long, "乙"]


def test_too_many_rows_for_a_sheet_are_refused_with_a_cure(tmp_path, monkeypatch):
    monkeypatch.setattr("casekit.exchange.spreadsheet.ROW_LIMIT", 3)
    with pytest.raises(OutputError, match=r"rows, a sheet holds 2 \(parquet"):
        write_tables(study_of(["甲", "乙", "丙"]).tables, tmp_path, "xlsx")
    assert list(tmp_path.iterdir()) == []


def test_sqlite_holds_the_keys_and_types_of_the_schema(study, tmp_path):
    write_tables(study.tables, tmp_path, "sqlite")
    database = sqlite3.connect(tmp_path / "casekit.sqlite")
    keys = {row[1]: row[5] for row in database.execute('PRAGMA table_info("practices")') if row[5]}
    assert sorted(keys, key=keys.get) == ["doc_id", "sent_no", "code"]
    joined = database.execute(
        "SELECT count(*) FROM metrics JOIN sentences USING (doc_id, sent_no) WHERE instr(sentences.text, metrics.surface) > 0"
    ).fetchone()[0]
    database.close()
    assert joined == len(study.metrics)


@pytest.mark.parametrize("forms", [("parquet", "csv"), ("csv", "parquet"), ("xlsx", "sqlite"), ("sqlite", "xlsx")])
def test_of_several_formats_the_one_written_last_is_read(tmp_path, forms):
    for age, (form, text) in enumerate(zip(forms, ("甲", "乙"), strict=True)):
        for path in write_tables(study_of([text]).tables, tmp_path, form):
            os.utime(path, (age, age))
    assert read_tables(tmp_path)["documents"]["text"].tolist() == ["乙"]


def test_rows_of_two_runs_are_never_mixed(tmp_path):
    write_tables(study_of(["甲"]).tables, tmp_path, "parquet")
    write_tables({"rules": study_of(["甲"]).rules}, tmp_path, "csv")
    os.utime(tmp_path / "rules.csv", (2**31, 2**31))
    with pytest.raises(TableError, match="no table"):
        read_tables(tmp_path)


def test_a_missing_table_is_named(tmp_path):
    for form in ("csv", "xlsx"):
        tables = study_of(["甲"]).tables
        del tables["rules"]
        write_tables(tables, tmp_path / form, form)
        with pytest.raises(TableError, match="rules"):
            read_tables(tmp_path / form)


@pytest.mark.parametrize(
    ("form", "file", "damage"),
    [
        ("csv", "metrics.csv", lambda raw: raw.replace(b",1.5,", b",many,").replace(b"0,0,", b"first,0,")),
        ("csv", "programmes.csv", lambda raw: raw.replace(b"[5]", b"[5")),
        ("csv", "rules.csv", lambda raw: raw.replace(b"comparator", b"operator")),
        ("csv", "rules.csv", lambda raw: raw.replace(b"frequency", b"often")),
        ("parquet", "rules.parquet", lambda raw: raw[:100]),
        ("sqlite", "casekit.sqlite", lambda raw: b"no database at all" * 9),
        ("sqlite", "casekit.sqlite", lambda raw: b""),
        ("xlsx", "casekit.xlsx", lambda raw: raw[:500]),
    ],
)
def test_a_damaged_table_is_refused_with_a_cure(tmp_path, form, file, damage):
    write_tables(study_of(["甲", "乙"]).tables | {"metrics": one_metric()}, tmp_path, form)
    path = tmp_path / file
    assert damage(path.read_bytes()) != path.read_bytes()
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(TableError) as error:
        read_tables(tmp_path)
    assert error.value.cure


def one_metric():
    return frame("metrics", [{"doc_id": "d0", "sent_no": 0, "start": 0, "end": 1, "surface": "甲", "value": 1.5, "qualifier": "exact", "status": "reported"}])  # fmt: skip


@pytest.mark.parametrize("where", ["write", "read"])
def test_parquet_without_pyarrow_says_what_to_install(tmp_path, monkeypatch, where):
    tables = study_of(["甲"]).tables
    if where == "read":
        write_tables(tables, tmp_path, "parquet")
    monkeypatch.setattr("casekit.exchange.tables.find_spec", lambda name: None)
    with pytest.raises(OutputError, match=r"pip install 'casekit\[formats\]'"):
        write_tables(tables, tmp_path, "parquet") if where == "write" else read_tables(tmp_path)


def test_a_table_that_breaks_its_schema_is_not_written(tmp_path):
    rows = [{"doc_id": "a", "kind": "typo", "raw_start": 0, "raw_end": 1}] * 2
    with pytest.raises(TableError, match="repairs"):
        write_tables({"repairs": frame("repairs", rows)}, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_format_names_the_known(tmp_path):
    with pytest.raises(OutputError, match="csv, parquet, sqlite, xlsx"):
        write_tables({}, tmp_path, "dbf")
