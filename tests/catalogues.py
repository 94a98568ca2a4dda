"""The catalogues of the package, as tests read them."""

import io
import re
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

import gezondmenu

CATALOGUES = sorted((Path(gezondmenu.__file__).parent / "locale/nl/LC_MESSAGES").glob("*.po"))


def catalogue_of(path: Path) -> Catalog:
    return read_po(io.BytesIO(path.read_bytes()), locale="nl", abort_invalid=True)


def dutch() -> dict:
    """Message (the singular of a plural) to its Dutch, from every catalogue."""
    catalogue = {}
    for entry in (entry for path in CATALOGUES for entry in catalogue_of(path)):
        if entry.id and not entry.context:
            key = entry.id[0] if isinstance(entry.id, tuple) else entry.id
            catalogue[key] = "" if entry.fuzzy else entry.string
    return catalogue


def words_of(texts: Iterable[str]) -> set[str]:
    """Words of four letters or more."""
    return {word for text in texts for word in re.findall(r"[^\W\d_]{4,}", text.lower())}
