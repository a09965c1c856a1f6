"""The form of a phone call: who, about what, the new date, why, and what was said; it never needs the mouse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from crm.operations.calls import CallDraft, log_call
from crm.queries.calls import Caller, find_caller
from crm.rules import clock
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.pages.calls.promises import CallPromises
from ui.pages.commitments.form_dialog import FormDialog, day_field, line
from ui.pages.commitments.form_facts import party_choices
from ui.theme import CONTROL_HEIGHT, GAP, PADDING, small_font
from ui.widgets.cards import label
from ui.widgets.choices import Choice
from ui.widgets.record_picker import RecordPicker

WIDTH = 720


class PhoneCallDialog(FormDialog):
    """Enter after the name goes on to the promises, Enter anywhere else saves, Esc leaves."""

    places: ClassVar[Mapping[str, str]] = {
        "call-without-caller": "caller",
        "call-says-nothing": "note",
        "call-date-without-promise": "new",
        "call-reason-without-date": "new",
        "same-date": "new",
        "due-before-made": "new",
        "already-closed": "promises",
    }

    def __init__(self, parent: QWidget, desk: Desk, caller_id: int = 0) -> None:
        self._caller: Caller | None = None
        self._asked: tuple[int, str] | None = None
        self._goes_on = False  # the keyboard follows the answer
        self._is_given = False  # the caller shown first was not typed
        self._saves = False  # the form was handed over while the caller was still looked up
        super().__init__(parent, desk, _("Phone call"), "call", _("Save"), WIDTH)
        self._asker = Asker(self, desk.service, self._take_caller)
        self._connect()
        self._show_caller(None)
        self._before = self.read()
        if caller_id:
            self._goes_on = self._is_given = True
            self._asker.ask(find_caller, caller_id)
        self.caller.setFocus()

    def build(self) -> None:
        """Five fields."""
        hint = _("Name of the person, or of the office")
        self.caller = RecordPicker(self.desk.service, party_choices, "call-caller", hint, "", True)
        self.about_caller = label("", "muted", "call-about-caller")
        self.about_caller.setFont(small_font())
        self.promises = CallPromises("call-promises")
        self.new = day_field("call-new-date", clock.today())
        self.reason = line("call-reason", "", _("Why the date moves"))
        self.note = line("call-note", "", _("One line is enough"))
        self.form.row("caller", _("&Who is on the phone?"), self.caller)
        self.form.add(self.about_caller)
        self.form.row("promises", _("&About which promises? Space ticks them."), self.promises)
        self.form.side_by_side(("new", _("&New date"), self.new), ("agreement", _("Do we a&gree?"), self._agreement()))
        self.form.side_by_side(("reason", _("&Reason"), self.reason), ("note", _("What was &said"), self.note))

    def _agreement(self) -> QWidget:
        self.agreed = QRadioButton(_("We agree"))
        self.noted = QRadioButton(_("We &only note it"))
        self.agreed.setObjectName("call-agreed")
        self.noted.setObjectName("call-noted")
        self.agreed.setToolTip(_("Lateness counts from the new date"))
        self.noted.setToolTip(_("Lateness still counts from the date agreed before"))
        self.agreed.setChecked(True)
        group = QButtonGroup(self)
        group.addButton(self.agreed)
        group.addButton(self.noted)
        holder = QWidget()
        holder.setMinimumHeight(CONTROL_HEIGHT)
        holder.setFocusProxy(self.agreed)
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(PADDING + GAP)
        across.addWidget(self.agreed)
        across.addWidget(self.noted)
        across.addStretch(1)
        return holder

    def _connect(self) -> None:
        self.caller.chosen.connect(self._go_on)
        self.caller.cleared.connect(self._forget_caller)
        self.caller.line.textEdited.connect(self._forget_caller)
        self.caller.line.returnPressed.connect(self._go_on)
        self.caller.line.editingFinished.connect(self._look_up)
        self.new.changed.connect(self.fit)

    # The caller

    def _go_on(self) -> None:
        self._goes_on = True
        self._look_up()

    def _look_up(self) -> None:
        """Ask who it is, unless that is known or on its way."""
        wanted = (self.caller.record_id, self.caller.text().strip())
        if not wanted[1]:
            return
        if wanted != self._asked:
            self._asked = wanted
            self._asker.ask(find_caller, *wanted)
        elif self._caller is not None and self._goes_on:
            self._put_keyboard()

    def _forget_caller(self) -> None:
        self._is_given = False
        self._asker.drop()
        if self._asked is not None:
            self._asked = None
            self._show_caller(None)

    def _take_caller(self, caller: Caller) -> None:
        if caller.id and caller.id != self.caller.record_id:
            self.caller.set_choice(Choice(caller.id, caller.name))
        self._asked = (self.caller.record_id, self.caller.text().strip())
        self._show_caller(caller)
        if self._is_given:
            self._is_given = False
            self._before = self.read()
        if self._saves:
            self._saves = False
            self.accept()
        elif self._goes_on:
            self._put_keyboard()

    def _put_keyboard(self) -> None:
        self._goes_on = False
        field = self.promises if self.promises.count() else self.note
        field.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_caller(self, caller: Caller | None) -> None:
        self._caller = caller
        self.promises.show_promises(caller.promises if caller else ())
        has_promises = self.promises.count() > 0
        for key in ("promises", "new", "agreement", "reason"):
            self.form.field_row(key).setVisible(has_promises)
        self.about_caller.setText(caller_words(caller) if caller else "")
        self.about_caller.setVisible(bool(self.about_caller.text()))
        self.fit()

    def fit(self) -> None:
        """Be as high as what is shown now."""
        layout = self.form.layout()
        if layout is not None:
            layout.invalidate()
            layout.activate()
        super().fit()

    # As a form

    def read(self) -> CallDraft:
        """What is written."""
        has_promises = self.promises.count() > 0
        return CallDraft(
            caller_id=self.caller.record_id or None,
            caller_name=self.caller.text(),
            about=self.promises.ticked(),
            new_due=self.new.day if has_promises else None,
            reason=self.reason.text() if has_promises else "",
            is_agreed=self.agreed.isChecked(),
            note=self.note.text(),
        )

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed."""
        return self.read() != self._before or bool(self.new.text().strip())

    def accept(self) -> None:
        """Save; a name written last is looked up first, so that it is not kept twice."""
        if (self.caller.record_id, self.caller.text().strip()) == self._asked and not self._asker.is_waiting:
            super().accept()
        elif self.caller.text().strip():
            self._saves = True
            self._look_up()
        else:
            super().accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter after the name does not save yet: the line itself takes it."""
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_return and self.focusWidget() is self.caller.line:
            event.accept()
            return
        super().keyPressEvent(event)

    def check(self) -> bool:
        """The date must be understood."""
        return not self.promises.count() or self.check_day("new", self.new, is_needed=False)

    def save(self) -> None:
        """Write it all down."""
        self.do(log_call, self.read())

    def reject(self) -> None:
        """Leave, after asking when something was typed."""
        if not self.is_dirty:
            super().reject()
            return
        self.ask_to_leave(_("What you typed about this call is not saved yet."), self._leave)

    def _leave(self) -> None:
        super().reject()


def caller_words(caller: Caller) -> str:
    """Who it is, for whom they speak, and that nothing is open where nothing is."""
    known = caller.office or ("" if caller.id else _("Not yet in People: the name is kept with the call"))
    reached = _("speaks for {names}").format(names="; ".join(caller.speaks_for)) if caller.speaks_for else ""
    nothing = "" if caller.promises else _("no open promises")
    said = " · ".join(part for part in (known, reached, nothing) if part)
    return said[:1].upper() + said[1:]
