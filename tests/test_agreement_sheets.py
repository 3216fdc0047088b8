"""Coding sheets as people fill them in: out, in, compared, and into corrections that outlive a rebuild."""

import csv
import json
import shutil
from pathlib import Path

import openpyxl
import pytest

import casekit
from casekit import cli
from casekit.agreement import (
    agreed,
    append_corrections,
    coding,
    coding_sheet,
    disagreements,
    read_sheet,
    reliability,
    sheet_to_corrections,
)
from casekit.agreement.sheets import FIXED
from casekit.codebook import Codebook
from casekit.codebook.practice import load_practices
from casekit.errors import OutputError, TableError
from casekit.study import Study

BROKEN = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "agreement" / "broken_sheets.jsonl").read_text("utf-8").splitlines()
]
CODES = ["training", "grid_management", "funding"]


def cells_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def write(path, rows, encoding="utf-8-sig", delimiter=","):
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


@pytest.fixture
def sheet(study, tmp_path):
    return coding_sheet(study, "huixian", tmp_path / "甲.csv", coder="甲", codes=CODES)


def test_a_sheet_has_a_row_a_sentence_and_a_column_a_practice(study, tmp_path):
    head, *rows = cells_of(coding_sheet(study, "huixian", tmp_path / "s.csv", coder="甲"))
    pages = load_practices(study.codebook)
    assert tuple(head[: len(FIXED)]) == FIXED
    assert {title.split()[0] for title in head[len(FIXED) :]} == {page.id for page in pages if not page.retired}
    sentences = study.sentences[study.sentences["doc_id"] == "huixian"]["text"].tolist()
    assert [row[4].removeprefix("'") if row[4].startswith("'") else row[4] for row in rows] == sentences
    assert all(row[2] == "甲" and not any(row[len(FIXED) :]) for row in rows)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_an_empty_sheet_reads_back_as_nothing_given(study, tmp_path, suffix):
    read = read_sheet(coding_sheet(study, "huixian", tmp_path / f"甲.{suffix}"), study)
    assert read.coder == "甲"  # nobody wrote a name: the file's
    assert read.frame.to_numpy().sum() == 0
    assert read.frame.index.tolist() == coding(study).loc[["huixian"]].index.tolist()


def test_a_workbook_asks_the_question_and_takes_no_other_mark(study, tmp_path):
    path = coding_sheet(study, "huixian", tmp_path / "s.xlsx", codes=CODES)
    sheet = openpyxl.load_workbook(path).active
    pages = {page.id: page for page in load_practices(study.codebook)}
    for cell, code in zip(sheet[1][len(FIXED) :], CODES, strict=True):
        assert cell.comment.text.startswith(pages[code].question)
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == '"x,1,0"'
    assert str(rule.sqref).startswith("F2:H")
    assert path.read_bytes() == coding_sheet(study, "huixian", tmp_path / "t.xlsx", codes=CODES).read_bytes()


@pytest.mark.parametrize(
    ("mark", "value"),
    [("x", 1), ("X", 1), ("1", 1), ("１", 1), ("ｘ", 1), ("√", 1), ("✓", 1), (" x ", 1), ("0", 0), ("", 0), ("０", 0)],
)
def test_marks_as_people_type_them(study, sheet, mark, value):
    rows = cells_of(sheet)
    rows[3][5] = mark
    read = read_sheet(write(sheet, rows), study)
    assert read.frame.loc[("huixian", 2), "training"] == value
    assert read.frame.to_numpy().sum() == value


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("gb18030", ","), ("utf-8", ";"), ("utf-8-sig", "\t"), ("utf-16", "\t")]
)
def test_sheets_as_spreadsheet_programs_save_them(study, sheet, encoding, delimiter):
    rows = cells_of(sheet)
    rows[3][5] = "x"
    read = read_sheet(write(sheet, [*rows, [""] * len(rows[0])], encoding, delimiter), study)
    assert read.frame["training"].sum() == 1


@pytest.mark.parametrize("mark", ["x", 1, 1.0, True])
def test_workbooks_as_spreadsheet_programs_save_them(study, tmp_path, mark):
    path = coding_sheet(study, "huixian", tmp_path / "甲.xlsx", codes=CODES)
    book = openpyxl.load_workbook(path)
    book.active["F4"] = mark
    book.save(path)
    if mark is True:
        with pytest.raises(TableError, match=r"甲\.xlsx:4: training cannot be 'True'"):
            read_sheet(path, study)
    else:
        assert read_sheet(path, study).frame.loc[("huixian", 2), "training"] == 1


def test_a_sentence_struck_from_the_sheet_was_not_coded(study, sheet):
    rows = cells_of(sheet)
    del rows[2]
    assert ("huixian", 1) not in read_sheet(write(sheet, rows), study).frame.index


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case["why"])
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_broken_sheet_is_refused_with_file_line_and_cure(study, tmp_path, sheet, case, suffix):
    rows = cells_of(sheet)
    at = next(at for at, title in enumerate(rows[0]) if title.split()[0] == case.get("head", case.get("column")))
    if "head" in case:
        rows[0][at] = case["to"]
    else:
        rows[case["row"] + 1][at] = case["to"]
    path = write(sheet, rows)
    if suffix == "xlsx":
        path = tmp_path / "甲.xlsx"
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    with pytest.raises(TableError) as error:
        read_sheet(path, study)
    assert str(error.value).startswith(f"{path}:{case['line']}: ")
    assert case["says"] in error.value.what
    assert case["cure"] in error.value.cure


def test_a_sentence_that_is_there_twice_is_refused(study, sheet):
    rows = cells_of(sheet)
    with pytest.raises(TableError, match=rf":{len(rows) + 1}: sentence 1 of huixian is there twice"):
        read_sheet(write(sheet, [*rows, rows[2]]), study)


def test_a_retired_code_is_refused_and_its_heirs_are_named(root, study, tmp_path, sheet):
    own = tmp_path / "codebook" / "practices"
    own.mkdir(parents=True)
    page = (root / "src/casekit/codebook/practices/training.yml").read_text("utf-8")
    (own / "training.yml").write_text(page.replace("retired: null", "retired: 2026-01-01"), "utf-8")
    retired = Study(study.rows, Codebook(tmp_path / "codebook"))
    with pytest.raises(TableError, match=r"甲\.csv:1: the code training is retired since 2026-01-01 \(use "):
        read_sheet(sheet, retired)
    head = cells_of(coding_sheet(retired, "huixian", tmp_path / "new.csv"))[0]
    assert "training" not in {title.split()[0] for title in head}


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("none.csv", None, "cannot be read"),
        ("none.xlsx", None, "cannot be read"),
        ("empty.csv", b"", "empty"),
        ("head.csv", b"doc_id,seal,coder,sent_no,sentence,training\n", "holds no sentence"),
        ("nocode.csv", b"doc_id,seal,coder,sent_no,sentence\n", "no column for a code"),
        ("binary.csv", bytes(range(256)) * 9, "binary"),
        ("no.xlsx", b"PK no workbook", "no XLSX workbook"),
        ("huge.csv", b'doc_id,seal,coder,sent_no,sentence,training\n"' + b"a" * 200_000 + b'",,,,,\n', "is no CSV"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused(study, tmp_path, name, content, says):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(TableError, match=says) as error:
        read_sheet(path, study)
    assert name in error.value.where
    assert error.value.cure


def test_a_sheet_that_cannot_be_written_is_refused(study, tmp_path):
    with pytest.raises(TableError, match="one of cangxi"):
        coding_sheet(study, "nowhere", tmp_path / "s.csv")
    with pytest.raises(TableError, match="do you mean training"):
        coding_sheet(study, "huixian", tmp_path / "s.csv", codes=["traning"])
    with pytest.raises(OutputError, match=r"\.csv or \.xlsx"):
        coding_sheet(study, "huixian", tmp_path / "s.ods")


def test_a_sentence_that_begins_a_formula_is_guarded_and_reads_back(tmp_path):
    from exchange_cases import study_of

    hostile = study_of(["=HYPERLINK(1)，全县干部。"])
    for suffix in ("csv", "xlsx"):
        path = coding_sheet(hostile, "d0", tmp_path / f"s.{suffix}", coder="=cmd", codes=CODES)
        assert read_sheet(path, hostile).coder == "=cmd"
    assert cells_of(tmp_path / "s.csv")[1][2:5] == ["'=cmd", "0", "'=HYPERLINK(1)，全县干部。"]


def test_a_sentence_longer_than_a_cell_goes_into_a_csv_only(tmp_path):
    from exchange_cases import study_of

    long = study_of(["长" * 40_000])
    with pytest.raises(OutputError, match=r"sentence 0 is longer .* \(write a \.csv\)"):
        coding_sheet(long, "d0", tmp_path / "s.xlsx", codes=CODES)
    assert len(read_sheet(coding_sheet(long, "d0", tmp_path / "s.csv", codes=CODES), long).frame) == 1


@pytest.fixture
def two(study, tmp_path):
    """Two coders who agree but in one cell, and differ from the machine in two."""
    first = study.practices[(study.practices["doc_id"] == "huixian")].iloc[0]
    sheets = []
    for coder in ("甲", "乙"):
        path = coding_sheet(study, "huixian", tmp_path / f"{coder}.csv", coder=coder)
        rows = cells_of(path)
        codes = [title.split()[0] for title in rows[0]]
        for row in study.practices[study.practices["doc_id"] == "huixian"].itertuples():
            rows[row.sent_no + 1][codes.index(row.code)] = "x"
        rows[first["sent_no"] + 1][codes.index(first["code"])] = ""  # both drop the machine's first
        rows[1][codes.index("grid_management")] = "1"  # both add one
        rows[2][codes.index("grid_management")] = "1" if coder == "甲" else "0"  # they differ here
        sheets.append(write(path, rows))
    return sheets, first


def test_two_sheets_agree_but_where_they_differ(study, two):
    a, b = (read_sheet(path, study) for path in two[0])
    (row,) = disagreements(a.frame, b.frame, study).to_dict("records")
    assert (row["sent_no"], row["code"], row["a"], row["b"]) == (1, "grid_management", 1, 0)
    assert row["sentence"] in study.sentences["text"].tolist()
    figures = reliability(a.frame, b.frame)
    assert figures.loc["grid_management", "only_a"] == 1
    assert 0.9 < figures.loc["(pooled)", "alpha"] < 1


def test_corrections_from_agreed_sheets_outlive_a_rebuild(root, study, two, tmp_path):
    a, b = (read_sheet(path, study) for path in two[0])
    both = agreed(a, b)
    assert both.coder == "甲 + 乙"
    assert both.frame.isna().to_numpy().sum() == 1
    rows, left = sheet_to_corrections(both, study, reason="二人一致")
    assert left == []
    assert sorted(rows["action"]) == ["add", "drop"]
    seeds, data = tmp_path / "seeds", tmp_path / "data"
    shutil.copytree(root / "seeds", seeds)
    data.mkdir()
    shutil.copy(root / "data" / "cases.csv", data / "cases.csv")
    append_corrections(rows, data / "corrections.csv")
    append_corrections(rows, data / "corrections.csv")
    assert len(cells_of(data / "corrections.csv")) == 3
    again = casekit.read(seeds)
    frame = coding(again, both.frame.columns).loc[["huixian"]]
    known = both.frame.notna()
    assert frame.where(known).equals(both.frame)
    added = again.practices[again.practices["coder"] == "甲 + 乙"]
    assert added[["sent_no", "code", "found_by"]].to_numpy().tolist() == [
        [0, "grid_management", "correction: 二人一致"]
    ]
    assert not (again.issues["stage"] == "corrections").any()


def test_a_sentence_that_stands_there_twice_cannot_be_corrected_by_its_words(tmp_path):
    from exchange_cases import study_of

    twin = study_of(["同一句话。"])
    twin.rows["documents"][0]["text"] = "同一句话。\n同一句话。"
    twin.rows["sentences"].append(twin.rows["sentences"][0] | {"sent_no": 1, "start": 6, "end": 11})
    path = coding_sheet(twin, "d0", tmp_path / "甲.csv", codes=["funding"])
    rows = cells_of(path)
    rows[1][5] = "x"
    corrections, left = sheet_to_corrections(read_sheet(write(path, rows), twin), twin, reason="是")
    assert corrections.empty
    assert left == ["d0 sentence 0 funding: its words stand in the document more than once"]


def test_corrections_need_a_reason_and_a_sound_file(study, two, tmp_path):
    sheet = read_sheet(two[0][0], study)
    with pytest.raises(TableError, match="without a reason"):
        sheet_to_corrections(sheet, study, reason=" ")
    rows, _ = sheet_to_corrections(sheet, study, reason="是")
    broken = tmp_path / "corrections.csv"
    broken.write_text("table,doc\n", "utf-8")
    with pytest.raises(TableError, match="columns"):
        append_corrections(rows, broken)
    assert broken.read_text("utf-8") == "table,doc\n"
    with pytest.raises(TableError, match="row 1 to add: unknown action"):
        append_corrections(rows.assign(action="burn"), tmp_path / "new.csv")
    assert not (tmp_path / "new.csv").exists()


def test_corrections_of_a_sentence_that_begins_a_formula_are_guarded_and_fit(tmp_path):
    (tmp_path / "a.txt").write_text("兰考县党建\n=1+1全县选派第一书记56名。\n每月开展1次督查。\n", "utf-8")
    study = casekit.read(tmp_path)
    path = coding_sheet(study, "a", tmp_path / "甲.csv", codes=["funding"])
    rows = cells_of(path)
    at = next(at for at, row in enumerate(rows) if "=1+1" in row[4])
    rows[at][5] = "x"
    corrections, left = sheet_to_corrections(read_sheet(write(path, rows), study), study, reason="-5 不对")
    assert left == []
    text = append_corrections(corrections, tmp_path / "corrections.csv").read_text("utf-8")
    assert "'=1+1" in text
    assert "'-5 不对" in text
    path.unlink()
    again = casekit.read(tmp_path)
    assert "correction: -5 不对" in set(again.practices["found_by"])


def test_the_commands(root, two, tmp_path, capsys):
    seeds = str(root / "seeds")
    assert cli.main(["sheet", "huixian", seeds, "--out", str(tmp_path / "new.xlsx"), "--coder", "丙"]) == 0
    assert cli.main(["agree", *map(str, two[0]), "--source", seeds, "--corrections", str(tmp_path / "c.csv")]) == 0
    out = capsys.readouterr().out
    assert "(pooled)" in out
    assert "huixian:1 grid_management: 甲 1, 乙 0 …" in out
    assert len(cells_of(tmp_path / "c.csv")) == 3
    assert cli.main(["agree", str(two[0][0]), str(tmp_path / "none.csv"), "--source", seeds]) == 1
    assert "none.csv" in capsys.readouterr().err
