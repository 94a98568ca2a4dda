"""What residents say: the share that is positive, the whole distribution, and how many answered."""

from __future__ import annotations

import pandas as pd

from gezondmenu.indicators.composition import trait_of
from gezondmenu.indicators.population import TRAITS
from gezondmenu.indicators.records import AREA_PERIOD, Records, concat, to_targets, whole_years
from gezondmenu.indicators.register import of_card
from gezondmenu.indicators.shares import clustered_share
from gezondmenu.reason import NOTHING
from gezondmenu.reasons import Why
from gezondmenu.vocabulary import ALL, POSITIVE_FROM, group_label, period_kind, quarter_of

SCALES = (("1", "2", "3", "4", "5"), ("no", "yes"))
POSITIVE = {answer for answer in SCALES[0] if int(answer) >= POSITIVE_FROM} | {"yes"}


@of_card("appreciation")
def appreciation(records: Records) -> pd.DataFrame:
    """Answers to each statement at the activities of an area, and the response where invitations are known.

    Notes
    -----
    An answer belongs to the area of its activity. Where a person answered more than once (about several
    activities), every answer counts in the share, and the interval takes persons as clusters. Answers without a
    person count as one person each.
    """
    answers = _answers_by_period(records)
    if answers.empty:
        return pd.DataFrame(columns=[*AREA_PERIOD, "group", "indicator", "numerator", "denominator"])
    totals = clustered_share(answers.assign(x=answers["positive"]), [*AREA_PERIOD, "statement"], records.confidence)
    share = totals.assign(group=[group_label(statement=statement) for statement in totals["statement"]])
    shares = concat(share, *_by_group(records, answers)).assign(indicator="appreciation_positive")
    return concat(shares, _distribution(answers, totals), _response(records, answers)).drop(columns="statement")


def _by_group(records: Records, answers: pd.DataFrame) -> list[pd.DataFrame]:
    """The share that is positive for each activity (in its own area) and for each level of each trait."""
    long = answers[answers["period"].str.len() < 7].assign(x=lambda rows: rows["positive"])
    own = long[long["area"] == long["activity"].map(records.study["activities"].set_index("activity")["area"])]
    by_trait = {"activity": own}
    if records.study.has("people"):
        for trait in TRAITS:
            by_trait[trait] = long.assign(**{trait: trait_of(records, long, trait)}).dropna(subset=trait)
    parts = []
    for trait, rows in by_trait.items():
        shares = clustered_share(rows, [*AREA_PERIOD, "statement", trait], records.confidence)
        groups = [
            group_label(**{"statement": statement, trait: level})
            for statement, level in zip(shares["statement"], shares[trait], strict=True)
        ]
        parts.append(shares.assign(group=groups).drop(columns=trait))
    return parts


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
    return _with_wholes(to_targets(answers, records), "month" in records.kinds)


def _with_wholes(frame: pd.DataFrame, keep_months: bool) -> pd.DataFrame:
    """Add the quarter of a month, the year, and ``all`` to rows with a period; the month itself only where asked."""
    kinds = frame["period"].map({period: period_kind(period) for period in frame["period"].unique()})
    years = frame[kinds.isin(["quarter", "month"])].assign(period=lambda rows: rows["period"].str[:4])
    months = frame[kinds == "month"]
    quarters = months.assign(period=quarter_of(months["period"]))
    written = frame if keep_months else frame[kinds != "month"]
    return concat(written, quarters, years, frame.assign(period=ALL))


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
    rows = totals.drop(columns=["effective", "numerator"]).merge(possible, on="statement")
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
    sums = (
        to_targets(whole_years(own, ["area"]), records)
        .groupby(AREA_PERIOD, as_index=False)[["answered", "asked"]]
        .sum()
    )
    spoken = answers[AREA_PERIOD].drop_duplicates()
    rows = spoken.merge(sums, on=AREA_PERIOD, how="left")
    rows = rows.rename(columns={"answered": "numerator", "asked": "denominator"})
    rows = rows.assign(indicator="appreciation_response", group=ALL, status="ok", reasons=NOTHING)
    unknown = rows["denominator"].isna()
    rows.loc[unknown, ["status", "reasons"]] = ["no data", Why.INVITATIONS_UNKNOWN()]
    more = rows["numerator"] > rows["denominator"]
    rows.loc[more, ["status", "reasons"]] = ["no data", Why.MORE_ANSWERS_THAN_INVITATIONS()]
    rows.loc[unknown | more, ["numerator", "denominator"]] = float("nan")
    return rows.assign(n=rows["denominator"])


def _answered(records: Records) -> pd.DataFrame:
    """``area, period, answered``: persons who answered in each area itself, by period as written and by year.

    Nameless answers: the largest number for one statement, since one person answers several statements.
    """
    table = records.study["appreciation"]
    areas = records.study["activities"].set_index("activity")["area"]
    answers = _with_wholes(table.assign(area=table["activity"].map(areas)), keep_months=True)
    named = answers.dropna(subset="person").groupby(AREA_PERIOD)["person"].nunique()
    nameless = answers[answers["person"].isna()].groupby([*AREA_PERIOD, "statement"]).size()
    most = nameless.groupby(AREA_PERIOD).max()
    return named.add(most, fill_value=0).rename("answered").astype("float64").reset_index()
