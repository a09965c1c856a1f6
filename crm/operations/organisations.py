"""What one does with organisations: legislatures, departments, committees, parties, CSO partners."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from crm.operations.attachments import keep_file
from crm.operations.base import (
    check_unchanged,
    clean,
    new_record,
    operation,
    row_of,
    set_head,
    update_row,
)
from crm.operations.people import ContactDraft, draft_contacts, draft_other_names, set_contacts, set_other_names
from crm.operations.records import remove
from crm.operations.ties import set_ties, tied_to
from crm.operations.topics import draft_head, set_topics_of
from crm.queries.organisations import get_home
from crm.rules.errors import UserError
from crm.rules.names import fold
from crm.rules.ties import Kind
from crm.tables.organisations import Organisation
from resources.translations import _, mark

SIDES = ("ours", "partner", "public")


@dataclass
class OrganisationDraft:
    """An organisation as the form holds it."""

    name: str
    kind: str = "other"
    short_name: str = ""
    parent_id: int | None = None
    place_id: int | None = None
    side: str = "public"
    sphere: str = ""
    committee_kind: str = ""
    member_title: str = ""
    number: str = ""
    summary: str = ""
    is_suggested: bool = False
    is_closed: bool = False
    confidentiality: int = 0
    source: str = ""
    contacts: list[ContactDraft] = field(default_factory=list)
    other_names: list[str] = field(default_factory=list)
    areas: list[int] = field(default_factory=list)
    """Places it serves beside its own."""
    topics: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    id: int | None = None
    seen_change: int | None = None


@operation(lambda saved: _("Save {name}").format(name=saved[1]))
def save_organisation(draft: OrganisationDraft) -> tuple[int, str]:
    """Keep a new organisation or change one; returns the id and the name.

    Raises UserError: "organisation-without-name", "own-parent", "no-such-side", "changed-meanwhile".
    """
    columns = organisation_columns(draft)
    if draft.id is None:
        organisation_id = new_record("organisations", confidentiality=draft.confidentiality, source=clean(draft.source))
        Organisation.insert(id=organisation_id, **columns).execute()
    else:
        organisation_id = draft.id
        check_unchanged(organisation_id, draft.seen_change)
        refuse_circle(organisation_id, draft.parent_id)
        update_row(Organisation, organisation_id, **columns)
        set_head(organisation_id, confidentiality=draft.confidentiality, source=draft.source)
    set_contacts(organisation_id, draft.contacts)
    set_other_names(organisation_id, draft.other_names)
    set_topics_of(organisation_id, draft.topics, draft.tags)
    set_ties(organisation_id, Kind.AREA, (area for area in draft.areas if area != draft.place_id))
    return organisation_id, str(columns["name"])


_NOT_IN_THE_FORM = frozenset(("id", "fold", "verified_on", "verified_by", "next_check_on", "logo_id"))
_COPIED = ["short_name", "sphere", "committee_kind", "member_title", "number", "summary"]


def organisation_columns(draft: OrganisationDraft) -> dict[str, object]:
    """The columns of an organisation's row. Raises UserError("organisation-without-name"), ("no-such-side")."""
    name = clean(draft.name)
    if not name:
        raise UserError("organisation-without-name")
    if draft.side not in SIDES:
        raise UserError("no-such-side", side=draft.side)
    return {attribute: clean(getattr(draft, attribute)) for attribute in _COPIED} | {
        "name": name,
        "fold": fold(name),
        "kind": draft.kind,
        "parent_id": draft.parent_id,
        "place_id": draft.place_id,
        "side": draft.side,
        "is_suggested": draft.is_suggested,
        "is_closed": draft.is_closed,
    }


def refuse_circle(organisation_id: int, parent_id: int | None) -> None:
    """An organisation cannot be part of itself, however far up."""
    above = parent_id
    while above is not None:
        if above == organisation_id:
            raise UserError("own-parent")
        above = row_of(Organisation, above)["parent_id"]


@operation(mark("Choose the logo"))
def set_logo(picture: Path | None) -> None:
    """Keep a picture for the papers of the home organisation, in place of the one before; None takes it away.

    Whether it can be drawn is looked at by whoever draws. Raises UserError: "no-home-organisation" and what keeping a
    file raises.
    """
    home = get_home()
    if home is None:
        raise UserError("no-home-organisation")
    before = row_of(Organisation, home[0])["logo_id"]
    logo_id = None if picture is None else keep_file(home[0], picture, _("Logo"))
    update_row(Organisation, home[0], logo_id=logo_id)
    if before is not None:
        remove(before)


@operation(mark("Mark as checked"))
def mark_suggestion_checked(organisation_id: int) -> None:
    """Somebody checked that this suggested organisation exists under this name."""
    update_row(Organisation, organisation_id, is_suggested=False)


def draft_organisation(organisation_id: int) -> OrganisationDraft:
    """The form of an organisation as kept now. Raises UserError("not-found")."""
    row = row_of(Organisation, organisation_id)
    copied = {name: row[name] for name in row if name not in _NOT_IN_THE_FORM}
    return OrganisationDraft(
        **copied,
        contacts=draft_contacts(organisation_id),
        other_names=draft_other_names(organisation_id),
        areas=tied_to(organisation_id, Kind.AREA),
        **draft_head(organisation_id),
    )
