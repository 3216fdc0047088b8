"""The composer on odd folders: names, registers, corrections, reports that touch nothing of the reader's."""

import json
import re
import warnings

import pytest

import casekit
from casekit import cli, study
from casekit.errors import CodebookError, OutputError, OwnError, SourceError, TableError

TEXT = "{}抓党建促脱贫攻坚。全县选派第一书记56名，组建驻村工作队12支，每月开展1次督查。\n"
HEAD = "table,doc_id,sentence,row,action,field,value,reason,coder\n"


def write(folder, **files):
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


@pytest.fixture
def folder(tmp_path):
    return write(tmp_path / "my articles", a_dot_txt=TEXT.format("甲县"), b_dot_txt=TEXT.format("乙县"))


def test_names_are_unique_whatever_the_files_are_called(tmp_path):
    write(tmp_path, a_dot_txt=TEXT, A_dot_html=f"<p>{TEXT}</p>", **{"a-2_dot_txt": TEXT, "sub__a_dot_txt": TEXT})
    names = casekit.read(tmp_path).documents["doc_id"].tolist()
    assert len({name.casefold() for name in names}) == 4


def test_a_name_is_a_file_name_on_every_system(tmp_path):
    """A file name of 255 bytes in a folder, a device of Windows, and two that differ after the cut."""
    long = "驻村工作队帮扶纪实" * 9
    write(tmp_path, con_dot_txt=TEXT, COM1_dot_html=f"<p>{TEXT}</p>")
    write(tmp_path / long, **{f"{long}{at}_dot_txt": TEXT for at in (1, 2)})
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a chart that has no room left for itself only warns
        index = casekit.read(tmp_path).report(tmp_path / "out", notebooks=None, reference=None)
    names = sorted(path.stem for path in (index.parent / "articles").iterdir())
    assert names == ["COM1-2", "con-2", long[:60], f"{long[:60]}-2"]


def test_a_register_speaks_for_its_own_file_only(folder):
    write(folder, sub__a_dot_txt=TEXT.format("丙县"))
    (folder / "cases.csv").write_text(f"file,doc_id,sha256\na.txt,jia,{'0' * 64}\n", "utf-8")
    with pytest.warns(casekit.study.SourceWarning, match=r"a\.txt"):
        study = casekit.read(folder)
    assert "sub-a" in set(study.documents["doc_id"])
    assert "jia" not in set(study.documents["doc_id"])


def test_two_folders_keep_their_own_registers(folder, tmp_path):
    other = write(tmp_path / "other", a_dot_txt=TEXT.format("丁县"))
    (folder / "cases.csv").write_text("file,doc_id\na.txt,jia\n", "utf-8")
    (other / "cases.csv").write_text("file,doc_id\na.txt,ding\n", "utf-8")
    assert {"jia", "ding"} <= set(casekit.read(folder, other).documents["doc_id"])


def test_a_title_that_begins_a_formula_is_guarded_in_the_register_and_reads_back(tmp_path):
    page = "<html><head><title>=1+1 兰考县党建</title></head><body><h1>=1+1 兰考县党建</h1><p>{}</p></body></html>"
    write(tmp_path, a_dot_html=page.format(TEXT), b_dot_html=page.format(TEXT))
    for name in "ab":
        assert cli.main(["new", str(tmp_path / f"{name}.html")]) == 0
    assert "'=1+1 兰考县党建" in (tmp_path / "cases.csv").read_text("utf-8")
    assert not re.search(r'(?m)(?:^|,)"?[=+@]', (tmp_path / "cases.csv").read_text("utf-8"))
    assert casekit.read(tmp_path).documents["title"].tolist() == ["=1+1 兰考县党建"] * 2


@pytest.mark.parametrize(
    "row", ["a.txt,../x,", "a.txt,a b,", "a.txt,x.y,", "a.txt,ok,2018年5月", "a.txt,ok,,多,了", "a.txt,nul,"]
)
def test_a_register_with_a_wrong_name_or_date_is_refused_with_its_line(folder, row):
    (folder / "cases.csv").write_text(f"file,doc_id,published\n{row}\n", "utf-8")
    with pytest.raises(SourceError, match=r"cases\.csv:2"):
        casekit.read(folder)


def test_new_registers_beside_the_article_and_nowhere_else(folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    assert cli.main(["new", str(folder / "a.txt")]) == 0
    assert "a.txt" in (folder / "cases.csv").read_text("utf-8")
    assert list((tmp_path / "data").iterdir()) == []


def test_a_report_never_touches_what_no_report_made(folder):
    write(folder, articles__old_dot_html="<p>我的网页</p>", articles__a_dot_html="<p>我的文章</p>")
    study = casekit.read(folder / "a.txt")
    with pytest.raises(OutputError, match=r"a\.html"):
        study.report(folder, notebooks=None, reference=None)
    assert (folder / "articles" / "a.html").read_text("utf-8") == "<p>我的文章</p>"
    assert not (folder / "index.html").exists()


def test_a_report_takes_away_the_pages_it_made_before(folder, tmp_path):
    casekit.read(folder).report(tmp_path / "out", notebooks=None, reference=None)
    (tmp_path / "out" / "articles" / "mine.html").write_text("mine", "utf-8")
    casekit.read(folder / "a.txt").report(tmp_path / "out", notebooks=None, reference=None)
    assert {path.name for path in (tmp_path / "out" / "articles").iterdir()} == {"a.html", "mine.html"}


@pytest.mark.parametrize(
    "listed", ['["../mine.html"]', '["articles/../../mine.html"]', '["mine.txt"]', "[1]", "7", "{"]
)
def test_a_list_of_pages_that_leads_elsewhere_takes_nothing_away(folder, tmp_path, listed):
    write(tmp_path, mine_dot_html="mine", out__mine_dot_txt="mine", **{"out__.casekit-pages.json": listed})
    with pytest.raises(OutputError, match=r"\.casekit-pages\.json: is no list of pages"):
        casekit.read(folder / "a.txt").report(tmp_path / "out", notebooks=None, reference=None)
    assert (tmp_path / "mine.html").exists()
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"mine.txt", ".casekit-pages.json"}


def test_a_codebook_that_is_not_there_is_refused(folder, tmp_path):
    with pytest.raises(CodebookError, match="no codebook page"):
        casekit.read(folder, codebook=tmp_path / "nowhere")


def test_corrections_set_drop_and_add_and_outlive_a_rebuild(folder):
    said = "全县选派第一书记56名"
    value = json.dumps({"code": "funding", "instrument": "treasure"}).replace('"', '""')
    (folder / "corrections.csv").write_text(
        HEAD
        + f"metrics,a,{said},56名,set,indicator,,不是全县的,甲\n"
        + f"metrics,a,{said},12支,drop,,,重复,甲\n"
        + f'practices,a,{said},驻村工作队,add,,"{value}",看法,甲\n',
        "utf-8",
    )
    for _ in range(2):
        study = casekit.read(folder)
        mine = study.metrics[study.metrics["doc_id"] == "a"].set_index("surface")
        assert mine.loc["56名", ["indicator", "coder"]].tolist() == ["", "甲"]
        assert "12支" not in mine.index
        added = study.practices[study.practices["code"] == "funding"]
        assert added[["quote", "coder", "found_by"]].to_numpy().tolist() == [["驻村工作队", "甲", "correction: 看法"]]
        assert "corrections" not in set(study.issues["stage"])
        study.write(folder / "out")


@pytest.mark.parametrize(
    "row",
    [
        "metrics,a,全县,56名,set,value,abc,因,甲", "metrics,a,全县,56名,set,start,0,因,甲", "metrics,a,全县,56名,set,qualifier,odd,因,甲",
        "metrics,a,全县,56名,set,nosuch,1,因,甲", "documents,a,全县,56名,drop,,,因,甲", "metrics,a,全县,56名,drop,,,,甲",
        'metrics,a,全县,56名,add,,"{""value"": 1}",因,甲', "metrics,a,全县,56名,add,,[],因,甲", "metrics,a,全县,56名,burn,,,因,甲",
        "metrics,a,全县,56名,drop,,,不对, 重复,甲",
    ],
)  # fmt: skip
def test_a_broken_correction_is_refused_with_its_line(folder, row):
    (folder / "corrections.csv").write_text(HEAD + row + "\n", "utf-8")
    with pytest.raises(TableError, match=r"corrections\.csv:2"):
        casekit.read(folder)


def test_a_correction_that_fits_nothing_is_seen(folder):
    (folder / "corrections.csv").write_text(
        HEAD + "metrics,a,全县选派,57名,drop,,,因,甲\nmetrics,zz,全县选派,56名,drop,,,因,甲\n", "utf-8"
    )
    with pytest.warns(casekit.study.SourceWarning, match="zz"):
        study = casekit.read(folder)
    assert study.issues["kind"].tolist().count("correction_without_row") == 1


def test_empty_sheets_say_nothing(folder):
    (folder / "corrections.csv").write_bytes(b"")
    (folder / "cases.csv").write_bytes(b"")
    assert len(casekit.read(folder).documents) == 2


def test_tables_of_other_sources_need_a_folder_of_their_own(folder, capsys):
    assert cli.main(["build", str(folder)]) == 1
    assert "--out" in capsys.readouterr().err


def test_floors_that_are_no_figures_are_named(root, tmp_path, capsys):
    (tmp_path / "floors.json").write_text("[1", "utf-8")
    assert cli.main(["score", str(root / "data/reference"), "--floors", str(tmp_path / "floors.json")]) == 1
    assert "floors.json" in capsys.readouterr().err


def test_a_report_can_be_asked_for_inside_a_running_event_loop(folder, tmp_path):
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    import nbformat

    from casekit.report.notebooks import run_notebooks

    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1")])
    nbformat.write(notebook, tmp_path / "a.ipynb")

    async def asked():
        return run_notebooks([tmp_path / "a.ipynb"])

    with ThreadPoolExecutor(1) as apart:  # the browser of other tests has a loop in this thread
        (ran,) = apart.submit(asyncio.run, asked()).result()
    assert ran.cells[0].outputs[0].data["text/plain"] == "2"


def test_a_slip_of_ours_costs_one_article_and_is_told(folder, monkeypatch):
    """No article is known that makes casekit fail, so one is made to."""
    cut = study.dissect

    def fails(text, *rest):
        if "乙县" in text:
            raise KeyError("缺")
        return cut(text, *rest)

    monkeypatch.setattr(study, "dissect", fails)
    with pytest.warns(study.SourceWarning, match="a fault of casekit"):
        rest = casekit.read(folder)
    assert rest.documents["file"].tolist() == ["a.txt"]
    (failure,) = rest.failures
    assert isinstance(failure, OwnError)
    assert failure.where.endswith("b.txt")
    assert "KeyError: '缺', in test_study.py, line" in str(failure)
    assert isinstance(failure.__cause__, KeyError)
