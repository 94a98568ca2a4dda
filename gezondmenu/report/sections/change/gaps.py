"""What the survey leaves unknown: why a comparison is no proof, who did not answer, and what is hidden."""

from __future__ import annotations

from gezondmenu.language import format_number, translate, translate_plural
from gezondmenu.reasons import Why
from gezondmenu.report.parts.gaps import Gap, about
from gezondmenu.report.rows import health
from gezondmenu.report.rows.health import entries, find
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.shown import survey_rows
from gezondmenu.report.words.names import short_name
from gezondmenu.verdicts import are_few_areas
from gezondmenu.vocabulary import group_label


def gaps(page: Page) -> list[Gap]:
    """Why a comparison is no proof, or that there is none; who did not answer, and what of the survey is hidden."""
    return [
        *about("comparison", _comparison(page) or _no_comparison(page)),
        *about("answers", _not_answered(page), _hidden(page)),
    ]


def _comparison(page: Page) -> tuple[str, str] | None:
    """Why a comparison is no proof; nothing where nobody's people were compared, or the page says nothing of health."""
    language, area = page.language, health.compared_area(page)
    if not area or not health.outcomes(page):
        return None
    differences = [entry for entry in entries(page, "mean_difference", area) if entry.variant == "main"]
    words = [translate("Only health was compared with people without the programme.", language)]
    if area != page.area:
        words.append(
            translate(
                "That is about all areas together. Of {area} alone we know the change only.",
                language,
                area=page.area_name,
            )
        )
    if any(entry.design == "randomised" for entry in differences):
        heading = translate("A comparison by lot", language)
        words.append(translate("People who left may still make the two groups differ.", language))
    else:
        heading = translate("Nobody drew lots", language)
        words.append(
            translate(
                "Areas and people with the programme may differ in other things too. We cannot see all of them.",
                language,
            )
        )
    counts = next((values for entry in differences if (values := entry.reason(Why.AREAS_TREATED))), None)
    if counts and are_few_areas(int(counts["areas"])):
        words.append(
            translate("There were {areas} areas. With so few of them a number stays unsure.", language, **counts)
        )
    return heading, " ".join(words)


def _no_comparison(page: Page) -> tuple[str, str]:
    language = page.language
    return (
        translate("No comparison", language),
        translate(
            "No comparison was made with people who do not take part. "
            "So this page does not say what the activities bring about.",
            language,
        ),
    )


def _not_answered(page: Page) -> tuple[str, str] | None:
    language, measured = page.language, health.waves(page)
    if not measured:
        return None
    first, last = group_label(wave=measured[0]), group_label(wave=measured[-1])
    asked, answered = (_at(page, name, first) for name in ("survey_asked", "survey_answered"))
    again = _at(page, "followed_share", last)
    words = []
    if asked.known and answered.known:
        counts = {"asked": format_number(asked.value, language), "answered": format_number(answered.value, language)}
        words.append(
            translate("Of the {asked} people who were asked, {answered} filled in the survey.", language, **counts)
        )
    if again.known:
        counts = {
            "began": format_number(again.denominator, language),
            "again": format_number(again.numerator, language),
        }
        words.append(translate("Of the {began} who began, {again} answered again.", language, **counts))
    elif len(measured) > 1 and again.hidden:
        used = find(page, "survey_used", health.telling(page))
        if used.known:
            count = format_number(used.value, language)
            words.append(translate("Of {count} people we know the change.", language, count=count))
    if not words:
        return None
    words.append(translate("The others may be doing better or worse.", language))
    return translate("People who did not fill in the survey", language), " ".join(words)


def _at(page: Page, indicator: str, group: str) -> Row:
    matches = (entry for entry in entries(page, indicator) if entry.group == group)
    return next(matches, Row(page.area, page.period, group, indicator))


def _hidden(page: Page) -> tuple[str, str] | None:
    language = page.language
    hidden = [entry for entry in survey_rows(page) if entry.hidden]
    if not hidden:
        return None
    count = translate_plural(
        "{count} number from the survey is hidden, so that nobody can be recognised.",
        "{count} numbers from the survey are hidden, so that nobody can be recognised.",
        len(hidden),
        language,
    )
    names = dict.fromkeys(short_name(entry.indicator, language) for entry in hidden)
    about = translate("It concerns: {names}.", language, names=", ".join(names))
    return translate("Small groups in the survey", language), f"{count} {about}"
