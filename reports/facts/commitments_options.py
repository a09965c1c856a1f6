"""What can be asked of the commitments register: the filters of its list."""

from __future__ import annotations

from crm.rules.commitments import Direction, label
from reports.facts.since import SINCE
from reports.options import Option, OptionKind
from resources.translations import mark

EVERY = "every"
STATUS = Option(
    "status",
    mark("Which"),
    OptionKind.CHOICE,
    (("all", mark("Open and closed")), ("open", mark("Open")), ("closed", mark("Closed"))),
)
DIRECTION = Option(
    "direction",
    mark("Who owes whom"),
    OptionKind.CHOICE,
    ((EVERY, mark("Every direction")), *((each.value, label(each)) for each in Direction)),
)
OPTIONS = (
    STATUS,
    DIRECTION,
    Option("body", mark("One body"), OptionKind.RECORD, noun="organisations"),
    Option("person", mark("One person"), OptionKind.RECORD, noun="people"),
    Option("cso", mark("One CSO partner"), OptionKind.RECORD, noun="organisations"),
    Option("topic", mark("One topic"), OptionKind.RECORD, noun="topics"),
    Option("place", mark("One place"), OptionKind.RECORD, noun="places"),
    Option("made-from", mark("Made from"), OptionKind.DAY),
    Option("made-to", mark("Made to"), OptionKind.DAY),
    Option("due-from", mark("Due from"), OptionKind.DAY),
    Option("due-to", mark("Due to"), OptionKind.DAY),
    SINCE,
)
