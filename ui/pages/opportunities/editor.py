"""The form of an opportunity, and what it needs to know before it opens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from crm.operations.opportunities import OpportunityDraft, draft_opportunity, save_opportunity
from crm.queries.people import get_names
from crm.queries.places import get_place_rows
from crm.queries.team import UserRow, list_users
from crm.queries.topics import TopicRow, list_tags, list_topics
from crm.rules import clock
from crm.rules.opportunities import Kind, label
from resources.translations import _
from ui.desk import Desk
from ui.pages.agreements.editors import Editor
from ui.pages.commitments.form_dialog import combo, day_field, line, text_box
from ui.pages.parts.finding import find_body_choices, find_people_choices, find_place_choices
from ui.pages.parts.topic_fields import TopicFields
from ui.pages.parts.words import confidentiality_words
from ui.widgets.cards import SectionHeader
from ui.widgets.choices import Choice
from ui.widgets.record_picker import RecordPicker
from ui.widgets.records_edit import RecordsEdit


@dataclass(frozen=True)
class OpportunityForm:
    """The draft with the names of all it points at, and what can be chosen."""

    draft: OpportunityDraft
    names: dict[int, str]
    users: tuple[UserRow, ...]
    topics: tuple[TopicRow, ...]
    tags: tuple[str, ...]

    def choice(self, record_id: int | None) -> Choice | None:
        """A record as its field shows it."""
        return Choice(record_id, self.names.get(record_id, "")) if record_id is not None else None


def read_opportunity_form(opportunity_id: int | None = None, about_id: int | None = None) -> OpportunityForm:
    """The form of an opportunity, or of a new one, of this body where one is given."""
    draft = draft_opportunity(opportunity_id) if opportunity_id else OpportunityDraft("", body_id=about_id)
    users = [user for user in list_users(with_left=True) if not user.has_left or user.id == draft.owner_id]
    if not opportunity_id and len(users) == 1:
        draft.owner_id = users[0].id
    names = get_names([one for one in (draft.body_id, draft.committee_id, draft.contact_id) if one])
    places = [one for one in (draft.place_id, *draft.areas) if one]
    names |= {row.id: row.words for row in get_place_rows(places)}
    return OpportunityForm(draft, names, tuple(users), tuple(list_topics()), tuple(list_tags()))


class OpportunityEditor(Editor):
    """An opportunity; `saved` carries (id, reference)."""

    places: ClassVar[Mapping[str, str]] = {
        "opportunity-without-title": "title",
        "closes-before-it-opens": "closes",
        "event-ends-before-it-begins": "until",
        "bad-time": "closes_at",
    }

    def __init__(self, parent: QWidget, desk: Desk, facts: OpportunityForm) -> None:
        self.facts = facts
        title = _("Edit opportunity") if facts.draft.id else _("New opportunity")
        super().__init__(parent, desk, title, "opportunity-editor")
        self.name.setFocus()

    def build(self) -> None:
        """What it is and whose, then days, then whom it is for."""
        draft, service = self.facts.draft, self.desk.service
        self.name = line("opportunity-title", draft.title, _("Public hearing on the Sample Health Bill"))
        self.kind = combo("opportunity-kind", {one.value: label(one) for one in Kind}, draft.kind)
        self.organisation = RecordPicker(
            service, find_body_choices, "opportunity-body", _("Legislature, council or department")
        )
        self.committee = RecordPicker(service, find_body_choices, "opportunity-committee", _("If it is known"))
        self.contact = RecordPicker(service, find_people_choices, "opportunity-contact", _("Whom to write to"))
        for picker, record_id in (
            (self.organisation, draft.body_id),
            (self.committee, draft.committee_id),
            (self.contact, draft.contact_id),
        ):
            picker.set_choice(self.facts.choice(record_id))
        self.form.side_by_side(("title", _("What it is about"), self.name), ("kind", _("Kind"), self.kind))
        self.form.side_by_side(
            ("body", _("Whose"), self.organisation),
            ("committee", _("Committee"), self.committee),
            ("contact", _("Contact"), self.contact),
        )
        self._build_days(draft)
        self._build_for_whom(draft)
        self._build_rest(draft)

    def _build_days(self, draft: OpportunityDraft) -> None:
        today = clock.today()
        self.opens = day_field("opportunity-opens", today, draft.opens_on, is_past=True)
        self.closes = day_field("opportunity-closes", today, draft.closes_on)
        self.closes_at = line("opportunity-closes-at", draft.closes_at, "16:00")
        self.event_day = day_field("opportunity-event", today, draft.event_on)
        self.until = day_field("opportunity-until", today, draft.event_until)
        self.event_time = line("opportunity-event-time", draft.event_time, "09:00")
        self.venue = line("opportunity-venue", draft.venue, _("Hall, or a link"))
        self.form.add(SectionHeader(_("Days"), "opportunity-section-days"))
        self.form.side_by_side(
            ("opens", _("Opened"), self.opens),
            ("closes", _("Closes"), self.closes),
            ("closes_at", _("Closes at"), self.closes_at),
        )
        self.form.side_by_side(
            ("event", _("Takes place"), self.event_day),
            ("until", _("Until"), self.until),
            ("event_time", _("Begins at"), self.event_time),
        )
        self.form.row("venue", _("Venue"), self.venue, is_optional=True)

    def _build_for_whom(self, draft: OpportunityDraft) -> None:
        service = self.desk.service
        self.place = RecordPicker(service, find_place_choices, "opportunity-place", _("Province, municipality, ward"))
        self.place.set_choice(self.facts.choice(draft.place_id))
        self.areas = RecordsEdit(service, find_place_choices, "opportunity-areas", _("More places"))
        self.areas.set_choices(choice for area in draft.areas if (choice := self.facts.choice(area)))
        self.areas.changed.connect(self.fit)
        self.languages = line("opportunity-languages", draft.languages, _("Setswana, English"))
        self.transport = line("opportunity-transport", draft.transport, _("Bus from the clinic, 07:00"))
        self.topic_fields = TopicFields("opportunity", self.facts.topics, self.facts.tags, draft.topics, draft.tags)
        self.form.add(SectionHeader(_("Whom it suits"), "opportunity-section-for-whom"))
        self.topic_fields.add_to(self.form)
        self.form.side_by_side(("place", _("Area"), self.place), ("areas", _("Other areas"), self.areas))
        self.form.side_by_side(
            ("languages", _("Languages"), self.languages), ("transport", _("Transport"), self.transport)
        )

    def _build_rest(self, draft: OpportunityDraft) -> None:
        owners: dict[int, str] = {0: _("Nobody yet")} | {user.id: user.name for user in self.facts.users}
        levels = {level: confidentiality_words(level) for level in range(3)}
        self.owner = combo("opportunity-owner", owners, draft.owner_id or 0)
        self.levels = combo("opportunity-confidentiality", levels, draft.confidentiality)
        self.source = line("opportunity-source", draft.source, _("Advertisement, e-mail, website"))
        self.words = text_box("opportunity-words", draft.words, _("What is asked, and how to answer"), lines=3)
        self.form.add(SectionHeader(_("About it"), "opportunity-section-about"))
        self.form.row("words", _("As it was announced"), self.words, is_optional=True)
        self.form.side_by_side(
            ("owner", _("Our owner"), self.owner),
            ("confidentiality", _("Confidentiality"), self.levels),
            ("source", _("Source"), self.source),
        )

    def check(self) -> bool:
        """Days must be understood, topics and areas known."""
        if self.areas.text().strip():
            self.form.show_error("areas", _("Choose from the list that opens while you type, or empty it."))
            return False
        days = (("opens", self.opens), ("closes", self.closes), ("event", self.event_day), ("until", self.until))
        return self.topic_fields.check(self.form) and self.check_days(*days)

    def draft(self) -> OpportunityDraft:
        """What is written."""
        return replace(
            self.facts.draft,
            title=self.name.text(),
            kind=str(self.kind.currentData()),
            words=self.words.toPlainText(),
            body_id=self.organisation.record_id or None,
            committee_id=self.committee.record_id or None,
            contact_id=self.contact.record_id or None,
            place_id=self.place.record_id or None,
            opens_on=self.opens.day,
            closes_on=self.closes.day,
            closes_at=self.closes_at.text(),
            event_on=self.event_day.day,
            event_until=self.until.day,
            event_time=self.event_time.text(),
            venue=self.venue.text(),
            languages=self.languages.text(),
            transport=self.transport.text(),
            owner_id=self.owner.currentData() or None,
            confidentiality=int(self.levels.currentData()),
            source=self.source.text(),
            areas=self.areas.record_ids,
            topics=self.topic_fields.topics(),
            tags=self.topic_fields.tags.tags,
        )

    def save(self) -> None:
        """Keep it."""
        self.do(save_opportunity, self.draft())
