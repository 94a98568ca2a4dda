"""What looks like personal data, and how it is masked in every finding."""

from __future__ import annotations

import functools
import re

from gezondmenu.language import message

EMAIL = re.compile(r"([\w.+%-])[\w.+%-]*@[\w-]+(?:\.[\w-]+)+")
IBAN = re.compile(r"(?<![A-Za-z0-9])([A-Z]{2})\d{2}(?: ?[A-Z]{4})(?: ?\d){10}(?!\d)", re.IGNORECASE)
PHONE = re.compile(
    r"(?<![\w.,-])(?!\d{1,2}[-/]\d{1,2}[-/]\d{4})"  # a date with a time has ten digits too
    r"(?:(?:\+31|0031)[ -]?(?:\(0\) ?)?[1-9](?:[ -]?\d){8}"
    r"|06(?:[ -]?\d){8}|0[1-57-9]\d[ -]?\d{7}|0[1-57-9]\d\d[ -]?\d{6})(?!\d)"
)
BSN = re.compile(r"(?<![\w.,-])(?:\d{9}|\d{4}\.\d{2}\.\d{3})(?![\w])")

KINDS = {
    "email": message("an e-mail address"),
    "iban": message("a bank account number"),
    "phone": message("a telephone number"),
    "name": message("the name of a person"),
    "bsn": message("a citizen service number (BSN)"),
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
    if not re.fullmatch(r"\d{9}", digits) or digits == "000000000":
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11 == 0


def kind_of_personal_data(text: str) -> str | None:
    """``email``, ``iban``, ``phone`` or ``bsn`` when a text holds one; otherwise None.

    Examples
    --------
    >>> kind_of_personal_data("bel 06-12345678"), kind_of_personal_data("p017")
    ('phone', None)
    """
    if EMAIL.search(text):
        return "email"
    if IBAN.search(text):
        return "iban"
    if PHONE.search(text):
        return "phone"
    if any(is_bsn(number.replace(".", "")) for number in BSN.findall(text)):
        return "bsn"
    return None


@functools.lru_cache(maxsize=10_000)
def mask(text: str) -> str:
    """A text in which whatever looks like personal data can no longer be read.

    Examples
    --------
    >>> mask("jan@example.nl of 06-12345678")
    'j***@*** of 06-********'
    """
    if "@" not in text and sum(character.isdigit() for character in text) < 9:
        return text
    text = EMAIL.sub(r"\1***@***", text)
    text = IBAN.sub(r"\1** **** **** ****", text)
    text = PHONE.sub(_masked_phone, text)
    return BSN.sub(lambda match: "*" * 9 if is_bsn(match[0].replace(".", "")) else match[0], text)


def _masked_phone(match: re.Match[str]) -> str:
    return ("06-" if match[0].startswith("06") else "0**-") + "*" * 8
