"""How a command ends on a mistake of its user: in words, with exit status 2, and never in a traceback."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import NoReturn

import click

from gezondmenu.language import error_text
from gezondmenu.vocabulary import GezondmenuError

WRONG = 2


def stop(words: str) -> NoReturn:
    """Say what is wrong and end."""
    click.echo(words, err=True)
    sys.exit(WRONG)


@contextlib.contextmanager
def mistakes_in_words(language: str) -> Iterator[None]:
    """End in words where what is done inside cannot be done, or a file cannot be read or written."""
    try:
        yield
    except GezondmenuError as error:
        stop(error_text(error, language))
    except OSError as failure:
        stop(f"{failure.filename}: {failure.strerror}" if failure.filename else str(failure))
