"""The page of the user guide that prints every life-cycle and the ladder from their tables, so that none can differ.

`python -m crm.rules.path_guide` writes it anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import resources
from crm.rules import agreements, commitments, engagements, escalation, issues, letters, petitions, plans
from resources import reference

FILE = Path(resources.__file__).parent / "guide" / "paths.md"

_TOP = """# The paths

Where something stands is one of a few words, and from each only some others may follow. These tables are
printed from the rules of the program itself: the window, the command line and imports allow exactly this.

Three things are kept apart. The **status** is what we say happened. The **outcome** is how it ended. How
**late** it is, the program counts from the agreed date, and nobody types it. Every step has its day, and
where you say so, what it is known from. Going back is possible where something was written down too early;
that too leaves a row in the history.
"""
_LADDER = """## The ladder

Whom to turn to, one after another, when an answer to a petition or a promise is outstanding: **our practice,
not law**, and yours to change under *Settings, Ladder*. *Follow up* (F) offers the next rung: its letter is read,
changed, saved or copied, and logged once you say that it was sent. Then the record comes up again on the day on
which the clock of that rung runs out. A promise that was confirmed is escalated from the second rung on.
"""
Table = Mapping[Any, Sequence[str]]
Words = Callable[[str], str]


def write() -> str:
    """The whole page, in the language of the program."""
    return "\n".join((_TOP, *_petitions(), *_others(), *_ladder())).rstrip() + "\n"


def _petitions() -> Iterator[str]:
    for path in petitions.PATHS:
        kinds = ", ".join(petitions.label(kind) for kind in petitions.Kind if petitions.path_of(kind) is path)
        yield from _table(path.name, path.steps, petitions.label, f"For: {kinds}.", path.back)
        yield f"How it may end: {'; '.join(petitions.label(one) for one in path.outcomes)}."
        yield f"Before it is handed in: {'; '.join(petitions.label(one) for one in path.endings(path.first))}."
        yield ""


def _others() -> Iterator[str]:
    for name, table, label in (
        ("Commitment", commitments.TRANSITIONS, commitments.label),
        ("Engagement", engagements.TRANSITIONS, engagements.label),
        ("Agreement", agreements.TRANSITIONS, agreements.label),
        ("Deliverable of an agreement", agreements.DELIVERABLE_TRANSITIONS, agreements.label),
        ("Advocacy plan", plans.TRANSITIONS, plans.label),
        ("Step of a plan", plans.STEP_TRANSITIONS, plans.label),
        ("Issue", issues.TRANSITIONS, issues.label),
    ):
        yield from _table(name, table, label)


def _ladder() -> Iterator[str]:
    """The rungs that ship, as a letter is written to them."""
    yield _LADDER
    yield "| Rung | Turns to | Clock | Letter |"
    yield "|---|---|---|---|"
    for shipped in reference.ladder():
        rung = escalation.Rung(**asdict(shipped))
        cells = (
            rung.name,
            escalation.label(rung.to_whom),
            escalation.clock_words(rung),
            letters.label(rung.letter_kind),
        )
        yield f"| {' | '.join(cells)} |"


def _table(name: str, table: Table, label: Words, words: str = "", back: Table | None = None) -> Iterator[str]:
    """One life-cycle: each status with what may follow; steps back in italics, where they are known."""
    yield f"## {name}"
    yield ""
    if words:
        yield words
        yield ""
    yield "| Where it stands | What may follow |"
    yield "|---|---|"
    for status, steps in table.items():
        undone = (back or {}).get(status, ())
        shown = [f"*back to {label(step)}*" if step in undone else label(step) for step in steps]
        yield f"| {label(status)} | {'; '.join(shown) or 'nothing: it has ended'} |"
    yield ""


if __name__ == "__main__":
    FILE.write_text(write(), encoding="utf-8")
