"""The forms of an agreement, a clause and a deliverable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtWidgets import QComboBox, QWidget

from crm.operations.agreements import AgreementDraft, save_agreement
from crm.operations.clauses import ClauseDraft, save_clause
from crm.operations.deliverables import DeliverableDraft, save_deliverable
from crm.rules import clock
from crm.rules.agreements import ClauseKind, Every, Kind, Status, label
from crm.rules.numbers import format_amount
from resources.translations import _
from ui.desk import Desk
from ui.pages.agreements.dialogs import is_number, read_number
from ui.pages.agreements.form_facts import AgreementForm, ClauseForm, DeliverableForm
from ui.pages.agreements.parties import PartyRows
from ui.pages.commitments.evidence_fields import FILE_PLACES, FileField
from ui.pages.commitments.form_dialog import FormDialog, combo, day_field, line, text_box
from ui.pages.parts.topic_fields import TopicFields
from ui.pages.parts.words import confidentiality_words
from ui.widgets.cards import SectionHeader
from ui.widgets.cards import label as text_label
from ui.widgets.date_edit import DateEdit

WIDTH = 860


class Editor(FormDialog):
    """A form that asks before it loses what was written."""

    def __init__(self, parent: QWidget, desk: Desk, title: str, name: str, width: int = WIDTH) -> None:
        self._is_leaving = False
        super().__init__(parent, desk, title, name, _("Save"), width)
        self._at_first = self.draft()

    def draft(self) -> Any:
        """What is written, comparing equal while nothing changed."""
        raise NotImplementedError

    def check_days(self, *fields: tuple[str, DateEdit]) -> bool:
        """Whether every day that is written is understood."""
        return all(self.check_day(key, field, is_needed=False) for key, field in fields)

    def check_numbers(self, *fields: str) -> bool:
        """Whether every number that is written is one."""
        for key in fields:
            if not is_number(self.form.field_row(key).field):  # type: ignore[arg-type]
                self.form.show_error(key, _("Write a whole number."))
                self.show_place(key)
                return False
        return True

    def reject(self) -> None:
        """Leave; asks first when something was written."""
        if self._is_leaving or self.draft() == self._at_first:
            super().reject()
            return
        self.ask_to_leave(_("What you typed here is not saved yet."), self._leave)

    def _leave(self) -> None:
        self._is_leaving = True
        self.reject()


class AgreementEditor(Editor):
    """An agreement with its parties; `saved` carries (id, title)."""

    places: ClassVar[Mapping[str, str]] = {
        "agreement-without-title": "title",
        "agreement-ends-before-it-begins": "expires",
        "signed-in-future": "signed",
        "bad-count": "remind",
        **FILE_PLACES,
    }

    def __init__(self, parent: QWidget, desk: Desk, facts: AgreementForm) -> None:
        self.facts = facts
        title = _("Edit agreement") if facts.draft.id else _("New agreement")
        super().__init__(parent, desk, title, "agreement-editor")
        self.name.setFocus()

    def build(self) -> None:
        """Title and parties first, then days, then the rest."""
        draft = self.facts.draft
        self.name = line("agreement-title", draft.title, _("Working together on inclusive education"))
        self.form.row("title", _("Title"), self.name)
        self.kind = combo("agreement-kind", {one.value: label(one) for one in Kind}, draft.kind)
        self.contract_number = line("agreement-contract-number", draft.contract_number)
        self.amount = line("agreement-amount", format_amount(draft.amount), "R 1 250 000")
        self.form.side_by_side(
            ("kind", _("Kind"), self.kind),
            ("contract_number", _("Contract number"), self.contract_number),
            ("amount", _("Amount"), self.amount),
        )
        self.parties = PartyRows(self.desk, self.facts)
        self.parties.grown.connect(self.fit)
        self.form.add(SectionHeader(_("Parties"), "agreement-section-parties"))
        self.form.add(self.parties)
        self._build_days(draft)
        self._build_rest(draft)
        self.kind.currentIndexChanged.connect(self._follow_kind)
        self._follow_kind()

    def _follow_kind(self) -> None:
        """Who gives the money, how much and under which number is asked of a grant alone."""
        is_grant = _value(self.kind) == Kind.GRANT
        for key in ("contract_number", "amount"):
            self.form.field_row(key).setVisible(is_grant)
        self.parties.show_roles(is_grant)

    def _build_days(self, draft: AgreementDraft) -> None:
        today = clock.today()
        self.negotiation = day_field("agreement-negotiation", today, draft.negotiation_on, is_past=True)
        self.signed = day_field("agreement-signed", today, draft.signed_on, is_past=True)
        self.effective = day_field("agreement-effective", today, draft.effective_on)
        self.expires = day_field("agreement-expires", today, draft.expires_on)
        self.remind = line("agreement-remind", str(draft.remind_days))
        self.review_every = combo("agreement-review-every", _often(), draft.review_every)
        self.next_review = day_field("agreement-next-review", today, draft.next_review_on)
        self.report_every = combo("agreement-report-every", _often(), draft.report_every)
        self.form.add(SectionHeader(_("Days"), "agreement-section-days"))
        self.form.side_by_side(
            ("negotiation", _("Negotiated since"), self.negotiation), ("signed", _("Signed"), self.signed)
        )
        self.form.side_by_side(
            ("effective", _("In force from"), self.effective),
            ("expires", _("Ends"), self.expires),
            ("remind", _("Remind days before"), self.remind),
        )
        self.form.side_by_side(
            ("review_every", _("Reviews"), self.review_every),
            ("next_review", _("Next review"), self.next_review),
            ("report_every", _("Reports"), self.report_every),
        )

    def _build_rest(self, draft: AgreementDraft) -> None:
        owners: dict[int, str] = {0: _("Nobody yet")} | {user.id: user.name for user in self.facts.users}
        stages = {one.value: label(one) for one in Status if one is not Status.CLOSED}
        self.status = combo("agreement-status", stages, draft.status)
        self.owner = combo("agreement-owner", owners, draft.owner_id or 0)
        self.purpose = text_box("agreement-purpose", draft.purpose, _("What it is for"), lines=2)
        self.file = FileField("agreement-file")
        self.topic_fields = TopicFields("agreement", self.facts.topics, self.facts.tags, draft.topics, draft.tags)
        self.levels = combo(
            "agreement-confidentiality",
            {level: confidentiality_words(level) for level in range(3)},
            draft.confidentiality,
        )
        self.source = line("agreement-source", draft.source)
        self.form.add(SectionHeader(_("About it"), "agreement-section-about"))
        chosen: list[tuple[str, str, QWidget]] = [("owner", _("Our owner"), self.owner)]
        if draft.id is None:
            chosen.insert(0, ("status", _("Stands at"), self.status))
        self.form.side_by_side(*chosen)
        self.form.row("purpose", _("Purpose"), self.purpose, is_optional=True)
        self.form.row("file", _("Signed copy"), self.file, is_optional=True)
        self.topic_fields.add_to(self.form)
        self.form.side_by_side(
            ("confidentiality", _("Confidentiality"), self.levels), ("source", _("Source"), self.source)
        )

    def check(self) -> bool:
        """Days and numbers must be understood, topics known."""
        wrong = self.parties.wrong_day()
        if wrong is not None:
            wrong.show_error("signed_on", wrong.signed_on.error())
            return False
        if not self.topic_fields.check(self.form):
            return False
        return self.check_numbers("remind") and self.check_days(
            ("negotiation", self.negotiation),
            ("signed", self.signed),
            ("effective", self.effective),
            ("expires", self.expires),
            ("next_review", self.next_review),
        )

    def draft(self) -> AgreementDraft:
        """What is written."""
        return replace(
            self.facts.draft,
            title=self.name.text(),
            parties=self.parties.read(),
            kind=_value(self.kind),
            contract_number=self.contract_number.text(),
            amount=self.amount.text(),
            status=_value(self.status) if self.facts.draft.id is None else self.facts.draft.status,
            purpose=self.purpose.toPlainText(),
            negotiation_on=self.negotiation.day,
            signed_on=self.signed.day,
            effective_on=self.effective.day,
            expires_on=self.expires.day,
            remind_days=(read_number(self.remind) or 0) if is_number(self.remind) else -1,
            review_every=_value(self.review_every),
            next_review_on=self.next_review.day,
            report_every=_value(self.report_every),
            owner_id=self.owner.currentData() or None,
            signed_copy=self.file.file,
            confidentiality=int(self.levels.currentData()),
            source=self.source.text(),
            topics=self.topic_fields.topics(),
            tags=self.topic_fields.tags.tags,
        )

    def save(self) -> None:
        """Keep it."""
        self.do(save_agreement, self.draft())


class ClauseEditor(Editor):
    """A clause; `saved` carries (id, name)."""

    places: ClassVar[Mapping[str, str]] = {
        "clause-without-words": "heading",
        "clause-without-first-date": "first_due",
        "recurs-without-end": "first_due",
        "bad-count": "planned",
    }

    def __init__(self, parent: QWidget, desk: Desk, facts: ClauseForm) -> None:
        self.facts = facts
        super().__init__(parent, desk, _("Edit clause") if facts.draft.id else _("New clause"), "clause-editor", 600)
        self.number.setFocus()

    def build(self) -> None:
        """Number, heading and words; who; how often."""
        draft = self.facts.draft
        self.form.add(text_label(self.facts.agreement, "muted", "clause-editor-agreement"))
        self.number = line("clause-number", draft.number, "4.2")
        self.heading = line("clause-heading", draft.heading, _("Quarterly meetings"))
        self.words = text_box("clause-words", draft.words, _("As it is printed"), lines=3)
        self.kind = combo("clause-kind", {one.value: label(one) for one in ClauseKind}, draft.kind)
        self.responsible = combo("clause-responsible", _responsible(self.facts.parties), draft.responsible_id or 0)
        self.every = combo("clause-every", {one.value: label(one) for one in Every}, draft.every)
        self.first_due = day_field("clause-first-due", clock.today(), draft.first_due_on)
        self.planned = line("clause-planned", "" if draft.planned is None else str(draft.planned))
        self.unit = line("clause-unit", draft.unit, _("meetings, schools"))
        self.form.side_by_side(("number", _("Number"), self.number), ("heading", _("Heading"), self.heading))
        self.form.row("words", _("Words"), self.words)
        self.form.side_by_side(
            ("kind", _("Kind"), self.kind), ("responsible", _("Who is responsible"), self.responsible)
        )
        self.form.side_by_side(("every", _("Comes round"), self.every), ("first_due", _("First due"), self.first_due))
        self.form.side_by_side(("planned", _("Planned each time"), self.planned), ("unit", _("Counted in"), self.unit))
        said = _("A clause that comes round brings one deliverable a period, up to the end of the agreement.")
        self.form.add(text_label(said, "muted", "clause-explained"))

    def check(self) -> bool:
        """Days and numbers must be understood."""
        return self.check_days(("first_due", self.first_due)) and self.check_numbers("planned")

    def draft(self) -> ClauseDraft:
        """What is written."""
        return replace(
            self.facts.draft,
            number=self.number.text(),
            heading=self.heading.text(),
            words=self.words.toPlainText(),
            kind=_value(self.kind),
            responsible_id=self.responsible.currentData() or None,
            every=_value(self.every),
            first_due_on=self.first_due.day,
            unit=self.unit.text(),
            planned=read_number(self.planned) if is_number(self.planned) else -1,
        )

    def save(self) -> None:
        """Keep it."""
        self.do(save_clause, self.draft())


class DeliverableEditor(Editor):
    """A deliverable; `saved` carries (id, title)."""

    places: ClassVar[Mapping[str, str]] = {
        "deliverable-without-title": "title",
        "bad-count": "planned",
        "bad-weight": "weight",
        "due-before-start": "due",
        "date-has-moved": "due",
    }

    def __init__(self, parent: QWidget, desk: Desk, facts: DeliverableForm) -> None:
        self.facts = facts
        title = _("Edit deliverable") if facts.draft.id else _("New deliverable")
        super().__init__(parent, desk, title, "deliverable-editor", 600)
        self.name.setFocus()

    def build(self) -> None:
        """What, who, from when to when, how many, how much it weighs."""
        draft = self.facts.draft
        self.form.add(text_label(self.facts.clause, "muted", "deliverable-editor-clause"))
        self.name = line("deliverable-title", draft.title, _("Thirty schools measured"))
        self.responsible = combo(
            "deliverable-responsible",
            _responsible(self.facts.parties, _("As the clause says")),
            draft.responsible_id or 0,
        )
        self.starts = day_field("deliverable-starts", clock.today(), draft.starts_on)
        self.due = day_field("deliverable-due", clock.today(), draft.due_on)
        self.planned = line("deliverable-planned", "" if draft.planned is None else str(draft.planned))
        self.unit = line("deliverable-unit", draft.unit, _("meetings, schools"))
        self.weight = line("deliverable-weight", str(draft.weight))
        self.reason = line("deliverable-reason", draft.reason)
        self.form.row("title", _("What is delivered"), self.name)
        self.form.row("responsible", _("Who is responsible"), self.responsible)
        self.form.side_by_side(("starts", _("Begins"), self.starts), ("due", _("Due"), self.due))
        if self.facts.has_moved:
            self.due.setEnabled(False)
            self.form.field_row("due").setToolTip(_("Its date has moved: use Move date (M)."))
        self.form.side_by_side(
            ("planned", _("Planned"), self.planned),
            ("unit", _("Counted in"), self.unit),
            ("weight", _("Weight"), self.weight),
        )
        self.form.row("reason", _("Why more or fewer than planned"), self.reason, is_optional=True)

    def check(self) -> bool:
        """Days and numbers must be understood."""
        days = (("starts", self.starts), ("due", self.due))
        return self.check_days(*days) and self.check_numbers("planned", "weight")

    def draft(self) -> DeliverableDraft:
        """What is written."""
        weight = read_number(self.weight) if is_number(self.weight) else -1
        return replace(
            self.facts.draft,
            title=self.name.text(),
            responsible_id=self.responsible.currentData() or None,
            starts_on=self.starts.day,
            due_on=self.due.day,
            weight=1 if weight is None else weight,
            unit=self.unit.text(),
            planned=read_number(self.planned) if is_number(self.planned) else -1,
            reason=self.reason.text(),
        )

    def save(self) -> None:
        """Keep it."""
        self.do(save_deliverable, self.draft())


def _often() -> dict[str, str]:
    return {one.value: label(one) if one else _("Not agreed") for one in Every}


def _responsible(parties: tuple[tuple[int, str], ...], nobody: str = "") -> dict[int, str]:
    return {0: nobody or _("Both parties")} | dict(parties)


def _value(box: QComboBox) -> str:
    return str(box.currentData())
