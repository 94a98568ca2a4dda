"""The cells of one workbook or Parquet file, read in a process of its own.

A workbook can be made (or damaged) so that reading it takes all memory, never ends or aborts the process, and no
`except` helps against that. So `sheets_of` starts ``python -m gezondmenu.study.read.workbooks FILE``, with limits on
memory and time, and only that process touches calamine and Arrow's reader. What can be seen beforehand is refused
beforehand, since it can be said in words.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import pickle
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

from gezondmenu.study.read.limits import (
    LARGEST_UNPACKED,
    MEMORY,
    SECONDS,
    Refusal,
    check_cells,
    content_of,
    megabytes,
)

Cells = list[list[Any]]
_BROKEN = "broken_file"
_PICTURES = ("xl/media/", "Pictures/")
MOST_KEPT = 50_000_000
"""Bytes of cells that are kept, so that a file that is proposed, asked about and read starts one process, not three."""
_kept: dict[tuple[str, bytes], bytes] = {}


def sheets_of(path: Path) -> tuple[list[tuple[str, Cells]], bool, dict[str, list[int]]]:
    """Name and rows of cells of every sheet of a file, whether it counts days from 1904, and its hidden rows.

    Of a hidden sheet all rows are hidden.

    A Parquet file is one sheet without a name.

    Raises
    ------
    Refusal
        When the file is broken, protected or too large, with the rule that says so.
    OSError
        When it cannot be opened.
    """
    content = content_of(path)
    if content == b"":
        raise Refusal("empty_file")
    key = path.suffix.lower(), hashlib.sha256(content).digest()
    del content  # up to 200 MB, while another process reads the file
    try:
        answer = _kept.get(key) or _answer_of(path)
        kind, cells = pickle.loads(answer)
    except (subprocess.TimeoutExpired, EOFError, pickle.UnpicklingError):
        raise Refusal("file_too_demanding", memory=megabytes(MEMORY), seconds=f"{SECONDS:.0f}") from None
    _keep(key, answer)
    if kind == "refused":
        rule, words = cells
        raise Refusal(rule, **words)
    return cells


def _answer_of(path: Path) -> bytes:
    """What the process of its own says of a file: nothing where it was ended."""
    paths = os.pathsep.join(place for place in sys.path if place)
    command = [sys.executable, "-P", "-m", __spec__.name, str(path.resolve())]
    ended = subprocess.run(
        command, capture_output=True, timeout=SECONDS, check=False, env={**os.environ, "PYTHONPATH": paths}
    )
    return ended.stdout


def _keep(key: tuple[str, bytes], answer: bytes) -> None:
    """Keep what was read of a file by its content, and forget the oldest of too much."""
    _kept[key] = answer
    while sum(map(len, _kept.values())) > MOST_KEPT:
        del _kept[next(iter(_kept))]


def _read(path: Path) -> tuple[list[tuple[str, Cells]], bool, dict[str, list[int]]]:
    if path.suffix.lower() == ".parquet":
        return [("", _cells_of_parquet(path))], False, {}
    return _cells_of_workbook(path)


def _cells_of_workbook(path: Path) -> tuple[list[tuple[str, Cells]], bool, dict[str, list[int]]]:
    import python_calamine

    from gezondmenu.study.read.workbook_parts import (
        check_references,
        counts_from_1904,
        hidden_rows,
        show_cells_without_value,
    )

    kind = path.suffix[1:].upper()
    is_excel = kind == "XLSX"
    try:
        with path.open("rb") as file:
            if file.read(4) == b"\xd0\xcf\x11\xe0":
                raise python_calamine.PasswordError
        _check_unpacked(path)
        if is_excel:
            check_references(path)
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
        sheets: list[tuple[str, Cells]] = []
        hidden: dict[str, list[int]] = {}
        for name, about in zip(workbook.sheet_names, workbook.sheets_metadata, strict=True):
            if about.typ == python_calamine.SheetTypeEnum.WorkSheet:
                sheet = workbook.get_sheet_by_name(name)
                rows, columns = sheet.end or (0, 0)
                check_cells(rows + 1, columns + 1, "")
                sheets.append((name, sheet.to_python(skip_empty_area=False)))
                if about.visible != python_calamine.SheetVisibleEnum.Visible:
                    hidden[name] = list(range(1, rows + 2))
        if is_excel:
            show_cells_without_value(path, dict(sheets))
    except python_calamine.PasswordError:
        raise Refusal("protected_file") from None
    except (python_calamine.CalamineError, zipfile.BadZipFile, ValueError, SyntaxError, KeyError) as error:
        raise Refusal(_BROKEN, kind=kind, reason=str(error) or type(error).__name__) from None
    return sheets, is_excel and counts_from_1904(path), {**(hidden_rows(path) if is_excel else {}), **hidden}


def _check_unpacked(path: Path) -> None:
    """Refuse an archive that says it unpacks to more than can be read; one that lies meets the limit on memory."""
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(part.file_size for part in archive.infolist() if not part.filename.startswith(_PICTURES))
    if unpacked > LARGEST_UNPACKED:
        raise Refusal("unpacks_too_large", largest=megabytes(LARGEST_UNPACKED))


def _cells_of_parquet(path: Path) -> Cells:
    import pyarrow as pa
    import pyarrow.parquet as parquet

    try:
        with parquet.ParquetFile(path) as file:
            check_cells(file.metadata.num_rows, file.metadata.num_columns, "")
            table = file.read()
        names = [name for name in table.column_names if not name.startswith("__index_level_")]
        columns = [table.column(name).to_pylist() for name in names]
    except (pa.ArrowException, OSError, ValueError) as error:
        reason = str(error).splitlines()[0].rstrip(".")
        raise Refusal(_BROKEN, kind="Parquet", reason=reason) from None
    return [list(names), *map(list, zip(*columns, strict=True))]


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows has no such limit; there time alone counts
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _limit_memory()
    try:
        ending: Any = ("read", _read(Path(sys.argv[1])))
    except Refusal as refusal:
        ending = ("refused", (refusal.rule, refusal.words))
    sys.stdout.buffer.write(pickle.dumps(ending, protocol=pickle.HIGHEST_PROTOCOL))
