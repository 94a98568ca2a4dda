"""What looks like personal data, and how it is masked in every finding."""

from __future__ import annotations

import functools
import re

from stdnum import iban
from stdnum.nl import bsn

from gezondmenu.language import message

EMAIL = re.compile(r"([\w.+%-])[\w.+%-]*@[\w-]+(?:\.[\w-]+)+")
IBAN = re.compile(r"(?<![A-Za-z0-9])([A-Z]{2})\d{2}(?: ?[A-Z0-9]){11,30}(?![A-Za-z0-9])", re.IGNORECASE)
PHONE = re.compile(
    r"(?<![\w.,-])(?!\d{1,2}[-/]\d{1,2}[-/]\d{4})"  # a date with a time has ten digits too
    r"(?:(?:\+31|0031)[ -]?(?:\(0\) ?)?[1-9](?:[ -]?\d){8}"
    r"|06(?:[ -]?\d){8}|0[1-57-9]\d[ -]?\d{7}|0[1-57-9]\d\d[ -]?\d{6})(?!\d)"
)
BSN = re.compile(r"(?<![\w.,-])(?:\d{9}|\d{4}\.\d{2}\.\d{3})(?![\w])")
ADDRESS = re.compile(
    r"(?<![\w])(?:\d{1,5} ?[a-zA-Z]?,? +[1-9]\d{3} ?(?!SA|SD|SS)[A-Z]{2}(?!\w)"
    r"|[1-9]\d{3} ?(?!SA|SD|SS)[A-Z]{2},? +(?!(?:19|20)\d\d(?!\d))(?:nr\.? *|huisnummer *)?\d{1,5}[a-zA-Z]?(?!\w))"
)
_HIDDEN = "**** ** **"
_STREET = re.compile(rf"(?:(?:[A-Z][\w'’.-]*|van|de|der|den|het|'t) +)*[^\W\d][\w'’.-]* +{re.escape(_HIDDEN)}")
BIRTH = re.compile(
    r"(?:\bgeb(?:oren|oortedatum)?\b\.?|\bborn\b|\bdate of birth\b|\bdob\b)[ :]*(?:op |on )?"
    r"(\d{1,2}[-/. ]\w{1,9}[-/. ](?:19|20)?\d{2}|(?:19|20)\d{2}-\d{1,2}-\d{1,2})",
    re.IGNORECASE,
)

KINDS = {
    "email": message("an e-mail address"),
    "iban": message("a bank account number"),
    "phone": message("a telephone number"),
    "name": message("the name of a person"),
    "bsn": message("a citizen service number (BSN)"),
    "address": message("an address (postcode and number)"),
    "birth": message("a date of birth"),
    "free": message("a text in somebody's own words"),
}

PERSONAL_NAMES = frozenset(
    {
        "email",
        "e_mail",
        "mail",
        "mailadres",
        "emailadres",
        "telefoon",
        "telefoonnummer",
        "tel",
        "phone",
        "mobile",
        "mobiel",
        "bsn",
        "burgerservicenummer",
        "naam",
        "name",
        "voornaam",
        "achternaam",
        "first_name",
        "last_name",
        "surname",
        "adres",
        "address",
        "straat",
        "huisnummer",
        "geboortedatum",
        "date_of_birth",
        "birth_date",
        "iban",
    }
)
"""Names of columns that point to personal data in a table about persons."""


def is_bsn(digits: str) -> bool:
    """Whether nine digits pass the eleven-test of a citizen service number.

    Examples
    --------
    >>> is_bsn("111222333"), is_bsn("111222334")
    (True, False)
    """
    return bool(re.fullmatch(r"\d{9}", digits)) and bsn.is_valid(digits)


def kind_of_personal_data(text: str) -> str | None:
    """``email``, ``iban``, ``phone``, ``bsn``, ``address`` or ``birth`` when a text holds one; otherwise None.

    An address is a postcode with a number of a house; a day of birth is a date that says so.

    Examples
    --------
    >>> kind_of_personal_data("bel 06-12345678"), kind_of_personal_data("p017"), kind_of_personal_data("1234 AB 12")
    ('phone', None, 'address')
    """
    if EMAIL.search(text):
        return "email"
    if _ibans(text):
        return "iban"
    if PHONE.search(text):
        return "phone"
    if any(is_bsn(number.replace(".", "")) for number in BSN.findall(text)):
        return "bsn"
    if ADDRESS.search(text):
        return "address"
    return "birth" if BIRTH.search(text) else None


def _ibans(text: str) -> list[str]:
    return [match[0] for match in IBAN.finditer(text) if iban.is_valid(match[0])]


@functools.lru_cache(maxsize=10_000)
def mask(text: str) -> str:
    """A text in which whatever looks like personal data can no longer be read.

    Examples
    --------
    >>> mask("jan@example.nl of 06-12345678")
    'j***@*** of 06-********'
    """
    if "@" not in text and sum(character.isdigit() for character in text) < 5:
        return text
    text = EMAIL.sub(r"\1***@***", text)
    text = IBAN.sub(lambda match: f"{match[1]}** **** **** ****" if iban.is_valid(match[0]) else match[0], text)
    text = PHONE.sub(_masked_phone, text)
    text = _STREET.sub(_HIDDEN, ADDRESS.sub(_HIDDEN, text))
    text = BIRTH.sub(lambda match: match[0].replace(match[1], "**-**-****"), text)
    return BSN.sub(lambda match: "*" * 9 if is_bsn(match[0].replace(".", "")) else match[0], text)


def _masked_phone(match: re.Match[str]) -> str:
    return ("06-" if match[0].startswith("06") else "0**-") + "*" * 8
