"""What the small scripts of a page do: the numbers of a figure as a file, and finding an area on the index."""

import csv
import io

import pytest

from tests.browser.conftest import OPEN_FOLDS, PAGES, name_of, opened

REPORTS = [path for path in PAGES if path.parent.name.startswith("area_report")]


@pytest.mark.parametrize("path", [max(REPORTS, key=lambda path: path.stat().st_size)] if REPORTS else [], ids=name_of)
def test_the_numbers_of_each_figure_can_be_downloaded(browser, path):
    page = opened(browser, path)
    page.evaluate(OPEN_FOLDS)
    buttons = page.locator(".figure button.download")
    assert buttons.count() == page.locator(".figure details table").count() > 3
    with page.expect_download() as waiting:
        buttons.first.click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    shown = page.locator(".figure details table").first.evaluate(
        "table => [...table.rows].map(row => [...row.cells].map(cell => cell.textContent.trim()))"
    )
    assert list(csv.reader(io.StringIO(text), delimiter=";")) == shown
    page.context.close()


@pytest.mark.parametrize("path", [path for path in REPORTS if path.stem == "index"], ids=name_of)
def test_an_area_is_found_by_a_part_of_its_name(browser, path):
    page = opened(browser, path)
    rows = page.locator("tbody tr:visible")
    everything = rows.count()
    page.fill("#find", "MOLEN")
    assert rows.count() == 1
    assert page.inner_text("#left") == f"1 / {everything}"
    page.fill("#find", "")
    assert rows.count() == everything
    page.context.close()
