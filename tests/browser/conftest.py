"""A browser for the tests of this folder, and the pages that `run` made for them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

SCRATCH = Path(os.environ.get("GEZONDMENU_BROWSER", "none"))
PAGES = sorted((SCRATCH / "pages").glob("*/*.html"))
CHROMIUM = "/usr/bin/chromium"
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip


def name_of(path: Path) -> str:
    """Name of a page in the list of tests."""
    return f"{path.parent.name}/{path.stem}"


def one_of_each_kind() -> list[Path]:
    """Of each folder the index and its largest page."""
    folders = sorted({path.parent for path in PAGES})
    largest = [max(folder.glob("*.html"), key=lambda path: path.stat().st_size) for folder in folders]
    return sorted({*largest, *(folder / "index.html" for folder in folders)})


@pytest.fixture(scope="session")
def browser():
    if not PAGES:
        pytest.exit("there are no pages to look at: run `python -m tests.browser.run`", returncode=2)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield started
        started.close()


def opened(browser: Browser, path: Path, **options: object) -> Page:
    """A page in a window of its own, 1280 pixels wide unless `options` say another."""
    wanted = {"viewport": {"width": 1280, "height": 900}, "bypass_csp": True, **options}
    page = browser.new_context(**wanted).new_page()
    page.goto(path.as_uri())
    return page


OPEN_FOLDS = "() => document.querySelectorAll('details').forEach(fold => { fold.open = true; })"
