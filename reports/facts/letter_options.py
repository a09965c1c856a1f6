"""What can be asked of a letter."""

from __future__ import annotations

from crm.rules.letters import Kind, label
from reports.options import Option, OptionKind
from resources.reference import languages
from resources.translations import mark

AUTOMATIC = "auto"
WHAT = "what"
_ABOUT = (
    Option("commitment", mark("One commitment"), OptionKind.RECORD, (), "commitments", True, WHAT),
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
            *((kind.value, label(kind)) for kind in Kind if kind not in (Kind.POSTPONED, Kind.NEW_HOLDER)),
        ),
    ),
    Option(
        "language",
        mark("Language"),
        OptionKind.CHOICE,
        ((AUTOMATIC, mark("As the reader prefers")), *((known.code, known.name) for known in languages())),
    ),
    Option(
        "confidentiality",
        mark("Confidentiality"),
        OptionKind.CHOICE,
        (
            ("open", mark("Open records only")),
            ("internal", mark("Without restricted records")),
            ("restricted", mark("With restricted records")),
        ),
    ),
)
"""How it is written, whatever it is about."""

OPTIONS = (*_ABOUT, *OF_THE_WORDS)
