"""Who answers for personal information here, how long people are kept, and what is missing about them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from crm.operations.privacy import set_information_officer
from crm.queries.people import count_with_privacy
from crm.queries.privacy import get_information_officer
from crm.queries.retention import get_months
from crm.rules.privacy import InformationOfficer
from crm.rules.retention import Months
from resources.translations import _, ngettext
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.retention.months import MonthsDialog
from ui.pages.settings.section import Section
from ui.theme import GAP
from ui.widgets.buttons import primary, quiet, secondary
from ui.widgets.cards import Card, label
from ui.widgets.forms import Form


@dataclass(frozen=True)
class PrivacyFacts:
    """What the section shows."""

    officer: InformationOfficer
    months: Months
    without_ground: int
    untold: int
    stopped: int


def get_privacy_facts() -> PrivacyFacts:
    """Ask all of it."""
    counts = (count_with_privacy(each) for each in ("no_ground", "no_notice", "stopped"))
    return PrivacyFacts(get_information_officer(), get_months(), *counts)


class PrivacySection(Section):
    """The information officer, what is missing, and how long people are kept."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("Privacy"),
            _("Who answers for what is held on people here, what they were told, and how long they are kept (POPIA)."),
            "settings-privacy",
        )
        self._kept = InformationOfficer()
        self._facts: PrivacyFacts | None = None
        self._asker = Asker(self, desk.service, self._show)
        self._make_officer()
        self._make_counts()
        self._make_retention()
        self.body.addStretch(1)

    def _make_officer(self) -> None:
        titles = {
            "name": _("&Name"),
            "email": _("&E-mail"),
            "phone": _("&Telephone"),
            "registration": _("Number at the Re&gulator"),
            "address": _("&Address"),
            "deputy": _("&Deputy"),
        }
        self.fields = {key: QLineEdit() for key in titles}
        form = Form("settings-officer")
        keys = list(titles)
        for left, right in zip(keys[::2], keys[1::2], strict=True):
            form.side_by_side(*((key, titles[key], self.fields[key]) for key in (left, right)))
        for line in self.fields.values():
            line.textEdited.connect(self._edited)
            line.returnPressed.connect(self.save)
        self.save_button = primary(_("Save"), "settings-officer-save")
        self.save_button.clicked.connect(self.save)
        self.save_button.setEnabled(False)
        card = Card(_("Information officer"), "settings-officer-card")
        card.add(form)
        card.body.addLayout(
            _line(label(_("Stands on the notice, and on every answer to a request."), "muted"), self.save_button)
        )
        self.body.addWidget(card)

    def _make_counts(self) -> None:
        self._card = Card(_("People"), "settings-privacy-people")
        self.notice = secondary(_("Print the notice…"), "settings-privacy-notice", Icon.PRINTER)
        self.notice.clicked.connect(partial(self.desk.navigator.show_report, "privacy-notice", {}))
        self._counts = {
            each: quiet("", f"settings-privacy-{each.replace('_', '-')}", Icon.ARROW_RIGHT)
            for each in ("no_ground", "no_notice", "stopped")
        }
        column = QVBoxLayout()
        column.setSpacing(0)
        for each, button in self._counts.items():
            button.setStyleSheet("text-align: left;")
            button.clicked.connect(partial(self._show_people, each))
            column.addWidget(button)
        self._card.body.addLayout(column)
        self._card.body.addLayout(
            _line(label(_("What people are told about being held here (s 18)."), "muted"), self.notice)
        )
        self.body.addWidget(self._card)

    def _make_retention(self) -> None:
        card = Card(_("How long people are kept"), "settings-retention")
        self.months_words = label("", name="settings-retention-months")
        self.months = secondary(_("Change…"), "settings-retention-change")
        self.waiting = label(_("Whom nobody had to do with for so long is decided about one by one."), "muted")
        self.look_through = secondary(_("Look through what is kept"), "settings-retention-open", Icon.LIST_BULLETS)
        self.months.clicked.connect(self._ask_months)
        self.look_through.clicked.connect(partial(self.desk.navigator.open_page, "retention"))
        card.body.addLayout(_line(self.months_words, self.months))
        card.body.addLayout(_line(self.waiting, self.look_through))
        self.body.addWidget(card)

    # Showing

    def refresh(self) -> None:
        """Ask for what the section shows."""
        self._asker.ask(get_privacy_facts)

    def _show(self, facts: PrivacyFacts) -> None:
        self._facts = facts
        if not self.has_unsaved():
            self._kept = facts.officer
            for key, line in self.fields.items():
                line.setText(getattr(facts.officer, key))
        self._edited()
        months = facts.months
        words = _("Office holders {office} months, those of a CSO {partner}, others {other}.")
        self.months_words.setText(words.format(office=months.office, partner=months.partner, other=months.other))
        said = {
            "no_ground": _words(facts.without_ground, _("Nobody is held without a written ground and source.")),
            "no_notice": ngettext(
                "{count} person was not told yet what we hold.",
                "{count} people were not told yet what we hold.",
                facts.untold,
            ),
            "stopped": ngettext(
                "{count} person is not to be used.", "{count} people are not to be used.", facts.stopped
            ),
        }
        for each, button in self._counts.items():
            button.setText(said[each])
            button.setAccessibleName(said[each])

    def has_unsaved(self) -> bool:
        """Whether the officer was changed and not saved."""
        return self._written() != self._kept

    def _written(self) -> InformationOfficer:
        return InformationOfficer(**{key: line.text().strip() for key, line in self.fields.items()})

    def _edited(self) -> None:
        self.save_button.setEnabled(self.has_unsaved())

    # Doing

    def save(self) -> None:
        """Keep the officer."""
        self.tell("")
        written = self._written()
        self.desk.service.do(
            set_information_officer,
            written,
            on_done=partial(self._take_saved, written),
            on_problem=self.show_problem,
            owner=self,
        )

    def _take_saved(self, written: InformationOfficer, _done: object) -> None:
        self._kept = written
        self._edited()

    def _ask_months(self) -> None:
        if self._facts is not None:
            MonthsDialog(self.window(), self.desk, self._facts.months).open()

    def _show_people(self, which: str) -> None:
        from ui.pages.today.elsewhere import show_people

        show_people(self, self.desk, privacy=which)


def _words(count: int, nothing: str) -> str:
    words = ngettext(
        "Of {count} person the ground, its day or its source is missing.",
        "Of {count} people the ground, its day or its source is missing.",
        count,
    )
    return words if count else nothing


def _line(words: QWidget, button: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GAP)
    row.addWidget(words, 1)
    row.addWidget(button)
    return row
