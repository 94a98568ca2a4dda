"""Sentences follow the status and the design of a row; nothing hidden is said anywhere."""

import re

import pandas as pd
import pytest

from gezondmenu.described import describe
from gezondmenu.reason import NOTHING
from gezondmenu.reasons import Why
from gezondmenu.reference import shipped
from gezondmenu.report import blocks
from gezondmenu.report.rows import select
from gezondmenu.report.rows.page import Page, read_page
from gezondmenu.report.rows.published import rows_hash, write_table
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import row
from gezondmenu.report.sections.summary import claims as summary_claims
from gezondmenu.report.sections.unknown import gaps
from gezondmenu.report.words import amounts, differences, sentences_people, shares
from gezondmenu.vocabulary import ESTIMATE_COLUMNS, NUMBER_COLUMNS, GezondmenuError, split_group
from tests.reasons_in_words import with_reasons

EXAMPLE = shipped("data/example_published.csv")
AREAS = pd.read_csv(EXAMPLE, usecols=["area"], dtype="str")["area"].unique().tolist()
DIFFERENT = ("GM9901", "WK990101", "WK990105", "WK990106")
"""The city, a large area, one with head counts only, and one so small that much is hidden."""
B1_WORDS = 20
JARGON = ("interventie", "significant", "respondent", "participatie", "implementatie", "impact", "cohort")


def make_page(*rows: dict, language: str = "nl", **words) -> Page:
    """A page from a few literal rows of area A in 2025."""
    base = dict.fromkeys(ESTIMATE_COLUMNS, "") | {"reasons": NOTHING} | dict.fromkeys(NUMBER_COLUMNS, float("nan"))
    base |= {"area": "A", "period": "2025", "group": "all", "variant": "main", "status": "ok", "design": "count"}
    frame = pd.DataFrame([base | with_reasons(entry) for entry in rows], columns=list(ESTIMATE_COLUMNS))
    frame = frame.astype({column: "float64" for column in NUMBER_COLUMNS})
    waves = {traits["wave"] for group in frame["group"] if "wave" in (traits := split_group(group))}
    given = {"area": "A", "area_name": "Noord", "period": "2025", "language": language} | words
    given.setdefault("waves", dict.fromkeys(sorted(waves, key=int), ""))
    chains = described_chains(frame)
    frame["reasons"] = frame["reasons"].where(frame["indicator"] != "value_benefits", without_names(frame["reasons"]))
    frame = describe(frame, areas=pd.DataFrame({"area": ["A"], "name": ["Noord"]}), chains=chains)
    return Page(rows=frame, described_chains=chains, **given)


def without_names(reasons: pd.Series) -> pd.Series:
    return reasons.map(lambda each: each.without(Why.NAME))


def described_chains(frame: pd.DataFrame) -> pd.DataFrame:
    """What describes the chains of literal rows: names (Dutch, then English) and payers as their reasons give them."""
    chains = []
    for entry in frame[frame["indicator"] == "value_benefits"].itertuples():
        traits = split_group(entry.group)
        names = [values["name"] for kind, values in entry.reasons.items() if kind is Why.NAME]
        if "chain" in traits and names:
            whose = frame.loc[frame["group"] == f"chain={traits['chain']};parameter=payer", "reasons"]
            who = next((each.get(Why.WHO_GAINS) for each in whose), None) or {"payer": "", "law": ""}
            chains.append({"chain": traits["chain"], "name": names[0], "name_en": names[-1], **who})
    return pd.DataFrame(chains)


def example_page(area: str, language: str = "nl", **words) -> Page:
    beside = "" if area in ("GM9901", "all") else "GM9901"
    return read_page(
        EXAMPLE, area=area, area_name="Noord", beside=beside, beside_name="Lindermeer", language=language, **words
    )


RATE = {"indicator": "participation_rate", "value": 71.8, "unit": "per 1,000 residents"}
COUNT = {"indicator": "participants", "value": 540, "unit": "persons"}
HIDDEN = {"status": "suppressed", "note": "hidden: fewer than 10"}
HEADS = {"status": "no data", "note": "only head counts: persons are not known"}


def test_rate_and_count_make_the_first_sentence():
    assert (
        sentences_people.takes_part(make_page(RATE, COUNT)).text
        == "Ongeveer 1 op de 14 bewoners deed mee in 2025: 540 mensen."
    )
    assert sentences_people.takes_part(make_page(RATE, COUNT, language="en")).text == (
        "About 1 in 14 residents took part in 2025: 540 people."
    )


def test_one_participant_is_singular():
    page = make_page(RATE | {"value": 1.0}, COUNT | {"value": 1})
    assert sentences_people.takes_part(page).text.endswith(": 1 persoon.")


def test_city_and_last_year_stand_beside_it():
    page = make_page(
        RATE,
        COUNT,
        RATE | {"period": "2024", "value": 64.0},
        RATE | {"area": "G", "value": 53.0},
        beside="G",
        beside_name="Stad",
    )
    assert sentences_people.takes_part(page).beside == ("Stad: 1 op de 19", "2024: 1 op de 16")


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([HIDDEN], "te weinig (< 10)"),
        ([{"status": "too few"}], "te weinig om iets te zeggen"),
        ([HEADS], "alleen bezoeken geteld"),
    ],
)
def test_words_follow_the_status(rows, says):
    page = make_page(*({"indicator": "participants"} | entry for entry in rows))
    assert says in sentences_people.takes_part(page).text


def test_visits_are_said_where_persons_are_not_known():
    visits = {"indicator": "visits", "value": 1, "unit": "visits"}
    text = sentences_people.takes_part(make_page(visits, HEADS | {"indicator": "participants"})).text
    assert text == "In 2025 telden we 1 bezoek. Hoeveel verschillende mensen kwamen, weten we niet."


def test_limit_of_the_profile_is_read_from_the_row():
    entry = Row("A", "2025", "all", "participants", status="suppressed", reasons=Why.HIDDEN_FEW(limit=8))
    assert amounts.cell(entry, "nl") == "te weinig (< 8)"
    assert amounts.cell(entry, "en") == "hidden (< 8)"


def test_no_data_of_all_periods_speaks_for_the_period():
    page = make_page({"indicator": "costs", "period": "all", "status": "no data", "note": "no costs are booked"})
    assert row(page, "costs").reasons.words == "no costs are booked"
    assert gaps.gaps(page)[-1] == ("Ontbreekt", "Kosten: er zijn geen kosten geboekt.")


SHARE = {"indicator": "regular_share", "unit": "%"}
THEN = SHARE | {"period": "2024", "value": 70, "lower": 65, "upper": 75}
BESIDE = {"indicator": "regular_share", "variant": "difference with 2024", "unit": "percentage points"}


def test_more_or_less_only_where_the_interval_of_the_difference_leaves_out_zero():
    now = SHARE | {"value": 77, "lower": 72, "upper": 82}
    unclear = make_page(now, THEN, BESIDE | {"value": 7, "lower": -0.1, "upper": 14})
    assert differences.direction(unclear, "regular_share") == "geen duidelijk verschil met 2024"
    clear = make_page(now, THEN, BESIDE | {"value": 7, "lower": 0.1, "upper": 14})
    assert differences.direction(clear, "regular_share") == "meer dan in 2024"


def test_counts_without_an_interval_differ_from_three_percent_on():
    visits = {"indicator": "visits", "unit": "visits"}
    for count, says in ((1029, "ongeveer evenveel als"), (1031, "meer dan"), (960, "minder dan")):
        page = make_page(visits | {"value": count}, visits | {"value": 1000, "period": "2024"})
        assert differences.direction(page, "visits") == f"{says} in 2024"


def test_reach_is_a_word_and_an_interval_around_one_is_no_difference():
    assert shares.reach_words(Row("A", "2025", "g", "r", 1.5, 0.8, 2.4, status="ok"), "nl") == "geen duidelijk verschil"
    assert shares.reach_words(Row("A", "2025", "g", "r", 0.5, 0.4, 0.6, status="ok"), "nl") == "ongeveer half zo veel"


def test_gaps_are_read_off_the_rows():
    page = make_page(
        COUNT | {"note": "persons known at 9 of 12 activities"},
        HIDDEN | {"indicator": "reach_ratio", "group": "age_band=18-34"},
        {"indicator": "free_for_low_income", "value": 50, "note": "9 of 120 unknown"},
        {"indicator": "appreciation_response", "value": 40, "denominator": 200},
        {"indicator": "active_hours_per_participant", "value": 9.5, "note": "known of 300 of 420 visits"},
    )
    text = " ".join(" ".join(gap) for gap in gaps.gaps(page))
    for words_of_gap in (
        "Van de 200 mensen die we vroegen, gaf ongeveer 6 van de 10 geen antwoord.",
        "1 getal over 2025 is verborgen",
        "bereikverhouding (leeftijd)",
        "Van 9 van de 12 activiteiten weten we wie er kwamen.",
        "Van 9 van de 120 activiteiten weten we dit niet.",
        "geen vergelijking gemaakt",
        "Deels bekend",
        "bekend van 300 van de 420 bezoeken.",
    ):
        assert words_of_gap in text


@pytest.mark.parametrize(
    ("notes", "says"),
    [
        (["hidden: fewer than 10"], "Reden: een groep van minder dan 10 mensen of bezoeken."),
        (["hidden: denominator under 30"], "Reden: een gevoelig kenmerk, bekend van minder dan 30 mensen."),
        (["hidden: over 90% in one class"], "Reden: meer dan 90% van de mensen hoort bij één groep."),
        (["hidden: rests on a hidden number"], "Reden: het rust op een ander verborgen getal."),
        (
            ["hidden: fewer than 10", "hidden: over 90% in one class", "hidden: over 90% in one class"],
            "(2×). Reden: een groep van minder dan 10 mensen of bezoeken (1×).",
        ),
    ],
)
def test_the_gap_gives_each_reason_why_numbers_are_hidden(notes, says):
    rows = [HIDDEN | {"indicator": "reach_ratio", "group": f"gender={k}", "note": n} for k, n in enumerate(notes)]
    (text,) = (text for name, text in gaps.gaps(make_page(*rows)) if name == "Kleine groepen")
    assert says in text
    assert ("minder dan" in text) == any("%" not in note and "rests" not in note for note in notes)


def test_the_limit_in_the_rules_is_that_of_small_counts():
    rows = [HIDDEN | {"indicator": "reach_ratio", "group": "low_income=yes", "note": "hidden: denominator under 30"}]
    rows.append(HIDDEN | {"indicator": "participants"})
    assert "(&lt; 10)" in blocks.worked_out(make_page(*rows)).html


def test_a_period_that_is_not_complete_is_said_without_any_row_of_growth():
    assert select.incomplete(make_page(COUNT, complete=False))
    assert not select.incomplete(make_page(COUNT))
    assert "Niet elke maand van 2025 is geteld." in blocks.head(make_page(COUNT, complete=False)).html


@pytest.mark.parametrize(
    ("how", "says"), [("by population", "naar het aantal inwoners"), ("equally", "gelijk verdeeld")]
)
def test_shared_costs_are_said_with_the_way_they_were_split(how, says):
    note = f"€ 1234 of the area's costs is a share of an arrangement, split {how}"
    page = make_page({"indicator": "costs", "value": 2000, "unit": "EUR", "note": note})
    html = blocks.what_it_is_worth(page).html
    assert "Daarvan is €\xa01.234 een deel van gedeelde kosten" in html
    assert says in html


@pytest.mark.parametrize("area", AREAS)
def test_sentences_are_short_and_plain_and_claim_no_effect(area):
    page = example_page(area)
    spoken = [claim.text for claim in summary_claims.summary(page)] + [text for _, text in gaps.gaps(page)]
    for sentence in re.split(r"(?<=[.?!]) ", " ".join(spoken)):
        if "Het gaat om:" not in sentence:
            assert len(sentence.split()) <= B1_WORDS, sentence
    everything = " ".join(spoken).lower()
    assert not [word for word in (*JARGON, "effect", "dankzij", "door de activiteiten") if word in everything]


@pytest.mark.parametrize("area", AREAS)
def test_dutch_and_english_say_the_same_numbers(area):
    pair = [
        [claim.section for claim in summary_claims.summary(example_page(area, language))] for language in ("nl", "en")
    ]
    assert pair[0] == pair[1]


def test_a_hidden_number_is_nowhere_on_the_page():
    """The rows are there with their number; the status alone must keep it off the page."""
    secret = {"value": 7.77, "numerator": 7.77, "lower": 7.77, "upper": 7.77, "n": 7.77}
    names = ("participants", "participation_rate", "visits", "costs", "cost_per_visit", "regular_share")
    page = make_page(*(HIDDEN | secret | {"indicator": name} for name in names))
    shown = [
        blocks.summary(page),
        blocks.who_takes_part(page),
        blocks.over_time(page),
        blocks.what_it_is_worth(page),
    ]
    assert not re.search(r"7[.,]77|7\.8|>8<", "".join(block.html for block in shown))


@pytest.mark.parametrize(
    ("given", "says"),
    [({"area": "X"}, "area 'X'"), ({"period": "1999"}, "period must be one of"), ({"language": "fr"}, "language")],
)
def test_parameters_are_checked_first(given, says):
    with pytest.raises(GezondmenuError, match=says):
        read_page(EXAMPLE, **({"area": AREAS[0], "area_name": "Noord"} | given))


@pytest.mark.parametrize("period", ["", "all"])
def test_a_table_without_a_year_gives_a_page_of_what_is_known(tmp_path, period):
    rows = make_page(
        {"indicator": "residents", "period": "all", "value": 500, "unit": "persons"},
        {"indicator": "participants", "period": "all", "status": "no data", "note": "no participants"},
    ).rows
    write_table(rows, tmp_path / "p.csv")
    page = read_page(tmp_path / "p.csv", area="A", area_name="Noord", period=period)
    assert "Noord heeft 500 inwoners." in blocks.neighbourhood(page).html
    assert blocks.who_takes_part(page).html.count("de hele studie") == 1  # in the sentence; the table names the area
    assert sentences_people.takes_part(page).text.startswith(
        "Hoeveel bewoners meededen in de hele studie, weten we niet"
    )
    assert "onbekend</dd>" not in blocks.summary(page).html  # no year before, so nothing stands beside
    with pytest.raises(GezondmenuError, match="period must be one of all, not '2024'"):
        read_page(tmp_path / "p.csv", area="A", area_name="Noord", period="2024")


def test_errors_name_the_file_and_not_where_it_is(tmp_path):
    write_table(make_page(COUNT).rows, tmp_path / "p.csv")
    with pytest.raises(GezondmenuError, match=r"area 'X' is not in p\.csv; it has A"):
        read_page(tmp_path / "p.csv", area="X", area_name="")


def test_hash_follows_the_rows_and_nothing_else():
    page = example_page(AREAS[1])
    again = page.rows.sample(frac=1, random_state=1)
    changed = page.rows.assign(value=page.rows["value"] + 1)
    assert rows_hash(page.rows) == rows_hash(again) != rows_hash(changed)
