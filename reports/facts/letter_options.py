"""What can be asked of a letter."""

from __future__ import annotations

from crm.rules.letters import FOLLOW_UPS, label
from reports.options import Option, OptionKind
from resources.reference import languages
from resources.translations import mark

AUTOMATIC = "auto"
NEXT, LAST = "next", "last"
MOST_RUNGS = 12
WHAT = "what"
_ABOUT = (
    Option("commitment", mark("One commitment"), OptionKind.RECORD, (), "commitments", True, WHAT),
    Option("petition", mark("One petition"), OptionKind.RECORD, (), "petitions", True, WHAT),
    Option("person", mark("All a person owes us"), OptionKind.RECORD, (), "people", True, WHAT),
    Option("body", mark("All a body owes us"), OptionKind.RECORD, (), "organisations", True, WHAT),
)
OF_THE_WORDS = (
    Option(
        "template",
        mark("Template"),
        OptionKind.CHOICE,
        (
            (AUTOMATIC, mark("By how often we asked")),
            *((kind.value, label(kind)) for kind in FOLLOW_UPS),
        ),
    ),
    Option(
        "rung",
        mark("Rung of the ladder"),
        OptionKind.CHOICE,
        (
            (AUTOMATIC, mark("A petition's next one")),
            (NEXT, mark("The next one")),
            (LAST, mark("The one taken last")),
            *((str(number), str(number)) for number in range(1, MOST_RUNGS + 1)),
        ),
    ),
    Option(
        "language",
        mark("Language"),
        OptionKind.CHOICE,
        ((AUTOMATIC, mark("As the reader prefers")), *((known.code, known.name) for known in languages())),
    ),
)
"""How it is written, whatever it is about."""

OPTIONS = (*_ABOUT, *OF_THE_WORDS)
