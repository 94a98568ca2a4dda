"""Areas that got the programme as a whole, and areas that begin at different moments."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from gezondmenu.effects import difference_in_differences, methods
from gezondmenu.effects.models.group_time import AGGREGATES, group_time_averages
from gezondmenu.effects.models.groups import difference_of_groups
from gezondmenu.effects.models.panel import event_study
from gezondmenu.numbers.attrition import lee_bounds
from tests.validity.generators import AREAS, PERSONS, Generator, generators
from tests.validity.harness import Case, Family, Sets, each, half_null

TWO = "no limits: the package gives none for two areas"
FOUR = "no limits: the package asks for four areas or more, and two at each start"
CAUTIOUS = "conservative because areas are few and the degrees of freedom are worked out cautiously"
TAIL = "known weakness: changes of areas lean to one side, and few areas have the programme"
JACKKNIFE = "conservative because it covers the range between both bounds, and leaves out each area in turn"
Draw = Callable[[np.random.Generator, int], Sets]


def whole_areas(source: Generator, areas: int, persons: int, treated: int) -> Draw:
    def draw(rng: np.random.Generator, sets: int) -> Sets:
        null = half_null(sets)
        change = source.areas(rng, sets, areas, persons)[1]
        gained = source.gains(rng, change.shape) * ~null[:, None, None]
        change[:, :treated] += gained[:, :treated]
        home = np.broadcast_to(np.arange(areas)[:, None], change.shape[1:]).ravel()

        def estimate(k: int) -> tuple[float, float, float]:
            frame = pd.DataFrame({"change": change[k].ravel(), "treated": home < treated, "area": home})
            result = difference_of_groups(frame, outcome="change", treated="treated", clusters="area")
            return result.value, result.lower, result.upper

        return Sets(*each(sets, estimate), np.where(null, 0.0, source.gain), null)

    return draw


def lost_by_area(source: Generator, areas: int, persons: int) -> Draw:
    """Half of the areas; without the programme a quarter more people leave, whoever they are."""

    def draw(rng: np.random.Generator, sets: int) -> Sets:
        null = half_null(sets)
        change = source.areas(rng, sets, areas, persons)[1]
        treated = np.arange(areas) < areas // 2
        gained = source.gains(rng, change.shape) * ~null[:, None, None] * treated[:, None]
        left = rng.random(change.shape) > np.where(treated, 0.9, 0.65)[:, None]
        change = change + gained
        here, change = ~np.isnan(change), np.where(left, np.nan, change)
        home = np.broadcast_to(np.arange(areas)[:, None], change.shape[1:])

        def estimate(k: int) -> tuple[float, float, float]:
            one = here[k]
            least, most = lee_bounds(change[k][one], treated[home[one]], clusters=home[one])
            return np.nan, least.lower, most.upper

        return Sets(*each(sets, estimate), np.where(null, 0.0, source.gain), null)

    return draw


def starts(source: Generator, areas: int, persons: int, way: str) -> Draw:
    """Four waves; half of the areas begin at the second or third (from eight areas on), the others never."""

    def draw(rng: np.random.Generator, sets: int) -> Sets:
        null = half_null(sets)
        begins = np.full(areas, np.nan)
        begins[: areas // 2] = 2 if areas < 8 else 1 + np.arange(areas // 2) % 2 + 1
        waves = [source.areas(rng, sets, areas, persons)[1] for _ in range(3)]
        moved = np.cumsum([np.zeros_like(waves[0]), *waves], axis=0)
        on = np.arange(4)[:, None] >= begins
        gained = source.gains(rng, moved.shape[1:]) * ~null[:, None, None]
        scores = moved + gained * on[:, None, :, None]
        place = np.indices(scores.shape[:1] + scores.shape[2:])

        def estimate(k: int) -> tuple[float, float, float]:
            frame = pd.DataFrame({"wave": place[0].ravel(), "area": place[1].ravel(), "y": scores[:, k].ravel()})
            frame["start"] = begins[frame["area"]]
            named = {"outcome": "y", "area": "area", "period": "wave", "start": "start"}
            if way == "before the start":
                rows = event_study(frame.dropna(subset="y"), **named)
                row = rows[rows["relative"] == -2].iloc[0]
            elif way in AGGREGATES:
                rows = group_time_averages(frame.dropna(subset="y"), **named)
                row = rows.set_index("aggregate").loc[way]
            else:
                row = difference_in_differences(frame.dropna(subset="y"), **named).iloc[0]
            return row["value"], row["lower"], row["upper"]

        before = way == "before the start"
        truth = np.zeros(sets) if before else np.where(null, 0.0, source.gain)
        return Sets(*each(sets, estimate), truth, np.ones(sets, bool) if before else null)

    return draw


def families() -> tuple[Family, ...]:
    """Areas with the programme, and areas without."""
    wholes, begin, losses = [], [], []
    for g in generators():
        tail = TAIL if g.name == "population" else ""
        for a in AREAS:
            sets = 20 if a == 2 else 600
            for n in PERSONS:
                draw = whole_areas(g, a, n, a // 2)
                wholes.append(
                    Case("half of the areas", g.name, f"{a} areas of {n}", draw, sets, tail, CAUTIOUS, none=TWO)
                )
        for a in (8, 30):
            draw = whole_areas(g, a, 12, a // 4)
            wholes.append(
                Case("a quarter of the areas", g.name, f"{a} areas of 12", draw, 1_000, tail, CAUTIOUS, none=TWO)
            )
            draw = lost_by_area(g, a, 40)
            losses.append(Case("both bounds together", g.name, f"{a} areas of 40", draw, 500, tail, JACKKNIFE))
        for a in (4, 8, 30):
            for way in ("effect", "before the start", *AGGREGATES):
                sets = {"effect": 500, "before the start": 400}.get(way, 600)
                name = f"start and wave, {way}" if way in AGGREGATES else way
                draw = starts(g, a, 12, way)
                begin.append(Case(name, g.name, f"{a} areas of 12, 4 waves", draw, sets, tail, CAUTIOUS, none=FOUR))
    return (
        Family(
            "difference by areas",
            ("regression that allows for few areas", methods.BY_AREA, methods.OF_AREA_MEANS, methods.TOO_FEW_AREAS),
            "mean difference where whole areas got the programme",
            tuple(wholes),
        ),
        Family(
            "bounds for those who left, by areas",
            (methods.LEE_AREAS,),
            "the same, with areas as the sample",
            tuple(losses),
        ),
        Family(
            "areas that begin at different moments",
            (methods.STAGGERED, methods.GROUP_TIME, methods.ONE_AREA),
            "mean difference with design staggered, its variants by start and wave, and before the start",
            tuple(begin),
        ),
    )
