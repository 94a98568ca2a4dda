"""The section "What is it worth, and to whom?": appreciation first, scenarios with ranges, payers, trace, readers."""

import functools
import json
import re

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

import gezondmenu as gm
from gezondmenu.cli import main
from gezondmenu.language import LANGUAGES, WORD_JOINER, error_text, format_euro, translate
from gezondmenu.numbers import rounding
from gezondmenu.reason import join
from gezondmenu.reasons import Why
from gezondmenu.reference import read_reference, shipped
from gezondmenu.report import blocks
from gezondmenu.report.parts import style
from gezondmenu.report.publish.page_check import check_page
from gezondmenu.report.publish.prose import find_overclaims, split_sentences
from gezondmenu.report.publish.provenance import MANIFEST
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.readers import READERS, RESIDENTS
from gezondmenu.report.sections import register
from gezondmenu.report.sections.summary import claims as summary_claims
from gezondmenu.report.sections.unknown import gaps
from gezondmenu.report.sections.value import (
    amounts,
    block_payers,
    cheers,
    claims_answer,
    claims_payers,
    claims_plane,
    figures,
    figures_net,
    figures_payers,
    figures_plane,
    figures_tornado,
)
from gezondmenu.report.sections.value import claims as value_claims
from gezondmenu.report.sections.value import rows as value_rows
from gezondmenu.report.sections.value import tables as value_tables
from gezondmenu.report.words.typed_claims import MESSAGES
from gezondmenu.report.words.typed_worth import WORTH
from gezondmenu.vocabulary import GezondmenuError
from tests import worth_rows as given
from tests.test_report_wording import B1_WORDS, JARGON, make_page

EVERY = {
    "everything": given.EVERYTHING,
    "a range only": [*given.RANGE_ONLY, *given.OPINIONS, *given.BOOKED],
    "nothing valued": [*given.NO_VALUATION, *given.BOOKED],
    "hidden inputs": [*given.HIDDEN_INPUTS, *given.OPINIONS, *given.BOOKED],
    "no rows at all": [*given.BOOKED],
    "only points": [*given.WEIGHTS, *given.OPINIONS, *given.NO_VALUATION],
}
PARTIES = [reader for reader in READERS if reader not in ("all", RESIDENTS)]


@functools.cache
def html_of(name: str = "everything", language: str = "nl", reader: str = "all") -> str:
    """The section made from these rows; made once, since its figures take time."""
    return blocks.what_it_is_worth(make_page(*EVERY[name], language=language, reader=reader)).html


def soup_of(name: str = "everything", language: str = "nl", reader: str = "all") -> BeautifulSoup:
    return BeautifulSoup(html_of(name, language, reader), "html.parser")


def section(page: Page) -> BeautifulSoup:
    return BeautifulSoup(blocks.what_it_is_worth(page).html, "html.parser")


def plain(text: str) -> str:
    return " ".join(text.replace(WORD_JOINER, "").split())


def lead(soup: BeautifulSoup) -> list[str]:
    """The paragraphs on the first level, before the first figure."""
    found = []
    for tag in soup.find_all(recursive=False):
        if tag.name == "div":
            break
        if tag.name == "p":
            found.append(plain(tag.get_text()))
    return found


def told(soup: BeautifulSoup) -> list[str]:
    """Every piece of text without the cards and the checklist of others, alternative texts among them."""
    checklist = [fold for fold in soup.select("details.more") if "CHEERS" in fold.summary.get_text()]
    for fold in [*soup.select("details.cards"), *checklist]:
        fold.decompose()
    texts = [plain(tag.get_text(" ")) for tag in soup.find_all(["p", "h2", "h3", "li", "th", "caption", "figcaption"])]
    return [*texts, *(str(image["alt"]) for image in soup.find_all("img"))]


def amounts_of(html: str, caption: str) -> list[list[str]]:
    """The cells of the table with this caption."""
    soup = BeautifulSoup(html, "html.parser")
    table = next(tag for tag in soup.find_all("table") if caption in tag.caption.get_text())
    return [[plain(cell.get_text()) for cell in line.find_all(["th", "td"])] for line in table.tbody.find_all("tr")]


def number(cell: str) -> int:
    return int(cell.replace(".", "").replace(",", "").replace("−", "-"))


# ----------------------------------------------------------------------------------------------------- perspective


def of_health_care(reader: str = "all", language: str = "nl") -> Page:
    """The programme is paid under the Wmo, and health care gains € 530: nothing that it costs counts."""
    rows = [
        given.worth("value_costs", 0.0, design="count"),
        given.worth("costs_outside", 5_000.0, design="count"),
        given.worth("costs_outside", 5_000.0, group="law=Wmo;payer=municipality", design="count"),
        given.worth("all_costs", 5_000.0, design="count"),
        given.worth("value_benefits", 530.0, lower=100.0, upper=960.0),
        given.worth("value_benefits", 530.0, lower=100.0, upper=960.0, group="law=Zvw;payer=insurer"),
        given.worth("net_value", 530.0, lower=100.0, upper=960.0),
        given.worth("net_value", 530.0, lower=100.0, upper=960.0, group="law=Zvw;payer=insurer"),
        given.worth("net_value_chance", 99.0, unit="%"),
        given.chain_row("gp", 530.0, 100.0, 960.0),
        given.leaf("all", "perspective", reasons=Why.NAME(name="health care")),
    ]
    return make_page(*rows, language=language, reader=reader)


def test_a_perspective_that_leaves_out_costs_says_so_in_the_same_sentence():
    worth, likely = value_claims.value_and_costs(of_health_care())
    assert plain(worth) == (
        "Als de aannames kloppen, is een jaar voor de zorg € 530 meer waard dan ze betaalt, zonder € 5.000 van de "
        "€ 5.000 aan kosten (waarde min kosten: tussen € 100 en € 960)."
    )
    assert likely == "De kans dat het meer oplevert dan de zorg ervoor betaalt is groter dan 19 op de 20."
    assert plain(claims_answer.what_would_change(of_health_care())[0]) == (
        "Alleen kosten van de zorg: € 5.000 van de € 5.000 blijft buiten beschouwing."
    )
    whole = value_claims.value_and_costs(make_page(*given.VALUED))[0]
    assert "aan kosten" not in whole


def test_who_pays_outside_the_perspective_reads_what_is_left_out():
    (sentence,) = claims_payers.for_reader(of_health_care("municipality", "en"))
    assert plain(sentence) == (
        "Paid by the municipality (Wmo) and not in this calculation, which looks at the health care sector alone: "
        "€5,000."
    )
    assert "€ 5.000" in plain(section(of_health_care("municipality")).get_text())


# --------------------------------------------------------------------------------------------------------- wording


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("nl", "“kwaliteit van leven” en “levensgeluk” waarderen allebei gezondheid of tijd, en zijn opgeteld. "
               "Volgens de studie verschillen ze: “het een is ziekte, het ander geluk”."),
        ("en", "“kwaliteit van leven” and “levensgeluk” both value health or time and are added up; "
               "as the study sees it these differ: “het een is ziekte, het ander geluk”."),
    ],
)  # fmt: skip
def test_why_two_chains_are_added_up_stands_with_both_names(language: str, expected: str):
    because = Why.DIFFERENT_FROM(chains=["life", "elsewhere"], because="het een is ziekte, het ander geluk")
    added = given.chain_row("life", 1_000.0, 500.0, 2_000.0, name="levensgeluk")
    quality = given.chain_row("quality", 58_400.0, 11_000.0, 105_800.0, because)
    others = [row for row in given.VALUED if row.get("group") not in ("chain=life", "chain=quality")]
    page = make_page(*others, quality, added, language=language)
    assert expected in " ".join(lead(section(page)))
    beside = given.chain_row("life", 1_000.0, 500.0, 2_000.0, Why.NOT_IN_TOTAL(), name="levensgeluk")
    assert "levensgeluk” " not in " ".join(lead(section(make_page(*others, quality, beside, language=language))))


def test_appreciation_stands_first_and_then_the_euros_in_dutch():
    first, second, third = lead(soup_of())
    assert first == (
        "Van de mensen die antwoordden, vindt ongeveer 8 van de 10 het goed voor hun gezondheid. "
        "Dat is waardering van bewoners. Die staat naast de euro's en is er niet bij opgeteld."
    )
    assert second == (
        "Als de veranderingen zo groot zijn als aangenomen, is een jaar activiteiten € 34.400 meer waard dan het kost "
        "(waarde min kosten: tussen −€ 20.400 en € 95.100). "
        "De kans dat het meer oplevert dan het kost is ongeveer 8 op de 10."
    )
    assert third == (
        "Per euro kosten is dat € 1,57 aan waarde (tussen € 0,66 en € 2,58). "
        "Ook als de waarde maar 64% is van wat we aannemen, zijn de kosten eruit. "
        "Deze waarde rust voor 81% op een vergelijking in deze studie, voor 12% op cijfers van elders "
        "en voor 7% op aannames. "
        "Niet in dit bedrag, omdat er iets ontbreekt: eenzaamheid en verpleging."
    )


def test_the_same_in_english():
    _, second, third = lead(soup_of(language="en"))
    assert second.startswith(
        "If the changes are as large as assumed, a year of activities is worth €34,400 more than it costs "
        "(value minus costs: between −€20,400 and €95,100)."
    )
    assert third.startswith("For each euro of costs that is €1.57 of value (between €0.66 and €2.58). Even if the")
    assert "This value rests for 81% on a comparison in this study, for 12% on figures from elsewhere" in third


def test_a_loss_is_said_as_a_loss():
    page = make_page(
        given.worth("value_costs", 60_000.0, design="count"),
        given.worth("value_benefits", 20_000.0, lower=5_000.0, upper=35_000.0),
        given.worth("net_value", -40_000.0, lower=-55_000.0, upper=-25_000.0),
        given.worth("net_value_chance", 0.2, unit="%"),
        given.worth("benefit_cost_ratio", 0.3333, lower=0.083, upper=0.583, unit="EUR per EUR"),
        given.worth("break_even_share", 300.0, unit="%"),
    )
    assert " ".join(value_claims.value_and_costs(page)).replace(WORD_JOINER, "") == (
        "Als de veranderingen zo groot zijn als aangenomen, kost een jaar activiteiten €\xa040.000 meer dan het waard "
        "is (waarde min kosten: tussen −€\xa055.000 en −€\xa025.000). "
        "De kans dat het meer oplevert dan het kost is kleiner dan 1 op de 20."
    )
    assert "pas uit als de waarde 3,0 keer zo groot is" in " ".join(value_claims.how_firm(page))


def test_no_chance_is_nearly_certain_where_a_difference_is_no_effect():
    """97 in 100 draws are above the costs: that is said of an effect, and not of a difference that was stepped down."""
    flawed = join(Why.MEASURED_IN(area="the whole study"), Why.LOSS_BEYOND(), Why.BOUNDS_HOLD_ZERO())
    group = "chain=gp;parameter=effect"
    for design, reasons, said in (
        ("comparison", Why.LOSS_BEYOND(), "De kans dat het meer oplevert dan het kost is groter dan 19 op de 20."),
        ("before-after", flawed, "Een verschil waarop dit rust, is geen effect. Daarom zeggen we niet"),
    ):
        effect = {"design": design, "reasons": reasons}
        changed = {("net_value_chance", "all"): {"value": 97.0}, ("value_input", group): effect}
        rows = [row | changed.get((row["indicator"], row.get("group", "all")), {}) for row in given.EVERYTHING]
        page = make_page(*rows)
        assert said in value_claims.chance(page)
        assert value_claims.dots_finding(page).startswith("De kans" if design == "comparison" else "Waarde min kosten")


def test_the_value_per_euro_never_stands_alone():
    """Without net value, its range or the break-even point there is no ratio: CONVENTIONS 10."""
    whole = [row for row in given.VALUED if row["indicator"] in ("net_value", "break_even_share", "benefit_cost_ratio")]
    total = [row for row in given.VALUED if row["indicator"].startswith("value_") and row.get("group", "all") == "all"]
    for left_out in ("net_value", "break_even_share"):
        rows = [*total, *(row for row in whole if row["indicator"] != left_out)]
        assert "Per euro" not in " ".join(value_claims.how_firm(make_page(*rows)))
    without_range = [row | ({"lower": float("nan")} if row["indicator"] == "net_value" else {}) for row in whole]
    assert "Per euro" not in " ".join(value_claims.how_firm(make_page(*total, *without_range)))
    assert "Per euro" in " ".join(value_claims.how_firm(make_page(*total, *whole)))
    for message in WORTH.values():
        if "ratio" in message.values:
            assert {"low", "high"} <= set(message.values)
            assert {"share", "times"} & set(message.values)


def test_of_a_range_there_is_no_point_anywhere():
    """Row N2: "sometimes up to 30 %" is a range, never a mean."""
    assert lead(soup_of("a range only"))[1] == (
        "Van een deel van de waarde kennen we alleen een bereik, geen midden. "
        "Waarde min kosten ligt tussen −€ 70.000 en € 74.000. "
        "De kans dat het meer oplevert dan het kost ligt tussen 0% en 100%."
    )
    text = plain(soup_of("a range only").get_text(" "))
    assert "72.000" not in text  # the middle of 0 and 144,000
    assert "2.000" not in text.replace("72.000", "").replace("−€ 70.000", "")
    assert (
        "Met de andere aannames zoals opgegeven zijn de kosten eruit vanaf 48,6% van de bovenkant van het bereik."
        in text
    )
    assert "Een bereik zonder punt: verandering per persoon." in text


def test_without_costs_the_value_is_said_and_the_reason():
    rows = [row for row in given.VALUED if row["indicator"] not in ("value_costs", "net_value")]
    silent = given.worth("value_costs", status="no data", note="no costs are booked")
    page = make_page(*rows, silent, given.worth("net_value", status="no data", note="no costs are booked"))
    text = " ".join(value_claims.value_and_costs(page))
    assert "is een jaar activiteiten €\xa094.400 waard (tussen €\xa039.600 en €\xa0155.100)" in text
    assert text.strip().endswith("er zijn geen kosten geboekt.")
    payers = amounts_of(blocks.what_it_is_worth(page).html, "Kosten en waarde per betaler")
    assert {line[1] for line in payers} == {"–"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("reader", ["all", "partners", RESIDENTS])
def test_nothing_on_the_section_claims_a_cause(name, language, reader):
    for text in told(soup_of(name, language, reader)):
        assert not find_overclaims(text, language), text
        assert "{" not in text
        assert "nan" not in text.lower().split()


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("reader", READERS)
def test_sentences_are_short_and_plain(name, reader):
    page = make_page(*EVERY[name], reader=reader)
    spoken = [*value_claims.value_and_costs(page), *value_claims.how_firm(page)] if value_rows.is_valued(page) else []
    spoken += [*claims_payers.for_reader(page), *claims_payers.wrong_pocket(page)]
    spoken += claims_answer.what_would_change(page)
    for sentence in split_sentences(re.sub(r" \(.*?\)", "", " ".join(spoken))):
        assert len(sentence.split()) <= B1_WORDS + 4, sentence
    assert not [word for word in (*JARGON, "effect", "dankzij") if word in " ".join(spoken).lower()]


def test_every_message_about_euros_is_a_scenario():
    assert {message.kind for message in WORTH.values()} == {"scenario"}
    assert WORTH.items() <= MESSAGES.items()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_claim_reads_the_same_as_a_heading(language):
    for message in (message for message in WORTH.values() if message.heading):
        assert translate(message.text, language) == f"{translate(message.heading, language)}."


# ---------------------------------------------------------------------------------------------------------- payers


def test_the_wrong_pocket_is_said():
    """The municipality pays 30,000 of 60,000 and gains 10,860.25 of 94,350: 50% and 11.5%."""
    page = make_page(*given.EVERYTHING)
    assert claims_payers.wrong_pocket(page) == [
        "De gemeente betaalt 50% van de kosten en krijgt 12% van de waarde.",
        "Werkgevers betalen niets en krijgen 7% van de waarde.",
        "Bewoners betalen niets en krijgen 62% van de waarde.",
    ]
    assert claims_payers.payers_finding(page) == "De gemeente betaalt 50% van de kosten en krijgt 12% van de waarde"
    assert claims_payers.fair_finding(page) == (
        "Als ieder betaalt naar wat hij krijgt, is het deel van de gemeente €\xa018.100. Dat is meer dan de winst van "
        "de gemeente: €\xa010.900 (tussen €\xa02.000 en €\xa021.400) dekt dat niet."
    )


@pytest.mark.parametrize(
    ("difference", "expected"),
    [
        (
            (100.0, -50.0, 900.0),
            "€ 5.000, van een winst van € 5.100 (tussen € 4.950 en € 5.900) die ook kleiner kan zijn.",
        ),
        ((100.0, 20.0, 900.0), "€ 5.000, van een winst van € 5.100 (tussen € 5.020 en € 5.900)."),
        (
            (-4_340.0, -5_640.0, -2_980.0),
            "€ 5.000. Dat is meer dan de winst van de zorgverzekeraar: € 660 (tussen −€ 640 en € 2.020) dekt dat niet.",
        ),
        (None, "€ 5.000."),
    ],
)
def test_a_fair_share_is_never_said_without_the_gain_that_must_cover_it(difference: tuple | None, expected: str):
    gain = [5_000.0 + end for end in difference or (0, 0, 0)]
    limits = {"lower": gain[1], "upper": gain[2]}
    insurer = {"group": "law=Zvw;payer=insurer"}
    rows = [
        given.worth("value_costs", 5_000.0, design="count"),
        given.worth("value_costs", 5_000.0, group="law=Wmo;payer=municipality", design="count"),
        given.worth("value_benefits", gain[0], **limits),
        given.worth("value_benefits", gain[0], **limits, **insurer),
        given.worth("fair_share", 5_000.0, group="payer=insurer"),
    ]
    if difference is not None:
        low, high = difference[1:]
        rows.append(given.worth("payer_benefits", gain[0], **limits, group="payer=insurer"))
        rows.append(given.worth("fair_share_difference", difference[0], lower=low, upper=high, group="payer=insurer"))
    said = (
        claims_payers.for_reader(make_page(*rows, reader="insurer"))[-1].replace("\xa0", " ").replace(WORD_JOINER, "")
    )
    assert said == f"Als ieder betaalt naar wat hij krijgt, is het deel van de zorgverzekeraar {expected}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_amounts_per_payer_sum_to_the_total_that_is_shown(language):
    html = html_of(language=language)
    caption = {"nl": "Kosten en waarde per betaler", "en": "Costs and value per payer"}[language]
    *parts, whole = amounts_of(html, caption)
    for column in (1, 2, 4):
        assert sum(number(line[column]) for line in parts) == number(whole[column])
    assert [number(whole[column]) for column in (1, 2, 4)] == [60_000, 94_400, 34_400]
    for line in (*parts, whole):
        assert number(line[2]) - number(line[1]) == number(line[4])
    caption = {"nl": "De kosten verdeeld naar", "en": "The costs split in proportion"}[language]
    *parts, whole = amounts_of(html, caption)
    for column in (1, 2):
        assert sum(number(line[column]) for line in parts) == number(whole[column]) == 60_000
    caption = {"nl": "Waarde van elke uitkomst", "en": "Value of each outcome"}[language]
    chains = [line for line in amounts_of(html, caption) if line[4] in ("ja", "yes")]
    assert sum(number(line[1]) for line in chains) == 94_400


def test_rounding_takes_up_what_is_left():
    assert rounding.rounded_parts([149.0, 149.0, 149.0], 100.0) == [200.0, 100.0, 100.0]
    assert sum(rounding.rounded_parts([-149.0, 260.0, 10.0], 100.0)) == rounding.rounded(121.0, 100.0)
    page = make_page(given.worth("value_benefits", 94_350.0, lower=1.0, upper=2.0))
    assert amounts.step_of(page) == 100


def test_what_is_less_than_a_step_is_not_nothing():
    page = make_page(
        given.worth("value_costs", 60_000.0, design="count"),
        given.worth("value_benefits", 90_000.0, lower=80_000.0, upper=99_000.0),
        given.worth("net_value", 30_000.0, lower=20_000.0, upper=39_000.0),
        given.worth("value_benefits", 89_970.0, lower=1.0, upper=2.0, group="law=Zvw;payer=insurer"),
        given.worth("value_benefits", 30.0, lower=1.0, upper=2.0, group="law=Wmo;payer=municipality"),
    )
    table = amounts_of(value_tables.payers_table(page), "Kosten en waarde per betaler")
    assert table[0][:3] == ["De gemeente (Wmo)", "0", "minder dan 100"]


def test_no_amount_is_shown_far_from_what_it_is():
    # three digits of 1,234,567 are steps of 10,000: the fund would "pay 10,000" where 5,000 was booked
    page = make_page(
        given.worth("value_costs", 1_234_567.0, design="count"),
        given.worth("value_costs", 1_229_567.0, group="law=Wmo;payer=municipality", design="count"),
        given.worth("value_costs", 5_000.0, group="law=none;payer=fund", design="count"),
        given.worth("payer_costs", 5_000.0, group="payer=fund", design="count"),
        given.worth("value_benefits", 1_400_000.0, lower=1_000_000.0, upper=2_000_000.0),
        given.worth("value_benefits", 1_400_000.0, lower=1e6, upper=2e6, group="law=Zvw;payer=insurer"),
        given.worth("net_value", 165_433.0, lower=-234_567.0, upper=765_433.0),
        reader="partners",
    )
    table = amounts_of(value_tables.payers_table(page), "Kosten en waarde per betaler")
    assert {line[0]: line[1] for line in table} == {
        "De gemeente (Wmo)": "1.230.000", "De zorgverzekeraar (Zvw)": "0", "Het fonds": "5.000", "Samen": "1.235.000",
    }  # fmt: skip
    assert (
        claims_payers.for_reader(page)[0]
        .replace("\xa0", " ")
        .replace(WORD_JOINER, "")
        .startswith("Het fonds betaalt € 5.000 en krijgt")
    )


def test_a_payer_with_less_than_a_step_does_not_pay_nothing():
    page = make_page(
        given.worth("value_costs", 60_040.0, design="count"),
        given.worth("value_costs", 60_000.0, group="law=Wmo;payer=municipality", design="count"),
        given.worth("value_costs", 40.0, group="law=none;payer=fund", design="count"),
        given.worth("payer_costs", 40.0, group="payer=fund", design="count"),
        given.worth("value_benefits", 90_000.0, lower=80_000.0, upper=99_000.0),
        given.worth("value_benefits", 90_000.0, lower=80_000.0, upper=99_000.0, group="law=Zvw;payer=insurer"),
        given.worth("net_value", 29_960.0, lower=20_000.0, upper=39_000.0),
        reader="partners",
    )
    said = plain(claims_payers.for_reader(page)[0])
    assert said == "Het fonds betaalt minder dan € 100 en krijgt, als de aannames kloppen, niets."


# --------------------------------------------------------------------------------------------- what would change it


def test_nought_percent_of_the_value_is_said_in_words():
    shared = [
        given.worth("value_benefits", 90_000.0, lower=80_000.0, upper=99_000.0),
        given.worth("net_value", 89_900.0, lower=79_900.0, upper=98_900.0),
        given.worth("benefit_cost_ratio", 900.0, lower=800.0, upper=990.0, unit="EUR per EUR"),
    ]
    little = make_page(given.worth("value_costs", 100.0), given.worth("break_even_share", 0.11, unit="%"), *shared)
    covers = "Minder dan 1% van de waarde die we aannemen dekt de kosten al."
    assert value_claims.how_firm(little)[0].endswith(covers)
    assert covers in claims_answer.what_would_change(little)
    free = make_page(given.worth("value_costs", 0.0), *shared)
    assert claims_answer.what_would_change(free) == ["Er tellen hier geen kosten mee, dus er valt niets te dekken."]
    assert "0%" not in " ".join([*value_claims.how_firm(free), *claims_answer.what_would_change(free)])


def test_the_box_says_what_would_change_the_answer():
    lines = claims_answer.what_would_change(make_page(*given.EVERYTHING))
    assert [line.replace("\xa0", " ").replace(WORD_JOINER, "") for line in lines] == [
        "Elk van deze kan in zijn eentje het antwoord omdraaien: verandering per persoon (kwaliteit van leven) en "
        "deel dat er elk jaar afgaat (kwaliteit van leven).",
        "Ook als de waarde maar 63,6% is van wat we aannemen, zijn de kosten eruit.",
        "Kwaliteit van leven: de kosten zijn er net uit bij -0,0371 punten per persoon; we nemen -0,09 punten aan.",
        "Huisarts: ook zonder deze uitkomst zijn de kosten eruit.",
        "Huishoudelijke hulp: de kosten zijn er net uit als 37,2% van het cijfer van elders hier ook geldt.",
        "Alles zeker weten is hooguit € 4.900 waard. Meer onderzoek mag dus niet meer kosten.",
    ]


def test_row_f1_gives_the_change_that_is_just_enough():
    """A supporter of € 70,000 against 9 % of € 3.6 million: 1.94 % of the costs, or 21.6 % of the figure (row F2)."""
    share = "share of a year's cost"
    page = make_page(
        given.worth("value_costs", 70_000.0, design="count"),
        given.worth("value_benefits", 324_000.0),
        given.worth("net_value", 254_000.0),
        given.chain_row("zvw", 324_000.0, float("nan"), float("nan"), name="zorgkosten"),
        given.leaf("zvw", "effect", -0.09, unit=share, design="borrowed"),
        given.worth("break_even_effect", -70_000 / 3_600_000, group="chain=zvw", unit=share),
        given.worth("break_even_transfer", 100 * 70_000 / 324_000, group="chain=zvw", unit="%"),
    )
    text = " ".join(claims_answer.what_would_change(page))
    assert "Zorgkosten: de kosten zijn er net uit bij -1,94% per persoon; we nemen -9% aan." in text
    assert "Zorgkosten: de kosten zijn er net uit als 21,6% van het cijfer van elders hier ook geldt." in text


def test_where_even_the_whole_figure_from_elsewhere_is_not_enough_that_is_said():
    row = given.worth(
        "break_even_transfer",
        group="chain=home_help",
        unit="%",
        status="no data",
        note="even the whole of it is not enough",
    )
    rows = [row for row in given.VALUED if row["indicator"] != "break_even_transfer"]
    assert (
        "Huishoudelijke hulp: ook als het hele cijfer van elders hier geldt, zijn de kosten er niet uit."
        in claims_answer.what_would_change(make_page(*rows, row))
    )


def test_the_tornado_has_the_largest_swing_on_top_its_source_and_at_most_eight_bars():
    page = make_page(*given.EVERYTHING)
    shown = value_rows.shown_swings(page)
    assert len(shown) == value_rows.MOST == 8
    widths = [entry.upper - entry.lower for *_, entry in value_rows.swings(page)]
    assert widths == sorted(widths, reverse=True)
    drawn = [text for text, _ in figures_tornado.what_it_depends_on(page, style.WIDE).texts]
    place = drawn.index("Deel dat hier ook geldt")
    assert drawn[place + 1 : place + 3] == ["huishoudelijke hulp", "andere buurt, andere zorg"]
    assert "gemeten in de hele studie" in drawn
    assert "Nog 1 kleinere staat in de tabel." in soup_of().get_text()


# --------------------------------------------------------------------------------------------- health beside costs


def test_row_o1_neither_is_certain():
    health, costs = (2.0, -0.5, 4.5), (-40.0, -120.0, 40.0)
    assert claims_plane.plane_words(health, costs, "nl").title == "Bij geen van beide is de richting duidelijk"
    assert claims_plane.plane_words(health, costs, "en").title == "For neither is the direction clear"
    soup = soup_of()
    assert "Bij geen van beide is de richting duidelijk" in [h3.get_text() for h3 in soup.find_all("h3")]
    assert "Gezondheid en kosten kunnen allebei gelijk zijn gebleven." in soup.get_text()


@pytest.mark.parametrize(
    ("health", "costs", "says"),
    [
        (
            (2.0, 0.5, 3.5),
            (-40.0, -60.0, -20.0),
            ("Beide wijzen één kant op, als de aannames kloppen: welzijn omhoog, zorgkosten omlaag", ""),
        ),
        (
            (-2.0, -3.5, -0.5),
            (40.0, 20.0, 60.0),
            ("Beide wijzen één kant op, als de aannames kloppen: welzijn omlaag, zorgkosten omhoog", ""),
        ),
        (
            (2.0, 0.5, 3.5),
            (-40.0, -120.0, 40.0),
            (
                "Alleen bij gezondheid is de richting duidelijk: welzijn omhoog",
                "De kosten kunnen gelijk zijn gebleven.",
            ),
        ),
        (
            (2.0, -0.5, 4.5),
            (-40.0, -60.0, -20.0),
            (
                "Alleen bij zorgkosten is de richting duidelijk, als de aannames kloppen: zorgkosten omlaag",
                "De gezondheid kan gelijk zijn gebleven.",
            ),
        ),
        (
            (2.0, 0.0, 4.0),
            (0.0, 0.0, 0.0),
            (
                "Bij geen van beide is de richting duidelijk",
                "Gezondheid en kosten kunnen allebei gelijk zijn gebleven.",
            ),
        ),
    ],
)
def test_the_plane_has_four_cases(health, costs, says):
    assert claims_plane.plane_words(health, costs, "nl", "welzijn") == says


def test_health_that_may_be_chance_is_not_certain():
    words = claims_plane.plane_words((2.0, 0.5, 3.5), (-40.0, -60.0, -20.0), "nl", "welzijn", chance=True)
    assert words.title.startswith("Alleen bij zorgkosten is de richting duidelijk")


def test_the_plane_takes_health_in_its_own_unit_where_none_was_measured():
    rows = [row for row in given.EVERYTHING if row not in given.HEALTH]
    found = claims_plane.plane(make_page(*rows))
    assert found is not None
    assert found.health.indicator == "health_gain"
    assert claims_plane.plane(make_page(*given.HEALTH)) is None


# -------------------------------------------------------------------------------------------------------- figures

DRAWN = {
    "payers": figures_payers.who_pays_and_gains,
    "beside": figures.appreciation_beside_value,
    "dots": figures_net.range_of_net_value,
    "tornado": figures_tornado.what_it_depends_on,
    "accepted": figures_net.accepted_at_each_price,
    "plane": lambda page, width: figures_plane.health_and_costs(page, claims_plane.plane(page), width),
}


@pytest.mark.parametrize("width", [style.WIDE, style.NARROW])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DRAWN)
def test_no_text_leaves_a_figure(name, language, width):
    drawing = DRAWN[name](make_page(*given.EVERYTHING, language=language), width)
    for text, box in drawing.texts:
        assert box.x0 >= -2, text
        assert box.x1 <= width + 2, text


@pytest.mark.parametrize("width", [style.WIDE, style.NARROW])
def test_no_text_leaves_a_figure_of_a_range(width):
    for name in ("payers", "beside"):
        drawing = DRAWN[name](make_page(*EVERY["a range only"]), width)
        for text, box in drawing.texts:
            assert -2 <= box.x0 <= box.x1 <= width + 2, text


@pytest.mark.parametrize("width", [style.WIDE, style.NARROW])
@pytest.mark.parametrize("name", DRAWN)
def test_figures_are_the_same_bytes_twice_and_not_too_small(name, width):
    page = make_page(*given.EVERYTHING)
    first, second = (style.svg(lambda w: DRAWN[name](page, w), width) for _ in range(2))
    assert first == second
    assert min(float(size) for size in re.findall(r"font[^;\"]*?([\d.]+)px", first)) >= 11


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_figure_has_its_finding_its_alternative_text_and_its_table(language):
    drawn = soup_of(language=language).select(".figure")
    assert len(drawn) == len(DRAWN)
    for figure in drawn:
        assert figure.h3.get_text(strip=True) in figure.img["alt"]
        assert len(figure.img["alt"].split()) >= 8
        assert figure.figcaption.get_text(strip=True)
        assert figure.select_one("details table")


def test_dots_stand_on_their_own_side_of_zero():
    middles = [middle for middle, _ in figures_net.stacks([-0.1, 0.1, 0.2, 9.9], 5.0)]
    assert middles == [-2.5, 2.5, 2.5, 7.5]


def test_appreciation_and_euros_have_no_common_score():
    page = make_page(*given.EVERYTHING)
    html = block_payers.appreciation_and_value(page)
    assert "Voor bewoners weegt “mijn contacten” het zwaarst; de meeste euro's horen bij “kwaliteit van leven”" in (
        BeautifulSoup(html, "html.parser").h3.get_text()
    )
    assert "De twee zijn niet opgeteld" in html
    assert amounts_of(html, "Wat bewoners vinden")[0] == ["Het is goed voor mijn gezondheid", "79", "71–86", "120"]
    assert amounts_of(html, "Hoe bewoners punten")[2] == ["Het is goed voor mijn gezondheid", "24", "20–28", "46"]


def test_best_and_worst_choices_are_weights_too():
    chosen = [
        given.weight(name, score, "best_worst_score") for name, score in (("my_health", 0.42), ("my_relations", -0.1))
    ]
    page = make_page(*given.OPINIONS, *chosen, *given.VALUED)
    table = amounts_of(block_payers.appreciation_and_value(page), "Gekozen als beste")
    assert table[0][1:] == ["+0,4", "0,3 tot 0,6", "46"]
    ((kind, heavy),) = value_rows.weights(page)
    assert (kind, [name for name, _ in heavy]) == ("best_worst_score", ["my_health", "my_relations"])
    both = make_page(*given.EVERYTHING, *chosen)
    assert [kind for kind, _ in value_rows.weights(both)] == ["points_share", "best_worst_score"]
    assert "Gekozen als beste" in block_payers.appreciation_and_value(both)


def test_a_hidden_weight_is_a_word():
    hidden = given.weight("my_health", 24.0) | {"status": "suppressed", "note": "hidden: fewer than 10", "value": 7.77}
    page = make_page(*given.OPINIONS, *given.WEIGHTS[:2], hidden, *given.VALUED)
    html = block_payers.appreciation_and_value(page)
    assert "te weinig (&lt; 10)" in html
    assert "7,8" not in html


# ---------------------------------------------------------------------------------------------------------- trace


def test_each_amount_says_where_it_comes_from():
    html = html_of()
    soup = BeautifulSoup(html, "html.parser")
    fold = next(d for d in soup.select("details.more") if "Waar komt dit bedrag vandaan?" in d.summary.get_text())
    assert [plain(card.summary.get_text()) for card in fold.select("details.card")] == [
        "Kwaliteit van leven: € 58.400",
        "Huisarts: € 18.200",
        "Huishoudelijke hulp: € 10.900",
        "Ziekteverzuim: € 6.900",
        "Levensgeluk: € 121.000 (niet meegeteld)",
        "Wmo in dorpen: € 0 tot € 14.400 (niet meegeteld)",
    ]
    lines = {line[0]: line for line in amounts_of(html, "Invoer van “huishoudelijke hulp”")}
    assert lines["Verandering per persoon"] == [
        "Verandering per persoon", "-0,09", "-0,15 tot -0,03", "punten", "van elders",
        "gevonden in: vijf dorpen; bron: Fictief (2023)",
    ]  # fmt: skip
    assert lines["Deel dat toch al was gekomen"][1:] == [
        "20%",
        "10% tot 30%",
        "–",
        "aangenomen",
        "reden: eerder onderzoek",
    ]
    assert lines["Prijs"][1:5] == ["€ 30,87", "€ 28,74 tot € 42,47", "per consult", "van elders"]
    assert lines["Bereikte mensen"][1:] == ["540", "–", "mensen", "geteld", "geteld: deelnemers"]
    measured = {line[0]: line for line in amounts_of(html, "Invoer van “huisarts”")}
    assert measured["Verandering per persoon"][4:] == ["gemeten, met vergelijking", "gemeten in de hele studie"]
    assert "levensjaar in goede gezondheid (QALY): 1,17" in fold.get_text()
    choices = {line[0]: line[1] for line in amounts_of(html, "Keuzes die voor alle uitkomsten gelden")}
    assert choices["Wiens kosten en opbrengst meetellen"] == "die van iedereen"
    assert choices["Later geld telt minder, per jaar"] == "3% per jaar"
    assert choices["Prijslijst"] == "gezondmenu 0.1.0, prices.csv 3f2a91"
    assert "Verpleging: er is geen prijs wlz_day." in fold.get_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_cheers_has_its_28_items_each_with_a_place_or_a_reason(language):
    table = read_reference("cheers2022")
    assert table["item"].tolist() == [str(item) for item in range(1, 29)]
    assert set(table["status"]) == set(cheers.STATUSES)
    anchors = {anchor for cell in table["sections"] for anchor in cell.split()}
    assert anchors <= set(register.titles())
    for item in table.to_dict("records"):
        assert item["en"]
        assert item["how_en"].endswith(".")
        assert item["sections"] or item["status"] == "not reported"
    html = cheers.cheers_fold(make_page(*given.EVERYTHING, language=language))
    assert html.count("<tr>") == 29
    assert "doi:10.1136/bmj-2021-067975" in html


def test_volunteers_give_hours_and_euros_only_on_request():
    page = make_page(*given.EVERYTHING)
    assert "Vrijwilligers gaven 410 uur" in soup_of().get_text()
    assert "betaald deed" not in soup_of().get_text()
    asked = make_page(*given.EVERYTHING, given.worth("volunteer_value", 6_965.9))
    assert "Als iemand deze uren betaald deed, zou dat €\xa06.970 kosten. Dit bedrag is nergens bij opgeteld." in (
        section(asked).get_text()
    )
    assert amounts.totals(asked) == amounts.totals(page)


# ---------------------------------------------------------------------------------------------------- nothing valued


@pytest.mark.parametrize(
    ("rows", "missing", "needed"),
    [
        (given.NO_VALUATION, "is niet uitgerekend:", "Daarvoor is een tabel waardeketens nodig"),
        (given.HIDDEN_INPUTS, "geen keten van het totaal heeft euro's: huisarts", "wat per uitkomst ontbreekt"),
        ([], "Wat dit in euro's waard is, en voor wie, is niet uitgerekend.", "Daarvoor moeten we weten"),
        (
            [
                given.worth(
                    "value_benefits",
                    status="no data",
                    note="study.toml has no perspective; study.toml has no price_year",
                )
            ],
            "perspective",
            "keuzes in study.toml",
        ),
    ],
)
def test_without_a_valuation_the_section_says_why_in_two_lines(rows, missing, needed):
    soup = section(make_page(*rows, *given.BOOKED))
    assert missing in plain(soup.select_one("p.missing").get_text())
    assert needed in plain(soup.select_one("p.needed").get_text())
    assert len(soup.select("p.missing")) == len(soup.select("p.needed")) == 1
    assert not soup.find("img")
    assert "Een bezoek kostte gemiddeld" in soup.get_text()


def test_an_outcome_that_rests_on_a_hidden_number_says_so():
    text = soup_of("hidden inputs").get_text()
    assert "Huisarts: het aantal bereikte mensen is niet bekend; verborgen: minder dan 10." in text


def test_gaps_tell_what_is_behind_the_euros():
    found = dict(gaps.gaps(make_page(*given.EVERYTHING)))
    assert "Van de waarde rust 7% op aangenomen veranderingen." in found["Aannames achter de euro's"]
    assert "12% op veranderingen die elders" in found["Aannames achter de euro's"]
    assert found["Cijfers die niet zijn nagekeken"] == "Cijfers die niet opnieuw zijn opgezocht: ziekteverzuim."
    assert "Verpleging: er is geen prijs wlz_day." in found["Uitkomsten zonder euro's"]
    assert "Aannames achter de euro's" not in dict(gaps.gaps(make_page(*given.NO_VALUATION)))


# ---------------------------------------------------------------------------------------------------------- readers


@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.slow)])
def test_every_cut_shows_the_same_totals(language):
    """Row G3: three cuts, identical totals."""
    tables = {}
    for reader in ("all", *PARTIES):
        page = make_page(*given.EVERYTHING, language=language, reader=reader)
        html = html_of(language=language, reader=reader)
        caption = {"nl": "Kosten en waarde per betaler", "en": "Costs and value per payer"}[language]
        tables[reader] = amounts_of(html, caption)
        assert value_claims.value_and_costs(page)[0] in BeautifulSoup(html, "html.parser").get_text()
    assert all(table == tables["all"] for table in tables.values())
    numbers = [
        re.findall(r"\d[\d.,]*", " ".join(value_claims.value_and_costs(make_page(*given.EVERYTHING, reader=r))))
        for r in tables
    ]
    assert all(found == numbers[0] for found in numbers)


def test_a_payer_reads_first_what_it_pays_and_gains():
    page = make_page(*given.EVERYTHING, reader="municipality")
    said = (
        "De gemeente betaalt € 30.000 (50% van de kosten) en krijgt, als de aannames kloppen, € 10.900 "
        "(tussen € 2.000 en € 21.400; 12% van de waarde)."
    )
    assert plain(summary_claims.summary(page)[0].text) == said
    assert len(summary_claims.summary(page)) == 3
    first = plain(soup_of(reader="municipality").select_one("p.reader").get_text())
    assert first.startswith(said)
    assert first.endswith(
        "Voor de gemeente kost het dan € 19.100 meer dan het waard is. "
        "Als ieder betaalt naar wat hij krijgt, is het deel van de gemeente € 18.100. Dat is meer dan de winst van "
        "de gemeente: € 10.900 (tussen € 2.000 en € 21.400) dekt dat niet."
    )
    assert "Voor de gemeente" in blocks.head(page).html
    assert len(summary_claims.summary(make_page(*given.EVERYTHING))) == 3


def test_partners_are_all_other_payers():
    text = plain(soup_of(reader="partners").select_one("p.reader").get_text())
    assert "Werkgevers betalen niets en krijgen, als de aannames kloppen, € 6.900" in text
    assert "Het fonds betaalt € 10.000 (17% van de kosten) en krijgt, als de aannames kloppen, niets." in text
    insurer = soup_of(reader="insurer").select_one("p.reader").get_text()
    assert insurer.startswith("De zorgverzekeraar betaalt")


def test_a_payer_without_a_part_is_told_so():
    rows = [row for row in given.EVERYTHING if "payer=insurer" not in row.get("group", "")]
    page = make_page(*rows, reader="insurer")
    assert "De zorgverzekeraar: geen kosten en geen waarde in deze berekening." in section(page).get_text()


def everything_on(page: Page) -> str:
    parts = (
        blocks.head, blocks.summary, blocks.who_takes_part, blocks.over_time, blocks.groups, blocks.activities_by_price,
        blocks.neighbourhood, blocks.helping, blocks.own_indicators, blocks.what_residents_think, blocks.appreciation,
        blocks.what_changed, blocks.what_it_is_worth, blocks.what_we_do_not_know, blocks.worked_out,
        blocks.what_made_this,
    )  # fmt: skip
    return "".join(part(page).html for part in parts)


@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.slow)])
def test_the_page_for_residents_has_no_amount_in_euros(language):
    price = {"indicator": "price_per_session", "value": 2.5, "unit": "EUR per session"}
    helped = {"indicator": "helped_per_1000_eur", "value": 3.1, "unit": "per EUR 1,000"}
    asked = given.worth("volunteer_value", 6_965.9)
    rows = [*given.EVERYTHING, price, helped, asked]
    assert "€" in everything_on(make_page(*rows, language=language))
    html = everything_on(make_page(*rows, language=language, reader=RESIDENTS))
    assert "€" not in html
    assert "EUR" not in html
    for amount in ("34.400", "34,400", "58.900", "58,900", "6,40", "6.40"):
        assert amount not in html
    text = BeautifulSoup(html, "html.parser").get_text()
    assert {"nl": "Vrijwilligers gaven 410 uur", "en": "Volunteers gave 410 hours"}[language] in text
    assert {"nl": "Voor bewoners weegt “mijn contacten”", "en": "Residents give most weight"}[language] in text
    assert "79%" in text


def test_the_page_for_residents_never_says_that_costs_are_unknown():
    summary = summary_claims.summary(make_page(*given.EVERYTHING, reader=RESIDENTS))
    assert summary[2].text == "Vrijwilligers gaven 410 uur."
    assert "kost" not in " ".join(claim.text for claim in summary_claims.summary(make_page(reader=RESIDENTS)))


def test_a_page_for_residents_with_an_amount_is_refused():
    html = (
        '<html lang="nl"><head><title>x</title></head><body><main><h1>x</h1><p>Dit kost € 5.</p></main></body></html>'
    )
    check_page(html)
    with pytest.raises(GezondmenuError, match="it is for residents and shows an amount in euros: 'Dit kost € 5"):
        check_page(html, euros=False)


def test_an_unknown_reader_is_one_clear_error_in_both_languages(tmp_path):
    with pytest.raises(
        GezondmenuError, match="reader must be one of all, municipality, insurer, partners, residents"
    ) as e:
        make_page(*given.EVERYTHING, reader="burgemeester")
    assert error_text(e.value, "nl").startswith("reader moet een van deze zijn: all, municipality")
    command = ["report", str(shipped("data/example")), "--out", str(tmp_path / "out"), "--reader", "burgemeester"]
    answer = CliRunner().invoke(main, command)
    assert answer.exit_code == 2
    assert answer.output.startswith("reader moet een van deze zijn")
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
@pytest.mark.usefixtures("estimated_before")
def test_a_run_for_residents_makes_a_page_and_an_index_without_euros(tmp_path):
    summary = gm.render(shipped("data/example"), tmp_path / "out", areas=["WK990101"], reader=RESIDENTS)
    assert summary.loc[summary["area"] == "WK990101", "status"].item() == "made"
    for name in ("WK990101.html", "index.html"):
        html = (tmp_path / "out" / name).read_text(encoding="utf-8")
        assert "€" not in html
        assert "Kosten per bezoek" not in html
    manifest = json.loads((tmp_path / "out" / MANIFEST).read_text(encoding="utf-8"))
    assert manifest["rows"]["WK990101.html"][:12] in (tmp_path / "out/WK990101.html").read_text(encoding="utf-8")


def test_an_area_to_compare_with_is_not_valued_and_says_so_once():
    reason = "an area to compare with is not valued"
    rows = [given.worth(name, status="no data", note=reason) for name in ("value_benefits", "net_value")]
    rows.append(given.worth("value_benefits", group="chain=gp", status="no data", note=f"name: huisarts; {reason}"))
    soup = section(make_page(*rows, *given.BOOKED, is_comparison=True))
    assert soup.get_text().count("een gebied om mee te vergelijken wordt niet gewaardeerd") == 1
    assert soup.select_one("p.needed").get_text() == "In dit gebied was het programma niet."


def test_savings_that_do_not_pay_the_costs_are_said_beside_the_fair_split(example):
    from gezondmenu.report.sections.value.claims_payers import parts, payers_gain_less

    page = blocks.read_page(gm.shipped("data/example_published.csv"), area="GM9901", language="nl")
    told = {part.payer: part for part in parts(page)}
    saved = sum(part.gained for part in told.values() if part.payer != "residents")
    costs = sum(part.paid for part in told.values())
    assert 0 < saved < costs
    words = payers_gain_less(page)
    assert format_euro(saved, "nl", 0) in words
    assert format_euro(costs, "nl", 0) in words
    assert words.endswith("De rest van de waarde is gezondheid van bewoners.")


def test_what_is_missing_from_the_total_is_said_beside_it():
    page = blocks.read_page(gm.shipped("data/example_published.csv"), area="WK990106", language="nl")
    told = value_claims.how_firm(page)
    assert told[-1] == "Niet in dit bedrag, omdat er iets ontbreekt: hulp in de huishouding."
    whole = blocks.read_page(gm.shipped("data/example_published.csv"), area="WK990101", language="nl")
    assert value_claims.not_in_it(whole) == ""
