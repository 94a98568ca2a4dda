"""Loss where areas begin one by one: the bounds by hand, and what is left of the claim."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gezondmenu.effects import estimate
from gezondmenu.effects.staggered_loss import lost_by_start
from gezondmenu.reasons import Why, reasons_of
from gezondmenu.strongest_claim import strongest_claim
from gezondmenu.study.model import make_study
from tests.conftest import pick, rows

GROUP = "outcome=life_satisfaction;wave=2"


def panel_of(*people: tuple) -> pd.DataFrame:
    """A row for each known score of ``(home, start, scores)``."""
    return pd.DataFrame(
        [
            {"person": number, "home": home, "start": start, "place": place, "score": score}
            for number, (home, start, scores) in enumerate(people)
            for place, score in enumerate(scores)
            if score is not None
        ]
    )


def test_bounds_by_hand():
    """With the programme 1 to 4 are gained and all stay; without it half leave, the others gain nothing.

    Half of those with the programme are cut off: 1 and 2 are left, or 3 and 4.
    """
    begun = [(area, 1.0, (5, 5 + gained)) for area in "ABCD" for gained in (1, 2, 3, 4)]
    others = [(area, np.nan, (5, 5 if stays else None)) for area in "EFGH" for stays in (1, 1, 0, 0)]
    lost = lost_by_start(panel_of(*begun, *others), 0.95)
    assert (lost.began, lost.left) == ((16, 16), (0, 8))
    assert [end.value for end in lost.bounds] == [1.5, 3.5]
    assert [reason in lost.reasons for reason in (Why.LOSS_BEYOND, Why.BOUNDS_HOLD_ZERO)] == [True, False]


def test_two_starts_are_compared_each_with_its_own_before_and_after():
    """Start at the second or third wave; a common course of 0, 1, 5 falls away: 2 more, or 1 more, is gained.

    Of those who never begin 5 - 0.5 (third wave) counts three times and 3 - 0 (second) once; some leave.
    """
    second = [(area, 1.0, (0, 3, 7)) for area in "AB"]  # 5 - 0
    third = [(area, 2.0, (0, 1, 6)) for area in "CDEFGH"]  # 6 - 0.5
    never = [(area, np.nan, (0, 1, 5 if stays else None)) for area in "IJKL" for stays in (1, 1, 0)]
    lost = lost_by_start(panel_of(*second, *third, *never), 0.95)
    common = (2 * 3 + 6 * 4.5) / 8
    # without the programme a third left; of eight with it 5 1/3 are kept: 2 of 5 and 3 1/3 of 5.5, or 5 1/3 of 5.5
    least = (2 * 5 + (16 / 3 - 2) * 5.5) / (16 / 3) - common
    assert [end.value for end in lost.bounds] == pytest.approx([least, 5.5 - common])


def test_little_loss_has_no_bounds_and_where_all_begin_the_last_are_compared_with():
    people = [(area, start, (5, 6, 6)) for area, start in zip("ABCDEF", (1.0, 1, 1, 2, 2, 2), strict=True)]
    lost = lost_by_start(panel_of(*people), 0.95)
    assert (lost.began, lost.left, lost.bounds) == ((3, 3), (0, 0), None)
    assert lost_by_start(panel_of(("A", 1.0, (5, 6)), ("B", 1.0, (5, 6))), 0.95) is None


def study(stay_low: float):
    """Nobody gains by the programme; without it those who do badly answer again with a chance of `stay_low`."""
    rng = np.random.default_rng(7)
    days = [pd.Timestamp(f"2024-0{month}-01") for month in (1, 5, 9)]
    start = pd.Timestamp("2024-04-01")
    answers = []
    for area in "ABCDEFGHIJ":
        for person in range(40):
            level = rng.integers(4, 8)
            later = level + rng.integers(-2, 3)
            gone = area > "E" and later > level and rng.random() > stay_low
            for wave, day in enumerate(days):
                score = level if wave == 0 else later
                if wave == 0 or not gone:
                    answers.append((f"{area}{person}", str(wave), "life_satisfaction", str(score), day, area))
    return make_study(
        {
            "areas": pd.DataFrame({"area": list("ABCDEFGHIJ"), "name": list("ABCDEFGHIJ")}),
            "survey": pd.DataFrame(answers, columns=["person", "wave", "question", "answer", "date", "area"]),
            "arrangements": rows("arrangement kind", ("w", "wijkbudget")),
            "arrangement_areas": pd.DataFrame({"arrangement": "w", "area": list("ABCDE"), "start": start}),
        },
        programme="w",
    )


def test_a_difference_that_those_who_left_can_make_is_no_likely_effect():
    """Without the programme who did well stays away: a clear difference, and none in truth."""
    table = estimate(study(0.1), ["comparison"])
    table = table.assign(reasons=reasons_of(table))
    main = pick(table, area="all", group=GROUP, indicator="mean_difference", variant="main")
    assert main.lower > 0
    assert Why.LOSS_BEYOND in main.reasons
    assert Why.BOUNDS_HOLD_ZERO in main.reasons
    assert strongest_claim(main.design, main.reasons).step == "difference"
    least, most = (
        pick(table, area="all", group=GROUP, indicator="mean_difference", variant=f"bound, {end}")
        for end in ("least", "most")
    )
    assert least.value < 0 < most.value
    assert least.method == "bounds for those who left (Lee), leaving out each area in turn"
    shares = table[(table["indicator"] == "lost_share") & (table["area"] == "all")].set_index("group")["value"]
    assert shares[GROUP] == 0
    assert shares[f"arm=not begun;{GROUP}"] > 20


def test_whoever_stays_takes_nothing_down():
    table = estimate(study(1.0), ["comparison"])
    table = table.assign(reasons=reasons_of(table))
    main = pick(table, area="all", group=GROUP, indicator="mean_difference", variant="main")
    assert Why.LOSS_BEYOND not in main.reasons
    assert table[table["variant"].str.startswith("bound")].empty
