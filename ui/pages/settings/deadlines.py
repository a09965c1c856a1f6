"""Legal limits: what is known, by which law, and where none is; a rule of ours stands in the place of what ships."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QWidget

from crm.operations.clocks import ClockRuleDraft, draft_of_rule, remove_clock_rule, save_clock_rule
from crm.queries.clocks import jurisdictions, list_rules, unknown_jurisdictions
from crm.rules import clock, clocks
from crm.rules.clocks import ENDS, Rule, Unit
from crm.rules.dates import format_day
from crm.rules.petitions import Kind, Status, label, path_of
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.commitments.form_dialog import WIDE, FormDialog, combo, day_field, line, text_box, words_combo
from ui.pages.settings.section import Section
from ui.pages.settings.table import EditableTable, TableColumn, TableRow
from ui.theme import GAP
from ui.widgets.buttons import primary, secondary

Known = tuple[list[Rule], list[tuple[str, str]]]


def read_known() -> Known:
    """The rules, and the jurisdictions of which none is known."""
    return list_rules(), unknown_jurisdictions()


class DeadlinesSection(Section):
    """A line a rule; Enter or a double click edits, Delete lets go of one of ours."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("Deadlines"),
            _(
                "How long a legislature may take, from which step on. What Kgotla brings was verified on the day "
                "shown; where no limit is known, check for your legislature and write it down."
            ),
            "settings-deadlines",
            scrolls=False,
        )
        self._drafts: list[ClockRuleDraft] = []
        self._asker = Asker(self, desk.service, self._show)
        self.table = EditableTable(
            (
                TableColumn(_("Jurisdiction"), 118),
                TableColumn(_("Counted from")),
                TableColumn(_("Limit"), 118),
                TableColumn(_("Law and section")),
                TableColumn(_("Verified"), 100),
            ),
            "settings-deadlines-table",
        )
        self.table.setAccessibleName(_("Legal limits"))
        self.new = primary(_("Add limit"), "settings-deadlines-new", Icon.PLUS)
        self.edit = secondary(_("Edit"), "settings-deadlines-edit", Icon.PENCIL_SIMPLE)
        self.remove = secondary(_("Remove"), "settings-deadlines-remove", Icon.TRASH)
        self._lay_out()
        self.table.doubleClicked.connect(self._edit)
        self.table.remove_wanted.connect(self._remove)
        self.table.current_changed.connect(self._stand_on)
        self.new.clicked.connect(self._new)
        self.edit.clicked.connect(self._edit)
        self.remove.clicked.connect(self._remove)
        self._stand_on(0)

    def _lay_out(self) -> None:
        self.body.setSpacing(GAP)
        self.body.addWidget(self.table, 1)
        below = QHBoxLayout()
        below.setSpacing(GAP)
        for button in (self.new, self.edit, self.remove):
            below.addWidget(button)
        below.addStretch(1)
        self.body.addLayout(below)

    # Showing

    def refresh(self) -> None:
        """Ask for what is known."""
        self._asker.ask(read_known)

    def _show(self, known: Known) -> None:
        rules, unknown = known
        self._drafts = [draft_of_rule(rule) for rule in rules]
        self._drafts += [ClockRuleDraft(name, Status.REFERRED, law=law.strip("()")) for name, law in unknown]
        shown = [_cells(rule) for rule in rules]
        shown += [(name, "", _("none known"), law.strip("()"), _("not seen")) for name, law in unknown]
        self.table.show_rows([TableRow(place, cells) for place, cells in enumerate(shown, 1)])

    def _current(self) -> ClockRuleDraft | None:
        place = self.table.current_id()
        return self._drafts[place - 1] if 0 < place <= len(self._drafts) else None

    def _stand_on(self, _place: int) -> None:
        draft = self._current()
        self.edit.setEnabled(draft is not None)
        self.remove.setEnabled(draft is not None and draft.id is not None)

    # Changing

    def _new(self) -> None:
        ClockRuleDialog(self.window(), self.desk, ClockRuleDraft("", Status.REFERRED)).open()

    def _edit(self) -> None:
        draft = self._current()
        if draft is not None:
            ClockRuleDialog(self.window(), self.desk, draft).open()

    def _remove(self) -> None:
        draft = self._current()
        if draft is not None and draft.id is not None:
            self.desk.service.do(remove_clock_rule, draft.id, on_problem=self.show_problem, owner=self)


def _cells(rule: Rule) -> tuple[str, ...]:
    limit = clocks.length_words(rule.length, rule.unit) if rule.length else _("none known")
    verified = format_day(rule.verified_on) if rule.verified_on else _("not seen")
    step = label(rule.at_status)
    if rule.kind not in ("", Kind.PETITION):
        step = _("{step}, {kind}").format(step=step, kind=label(Kind(rule.kind)).lower())
    return rule.jurisdiction, step, limit, rule.cited, verified


class ClockRuleDialog(FormDialog):
    """One limit: where, from which step on, how long, by which law."""

    places: ClassVar[Mapping[str, str]] = {
        "rule-without-jurisdiction": "jurisdiction",
        "rule-exists": "jurisdiction",
        "no-such-choice": "status",
        "rule-length": "length",
        "made-in-future": "verified_on",
    }

    def __init__(self, parent: QWidget, desk: Desk, draft: ClockRuleDraft) -> None:
        self.at_first = draft
        super().__init__(parent, desk, _("Legal limit"), "clock-rule", _("Save"), WIDE)
        self.jurisdiction.setFocus()

    def build(self) -> None:
        """Where and when, then how long, then by which law."""
        draft = self.at_first
        self.jurisdiction = words_combo("clock-rule-jurisdiction", list(jurisdictions()), draft.jurisdiction)
        self.kind = combo("clock-rule-kind", {one.value: label(one) for one in Kind}, draft.kind)
        self.status = combo("clock-rule-status", _steps(draft.kind), draft.at_status)
        self.kind.currentIndexChanged.connect(self._show_steps)
        self.length = line("clock-rule-length", _number(draft.length), _("Empty: none is known"))
        self.unit = combo("clock-rule-unit", {one.value: clocks.label(one) for one in Unit}, draft.unit)
        self.extension = line("clock-rule-extension", _number(draft.extension), _("Empty: none is known"))
        self.law = line("clock-rule-law", draft.law)
        self.section = line("clock-rule-section", draft.section)
        self.verified_on = day_field("clock-rule-verified-on", clock.today(), draft.verified_on, is_past=True)
        self.verified_by = line("clock-rule-verified-by", draft.verified_by, _("Who looked it up, or where"))
        self.note = text_box("clock-rule-note", draft.note, lines=3)
        self.form.side_by_side(("jurisdiction", _("Jurisdiction"), self.jurisdiction), ("kind", _("Kind"), self.kind))
        self.form.row("status", _("Counted from the step"), self.status)
        self.form.side_by_side(
            ("length", _("How many"), self.length),
            ("unit", _("Of what"), self.unit),
            ("extension", _("At most so many more"), self.extension),
        )
        self.form.side_by_side(("law", _("Law"), self.law), ("section", _("Section"), self.section))
        self.form.side_by_side(
            ("verified_on", _("Verified on"), self.verified_on), ("verified_by", _("Verified by"), self.verified_by)
        )
        self.form.row("note", _("Note"), self.note, is_optional=True)

    def _show_steps(self) -> None:
        stands = self.status.currentData()
        self.status.clear()
        for value, words in _steps(str(self.kind.currentData())).items():
            self.status.addItem(words, value)
        self.status.setCurrentIndex(max(0, self.status.findData(stands)))

    def check(self) -> bool:
        """The day and the numbers must be understood."""
        for key, field in (("length", self.length), ("extension", self.extension)):
            text = field.text().strip()
            if text and not text.isdecimal():
                self.form.show_error(key, _("Give a whole number, or nothing."))
                return False
        return self.check_day("verified_on", self.verified_on, is_needed=False)

    def save(self) -> None:
        """Keep it as ours."""
        self.do(
            save_clock_rule,
            ClockRuleDraft(
                self.jurisdiction.currentText(),
                str(self.status.currentData()),
                str(self.kind.currentData()),
                _read(self.length.text()),
                str(self.unit.currentData()),
                _read(self.extension.text()),
                self.at_first.consequence,
                self.law.text(),
                self.section.text(),
                self.verified_on.day,
                self.verified_by.text(),
                self.note.toPlainText(),
                self.at_first.id,
            ),
        )


def _steps(kind: str) -> dict[str, str]:
    """The steps of a kind that begin something."""
    return {one.value: label(one) for one in path_of(kind or Kind.PETITION).steps if one not in ENDS}


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _read(text: str) -> int | None:
    return int(text) if text.strip() else None
