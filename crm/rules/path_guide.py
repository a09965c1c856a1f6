"""The page of the user guide that prints every life-cycle from its own table, so that the two cannot differ.

`python -m crm.rules.path_guide` writes it anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import resources
from crm.rules import agreements, commitments, engagements, issues, petitions, plans

FILE = Path(resources.__file__).parent / "guide" / "paths.md"

_TOP = """# The paths

Where something stands is one of a few words, and from each only some others may follow. These tables are
printed from the rules of the program itself: the window, the command line and imports allow exactly this.

Three things are kept apart. The **status** is what we say happened. The **outcome** is how it ended. How
**late** it is, the program counts from the agreed date, and nobody types it. Every step has its day, and
where you say so, what it is known from. Going back is possible where something was written down too early;
that too leaves a row in the history.
"""
Table = Mapping[Any, Sequence[str]]
Words = Callable[[str], str]


def write() -> str:
    """The whole page, in the language of the program."""
    return "\n".join((_TOP, *_petitions(), *_others())).rstrip() + "\n"


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
