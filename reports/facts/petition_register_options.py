"""What can be asked of the petition and submission register."""

from __future__ import annotations

from crm.rules.petitions import Kind, label
from reports.facts.period import OPTIONS as PERIOD
from reports.facts.since import SINCE
from reports.options import Option, OptionKind
from resources.translations import mark

EVERY = "all"
OPTIONS = (
    Option(
        "by",
        mark("Grouped by"),
        OptionKind.CHOICE,
        (
            ("body", mark("Body")),
            ("kind", mark("Kind")),
            ("status", mark("Where it stands")),
            ("place", mark("Place")),
            ("cso", mark("Petitioner")),
        ),
    ),
    Option(
        "status",
        mark("Which"),
        OptionKind.CHOICE,
        (("all", mark("Open, and closed in the period")), ("open", mark("Open")), ("closed", mark("Closed"))),
    ),
    Option(
        "kind",
        mark("Kind"),
        OptionKind.CHOICE,
        ((EVERY, mark("Every kind")), *((kind.value, label(kind)) for kind in Kind)),
    ),
    Option("body", mark("One body"), OptionKind.RECORD, noun="organisations"),
    Option("cso", mark("One CSO partner"), OptionKind.RECORD, noun="organisations"),
    Option("place", mark("One place"), OptionKind.RECORD, noun="places"),
    *PERIOD,
    SINCE,
)
