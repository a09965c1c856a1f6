"""What can be asked of the MoU progress report."""

from __future__ import annotations

from reports.options import Option, OptionKind
from resources.translations import mark

SINCE_LAST, IN_PERIOD = "last", "period"

OPTIONS = (
    Option("agreement", mark("Agreement"), OptionKind.RECORD, noun="agreements", is_needed=True),
    Option(
        "since",
        mark("What changed"),
        OptionKind.CHOICE,
        ((SINCE_LAST, mark("Since the last report given out")), (IN_PERIOD, mark("In the period"))),
    ),
    Option("from", mark("Period from"), OptionKind.DAY),
    Option("to", mark("Period to"), OptionKind.DAY),
)
