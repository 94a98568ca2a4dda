"""The year that reports and valuations are about."""

from __future__ import annotations

import pandas as pd

from gezondmenu.described import of_arrangements
from gezondmenu.indicators.records import covers, observed_span
from gezondmenu.study.model import Study
from gezondmenu.vocabulary import ALL, is_year


def report_period(study: Study, table: pd.DataFrame) -> str:
    """The year that pages are about: the last one fully counted, else the last one counted.

    Without any count: the last year that the study itself says something of, else the last year of the table; ``all``
    where the table has no year.
    """
    table = table[~of_arrangements(table)]
    years = sorted(label for label in table["period"].unique() if is_year(label))
    first, last = observed_span(study)
    counted = [] if pd.isna(first) or pd.isna(last) else [y for y in years if first.year <= int(y) <= last.year]
    full = [year for year in counted if covers((first, last), year)]
    own = table[(table["design"] != "borrowed") & table["period"].isin(years)]["period"]
    return (full or counted or sorted(own.unique()) or years or [ALL])[-1]
