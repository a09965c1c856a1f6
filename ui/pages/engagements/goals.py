"""What we wanted of an engagement, what we got, and what those who came said of it: on its page, and its form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm.operations.engagements import write_goals
from crm.queries.engagements import EngagementPage
from resources.translations import _
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.commitments.form_dialog import FormDialog, text_box
from ui.widgets import cards
from ui.widgets.buttons import quiet
from ui.widgets.cards import Card


class GoalsCard(Card):
    """Said when it is planned, when it is closed out, or long after: it is no part of the minutes."""

    write_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(_("Goals and feedback"), "engagement-goals")
        self.write = quiet(_("Write…"), "engagement-goals-write", Icon.NOTE_PENCIL)
        self.write.clicked.connect(self.write_wanted)
        self.add_header(self.write)

    def show_goals(self, page: EngagementPage) -> None:
        """Show what is written of it."""
        self.clear()
        said = ((_("We wanted"), page.wanted), (_("We got"), page.got), (_("They said"), page.feedback))
        for number, (name, words) in enumerate((name, words) for name, words in said if words):
            self.add(cards.label(name, "muted"))
            self.add(cards.label(words, name=f"engagement-goals-{number}"))
        if not any(words for _name, words in said):
            self.add(cards.label(_("Nothing yet: what we wanted, what we got, what those who came said."), "muted"))


class GoalsDialog(FormDialog):
    """The three texts."""

    places: ClassVar[Mapping[str, str]] = {"goals-empty": "wanted"}

    def __init__(self, parent: QWidget, desk: Desk, page: EngagementPage) -> None:
        self.page = page
        super().__init__(parent, desk, _("Goals and feedback"), "goals", _("Save"))
        self.wanted.setFocus()

    def build(self) -> None:
        """Each with what is there."""
        page = self.page
        self.wanted = text_box("goals-wanted", page.wanted, _("What we want to come away with"))
        self.got = text_box("goals-got", page.got, _("What came of what we wanted"))
        self.feedback = text_box("goals-feedback", page.feedback, _("What those who came said of it"))
        self.form.add(cards.label(page.title, "muted"))
        self.form.row("wanted", _("What we &wanted"), self.wanted, is_optional=True)
        self.form.row("got", _("What we &got"), self.got, is_optional=True)
        hint = _("Stays with us: no paper for others has it.")
        self.form.row("feedback", _("&Feedback"), self.feedback, hint, is_optional=True)

    def save(self) -> None:
        """Keep them."""
        self.do(
            write_goals,
            self.page.id,
            wanted=self.wanted.toPlainText(),
            got=self.got.toPlainText(),
            feedback=self.feedback.toPlainText(),
        )
