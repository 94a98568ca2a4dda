"""The words of lists by hand: what stands above their columns, in their cells of presence and before their totals."""

from __future__ import annotations

import functools

from gezondmenu.study.read.file_formats import header_name
from gezondmenu.study.read.files import column_names
from gezondmenu.study.read.headers import PRESENCE
from gezondmenu.study.schema import tables
from gezondmenu.study.sources.days import without_time

PRESENT = "present"
"""What stands for a column of a table that says whether somebody was there; no table has such a column."""

DATES, OTHERS = "dates", "others"
"""Which headers of a sheet are values: those that are days, or all that have no other meaning."""

YES = frozenset(
    (
        "x",
        "xx",
        "1",
        "ja",
        "j",
        "v",
        "√",
        "✓",
        "✔",
        "✔\ufe0f",
        "☑",
        "✅",
        "yes",
        "y",
        "true",
        "waar",
        "aanwezig",
        "present",
    )
)
NO = frozenset(("", "-", "–", "0", "o", "nee", "n", "no", "false", "onwaar", "afwezig", "absent", "afgemeld"))
"""Marks that say one thing in every list; any other is asked about."""

TOTALS = frozenset(
    (
        *("totaal", "totalen", "total", "totals", "subtotaal", "subtotal", "eindtotaal", "som", "sum", "opgeteld"),
        *(
            "gemiddelde",
            "gemiddeld",
            "gem",
            "average",
            "mean",
            "aantal_aanwezig",
            "totaal_aanwezig",
            "aantal_keer",
            "saldo",
            "eindsaldo",
            "beginsaldo",
        ),
        *("totaal_aantal", "aantal_deelnemers", "aantal_aanwezigen", "aantal_bezoekers", "totaal_deelnemers"),
    )
)
"""Words before a sum or a mean of the rows above."""

OF_WEEKS = frozenset(("week", "weeknr", "weeknummer", "wk", "weken"))
OF_MONTHS = frozenset(("maand", "maanden", "month"))
"""Headers of columns that tell no day, but the week or the month."""

_SUMS = frozenset(word for word in TOTALS if "_" not in word)
_SUMMED = frozenset(
    (
        *(
            "aantal",
            "aantallen",
            "deelnemer",
            "deelnemers",
            "bezoeker",
            "bezoekers",
            "bezoeken",
            "aanwezig",
            "aanwezigen",
        ),
        *(
            "personen",
            "mensen",
            "leden",
            "vrijwilligers",
            "keer",
            "opkomst",
            "uren",
            "bedrag",
            "euro",
            "kosten",
            "alle",
        ),
        *("van", "de", "het", "per", "in", "over", "deze", "maand", "jaar", "kwartaal", "seizoen", "number", "of"),
        *("participants", "visitors", "visits", "people", "month", "year", "the", "all"),
    )
)
"""Words behind one of a sum that only say of what."""

NO_MEETING = frozenset(
    (
        *("vervallen", "vervalt", "geen", "geen bijeenkomst", "vakantie", "afgelast", "gesloten", "feestdag", "niet"),
        *("niet doorgegaan", "ging niet door", "n.v.t", "nvt", "cancelled", "canceled", "none", "closed", "holiday"),
    )
)
"""What stands in the place of a count when there was, perhaps, no meeting."""

COUNTED = frozenset(
    ("aantal", "aantallen", "opkomst", "aanwezigen", "aantal_personen", "aantal_mensen", "number", "count")
)
"""Words in the place of a name, in a row that counts the names above it."""

ROLE_HEADINGS = {
    "participant": ("deelnemers", "deelnemer", "bezoekers", "cursisten", "leden", "participants"),
    "volunteer": ("vrijwilligers", "vrijwilliger", "volunteers", "gastvrouwen", "gastheren"),
    "student": ("stagiairs", "stagiaires", "stagiair", "stagiaire", "studenten", "students", "interns"),
    "professional": ("beroepskrachten", "beroepskracht", "professionals"),
}
"""By role: what stands above the names of those who have it."""

NUMBERING = frozenset(("nr", "nr.", "no", "nummer", "#", "volgnummer", "rij", "week", "weeknr", "dagdeel"))
REMARKS = frozenset(
    (
        *("opmerking", "opmerkingen", "bijzonderheden", "notitie", "notities", "remarks", "notes", "handtekening"),
        *("paraaf", "signature", "telefoon", "tel", "tel.", "mobiel", "e_mail", "email", "mail", "adres", "postcode"),
        *("woonplaats", "geboortedatum", "leeftijd", "betaald"),
    )
)

GROUPS = frozenset(
    (
        *("mannen", "vrouwen", "man", "vrouw", "m", "v", "kinderen", "jongeren", "volwassenen", "ouderen", "senioren"),
        *("leden", "niet_leden", "nieuw", "nieuwe", "vast", "gasten", "men", "women", "children", "adults", "jeugd"),
    )
)
"""Kinds of people, of whom a list counts each apart."""

_MORE: dict[str, tuple[str, ...]] = {
    "person": (
        *("naam", "namen", "name", "naam_deelnemer", "deelnemer", "deelnemers", "persoon", "bewoner", "bewoners"),
        *(
            "participant",
            "lid",
            "leden",
            "wie",
            "cliënt",
            "client",
            "bezoeker",
            "naam_bezoeker",
            "voornaam",
            "naam_bewoner",
        ),
    ),
    "activity": (
        *("activiteit", "activiteiten", "activity", "groep", "cursus", "club", "onderdeel", "naam_activiteit", "wat"),
        *("workshop", "bijeenkomst"),
    ),
    "date": (
        "datum",
        "data",
        "date",
        "dag",
        "wanneer",
        "datum_activiteit",
        "datum_bijeenkomst",
        "boekdatum",
        "factuurdatum",
    ),
    "amount_eur": ("bedrag", "bedrag_euro", "bedrag_in_euro", "kosten", "euro", "uitgave", "uitgaven"),
    "visits": (
        *("aantal", "aantallen", "opkomst", "bezoekers", "deelnemers", "aantal_deelnemers", "aantal_bezoekers"),
        *("aanwezigen", "aantal_aanwezigen", "aantal_personen", "personen", "visits", "visitors", "attendance"),
        *("aantal_mensen", "hoeveel", "bezoek", "aantal_aanwezig"),
    ),
    "start": ("aanvang", "van", "starttijd"),
    "volunteers": ("aantal_vrijwilligers", "vrijw", "vrijw."),
    PRESENT: tuple(sorted(PRESENCE)),
    "first_name": ("voornaam", "first_name", "roepnaam"),
    "between": ("tussenvoegsel", "tussenvoegsels", "tussenv", "tussenv.", "voorvoegsel", "voorvoegsels", "tv"),
    "last_name": ("achternaam", "last_name", "surname", "familienaam"),
}


def is_present(text: str) -> bool | None:
    """Whether a mark in a list says that somebody was there; None for a mark that must be asked about.

    Examples
    --------
    >>> is_present("X"), is_present("-"), is_present(""), is_present("z")
    (True, False, False, None)
    """
    plain = text.strip().lower().rstrip(".")
    return True if plain in YES else False if plain in NO else None


@functools.lru_cache(maxsize=4096)
def is_total(text: str) -> bool:
    """Whether a text announces a total, a mean or another sum.

    Examples
    --------
    >>> is_total("Totaal:"), is_total("Totaal aantal deelnemers januari"), is_total("Totaal fit 55+"), is_total("Jan")
    (True, True, False, False)
    """
    plain = header_name(without_time(text.strip().rstrip(":=.")))
    first, *others = plain.split("_")
    return plain in TOTALS or (first.rstrip(":") in _SUMS and _SUMMED.issuperset(others))


def role_of_heading(text: str) -> str | None:
    """The role that a text above names gives them; None where it is none.

    Examples
    --------
    >>> role_of_heading("Vrijwilligers:"), role_of_heading("Koffie")
    ('volunteer', None)
    """
    plain = header_name(text.strip().rstrip(":"))
    return next((role for role, words in ROLE_HEADINGS.items() if plain in words), None)


def column_of(label: str, table: str) -> str | None:
    """The column of a table that the header of a list by hand means; None for any other header.

    Examples
    --------
    >>> column_of("Naam", "attendance"), column_of("Aanwezig", "attendance"), column_of("Bezoekers", "sessions")
    ('person', 'present', 'visits')
    """
    name = header_name(label)
    known = column_names(table)
    if name in known:
        return known[name]
    columns = (*tables()[table].columns, *((PRESENT,) if table == "attendance" else ()))
    return next((column for column in columns if name in _MORE.get(column, ())), None)


@functools.lru_cache(maxsize=4096)
def is_known(label: str) -> bool:
    """Whether a text is the header of a column of some list.

    Examples
    --------
    >>> is_known("Naam deelnemer"), is_known("Presentielijst")
    (True, False)
    """
    return header_name(label) in headers()


def is_word_of(label: str, column: str) -> bool:
    """Whether a header is one of the words for a column (also ``first_name`` and ``last_name``).

    Examples
    --------
    >>> is_word_of("Voornaam", "first_name"), is_word_of("Naam", "activity")
    (True, False)
    """
    return header_name(label) in _MORE[column]


@functools.cache
def headers() -> frozenset[str]:
    """Every header of a list by hand or of a table, in one spelling."""
    own = {name for words in _MORE.values() for name in words}
    return frozenset(own | NUMBERING | REMARKS | TOTALS | {name for table in tables() for name in column_names(table)})
