"""The command `gezondmenu new`: a study that is ready to be filled in, or made from files that people have."""

from __future__ import annotations

from pathlib import Path

import click

from gezondmenu.cli.asking import ask, is_terminal
from gezondmenu.cli.stops import mistakes_in_words
from gezondmenu.language import LANGUAGES, translate


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "first",
    metavar="FILES...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Lists, exports or tables; they are copied to DIR and stay as they are.",
)
@click.argument("others", metavar="", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--language", type=click.Choice(LANGUAGES), default="nl", show_default=True, help="Language of the study."
)
def new(folder: Path, first: Path | None, others: tuple[Path, ...], language: str) -> None:
    """Make a study in the new folder DIR: empty, with workbooks, a list to print and a questionnaire; or from files."""
    files = [*([first] if first else []), *others]
    with mistakes_in_words(language):
        line = _from_files(folder, files, language) if files else _empty(folder, language)
    click.echo(line)


def _from_files(folder: Path, files: list[Path], language: str) -> str:
    from gezondmenu.study.new import new_study

    new_study(folder, files, language, ask if is_terminal() else None, click.echo)
    return translate("Next: gezondmenu check {folder}", language, folder=folder)


def _empty(folder: Path, language: str) -> str:
    from gezondmenu.study.start.new_study import write_new_study

    paths = write_new_study(folder, language)
    for path in paths:
        click.echo(path)
    page, book = paths[3], paths[0]
    return translate("Read {page} first, and fill in {book}.", language, page=page, book=book)
