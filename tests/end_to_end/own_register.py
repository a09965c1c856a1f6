"""A register of promises as an office keeps it in a spreadsheet: invented, with two names nobody knows."""

from __future__ import annotations

HEADINGS = ("Who", "What was promised", "Date", "By when", "To whom", "Status", "Notes")
KNOWN = (
    "Hon. Kagisho Molale",
    "Molale, Kagisho",
    "SEDUMEDI, Boitumelo",
    "Hon. Boitumelo Sedumedi",
    "Mr Karel Plaatjies",
    "Department of Health (sample)",
)
UNKNOWN = ("Mr Nobody Example", "Ms Unheard Sample")
WHAT = (
    "send the minutes of the sitting",
    "repair the gate of the clinic",
    "answer the letter about transport",
    "bring the budget to the committee",
    "visit the shelter",
)
COUNT = 30


def rows() -> list[tuple[str, ...]]:
    """The rows below the headings, dates the South African way round."""
    found = []
    for number in range(COUNT):
        who = UNKNOWN[number // 10] if number in (7, 19) else KNOWN[number % len(KNOWN)]
        what = f"Will {WHAT[number % len(WHAT)]} ({number + 1})"
        made, due = f"{number % 27 + 1:02d}/09/2026", f"{number % 27 + 1:02d}/12/2026"
        status = ("Open", "In progress", "Done")[number % 3]
        found.append((who, what, made, due, "Diamond Fields Civil Voice (sample)", status, "From the old list"))
    return found


def as_tabbed_rows() -> str:
    """The register as it is copied from a spreadsheet."""
    return "\n".join("\t".join(row) for row in (HEADINGS, *rows())) + "\n"
