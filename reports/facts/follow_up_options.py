"""What can be asked of the follow-up report."""

from __future__ import annotations

from reports.facts.period import OPTIONS as PERIOD
from reports.facts.since import SINCE
from reports.options import Option, OptionKind
from resources.translations import mark

OPTIONS = (
    Option(
        "by",
        mark("Grouped by"),
        OptionKind.CHOICE,
        (
            ("body", mark("Body")),
            ("person", mark("Person")),
            ("cso", mark("CSO partner")),
            ("topic", mark("Topic")),
            ("month", mark("Month it is due")),
        ),
    ),
    Option(
        "status",
        mark("Which"),
        OptionKind.CHOICE,
        (("all", mark("Open, and closed in the period")), ("open", mark("Open")), ("closed", mark("Closed"))),
    ),
    Option("body", mark("One body"), OptionKind.RECORD, noun="organisations"),
    Option("person", mark("One person"), OptionKind.RECORD, noun="people"),
    Option("cso", mark("One CSO partner"), OptionKind.RECORD, noun="organisations"),
    Option("topic", mark("One topic"), OptionKind.RECORD, noun="topics"),
    *PERIOD,
    SINCE,
)
