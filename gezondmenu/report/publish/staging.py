"""One run at a time in a folder, and nothing of it there before all of it is."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import filelock

from gezondmenu.report.publish.provenance import PRIVATE
from gezondmenu.vocabulary import GezondmenuError

LOCK = f"{PRIVATE}/run.lock"


@contextlib.contextmanager
def new_publication(out: Path) -> Iterator[Path]:
    """A folder in which a run makes its files, gone when the run ends; meanwhile no other run may use `out`.

    The lock is that of the operating system, so a run that is killed holds it no longer.

    Parameters
    ----------
    out : Path
        Folder of the publication; made when it does not exist.

    Raises
    ------
    GezondmenuError
        When another run is at work in `out`.
    """
    (out / PRIVATE).mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(out / LOCK, timeout=0)
    try:
        lock.acquire()
    except filelock.Timeout:
        raise GezondmenuError(
            "another report is being made in {out}; wait until it is ready, or choose another folder with --out",
            out=out.name,
        ) from None
    try:
        for left in (out / PRIVATE).glob("run-*/"):
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix="run-", dir=out / PRIVATE) as stage:
            yield Path(stage)
    finally:
        lock.release()


def put_in_place(stage: Path, out: Path) -> None:
    """Move every file that a run made to the folder of the publication, over those of an earlier run."""
    for path in sorted(path for path in stage.rglob("*") if path.is_file()):
        place = out / path.relative_to(stage)
        place.parent.mkdir(parents=True, exist_ok=True)
        path.replace(place)
