"""One list of requirements, said the same way everywhere, and no address in it."""

import re
import runpy
import subprocess
import tomllib
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ASKED_FOR = ("jupyterlab", "pandas", "matplotlib", "opencc", "jieba", "seaborn")


@pytest.fixture(scope="module")
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]


def test_the_packages_asked_for_are_required(project):
    names = {re.match(r"[\w.-]+", line).group().lower() for line in project["dependencies"]}
    assert set(ASKED_FOR) <= names


def test_every_requirement_is_pinned_and_no_pin_is_an_address(root, project):
    lines = (root / "constraints.txt").read_text("utf-8").splitlines()
    pinned = {re.match(r"[\w.-]+", line).group().lower().replace("_", "-").replace(".", "-") for line in lines}
    assert all(re.match(r"^[\w.-]+==[\w.+!]+( ; .+)?$", line) for line in lines)
    wanted = [
        *project["dependencies"],
        *(line for extra in project["optional-dependencies"].values() for line in extra),
    ]
    names = {re.match(r"[\w.-]+", line).group().lower().replace("_", "-").replace(".", "-") for line in wanted} - {
        "casekit"
    }
    assert names <= pinned


def test_environment_yml_installs_this_repository_with_its_pins(root, project):
    environment = YAML(typ="safe").load((root / "environment.yml").read_text("utf-8"))
    python = next(d for d in environment["dependencies"] if isinstance(d, str) and d.startswith("python"))
    assert python.removeprefix("python ") == project["requires-python"]
    pip = next(d for d in environment["dependencies"] if isinstance(d, dict))["pip"]
    assert pip == ["-c constraints.txt", "-e .[all]"]


def test_the_range_of_pythons_is_the_launchers(root, project):
    launcher = (root / "tasks.py").read_text("utf-8")
    assert "FIRST, LAST = (3, 11), (3, 15)" in launcher
    assert project["requires-python"] == ">=3.11,<3.15"


def test_nothing_tracked_names_a_registry_or_this_machine(root):
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert listed.returncode == 0, listed.stderr
    backwards = ("lru-xedni", "/elpmis/", "/krow/", "/toor/")  # so that this line is not found itself
    bad = re.compile("|".join(word[::-1] for word in backwards))
    for name in filter(None, listed.stdout.split("\0")):
        path = root / name
        if (
            path.suffix in (".png", ".zip", ".docx", ".pdf")
            or not path.is_file()
            or name.startswith(("seeds/", "tests/cases/"))
        ):
            continue
        hit = bad.search(path.read_text("utf-8", errors="replace"))
        assert hit is None, (name, hit)
    assert "uv.lock" not in listed.stdout.split("\0")


def test_the_seeds_are_as_received(root):
    import csv
    import hashlib

    rows = list(csv.DictReader((root / "data" / "cases.csv").open(encoding="utf-8-sig")))
    assert {row["file"] for row in rows} == {path.name for path in (root / "seeds").iterdir()}
    for row in rows:
        assert hashlib.sha256((root / "seeds" / row["file"]).read_bytes()).hexdigest() == row["sha256"]


@pytest.mark.parametrize("name", sorted(path.name for path in (Path(__file__).parents[1] / "benchmarks").glob("*.py")))
def test_every_benchmark_finds_what_it_measures_and_is_listed(root, name, monkeypatch):
    monkeypatch.syspath_prepend(root / "benchmarks")  # as when it is run
    runpy.run_path(str(root / "benchmarks" / name), run_name="benchmark")
    assert f"`{name}`" in (root / "benchmarks" / "README.md").read_text("utf-8")
