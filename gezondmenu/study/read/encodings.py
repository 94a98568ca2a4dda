"""How the text of a file is written: byte order mark, then strict UTF-8 on the whole file, then code pages."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from gezondmenu.study.findings import ROWS_SHOWN, Findings, Place
from gezondmenu.study.read.limits import LARGEST_FILE, Refusal, content_of

_LETTER_OF_DOS = re.compile(rb"[A-Za-z][\x81-\x84\x86-\x8b\x8d\x90][A-Za-z]")
_BLOCK = 8_000_000  # bytes
_START = 10_000  # bytes
PAGES = "pages"
"""The encoding of a file of which each line says by itself how it is written."""


@dataclass(frozen=True)
class Writing:
    """How a large file is written.

    Attributes
    ----------
    encoding : str
        A codec, or `PAGES`.
    is_plain : bool
        UTF-8 without quotes, of which each line ends in one way: nothing in it can be read in two ways.
    size : int
        Bytes of the file.
    lines : int
        How many line ends it has.
    """

    path: Path
    encoding: str
    is_plain: bool
    size: int
    lines: int


def read_bytes(path: Path, findings: Findings, largest: int = LARGEST_FILE) -> bytes | None:
    """The content of a file; None (with a finding) when it may not be opened or is too large."""
    try:
        return content_of(path, largest)
    except Refusal as refusal:
        findings.add(refusal.rule, Place(path.name), **refusal.words)
    except OSError as error:
        findings.add("unreadable_file", Place(path.name), reason=error.strerror or str(error))
    return None


def decode(path: Path, findings: Findings) -> str | None:
    """The text of a file, with a note when it had to be read as cp1252."""
    content = read_bytes(path, findings)
    if content is None:
        return None
    for encoding in _encodings(content[:_START], len(content)):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        if encoding == "cp1252":
            pages = _pages_of(content.split(b"\n"))
            _note_pages(path, pages, findings)
            return text if _is_one(pages) else "\n".join(line.decode(_page_of(line)) for line in content.split(b"\n"))
        return text
    findings.add("not_text", Place(path.name))
    return None


def scan(path: Path, findings: Findings) -> Writing | None:
    """How a large file is written, without keeping its text; None (with a finding) when it is no text."""
    with path.open("rb") as file:
        encodings = _encodings(file.read(_START), path.stat().st_size)
    for encoding in encodings:
        try:
            writing = _scanned(path, encoding)
        except UnicodeDecodeError:
            continue
        if writing is None:
            break
        if encoding == "cp1252":
            with path.open("rb") as file:
                _note_pages(path, _pages_of(file), findings)
        return writing
    findings.add("not_text", Place(path.name))
    return None


def lines_of(writing: Writing) -> Iterator[str]:
    """The lines of a large file, each with its end, as the text of a small one has them."""
    if writing.encoding != PAGES:
        with writing.path.open(encoding=writing.encoding, newline="") as text:
            yield from text
        return
    with writing.path.open("rb") as file:
        for line in file:
            yield from io.StringIO(line.decode(_page_of(line)), newline="")


def _encodings(start: bytes, size: int) -> list[str]:
    """The encodings to try, by how a file of this size begins."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ["utf-16"]
    if start.startswith(codecs.BOM_UTF8):
        return ["utf-8-sig"]
    without_mark = _utf_16_without_mark(start, size) if b"\0" in start else None
    return [without_mark] if without_mark else ["utf-8", "cp1252"]


def _utf_16_without_mark(start: bytes, size: int) -> str | None:
    """The order of the bytes of a text in UTF-16 that does not begin with it: where its zeros stand, if one tells."""
    first, second = start[::2].count(0), start[1::2].count(0)
    if size % 2 or 2 * max(first, second) < len(start) / 2 or min(first, second):
        return None
    return "utf-16-be" if first > second else "utf-16-le"


def _scanned(path: Path, encoding: str) -> Writing | None:
    """How a file is written where it is written so; None when it holds a NUL.

    Raises
    ------
    UnicodeDecodeError
        When it is not written so.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    size = lines = returns = pairs = 0
    has_quotes, before = False, ""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            size += len(block)
            text = decoder.decode(block)
            if "\0" in text:
                return None
            lines += text.count("\n")
            returns += text.count("\r")
            pairs += text.count("\r\n") + (before == "\r" and text.startswith("\n"))
            has_quotes |= '"' in text
            before = text[-1:] or before
        decoder.decode(b"", final=True)
    is_plain = encoding.startswith("utf-8") and not has_quotes and returns in (0, lines) and pairs == returns
    return Writing(path, PAGES if encoding == "cp1252" else encoding, is_plain, size, lines + returns - pairs)


def _pages_of(lines: Iterable[bytes]) -> dict[str, list[int]]:
    """The first rows of each code page in which a line of a file is written."""
    rows_of: dict[str, list[int]] = {}
    for number, line in enumerate(lines, start=1):
        if not line.isascii() and len(rows := rows_of.setdefault(_page_of(line), [])) <= ROWS_SHOWN:
            rows.append(number)
    return rows_of


def _is_one(pages: dict[str, list[int]]) -> bool:
    return set(pages) <= {"cp1252"}


def _note_pages(path: Path, rows_of: dict[str, list[int]], findings: Findings) -> None:
    """Say that a file is written in cp1252, or in several code pages, each line read as it was written."""
    if _is_one(rows_of):
        findings.add("encoding_cp1252", Place(path.name))
        return
    last, pages = max(rows_of, key=lambda page: rows_of[page][0]), ", ".join(sorted(rows_of))
    rows = ", ".join(map(str, rows_of[last][:ROWS_SHOWN])) + (" …" if len(rows_of[last]) > ROWS_SHOWN else "")
    findings.add("two_code_pages", Place(path.name, row=rows_of[last][0]), pages=pages, page=last, rows=rows)


def _page_of(line: bytes) -> str:
    """The code page of one line: UTF-8, that of DOS where cp1252 has a sign in the middle of a word, else cp1252."""
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return "cp850" if _LETTER_OF_DOS.search(line) else "cp1252"
    return "utf-8"
