"""`gezondmenu new`: an empty study that is ready to be filled in."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gezondmenu.language import LANGUAGES, error_text, translate
from gezondmenu.vocabulary import GezondmenuError


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--language", type=click.Choice(LANGUAGES), default="nl", show_default=True, help="Language of the study."
)
def new(folder: Path, language: str) -> None:
    """Write an empty study to the new folder DIR: workbooks to fill in, a list to print and a questionnaire."""
    from gezondmenu.study.start.new_study import write_new_study

    try:
        paths = write_new_study(folder, language)
    except GezondmenuError as error:
        click.echo(error_text(error, language), err=True)
        sys.exit(2)
    except OSError as failure:
        click.echo(f"{failure.filename}: {failure.strerror}", err=True)
        sys.exit(2)
    for path in paths:
        click.echo(path)
    page, book = paths[3], paths[0]
    click.echo(translate("Read {page} first, and fill in {book}.", language, page=page, book=book))
