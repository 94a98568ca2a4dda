"""The page of an executed notebook: one file, no request, readable by everybody, the same bytes twice."""

import re

import nbformat
import pytest
from bs4 import BeautifulSoup

from gezondmenu.reference import shipped
from gezondmenu.report.publish.page import page_html, page_title
from gezondmenu.report.publish.page_check import check_page
from gezondmenu.vocabulary import GezondmenuError
from tests.test_report_wording import AREAS, DIFFERENT, EXAMPLE

TITLE = page_title("Noord", "leefstijl in de buurt", "2025")


def executed(area: str = "WK990101", language: str = "nl", **given) -> nbformat.NotebookNode:
    """The notebook with the outputs of its blocks, run here instead of in a kernel."""
    notebook = nbformat.read(shipped("notebooks/area_report.ipynb"), as_version=4)
    values: dict = {}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        if cell.source.startswith("blocks."):
            block = eval(cell.source, values)
            data = {"text/html": block._repr_html_(), "text/plain": repr(block)}
            cell.outputs = [nbformat.v4.new_output("execute_result", data, execution_count=1)]
            continue
        exec(cell.source, values)
        if "parameters" in cell.metadata.get("tags", []):
            beside = "" if area in ("GM9901", "all") else "GM9901"
            values.update({"published": str(EXAMPLE), "area": area, "area_name": "Noord", "beside": beside})
            values.update({"language": language, **given})
    return notebook


EVERY_PAGE = [*((area, "nl") for area in AREAS), *((area, "en") for area in DIFFERENT)]
QUICK = (("GM9901", "nl"), ("WK990101", "en"), ("WK990105", "nl"), ("WK990106", "nl"), ("WK990107", "nl"))
"""One of each kind: a city, an area, head counts only, a tiny one, one to compare with."""


@pytest.mark.parametrize(
    ("area", "language"),
    [pytest.param(*page, marks=[] if page in QUICK else pytest.mark.slow) for page in EVERY_PAGE],
)
def test_every_area_makes_a_page_that_passes_its_check(area, language):
    html = page_html(executed(area, language), language=language, title=TITLE)
    assert len(html.encode()) < 1_500_000
    assert f"<title>{TITLE}</title>" in html
    soup = BeautifulSoup(html, "html.parser")
    assert "blocks." not in soup.get_text()
    assert not soup.find(string=re.compile("What do the activities mean for this neighbourhood"))
    assert soup.html["lang"] == language
    assert soup.find("header").find_parent("main") is None
    assert len(soup.select("main h2")) == 7
    assert [a["href"] for a in soup.select("nav a")] == [f"#{h2['id']}" for h2 in soup.select("main h2")]


@pytest.mark.slow
def test_same_notebook_gives_the_same_bytes():
    pages = {page_html(executed(), language="nl", title=TITLE) for _ in range(2)}
    assert len(pages) == 1


@pytest.mark.slow
def test_internal_page_says_so_everywhere():
    html = page_html(executed(rule="internal"), language="nl", title=TITLE, internal=True)
    assert 'class="watermark"' in html
    assert "Deel deze pagina niet" in html
    assert 'class="watermark"' not in page_html(executed(), language="nl", title=TITLE)


@pytest.mark.slow
def test_ribbon_of_made_up_data():
    assert "Verzonnen gegevens" in page_html(executed(synthetic=True), language="nl", title=TITLE)
    assert "Verzonnen gegevens" not in page_html(executed(synthetic=False), language="nl", title=TITLE)


def test_words_of_an_adapter_are_shown_and_cells_for_students_are_not():
    notebook = executed()
    notebook.cells.insert(8, nbformat.v4.new_markdown_cell("## Onze eigen woorden\n\nEen zin van de wijk."))
    html = page_html(notebook, language="nl", title=TITLE)
    assert "Een zin van de wijk." in html
    assert "remove-cell" not in html


def test_names_of_people_and_places_are_escaped():
    html = page_html(executed(area_name="<b>Noord</b>"), language="nl", title="<b>")
    assert "<b>" not in html


def test_notebook_is_small_and_typed():
    notebook = nbformat.read(shipped("notebooks/area_report.ipynb"), as_version=4)
    assert len(notebook.cells) <= 25
    parameters = next(cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", []))
    for line in parameters.source.splitlines():
        assert re.fullmatch(r"\w+: (str|int|bool) = .+  # .+", line)


GOOD = (
    '<html lang="nl"><head><title>x</title></head><body><main id="a"><h1>x</h1><h2>y</h2>'
    '<img src="data:x" alt="een lijn"><a href="https://example.org">weg</a>'
    '<table><caption>c</caption><tr><th scope="col">h</th></tr></table></main></body></html>'
)


def test_a_good_page_passes():
    check_page(GOOD, language="nl")


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('lang="nl"', 'lang="en"', "lang"),
        ("<title>x</title>", "", "title"),
        ("<h1>x</h1>", "", "one h1"),
        ("<h2>y</h2>", "<h3>y</h3>", "jumps"),
        ('alt="een lijn"', 'alt=""', "alternative text"),
        ('alt="een lijn"', 'alt="figure.svg"', "alternative text"),
        ('src="data:x"', 'src="https://example.org/x.svg"', "asks for"),
        ("</head>", '<script src="//cdn.example.org/x.js"></script></head>', "asks for"),
        ("<caption>c</caption>", "", "caption"),
        (' scope="col"', "", "scope"),
        ("<h1>x</h1>", "<h1>{area}</h1>", "not filled in"),
        ("https://example.org", "#nowhere", "leads nowhere"),
    ],
)
def test_a_broken_page_is_refused(before, after, says):
    assert before in GOOD
    with pytest.raises(GezondmenuError, match=says):
        check_page(GOOD.replace(before, after), language="nl")


def test_braces_of_the_user_are_no_gap_and_others_still_are():
    check_page(GOOD.replace("<h1>x", "<h1>Noord {oud}").replace("een lijn", "Noord {oud}"), given=["Noord {oud}"])
    with pytest.raises(GezondmenuError, match=r"in: \{area\}"):
        check_page(GOOD.replace("<h1>x", "<h1>{oud} {area}"), given=["Noord {oud}"])
