"""The activities of a simulated study, when they meet, and the season of the year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from gezondmenu.simulation.simulate_places import Places

VISITS_A_MEETING = 11
VISITS_A_PERSON_AND_MEETING = 0.235  # visits in a year per participant and meeting of one activity
WEEKS = 53

KINDS = pd.DataFrame(
    [
        ("Wandelgroep", "bewegen", "wandelen", "collective", 60, 3.5),
        ("Samen koken", "voeding", "koken", "collective", 150, 2.0),
        ("Koffie-inloop", "ontmoeten", "inloop", "general", 120, 1.3),
        ("Stoelyoga", "bewegen", "yoga", "collective", 60, 2.5),
        ("Buurtmoestuin", "voeding", "tuinieren", "collective", 120, 3.8),
        ("Vallen verleden tijd", "bewegen", "valpreventie", "collective", 60, 3.0),
        ("Zangochtend", "ontspannen", "zingen", "collective", 90, 1.8),
        ("Fietsgroep", "bewegen", "fietsen", "collective", 90, 5.8),
        ("Taalcafé", "ontmoeten", "taal", "collective", 90, 1.5),
        ("Buurtlunch", "voeding", "eten", "general", 120, 1.5),
        ("Handwerkclub", "ontspannen", "handwerken", "collective", 120, 1.5),
        ("Dansmiddag", "bewegen", "dansen", "collective", 90, 4.5),
        ("Gezond gesprek", "gezondheid", "spreekuur", "individual", 45, 1.3),
        ("Jeu de boules", "bewegen", "spel", "collective", 120, 3.0),
        ("Mantelzorgcafé", "ontmoeten", "lotgenoten", "collective", 120, 1.3),
        ("Beweegtuin", "bewegen", "fitness", "collective", 60, 4.0),
        ("Schilderatelier", "ontspannen", "schilderen", "collective", 120, 1.8),
        ("Gezonde leefstijlgroep", "gezondheid", "leefstijl", "collective", 90, 2.0),
        ("Repaircafé", "ontmoeten", "repareren", "general", 150, 2.0),
        ("Rondje stilte", "ontspannen", "mindfulness", "collective", 60, 1.3),
    ],
    columns=["name", "theme", "kind", "form", "minutes", "met"],
)
PRICES = np.array([0, 1, 1.5, 2, 2.5, 3, 4, np.nan])  # euro a visit
PRICE_SHARES = [0.46, 0.12, 0.06, 0.10, 0.08, 0.05, 0.03, 0.10]
LOW_INCOME_PRICE = np.array([1, 0.5, 0])  # of the price


@dataclass(frozen=True)
class Activities:
    """An array element for each activity; activities of one area stand together."""

    area: np.ndarray
    ids: np.ndarray
    popularity: np.ndarray
    small: np.ndarray
    open_in: np.ndarray
    minutes: np.ndarray
    organiser: np.ndarray
    table: pd.DataFrame


@dataclass(frozen=True)
class Meetings:
    """An array element for each meeting, ordered by activity and date."""

    activity: np.ndarray
    date: np.ndarray
    start: np.ndarray
    year: np.ndarray
    week: np.ndarray


def season_curve(season: float) -> pd.DataFrame:
    """By week of the year: what is left of the meetings, and of the visitors at a meeting.

    Parameters
    ----------
    season : float
        Share of a meeting's visitors that stays away in July and August, 0-0.8; at Christmas half as many again.

    Returns
    -------
    DataFrame
        `week` (1-53), `meetings` and `attendance` (each a share of an ordinary week).
    """
    week = np.arange(1, WEEKS + 1)
    dip = np.interp(week, [26, 29, 34, 36], [0, 1, 1, 0]) + 1.5 * np.isin(week, [1, 52, 53])
    return pd.DataFrame(
        {
            "week": week,
            "meetings": 0.97 * (1 - np.minimum(1.3 * season * dip, 0.95)),
            "attendance": 1 - np.minimum(season * dip, 0.95),
        }
    )


def make_activities(rng: np.random.Generator, places: Places, years: int) -> Activities:
    """As many activities in an area as its expected visits fill: 8 to 25, fewer where few take part."""
    participants = places.people * places.participation * places.growth ** ((years - 1) / 2)
    wanted = participants * VISITS_A_PERSON_AND_MEETING / VISITS_A_MEETING
    counts = np.clip(wanted.round().astype(int), np.where(participants > 200, 8, 2), 25)
    area = np.repeat(np.arange(len(counts)), counts)
    total = len(area)
    rank = np.arange(total) - np.repeat(counts.cumsum() - counts, counts)
    kind = (rank + rng.integers(0, len(KINDS), len(counts))[area]) % len(KINDS)
    kinds = KINDS.iloc[kind].reset_index(drop=True)

    open_in = np.ones((years, total), dtype=bool)
    if years > 1:
        fate = np.where(rank < 2, 1.0, rng.random(total))
        open_in[0] = fate > 0.08
        open_in[-1] = ~((fate > 0.08) & (fate < 0.13))
    price = rng.choice(PRICES, total, p=PRICE_SHARES)
    organiser = rng.choice(["residents", "mixed", "professional"], total, p=[0.4, 0.35, 0.25])
    groups = kinds.kind.isin(["spreekuur", "leefstijl"])
    renews = rng.random(total)
    digits = max(4, len(str(total)))
    ids = np.array([f"{number:0{digits}d}" for number in range(1, total + 1)])
    table = kinds.assign(
        activity=ids,
        area=places.codes[area],
        name=kinds["name"] + " " + places.names[area],
        organiser=organiser,
        renewal=np.select([groups, renews < 0.1], ["groepsconsult", "welzijn op recept"], default=""),
        price_eur=price,
        price_low_income_eur=price * rng.choice(LOW_INCOME_PRICE, total),
        met=np.where(kinds.theme == "bewegen", kinds.met, np.nan),
        employer=np.where(renews > 0.94, "Bakkerij De Gouden Halm (verzonnen)", ""),
    )
    popularity = rng.uniform(0.85, 1.3, total)
    table = table.replace({"renewal": {"": None}, "employer": {"": None}})
    return Activities(area, ids, popularity, places.tiny[area], open_in, kinds.minutes.to_numpy(), organiser, table)


def make_meetings(rng: np.random.Generator, activities: Activities, years: Sequence[int], season: float) -> Meetings:
    """Every week or every other week, fewer in summer and hardly any at Christmas."""
    total = len(activities.area)
    first, last = np.datetime64(f"{years[0]}-01-01", "D"), np.datetime64(f"{years[-1]}-12-31", "D")
    mondays = np.arange(first - (first.astype(int) + 3) % 7, last + 1, 7)
    weekday = rng.integers(0, 6, total)
    start = rng.choice(["09:30", "10:00", "13:30", "14:00", "19:00", "19:30"], total)
    every = np.where((rng.random(total) < 0.8) & ~activities.small, 1, 2)
    parity = rng.integers(0, 2, total)

    date = mondays[None, :] + weekday[:, None]
    date = np.clip(date, first, last)
    year = date.astype("datetime64[Y]").astype(int) + 1970 - years[0]
    week = ((date - date.astype("datetime64[Y]").astype("datetime64[D]")).astype(int) // 7).astype(np.int8)
    inside = (mondays[None, :] + weekday[:, None] >= first) & (mondays[None, :] + weekday[:, None] <= last)
    held = season_curve(season).meetings.to_numpy()[week]
    turn = (np.arange(len(mondays))[None, :] + parity[:, None]) % every[:, None] == 0
    kept = inside & turn & (rng.random(date.shape) < held)
    kept &= activities.open_in[year, np.arange(total)[:, None]]
    activity, column = np.nonzero(kept)
    return Meetings(activity, date[activity, column], start[activity], year[activity, column], week[activity, column])
