"""Shares add up to the whole, whatever the number of processes, and a killed run goes on."""

import shutil

import pytest

from casekit import scale
from casekit.errors import OutputError, TableError
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


@pytest.mark.parametrize("workers", [2, 3])
def test_many_processes_build_what_one_does(corpus, whole, tmp_path, workers):
    tables, failed = build_many([corpus], tmp_path, workers)
    assert len(failed) == 1
    assert "9-empty.txt" in failed[0]
    for name in TABLES:
        assert tables[name].equals(whole[name]), name


def test_a_killed_run_goes_on_where_it_was(corpus, whole, tmp_path, monkeypatch):
    monkeypatch.setattr(scale, "BATCH", 4)
    build_share([corpus], tmp_path, 0, 2)
    (tmp_path / "lost").mkdir()
    with pytest.raises(TableError, match="no share"):
        gather(tmp_path / "lost")
    stamps = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.parquet")}
    next(iter(tmp_path.glob("*.json"))).unlink()
    build_share([corpus], tmp_path, 0, 2)
    build_share([corpus], tmp_path, 1, 2)
    kept = [path for path, stamp in stamps.items() if path.stat().st_mtime_ns == stamp]
    assert 0 < len(kept) < len(stamps)
    for name, table in gather(tmp_path).items():
        assert table.equals(whole[name]), name


def test_a_gap_between_shares_is_named(corpus, tmp_path):
    build_share([corpus], tmp_path, 1, 2)
    with pytest.raises(TableError, match="missing"):
        gather(tmp_path)
    with pytest.raises(OutputError, match="counted from 0"):
        build_share([corpus], tmp_path, 2, 2)
