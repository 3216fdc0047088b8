"""What other programs read: Stata, SPSS, a data package, REFI-QDA, R's QCA."""

import csv
import json
import time
import zipfile
from xml.etree import ElementTree as ET

import frictionless
import pandas as pd
import pyreadstat
import pytest
from exchange_cases import TEXTS, study_of
from pyrefiqda import RefiCodebook, RefiProject
from xsdata_pydantic.bindings import XmlSerializer

from casekit.codebook.practice import load_practices
from casekit.errors import OutputError
from casekit.exchange import EXPORTS
from casekit.exchange.refi import COLOURS, LABELS, legal
from casekit.schema import TABLES
from casekit.study import Study

PLAIN = [text for text in TEXTS if text.strip() == text and text.isprintable()]


def plain(table, name, *, stata=False):
    """A table as a statistics program holds it: lists as JSON, silence in a closed list as missing."""
    out = table.copy()
    for column in TABLES[name].columns:
        if column.type == "list":
            out[column.name] = [json.dumps(value, ensure_ascii=False) for value in out[column.name]]
        elif column.type == "bool":
            out[column.name] = out[column.name].astype(int)
    return out.rename(columns={"end": "end_"}) if stata else out


@pytest.mark.parametrize("form", EXPORTS)
def test_two_exports_at_different_times_give_the_same_bytes(study, tmp_path, form):
    one = [path.read_bytes() for path in EXPORTS[form](study, tmp_path / "one")]
    time.sleep(1.1)
    assert one == [path.read_bytes() for path in EXPORTS[form](study, tmp_path / "two")]


@pytest.mark.parametrize("form", EXPORTS)
def test_every_export_holds_hostile_texts_and_empty_studies(tmp_path, form):
    for number, texts in enumerate((TEXTS, [])):
        for path in EXPORTS[form](study_of(texts), tmp_path / str(number)):
            assert path.stat().st_size > 0


@pytest.mark.parametrize("name", TABLES)
def test_stata_holds_every_value(study, tmp_path, name):
    EXPORTS["stata"](study, tmp_path)
    back = pd.read_stata(tmp_path / f"{name}.dta")
    for title, wanted in plain(study.tables[name], name, stata=True).items():
        got = (
            back[title].astype(object).where(back[title].notna(), "")
            if wanted.dtype.kind not in "iufb"
            else back[title]
        )
        assert got.tolist() == wanted.tolist() or got.equals(wanted), title


def test_stata_is_118_with_labels_for_variables_and_values(study, tmp_path):
    EXPORTS["stata"](study, tmp_path)
    assert (tmp_path / "metrics.dta").read_bytes().startswith(b"<stata_dta><header><release>118</release>")
    with pd.io.stata.StataReader(tmp_path / "metrics.dta") as reader:
        assert reader.variable_labels()["value"] == "value in the canonical unit; of a range, the lower bound"
        assert reader.value_labels()["status"] == {1: "reported", 2: "planned", 3: "required"}
    with pd.io.stata.StataReader(tmp_path / "documents.dta") as reader:
        assert reader.data_label == "one article"


@pytest.mark.parametrize("size", [2_000, 50_000])
def test_stata_holds_long_and_hostile_text(tmp_path, size):
    texts = ["短", *TEXTS, "长𠮷" * size]
    EXPORTS["stata"](study_of(texts), tmp_path)
    assert pd.read_stata(tmp_path / "documents.dta")["text"].tolist() == [
        text.replace("\0", "\ufffd") for text in texts
    ]


@pytest.mark.parametrize("name", TABLES)
def test_spss_holds_every_value(study, tmp_path, name):
    EXPORTS["spss"](study, tmp_path)
    back, meta = pyreadstat.read_sav(tmp_path / f"{name}.sav", apply_value_formats=True)
    assert meta.column_labels == [column.meaning for column in TABLES[name].columns]
    for title, wanted in plain(study.tables[name], name).items():
        got = (
            back[title].astype(object).where(back[title].notna(), "")
            if wanted.dtype.kind not in "iufb"
            else back[title]
        )
        if wanted.dtype.kind in "iufb":
            assert ((got == wanted) | (got.isna() & wanted.isna())).all(), title
        else:
            assert got.tolist() == wanted.str.rstrip(" ").tolist(), title


def test_spss_holds_hostile_text(tmp_path):
    EXPORTS["spss"](study_of(TEXTS), tmp_path)
    back, _ = pyreadstat.read_sav(tmp_path / "documents.sav")
    assert back["text"].fillna("").tolist() == [text.replace("\0", "\ufffd").rstrip(" ") for text in TEXTS]


def test_spss_goes_on_in_another_variable_where_a_text_is_too_long(tmp_path):
    long = "长  " * 18_000 + "终"
    EXPORTS["spss"](study_of(["短", long]), tmp_path)
    back, meta = pyreadstat.read_sav(tmp_path / "documents.sav")
    parts = [name for name in back if name == "text" or name.startswith("text_")]
    assert len(parts) == 3
    assert "".join(back.loc[1, parts]) == long
    assert meta.column_names_to_labels["text_2"].endswith("(2)")


def test_spss_without_pyreadstat_says_what_to_install(study, tmp_path, monkeypatch):
    monkeypatch.setattr("casekit.exchange.statistics.find_spec", lambda name: None)
    with pytest.raises(OutputError, match=r"pip install 'casekit\[formats\]'"):
        EXPORTS["spss"](study, tmp_path)


def test_the_data_package_is_valid(study, tmp_path):
    description = EXPORTS["datapackage"](study, tmp_path)[0]
    report = frictionless.validate(str(description))
    assert report.valid, report.flatten(["type", "note"])
    assert report.stats["tasks"] == len(TABLES)
    package = json.loads(description.read_text("utf-8"))
    fields = {field["name"]: field for field in package["resources"][2]["schema"]["fields"]}
    assert fields["status"]["constraints"]["enum"] == ["reported", "planned", "required"]
    assert fields["value"]["type"] == "number"
    with frictionless.system.use_context(trusted=True):
        rows = frictionless.Package(str(description)).get_resource("programmes").read_rows()
    assert [row["components"] for row in rows] == study.programmes["components"].tolist()


@pytest.mark.parametrize(
    ("table", "old", "new", "fault"),
    [
        ("practices", "\nhuixian,", "\nnowhere,", "foreign-key"),
        ("metrics", ",exact,reported,", ",exactly,reported,", "constraint"),
        ("sentences", ",True\n", ",perhaps\n", "type-error"),
    ],
)
def test_the_data_package_is_held_to_its_description(study, tmp_path, table, old, new, fault):
    description = EXPORTS["datapackage"](study, tmp_path)[0]
    path = tmp_path / f"{table}.csv"
    broken = path.read_text("utf-8").replace(old, new, 1)
    path.write_text(broken, "utf-8")
    package = json.loads(description.read_text("utf-8"))
    for resource in package["resources"]:
        del resource["hash"], resource["bytes"]
    description.write_text(json.dumps(package), "utf-8")
    faults = {kind for (kind,) in frictionless.validate(str(description)).flatten(["type"])}
    assert any(kind.startswith(fault) for kind in faults), faults


def test_hostile_texts_make_a_valid_data_package(tmp_path):
    report = frictionless.validate(str(EXPORTS["datapackage"](study_of(PLAIN), tmp_path)[0]))
    assert report.valid, report.flatten(["type", "note"])


@pytest.fixture
def refi(study, tmp_path):
    codebook, project = EXPORTS["refi"](study, tmp_path)
    return RefiCodebook.load(codebook), RefiProject.load(project, tmp_path / "out"), tmp_path


def order_kept(path_or_bytes, model, namespace):
    """Is the file what the classes made from the standard's schema would write? Then every element, attribute and order is legal."""
    ours = path_or_bytes if isinstance(path_or_bytes, bytes) else path_or_bytes.read_bytes()
    theirs = XmlSerializer().render(model, ns_map={None: namespace})
    return ET.canonicalize(ours.decode(), strip_text=True) == ET.canonicalize(theirs, strip_text=True)


def test_refi_files_are_what_the_standard_s_classes_write(refi):
    codebook, project, folder = refi
    assert order_kept(folder / "casekit.qdc", codebook, "urn:QDA-XML:codebook:1.0")
    assert order_kept((folder / "out" / "project.qde").read_bytes(), project, "urn:QDA-XML:project:1.0")


def test_refi_identifiers_have_the_form_of_the_standard_are_unique_and_resolve(refi):
    root = ET.fromstring((refi[2] / "out" / "project.qde").read_bytes())
    own = [element.get("guid") for element in root.iter() if element.get("guid")]
    pointed = [element.get("targetGUID") for element in root.iter() if element.get("targetGUID")]
    pointed += [element.get("creatingUser") for element in root.iter() if element.get("creatingUser")]
    assert len(own) == len(set(own)) > 100
    assert len(pointed) > 100
    assert set(pointed) <= set(own)
    digits = set("0123456789ABCDEF")
    for name in own:
        assert [len(part) for part in name.split("-")] == [8, 4, 4, 4, 12]
        assert set(name) - {"-"} <= digits


def test_refi_groups_codes_by_instrument_with_their_colour(refi, study):
    groups = refi[0].codes.code
    assert [group.name for group in groups] == list(LABELS.values())
    assert [group.color for group in groups] == list(COLOURS.values())
    assert not any(group.is_codable for group in groups)
    names = {code.name.split()[0]: code for group in groups for code in group.code}
    pages = {page.id: page for page in load_practices(study.codebook)}
    assert set(names) == set(pages)
    assert all(page.question in names[code].description for code, page in pages.items())


def test_refi_holds_every_coding_at_its_place_with_what_fired(refi, study):
    _, project, folder = refi
    names = {code.guid: code.name.split()[0] for group in project.code_book.codes.code for code in group.code}
    notes = {note.guid: note.plain_text_content for note in project.notes.note}
    found = set()
    for source, doc_id in zip(project.sources.text_source, study.documents["doc_id"], strict=True):
        text = RefiProject.resolve_source_path(source.plain_text_path, folder / "out").read_text("utf-8")
        for selection in source.plain_text_selection:
            for coding in selection.coding:
                quote = text[selection.start_position : selection.end_position]
                note = notes[coding.note_ref[0].target_guid]
                found.add((doc_id, selection.start_position, names[coding.code_ref.target_guid], quote, note))
    wanted = {
        (row["doc_id"], row["start"], row["code"], row["quote"], f"found_by: {row['found_by']}\ncoder: {row['coder']}")
        for row in study.rows["practices"]
    }
    assert found == wanted


def test_refi_sources_are_the_clean_texts(refi, study):
    folder = refi[2]
    with zipfile.ZipFile(folder / "casekit.qdpx") as archive:
        texts = {archive.read(name).decode("utf-8") for name in archive.namelist() if name.startswith("sources/")}
    assert texts == set(study.documents["text"])
    assert not any("\r" in text or text.startswith("\ufeff") for text in texts)


def test_refi_cases_carry_what_is_known_of_the_document(refi, study):
    project = refi[1]
    names = {variable.guid: variable.name for variable in project.variables.variable}
    for case, document in zip(project.cases.case, study.rows["documents"], strict=True):
        known = {names[value.variable_ref.target_guid]: value.text_value for value in case.variable_value}
        assert known == {name: document[name] for name in names.values() if document[name]}


def test_refi_keeps_offsets_where_xml_cannot_hold_a_character(tmp_path):
    texts = ["一\x01二\x00三", "甲\r\n乙", "\ud7ff\ue000\ufffe", "<a>&amp;</a>"]
    study = study_of(texts)
    _, path = EXPORTS["refi"](study, tmp_path)
    project = RefiProject.load(path, tmp_path / "out")
    for source, text in zip(project.sources.text_source, texts, strict=True):
        written = RefiProject.resolve_source_path(source.plain_text_path, tmp_path / "out").read_bytes().decode("utf-8")
        assert len(written) == len(text)
        assert written == legal(text)
        assert source.plain_text_selection[0].end_position == len(text)


def test_refi_of_a_study_without_practices_leaves_no_empty_list(tmp_path):
    _, path = EXPORTS["refi"](Study(study_of(["甲"]).rows | {"practices": []}), tmp_path)
    project = RefiProject.load(path, tmp_path / "out")
    assert project.notes is None
    assert len(project.sources.text_source) == 1


def test_qca_file_says_1_or_unknown_and_leads_to_the_sentences(study, tmp_path):
    table, evidence = EXPORTS["qca"](study, tmp_path)
    assert not table.read_bytes().startswith(b"\xef\xbb\xbf")
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["case"] for row in rows] == study.documents["doc_id"].tolist()
    marks = {(row["case"], code) for row in rows for code, cell in row.items() if cell == "1"}
    assert {cell for row in rows for code, cell in row.items() if code != "case"} == {"1", "-"}
    assert marks == set(study.practices[["doc_id", "code"]].itertuples(index=False, name=None))
    said = pd.read_csv(evidence, keep_default_na=False)
    assert {(case, code) for case, code in zip(said["case"], said["condition"], strict=True)} == marks
    assert set(said["id"]) <= {f"{s['doc_id']}#{s['sent_no']}" for s in study.rows["sentences"]}
