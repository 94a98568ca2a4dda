"""The one way to say something about change or effect: a message of this catalogue, allowed by the design of the row.

The kind of claim belongs to the message, so that no caller can call an effect a change. `claim_sentence` asks
`gezondmenu.designs.check_claim` before it translates anything: a row from before and after cannot become a sentence
about effect, in no language. A block says::

    from gezondmenu.report.words.typed_claims import claim_sentence

    sentence = claim_sentence(
        "up",  # of the kind change
        row.design,
        page.language,
        outcome=translate("the mark for own health", page.language),
        value=format_number(row.value, page.language, 1),
        low=format_number(row.lower, page.language, 1),
        high=format_number(row.upper, page.language, 1),
        people=people(row.n, page.language),
    )

and chooses "up", "down" or "unclear" by the interval. Values are words, already in the language and rounded; `outcome`
has an article and no capital ("the mark for own health"). The messages stand in
`typed_change`, of comparisons with a flaw in `typed_comparison`, and of euros in `typed_worth`: a new one gets its
kind there and its Dutch in
``locale/nl/LC_MESSAGES/claims_of_effect.po``; tests run every message through the guard of
`gezondmenu.report.publish.prose`, which must find each message about an effect and none about a level or a change.
"""

from __future__ import annotations

from gezondmenu.designs import check_claim
from gezondmenu.language import translate
from gezondmenu.report.words.typed_change import CHANGE
from gezondmenu.report.words.typed_comparison import COMPARISON
from gezondmenu.report.words.typed_message import TypedMessage
from gezondmenu.report.words.typed_worth import WORTH
from gezondmenu.vocabulary import GezondmenuError

MESSAGES: dict[str, TypedMessage] = {**CHANGE, **COMPARISON, **WORTH}
"""Every sentence about level, change, difference and effect, with its kind."""


def claim_sentence(name: str, design: str, language: str, **values: object) -> str:
    """A sentence that the design of a row allows.

    Parameters
    ----------
    name : str
        Of a message in `MESSAGES`.
    design : str
        Of the row the values come from; of several rows, see `gezondmenu.designs.weakest_design`.
    language : {"nl", "en"}
    values
        What the message fills in, as words.

    Raises
    ------
    GezondmenuError
        When the design does not allow the kind of claim, the message is for other designs, or there is no such message.

    Examples
    --------
    >>> claim_sentence("too few", "before-after", "en", outcome="sleep", people="4 people")
    'Too few people answered both times to say anything about sleep (4 people).'
    >>> claim_sentence("effect", "before-after", "nl", outcome="slaap", value="0,3")
    Traceback (most recent call last):
    gezondmenu.vocabulary.GezondmenuError: a row with design 'before-after' cannot claim 'effect'; it may claim level, \
change. Designs that allow it: comparison, staggered, randomised
    """
    return translate(_allowed(name, design).text, language, **values)


def claim_heading(name: str, design: str, language: str, **values: object) -> str:
    """The same claim as a heading, where it has one.

    Examples
    --------
    >>> claim_heading("chance", "scenario", "en", chance="about 8 in 10")
    'The chance that it brings in more than it costs is about 8 in 10'
    """
    chosen = _allowed(name, design)
    if not chosen.heading:
        raise GezondmenuError("the claim {name} has no heading", name=repr(name))
    return translate(chosen.heading, language, **values)


def _allowed(name: str, design: str) -> TypedMessage:
    if name not in MESSAGES:
        raise GezondmenuError(
            "there is no claim {name}; choose one of {known}", name=repr(name), known=", ".join(MESSAGES)
        )
    chosen = MESSAGES[name]
    check_claim(design, chosen.kind)
    if chosen.designs and design not in chosen.designs:
        raise GezondmenuError(
            "the claim {name} is for rows with design {designs}, not {design}",
            name=repr(name),
            designs=", ".join(chosen.designs),
            design=repr(design),
        )
    return chosen
