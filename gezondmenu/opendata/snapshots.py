"""A snapshot: the figures as they were on a day, with their source and hash, and the table of the study they join."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import pandas as pd

from gezondmenu.language import message
from gezondmenu.opendata.statline import Fetched
from gezondmenu.vocabulary import GezondmenuError
from gezondmenu.whole_files import write_whole

FOLDER = "snapshots"
CONTEXT = "context.csv"
KEY = ["area", "year", "measure"]

_OTHER_FILE = message(
    "The figures are in {snapshot}, and were not added to the study: it has a table of such figures that is no "
    "{name}. Save that table as {name}, or copy the rows."
)


def write_snapshot(fetched: Fetched, folder: Path, name: str) -> Path:
    """Write the figures to ``snapshots/NAME_TABLE_DAY.csv``, with what they are in a JSON file beside it.

    Parameters
    ----------
    fetched : Fetched
    folder : Path
        The study folder.
    name : str
        What the table is about, such as ``health``.

    Returns
    -------
    Path
        The CSV file. The same figures on the same day give the same bytes.
    """
    place = folder / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    about = fetched.about
    path = place / f"{name}_{about['table']}_{about['fetched_on']}.csv"
    text = fetched.rows.to_csv(index=False, lineterminator="\n")
    write_whole(path, text)
    notes = {**about, "rows": len(fetched.rows), "sha256": hashlib.sha256(text.encode()).hexdigest()}
    write_whole(path.with_suffix(".json"), json.dumps(notes, indent=2, ensure_ascii=False) + "\n")
    return path


def join_context(fetched: Fetched, folder: Path, snapshot: Path) -> int:
    """Put the figures in the table ``context.csv`` of the study; other rows of it stay as they are.

    Rows with the same area, year and measure are replaced.

    Returns
    -------
    int
        How many rows of the table were there before and were replaced.

    Raises
    ------
    GezondmenuError
        When the study has such a table in another form than ``context.csv`` with English column names; the snapshot
        stands, and says so.
    """
    path = folder / CONTEXT
    others = [other for other in folder.iterdir() if other.stem.lower() in ("context", "omgevingscijfers")]
    if any(other.name != CONTEXT for other in others):
        raise GezondmenuError(_OTHER_FILE, snapshot=f"{FOLDER}/{snapshot.name}", name=CONTEXT)
    if not path.exists():
        write_whole(path, fetched.rows.to_csv(index=False, lineterminator="\n"))
        return 0
    text = path.read_text(encoding="utf-8-sig")
    before = pd.read_csv(io.StringIO(text), dtype="str", keep_default_na=False)
    if not set(KEY) <= set(before.columns):
        raise GezondmenuError(_OTHER_FILE, snapshot=f"{FOLDER}/{snapshot.name}", name=CONTEXT)
    rows = fetched.rows.astype("str")
    again = pd.MultiIndex.from_frame(before[KEY]).isin(pd.MultiIndex.from_frame(rows[KEY]))
    table = pd.concat([before[~again], rows]).fillna("")
    write_whole(path, table.to_csv(index=False, lineterminator="\n"))
    return int(again.sum())
