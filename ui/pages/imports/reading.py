"""Reading a list and planning what it would do, away from the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from crm.exchange.bodies import Body
from crm.exchange.candidates import Reading
from crm.exchange.meaning import ReadChoices
from crm.operations.imports import remember_list
from crm.queries.import_layouts import get_body, get_remembered_layouts
from crm.queries.imports import ImportChoices, ImportPlan, get_unknown_statuses, guess_term, needs_term, plan_import
from crm.queries.offices import TermRow, list_terms
from crm.rules.names import fold
from crm.rules.terms import TermPeriod
from crm.workspace import Workspace
from ui.background.jobs import Progress
from ui.pages.imports.preview import row_words

Reader = Callable[[ReadChoices], Reading]
"""Reads the list that the page is about, once more with every other choice."""


@dataclass(frozen=True)
class Wish:
    """Where the user stood when bringing in a list: among records of a kind, or on the page of a body."""

    kind: str = ""
    body_id: int = 0


@dataclass(frozen=True)
class Said:
    """What the user said of the list in the steps before the preview; `is_afresh` forgets what was said last time."""

    choices: ReadChoices = field(default_factory=lambda: ReadChoices(accepts_any=True))
    body_id: int = 0
    is_afresh: bool = False


@dataclass(frozen=True)
class Read:
    """A list that was read, the terms it may be of, and the words for the status nobody has explained.

    `is_current`: the list is of a body the user stands on, whose members sit now. `body` is the one it is of.
    """

    reading: Reading
    guess: TermPeriod | None
    must_ask: bool
    ours: tuple[TermRow, ...]
    statuses: tuple[tuple[str, str], ...] = ()
    is_current: bool = False
    body: Body | None = None


@dataclass(frozen=True)
class Look:
    """What importing would do, with what each row is found by."""

    plan: ImportPlan
    texts: tuple[str, ...]


def read_list(reader: Reader, wish: Wish, said: Said, workspace: Workspace, progress: Progress) -> Read:
    """Read the list as last time or as the user says, guess its term, and find the words that must be asked about."""
    stands_in, body = workspace.ask(get_body, wish.body_id), workspace.ask(get_body, said.body_id)
    reading = reader(
        replace(
            said.choices,
            body=body,
            stands_in=stands_in,
            wanted=wish.kind,
            remembered={} if said.is_afresh else workspace.ask(get_remembered_layouts),
        )
    )
    guess = guess_term(reading)
    standard = {name for name in (guess.name if guess else "",) if name}
    last = reading.shape.layout.body if reading.shape is not None else None
    return Read(
        reading,
        guess,
        needs_term(reading),
        tuple(term for term in workspace.ask(list_terms) if term.name not in standard)[:40],
        workspace.ask(get_unknown_statuses, reading),
        is_current=stands_in is not None,
        body=body or stands_in or last,
    )


def look_at(reading: Reading, choices: ImportChoices, workspace: Workspace, progress: Progress) -> Look:
    """What importing would do."""
    plan = workspace.ask(plan_import, reading, choices)
    return Look(plan, tuple(fold(f"{row.line} {row.name} {row_words(row)}") for row in plan.rows))


def prepare(reading: Reading, choices: ImportChoices, noun: str, workspace: Workspace) -> object:
    """A backup; and what was said of the list is remembered, whatever becomes of the import."""
    layout = reading.shape.to_remember if reading.shape is not None else None
    if layout is not None or choices.statuses:
        workspace.do(remember_list, layout, choices.statuses, noun)
    return workspace.back_up_before("import")
