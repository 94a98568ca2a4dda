"""What a spreadsheet shows in a cell that went wrong, in English and in Dutch."""

from __future__ import annotations

SPREADSHEET_ERRORS = frozenset(
    {
        "#DIV/0!",
        "#N/A",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#REF!",
        "#VALUE!",
        "#SPILL!",
        "#CALC!",
        "#DEEL/0!",
        "#N/B",
        "#NAAM?",
        "#LEEG!",
        "#GETAL!",
        "#VERW!",
        "#WAARDE!",
    }
)
