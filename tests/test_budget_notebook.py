"""The notebook for a budget of one's own: by hand beside the library, on any arrangement, with numbers of one's own."""

from __future__ import annotations

import pytest

import gezondmenu as gm
from gezondmenu.report.publish.engine import find_notebook
from gezondmenu.report.publish.for_others import for_others
from gezondmenu.report.publish.page import page_html
from gezondmenu.study.writing import write_study
from gezondmenu.vocabulary import GezondmenuError
from tests.arrangement_pages import booked, budget_of, study_of
from tests.conftest import rows
from tests.working_notebooks import quick_estimates, run_cells, text_of, write_small_studies

NOTEBOOK = "budget"


@pytest.fixture(scope="module", autouse=True)
def quick():
    with pytest.MonkeyPatch.context() as patch:
        quick_estimates(patch, ["residents"])
        yield


@pytest.fixture(scope="module")
def oss(tmp_path_factory):
    """The budget of row F8: € 1.2 million, € 450,000 booked up to and including April; need grows by 3% a year."""
    terms = rows("arrangement term value reason", ("R", "growth", 0.03, "x"), ("R", "collective_cost", 0.4, "x"))
    spending = booked(100_000, 110_000, 120_000, 120_000, form="individual")
    study = study_of(budget=budget_of(*[1_200_000] * 5), spending=spending, agreements=terms)
    folder = tmp_path_factory.mktemp("oss")
    write_study(study, folder)
    return str(folder)


def run(**parameters):
    return run_cells(find_notebook(NOTEBOOK), **parameters)


@pytest.mark.parametrize(
    ("study", "code"), [("data/example", "WB01"), ("data/example", "PB01"), ("data/arrangements", "VB01")]
)
@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.slow)])
def test_it_runs_on_every_budget_and_agrees_with_the_library(study, code, language):
    """The cells assert the numbers by hand; what others see passes the rules of a page."""
    made = run(study=study, arrangement=code, language=language)
    html = page_html(for_others(made), language=language, title="x", internal=False, given=[], sentences=[], euros=True)
    assert "Waar eindigt het jaar?" in html or language == "en"


def test_it_finds_the_forecast_and_the_gap_of_oss(oss):
    text = text_of(run(study=oss, arrangement="R"))
    assert "1,350,000" in text  # 450,000 + 8 × 112,500
    for amount in (
        "1,350,610.6",
        "150,610.6",
        "370,963.0",
    ):  # 1.2 × 1.03^4, and less 1.2; 1.2 × (Σ 1.03^t − 5), t = 0–4
        assert amount in text


def test_a_changed_growth_changes_the_answer(oss):
    one, other = (text_of(run(study=oss, arrangement="R", growth=growth)) for growth in (0.03, 0.06))
    need = [f"{1_200_000 * (1 + growth) ** 4:.0f}"[:5] for growth in (0.03, 0.06)]
    assert need[0] in one.replace(",", "")
    assert need[1] in other.replace(",", "")
    assert need[1] not in one.replace(",", "")


def test_a_study_without_arrangements_is_told_so(tmp_path):
    studies = write_small_studies(tmp_path)
    text = text_of(run(study=str(studies["heads"]), arrangement="WB01"))
    assert "This study has no table arrangements: what rests on it is left out here." in text


def test_a_misspelt_arrangement_has_the_nearest():
    with pytest.raises(GezondmenuError, match=r"arrangement must be one of .*, not 'WB1' \(did you mean WB01"):
        run(study="data/example", arrangement="WB1")


@pytest.mark.slow
def test_the_command_makes_a_page_for_each_arrangement(oss, tmp_path):
    summary = gm.render(oss, tmp_path, notebook=NOTEBOOK, language="en")
    assert summary[["area", "status"]].to_numpy().tolist() == [["R", "made"]]
    assert summary.attrs["arrangements"]
    page = (tmp_path / "R.html").read_text(encoding="utf-8")
    assert "How is the budget doing this year?" in page
    assert "times twelve" not in page  # that cell stays here
