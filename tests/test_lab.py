"""JupyterLab itself: started, a notebook opened and run in the browser, its figure looked at."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lab(root, tmp_path_factory):
    """A JupyterLab on a loopback port, its settings and notebooks in a folder of its own."""
    home = tmp_path_factory.mktemp("lab")
    shutil.copytree(root / "notebooks", home / "notebooks")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "JUPYTER_CONFIG_DIR": str(home / "config"), "JUPYTER_DATA_DIR": str(home / "data"), "JUPYTER_RUNTIME_DIR": str(home / "run"),
        "CASEKIT_SOURCES": str(root / "seeds"), "HOME": str(home),
    }  # fmt: skip
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}",
               "--IdentityProvider.token=t", f"--ServerApp.root_dir={home / 'notebooks'}", "--LabApp.news_url=None"]  # fmt: skip
    log = (home / "log").open("w")
    server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api?token=t", timeout=1)
                break
            except OSError:
                assert server.poll() is None, (home / "log").read_text()
                time.sleep(0.5)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)
        log.close()


def test_a_notebook_runs_in_jupyterlab_and_shows_its_linked_figure(lab, browser, tmp_path):
    tab = browser.new_page(viewport={"width": 1400, "height": 1000})
    tab.goto(f"{lab}/lab/tree/00_start_here.ipynb?token=t", timeout=90_000)
    tab.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=90_000)
    tab.wait_for_selector("#jp-bottom-panel >> text=| Idle", timeout=90_000)
    tab.click(".lm-MenuBar-itemLabel:text-is('Run')")
    tab.click("[data-command='runmenu:run-all']")
    figure = tab.wait_for_selector(".jp-OutputArea-output svg[role='group']", state="attached", timeout=120_000)
    figure.scroll_into_view_if_needed()
    assert "苍溪县" in figure.get_attribute("aria-label")
    assert len(figure.query_selector_all("a")) > 20
    text = tab.inner_text(".jp-Notebook")
    assert re.search(r"Study\(5 documents", text)
    assert "Traceback" not in text
    picture = tmp_path / "lab.png"
    tab.screenshot(path=picture)
    assert picture.stat().st_size > 30_000
    tab.close()
