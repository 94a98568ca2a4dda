"""The section "What changed?": change is never called an effect, a comparison says what it can, hidden stays hidden."""

import functools
import re

import pytest
from bs4 import BeautifulSoup

from gezondmenu.designs import allows
from gezondmenu.language import LANGUAGES
from gezondmenu.report import blocks
from gezondmenu.report.parts import style
from gezondmenu.report.publish.prose import find_overclaims, split_sentences
from gezondmenu.report.rows import health, shown
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.published import page_rows
from gezondmenu.report.sections import register
from gezondmenu.report.sections.change import claims_survey, figures
from gezondmenu.report.sections.change import rows as change_rows
from gezondmenu.report.sections.unknown import gaps
from gezondmenu.report.words import change as words_change
from gezondmenu.report.words import outcomes, scores, sentences_costs
from tests.test_report_wording import AREAS, B1_WORDS, DIFFERENT, example_page, make_page

CITY, LARGE, TINY, HEADS_ONLY, CONTROL = "GM9901", "WK990101", "WK990106", "WK990105", "WK990107"
LS = "outcome=life_satisfaction;wave=1"
AREAS_NOTE = "370 of 505 who began; 7 areas, 5 of them with the programme; the groups were not drawn by lot"


def row(indicator: str, value: float, *, group: str = LS, design: str = "before-after", **more) -> dict:
    """A row of the survey of area A."""
    base = {"indicator": indicator, "value": value, "period": "all", "group": group, "design": design}
    return base | {"unit": "points", "n": 40} | more


def level(wave: str, value: float, **more) -> dict:
    group = f"outcome=life_satisfaction;wave={wave}"
    return row("outcome_mean", value, group=group, design="one-off", lower=value - 0.2, upper=value + 0.2, **more)


RISE = row("mean_change", 0.6, lower=0.2, upper=1.0)
CHANGED = [level("0", 6.9), level("1", 7.5), RISE]


def difference(lower: float = 0.4, upper: float = 1.0, *, design: str = "comparison", **more) -> dict:
    value = (lower + upper) / 2
    return row(
        "mean_difference", value, lower=lower, upper=upper, design=design, n=370, **({"note": AREAS_NOTE} | more)
    )


@functools.cache
def of_example(area: str, language: str) -> str:
    return blocks.what_changed(example_page(area, language)).html


def section(page: Page) -> BeautifulSoup:
    made_here = page.area == "A"
    html = blocks.what_changed(page).html if made_here else of_example(page.area, page.language)
    return BeautifulSoup(html, "html.parser")


def lead(page: Page) -> str:
    """The paragraphs on the first level, in front of the figure."""
    return " ".join(" ".join(p.get_text().split()) for p in section(page).find_all("p", recursive=False))


def told(page: Page) -> list[str]:
    """Every piece of text of the section without the cards, alternative texts among them."""
    soup = section(page)
    for card in soup.select("details.cards"):
        card.decompose()
    texts = [
        " ".join(tag.get_text(" ").split()) for tag in soup.find_all(["p", "h2", "h3", "li", "td", "th", "caption"])
    ]
    return [*texts, *(" ".join(tag.get_text(" ").split()) for tag in soup.find_all("figcaption")), *_alts(soup)]


def _alts(soup: BeautifulSoup) -> list[str]:
    return [str(image["alt"]) for image in soup.find_all("img")]


# ----------------------------------------------------------------------------------------------------- without survey


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_survey_the_section_stays_in_two_lines(language):
    for page in (make_page(language=language), example_page(HEADS_ONLY, language)):
        soup = section(page)
        assert len(soup.select("p.missing")) == len(soup.select("p.needed")) == 1
        assert not soup.find("img")
        assert soup.h2["id"] == "change"


def test_without_a_survey_the_gap_still_says_that_no_comparison_was_made():
    assert gaps.gaps(make_page())[0][0] == "Geen vergelijking"
    assert gaps.gaps(example_page(HEADS_ONLY))[0][0] == "Geen vergelijking"


def test_a_single_measurement_is_told_as_a_level():
    text = lead(make_page(level("0", 6.9)))
    assert "Gemiddeld was de tevredenheid met het leven 6,9 (tussen 6,7 en 7,1; 40 mensen)." in text
    assert "Wat er veranderde, weten we dus niet." in text
    assert not find_overclaims(text, "nl")


# ------------------------------------------------------------------------------------------------- before and after


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "rows",
    [
        CHANGED,
        [level("0", 6.9), level("1", 6.3), row("mean_change", -0.6, lower=-1.0, upper=-0.2)],
        [level("0", 6.9), level("1", 7.0), row("mean_change", 0.1, lower=-0.3, upper=0.5)],
        [*CHANGED, row("mean_change", 0.7, variant="weighted", lower=0.3, upper=1.1), row("dropout_to_zero", 0.8)],
    ],
)
def test_before_and_after_alone_never_says_effect(rows, language):
    page = make_page(*rows, language=language)
    for text in told(page):
        assert not find_overclaims(text, language), text
    words = lead(page).lower()
    assert (
        "geen effect" in words or "not an effect" in words or "not be an effect" in words or "geen effect zijn" in words
    )


def test_another_season_is_said_with_the_months():
    january = {"0": "2024-01", "1": "2024-07"}
    text = lead(make_page(*CHANGED, waves=january))
    assert "De eerste meting was in januari 2024, de laatste in juli 2024." in text
    assert "Een deel van de verandering kan door het seizoen komen." in text
    a_year_later = lead(make_page(*CHANGED, waves={"0": "2024-01", "1": "2025-02"}))
    assert "februari 2025" in a_year_later
    assert "seizoen" not in a_year_later


def test_up_down_and_unclear_follow_the_interval():
    up, down, unclear = (
        words_change.change_sentence(make_page(row("mean_change", v, lower=low, upper=high)), "life_satisfaction")
        for v, low, high in ((0.6, 0.2, 1.0), (-0.6, -1.0, -0.2), (0.1, -0.3, 0.5))
    )
    assert up == "Gemiddeld ging de tevredenheid met het leven 0,6 punt omhoog (tussen 0,2 en 1,0; 40 mensen)."
    assert down == "Gemiddeld ging de tevredenheid met het leven 0,6 punt omlaag (tussen 0,2 en 1,0; 40 mensen)."
    assert "geen duidelijke verandering: +0,1 punt (tussen -0,3 en +0,5; 40 mensen)" in unclear


def test_a_clear_change_does_not_round_to_none():
    page = make_page(row("mean_change", 0.3, lower=0.03, upper=0.57))
    assert "tussen 0,03 en 0,57" in words_change.change_sentence(page, "life_satisfaction")


def test_those_who_left_stand_beside_it():
    page = make_page(
        *CHANGED, row("mean_change", 0.7, variant="weighted", lower=0.3, upper=1.1), row("dropout_to_zero", 0.8)
    )
    text = lead(page)
    assert "dan is de verandering 0,7 punt omhoog (tussen 0,3 en 1,1)" in text
    assert (
        "Was hun eigen verandering 0,8 punt lager dan die van de anderen? Dan is de stijging niet meer zeker." in text
    )


def test_the_flow_is_bars_from_asked_to_used():
    flow = [
        row("survey_asked", 134, group="wave=0", unit="persons"),
        row("survey_answered", 80, group="wave=0", unit="persons"),
        row("followed_share", 72.5, group="wave=1", unit="%", numerator=58, denominator=80),
        row("survey_used", 55, unit="persons"),
    ]
    page = make_page(*CHANGED, *flow)
    lines = claims_survey.flow_lines(page)
    assert [length for *_, length in lines] == [134, 80, 58, 55]
    assert claims_survey.flow_finding(page) == "Van de 134 mensen die we vroegen, kennen we van 55 de verandering"
    gap = dict(gaps.gaps(page))["Mensen die de vragenlijst niet invulden"]
    assert "Van de 134 mensen die we vroegen, vulden er 80 de vragenlijst in." in gap
    assert "Van de 80 die begonnen, antwoordden er 58 weer." in gap


def test_who_began_badly_stands_beside_what_was_to_be_expected():
    group = "baseline=worst third;" + LS
    rows = [row("mean_change", 1.1, group=group, lower=0.5, upper=1.8), row("expected_regression", 0.61, group=group)]
    (text,) = claims_survey.began_badly(make_page(*CHANGED, *rows))
    assert "veranderde de tevredenheid met het leven +1,1 punt (40 mensen)" in text
    assert "Zonder enige activiteit was ongeveer +0,6 punt al te verwachten." in text


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "Dit gaat over deze 5 gebieden zelf"), ("en", "This is about these 5 areas themselves")],
)
def test_a_change_of_several_areas_says_that_it_is_about_these(language, words):
    assert words in of_example(CITY, language)
    assert words not in of_example(LARGE, language)


def test_other_people_each_time_are_said():
    text = lead(make_page(*CHANGED[:2], RISE | {"note": "other people answered each time"}))
    assert "Elke keer antwoordden andere mensen" in text
    assert "dezelfde vragen" not in text


# -------------------------------------------------------------------------------------------------------- comparison


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_effect_without_lots_says_so(language):
    text = lead(make_page(*CHANGED, difference(), language=language))
    says = {
        "nl": "Het effect op de tevredenheid met het leven is waarschijnlijk 0,7 punt omhoog "
        "(tussen 0,4 en 1,0; 370 mensen). Er is niet geloot",
        "en": "The effect on life satisfaction is probably 0.7 points up "
        "(between 0.4 and 1.0; 370 people). Nobody drew lots",
    }
    assert says[language] in text


def test_by_lot_says_so_and_needs_no_excuse():
    page = make_page(*CHANGED, difference(design="randomised", note="370 of 505 who began"))
    assert "Er is geloot wie mee kon doen. Het effect op de tevredenheid met het leven is 0,7 punt omhoog" in lead(page)
    assert "niet geloot" not in blocks.what_changed(page).html
    assert dict(gaps.gaps(page))["Een vergelijking door loting"]
    unclear = make_page(*CHANGED, difference(-0.4, 1.0, design="randomised", note=""))
    assert "Tussen de twee groepen zien we geen duidelijk verschil" in lead(unclear)


@pytest.mark.parametrize(
    ("rows", "verdict", "says"),
    [
        ([difference()], "clear", "Het effect op"),
        ([difference(-0.1, 1.0)], "unclear", "geen duidelijk verschil in de tevredenheid"),
        (
            [difference(), {"indicator": "placebo_p", "status": "too few", "value": float("nan")}],
            "few areas",
            "Met zo weinig gebieden is toeval nooit uit te sluiten.",
        ),
        ([difference(), {"indicator": "placebo_p", "value": 0.2}], "chance", "kan dit toeval zijn"),
        ([difference(), {"indicator": "corrected_p", "value": 0.09}], "chance", "kan dit toeval zijn"),
        (
            [difference(float("nan"), float("nan")) | {"value": 0.7}],
            "few areas",
            "Met zo weinig gebieden is toeval nooit uit te sluiten.",
        ),
    ],
)
def test_the_verdict_follows_interval_areas_and_chance(rows, verdict, says):
    whole = [rows[0], *(row(e["indicator"], e["value"], design="comparison") | e for e in rows[1:])]
    page = make_page(*CHANGED, *whole)
    assert health.verdict(page, "life_satisfaction") == verdict
    assert says in lead(page)
    assert "niet geloot" in lead(page)
    effect = re.search(r"[Hh]et effect op", " ".join(told(page)))
    assert bool(effect) == (verdict == "clear")


def test_a_neighbourhood_tells_the_comparison_of_the_whole_and_says_so():
    beside = [entry | {"area": "G"} for entry in (*CHANGED, difference())]
    page = make_page(*CHANGED, *beside, beside="G", beside_name="Stad")
    text = lead(page)
    assert "Dit is een verandering en geen effect" in text
    assert "Alle gebieden samen zijn ook vergeleken: 7 gebieden, waarvan 5 met het programma." in text
    assert "Dit gaat over alle gebieden samen, niet over Noord alleen." in text
    assert health.verdict(page, "life_satisfaction") == "clear"
    (name, words) = gaps.gaps(page)[0]
    assert name == "Er is niet geloot"
    assert "Van Noord alleen kennen we alleen de verandering." in words
    title = section(page).h3.get_text()
    assert title == "Omhoog: tevredenheid met het leven"  # of the area, not of the comparison


def test_the_comparison_of_the_whole_study_is_taken_where_the_city_has_none():
    table = make_page(*CHANGED, *({**entry, "area": "all"} for entry in (*CHANGED, difference()))).rows
    assert set(page_rows(table, "A", "G")["area"]) == {"A", "all"}
    with_city = make_page(*CHANGED, *({**e, "area": a} for a in ("all", "G") for e in (*CHANGED, difference()))).rows
    assert set(page_rows(with_city, "A", "G")["area"]) == {"A", "G"}


def test_primary_outcomes_are_told_first():
    ucla = {"group": "outcome=ucla3;wave=1"}
    corrected = row("corrected_p", 0.01, design="comparison", method="Holm, over 2 primary outcomes") | ucla
    page = make_page(*CHANGED, RISE | ucla | {"value": -0.5, "lower": -0.9, "upper": -0.1}, corrected)
    assert health.outcomes(page) == ["ucla3", "life_satisfaction"]
    assert "ging de eenzaamheid 0,5 punt omlaag" in lead(page)


# --------------------------------------------------------------------------------------------------------- suppressed


def test_what_is_hidden_stays_hidden_and_is_a_word():
    secret = {"value": 7.77, "lower": 7.77, "upper": 7.77, "n": 7.77, "numerator": 7.77, "denominator": 7.77}
    hide = {"status": "suppressed", "note": "hidden: fewer than 10"} | secret
    levels = [level("0", 6.9) | hide, level("1", 7.5) | hide]
    names = [name for name in health.OF_SURVEY if name not in health.FLOW and name != "outcome_mean"]
    groups = {"balance": "outcome=life_satisfaction;trait=age;wave=1", "outcome_share": "answer=1;" + LS}
    rows = [
        row(
            name,
            1.0,
            group=groups.get(name, LS),
            design="comparison" if name in health.COMPARISON else "before-after",
        )
        | hide
        for name in names
    ]
    rows += [row("mean_change", 1.0) | hide | {"variant": "weighted"}]
    rows += [row(name, 1.0, group="wave=0", design="count") | hide for name in health.FLOW]
    page = make_page(*levels, *rows)
    html = "".join(block(page).html for block in (blocks.what_changed, blocks.what_we_do_not_know, blocks.summary))
    assert "te weinig (&lt; 10)" in html
    assert not re.search(r"7[.,]77|7[.,]8|>8<", html)
    assert "getallen uit de vragenlijst zijn verborgen" in html


def test_one_hidden_outcome_does_not_hide_the_others():
    hidden = {"group": "outcome=ucla3;wave=1", "status": "suppressed", "note": "hidden: fewer than 10"}
    page = make_page(*CHANGED, row("mean_change", 0.0) | hidden)
    assert "0,6 punt omhoog" in lead(page)
    table = section(page).select_one(".figure details table")
    assert "Eenzaamheid: Noord" in table.get_text()
    assert "te weinig (< 10)" in table.get_text()


def test_too_few_is_said_without_a_number():
    page = make_page(
        row("mean_change", float("nan"), status="too few", note="fewer than 2 persons answered both times")
    )
    assert "Te weinig mensen antwoordden beide keren." in lead(page)
    assert not section(page).find("img")
    assert "te weinig om iets te zeggen" in section(page).find("table").get_text()


# --------------------------------------------------------------------------------------------------------- figure


@pytest.mark.slow
@pytest.mark.parametrize("width", [style.WIDE, style.NARROW])
@pytest.mark.parametrize("area", [CITY, LARGE, TINY, CONTROL])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_leaves_the_figure_or_lies_on_another(area, language, width):
    page = example_page(area, language, is_comparison=area == CONTROL)
    drawing = figures.what_changed(page, width)
    for place, (text, box) in enumerate(drawing.texts):
        assert box.x0 >= -2, text
        assert box.x1 <= width + 2, text
        for other, beside in drawing.texts[place + 1 :]:
            across = min(box.x1, beside.x1) - max(box.x0, beside.x0)
            down = min(box.y1, beside.y1) - max(box.y0, beside.y0)
            assert across <= 1 or down <= 3, (text, other)
    image = style.svg(lambda w: figures.what_changed(page, w), width)
    assert min(float(size) for size in re.findall(r"font[^;\"]*?([\d.]+)px", image)) >= 11
    assert image == style.svg(lambda w: figures.what_changed(page, w), width)


@pytest.mark.parametrize("area", [CITY, LARGE, TINY, CONTROL])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figure_has_its_finding_as_alternative_text_and_its_table(area, language):
    page = example_page(area, language)
    soup = section(page)
    (drawn,) = soup.select(".figure")
    assert str(drawn.img["alt"]).startswith(drawn.h3.get_text(strip=True))
    for outcome in health.outcomes(page):
        assert outcomes.outcome_name(outcome, language) in drawn.img["alt"]
        for line in change_rows.lines_of(page, outcome):
            shown_in_table = drawn.select_one("details table").get_text("|")
            assert f"{outcomes.outcome_name(outcome, language)}: {line.name}" in shown_in_table
            assert scores.cell_of(page, outcome, line.entry) in shown_in_table
    assert drawn.figcaption.get_text(strip=True)


def test_each_kind_of_line_has_its_own_shape():
    marks = [(mark["marker"], mark["color"]) for mark in figures.MARKS.values()]
    assert len(set(marks)) == len(marks)


def test_the_band_is_what_people_do_not_notice():
    eq5d = {"group": "outcome=eq5d;wave=1"}
    least = row("improved_share", 40, unit="%", note="at least 0.07 points, which is computed; 40 of 60 who began")
    change = row("mean_change", 0.09, lower=0.03, upper=0.15)
    page = make_page(change | eq5d, least | eq5d)
    assert health.important(page, "eq5d") == (0.07, "computed")
    assert "Grijze band: een verandering die mensen niet merken (kwaliteit van leven: 0,07" in section(page).get_text()
    assert "Mensen merken een verandering van 0,07 punt of meer. Deze verandering is zo groot." in lead(page)
    small = make_page(change | eq5d | {"value": 0.05, "upper": 0.07}, least | eq5d)
    assert "Deze verandering is kleiner." in lead(small)


def test_the_studys_own_question_is_its_code_between_quotes():
    page = make_page(RISE | {"group": "outcome=slaap;wave=1"})
    assert "Gemiddeld ging de score voor “slaap” 0,6 punt omhoog" in lead(page)
    assert "beter" not in lead(page)  # the table does not say which way is better


def test_more_than_two_measurements_are_told_by_the_last():
    rows = [level("10", 7.7), RISE | {"group": "outcome=life_satisfaction;wave=10", "value": 0.8, "upper": 1.4}]
    page = make_page(*CHANGED, *rows)
    assert health.waves(page) == ["0", "1", "10"]
    assert health.change(page, "life_satisfaction").value == 0.8
    assert health.level(page, "life_satisfaction", first=False).value == 7.7


# ------------------------------------------------------------------------------------------------------------ the page


@pytest.mark.slow
@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_of_the_example_are_short_and_claim_only_what_their_design_allows(area, language):
    page = example_page(area, language)
    soup = section(page)
    for paragraph in soup.find_all("p", recursive=False):
        for sentence in split_sentences(" ".join(paragraph.get_text().split())):
            if not find_overclaims(sentence, language):
                assert len(re.sub(r"\([^)]*\)", "", sentence).split()) <= B1_WORDS, sentence
    claimed = [text for text in told(page) if find_overclaims(text, language)]
    compared = health.compared_area(page) if health.outcomes(page) else ""
    assert len(claimed) == (1 if compared else 0)  # the one sentence about the whole, from the row that allows it
    if compared:
        entry = health.find(page, "mean_difference", health.telling(page), area=compared)
        assert allows(entry.design, "effect")


@pytest.mark.parametrize("area", AREAS)
def test_words_of_researchers_stay_in_folds(area):
    soup = section(example_page(area))
    for fold in soup.find_all("details"):
        fold.decompose()
    text = soup.get_text(" ").lower()
    assert not [word for word in ("p-waarde", "ancova", "hedges", "gewogen", "significant") if word in text]


def test_change_takes_the_third_sentence_only_where_costs_are_unknown_and_it_is_clear():
    cost = {"indicator": "cost_per_visit", "value": 6.4, "unit": "EUR per visit"}
    growth = {"indicator": "visits_growth", "value": 10, "unit": "%"}
    assert sentences_costs.costs(make_page(*CHANGED, cost)).section == "worth"
    told_first = sentences_costs.costs(make_page(*CHANGED, growth))
    assert told_first.section == "change"
    assert told_first.text.endswith("Dit is een verandering en geen effect: we weten niet waar het door komt.")
    assert sentences_costs.costs(make_page(growth, RISE | {"lower": -0.2})).section == "who"


def test_what_the_section_shows_is_among_the_rows_shown():
    page = example_page(LARGE)
    rows = register.rows_shown(page)
    assert {"mean_change", "outcome_mean", "survey_used"} <= {entry.indicator for entry in rows if entry.area == LARGE}
    assert {"mean_difference"} <= {entry.indicator for entry in rows if entry.area == CITY}
    assert all(entry.status != "no data" for entry in shown.survey_rows(page))


def test_every_indicator_of_the_cards_has_a_place():
    from gezondmenu.indicators.register import cards

    assert {name for id in change_rows.CARDS["change"] for name in cards()[id].indicators} == set(health.OF_SURVEY)


@pytest.mark.parametrize("area", [area for area in DIFFERENT if area != HEADS_ONLY])
def test_the_page_says_nothing_of_the_survey_as_missing_that_the_comparison_has(area):
    missing = dict(gaps.gaps(example_page(area))).get("Ontbreekt", "")
    assert "p-waarde" not in missing
    assert "overlap" not in missing


def test_an_outcome_that_was_not_measured_has_no_number():
    assert not health.change(make_page(), "x").known
    assert health.telling(make_page()) == ""


@pytest.mark.parametrize(
    ("low", "shown"),
    [(0.04, "+0,04\xa0tot\xa0+0,60"), (0.3, "+0,3\xa0tot\xa0+0,6"), (-0.04, "0,0\xa0tot\xa0+0,6")],
)
def test_no_limit_is_zero_with_a_sign(low, shown):
    """Of a clear change a limit has as many decimals as it takes to be none; of any other it may be zero."""
    variant = row("mean_change", 0.3, lower=low, upper=0.6, variant="complete case")
    page = make_page(row("mean_change", 0.9, lower=0.5, upper=1.3), variant, language="nl")
    (entry,) = (e for e in health.entries(page, "mean_change") if e.variant == "complete case")
    assert scores.interval_of(page, "life_satisfaction", entry) == shown
    assert not re.search(r"[-+−]0(,0+)?(?![\d,])", shown)
