"""The small forms of a petition's clock: it begins, stands still, goes on; or a day of our own to look again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from crm.operations.petitions import resume_clock, set_review, start_clock, stop_clock
from crm.queries.petitions import PetitionRow
from crm.rules import clock
from resources.translations import _, mark
from ui.desk import Desk
from ui.pages.commitments.form_dialog import day_field, text_box
from ui.pages.petitions.dialogs import PetitionDialog


class ClockDialog(PetitionDialog):
    """A day, and a line of words where they are wanted."""

    operation: ClassVar[Callable[..., Any]]
    title: ClassVar[str]
    verb: ClassVar[str]
    hint: ClassVar[str] = ""
    """What belongs in the words; without it none are asked for."""
    places: ClassVar[Mapping[str, str]] = {"note-missing": "note", "made-in-future": "on", "stop-before-start": "on"}

    def __init__(self, parent: QWidget, desk: Desk, row: PetitionRow) -> None:
        super().__init__(parent, desk, row, _(self.title), "petition-clock", _(self.verb))
        (self.note if self.hint else self.on).setFocus()

    def build(self) -> None:
        """The words first, where there are any."""
        self.say_which()
        self.on = day_field("petition-clock-on", clock.today(), clock.today(), is_past=True, is_optional=False)
        if self.hint:
            self.note = text_box("petition-clock-note", placeholder=_(self.hint), lines=2)
            self.form.row("note", _("Note"), self.note)
        self.form.row("on", _("On"), self.on)

    def check(self) -> bool:
        """The day must be understood."""
        return self.check_day("on", self.on)

    def save(self) -> None:
        """Write it down."""
        words = (self.note.toPlainText(),) if self.hint else ()
        self.do(self.operation, self.row.id, self.on.day, *words)


class StartClockDialog(ClockDialog):
    """The limit of where it stands is counted from a day that was heard late."""

    operation = staticmethod(start_clock)
    title = mark("Count the limit from")
    verb = mark("Start clock")


class StopClockDialog(ClockDialog):
    """They asked us for clarification."""

    operation = staticmethod(stop_clock)
    title = mark("Clarification asked: the clock stops")
    verb = mark("Stop clock")
    hint = mark("What they ask us for")


class ResumeClockDialog(ClockDialog):
    """We gave what they asked for."""

    operation = staticmethod(resume_clock)
    title = mark("Clarification given: the clock goes on")
    verb = mark("Clock goes on")
    hint = mark("What we gave them")


class ReviewDialog(PetitionDialog):
    """A day of our own to look at it again."""

    def __init__(self, parent: QWidget, desk: Desk, row: PetitionRow) -> None:
        super().__init__(parent, desk, row, _("Look again"), "petition-review", _("Save"))
        self.on.setFocus()

    def build(self) -> None:
        """One field; empty lets go of it."""
        self.say_which()
        self.on = day_field("petition-review-on", clock.today(), self.row.review_on)
        self.form.row("on", _("Look again on"), self.on, is_optional=True)

    def check(self) -> bool:
        """The day must be understood."""
        return self.check_day("on", self.on, is_needed=False)

    def save(self) -> None:
        """Keep it."""
        self.do(set_review, self.row.id, self.on.day)
