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
    """Persons who answered out of those who were asked, where somebody wrote down who was asked.

    An area and period with invitations counts with both its answers and its invitations, or not at all. A year is
    its own row of `invitations` where there is one, else the sum of its quarters or months, so that somebody asked
    twice counts twice in both.
    """
    invited = records.study["invitations"]
    invited = invited[(invited["measure"] == "appreciation") & invited["asked"].notna()]
    asked = invited.groupby(AREA_PERIOD, as_index=False)["asked"].sum().astype({"asked": "float64"})
    own = asked.merge(_answered(records), on=AREA_PERIOD, how="left").fillna({"answered": 0.0})
    own = own.assign(year=own["period"].str[:4])
    in_parts = own[own["period"].str.len() > 4]
    given = pd.MultiIndex.from_frame(own.loc[own["period"].str.len() == 4, AREA_PERIOD])
    parts = in_parts[~pd.MultiIndex.from_frame(in_parts[["area", "year"]]).isin(given)]
    by_year = concat(own[own["period"].str.len() == 4], parts.assign(period=parts["year"]))
    cells = concat(in_parts, by_year, by_year.assign(period=ALL))
    sums = to_targets(cells, records).groupby(AREA_PERIOD, as_index=False)[["answered", "asked"]].sum()
    spoken = answers[AREA_PERIOD].drop_duplicates()
    rows = spoken.merge(sums, on=AREA_PERIOD, how="left")
    rows = rows.rename(columns={"answered": "numerator", "asked": "denominator"})
    rows = rows.assign(indicator="appreciation_response", group=ALL, status="ok", note="")
    unknown = rows["denominator"].isna()
    rows.loc[unknown, ["status", "note"]] = ["no data", note("number of invitations unknown")]
    more = rows["numerator"] > rows["denominator"]
    rows.loc[more, ["status", "note"]] = ["no data", note("more answers than invitations")]
    rows.loc[unknown | more, ["numerator", "denominator"]] = float("nan")
    return rows.assign(n=rows["denominator"])


def _answered(records: Records) -> pd.DataFrame:
    """``area, period, answered``: persons who answered in each area itself, by period and by year.

    Nameless answers: the largest number for one statement, since one person answers several statements.
    """
    table = records.study["appreciation"]
    areas = records.study["activities"].set_index("activity")["area"]
    answers = _with_wholes(table.assign(area=table["activity"].map(areas)))
    named = answers.dropna(subset="person").groupby(AREA_PERIOD)["person"].nunique()
    nameless = answers[answers["person"].isna()].groupby([*AREA_PERIOD, "statement"]).size()
    most = nameless.groupby(AREA_PERIOD).max()
    return named.add(most, fill_value=0).rename("answered").astype("float64").reset_index()
