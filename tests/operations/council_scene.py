"""An invented council whose term is over: ward and list councillors, a mayor, a committee, and what hangs on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from crm.operations.commitments import CommitmentDraft, save_commitment
from crm.operations.engagements import AttendanceDraft, EngagementDraft, save_engagement
from crm.operations.offices import RoleDraft, TermDraft, save_term
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import add_gatekeeper
from crm.queries.organisations import get_home
from crm.queries.places import find_by_code
from crm.workspace import Workspace
from tests.operations.replacement_scene import person

LAST = date(2026, 11, 3)
"""The last day of the councils of 2021."""
WARD = "Ward councillor"
MUNICIPALITY = "NC067"


def ward(workspace: Workspace, number: int) -> int:
    """A ward of the 2021 demarcation."""
    found = workspace.ask(find_by_code, f"30607{number:03d}")
    assert found is not None
    return found


@dataclass(frozen=True)
class Council:
    """Ids of the council and of what hangs on it."""

    body: int
    committee: int
    party: int
    term: int
    mayor: int
    first: int
    second: int
    listed: int
    clerk: int
    ramp: int
    clinic: int
    gala: int
    lapsing: int
    ours: int
    road: int
    visit: int


def make_council(workspace: Workspace) -> Council:
    """The council of 2021 of Khâi-Ma: a mayor, two ward councillors, one of the list, a clerk, six promises."""
    place = workspace.ask(find_by_code, MUNICIPALITY)
    body: int = workspace.do(save_organisation, OrganisationDraft("Khâi-Ma Council", "council", place_id=place)).value[
        0
    ]
    draft = OrganisationDraft("Committee on Streets", "committee", parent_id=body)
    committee: int = workspace.do(save_organisation, draft).value[0]
    party: int = workspace.do(save_organisation, OrganisationDraft("Example Party", "party")).value[0]
    term: int = workspace.do(
        save_term, TermDraft(body, "Council of 2021", "2021-11-01", LAST.isoformat(), "2021")
    ).value[0]

    def seat(title: str, number: int = 0) -> RoleDraft:
        at = ward(workspace, number) if number else None
        return RoleDraft(body, title, party_id=party, place_id=at, term_id=term)

    mayor = person(workspace, "Cllr Anna Mayor", seat("PR councillor"), seat("Mayor"))
    first = person(
        workspace,
        "Cllr Ben Wardone",
        seat(WARD, 1),
        RoleDraft(committee, "Chairperson", start="2022"),
        RoleDraft(party, "Member", start="2010"),
    )
    second = person(workspace, "Cllr Cato Wardtwo", seat(WARD, 2), RoleDraft(committee, "Member", start="2022"))
    listed = person(workspace, "Cllr Dina Listed", seat("PR councillor"))
    clerk = person(workspace, "Ms Eva Clerk", RoleDraft(body, "Secretary to the council", start="2015"))
    workspace.do(add_gatekeeper, mayor, clerk, "keeps the diary")
    home = workspace.ask(get_home)
    assert home is not None

    def promise(words: str, **more: object) -> int:
        return workspace.do(save_commitment, CommitmentDraft(words, date(2026, 9, 1), **more)).value[0]  # type: ignore[arg-type]

    office = f"{WARD}, Khâi-Ma Council"
    visit, _title = workspace.do(
        save_engagement,
        EngagementDraft(
            "Talk with the mayor",
            date(2026, 12, 1),
            organisation_id=body,
            attendance=[AttendanceDraft(person_id=mayor), AttendanceDraft(person_id=listed)],
        ),
    ).value
    return Council(
        body,
        committee,
        party,
        term,
        mayor,
        first,
        second,
        listed,
        clerk,
        ramp=promise("Build the ramp", maker_id=first, maker_office=office, place_id=ward(workspace, 1)),
        clinic=promise("Open the clinic", maker_id=first, maker_office=office, place_id=ward(workspace, 2)),
        gala=promise("Come to our gala", maker_id=first),
        lapsing=promise("Speak in the caucus", maker_id=second, on_change="lapses"),
        ours=promise("Send our survey", bound_id=home[0], owed_to_id=mayor),
        road=promise("Fix the road", maker_id=listed, maker_office="PR councillor, Khâi-Ma Council"),
        visit=visit,
    )


def ward_table(folder: Path, *, mapped: bool = False, name: str = "wards.csv") -> Path:
    """A newer table of wards, invented: seven instead of six, of which the first two are mapped where wanted."""
    lines = ["ward_id,ward_no,municipality_code,municipality,province,old_ward_id"]
    for number in range(1, 8):
        old = f"30607{number:03d}" if mapped and number < 3 else ""
        after = {1: 4, 2: 2}.get(number, number) if mapped else number
        lines.append(f"30607{after:03d},{after},{MUNICIPALITY},Khâi-Ma,Northern Cape,{old}")
    file = folder / name
    file.write_text("\n".join(dict.fromkeys(lines)) + "\n", encoding="utf-8")
    return file
