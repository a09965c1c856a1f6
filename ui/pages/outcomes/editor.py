"""The form of an outcome, and what it needs to know before it opens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from PySide6.QtWidgets import QCheckBox, QWidget

from crm.operations.outcomes import OutcomeDraft, draft_outcome, save_outcome
from crm.queries.plans import get_plan
from crm.queries.records import get_found
from crm.queries.topics import TopicRow, list_tags, list_topics
from crm.rules import clock
from crm.rules.outcomes import Indicator, Kind, Level, label
from resources.translations import _
from ui.desk import Desk
from ui.pages.agreements.editors import Editor
from ui.pages.commitments.form_dialog import combo, day_field, line, text_box
from ui.pages.commitments.form_facts import party_choices
from ui.pages.parts.finding import find_place_choices, find_plan_choices
from ui.pages.parts.tied import find_records_to_tie
from ui.pages.parts.topic_fields import TopicFields
from ui.pages.parts.words import confidentiality_words
from ui.widgets.choices import Choice
from ui.widgets.record_picker import RecordPicker
from ui.widgets.records_edit import RecordsEdit

WIDTH = 720


@dataclass(frozen=True)
class OutcomeForm:
    """The draft with the names of all it points at, and what can be chosen."""

    draft: OutcomeDraft
    names: dict[int, str]
    topics: tuple[TopicRow, ...]
    tags: tuple[str, ...]

    def choice(self, record_id: int | None) -> Choice | None:
        """A record as its field shows it."""
        return Choice(record_id, self.names.get(record_id, "")) if record_id is not None else None


def read_outcome_form(outcome_id: int | None = None, plan_id: int | None = None) -> OutcomeForm:
    """The form of an outcome, or of a new one: of this plan, with its place and topics, where one is given."""
    draft = draft_outcome(outcome_id) if outcome_id else _new(plan_id)
    named = [one for one in (draft.actor_id, draft.plan_id, draft.place_id, *draft.belongs) if one]
    names = {one.id: one.name for one in get_found(named)}
    return OutcomeForm(draft, names, tuple(list_topics()), tuple(list_tags()))


def _new(plan_id: int | None) -> OutcomeDraft:
    plan = get_plan(plan_id) if plan_id else None
    if plan is None:
        return OutcomeDraft("")
    return OutcomeDraft(
        "",
        plan_id=plan_id,
        place_id=plan.row.place_id,
        topics=[topic for topic, _name in plan.topics],
        confidentiality=plan.row.confidentiality,
    )


class OutcomeEditor(Editor):
    """An outcome; `saved` carries (id, reference)."""

    places: ClassVar[Mapping[str, str]] = {
        "outcome-without-change": "statement",
        "outcome-without-actor": "actor",
        "made-in-future": "on",
    }

    def __init__(self, parent: QWidget, desk: Desk, facts: OutcomeForm) -> None:
        self.facts = facts
        title = _("Edit outcome") if facts.draft.id else _("New outcome")
        super().__init__(parent, desk, title, "outcome-editor", WIDTH)
        self.statement.setFocus()

    def build(self) -> None:
        """Who changed in what, why it matters, our part, and who says so too."""
        draft, today = self.facts.draft, clock.today()
        self.statement = text_box(
            "outcome-statement", draft.statement, _("What somebody does differently now, in a sentence"), lines=2
        )
        self.actor = self._picker("outcome-actor", _("Person, body, or a name"), allows_free_text=True)
        self.actor.set_choice(
            self.facts.choice(draft.actor_id) or (Choice(0, draft.actor_name) if draft.actor_name else None)
        )
        self.kind = combo("outcome-kind", {one.value: label(one) for one in Kind}, draft.kind)
        self.indicator = combo("outcome-indicator", _indicators(), draft.indicator)
        self.on = day_field("outcome-on", today, draft.on_day, is_past=True)
        self.form.row("statement", _("The change"), self.statement)
        self.form.side_by_side(("actor", _("Who changed"), self.actor), ("kind", _("Changed in"), self.kind))
        self.form.side_by_side(("on", _("Seen on"), self.on), ("indicator", _("Counts as"), self.indicator))
        self._build_our_part(draft)
        self.by = line("outcome-by", draft.substantiated_by, _("Who else says so: a person, a paper"))
        self.by_on = day_field("outcome-by-on", today, draft.substantiated_on, is_past=True)
        self.form.side_by_side(("by", _("Substantiated by"), self.by), ("by_on", _("When"), self.by_on))
        self._build_links(draft)

    def _build_our_part(self, draft: OutcomeDraft) -> None:
        self.significance = text_box("outcome-significance", draft.significance, _("Why it matters"), lines=2)
        self.contribution = text_box("outcome-contribution", draft.contribution, _("What we did for it"), lines=2)
        self.level = combo("outcome-level", {one.value: label(one) for one in Level}, draft.level)
        self.expected = QCheckBox(_("It is what we worked for"))
        self.expected.setObjectName("outcome-expected")
        self.expected.setChecked(draft.is_expected)
        self.form.row("significance", _("Significance"), self.significance, is_optional=True)
        self.form.row("contribution", _("Our contribution"), self.contribution, is_optional=True)
        self.form.side_by_side(
            ("level", _("How much was ours"), self.level), ("expected", _("Expected"), self.expected)
        )

    def _build_links(self, draft: OutcomeDraft) -> None:
        service = self.desk.service
        self.plan = RecordPicker(service, find_plan_choices, "outcome-plan", _("The plan it came of"))
        self.plan.set_choice(self.facts.choice(draft.plan_id))
        self.place = RecordPicker(service, find_place_choices, "outcome-place", _("Where"))
        self.place.set_choice(self.facts.choice(draft.place_id))
        self.belongs = RecordsEdit(
            service, find_records_to_tie, "outcome-belongs", _("Petition, engagement, promise …")
        )
        self.belongs.set_choices(Choice(one, self.facts.names.get(one, "")) for one in draft.belongs)
        self.belongs.changed.connect(self.fit)
        levels = {level: confidentiality_words(level) for level in range(3)}
        self.levels = combo("outcome-confidentiality", levels, draft.confidentiality)
        self.source = line("outcome-source", draft.source)
        self.topic_fields = TopicFields("outcome", self.facts.topics, self.facts.tags, draft.topics, draft.tags)
        self.form.side_by_side(("plan", _("Plan"), self.plan), ("place", _("Place"), self.place))
        self.form.row("belongs", _("Belongs to it"), self.belongs, is_optional=True)
        self.topic_fields.add_to(self.form)
        self.form.side_by_side(
            ("confidentiality", _("Confidentiality"), self.levels), ("source", _("Source"), self.source)
        )

    def _picker(self, name: str, hint: str, *, allows_free_text: bool) -> RecordPicker:
        return RecordPicker(self.desk.service, party_choices, name, hint, allows_free_text=allows_free_text)

    def check(self) -> bool:
        """Days must be understood, topics known."""
        return self.topic_fields.check(self.form) and self.check_days(("on", self.on), ("by_on", self.by_on))

    def draft(self) -> OutcomeDraft:
        """What is written."""
        who = self.actor.choice
        return replace(
            self.facts.draft,
            statement=self.statement.toPlainText(),
            actor_id=(who.id or None) if who else None,
            actor_name=who.name if who and not who.id else "",
            kind=str(self.kind.currentData()),
            indicator=str(self.indicator.currentData()),
            on_day=self.on.day,
            significance=self.significance.toPlainText(),
            contribution=self.contribution.toPlainText(),
            level=str(self.level.currentData()),
            substantiated_by=self.by.text(),
            substantiated_on=self.by_on.day,
            is_expected=self.expected.isChecked(),
            plan_id=self.plan.record_id or None,
            place_id=self.place.record_id or None,
            belongs=self.belongs.record_ids,
            confidentiality=int(self.levels.currentData()),
            source=self.source.text(),
            topics=self.topic_fields.topics(),
            tags=self.topic_fields.tags.tags,
        )

    def save(self) -> None:
        """Keep it."""
        self.do(save_outcome, self.draft())


def _indicators() -> dict[str, str]:
    return {"": _("None of these")} | {one.value: label(one) for one in Indicator if one}
