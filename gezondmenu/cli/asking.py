"""Taking in files that people have, and asking in a terminal what only they can tell."""

from __future__ import annotations

import sys
from pathlib import Path

import click


def take_in(folder: Path, language: str) -> None:
    """Write how files may be read that nothing tells of, and ask what is open where somebody can answer."""
    from gezondmenu.study.sources.intake import ask_open, write_proposals

    try:
        for line in write_proposals(folder, language):
            click.echo(line)
        if is_terminal() and (line := ask_open(folder, language, ask)):
            click.echo(line)
    except OSError as failure:
        click.echo(f"{failure.filename}: {failure.strerror}", err=True)


def is_terminal() -> bool:
    """Whether somebody reads and can answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(question: str, answers: tuple[str, ...]) -> str | None:
    """Put a question; the first of its answers is given with Enter, and Ctrl-C leaves it open."""
    try:
        return str(click.prompt(question, default=answers[0] if answers else None, show_default=bool(any(answers))))
    except click.Abort:
        click.echo()
        return None
