"""What can be asked of the kept-promise ledger: neither a person nor a party is counted."""

from __future__ import annotations

from reports.facts.period import OPTIONS as PERIOD
from reports.options import Option, OptionKind
from resources.translations import mark

OPTIONS = (
    Option(
        "by",
        mark("Grouped by"),
        OptionKind.CHOICE,
        (
            ("body", mark("Body")),
            ("office", mark("Office")),
            ("agreement", mark("Agreement")),
            ("topic", mark("Topic")),
        ),
    ),
    Option("body", mark("One body"), OptionKind.RECORD, noun="organisations"),
    Option("cso", mark("One CSO partner"), OptionKind.RECORD, noun="organisations"),
    Option("agreement", mark("One MoU"), OptionKind.RECORD, noun="agreements"),
    Option("topic", mark("One topic"), OptionKind.RECORD, noun="topics"),
    *PERIOD,
)
