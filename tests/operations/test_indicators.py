"""What one can rely on about a grant: what is measured, what counts, and the periods it is reported on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crm.operations.agreements import AgreementDraft, PartyDraft, draft_agreement, renew, save_agreement
from crm.operations.clauses import ClauseDraft, save_clause
from crm.operations.commitments import CommitmentDraft, change_status, save_commitment
from crm.operations.counting import count_towards
from crm.operations.engagements import EngagementDraft, log_engagement, save_engagement
from crm.operations.indicators import (
    IndicatorDraft,
    MeasurementDraft,
    correct_measurement,
    draft_indicator,
    measure,
    remove_measurement,
    save_indicator,
)
from crm.operations.movements import EvidenceDraft
from crm.operations.outcomes import OutcomeDraft, save_outcome
from crm.operations.petitions import PetitionDraft, save_petition
from crm.operations.records import remove, set_confidentiality
from crm.operations.reporting_periods import (
    PeriodDraft,
    draft_period,
    lay_out_periods,
    remove_period,
    save_period,
)
from crm.queries.agreements import agreement_of, get_agreement, part_of
from crm.queries.counting import list_choices, list_counted_towards, list_counting
from crm.queries.indicators import IndicatorRow, IndicatorsFilter, get_indicator, get_indicator_rows, list_indicators
from crm.queries.records import find, get_found, get_record
from crm.queries.reporting_periods import list_periods, list_reports_due
from crm.rules.agreements import Rag
from crm.rules.errors import UserError
from crm.workspace import Workspace


@pytest.fixture
def grant(workspace: Workspace, today: date) -> int:
    draft = AgreementDraft(
        "Taps that run",
        [PartyDraft(name="Our Network", role="grantee"), PartyDraft(name="Sample Fund", role="funder")],
        kind="grant",
        contract_number="SF-2026-07",
        amount="R 1 250 000",
        status="in_force",
        signed_on=date(2026, 1, 1),
        effective_on=date(2026, 1, 1),
        expires_on=date(2026, 12, 31),
        report_every="quarterly",
    )
    return workspace.do(save_agreement, draft).value[0]


def add(workspace: Workspace, grant: int, name: str = "People trained", **more: object) -> int:
    draft = IndicatorDraft(grant, name, **({"target": 100.0, "unit": "people"} | more))  # type: ignore[arg-type]
    return workspace.do(save_indicator, draft).value[0]


def row_of(workspace: Workspace, indicator_id: int, on: date | None = None) -> IndicatorRow:
    (row,) = workspace.ask(get_indicator_rows, [indicator_id], on)
    return row


def hold(workspace: Workspace, title: str, on: date, kind: str = "training", **counts: int) -> int:
    draft = EngagementDraft(title, on, kind, **counts)  # type: ignore[arg-type]
    return workspace.do(log_engagement, draft).value[0]


def codes(workspace: Workspace, *call: object) -> str:
    with pytest.raises(UserError) as refused:
        workspace.do(*call)  # type: ignore[arg-type]
    return refused.value.code


def test_a_grant_has_a_funder_a_contract_number_and_an_amount(workspace: Workspace, grant: int) -> None:
    page = workspace.ask(get_agreement, grant)
    assert page is not None
    assert (page.contract_number, page.amount) == ("SF-2026-07", "R 1 250 000")
    assert [(party.name, party.role) for party in page.parties] == [
        ("Our Network", "grantee"),
        ("Sample Fund", "funder"),
    ]
    draft = workspace.ask(draft_agreement, grant)
    assert workspace.ask(draft_agreement, workspace.do(save_agreement, draft).value[0]).parties == draft.parties
    draft.parties[0].role = "king"
    assert codes(workspace, save_agreement, draft) == "no-such-choice"


def test_the_next_grant_has_a_contract_number_of_its_own(workspace: Workspace, grant: int) -> None:
    indicator_id = add(workspace, grant)
    renewed = workspace.do(renew, grant, date(2027, 1, 1), date(2027, 12, 31)).value[0]
    page = workspace.ask(get_agreement, renewed)
    assert page is not None
    assert (page.row.kind, page.contract_number, page.amount) == ("grant", "", "")
    assert [party.role for party in page.parties] == ["grantee", "funder"]
    assert workspace.ask(list_indicators, IndicatorsFilter(status="all")) == [indicator_id]


def test_the_newest_measurement_is_the_value_also_of_a_day_gone_by(workspace: Workspace, grant: int) -> None:
    indicator_id = add(workspace, grant, baseline=20.0, baseline_on=date(2026, 1, 1), target_on=date(2026, 12, 31))
    assert row_of(workspace, indicator_id).light.reason == "no value yet"
    workspace.do(measure, indicator_id, MeasurementDraft(80, date(2026, 9, 30), note="Two trainings were rained off"))
    workspace.do(measure, indicator_id, MeasurementDraft(50, date(2026, 6, 30)))
    row = row_of(workspace, indicator_id)
    assert (row.value, row.value_on, row.variance, row.progress) == (80, date(2026, 9, 30), -20, 75)
    assert (row.note, row.light.rag) == ("Two trainings were rained off", Rag.AMBER)
    assert row_of(workspace, indicator_id, date(2026, 7, 1)).value == 50


def test_a_measurement_is_corrected_and_taken_away_and_both_can_be_undone(workspace: Workspace, grant: int) -> None:
    indicator_id = add(workspace, grant)
    workspace.do(measure, indicator_id, MeasurementDraft(8, date(2026, 9, 30)))
    page = workspace.ask(get_indicator, indicator_id)
    assert page is not None
    (written,) = page.measurements
    workspace.do(correct_measurement, written.id, MeasurementDraft(80, date(2026, 10, 1)))
    assert row_of(workspace, indicator_id).value == 80
    workspace.do(remove_measurement, written.id)
    assert row_of(workspace, indicator_id).value is None
    workspace.undo()
    workspace.undo()
    assert row_of(workspace, indicator_id).value == 8


def test_a_file_that_shows_a_measurement_is_kept_with_the_indicator(
    workspace: Workspace, grant: int, tmp_path: Path
) -> None:
    register = tmp_path / "register.txt"
    register.write_text("62 names")
    indicator_id = add(workspace, grant)
    workspace.do(measure, indicator_id, MeasurementDraft(62, date(2026, 9, 30), file=register))
    page = workspace.ask(get_indicator, indicator_id)
    assert page is not None
    assert page.measurements[0].file_name == "register.txt"


def test_what_makes_no_sense_is_refused_and_nothing_is_kept(workspace: Workspace, grant: int) -> None:
    other = workspace.do(save_agreement, AgreementDraft("Another", [PartyDraft(name="A"), PartyDraft(name="B")]))
    clause = workspace.do(save_clause, ClauseDraft(other.value[0], "1", "Theirs")).value[0]
    for draft, code in (
        (IndicatorDraft(grant, " "), "indicator-without-name"),
        (IndicatorDraft(grant, "x", baseline=5, target=1), "target-against-direction"),
        (IndicatorDraft(grant, "x", clause_id=clause), "indicator-of-another-agreement"),
        (IndicatorDraft(grant, "x", counted="stars"), "no-such-choice"),
    ):
        assert codes(workspace, save_indicator, draft) == code
    assert workspace.ask(list_indicators) == []
    indicator_id = add(workspace, grant)
    assert codes(workspace, measure, indicator_id, MeasurementDraft(None)) == "measurement-without-value"
    assert codes(workspace, measure, indicator_id, MeasurementDraft(1, date(2027, 1, 1))) == "made-in-future"
    turned = MeasurementDraft(1, date(2026, 2, 1), date(2026, 2, 1), date(2026, 1, 1))
    assert codes(workspace, measure, indicator_id, turned) == "period-reversed"
    counted = add(workspace, grant, "Counted", counted="trainings")
    assert codes(workspace, measure, counted, MeasurementDraft(1, date(2026, 2, 1))) == "indicator-is-counted"
    stale = workspace.ask(draft_indicator, indicator_id)
    workspace.do(save_indicator, workspace.ask(draft_indicator, indicator_id))
    stale.name = "Changed here"
    workspace.do(measure, indicator_id, MeasurementDraft(1, date(2026, 2, 1)))
    assert codes(workspace, save_indicator, stale) == "changed-meanwhile"


def test_trainings_people_and_attendances_are_counted_apart_and_say_who_did_not_write_down(
    workspace: Workspace, grant: int
) -> None:
    first = hold(workspace, "Know your ward", date(2026, 3, 1), women=20, men=10, sessions=2, attendances=55)
    second = hold(workspace, "Budgets", date(2026, 6, 1), kind="workshop")
    hearing = hold(workspace, "Hearing", date(2026, 7, 1), kind="public_hearing", total=12)
    before = hold(workspace, "The year before", date(2025, 11, 1), total=500)
    planned = workspace.do(save_engagement, EngagementDraft("To come", date(2026, 12, 1), "training"))
    hold(workspace, "Of another grant", date(2026, 3, 2), total=7)
    for each in (first, second, hearing, before, planned.value[0]):
        workspace.do(count_towards, each, [grant])
    rows = {
        counted: row_of(workspace, add(workspace, grant, counted, counted=counted))
        for counted in ("trainings", "people", "engagements", "attendances")
    }
    assert {name: row.value for name, row in rows.items()} == {
        "trainings": 2,
        "people": 42,
        "engagements": 3,
        "attendances": 55,
    }
    assert "1 did not write it down" in rows["people"].counted_words
    assert "1 more is not of these days" in rows["people"].counted_words
    assert "2 did not write it down" in rows["attendances"].counted_words
    assert rows["people"].value_on == date(2026, 11, 22)


def test_promises_kept_and_petitions_handed_in_are_counted_once_they_are(workspace: Workspace, grant: int) -> None:
    kept = workspace.do(save_commitment, CommitmentDraft("We shall mend the pump", made_on=date(2026, 3, 1))).value[0]
    still = workspace.do(save_commitment, CommitmentDraft("We shall come", made_on=date(2026, 3, 1))).value[0]
    petition = workspace.do(
        save_petition, PetitionDraft("Water", status="submitted", submitted_on=date(2026, 5, 1))
    ).value[0]
    draft = workspace.do(save_petition, PetitionDraft("Roads")).value[0]
    for each in (kept, still, petition, draft):
        workspace.do(count_towards, each, [grant])
    promises = add(workspace, grant, "Promises kept", counted="promises")
    petitions = add(workspace, grant, "Petitions", counted="petitions")
    assert (row_of(workspace, promises).value, row_of(workspace, petitions).value) == (0, 1)
    workspace.do(change_status, kept, "closed", date(2026, 9, 1), outcome="kept", evidence=[EvidenceDraft("Water")])
    assert row_of(workspace, promises).value == 1
    hidden = [kept]
    (row,) = workspace.ask(get_indicator_rows, [promises], None, hidden)
    assert row.value == 0


def test_outcomes_are_counted_by_kind(workspace: Workspace, grant: int) -> None:
    for statement, kind, indicator in (
        ("The council repairs taps within a week", "practice", "service_gained"),
        ("The by-law names a day for answers", "policy", "policy_changed"),
        ("The mayor answers letters", "behaviour", ""),
    ):
        draft = OutcomeDraft(
            statement, actor_name="The council", kind=kind, indicator=indicator, on_day=date(2026, 5, 1)
        )
        workspace.do(count_towards, workspace.do(save_outcome, draft).value[0], [grant])
    values = {
        counted: row_of(workspace, add(workspace, grant, counted, counted=counted)).value
        for counted in ("outcomes", "outcomes:policy_changed", "outcomes:behaviour", "outcomes:action")
    }
    assert list(values.values()) == [3, 1, 1, 0]


def test_a_record_counts_towards_several_agreements_and_is_listed_by_kind(workspace: Workspace, grant: int) -> None:
    other = workspace.do(save_agreement, AgreementDraft("Another", [PartyDraft(name="A"), PartyDraft(name="B")]))
    training = hold(workspace, "Know your ward", date(2026, 3, 1))
    workspace.do(count_towards, training, [grant, other.value[0]])
    assert [each.id for each in workspace.ask(list_counted_towards, training)] == [grant, other.value[0]]
    assert {noun: [each.id for each in found] for noun, found in workspace.ask(list_counting, grant).items()} == {
        "engagements": [training]
    }
    assert [choice.is_chosen for choice in workspace.ask(list_choices, training)] == [True, True]
    workspace.do(count_towards, training, [grant])
    assert [each.id for each in workspace.ask(list_counted_towards, training)] == [grant]
    workspace.undo()
    assert len(workspace.ask(list_counted_towards, training)) == 2
    workspace.undo()
    assert workspace.ask(list_counted_towards, training) == []
    assert codes(workspace, count_towards, training, [training]) == "counts-towards-no-agreement"
    assert codes(workspace, count_towards, grant, [grant]) == "cannot-count"


def test_removing_a_grant_takes_its_indicators_and_leaves_what_counted(workspace: Workspace, grant: int) -> None:
    clause = workspace.do(save_clause, ClauseDraft(grant, "R1", "People know how to petition")).value[0]
    indicator_id = add(workspace, grant, clause_id=clause)
    assert (workspace.ask(part_of, indicator_id), workspace.ask(agreement_of, indicator_id)) == ("indicator", grant)
    workspace.do(set_confidentiality, grant, 2)
    head = workspace.ask(get_record, indicator_id)
    assert head is not None
    assert head.confidentiality == 2
    workspace.do(remove, clause)
    assert row_of(workspace, indicator_id).clause_id is None
    training = hold(workspace, "Know your ward", date(2026, 3, 1))
    workspace.do(count_towards, training, [grant])
    workspace.do(measure, indicator_id, MeasurementDraft(8, date(2026, 9, 30)))
    workspace.do(remove, grant)
    assert workspace.ask(list_indicators, IndicatorsFilter(status="all")) == []
    assert workspace.ask(list_counted_towards, training) == []
    workspace.undo()
    assert row_of(workspace, indicator_id).value == 8
    assert [each.id for each in workspace.ask(list_counted_towards, training)] == [grant]
    assert workspace.ask(get_found, [indicator_id])[0].name == "People trained, M-2026-0001"
    assert [each.id for each in workspace.ask(find, "people trained")] == [indicator_id]


def test_periods_are_laid_out_from_the_days_of_the_grant_and_what_was_written_stays(
    workspace: Workspace, grant: int
) -> None:
    assert workspace.do(lay_out_periods, grant).value == 4
    periods = workspace.ask(list_periods, grant)
    assert [period.name for period in periods][:2] == ["1 Jan 2026 to 31 Mar 2026", "1 Apr 2026 to 30 Jun 2026"]
    assert periods[0].due_on == date(2026, 4, 30)
    first = workspace.ask(draft_period, periods[0].id)
    first.submitted_on, first.achievements = date(2026, 4, 20), "Two trainings were held."
    workspace.do(save_period, first)
    draft = workspace.ask(draft_agreement, grant)
    draft.report_every = "six_monthly"
    workspace.do(save_agreement, draft)
    assert workspace.do(lay_out_periods, grant).value == 1
    assert [(each.starts_on, each.ends_on, each.achievements) for each in workspace.ask(list_periods, grant)] == [
        (date(2026, 1, 1), date(2026, 3, 31), "Two trainings were held."),
        (date(2026, 7, 1), date(2026, 12, 31), ""),
    ]
    assert workspace.do(lay_out_periods, grant).value == 0


def test_the_reports_that_are_due_come_in_the_order_of_their_days(workspace: Workspace, grant: int) -> None:
    workspace.do(lay_out_periods, grant)
    due = workspace.ask(list_reports_due, date(2026, 11, 30))
    assert [each.due_on for each in due] == [date(2026, 4, 30), date(2026, 7, 30), date(2026, 10, 30)]
    assert due[0].is_late(date(2026, 11, 22))
    assert due[-1].sentence == "outstanding for 23 days, was due on 30 Oct 2026"
    first = workspace.ask(draft_period, due[0].id)
    first.submitted_on = date(2026, 5, 2)
    workspace.do(save_period, first)
    assert len(workspace.ask(list_reports_due, date(2026, 11, 30))) == 2
    workspace.do(set_confidentiality, grant, 2)
    assert workspace.ask(list_reports_due, max_confidentiality=1) == []


def test_a_period_is_typed_and_no_day_is_in_two(workspace: Workspace, grant: int) -> None:
    kept = workspace.do(save_period, PeriodDraft(grant, date(2026, 1, 1), date(2026, 2, 28), date(2026, 3, 15)))
    for draft, code in (
        (PeriodDraft(grant, date(2026, 2, 28), date(2026, 3, 31)), "period-overlaps"),
        (PeriodDraft(grant, date(2026, 3, 31), date(2026, 3, 1)), "period-reversed"),
        (PeriodDraft(grant, date(2026, 3, 1), date(2026, 3, 31), submitted_on=date(2027, 1, 1)), "made-in-future"),
        (PeriodDraft(grant, date(2026, 3, 1), date(2026, 3, 31), submitted_on=date(2026, 1, 1)), "submitted-before-"),
    ):
        assert codes(workspace, save_period, draft).startswith(code)
    workspace.do(remove_period, kept.value[0])
    assert workspace.ask(list_periods, grant) == []
    workspace.undo()
    assert [each.due_on for each in workspace.ask(list_periods, grant)] == [date(2026, 3, 15)]


def test_laying_out_needs_to_know_how_often_and_until_when(workspace: Workspace, grant: int) -> None:
    draft = workspace.ask(draft_agreement, grant)
    draft.expires_on = None
    workspace.do(save_agreement, draft)
    assert codes(workspace, lay_out_periods, grant) == "agreement-without-days"
    draft = workspace.ask(draft_agreement, grant)
    draft.report_every = ""
    workspace.do(save_agreement, draft)
    assert codes(workspace, lay_out_periods, grant) == "report-never-due"
