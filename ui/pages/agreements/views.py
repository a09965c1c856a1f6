"""The pages of an agreement, of a clause, of a deliverable and of an indicator: four views of one noun."""

from __future__ import annotations

from crm.rules import clock
from crm.rules.agreements import DeliverableStatus, Status, is_open, label, next_deliverable_steps, next_steps
from resources.translations import _
from ui.desk import Desk
from ui.pages.agreements.actions import AgreementActions
from ui.pages.agreements.agreement_dialogs import review_words
from ui.pages.agreements.cards import (
    ClausesCard,
    DeliverablesCard,
    EvidenceCard,
    PartiesCard,
    PromisesUnderCard,
    SignedCopyCard,
)
from ui.pages.agreements.dialogs import step_verb
from ui.pages.agreements.facts import (
    AgreementWhole,
    ClauseWhole,
    DeliverableWhole,
    IndicatorWhole,
    agreement_facts,
    agreement_moments,
    clause_facts,
    deliverable_facts,
    deliverable_moments,
    indicator_facts,
)
from ui.pages.agreements.indicators import CountingCard, IndicatorsCard, MeasurementsCard
from ui.pages.agreements.looks import deliverable_pill, ends_words, light_words, rag_pill, status_pill
from ui.pages.agreements.reporting import PeriodsCard, next_report, report_words
from ui.pages.commitments.cards import TimelineCard
from ui.pages.parts.record_view import RecordView, back_words
from ui.pages.parts.words import confidentiality_words
from ui.widgets.banner import Banner
from ui.widgets.status import Status as Pill
from ui.widgets.status import Tone


class AgreementView(RecordView):
    """An agreement clause by clause."""

    def __init__(self, desk: Desk, actions: AgreementActions) -> None:
        super().__init__(
            desk, actions, "agreement", ("edit", "add-clause", "amend", "review", "responses", "renew", "report")
        )
        self._open_period = actions.open_period
        self.report_due = Banner("", Tone.WARNING, _("Open report…"), "agreement-report-due")
        self.ending = Banner("", Tone.WARNING, _("Renew…"), "agreement-ending")
        self.reviewing = Banner("", Tone.INFO, _("Review held…"), "agreement-reviewing")
        self.clauses = ClausesCard()
        self.parties = PartiesCard()
        self.copy = SignedCopyCard()
        self.indicators = IndicatorsCard(desk)
        self.counting = CountingCard()
        self.periods = PeriodsCard()
        self.timeline = TimelineCard("agreement")
        self.add_notice(self.ending)
        self.add_notice(self.reviewing)
        self.add_notice(self.report_due)
        self.insert_above_columns(self.indicators)
        self.columns.fill(
            (self.clauses, self.counting, self.timeline, self.notes, self.files),
            (self.periods, self.parties, self.copy, self.facts, self.history),
        )
        self.ending.pressed.connect(actions.all["renew"].trigger)
        self.reviewing.pressed.connect(actions.all["review"].trigger)
        self.clauses.add_wanted.connect(actions.all["add-clause"].trigger)
        self.copy.add_wanted.connect(actions.all["signed-copy"].trigger)
        self.copy.file_wanted.connect(self.file_wanted)
        self.timeline.file_wanted.connect(self._open_amendment)
        self.indicators.add_wanted.connect(actions.all["add-indicator"].trigger)
        self.periods.add_wanted.connect(actions.all["add-period"].trigger)
        self.periods.lay_out_wanted.connect(actions.lay_out)
        self.periods.period_wanted.connect(actions.open_period)
        self.report_due.pressed.connect(self._open_next_report)
        self.indicators.opened.connect(desk.navigator.open_record)
        for card in (self.clauses, self.parties, self.counting):
            card.opened.connect(desk.navigator.open_record)

    def show_whole(self, whole: AgreementWhole) -> None:
        """Show it."""
        self._whole = whole
        page, row = whole.page, whole.page.row
        subtitle = (", ".join(row.parties), _("version {version}").format(version=page.version))
        self.show_head(row.title, " · ".join(part for part in subtitle if part))
        pills = [("rag", rag_pill(row.light)), ("status", status_pill(row))]
        if row.confidentiality:
            pills.append(("confidentiality", Pill(confidentiality_words(row.confidentiality), Tone.WARNING)))
        done = _("{count} % done, {delivered} of {all} delivered").format(
            count=row.progress, delivered=row.delivered, all=row.deliverables
        )
        why = " · ".join(part for part in (light_words(row.light), done if row.deliverables else "") if part)
        self.show_pills(pills, why, row.reference)
        ends = ends_words(row.expires_on, clock.today())
        self.ending.set_text(_("{ends}: speak of renewal.").format(ends=ends) if row.is_expiring else "")
        self.reviewing.set_text(review_words(page))
        self.buttons["add-clause"].setText(self.actions_.all["add-clause"].text())
        near = next_report(whole.periods) if is_open(row.status) else None
        self.report_due.set_text(report_words(near) if near else "")
        self.indicators.show_indicators(row.id, row.reference, whole.indicators, is_grant=whole.is_grant)
        self.periods.show_periods(whole.periods, page.report_every, is_grant=whole.is_grant)
        self.counting.show_counting(whole.counting, is_grant=whole.is_grant)
        self.show_steps([(step, _step_words(row.status, step)) for step in next_steps(row.status)])
        self.clauses.show_clauses(page, whole.promises)
        self.parties.show_parties(page.parties)
        self.copy.show_copy(page)
        self.facts.show_facts(agreement_facts(page))
        self.timeline.show_moments(agreement_moments(page))
        self.show_kept(row.id, whole.kept)

    def _open_next_report(self) -> None:
        near = next_report(self._whole.periods)
        if near is not None:
            self._open_period(near.id)

    def _open_amendment(self, attachment_id: int) -> None:
        names = {file: name for _version, _on, _words, file, name in self._whole.page.amendments if file}
        self.file_wanted.emit(attachment_id, names.get(attachment_id, ""))


class ClauseView(RecordView):
    """A clause with what it brings and what was promised under it."""

    up_noun = "agreements"

    def __init__(self, desk: Desk, actions: AgreementActions) -> None:
        super().__init__(desk, actions, "clause", ("add-deliverable", "promise", "edit-clause"))
        self.deliverables = DeliverablesCard()
        self.promises = PromisesUnderCard("clause-promises")
        self.columns.fill((self.deliverables, self.promises, self.notes, self.files), (self.facts, self.history))
        self.deliverables.add_wanted.connect(actions.all["add-deliverable"].trigger)
        self.promises.add_wanted.connect(actions.all["promise"].trigger)
        for card in (self.deliverables, self.promises):
            card.opened.connect(desk.navigator.open_record)

    def show_whole(self, whole: ClauseWhole) -> None:
        """Show it."""
        row = whole.row
        self.show_head(row.name, row.words if row.heading else "", whole.agreement.name, row.agreement_id)
        pills = [("rag", rag_pill(row.light))] if row.deliverables else []
        if not row.is_standing:
            pills.append(("standing", Pill(_("Fell away"), Tone.NEUTRAL)))
        why = light_words(row.light)
        if row.deliverables:
            why = " · ".join((why, _("{count} % done").format(count=row.progress)))
        self.show_pills(pills, why, whole.agreement.reference)
        self.deliverables.show_deliverables(row.deliverables)
        self.promises.show_promises(whole.promises)
        self.facts.show_facts(clause_facts(whole))
        self.show_kept(row.id, whole.kept)


class IndicatorView(RecordView):
    """An indicator: where it stands, what was measured, and how one knows."""

    def __init__(self, desk: Desk, actions: AgreementActions) -> None:
        super().__init__(desk, actions, "indicator", ("measure", "edit-indicator"))
        self.measurements = MeasurementsCard()
        self.columns.fill((self.measurements, self.facts, self.notes), (self.files, self.history))
        self.measurements.add_wanted.connect(actions.all["measure"].trigger)
        self.measurements.measurement_wanted.connect(actions.correct)

    def show_whole(self, whole: IndicatorWhole) -> None:
        """Show it."""
        row = whole.page.row
        self.show_head(row.name, row.definition, f"{row.agreement_reference} {row.agreement_title}", row.agreement_id)
        self.show_pills([("rag", rag_pill(row.light))], light_words(row.light), row.agreement_reference)
        self.measurements.show_measurements(row, whole.page.measurements)
        self.facts.show_facts(indicator_facts(whole.page))
        self.show_kept(row.id, whole.kept)


class DeliverableView(RecordView):
    """A deliverable: how far it is, what shows it, and what was promised for it."""

    up_noun = "agreements"

    def __init__(self, desk: Desk, actions: AgreementActions) -> None:
        buttons = ("progress", "move-date", "follow-up", "evidence", "light", "edit-deliverable")
        super().__init__(desk, actions, "deliverable", buttons)
        self.evidence = EvidenceCard()
        self.promises = PromisesUnderCard("deliverable-promises")
        self.timeline = TimelineCard("deliverable")
        self.columns.fill(
            (self.evidence, self.promises, self.timeline, self.notes, self.files), (self.facts, self.history)
        )
        self.evidence.add_wanted.connect(actions.all["evidence"].trigger)
        self.evidence.file_wanted.connect(self.file_wanted)
        self.timeline.file_wanted.connect(self._open_file)
        self.promises.add_wanted.connect(actions.all["promise"].trigger)
        self.promises.opened.connect(desk.navigator.open_record)

    def show_whole(self, whole: DeliverableWhole) -> None:
        """Show it."""
        self._whole = whole
        row = whole.page.row
        clause = f"{row.clause_number} {row.clause_heading}".strip()
        self.show_head(row.title, row.sentence, f"{clause}, {row.agreement_reference}", row.clause_id)
        pills = [("rag", rag_pill(row.light)), ("status", deliverable_pill(row))]
        self.show_pills(pills, light_words(row.light), row.agreement_reference)
        self.show_steps([(step, _deliverable_step(row.status, step)) for step in next_deliverable_steps(row.status)])
        self.evidence.show_evidence(row)
        self.promises.show_promises(whole.promises)
        self.timeline.show_moments(deliverable_moments(whole.page))
        self.facts.show_facts(deliverable_facts(whole.page))
        self.show_kept(row.id, whole.kept)

    def _open_file(self, attachment_id: int) -> None:
        names = {one.attachment_id: one.file_name for one in self._whole.page.row.evidence}
        self.file_wanted.emit(attachment_id, names.get(attachment_id, ""))


def _step_words(old: Status, new: Status) -> str:
    if new is Status.CLOSED:
        return _("Close")
    stages = list(Status)
    return back_words(label(new)) if stages.index(new) < stages.index(old) else label(new)


def _deliverable_step(old: DeliverableStatus, new: DeliverableStatus) -> str:
    stages = list(DeliverableStatus)
    return back_words(step_verb(new)) if stages.index(new) < stages.index(old) else step_verb(new)
