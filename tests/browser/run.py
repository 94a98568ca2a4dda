"""``python -m tests.browser.run`` makes the example pages, fetches axe-core with npm, and runs the tests in a browser.

It needs Chromium, npm and the extra ``browser``. With `GEZONDMENU_BROWSER` naming a folder, pages and axe-core are kept
there, and not made again; what it is given goes on to pytest.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
NPM = ("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "--silent")


def run(scratch: Path, *arguments: str) -> int:
    """What pytest returns."""
    from tests.browser.pages import make_pages

    start = time.monotonic()
    if not (scratch / "node_modules").exists():
        shutil.copy(HERE / "package.json", scratch)
        subprocess.run(NPM, cwd=scratch, check=True)
    if not (scratch / "pages").exists():
        make_pages(scratch / "pages")
    print(f"pages and axe-core: {time.monotonic() - start:.0f} s", file=sys.stderr)
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--durations=5", "-p", "no:cacheprovider"]
    environment = {**os.environ, "GEZONDMENU_BROWSER": str(scratch)}
    return subprocess.run([*command, *(arguments or [str(HERE)])], env=environment, check=False).returncode


if __name__ == "__main__":
    if kept := os.environ.get("GEZONDMENU_BROWSER"):
        Path(kept).mkdir(parents=True, exist_ok=True)
        sys.exit(run(Path(kept), *sys.argv[1:]))
    with tempfile.TemporaryDirectory() as scratch:
        sys.exit(run(Path(scratch), *sys.argv[1:]))
