"""`gezondmenu new DIR`: an empty study that is ready to be filled in."""

from __future__ import annotations

import textwrap
from importlib import resources
from pathlib import Path

from gezondmenu.given import check_path
from gezondmenu.language import check_language, message, translate, translate_of
from gezondmenu.study.read.files import CHOICES_FILE, FORMS
from gezondmenu.study.schema import Column, choices, tables
from gezondmenu.study.start.questionnaire import write_questionnaire
from gezondmenu.study.start.sign_in import write_sign_in
from gezondmenu.study.start.tables_book import BEGINNERS, write_tables
from gezondmenu.study.writing import toml_value
from gezondmenu.vocabulary import GezondmenuError

BOOKS = (message("tables.xlsx"), message("more_tables.xlsx"))
PAPERS = (message("sign_in_sheet.xlsx"), message("questionnaire.xlsx"))
PAGE = message("README.md")
WIDTH = 100  # characters of a line of study.toml
_FIRST = ("name", "made_by", "contact")
"""Choices that everybody fills in; the others stand below with a # before them."""

_HEAD = message("The choices of the study. A line with # before it does not count: take the # away to choose.")
_MORE = message("Below this line nothing has to be filled in.")
_ALLOWED = message("Choose from: {allowed}.")
_NOT_EMPTY = message("{folder} is there already and is not empty: a new study needs a folder of its own.")


def check_own_folder(folder: Path) -> None:
    """Refuse a folder for a new study that holds anything already.

    Raises
    ------
    GezondmenuError
        When it does, or is a file.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise GezondmenuError(_NOT_EMPTY, folder=folder)


def write_new_study(folder: str | Path, language: str = "nl") -> list[Path]:
    """Write an empty study: use it to begin, and fill in the workbook that it makes.

    Parameters
    ----------
    folder : path
        Made when it does not exist; otherwise it must be empty.
    language : {"nl", "en"}
        Of the names of files, sheets and columns, and of what is explained.

    Returns
    -------
    list of Path
        The files: two workbooks with a sheet for each table, study.toml, a page that explains, and in a folder of their
        own a sign-in sheet to print and a questionnaire (XLSForm). They depend on the language alone.

    Raises
    ------
    GezondmenuError
        When the folder is not empty, or the language is unknown.
    OSError
        When a file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as made:
    ...     [path.name for path in write_new_study(f"{made}/study", "en")]
    ['tables.xlsx', 'more_tables.xlsx', 'study.toml', 'README.md', 'sign_in_sheet.xlsx', 'questionnaire.xlsx']
    """
    check_language(language)
    folder = check_path("folder", folder)
    check_own_folder(folder)
    papers = folder / translate(FORMS, language)
    papers.mkdir(parents=True, exist_ok=True)
    book, more = (folder / translate(name, language) for name in BOOKS)
    write_tables(book, BEGINNERS, language)
    write_tables(more, tuple(name for name in tables() if name not in BEGINNERS), language)
    page = translate(PAGE, language)
    explained = resources.files("gezondmenu.study.start").joinpath(page).read_text(encoding="utf-8")
    for name, text in ((CHOICES_FILE, choices_text(language)), (page, explained)):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    sign_in, form = (papers / translate(name, language) for name in PAPERS)
    write_sign_in(sign_in, language)
    write_questionnaire(form, language)
    return [book, more, folder / CHOICES_FILE, folder / page, sign_in, form]


def choices_text(language: str) -> str:
    """A study.toml in which each choice is explained, and only its language is made.

    Examples
    --------
    >>> 'language = "nl"' in choices_text("nl")
    True
    """
    own = choices()
    lines = [f"# {translate(_HEAD, language)}", "", *_lines(own["language"], f'language = "{language}"', language)]
    for name in _FIRST:
        lines += _lines(own[name], f'{name} = ""', language)
    lines += [f"# {translate(_MORE, language)}", ""]
    for name, column in own.items():
        if name not in (*_FIRST, "language", "seed", "synthetic"):
            lines += _lines(column, f"# {name} = {_value(column)}", language)
    return "\n".join(lines)


def _lines(column: Column, line: str, language: str) -> list[str]:
    meaning = translate_of(column.name, column.meaning, language)
    said = f"{meaning[0].upper()}{meaning[1:]}."
    if column.values:
        said += " " + translate(_ALLOWED, language, allowed=", ".join(column.values))
    return [*textwrap.wrap(said, WIDTH, initial_indent="# ", subsequent_indent="# "), line, ""]


def _value(column: Column) -> str:
    """The usual value of a choice, or one that shows how it is written."""
    if column.default is not None:
        return toml_value(column.default)
    if column.values:
        return f'"{next(iter(column.values))}"'
    shown = {"date": "2025-01-01", "year": "2025", "count": "5", "number": "0", "yes_no": "true"}
    return shown.get(column.type, '""')
