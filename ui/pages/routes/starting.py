"""A petition that begins with an answer: to its committee, about its topic and place."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from crm.queries.people import get_names
from crm.queries.routes import Answer
from crm.queries.topics import find_topic
from crm.workspace import Done
from ui.desk import Desk
from ui.pages.issues.editor import StartPetition
from ui.pages.petitions.editor import PetitionEditor, PetitionForm, read_petition_form


def read_petition_to(answer: Answer, committee_id: int) -> PetitionForm:
    """The form of a new petition to the committee of an answer, about its topic and place."""
    form = read_petition_form(None, answer.legislature_id)
    topic_id = answer.topic_id or find_topic(answer.topic)
    draft = replace(
        form.draft,
        committee_id=committee_id,
        place_id=next(iter(answer.where.ids), None),
        topics=[topic_id] if topic_id else [],
    )
    names = form.names | get_names([committee_id])
    areas = {area.id: area.name for area in answer.where.areas if area.id}
    return replace(form, draft=draft, names=names | areas)


def open_petition(page: QWidget, desk: Desk, asking: int, facts: PetitionForm) -> None:
    """Open the form; once it is saved, the petition. It belongs to the record that asked, if one did."""
    form = StartPetition(page, desk, asking, facts) if asking else PetitionEditor(page, desk, facts)

    def show(done: Done[tuple[int, str]]) -> None:
        desk.navigator.open_record("petitions", done.value[0])

    form.saved.connect(show)
    form.open()
