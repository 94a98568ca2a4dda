"""Asking an OData service for JSON, page by page: it is asked again where it is busy or breaks off."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlparse

import requests

from gezondmenu.language import message
from gezondmenu.vocabulary import GezondmenuError

TRIES = 4
WAIT = 1.0  # seconds before the second try; twice as long before each next one
TIMEOUT = (10, 60)  # seconds to connect, and without a byte
BUSY = frozenset((429, 500, 502, 503, 504))
MOST_PAGES = 10_000

_DOWN = message(
    "{host} does not answer well ({reason}), {tries} times in a row. Nothing was changed; what was fetched before "
    "stands. Try again later."
)
_REFUSED = message("{host} knows nothing at {address} ({reason}). Check the number of the table, and its year.")


def records(address: str, parameters: dict[str, str] | None = None) -> Iterator[dict[str, Any]]:
    """Every record of an answer of OData, through all its pages.

    Parameters
    ----------
    address : str
        Of an entity set, such as ``.../85984NED/UntypedDataSet``.
    parameters : dict, optional
        Such as ``$filter``; JSON is asked for always.

    Raises
    ------
    GezondmenuError
        When the service does not answer after several tries, or knows no such address.
    """
    page: dict[str, Any] = _json(address, {"$format": "json", **(parameters or {})})
    for _ in range(MOST_PAGES):
        yield from page["value"]
        link = page.get("odata.nextLink") or page.get("@odata.nextLink")
        if not link:
            return
        address = urljoin(address, link)
        page = _json(address, {} if "format=json" in address else {"$format": "json"})


def content(address: str) -> bytes:
    """A file at an address, whole.

    Raises
    ------
    GezondmenuError
        As `records`.
    """
    return _asked(address, {}).content


def _json(address: str, parameters: dict[str, str]) -> dict[str, Any]:
    def read(answer: requests.Response) -> dict[str, Any]:
        page = answer.json()
        if not isinstance(page, dict) or not isinstance(page.get("value"), list):
            raise ValueError("no list of records")
        return page

    return _asked(address, parameters, read)


def _asked(address: str, parameters: dict[str, str], read: Any = lambda answer: answer) -> Any:
    host, reason = urlparse(address).netloc, ""
    for attempt in range(TRIES):
        if attempt:
            time.sleep(WAIT * 2 ** (attempt - 1))
        try:
            answer = requests.get(address, params=parameters, timeout=TIMEOUT)
            if answer.ok:
                return read(answer)
        except (requests.RequestException, ValueError) as failure:  # also JSON that was broken off
            reason = type(failure).__name__
            continue
        reason = f"{answer.status_code} {answer.reason}"
        if answer.status_code not in BUSY:
            raise GezondmenuError(_REFUSED, host=host, address=address, reason=reason)
    raise GezondmenuError(_DOWN, host=host, reason=reason, tries=TRIES)
