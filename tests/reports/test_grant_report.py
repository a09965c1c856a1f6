"""The progress report of a grant: funder, indicators with their variance, what counted, the words of the period."""

from __future__ import annotations

from datetime import date

import pytest
from memoranda import facts_of
from paper import letters, words

from crm.operations.agreements import AgreementDraft, PartyDraft, save_agreement
from crm.operations.clauses import ClauseDraft, save_clause
from crm.operations.counting import count_towards
from crm.operations.engagements import EngagementDraft, log_engagement
from crm.operations.indicators import IndicatorDraft, MeasurementDraft, measure, save_indicator
from crm.operations.records import set_confidentiality
from crm.operations.reporting_periods import PeriodDraft, save_period
from crm.workspace import Workspace
from reports.documents.mou_progress import build

GAP = "\N{NO-BREAK SPACE}"


def agreement(workspace: Workspace, kind: str) -> int:
    draft = AgreementDraft(
        "Taps that run",
        [PartyDraft(name="Our Network", role="grantee"), PartyDraft(name="Sample Fund", role="funder")],
        kind=kind,
        contract_number="SF-2026-07",
        amount="1250000",
        status="in_force",
        signed_on=date(2026, 1, 1),
        effective_on=date(2026, 1, 1),
        expires_on=date(2026, 12, 31),
    )
    return workspace.do(save_agreement, draft).value[0]


@pytest.fixture
def grant(workspace: Workspace, today: date) -> int:
    found = agreement(workspace, "grant")
    result = workspace.do(save_clause, ClauseDraft(found, "R1", "People know how to petition")).value[0]
    trained = IndicatorDraft(
        found, "Readers", unit="readers", clause_id=result, baseline=20, target=1250, means="Lists"
    )
    indicator_id = workspace.do(save_indicator, trained).value[0]
    workspace.do(measure, indicator_id, MeasurementDraft(412.5, date(2026, 9, 30), note="Two boxes got wet"))
    workspace.do(save_indicator, IndicatorDraft(found, "People reached", target=100, counted="people"))
    for title, total in (("Know your ward", 30), ("Closed meeting", 7)):
        met = workspace.do(log_engagement, EngagementDraft(title, date(2026, 3, 1), "training", total=total)).value[0]
        workspace.do(count_towards, met, [found])
        if title == "Closed meeting":
            workspace.do(set_confidentiality, met, 2)
    period = PeriodDraft(found, date(2026, 7, 1), date(2026, 12, 31), achievements="Taps run.", lessons="Ask twice.")
    workspace.do(save_period, period)
    return found


def test_the_paper_of_a_grant_says_who_pays_and_what_was_measured(workspace: Workspace, grant: int) -> None:
    text = words(build(facts_of(workspace, grant))).replace(GAP, " ")
    assert "Grant progress report" in text
    for said in ("Funder", "Sample Fund", "Contract number", "SF-2026-07", "Amount", "R 1 250 000"):
        assert said in text
    assert "By party, then by result" in text
    assert "R1 People know how to petition" in text
    for said in ("1 250 readers", "412,5 readers", "−837,5", "Two boxes got wet", "Lists"):
        assert letters(said) in letters(text)
    assert "2 indicators: 2 far behind." in text


def test_the_period_is_the_one_whose_report_is_due_and_its_words_are_printed(workspace: Workspace, grant: int) -> None:
    facts = facts_of(workspace, grant)
    assert facts.period == "1 Jul 2026 to 22 Nov 2026"
    text = words(build(facts))
    assert "What was achieved Taps run." in text
    assert "What was learned Ask twice." in text
    assert "What stood in the way" not in text
    before = facts_of(workspace, grant, **{"from": "2026-01-01", "to": "2026-06-30"})
    assert "Nothing was written for this period yet." in words(build(before))
    assert before.grant.indicators[0].actual == "no value yet"


def test_what_counts_is_named_as_far_as_its_reader_may_see_it(workspace: Workspace, grant: int) -> None:
    ours = facts_of(workspace, grant)
    assert [(kind.name, kind.records) for kind in ours.grant.counted] == [
        ("Engagements and trainings", (("Know your ward", "1 Mar 2026"),))
    ]
    (kept_back,) = ours.grant.kept_back
    assert kept_back.startswith("1 record more counts")
    assert ours.grant.indicators[1].actual == "30"
    whole = facts_of(workspace, grant, confidentiality="restricted")
    assert whole.grant.indicators[1].actual == "37"
    theirs = facts_of(workspace, grant, audience="body")
    assert "Closed meeting" not in words(build(theirs))
    assert theirs.grant.kept_back == ()


def test_a_memorandum_without_indicators_has_none_of_it(workspace: Workspace, today: date) -> None:
    text = words(build(facts_of(workspace, agreement(workspace, "mou"))))
    assert "MoU progress report" in text
    for left_out in ("Indicators", "The period in words", "What counts towards it", "Funder", "SF-2026-07"):
        assert left_out not in text
