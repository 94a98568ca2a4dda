"""`gezondmenu indicators`: the cards of the register and of a study, in a list or one in full."""

from __future__ import annotations

from pathlib import Path

import click

from gezondmenu.card import card_words
from gezondmenu.cli.options import language_option
from gezondmenu.cli.stops import mistakes_in_words, stop
from gezondmenu.given import not_there
from gezondmenu.language import error_text, message, translate
from gezondmenu.vocabulary import StudyError


@click.command()
@click.argument("study_or_card", required=False, metavar="[DIR]")
@click.argument("card", required=False, metavar="[CARD]")
@language_option
def indicators(study_or_card: str | None, card: str | None, language: str | None) -> None:
    """List the indicators of the register, or tell everything about one CARD of it.

    With the folder DIR of a study, also those of its own indicators.toml.
    """
    from gezondmenu.indicators.describe import describe_card
    from gezondmenu.indicators.register import cards
    from gezondmenu.study.reading import study_language

    owner = {name: id for id, entry in cards().items() for name in entry.indicators}
    folder = None
    if study_or_card is not None:
        if card is not None or (study_or_card not in {*cards(), *owner} and _is_folder(study_or_card)):
            folder = Path(study_or_card)
        else:
            card = study_or_card
    language = language or (study_language(folder) if folder else "nl")
    own = _own_cards(folder, language) if folder else []
    if card is None:
        _list(own, language)
        return
    owner = {name: id for id, entry in cards().items() for name in entry.indicators}
    id = owner.get(card, card)
    if id not in cards():
        template = message("no card or indicator {given} in the register; its cards are {known}")
        beside = [path.name for path in Path().iterdir() if path.is_dir()] if folder is None else []
        stop(error_text(not_there(template, [card], [*own, *cards()], near=[*owner, *beside]), language))
    click.echo(describe_card(id, language))


def _is_folder(name: str) -> bool:
    """Whether what is named is a folder, also one that is not there: the name of a card has no slash."""
    return Path(name).is_dir() or any(separator in name for separator in "/\\")


def _own_cards(folder: Path, language: str) -> list[str]:
    """Take the cards of a study into the register; their ids."""
    from gezondmenu.indicators.own import own_cards
    from gezondmenu.study.findings import format_findings
    from gezondmenu.study.reading import check_study, read_study

    with mistakes_in_words(language):
        try:
            study = read_study(folder)
        except StudyError:
            stop(format_findings(check_study(folder, language), language))
        own_cards(study)
    return list(study.own_indicators)


def _list(own: list[str], language: str) -> None:
    """A line for each card and each of its indicators, those of the study first."""
    from gezondmenu.indicators.register import cards

    for id in [*own, *(id for id in cards() if id not in own)]:
        entry = cards()[id]
        mark = translate("of this study", language) if id in own else translate("basic set", language)
        click.echo(f"{id}: {card_words(entry, language)}{f' ({mark})' if id in own or entry.basic else ''}")
        for name, named in entry.indicators.items():
            click.echo(f"    {name} [{named.unit}]: {card_words(named, language)}")
