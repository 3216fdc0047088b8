"""What many tests share: the five articles as a study, built once, and the site, written once."""

import os
from pathlib import Path

import pytest

import casekit

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def study():
    """The five articles."""
    return casekit.read(ROOT / "seeds")


@pytest.fixture(scope="session")
def site(tmp_path_factory, study):
    """The whole site, notebooks run."""
    out = tmp_path_factory.mktemp("site")
    study.report(out, notebooks=ROOT / "notebooks", reference=ROOT / "data" / "reference", sources=[ROOT / "seeds"])
    return out


@pytest.fixture(scope="session")
def browser():
    """Chromium that may talk to nobody; asked for by tests marked `browser`."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("CASEKIT_CHROMIUM")
    if not path:
        pytest.fail("no Chromium: run the tests through tasks.py, or set CASEKIT_CHROMIUM")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]  # fmt: skip
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=flags)
        yield chromium
        chromium.close()
