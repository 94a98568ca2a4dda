"""The name of the question behind a header such as ``group/question``, and which headers belong to one."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from gezondmenu.study.read.file_formats import Sheet
from gezondmenu.study.sources.form_keys import FormSheet
from gezondmenu.study.sources.split_answers import split_answers
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


def opened(
    table: pd.DataFrame, main: pd.DataFrame | None, keys: tuple[str, str], form: XlsForm, mark: str
) -> tuple[pd.DataFrame, dict[str, str], dict[str, str], frozenset[str]]:
    """A sheet of an export with what its submission says, and each question as one column.

    Parameters
    ----------
    table : DataFrame of str
        A sheet: of submissions, or of a repeat.
    main : DataFrame of str or None
        The submissions.
    keys : (str, str)
        Column of a repeat that names the submission, and that of the submissions which it names.
    form : XlsForm
    mark : str
        What parts the names of a group and of its question.

    Returns
    -------
    (DataFrame, dict, dict, frozenset)
        The sheet; the name of the question of each column; the columns that are split, with the rule that says so; the
        columns that are of the submission.
    """
    whole = with_parent(table, main, *keys) if keys[0] in table and main is not None else table
    inherited = frozenset(set(whole) - set(table))
    names = question_names(whole, form, mark)
    whole, split = split_answers(whole, names, form.kinds)
    return whole, names, split, inherited


def with_parent(table: pd.DataFrame, main: pd.DataFrame, link: str, key: str) -> pd.DataFrame:
    """Rows of a repeat, with the columns of their submission that the repeat has not.

    Parameters
    ----------
    table, main : DataFrame of str
        The repeat and the submissions.
    link, key : str
        Column of the repeat that names the submission, and that of the submissions which it names.

    Examples
    --------
    >>> main = pd.DataFrame({"_index": ["1", "2"], "wijk": ["A", "B"]})
    >>> with_parent(pd.DataFrame({"_parent_index": ["2", "2", "9"]}), main, "_parent_index", "_index")["wijk"].tolist()
    ['B', 'B', '']
    """
    if key not in main:
        return table
    parents = main.drop_duplicates(key).set_index(key)
    new: Mapping[str, pd.Series] = {
        name: table[link].map(parents[name]).fillna("").astype("str") for name in parents if name not in table
    }
    return table.assign(**new)


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
