"""The parties of an agreement as rows to write in: the body, who signed in which post, the focal person."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crm.operations.agreements import PartyDraft
from crm.rules import clock
from crm.rules.agreements import PartyRole, label
from resources.translations import _
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.agreements.form_facts import AgreementForm
from ui.pages.commitments.form_dialog import combo, day_field, line
from ui.pages.parts.finding import find_any_body_choices, find_people_choices
from ui.theme import GAP, PADDING
from ui.widgets.buttons import quiet, tool
from ui.widgets.cards import divider
from ui.widgets.forms import Form
from ui.widgets.record_picker import RecordPicker

FEWEST = 2


class PartyFields(Form):
    """One party."""

    remove_wanted = Signal(object)

    def __init__(self, desk: Desk, facts: AgreementForm, draft: PartyDraft, number: int) -> None:
        name = f"agreement-party-{number}"
        super().__init__(name)
        self._draft = draft
        service = desk.service
        self.body = RecordPicker(
            service, find_any_body_choices, f"{name}-body", _("An organisation, or a name"), allows_free_text=True
        )
        self.focal = RecordPicker(service, find_people_choices, f"{name}-focal", allows_free_text=True)
        self.signatory = RecordPicker(service, find_people_choices, f"{name}-signatory", allows_free_text=True)
        self.post = line(f"{name}-post", draft.signatory_post, _("Speaker, Director"))
        self.signed_on = day_field(f"{name}-signed-on", clock.today(), draft.signed_on, is_past=True)
        self.body.set_choice(facts.choice(draft.organisation_id, draft.name))
        self.focal.set_choice(facts.choice(draft.focal_id, draft.focal_name))
        self.signatory.set_choice(facts.choice(draft.signatory_id, draft.signatory_name))
        self.remove = tool(Icon.X, _("Remove party {number}").format(number=number + 1), f"{name}-remove")
        self.remove.clicked.connect(self._want_remove)
        self.add(divider())
        roles = {one.value: label(one) if one else _("A party") for one in PartyRole}
        self.role = combo(f"{name}-role", roles, draft.role)
        self.side_by_side(
            ("body", _("Party"), self.body),
            ("role", _("It is the"), self.role),
            ("focal", _("Focal person"), self.focal),
        )
        self.side_by_side(
            ("signatory", _("Signed by"), self.signatory),
            ("post", _("In the post of"), self.post),
            ("signed_on", _("Signed on"), self.signed_on),
        )

    def show_role(self, is_shown: bool) -> None:
        """Ask for the role, or not."""
        self.field_row("role").setVisible(is_shown)

    def _want_remove(self) -> None:
        self.remove_wanted.emit(self)

    @property
    def is_empty(self) -> bool:
        """Whether no party is named."""
        return not self.body.text().strip()

    def read(self) -> PartyDraft:
        """What is written."""
        return replace(
            self._draft,
            organisation_id=self.body.record_id or None,
            name="" if self.body.record_id else self.body.text().strip(),
            signatory_id=self.signatory.record_id or None,
            signatory_name="" if self.signatory.record_id else self.signatory.text().strip(),
            signatory_post=self.post.text().strip(),
            signed_on=self.signed_on.day,
            focal_id=self.focal.record_id or None,
            focal_name="" if self.focal.record_id else self.focal.text().strip(),
            role=str(self.role.currentData()),
        )


class PartyRows(QWidget):
    """Two parties at least; more on demand."""

    grown = Signal()

    def __init__(self, desk: Desk, facts: AgreementForm) -> None:
        super().__init__()
        self.setObjectName("agreement-parties")
        self._desk, self._facts = desk, facts
        self._made = 0
        self._has_roles = False
        self.rows: list[PartyFields] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(PADDING - GAP)
        self.button = quiet(_("Add a party"), "agreement-add-party", Icon.PLUS)
        self.button.clicked.connect(self._add_empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GAP)
        outer.addLayout(self._column)
        below = QHBoxLayout()
        below.addWidget(self.button)
        below.addStretch(1)
        outer.addLayout(below)
        for draft in facts.draft.parties:
            self._add(draft)
        while len(self.rows) < FEWEST:
            self._add(PartyDraft())

    def _add(self, draft: PartyDraft) -> PartyFields:
        row = PartyFields(self._desk, self._facts, draft, self._made)
        self._made += 1
        holder = QWidget()
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(GAP)
        across.addWidget(row, 1)
        across.addWidget(row.remove)
        row.remove_wanted.connect(self._remove)
        row.show_role(self._has_roles)
        self.rows.append(row)
        self._column.addWidget(holder)
        self._show_crosses()
        return row

    def _add_empty(self) -> None:
        row = self._add(PartyDraft())
        self.grown.emit()
        row.show()
        row.body.setFocus()

    def _remove(self, row: PartyFields) -> None:
        if len(self.rows) <= FEWEST:
            return
        self.rows.remove(row)
        holder = row.parentWidget()
        if holder is not None:
            self._column.removeWidget(holder)
            holder.hide()
            holder.deleteLater()
        self._show_crosses()
        self.rows[-1].body.setFocus()

    def _show_crosses(self) -> None:
        for row in self.rows:
            row.remove.setVisible(len(self.rows) > FEWEST)

    def show_roles(self, is_shown: bool) -> None:
        """Ask each party for its role, or not."""
        self._has_roles = is_shown
        for row in self.rows:
            row.show_role(is_shown)

    def wrong_day(self) -> PartyFields | None:
        """The first row whose day is not understood."""
        return next((row for row in self.rows if row.signed_on.text().strip() and row.signed_on.day is None), None)

    def read(self) -> list[PartyDraft]:
        """The parties that are named."""
        return [row.read() for row in self.rows if not row.is_empty]
