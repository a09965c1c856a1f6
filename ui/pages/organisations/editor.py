"""The form of an organisation."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from crm.operations.organisations import OrganisationDraft, draft_organisation, save_organisation
from crm.queries.organisations import get_organisation
from crm.queries.places import get_place_rows
from crm.queries.topics import list_tags, list_topics
from crm.rules.organisations import CSO_KINDS, CommitteeKind, Kind, Sphere, label
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.pages.parts.choosing import choose, combo, labelled
from ui.pages.parts.contact_rows import ContactRows
from ui.pages.parts.editor import EditorDialog
from ui.pages.parts.finding import body_choices, find_any_body_choices, find_place_choices
from ui.pages.parts.words import confidentiality_words
from ui.pages.people.editor import split_topics
from ui.widgets.choices import Choice
from ui.widgets.record_picker import RecordPicker
from ui.widgets.records_edit import RecordsEdit
from ui.widgets.tag_edit import TagEdit

PARTS = {Kind.LEGISLATURE: Kind.COMMITTEE, Kind.COUNCIL: Kind.COMMITTEE}


@dataclass(frozen=True)
class OrganisationForm:
    """What the form needs: the draft, the names behind its ids, and what can be chosen."""

    draft: OrganisationDraft
    parent: Choice | None
    place: Choice | None
    areas: tuple[Choice, ...]
    topics: dict[int, str]
    tags: tuple[str, ...]


def get_organisation_form(organisation_id: int | None, parent_id: int | None, name: str) -> OrganisationForm:
    """The form of an organisation, or of a new one."""
    draft = draft_organisation(organisation_id) if organisation_id else _new_draft(parent_id, name)
    parents = body_choices([draft.parent_id]) if draft.parent_id else []
    places = get_place_rows([draft.place_id]) if draft.place_id else []
    areas = get_place_rows(draft.areas)
    return OrganisationForm(
        draft,
        parents[0] if parents else None,
        Choice(places[0].id, places[0].name) if places else None,
        tuple(Choice(row.id, row.words) for row in areas),
        {topic.id: topic.name for topic in list_topics()},
        tuple(list_tags()),
    )


def _new_draft(parent_id: int | None, name: str) -> OrganisationDraft:
    """A new organisation; a part of another is on its side, and of the kind such parts mostly are."""
    parent = get_organisation(parent_id) if parent_id else None
    if parent is None:
        return OrganisationDraft(name)
    kind = PARTS.get(Kind(parent.kind), Kind.OTHER) if parent.kind in set(Kind) else Kind.OTHER
    return OrganisationDraft(name, kind, parent_id=parent_id, side=parent.side, sphere=parent.sphere)


class OrganisationEditor(EditorDialog):
    """Add an organisation, or change one."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        organisation_id: int | None = None,
        parent_id: int | None = None,
        name: str = "",
    ) -> None:
        title = _("Edit organisation") if organisation_id else _("New organisation")
        super().__init__(desk, parent, title, "organisation-editor")
        self._draft = OrganisationDraft("")
        self._topics: dict[int, str] = {}
        self._asker = Asker(self, desk.service, self._fill)
        self._build_names()
        self._build_place()
        self._build_more()
        self.kind.activated.connect(self._follow_kind)
        self.save_button.setEnabled(False)
        self._asker.ask(get_organisation_form, organisation_id, parent_id, name)

    # The sections

    def _build_names(self) -> None:
        self.name = _line("organisation-editor-name")
        self.short_name = _line("organisation-editor-short-name")
        self.kind = combo("organisation-editor-kind", labelled(Kind, label))
        self.committee_kind = combo("organisation-editor-committee-kind", labelled(CommitteeKind, label, _("None")))
        self.side = combo(
            "organisation-editor-side",
            [
                ("public", _("Public: who we work towards")),
                ("partner", _("Partner: who works with us")),
                ("ours", _("Us: our own organisation")),
            ],
        )
        self.other_names = TagEdit("organisation-editor-other-names", words=_("Add a name"))
        self.other_names.line.setPlaceholderText(_("A former name or spelling, then Enter"))
        self.section(_("Name and kind"), "organisation-editor-section-name")
        self.form.row("name", _("&Name"), self.name)
        self.form.side_by_side(
            ("short-name", _("&Short name"), self.short_name),
            ("kind", _("&Kind"), self.kind),
            ("side", _("S&ide"), self.side),
        )
        self.form.row("committee-kind", _("Kind of committee"), self.committee_kind)
        self.form.row("other-names", _("&Other names"), self.other_names, _("Lists are matched by these too."), True)

    def _build_place(self) -> None:
        service = self.desk.service
        self.parent_body = RecordPicker(
            service, find_any_body_choices, "organisation-editor-parent", _("Legislature, council, department")
        )
        self.place = RecordPicker(service, find_place_choices, "organisation-editor-place", _("Province, municipality"))
        self.sphere = combo("organisation-editor-sphere", labelled(Sphere, label, _("None")))
        self.contacts = ContactRows("organisation-editor-contacts")
        self.section(_("Where it belongs"), "organisation-editor-section-place")
        self.form.side_by_side(
            ("parent", _("&Part of"), self.parent_body),
            ("place", _("P&lace"), self.place),
            ("sphere", _("Sp&here"), self.sphere),
        )
        self.section(_("Contacts"), "organisation-editor-section-contacts")
        self.form.add(self.contacts)

    def _build_more(self) -> None:
        self.member_title = _line("organisation-editor-member-title", _("MPL, councillor"))
        self.number = _line("organisation-editor-number")
        self.topics = TagEdit("organisation-editor-topics", words=_("Add a topic"))
        self.topics.line.setPlaceholderText(_("Health, rural"))
        self.areas = RecordsEdit(
            self.desk.service, find_place_choices, "organisation-editor-areas", _("Ward, municipality, district")
        )
        self.summary = QPlainTextEdit()
        self.summary.setObjectName("organisation-editor-summary")
        self.summary.setTabChangesFocus(True)
        self.summary.setFixedHeight(72)
        levels = [(level, confidentiality_words(level)) for level in (0, 1, 2)]
        self.confidentiality = combo("organisation-editor-confidentiality", levels)
        self.closed = QCheckBox(_("It &exists no more"))
        self.closed.setObjectName("organisation-editor-closed")
        self.section(_("About it"), "organisation-editor-section-about")
        self.form.row("topics", _("&Topics and tags"), self.topics, _("A topic's name links to it; others are tags."))
        served = _("Beside its own place. Calls for comment and hearings are matched to it by topics and areas.")
        self.form.row("areas", _("A&reas served"), self.areas, served, is_optional=True)
        self.form.side_by_side(
            ("member-title", _("&Members are called"), self.member_title),
            ("number", _("NPO or company n&umber"), self.number),
            ("confidentiality", _("&Confidentiality"), self.confidentiality),
        )
        self.form.row("summary", _("Summar&y"), self.summary, is_optional=True)
        self.form.add(self.closed)

    # Filling and reading

    def _fill(self, known: OrganisationForm) -> None:
        draft = self._draft = known.draft
        self._topics = known.topics
        for line, text in (
            (self.name, draft.name),
            (self.short_name, draft.short_name),
            (self.member_title, draft.member_title),
            (self.number, draft.number),
        ):
            line.setText(text)
        for box, value in (
            (self.kind, draft.kind),
            (self.committee_kind, draft.committee_kind),
            (self.side, draft.side),
            (self.sphere, draft.sphere),
        ):
            choose(box, value, label)
        choose(self.confidentiality, draft.confidentiality)
        self.parent_body.set_choice(known.parent)
        self.parent_body.line.setCursorPosition(0)
        self.place.set_choice(known.place)
        self.other_names.set_tags(draft.other_names)
        self.contacts.set_contacts(draft.contacts)
        self.areas.set_choices(known.areas)
        self.topics.set_known([*known.topics.values(), *known.tags])
        self.topics.set_tags([*(known.topics[topic] for topic in draft.topics), *draft.tags])
        self.summary.setPlainText(draft.summary)
        self.closed.setChecked(draft.is_closed)
        self._show_committee_kind()
        self.remember()
        self.save_button.setEnabled(True)
        self.name.setFocus()

    def _follow_kind(self) -> None:
        """A new partner or network is on our partners' side, until the user says otherwise."""
        self._show_committee_kind()
        if self._draft.id is None and self.kind.currentData() in CSO_KINDS:
            choose(self.side, "partner")

    def _show_committee_kind(self) -> None:
        self.form.field_row("committee-kind").setVisible(self.kind.currentData() == Kind.COMMITTEE)

    def read(self) -> OrganisationDraft:
        """What is written."""
        topics, tags = split_topics(self.topics.tags, self._topics)
        return replace(
            self._draft,
            name=self.name.text(),
            short_name=self.short_name.text(),
            kind=str(self.kind.currentData()),
            committee_kind=str(self.committee_kind.currentData()) if self.committee_kind.isVisibleTo(self) else "",
            side=str(self.side.currentData()),
            sphere=str(self.sphere.currentData()),
            parent_id=self.parent_body.record_id or None,
            place_id=self.place.record_id or None,
            member_title=self.member_title.text(),
            number=self.number.text(),
            summary=self.summary.toPlainText(),
            is_closed=self.closed.isChecked(),
            confidentiality=self.confidentiality.currentData(),
            contacts=self.contacts.read(),
            other_names=self.other_names.tags,
            areas=self.areas.record_ids,
            topics=topics,
            tags=tags,
        )

    def is_right(self) -> bool:
        """Whether it can be saved."""
        if not self.name.text().strip():
            self.form.show_error("name", _("Give the organisation a name."))
            return False
        for key, picker in (("parent", self.parent_body), ("place", self.place), ("areas", self.areas.picker)):
            if picker.text().strip() and not picker.record_id:
                self.form.show_error(key, _("Choose from the list that opens while you type, or empty it."))
                return False
        wrong = self.contacts.wrong_date()
        if wrong is not None:
            wrong.setFocus()
        return wrong is None

    def save(self, draft: OrganisationDraft) -> None:
        """Keep the organisation."""
        self.desk.service.do(
            save_organisation, draft, on_done=self.take_saved, on_problem=self.take_problem, owner=self
        )


def _line(name: str, hint: str = "") -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    made.setPlaceholderText(hint)
    return made
