"""`gezondmenu new`: a study that is empty and ready to be filled in, or one made from files that people have."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gezondmenu.language import LANGUAGES, error_text, translate
from gezondmenu.vocabulary import GezondmenuError

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "first",
    metavar="FILES...",
    type=_FILE,
    help="Lists, exports or tables; they are copied to DIR and stay as they are.",
)
@click.argument("others", metavar="", nargs=-1, type=_FILE)
@click.option(
    "--language", type=click.Choice(LANGUAGES), default="nl", show_default=True, help="Language of the study."
)
def new(folder: Path, first: Path | None, others: tuple[Path, ...], language: str) -> None:
    """Make a study in the new folder DIR.

    Without files it is empty: workbooks to fill in, a list to print and a questionnaire. With --from it is made of
    files that you have, and what they do not tell is asked.
    """
    try:
        if first is None and not others:
            _write_empty(folder, language)
        else:
            _make_of_files(folder, [*([first] if first else []), *others], language)
    except GezondmenuError as error:
        click.echo(error_text(error, language), err=True)
        sys.exit(2)
    except OSError as failure:
        click.echo(f"{failure.filename}: {failure.strerror}", err=True)
        sys.exit(2)


def _write_empty(folder: Path, language: str) -> None:
    from gezondmenu.study.start.new_study import write_new_study

    paths = write_new_study(folder, language)
    for path in paths:
        click.echo(path)
    page, book = paths[3], paths[0]
    click.echo(translate("Read {page} first, and fill in {book}.", language, page=page, book=book))


def _make_of_files(folder: Path, files: list[Path], language: str) -> None:
    from gezondmenu.study.new import new_study

    new_study(folder, files, language, ask_user if is_terminal() else None, click.echo)
    click.echo(translate("Next: gezondmenu check {folder}", language, folder=folder))


def is_terminal() -> bool:
    """Whether somebody can be asked, and can answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask_user(question: str, answers: tuple[str, ...]) -> str | None:
    """Put a question; the first of its answers is given with Enter, and Ctrl-C leaves it open."""
    try:
        return str(click.prompt(question, default=answers[0] if answers else None, show_default=bool(any(answers))))
    except click.Abort:
        click.echo()
        return None
