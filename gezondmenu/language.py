"""Words, numbers and dates in Dutch and English: gettext catalogue and Babel, in one place.

The English text in code and TOML is the message; `locale/nl/LC_MESSAGES/*.po` (one file a room, one for the words of
cards, one for those of tables) holds the Dutch.
"""

from __future__ import annotations

import datetime as dt
import functools
import io
import math
from pathlib import Path

from babel.dates import format_date as babel_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal
from babel.support import NullTranslations, Translations

from gezondmenu.reason import Reasons, fill
from gezondmenu.vocabulary import GezondmenuError

LANGUAGES = ("nl", "en")
LOCALES = {"nl": "nl_NL", "en": "en_GB"}
UNKNOWN = "–"
"""What a page shows for a number that is not known."""
WORD_JOINER = "\u2060"
"""Takes no room, and no line breaks there: before the sign of the euro one may end otherwise."""


def check_language(language: object) -> None:
    """Raise unless there is a catalogue of this language.

    Examples
    --------
    >>> check_language("fr")
    Traceback (most recent call last):
        ...
    gezondmenu.vocabulary.GezondmenuError: language must be one of nl, en, not 'fr'
    """
    if not isinstance(language, str) or language not in LANGUAGES:
        raise GezondmenuError(
            "language must be one of {known}, not {language}",
            known=", ".join(LANGUAGES),
            language=repr(language) if isinstance(language, str) else type(language).__name__,
        )


@functools.cache
def translations(language: str) -> NullTranslations:
    """The catalogue of a language, one .po file a room (English is the source text itself)."""
    check_language(language)
    if language == "en":
        return NullTranslations()
    whole = Translations()
    for path in sorted((Path(__file__).parent / "locale" / language / "LC_MESSAGES").glob("*.po")):
        compiled = io.BytesIO()
        with path.open("rb") as file:
            write_mo(compiled, read_po(file, locale=language))
        compiled.seek(0)
        whole.merge(Translations(compiled))
    return whole


def message(text: str) -> str:
    """Mark a text for the catalogue where it is not translated on the spot."""
    return text


def translate(message: str, language: str, **values: object) -> str:
    """A message in `language`, with its ``{named}`` values filled in.

    Examples
    --------
    >>> translate("visits", "nl")
    'bezoeken'
    """
    text = translations(language).gettext(message)
    return text.format(**values) if values else text


def translate_of(name: str, text: str, language: str) -> str:
    """What a card or a table says of `name`, in `language`; blank stays blank.

    Where its Dutch is not that of the same English elsewhere, the catalogue has it under ``msgctxt`` with that name.

    Examples
    --------
    >>> translate_of("price_year", "price year", "nl"), translate_of("", "price year", "nl")
    ('prijspeil', 'prijsjaar')
    """
    if not text:
        return ""
    own = str(translations(language).pgettext(name, text))
    return translate(text, language) if own == text else own


def translate_plural(one: str, many: str, count: float, language: str, **values: object) -> str:
    """A message with a singular and a plural form; `count` chooses, and fills ``{count}``.

    Examples
    --------
    >>> translate_plural("{count} person", "{count} people", 1, "nl")
    '1 persoon'
    """
    text = translations(language).ngettext(one, many, 1 if count == 1 else 2)
    return text.format(count=format_number(count, language), **values)


def error_text(error: GezondmenuError, language: str) -> str:
    """What an error says, in `language`."""
    return " ".join(translate(template, language, **error.values) for template in error.templates)


def translate_reasons(reasons: Reasons, language: str) -> str:
    """The reasons of a row in `language`, with a semicolon between them.

    Examples
    --------
    >>> from gezondmenu.reasons import Why
    >>> translate_reasons(Why.UNKNOWN_OF(unknown=9, all=120), "nl")
    '9 van de 120 onbekend'
    """
    comma = "," if language == "nl" else "."
    return "; ".join(fill(translate(kind.value, language), values, comma) for kind, values in reasons.items())


def format_number(value: float, language: str, decimals: int = 0) -> str:
    """A number with fixed decimals; ``–`` when unknown.

    Examples
    --------
    >>> format_number(1234.5, "nl", 1), format_number(float("nan"), "nl")
    ('1.234,5', '–')
    """
    if value is None or math.isnan(value):
        return UNKNOWN
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(_no_minus_zero(value, decimals), format=pattern, locale=LOCALES[language])


def format_share(share: float, language: str) -> str:
    """A share as a percentage, with one decimal where it is no whole percent.

    Examples
    --------
    >>> format_share(0.03, "nl"), format_share(0.025, "en")
    ('3%', '2.5%')
    """
    percent = round(100 * share, 1)
    return format_percent(percent, language, 0 if percent == round(percent) else 1)


def format_percent(value: float, language: str, decimals: int = 0) -> str:
    """A percentage (`value` in percent points of 100, as in the estimate table).

    Examples
    --------
    >>> format_percent(9.3, "nl", 1)
    '9,3%'
    """
    text = format_number(value, language, decimals)
    return text if text == UNKNOWN else f"{text}%"


def format_euro(value: float, language: str, decimals: int | None = None) -> str:
    r"""An amount in euros: cents under 100, whole euros under a million, then millions.

    Examples
    --------
    >>> format_euro(6.4, "nl"), format_euro(1235.2, "nl"), format_euro(1_200_000, "nl")
    ('€\xa06,40', '€\xa01.235', '€\xa01,2\xa0miljoen')
    """
    if value is None or math.isnan(value):
        return UNKNOWN
    locale = LOCALES[language]
    if decimals is None and abs(value) >= 1e6:
        return translate("€{amount} million", language, amount=format_number(value / 1e6, language, 1))
    places = (2 if abs(value) < 100 else 0) if decimals is None else decimals
    sign = "-" if sign_of(value, places) == "-" else ""
    space = "\xa0" if language == "nl" else ""
    amount = format_currency(
        abs(value),
        "EUR",
        format="#,##0" + ("." + "0" * places if places else ""),
        locale=locale,
        currency_digits=False,
    )
    return behind_sign(sign, f"€{space}{amount}")


def sign_of(value: float, decimals: int) -> str:
    """The sign of a number as it is written with so many decimals; none of one that is written as zero.

    Examples
    --------
    >>> sign_of(0.31, 1), sign_of(-0.31, 1), sign_of(0.04, 1), sign_of(-0.04, 1)
    ('+', '-', '', '')
    """
    shown = round(value, decimals)
    return "+" if shown > 0 else "-" if shown < 0 else ""


def behind_sign(sign: str, amount: str) -> str:
    r"""An amount behind its sign, so that no line ends between them; without a sign the amount as it is.

    Examples
    --------
    >>> behind_sign("+", "€5"), behind_sign("", "€5")
    ('+\u2060€5', '€5')
    """
    return f"{sign}{WORD_JOINER}{amount}" if sign else amount


def format_date(date: dt.date, language: str) -> str:
    """A date in full.

    Examples
    --------
    >>> format_date(dt.date(2025, 11, 22), "nl")
    '22 november 2025'
    """
    return babel_date(date, format="d MMMM y", locale=LOCALES[language])


def format_month(month: str, language: str) -> str:
    """A month with its year.

    Examples
    --------
    >>> format_month("2024-03", "nl")
    'maart 2024'
    """
    return babel_date(dt.date.fromisoformat(f"{month}-01"), format="MMMM y", locale=LOCALES[language])


def _no_minus_zero(value: float, decimals: int) -> float:
    return 0.0 if round(value, decimals) == 0 else value
