"""The text files of a zip, without unpacking anything to disk: names, counts and sizes are looked at first."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

from gezondmenu.study.read.file_formats import Sheet
from gezondmenu.study.read.limits import (
    LARGEST_FILE,
    LARGEST_UNPACKED,
    MOST_CELLS,
    Refusal,
    content_of,
    megabytes,
    thousands,
)

ZIP = ".zip"
MOST_FILES = 100_000  # of one zip; photographs and sound are counted, and never opened
MOST_TABLES = 200  # text files of one zip


def sheets_of_zip(path: Path) -> list[Sheet]:
    """Each CSV file of a zip as a sheet with its name; whatever else it holds is left alone.

    Parameters
    ----------
    path : Path
        A zip file of at most `LARGEST_FILE` bytes.

    Returns
    -------
    list of Sheet
        In the order of the zip. Files in the folders ``media`` and ``attachments``, and all that are no ``.csv``, are
        not opened.

    Raises
    ------
    Refusal
        When it is no zip, is protected, holds too much, or a file that would be unpacked outside its folder.
    OSError
        When it cannot be opened.
    """
    content = content_of(path, LARGEST_FILE)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check(entries)
            tables = [entry for entry in entries if _is_table(entry.filename)]
            left = LARGEST_UNPACKED
            sheets = []
            for entry in tables:
                with archive.open(entry) as file:
                    text = file.read(left + 1)  # what a zip says of a size may be untrue
                left -= len(text)
                if left < 0:
                    raise Refusal("unpacks_too_large", largest=megabytes(LARGEST_UNPACKED))
                sheets.append(Sheet(path.name, Path(entry.filename).stem, _rows(text), ragged=True))
    except RuntimeError as error:
        raise Refusal("protected_file") from error
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, OSError) as error:
        raise Refusal("not_a_zip", reason=str(error).rstrip(".") or type(error).__name__) from None
    return sheets


def _check(entries: list[zipfile.ZipInfo]) -> None:
    for entry in entries:
        parts = entry.filename.replace("\\", "/").split("/")
        if ".." in parts or parts[0] == "" or ":" in parts[0]:
            raise Refusal("name_in_zip", name=entry.filename)
        if entry.flag_bits & 1:
            raise Refusal("protected_file")
    tables = [entry for entry in entries if _is_table(entry.filename)]
    for many, most in ((entries, MOST_FILES), (tables, MOST_TABLES)):
        if len(many) > most:
            raise Refusal("too_many_in_zip", count=thousands(len(many)), most=thousands(most))
    if sum(entry.file_size for entry in tables) > LARGEST_UNPACKED:
        raise Refusal("unpacks_too_large", largest=megabytes(LARGEST_UNPACKED))


def _is_table(name: str) -> bool:
    folders = Path(name.replace("\\", "/")).parts[:-1]
    return name.lower().endswith(".csv") and not {"media", "attachments", "__MACOSX"} & set(folders)


def _rows(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal("not_text") from None
    if max(map(text.count, (",", "\n"))) > MOST_CELLS:
        raise Refusal("too_many_cells", most=thousands(MOST_CELLS), cell="")
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise Refusal("bad_quotes", reason=str(error)) from None
    return rows
