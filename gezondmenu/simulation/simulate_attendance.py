"""Who came to which meeting of a simulated study, and who helped there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from gezondmenu.simulation.simulate_activities import Activities, Meetings, season_curve
from gezondmenu.simulation.simulate_people import Residents
from gezondmenu.simulation.simulate_places import Places

ELSEWHERE = 0.10  # share of participants whose first activity is in a neighbouring area
SECOND_ACTIVITY = 0.45  # share of participants with a second activity
PART_OF_THE_YEAR = 0.40  # share of participants who come for some weeks only
FAITHFULNESS = (0.5, 1.75)  # beta distribution of the chance to come to a meeting: many seldom, some always


@dataclass(frozen=True)
class Visits:
    """Who came: `meeting` and `person` (a place among the participants) have an element for each visit.

    `participants` holds the resident behind each participant. `of_person`, `of_year` and `main` (the first
    activity) have an element for each participant and year with a visit.
    """

    participants: np.ndarray
    meeting: np.ndarray
    person: np.ndarray
    of_person: np.ndarray
    of_year: np.ndarray
    main: np.ndarray


def make_visits(
    rng: np.random.Generator,
    places: Places,
    residents: Residents,
    activities: Activities,
    meetings: Meetings,
    season: float,
) -> Visits:
    """Each participant comes at least once in the year, most of them seldom and some nearly always."""
    years = len(residents.took_part)
    participants = np.flatnonzero(residents.took_part.any(axis=0))
    home = residents.area[participants]
    persons = len(participants)
    faithful = rng.beta(*FAITHFULNESS, persons)
    first_at = np.where(rng.random(persons) < ELSEWHERE, _neighbours(places)[home], home)
    taste = rng.random((2, persons))
    with_second = rng.random(persons) < SECOND_ACTIVITY

    of_year, of_person = np.nonzero(residents.took_part[:, participants])
    held = np.bincount(meetings.activity * years + meetings.year, minlength=len(activities.ids) * years)
    held = held.reshape(-1, years)
    main = np.empty(len(of_year), dtype=np.int64)
    second = np.empty(len(of_year), dtype=np.int64)
    for year in range(years):
        mask = of_year == year
        who = of_person[mask]
        weight = activities.popularity * (held[:, year] > 0)
        main[mask] = _chosen(weight, activities.area, first_at[who], taste[0, who])
        second[mask] = _chosen(weight, activities.area, home[who], taste[1, who])

    extra = with_second[of_person] & (second != main)
    row = np.concatenate([np.arange(len(main)), np.flatnonzero(extra)])
    order = np.argsort(row, kind="stable")
    row, activity = row[order], np.concatenate([main, second[extra]])[order]

    # every meeting that somebody with this activity could have come to
    length = held[activity, of_year[row]]
    block = np.searchsorted(meetings.activity * years + meetings.year, activity * years + of_year[row])
    owner = np.repeat(row, length)
    meeting = np.repeat(block - (length.cumsum() - length), length) + np.arange(length.sum())

    week = meetings.week[meeting]
    shorter = rng.random(len(main)) < PART_OF_THE_YEAR
    since = np.where(shorter, rng.integers(0, 44, len(main)), 0)
    until = np.where(shorter, since + rng.integers(4, 26, len(main)), 60)
    chance = faithful[of_person[owner]] * season_curve(season).attendance.to_numpy()[week]
    chance *= (week >= since[owner]) & (week <= until[owner])
    draw = rng.random(len(owner))
    came = draw < chance
    starts = np.searchsorted(owner, np.arange(len(main)))
    nobody = ~np.logical_or.reduceat(came, starts)
    came |= nobody[owner] & (draw == np.minimum.reduceat(draw, starts)[owner])
    return Visits(participants, meeting[came], of_person[owner[came]], of_person, of_year, main)


def _neighbours(places: Places) -> np.ndarray:
    """Where residents also go: the next area of their own kind; nobody travels to or from head counts."""
    target = np.arange(len(places.codes))
    for comparison in (False, True):
        of_kind = (places.comparison == comparison) & places.listed
        hosts = np.flatnonzero(of_kind & ~places.tiny)
        if len(hosts):
            guests = np.flatnonzero(of_kind)
            target[guests] = hosts[np.searchsorted(hosts, guests, side="right") % len(hosts)]
    return target


def _chosen(weight: np.ndarray, group: np.ndarray, wanted: np.ndarray, taste: np.ndarray) -> np.ndarray:
    """For each wish an activity of the wanted area, in proportion to its weight."""
    until = np.concatenate([[0.0], weight.cumsum()])
    areas = np.arange(group.max() + 1)
    low = until[np.searchsorted(group, areas)][wanted]
    high = until[np.searchsorted(group, areas, side="right")][wanted]
    place = np.searchsorted(until, low + taste * (high - low), side="right") - 1
    return np.clip(place, 0, len(weight) - 1)


@dataclass(frozen=True)
class Helpers:
    """Volunteers and students whose names are known: an element for each meeting at which one helped."""

    meeting: np.ndarray
    resident: np.ndarray
    role: np.ndarray
    hours: np.ndarray


def make_helpers(
    rng: np.random.Generator,
    places: Places,
    residents: Residents,
    activities: Activities,
    meetings: Meetings,
    visits: Visits,
) -> Helpers:
    """In a quarter of the activities a participant helps at other moments; some areas have a student."""
    total = len(activities.ids)
    # a participant of the activity who is its volunteer
    order = rng.permutation(len(visits.main))
    activity, at = np.unique(visits.main[order], return_index=True)
    volunteer = np.full(total, -1)
    volunteer[activity] = visits.participants[visits.of_person[order[at]]]
    known = places.listed[activities.area] & ~places.tiny[activities.area]
    volunteer[~known | (activities.organiser == "professional") | (rng.random(total) > 0.3)] = -1

    # a resident of 18-34 who takes no part himself is the student of the area
    young = np.flatnonzero((residents.age == 1) & ~residents.took_part.any(axis=0))
    area, at = np.unique(residents.area[young], return_index=True)
    student_of_area = np.full(len(places.codes), -1)
    student_of_area[area] = young[at]
    first_of_area = np.searchsorted(activities.area, np.arange(len(places.codes)))
    student = np.full(total, -1)
    student[first_of_area] = np.where(places.programme, student_of_area, -1)
    student[~known] = -1

    visitor = meetings_by_resident(visits.meeting, visits.participants[visits.person], residents)
    meeting = np.arange(len(meetings.activity))
    parts = []
    for role, helper, weeks in (("volunteer", volunteer, (0, 53)), ("student", student, (5, 24))):
        who = helper[meetings.activity]
        present = (who >= 0) & (meetings.week >= weeks[0]) & (meetings.week <= weeks[1])
        present &= rng.random(len(who)) < 0.85
        present &= ~np.isin(meetings_by_resident(meeting, who, residents), visitor)
        chosen = np.flatnonzero(present)
        hours = activities.minutes[meetings.activity[chosen]] / 60 + 0.5
        parts.append((chosen, who[chosen], np.full(len(chosen), role), hours))
    return Helpers(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def meetings_by_resident(meeting: np.ndarray, resident: np.ndarray, residents: Residents) -> np.ndarray:
    """One number for each pair of a meeting and a resident."""
    return meeting.astype(np.int64) * (len(residents.area) + 1) + resident


def sessions_table(
    rng: np.random.Generator, activities: Activities, meetings: Meetings, visits: Visits, helpers: Helpers
) -> tuple[pd.DataFrame, np.ndarray]:
    """Head counts of the meetings that somebody came to, and which meetings those are."""
    count = np.bincount(visits.meeting, minlength=len(meetings.activity))
    helped = {
        role: np.bincount(helpers.meeting[mask], helpers.hours[mask], minlength=len(count))
        for role in ("volunteer", "student")
        for mask in [helpers.role == role]
    }
    hours = activities.minutes[meetings.activity] / 60 + 0.5
    organiser = activities.organiser[meetings.activity]
    more = np.select([organiser == "residents", organiser == "mixed"], [2, 1], default=0)
    unknown = np.maximum(more - rng.integers(0, 2, len(count)), 0)
    professional = np.select([organiser == "professional", organiser == "mixed"], [hours, 0.4 * hours], 0.0)
    table = pd.DataFrame(
        {
            "activity": activities.ids[meetings.activity],
            "date": meetings.date.astype("datetime64[ns]"),
            "start": meetings.start,
            "visits": count,
            "volunteers": unknown + (helped["volunteer"] > 0),
            "volunteer_hours": unknown * hours + helped["volunteer"],
            "student_hours": helped["student"],
            "professional_hours": professional,
        }
    )
    took_place = count > 0
    return table[took_place], took_place


def attendance_table(
    activities: Activities,
    meetings: Meetings,
    visits: Visits,
    helpers: Helpers,
    names: np.ndarray,
    kept: np.ndarray,
) -> pd.DataFrame:
    """The lists of the meetings in `kept`; `names` holds the pseudonym of each resident."""
    meeting = np.concatenate([visits.meeting, helpers.meeting])
    resident = np.concatenate([visits.participants[visits.person], helpers.resident])
    role = np.concatenate([np.full(len(visits.meeting), "participant"), helpers.role])
    hours = np.concatenate([np.full(len(visits.meeting), np.nan), helpers.hours])
    rows = np.flatnonzero(kept[meeting])
    rows = rows[np.lexsort((resident[rows], meeting[rows]))]
    at = meeting[rows]
    return pd.DataFrame(
        {
            "activity": activities.ids[meetings.activity[at]],
            "date": meetings.date[at].astype("datetime64[ns]"),
            "person": names[resident[rows]],
            "start": meetings.start[at],
            "role": role[rows],
            "hours": hours[rows],
        }
    )
