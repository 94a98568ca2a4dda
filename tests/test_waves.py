"""The waves of a survey have one order, the same in change, value and page; where nothing tells it, it is asked."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest

import gezondmenu as gm
from gezondmenu.described import months_of_waves
from gezondmenu.report.rows import health
from gezondmenu.report.rows.page import read_page
from gezondmenu.report.rows.published import write_table
from gezondmenu.study.model import make_study
from gezondmenu.study.waves import order_of_waves
from tests.conftest import pick, rows
from tests.worth_study import assumptions, worth_study

MEANS = {"T0": 5.0, "T1": 7.0, "T2": 5.5}
DAYS = {"T0": "2024-01-15", "T1": "2024-06-15", "T2": "2024-11-15"}
PRICE = rows(
    "price name value unit price_year payer law counts_as source indexed values",
    ("point", "een punt", 100, "EUR/point", 2024, "residents", "none", "benefit", "[T]", False, "health point"),
)
CHAIN = rows("chain outcome price reached name", ("sleep", "sleep", "point", "residents", "Slaap"))
SCALE = rows("question low high better", ("sleep", 0, 10, "higher"))


def answers(names: dict[str, str], *, days: dict[str, str] | None = DAYS) -> pd.DataFrame:
    """Answers of 40 persons to one question: the means of T0, T1 and T2, half of them one higher, half one lower."""
    survey = pd.DataFrame(
        [
            (f"p{person:02}", "A", names[wave], "sleep", f"{mean + (1 if person % 2 else -1):g}", wave)
            for person, (wave, mean) in itertools.product(range(40), MEANS.items())
        ],
        columns=["person", "area", "wave", "question", "answer", "moment"],
    )
    moments = survey.pop("moment")
    return survey.assign(date=pd.to_datetime(moments.map(days) if days else pd.Series(pd.NaT, index=survey.index)))


def study_of(survey: pd.DataFrame, **chosen):
    return worth_study(
        CHAIN,
        residents=40,
        costs=5_000,
        prices=PRICE,
        given=assumptions(("sleep", "units", 1.0, None, None), ("sleep", "first_year", 1.0, None, None)),
        frames={"survey": survey, "questions": SCALE},
        **chosen,
    )


NAMED = {
    "numbers with letters": ({"T0": "T0", "T1": "T1", "T2": "T2"}, DAYS, None),
    "numbers without days": ({"T0": "meting 8", "T1": "meting 9", "T2": "meting 10"}, None, None),
    "days alone": ({"T0": "voor", "T1": "halverwege", "T2": "na"}, DAYS, None),
    "a choice alone": ({"T0": "voor", "T1": "halverwege", "T2": "na"}, None, "voor, halverwege, na"),
}


@pytest.mark.parametrize(("names", "days", "chosen"), NAMED.values(), ids=NAMED.keys())
def test_the_value_rests_on_the_last_wave_and_so_do_change_and_page(tmp_path, names, days, chosen):
    study = study_of(answers(names, days=days), waves=chosen)
    table = gm.estimate(study, ["health", "change", "participants", "residents", "costs"])
    last = names["T2"]
    change = pick(table, area="A", indicator="mean_change", group=f"outcome=sleep;wave={last}")
    assert change["value"] == pytest.approx(0.5)
    worth = gm.value(study, table).rows
    net = pick(worth, area="A", indicator="net_value", group="all")
    assert net["value"] == pytest.approx(40 * 0.5 * 100 - 5_000)  # not 40 × 2 × 100 − 5,000 = + 3,000
    assert list(months_of_waves(table)) == list(names.values())
    published = pd.concat([gm.release(table, "internal"), worth], ignore_index=True)
    published.attrs = worth.attrs
    write_table(published, tmp_path / "published.csv")
    page = read_page(tmp_path / "published.csv", area="A")
    assert health.waves(page) == list(names.values())
    assert health.change(page, "sleep").value == pytest.approx(0.5)


def test_persons_who_came_later_do_not_turn_the_waves_around():
    """Ten began and ended in 2024; a hundred began in 2025 and have not ended: the middle day of the end is earlier."""
    early = [(f"p{n}", wave, day) for n in range(10) for wave, day in (("begin", "2024-01-01"), ("eind", "2024-06-01"))]
    late = [(f"q{n}", "begin", "2025-01-01") for n in range(100)]
    survey = pd.DataFrame([*early, *late], columns=["person", "wave", "date"]).astype({"date": "datetime64[ns]"})
    middle = survey.groupby("wave")["date"].median()
    assert middle["begin"] > middle["eind"]
    assert order_of_waves(survey) == (["begin", "eind"], None)


WITHOUT_ORDER = {
    "no days and no numbers": ("voor", "na", None, "waves_without_order"),
    "numbers and words": ("1", "later", None, "waves_without_order"),
    "two numbers in a name": ("1 van 2", "2 van 2 (1)", None, "waves_without_order"),
    "days against numbers": ("2", "1", ("2024-01-01", "2024-06-01"), "waves_contradict"),
    "the same days": ("voor", "na", ("2024-01-01", "2024-01-01"), "waves_without_order"),
}


@pytest.mark.parametrize(("first", "later", "days", "rule"), WITHOUT_ORDER.values(), ids=WITHOUT_ORDER.keys())
def test_an_order_that_nothing_tells_is_asked_and_the_choice_settles_it(tmp_path, first, later, days, rule):
    lines = ["persoon;gebied;meting;datum;vraag;antwoord"]
    for wave, day in zip((first, later), days or ("", ""), strict=True):
        lines += [f"p{person};A;{wave};{day};life_satisfaction;{6 + person % 3}" for person in range(12)]
    (tmp_path / "survey.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "areas.csv").write_text("area;name;population\nA;Dorp;900\n", encoding="utf-8")
    findings = gm.check_study(tmp_path)
    assert findings["code"].tolist() == [rule]
    assert findings.iloc[0][["file", "column", "severity"]].tolist() == ["survey.csv", "meting", "error"]
    with pytest.raises(gm.StudyError):
        gm.read_study(tmp_path)
    (tmp_path / "study.toml").write_text(f'waves = "{first}, {later}"\n', encoding="utf-8")
    assert gm.check_study(tmp_path).empty
    assert list(months_of_waves(gm.estimate(gm.read_study(tmp_path), ["health"]))) == [first, later]


def test_a_choice_that_names_other_waves_is_said_with_both_lists():
    survey = answers(NAMED["numbers with letters"][0])
    with pytest.raises(
        gm.GezondmenuError, match=r"waves of study.toml is T0, T1, and the survey has the waves T0, T1, T2"
    ):
        gm.estimate(study_of(survey, waves="T0, T1"), ["change"])


def test_a_study_without_a_survey_has_no_waves():
    study = make_study({"areas": rows("area name population", ("A", "Dorp", 900))}, waves="0, 1")
    assert months_of_waves(gm.estimate(study, ["residents"])) == {}
