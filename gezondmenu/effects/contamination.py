"""People of the comparison among the participants: counted, so that no euro counts them as people of the programme."""

from __future__ import annotations

from typing import Any

from gezondmenu.described import parents_of
from gezondmenu.effects.survey import people_of
from gezondmenu.indicators.participation import persons_by_period, unique_participants
from gezondmenu.indicators.records import AREA_PERIOD, Records, to_targets
from gezondmenu.study.arms import participants_of_comparison
from gezondmenu.study.model import Study
from gezondmenu.study.row_keys import plain
from gezondmenu.vocabulary import ALL, is_year

AMONG_PARTICIPANTS = "comparison_participants"


def people_of_comparison_who_came(records: Records) -> list[dict[str, Any]]:
    """How many participants of each year, and of all years, are people of the comparison.

    Those who live in areas to compare with are left out: no participant there is valued. No rows where study.toml
    names no comparison, or nobody is on a list.
    """
    study, comparison = records.study, records.study.choices["comparison_arm"]
    if comparison is None or not study.has("attendance"):
        return []
    lists = study["attendance"]
    came = participants_of_comparison(people_of(records).reset_index(), lists, study["activities"], str(comparison))
    who = persons_by_period(records)
    who = who[who["person"].isin(set(lists.loc[came, "person"])) & ~who["area"].isin(_areas_to_compare_with(study))]
    counts = to_targets(plain(who), records).drop_duplicates().groupby(AREA_PERIOD).size()
    counted = unique_participants(records)
    years = counted["period"].map(lambda period: period == ALL or is_year(period)).astype(bool)
    counted = counted[(counted["status"] == "ok") & years]
    return [
        {
            "area": row.area,
            "period": row.period,
            "indicator": AMONG_PARTICIPANTS,
            "numerator": float(counts.get((row.area, row.period), 0)),
            "n": float(row.numerator),
        }
        for row in counted.itertuples()
    ]


def _areas_to_compare_with(study: Study) -> set[str]:
    """Areas to compare with and all areas in them."""
    areas, parents = study["areas"], parents_of(study["areas"])
    compared = set(areas.loc[areas["is_comparison"].fillna(False).astype(bool), "area"])
    within = set(compared)
    for area in areas["area"]:
        above = area
        while above and above not in within and above in parents:
            above = parents[above]
        if above in within:
            within.add(area)
    return within
