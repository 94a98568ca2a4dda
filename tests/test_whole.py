"""What together with other numbers would tell a hidden one is hidden too."""

from __future__ import annotations

import importlib

import numpy as np
import pandas as pd
import pytest

import gezondmenu as gm
from gezondmenu.described import areas_of
from gezondmenu.disclosure.bounds import Polytope
from gezondmenu.disclosure.counted import SETS_OF, VARIABLE, counted_cells, counted_sets, how_it_adds
from gezondmenu.disclosure.profiles import profile_of
from gezondmenu.disclosure.relations import relations_between
from gezondmenu.disclosure.whole import Whole, hidden_with_sums, true_numbers
from gezondmenu.indicators.register import named_indicators
from gezondmenu.reason import NOTHING
from gezondmenu.reasons import Why
from gezondmenu.vocabulary import ESTIMATE_COLUMNS, PERSONS

STANDARD = profile_of("standard")
AREAS = pd.DataFrame({"area": ["C", "N1", "N2", "N3"], "parent": ["", "C", "C", "C"]})


def rows_of(indicator: str, counts: dict[tuple[str, str, str], float]) -> pd.DataFrame:
    """Rows of one count by area, period and group."""
    blank = dict.fromkeys(ESTIMATE_COLUMNS, np.nan)
    rows = [
        {**blank, "area": area, "period": period, "group": group, "indicator": indicator, "variant": "main",
         "numerator": count, "value": count, "n": count, "status": "ok", "reasons": NOTHING, "note": ""}
        for (area, period, group), count in counts.items()
    ]  # fmt: skip
    return pd.DataFrame(rows)


def test_a_range_is_what_is_left_of_the_whole():
    """Of 21-23 in all and 13-17 women, 4 to 10 are men."""
    known = pd.DataFrame({"low": [21.0, 13.0, 0.0], "high": [23.0, 17.0, np.inf]}, index=["all", "f", "m"])
    assert Polytope(known, [("=", {"f": 1, "m": 1, "all": -1})]).range_of("m") == (4.0, 10.0)


def test_what_gives_way_is_the_cheapest():
    """The hidden part can be 9 only where the whole or the other part moves by two: the cheaper of them does."""
    known = pd.DataFrame({"low": [18.0, 13.0, 0.0], "high": [20.0, 17.0, np.inf]}, index=["all", "f", "m"])
    polytope = Polytope(known, [("=", {"f": 1, "m": 1, "all": -1})])
    total, places = polytope.in_the_way("m", 9.0, np.array([10.0, 1.0, np.inf]))
    assert (total, places.tolist()) == (pytest.approx(2.0), [1])
    assert polytope.range_of("m") == (1.0, 7.0)  # asking changes nothing


@pytest.mark.parametrize(("hidden", "more"), [(3, ["N1"]), (0, [])])
def test_the_last_area_of_a_city_is_not_told_by_the_others(hidden, more):
    """53 visits in the city less 20 and 30 are the 3 that are hidden; the smaller of the two is hidden too."""
    counts = {("C", "2025", "all"): 50 + hidden, ("N1", "2025", "all"): 20, ("N2", "2025", "all"): 30,
              ("N3", "2025", "all"): hidden}  # fmt: skip
    table = rows_of("visits", counts).assign(n=np.nan)
    reasons = pd.Series(NOTHING, index=table.index, dtype=object)
    if hidden:
        reasons.iloc[3] = Why.HIDDEN_FEW(limit=10)
    after = hidden_with_sums(table, table, reasons, AREAS, STANDARD)
    extra = table.loc[(after != NOTHING) & (reasons == NOTHING), "area"].tolist()
    assert extra == more


def test_hidden_counts_of_the_example_keep_every_value_that_they_may_have(example_estimates, example_released):
    whole = Whole(example_released, true_numbers(example_estimates), areas_of(example_estimates), STANDARD)
    targets = whole.targets()
    assert len(targets) > 500
    assert min(whole.room(variable) for variable in targets) == STANDARD.promise


def test_without_protection_the_attack_on_the_example_finds_counts(example_estimates, monkeypatch):
    module = importlib.import_module("gezondmenu.disclosure.release")
    monkeypatch.setattr(module, "hidden_with_sums", lambda estimates, table, reasons, areas, profile: reasons)
    released = gm.release(example_estimates)
    whole = Whole(released, true_numbers(example_estimates), areas_of(example_estimates), STANDARD)
    assert sum(whole.room(variable) < STANDARD.promise for variable in whole.targets()) > 100


def test_few_rows_more_are_hidden_than_by_the_rules_of_each_row(example_released):
    """At most fifteen in a hundred of what the rules of each row hide."""
    hidden = example_released[(example_released["status"] == "suppressed") & (example_released["variant"] == "main")]
    in_sum = hidden["note"].str.contains("with others it would tell")
    assert in_sum.sum() <= 0.15 * (~in_sum).sum()


def test_cells_of_one_variable_hold_one_number_in_the_example(example_estimates):
    each = counted_cells(example_estimates).dropna(subset="value").groupby(VARIABLE)["value"].nunique()
    assert (each == 1).all()


def test_sets_add_up_in_the_example_as_the_file_says(example_estimates):
    """What must be a sum over areas or periods is one; and a part is no larger than its whole."""
    true = true_numbers(example_estimates)
    wrong = []
    for sign, terms in relations_between(true, areas_of(example_estimates)):
        kinds = {len({variable[at] for variable in terms}) > 1 for at in (1, 2)}
        total = sum(coefficient * true[variable] for variable, coefficient in terms.items())
        name = next(iter(terms))[0]
        over_sets = len({variable[0] for variable in terms}) > 1
        certain = sign == "<=" or True in kinds or over_sets
        if certain and how_it_adds(name).areas == "sum" and (total > 0 or (sign == "=" and total != 0)):
            wrong.append((sign, terms, total))
    assert not wrong


def test_every_card_that_counts_persons_or_visits_names_a_set():
    own = ["dropout_to_zero", "treated_dropout_to_zero"]
    for name, (_, entry) in named_indicators().items():
        if entry.rows or entry.formula not in ("count", "percentage", "rate", "quotient", "growth", "reach"):
            continue
        for column, field in SETS_OF.items():
            if column != "n" and getattr(entry, column) in (*PERSONS, "visits") and name not in own:
                assert getattr(entry, field), (name, column)


def test_sets_name_sets():
    sets = counted_sets()
    for name, adds in sets.items():
        for other in (adds.part_of, *(part.split(";")[0] for part in adds.made_of)):
            assert not other or other in sets, (name, other)
