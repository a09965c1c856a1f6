"""The fields of a commitment that may wait: who spoke, where, in which language, how firm, about what."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QWidget

from crm.operations.commitments import CommitmentDraft
from crm.rules.commitments import Kind, OnChangeOfOffice, Priority, Strength, label
from resources.reference import languages
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.pages.agreements.form_facts import clause_choices, deliverable_choices
from ui.pages.commitments.form_dialog import combo, line, text_box
from ui.pages.commitments.form_facts import FormFacts, engagement_choices
from ui.pages.commitments.looks import level_words
from ui.pages.parts.choosing import fill
from ui.pages.parts.finding import find_people_choices
from ui.widgets.choices import Choice
from ui.widgets.forms import Form
from ui.widgets.record_picker import RecordPicker
from ui.widgets.tag_edit import TagEdit


class MoreFields(Form):
    """Reads and writes its part of a draft."""

    def __init__(self, desk: Desk, facts: FormFacts, parent: QWidget | None = None) -> None:
        super().__init__("commitment-more-fields", parent)
        self._facts = facts
        self.bound_id = facts.draft.bound_id or 0  # whose clauses are offered first
        self._deliverables = Asker(self, desk.service, self._fill_deliverables)
        self._topic_ids = {topic.name.casefold(): topic.id for topic in facts.topics}
        self._make_pickers(desk)
        self._make_words()
        self._make_choices()
        self._lay_out()

    def _make_pickers(self, desk: Desk) -> None:
        draft, facts = self._facts.draft, self._facts
        self.maker = RecordPicker(desk.service, find_people_choices, "commitment-maker")
        self.maker.set_choice(facts.choice(draft.maker_id))
        self.engagement = RecordPicker(desk.service, engagement_choices, "commitment-engagement")
        self.engagement.set_choice(facts.choice(draft.engagement_id))
        self.witness = RecordPicker(desk.service, find_people_choices, "commitment-witness")
        self.witness.set_choice(facts.choice(draft.witness_id))
        self.clause = RecordPicker(
            desk.service, self._find_clauses, "commitment-clause", _("Number, heading or agreement")
        )
        self.clause.set_choice(facts.choice(draft.clause_id))
        self.deliverable = combo("commitment-deliverable", {0: _("None in particular")})
        if draft.deliverable_id:
            self.deliverable.addItem(facts.names.get(draft.deliverable_id, ""), draft.deliverable_id)
            self.deliverable.setCurrentIndex(1)
        self.clause.chosen.connect(self._ask_deliverables)
        self.clause.cleared.connect(self._forget_deliverables)
        self.topics = TagEdit("commitment-topics", words=_("Add a topic"))
        self.topics.set_known(topic.name for topic in facts.topics)
        by_id = {topic.id: topic.name for topic in facts.topics}
        self.topics.set_tags(by_id[topic] for topic in draft.topics if topic in by_id)
        self.tags = TagEdit("commitment-tags")
        self.tags.set_known(facts.tags)
        self.tags.set_tags(draft.tags)
        for edit in (self.topics, self.tags):
            edit.line.setProperty("takes_return", True)

    def _make_words(self) -> None:
        draft = self._facts.draft
        self.office = line("commitment-maker-office", draft.maker_office, _("Speaker, Northern Cape Legislature"))
        self.said_where = line("commitment-said-where", draft.said_where, _("A letter, a speech, a radio interview"))
        self.translation = text_box("commitment-translation", draft.translation, lines=2)
        self.measure = line("commitment-measure", draft.measure, _("What we shall see when it is done"))
        self.source = line("commitment-source", draft.source)

    def _make_choices(self) -> None:
        draft = self._facts.draft
        spoken: dict[str, str] = {"": _("Not said")} | {one.code: one.name for one in languages()}
        if draft.language and draft.language not in spoken:
            spoken[draft.language] = draft.language
        change: dict[str, str] = {"": _("Not decided")} | _labels(OnChangeOfOffice)
        levels: dict[int, str] = {level: level_words(level) for level in range(3)}
        self.language = combo("commitment-language", spoken, draft.language)
        self.strength = combo("commitment-strength", _labels(Strength), draft.strength)
        self.kind = combo("commitment-kind", _labels(Kind), draft.kind)
        self.priority = combo("commitment-priority", _labels(Priority), draft.priority)
        self.on_change = combo("commitment-on-change", change, draft.on_change)
        self.confidentiality = combo("commitment-confidentiality", levels, draft.confidentiality)

    def _lay_out(self) -> None:
        self.side_by_side(("maker", _("Said by"), self.maker), ("office", _("Office held then"), self.office))
        self.side_by_side(
            ("engagement", _("Engagement"), self.engagement), ("said_where", _("Or said where"), self.said_where)
        )
        self.row("translation", _("Our translation"), self.translation, is_optional=True)
        self.side_by_side(
            ("language", _("Language spoken"), self.language),
            ("strength", _("How firm"), self.strength),
            ("kind", _("Form"), self.kind),
        )
        self.side_by_side(
            ("clause", _("Under clause"), self.clause), ("deliverable", _("For deliverable"), self.deliverable)
        )
        self.side_by_side(("topics", _("Topics"), self.topics), ("tags", _("Tags"), self.tags))
        self.row("measure", _("How we shall know"), self.measure, is_optional=True)
        self.side_by_side(
            ("priority", _("Priority"), self.priority),
            ("confidentiality", _("Confidentiality"), self.confidentiality),
            ("on_change", _("On a change of office"), self.on_change),
        )
        self.side_by_side(("witness", _("Witness"), self.witness), ("source", _("Source"), self.source))

    def _find_clauses(self, text: str) -> list[Choice]:
        return clause_choices(text, self.bound_id or None)

    def ask_deliverables(self) -> None:
        """Offer what can be delivered under the clause chosen."""
        if self.clause.record_id:
            self._deliverables.ask(deliverable_choices, self.clause.record_id)

    def _ask_deliverables(self, _choice: Choice) -> None:
        self._forget_deliverables()
        self.ask_deliverables()

    def _forget_deliverables(self) -> None:
        self._deliverables.drop()
        self._fill_deliverables([(0, _("None in particular"))])

    def _fill_deliverables(self, choices: list[tuple[int, str]]) -> None:
        fill(self.deliverable, choices)

    def take_maker(self, choice: Choice | None, office: str) -> None:
        """Who promised is a person: she said it herself, in the office she held then."""
        self.maker.set_choice(choice)
        self.office.setText(office)

    def check(self) -> bool:
        """Whether something is wrong; shows it."""
        for picker, key in (
            (self.maker, "maker"),
            (self.witness, "witness"),
            (self.engagement, "engagement"),
            (self.clause, "clause"),
        ):
            if picker.text().strip() and not picker.record_id:
                self.show_error(
                    key,
                    _("“{text}” is not known yet. Choose from the list, or leave it empty.").format(text=picker.text()),
                )
                return True
        unknown = [topic for topic in self.topics.tags if topic.casefold() not in self._topic_ids]
        if unknown:
            text = _("There is no topic “{topic}” yet. Choose one from the list, or write it as a tag.")
            self.show_error("topics", text.format(topic=unknown[0]))
        return bool(unknown)

    def read(self, draft: CommitmentDraft) -> CommitmentDraft:
        """The draft with what is written here."""
        return replace(
            draft,
            maker_id=self.maker.record_id or None,
            maker_office=self.office.text(),
            engagement_id=self.engagement.record_id or None,
            clause_id=self.clause.record_id or None,
            deliverable_id=self.deliverable.currentData() or None,
            said_where=self.said_where.text(),
            language=_value(self.language),
            translation=self.translation.toPlainText(),
            strength=_value(self.strength),
            kind=_value(self.kind),
            topics=[self._topic_ids[t.casefold()] for t in self.topics.tags if t.casefold() in self._topic_ids],
            tags=self.tags.tags,
            measure=self.measure.text(),
            priority=_value(self.priority),
            on_change=_value(self.on_change),
            confidentiality=int(self.confidentiality.currentData()),
            witness_id=self.witness.record_id or None,
            source=self.source.text(),
        )


def _labels(values: type[Strength | Kind | Priority | OnChangeOfOffice]) -> dict[str, str]:
    return {one.value: label(one) for one in values}


def _value(box: QComboBox) -> str:
    return str(box.currentData())
