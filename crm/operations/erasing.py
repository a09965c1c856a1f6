"""Erasing a person, or making the record one of nobody: the promises and the counts stay, the person goes.

Neither can be undone, and neither is anything earlier that would bring the person back: the journal forgets too. What
was deleted still lies in the file until `Workspace.scrub` wrote it anew (`crm/erasure.py` does both).
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from crm.operations.base import check_choice, defaults, dicts, new_record, operation, row_of, update_row, who_does_this
from crm.queries.base import scalar
from crm.queries.erasing import (
    JSON_COLUMNS,
    File,
    Going,
    Naming,
    check_may_go,
    find_erased,
    find_files,
    find_going,
    find_namings,
    find_request_to_go,
    forgetting_of,
)
from crm.queries.export_workspace import name_of
from crm.queries.mentions import IN_A_FILE
from crm.queries.offices import list_offices_of
from crm.queries.traces import Traces, get_traces
from crm.rules import clock
from crm.rules.erasing import Because, Kind, nameless, removed, text_hash, uuid_hash
from crm.rules.names import fold
from crm.store import forgetting
from crm.store.backups import Progress, unwatched
from crm.store.engine import database
from crm.tables.all import TABLES
from crm.tables.attachments import Attachment
from crm.tables.base import Record, Table
from crm.tables.commitments import Commitment
from crm.tables.engagements import Attendance
from crm.tables.offices import Role
from crm.tables.people import Person
from crm.tables.privacy import Erasure, HandOver, Mention
from resources.translations import _


@dataclass(frozen=True)
class Erased:
    """What came of it."""

    erasure_id: int
    kind: Kind
    to_review: int
    """Texts that still name the person, and files that do or may, for somebody to read."""
    covered: int
    operations: int
    """Those that can no longer be undone."""
    papers: int
    """Kept papers whose bytes were dropped."""
    forms: tuple[str, ...] = field(default=(), repr=False)
    """How the person was written: to look for in the file, and kept nowhere."""


def _label(erased: Erased) -> str:
    return _("Erase a person") if erased.kind is Kind.ERASE else _("Make a person nameless")


@operation(_label, is_undoable=False)
def erase_person(
    person_id: int,
    reason: str,
    request_id: int | None = None,
    *,
    drop_papers: bool = True,
    progress: Progress = unwatched,
) -> Erased:
    """Take a person out of the workspace, for good; before anything is written, `progress` may stop it.

    Raises UserError as `crm.queries.erasing.check_may_go` says, and "no-such-choice".
    """
    return _erase(person_id, Kind.ERASE, reason, request_id, drop_papers, progress)


@operation(_label, is_undoable=False)
def anonymise_person(
    person_id: int,
    reason: str,
    request_id: int | None = None,
    *,
    drop_papers: bool = True,
    progress: Progress = unwatched,
) -> Erased:
    """Take away all that says who a person is; the record stays as one of nobody, with its offices and promises.

    Raises UserError as `crm.queries.erasing.check_may_go` says, and "no-such-choice".
    """
    return _erase(person_id, Kind.ANONYMISE, reason, request_id, drop_papers, progress)


@operation(lambda count: _("Erase again, after a restore ({count})").format(count=count), is_undoable=False)
def erase_again(hashes: Mapping[str, str]) -> int:
    """Erase whoever of a restored backup was erased after it was made; returns how many they were.

    `hashes` are those of `erasure.uuid_hash`, each with its kind.
    """
    gone = find_erased(hashes)
    for person_id, key in gone:
        _forget(person_id, Kind(hashes[key]), Because.REQUEST, None, drop_papers=True)
    return len(gone)


def _erase(
    person_id: int, kind: Kind, reason: str, request_id: int | None, drop_papers: bool, progress: Progress
) -> Erased:
    check_choice(Because, reason)
    check_may_go(person_id, kind, request_id)
    asked = request_id or find_request_to_go(person_id)
    return _forget(person_id, kind, reason, asked, drop_papers=drop_papers, progress=progress)


def _forget(
    person_id: int,
    kind: Kind,
    reason: str,
    request_id: int | None,
    *,
    drop_papers: bool,
    progress: Progress = unwatched,
) -> Erased:
    traces = get_traces(person_id)
    files = find_files(traces, find_going(person_id, kind), progress)
    _bind_promises_to_offices(person_id)
    going = find_going(person_id, kind)
    namings = find_namings(traces, going)
    papers = files.papers if drop_papers else ()
    for paper in papers:
        update_row(HandOver, paper.record_id, is_kept=False)
    _let_go(person_id, going)
    _delete(going)
    if kind is Kind.ANONYMISE:
        _make_nameless(person_id)
    _cover(traces, [naming for naming in namings if naming.is_all])
    erasure_id = _remember(traces, kind, reason, request_id)
    to_review = [naming for naming in namings if not naming.is_all]
    _list_for_review(erasure_id, to_review)
    to_look_at = [*files.naming, *files.near]
    _list_files_for_review(erasure_id, to_look_at)
    forgotten = forgetting.forget(database.raw(), forgetting_of(traces, going, namings, kind), who_does_this())
    return Erased(
        erasure_id,
        kind,
        len(to_review) + len(to_look_at),
        len(namings) - len(to_review),
        len(forgotten.operations),
        len(papers),
        tuple(traces.forms()),
    )


# --- What stays is nobody's ------------------------------------------------------------------------------------------


def _bind_promises_to_offices(person_id: int) -> None:
    """What a person promised binds the post held when it was said, else whatever body is known."""
    for row in dicts(Commitment.select().where(Commitment.bound_id == person_id)):
        post_id, words = _office_of(person_id, row["made_on"], row["maker_office"])
        bound = {"bound_id": post_id} if post_id else {"bound_id": None, "bound_name": words or removed()}
        update_row(Commitment, row["id"], maker_office=words, **bound)


def _office_of(person_id: int, on: date, said: str) -> tuple[int | None, str]:
    """The post held on a day, and the office in words as it was said then."""
    held = [office for office in list_offices_of([person_id], on)[person_id] if office.is_current]
    named = [office for office in held if said in (office.words, office.title)] or held
    if not named:
        return None, said
    return int(row_of(Role, named[0].role_id)["post_id"]), said or named[0].words


def _let_go(person_id: int, going: Going) -> None:
    """Nothing that stays points at what goes."""
    for link, gone_id in going.unlinked:
        values: dict[str, Any] = {link.column: None}
        if gone_id == person_id:
            values |= _name_beside(link.table, link.column)
        link.table.update(values).where(getattr(link.table, link.column) == gone_id).execute()


def _name_beside(table: type[Table], column: str) -> dict[str, str]:
    """Where a name stands beside the link to a record, it says that one was removed."""
    beside = "name" if table is Attendance else column.removesuffix("_id") + "_name"
    is_named = beside in table._meta.columns and column != "alternate_for_id"
    return {beside: removed()} if is_named else {}


def _delete(going: Going) -> None:
    """What points at something goes before it."""
    for table in reversed(TABLES):
        if here := going.rows.get(table):
            table.delete().where(table.id.in_(sorted(here))).execute()


def _make_nameless(person_id: int) -> None:
    """A record of nobody; another uuid, since copies that were given out name the old one."""
    name = nameless(person_id)
    columns = {name: value for name, value in defaults(Person).items() if name != "id"}
    columns |= {"name": name, "sort_name": name, "fold": fold(name), "anonymised_on": clock.today()}
    update_row(Person, person_id, **columns)
    update_row(Record, person_id, uuid=str(uuid.uuid4()), source="", next_look=None)


def _cover(traces: Traces, namings: Sequence[Naming]) -> None:
    """Cover what is a name and nothing else."""
    for naming in namings:
        is_json = (naming.table, naming.column) in JSON_COLUMNS
        text = traces.covered_json(naming.text) if is_json else traces.covered(naming.text, is_near=True)
        update_row(naming.table, naming.row_id, **with_key(naming.table, naming.column, text))


def with_key(table: type[Table], column: str, text: str) -> dict[str, str]:
    """Another text for a column, with the key by which a name is matched: it says the name too."""
    has_key = column in ("name", "title") and "fold" in table._meta.columns
    return {column: text} | ({"fold": fold(text)} if has_key else {})


# --- What is remembered ----------------------------------------------------------------------------------------------


def _remember(traces: Traces, kind: Kind, reason: str, request_id: int | None) -> int:
    """A hash for the record's own uuid and for those of records that went into it: an older backup holds them."""
    made = []
    for each in traces.uuids:
        if scalar("SELECT id FROM erasure WHERE uuid_hash = ?", uuid_hash(each)) is None:
            made.append(new_record("erasures"))
            Erasure.insert(
                id=made[-1],
                kind=kind,
                on_day=clock.today(),
                reason=reason,
                uuid_hash=uuid_hash(each),
                request_id=request_id,
            ).execute()
    return made[0] if made else int(scalar("SELECT id FROM erasure WHERE uuid_hash = ?", uuid_hash(traces.uuids[0])))


def _list_for_review(erasure_id: int, namings: Sequence[Naming]) -> None:
    for naming in namings:
        Mention.insert(
            record_id=naming.record_id,
            erasure_id=erasure_id,
            tbl=name_of(naming.table),
            line=naming.row_id,
            col=naming.column,
            spans=json.dumps(naming.spans),
            text_hash=text_hash(naming.text),
        ).execute()


def _list_files_for_review(erasure_id: int, files: Sequence[File]) -> None:
    """Files have no place in which a name could be covered: somebody looks, and removes the file or lets it stay."""
    for file in files:
        Mention.insert(
            record_id=file.record_id,
            erasure_id=erasure_id,
            tbl=name_of(Attachment),
            line=file.record_id,
            col=IN_A_FILE,
            spans=json.dumps([file.span] if file.span else []),
            text_hash=text_hash(file.sha256),
        ).execute()
