"""An invented municipality and department in the Northern Cape, with whoever deals with water and clinics there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crm.operations.checking import CheckDraft, mark_as_checked
from crm.operations.offices import RoleDraft
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import ContactDraft, PersonDraft, save_person
from crm.queries.organisations import OrganisationsFilter, get_organisation_rows, list_organisations
from crm.queries.places import find_by_code
from crm.workspace import Workspace

ON = date(2026, 11, 22)
WARD, MUNICIPALITY, DISTRICT = "30607003", "NC067", "DC6"


@dataclass(frozen=True)
class Scene:
    """Ids of what the answers name."""

    ward: int
    municipality: int
    council: int
    health: int
    committee: int
    """The suggested Portfolio Committee on Health."""
    councillor: int
    mayor: int
    mec: int
    chair: int
    coordinator: int
    office: int


def place(workspace: Workspace, code: str) -> int:
    found = workspace.ask(find_by_code, code)
    assert found is not None
    return found


def body(workspace: Workspace, name: str, kind: str, **more: object) -> int:
    made: int = workspace.do(save_organisation, OrganisationDraft(name, kind, **more)).value[0]  # type: ignore[arg-type]
    return made


def person(workspace: Workspace, name: str, *roles: RoleDraft, phone: str = "") -> int:
    contacts = [ContactDraft("phone", phone)] if phone else []
    made: int = workspace.do(save_person, PersonDraft(name, contacts=contacts, roles=list(roles))).value[0]
    return made


def committee(workspace: Workspace, name: str) -> int:
    """A committee by its name."""
    found = workspace.ask(list_organisations, OrganisationsFilter(kind="committee", text=name))
    (row,) = [each for each in workspace.ask(get_organisation_rows, found) if each.name == name]
    return row.id


def make_scene(workspace: Workspace) -> Scene:
    """A councillor of the new council, a mayor of the old one, an MEC, a chair and a co-ordinator, and an office."""
    ward, municipality = place(workspace, WARD), place(workspace, MUNICIPALITY)
    council = body(workspace, "Khâi-Ma Council", "council", place_id=municipality)
    health = body(workspace, "Department of Health", "department", sphere="provincial")
    health_committee = committee(workspace, "Portfolio Committee on Health")
    office = body(workspace, "Pofadder constituency office", "constituency_office", place_id=municipality)
    councillor = person(
        workspace, "Cllr A. Sample", RoleDraft(council, "Ward councillor", place_id=ward, start="2026-11-04")
    )
    scene = Scene(
        ward,
        municipality,
        council,
        health,
        health_committee,
        councillor,
        person(workspace, "Cllr B. Former", RoleDraft(council, "Mayor", start="2021-11-20")),
        person(
            workspace, "Hon. C. Example", RoleDraft(health, "MEC for Health", start="2024-06-20"), phone="053 000 0001"
        ),
        person(workspace, "Hon. D. Pattern", RoleDraft(health_committee, "Chairperson", start="2024-07-01")),
        person(workspace, "Ms E. Coordinator", RoleDraft(health_committee, "Committee co-ordinator", start="2016")),
        office,
    )
    workspace.do(mark_as_checked, CheckDraft(scene.mec, on=date(2026, 11, 3)))
    return scene
