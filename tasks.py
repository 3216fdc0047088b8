#!/usr/bin/env python3
"""The commands of this repository; needs only Python >= 3.11. Everything else goes into ``.venv``.

python3 tasks.py report    five articles -> tables -> notebooks run -> offline HTML in reports/
python3 tasks.py test      set up and run the tests (with Chromium on the machine, those in the browser too)
python3 tasks.py lab       open the notebooks in JupyterLab
python3 tasks.py lint      style, import floors, unrun notebooks
python3 tasks.py lock      renew constraints.txt
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent
VENV = HOME / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "casekit-setup"
FIRST, LAST = (3, 11), (3, 15)


def run(*command: object, **environment: str) -> None:
    """Run a command in the repository; its failure is ours."""
    words = [str(word) for word in command]
    print("$", " ".join(words), flush=True)
    done = subprocess.run(words, cwd=HOME, env=os.environ | {"PYTHONUTF8": "1"} | environment, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def setup() -> None:
    """Make ``.venv`` hold what pyproject.toml asks for; nothing to do if it already does."""
    if not FIRST <= sys.version_info[:2] < LAST:
        sys.exit(
            f"casekit needs Python 3.11 to 3.14; this is {sys.version.split()[0]}. Run tasks.py with another python3."
        )
    wanted = hashlib.sha256(
        b"".join((HOME / name).read_bytes() for name in ("pyproject.toml", "constraints.txt"))
        + sys.version.encode() + str(HOME).encode()
    ).hexdigest()  # fmt: skip
    if STAMP.exists() and STAMP.read_text() == wanted and PYTHON.exists():
        return
    what = ["-c", "constraints.txt", "-e", ".[all]"]
    uv = shutil.which("uv")
    if uv:
        if not PYTHON.exists():
            run(uv, "venv", "--quiet", "--python", sys.executable, VENV)
        run(uv, "pip", "install", "--quiet", "--python", PYTHON, *what)
    else:
        pip = make_venv()
        run(*pip, "install", "--quiet", "--disable-pip-version-check", *what)
    run(PYTHON, "-m", "compileall", "-q", *site_packages("jieba"))  # its old escapes would warn in the first cell
    STAMP.write_text(wanted)


def make_venv() -> list[object]:
    """A virtual environment, and the pip that installs into it."""
    if not PYTHON.exists():
        if importlib.util.find_spec("ensurepip"):
            run(sys.executable, "-m", "venv", VENV)
        else:  # some Linux distributions ship Python without it
            run(sys.executable, "-m", "venv", "--without-pip", VENV)
    has_pip = subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    if has_pip:
        return [PYTHON, "-m", "pip"]
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip", "--python", PYTHON]
    shutil.rmtree(VENV, ignore_errors=True)
    sys.exit(
        "This Python has neither pip nor ensurepip. Install them (Debian: apt install python3-venv) or install uv."
    )


def site_packages(name: str) -> list[Path]:
    """Where a package lies in ``.venv``."""
    return [path for path in VENV.glob(f"**/site-packages/{name}") if path.is_dir()]


def chromium() -> str | None:
    """A Chromium for the tests in the browser, if this machine has one."""
    return os.environ.get("CASEKIT_CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None
    )


def report() -> None:
    """Tables into data/tables, pages into reports/."""
    run(PYTHON, "-m", "casekit", "build", "seeds", "--out", "data/tables")
    run(PYTHON, "-m", "casekit", "report", "seeds", "--out", "reports")


def test(*words: str) -> None:
    """All tests; those marked `browser` only where there is a Chromium."""
    browser = chromium()
    if not browser:
        print("No Chromium on this machine: the tests marked 'browser' are left out (Debian: apt install chromium).")
    chosen = [] if browser else ["-m", "not browser"]
    workers = min(4, os.cpu_count() or 1)
    if workers > 1:  # a file's tests stay together: they share what is slow to make
        chosen += ["-n", workers, "--dist", "loadfile"]
    run(PYTHON, "-m", "pytest", *chosen, *words, **({"CASEKIT_CHROMIUM": browser} if browser else {}))


def lab() -> None:
    """JupyterLab in the notebooks' folder."""
    run(PYTHON, "-m", "jupyterlab", "--notebook-dir", HOME / "notebooks")


def lint() -> None:
    """Ruff, the floors, and notebooks stored unrun."""
    run(PYTHON, "-m", "ruff", "check", ".")
    run(PYTHON, "-m", "ruff", "format", "--check", ".")
    run(BIN / "lint-imports")
    run(PYTHON, "-m", "nbstripout", "--verify", *sorted((HOME / "notebooks").glob("**/*.ipynb")))


def lock() -> None:
    """Renew constraints.txt; no address goes in."""
    run(PYTHON, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--all-extras",
        "--no-header", "--no-annotate", "--upgrade", "-o", "constraints.txt", "pyproject.toml")  # fmt: skip


def main() -> None:
    tasks = {"report": report, "test": test, "lab": lab, "lint": lint, "lock": lock}
    if len(sys.argv) < 2 or sys.argv[1] not in tasks:
        sys.exit(__doc__)
    setup()
    tasks[sys.argv[1]](*sys.argv[2:])


if __name__ == "__main__":
    main()
