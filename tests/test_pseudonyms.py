"""Pseudonyms: one person, one code, and no way back without the key."""

import base64
import hashlib
import hmac
import stat

import pytest

from gezondmenu.study.pseudonyms import KEYS_FOLDER, make_key, pseudonym, read_key
from gezondmenu.vocabulary import GezondmenuError


@pytest.fixture
def keys(tmp_path, monkeypatch):
    """An empty folder of keys."""
    monkeypatch.setenv(KEYS_FOLDER, str(tmp_path / "keys"))
    return tmp_path / "keys"


def test_a_pseudonym_is_the_keyed_hash_of_the_plain_name():
    digest = hmac.digest(b"k" * 32, b"fatima el amrani", hashlib.sha256)
    assert pseudonym("  Fatima El  AMRANI ", b"k" * 32) == "p" + base64.b32encode(digest).decode().lower()[:10]


def test_many_names_have_many_pseudonyms():
    assert len({pseudonym(f"naam {number}", b"k" * 32) for number in range(20_000)}) == 20_000


def test_a_key_is_read_back_by_its_name_and_only_the_user_may(keys):
    name = make_key("Wandelgroep Noórd!")
    assert name.startswith("wandelgroep-noord-")
    assert len(read_key(name)) == 32
    assert stat.S_IMODE((keys / f"{name}.key").stat().st_mode) & 0o077 == 0
    assert make_key("Wandelgroep Noórd!") != name


@pytest.mark.parametrize("name", ["elsewhere-1234", "../secret", ""])
def test_a_key_that_is_not_there_is_said_and_never_made_anew(keys, name):
    with pytest.raises(GezondmenuError, match="Ask who made the study"):
        read_key(name)
    assert not keys.exists()


def test_a_key_that_was_cut_off_is_no_key(keys):
    name = make_key("x")
    (keys / f"{name}.key").write_bytes(b"short")
    with pytest.raises(GezondmenuError):
        read_key(name)
