"""gezondmenu: appreciate and value small neighbourhood activities for health.

``import gezondmenu as gm`` is quick: every name below is loaded on first use.
"""

from __future__ import annotations

import importlib
from typing import Any

_HOME = {
    "Study": "gezondmenu.study.model",
    "make_study": "gezondmenu.study.model",
    "read_study": "gezondmenu.study.reading",
    "check_study": "gezondmenu.study.reading",
    "format_findings": "gezondmenu.study.findings",
    "simulate_study": "gezondmenu.simulation.simulate",
    "write_study": "gezondmenu.study.writing",
    "write_new_study": "gezondmenu.study.start.new_study",
    "describe_tables": "gezondmenu.study.schema",
    "estimate": "gezondmenu.effects",
    "cards": "gezondmenu.indicators.register",
    "add_indicator": "gezondmenu.indicators.register",
    "remove_indicator": "gezondmenu.indicators.register",
    "describe_indicators": "gezondmenu.indicators.describe",
    "match_offers": "gezondmenu.indicators.matching",
    "roll_up": "gezondmenu.indicators.rollup",
    "rates_by_traits": "gezondmenu.effects.models.rates",
    "release": "gezondmenu.disclosure",
    "value": "gezondmenu.valuation",
    "arrangement_rows": "gezondmenu.arrangements",
    "delivering": "gezondmenu.arrangements.organisation_room",
    "trace": "gezondmenu.disclosure",
    "render": "gezondmenu.report.publish.run",
    "read_published": "gezondmenu.report.rows.published",
    "show": "gezondmenu.display",
    "shipped": "gezondmenu.reference",
    "GezondmenuError": "gezondmenu.vocabulary",
    "StudyError": "gezondmenu.vocabulary",
}
_ROOMS = (
    "arrangements",
    "disclosure",
    "display",
    "effects",
    "indicators",
    "language",
    "lessons",
    "names",
    "numbers",
    "reference",
    "report",
    "scales",
    "simulation",
    "study",
    "valuation",
    "vocabulary",
    "working",
)

__all__ = [*_HOME, *_ROOMS]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("gezondmenu")
    if name in _HOME:
        return getattr(importlib.import_module(_HOME[name]), name)
    if name in _ROOMS:
        return importlib.import_module(f"gezondmenu.{name}")
    raise AttributeError(f"module 'gezondmenu' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
