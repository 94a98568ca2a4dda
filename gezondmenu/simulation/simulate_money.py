"""The help, the costs and the arrangements of a simulated study. All organisations are made up."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from gezondmenu.simulation.simulate_activities import Activities
from gezondmenu.simulation.simulate_places import Places

SUPPORTER = 70_000  # euro a year, shared by the programme areas of one city
SUPPORTER_PAYERS = (("municipality", "Wmo", 0.5), ("insurer", "Zvw", 0.3), ("fund", "none", 0.2))
BUDGET_YEARS = 5
BUDGETS = (
    # kind, law, payer, euro a resident and year, share spent
    ("neighbourhood budget", "Wmo", "municipality", 9.0, 0.96),
    ("neighbourhood budget", "Zvw", "insurer", 3.0, 0.92),
    ("neighbourhood budget", "Wlz", "care office", 1.2, 0.85),
    ("neighbourhood budget", "Jeugdwet", "municipality", 2.5, 1.04),
    ("neighbourhood budget", "Participatiewet", "municipality", 1.5, 0.88),
    ("prevention budget", "Zvw", "insurer", 2.0, 0.80),
    ("prevention budget", "Wmo", "municipality", 2.0, 0.90),
)
KINDS = {
    "supporter": ("BO", "Buurtondersteuner"),
    "neighbourhood budget": ("WB", "Wijkbudget"),
    "prevention budget": ("PB", "Preventiebudget"),
}
"""Kinds of arrangements, each with what its code begins with and the first word of its name."""
ORGANISATIONS = ("Welzijn De Brink", "Zorggroep Het Anker", "Stichting Samen Lopen", "Buurtcoöperatie De Sleutel")
HELP = ("boodschappen", "vervoer", "klus", "gezelschap", "formulieren", "digitale hulp")


def costs_table(
    rng: np.random.Generator,
    places: Places,
    activities: Activities,
    sessions: pd.DataFrame,
    arrangements: pd.DataFrame,
    years: Sequence[int],
) -> pd.DataFrame:
    """Each quarter: activities, coordination and staff of an area, rooms in kind, and the supporter."""
    area_of = pd.Series(activities.area, index=activities.ids)
    area = area_of.loc[sessions.activity].to_numpy()
    quarter = ((sessions.date.dt.year - years[0]) * 4 + sessions.date.dt.quarter - 1).to_numpy()
    quarters, total = 4 * len(years), len(places.codes)
    cell = area * quarters + quarter
    visits = np.bincount(cell, weights=sessions.visits, minlength=total * quarters)
    hours = np.bincount(cell, weights=sessions.professional_hours, minlength=total * quarters)
    held = np.bincount(cell, minlength=total * quarters)
    days = pd.period_range(f"{years[0]}Q1", periods=quarters, freq="Q").end_time.normalize()
    base = pd.DataFrame({"date": np.tile(days, total), "area": np.repeat(places.codes, quarters)})
    noise = rng.uniform(0.85, 1.15, (3, len(base)))
    programme = np.repeat(places.programme, quarters)
    items = [
        base.assign(payer="municipality", law="Wmo", kind="activity", amount_eur=visits * 2.1 * noise[0]),
        base.assign(
            payer=np.where(programme, "insurer", "municipality"),
            law=np.where(programme, "Zvw", "Wmo"),
            kind="staff",
            amount_eur=hours * 34 * noise[1],
        ),
        base.assign(
            payer="municipality",
            law="none",
            kind="coordination",
            amount_eur=(50 + 0.06 * np.repeat(places.people, quarters)) * noise[2],
        ),
        base.assign(payer="residents", law="none", kind="activity", hours_in_kind=(held * 0.75).round()),
    ]
    supporters = arrangements[arrangements.kind == "supporter"].arrangement
    for payer, law, share in SUPPORTER_PAYERS:
        index = pd.MultiIndex.from_product([supporters, days], names=["arrangement", "date"])
        part = index.to_frame(index=False).assign(payer=payer, law=law, kind="staff")
        items.append(part.assign(amount_eur=SUPPORTER * share / 4))
    table = pd.concat([item for item in items if len(item)], ignore_index=True)
    table["amount_eur"] = table.amount_eur.round(2)
    return table[(table.amount_eur > 0) | (table.hours_in_kind > 0)].sort_values(
        ["date", "area", "kind", "payer"], kind="stable"
    )


def arrangements_tables(rng: np.random.Generator, places: Places, years: Sequence[int]) -> dict[str, pd.DataFrame]:
    """A supporter, a neighbourhood budget and a prevention budget in each city that has programme areas."""
    cities = np.unique(places.city[places.programme])
    tables = []
    for kind, (prefix, word) in KINDS.items():
        names = places.city_names[cities]
        table = pd.DataFrame({"arrangement": [f"{prefix}{c + 1:02d}" for c in cities], "city": cities})
        table["kind"] = kind
        table["name"] = [f"{word} {name}" for name in names]
        table["commissioner"] = [f"Gemeente {name}" for name in names]
        tables.append(table)
    made = pd.concat(tables, ignore_index=True)
    supporter = made.kind == "supporter"
    made = made.assign(
        start=pd.Timestamp(years[0], 1, 1),
        years=np.where(supporter, 3, BUDGET_YEARS),
        employer=made.kind.map({"supporter": ORGANISATIONS[0]}),
        beneficiary=np.where(supporter, "bewoners van de wijken", "inwoners van de gemeente"),
        daily_steering=supporter,
        embedded=pd.array([True] * len(made), "boolean"),
        outcomes=made.kind.map({"neighbourhood budget": "steps_reached", "supporter": "solved_by_community"}),
    )
    area = pd.DataFrame({"city": places.city, "area": places.codes, "people": places.people})[places.programme]
    within = made[["arrangement", "city", "kind", "start"]].merge(area, on="city")
    rank = within.groupby("arrangement").cumcount()
    # the prevention budget reaches one area after another
    later = pd.to_timedelta(np.where(within.kind == "prevention budget", 91 * (rank % 4), 0), unit="D")
    members = within[["arrangement", "area"]].assign(start=within.start + later)

    people = within.groupby("arrangement").people.sum()
    lines = pd.DataFrame(BUDGETS, columns=["kind", "law", "payer", "rate", "spent"]).merge(made, on="kind")
    lines["yearly"] = (lines.rate * lines.arrangement.map(people) / 1_000).round() * 1_000
    horizon = pd.DataFrame({"year": np.arange(years[0], years[0] + BUDGET_YEARS)})
    budget = lines.merge(horizon, how="cross").rename(columns={"yearly": "amount_eur"})
    months = pd.DataFrame({"date": pd.date_range(f"{years[0]}-01-01", f"{years[-1]}-12-31", freq="ME")})
    booked = lines.merge(months, how="cross")
    booked["one_off"] = rng.random(len(booked)) < 0.05
    swing = rng.uniform(0.7, 1.3, len(booked)) * np.where(booked.one_off, 1.8, 1)
    booked["amount_eur"] = (booked.yearly / 12 * booked.spent * swing).round(2)
    booked["organisation"] = rng.choice(ORGANISATIONS, len(booked))
    booked["form"] = rng.choice(["individual", "collective", "general"], len(booked), p=[0.5, 0.35, 0.15])
    booked["people_helped"] = rng.poisson(10 + booked.amount_eur / 150)
    columns = ["arrangement", "kind", "name", "start", "years", "commissioner", "employer", "beneficiary"]
    booking = ["arrangement", "date", "law", "payer", "amount_eur", "organisation", "form", "people_helped"]
    return {
        "arrangements": made[[*columns, "embedded", "daily_steering", "outcomes"]],
        "arrangement_areas": members,
        "budget": budget[["arrangement", "year", "law", "payer", "amount_eur"]],
        "spending": booked[[*booking, "one_off"]],
    }


def help_tables(rng: np.random.Generator, places: Places, years: Sequence[int]) -> dict[str, pd.DataFrame]:
    """Requests for help and offers of it, more of both where the programme runs."""
    first, last = np.datetime64(f"{years[0]}-01-01", "D"), np.datetime64(f"{years[-1]}-12-31", "D")
    rate = np.where(places.programme, 0.012, 0.005) * len(years)
    tables = {}
    for name, prefix, factor in (("request", "H", 1.0), ("offer", "A", 0.7)):
        area = np.repeat(np.arange(len(places.codes)), rng.poisson(places.people * rate * factor))
        date = first + rng.integers(0, (last - first).astype(int) + 1, len(area))
        order = np.lexsort((area, date))
        area, date = area[order], date[order]
        digits = max(4, len(str(len(area))))
        table = pd.DataFrame(
            {
                name: [f"{prefix}{number:0{digits}d}" for number in range(1, len(area) + 1)],
                "area": places.codes[area],
                "date": date.astype("datetime64[ns]"),
                "kind": rng.choice(HELP, len(area), p=[0.2, 0.22, 0.18, 0.2, 0.12, 0.08]),
                "hours": rng.choice([0.5, 1, 1.5, 2, 3, 4], len(area)),
            }
        )
        if name == "request":
            ways = ["community", "volunteer", "professional", "open"]
            solved_by = rng.choice(ways, len(area), p=[0.38, 0.30, 0.22, 0.10])
            solved_on = date + rng.geometric(0.12, len(area))
            is_open = (solved_by == "open") | (solved_on > last)
            table["solved_by"] = np.where(is_open, "open", solved_by)
            table["solved_on"] = pd.Series(solved_on.astype("datetime64[ns]")).mask(is_open)
            table["hours"] = table.hours.mask(is_open)
        tables[f"{name}s"] = table
    return tables


def initiatives_table(rng: np.random.Generator, places: Places) -> pd.DataFrame:
    """One or two initiatives in each programme area."""
    ideas = pd.DataFrame(
        [
            ("Bewonersfysio in het buurthuis", "Zvw", "insurer"),
            ("Dagbesteding zonder indicatie", "Wmo", "municipality"),
            ("Eettafel in de school", "Jeugdwet", "municipality"),
            ("Werkervaring in de moestuin", "Participatiewet", "municipality"),
            ("Logeerkamer voor mantelzorgers", "Wlz", "care office"),
        ],
        columns=["idea", "law", "payer"],
    )
    area = np.repeat(np.flatnonzero(places.programme), 2)
    number = np.arange(len(area))
    chosen = ideas.iloc[(number + number // len(ideas)) % len(ideas)].reset_index(drop=True)
    return pd.DataFrame(
        {
            "initiative": chosen.idea + " " + places.names[area],
            "status": np.where(number % 2 == 0, "realised", "promising"),
            "area": places.codes[area],
            "law": chosen.law,
            "amount_eur": 500.0 * rng.integers(8, 60, len(area)),
            "commissioner": "Gemeente " + places.city_names[places.city[area]].astype(object),
            "employer": rng.choice(ORGANISATIONS, len(area)),
            "payer": chosen.payer,
            "beneficiary": "bewoners van de wijk",
        }
    )
