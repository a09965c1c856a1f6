"""The form of a route: who really deals with a topic in a place, from a day on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from crm.operations.routes import RouteDraft, correct_route, save_route
from crm.rules import clock
from crm.rules.organisations import Sphere
from crm.rules.routing import Part
from resources.translations import _
from ui.desk import Desk
from ui.pages.commitments.form_dialog import FormDialog, combo, day_field, line
from ui.pages.parts.finding import find_body_choices, find_people_choices, find_place_choices
from ui.pages.routes.facts import RouteForm, find_topic_choices
from ui.widgets.choices import Choice
from ui.widgets.record_picker import RecordPicker


def sphere_choices() -> dict[str, str]:
    """Whose function a topic may be."""
    return {
        "": _("As Kgotla knows it"),
        Sphere.LOCAL.value: _("Local: the municipality's"),
        Sphere.PROVINCIAL.value: _("The province's"),
        Sphere.NATIONAL.value: _("National"),
    }


class RouteDialog(FormDialog):
    """A route; `saved` carries (id, what it is for)."""

    places: ClassVar[Mapping[str, str]] = {
        "route-without-topic": "topic",
        "route-says-nothing": "committee",
        "route-ends-before-it-begins": "ended",
    }
    operation: Callable[[RouteDraft], object] = staticmethod(save_route)

    def __init__(
        self, parent: QWidget, desk: Desk, facts: RouteForm, title: str = "", name: str = "route-form"
    ) -> None:
        self.facts = facts
        super().__init__(parent, desk, title or _("Who deals with it"), name, _("Save"), 620)
        first = self.committee if facts.draft.topic else self.topic
        first.setFocus()

    def build(self) -> None:
        """What and where, then who, then since when and how we know."""
        draft, service = self.facts.draft, self.desk.service
        self.topic = RecordPicker(service, find_topic_choices, "route-form-topic", _("Water"), allows_free_text=True)
        self.place = RecordPicker(service, find_place_choices, "route-form-place", _("Empty: everywhere"))
        self.department = self._body("department", Part.DEPARTMENT)
        self.committee = self._body("committee", Part.COMMITTEE)
        self.person = RecordPicker(service, find_people_choices, "route-form-person", _("If you know somebody"))
        self.sphere = combo("route-form-sphere", sphere_choices(), draft.sphere)
        today = clock.today()
        self.started = day_field("route-form-started", today, draft.started_on, is_past=True)
        self.ended = day_field("route-form-ended", today, draft.ended_on)
        self.note = line("route-form-note", draft.note, _("The committee co-ordinator said so"))
        self._fill(draft)
        self.form.side_by_side(("topic", _("Topic"), self.topic), ("place", _("Where"), self.place))
        self.form.row("committee", _("Portfolio committee"), self.committee)
        self.form.row("department", _("Department"), self.department)
        self.form.side_by_side(("person", _("Whom to ask"), self.person), ("sphere", _("Whose function"), self.sphere))
        self.form.side_by_side(("started", _("Since"), self.started), ("ended", _("Until"), self.ended))
        self.form.row("note", _("How you know"), self.note, is_optional=True)

    def _body(self, name: str, part: Part) -> RecordPicker:
        placeholder = self.facts.known.get(part) or _("As Kgotla knows it")
        return RecordPicker(
            self.desk.service, find_body_choices, f"route-form-{name}", placeholder, allows_free_text=True
        )

    def _fill(self, draft: RouteDraft) -> None:
        facts = self.facts
        self.topic.set_choice(Choice(0, draft.topic) if draft.topic else None)
        self.place.set_choice(facts.choice(draft.place_id))
        self.department.set_choice(facts.choice(draft.department_id, draft.department_name))
        self.committee.set_choice(facts.choice(draft.committee_id, draft.committee_name))
        self.person.set_choice(facts.choice(draft.person_id))

    def check(self) -> bool:
        """Days and the names that must be records have to be understood."""
        for key, picker, words in (
            ("place", self.place, _("Choose a place from the list, or leave it empty.")),
            ("person", self.person, _("Choose a person from the list, or leave it empty.")),
        ):
            if picker.text().strip() and not picker.record_id:
                self.form.show_error(key, words)
                self.show_place(key)
                return False
        return self.check_day("started", self.started, False) and self.check_day("ended", self.ended, False)

    def draft(self) -> RouteDraft:
        """What is written."""
        department, committee = self.department.choice, self.committee.choice
        return replace(
            self.facts.draft,
            topic=self.topic.text(),
            place_id=self.place.record_id or None,
            sphere=str(self.sphere.currentData()),
            department_id=self.department.record_id or None,
            department_name="" if self.department.record_id or department is None else department.name,
            committee_id=self.committee.record_id or None,
            committee_name="" if self.committee.record_id or committee is None else committee.name,
            person_id=self.person.record_id or None,
            started_on=self.started.day,
            ended_on=self.ended.day,
            note=self.note.text(),
        )

    def save(self) -> None:
        """Keep it."""
        self.do(self.operation, self.draft())


class CorrectionDialog(RouteDialog):
    """An answer was wrong: what is really so is remembered from a day on."""

    operation = staticmethod(correct_route)

    def __init__(self, parent: QWidget, desk: Desk, facts: RouteForm) -> None:
        super().__init__(parent, desk, facts, _("Who really deals with it?"), "route-correction")
