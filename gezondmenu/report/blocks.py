"""What the notebook of an area calls: one function for each block of the page, in the order of the page."""

from __future__ import annotations

from html import escape

from gezondmenu.language import format_euro, format_number, message, translate
from gezondmenu.report import claims, figures, gaps, method, tables
from gezondmenu.report import tiles as tile_list
from gezondmenu.report.parts import (
    Block,
    figure,
    heading,
    hidden_groups,
    paragraph,
    ribbons,
    source,
    subheading,
    unknown,
)
from gezondmenu.report.select import Page, context_rows, quarters, read_page, row, rows_of, statements
from gezondmenu.report.words import (
    ROUGH,
    cell,
    hidden_words,
    interval,
    level_name,
    out_of_ten,
    reach_words,
    upper_first,
    visits_words,
    why_not,
)
from gezondmenu.vocabulary import ALL

SHARED = {
    "€ {amount} of the area's costs is a share of an arrangement, split by population": message(
        "Of this {amount} is a part of shared costs, split by number of residents."
    ),
    "€ {amount} of the area's costs is a share of an arrangement, split equally": message(
        "Of this {amount} is a part of shared costs, split equally."
    ),
}

__all__ = [
    "Block",
    "activities_by_price",
    "appreciation",
    "groups",
    "head",
    "neighbourhood",
    "over_time",
    "read_page",
    "summary",
    "what_changed",
    "what_it_is_worth",
    "what_made_this",
    "what_residents_think",
    "what_we_do_not_know",
    "who_takes_part",
    "worked_out",
]


def head(page: Page) -> Block:
    """Area, subject and period, with a ribbon where the data are made up, internal or not complete."""
    made = f'<p class="study">{escape(page.study_name)}</p>' if page.study_name else ""
    period = "" if page.period == ALL else page.period
    subject = " · ".join(part for part in (upper_first(page.subject), period) if part)
    title = f'<h1>{escape(page.area_name)} <span class="subject">{escape(subject)}</span></h1>'
    return Block("head", f'<header class="head"><div class="inner">{made}{title}{ribbons(page)}</div></header>')


def summary(page: Page) -> Block:
    """Three sentences, each a way into its section, and four tiles."""
    items = []
    for claim in claims.summary(page):
        sure = f'<span class="sure">{escape(upper_first(claim.sure))}.</span>' if claim.sure else ""
        beside = f'<span class="beside">{escape(" · ".join(claim.beside))}</span>' if claim.beside else ""
        items.append(f'<li><a href="#{claim.section}">{escape(claim.text)}</a>{sure}{beside}</li>')
    return Block(
        "summary",
        heading("short", translate("In one minute", page.language)),
        f'<ol class="sentences">{"".join(items)}</ol>',
        tile_list.tiles(page),
    )


def who_takes_part(page: Page) -> Block:
    """Heading, key figures and cards of the first section."""
    language = page.language
    visits = row(page, "visits")
    lead = [claims.takes_part(page).text, claims.regulars(page)]
    if visits.known and row(page, "participants").known:
        lead.append(
            translate("The activities in the area had {visits}.", language, visits=visits_words(visits.value, language))
        )
    caption = translate("Taking part, {area}", language, area=page.area_name)
    return Block(
        "who takes part",
        heading("who", translate("Who takes part?", language)),
        paragraph(*lead),
        tables.side_by_side(page, tables.KEY_FIGURES, caption),
    )


def over_time(page: Page) -> Block:
    """Participation per quarter."""
    language, indicator = page.language, figures.timeline_indicator(page)
    if not indicator:
        words = translate("There is no quarter whose number can be shown.", language)
        return Block("participation over time", paragraph(words))
    entries = [row(page, indicator, period=label) for label in quarters(page)]
    name = tables.indicator_name(indicator, language)
    alt = f"{upper_first(name)}, {page.area_name}. {claims.line_in_words(page, indicator)}"
    hidden = sum(entry.hidden for entry in entries)
    notes = [source(page, row(page, "participants").value)]
    if hidden:
        first = next(entry for entry in entries if entry.hidden)
        words = translate(
            "{count} of {all} quarters: {words}.",
            language,
            count=hidden,
            all=len(entries),
            words=hidden_words(first, language),
        )
        notes.append(words)
        alt += " " + words
    notes.append(translate("A change does not say what caused it.", language))
    return figure(
        page,
        "participation over time",
        claims.change_of_participants(page),
        translate(
            "{what}, per quarter, {first}–{last}",
            language,
            what=upper_first(name),
            first=entries[0].period[:4],
            last=page.period,
        ),
        lambda width: figures.over_time(page, width),
        alt,
        notes,
        tables.time_table(page),
    )


def groups(page: Page) -> Block:
    """Who takes part beside who lives here, per group."""
    language = page.language
    shown = figures.shown_groups(page)
    shares = [row(page, "participant_share", group) for group in shown]
    above = subheading(translate("Which groups take part?", language))
    cards = method.card_folds(page, ["visits", "participants", "regular", "growth", "reach", "composition"])
    if not any(entry.known for entry in shares):
        first = next((entry for entry in shares), row(page, "participant_share"))
        words = translate("We cannot show which groups take part: {reason}.", language, reason=why_not(first, language))
        return Block("groups", above, paragraph(words), cards)
    finding = claims.groups_finding(page)
    spoken = [
        f"{upper_first(level_name(group, language))}: {reach_words(row(page, 'reach_ratio', group), language)}"
        for group in shown
    ]
    here = next(entry for entry in shares if entry.known)
    notes = [source(page, here.n)]
    hidden = sum(entry.hidden for entry in shares)
    if hidden:
        notes.append(hidden_groups(page, [entry for entry in shares if entry.hidden], len(shares)))
    notes += unknown(
        page, [("participant_share", "low_income"), ("participant_share", "gender"), ("participant_share", "age_band")]
    )
    drawn = figure(
        page,
        "groups",
        finding,
        translate(
            "Share among participants beside share among residents (%), {period}. The thin line is the interval.",
            language,
            period=page.when,
        ),
        lambda width: figures.who_takes_part(page, width),
        f"{finding}. {'; '.join(spoken)}.",
        notes,
        tables.groups_table(page),
    )
    return Block("groups", drawn.html, cards)


def activities_by_price(page: Page) -> Block:
    """How low the threshold is: prices and who leads."""
    language = page.language
    above = subheading(translate("Can everybody join in?", language))
    cards = method.card_folds(page, ["activities", "free", "led_by_residents"])
    shown = [entry for trait in ("price_low_income", "organiser") for entry in figures.activity_rows(page, trait)]
    if not shown:
        reason = why_not(row(page, "activities"), language)
        words = translate("We do not know what there is to do, and at what price: {reason}.", language, reason=reason)
        return Block("activities", above, paragraph(words), cards)
    finding = claims.prices_finding(page)
    spoken = "; ".join(f"{level_name(entry.group, language)} {cell(entry, language)}" for entry in shown)
    drawn = figure(
        page,
        "activities",
        finding,
        translate("Number of activities, {period}", language, period=page.when),
        lambda width: figures.low_threshold(page, width),
        f"{finding}. {upper_first(spoken)}.",
        [
            source(page),
            *unknown(page, [("free_for_low_income", "price_low_income"), ("led_by_residents", "organiser")]),
        ],
        tables.activities_table(page),
    )
    return Block("activities", drawn.html, cards)


def neighbourhood(page: Page) -> Block:
    """In what kind of neighbourhood this happens: borrowed figures with their source."""
    language = page.language
    residents = row(page, "residents", period="all")
    if not context_rows(page) and not residents.known:
        return Block("neighbourhood")
    words = (
        translate(
            "{area} has {count} residents.",
            language,
            area=page.area_name,
            count=format_number(residents.value, language),
        )
        if residents.known
        else ""
    )
    shown = tables.context_table(page)
    note = (
        translate("These figures are estimates by others. They do not show what the activities do.", language)
        if shown
        else ""
    )
    return Block(
        "neighbourhood",
        subheading(translate("In what kind of neighbourhood?", language)),
        paragraph(words, note),
        shown,
        method.card_folds(page, ["residents", *(["context"] if shown else [])]),
    )


def what_residents_think(page: Page) -> Block:
    """Heading and reading of the second section."""
    language = page.language
    claim = claims.appreciates(page)
    lead = [claim.text]
    answered = row(page, "appreciation_response")
    positive = row(page, "appreciation_positive", "statement=my_health")
    if positive.has_interval and positive.reason(ROUGH) is None:
        lead.append(translate("That share lies {interval}.", language, interval=interval(positive, language)))
    if answered.known:
        share = out_of_ten(answered.value, language)
        lead.append(translate("Of the people whom we asked, {share} gave an answer.", language, share=share))
    if positive.known:
        lead.append(translate("This is their opinion, not a measurement of their health.", language))
    return Block(
        "what residents think", heading("opinion", translate("What do residents think?", language)), paragraph(*lead)
    )


def appreciation(page: Page) -> Block:
    """The answers to each statement."""
    language = page.language
    cards = method.card_folds(page, ["appreciation"])
    asked = statements(page)
    positives = [row(page, "appreciation_positive", f"statement={name}") for name in asked]
    if not any(entry.known for entry in positives):
        return Block("appreciation", cards)
    finding = claims.appreciation_finding(page)
    spoken = [
        f"{tables.statement_text(name, language)}: {figures.positive_words(page, entry)}"
        for name, entry in zip(asked, positives, strict=True)
    ]
    notes = [source(page)]
    covered = [
        name for name, entry in zip(asked, positives, strict=True) if entry.known and not figures.answers(page, name)
    ]
    if covered:
        first = next((entry for entry in rows_of(page, "appreciation_share", "answer") if entry.hidden), None)
        if first is not None:
            words = translate(
                "Where a dot stands, the answers one by one are {words}. The thin line is the interval.",
                language,
                words=hidden_words(first, language),
            )
            notes.append(words)
    drawn = figure(
        page,
        "appreciation",
        finding,
        translate("Answers to each statement (%), {period}", language, period=page.when),
        lambda width: figures.what_residents_think(page, width),
        f"{finding}. {'; '.join(spoken)}.",
        notes,
        tables.appreciation_table(page),
    )
    return Block("appreciation", drawn.html, cards)


def what_changed(page: Page) -> Block:
    """The third section: what is missing to say it, and what would make it possible."""
    language = page.language
    return Block(
        "what changed",
        heading("change", translate("What changed?", language)),
        paragraph(
            translate("Whether the health of participants changed was not worked out.", language),
            kind="missing",
        ),
        paragraph(
            translate(
                "That takes the same questions to the same people, before and after. "
                "A group that does not take part shows what would have changed anyway.",
                language,
            ),
            kind="needed",
        ),
    )


def what_it_is_worth(page: Page) -> Block:
    """Costs in euros and unpaid hours as hours; the value itself is not worked out yet."""
    language = page.language
    costs, volunteers = row(page, "costs"), row(page, "volunteer_hours")
    lead = [claims.costs(page).text if row(page, "cost_per_visit").known else ""]
    if costs.known:
        lead.append(translate("In all {amount} was booked.", language, amount=cell(costs, language)))
    else:
        lead.append(translate("We do not know the costs: {reason}.", language, reason=why_not(costs, language)))
    lead += _shared_costs(page)
    if volunteers.known:
        lead.append(translate("Volunteers gave {hours} hours.", language, hours=cell(volunteers, language)))
    caption = translate("Costs and unpaid hours, {area}", language, area=page.area_name)
    known = any(row(page, name).known for name in tables.COSTS)
    return Block(
        "what it is worth",
        heading("worth", translate("What is it worth, and to whom?", language)),
        paragraph(*lead),
        tables.side_by_side(page, tables.COSTS, caption) if known else "",
        paragraph(translate("What this is worth in euros, and to whom, was not worked out.", language), kind="missing"),
        paragraph(
            translate("That takes knowing what changed, and who pays less because of it.", language), kind="needed"
        ),
        method.card_folds(page, ["costs", "hours"]),
    )


def _shared_costs(page: Page) -> list[str]:
    """Which part of the costs was split over areas, and how."""
    language, found = page.language, []
    for template, words in SHARED.items():
        values = row(page, "costs").reason(template)
        if values:
            amount = format_euro(float(values["amount"]), language, 0)
            found.append(translate(words, language, amount=amount))
    return found


def what_we_do_not_know(page: Page) -> Block:
    """The gaps, read off the rows."""
    items = "".join(
        f"<li><strong>{escape(name)}</strong><span>{escape(text)}</span></li>" for name, text in gaps.gaps(page)
    )
    return Block(
        "what we do not know",
        heading("unknown", translate("What do we not know?", page.language)),
        f'<ul class="gaps">{items}</ul>',
    )


def worked_out(page: Page) -> Block:
    """The rules behind the numbers, in words."""
    items = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(text)}</dd></div>" for name, text in method.rules_in_words(page)
    )
    return Block(
        "how this was worked out",
        heading("method", translate("How was this worked out?", page.language)),
        f'<dl class="rules">{items}</dl>',
        paragraph(
            translate(
                "Under each section stand the cards of its numbers: what was counted, and what to mind.", page.language
            )
        ),
    )


def what_made_this(page: Page) -> Block:
    """The footer."""
    return Block("foot", method.foot(page))
