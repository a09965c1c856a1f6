"""What one can rely on about the programme of a body: a day in recess is said, of a committee as of its House."""

from __future__ import annotations

from datetime import date

import pytest

from crm.operations.calendar import PeriodDraft, remove_period, save_period
from crm.operations.offices import RoleDraft
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import PersonDraft, save_person
from crm.queries.history import list_history
from crm.queries.programme import list_periods, says_of_day, says_of_day_for
from crm.rules.errors import UserError
from crm.workspace import Workspace

FIRST, LAST = date(2026, 12, 12), date(2027, 1, 20)
SAID = "Sample House is in recess from 12 Dec to 20 Jan."


@pytest.fixture
def house(workspace: Workspace, today: date) -> int:
    return workspace.do(save_organisation, OrganisationDraft("Sample House", "legislature")).value[0]


@pytest.fixture
def committee(workspace: Workspace, house: int) -> int:
    return workspace.do(save_organisation, OrganisationDraft("Sample Committee", "committee", parent_id=house)).value[0]


@pytest.fixture
def recess(workspace: Workspace, house: int) -> int:
    return workspace.do(save_period, PeriodDraft(house, "recess", FIRST, LAST)).value[0]


def test_a_day_in_recess_is_said_and_no_other(workspace: Workspace, house: int, recess: int) -> None:
    assert workspace.ask(says_of_day, house, FIRST) == SAID
    assert workspace.ask(says_of_day, house, LAST) == SAID
    assert workspace.ask(says_of_day, house, date(2026, 12, 11)) == ""
    assert workspace.ask(says_of_day, None, FIRST) == workspace.ask(says_of_day, house, None) == ""


def test_a_committee_goes_by_its_house_unless_it_has_its_own(
    workspace: Workspace, house: int, committee: int, recess: int
) -> None:
    assert workspace.ask(says_of_day, committee, FIRST) == SAID
    own = PeriodDraft(committee, "oversight", date(2026, 12, 14), date(2026, 12, 15))
    workspace.do(save_period, own)
    assert workspace.ask(says_of_day, committee, FIRST) == ""
    said = "Sample Committee has oversight weeks from 14 Dec to 15 Dec."
    assert workspace.ask(says_of_day, committee, date(2026, 12, 14)) == said


def test_whoever_holds_an_office_goes_by_its_body(workspace: Workspace, house: int, recess: int) -> None:
    member = PersonDraft("", given="Sample", family="Member", roles=[RoleDraft(house, "Member", start="2024")])
    former = PersonDraft("", given="Former", family="Member", roles=[RoleDraft(house, "Member", end="2024")])
    assert workspace.ask(says_of_day_for, workspace.do(save_person, member).value[0], FIRST) == SAID
    assert workspace.ask(says_of_day_for, workspace.do(save_person, former).value[0], FIRST) == ""
    assert workspace.ask(says_of_day_for, house, FIRST) == SAID


def test_a_period_is_changed_removed_and_brought_back(workspace: Workspace, house: int, recess: int) -> None:
    workspace.do(save_period, PeriodDraft(house, "recess", FIRST, date(2027, 1, 31), "Summer", id=recess))
    (row,) = workspace.ask(list_periods, house)
    assert (row.name, row.ends_on) == ("Summer", date(2027, 1, 31))
    assert workspace.ask(list_periods, house, date(2027, 2, 1)) == []
    workspace.do(remove_period, recess)
    assert workspace.ask(list_periods, house) == []
    workspace.undo()
    assert len(workspace.ask(list_periods, house)) == 1
    assert workspace.ask(list_history, recess)[-1].label == "Save Recess of Sample House"


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (("holiday", FIRST, LAST), "no-such-choice"),
        (("recess", LAST, FIRST), "period-ends-before-it-begins"),
        (("other_period", FIRST, LAST), "period-without-name"),
    ],
)
def test_what_cannot_be_is_refused(workspace: Workspace, house: int, draft: tuple[str, date, date], code: str) -> None:
    with pytest.raises(UserError) as refused:
        workspace.do(save_period, PeriodDraft(house, *draft))
    assert refused.value.code == code
    assert workspace.ask(list_periods) == []
