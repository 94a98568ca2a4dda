"""Several answers in one cell: a column of 0 and 1 for each answer, where the file tells what the answers are."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

SEVERAL = ("select_multiple", "rank")


def split_answers(
    table: pd.DataFrame, names: Mapping[str, str], kinds: Mapping[str, str]
) -> tuple[pd.DataFrame, dict[str, str]]:
    """Split the columns with codes separated by spaces, as forms of KoboToolbox and ODK write them.

    Parameters
    ----------
    table : DataFrame of str
        The export. A column ``question/answer`` is one that the form program split itself.
    names, kinds : mapping of str
        Name of the question by header, and its kind by name, where an XLSForm says so.

    Returns
    -------
    (DataFrame of str, dict of str)
        The table with a column ``question/answer`` for each answer, 1 or 0, blank where the question was not answered;
        and the columns that are not read, with the rule that says why.

    Examples
    --------
    >>> table = pd.DataFrame({"q": ["wandel wandelgroep", "wandel", ""]}, dtype="str")
    >>> split, unread = split_answers(table, {"q": "q"}, {"q": "select_multiple"})
    >>> split["q/wandel"].tolist(), split["q/wandelgroep"].tolist(), unread
    (['1', '1', ''], ['1', '0', ''], {'q': 'column_that_is_split'})
    """
    new: dict[str, pd.Series] = {}
    unread: dict[str, str] = {}
    for header in table:
        codes = table[header].str.split()
        if any(name.startswith(f"{header}/") for name in table):
            unread[header] = "column_that_is_split"
        elif kinds.get(names.get(header, "")) in SEVERAL:
            unread[header] = "column_that_is_split"
            new |= marked(header, codes, table[header] != "")
        elif header not in names and _looks_split(table[header], codes):
            unread[header] = "column_with_several_answers"
    return table.assign(**new), unread


def marked(header: str, answers: pd.Series, given: pd.Series) -> dict[str, pd.Series]:
    """A column of 1 and 0 for each answer, in the order in which they first appear; blank where none was given."""
    known = dict.fromkeys(answer for cell in answers for answer in cell)
    return {
        f"{header}/{answer}": answers.map(lambda cell, answer=answer: "1" if answer in cell else "0").where(given, "")
        for answer in known
    }


def _looks_split(cells: pd.Series, codes: pd.Series) -> bool:
    """Whether cells look like codes with spaces between: names without capitals that each come back."""
    several = cells[codes.map(len) > 1]
    if several.empty or not cells[cells != ""].str.fullmatch(r"[a-z0-9_]+(?: [a-z0-9_]+)*").all():
        return False
    times = codes.explode().value_counts()
    return bool((times > 1).all())
