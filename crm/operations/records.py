"""What can be done with a record of any noun: how secret it is, when to look again, and removing it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from crm.operations.base import check_level, dicts, operation, update_row
from crm.operations.offices import clear_successions
from crm.queries.records import get_found
from crm.rules import agreements, clock, commitments, engagements, issues, petitions, plans, requests
from crm.rules.errors import UserError
from crm.rules.next_look import DEFAULT_INTERVAL_DAYS
from crm.rules.opportunities import Decision
from crm.rules.ties import Kind as TieKind
from crm.store.engine import database
from crm.tables.agreements import Agreement, Clause, Deliverable, Indicator
from crm.tables.all import NOUNS, TABLES
from crm.tables.attachments import Attachment
from crm.tables.base import Record, Table
from crm.tables.commitments import Commitment
from crm.tables.engagements import Engagement
from crm.tables.issues import Issue
from crm.tables.links import links_to_any_record
from crm.tables.notes import Note
from crm.tables.offices import Role
from crm.tables.opportunities import Opportunity
from crm.tables.petitions import Petition
from crm.tables.plans import Plan, PlanStep
from crm.tables.privacy import AccessRequest, Mention
from crm.tables.ties import Tie
from resources.translations import _, mark

_BY_NAME: dict[str, type[Table]] = {table._meta.table_name: table for table in TABLES}


@operation(mark("Change confidentiality"))
def set_confidentiality(record_id: int, level: int) -> None:
    """0 open, 1 internal, 2 restricted; parts are as confidential as what they belong to."""
    check_level(level)
    for each in (record_id, *_parts_of(record_id)):
        update_row(Record, each, confidentiality=level)


@operation(mark("Set next look"))
def set_next_look(record_id: int, on: date | None) -> None:
    """Decide when this record comes up again on Today; one that is open, at the latest an interval from now."""
    if _is_open(record_id):
        latest = clock.today() + timedelta(days=DEFAULT_INTERVAL_DAYS)
        on = min(on or latest, latest)
    update_row(Record, record_id, next_look=on)


def _is_open(record_id: int) -> bool:
    """Whether it is a record with a life-cycle that something still has to come of."""
    for table, status, is_open in _LIVES:
        row = table.get_or_none(id=record_id)
        if row is not None:
            return bool(is_open(status(row.status)))
    call = Opportunity.get_or_none(id=record_id)
    return call is not None and not call.result and call.decision != Decision.DECLINED


_LIVES: tuple[tuple[Any, Any, Any], ...] = (
    (Commitment, commitments.Status, commitments.is_open),
    (Engagement, engagements.Status, engagements.is_open),
    (Agreement, agreements.Status, agreements.is_open),
    (Deliverable, agreements.DeliverableStatus, agreements.is_open_deliverable),
    (Petition, petitions.Status, petitions.is_open),
    (Plan, plans.Status, plans.is_open),
    (PlanStep, plans.StepStatus, plans.is_open_step),
    (Issue, issues.Status, issues.is_open),
    (AccessRequest, requests.Status, requests.is_open),
)


@operation(lambda name: _("Remove {name}").format(name=name))
def remove(record_id: int) -> str:
    """Remove a record with its own details, notes and attachments; returns its name.

    An agreement takes its clauses and indicators with it, a clause its deliverables, and a plan its steps; promises
    made under them stay, under none, and what counted towards an agreement stays, counting towards none. What came
    after a step comes after the one before it, and what belonged to one matter with it stays.
    Raises UserError("still-in-use") while another record points at it: what a person promised or attended stays true;
    "given-out-stays" for a note of what left the workspace; "mentions-first" while a text of it still names somebody
    erased, since the history would keep the removed text.
    """
    record = Record.get_or_none(Record.id == record_id)
    if record is None:
        raise UserError("not-found", what=_("record"), id=record_id)
    if record.noun == "privacy":
        raise UserError("given-out-stays")
    name = _name_of(record.noun, record_id)
    going = [record_id, *_parts_of(record_id)]
    for table in (Note, Attachment):
        going += [row["id"] for row in dicts(table.select(table.id).where(table.about_id.in_(going)))]
    _refuse_if_names_somebody_erased(going)
    _take_from_under(going)
    _refuse_if_used(going, name)
    _delete(going)
    return name


def _parts_of(record_id: int) -> list[int]:
    """The clauses and indicators of an agreement, the deliverables of a clause, the steps of a plan."""
    clauses = [row["id"] for row in dicts(Clause.select(Clause.id).where(Clause.agreement_id == record_id))]
    of_clauses = Deliverable.select(Deliverable.id).where(Deliverable.clause_id.in_([record_id, *clauses]))
    measured = Indicator.select(Indicator.id).where(Indicator.agreement_id == record_id)
    of_plan = PlanStep.select(PlanStep.id).where(PlanStep.plan_id == record_id)
    return [*clauses, *(row["id"] for query in (of_clauses, measured, of_plan) for row in dicts(query))]


def _take_from_under(going: list[int]) -> None:
    for column in (Commitment.clause_id, Commitment.deliverable_id):
        Commitment.update({column: None}).where(column.in_(going)).execute()
    Indicator.update(clause_id=None).where(Indicator.clause_id.in_(going)).execute()
    Tie.delete().where(Tie.other_id.in_(going), Tie.kind.in_((TieKind.COUNTS, TieKind.BELONGS))).execute()
    for step in dicts(PlanStep.select().where(PlanStep.id.in_(going))):
        PlanStep.update(after_id=step["after_id"]).where(PlanStep.after_id == step["id"]).execute()


def _name_of(noun: str, record_id: int) -> str:
    for table_name in NOUNS.get(noun, ()):
        table = _BY_NAME[table_name]
        for column in ("name", "title", "reference", "heading", "file_name", "text"):
            if column in table._meta.fields:
                row = table.select(getattr(table, column)).where(table.id == record_id).tuples().first()
                if row:
                    return str(row[0])[:60]
    if found := get_found([record_id]):
        return found[0].name[:60]
    raise UserError("cannot-remove", noun=noun)


def _refuse_if_names_somebody_erased(going: list[int]) -> None:
    unread = Mention.select().where(Mention.record_id.in_(going), Mention.settled_on.is_null()).count()
    if unread:
        raise UserError("mentions-first", count=unread)


def _refuse_if_used(going: list[int], name: str) -> None:
    """What goes together may point at itself; nothing that stays may point at it."""
    here = ", ".join(str(each) for each in going)
    for link in links_to_any_record():
        if link.is_owner:
            continue
        table_name, owner = link.table._meta.table_name, link.table.owner
        count = database.execute_sql(
            f'SELECT count(*) FROM "{table_name}" WHERE "{link.column}" IN ({here}) AND "{owner}" NOT IN ({here})'
        ).fetchone()[0]
        if count:
            raise UserError("still-in-use", name=name, count=count, where=table_name.replace("_", " "))


def _delete(going: list[int]) -> None:
    """Delete the rows, their children, and their records: what points at something goes before it."""
    clear_successions(Role.person_id.in_(going))
    for table in reversed(TABLES):
        table.delete().where(getattr(table, table.owner).in_(going)).execute()
