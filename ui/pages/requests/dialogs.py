"""The small forms of a request: the request itself, identity, more time, the decision, what is done, the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from crm.operations.corrections import CorrectionDraft, add_correction_note
from crm.operations.requests import (
    RequestDraft,
    answer_request,
    draft_request,
    extend,
    receive_request,
    record_decision,
    see_identity,
)
from crm.operations.rights import object_to_use, withdraw_consent
from crm.queries.people import get_names
from crm.queries.privacy import get_information_officer
from crm.queries.requests import RequestRow, list_items
from crm.queries.team import UserRow
from crm.rules import clock
from crm.rules.requests import Kind, Outcome, label, latest_extension, outcome_of, wants_reading
from resources.translations import _
from ui.desk import Desk
from ui.pages.agreements.editors import Editor
from ui.pages.commitments.dialogs import channels
from ui.pages.commitments.form_dialog import FormDialog, combo, day_field, line, text_box, words_combo
from ui.pages.commitments.form_facts import offer_owners
from ui.pages.parts.finding import find_people_choices
from ui.widgets.cards import label as text_label
from ui.widgets.choices import Choice
from ui.widgets.record_picker import RecordPicker


@dataclass(frozen=True)
class RequestForm:
    """What the form of a request knows before it opens."""

    draft: RequestDraft
    person: str
    users: tuple[UserRow, ...]


def read_request_form(request_id: int | None = None, person_id: int | None = None) -> RequestForm:
    """The form of a request, or of a new one about this person."""
    draft = draft_request(request_id) if request_id else RequestDraft(person_id=person_id)
    names = get_names([draft.person_id]) if draft.person_id else {}
    return RequestForm(draft, names.get(draft.person_id or 0, ""), offer_owners(draft))


def read_officer() -> str:
    """Who decides: the Information Officer."""
    return get_information_officer().name


def read_answer_form(request_id: int) -> str:
    """How it ends by what is held and decided; empty where somebody has to say."""
    items = list_items(request_id)
    return outcome_of([item.choice for item in items]).value


class RequestEditor(Editor):
    """A request; `saved` carries (id, reference)."""

    places: ClassVar[Mapping[str, str]] = {"request-of-nobody": "person", "made-in-future": "received"}

    def __init__(self, parent: QWidget, desk: Desk, facts: RequestForm) -> None:
        self.facts = facts
        title = _("Edit request") if facts.draft.id else _("New request")
        super().__init__(parent, desk, title, "request-editor", 720)
        self.person.setFocus()

    def build(self) -> None:
        """Who asks what, when it came, in which words."""
        draft, today = self.facts.draft, clock.today()
        self.person = RecordPicker(
            self.desk.service, find_people_choices, "request-person", _("A person of ours, or any name"), "", True
        )
        if draft.person_id or draft.asked_by:
            self.person.set_choice(Choice(draft.person_id or 0, self.facts.person or draft.asked_by))
        self.kind = combo("request-kind", {one.value: label(one) for one in Kind}, draft.kind)
        self.received = day_field("request-received", today, draft.received_on or today, is_past=True)
        self.for_whom = line("request-for-whom", draft.for_whom)
        self.words = text_box("request-words", draft.words, _("As it was asked"), lines=3)
        owners: dict[int, str] = {0: _("Nobody yet")} | {user.id: user.name for user in self.facts.users}
        self.owner = combo("request-owner", owners, draft.owner_id or 0)
        self.form.row("person", _("Who asks"), self.person)
        self.form.side_by_side(("kind", _("What is asked"), self.kind), ("received", _("Received on"), self.received))
        self.form.row("words", _("In their words"), self.words, is_optional=True)
        self.form.side_by_side(("for_whom", _("In the name of"), self.for_whom), ("owner", _("Our owner"), self.owner))

    def check(self) -> bool:
        """The day must be understood."""
        return self.check_days(("received", self.received))

    def draft(self) -> RequestDraft:
        """What is written."""
        whom = self.person.choice or Choice(0, "")
        return replace(
            self.facts.draft,
            kind=str(self.kind.currentData()),
            asked_by=whom.name,
            person_id=whom.id or None,
            for_whom=self.for_whom.text(),
            received_on=self.received.day,
            words=self.words.toPlainText(),
            owner_id=self.owner.currentData() or None,
        )

    def save(self) -> None:
        """Keep it."""
        self.do(receive_request, self.draft())


class OfRequest(FormDialog):
    """A small form about one request; says first which one it is."""

    def __init__(self, parent: QWidget, desk: Desk, row: RequestRow, title: str, name: str, verb: str) -> None:
        self.row = row
        super().__init__(parent, desk, title, name, verb)

    def say_which(self) -> None:
        """Its name, and where it stands."""
        self.form.add(text_label(self.row.name, name=f"{self.objectName()}-request"))
        self.form.add(text_label(self.row.sentence, "muted", f"{self.objectName()}-sentence"))


class IdentityDialog(OfRequest):
    """Who asks has shown to be that person."""

    places: ClassVar[Mapping[str, str]] = {
        "identity-without-proof": "seen",
        "id-number-as-proof": "seen",
        "made-in-future": "on",
    }

    def __init__(self, parent: QWidget, desk: Desk, row: RequestRow) -> None:
        super().__init__(parent, desk, row, _("Identity seen"), "request-identity", _("Save"))
        self.seen.setFocus()

    def build(self) -> None:
        """What was shown, and when."""
        self.say_which()
        self.seen = line("request-identity-seen", self.row.identity_seen, _("Identity card, in person"))
        self.on = day_field("request-identity-on", clock.today(), clock.today(), is_past=True)
        self.form.row("seen", _("What was shown"), self.seen, _("Never its number, and no copy of it."))
        self.form.row("on", _("On"), self.on)

    def check(self) -> bool:
        """The day must be understood."""
        return self.check_day("on", self.on)

    def save(self) -> None:
        """Write it down."""
        self.do(see_identity, self.row.id, self.seen.text(), self.on.day)


class ExtendDialog(OfRequest):
    """More time, once."""

    places: ClassVar[Mapping[str, str]] = {
        "reason-missing": "reason",
        "extended-too-late": "told",
        "made-in-future": "told",
        "extended-too-far": "until",
    }

    def __init__(self, parent: QWidget, desk: Desk, row: RequestRow) -> None:
        super().__init__(parent, desk, row, _("More time"), "request-extend", _("Take more time"))
        self.reason.setFocus()

    def build(self) -> None:
        """Why, until when, and when the asker was told."""
        self.say_which()
        today = clock.today()
        self.reason = text_box("request-extend-reason", placeholder=_("Why: the asker is told this"), lines=2)
        self.until = day_field("request-extend-until", today, latest_extension(self.row.received_on))
        self.told = day_field("request-extend-told", today, today, is_past=True)
        hint = _("Once, and 30 days at most. The asker has to hear of it before the first time is over.")
        self.form.row("reason", _("Reason"), self.reason, hint)
        self.form.side_by_side(("until", _("Until"), self.until), ("told", _("The asker was told on"), self.told))

    def check(self) -> bool:
        """Both days must be understood."""
        return self.check_day("until", self.until) and self.check_day("told", self.told)

    def save(self) -> None:
        """Take it."""
        self.do(extend, self.row.id, self.reason.toPlainText(), self.told.day, self.until.day)


class DecisionDialog(OfRequest):
    """The Information Officer has signed."""

    places: ClassVar[Mapping[str, str]] = {"decided-by-nobody": "by", "made-in-future": "on"}

    def __init__(self, parent: QWidget, desk: Desk, row: RequestRow, officer: str) -> None:
        self._officer = row.decided_by or officer
        super().__init__(parent, desk, row, _("Decision signed"), "request-decision", _("Record the decision"))
        self.by.setFocus()

    def build(self) -> None:
        """Who, when, and what the asker is told of why."""
        self.say_which()
        self.by = line("request-decision-by", self._officer)
        self.on = day_field("request-decision-on", clock.today(), clock.today(), is_past=True)
        self.reason = text_box("request-decision-reason", self.row.reason, _("The asker reads this"), lines=2)
        self.form.side_by_side(("by", _("Decided by"), self.by), ("on", _("Signed on"), self.on))
        self.form.row("reason", _("Word to the asker"), self.reason, is_optional=True)

    def check(self) -> bool:
        """The day must be understood."""
        return self.check_day("on", self.on)

    def save(self) -> None:
        """Record it."""
        self.do(record_decision, self.row.id, self.by.text(), self.on.day, self.reason.toPlainText())


class CarryOutDialog(OfRequest):
    """What is asked is done: an operation of its own, which can be undone as such."""

    places: ClassVar[Mapping[str, str]] = {"correction-incomplete": "why_not", "made-in-future": "on"}

    def __init__(self, parent: QWidget, desk: Desk, row: RequestRow) -> None:
        titles = {
            Kind.OBJECT: _("Stop using it"),
            Kind.WITHDRAW_CONSENT: _("Consent withdrawn"),
            Kind.CORRECT: _("Keep the correction as a note"),
        }
        super().__init__(parent, desk, row, titles.get(row.kind, ""), "request-carry-out", _("Do it"))
        (self.why_not if row.kind is Kind.CORRECT else self.on).setFocus()

    def build(self) -> None:
        """The words, the day, and of a correction that is not made why not."""
        self.say_which()
        self.words = text_box("request-carry-out-words", self.row.words, lines=2)
        self.why_not = text_box("request-carry-out-why", lines=2)
        self.on = day_field("request-carry-out-on", clock.today(), self.row.received_on, is_past=True)
        self.form.row("words", _("What was asked"), self.words)
        self.form.row(
            "why_not",
            _("Why it is not changed"),
            self.why_not,
            _("What is right is corrected on the record itself. What stays as it is prints with this note."),
        )
        self.form.row("on", _("On"), self.on)
        self.form.field_row("why_not").setVisible(self.row.kind is Kind.CORRECT)

    def check(self) -> bool:
        """The day must be understood."""
        return self.check_day("on", self.on)

    def save(self) -> None:
        """Do it."""
        person_id, words = self.row.person_id or 0, self.words.toPlainText()
        if self.row.kind is Kind.OBJECT:
            self.do(object_to_use, person_id, self.on.day, words)
        elif self.row.kind is Kind.WITHDRAW_CONSENT:
            self.do(withdraw_consent, person_id, self.on.day)
        elif self.on.day is not None:
            why_not = self.why_not.toPlainText()
            note = CorrectionDraft(person_id, self.on.day, self.row.asked_by, words, why_not, self.row.id)
            self.do(add_correction_note, note)


class AnswerDialog(OfRequest):
    """The asker was answered."""

    places: ClassVar[Mapping[str, str]] = {
        "reason-missing": "reason",
        "made-in-future": "on",
        "outcome-not-as-decided": "outcome",
        "something-is-held": "outcome",
    }

    def __init__(self, parent: QWidget, desk: Desk, row: RequestRow, proposed: str) -> None:
        self._proposed = proposed if wants_reading(row.kind) else Outcome.GIVEN.value
        super().__init__(parent, desk, row, _("Answered"), "request-answer", _("Save the answer"))
        self.outcome.setFocus()

    def build(self) -> None:
        """How it ended, when, by which way, and why where it is refused."""
        self.say_which()
        self.outcome = combo("request-answer-outcome", {one.value: label(one) for one in Outcome}, self._proposed)
        self.on = day_field("request-answer-on", clock.today(), clock.today(), is_past=True)
        self.how = words_combo("request-answer-how", ["", *channels()])
        self.reason = text_box("request-answer-reason", self.row.reason, _("The asker reads this"), lines=2)
        self.form.side_by_side(("outcome", _("How it ended"), self.outcome), ("on", _("Answered on"), self.on))
        self.form.row("how", _("How"), self.how, is_optional=True)
        self.form.row("reason", _("Reason"), self.reason, is_optional=True)

    def check(self) -> bool:
        """The day must be understood."""
        return self.check_day("on", self.on)

    def save(self) -> None:
        """Write it down."""
        outcome = str(self.outcome.currentData())
        said = {"how": self.how.currentText(), "reason": self.reason.toPlainText()}
        self.do(answer_request, self.row.id, outcome, self.on.day, **said)
