"""Ending the term of a whole body, and filling the seats that wait when its new members are here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from crm.operations.base import operation, row_of, update_row
from crm.operations.offices import TermDraft, add_term, day_columns
from crm.operations.replacements import (
    Replaced,
    ReplacementDraft,
    carry_out,
    check_fates,
    suggested_draft,
)
from crm.operations.seats import stop_waiting_for
from crm.queries.base import rows
from crm.queries.replacements import Replacement
from crm.queries.terms import TermEnd, get_term_end, is_awaited, list_ended_together
from crm.rules import clock
from crm.rules.commitments import OnChangeOfOffice as Fate
from crm.rules.dates import format_day
from crm.rules.errors import UserError
from crm.rules.offices import EndReason, first_day
from crm.rules.terms import TermPeriod, exactly, standard_term
from crm.tables.offices import Role, Term
from crm.tables.organisations import Organisation
from crm.tables.people import Gatekeeper
from resources.translations import _, ngettext

PARTS = ("doors", "engagements", "focal_points", "steps")
"""What goes over to whoever follows alone in an office, unless it is left alone."""


@dataclass
class TermEndDraft:
    """The end of a body's term as the form holds it; a promise not named takes what is suggested."""

    organisation_id: int
    last_day: date
    term_id: int | None = None
    reason: str = EndReason.TERM_ENDED
    fates: dict[int, str] = field(default_factory=dict)
    """Commitment → stays_with_person, passes_to_post or lapses."""
    kept: set[int] = field(default_factory=set)
    """Roles that do not end."""
    left_alone: set[str] = field(default_factory=set)
    """Of `PARTS` what stays as it is."""


@dataclass(frozen=True)
class TermEnded:
    """What was done."""

    organisation_id: int
    organisation: str
    term: str
    people: int
    roles: int
    waiting: int
    """Seats that wait for names."""
    stayed: tuple[str, ...]
    """References of promises."""
    passed: tuple[str, ...]
    lapsed: tuple[str, ...]
    doors: int
    engagements: int
    focal_points: int
    steps: int

    @property
    def label(self) -> str:
        """“End of Council of 2021, Phokwane: 19 people”."""
        people = ngettext("{count} person", "{count} people", self.people)
        return _("End {term}, {body}: {people}").format(term=self.term, body=self.organisation, people=people)


@operation(lambda ended: ended.label)
def end_term(draft: TermEndDraft) -> TermEnded:
    """Everybody elected to a body leaves it on the last day, its committees and caucuses too; history is kept.

    Each holding ends as in replacing one holder, with nobody known yet who follows.
    Raises UserError: "not-found", "term-not-over", "term-holds-nobody", "promise-not-at-stake", "no-such-fate".
    """
    ending = get_term_end(draft.organisation_id, draft.last_day, draft.term_id)
    check_term_end(draft, ending)
    term_id, term = _closed_term(ending)
    done: list[Replaced] = []
    holdings = [each for each in ending.holdings if each.start.role_id not in draft.kept]
    for holding in holdings:
        one = _draft_of(draft, holding)
        done.append(carry_out(one, holding, None, ""))
        if holding.term_id is None:
            update_row(Role, holding.start.role_id or 0, term_id=term_id)
    return TermEnded(
        ending.organisation_id,
        ending.organisation,
        term,
        people=len({each.start.leaver_id for each in holdings}),
        roles=len(holdings),
        waiting=sum(is_awaited(each, ending.organisation_id) for each in holdings),
        stayed=tuple(reference for each in done for reference in each.stayed),
        passed=tuple(reference for each in done for reference in each.passed),
        lapsed=tuple(reference for each in done for reference in each.lapsed),
        doors=sum(each.doors for each in done),
        engagements=sum(each.engagements for each in done),
        focal_points=sum(each.focal_points for each in done),
        steps=sum(each.steps for each in done),
    )


def check_term_end(draft: TermEndDraft, ending: TermEnd) -> None:
    """Refuse what cannot be, before anything is written; a preview may ask too. Raises as `end_term` does."""
    if draft.last_day >= clock.today():
        raise UserError("term-not-over", day=draft.last_day.isoformat())
    check_fates(draft.fates, ending.promises, ending.organisation)


def _draft_of(draft: TermEndDraft, holding: Replacement) -> ReplacementDraft:
    one = suggested_draft(holding, first_day(draft.last_day), draft.reason)
    one.fates |= {promise.id: draft.fates[promise.id] for promise in holding.promises if promise.id in draft.fates}
    one.is_awaited = is_awaited(holding, draft.organisation_id)
    for part in draft.left_alone:
        setattr(one, part, set())
    return one


def _closed_term(ending: TermEnd) -> tuple[int, str]:
    """The term with its last day; a body without one gets that of the election calendar, or one of its own."""
    last = ending.last_day
    if ending.term is not None:
        if ending.term.end.latest is None:
            update_row(Term, ending.term.id, **day_columns("end", last))
        return ending.term.id, ending.term.name
    kind = row_of(Organisation, ending.organisation_id)["kind"]
    known = standard_term(kind, TermPeriod("", exactly(last)))
    name = known.name if known else _("Term until {day}").format(day=format_day(last))
    start = known.start.text if known else ""
    return add_term(TermDraft(ending.organisation_id, name, start, last.isoformat()))


def summary(draft: TermEndDraft, ending: TermEnd) -> str:
    """What the draft does, in a few sentences."""
    holdings = [each for each in ending.holdings if each.start.role_id not in draft.kept]
    people = len({each.start.leaver_id for each in holdings})
    waiting = sum(is_awaited(each, ending.organisation_id) for each in holdings)
    said = [
        _("{people} in {roles}: the last day is {day}.").format(
            people=ngettext("{count} person", "{count} people", people),
            roles=ngettext("{count} office", "{count} offices", len(holdings)),
            day=format_day(draft.last_day),
        )
    ]
    fates = [draft.fates.get(promise.id, promise.suggested) for each in holdings for promise in each.promises]
    counted = (
        (fates.count(Fate.STAYS_WITH_PERSON), _("{count} stay with the person")),
        (fates.count(Fate.PASSES_TO_POST), _("{count} pass to the post")),
        (fates.count(Fate.LAPSES), _("{count} lapse")),
    )
    if fates:
        words = ", ".join(words.format(count=count) for count, words in counted if count)
        said.append(_("Open promises: {fates}.").format(fates=words))
    if waiting:
        said.append(ngettext("{count} seat waits for a name.", "{count} seats wait for names.", waiting))
    return " ".join(said)


# --- The new members -------------------------------------------------------------------------------------------------


@operation(lambda done: _("No more names for {body}").format(body=done[0]))
def stop_waiting(organisation_id: int) -> tuple[str, int]:
    """Nobody more is to come: the body has fewer seats now. Returns its name and how many seats waited."""
    body = row_of(Organisation, organisation_id)
    waiting = list_ended_together(organisation_id)
    for role_id in waiting:
        role = row_of(Role, role_id)
        stop_waiting_for(role_id, role["post_id"])
        leaver = role["person_id"]
        its = (Gatekeeper.via_id == leaver) | (Gatekeeper.record_id == leaver)
        Gatekeeper.update(awaits_successor=False).where(its & Gatekeeper.awaits_successor).execute()
    return str(body["name"]), len(waiting)


@operation(lambda said: _("{name} succeeded {other}").format(name=said[0], other=said[1]))
def set_predecessor(role_id: int, after_id: int) -> tuple[str, str]:
    """Say whom somebody followed in a seat that many hold. Raises UserError("not-a-seat-alike")."""
    (name, seat), (other, before) = _named_seat(role_id), _named_seat(after_id)
    if seat != before or role_id == after_id:
        raise UserError("not-a-seat-alike", name=name, other=other)
    update_row(Role, role_id, succeeds_id=after_id)
    return name, other


def _named_seat(role_id: int) -> tuple[str, tuple[Any, ...]]:
    found = rows(
        "SELECT pe.name, p.organisation_id, p.fold FROM role r JOIN post p ON p.id = r.post_id "
        "JOIN person pe ON pe.id = r.person_id WHERE r.id = ?",
        role_id,
    )
    if not found:
        raise UserError("not-found", what=_("office"), id=role_id)
    return str(found[0][0]), tuple(found[0][1:])
