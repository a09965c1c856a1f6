"""Whose open records are gone through: everything due, or all of one partner, body, MoU or colleague."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from crm.rules.review import ReviewScope, Scope, scope_words
from resources.translations import _
from ui.background.service import Service
from ui.pages.parts.choosing import combo
from ui.pages.parts.finding import (
    find_agreement_choices,
    find_body_choices,
    find_colleague_choices,
    find_partner_choices,
)
from ui.theme import GAP
from ui.widgets.choices import Choice
from ui.widgets.record_picker import RecordPicker


class ScopeBar(QWidget):
    """A choice, and beside it whose; `chosen` when both are known."""

    chosen = Signal(object)  # ReviewScope

    def __init__(self, service: Service) -> None:
        super().__init__()
        self.setObjectName("review-scope-bar")
        self.scope = combo("review-scope", [(scope, scope_words(scope)) for scope in Scope], _("Whose open records"))
        self.scope.setMinimumWidth(176)
        self.pickers = {
            Scope.PARTNER: RecordPicker(service, find_partner_choices, "review-partner", _("Which CSO partner?")),
            Scope.BODY: RecordPicker(service, find_body_choices, "review-body", _("Which body?")),
            Scope.AGREEMENT: RecordPicker(service, find_agreement_choices, "review-agreement", _("Which MoU?")),
            Scope.COLLEAGUE: RecordPicker(service, find_colleague_choices, "review-colleague", _("Whose work?")),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.scope)
        for picker in self.pickers.values():
            picker.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            picker.hide()
            picker.chosen.connect(self._tell)
            row.addWidget(picker, 1)
        row.addStretch(0)
        self.scope.activated.connect(self._take_scope)

    def value(self) -> ReviewScope | None:
        """What is chosen, None while it does not say whose."""
        scope = self.current()
        if scope is Scope.DUE:
            return ReviewScope()
        picked = self.pickers[scope].record_id
        return ReviewScope(scope, picked) if picked else None

    def current(self) -> Scope:
        """The kind of scope."""
        return Scope(self.scope.currentData())

    def set_value(self, scope: Scope, choice: Choice | None = None) -> None:
        """Show another scope, and begin with it where it is whole."""
        self.scope.setCurrentIndex(self.scope.findData(scope))
        if choice is not None:
            self.pickers[scope].set_choice(choice)
        self._take_scope()

    def name(self) -> str:
        """The scope in words."""
        picker = self.pickers.get(self.current())
        return picker.text() if picker is not None and picker.record_id else scope_words(self.current())

    def _take_scope(self) -> None:
        for scope, picker in self.pickers.items():
            picker.setVisible(scope is self.current())
        shown = self.pickers.get(self.current())
        if shown is not None and not shown.record_id:
            shown.setFocus()
        self._tell()

    def _tell(self) -> None:
        self.chosen.emit(self.value())
