"""Simulated studies with a known truth: every table filled, and what is true written down beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from gezondmenu.given import check_number
from gezondmenu.simulation import simulate_answers as answers
from gezondmenu.simulation import simulate_arrangements as agreed
from gezondmenu.simulation import simulate_attendance as attendance
from gezondmenu.simulation import simulate_map as maps
from gezondmenu.simulation import simulate_money as money
from gezondmenu.simulation import simulate_people as people_of
from gezondmenu.simulation import simulate_places as places_of
from gezondmenu.simulation.simulate_activities import make_activities, make_meetings, season_curve
from gezondmenu.simulation.simulate_goals import make_goals
from gezondmenu.simulation.simulate_truth import truth_of_areas, truth_of_health
from gezondmenu.simulation.simulate_value import value_tables
from gezondmenu.study.model import Study, make_study
from gezondmenu.vocabulary import GezondmenuError


def simulate_study(
    areas: int = 8,
    people: int | Sequence[int] | None = None,
    *,
    seed: int = 1,
    years: Sequence[int] = (2024, 2025),
    participation: float | Sequence[float] | None = None,
    growth: float | Sequence[float] | None = None,
    low_income_odds: float | Sequence[float] | None = None,
    response: float | Sequence[float] | None = None,
    true_effect: float | Mapping[str, float] = 0.3,
    trend: float = 0.15,
    selection: float = 0.3,
    dropout: float = 0.5,
    season: float = 0.4,
    comparison_areas: int = 2,
    head_count_areas: int = 1,
    tiny_areas: int = 1,
    surveyed: int = 80,
) -> Study:
    """Make up a study of which the truth is known, to learn on and to test an estimate against.

    Areas come in the order: programme, head counts only, tiny (programme too), comparison. Nobody in it exists.

    Parameters
    ----------
    areas : int
        Number of areas, 1 or more; every 25 of them share a city.
    people : int or sequence of int, optional
        Residents of each area, the tiny ones too; drawn between 2,500 and 12,000 (tiny: 900-1,000) when left out.
    seed : int
        The same seed and parameters give the same study.
    years : sequence of int
        Calendar years that follow each other, all of them past.
    participation : float or sequence of float, optional
        Share of the residents of each area that takes part in the first year, 0-0.8.
    growth : float or sequence of float, optional
        Factor by which that share changes each year: 1.1 is 10 % more.
    low_income_odds : float or sequence of float, optional
        Odds ratio of taking part for residents with a low income; drawn between 1.3 and 2.5 when left out.
    response : float or sequence of float, optional
        Share of the participants at the activities of each area that answers the statements, 0-0.93.
    true_effect : float or mapping of float
        What taking part in a programme area does to the answers of the survey at wave 1, in standard deviations
        of what is asked, above 0 is better; a mapping gives it by question (0 for those it does not name).
    trend : float
        What happens to everybody between the waves, in the same unit: a before-after comparison takes it for effect.
    selection : float
        Log odds of taking part per standard deviation of better health at the first wave: above 0 the healthy
        take part more. Part of that health does not last, so participants regress to the mean.
    dropout : float
        Log odds of being lost after the first wave, and of not coming back the next year, per standard
        deviation of worse health.
    season : float
        Share of the visitors of a meeting that stays away in July and August, 0-0.8; 0 is a flat year.
    comparison_areas, head_count_areas, tiny_areas : int
        How many of the areas have no programme; have head counts and no lists of persons; are tiny.
    surveyed : int
        At most so many adults of each area with lists are surveyed, all of them participants of the first year:
        of the programme (arm ``programme``) or of the ordinary activities of a comparison area.

    Returns
    -------
    Study
        With all tables but `questions`, the choice ``synthetic`` true, and in `truth`:

        ``parameters``
            The arguments as used.
        ``areas``
            area, arm, head_counts, tiny, residents, low_income_odds (of taking part), response (share of the
            participants that answers the statements).
        ``participation``
            area, period, probability (mean over residents of their own chance), realised, reach_low_income
            (share of low incomes among expected participants over that among residents).
        ``appreciation``
            area, statement, positive: the chance of an answer of 4 or 5, the same in each year.
        ``effect``
            question; effect_sd (the argument); effect and trend (the mean change they cause in the answers of
            those surveyed, in points of the question); better (1: higher is better, -1: lower is).
        ``season``
            week of the year, and what is left of meetings and of visitors.
        ``selection``
            log_odds (the argument); gap: mean health at wave 0 of participants of the first year minus that of
            other residents; gap_within_age: the same within age bands. In standard deviations.
        ``dropout``
            intercept and slope of the log odds of being lost after wave 0, by health in standard deviations.
        ``goals``
            area, reached: the chance of reaching a step that somebody chose.
        ``weights``
            statement, weight: the mean share of points that residents give to each statement.
        ``health``
            person and health at wave 0 of everybody in the table people.

    Notes
    -----
    Health at wave k of person i is ``h_ik = sqrt(0.7) lasting_i + sqrt(0.3) passing_ik``, mean 0 and standard
    deviation 1 over all residents. What question q asks is ``sqrt(0.6) h_ik + sqrt(0.4) e_ikq``, to which
    wave 1 adds ``trend`` and, in programme areas, ``true_effect``; answers are that, cut into the classes of
    the question. The logit of taking part in the first year is ``level[area] + age + gender + low income +
    selection h_i0``. The chance in a later year is ``growth`` times that of the year before; those who came
    before come again more often.

    Examples
    --------
    >>> study = simulate_study(areas=3, people=1_500, seed=7, comparison_areas=1, head_count_areas=0)
    >>> study.choices["synthetic"], study["areas"].level.tolist()
    (True, ['gemeente', 'wijk', 'wijk', 'wijk'])
    >>> study.truth["effect"].question.head(2).tolist()
    ['life_satisfaction', 'perceived_health']
    """
    parameters = dict(locals())
    for name in ("areas", "seed", "comparison_areas", "head_count_areas", "tiny_areas", "surveyed"):
        check_number(name, parameters[name], whole=True)
    for name in ("trend", "selection", "dropout", "season"):
        check_number(name, parameters[name])
    years = _checked(areas, years, season, surveyed)
    streams = np.random.default_rng(seed).spawn(14)  # a stream a part: a new part leaves the others as they were
    given = {
        "people": people,
        "participation": participation,
        "growth": growth,
        "low_income_odds": low_income_odds,
        "response": response,
    }
    places = places_of.make_places(streams[0], areas, given, comparison_areas, head_count_areas, tiny_areas)
    residents = people_of.make_residents(streams[1], places, len(years), selection, dropout)
    activities = make_activities(streams[2], places, len(years))
    meetings = make_meetings(streams[3], activities, years, season)
    visits = attendance.make_visits(streams[4], places, residents, activities, meetings, season)
    helpers = attendance.make_helpers(streams[5], places, residents, activities, meetings, visits)
    sessions, took_place = attendance.sessions_table(streams[5], activities, meetings, visits, helpers)

    labels = [str(year) for year in years]
    stated, invitations, truth_of_statements = answers.answer_statements(streams[6], places, activities, visits, labels)
    survey, truth_of_effect = answers.answer_survey(
        streams[7], places, residents, years, true_effect, trend, dropout, surveyed
    )

    listed = places.listed[residents.area[visits.participants]]
    known = np.union1d(visits.participants[listed], helpers.resident)
    names = np.full(len(residents.area), "", dtype=object)
    digits = max(4, len(str(len(known))))
    names[known] = [f"p{number + 1:0{digits}d}" for number in streams[8].permutation(len(known))]
    kept = took_place & places.listed[activities.area[meetings.activity]]
    stated["person"] = names[visits.participants[stated.who]]
    stated.loc[places.head_counts[stated.area], "person"] = None
    survey["person"] = names[survey.who]

    goals, truth_of_goals = make_goals(streams[9], places, residents, activities, meetings, visits, names)
    tables_of_value, truth_of_weights = value_tables(streams[12], places, residents.area, names)
    points = maps.area_points(streams[10], places)
    of_activities = maps.activity_points(streams[10], points, len(places.city_codes) + activities.area)
    good_health = residents.mean_by_area(residents.health > -0.6)
    frames = {
        "areas": places_of.areas_table(places, years[-1]).join(points),
        "population": places_of.population_table(
            places, residents.area, residents.age, residents.female, residents.low_income
        ),
        "activities": activities.table.join(of_activities),
        "sessions": sessions,
        "attendance": attendance.attendance_table(activities, meetings, visits, helpers, names, kept),
        "people": people_of.people_table(streams[8], places, residents, known, names),
        "appreciation": stated.drop(columns=["who", "area"]).sort_values(
            ["activity", "period", "statement", "person"], kind="stable"
        ),
        "survey": survey.drop(columns="who").sort_values(["area", "person", "wave"], kind="stable"),
        "invitations": pd.concat(
            [
                invitations,
                answers.health_checks(streams[8], places, residents, labels),
                answers.survey_invitations(places, residents, survey, years),
            ]
        ),
        **money.help_tables(streams[8], places, years),
        **money.arrangements_tables(streams[8], places, years),
        "initiatives": money.initiatives_table(streams[8], places),
        **tables_of_value,
        "goals": goals,
        "context": pd.concat(
            [
                places_of.context_table(places, good_health, years[0]),
                maps.employers_table(streams[11], places, years),
            ]
        ),
        "area_links": places_of.area_links_table(places, years),
    }
    if len(frames["arrangements"]):
        frames["spending"] = agreed.booked_until(frames["spending"], streams[13])
        frames["agreements"] = agreed.terms_table(frames["arrangements"])
        frames["organisations"] = agreed.organisations_table(frames["spending"], frames["arrangements"])
    frames["costs"] = money.costs_table(streams[8], places, activities, sessions, frames["arrangements"], years)
    truth = {
        "parameters": {**parameters, "years": tuple(years)},
        **truth_of_areas(places, residents, labels),
        "appreciation": truth_of_statements,
        "effect": truth_of_effect,
        "season": season_curve(season),
        "goals": truth_of_goals,
        "weights": truth_of_weights,
        **truth_of_health(residents, known, names, selection, dropout),
    }
    return make_study(
        frames,
        truth=truth,
        name="Gesimuleerde studie (synthetisch)",
        synthetic=True,
        seed=seed,
        comparison_arm="comparison",
        observed_from=pd.Timestamp(years[0], 1, 1),
        observed_to=pd.Timestamp(years[-1], 12, 31),
    )


def _checked(areas: int, years: Sequence[int], season: float, surveyed: int) -> list[int]:
    wanted = list(years) if isinstance(years, Sequence) and not isinstance(years, str) else []
    if not wanted or wanted != list(range(wanted[0], wanted[0] + len(wanted))):
        raise GezondmenuError(f"`years` must follow each other, such as (2024, 2025), and is {tuple(years)}")
    if areas < 1:
        raise GezondmenuError(f"`areas` must be 1 or more, and is {areas}")
    if not 0 <= season <= 0.8:
        raise GezondmenuError(f"`season` must lie from 0 to 0.8, and is {season}")
    if surveyed < 0:
        raise GezondmenuError(f"`surveyed` must be 0 or more, and is {surveyed}")
    return wanted
