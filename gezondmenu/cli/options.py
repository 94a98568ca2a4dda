"""Options that several commands have."""

from __future__ import annotations

import click

from gezondmenu.language import LANGUAGES

language_option = click.option(
    "--language", type=click.Choice(LANGUAGES), default=None, help="Language; otherwise that of study.toml, else nl."
)
