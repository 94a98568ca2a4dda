"""The steps that participants of a simulated study choose for themselves, and how many of them are reached."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.simulation.simulate_activities import Activities, Meetings
from gezondmenu.simulation.simulate_attendance import Visits
from gezondmenu.simulation.simulate_people import Residents
from gezondmenu.simulation.simulate_places import Places

CHOOSING = 0.20  # share of the participants of a programme area who choose a step
STEPS = np.array([0.74, 0.19, 0.07])  # shares of them with one, two and three steps
REACHING = (0.60, 0.75)  # chance of reaching a step, drawn for each area
NOT_YET_KNOWN = (0.08, 0.50)  # chance that it is not yet known: of earlier steps, and of those of the last days
LAST_DAYS = 91
WITHOUT_ACTIVITY = 0.25  # share of the steps of which the activity is not written down


def make_goals(
    rng: np.random.Generator,
    places: Places,
    residents: Residents,
    activities: Activities,
    meetings: Meetings,
    visits: Visits,
    names: np.ndarray,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The table goals, and the true chance of reaching a step in each programme area.

    A step is chosen at a meeting that the person came to. Whether it is known does not depend on whether it was
    reached, so the share among the known steps estimates the truth. `names` holds the pseudonym of each resident;
    where only heads are counted, a step has no person.
    """
    chance = rng.uniform(*REACHING, len(places.codes))
    home = residents.area[visits.participants]
    chosen = np.flatnonzero(places.programme[home] & (rng.random(len(home)) < CHOOSING))
    person = np.repeat(chosen, rng.choice([1, 2, 3], len(chosen), p=STEPS))

    order = np.argsort(visits.person, kind="stable")
    first = np.searchsorted(visits.person[order], person)
    after = np.searchsorted(visits.person[order], person, side="right")
    meeting = visits.meeting[order[first + (rng.random(len(person)) * (after - first)).astype(int)]]

    area = home[person]
    date = meetings.date[meeting]
    late = date > meetings.date.max() - LAST_DAYS if len(date) else np.zeros(0, dtype=bool)
    unknown = rng.random(len(person)) < np.where(late, NOT_YET_KNOWN[1], NOT_YET_KNOWN[0])
    reached = rng.random(len(person)) < chance[area]
    blank = rng.random(len(person)) < WITHOUT_ACTIVITY
    table = pd.DataFrame(
        {
            "area": places.codes[area],
            "date": date.astype("datetime64[ns]"),
            "person": pd.Series(names[visits.participants[person]], dtype="str").mask(places.head_counts[area]),
            "activity": pd.Series(activities.ids[meetings.activity[meeting]], dtype="str").mask(blank),
            "reached": pd.Series(reached, dtype="boolean").mask(unknown),
        }
    ).sort_values(["date", "area"], kind="stable", ignore_index=True)
    digits = max(4, len(str(len(table))))
    table.insert(0, "goal", [f"S{number:0{digits}d}" for number in range(1, len(table) + 1)])
    truth = pd.DataFrame({"area": places.codes, "reached": chance})[places.programme]
    return table, truth.reset_index(drop=True)
