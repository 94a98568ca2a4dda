"""The name of the question behind a header such as ``group/question``, and which headers belong to one."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from gezondmenu.study.read.file_formats import Sheet
from gezondmenu.study.sources.form_keys import FormSheet
from gezondmenu.study.sources.xlsform import FREE, XlsForm

MARKED = frozenset(("0", "1", "", "0.0", "1.0", "true", "false", "True", "False", "TRUE", "FALSE"))
"""What stands in a column of one answer of several."""


def question_names(table: pd.DataFrame, form: XlsForm, mark: str) -> dict[str, str]:
    """The name of each question, where it is not the header itself.

    Parameters
    ----------
    table : DataFrame of str
        The export.
    form : XlsForm
        The questionnaire, or an empty one.
    mark : str
        What stands between groups and questions: ``/`` in KoboToolbox, ``-`` in ODK Central.

    Returns
    -------
    dict of str
        By header: the name in the form, where its name or its words are in it; otherwise what stands behind the last
        mark. An answer of a question with several (``question/answer``) keeps its whole name.

    Examples
    --------
    >>> table = pd.DataFrame([["4", "1", "0"]], columns=["health/who1", "things/tv", "things/radio"])
    >>> question_names(table, XlsForm(), "/")
    {'health/who1': 'who1'}
    """
    in_words = {words: name for name, texts in form.words.items() for words in texts}
    names = {}
    for header in table:
        last = header.split(mark)[-1]
        if header in in_words or last in form.kinds:
            names[header] = in_words.get(header, last)
        elif last != header and " " not in header and "[" not in header and not _is_answer(header, table):
            names[header] = last
    return {header: name for header, name in names.items() if name != header or name in form.kinds}


def _is_answer(header: str, table: pd.DataFrame) -> bool:
    """Whether a column is one answer of a question, beside others that hold 0 and 1 too."""
    question, slash, _ = header.rpartition("/")
    if not slash:
        return False
    beside = [name for name in table if name.rpartition("/")[0] == question]
    return question in table or (len(beside) > 1 and all(set(table[name]) <= MARKED for name in beside))


def why_of_personal(cells: pd.Series) -> str:
    """Why a column in which a form program keeps who or where somebody is goes unread; an empty one holds nothing."""
    return "column_with_personal_data" if (cells != "").any() else "column_of_the_program"


def form_sheet(
    sheet: Sheet,
    table: pd.DataFrame,
    form: XlsForm,
    names: Mapping[str, str],
    *,
    person: str,
    moments: tuple[str, ...],
    unread: Mapping[str, str],
    aside: tuple[int, ...],
    inherited: frozenset[str],
) -> FormSheet:
    """One sheet of an export, with what its XLSForm says of the columns."""
    kinds = {header: form.kinds[name] for header, name in names.items() if name in form.kinds}
    return FormSheet(
        sheet,
        table,
        person,
        moments,
        {**dict.fromkeys([h for h, kind in kinds.items() if kind == "calculate"], "column_of_the_program"), **unread},
        aside,
        names,
        words={header: next(iter(form.words.get(name, [])), "") for header, name in names.items()},
        labels={header: form.labels[name] for header, name in names.items() if name in form.labels},
        inherited=inherited,
        closed=frozenset(header for header, kind in kinds.items() if kind not in FREE),
        free=frozenset(header for header, kind in kinds.items() if kind in FREE),
    )
