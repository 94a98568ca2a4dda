"""Names of people to pseudonyms, by a hash with a key that is kept outside the study.

Whoever has the study alone cannot try names until one fits: that needs the key too. The key lies in the user's own
folder (or in the folder that ``GEZONDMENU_KEYS`` names); `study.toml` holds only its name.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import secrets
import unicodedata
from pathlib import Path

import platformdirs

from gezondmenu.language import message
from gezondmenu.vocabulary import GezondmenuError

KEYS_FOLDER = "GEZONDMENU_KEYS"
"""The environment variable that names the folder of keys, where it is not the user's own."""

KEY_BYTES = 32
LETTERS = 10
"""Of a pseudonym, each one of 32: among 100,000 persons two share one in about five of a million studies."""

_NO_KEY = message(
    "There is no key {name} for pseudonyms in {folder}: with another key everybody would become somebody else. "
    "Ask who made the study for the file {name}.key and put it there."
)


def keys_folder() -> Path:
    """Where the keys of this user lie; never in a study."""
    chosen = os.environ.get(KEYS_FOLDER)
    return Path(chosen) if chosen else platformdirs.user_data_path("gezondmenu") / "keys"


def make_key(study: str) -> str:
    """Make a new key that only this user can read, and give the name by which `study.toml` knows it.

    Parameters
    ----------
    study : str
        Name of the study; its letters begin the name of the key.

    Raises
    ------
    OSError
        When the key cannot be written.
    """
    plain = unicodedata.normalize("NFKD", study.lower()).encode("ascii", "ignore").decode()
    name = f"{re.sub('[^a-z0-9]+', '-', plain).strip('-')[:30] or 'study'}-{secrets.token_hex(4)}"
    folder = keys_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(os.open(folder / f"{name}.key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
    return name


def read_key(name: str) -> bytes:
    """The key with a name.

    Raises
    ------
    GezondmenuError
        When this user has no such key, or its file holds something else.
    """
    folder = keys_folder()
    try:
        key = (folder / f"{name}.key").read_bytes() if re.fullmatch(r"[a-z0-9-]+", name) else b""
    except OSError:
        key = b""
    if len(key) != KEY_BYTES:
        raise GezondmenuError(_NO_KEY, name=name, folder=folder)
    return key


def pseudonym(person: str, key: bytes) -> str:
    """The pseudonym of a person: the same for one name however its capitals, accents and spaces were typed.

    Parameters
    ----------
    person : str
        A name, number or e-mail address; blank stays blank.
    key : bytes
        What `read_key` gives.

    Returns
    -------
    str
        A ``p`` and ten letters and digits: the first 50 bits of HMAC-SHA-256 (RFC 2104,
        https://doi.org/10.17487/RFC2104).

    Examples
    --------
    >>> pseudonym("Jan  de Wít", b"0" * 32) == pseudonym("jan de wit", b"0" * 32)
    True
    >>> pseudonym("Jan de Wit", b"1" * 32) == pseudonym("Jan de Wit", b"0" * 32), pseudonym(" ", b"0" * 32)
    (False, '')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", person.casefold()) if not unicodedata.combining(c))
    plain = " ".join(plain.split())
    if not plain:
        return ""
    digest = hmac.new(key, plain.encode(), hashlib.sha256).digest()
    return "p" + base64.b32encode(digest)[:LETTERS].decode().lower()
