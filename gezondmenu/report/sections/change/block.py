"""What changed: change here, what the comparison says, who answered, and the rest in folds.

A section whose data are missing stays in two lines. Nothing here calls a change an effect: sentences about either come
from `typed_claims`, by the design of the row.
"""

from __future__ import annotations

from gezondmenu.language import format_number, message, translate
from gezondmenu.reasons import Why
from gezondmenu.report.parts.captions import source
from gezondmenu.report.parts.cards import card_folds
from gezondmenu.report.parts.html import Block, bars, finding, fold, heading, notes_below, paragraph, subheading
from gezondmenu.report.parts.section import Section
from gezondmenu.report.rows import health
from gezondmenu.report.rows.page import Page
from gezondmenu.report.sections.change import claims, claims_survey, figures, rows, tables_comparison
from gezondmenu.report.sections.change import tables as change_tables
from gezondmenu.report.sections.change.gaps import gaps
from gezondmenu.report.sections.change.rows import CARDS, STEPS
from gezondmenu.report.words.comparison import comparison
from gezondmenu.report.words.names import lower_first
from gezondmenu.report.words.outcomes import how_sure, outcome_name
from gezondmenu.report.words.scores import smallest_places

TITLES = {"change": message("What changed?")}


def what_changed(page: Page) -> Block:
    """The third section: change and its comparison, or what is missing to tell it; and the steps people chose."""
    title = heading("change", translate(TITLES["change"], page.language))
    outcomes = health.outcomes(page)
    body = _changed(page) if outcomes else _not_changed(page)
    return Block("what changed", title, *body, *_steps(page))


def _changed(page: Page) -> list[str]:
    language = page.language
    return [
        paragraph(*claims.own_change(page), *claims_survey.moments(page)),
        paragraph(*comparison(page)),
        _figure(page),
        *_who_answered(page),
        *_began_badly(page),
        fold(
            translate("How many people noticeably changed?", language),
            change_tables.moved_table(page),
            change_tables.answers_table(page),
        ),
        fold(translate("The comparison in numbers", language), *_comparison(page)),
        fold(translate("More numbers about the change", language), change_tables.other_numbers(page)),
        card_folds(page, rows.cards_of_survey(page)),
    ]


def _not_changed(page: Page) -> list[str]:
    """Two lines: what is missing, and what would make it possible; and a single measurement where there was one."""
    language = page.language
    once = claims_survey.measured_once(page)
    missing = translate("Whether the health of participants changed was not worked out.", language)
    if once:
        missing = translate("Health was measured once, so we cannot say what changed.", language)
    needed = translate(
        "That takes the same questions to the same people, before and after. "
        "A group that does not take part shows what would have changed anyway.",
        language,
    )
    lines = [paragraph(*once), paragraph(missing, kind="missing"), paragraph(needed, kind="needed")]
    if once:
        lines.append(fold(translate("The numbers in a table", language), change_tables.once_table(page)))
        lines.append(card_folds(page, rows.cards_of_survey(page)))
    return lines


def _figure(page: Page) -> str:
    """A panel per outcome; where nothing can be drawn, the table of what stands in the place of numbers."""
    language = page.language
    drawn = rows.panels(page)
    data = change_tables.change_table(page) + notes_below(_before_and_after(page))
    if not drawn:
        return fold(translate("The numbers in a table", language), data)
    return finding(
        page,
        "what changed",
        claims.change_finding(page),
        translate(
            "Mean change from the first to the last measurement. Each outcome has its own scale. "
            "The thin line is the interval; where it crosses zero there is no clear change.",
            language,
        ),
        lambda width: figures.what_changed(page, width),
        [claims.spoken(page, outcome) for outcome, _ in drawn],
        [source(page), _persons(page), _these_areas(page), *_line_meanings(page), _band(page), _many(page)],
        data,
    ).html


def _before_and_after(page: Page) -> str:
    return translate(
        "Before and after are means of everybody who answered at that moment. "
        "The change is that of those who answered both times.",
        page.language,
    )


def _persons(page: Page) -> str:
    """The people of the first outcome, and how many who began are not among them."""
    language, outcome = page.language, health.telling(page)
    entry = health.change(page, outcome)
    counts = entry.reason(Why.KNOWN_OF_BEGAN)
    if counts:
        counts = {name: format_number(count, language) for name, count in counts.items()}
        name = outcome_name(outcome, language)
        return translate("{name}: change known of {known} of {all} people who began.", language, name=name, **counts)
    return translate("n = {count} people.", language, count=format_number(entry.n, language)) if entry.known else ""


def _these_areas(page: Page) -> str:
    """That the change of several areas together is about these areas, and no others."""
    counts = health.change(page, health.telling(page)).reason(Why.THESE_AREAS)
    if counts is None:
        return ""
    return translate(
        "This is about these {areas} areas themselves, each person counted once: other areas may show something else.",
        page.language,
        areas=format_number(counts["areas"], page.language),
    )


def _line_meanings(page: Page) -> list[str]:
    """What the less plain lines of the panels mean."""
    language = page.language
    kinds = {line.kind for _, lines in rows.panels(page) for line in lines}
    meanings = []
    if "weighted" in kinds:
        meanings.append(
            translate(
                "“Allowing for who left”: people who resemble those who did not answer again count for more.", language
            )
        )
    if "pooled" in kinds:
        meanings.append(
            translate(
                "“Leaning on other areas”: mixed with what all areas say together, "
                "the more so the fewer answered here.",
                language,
            )
        )
    if "difference" in kinds:
        meanings.append(translate("“Difference”: people with the programme minus people without.", language))
        by_area = health.find(page, "mean_difference", health.telling(page)).reason(Why.AREAS_TREATED)
        if by_area is not None:
            meanings.append(
                translate(
                    "It may deviate a little from the lines above it, since areas count there and not persons.",
                    language,
                )
            )
    return meanings


def _band(page: Page) -> str:
    """What the grey band is, for the outcomes that have one."""
    language, bands = page.language, []
    for outcome, _ in rows.panels(page):
        least, sure = health.important(page, outcome)
        if least == least:
            number = format_number(least, language, smallest_places(page, outcome, least))
            name = lower_first(outcome_name(outcome, language))
            bands.append(f"{name}: {number}" + (f", {how_sure(sure, language)}" if sure else ""))
    if not bands:
        return ""
    return translate("Grey band: a change that people do not notice ({limits}).", language, limits="; ".join(bands))


def _many(page: Page) -> str:
    """That one of many outcomes may stand out by chance."""
    count = len(health.outcomes(page))
    if count <= 1:
        return ""
    return translate(
        "We looked at {count} outcomes. The more one looks at, the sooner one stands out by chance.",
        page.language,
        count=count,
    )


def _who_answered(page: Page) -> list[str]:
    """From asked to used as bars, and what those who left could hide."""
    language = page.language
    lines = claims_survey.flow_lines(page)
    left = claims_survey.who_left(page)
    if not lines and not left:
        return []
    both = translate("People with and without the programme together.", language) if health.arms(page) else ""
    return [
        subheading(claims_survey.flow_finding(page)),
        bars(lines),
        notes_below(source(page), both, translate("Of people who did not answer we know nothing.", language)),
        paragraph(*left),
    ]


def _began_badly(page: Page) -> list[str]:
    language = page.language
    sentences = claims_survey.began_badly(page)
    if not sentences:
        return []
    why = translate(
        "The third that began worst nearly always scores better the next time, also when nothing happens.", language
    )
    return [
        fold(translate("And people who began badly?", language), paragraph(why), *(paragraph(one) for one in sentences))
    ]


def _comparison(page: Page) -> list[str]:
    """Every way in which the two groups were compared, for who wants to check it."""
    if not health.compared_area(page):
        return []
    tables = [
        tables_comparison.comparison_table(page),
        tables_comparison.chance_table(page),
        tables_comparison.before_table(page),
        tables_comparison.alike_table(page),
    ]
    return [table for table in tables if table]


def _steps(page: Page) -> list[str]:
    steps = claims.steps(page)
    if not steps:
        return []
    return [
        subheading(translate("Did people take the step that they chose?", page.language)),
        paragraph(*steps),
        card_folds(page, CARDS["steps"]),
    ]


SECTION = Section(
    "change",
    order=70,
    blocks=(what_changed,),
    titles=TITLES,
    indicators=(*health.OF_SURVEY, *STEPS),
    cards=CARDS,
    gaps=gaps,
    glance=claims.glance,
)
