"""What one does with posts, their holders and terms of office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.operations.base import clean, dicts, new_record, operation, row_of, set_children, update_row
from crm.rules.dates import ApproximateDate, parse_approximate
from crm.rules.errors import UserError
from crm.rules.names import fold
from crm.rules.offices import has_one_seat
from crm.rules.organisations import Kind
from crm.rules.terms import may_keep_party
from crm.tables.offices import Post, Role, Term
from crm.tables.organisations import Organisation
from resources.translations import _, mark

SINGLE_POSTS = ("premier", "speaker", "deputy speaker", "chief whip", "mayor", "executive mayor", "municipal manager")
"""Titles that one person holds at a time."""


@dataclass
class RoleDraft:
    """A post held by a person, as the form holds it; dates are as typed and may be approximate."""

    organisation_id: int
    title: str
    party_id: int | None = None
    place_id: int | None = None
    term_id: int | None = None
    start: str = ""
    end: str = ""
    end_reason: str = ""
    source: str = ""
    id: int | None = None


@dataclass
class TermDraft:
    """A term of office as the form holds it."""

    organisation_id: int
    name: str
    start: str = ""
    end: str = ""
    demarcation: str = ""
    id: int | None = None


def span(start: str, end: str) -> dict[str, object]:
    """The six columns of a period. Raises UserError("ends-before-start")."""
    first, last = parse_approximate(start), parse_approximate(end)
    if first.earliest and last.latest and last.latest < first.earliest:
        raise UserError("ends-before-start", start=start, end=end)
    return _date_columns("start", first) | _date_columns("end", last)


def _date_columns(prefix: str, day: ApproximateDate) -> dict[str, object]:
    return {f"{prefix}_text": day.text, f"{prefix}_from": day.earliest, f"{prefix}_to": day.latest}


def day_columns(prefix: str, on: date) -> dict[str, object]:
    """The three columns of the beginning or the end of a period, for a day that is known."""
    return _date_columns(prefix, ApproximateDate(on.isoformat(), on, on))


def find_or_make_post(organisation_id: int, title: str, place_id: int | None = None) -> int:
    """The post with this title in a body (for a place, where it is a ward's or a constituency's); made when new."""
    title = clean(title) or "Member"
    key = fold(title)
    found = Post.get_or_none(
        (Post.organisation_id == organisation_id)
        & (Post.fold == key)
        & (Post.place_id.is_null() if place_id is None else Post.place_id == place_id)
    )
    if found:
        return int(found.id)
    post_id = new_record("offices")
    Post.insert(
        id=post_id,
        organisation_id=organisation_id,
        title=title,
        fold=key,
        place_id=place_id,
        is_single=is_single_post(key, organisation_id) or bool(place_id),
    ).execute()
    return post_id


def find_seat_post(organisation_id: int, title: str, place_id: int | None) -> int:
    """The post of a holder: that of the one seat for a place where there is one, else the title's; made when new."""
    key = fold(clean(title) or "Member")
    seat = Post.get_or_none(
        (Post.organisation_id == organisation_id) & (Post.fold == key) & (Post.place_id == place_id)
    )
    return int(seat.id) if place_id is not None and seat else find_or_make_post(organisation_id, title)


def make_seat_post(organisation_id: int, title: str, place_id: int) -> int:
    """The post of the one seat for a place, such as a ward's, so that a promise can be bound to that seat alone.

    Whoever holds or held the seat under the title that all such seats share holds this post from now on.
    """
    post_id = find_or_make_post(organisation_id, title, place_id)
    shared = Post.select(Post.id).where(
        (Post.organisation_id == organisation_id) & (Post.fold == fold(clean(title))) & Post.place_id.is_null()
    )
    Role.update(post_id=post_id).where((Role.place_id == place_id) & Role.post_id.in_(shared)).execute()
    return post_id


def is_single_post(key: str, organisation_id: int | None) -> bool:
    """Whether one person at a time holds a post of this folded title in a body: a department has one MEC."""
    is_single = key in SINGLE_POSTS or key.startswith(("chairperson", "member of the executive"))
    if not is_single or has_one_seat(key, is_single):
        return is_single
    return Organisation.get_or_none(id=organisation_id, kind=Kind.DEPARTMENT) is not None


def set_roles(person_id: int, roles: Sequence[RoleDraft]) -> None:
    """Make these the offices a person holds and held."""
    kept = [role.id for role in roles if role.id is not None]
    clear_successions((Role.person_id == person_id) & Role.id.not_in(kept))
    set_children(Role, person_id, [role_columns(role) for role in roles])


def clear_successions(going: Any) -> None:
    """Nobody is said to have followed in the holdings that are about to be deleted, those of this condition."""
    gone = Role.select(Role.id).where(going)
    Role.update(succeeds_id=None).where(Role.succeeds_id.in_(gone)).execute()


def check_party(party_id: int | None, organisation_id: int, title: str) -> None:
    """Raises UserError("party-not-kept") for a party of somebody who holds no political office."""
    if party_id is not None:
        body = row_of(Organisation, organisation_id)
        if not may_keep_party(title, body["kind"]):
            raise UserError("party-not-kept", office=clean(title), body=body["name"])


def role_columns(role: RoleDraft) -> dict[str, object]:
    """The columns of a role's row; makes the post when it is new. Raises as `check_party` does."""
    check_party(role.party_id, role.organisation_id, role.title)
    return {
        "id": role.id,
        "post_id": find_seat_post(role.organisation_id, role.title, role.place_id),
        "party_id": role.party_id,
        "place_id": role.place_id,
        "term_id": role.term_id,
        "end_reason": role.end_reason,
        "source": clean(role.source),
        **span(role.start, role.end),
    }


@operation(mark("End office"))
def end_role(role_id: int, on: date, reason: str = "") -> None:
    """The person left this office on that day."""
    role = row_of(Role, role_id)
    update_row(Role, role_id, **day_columns("end", on), end_reason=reason)
    if role["start_from"] and role["start_from"] > on:
        raise UserError("ends-before-start", start=role["start_text"], end=on.isoformat())


@operation(lambda saved: _("Save term {name}").format(name=saved[1]))
def save_term(draft: TermDraft) -> tuple[int, str]:
    """Keep a term of office of a body; returns the id and the name."""
    return add_term(draft)


def add_term(draft: TermDraft) -> tuple[int, str]:
    """Keep a term inside another operation. Raises as `save_term` does."""
    row_of(Organisation, draft.organisation_id)
    name = clean(draft.name)
    if not name:
        raise UserError("term-without-name")
    columns = {
        "organisation_id": draft.organisation_id,
        "name": name,
        "demarcation": clean(draft.demarcation),
        **span(draft.start, draft.end),
    }
    if draft.id is not None:
        update_row(Term, draft.id, **columns)
        return draft.id, name
    term_id = new_record("offices")
    Term.insert(id=term_id, **columns).execute()
    return term_id, name


def draft_roles(person_id: int) -> list[RoleDraft]:
    """The offices of a person, as a form holds them."""
    found = dicts(
        Role.select(Role, Post.organisation_id, Post.title)
        .join(Post, on=(Role.post_id == Post.id))
        .where(Role.person_id == person_id)
        .order_by(Role.id)
    )
    return [
        RoleDraft(
            organisation_id=row["organisation_id"],
            title=row["title"],
            party_id=row["party_id"],
            place_id=row["place_id"],
            term_id=row["term_id"],
            start=row["start_text"],
            end=row["end_text"],
            end_reason=row["end_reason"],
            source=row["source"],
            id=row["id"],
        )
        for row in found
    ]
