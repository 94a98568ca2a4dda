"""Notebooks on a study of one's own: they run on any study, agree with the library, and tell others what was released.

A new notebook is a line of `CARDS` and one of `OF_THE_METHOD`.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import replace

import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup

import gezondmenu as gm
from gezondmenu import working
from gezondmenu.language import LANGUAGES
from gezondmenu.report.publish.engine import find_notebook, parameters_of
from gezondmenu.report.publish.for_others import for_others, reads_the_study
from gezondmenu.report.publish.page import page_html
from gezondmenu.study.schema import tables
from gezondmenu.vocabulary import GezondmenuError
from gezondmenu.working.opened import Opened
from gezondmenu.working.parameters import check_injected
from tests.catalogues import dutch, words_of
from tests.real_studies import pittsburgh, utrecht
from tests.working_notebooks import (
    CITY,
    HEADS,
    LARGE,
    STUDIES,
    TINY,
    quick_estimates,
    run_cells,
    text_of,
    write_small_studies,
)

CARDS = {
    "participation": ["visits", "participants", "regular", "reach", "composition", "newcomers", "intensity"],
    "appreciation": ["appreciation"],
    "health_outcomes": ["health", "change", "survey_flow"],
    "did_it_help": ["visits", "change", "comparison"],
    "worth": [
        "costs",
        "hours",
        "in_kind",
        "visits",
        "participants",
        "regular",
        "composition",
        "change",
        "comparison",
    ],
}
"""Each working notebook, with the cards that it asks for."""
OF_THE_METHOD = {
    "participation": {"0", "1", "02", "10", "60", "120"},
    "appreciation": {"0", "0.7", "03", "1", "4", "5"},
    "health_outcomes": {"0", "04", "05"},
    "did_it_help": {"05", "0.1"},
    "worth": {"06"},
}
"""Numbers that the words of a notebook may name: they belong to its method and not to a study."""
NAMES = list(CARDS)
# Names of tables, columns and software, and sources as they are cited.
OWN_WORDS = words_of([*tables(), *gm.valuation.price_list()["source"]]) | {
    "threshold",
    "notebook",
    "participation",
    "python",
    "software",
    "pandas",
    "numpy",
    "statsmodels",
    "matplotlib",
}


@pytest.fixture(scope="module")
def studies(tmp_path_factory):
    """The small studies by name."""
    return write_small_studies(tmp_path_factory.mktemp("studies"))


@pytest.fixture(scope="module", params=NAMES)
def notebook(request):
    """Name and path of a working notebook, with quick estimates."""
    with pytest.MonkeyPatch.context() as patch:
        quick_estimates(patch, CARDS[request.param])
        yield find_notebook(request.param)


@pytest.fixture(scope="module")
def runs(notebook, studies):
    """Executed notebooks by study, area and language, each run once."""
    kept: dict[tuple[str, str, str], nbformat.NotebookNode] = {}

    def run(study: str, area: str = LARGE, language: str = "en") -> nbformat.NotebookNode:
        if (study, area, language) not in kept:
            kept[study, area, language] = run_cells(notebook, study=str(studies[study]), area=area, language=language)
        return kept[study, area, language]

    return run


def page_of(executed, language: str = "en") -> BeautifulSoup:
    """The page for others of an executed notebook."""
    html = page_html(for_others(executed), language=language, title="Gebied")
    return BeautifulSoup(html, "html.parser")


@pytest.mark.parametrize(
    ("study", "area"),
    [
        *((study, LARGE) for study in STUDIES),
        *(pytest.param("everything", code, marks=pytest.mark.slow) for code in (HEADS, TINY, CITY)),
    ],
)
def test_it_runs_on_any_study_and_agrees_with_the_library(runs, study, area):
    """Each notebook asserts its numbers by hand against those of the library."""
    page_of(runs(study, area))


def test_what_is_missing_is_said_in_a_sentence(runs):
    assert "This study has no table" in text_of(runs("heads"))
    assert "is left out here" not in text_of(runs("everything"))


def test_its_own_numbers_are_checked(notebook, studies, monkeypatch):
    """A library that is a millionth off is noticed."""
    right = Opened.number

    def wrong(*args, **key):
        row = right(*args, **key).copy()
        row["value"] *= 1 + 1e-6
        return row

    monkeypatch.setattr(Opened, "number", wrong)
    with pytest.raises(AssertionError):
        run_cells(notebook, study=str(studies["everything"]), area=LARGE)


@pytest.mark.slow
def test_another_area_gives_other_answers(runs):
    """No cell about the area shows the same number for two areas: nothing is fixed."""
    one, other = runs("everything", LARGE), runs("everything", TINY)
    about = ("here.beside(", "here.of_area(", "working.block(", "working.table(", "working.figure(")
    same = [
        cell.source
        for cell, there in zip(one.cells, other.cells, strict=True)
        if any(words in cell.get("source", "") for words in about) and 'area="every"' not in cell.source
        if cell.cell_type == "code" and cell.outputs and cell.outputs == there.outputs
    ]
    assert same == []


def test_its_words_name_no_number_of_a_study(notebook):
    prose = "\n".join(cell.source for cell in nbformat.read(notebook, 4).cells if cell.cell_type == "markdown")
    without_code = re.sub(r"`[^`]*`", "", prose)
    assert set(re.findall(r"\d+(?:[.,]\d+)?", without_code)) <= OF_THE_METHOD[notebook.stem]


def test_it_has_the_parameters_of_a_working_notebook(notebook):
    assert {"study", "area", "period", "language", "published"} <= set(parameters_of(notebook))
    assert reads_the_study(notebook)


def words_of_reasons(folder) -> set[str]:
    """Words in which the study itself says what its chains rest on: those are cited as they are written."""
    tables = [gm.read_study(folder)[name] for name in ("chains", "assumptions", "borrowed_effects", "prices")]
    return words_of([str(cell) for table in tables for cell in table.select_dtypes(["str", "object"]).to_numpy().flat])


@pytest.mark.slow
@pytest.mark.parametrize("study", ["everything", "heads"])
def test_the_page_is_in_one_language(runs, studies, study):
    name = gm.read_study(studies[study]).choices["name"]
    own = OWN_WORDS | words_of_reasons(studies[study])
    said = [text for both in dutch().values() for text in (both if isinstance(both, tuple) else (both,))]
    only = {"nl": words_of(dutch()) - words_of(said), "en": words_of(said) - words_of(dutch())}
    for language in LANGUAGES:
        page = page_of(runs(study, LARGE, language), language)
        for part in page.select("footer, style, script, title, [class*=study], p.small"):
            part.extract()
        assert words_of([page.get_text(" ").replace(name, "")]) & only[language] - own == set()


# ------------------------------------------------------------------------------------------- what others may see


def with_cell(executed, source: str, output, *tags: str):
    """An executed notebook with one more cell, that shows this."""
    copy = nbformat.from_dict(executed)
    cell = nbformat.v4.new_code_cell(source, metadata={"tags": list(tags)}, outputs=[output])
    copy.cells = [*executed.cells[:-1], cell, executed.cells[-1]]
    return copy


SHOWN = {
    "value": nbformat.v4.new_output("execute_result", data={"text/plain": "p001 Molenkwartier"}),
    "html": nbformat.v4.new_output("display_data", data={"text/html": "<p>p001</p>", "text/plain": "x"}),
    "print": nbformat.v4.new_output("stream", text="p001"),
    "figure": nbformat.v4.new_output("display_data", data={"image/png": "QUJD", "text/plain": "x"}),
}


@pytest.mark.parametrize("kind", SHOWN)
def test_what_was_not_released_stops_the_page(runs, kind):
    shown = with_cell(runs("lists"), "people.head(3)", SHOWN[kind])
    with pytest.raises(
        GezondmenuError, match=rf"(?s)not released.*- {len(shown.cells) - 1}: people.head\(3\).*stays-here"
    ):
        for_others(shown)


@pytest.mark.parametrize("kind", SHOWN)
def test_what_stays_here_is_not_on_the_page(runs, kind):
    page = page_of(with_cell(runs("lists"), "people.head(3)", SHOWN[kind], "stays-here"))
    assert "p001" not in page.get_text()
    assert page.get_text() == page_of(runs("lists")).get_text()


def test_warnings_stop_nothing_and_are_not_shown(runs):
    warning = nbformat.v4.new_output("stream", name="stderr", text="p001")
    assert "p001" not in str(page_of(with_cell(runs("lists"), "fit()", warning)))


def test_words_come_on_the_page_where_the_cell_says_so(runs):
    copy = nbformat.from_dict(runs("lists"))
    for text, tags in (("Mijn eigen zin.", ["for-others"]), ("Een zin voor mij.", [])):
        copy.cells.insert(-1, nbformat.v4.new_markdown_cell(text, metadata={"tags": tags}))
    page = page_of(copy).get_text()
    assert "Mijn eigen zin." in page
    assert "Een zin voor mij." not in page
    assert "You will learn" not in page


@pytest.fixture(scope="module")
def here(studies):
    """The tiny area of the study with lists."""
    with pytest.MonkeyPatch.context() as patch:
        quick_estimates(patch, CARDS["participation"])
        return working.open_study(studies["lists"], area=TINY, language="en")


def test_only_rows_as_released_are_shown(here):
    released = here.of_area("participant_share", published=True)
    assert "hidden (&lt; 10)" in working.table(here, released).html
    for rows in (
        here.of_area("participant_share"),
        released.assign(value=50.0),
        released.assign(status="ok"),
        released.assign(group="gender=everybody"),
    ):
        with pytest.raises(GezondmenuError, match="not in the published table"):
            working.table(here, rows)
    with pytest.raises(GezondmenuError, match="lack the columns"):
        working.table(here, released[["group", "value"]])
    with pytest.raises(GezondmenuError, match="stands twice"):
        working.table(here, released.iloc[[0, 0]])


def test_a_figure_gets_the_released_rows_and_says_them(here):
    drawn = []

    def draw(rows, axes):
        drawn.append(rows)
        axes.plot(rows["value"], rows["name"], "o")

    rows = here.of_area("visits", published=True, period="every")
    html = working.figure(here, rows, draw, title="Visits, quarter by quarter").html
    assert [len(one) for one in drawn] == [len(rows)] * 2  # a wide and a narrow drawing
    image = BeautifulSoup(html, "html.parser").img
    assert image["alt"].startswith("Visits, quarter by quarter. ")
    assert "quarter 1 of 2024: " in image["alt"]
    assert "<table" in html


def test_words_of_ones_own_hold_no_number_and_claim_no_cause(here):
    with pytest.raises(GezondmenuError, match=r"was not released: 'Only 3 came\."):
        working.text(here, "Only 3 came.")
    with pytest.raises(GezondmenuError, match="claims a cause"):
        working.heading(here, "Thanks to the walks people sleep better.")
    assert here.period in working.heading(here, f"Who came in {here.period}?").html


def test_a_figure_says_how_many_numbers_are_hidden(here):
    drawn = []
    rows = here.of_area("participant_share", published=True)
    html = working.figure(here, rows, lambda shown, _: drawn.append(len(shown))).html
    hidden = int((rows["status"] == "suppressed").sum())
    assert drawn[0] == int(rows["value"].notna().sum())
    assert f"{hidden} of {len(rows)} numbers: hidden (&lt; 10)." in html


def test_two_areas_of_one_name_are_two_lines_and_two_bars(here):
    rows = here.of_area("visits", published=True, area="every", group="all")
    rows = rows[rows["area"].isin([LARGE, TINY]) & rows["value"].notna()]
    assert rows["area"].tolist() == [LARGE, TINY]
    same = replace(here, page=replace(here.page, names={LARGE: "Centrum", TINY: "Centrum"}))
    body = BeautifulSoup(working.table(same, rows).html, "html.parser").tbody
    lines = [[cell.get_text() for cell in line.find_all(["th", "td"])][:2] for line in body.find_all("tr")]
    assert [name for name, _ in lines] == [f"Centrum ({LARGE})", f"Centrum ({TINY})"]
    assert [int(number.replace(",", "")) for _, number in lines] == rows["value"].tolist()
    drawn = []
    working.figure(same, rows, lambda shown, _: drawn.append(shown["name"].tolist()))
    assert drawn[0] == [f"Centrum ({LARGE})", f"Centrum ({TINY})"]
    assert "Centrum" not in working.table(here, rows).html


# ------------------------------------------------------------------------------------------------- the parameters


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"area": "WK99-0101"}, "did you mean WK990101, Molenkwartier?"),
        ({"area": "molenkwartier"}, "did you mean WK990101, Molenkwartier?"),
        ({"period": "2052"}, "did you mean 2025?"),
        ({"language": "ne"}, "language must be one of nl, en, not 'ne'"),
    ],
)
def test_a_value_that_is_not_there_is_an_error_with_the_nearest(notebook, studies, wrong, words):
    given = {"study": str(studies["lists"]), "area": LARGE, **wrong}
    with pytest.raises(GezondmenuError, match=re.escape(words)):
        run_cells(notebook, **given)


def test_a_name_that_is_not_there_is_an_error_with_the_nearest(here):
    with pytest.raises(GezondmenuError, match="did you mean attendance"):
        here.has("atendance")
    with pytest.raises(GezondmenuError, match="did you mean participants"):
        here.of_area("participant")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("people.gendre", "table people has no column 'gendre'; .*did you mean gender"),
        ("spending.organistion", "table spending has no column 'organistion'; .*did you mean organisation"),
        ("poeple.gender", "there is no table 'poeple'; .*did you mean people"),
    ],
)
def test_a_misspelt_column_has_the_nearest_whether_the_table_is_there_or_not(here, name, words):
    assert not here.study.has("spending")
    spending = pd.DataFrame({"arrangement": ["R"], "amount_eur": [1.0]})
    with_it = gm.make_study({"areas": here.study["areas"], "people": here.study["people"], "spending": spending})
    without = gm.make_study({"areas": here.study["areas"]})
    for study in (with_it, without):
        with pytest.raises(GezondmenuError, match=words):
            replace(here, study=study).has(name)


def test_a_parameter_given_under_another_name_is_an_error():
    own = 'study: str = "A"  # folder\narea: str = "B"  # code'
    check_injected([own, '# Parameters\narea = "C"\n', "area = 3; other = 4"])
    with pytest.raises(GezondmenuError, match=r"no parameter 'aera'; it has study, area \(did you mean area"):
        check_injected([own, '# Parameters\naera = "C"\n'])


# ------------------------------------------------------------------------------------ in a kernel, and on real data


def test_a_notebook_that_reads_a_study_needs_the_parameters_of_a_page(tmp_path):
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    own = nbformat.v4.new_notebook(metadata={"kernelspec": kernel})
    source = 'study: str = ""  # folder\narea: str = ""  # code'
    own.cells = [nbformat.v4.new_code_cell(source, metadata={"tags": ["parameters"]})]
    nbformat.write(own, tmp_path / "own.ipynb")
    with pytest.raises(GezondmenuError, match="lacks published, language"):
        reads_the_study(tmp_path / "own.ipynb")
    assert not reads_the_study(find_notebook("area_report"))


def papermill(notebook, out, **parameters: str):
    """What Papermill says of a notebook with these parameters."""
    given = [word for name, value in parameters.items() for word in ("-p", name, value)]
    command = [sys.executable, "-m", "papermill", str(notebook), str(out), *given]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_papermill_runs_it(notebook, studies, tmp_path):
    done = papermill(notebook, tmp_path / "out.ipynb", study=str(studies["lists"]), area=TINY)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_papermill_stops_at_a_misspelt_parameter(studies, tmp_path):
    given = {"study": str(studies["lists"]), "area": TINY, "aera": LARGE}
    wrong = papermill(find_notebook("participation"), tmp_path / "out.ipynb", **given)
    assert wrong.returncode != 0
    assert "did you mean area" in wrong.stderr


@pytest.mark.slow
def test_a_run_makes_a_page_for_each_area_from_its_own_table(notebook, studies, tmp_path):
    asked = [LARGE, TINY] if notebook.stem == "participation" else [TINY]
    summary = gm.render(studies["lists"], tmp_path / "out", language="nl", notebook=notebook.stem, areas=asked)
    assert set(summary.set_index("area").loc[asked, "status"]) == {"made"}, summary["reason"]
    people = gm.read_study(studies["lists"])["people"]["person"]
    page = (tmp_path / "out" / f"{TINY}.html").read_text("utf-8")
    assert not [person for person in people if re.search(rf"\b{person}\b", page)]


@pytest.mark.slow
def test_a_copy_of_a_notebook_makes_the_same_page(studies, tmp_path):
    """By name and by the path of a copy."""
    own = tmp_path / "own.ipynb"
    shutil.copy(find_notebook("participation"), own)
    texts = []
    for place, name in (("out", "participation"), ("again", str(own))):
        gm.render(studies["lists"], tmp_path / place, language="nl", notebook=name, areas=[TINY])
        page = BeautifulSoup((tmp_path / place / f"{TINY}.html").read_text("utf-8"), "html.parser")
        texts.append(page.main.get_text())
    assert texts[0] == texts[1]


@pytest.mark.slow
def test_a_run_tells_which_cell_shows_rows_and_never_the_rows_themselves(studies, tmp_path):
    own = nbformat.read(find_notebook("participation"), 4)
    for source, words in (("here.study['people'].head()", "here.study"), ("raise ValueError('p001')", "ValueError")):
        own.cells.append(nbformat.v4.new_code_cell(source))
        nbformat.write(own, tmp_path / "own.ipynb")
        summary = gm.render(
            studies["lists"], tmp_path / "out", language="en", notebook=str(tmp_path / "own.ipynb"), areas=[TINY]
        )
        reason = summary.set_index("area").loc[TINY, "reason"]
        assert words in reason
        assert "p001" not in reason + (tmp_path / "out" / "index.html").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(("make", "area"), [(utrecht, "WK034401"), (pittsburgh, None)])
def test_it_runs_on_real_data_or_says_what_is_missing(notebook, real_data, tmp_path, make, area):
    folder = make(real_data, tmp_path / "study")
    code = area or gm.read_study(folder)["areas"]["area"].iloc[0]
    executed = run_cells(notebook, study=str(folder), area=code)
    assert "This study has no table" in text_of(executed)
    page_of(executed)
