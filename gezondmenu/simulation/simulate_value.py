"""What a simulated study needs for a valuation: chains, assumptions, prices and residents' weights. All made up."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.simulation.simulate_places import MADE_UP, Places
from gezondmenu.vocabulary import STATEMENTS

EXPIRES = pd.Timestamp(2030, 1, 1)
PER_YEAR = "per deelnemer per jaar"
ILLUSTRATION = "alleen ter illustratie"

CHAINS = (
    # chain, name, name_en, outcome, effect, price, reached, level_to, method, in_total
    # why one of them is added to another that values health too stands in `DIFFERENT`
    (
        "eq5d",
        "kwaliteit van leven",
        "quality of life",
        "eq5d",
        None,
        "qaly_nl_50k",
        "regular_participants",
        None,
        None,
        True,
    ),
    ("huisarts", "huisarts", "GP", f"huisartsbezoeken {PER_YEAR}", "VB1", "gp_consult", None, None, None, True),
    (
        "thuiszorg",
        "verzorging thuis",
        "care at home",
        f"uren thuiszorg {PER_YEAR}",
        "VB2",
        "personal_care_hour",
        None,
        None,
        None,
        False,
    ),
    (
        "wandelen",
        "minder sterfte door wandelen",
        "fewer deaths through walking",
        "minuten wandelen per week",
        "VB3",
        "vsl_nl_heat",
        None,
        None,
        "heat walking",
        True,
    ),
    (
        "huishouden",
        "hulp in de huishouding",
        "help in the household",
        f"uren hulp in de huishouding {PER_YEAR}",
        "VB4",
        "domestic_help_hour",
        None,
        5.0,
        None,
        True,
    ),
    ("verzuim", "verzuim", "sick leave", f"verzuimdagen {PER_YEAR}", "VB5", "sick_day_8h", None, None, None, True),
)

DIFFERENT = {
    "wandelen": "de vragenlijst zegt hoe het gaat met wie leeft; jaren die iemand langer leeft zitten daar niet in",
}

BORROWED = (
    # effect, outcome, value, low, high, unit, range_meaning
    ("VB1", f"huisartsbezoeken {PER_YEAR}", -0.4, -0.8, 0.0, "bezoeken", "interval"),
    ("VB2", f"uren thuiszorg {PER_YEAR}", np.nan, -3.0, 0.5, "uren", "range"),
    ("VB3", "minuten wandelen per week", 20.0, 5.0, 40.0, "minuten per week", "range"),
    ("VB4", f"uren hulp in de huishouding {PER_YEAR}", -2.0, -5.0, 0.0, "uren", "range"),
    ("VB5", f"verzuimdagen {PER_YEAR}", -0.1, -0.3, 0.1, "dagen", "interval"),
)

ASSUMPTIONS = (
    # chain (None: all), parameter, value, low, high, reason
    (None, "attribution", 0.5, 0.3, 0.7, "niet alles komt door de activiteiten: mensen doen ook andere dingen"),
    (None, "deadweight", 0.3, 0.15, 0.5, "een deel was ook zonder activiteiten veranderd"),
    (None, "displacement", 0.1, 0.0, 0.2, "enkele deelnemers stopten met iets anders"),
    (None, "drop_off", 0.5, 0.3, 0.8, "wat mensen eraan hebben neemt elk jaar af"),
    (None, "transfer", 0.5, 0.2, 0.8, "elders gevonden; hier kan het minder zijn"),
    ("eq5d", "units", 0.12, 0.05, 0.25, "het verschil is er niet bij iedereen die vaak komt"),
    ("wandelen", "heat_share", 0.7, 0.5, 0.8, "deelnemers van 20 tot en met 74 jaar die elke week wandelen"),
)

PRICES = (
    # price, name, name_en, value, unit, price_year, payer, law, counts_as
    (
        "cpi_factor_2024_2025",
        "prijsindex van 2024 naar 2025",
        "price index from 2024 to 2025",
        1.03,
        "factor",
        2024,
        "other",
        "none",
        "cost",
    ),
    (
        "wellby_voorbeeld",
        "een punt meer tevredenheid, een jaar lang",
        "one point more satisfied, for a year",
        9_000.0,
        "EUR/WELLBY",
        2024,
        "residents",
        "none",
        "benefit",
    ),
)

DIVIDING, CHOOSING, SETS, POINTS = 120, 60, 3, 10
WEIGHTS = np.array([0.25, 0.15, 0.25, 0.35])  # of the four statements, on average
CONCENTRATION = 6.0  # how alike residents are in what they find important


def value_tables(
    rng: np.random.Generator, places: Places, home: np.ndarray, names: np.ndarray
) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """The tables that make euros of outcomes, what residents find important, and the true weights behind that.

    `home` is the place of the area of each resident, `names` their pseudonym (blank where it is not known).
    """
    borrowed = pd.DataFrame(
        BORROWED, columns=["effect", "outcome", "value", "low", "high", "unit", "range_meaning"]
    ).assign(setting=f"verzonnen, {ILLUSTRATION}", design="unknown", source=MADE_UP, overlaps_with="none")
    chains = pd.DataFrame(
        CHAINS,
        columns=["chain", "name", "name_en", "outcome", "effect", "price", "reached", "level_to", "method", "in_total"],
    )
    chains["different_because"] = chains["chain"].map({id: f"{why}; {MADE_UP}" for id, why in DIFFERENT.items()})
    assumptions = pd.DataFrame(ASSUMPTIONS, columns=["chain", "parameter", "value", "low", "high", "reason"])
    prices = pd.DataFrame(
        PRICES,
        columns=["price", "name", "name_en", "value", "unit", "price_year", "payer", "law", "counts_as"],
    )
    asked = rng.permutation(np.flatnonzero((names != "") & places.programme[home]))
    dividing = min(DIVIDING, 2 * len(asked) // 3)
    return {
        "borrowed_effects": borrowed.assign(expires=EXPIRES),
        "chains": chains,
        "assumptions": assumptions.assign(reason=assumptions["reason"] + "; " + MADE_UP),
        "prices": prices.assign(source=MADE_UP),
        "points": _divided_points(rng, names[asked[:dividing]]),
        "best_worst": _best_and_worst(rng, names[asked[dividing : dividing + CHOOSING]]),
    }, pd.DataFrame({"statement": STATEMENTS, "weight": WEIGHTS})


def _divided_points(rng: np.random.Generator, persons: np.ndarray) -> pd.DataFrame:
    """Each person divides ten points over the statements, by weights of their own."""
    own = rng.dirichlet(CONCENTRATION * WEIGHTS, len(persons))
    points = np.array([rng.multinomial(POINTS, weights) for weights in own]).reshape(len(persons), len(STATEMENTS))
    table = pd.DataFrame({"person": np.repeat(persons, len(STATEMENTS))}, dtype="str")
    table["statement"] = np.tile(STATEMENTS, len(persons))
    return table.assign(points=points.ravel()).sort_values("person", kind="stable", ignore_index=True)


def _best_and_worst(rng: np.random.Generator, persons: np.ndarray) -> pd.DataFrame:
    """Each person sees three of the statements at a time and chooses the most and the least important one."""
    rows = []
    for person in persons:
        for card in range(1, SETS + 1):
            shown = rng.choice(len(STATEMENTS), 3, replace=False)
            liked = np.log(WEIGHTS[shown]) + rng.gumbel(0, 0.5, 3)
            best, worst = int(np.argmax(liked)), int(np.argmin(liked))
            for place, statement in enumerate(shown):
                choice = "best" if place == best else "worst" if place == worst else None
                rows.append((person, str(card), STATEMENTS[statement], choice))
    table = pd.DataFrame(rows, columns=["person", "set", "statement", "choice"])
    return table.sort_values(["person", "set"], kind="stable", ignore_index=True)
