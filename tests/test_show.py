"""What a notebook shows: five kinds of results in words, accessible, and never at the cost of a plain table."""

import subprocess
import sys

import pandas as pd
import pytest
from bs4 import BeautifulSoup

import gezondmenu as gm
from gezondmenu.card import shipped_cards
from gezondmenu.html_table import MOST_ROWS, Shown, ShownTable
from gezondmenu.language import WORD_JOINER
from gezondmenu.study.model import make_study
from gezondmenu.valuation.shown import show_valuation
from tests.conftest import people_study

AREA = "WK990101"


@pytest.fixture(scope="module")
def published() -> pd.DataFrame:
    return gm.read_published("data/example_published.csv")


def of_year(table: pd.DataFrame, *indicators: str) -> pd.DataFrame:
    rows = table[(table["area"] == AREA) & (table["period"] == "2025") & (table["variant"] == "main")]
    return rows[rows["indicator"].isin(indicators)]


def soup(made: Shown) -> BeautifulSoup:
    return BeautifulSoup(made._repr_html_(), "html.parser")


def lines(made: Shown) -> list[list[str]]:
    """The cells of each row of the first table, with its headings."""
    rows = soup(made).table.find_all("tr")
    return [[cell.get_text().replace("\xa0", " ") for cell in row.find_all(["th", "td"])] for row in rows]


@pytest.fixture(scope="module")
def everything(published) -> dict:
    return {
        "study": people_study(20, 5),
        "findings": gm.check_study("data/with_faults", "nl"),
        "estimates": published,
        "trace": gm.trace(published, AREA, "participation_rate", period="2025"),
        "valuation": gm.value(people_study(20, 5), gm.estimate(people_study(20, 5), ["visits"])),
    }


@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.slow)])
@pytest.mark.parametrize("kind", ["study", "findings", "estimates", "trace", "valuation"])
def test_each_table_can_be_walked_through_in_any_theme(everything, kind, language):
    """A caption, a scope for each heading, a frame that scrolls with the keyboard; no script and no colour."""
    html = soup(gm.show(everything[kind], language))
    assert html.find_all("table")
    for table in html.find_all("table"):
        assert table.caption.get_text()
        assert {th["scope"] for th in table.find_all("th")} <= {"col", "row", "rowgroup"}
        assert all(th.get_text() for th in table.thead.find_all("th"))
        frame = table.find_parent("div")
        assert (frame["role"], frame["tabindex"], frame["lang"]) == ("region", "0", language)
    assert not html.find_all(["script", "style", "link", "img"])
    styles = " ".join(tag["style"] for tag in html.find_all(style=True))
    assert "color" not in styles
    assert "background" not in styles
    text = repr(gm.show(everything[kind], language))
    assert WORD_JOINER not in text
    assert text.splitlines()[0] == html.caption.get_text()


def test_a_study_tells_its_tables_its_period_and_that_it_is_made_up():
    days = pd.to_datetime(["2025-03-01", "2025-05-09"])
    study = make_study(
        {
            "areas": pd.DataFrame({"area": ["A"], "name": ["Noord"]}),
            "sessions": pd.DataFrame({"activity": ["1", "1"], "date": days, "visits": [12, 9]}),
        },
        name="Buurt <script>",
        synthetic=True,
        language="en",
    )
    html = study._repr_html_()
    assert "<script>" not in html
    assert "Buurt &lt;script&gt; – Made-up data" in html
    assert lines(gm.show(study, "nl")) == [["Tabel", "Rijen"], ["gebieden", "1"], ["bijeenkomsten", "2"]]
    assert "Period: 2025-03-01–2025-05-09" in html
    assert "No faults found." in html
    assert study._ipython_key_completions_()[:2] == ["areas", "population"]


def test_findings_stand_under_their_cause_with_the_way_out(everything):
    findings = everything["findings"]
    html = soup(gm.show(findings, "nl"))
    assert html.caption.get_text() == "13 fouten, 2 waarschuwingen, 1 opmerking"
    groups = {body.th.get_text(): body for body in html.find_all("tbody")}
    assert len(groups) == findings.groupby(["severity", "code", "rule"]).ngroups
    date = groups["FOUT: Dit is geen datum."]
    assert [cell.get_text() for cell in date.find_all("tr")[1]] == [
        "kosten.csv, rij 5, kolom datum",
        "2025-31-03",
        "Schrijf datums als 2025-09-30 of 30-9-2025 (dag eerst).",
    ]


def test_a_number_has_its_interval_and_unit_in_the_language_of_its_reader(published):
    table = of_year(published, "visits", "costs", "regular_share", "visits_per_session")
    made = gm.show(table[table["group"] == "all"], "nl")
    assert made.tables[0].caption == "Schattingen: Molenkwartier, 2025"
    cells = {line[0]: line[1:4] for line in lines(made)}
    assert cells["Wat"] == ["Getal", "Tussen", "Eenheid"]
    assert cells["bezoeken"] == ["4.255", "", "bezoeken"]
    assert cells["bezoeken per bijeenkomst"] == ["9,4", "9,1 tot 9,8", "bezoeken per bijeenkomst"]
    assert cells["vaste deelnemers (% van de deelnemers)"] == ["14%", "11% tot 17%", ""]
    assert cells["kosten"][0] == "€ 48.409"
    english = {line[0]: line[1:3] for line in lines(gm.show(table[table["group"] == "all"], "en"))}
    assert english["visits per session"] == ["9.4", "9.1 to 9.8"]


def test_what_is_hidden_is_shown_as_hidden_with_its_reason(published):
    table = of_year(published, "volunteers", "visits")
    cells = {line[0]: line for line in lines(gm.show(table[table["group"] == "all"], "en"))}
    assert cells["volunteers"][1:] == ["hidden (< 10)", "", "hidden: fewer than 10"]


def test_groups_and_comparisons_are_said_in_words(published):
    women = published[(published["group"] == "gender=female") & (published["area"] == AREA)]
    assert "vrouwen" in gm.show(women.head(1), "nl").tables[0].caption
    rates = published[(published["indicator"] == "participation_rate") & (published["period"] == "2025")]
    beside = {line[2] for line in lines(gm.show(rates, "en"))[1:]}
    assert {"", "ratio to 2024", "ratio to Lindermeer"} <= beside


@pytest.mark.slow
def test_a_long_table_says_how_many_rows_are_left_out(published):
    html = soup(gm.show(published, "en"))
    assert len(html.tbody.find_all("tr")) == MOST_ROWS
    assert html.p.get_text() == f"The first 60 rows; {len(published) - MOST_ROWS:,} more are not shown."
    few = ShownTable("Few", ["a"], [["1"]] * MOST_ROWS)
    assert "more are not shown" not in repr(Shown([few], "en"))


def test_a_valuation_says_what_each_area_is_worth_or_why_not(everything, published):
    html = everything["valuation"]._repr_html_()
    assert "chains" in html
    euros = ("value_benefits", "value_costs", "net_value")
    rows = published[published["indicator"].isin(euros)].reset_index(drop=True)
    rows.attrs = published.attrs
    made = show_valuation(gm.valuation.Valuation(rows, "2025", {}, ""), "nl")
    cells = {line[0]: line[1:] for line in lines(made)}
    assert cells["Gebied"][-2:] == ["Tussen", "Waarom niet"]
    assert cells["Molenkwartier"][:3] == ["€ 77.204", "€ 46.999", "€ 30.205"]
    assert cells["Distelgaarde"] == ["–", "–", "–", "–", "een gebied om mee te vergelijken wordt niet gewaardeerd"]
    assert list(cells)[-1] == "de hele studie"


def test_a_trace_has_a_heading_for_each_part(everything):
    html = soup(gm.show(everything["trace"], "en"))
    heads = [body.th.get_text() for body in html.find_all("tbody")]
    assert heads == ["The number", "What release did", "What its card says", "Tables it needs", "Follows from"]
    follows = [line[:2] for line in lines(gm.show(everything["trace"], "en")) if line[0] == "participants"]
    assert follows == [["participants", "585"]]


def test_a_trace_says_its_card_in_the_language_of_the_reader(everything):
    said = {line[0]: line[-1] for line in lines(gm.show(everything["trace"], "nl"))}
    assert said["naam"] == "deelnemers per 1.000 inwoners"
    assert said["telt"] == "verschillende bewoners die minstens één keer kwamen"
    assert (said["richting"], said["gevoelig"], said["gedeeld door"]) == ("hoger is meer", "nee", "inwoners")
    assert said["waarom het telt"].startswith("Deelnemers laten zien")


def test_tables_stay_plain_and_ipython_is_left_alone():
    assert type(gm.estimate(people_study(20, 5), "visits")) is pd.DataFrame
    assert gm.show(pd.DataFrame(columns=gm.vocabulary.ESTIMATE_COLUMNS), "en").tables[0].rows == []
    code = "import sys, gezondmenu; print('IPython' in sys.modules, 'pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


@pytest.mark.parametrize("given", [None, "visits", 3, pd.DataFrame({"a": [1]}), ["a"]], ids=str)
def test_anything_else_is_refused(given):
    with pytest.raises(gm.GezondmenuError, match=r"^gm\.show shows a study, findings, estimates"):
        gm.show(given)


def test_every_indicator_of_the_package_has_its_name_to_complete():
    constants = {name: value for name, value in vars(gm.names).items() if isinstance(value, str) and name[0] != "_"}
    assert set(constants) == {name for card in shipped_cards().values() for name in card.indicators}
    assert all(name == value for name, value in constants.items())
    assert {"visits", "participation_rate"} <= set(dir(gm.names))
