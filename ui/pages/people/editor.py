"""The form of a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from crm.operations.offices import RoleDraft
from crm.operations.people import PersonDraft, draft_person, save_person
from crm.queries.places import get_place_rows
from crm.queries.topics import list_tags, list_topics
from crm.rules import clock, privacy
from crm.rules.names import TITLES, PersonName, fold
from crm.rules.privacy import DoNotContact, Ground, SpecialGround
from resources import reference
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.pages.parts.choosing import choose, combo, labelled
from ui.pages.parts.contact_rows import ContactRows
from ui.pages.parts.editor import EditorDialog
from ui.pages.parts.finding import body_choices
from ui.pages.parts.words import confidentiality_words
from ui.pages.people.alike import AlikeLine
from ui.pages.people.offices import OfficeRow, OfficeRows
from ui.widgets.choices import Choice
from ui.widgets.date_edit import DateEdit
from ui.widgets.tag_edit import TagEdit


@dataclass(frozen=True)
class PersonForm:
    """What the form needs: the draft, the names behind its ids, and what can be chosen."""

    draft: PersonDraft
    names: dict[int, Choice]
    topics: dict[int, str]
    tags: tuple[str, ...]


def get_person_form(person_id: int | None, body_id: int | None = None) -> PersonForm:
    """The form of a person, or of a new one who holds an office in a body."""
    new = PersonDraft("", roles=[RoleDraft(body_id, _("Member"))] if body_id else [])
    draft = draft_person(person_id) if person_id else new
    bodies = {role.organisation_id for role in draft.roles} | {role.party_id or 0 for role in draft.roles}
    places = [role.place_id for role in draft.roles if role.place_id]
    names: dict[int, Choice] = {choice.id: choice for choice in body_choices(sorted(bodies - {0}))}
    names |= {row.id: Choice(row.id, row.name) for row in (get_place_rows(places) if places else [])}
    return PersonForm(draft, names, {topic.id: topic.name for topic in list_topics()}, tuple(list_tags()))


class PersonEditor(EditorDialog):
    """Add a person, or change one."""

    def __init__(
        self, desk: Desk, parent: QWidget | None, person_id: int | None = None, body_id: int | None = None
    ) -> None:
        title = _("Edit person") if person_id else _("New person")
        super().__init__(desk, parent, title, "person-editor")
        self._draft = self._untouched = PersonDraft("")
        self._topics: dict[int, str] = {}
        self._asker = Asker(self, desk.service, self._fill)
        self._build_name()
        self._build_reach()
        self._build_about()
        self._build_privacy()
        self.save_button.setEnabled(False)
        self._asker.ask(get_person_form, person_id, body_id)

    # The sections

    def _build_name(self) -> None:
        self.title = QComboBox()
        self.title.setEditable(True)
        self.title.addItems(["", *TITLES])
        self.title.setMinimumWidth(90)
        self.given, self.family, self.known_as = QLineEdit(), QLineEdit(), QLineEdit()
        self.other_names = TagEdit("person-editor-other-names", words=_("Add a name"))
        self.other_names.line.setPlaceholderText(_("A former or misspelt name, then Enter"))
        self.alike = AlikeLine(self.desk.service, self._typed, "person-editor-alike")
        self.alike.use_wanted.connect(self._ask_use)
        self.section(_("Name"), "person-editor-section-name")
        self.form.side_by_side(
            ("title", _("&Title"), self.title),
            ("given", _("&Given names"), self.given),
            ("family", _("&Surname"), self.family),
            ("known-as", _("&Known as"), self.known_as),
        )
        self.form.add(self.alike)
        self.form.row("other-names", _("Other names"), self.other_names, is_optional=True)
        for field in (self.title, self.given, self.family, self.known_as):
            field.setObjectName(field.objectName().replace("-form-", "-"))

    def _build_reach(self) -> None:
        self.offices = OfficeRows(self.desk.service, "person-editor-offices")
        self.offices.new_body_wanted.connect(self._ask_new_body)
        self.contacts = ContactRows("person-editor-contacts")
        self.section(_("Offices"), "person-editor-section-offices")
        self.form.add(self.offices)
        self.section(_("Contacts"), "person-editor-section-contacts")
        self.form.add(self.contacts)

    def _build_about(self) -> None:
        self.summary = QPlainTextEdit()
        self.summary.setObjectName("person-editor-summary")
        self.summary.setTabChangesFocus(True)
        self.summary.setFixedHeight(72)
        self.languages = TagEdit("person-editor-languages", words=_("Add a language"))
        self.languages.set_known(language.english_name for language in reference.languages())
        self.languages.line.setPlaceholderText(_("Setswana, Afrikaans"))
        self.access_needs = QLineEdit()
        self.access_needs.setObjectName("person-editor-access-needs")
        self.topics = TagEdit("person-editor-topics", words=_("Add a topic"))
        self.topics.line.setPlaceholderText(_("Health, champion"))
        self.section(_("About them"), "person-editor-section-about")
        self.form.row("topics", _("To&pics and tags"), self.topics, _("A topic's name links to it; others are tags."))
        self.form.row("languages", _("&Languages"), self.languages, is_optional=True)
        self.form.row("access-needs", _("&Access needs"), self.access_needs, is_optional=True)
        self.form.row("summary", _("S&ummary"), self.summary, is_optional=True)

    def _build_privacy(self) -> None:
        today = clock.today()
        self.ground = combo("person-editor-ground", labelled(Ground, privacy.label, _("Not recorded yet")))
        self.special = combo("person-editor-special", labelled(SpecialGround, privacy.label, _("Not recorded yet")))
        self.ground_source = QLineEdit()
        self.ground_source.setObjectName("person-editor-ground-source")
        self.ground_source.setPlaceholderText(_("Parliament's website, their card"))
        self.ground_on = DateEdit(today, "person-editor-ground-on", is_past=True)
        self.verified_on = DateEdit(today, "person-editor-verified-on", is_past=True)
        self.next_check_on = DateEdit(today, "person-editor-next-check-on")
        self.do_not_contact = combo("person-editor-do-not-contact", labelled(DoNotContact, privacy.label, _("May be")))
        self.reason = QLineEdit()
        self.reason.setObjectName("person-editor-reason")
        levels = [(level, confidentiality_words(level)) for level in (0, 1, 2)]
        self.confidentiality = combo("person-editor-confidentiality", levels)
        self.section(_("Privacy"), "person-editor-section-privacy")
        self.form.side_by_side(
            ("ground", _("G&round (POPIA s 11)"), self.ground),
            ("special", _("Special information (s 27)"), self.special),
            ("confidentiality", _("&Confidentiality"), self.confidentiality),
        )
        self.form.side_by_side(
            ("ground-source", _("Where it is from"), self.ground_source), ("ground-on", _("Since"), self.ground_on)
        )
        self.form.side_by_side(
            ("verified-on", _("Last checked"), self.verified_on), ("next-check", _("Check again"), self.next_check_on)
        )
        self.form.side_by_side(
            ("do-not-contact", _("Contacted"), self.do_not_contact), ("reason", _("Why not"), self.reason)
        )

    # Filling and reading

    def _fill(self, known: PersonForm) -> None:
        self._draft, self._topics = known.draft, known.topics
        draft = known.draft
        self.title.setCurrentText(draft.title)
        for line, text in self._lines(draft):
            line.setText(text)
        self.summary.setPlainText(draft.summary)
        self.other_names.set_tags(draft.other_names)
        self.languages.set_tags(part.strip() for part in draft.languages.split(",") if part.strip())
        self.topics.set_known([*known.topics.values(), *known.tags])
        self.topics.set_tags([*(known.topics[topic] for topic in draft.topics), *draft.tags])
        self.offices.set_roles(draft.roles, known.names)
        self.contacts.set_contacts(draft.contacts)
        for box, value in ((self.ground, draft.ground), (self.special, draft.special_ground)):
            choose(box, value, privacy.label)
        choose(self.do_not_contact, draft.do_not_contact, privacy.label)
        choose(self.confidentiality, draft.confidentiality)
        for field, day in self._days(draft):
            field.set_day(day)
        self.remember()
        self._untouched = self.read()
        if draft.id is None:
            self._watch_for_doubles()
        self.save_button.setEnabled(True)
        self.family.setFocus() if draft.id else self.given.setFocus()

    def _lines(self, draft: PersonDraft) -> list[tuple[QLineEdit, str]]:
        return [
            (self.given, draft.given),
            (self.family, draft.family),
            (self.known_as, draft.known_as),
            (self.access_needs, draft.access_needs),
            (self.ground_source, draft.ground_source),
            (self.reason, draft.do_not_contact_reason),
        ]

    def _days(self, draft: PersonDraft) -> list[tuple[DateEdit, date | None]]:
        return [
            (self.ground_on, draft.ground_on),
            (self.verified_on, draft.verified_on),
            (self.next_check_on, draft.next_check_on),
        ]

    def read(self) -> PersonDraft:
        """What is written."""
        topics, tags = split_topics(self.topics.tags, self._topics)
        return replace(
            self._draft,
            name=f"{self.given.text()} {self.family.text()}".strip(),
            title=self.title.currentText(),
            given=self.given.text(),
            family=self.family.text(),
            known_as=self.known_as.text(),
            languages=", ".join(self.languages.tags),
            access_needs=self.access_needs.text(),
            summary=self.summary.toPlainText(),
            ground=str(self.ground.currentData()),
            special_ground=str(self.special.currentData()),
            ground_source=self.ground_source.text(),
            ground_on=self.ground_on.day,
            verified_on=self.verified_on.day,
            next_check_on=self.next_check_on.day,
            do_not_contact=str(self.do_not_contact.currentData()),
            do_not_contact_reason=self.reason.text(),
            confidentiality=self.confidentiality.currentData(),
            contacts=self.contacts.read(),
            roles=self.offices.read(),
            other_names=self.other_names.tags,
            topics=topics,
            tags=tags,
        )

    def is_right(self) -> bool:
        """Whether it can be saved."""
        if not self.given.text().strip() and not self.family.text().strip():
            self.form.show_error("family", _("Give at least a surname or a given name."))
            return False
        for key, field in (
            ("ground-on", self.ground_on),
            ("verified-on", self.verified_on),
            ("next-check", self.next_check_on),
        ):
            if not field.is_valid:
                self.form.show_error(key, field.error())
                return False
        wrong = self.contacts.wrong_date()
        if wrong is not None:
            wrong.setFocus()
            return False
        return self.offices.is_right()

    def save(self, draft: PersonDraft) -> None:
        """Keep the person."""
        self.desk.service.do(
            save_person, draft, on_done=self.take_saved, on_problem=self.take_problem, owner=self, what=""
        )

    # Somebody who is here already

    def _watch_for_doubles(self) -> None:
        """Say who is like the name and the numbers typed; a form of somebody kept has no need of it."""
        for line in (self.given, self.family, self.known_as):
            line.textEdited.connect(self.alike.look)
        self.title.currentTextChanged.connect(self.alike.look)
        self.contacts.edited.connect(self.alike.look)

    def _typed(self) -> tuple[PersonName, list[tuple[str, str]]]:
        name = PersonName(*(part.strip() for part in self._name_parts()))
        return name, [(contact.kind, contact.value) for contact in self.contacts.read()]

    def _name_parts(self) -> tuple[str, str, str, str]:
        return self.title.currentText(), self.given.text(), self.family.text(), self.known_as.text()

    def _ask_use(self, person_id: int) -> None:
        """Take the one who is here in place of this form; asks when more than the name would be lost."""
        if _without_name(self.read()) == _without_name(self._untouched):
            self._use(person_id)
        else:
            self.ask_to_leave(_("What you typed here besides the name is not saved."), partial(self._use, person_id))

    def _use(self, person_id: int) -> None:
        self._leave()
        self.saved.emit(person_id)

    # A body that is not there yet

    def _ask_new_body(self, row: OfficeRow, text: str) -> None:
        from ui.pages.organisations.editor import OrganisationEditor

        self._row = row
        editor = OrganisationEditor(self.desk, self, name=text)
        editor.saved.connect(self._take_new_body)
        editor.open()

    def _take_new_body(self, organisation_id: int) -> None:
        self.desk.service.ask(self, self._show_new_body, body_choices, [organisation_id])

    def _show_new_body(self, choices: Sequence[Choice]) -> None:
        if choices and self._row in self.offices.rows:
            self._row.take_body(choices[0])


def _without_name(draft: PersonDraft) -> PersonDraft:
    return replace(draft, name="", title="", given="", family="", known_as="")


def split_topics(words: list[str], topics: dict[int, str]) -> tuple[list[int], list[str]]:
    """The words that name a topic, as its id, and the others, which are tags."""
    by_name = {fold(name): topic_id for topic_id, name in topics.items()}
    found = [by_name[fold(word)] for word in words if fold(word) in by_name]
    return found, [word for word in words if fold(word) not in by_name]
