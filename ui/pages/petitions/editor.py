"""The form of a petition, and what it needs to know before it opens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from PySide6.QtWidgets import QCheckBox, QWidget

from crm.operations.petitions import PetitionDraft, draft_petition, draft_undertaking, save_petition
from crm.queries.movements import get_moves
from crm.queries.people import get_names
from crm.queries.places import get_place_rows
from crm.queries.records import get_found
from crm.queries.team import UserRow
from crm.queries.topics import TopicRow, list_tags, list_topics
from crm.rules import clock
from crm.rules.petitions import Form, Kind, Status, label, path_of, status_on
from resources.translations import _
from ui.desk import Desk
from ui.pages.agreements.dialogs import is_number, read_number
from ui.pages.agreements.editors import Editor
from ui.pages.commitments.form_dialog import combo, day_field, line, text_box
from ui.pages.commitments.form_facts import FormFacts, facts_of, offer_owners, party_choices
from ui.pages.parts.day_note import DayNote
from ui.pages.parts.finding import find_body_choices, find_opportunity_choices, find_people_choices, find_place_choices
from ui.pages.parts.topic_fields import TopicFields
from ui.pages.parts.words import confidentiality_words
from ui.widgets.cards import SectionHeader
from ui.widgets.choices import Choice
from ui.widgets.record_picker import RecordPicker


@dataclass(frozen=True)
class PetitionForm:
    """The draft with the names of all it points at, and what can be chosen."""

    draft: PetitionDraft
    names: dict[int, str]
    users: tuple[UserRow, ...]
    topics: tuple[TopicRow, ...]
    tags: tuple[str, ...]
    has_moved: bool

    def choice(self, record_id: int | None, text: str = "") -> Choice | None:
        """A party as its field shows it."""
        if record_id is not None:
            return Choice(record_id, self.names.get(record_id, ""))
        return Choice(0, text) if text else None


def read_petition_form(petition_id: int | None = None, about_id: int | None = None) -> PetitionForm:
    """The form of a petition, or of a new one, addressed to this body where one is given."""
    draft = draft_petition(petition_id) if petition_id else PetitionDraft("", body_id=about_id)
    users = offer_owners(draft)
    bodies = (draft.body_id, draft.committee_id, draft.respondent_id)
    pointed = (*bodies, draft.member_id, draft.official_id, draft.petitioner_id)
    names = get_names([one for one in pointed if one])
    if draft.place_id:
        names |= {row.id: row.name for row in get_place_rows([draft.place_id])}
    if draft.opportunity_id:
        names |= {found.id: found.name for found in get_found([draft.opportunity_id])}
    moved = bool(get_moves([petition_id])) if petition_id else False
    return PetitionForm(draft, names, users, tuple(list_topics()), tuple(list_tags()), moved)


def read_undertaking_form(petition_id: int) -> FormFacts:
    """The form of what they undertook to do about a petition."""
    return facts_of(draft_undertaking(petition_id))


def _stages(kind: str) -> dict[str, str]:
    """Where a new one of this kind may stand already."""
    return {one.value: label(one) for one in path_of(kind).steps if one is not Status.CLOSED}


class PetitionEditor(Editor):
    """A petition; `saved` carries (id, reference)."""

    places: ClassVar[Mapping[str, str]] = {
        "petition-without-title": "title",
        "bad-count": "signatures",
        "acknowledged-before-submitted": "acknowledged",
        "made-in-future": "submitted",
        "date-has-moved": "due",
        "not-on-that-path": "kind",
    }

    def __init__(self, parent: QWidget, desk: Desk, facts: PetitionForm) -> None:
        self.facts = facts
        title = _("Edit petition") if facts.draft.id else _("New petition")
        super().__init__(parent, desk, title, "petition-editor")
        self.name.setFocus()

    def build(self) -> None:
        """What is asked of whom first, then days, then the rest."""
        draft = self.facts.draft
        self.name = line("petition-title", draft.title, _("A second nurse at the clinic"))
        self.kind = combo("petition-kind", {one.value: label(one) for one in Kind}, draft.kind)
        self.petition_form = combo("petition-form", {one.value: label(one) for one in Form}, draft.form)
        self.prayer = text_box("petition-prayer", draft.prayer, _("That the House calls on …"), lines=3)
        self.form.row("title", _("What is asked"), self.name)
        kinds = [("kind", _("Kind"), self.kind), ("form", _("Signed by"), self.petition_form)]
        if draft.id is None:
            self.status = combo("petition-status", _stages(draft.kind), draft.status)
            self.kind.currentIndexChanged.connect(self._show_stages)
            kinds.append(("status", _("Stands at"), self.status))
        self.form.side_by_side(*kinds)
        self.form.row("prayer", _("Prayer, as it is written"), self.prayer, is_optional=True)
        self.tried = text_box(
            "petition-tried-first", draft.tried_first, _("Whom was asked before, when, and what came of it"), lines=2
        )
        self.form.row("tried_first", _("Tried first"), self.tried, is_optional=True)
        self._build_parties(draft)
        self._build_days(draft)
        self._build_rest(draft)

    def _show_stages(self) -> None:
        """The stages of the kind that is chosen, at what that path calls the one that was."""
        path = path_of(str(self.kind.currentData()))
        stands = status_on(path, Status(self.status.currentData())) or path.first
        self.status.clear()
        for value, words in _stages(str(self.kind.currentData())).items():
            self.status.addItem(words, value)
        self.status.setCurrentIndex(self.status.findData(stands.value))

    def _build_parties(self, draft: PetitionDraft) -> None:
        service = self.desk.service
        self.organisation = RecordPicker(
            service, find_body_choices, "petition-body", _("Legislature, council or department")
        )
        self.committee = RecordPicker(service, find_body_choices, "petition-committee", _("If it is known"))
        self.petitioner = RecordPicker(
            service, party_choices, "petition-petitioner", _("Person, group or body"), allows_free_text=True
        )
        self.member = RecordPicker(service, find_people_choices, "petition-member", _("Who presents it"))
        self.official = RecordPicker(service, find_people_choices, "petition-official", _("Whom to ask about it"))
        self.respondent = RecordPicker(
            service, find_body_choices, "petition-respondent", _("Department or municipality")
        )
        self.place = RecordPicker(service, find_place_choices, "petition-place", _("Which place it is about"))
        for picker, record_id, text in (
            (self.organisation, draft.body_id, ""),
            (self.committee, draft.committee_id, ""),
            (self.petitioner, draft.petitioner_id, draft.petitioner_name),
            (self.member, draft.member_id, ""),
            (self.official, draft.official_id, ""),
            (self.respondent, draft.respondent_id, ""),
            (self.place, draft.place_id, ""),
        ):
            picker.set_choice(self.facts.choice(record_id, text))
        self.form.add(SectionHeader(_("Who and whom"), "petition-section-parties"))
        self.form.side_by_side(
            ("body", _("Addressed to"), self.organisation), ("committee", _("Committee"), self.committee)
        )
        self.form.side_by_side(("petitioner", _("Petitioner"), self.petitioner), ("place", _("Place"), self.place))
        self.form.side_by_side(
            ("member", _("Presented by"), self.member),
            ("official", _("Whom to ask"), self.official),
            ("respondent", _("Has to answer"), self.respondent),
        )

    def _build_days(self, draft: PetitionDraft) -> None:
        today = clock.today()
        self.submitted = day_field("petition-submitted", today, draft.submitted_on, is_past=True)
        self.how = line("petition-submitted-how", draft.submitted_how, _("By hand, by e-mail"))
        self.acknowledged = day_field("petition-acknowledged", today, draft.acknowledged_on, is_past=True)
        self.due = day_field("petition-due", today, draft.due_on)
        self.number = line("petition-their-number", draft.their_number, "PET 12/2026")
        signed = "" if draft.signatures is None else str(draft.signatures)
        self.signatures = line("petition-signatures", signed)
        self.form.add(SectionHeader(_("Days"), "petition-section-days"))
        self.form.side_by_side(
            ("submitted", _("Submitted"), self.submitted),
            ("how", _("How"), self.how),
            ("acknowledged", _("Acknowledged"), self.acknowledged),
        )
        self.form.side_by_side(
            ("due", _("Answer due"), self.due),
            ("number", _("Their number"), self.number),
            ("signatures", _("Signatures"), self.signatures),
        )
        self.day_note = DayNote(self.desk, "petition-day-note", self.due, self.committee, self.organisation)
        self.day_note.changed.connect(self.fit)
        self.day_note.look()
        self.form.add(self.day_note)
        if self.facts.has_moved:
            self.due.setEnabled(False)
            self.form.field_row("due").setToolTip(_("Its date has moved: use Move date (M)."))

    def _build_rest(self, draft: PetitionDraft) -> None:
        owners: dict[int, str] = {0: _("Nobody yet")} | {user.id: user.name for user in self.facts.users}
        self.owner = combo("petition-owner", owners, draft.owner_id or 0)
        self.language = line("petition-language", draft.language)
        self.watched = QCheckBox(_("A partner's: we only &watch it"))
        self.watched.setObjectName("petition-watched")
        self.watched.setChecked(draft.is_watched)
        self.topic_fields = TopicFields("petition", self.facts.topics, self.facts.tags, draft.topics, draft.tags)
        levels = {level: confidentiality_words(level) for level in range(3)}
        self.levels = combo("petition-confidentiality", levels, draft.confidentiality)
        self.source = line("petition-source", draft.source)
        self.form.add(SectionHeader(_("About it"), "petition-section-about"))
        self.form.side_by_side(
            ("owner", _("Our owner"), self.owner),
            ("language", _("Language"), self.language),
            ("confidentiality", _("Confidentiality"), self.levels),
        )
        self.form.add(self.watched)
        self.call = RecordPicker(
            self.desk.service, find_opportunity_choices, "petition-answers", _("A call that a submission answers")
        )
        self.call.set_choice(self.facts.choice(draft.opportunity_id))
        self.form.row("answers", _("Answers"), self.call, is_optional=True)
        self.topic_fields.add_to(self.form)
        self.form.row("source", _("Source"), self.source, is_optional=True)

    def check(self) -> bool:
        """Days and numbers must be understood, topics known."""
        days = (("submitted", self.submitted), ("acknowledged", self.acknowledged), ("due", self.due))
        return self.topic_fields.check(self.form) and self.check_numbers("signatures") and self.check_days(*days)

    def draft(self) -> PetitionDraft:
        """What is written."""
        petitioner = self.petitioner.choice
        return replace(
            self.facts.draft,
            title=self.name.text(),
            kind=str(self.kind.currentData()),
            form=str(self.petition_form.currentData()),
            status=str(self.status.currentData()) if self.facts.draft.id is None else self.facts.draft.status,
            prayer=self.prayer.toPlainText(),
            body_id=self.organisation.record_id or None,
            committee_id=self.committee.record_id or None,
            petitioner_id=(petitioner.id or None) if petitioner else None,
            petitioner_name=petitioner.name if petitioner and not petitioner.id else "",
            member_id=self.member.record_id or None,
            official_id=self.official.record_id or None,
            respondent_id=self.respondent.record_id or None,
            tried_first=self.tried.toPlainText(),
            place_id=self.place.record_id or None,
            opportunity_id=self.call.record_id or None,
            submitted_on=self.submitted.day,
            submitted_how=self.how.text(),
            acknowledged_on=self.acknowledged.day,
            due_on=self.due.day,
            their_number=self.number.text(),
            signatures=read_number(self.signatures) if is_number(self.signatures) else -1,
            owner_id=self.owner.currentData() or None,
            language=self.language.text(),
            is_watched=self.watched.isChecked(),
            confidentiality=int(self.levels.currentData()),
            source=self.source.text(),
            topics=self.topic_fields.topics(),
            tags=self.topic_fields.tags.tags,
        )

    def save(self) -> None:
        """Keep it."""
        self.do(save_petition, self.draft())
