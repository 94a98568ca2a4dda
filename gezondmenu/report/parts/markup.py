"""The one environment of the templates: Python gives words and numbers, macros give the markup, and text is escaped.

What a macro returns is `markupsafe.Markup`, which stays as it is in another macro; any other text is escaped there. So
HTML is put together with macros, ``+`` and `join`, and never with an f-string.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

import jinja2
from markupsafe import Markup


@functools.cache
def environment() -> jinja2.Environment:
    """The templates of the folder ``templates``."""
    return jinja2.Environment(
        loader=jinja2.PackageLoader("gezondmenu.report", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


@functools.cache
def _macros(file: str) -> Any:
    return environment().get_template(f"{file}.html.j2").module


def macro(file: str, name: str, *values: object) -> Markup:
    """What a macro of a template makes of words and numbers.

    Examples
    --------
    >>> macro("parts", "subheading", "More & less")
    Markup('<h3>More &amp; less</h3>')
    """
    made: Markup = getattr(_macros(file), name)(*values)
    return made


def join(parts: Iterable[str], between: str = "") -> Markup:
    """Pieces of HTML one after the other; what is no markup is escaped."""
    return Markup(between).join(part for part in parts if part)
