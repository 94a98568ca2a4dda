"""What residents say: the share that is positive, the whole distribution, and how many answered."""

from __future__ import annotations

import pandas as pd

from gezondmenu.indicators.records import AREA_PERIOD, Records, concat, to_targets
from gezondmenu.indicators.register import of_card
from gezondmenu.vocabulary import ALL, POSITIVE_FROM, group_label, note, period_kind

SCALES = (("1", "2", "3", "4", "5"), ("no", "yes"))
POSITIVE = {answer for answer in SCALES[0] if int(answer) >= POSITIVE_FROM} | {"yes"}


@of_card("appreciation")
def appreciation(records: Records) -> pd.DataFrame:
    """Answers to each statement at the activities of an area, and the response where invitations are known.

    Notes
    -----
    An answer belongs to the area of its activity. Where a person answered more than once (about several
    activities), every answer counts in the share, and the interval rests on the number of persons. Answers
    without a person count as one person each.
    """
    answers = _answers_by_period(records)
    if answers.empty:
        return pd.DataFrame(columns=[*AREA_PERIOD, "group", "indicator", "numerator", "denominator"])
    by = [*AREA_PERIOD, "statement"]
    totals = answers.groupby(by).agg(
        denominator=("answer", "size"), n=("voice", "nunique"), positive=("positive", "sum")
    )
    totals = totals.reset_index().astype({"denominator": "float64", "n": "float64", "positive": "float64"})
    share = totals.rename(columns={"positive": "numerator"}).assign(indicator="appreciation_positive")
    share["group"] = [group_label(statement=statement) for statement in share["statement"]]
    return concat(share, _distribution(answers, totals), _response(records, answers)).drop(columns="statement")


def _answers_by_period(records: Records) -> pd.DataFrame:
    """Answers by target and period, each also under its year and under ``all``."""
    table = records.study["appreciation"]
    areas = records.study["activities"].set_index("activity")["area"]
    alone = pd.Series([f"answer {place}" for place in range(len(table))], index=table.index, dtype="str")
    answers = table.assign(
        area=table["activity"].map(areas),
        voice=table["person"].fillna(alone),
        positive=table["answer"].isin(POSITIVE),
    )
    return _with_wholes(to_targets(answers, records))


def _with_wholes(frame: pd.DataFrame) -> pd.DataFrame:
    """Add the quarter of a month, the year, and ``all`` to rows with a period."""
    kinds = frame["period"].map({period: period_kind(period) for period in frame["period"].unique()})
    years = frame[kinds.isin(["quarter", "month"])].assign(period=lambda rows: rows["period"].str[:4])
    months = frame[kinds == "month"]
    of_month = (months["period"].str[5:].astype("int64") + 2) // 3
    quarters = months.assign(period=months["period"].str[:4] + "-Q" + of_month.astype("str"))
    return concat(frame[kinds.isin(["year", "quarter"])], quarters, years, frame.assign(period=ALL))


def _distribution(answers: pd.DataFrame, totals: pd.DataFrame) -> pd.DataFrame:
    """Share of every possible answer, those that nobody gave included."""
    cells = answers.groupby([*AREA_PERIOD, "statement", "answer"]).size().rename("numerator")
    used = answers.drop_duplicates(["statement", "answer"])
    scale = {
        (statement, answer)
        for statement, given in used.groupby("statement")["answer"]
        for possible in SCALES
        if set(given) & set(possible)
        for answer in possible
    }
    possible = pd.DataFrame(sorted(scale), columns=["statement", "answer"], dtype="str")
    rows = totals.drop(columns="positive").merge(possible, on="statement")
    rows = rows.join(cells, on=[*AREA_PERIOD, "statement", "answer"])
    rows["numerator"] = rows["numerator"].fillna(0).astype("float64")
    rows["group"] = [
        group_label(statement=statement, answer=answer)
        for statement, answer in zip(rows["statement"], rows["answer"], strict=True)
    ]
    return rows.assign(indicator="appreciation_share").drop(columns="answer")


def _response(records: Records, answers: pd.DataFrame) -> pd.DataFrame:
    """Persons who answered out of those who were asked; unknown where nobody wrote down who was asked."""
    answered = answers.groupby(AREA_PERIOD)["voice"].nunique().rename("numerator")
    without_person = records.study["appreciation"]["person"].isna()
    if without_person.any():  # several statements of one nameless person must not count as several persons
        nameless = answers[answers["person"].isna()]
        most = nameless.groupby([*AREA_PERIOD, "statement"]).size().groupby(AREA_PERIOD).max()
        named = answers[answers["person"].notna()].groupby(AREA_PERIOD)["voice"].nunique()
        answered = named.add(most, fill_value=0).rename("numerator")
    invited = records.study["invitations"]
    invited = invited[(invited["measure"] == "appreciation") & invited["asked"].notna()]
    asked = _with_wholes(to_targets(invited[["area", "period", "asked"]], records))
    asked = asked.groupby(AREA_PERIOD)["asked"].sum().astype("float64").rename("denominator")
    rows = answered.astype("float64").reset_index().join(asked, on=AREA_PERIOD)
    rows = rows.assign(indicator="appreciation_response", group=ALL, n=rows["denominator"], status="ok", note="")
    unknown = rows["denominator"].isna()
    rows.loc[unknown, ["status", "note"]] = ["no data", note("number of invitations unknown")]
    more = rows["numerator"] > rows["denominator"]
    rows.loc[more, ["status", "note"]] = ["no data", note("more answers than invitations")]
    rows.loc[unknown | more, ["numerator", "denominator", "n"]] = float("nan")
    return rows
