"""Notebooks: one question each, thin cells, stored unrun, and they run."""

import re
from pathlib import Path

import nbformat
import pytest

HOME = Path(__file__).parents[1] / "notebooks"
COURSE = sorted(HOME.glob("*.ipynb"))


@pytest.mark.parametrize("path", sorted(HOME.rglob("*.ipynb")), ids=lambda p: p.stem)
def test_a_notebook_is_thin_and_unrun(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert notebook.cells[0].cell_type == "markdown"
    assert notebook.cells[0].source.startswith("# ")
    assert "问题" in notebook.cells[0].source
    assert "试一试" in notebook.cells[-1].source
    ids = [cell["id"] for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.execution_count is None
            assert cell.outputs == []
            assert len(cell.source.splitlines()) <= 12
            assert not re.search(r"^\s*(def|class|while|try)\b|\bimport re\b", cell.source, re.MULTILINE)


def test_the_course_is_complete_and_linked():
    names = [path.name for path in COURSE]
    assert [name[:2] for name in names] == [f"{n:02}" for n in range(len(names))]
    assert len(names) >= 5
    for here, following in zip(COURSE, COURSE[1:], strict=False):
        assert following.name in here.read_text("utf-8")


def test_they_all_ran_and_became_pages(site):
    for path in COURSE:
        page = (site / "notebooks" / f"{path.stem}.html").read_text("utf-8")
        assert "Traceback" not in page
        assert "output_stderr" not in page
    assert (site / "notebooks" / "04_practice_frequency.html").read_text("utf-8").count("<svg") >= 3


def test_two_runs_give_the_same_pages(site, study, root, tmp_path):
    study.report(
        tmp_path, notebooks=root / "notebooks", reference=root / "data" / "reference", sources=[root / "seeds"]
    )
    first = sorted(path.relative_to(site) for path in site.rglob("*.html"))
    assert first == sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*.html"))
    for name in first:
        assert (site / name).read_bytes() == (tmp_path / name).read_bytes(), name


def test_the_answers_run(root, tmp_path):
    from casekit.report.notebooks import run_notebooks

    (notebook,) = run_notebooks([HOME / "solutions" / "answers.ipynb"], [root / "seeds"])
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    outputs = [output for cell in code for output in cell.outputs]
    assert len(outputs) == len(code) - 1  # the first only reads
    assert all(output.output_type != "stream" for output in outputs)
