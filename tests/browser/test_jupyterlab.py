"""A real JupyterLab: somebody opens a notebook, chooses Run All Cells, and sees tables and figures and no error."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.browser.conftest import SCRATCH

ROOT = Path(__file__).parents[2]
SECONDS = 480
SETTINGS = {
    "notebook-extension/tracker": '{"windowingMode": "none"}',  # cells out of sight are in the page too
    "apputils-extension/notification": '{"fetchNews": "false", "checkForUpdates": false}',
}
IN_MODEL = """() => {
  const notebook = window.jupyterapp.shell.currentWidget;
  return {
    status: notebook.sessionContext.session?.kernel?.status,
    cells: [...notebook.content.widgets].filter(cell => cell.model.type === "code").map(cell => ({
      source: cell.model.sharedModel.getSource().slice(0, 60), count: cell.model.executionCount,
      errors: cell.model.outputs.toJSON().filter(out => out.output_type === "error").map(out => out.ename + out.evalue),
    })),
  };
}"""

VISIBLE = """kind => [...document.querySelectorAll(".jp-OutputArea-output " + kind)].filter(
  at => at.checkVisibility() && at.getBoundingClientRect().height > 20 && (at.naturalWidth ?? 1) > 0).length"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """The address of a JupyterLab on a copy of the notebooks."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns("my_report", ".*"))
    shutil.copytree(ROOT / "data", folder / "data")
    for name, setting in SETTINGS.items():
        path = folder / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(setting, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
    environment |= {f"JUPYTER_{kind}_DIR": str(folder / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")}
    environment |= {"IPYTHONDIR": str(folder / "ipython")}
    arguments = ["--no-browser", "--allow-root", "--expose-app-in-browser", "--port=0", "--IdentityProvider.token="]
    arguments += [f"--LabApp.user_settings_dir={folder / 'settings'}", f"--ServerApp.root_dir={folder}"]
    log = folder / "lab.log"
    with log.open("w") as file:
        server = subprocess.Popen([sys.executable, "-m", "jupyterlab", *arguments],
                                  stdout=file, stderr=subprocess.STDOUT, env=environment)  # fmt: skip
    try:
        for _ in range(1800):
            address = re.search(r"http://(?:localhost|127\.0\.0\.1):\d+", log.read_text())
            if address or server.poll() is not None:
                break
            time.sleep(0.1)
        assert address, log.read_text()
        yield address[0]
    finally:
        server.terminate()
        server.wait(20)


@pytest.mark.parametrize(("notebook", "tables", "figures"), [("00_start_here", 10, 2), ("participation", 10, 1)])
def test_all_cells_run_and_their_tables_and_figures_can_be_seen(browser, lab, notebook, tables, figures):
    window = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    address = f"{lab}/lab/workspaces/{notebook}/tree/notebooks/{notebook}.ipynb"  # or tabs of the other come back
    window.goto(address, wait_until="domcontentloaded")
    window.locator(".jp-NotebookPanel .jp-Cell").first.wait_for(timeout=180_000)
    window.wait_for_function("jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'",
                             timeout=180_000)  # fmt: skip
    window.evaluate("jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    window.get_by_role("menuitem", name="Run", exact=True).click()
    window.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        seen = window.evaluate(IN_MODEL)
        failed = [cell for cell in seen["cells"] if cell["errors"]]
        ran = [cell for cell in seen["cells"] if cell["count"]]
        if failed or (len(ran) == len(seen["cells"]) and seen["status"] == "idle"):
            break
        time.sleep(0.5)
    assert failed == []
    assert [cell["source"] for cell in seen["cells"] if not cell["count"]] == []
    assert window.evaluate(VISIBLE, "table") >= tables
    assert window.evaluate(VISIBLE, "img") >= figures
    assert window.evaluate(VISIBLE, "[data-mime-type$=stderr]") == 0
    window.evaluate("jupyterapp.commands.execute('application:toggle-left-area')")
    for width in (1280, 768, 390):
        window.set_viewport_size({"width": width, "height": 900})
        for kind in ("table", "img"):
            window.locator(f".jp-OutputArea-output {kind}:visible").first.scroll_into_view_if_needed()
            window.screenshot(path=SCRATCH / f"{notebook}_{kind}_{width}.png")
    window.context.close()
