"""The kept-promise ledger: counts with denominators and dates, what is not due left out, nobody ranked."""

from __future__ import annotations

from datetime import date

import pytest
from paper import letters, words
from promising import end, promise, promise_of_ours
from visits import choose

from crm.operations.commitments import change_status
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.rules.commitments import Direction
from crm.rules.errors import UserError
from crm.workspace import Workspace
from reports import catalog
from reports.documents.kept_promises import tally_words
from reports.facts.kept_promises import Ending, Ledger, LedgerFacts, Tally, gather
from ui.words import WORDS

DUE = date(2026, 6, 30)
CLOSED = date(2026, 7, 10)


def facts(workspace: Workspace, **options: str) -> LedgerFacts:
    return gather(workspace.ask, choose("kept-promises", **options))


def ledger(found: LedgerFacts, direction: Direction) -> Ledger:
    return next(each for each in found.ledgers if each.direction is direction)


def paper(workspace: Workspace, **options: str) -> str:
    return words(catalog.make_bytes(workspace.ask, "kept-promises", options, made_by="Lerato Tester", invariant=True))


@pytest.fixture
def several(workspace: Workspace, today: date) -> Workspace:
    """Of theirs eight were due, of ours one; some are not counted."""
    for number in range(3):
        end(workspace, promise(workspace, f"Kept {number}", DUE), "kept", CLOSED, f"Receipt {number}")
    for outcome in ("partly_kept", "not_kept", "lapsed", "superseded", "duplicate"):
        end(workspace, promise(workspace, outcome, DUE), outcome, CLOSED)
    workspace.do(change_status, promise(workspace, "Said to be done", DUE), "claimed_done", CLOSED, note="They say so")
    promise(workspace, "Nothing came", DUE)
    promise(workspace, "Next year", date(2027, 2, 1))
    end(workspace, promise(workspace, "Before its day", date(2027, 3, 1)), "kept", CLOSED, "Letter")
    promise(workspace, "Some day", None)
    promise_of_ours(workspace, "Our list", DUE)
    return workspace


def test_every_ending_is_counted_apart_and_together_they_are_what_was_due(several: Workspace) -> None:
    theirs = ledger(facts(several), Direction.THEY_OWE_US)
    assert theirs.tally.due == 8
    assert {ending: theirs.tally.of(ending) for ending in Ending} == {
        Ending.KEPT: 3,
        Ending.SAID: 1,
        Ending.PARTLY: 1,
        Ending.NOT_KEPT: 1,
        Ending.GONE: 1,
        Ending.OUTSTANDING: 1,
    }
    assert (theirs.not_yet_due, theirs.undated, theirs.set_aside) == (2, 1, 2)


def test_our_own_debts_come_first_and_the_counts_stand_in_a_sentence_with_a_date(several: Workspace) -> None:
    assert facts(several).ledgers[0].direction is Direction.WE_OWE_THEM
    said = paper(several)
    assert said.index("What we promised") < said.index("What was promised to us")
    assert "What we promised: 0 of 1 due by 22 Nov 2026 were kept; 1 outstanding." in said
    assert letters(
        "3 of 8 due by 22 Nov 2026 were kept; 1 partly; 1 not; 1 said to be done, not seen by us; "
        "1 lapsed or withdrawn; 1 outstanding."
    ) in letters(said)
    assert "Not counted: 2 not yet due; 1 without a date; 2 superseded, noted twice or no commitment." in said


def test_small_numbers_stay_numbers_and_large_ones_get_a_share() -> None:
    assert tally_words(Tally({Ending.KEPT: 5, Ending.PARTLY: 2, Ending.NOT_KEPT: 1}), DUE) == (
        "5 of 8 due by 30 Jun 2026 were kept; 2 partly; 1 not."
    )
    assert "%" not in tally_words(Tally({Ending.KEPT: 19}), DUE)
    assert tally_words(Tally({Ending.KEPT: 15, Ending.OUTSTANDING: 5}), DUE) == (
        "15 of 20 due by 30 Jun 2026 were kept (75 %); 5 outstanding."
    )
    assert tally_words(Tally({Ending.KEPT: 1}), DUE) == "1 of 1 due by 30 Jun 2026 was kept."
    assert tally_words(Tally({}), DUE) == "nothing was due by 30 Jun 2026."


def test_only_what_was_due_in_the_period_is_counted_and_what_is_due_today_is_not_over(
    several: Workspace, today: date
) -> None:
    promise(several, "Due today", today)
    assert ledger(facts(several), Direction.THEY_OWE_US).not_yet_due == 3
    before = facts(several, **{"from": "2026-03-01", "to": "2026-06-29"})
    assert ledger(before, Direction.THEY_OWE_US).tally.due == 0
    assert "nothing was due by 29 Jun 2026." in paper(several, **{"from": "2026-03-01", "to": "2026-06-29"})


def test_each_promise_stands_there_with_what_shows_it_and_how_it_was_counted_is_said(several: Workspace) -> None:
    said = paper(several)
    for part in ("“Kept 1”", "✓ Kept 10 Jul 2026", "Receipt 1, seen 10 Jul 2026", "How it was counted", "alphabet"):
        assert part in said
    assert "“Next year”" not in said


def test_bodies_stand_in_the_order_of_the_alphabet_and_a_party_is_never_counted(
    workspace: Workspace, today: date
) -> None:
    made = {
        name: int(workspace.do(save_organisation, OrganisationDraft(name, kind=kind)).value[0])
        for name, kind in (("Zola Council", "council"), ("Aliwal Council", "council"), ("The Sample Party", "party"))
    }
    for name, body in made.items():
        kept = promise(workspace, f"Of {name}", DUE, bound_name="", bound_id=body)
        if name == "Zola Council":
            end(workspace, kept, "kept", CLOSED, "Seen")
    groups = [group.name for group in ledger(facts(workspace), Direction.THEY_OWE_US).groups]
    assert groups == ["Aliwal Council", "Zola Council", ""]
    assert "Sample Party ·" not in paper(workspace)
    with pytest.raises(UserError) as problem:
        facts(workspace, body=f"organisations:{made['The Sample Party']}")
    assert problem.value.code == "report-not-by-party"
    assert problem.value.code in WORDS


def test_neither_a_person_nor_a_party_can_be_asked_for() -> None:
    options = {option.name: option for option in catalog.REPORTS["kept-promises"].options}
    assert "person" not in options
    assert [value for value, _words in options["by"].choices] == ["body", "office", "agreement", "topic"]


@pytest.mark.parametrize("by", ["body", "office", "agreement", "topic"])
def test_however_it_is_grouped_the_groups_are_the_whole(several: Workspace, by: str) -> None:
    for each in facts(several, by=by).ledgers:
        assert (
            sum(group.tally.due for group in each.groups)
            == each.tally.due
            == sum(len(group.promises) for group in each.groups)
        )
