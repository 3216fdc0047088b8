"""Shares add up to the whole, whatever the number of processes, and a killed run goes on."""

import os
import shutil
import subprocess
import sys
import time

import pytest

from casekit import cli, scale, study
from casekit.codebook import Codebook
from casekit.errors import CasekitError, OutputError, TableError
from casekit.scale import build_many, build_share, gather
from casekit.schema import TABLES


@pytest.fixture(scope="module")
def corpus(root, tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus") / "articles"
    folder.mkdir()
    for number in range(3):
        for path in sorted((root / "seeds").iterdir()):
            shutil.copy(path, folder / f"{number}-{path.name}")
    (folder / "9-empty.txt").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def whole(corpus, tmp_path_factory):
    out = tmp_path_factory.mktemp("whole")
    assert len(build_share([corpus], out)) == 1
    return gather(out)


@pytest.fixture
def small(monkeypatch):
    """Batches of about three articles."""
    monkeypatch.setattr(scale, "BATCH", 20_000)


def same(tables, others):
    for name in TABLES:
        assert tables[name].equals(others[name]), name


@pytest.mark.parametrize("workers", [2, 3])
@pytest.mark.usefixtures("small")
def test_many_processes_build_what_one_does(corpus, whole, tmp_path, workers):
    tables, failed = build_many([corpus], tmp_path, workers)
    assert len(list(tmp_path.glob("*.json"))) > 3
    assert len(failed) == 1
    assert "9-empty.txt" in failed[0]
    same(tables, whole)


@pytest.mark.parametrize("forks", [True, False])
@pytest.mark.usefixtures("small")
def test_a_study_read_by_two_processes_is_the_same(corpus, monkeypatch, forks):
    monkeypatch.setattr(scale, "_forks", lambda: forks and scale.sys.platform == "linux")
    with pytest.warns(study.SourceWarning, match="9-empty"):
        one = study.read(corpus)
    with pytest.warns(study.SourceWarning, match="9-empty"):
        two = scale.read(corpus, jobs=2)
    assert repr(two.rows) == repr(one.rows)
    assert [str(failure) for failure in two.failures] == [str(failure) for failure in one.failures]
    assert two.codebook == one.codebook


@pytest.mark.usefixtures("small")
def test_the_command_line_writes_the_same_bytes(corpus, tmp_path, capsys):
    for jobs in ("1", "2"):
        assert cli.main(["build", str(corpus), "--out", str(tmp_path / jobs), "--jobs", jobs]) == 1
    assert capsys.readouterr().err.count("9-empty.txt") == 2
    names = sorted(path.name for path in (tmp_path / "1").iterdir())
    assert len(names) == len(TABLES)
    for name in names:
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes(), name


def test_processes_are_started_only_where_they_pay(corpus, monkeypatch):
    jobs = scale.plan(corpus).jobs
    monkeypatch.setattr(scale, "cores", lambda: 8)
    assert scale._worth(jobs) == 1
    monkeypatch.setattr(scale, "FORK_PAYS", 1000)
    monkeypatch.setattr(scale, "_forks", lambda: True)
    assert scale._worth(jobs) == 8
    monkeypatch.setattr(scale, "_forks", lambda: False)
    assert scale._worth(jobs) == 1


@pytest.mark.usefixtures("small")
def test_a_killed_run_goes_on_where_it_was(corpus, whole, tmp_path):
    build_share([corpus], tmp_path, 0, 2)
    (tmp_path / "lost").mkdir()
    with pytest.raises(TableError, match="no share"):
        gather(tmp_path / "lost")
    stamps = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.parquet")}
    next(iter(tmp_path.glob("*.json"))).unlink()
    (tmp_path / "my-notes.json").write_text("{}", "utf-8")
    build_share([corpus], tmp_path, 0, 2)
    build_share([corpus], tmp_path, 1, 2)
    kept = [path for path, stamp in stamps.items() if path.stat().st_mtime_ns == stamp]
    assert 0 < len(kept) < len(stamps)
    same(gather(tmp_path), whole)
    assert (tmp_path / "my-notes.json").exists()  # other files in the folder are not touched


def fatal(batch, **_):
    os._exit(9)


def test_a_process_that_ends_early_is_named(corpus):
    batches = [scale.plan(corpus).jobs[:1]] * 3
    with pytest.raises(CasekitError, match="ended before its work was done"):
        list(scale._spread(fatal, batches, 2, Codebook()))


@pytest.mark.usefixtures("small")
def test_a_run_that_is_killed_loses_no_batch_and_leaves_no_process(corpus, whole, tmp_path):
    code = (
        "from casekit import scale\nif __name__ == '__main__':\n    scale.BATCH = 20_000\n"
        f"    scale.build_many([{str(corpus)!r}], {str(tmp_path)!r}, 2)"
    )
    script = tmp_path / "many.py"
    script.write_text(code, "utf-8")
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE) as running:
        while not list(tmp_path.glob("*-*.json")) and running.poll() is None:
            time.sleep(0.01)
        running.kill()
        running.stdout.read()  # ends when nobody is left who could write to it
    stood = {path: path.stat().st_mtime_ns for path in tmp_path.glob("*-*.json")}
    assert stood
    same(build_many([corpus], tmp_path, 2)[0], whole)
    assert all(path.stat().st_mtime_ns == stamp for path, stamp in stood.items())


def test_an_edit_of_casekit_itself_builds_all_anew(corpus, tmp_path, monkeypatch):
    package = tmp_path / "package"
    (package / "__pycache__").mkdir(parents=True)
    (package / "a.py").write_text("LEAST = 1\n", "utf-8")
    before = scale._program(package)
    (package / "__pycache__" / "a.pyc").write_bytes(b"compiled")
    assert scale._program(package) == before
    (package / "a.py").write_text("LEAST = 2\n", "utf-8")
    assert scale._program(package) != before

    build_many([corpus], tmp_path / "out", 1)
    assert all(batch.failed() is not None for batch in scale._planned([corpus], tmp_path / "out", None)[0])
    monkeypatch.setattr(scale, "_program", lambda: "edited")
    assert all(batch.failed() is None for batch in scale._planned([corpus], tmp_path / "out", None)[0])


@pytest.mark.usefixtures("small")
def test_only_what_has_changed_is_built_again(corpus, root, tmp_path):
    mine, out = tmp_path / "articles", tmp_path / "out"
    shutil.copytree(corpus, mine)
    build_many([mine], out, 1)
    stamps = {path: path.stat().st_mtime_ns for path in out.glob("*.json")}
    last = sorted(mine.glob("2-*"))[-1]
    last.write_text(last.read_text("utf-8") + "\n另有党员九百九十九名。", "utf-8")
    tables, _ = build_many([mine], out, 1)
    assert (tables["metrics"]["value"] == 999).any()
    changed = [path.stem for path, stamp in stamps.items() if path.stat().st_mtime_ns != stamp]
    assert changed == [max(path.stem for path in stamps)]

    own = tmp_path / "codebook" / "practices"
    own.mkdir(parents=True)
    page = (root / "src/casekit/codebook/practices/training.yml").read_text("utf-8")
    (own / "training.yml").write_text(page + "\n# edited\n", "utf-8")
    build_share([mine], out, 0, 2, codebook=tmp_path / "codebook")
    with pytest.raises(TableError, match="different definitions"):
        gather(out)

    (mine / "0-new.txt").write_text("全县共有党员五百五十五名，选派第一书记56名。", "utf-8")
    tables, _ = build_many([mine], out, 1)
    assert len(tables["documents"]) == 16


@pytest.mark.usefixtures("small")
def test_a_gap_between_shares_is_named(corpus, tmp_path):
    build_share([corpus], tmp_path, 1, 2)
    with pytest.raises(TableError, match="missing"):
        gather(tmp_path)
    with pytest.raises(OutputError, match="counted from 0"):
        build_share([corpus], tmp_path, 2, 2)
