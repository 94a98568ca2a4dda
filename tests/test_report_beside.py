"""An area beside its city and last year, the other numbers of a section, and indicators of one's own."""

import json
import re

import pandas as pd
import pytest
from bs4 import BeautifulSoup

import gezondmenu as gm
from gezondmenu.indicators.register import cards, remove_indicator
from gezondmenu.reasons import Why
from gezondmenu.report import blocks
from gezondmenu.report.parts import cards as parts_cards
from gezondmenu.report.rows.comparing import is_part_of_it
from gezondmenu.report.rows.page import Page, read_page
from gezondmenu.report.rows.published import (
    cards_beside,
    description_beside,
    own_cards_of,
    take_own_cards,
    write_own_cards,
    write_table,
)
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import compared, row, rows_of, statements
from gezondmenu.report.sections import register
from gezondmenu.report.sections.care import claims as care_claims
from gezondmenu.report.sections.care import rows as care_rows
from gezondmenu.report.sections.change import claims as change_claims
from gezondmenu.report.sections.people import claims as people_claims
from gezondmenu.report.sections.people import claims_time
from gezondmenu.report.sections.place import claims as place_claims
from gezondmenu.report.sections.place import rows as place_rows
from gezondmenu.report.sections.place import tables
from gezondmenu.report.sections.unknown import gaps
from gezondmenu.report.sections.value import claims as value_claims
from gezondmenu.report.words.differences import difference_words, verdict
from gezondmenu.verdicts import is_clear
from gezondmenu.vocabulary import NUMBER_COLUMNS, GezondmenuError
from tests.test_report_wording import B1_WORDS, DIFFERENT, EXAMPLE, HEADS, HIDDEN, JARGON, example_page, make_page

LARGE, CITY, HEADS_AREA, TINY = "WK990102", "GM9901", "WK990105", "WK990106"
POINTS = "percentage points"
CAUSE = (
    "effect",
    "dankzij",
    "door de activiteiten",
    "leidt tot",
    "zorgt voor",
    "because of the activities",
    "thanks to",
)


def published() -> pd.DataFrame:
    texts = ["area", "period", "group", "indicator", "variant"]
    return pd.read_csv(EXAMPLE, dtype=dict.fromkeys(texts, "str"), keep_default_na=False, na_values={"value": [""]})


def value_of(
    indicator: str, area: str = LARGE, period: str = "2025", group: str = "all", variant: str = "main"
) -> float:
    table = published()
    key = {"area": area, "period": period, "group": group, "indicator": indicator, "variant": variant}
    (number,) = table.loc[(table[list(key)] == pd.Series(key)).all(axis=1), "value"].astype("float64")
    return number


def plain(html: str) -> str:
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def difference(value, lower, upper, unit=POINTS, **more) -> Row:
    return Row("A", "2025", "all", "x", value, lower, upper, unit, status="ok", **more)


# ------------------------------------------------------------------------------------------------ words by interval


@pytest.mark.parametrize(
    ("entry", "english", "dutch"),
    [
        (
            difference(6, -6, 18),
            "6 percentage points more than in 2024 (between -6 and 18): no clear difference",
            "6 procentpunt meer dan in 2024 (tussen -6 en 18): geen duidelijk verschil",
        ),
        (
            difference(1.3, 1.1, 1.5, "ratio"),
            "1.3 times as many as in 2024 (between 1.1 and 1.5)",
            "1,3 keer zo veel als in 2024 (tussen 1,1 en 1,5)",
        ),
        (
            difference(-9, -16, -2),
            "9 percentage points less than in 2024 (between 2 and 16)",
            "9 procentpunt minder dan in 2024 (tussen 2 en 16)",
        ),
        (
            difference(1.2, 1.1, 2.4),
            "1 percentage point more than in 2024 (between 1 and 2)",
            "1 procentpunt meer dan in 2024 (tussen 1 en 2)",
        ),
        (
            difference(0.2, -3, 4),
            "no clear difference with 2024 (between -3 and 4)",
            "geen duidelijk verschil met 2024 (tussen -3 en 4)",
        ),
        (
            Row("A", "2025", "all", "x", unit=POINTS, status="too few"),
            "too few to tell",
            "te weinig om iets te zeggen",
        ),
    ],
)
def test_the_words_of_a_difference_follow_its_interval(entry, english, dutch):
    assert difference_words(entry, "en", "2024") == english
    assert difference_words(entry, "nl", "2024") == dutch


@pytest.mark.parametrize(
    ("value", "lower", "upper", "unit", "clear"),
    [
        (5, 0, 10, POINTS, False),
        (5, 0.01, 10, POINTS, True),
        (-5, -10, -0.01, POINTS, True),
        (1.2, 1.0, 1.4, "ratio", False),
        (1.2, 1.001, 1.4, "ratio", True),
        (0.8, 0.6, 0.99, "ratio", True),
    ],
)
def test_an_interval_with_zero_or_one_in_it_is_no_clear_difference(value, lower, upper, unit, clear):
    entry = difference(value, lower, upper, unit)
    assert is_clear(entry) is clear
    assert (verdict(entry, "nl") == "geen duidelijk verschil") is not clear
    assert ("geen duidelijk verschil" in difference_words(entry, "nl")) is not clear


@pytest.mark.parametrize(
    ("lower", "unit", "says"), [(0.3, POINTS, "(0.3 to"), (1.03, "ratio", "(1.03 to"), (1.12, "ratio", "(1.1 to")]
)
def test_a_clear_difference_does_not_round_to_none(lower, unit, says):
    assert says in difference_words(difference(1.5, lower, 3, unit), "en")


def test_hidden_and_unknown_differences_are_words():
    hidden = Row("A", "2025", "all", "x", status="suppressed", reasons=Why.HIDDEN_WITH_OTHER())
    assert (difference_words(hidden, "nl"), difference_words(hidden, "en")) == ("verborgen", "hidden")
    assert difference_words(Row("A", "2025", "all", "x"), "nl") == "–"


# ---------------------------------------------------------------------------------------------------- beside others


def test_differences_of_the_example_stand_in_the_table():
    page = example_page(LARGE)
    text = plain(blocks.who_takes_part(page).html)
    entry = compared(page, "return_rate", CITY)
    assert entry.value == pytest.approx(value_of("return_rate", variant="difference with GM9901"))
    assert f"{entry.value:.0f} procentpunt meer ({entry.lower:.0f} tot {entry.upper:.0f})" in text
    ratio = compared(page, "participation_rate", "2024")
    assert ratio.unit == "ratio"
    assert ratio.value == pytest.approx(value_of("participation_rate", variant="ratio to 2024"))
    assert "n = 515 deelnemers." in text


def test_an_area_is_said_to_be_a_part_of_its_city_once():
    page = example_page(LARGE)
    assert is_part_of_it(page)
    every = "".join(block(page).html for block in (blocks.who_takes_part, blocks.appreciation, blocks.helping))
    assert plain(every).count("Noord is een deel van Lindermeer") == 1
    assert not is_part_of_it(read_page(EXAMPLE, area=LARGE, area_name="Noord", beside="WK990101"))


def test_a_city_stands_beside_last_year_only():
    page = example_page(CITY)
    assert page.others == [("2024", "2024")]
    assert "Naast 2024" in blocks.who_takes_part(page).html
    assert "een deel van" not in blocks.who_takes_part(page).html


def test_the_headings_of_a_page_do_not_contradict_its_differences():
    """A count may grow by some percent while the interval of the rates still holds one."""
    rate = {"indicator": "participation_rate", "unit": "per 1,000 residents"}
    page = make_page(
        {"indicator": "participants_growth", "value": 6, "unit": "%"},
        rate | {"value": 53},
        rate | {"period": "2024", "value": 50},
        rate | {"variant": "ratio to 2024", "value": 1.06, "lower": 0.9, "upper": 1.2, "unit": "ratio"},
    )
    assert claims_time.change_of_participants(page) == "Meedoen: geen duidelijk verschil met 2024"
    assert people_claims.beside_finding(page) == "Geen duidelijk verschil met 2024"


def test_like_verdicts_are_said_together():
    rate = {"indicator": "participation_rate", "unit": "ratio", "value": 1.2, "lower": 1.1, "upper": 1.3}
    both = [rate | {"variant": f"ratio to {other}"} for other in ("2024", "G")]
    page = make_page(*both, beside="G", beside_name="Stad")
    assert people_claims.beside_finding(page) == "Per 1.000 bewoners doen er meer mee dan in Stad en in 2024"


def test_opinion_beside_others_has_its_title_in_its_alternative_text():
    html = blocks.appreciation(example_page(LARGE)).html
    (drawn,) = [f for f in BeautifulSoup(html, "html.parser").select(".figure") if "naast Lindermeer" not in f.h3.text][
        1:
    ]
    assert drawn.img["alt"].startswith(drawn.h3.get_text())
    assert "van de 480 gevraagde mensen gaven antwoord" in drawn.figcaption.get_text()
    assert "Een verschil zegt niet waardoor het komt." in drawn.figcaption.get_text()
    assert len(drawn.select("details tbody tr")) == len(statements(example_page(LARGE)))


# ------------------------------------------------------------------------------------------- what else was counted


def test_newcomers_of_the_first_year_come_with_a_warning():
    warning = "Van vóór 1 januari 2024 weten we niets."
    assert warning in people_claims.seem_new(example_page(LARGE))
    assert plain(blocks.who_takes_part(example_page(LARGE)).html).count(warning) == 2
    assert people_claims.seem_new(example_page(HEADS_AREA)) == ""


def test_only_groups_of_exactly_these_traits_are_taken():
    page = example_page(LARGE)
    assert statements(page) == ["my_health", "my_neighbourhood", "my_happiness", "my_relations"]
    assert {entry.group for entry in rows_of(page, "appreciation_positive", "statement")} == {
        f"statement={name}" for name in statements(page)
    }
    assert len(rows_of(page, "appreciation_positive", "gender", "statement")) == 8


@pytest.mark.parametrize(
    ("block", "indicator", "says"),
    [
        (blocks.who_takes_part, "visits_per_session", "Een bijeenkomst had gemiddeld {:.0f} bezoeken."),
        (blocks.who_takes_part, "new_participants", "{:.0f} mensen kwamen voor het eerst."),
        (blocks.helping, "requests", "In 2025 zijn {:.0f} hulpvragen opgeschreven."),
        (blocks.helping, "days_to_solved", "De helft was opgelost binnen {:.0f} dagen (tussen 5 en 8)."),
        (blocks.helping, "employers", "{:.0f} werkgever doet mee, van de 162 in het gebied."),
        (blocks.what_it_is_worth, "student_hours", "Studenten {:.0f} uur"),
    ],
)
def test_numbers_of_the_example_stand_where_their_question_is_asked(block, indicator, says):
    assert says.format(value_of(indicator)) in plain(block(example_page(LARGE)).html)


def test_a_funnel_is_a_line_of_parts_with_their_whole():
    lines = care_claims.funnel_lines(example_page(LARGE, "en"), "gezondheidscheck")
    assert [(name, words) for name, words, _ in lines] == [
        ("Could be asked", "1,440"),
        ("Were asked", "825 of the 1,440 (57%)"),
        ("Came", "330 of the 825 (40%)"),
        ("Were referred", "75 of the 330 (23%)"),
    ]
    assert care_claims.funnel_lines(example_page(TINY), "gezondheidscheck")[-1] == (
        "Doorverwezen",
        "te weinig (< 10)",
        0.0,
    )


@pytest.mark.parametrize(
    ("trend", "says"),
    [
        ({"value": 4.6, "lower": 2.6, "upper": 6.7}, "per kwartaal 4,6% meer deelnemers (tussen 2,6% en 6,7%)"),
        ({"value": -4.6, "lower": -6.7, "upper": -2.6}, "per kwartaal 4,6% minder deelnemers (tussen 2,6% en 6,7%)"),
        ({"value": 1, "lower": -2, "upper": 4}, "niet duidelijk (tussen -2,0% en 4,0%)"),
        ({"status": "too few"}, "te weinig kwartalen"),
        (HEADS, ""),
    ],
)
def test_growth_per_quarter_is_said_with_its_interval_or_not_at_all(trend, says):
    page = make_page({"indicator": "participants_trend", "period": "all", "unit": "% per quarter"} | trend)
    words = claims_time.growth_per_quarter(page)
    assert says in words
    assert bool(words) == bool(says)


@pytest.mark.parametrize(
    ("slope", "dutch", "english"),
    [
        ((-18.8, -27.5, -10.1), "In gebieden met minder geld doen meer bewoners mee", "more residents take part"),
        ((18.8, 10.1, 27.5), "In gebieden met minder geld doen minder bewoners mee", "fewer residents take part"),
        ((2, -5, 9), "Gebieden met minder geld: geen duidelijk verschil in meedoen", "no clear difference"),
    ],
)
def test_the_gradient_is_a_sentence_and_no_ranking(slope, dutch, english):
    numbers = dict(zip(("value", "lower", "upper"), slope, strict=True))
    entry = {"indicator": "slope_index", "unit": "per 1,000 residents"} | numbers
    assert place_claims.gradient(make_page(entry))[0] == dutch
    assert english in place_claims.gradient(make_page(entry, language="en"))[0]
    assert "geen ranglijst" in " ".join(place_claims.gradient(make_page(entry)))
    assert place_claims.gradient(example_page(LARGE)) == []
    assert "7 van de 8 gebieden" in " ".join(place_claims.gradient(example_page(CITY)))


def test_forms_steps_price_and_money():
    page = example_page(LARGE)
    together = row(page, "form_visits_share", "form=collective")
    assert (
        f"ongeveer 8 van de 10 (tussen {together.lower:.0f}% en {together.upper:.0f}%)" in place_claims.forms(page)[0]
    )
    forms = BeautifulSoup(tables.forms_table(page), "html.parser").select("tbody th")
    assert {th.text for th in forms} == {"Samen", "Voor iedereen", "Alleen"}
    assert "ongeveer 6 van de 10 (tussen 50% en 71%)" in change_claims.steps(page)[0]
    assert place_claims.price_and_distance(page)[0] == "Een bijeenkomst kostte een deelnemer gemiddeld €\xa01,00."
    assert place_claims.price_and_distance(example_page(TINY))[0] == "De bijeenkomsten kostten deelnemers niets."
    money = {"indicator": "helped_per_1000_eur", "value": 8.02, "unit": "per EUR 1,000"}
    assert value_claims.helped(make_page(money)) == "Voor elke € 1.000 zijn 8,0 bewoners geholpen."
    assert value_claims.helped(page) == ""


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("area", DIFFERENT)
def test_sentences_of_every_part_are_short_plain_and_claim_no_effect(area, language):
    page = example_page(area, language)
    spoken = [
        *people_claims.how_often(page),
        *place_claims.price_and_distance(page),
        *place_claims.forms(page),
        *place_claims.gradient(page)[1:],
        claims_time.growth_per_quarter(page),
        *care_claims.requests(page),
        *change_claims.steps(page),
        *value_claims.missing_hours(page),
        care_claims.employers(page),
    ]
    text = re.sub(r" \(.*?\)", "", " ".join(spoken))
    for sentence in re.split(r"(?<=[.?!]) ", text):
        assert len(sentence.split()) <= B1_WORDS + 2, sentence
    assert not [word for word in (*JARGON, *CAUSE) if word in text.lower()]
    assert "{" not in text
    assert "nan" not in text


def test_nothing_hidden_is_said_in_the_new_parts():
    secret = {"value": 7.77, "numerator": 7.77, "denominator": 7.77, "lower": 7.77, "upper": 7.77, "n": 7.77}
    every = register.indicators() | set(place_rows.GRADIENT)
    groups = {"form_share": "form=collective", "form_visits_share": "form=collective"}
    groups |= dict.fromkeys(care_rows.FUNNEL, "measure=check")
    rows = [HIDDEN | secret | {"indicator": name, "group": groups.get(name, "all")} for name in sorted(every)]
    rows += [row | {"variant": "difference with 2024", "unit": POINTS} for row in rows]
    rows += [row | {"period": "all"} for row in rows]
    page = make_page(*rows)
    parts = (blocks.who_takes_part, blocks.over_time, blocks.groups, blocks.activities_by_price, blocks.neighbourhood)
    parts += (blocks.helping, blocks.appreciation, blocks.what_changed, blocks.what_it_is_worth, blocks.own_indicators)
    html = "".join(part(page).html for part in (*parts, blocks.what_we_do_not_know))
    assert not re.search(r"7[.,]77|7[.,]8\b|>8<", html)


def test_a_part_without_data_takes_one_line_and_no_row_of_dashes():
    page = make_page(
        {"indicator": "visits", "value": 1900, "unit": "visits"},
        *(
            {"indicator": name, "period": "all", "status": "no data", "note": "no requests for help"}
            for name in care_rows.HELP
        ),
        {"indicator": "employers", "period": "all", "status": "no data", "note": "no employer is named"},
    )
    assert blocks.helping(page).html == ""
    (missing,) = [text for name, text in gaps.gaps(page) if name == "Ontbreekt"]
    assert missing.startswith("Hulpvragen: ")
    assert missing.count("Hulpvragen") == 1
    assert "Werkgevers: er is geen werkgever genoemd." in missing
    assert "<td>–" not in blocks.who_takes_part(page).html


def test_hidden_numbers_are_counted_as_the_page_could_show_them():
    groups = ["statement=my_health", "gender=male;statement=my_health", "activity=1;statement=my_health"]
    page = make_page(*(HIDDEN | {"indicator": "appreciation_positive", "group": group} for group in groups))
    (text,) = [text for name, text in gaps.gaps(page) if name == "Kleine groepen"]
    assert text.startswith("2 getallen over 2025 zijn verborgen")
    assert "aandeel positief (geslacht)" in text


def test_cards_tell_what_they_rest_on():
    page = example_page(LARGE)
    text = plain(parts_cards.card_folds(page, ["help"]))
    for words in ("eenheid procent", "nodige tabellen requests", "ook verteld per soort hulpvraag"):
        assert words in text, words
    for id, card in cards().items():
        text = plain(parts_cards.card_folds(page, [id]))
        assert ("gevoelig ja" in text) == any(entry.sensitive for entry in card.indicators.values()), id
        assert ("gevoelig nee" in text) == any(not entry.sensitive for entry in card.indicators.values()), id
    used = register.card_ids()
    assert set(used) | {"context"} == set(gm.indicators.register.shipped_cards())
    assert len(used) == len(set(used))


def test_a_figure_of_another_unit_is_not_headed_as_a_percentage():
    table = blocks.neighbourhood(example_page(LARGE)).html
    assert "Bewoners (%)" not in table
    assert "Inwoners (%)" not in table
    assert "47%" in table


# ------------------------------------------------------------------------------------------- indicators of one's own


def own_page(tmp_path, language: str, area: str = LARGE) -> Page:
    """The page as another process reads it: only the published table and its neighbour."""
    beside = (description_beside(EXAMPLE, name) for name in ("areas", "chains", "waves"))
    for name in (EXAMPLE, cards_beside(EXAMPLE), *beside):
        (tmp_path / name.name).write_bytes(name.read_bytes())
    remove_indicator("outdoors")
    words = {"beside": CITY, "beside_name": "Lindermeer"} if area != CITY else {}
    return read_page(tmp_path / EXAMPLE.name, area=area, area_name="Noord", language=language, **words)


@pytest.mark.parametrize(
    ("language", "name", "card"),
    [
        ("nl", "Aandeel bezoeken buiten", "Aan de soort activiteit herkend"),
        ("en", "Share of visits outdoors", "Recognised by"),
    ],
)
def test_an_indicator_from_the_study_folder_stands_on_the_page_with_the_city_beside_it(tmp_path, language, name, card):
    page = own_page(tmp_path, language)
    text = plain(blocks.own_indicators(page).html)
    assert name in text
    assert card in text
    for area, period in ((LARGE, "2025"), (LARGE, "2024"), (CITY, "2025")):
        assert f"{value_of('outdoors_share', area, period):.0f}%" in text
    assert "Lindermeer" in text


def _walks(records):
    activities = records.study["activities"]
    counts = activities.assign(walk=activities["kind"] == "wandelen").groupby("area")["walk"].agg(["sum", "size"])
    rows = counts.reset_index().rename(columns={"sum": "numerator", "size": "denominator"})
    whole = rows[["numerator", "denominator"]].sum()
    city = pd.DataFrame([{"area": CITY, **whole}])
    return pd.concat([rows, city]).assign(period="all", indicator="walks_share")


@pytest.fixture
def walks():
    """A card added in a notebook, taken away afterwards."""
    shares = {"formula": "percentage", "unit": "%", "interval": "Wilson"}
    counted = {"numerator": "activities", "denominator": "activities"}
    words = {
        "nl": "aandeel wandelingen",
        "en": "share of walks",
        "numerator_nl": "wandelingen",
        "denominator_nl": "{al}",
    }
    card = {"id": "walks", "nl": "Wandelen", "why_nl": "Kan iedereen.", "caveat_nl": "Op soort herkend."}
    gm.add_indicator(_walks, {**card, "indicators": {"walks_share": {**words, **shares, **counted}}})
    yield "walks"
    remove_indicator("walks")


def test_an_indicator_added_in_a_notebook_is_written_and_read_beside_the_table(walks, example, tmp_path):
    table = gm.release(gm.estimate(example, ["walks", "visits"]))
    path = tmp_path / "published.csv"
    write_table(table, path)
    assert write_own_cards(table, path) == tmp_path / "published_indicators.json"
    mine = cards()["walks"]
    remove_indicator("walks")
    for language, name in (("nl", "Aandeel wandelingen (hele studie)"), ("en", "Share of walks (whole study)")):
        page = read_page(path, area=LARGE, area_name="Noord", beside=CITY, beside_name="Stad", language=language)
        html = blocks.own_indicators(page).html
        assert cards()["walks"] == mine
        here, there = (row(page, "walks_share", area=area, period="all") for area in (LARGE, CITY))
        assert name in plain(html)
        assert f"{here.value:.0f}%" in html
        assert f"{there.value:.0f}%" in html
        assert f"{here.lower:.0f}%" in html
        assert "Op soort herkend." in html


def test_cards_without_rows_are_not_written_and_a_stale_file_goes(walks, tmp_path):
    path = tmp_path / "published.csv"
    cards_beside(path).write_text("stale", encoding="utf-8")
    table = make_page({"indicator": "visits", "value": 40}).rows
    assert own_cards_of(table) == {}
    assert write_own_cards(table, path) is None
    assert list(tmp_path.iterdir()) == []
    take_own_cards(path)


@pytest.mark.parametrize("text", ["{", "[]", '{"a": 3}', '{"a": {"nl": "x"}}'])
def test_a_broken_file_of_cards_is_refused_in_words(tmp_path, text):
    path = tmp_path / "published.csv"
    cards_beside(path).write_text(text, encoding="utf-8")
    with pytest.raises(GezondmenuError, match="indicators"):
        take_own_cards(path)


def test_the_cards_beside_the_example_are_those_of_its_study(example, example_estimates):
    entries = json.loads(cards_beside(EXAMPLE).read_text(encoding="utf-8"))
    assert set(entries) == set(example.own_indicators)
    assert set(own_cards_of(example_estimates)) == set(entries)


def test_numbers_are_numbers_in_the_table_of_the_example():
    page = example_page(LARGE)
    assert all(page.rows[column].dtype == "float64" for column in NUMBER_COLUMNS)
