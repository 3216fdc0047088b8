"""What is written takes its place whole or not at all, and what a killed run left behind goes."""

import os
import time

import pytest

from casekit.atomic import SCRATCH, check_writable, replacing, replacing_all, sweep, write_text
from casekit.errors import OutputError


class OddError(Exception):
    """What a library raises that does not know OSError."""


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_files_that_belong_together_change_together(tmp_path):
    with replacing_all(tmp_path, ["a.txt", "b.txt"]) as (a, b):
        a.write_text("1", "utf-8")
        b.write_text("1", "utf-8")
        assert names(tmp_path) == sorted([a.name, b.name])
    assert names(tmp_path) == ["a.txt", "b.txt"]


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), OddError("disk full")])
def test_what_fails_half_way_changes_nothing(tmp_path, fault):
    write_text(tmp_path / "a.txt", "old")

    def fail():
        with replacing_all(tmp_path, ["a.txt", "b.txt"], OddError) as scratch:
            scratch[0].write_text("new", "utf-8")
            raise fault

    with pytest.raises(OutputError, match=r"cannot be written: .*(space|full)"):
        fail()
    assert names(tmp_path) == ["a.txt"]
    assert (tmp_path / "a.txt").read_text("utf-8") == "old"


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), OddError("disk full")])
def test_one_file_that_fails_is_named_and_stays_as_it_was(tmp_path, fault):
    write_text(tmp_path / "a.txt", "old")
    said = r"a\.txt: cannot be written: .*(space|full).*\(free"
    with pytest.raises(OutputError, match=said), replacing(tmp_path / "a.txt", OddError):
        raise fault
    assert (tmp_path / "a.txt").read_text("utf-8") == "old"
    assert names(tmp_path) == ["a.txt"]


def test_a_fault_of_our_own_is_not_taken_for_a_full_disk(tmp_path):
    with pytest.raises(OddError), replacing(tmp_path / "a.txt"):
        raise OddError
    assert names(tmp_path) == []


def test_a_folder_is_not_replaced_by_a_file(tmp_path):
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(OutputError, match="is a folder"), replacing_all(tmp_path, ["b.txt", "a.txt"]):
        pass
    assert names(tmp_path) == ["a.txt"]


def test_only_what_nobody_writes_to_any_more_is_swept(tmp_path):
    old, fresh, other = tmp_path / f"{SCRATCH}a.csv", tmp_path / f"{SCRATCH}b.csv", tmp_path / ".casekit-pages.json"
    folder = tmp_path / f"{SCRATCH}pages"
    folder.mkdir()
    for path in (old, fresh, other, folder / "a.html"):
        path.write_text("x", "utf-8")
    for path in (old, other, folder):
        os.utime(path, (time.time() - 7200,) * 2)
    sweep(tmp_path)
    assert names(tmp_path) == sorted([fresh.name, other.name])


def test_a_folder_that_cannot_be_written_to_is_refused_before_any_work(tmp_path, monkeypatch):
    check_writable(tmp_path / "not" / "yet" / "there")
    assert names(tmp_path) == []
    (tmp_path / "file").write_text("x", "utf-8")
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(OutputError, match="not a folder"):
            check_writable(path)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(OutputError, match="may not be written"):
        check_writable(tmp_path)
