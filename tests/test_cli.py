"""The command line as a user types it: what it prints, what it writes, how it fails."""

import errno
import io
import json
import os
import shutil
import subprocess
import sys

import pandas as pd
import pytest

from casekit import cli


@pytest.fixture
def seeds(root, tmp_path):
    """A copy of the articles with their register, free to be broken."""
    shutil.copytree(root / "seeds", tmp_path / "seeds")
    (tmp_path / "data").mkdir()
    shutil.copy(root / "data" / "cases.csv", tmp_path / "data" / "cases.csv")
    return tmp_path / "seeds"


def test_build_writes_all_tables_and_prints_their_paths(seeds, tmp_path, capsys):
    assert cli.main(["build", str(seeds), "--out", str(tmp_path / "out")]) == 0
    printed = capsys.readouterr().out.split()
    assert len(printed) == 8
    assert all((tmp_path / "out" / p.rsplit("/", 1)[1]).stat().st_size > 40 for p in printed)


def test_it_runs_as_a_module():
    done = subprocess.run(
        [sys.executable, "-m", "casekit", "--help"], capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0
    for command in ("build", "report", "show", "check", "score", "new", "export", "sheet", "agree", "calendar"):
        assert command in done.stdout


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "empty"), (bytes(range(256)) * 20, "binary")],
)
def test_a_bad_file_is_named_with_a_cure_and_the_others_are_built(seeds, tmp_path, capsys, content, says):
    (seeds / "zz_bad.txt").write_bytes(content)
    assert cli.main(["build", str(seeds), "--out", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().err
    assert "zz_bad.txt" in said
    assert says in said
    assert "(" in said
    assert (tmp_path / "out" / "documents.csv").read_text("utf-8-sig").count("sha256") == 1
    assert "苍溪县" in (tmp_path / "out" / "documents.csv").read_text("utf-8-sig")


def test_a_missing_file_is_named(tmp_path, capsys):
    assert cli.main(["build", str(tmp_path / "none.txt"), "--out", str(tmp_path / "out")]) == 1
    assert "none.txt" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_changed_article_is_left_out_and_named(seeds, tmp_path, capsys):
    first = sorted(seeds.iterdir())[0]
    first.write_text(first.read_text("utf-8") + "补。", "utf-8")
    assert cli.main(["build", str(seeds), "--out", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().err
    assert first.name in said
    assert "sha256" in said
    assert "苍溪县" not in (tmp_path / "out" / "documents.csv").read_text("utf-8-sig").replace("苍溪县应急", "")


def test_an_output_that_cannot_be_written_is_named_and_nothing_is_lost(seeds, tmp_path, capsys):
    (tmp_path / "out").write_text("a file where a folder should be")
    assert cli.main(["build", str(seeds), "--out", str(tmp_path / "out")]) == 1
    assert "out" in capsys.readouterr().err
    assert (tmp_path / "out").read_text() == "a file where a folder should be"


def test_a_disk_that_fills_up_leaves_the_old_tables_as_they_were(seeds, tmp_path, capsys, monkeypatch):
    out = tmp_path / "out"
    assert cli.main(["build", str(seeds), "--out", str(out)]) == 0
    (seeds / "one_more.txt").write_text("全县共有党员五百五十五名，选派第一书记56名。", "utf-8")
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    write = pd.DataFrame.to_csv

    def full(table, path, **options):
        if "comparator" in table:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        write(table, path, **options)

    monkeypatch.setattr(pd.DataFrame, "to_csv", full)
    assert cli.main(["build", str(seeds), "--out", str(out)]) == 1
    said = capsys.readouterr().err
    assert f"{out}: cannot be written" in said
    assert "free some space" in said
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_a_register_that_is_named_must_be_there(seeds, tmp_path, capsys):
    assert cli.main(["build", str(seeds), "--out", str(tmp_path / "out"), "--cases", str(tmp_path / "none.csv")]) == 1
    assert "none.csv: no such file" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert cli.main(["new", str(next(seeds.iterdir())), "--cases", str(tmp_path / "none.csv")]) == 0
    assert (tmp_path / "none.csv").read_text("utf-8").count("\n") == 2


@pytest.mark.parametrize(
    ("content", "says"),
    [("文件,地\n".encode("gb18030"), "CSV UTF-8"), (None, "cannot be read")],
)
def test_a_register_that_is_no_table_is_named_with_a_cure(seeds, tmp_path, capsys, content, says):
    register = tmp_path / "cases.csv"
    register.write_bytes(content) if content else register.mkdir()
    assert cli.main(["build", str(seeds), "--out", str(tmp_path / "out"), "--cases", str(register)]) == 1
    said = capsys.readouterr().err
    assert "cases.csv: " in said
    assert says in said


@pytest.mark.parametrize("name", ["units.yml", "not_quantities.yml", "modality.yml", "practices/training.yml"])
def test_an_empty_codebook_page_is_named(seeds, tmp_path, capsys, name):
    page = tmp_path / "codebook" / name
    page.parent.mkdir(parents=True)
    page.write_bytes(b"")
    assert (
        cli.main(["build", str(seeds), "--out", str(tmp_path / "out"), "--codebook", str(tmp_path / "codebook")]) == 1
    )
    assert f"{page.name}: is empty" in capsys.readouterr().err


def test_a_broken_codebook_page_is_named_with_line_and_cure(root, seeds, tmp_path, capsys):
    own = tmp_path / "codebook" / "practices"
    own.mkdir(parents=True)
    page = (root / "src/casekit/codebook/practices/training.yml").read_text("utf-8")
    (own / "training.yml").write_text(page.replace("cues:", "ceus:"), "utf-8")
    assert (
        cli.main(["build", str(seeds), "--out", str(tmp_path / "out"), "--codebook", str(tmp_path / "codebook")]) == 1
    )
    said = capsys.readouterr().err
    assert "training.yml:" in said
    assert "ceus" in said
    assert "cues" in said
    assert not (tmp_path / "out").exists()


def test_a_codebook_page_that_breaks_its_own_promise_is_refused(root, seeds, tmp_path, capsys):
    own = tmp_path / "codebook" / "practices"
    own.mkdir(parents=True)
    page = (root / "src/casekit/codebook/practices/training.yml").read_text("utf-8")
    (own / "training.yml").write_text(page.replace("cues:\n", "cues:\n  - 无人说过的话\n", 1), "utf-8")
    assert (
        cli.main(["build", str(seeds), "--out", str(tmp_path / "out"), "--codebook", str(tmp_path / "codebook")]) == 1
    )
    said = capsys.readouterr().err
    assert "training.yml:" in said
    assert "无人说过的话" in said
    assert "example" in said


def test_check_of_all_names_cues_that_never_fired(seeds, capsys):
    assert cli.main(["check", "--source", str(seeds)]) == 0
    assert "cues that never fired" in capsys.readouterr().out


def test_score_prints_every_figure_and_fails_below_a_floor(root, seeds, tmp_path, capsys):
    cli.main(["build", str(seeds), "--out", str(tmp_path / "out")])
    reference = tmp_path / "reference"
    shutil.copytree(root / "data" / "reference", reference)
    (reference / "floors.json").write_text("{}")
    assert cli.main(["score", str(reference), "--tables", str(tmp_path / "out"), "--raise-floors"]) == 0
    assert "practices.macro_f1" in capsys.readouterr().out
    floors = json.loads((reference / "floors.json").read_text("utf-8"))
    assert floors["metrics.f1"] > 0.9
    floors["metrics.f1"] = 1.1
    (reference / "floors.json").write_text(json.dumps(floors))
    assert cli.main(["score", str(reference), "--tables", str(tmp_path / "out"), "--raise-floors"]) == 1
    assert "metrics.f1" in capsys.readouterr().err
    assert json.loads((reference / "floors.json").read_text("utf-8"))["metrics.f1"] == 1.1


def test_show_prints_the_article_and_writes_its_page(seeds, tmp_path, capsys):
    assert cli.main(["show", "huixian", str(seeds), "--page", str(tmp_path / "page.html")]) == 0
    out = capsys.readouterr().out
    assert "徽县辖15个乡镇" in out
    page = (tmp_path / "page.html").read_text("utf-8")
    assert "亚洲激情" in page
    assert "<del" in page


def test_show_of_an_unknown_document_names_the_known(seeds, capsys):
    assert cli.main(["show", "nowhere", str(seeds)]) == 1
    assert "huixian" in capsys.readouterr().err


def test_equal_changes_of_a_sentence_are_said_once_and_no_days_are_said_too(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("兰考县选派干部,组建队伍,推动工作,一切都好。\n", "utf-8")
    assert cli.main(["show", "a", str(tmp_path)]) == 0
    assert capsys.readouterr().out.count("{+，+} ×3") == 1
    assert cli.main(["calendar", "a", str(tmp_path), "--from", "2026-01-01", "--to", "2026-01-31"]) == 0
    assert "no rule of a" in capsys.readouterr().err


def test_a_document_is_named_by_id_file_or_place(tmp_path, capsys):
    """Its id before another's place; a place that two articles share is no name."""
    for name, place in (("甲", "惠水县"), ("乙", "兰考县"), ("丙", "兰考县"), ("惠水县", "凤庆县")):
        (tmp_path / f"{name}.txt").write_text(
            f"{place}选派{place}第一书记{len(place)}6名，每月开展1次督查。\n", "utf-8"
        )
    rows = [
        f"{name}.txt,{place}"
        for name, place in (("甲", "惠水县"), ("乙", "兰考县"), ("丙", "兰考县"), ("惠水县", "凤庆县"))
    ]
    (tmp_path / "cases.csv").write_text("\n".join(["file,place", *rows]), "utf-8")
    for name, doc_id in (("甲", "甲"), ("甲.txt", "甲"), ("凤庆县", "惠水县"), ("惠水县", "惠水县")):
        assert cli.main(["check", name, "--source", str(tmp_path)]) == 0
        assert capsys.readouterr().out.startswith(f"{doc_id}: ")
        assert cli.main(["sheet", name, str(tmp_path), "--out", str(tmp_path / "out" / "s.csv")]) == 0
        assert f"\n{doc_id}," in (tmp_path / "out" / "s.csv").read_text("utf-8-sig")
        capsys.readouterr()
    assert cli.main(["show", "兰考县", str(tmp_path)]) == 1
    assert "2 documents are called '兰考县' (one of " in capsys.readouterr().err


def test_check_names_numbers_that_are_no_quantities_and_silent_definitions(seeds, capsys):
    assert cli.main(["check", "fengqing", "--source", str(seeds)]) == 0
    out = capsys.readouterr().out
    assert "numbers —" in out
    assert "that never fired" in out


def test_calendar_prints_what_is_due_and_writes_icalendar(seeds, tmp_path, capsys):
    ics = tmp_path / "due.ics"
    days = ["--from", "2026-01-01", "--to", "2026-03-31"]
    assert cli.main(["calendar", "cangxi", str(seeds), *days, "--out", str(ics)]) == 0
    printed = capsys.readouterr().out
    assert printed.count("2026-01-31") >= 2
    assert "每月1次" in printed
    assert ics.read_text("utf-8").count("BEGIN:VEVENT") == printed.count("2026-0")


def test_new_adds_a_row_to_the_register(seeds, tmp_path, capsys):
    article = seeds / "new.txt"
    article.write_text(
        "某地经验\n2020年5月6日 来源：某报\n" + "全县共有党员5人，组建驻村工作队3支，开展结对帮扶。" * 3, "utf-8"
    )
    assert cli.main(["new", str(article)]) == 0
    register = (tmp_path / "data" / "cases.csv").read_text("utf-8")
    assert register.count("\n") == 7
    assert "new.txt" in register
    assert "2020-05-06" in register
    assert cli.main(["new", str(article)]) == 1
    assert "already" in capsys.readouterr().err


def test_export_writes_each_format(seeds, tmp_path, capsys):
    from casekit.exchange import EXPORTS

    for form in EXPORTS:
        assert cli.main(["export", str(seeds), "--to", form, "--out", str(tmp_path / form)]) == 0
        sizes = [path.stat().st_size for path in (tmp_path / form).iterdir()]
        assert sizes
        assert min(sizes) > 40
        assert set(capsys.readouterr().out.split()) == {str(path) for path in (tmp_path / form).iterdir()}


@pytest.fixture
def small(tmp_path):
    """A folder of two short articles."""
    folder = tmp_path / "small"
    folder.mkdir()
    for name in "ab":
        (folder / f"{name}.txt").write_text(f"全县选派第一书记5{ord(name)}名，每月开展1次督查。\n", "utf-8")
    return folder


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ([], "COMMAND"),
        (["bulid"], "'build'"),
        (["build", "x", "--format", "odt"], "parquet"),
        (["build", "x", "--jobs", "0"], "'0' is no whole number"),
        (["build", "x", "--jobs", "²"], "'²' is no whole number"),
        (["score", "x", "--show", "-3"], "no whole number"),
        (["check", "--source"], "at least one"),
        (["show"], "doc"),
        (["calendar", "x", "--from", "2026-01-01"], "--to"),
        (["export", "x", "--to", "dbf"], "refi"),
        (["report", "x", "--lang", "fr"], "zh"),
    ],
)
def test_what_is_not_the_command_line_is_said_with_its_use(command, says, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(command)
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("usage: casekit")
    assert says in said


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["build", "{}"], "--out DIR"),
        (["build", "", "--out", "{}/o"], "a source without name"),
        (["build", "{}", "--out", "{}/a.txt"], "a.txt: is a file, not a folder"),
        (["build", "{}", "--out", "{}/o", "--codebook", "{}"], "no codebook page"),
        (["build", "{}", "--out", "{}/o", "--cases", "{}/none.csv"], "none.csv: no such file"),
        (["show", "zz", "{}"], "one of a, b"),
        (["show", "a", "{}", "--page", "{}"], "is a folder"),
        (["check", "zz", "--source", "{}"], "one of a, b"),
        (["calendar", "a", "{}", "--from", "2026-13-01", "--to", "2026-12-31"], "no date"),
        (["calendar", "a", "{}", "--from", "2026-12-31", "--to", "2026-01-01"], "later than"),
        (["sheet", "a", "{}", "--out", "{}/s.ods"], "CSV or XLSX"),
        (["agree", "{}/a.txt", "{}/b.txt", "--source", "{}"], "a.txt"),
        (["new", "{}"], "not one file"),
        (["new", "{}/*.txt"], "not one file"),
        (["new", "{}/none.txt"], "no such file"),
        (["score", "{}"], "no documents.csv"),
        (["export", "{}", "--to", "csv", "--out", "{}/b.txt"], "not a folder"),
        (["report", "{}", "--out", "{}/b.txt"], "not a folder"),
        (["report", "{}", "--out", "{}/o", "--notebooks", "{}/none"], "none: no such folder"),
        (["report", "{}", "--out", "{}/o", "--notebooks", "{}"], "no notebooks"),
        (["report", "{}", "--out", "{}/o", "--notebooks", "", "--reference", "{}/none"], "none: no such folder"),
        (["report", "{}", "--out", "{}/o", "--notebooks", "", "--reference", "{}"], "no documents.csv"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_leaves_all_as_it_was(small, command, says, capsys):
    before = {path: path.read_bytes() for path in small.iterdir()}
    assert cli.main([part.replace("{}", str(small)) for part in command]) == 1
    said = capsys.readouterr().err
    assert said.startswith("casekit: ")
    assert said.count("\n") == 1
    assert says in said
    assert said.endswith(")\n")  # with a cure
    assert {path: path.read_bytes() for path in small.iterdir()} == before


def run(*command, **given):
    """The command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "casekit", *map(str, command)], capture_output=True, check=False, **given
    )


def test_help_loads_no_room_that_it_does_not_need():
    code = "import sys; from casekit import cli; cli.parser(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    loaded = set(done.stdout.split())
    assert "casekit.exchange" in loaded
    rooms = {f"casekit.{name}" for name in ("study", "codebook", "cues", "qca", "report", "charts", "exchange.refi")}
    assert loaded & {"pandas", "numpy", "matplotlib", "opencc", "jieba", "jinja2", *rooms} == set()


def test_a_terminal_without_chinese_shows_escapes(small):
    done = run("show", "a", small, env=os.environ | {"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert "全县".encode("ascii", "backslashreplace") in done.stdout


def test_what_cannot_be_printed_is_one_line(small, capsys, monkeypatch):
    class Full(io.StringIO):
        def write(self, _):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(sys, "stdout", Full())
    assert cli.main(["show", "a", str(small)]) == 1
    assert capsys.readouterr().err.startswith("casekit: what was to be printed: No space left on device (")


def test_a_reader_who_has_seen_enough_is_no_fault(small):
    command = [sys.executable, "-m", "casekit", "check", "--source", str(small)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


def test_a_stopped_command_says_so_and_no_more(small, capsys, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_read", stop)
    assert cli.main(["check", "--source", str(small)]) == 130
    assert capsys.readouterr().err == "casekit: stopped\n"
