"""The years that a page may be about."""

from __future__ import annotations

import pandas as pd

from gezondmenu.described import arrangements_of, codes_of_arrangements
from gezondmenu.vocabulary import ALL, GezondmenuError, is_year


def years_of(table: pd.DataFrame, arrangement: str) -> list[str]:
    """The years that a page may be about: those that were counted, or those of the bookings of its arrangement."""
    codes = codes_of_arrangements(table)
    rows = table[codes == ""]
    if arrangement:
        rows = table[codes == arrangement]
        if arrangement not in arrangements_of(table)["arrangement"].tolist():
            raise GezondmenuError(
                "arrangement {arrangement} is not in this table; it has {known}",
                arrangement=repr(arrangement),
                known=", ".join(arrangements_of(table)["arrangement"]) or "-",
            )
        rows = next((own for name in ("booked", "budgeted") if len(own := rows[rows["indicator"] == name])), rows[:0])
    return sorted(label for label in rows["period"].unique() if is_year(label)) or [ALL]
