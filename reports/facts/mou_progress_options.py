"""What can be asked of the MoU progress report."""

from __future__ import annotations

from reports.facts.confidentiality import OPTION
from reports.options import Option, OptionKind
from resources.translations import mark

OURS, THEIRS = "ours", "theirs"
SINCE_LAST, IN_PERIOD = "last", "period"

OPTIONS = (
    Option("agreement", mark("Agreement"), OptionKind.RECORD, noun="agreements", is_needed=True),
    Option(
        "audience",
        mark("For whom"),
        OptionKind.CHOICE,
        ((OURS, mark("For ourselves")), (THEIRS, mark("For the other party"))),
    ),
    Option(
        "since",
        mark("What changed"),
        OptionKind.CHOICE,
        ((SINCE_LAST, mark("Since the last report given out")), (IN_PERIOD, mark("In the period"))),
    ),
    Option("from", mark("Period from"), OptionKind.DAY),
    Option("to", mark("Period to"), OptionKind.DAY),
    OPTION,
)
