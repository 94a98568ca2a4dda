"""The command `gezondmenu intake`: what was read in the files of a study, for who gave them, and a cleaned copy."""

from __future__ import annotations

from pathlib import Path

import click

from gezondmenu.cli.options import language_option
from gezondmenu.cli.stops import mistakes_in_words, stop
from gezondmenu.language import message, translate
from gezondmenu.vocabulary import today

_NO_COPY = message("No cleaned copy of the tables was made: something has to be mended or answered first.")
PAGE, TEXT, TABLES = "intake.html", "intake.txt", "tables"


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Folder; otherwise DIR-intake beside DIR."
)
@language_option
def intake(folder: Path, out: Path | None, language: str | None) -> None:
    """Write what was read in the study folder DIR, as a page and as text, and a cleaned copy of its tables.

    Send the page to who gave the files. The cleaned copy has pseudonyms for names, and is made when nothing has to be
    mended first.
    """
    from gezondmenu.report.publish.intake_page import intake_html, intake_text
    from gezondmenu.study.intake import take_intake, write_cleaned
    from gezondmenu.whole_files import write_whole

    place = folder.resolve()
    out = out or place.with_name(f"{place.name}-intake")
    facts = take_intake(folder, language)
    if out.resolve() == place:
        stop(translate("Choose another folder for --out than that of the study.", facts.language))
    study = facts.study
    name = (study.choices.get("name") if study else None) or place.name
    synthetic = bool(study and study.choices.get("synthetic"))
    with mistakes_in_words(facts.language):
        out.mkdir(parents=True, exist_ok=True)
        write_whole(out / PAGE, intake_html(facts, name, today(), synthetic))
        write_whole(out / TEXT, intake_text(facts, name, today()))
        if study is not None:
            write_cleaned(study, out / TABLES)
    click.echo(translate("Written: {page} (and the same as text).", facts.language, page=out / PAGE))
    if study is None:
        stop(translate(_NO_COPY, facts.language))
    click.echo(translate("The cleaned tables are in {folder}.", facts.language, folder=out / TABLES))
