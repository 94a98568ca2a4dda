"""Business cases (rows F1, F2, F5, F16, F22, F27, F28, N1, N2, N8) from tables to sentences; all made up."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gezondmenu as gm
from gezondmenu.study.model import make_study
from gezondmenu.vocabulary import GezondmenuError
from tests.arrangement_pages import DAY, page_of, words_of
from tests.conftest import pick, rows


def item(name: str, counts_as: str, payer: str, **columns: object) -> dict:
    return {
        "arrangement": "R",
        "item": name,
        "counts_as": counts_as,
        "payer": payer,
        "law": "none",
        "reason": "verzonnen",
        **columns,
    }


def case(
    *items: dict, years: int = 1, rate: float = 0.0, choices: dict | None = None, **tables: pd.DataFrame
) -> gm.Study:
    frames = {
        "areas": rows("area name population", ("A", "Noord", 1_200)),
        "arrangements": pd.DataFrame(
            [
                {
                    "arrangement": "R",
                    "kind": "supporter",
                    "name": "Ondersteuner",
                    "start": DAY("2025-01-01"),
                    "years": years,
                }
            ]
        ),
        "arrangement_areas": rows("arrangement area", ("R", "A")),
        "cash_flows": pd.DataFrame(items),
    }
    return make_study({**frames, **tables}, **{"discount_rate_costs": rate, "horizon_years": 5, **(choices or {})})


def of(table: pd.DataFrame, indicator: str, period: str = "all", **traits: str) -> pd.Series:
    group = ";".join(f"{k}={v}" for k, v in sorted({"arrangement": "R", **traits}.items()))
    return pick(table, area="all", period=period, group=group, indicator=indicator)


def flows(*amounts: float) -> list[dict]:
    return [
        item(
            f"jaar {year}",
            "cost" if amount < 0 else "benefit",
            "municipality",
            amount_eur=abs(amount),
            from_year=year,
            to_year=year,
        )
        for year, amount in enumerate(amounts, start=1)
    ]


@pytest.mark.parametrize(("rate", "worth"), [(0.0, 120_000), (0.0225, 105_874), (0.03, 101_470), (0.04, 95_818)])
def test_f27_the_flows_of_five_years(rate, worth):
    table = gm.arrangement_rows(case(*flows(-70_000, -10_000, 20_000, 90_000, 90_000), years=5, rate=rate))
    assert round(of(table, "net_present_value").value) == worth
    assert of(table, "net_sum").value == 120_000
    assert [of(table, "flow_net", str(year)).value for year in range(2025, 2030)] == [
        -70_000,
        -10_000,
        20_000,
        90_000,
        90_000,
    ]


@pytest.mark.parametrize(("amounts", "rate", "payback"), [
    ((-100.0, 60, 60), 13.0662, 1 + 40 / 60),
    ((-70_000, -10_000, 20_000, 90_000, 90_000), 33.4408, 2 + 60 / 90),
    ((100.0, 20.0), None, 0.0),  # nothing is ever paid
    ((-100.0, 20.0), -80.0, None),
])  # fmt: skip
def test_rate_and_years_in_which_it_comes_back(amounts, rate, payback):
    """100 (1 + r)² = 60 (1 + r) + 60: 13.0662 %. The long one: -80 after two years, -60 after
    three, +30 after four; its rate is that of numpy's roots."""
    table = gm.arrangement_rows(case(*flows(*amounts), years=len(amounts)))
    roots = np.roots([*amounts][::-1])
    assert rate is None or any(abs(1 / (1 + rate / 100) - root) < 1e-4 for root in roots)
    for name, value in (("internal_rate", rate), ("payback", payback)):
        row = of(table, name)
        if value is None:
            assert (row.status, row.note) == ("no data", "costs and benefits never come out even, or more than once")
        else:
            assert row.value == pytest.approx(value, abs=0.01)


SUPPORTER = item("ondersteuner", "cost", "municipality", amount_eur=70_000.0, law="Wmo")
CARE = item(
    "zorgkosten",
    "benefit",
    "insurer",
    law="Zvw",
    effect="village_supporter_care_cost",
    baseline_eur=3_600_000.0,
    transfer=1.0,
)
WMO = item(
    "Wmo",
    "benefit",
    "municipality",
    law="Wmo",
    effect="village_supporter_wmo_cost",
    baseline_eur=480_000.0,
    transfer=1.0,
)


def test_f1_n1_the_supporter_of_a_village():
    """3.6 million x 9 % = 324,000; 70,000 paid: 254,000; it is even at 1.94 % of the care cost; who pays is not who
    gains."""
    table = gm.arrangement_rows(case(SUPPORTER, CARE))
    assert of(table, "net_present_value").value == pytest.approx(254_000)
    assert of(table, "net_present_value", payer="insurer").value == pytest.approx(324_000)
    assert of(table, "net_present_value", payer="municipality").value == pytest.approx(-70_000)
    assert f"{of(table, 'break_even_effect', item='zorgkosten').value:.2f}" == "1.94"


def test_f1_n2_while_the_overlap_is_unknown_adding_both_is_refused():
    with pytest.raises(GezondmenuError, match="Nobody says whether these overlap"):
        gm.arrangement_rows(case(SUPPORTER, CARE, WMO))
    table = gm.arrangement_rows(case(SUPPORTER, CARE, {**WMO, "in_total": False}))
    row = of(table, "net_present_value")
    assert row.value == pytest.approx(254_000)
    assert "shown and not added: Wmo" in row.note


def test_f1_n2_where_it_does_not_overlap_up_to_30_percent_is_a_range_and_no_point():
    """The Wmo cost of 480,000 falls by 0 to 30 %: from 254,000 to 398,000, and 254,000 is the only point."""
    shared = {"setting": "dorpen", "design": "unknown", "source": "bron niet gevonden", "overlaps_with": "none"}
    apart = pd.DataFrame(
        [
            {"effect": "own_care", "outcome": "zorgkosten", "value": -0.09, **shared},
            {"effect": "own_wmo", "outcome": "Wmo", "low": -0.30, "high": 0.0, **shared},
        ]
    )
    items = (SUPPORTER, {**CARE, "effect": "own_care"}, {**WMO, "effect": "own_wmo"})
    table = gm.arrangement_rows(case(*items, borrowed_effects=apart))
    assert of(table, "net_present_value").value == pytest.approx(254_000)
    ends = of(table, "net_present_value_if", item="Wmo")
    assert (ends.lower, ends.upper) == (pytest.approx(254_000), pytest.approx(398_000))


@pytest.mark.parametrize(("transfer", "net"), [(0.0, -70_000), (0.25, 11_000), (70 / 324, 0), (1.0, 254_000)])
def test_f2_what_a_village_figure_is_worth_in_a_city(transfer, net):
    table = gm.arrangement_rows(case(SUPPORTER, {**CARE, "transfer": transfer}))
    assert of(table, "net_present_value").value == pytest.approx(net, abs=1e-6)
    if transfer == 1.0:
        assert f"{of(table, 'break_even_share').value:.1f}" == "21.6"


def test_a_borrowed_effect_without_a_transfer_is_refused():
    with pytest.raises(GezondmenuError, match=r"zorgkosten: a borrowed effect needs baseline_eur .* and transfer"):
        gm.arrangement_rows(case(SUPPORTER, {**CARE, "transfer": np.nan}))
    with pytest.raises(GezondmenuError, match="there is no borrowed effect"):
        gm.arrangement_rows(case(SUPPORTER, {**CARE, "effect": "x"}))


def test_it_grows_evenly_to_a_full_year_and_begins_when_it_begins():
    """30,000 from year 2 on, in three years at full strength, up to year 5: 0, 10, 20, 30, 30 thousand, nothing."""
    benefit = item("baten", "benefit", "insurer", amount_eur=30_000.0, from_year=2, to_year=5, ramp_up_years=3)
    table = gm.arrangement_rows(case(benefit, years=6))
    years = [of(table, "flow_benefits", str(year)).value for year in range(2025, 2031)]
    assert years == [0, 10_000, 20_000, 30_000, 30_000, 0]


def test_f16_optimism_is_corrected_only_when_it_is_chosen_and_by_evidence():
    """Benefits of 60,000 with a comparison and 40,000 assumed; costs 50,000. Less 15 % and 40 %: 51,000 + 24,000 -
    50,000 = 25,000, and 50,000 without; 60 % and 40 % of the benefits by what they rest on."""
    items = (
        item("kosten", "cost", "municipality", amount_eur=50_000.0),
        item("gemeten", "benefit", "insurer", amount_eur=60_000.0, evidence="comparison"),
        item("aangenomen", "benefit", "insurer", amount_eur=40_000.0),
    )
    plain = gm.arrangement_rows(case(*items))
    assert not (plain["indicator"] == "net_present_value_corrected").any()
    less = rows(
        "arrangement term value reason",
        ("R", "less_if_comparison", 0.15, "keuze"),
        ("R", "less_if_assumed", 0.4, "keuze"),
    )
    table = gm.arrangement_rows(case(*items, agreements=less))
    assert of(table, "net_present_value").value == 50_000
    assert of(table, "net_present_value_corrected").value == pytest.approx(25_000)
    shares = [of(table, "benefits_by_evidence", evidence=kind).value for kind in ("comparison", "assumed")]
    assert shares == [60.0, 40.0]


@pytest.mark.parametrize(("path", "nets"), [
    ((1, 3, 6), (50_000, 150_000, 300_000)),
    ((2, 2, 4), (100_000, 100_000, 200_000)),
    ((0, 1, 1), (0, 50_000, 50_000)),
])  # fmt: skip
def test_f28_a_path_of_growth(path, nets):
    scaling = rows("arrangement year areas", *[("R", 2025 + place, areas) for place, areas in enumerate(path)])
    table = gm.arrangement_rows(
        case(item("baten", "benefit", "insurer", amount_eur=50_000.0), years=5, scaling=scaling)
    )
    assert [of(table, "scaled_net", str(2025 + place)).value for place in range(3)] == list(nets)


def test_f28_areas_that_begin_later_have_no_effect_before_their_start():
    """Costs 20,000 and benefits 40,000 from the second year: -20, +20, +20. One area and then three: -20; 20 - 40."""
    items = (
        item("kosten", "cost", "municipality", amount_eur=20_000.0),
        item("baten", "benefit", "insurer", amount_eur=40_000.0, from_year=2),
    )
    scaling = rows("arrangement year areas", ("R", 2025, 1), ("R", 2026, 3), ("R", 2027, 3))
    table = gm.arrangement_rows(case(*items, years=3, scaling=scaling))
    assert [of(table, "scaled_net", str(year)).value for year in (2025, 2026, 2027)] == [-20_000, -20_000, 60_000]


def test_a_range_of_an_amount_becomes_limits_and_a_line_of_what_would_change():
    benefit = item("baten", "benefit", "insurer", amount_eur=100_000.0, low_eur=60_000.0, high_eur=140_000.0)
    table = gm.arrangement_rows(case(benefit, item("kosten", "cost", "fund", amount_eur=90_000.0), years=2, rate=0.03))
    factor = 1 + 1 / 1.03
    row, ends = of(table, "net_present_value"), of(table, "net_present_value_if", item="baten")
    assert row.value == pytest.approx(10_000 * factor)
    assert (ends.lower, ends.upper) == (pytest.approx(-30_000 * factor), pytest.approx(50_000 * factor))
    assert ends.lower < row.lower < row.value < row.upper < ends.upper


@settings(max_examples=8, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.booleans(),
            st.sampled_from(["municipality", "insurer", "fund"]),
            st.integers(1, 1_000_000),
            st.integers(1, 4),
        ),
        min_size=1,
        max_size=6,
    ),
    st.floats(0, 0.1),
)
def test_payers_sum_to_the_whole_and_at_no_rate_it_is_the_plain_sum(lines, rate):
    items = [
        item(f"p{n}", "benefit" if gain else "cost", payer, amount_eur=float(euros), from_year=first)
        for n, (gain, payer, euros, first) in enumerate(lines)
    ]
    table = gm.arrangement_rows(case(*items, years=4, rate=rate))
    npv = table[table["indicator"] == "net_present_value"].set_index("group")["value"]
    assert npv.drop("arrangement=R").sum() == pytest.approx(npv["arrangement=R"], abs=0.01)
    plain = gm.arrangement_rows(case(*items, years=4))
    assert of(plain, "net_present_value").value == pytest.approx(of(plain, "net_sum").value)


def test_without_a_rate_or_a_start_it_says_what_is_missing():
    study = case(*flows(-1.0, 2.0), years=2, choices={"discount_rate_costs": None})
    assert of(gm.arrangement_rows(study), "net_present_value").note == "study.toml has no discount_rate_costs"


# ------------------------------------------------------------------------------------------------------------ F5, F22


def entitlements(*lines: tuple) -> gm.Study:
    table = rows("area year entitled users budget_per_person_eur spent_eur", *[("A", 2025, *line) for line in lines])
    return make_study(
        {
            "areas": rows("area name", ("A", "Nieuwstad")),
            "arrangements": rows("arrangement kind", ("R", "prevention budget")),
            "arrangement_areas": rows("arrangement area", ("R", "A")),
            "entitlements": table.assign(arrangement="R"),
        }
    )


@pytest.mark.parametrize(("entitled", "users", "per_person", "spent", "uptake", "used", "per_user", "unspent"), [
    (200, 140, 250.0, 21_700.0, "70.0", "43.4", "155.00", 28_300),
    (100, 50, 100.0, 5_000.0, "50.0", "50.0", "100.00", 5_000),
    (80, 60, 50.0, 0.0, "75.0", "0.0", "0.00", 4_000),
])  # fmt: skip
def test_f5_who_uses_a_budget_of_persons(entitled, users, per_person, spent, uptake, used, per_user, unspent, tmp_path):
    """140 users spent 62 % of 250 each: 21,700; of 50,000 that is 43.4 %."""
    study = entitlements((entitled, users, per_person, spent))
    table = gm.estimate(study, ["personal_budgets"])
    values = {r.indicator: r.value for r in table[table["area"] == "A"].itertuples()}
    assert f"{values['uptake']:.1f}" == uptake
    assert f"{values['personal_budget_used']:.1f}" == used
    assert f"{values['spent_per_user']:.2f}" == per_user
    assert values["spent_per_entitled"] == spent / entitled
    assert values["personal_budget_unspent"] == unspent
    if users == 140:
        words = words_of(page_of(study, tmp_path), "use_of_budget")
        assert "In 2025 gebruikte 70,0% van wie mag het budget." in words
        assert "Van het hele budget is 43,4% gebruikt; € 28.300 is niet uitgegeven." in words
        assert "A user" not in words
        assert "daarvoor is een vergelijking nodig" in words


def test_f5_few_users_are_hidden_with_what_they_spent_each():
    released = gm.release(gm.estimate(entitlements((200, 7, 250.0, 900.0)), ["personal_budgets"]))
    by = released[released["area"] == "A"].set_index("indicator")["status"]
    assert by[["uptake", "spent_per_user"]].tolist() == ["suppressed", "suppressed"]


@pytest.mark.parametrize(
    ("old", "proposal", "hours"), [(40_000.0, 28_000.0, 400.0), (9_000.0, 9_500.0, 20.0), (1_000.0, 0.0, 0.0)]
)
def test_f22_a_challenge_stands_beside_what_it_costs_now_with_hours_as_hours(old, proposal, hours, tmp_path):
    challenge = rows(
        "challenge area old_cost_eur proposal_cost_eur volunteer_hours", ("Buurthuis", "A", old, proposal, hours)
    )
    study = make_study({"areas": rows("area name", ("A", "Noord")), "challenges": challenge})
    text = words_of(page_of(study, tmp_path, arrangement="", region="all"), "challenges")
    euros = [f"{amount:,.0f}".replace(",", ".") for amount in (old, proposal)]
    for words in (f"€ {euros[0]}", f"€ {euros[1]}", f"{hours:.0f} uur", "Toegekend", "niet bekend"):
        assert words in text
    assert "Onbetaalde uren blijven uren" in text


def test_f1_the_page_says_who_pays_and_who_gains_and_never_effect(tmp_path):
    study = case(SUPPORTER, CARE)
    words = words_of(page_of(study, tmp_path), "business_case")
    assert "Als dit allemaal zo is, brengt het over alle jaren samen € 254.000 meer op dan het kost." in words
    assert "de zorgverzekeraar: +€ 324.000; de gemeente: -€ 70.000; wie betaalt is niet wie wint" in words
    assert "Zorgkosten: 1,94% minder kosten is net genoeg." in words
    assert "De kosten zijn gedekt met 21,6% van de baten." in words
    assert "De baten rusten op: cijfers van elders (100%)." in words
    assert "effect" not in words.replace("geleend effect", "").lower().split("hoe is dit geteld")[0]


def test_n8_each_kind_of_business_case_has_its_example():
    study = gm.read_study(gm.shipped("data/arrangements"))
    kinds = set(study["arrangements"]["kind"])
    assert {"supporter", "prevention budget", "portal", "virtual budget", "coalition"} <= kinds
