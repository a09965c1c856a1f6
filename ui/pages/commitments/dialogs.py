"""The small forms of a commitment: new date, step, snooze, evidence, who may see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from crm.operations.commitments import add_evidence, change_status, move_date, snooze
from crm.operations.movements import FOLLOW_UP_AGAIN
from crm.operations.records import set_confidentiality
from crm.queries.commitments import CommitmentRow
from crm.queries.programme import says_of_record
from crm.rules import clock
from crm.rules.commitments import Outcome, Status, label
from crm.rules.next_look import DEFAULT_INTERVAL_DAYS
from resources.translations import _
from ui.desk import Desk
from ui.pages.commitments.evidence_fields import EVIDENCE_PLACES, EvidenceFields
from ui.pages.commitments.form_dialog import WIDE, FormDialog, combo, day_field, line, text_box, words_combo
from ui.pages.commitments.looks import level_words, quoted
from ui.pages.parts.day_note import DayNote
from ui.theme import GRID
from ui.widgets.cards import label as text_label

SNOOZE = 7  # days
WITH_EVIDENCE = (Outcome.KEPT, Outcome.PARTLY_KEPT)
TITLES = 110  # letters of the exact words above a form


class Followed(Protocol):
    """What the forms below need of a row: a commitment, or a deliverable of an agreement."""

    @property
    def id(self) -> int: ...  # noqa: D102
    @property
    def words(self) -> str: ...  # noqa: D102
    @property
    def sentence(self) -> str: ...  # noqa: D102
    @property
    def due_on(self) -> date | None: ...  # noqa: D102
    @property
    def bound_name(self) -> str: ...  # noqa: D102


R = TypeVar("R", bound=Followed)


class AboutOne(FormDialog, Generic[R]):
    """A small form about one record; says first which one it is."""

    def __init__(
        self, parent: QWidget, desk: Desk, row: R, title: str, name: str, verb: str, width: int = WIDE
    ) -> None:
        self.row = row
        super().__init__(parent, desk, title, name, verb, width)

    def say_which(self) -> None:
        """Show the words and where the promise stands."""
        self.form.add(text_label(self.called(), name=f"{self.objectName()}-commitment"))
        self.form.add(text_label(self.row.sentence, "muted", f"{self.objectName()}-sentence"))

    def called(self) -> str:
        """The exact words; what is not said by anybody has a name instead."""
        return quoted(self.row.words, TITLES)


CommitmentDialog = AboutOne[CommitmentRow]


class MoveDateDialog(AboutOne[R]):
    """A new date: who said so, when, why, and whether we agree."""

    operation: ClassVar[Callable[..., Any]] = staticmethod(move_date)
    places: ClassVar[Mapping[str, str]] = {"same-date": "new", "made-in-future": "said_on"}

    def __init__(self, parent: QWidget, desk: Desk, row: R) -> None:
        title = _("Move date") if row.due_on else _("Give a date")
        super().__init__(parent, desk, row, title, "move-date", _("Move date") if row.due_on else _("Save"))

    def build(self) -> None:
        """Five fields at most."""
        self.say_which()
        today = clock.today()
        self.new = day_field("move-date-new", today, is_optional=False)
        self.said_by = line("move-date-said-by", self.row.bound_name)
        self.said_on = day_field("move-date-said-on", today, today, is_past=True)
        self.how = words_combo("move-date-how", channels())
        self.reason = line("move-date-reason")
        self.form.row("new", _("New date"), self.new)
        self.day_note = DayNote(self.desk, "move-date-note", self.new, says=partial(says_of_record, self.row.id))
        self.day_note.changed.connect(self.fit)
        self.form.add(self.day_note)
        self.form.add(self._agreement())
        self.form.row("reason", _("Reason given"), self.reason, is_optional=True)
        self.form.side_by_side(
            ("said_by", _("Said by"), self.said_by),
            ("how", _("How"), self.how),
            ("said_on", _("Said on"), self.said_on),
        )

    def _agreement(self) -> QWidget:
        self.agreed = QRadioButton(_("We &agree: lateness counts from the new date"))
        self.noted = QRadioButton(_("We only &note it: lateness still counts from the old date"))
        self.agreed.setObjectName("move-date-agreed")
        self.noted.setObjectName("move-date-noted")
        self.agreed.setChecked(True)
        return _stacked(self.agreed, self.noted)

    def check(self) -> bool:
        """Both days must be understood."""
        return self.check_day("new", self.new) and self.check_day("said_on", self.said_on)

    def save(self) -> None:
        """Move it."""
        self.do(
            self.operation,
            self.row.id,
            self.new.day,
            self.said_on.day,
            said_by=self.said_by.text(),
            how=self.how.currentText(),
            reason=self.reason.text(),
            is_agreed=self.agreed.isChecked(),
        )


class StepDialog(CommitmentDialog):
    """A step of the life-cycle; closing asks how it ended, and “kept” what shows it."""

    places: ClassVar[Mapping[str, str]] = {
        "note-missing": "note",
        "evidence-missing": "words",
        "outcome-missing": "outcome",
        "file-missing": "file",
    }

    def __init__(
        self, parent: QWidget, desk: Desk, row: CommitmentRow, status: Status, outcome: Outcome | None = None
    ) -> None:
        self.status = status
        self.first_outcome = outcome
        verb = step_verb(row.status, status)
        super().__init__(parent, desk, row, label(outcome) if outcome else verb, "step", label(outcome or status))
        self._show_fields()
        first = (
            self.evidence.words if outcome in WITH_EVIDENCE else self.outcome if status is Status.CLOSED else self.note
        )
        first.setFocus()

    def build(self) -> None:
        """The outcome where it closes, the day, a note, and the evidence."""
        self.say_which()
        self.note = text_box("step-note", placeholder=note_hint(self.status), lines=2)
        self.on = day_field("step-on", clock.today(), clock.today(), is_past=True)
        first = self.first_outcome.value if self.first_outcome else None
        self.outcome = combo("step-outcome", {one.value: label(one) for one in Outcome}, first)
        if self.status is Status.CLOSED:
            self.form.side_by_side(("outcome", _("How did it end?"), self.outcome), ("on", _("Closed on"), self.on))
            self.outcome.currentIndexChanged.connect(self._show_fields)
        self.evidence = EvidenceFields(self.form, "step-evidence")
        self.form.row("note", _("Note"), self.note)
        if self.status is not Status.CLOSED:
            self.form.row("on", _("On"), self.on)

    def chosen_outcome(self) -> Outcome | None:
        """The outcome shown, None for a step that does not close."""
        return Outcome(self.outcome.currentData()) if self.status is Status.CLOSED else None

    def _show_fields(self) -> None:
        ending = self.chosen_outcome()
        self.evidence.set_visible(ending in WITH_EVIDENCE)
        if ending:
            self._save.setText(label(ending))
        self.fit()

    def check(self) -> bool:
        """The days must be understood."""
        return self.check_day("on", self.on) and self.check_day("seen_on", self.evidence.seen_on, is_needed=False)

    def save(self) -> None:
        """Take the step."""
        ending = self.chosen_outcome()
        has_evidence = ending in WITH_EVIDENCE and not self.evidence.is_empty
        self.do(
            change_status,
            self.row.id,
            self.status.value,
            self.on.day,
            note=self.note.toPlainText(),
            outcome=ending.value if ending else "",
            evidence=[self.evidence.draft()] if has_evidence else [],
        )


class EvidenceDialog(AboutOne[R]):
    """Keep what shows that it was done, or is being done."""

    operation: ClassVar[Callable[..., Any]] = staticmethod(add_evidence)
    places: ClassVar[Mapping[str, str]] = EVIDENCE_PLACES

    def __init__(self, parent: QWidget, desk: Desk, row: R) -> None:
        super().__init__(parent, desk, row, _("Add evidence"), "evidence", _("Add evidence"))

    def build(self) -> None:
        """Words, a file, or both."""
        self.say_which()
        self.evidence = EvidenceFields(self.form, "evidence")

    def check(self) -> bool:
        """The day must be understood."""
        return self.check_day("seen_on", self.evidence.seen_on, is_needed=False)

    def save(self) -> None:
        """Keep it."""
        self.do(self.operation, self.row.id, self.evidence.draft())


class AskedDialog(AboutOne[R]):
    """We asked how it stands; what it writes is an operation of the record's own noun."""

    operation: ClassVar[Callable[..., Any]]
    places: ClassVar[Mapping[str, str]] = {"made-in-future": "on"}

    def __init__(self, parent: QWidget, desk: Desk, row: R) -> None:
        super().__init__(parent, desk, row, _("Follow up"), "follow-up", _("Save follow-up"))

    def build(self) -> None:
        """How, whom, what was said, and when to look again."""
        self.say_which()
        today = clock.today()
        self.channel = words_combo("follow-up-channel", channels())
        self.to_whom = line("follow-up-to-whom", self.row.bound_name)
        self.on = day_field("follow-up-on", today, today, is_past=True)
        self.answer = text_box("follow-up-answer", placeholder=_("Leave empty when nobody answered"), lines=2)
        self.words = text_box("follow-up-words", lines=2)
        self.next_look = day_field("follow-up-next-look", today, today + FOLLOW_UP_AGAIN)
        self.form.side_by_side(("channel", _("How"), self.channel), ("to_whom", _("Whom we asked"), self.to_whom))
        self.form.side_by_side(("on", _("On"), self.on), ("next_look", _("Look again on"), self.next_look))
        self.form.row("answer", _("What they answered"), self.answer, is_optional=True)
        self.form.row("words", _("What we asked"), self.words, is_optional=True)

    def check(self) -> bool:
        """Both days must be understood."""
        return self.check_day("on", self.on) and self.check_day("next_look", self.next_look, is_needed=False)

    def save(self) -> None:
        """Write it down."""
        self.do(
            self.operation,
            self.row.id,
            self.on.day,
            channel=self.channel.currentText(),
            to_whom=self.to_whom.text(),
            words=self.words.toPlainText(),
            answer=self.answer.toPlainText(),
            next_look_on=self.next_look.day,
        )


class SnoozeDialog(CommitmentDialog):
    """Take it off Today for a while."""

    def __init__(self, parent: QWidget, desk: Desk, row: CommitmentRow) -> None:
        super().__init__(parent, desk, row, _("Snooze"), "snooze", _("Snooze"))

    def build(self) -> None:
        """One day."""
        self.say_which()
        today = clock.today()
        self.until = day_field("snooze-until", today, today + timedelta(days=SNOOZE), is_optional=False)
        self.form.row("until", _("Look again on"), self.until, look_again_hint())

    def check(self) -> bool:
        """The day must be understood and to come."""
        if not self.check_day("until", self.until):
            return False
        if self.until.day is not None and self.until.day <= clock.today():
            self.form.show_error("until", _("Choose a day after today."))
            return False
        return True

    def save(self) -> None:
        """Put it off."""
        self.do(snooze, self.row.id, self.until.day)


class ConfidentialityDialog(CommitmentDialog):
    """Who may see it on paper."""

    def __init__(self, parent: QWidget, desk: Desk, row: CommitmentRow) -> None:
        super().__init__(parent, desk, row, _("Confidentiality"), "confidentiality", _("Save"))

    def build(self) -> None:
        """Three levels."""
        self.say_which()
        self.levels = QButtonGroup(self)
        buttons = []
        for level, hint in enumerate(
            (
                _("may stand in any report"),
                _("for our own organisation"),
                _("left out of every report unless asked for"),
            )
        ):
            button = QRadioButton(f"{level_words(level)}: {hint}")
            button.setObjectName(f"confidentiality-{level}")
            button.setChecked(level == self.row.confidentiality)
            self.levels.addButton(button, level)
            buttons.append(button)
        self.form.add(_stacked(*buttons))

    def save(self) -> None:
        """Set it."""
        self.do(set_confidentiality, self.row.id, self.levels.checkedId())


def channels() -> list[str]:
    """The usual ways to reach somebody; others can be typed."""
    return [_("Phone"), _("E-mail"), _("WhatsApp"), _("Letter"), _("In person"), _("In a meeting")]


def look_again_hint() -> str:
    """What puts an end to a snooze."""
    return _("At most {count} days from today: nothing open stays unseen longer. Our practice, not law.").format(
        count=DEFAULT_INTERVAL_DAYS
    )


def step_verb(old: Status, new: Status) -> str:
    """What the button of a step says."""
    if old is Status.CLOSED:
        return _("Open again")
    return {
        Status.NOTED: _("Back to noted"),
        Status.CONFIRMED: _("Confirmed") if old is Status.NOTED else _("Back to confirmed"),
        Status.IN_PROGRESS: _("Not done yet") if old is Status.CLAIMED_DONE else _("In progress"),
        Status.ESCALATED: _("Escalate"),
        Status.CLAIMED_DONE: _("They say it is done"),
        Status.CLOSED: _("Close"),
    }[new]


def note_hint(status: Status) -> str:
    """What belongs in the note of a step."""
    return {
        Status.NOTED: _("Why it goes back"),
        Status.CONFIRMED: _("The letter or minutes in which both hold it"),
        Status.IN_PROGRESS: _("The sign of movement that was seen"),
        Status.ESCALATED: _("To whom, and what was asked"),
        Status.CLAIMED_DONE: _("Who said so"),
        Status.CLOSED: _("How it ended"),
    }[status]


def _stacked(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GRID)
    for widget in widgets:
        column.addWidget(widget)
    return holder
