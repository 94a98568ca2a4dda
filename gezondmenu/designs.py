"""What a number may be said to show: the kinds of claim that each design allows, and the evidence behind a claim.

A level, a change or a difference does not show a cause. A row from before and after may say "change", never "effect".
"""

from __future__ import annotations

from collections.abc import Iterable

from gezondmenu.language import message, translate
from gezondmenu.vocabulary import DESIGNS, GezondmenuError

KINDS = ("level", "change", "difference", "effect", "borrowed", "scenario")
"""Kinds of claim, from how it is to what would be.

| kind | says | example |
|---|---|---|
| level | how it is | 7 of the 10 feel healthy |
| change | how it is now and was before, of the same people or the same place | it went up by 0.3 |
| difference | how much more it changed here than where there was no programme | it rose 0.3 more here |
| effect | what the programme did, with how sure that is | the effect on walking is 0.3 |
| borrowed | an effect that was found elsewhere, with its source | in Utrecht it was 0.3 |
| scenario | what would be, if | if it works as well here, it would be 0.3 |

Two areas or two groups beside each other at one moment are two levels, not a difference of this kind.
"""

CLAIMS: dict[str, tuple[str, ...]] = {
    "count": ("level",),
    "one-off": ("level",),
    "before-after": ("level", "change"),
    "comparison": ("level", "change", "difference", "effect"),
    "staggered": ("level", "change", "difference", "effect"),
    "randomised": ("level", "change", "difference", "effect"),
    "borrowed": ("borrowed",),
    "scenario": ("scenario",),
}
"""Which claims a design allows. Without lots, an effect is said with the sentence that nobody drew lots."""

EVIDENCE = (
    message("described"),
    message("grounded in theory"),
    message("first indications"),
    message("good indications"),
    message("strong indications"),
)
"""The ladder of RIVM's Loket Gezond Leven, weak to strong.

It is a label of a claim ("for this sentence there are first indications"), never of the activity that it is about:
an activity of residents needs no recognition to be worth having.
"""

MOST_EVIDENCE: dict[str, str] = {
    "count": "described",
    "one-off": "described",
    "before-after": "described",
    "comparison": "first indications",
    "staggered": "first indications",
    "randomised": "good indications",
    "borrowed": "grounded in theory",
    "scenario": "grounded in theory",
}
"""The highest step of `EVIDENCE` that one study with this design can carry.

Strong indications need several studies. The committee that recognises interventions weighs more than the design; this
limit is ours, and stricter: before and after alone is no indication that something works.
"""

_OWN = ("count", "one-off", "before-after", "comparison", "staggered", "randomised")


def allows(design: str, kind: str) -> bool:
    """Whether a row with this design may make a claim of this kind.

    Examples
    --------
    >>> allows("before-after", "change"), allows("before-after", "effect"), allows("comparison", "effect")
    (True, False, True)
    """
    _check_words(design, kind)
    return kind in CLAIMS[design]


def check_claim(design: str, kind: str) -> None:
    """Stop where a design does not allow a claim.

    Raises
    ------
    GezondmenuError
        With the design, the claim, what is allowed and which designs would allow it.

    Examples
    --------
    >>> check_claim("randomised", "effect")
    >>> check_claim("one-off", "change")
    Traceback (most recent call last):
    gezondmenu.vocabulary.GezondmenuError: a row with design 'one-off' cannot claim 'change'; it may claim level. \
Designs that allow it: before-after, comparison, staggered, randomised
    """
    if not allows(design, kind):
        raise GezondmenuError(
            "a row with design {design} cannot claim {kind}; it may claim {allowed}. Designs that allow it: {designs}",
            design=repr(design),
            kind=repr(kind),
            allowed=", ".join(CLAIMS[design]),
            designs=", ".join(name for name in DESIGNS if kind in CLAIMS[name]),
        )


def weakest_design(designs: Iterable[str]) -> str:
    """The design of a row made from several: it may claim nothing that one of them may not.

    What was measured here together with what was borrowed is a scenario: it says what would be here, if it works here
    as it did there.

    Examples
    --------
    >>> weakest_design(["randomised", "before-after"]), weakest_design(["count", "borrowed"])
    ('before-after', 'scenario')
    """
    given = set(designs)
    for design in given:
        _check_words(design)
    own = [design for design in _OWN if design in given]
    if given and given <= set(_OWN):
        return own[0]
    if given == {"borrowed"}:
        return "borrowed"
    if given:
        return "scenario"
    raise GezondmenuError("weakest_design needs one design or more")


def evidence_words(design: str, language: str) -> str:
    """The highest step of the evidence ladder that a claim with this design can carry, in words.

    Examples
    --------
    >>> evidence_words("before-after", "nl"), evidence_words("randomised", "en")
    ('beschreven', 'good indications')
    """
    _check_words(design)
    return translate(MOST_EVIDENCE[design], language)


def _check_words(design: str, kind: str = "level") -> None:
    if design not in CLAIMS:
        raise GezondmenuError(
            "design must be one of {known}, not {given}", known=", ".join(DESIGNS), given=repr(design)
        )
    if kind not in KINDS:
        raise GezondmenuError(
            "kind of claim must be one of {known}, not {given}", known=", ".join(KINDS), given=repr(kind)
        )
