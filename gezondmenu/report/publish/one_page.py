"""One page: the notebook run with its parameters, what others may see of it, and the HTML."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from gezondmenu.disclosure.profiles import profile_of
from gezondmenu.report.publish.earlier import page_name
from gezondmenu.report.publish.engine import close_event_loop, execute
from gezondmenu.report.publish.for_others import asked_of, for_others
from gezondmenu.report.publish.parameters import sentences_of_the_user, texts_of_the_user
from gezondmenu.report.rows.readers import RESIDENTS
from gezondmenu.vocabulary import ALL
from gezondmenu.whole_files import write_whole


def make_page(
    template: Path,
    given: dict[str, Any],
    rows: pd.DataFrame,
    out: Path,
    reads: Path | None = None,
    words: Mapping[str, str] | None = None,
) -> None:
    """Run a notebook and write its page.

    Parameters
    ----------
    template : Path
        The notebook.
    given : dict
        What the run says of the page.
    rows : DataFrame
        The released rows that it rests on.
    out : Path
        Folder of the page.
    reads : Path, optional
        Folder of the study, for a notebook that reads it: of its outputs only what was released comes on the page.
    words : mapping of str to str, optional
        Texts that may be in another language than the page, with that language.

    Raises
    ------
    GezondmenuError
        When a cell fails, or shows what others may not see.
    """
    from gezondmenu.report.publish.page import page_html, page_title

    path = out / page_name(given.get("arrangement") or given["area"])
    path.unlink(missing_ok=True)
    title = page_title(given["area_name"], given["subject"], "" if given["period"] == ALL else given["period"])
    try:
        notebook = execute(template, asked_of(template, given, reads), holds_rows=reads is not None)
    finally:
        close_event_loop()
    html = page_html(
        for_others(notebook) if reads else notebook,
        language=given["language"],
        title=title,
        internal=not profile_of(given["rule"]).hides,
        given=texts_of_the_user(given, rows),
        sentences=sentences_of_the_user(given, rows),
        euros=given["reader"] != RESIDENTS,
        words=words,
    )
    write_whole(path, html)
