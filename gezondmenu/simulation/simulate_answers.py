"""What people of a simulated study answer: the statements, the survey and who was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from scipy.special import expit, ndtr, ndtri

from gezondmenu.simulation.simulate_activities import Activities
from gezondmenu.simulation.simulate_attendance import Visits
from gezondmenu.simulation.simulate_people import LASTING, Residents
from gezondmenu.simulation.simulate_places import ADULT_FROM, Places
from gezondmenu.vocabulary import POSITIVE_FROM, STATEMENTS, GezondmenuError

STATEMENT_SHARES = np.array(
    [
        [0.080, 0.075, 0.085, 0.405, 0.355],
        [0.090, 0.100, 0.140, 0.390, 0.280],
        [0.075, 0.075, 0.095, 0.355, 0.400],
        [0.080, 0.085, 0.115, 0.400, 0.320],
    ]
)
"""Shares of the answers 1-5 in an average area, a row for each of `STATEMENTS`."""

ASKED = 0.93  # share of participants who get the statements
OF_ONE_PERSON = 0.4  # correlation of one person's answers
SHIFT_OF_AREA = 0.08  # standard deviation between areas, on the normal scale

QUESTIONS = {
    "life_satisfaction": 1,
    "perceived_health": -1,
    "ucla1": -1,
    "ucla2": -1,
    "ucla3": -1,
    "mobility": -1,
    "self_care": -1,
    "usual_activities": -1,
    "pain": -1,
    "anxiety": -1,
}
"""The questions of the survey: 1 where a higher answer is better, -1 where it is worse."""

CUTS = {
    "perceived_health": [0.18, 0.70, 0.92, 0.98],
    "ucla1": [0.55, 0.88],
    "ucla2": [0.66, 0.92],
    "ucla3": [0.60, 0.90],
    "mobility": [0.62, 0.83, 0.95, 0.995],
    "self_care": [0.90, 0.965, 0.99, 0.998],
    "usual_activities": [0.66, 0.86, 0.96, 0.993],
    "pain": [0.38, 0.72, 0.93, 0.99],
    "anxiety": [0.60, 0.83, 0.955, 0.992],
}
"""Share of an average group at the first wave that answers at most 1, 2, ... (1 is the best answer)."""

OF_HEALTH = 0.6  # share of the variance of what is asked that is health
ANSWER_WHEN_ASKED = 0.6  # share of those asked for the survey who fill it in, as far as there are enough people
NOT_ANSWERED = 0.02  # share of survey answers that are blank
LOST_ON_AVERAGE = 0.25  # chance that somebody of average health is lost after the first wave


def answer_statements(
    rng: np.random.Generator, places: Places, activities: Activities, visits: Visits, labels: Sequence[str]
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The answers (with `who`, a place among the participants), the invitations, and the true positive shares."""
    area = activities.area[visits.main]
    asked = rng.random(len(area)) < ASKED
    answered = asked & (rng.random(len(area)) < places.response[area] / ASKED)
    rows = np.flatnonzero(answered)
    shift = rng.normal(0, SHIFT_OF_AREA, (len(places.codes), len(STATEMENTS)))
    cuts = ndtri(STATEMENT_SHARES.cumsum(axis=1)[:, :-1])
    common = rng.standard_normal(len(rows))
    period = np.array(labels)[visits.of_year[rows]]
    tables, truths = [], []
    for number, statement in enumerate(STATEMENTS):
        own = rng.standard_normal(len(rows))
        latent = np.sqrt(OF_ONE_PERSON) * common + np.sqrt(1 - OF_ONE_PERSON) * own + shift[area[rows], number]
        answer = np.searchsorted(cuts[number], latent, side="right") + 1
        table = {
            "activity": activities.ids[visits.main[rows]],
            "period": period,
            "statement": statement,
            "answer": np.array(["", "1", "2", "3", "4", "5"])[answer],
            "who": visits.of_person[rows],
            "area": area[rows],
        }
        positive = ndtr(shift[:, number] - cuts[number, POSITIVE_FROM - 2])
        tables.append(pd.DataFrame(table))
        truths.append(pd.DataFrame({"area": places.codes, "statement": statement, "positive": positive}))

    years, total = len(labels), len(places.codes)
    cell = visits.of_year * total + area
    eligible, were_asked, attended = (
        np.bincount(cell, weights=mask, minlength=years * total).astype(int)
        for mask in (np.ones(len(area)), asked, answered)
    )
    invitations = pd.DataFrame(
        {
            "measure": "appreciation",
            "area": np.tile(places.codes, years),
            "period": np.repeat(labels, total),
            "eligible": pd.array(eligible, dtype="Int64"),
            "asked": were_asked,
            "attended": attended,
        }
    )
    invitations.loc[np.tile(places.head_counts, years), "eligible"] = pd.NA
    return pd.concat(tables, ignore_index=True), invitations, pd.concat(truths, ignore_index=True)


def health_checks(
    rng: np.random.Generator, places: Places, residents: Residents, labels: Sequence[str]
) -> pd.DataFrame:
    """A funnel of over-65s from eligible to referred, a row for each area and year."""
    older = np.bincount(residents.area, weights=residents.age >= 4, minlength=len(places.codes)).astype(int)
    tables = []
    for label in labels:
        asked = rng.binomial(older, 0.6)
        attended = rng.binomial(asked, 0.38)
        counts = {"eligible": older, "asked": asked, "attended": attended, "referred": rng.binomial(attended, 0.18)}
        tables.append(pd.DataFrame({"measure": "gezondheidscheck", "area": places.codes, "period": label, **counts}))
    return pd.concat(tables, ignore_index=True)


def effect_by_question(true_effect: float | Mapping[str, float]) -> dict[str, float]:
    """The effect on each question, in standard deviations towards better."""
    if not isinstance(true_effect, Mapping):
        return dict.fromkeys(QUESTIONS, float(true_effect))
    unknown = set(true_effect) - set(QUESTIONS)
    if unknown:
        raise GezondmenuError(
            f"`true_effect` names {', '.join(sorted(unknown))}; the questions are {', '.join(QUESTIONS)}"
        )
    return {question: float(true_effect.get(question, 0)) for question in QUESTIONS}


def answer_survey(
    rng: np.random.Generator,
    places: Places,
    residents: Residents,
    years: Sequence[int],
    true_effect: float | Mapping[str, float],
    trend: float,
    dropout: float,
    surveyed: int,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Two waves among adults who took part in the first year: the answers (`who`: a resident), and the truth."""
    pool = np.flatnonzero(residents.took_part[0] & (residents.age >= ADULT_FROM) & places.listed[residents.area])
    pool = pool[np.lexsort((rng.random(len(pool)), residents.area[pool]))]
    first = np.searchsorted(residents.area[pool], residents.area[pool])
    pool = pool[np.arange(len(pool)) - first < surveyed]
    programme = places.programme[residents.area[pool]]
    health = residents.health[pool]
    later = np.sqrt(LASTING) * residents.lasting[pool] + np.sqrt(1 - LASTING) * rng.standard_normal(len(pool))
    lost = rng.random(len(pool)) < expit(np.log(LOST_ON_AVERAGE / (1 - LOST_ON_AVERAGE)) - dropout * health)
    waves = (
        ("0", health, np.full(len(pool), True), np.datetime64(f"{years[0]}-03-04")),
        ("1", later, ~lost, np.datetime64(f"{years[-1]}-10-06")),
    )
    effects = effect_by_question(true_effect)
    tables, truths = [], []
    for wave, state, answers, opening in waves:
        date = (opening + rng.integers(0, 26, len(pool))).astype("datetime64[ns]")
        for question in QUESTIONS:
            asked = np.sqrt(OF_HEALTH) * state + np.sqrt(1 - OF_HEALTH) * rng.standard_normal(len(pool))
            without = _answer(question, asked + trend * (wave == "1"))
            given = _answer(question, asked + (trend + effects[question] * programme) * (wave == "1"))
            blank = rng.random(len(pool)) < NOT_ANSWERED
            rows = np.flatnonzero(answers)
            table = {
                "who": pool[rows],
                "wave": wave,
                "question": question,
                "answer": np.where(blank, "", given.astype("U2"))[rows],
                "date": date[rows],
                "area": places.codes[residents.area[pool[rows]]],
                "arm": np.where(programme, "programme", "comparison")[rows],
            }
            tables.append(pd.DataFrame(table).replace({"answer": {"": None}}))
            if wave == "1":
                caused = (given - without)[programme].mean() if programme.any() else np.nan
                moved = (without - _answer(question, asked)).mean() if len(pool) else np.nan
                truths.append((question, effects[question], caused, moved, QUESTIONS[question]))
    columns = ["question", "effect_sd", "effect", "trend", "better"]
    return pd.concat(tables, ignore_index=True), pd.DataFrame(truths, columns=columns)


def _answer(question: str, latent: np.ndarray) -> np.ndarray:
    if question == "life_satisfaction":
        return np.clip(np.round(7.2 + 1.5 * latent), 0, 10).astype(int)
    return np.searchsorted(ndtri(CUTS[question]), -latent, side="right") + 1


def survey_invitations(
    places: Places, residents: Residents, survey: pd.DataFrame, years: Sequence[int]
) -> pd.DataFrame:
    """Who could be asked for each wave, was asked and answered: adults who took part, then those who answered first."""
    adults = residents.took_part[0] & (residents.age >= ADULT_FROM)
    eligible = np.bincount(residents.area[adults], minlength=len(places.codes))
    answered = [
        np.bincount(residents.area[survey.loc[survey["wave"] == wave, "who"].unique()], minlength=len(places.codes))
        for wave in ("0", "1")
    ]
    asked = np.minimum(eligible, np.ceil(answered[0] / ANSWER_WHEN_ASKED).astype(int))
    counts = (
        (f"{years[0]}-Q1", eligible, asked, answered[0]),
        (f"{years[-1]}-Q4", answered[0], answered[0], answered[1]),
    )
    tables = [
        pd.DataFrame(
            {
                "measure": "survey",
                "area": places.codes,
                "period": period,
                "eligible": could,
                "asked": were,
                "attended": did,
            }
        )[places.listed]
        for period, could, were, did in counts
    ]
    return pd.concat(tables, ignore_index=True)
