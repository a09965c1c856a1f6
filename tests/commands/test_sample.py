"""The sample workspace: enough of everything, marked as invented, the same on the same day."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from crm import sample
from crm.queries.agreements import (
    AgreementPage,
    AgreementsFilter,
    get_agreement,
    get_agreement_rows,
    list_agreements,
)
from crm.queries.clocks import list_clocks
from crm.queries.commitments import CommitmentFilter, CommitmentRow, get_commitment_rows, list_commitments
from crm.queries.counting import list_counting
from crm.queries.deadlines import list_deadlines
from crm.queries.engagements import get_engagement, get_engagement_rows, list_engagements
from crm.queries.escalation import list_escalations
from crm.queries.indicators import get_indicator_rows, list_indicators
from crm.queries.mapping import list_looks
from crm.queries.movements import list_moves
from crm.queries.organisations import list_organisations
from crm.queries.outcomes import list_outcomes
from crm.queries.people import get_person, list_people
from crm.queries.petitions import PetitionRow, PetitionsFilter, get_petition_rows, list_petitions
from crm.queries.plans import get_plan, list_plans
from crm.queries.records import get_record
from crm.queries.reporting_periods import list_periods
from crm.queries.today import get_today
from crm.rules import clock
from crm.rules.agreements import Rag
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE


@pytest.fixture
def workspace_to_see(sample_folder: Path) -> Iterator[Workspace]:
    opened = Workspace.open_to_read(sample_folder, sample.PASSPHRASE)
    yield opened
    opened.close()


def all_commitments(workspace: Workspace) -> list[CommitmentRow]:
    return workspace.ask(get_commitment_rows, workspace.ask(list_commitments, CommitmentFilter(status="all")))


def test_there_is_enough_of_everything(workspace_to_see: Workspace) -> None:
    rows = all_commitments(workspace_to_see)
    assert len(workspace_to_see.ask(list_people)) >= 60
    assert len(workspace_to_see.ask(list_organisations)) >= 12
    assert len(workspace_to_see.ask(list_engagements)) >= 40
    assert len(rows) >= 80
    directions, lateness = Counter(row.direction for row in rows), Counter(row.lateness for row in rows)
    assert min(directions[each] for each in ("they_owe_us", "we_owe_them", "cso_to_cso")) >= 10
    assert set(lateness) == {"no_date", "not_due", "due_soon", "moved", "overdue", "long_overdue", "closed"}
    assert {row.outcome for row in rows} >= {"kept", "partly_kept", "not_kept", "withdrawn", "lapsed", "superseded"}
    assert {row.language for row in rows} >= {"tn", "af", "xh"}
    assert any(row.confidentiality == 2 for row in rows)


def test_today_has_something_to_do_in_every_part(workspace_to_see: Workspace, today: date) -> None:
    seen = workspace_to_see.ask(get_today)
    assert seen.overdue_to_us_count
    assert seen.overdue_by_us_count
    assert seen.this_week_count
    assert seen.engagements
    assert seen.to_close_out_count
    assert seen.terms_ending
    assert seen.unverified


def all_agreements(workspace: Workspace) -> list[AgreementPage]:
    pages = [workspace.ask(get_agreement, agreement_id) for agreement_id in workspace.ask(list_agreements)]
    return [page for page in pages if page is not None]


def test_two_agreements_and_a_grant_show_what_an_agreement_can_be(workspace_to_see: Workspace, today: date) -> None:
    first, grant, second = all_agreements(workspace_to_see)
    assert "Northern Cape Provincial Legislature" in first.row.parties
    assert first.row.expires_on == date(2027, 1, 22)
    (expiring,) = workspace_to_see.ask(list_agreements, AgreementsFilter(status="expiring"))
    assert workspace_to_see.ask(get_agreement_rows, [expiring])[0].name == first.row.name
    assert not second.row.is_expiring
    assert first.amendments
    assert first.reviews
    assert first.signed_copy
    assert all(party.signatory and party.focal for page in (first, second) for party in page.parties)
    assert any(clause.every for clause in first.clauses)
    assert any(not clause.is_standing for clause in first.clauses)
    deliverables = [row for page in (first, second) for clause in page.clauses for row in clause.deliverables]
    assert {row.light.rag for row in deliverables} == set(Rag)
    assert any(row.light.is_overridden for row in deliverables)
    assert any(row.variance and row.reason for row in deliverables)
    assert "invented" in grant.parties[1].name
    rows = workspace_to_see.ask(get_indicator_rows, workspace_to_see.ask(list_indicators))
    assert {row.agreement_id for row in rows} == {grant.row.id}
    assert {bool(row.counted) for row in rows if row.value is not None} == {True, False}
    assert any(period.has_words for period in workspace_to_see.ask(list_periods, grant.row.id))
    assert set(workspace_to_see.ask(list_counting, grant.row.id)) == {"engagements", "petitions", "plans", "outcomes"}


def test_promises_of_both_sides_stand_under_clauses_of_the_sample(workspace_to_see: Workspace, today: date) -> None:
    rows = [row for row in all_commitments(workspace_to_see) if row.clause_id]
    assert len(rows) >= 8
    assert {row.direction for row in rows} >= {"they_owe_us", "we_owe_them"}
    deliverables = {
        row.id: row for page in all_agreements(workspace_to_see) for c in page.clauses for row in c.deliverables
    }
    kept = [row for row in rows if row.outcome == "kept" and row.deliverable_id]
    assert any(deliverables[row.deliverable_id or 0].evidence for row in kept)


def test_everybody_is_marked_as_invented_and_cannot_be_reached(workspace_to_see: Workspace) -> None:
    for person_id in workspace_to_see.ask(list_people):
        person = workspace_to_see.ask(get_person, person_id)
        assert person is not None
        assert person.source == sample.SOURCE
        assert person.tags == ("sample",)
        for contact in person.contacts:
            assert contact.normal.endswith("@example.org") or contact.normal[5:8] == "000"


def test_the_same_day_gives_the_same_workspace(sample_folder: Path, filled_folder: Path, today: date) -> None:
    opened = Workspace.open_to_read(filled_folder, PASSPHRASE)
    here = [(row.reference, row.words, row.sentence, row.due_on) for row in all_commitments(opened)]
    opened.close()
    first = Workspace.open_to_read(sample_folder, sample.PASSPHRASE)
    there = [(row.reference, row.words, row.sentence, row.due_on) for row in all_commitments(first)]
    first.close()
    assert here == there


def test_the_clock_is_given_back(workspace: Workspace, today: date, monkeypatch: pytest.MonkeyPatch) -> None:
    days: list[date] = []

    def put_in(_sample: object) -> None:
        clock.choose(date(2026, 1, 5))
        days.append(clock.today())

    monkeypatch.setattr(sample._Sample, "put_in", put_in)
    sample.fill(workspace)
    assert (days, clock.chosen()) == ([date(2026, 1, 5)], today)


def test_no_step_of_a_story_lies_in_the_future() -> None:
    folder = Path(sample.__file__).parent.parent / "resources" / "sample"
    read = {
        name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("engagements", "commitments")
    }
    made = [(entry["day"], promise) for entry in read["engagements"] for promise in entry.get("promises", ())]
    made += [(entry["day"], entry) for entry in read["commitments"]]
    assert all(day + step["after"] <= 0 for day, promise in made for step in promise.get("then", ()))
    agreements = json.loads((folder / "agreements.json").read_text(encoding="utf-8"))
    parts = [part for each in agreements for clause in each["clauses"] for part in clause.get("deliverables", ())]
    rounds = [steps for each in agreements for clause in each["clauses"] for steps in clause.get("rounds", ())]
    steps = [*rounds, *(each.get("then", ()) for each in (*agreements, *parts))]
    assert all(step["day"] <= 0 for each in steps for step in each)


def test_a_sample_that_is_not_finished_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_workspace: Workspace) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sample, "fill", stop)
    with pytest.raises(KeyboardInterrupt):
        sample.make(tmp_path / sample.FOLDER_NAME)
    assert list(tmp_path.iterdir()) == []


def test_petitions_and_plans_show_what_those_can_be(workspace_to_see: Workspace, today: date) -> None:
    rows = workspace_to_see.ask(
        get_petition_rows, workspace_to_see.ask(list_petitions, PetitionsFilter(status="all", sort="reference"))
    )
    by_title = {row.title.partition(" ")[0]: row for row in rows}
    assert [row.status for row in rows[:3]] == ["closed", "awaiting_response", "visit_held"]
    assert rows[0].is_to_tell
    assert rows[1].lateness == "overdue"
    assert len(rows[1].name) < 80
    assert by_title["Lights"].is_watched
    (running,) = workspace_to_see.ask(list_clocks, by_title["Lights"].id)
    assert (running.law, running.due_on) == ("", by_title["Lights"].due_on), "told by the office: no law is known"
    assert by_title["Water"].lateness == "overdue"
    assert workspace_to_see.ask(list_escalations, by_title["Water"].id), "a rung was taken for one that is late"
    plans = [workspace_to_see.ask(get_plan, plan_id) for plan_id in workspace_to_see.ask(list_plans)]
    statuses = {step.status for page in plans if page for step in page.steps}
    assert statuses >= {"done", "waiting", "blocked", "deferred", "skipped", "in_progress", "not_started"}
    seen = workspace_to_see.ask(get_today)
    assert seen.advocacy.petitions.count >= 2 and seen.advocacy.to_tell.count == 1
    assert seen.advocacy.plan_steps.count
    for row in (*rows, *(page for page in plans if page)):
        found = workspace_to_see.ask(get_record, row.id if isinstance(row, PetitionRow) else row.row.id)
        assert found is not None
        assert found.source == sample.SOURCE


def test_one_matter_is_followed_from_dry_taps_to_the_petition_on_its_clock(
    workspace_to_see: Workspace, today: date
) -> None:
    ask = workspace_to_see.ask
    plan = next(page for plan_id in ask(list_plans) if (page := ask(get_plan, plan_id)) and page.template_name)
    assert plan.issue_name.startswith("No water") and {found.noun for found in plan.aims_at} == {"organisations"}
    assert any(len(ask(list_moves, step.id)) for step in plan.steps), "a step slipped"
    assert len(ask(list_outcomes)) == 2
    council = plan.aims_at[0].id
    assert [look.stance for look in ask(list_looks, council)] in (["sceptical", "neutral"], ["neutral", "sceptical"])
    kinds = {row.kind for row in ask(list_deadlines, None, today + timedelta(days=120))}
    assert {"answer", "rung", "step", "look", "closing", "event", "report", "programme"} <= set(kinds)
    trainings = [row for row in ask(get_engagement_rows, ask(list_engagements)) if "budget" in row.title]
    assert [ask(get_engagement, row.id).attendances for row in trainings] == [51]  # type: ignore[union-attr]
