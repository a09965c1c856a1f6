"""What one does about what leaves the workspace, and who answers for it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from crm.operations.base import check_choice, check_not_future, clean, new_record, operation
from crm.operations.requests import check_may_go_out
from crm.operations.team import set_setting
from crm.queries.exports import TakenOut, format_words
from crm.queries.people import get_names
from crm.queries.privacy import CLOSED, COPY, FILE, NAMED, count_named_on
from crm.queries.requests import request_of
from crm.rules import clock
from crm.rules.errors import UserError
from crm.rules.giving_out import How
from crm.rules.privacy import OFFICER, InformationOfficer
from crm.rules.requests import ANSWER, DRAFT, HELD, STAGE
from crm.store import blobs
from crm.store.engine import database
from crm.tables.privacy import HandOver
from resources.translations import _, mark


@operation(lambda handed: _("Give out {title}").format(title=handed[1]), is_undoable=False)
def record_hand_over(
    report: str,
    title: str,
    options: Mapping[str, str],
    sha256: str,
    pages: int,
    to_whom: str = "",
    file: Path | None = None,
    people: int | None = None,
    *,
    has_password: bool = False,
) -> tuple[int, str]:
    """Remember that the paper with this hash was saved (as this file) or printed, and how many people it names.

    Returns the id and title. What was given out cannot be undone.
    """
    kept = _naming(options, people) | ({CLOSED: "yes"} if has_password else {})
    return _record(report, title, kept, sha256, pages, to_whom, "", path=place_of(file))


@operation(lambda copied: _("Save a copy of {title}").format(title=copied[1]), is_undoable=False)
def record_copy(title: str, file: Path, sha256: str) -> tuple[int, str]:
    """Remember that something kept here was written out as this file; returns the id and title."""
    return _record(COPY, title, _naming({}, count_named_on(sha256)), sha256, 0, "", "", path=place_of(file))


def _naming(options: Mapping[str, str], people: int | None) -> dict[str, str]:
    """What was chosen, and beside it how many people the paper or file names, where that is known."""
    return dict(options) if people is None else {**options, NAMED: str(people)}


def place_of(file: Path | None) -> str:
    """Where a file that was written lies, to find it again."""
    return str(file.expanduser().absolute()) if file is not None else ""


@dataclass(frozen=True)
class HandOverDraft:
    """A paper that is handed over: what was chosen for it, its exact bytes, and to whom it goes.

    The receiver is a person or body of ours, or a name. `at_operation` is the newest operation the paper knows of.
    """

    report: str
    title: str
    options: Mapping[str, str]
    data: bytes = field(repr=False)
    pages: int
    file_name: str
    audience: str = ""
    to_whom: str = ""
    receiver_id: int | None = None
    on: date | None = None
    how: str = How.PRINTED
    note: str = ""
    at_operation: int | None = None
    file: Path | None = None
    """Where it was written, if it was."""
    people: int | None = None
    """How many people it names, where that was counted."""


@operation(lambda handed: _("Hand over {title} to {whom}").format(title=handed[1], whom=handed[2]), is_undoable=False)
def hand_over(draft: HandOverDraft) -> tuple[int, str, str]:
    """Keep the exact paper with who got it, when and how; returns the id, the title and the receiver.

    What was given cannot be undone, and what is kept of it never changes. Raises UserError: "hand-over-to-nobody",
    "made-in-future", "no-such-choice", "attachment-too-large"; of what is held on a person "unread-not-given-out",
    and as `check_may_go_out`.
    """
    _check_was_read(draft)
    named = get_names([draft.receiver_id]).get(draft.receiver_id, "") if draft.receiver_id else ""
    whom = named or clean(draft.to_whom)
    if not whom:
        raise UserError("hand-over-to-nobody")
    on = draft.on or clock.today()
    check_not_future(on)
    check_choice(How, draft.how)
    blobs.put(database.raw(), draft.data, draft.file_name)
    sha256 = hashlib.sha256(draft.data).hexdigest()
    kept: dict[str, object] = {
        "on_day": on,
        "audience": draft.audience,
        "how": draft.how,
        "receiver_id": draft.receiver_id if named else None,
        "file_name": clean(draft.file_name),
        "is_kept": True,
        "path": place_of(draft.file),
    }
    if draft.at_operation is not None:
        kept["at_operation"] = draft.at_operation
    options = _naming(draft.options, draft.people)
    return *_record(draft.report, draft.title, options, sha256, draft.pages, whom, draft.note, **kept), whom


def _check_was_read(draft: HandOverDraft) -> None:
    """What is held on somebody is given out as an answer only, once it was read and decided upon."""
    if draft.report == HELD or (draft.report == ANSWER and draft.options.get(STAGE) == DRAFT):
        raise UserError("unread-not-given-out", title=draft.title)
    if draft.report == ANSWER:
        check_may_go_out(request_of(draft.options))


@operation(lambda taken: _("Take out {title}").format(title=taken[1]), is_undoable=False)
def record_taken_out(taken: TakenOut, why: str, to_whom: str = "") -> tuple[int, str]:
    """Remember that this file was taken out, and why; returns the id and title.

    What left the workspace cannot be undone. Raises UserError("export-without-why").
    """
    if not clean(why):
        raise UserError("export-without-why")
    wanted = taken.wanted
    options = {
        "by": wanted.by,
        "what": wanted.noun,
        "format": str(wanted.format),
        "filters": wanted.filters,
        "records": str(taken.count),
        "left_out": str(taken.left_out),
        "level": str(wanted.level),
        "private": "yes" if wanted.with_private else "no",
    }
    noun = _("The whole workspace") if wanted.noun == "workspace" else f"{wanted.noun.capitalize()} ({taken.count})"
    title = f"{noun}, {format_words(wanted.format)}"
    whom = to_whom or wanted.file.name
    named = _naming(options, taken.people)
    return _record(FILE, title, named, taken.sha256, 0, whom, why, path=place_of(wanted.file))


@operation(mark("Change the information officer"))
def set_information_officer(officer: InformationOfficer) -> None:
    """Keep who answers for personal information here (section 55). Raises UserError("officer-without-name")."""
    kept = {name: clean(value) for name, value in asdict(officer).items()}
    if not kept["name"] and any(kept.values()):
        raise UserError("officer-without-name")
    set_setting(OFFICER, kept)


def _record(
    report: str,
    title: str,
    options: Mapping[str, str],
    sha256: str,
    pages: int,
    to_whom: str,
    why: str,
    **more: object,
) -> tuple[int, str]:
    row = database.execute_sql("SELECT max(id) FROM operation WHERE last_change IS NOT NULL").fetchone()
    hand_over_id = new_record("privacy")
    columns = {
        "report": report,
        "title": clean(title),
        "options": json.dumps(dict(options), ensure_ascii=False, sort_keys=True),
        "to_whom": clean(to_whom),
        "on_day": clock.today(),
        "pages": pages,
        "sha256": sha256,
        "why": clean(why),
        "at_operation": row[0] or 0,
    }
    HandOver.insert(id=hand_over_id, **(columns | more)).execute()
    return hand_over_id, clean(title)
