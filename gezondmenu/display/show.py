"""`gm.show`: a study, findings, estimates, a valuation or a trace, in words, for whoever reads a notebook."""

from __future__ import annotations

import pandas as pd

from gezondmenu.display.estimates import show_estimates
from gezondmenu.display.traces import show_trace
from gezondmenu.given import ROW_COLUMNS, shown
from gezondmenu.html_table import Shown
from gezondmenu.language import check_language
from gezondmenu.study.findings import COLUMNS as OF_FINDINGS
from gezondmenu.study.model import Study
from gezondmenu.study.shown import show_findings, show_study
from gezondmenu.valuation.shown import show_valuation
from gezondmenu.valuation.trace import COLUMNS as OF_TRACE
from gezondmenu.valuation.valuing import Valuation
from gezondmenu.vocabulary import GezondmenuError


def show(given: Study | Valuation | pd.DataFrame, language: str = "nl") -> Shown:
    """What the library gives, to read: use it as the last line of a notebook cell, and calculate with the table itself.

    Parameters
    ----------
    given : Study, Valuation or DataFrame
        A study; the findings of `check_study`, grouped by cause; rows of the estimate table, before or after
        `release`; what `value` gives; what `trace` gives. Not changed. A part of a table will do.
    language : {"nl", "en"}
        Of words and numbers.

    Returns
    -------
    Shown
        HTML in JupyterLab, aligned text in a terminal. Of a long table the first rows, and how many are left out. A
        hidden number is said to be hidden, with its reason; numbers are rounded as on a page.

    Raises
    ------
    GezondmenuError
        For anything else, or another language.

    Examples
    --------
    >>> import gezondmenu as gm
    >>> published = gm.read_published("data/example_published.csv")
    >>> chosen = published[(published.area == "WK990101") & (published.period == "2025") & (published.group == "all")]
    >>> gm.show(chosen[chosen.indicator.isin(["participants", "free_share"]) & (chosen.variant == "main")], "en")
    Estimates: Molenkwartier, 2025
    What          Number  Unit
    participants     585  people
    """
    check_language(language)
    if isinstance(given, Study):
        return show_study(given, language)
    if isinstance(given, Valuation):
        return show_valuation(given, language)
    if isinstance(given, pd.DataFrame):
        for columns, write in ((OF_FINDINGS, show_findings), (OF_TRACE, show_trace), (ROW_COLUMNS, show_estimates)):
            if set(columns) <= set(given.columns):
                return write(given, language)
    raise GezondmenuError(
        "gm.show shows a study, findings, estimates, a valuation or a trace, not {given}", given=shown(given)
    )
