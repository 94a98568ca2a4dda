"""What remains of a comparison: studies that failed in a known way, and the claim, the sentence and the euros left."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gezondmenu.designs import allows
from gezondmenu.disclosure.release import release
from gezondmenu.effects import estimate
from gezondmenu.numbers.attrition import lee_bounds, loss_beyond_boundary
from gezondmenu.reason import NOTHING, join
from gezondmenu.reasons import Why, from_json
from gezondmenu.report.rows import health
from gezondmenu.report.words.comparison import comparison
from gezondmenu.strongest_claim import FLAWS, STEPS, claims_table, strongest_claim
from gezondmenu.study.model import make_study
from gezondmenu.valuation.effects import measured_effects
from tests.conftest import pick, rows
from tests.test_report_wording import make_page
from tests.test_value_effects import CITY, WAVES, table

GROUP = "outcome=life_satisfaction;wave=1"
APART, LOST = Why.FIRST_SCORES_APART(), Why.LOSS_BEYOND()

# ---------------------------------------------------------------------------------------------- the pure function


@pytest.mark.parametrize(
    ("design", "reasons", "step", "in_euros", "bracket"),
    [
        ("randomised", NOTHING, "effect", "randomised", False),
        ("randomised", APART, "effect", "randomised", False),  # unlike by chance only, which ANCOVA allows for
        ("randomised", LOST, "likely effect", "comparison", False),
        ("randomised", join(LOST, APART), "difference", "before-after", False),
        ("randomised", join(LOST, Why.BOUNDS_HOLD_ZERO()), "difference", "before-after", False),
        ("randomised", Why.FEW_AREAS_TO_JUDGE(smallest=0.33), "difference", "before-after", False),
        ("comparison", NOTHING, "likely effect", "comparison", False),
        ("comparison", APART, "likely effect", "comparison", True),
        ("comparison", LOST, "likely effect", "comparison", False),
        ("comparison", join(LOST, Why.BOUNDS_HOLD_ZERO()), "difference", "before-after", False),
        ("staggered", NOTHING, "likely effect", "staggered", False),
        ("staggered", Why.APART_BEFORE(), "difference", "before-after", False),
        ("before-after", NOTHING, "change", "before-after", False),
    ],
)
def test_the_claim_follows_design_and_flaws(design, reasons, step, in_euros, bracket):
    claim = strongest_claim(design, reasons)
    assert (claim.step, claim.design, claim.bracket) == (step, in_euros, bracket)


def test_what_may_be_chance_is_a_difference_and_keeps_its_design_in_euros():
    for verdict in ("chance", "unclear", "few areas"):
        claim = strongest_claim("comparison", NOTHING, verdict)
        assert (claim.step, claim.design) == ("difference", "comparison")


def test_no_flaw_makes_a_claim_stronger_and_the_design_in_euros_allows_the_claim():
    made = claims_table().set_index(["design", "what went wrong"])
    for (design, flaws), row in made.iterrows():
        step = STEPS.index(row["strongest claim"])
        assert step >= STEPS.index(made.loc[(design, "nothing known"), "strongest claim"])
        for flaw in FLAWS:
            if flaw in flaws and (design, flaw) in made.index:
                assert step >= STEPS.index(made.loc[(design, flaw), "strongest claim"])
        assert allows(row["in euros as"], "effect") == (step < STEPS.index("difference"))
    assert len(made) == len(set(made.index))


# ---------------------------------------------------------------------------------------------- loss


def test_the_boundary_of_the_handbook():
    """Overall 10 %: 6.3 points at most (cautious). 85 of 120 against 120 of 120 is 15 % and 29 points: 5.9 at most."""
    assert not loss_beyond_boundary((1000, 1000), (868, 931))  # 10 % overall, 6.3 points apart
    assert loss_beyond_boundary((1000, 1000), (868, 932))  # 6.4
    assert loss_beyond_boundary((120, 120), (85, 120))
    assert not loss_beyond_boundary((100, 100), (43, 43))  # 57 %, nothing apart
    assert loss_beyond_boundary((100, 100), (42, 42))  # 58 %: no difference is small enough


def test_bounds_by_hand():
    """Two of four left. The four others keep 1 and 2, or 3 and 4; a third cut of three values leaves parts."""
    least, most = lee_bounds([5, 7, None, None, 1, 2, 3, 4], [1, 1, 1, 1, 0, 0, 0, 0])
    assert (least.value, most.value) == (6 - 3.5, 6 - 1.5)
    # 3 of 4 against 2 of 4: a third of three values is one of them
    least, most = lee_bounds([1, 2, 6, None, 4, 5, None, None], [1, 1, 1, 1, 0, 0, 0, 0])
    assert (least.value, most.value) == (1.5 - 4.5, 4.0 - 4.5)
    same, again = lee_bounds([1.0, 3, 2, 6], [1, 1, 0, 0])
    assert (same.value, again.value) == (2 - 4, 2 - 4)


def test_bounds_of_few_people_have_no_limits():
    """Nine with the programme and twelve without are too few; ten and twelve are enough."""
    group, rng = np.repeat([True, False], [12, 12]), np.random.default_rng(4)
    value = rng.normal(size=24)
    for gone, limits in ((3, False), (2, True)):
        ends = lee_bounds(np.where(np.arange(24) < gone, np.nan, value), group)
        assert [bool(np.isfinite([end.lower, end.upper]).all()) for end in ends] == [limits, limits]


@pytest.mark.slow
def test_bounds_hold_their_own_truth_and_that_of_everybody():
    """Of the treated those with high scores leave more. The bounds of 2,000,000 such people are the truth."""

    def study(rng, n):
        treated = np.arange(n) % 2 == 0
        health_of = rng.normal(size=n)
        gone = treated & (rng.random(n) < 1 / (1 + np.exp(1 - health_of)))
        return np.where(gone, np.nan, 0.7 * treated + health_of + rng.normal(0, 0.5, n)), treated

    rng = np.random.default_rng(1)
    truth = [end.value for end in lee_bounds(*study(rng, 2_000_000))]
    assert truth[0] < 0.7 < truth[1]
    held = []
    for _ in range(600):
        ends = lee_bounds(*study(rng, 240))
        held.append([end.lower <= true <= end.upper for end, true in zip(ends, truth, strict=True)])
    assert np.mean(held, axis=0) == pytest.approx(0.95, abs=0.025)


# ---------------------------------------------------------------------------------------------- whole studies


def study_of(first, later, treated, areas=None, **chosen):
    """A study of persons with whole scores from 0 to 10; NaN is a wave that was not answered."""
    people = [f"p{k}" for k in range(len(first))]
    homes = ["A"] * len(first) if areas is None else areas
    arms = np.where(treated, "with", "without")
    answers = [
        (
            person,
            wave,
            "life_satisfaction",
            str(int(np.clip(np.rint(score), 0, 10))),
            home,
            arm,
        )
        for wave, scores in (("0", first), ("1", later))
        for person, score, home, arm in zip(people, scores, homes, arms, strict=True)
        if not np.isnan(score)
    ]
    codes = sorted(set(homes))
    frames = {
        "areas": pd.DataFrame({"area": codes, "name": codes}),
        "survey": rows("person wave question answer area arm", *answers),
    }
    return make_study(frames, comparison_arm="without", **chosen)


def chosen_for_a_low_score(rng, n=120, effect=0.0):
    """People of one kind; those with the programme are the first of them who scored 4 or less."""
    true = rng.normal(6.3, 1.5, 12 * n)
    first, later = (true + rng.normal(0, 1.3, len(true)) for _ in range(2))
    low = np.flatnonzero(first[: 10 * n] < 4.5)[:n]
    one = np.concatenate([low, np.arange(10 * n, 11 * n)])
    treated = np.arange(len(one)) < len(low)
    return first[one], later[one] + effect * treated, treated


def unlike_for_lasting_reasons(rng, n=120, effect=0.0):
    treated = np.arange(2 * n) < n
    true = rng.normal(6.3, 1.2, 2 * n) - 1.5 * treated
    first, later = (true + rng.normal(0, 1.0, 2 * n) for _ in range(2))
    return first, later + effect * treated, treated


def differences(study):
    made = estimate(study, ["comparison"])
    return made[(made["area"] == "all") & (made["group"] == GROUP) & (made["indicator"] == "mean_difference")]


def test_people_chosen_for_a_low_score_get_a_bracket_and_no_effect():
    """3.3 against 6.3 and no effect: the difference in changes says 1.5 points up, at equal first scores about none."""
    made = differences(study_of(*chosen_for_a_low_score(np.random.default_rng(4)))).set_index("variant")
    assert made.loc["difference in changes", "lower"] > 0.5
    assert made.loc["ANCOVA", "lower"] < 0 < made.loc["ANCOVA", "upper"]
    main = made.loc["main"]
    assert main["lower"] == min(made.loc[["difference in changes", "ANCOVA"], "lower"])
    assert main["upper"] == max(made.loc[["difference in changes", "ANCOVA"], "upper"])
    assert main["value"] == pytest.approx(made.loc[["difference in changes", "ANCOVA"], "value"].mean())
    assert "first scores differ by more than a tenth of a standard deviation" in main["note"]


@pytest.mark.slow
def test_the_bracket_holds_the_truth_where_either_of_its_ends_does_not():
    """200 studies of each kind without an effect: one end holds it in a few of 100, both together in 95 or more."""
    from gezondmenu.effects.arms import Arms
    from gezondmenu.effects.comparison import _differences
    from gezondmenu.effects.survey import Outcome

    outcome = Outcome("x", "x", "x", 0, 10, "higher", "score")
    for draw, wrong in ((chosen_for_a_low_score, "difference in changes"), (unlike_for_lasting_reasons, "ANCOVA")):
        rng, held = np.random.default_rng(7), []
        for _ in range(200):
            first, later, treated = draw(rng)
            people = pd.DataFrame({"person": range(len(first)), "area": "A", "first": first, "later": later})
            people = people.assign(treated=treated, change=later - first)
            ways = _differences(Arms("A", outcome, "1", people, False, False, len(people)), 0.95)
            held.append({name: way.lower <= 0 <= way.upper for name, way in ways.items()})
        shares = pd.DataFrame(held).mean()
        assert shares["main"] >= 0.95
        assert shares[wrong] < 0.4


def one_group_lost(rng, n=120, lost=35, effect=0.7):
    """Lots; of those with the programme the 35 who did worst answered no second time."""
    treated = np.arange(2 * n) < n
    true = rng.normal(6, 1.5, 2 * n)
    first, later = (true + rng.normal(0, 0.8, 2 * n) for _ in range(2))
    later = later + effect * treated
    worst = np.argsort(np.where(treated, later - 0.5 * first + rng.normal(0, 0.5, 2 * n), np.inf))[:lost]
    later[worst] = np.nan
    return first, later, treated


def test_lots_with_a_group_that_lost_more_give_no_plain_effect():
    study = study_of(*one_group_lost(np.random.default_rng(3)), randomised=True)
    made = differences(study).set_index("variant")
    main, least, most = (made.loc[name] for name in ("main", "bound, least", "bound, most"))
    assert least["value"] < main["value"] < most["value"]
    assert "more people were lost, or more of one group, than a comparison can bear" in main["note"]
    every = estimate(study, ["comparison"])
    lost = pick(every, area="all", group=GROUP, indicator="lost_share")
    others = pick(every, area="all", group=f"arm=without;{GROUP}", indicator="lost_share")
    assert (lost.numerator, lost.denominator, others.numerator) == (35, 120, 0)


def test_those_who_left_undo_the_difference_where_they_did_so_much_worse():
    """120 and 120 by lot, 30 with the programme gone.

    With these filled in at the mean of those who stayed less the tipping point, the difference in changes falls by
    exactly the limit nearest to zero: the tipping point times 30/120.
    """
    rng = np.random.default_rng(4)
    treated = np.arange(240) < 120
    first = rng.normal(5, 1, 240)
    later = first + treated + rng.normal(0, 1, 240)
    later[:30] = np.nan
    study = study_of(first, later, treated, randomised=True)
    table = estimate(study, ["comparison"])
    main = pick(table, area="all", group=GROUP, indicator="mean_difference")
    row = pick(table, area="all", group=GROUP, indicator="treated_dropout_to_zero")
    assert (row.numerator, row.denominator, row.status, row.design) == (30, 120, "ok", "randomised")
    assert row.value == pytest.approx(main.lower / 0.25)
    change = later - first
    stayed = change[30:120].mean()
    change[:30] = stayed - row.value
    filled = change[:120].mean() - change[120:].mean()
    assert filled == pytest.approx(stayed - change[120:].mean() - main.lower)
    later[:30] = first[:30] + rng.normal(1, 1, 30)
    complete = estimate(study_of(first, later, treated, randomised=True), ["comparison"])
    none = pick(complete, area="all", group=GROUP, indicator="treated_dropout_to_zero")
    assert (none.status, none.note) == ("no data", "nobody left")


def with_lists(came: int, days: bool = True):
    """Lots, 200 and 200, a true effect of 1; `came` people of the comparison came too and gained as much."""
    rng = np.random.default_rng(6)
    treated = np.arange(400) < 200
    true = rng.normal(5, 1.0, 400)
    gains = treated | ((np.arange(400) >= 200) & (np.arange(400) < 200 + came))
    first, later = (true + rng.normal(0, 0.5, 400) for _ in range(2))
    study = study_of(first, later + gains, treated, randomised=True)
    survey = study["survey"].assign(
        date=lambda rows: pd.to_datetime(rows["wave"].map({"0": "2024-01-01", "1": "2024-12-01"}))
    )
    lists = pd.DataFrame({"person": [f"p{k}" for k in range(400) if gains[k]]})
    lists = lists.assign(activity="walk", date=pd.Timestamp("2024-06-01" if days else "2025-01-01"))
    walk = pd.DataFrame({"activity": ["walk"], "area": ["A"], "name": ["walk"]})
    frames = {"areas": study["areas"], "survey": survey, "attendance": lists, "activities": walk}
    return make_study(frames, comparison_arm="without", randomised=True)


def test_people_of_the_comparison_who_came_dilute_the_effect_and_are_told_apart():
    """90 of 200 gained too: as allocated 1 - 0.45 is left of the effect, without them the whole of it."""
    study = with_lists(90)
    made = differences(study).set_index("variant")
    assert made.loc["main", "value"] == pytest.approx(0.55, abs=0.15)
    assert made.loc["per protocol", "value"] == pytest.approx(1.0, abs=0.15)
    assert (made.loc["main", "n"], made.loc["per protocol", "n"]) == (400, 310)
    assert "people of the comparison came to the activities too" in made.loc["main", "note"]
    assert made.loc["per protocol", "note"].startswith("310 of 400 who began; per protocol: without people")


def test_participants_of_the_comparison_are_counted_and_a_few_are_hidden_at_release():
    """290 on the lists, 90 of them of the comparison; 4 of them are too few to be told."""
    for came, shown in ((90, 90.0), (4, None)):
        made = estimate(with_lists(came), ["participants", "comparison"])
        counted = {"area": "all", "period": "2024", "group": "all"}
        assert pick(made, **counted, indicator="participants").value == 200 + came
        assert pick(made, **counted, indicator="comparison_participants").value == came
        row = pick(release(made), **counted, indicator="comparison_participants")
        assert row.value == shown if shown else row.status == "suppressed"


def test_a_few_who_came_are_said_without_a_number_that_would_tell_of_them():
    made = differences(with_lists(9)).set_index("variant")
    assert "came to the activities too" in made.loc["main", "note"]
    assert "per protocol" not in made.index


def test_who_came_after_the_last_answers_dilutes_nothing():
    made = differences(with_lists(90, days=False)).set_index("variant")
    assert "came to the activities too" not in made.loc["main", "note"]


def three_waves(apart: float, **chosen):
    """150 with and 150 without, an effect of 1 after T1; before it those with the programme rose by `apart` already."""
    rng = np.random.default_rng(11)
    treated = np.arange(300) < 150
    true = rng.normal(5, 1.2, 300)
    drawn = [true + rng.normal(0, 0.8, 300) for _ in range(3)]
    scores = [drawn[0], drawn[1] + apart * treated, drawn[2] + (apart + 1) * treated]
    answers = [
        (f"p{k}", f"T{wave}", "life_satisfaction", str(int(np.clip(np.rint(score), 0, 10))), "A", "with" if t else "no")
        for wave, of_wave in enumerate(scores)
        for k, (score, t) in enumerate(zip(of_wave, treated, strict=True))
    ]
    survey = rows("person wave question answer area arm", *answers)
    frames = {"areas": pd.DataFrame({"area": ["A"], "name": ["A"]}), "survey": survey}
    return estimate(make_study(frames, comparison_arm="no", **chosen), ["comparison", "change"])


def test_waves_before_the_start_are_used_and_groups_that_moved_apart_leave_a_difference():
    group = "outcome=life_satisfaction;wave=T2"
    for apart, step in ((0.0, "likely effect"), (1.0, "difference")):
        made = three_waves(apart, started_after="T1")
        main = pick(made, area="all", group=group, indicator="mean_difference")
        assert main.lower < 1 < main.upper  # from T1 on
        before = pick(made, area="all", group=f"{group};waves_before=1", indicator="before_start")
        assert before.lower < -apart < before.upper
        assert strongest_claim(main.design, from_json(main.reasons)).step == step
        assert not made["group"].str.contains("wave=T1").any()  # nothing is told of a change up to the start
    plain = three_waves(1.0)
    assert pick(plain, area="all", group=group, indicator="mean_difference").value > 1.5  # from T0 on
    assert plain[(plain["indicator"] == "before_start") & (plain["status"] == "ok")].empty


def test_areas_that_moved_apart_before_they_began_leave_a_difference():
    """Eight areas, four of them from the fourth wave on; those were rising by half a point a wave all along."""
    rng = np.random.default_rng(2)
    days = pd.date_range("2024-01-01", periods=5, freq="182D")
    answers = [
        (f"{area}{k}", str(wave), "life_satisfaction", str(int(4 + rng.integers(-1, 2) + rise * wave)), day, area)
        for area, rise in zip("ABCDEFGH", [0.75] * 4 + [0] * 4, strict=True)
        for k in range(30)
        for wave, day in enumerate(days)
    ]
    frames = {
        "areas": pd.DataFrame({"area": list("ABCDEFGH"), "name": list("ABCDEFGH")}),
        "survey": pd.DataFrame(answers, columns=["person", "wave", "question", "answer", "date", "area"]),
        "arrangements": rows("arrangement kind", ("w", "wijkbudget")),
        "arrangement_areas": pd.DataFrame({"arrangement": "w", "area": list("ABCD"), "start": days[3]}),
    }
    made = estimate(make_study(frames, programme="w"), ["comparison"])
    main = pick(made, area="all", group="outcome=life_satisfaction;wave=4", indicator="mean_difference")
    assert main.lower > 0
    assert "the groups moved apart before the start" in main.note
    assert strongest_claim(main.design, from_json(main.reasons)).step == "difference"


# ---------------------------------------------------------------------------------------------- pages and euros


def difference(variant="main", value=0.7, lower=0.4, upper=1.0, design="comparison", note="", **more):
    return {
        "indicator": "mean_difference",
        "variant": variant,
        "value": value,
        "lower": lower,
        "upper": upper,
        "period": "all",
        "group": GROUP,
        "design": design,
        "unit": "points",
        "n": 205,
        "note": note,
    } | more


CHANGED = {
    "indicator": "mean_change",
    "value": 0.9,
    "lower": 0.6,
    "upper": 1.2,
    "period": "all",
    "group": GROUP,
    "design": "before-after",
    "unit": "points",
    "n": 85,
}
UNLIKE = "the groups were not drawn by lot; first scores differ by more than a tenth of a standard deviation"
TOO_MANY = "more people were lost, or more of one group, than a comparison can bear"
ZERO = "allowing for those who left there may be no difference"


def words(*given):
    return " ".join(comparison(make_page(CHANGED, *given)))


def test_a_bracket_whose_ends_agree_is_told_as_both_ends_with_what_each_assumes():
    text = words(
        difference(lower=0.2, upper=1.3, note=UNLIKE),
        difference("difference in changes", 1.0, 0.7, 1.3),
        difference("ANCOVA", 0.5, 0.2, 0.8),
    )
    assert "Het effect op de tevredenheid met het leven ligt waarschijnlijk tussen 0,5 en 1,0 punt omhoog" in text
    assert "Heeft dat blijvende redenen? Dan is het verschil +1,0 punt." in text
    assert "Zijn mensen gekozen om hun eerste score? Dan is het +0,5 punt." in text


def test_a_bracket_whose_ends_do_not_agree_claims_no_effect():
    text = words(
        difference(value=0.5, lower=-0.3, upper=1.3, note=UNLIKE),
        difference("difference in changes", 1.0, 0.7, 1.3),
        difference("ANCOVA", 0.0, -0.3, 0.3),
    )
    assert "effect" not in text
    assert "lag de verandering in de tevredenheid met het leven tussen 0,0 en 1,0 punt omhoog" in text


def test_loss_is_in_the_first_sentence_with_its_bounds():
    """The outer limits of the bounds are told, not the bounds themselves: 0.1 and 1.4, not 0.4 and 1.1."""
    bounds = [difference("bound, least", 0.4, 0.1, 0.7), difference("bound, most", 1.1, 0.8, 1.4)]
    text = words(*(row | {"design": "randomised"} for row in (difference(note=TOO_MANY), *bounds)))
    assert text.split(". ")[1].startswith(
        "Er vielen te veel mensen af: het effect op de tevredenheid met het leven is waarschijnlijk 0,7 punt omhoog, "
        "minstens 0,1, hoogstens 1,4 punt omhoog"
    )
    assert "Het effect op" not in text
    page = make_page(CHANGED, difference(design="randomised", note=f"{TOO_MANY}; {ZERO}"))
    assert health.claim(page, "life_satisfaction").step == "difference"
    assert "effect" not in " ".join(comparison(page))


def test_people_who_came_too_are_said_beside_the_effect():
    came = "people of the comparison came to the activities too"
    text = words(difference(design="randomised", note=came), difference("per protocol", 1.0, 0.7, 1.3, "randomised"))
    assert "Er is geloot wie mee kon doen. Het effect op" in text
    assert "Ook mensen uit de vergelijking kwamen naar de activiteiten. Het verschil kan dus te klein zijn." in text
    assert "Zonder hen is het 1,0 punt hoger (tussen 0,7 en 1,3)." in text


def test_euros_follow_the_claim_that_remains():
    def leaf(design, reasons):
        row = CITY | {"design": design, "value": 0.7, "lower": 0.2, "upper": 1.2, "reasons": reasons}
        return measured_effects(table(row), WAVES)["G", "life_satisfaction"]

    assert leaf("randomised", NOTHING).design == "randomised"
    assert leaf("randomised", LOST).design == "comparison"
    assert leaf("comparison", join(LOST, Why.BOUNDS_HOLD_ZERO())).design == "before-after"
    both = leaf("comparison", APART)
    assert (both.is_range, both.low, both.high, both.distribution) == (True, 0.2, 1.2, "range")
    assert "first scores differ" in both.reasons.words
