"""`kgotla log`: an engagement with its commitments, from a JSON file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from crm.exchange.engagement_json import TEXTS, LoggedAttendance, LoggedCommitment, LoggedEngagement, read_engagement
from crm.operations.commitments import CommitmentDraft
from crm.operations.engagements import (
    AgendaDraft,
    AskDraft,
    AttendanceDraft,
    EngagementDraft,
    PointDraft,
    close_out,
    draft_engagement,
    log_engagement,
)
from crm.queries.commitments import get_commitment_rows
from crm.queries.engagements import get_engagement
from crm.queries.offices import get_office_words
from crm.queries.programme import says_of_record
from crm.rules import clock
from crm.rules.names import fold
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import naming, opening
from ui.commands.arguments import path
from ui.commands.output import Output

NAME = "log"


def summary() -> str:
    """What the command does."""
    return _("log an engagement that was held, with the commitments made in it, from a JSON file")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("file", metavar="FILE.json", type=path, help=_("the engagement; see below"))
    parser.epilog = _(
        "The file, of which only “title” is needed, or “engagement”:\n"
        '  {"title": "Meeting on clinic hours", "on": "2026-11-20", "start": "10:00", "kind": "meeting",\n'
        '   "body": "Northern Cape Provincial Legislature", "venue": "Committee room 2", "minutes": "…",\n'
        '   "attendance": [{"who": "people:12", "code": "P"}, {"who": "Ms A. Example", "side": "ours"}],\n'
        '   "counts": {"women": 3, "men": 2, "total": 5}, "topics": ["Health"], "files": ["sign-in.jpg"],\n'
        '   "points": ["…"], "asks": [{"text": "…", "response": "yes", "answer": "…"}],\n'
        '   "commitments": [{"words": "The clinic will stay open until six", "maker": "people:12",\n'
        '                    "owed_to": "Our Network", "owner": "Anele M.", "due": "30 June",\n'
        '                    "initialled": true}],\n'
        '   "close_out": true}\n'
        "Also: end, place, mode, purpose, organiser, meeting_point, needs, agenda, next_contact, tags, source,\n"
        "confidentiality; what was wanted, what we got, and the feedback of those who came: wanted, got, feedback.\n"
        "Counts also: other, youth, disability, sessions, attendances (of all sessions; total: separate people).\n"
        "Of a commitment also: language, translation, bound, maker_office, witness, due_words,\n"
        "made_on, kind, strength, priority, measure, on_change, place, topics, tags, confidentiality, source.\n"
        "People and organisations are named by RECORD or by name. Maker and witness are people who are kept here;\n"
        "who is bound or owed may be an organisation, also ours, or a name that nobody has, to identify later.\n"
        "A promise that was read back and “initialled” on the meeting form is confirmed.\n"
        "Files are looked for beside FILE.json. With “close_out” the minutes are locked.\n"
        'With "engagement": "engagements:12" the planned one is closed out, unless “close_out” is false:\n'
        "what the file says replaces the plan, its people and asks get their codes and answers, points are added."
    )


def run(arguments: Namespace, out: Output) -> int:
    """Log the engagement."""
    logged = read_engagement(arguments.file, clock.today())
    with opening.to_write(arguments) as workspace:
        draft = _planned(workspace, arguments.file, logged) if logged.engagement else _draft(workspace, logged)
        done = workspace.do(close_out if logged.is_closed_out else log_engagement, draft)
        engagement_id, title = done.value
        page = workspace.ask(get_engagement, engagement_id)
        rows = workspace.ask(get_commitment_rows, page.commitments if page else ())
        says = {each: workspace.ask(says_of_record, each) for each in (engagement_id, *(row.id for row in rows))}
    value = {
        "id": engagement_id,
        "noun": "engagements",
        "name": title,
        "commitments": [
            {
                "id": row.id,
                "noun": "commitments",
                "name": row.name,
                "reference": row.reference,
                "direction": row.direction,
                "programme": says[row.id],
            }
            for row in rows
        ],
        "programme": says[engagement_id],
        "operation": done.operation_id,
    }
    lines = [_("Logged: engagements:{id}  {title}").format(id=engagement_id, title=title)]
    lines += filter(None, (says[engagement_id],))
    for row in rows:
        lines += [f"  commitments:{row.id}  {row.reference}  {row.words}"]
        lines += [f"    {says[row.id]}"] if says[row.id] else []
    out.answer(value, lines)
    return 0


def _draft(workspace: Workspace, logged: LoggedEngagement) -> EngagementDraft:
    return EngagementDraft(
        title=logged.title,
        on_day=logged.on,
        kind=logged.kind,
        organisation_id=_known(workspace, logged.body, "organisations"),
        place_id=_known(workspace, logged.place, "places"),
        mode=logged.mode,
        next_contact_on=logged.next_contact,
        confidentiality=logged.confidentiality,
        attendance=[_attendance(workspace, line) for line in logged.attendance],
        agenda=[AgendaDraft(item.title, item.minutes, item.presenter) for item in logged.agenda],
        points=[PointDraft(each.text, each.raised_by, each.status, each.impression) for each in logged.points],
        asks=[AskDraft(ask.text, ask.kind, ask.response, ask.answer) for ask in logged.asks],
        commitments=[_commitment(workspace, logged, each) for each in logged.commitments],
        files=list(logged.files),
        topics=_topics(workspace, logged.topics),
        tags=list(logged.tags),
        **logged.texts,
        **logged.counts,
    )


_SAID = {  # key of the file → what it replaces in the plan
    "title": "title",
    "kind": "kind",
    "body": "organisation_id",
    "place": "place_id",
    "mode": "mode",
    "next_contact": "next_contact_on",
    "confidentiality": "confidentiality",
    "agenda": "agenda",
    "topics": "topics",
    "tags": "tags",
    **TEXTS,
}


def _planned(workspace: Workspace, file: Path, logged: LoggedEngagement) -> EngagementDraft:
    """The planned engagement with what the file says of how it was held."""
    engagement_id = naming.resolve(workspace, logged.engagement, "engagements")
    planned = workspace.ask(draft_engagement, engagement_id)
    logged = read_engagement(file, clock.today(), planned.on_day)
    said = _draft(workspace, logged)
    for key, name in _SAID.items():
        if key in logged.given:
            setattr(planned, name, getattr(said, name))
    for name in logged.counts:
        setattr(planned, name, getattr(said, name))
    planned.on_day = said.on_day
    planned.attendance = _joined(
        planned.attendance, said.attendance, lambda one: one.person_id or fold(one.name), _came
    )
    planned.asks = _joined(planned.asks, said.asks, lambda one: fold(one.text), _answered)
    planned.points += said.points
    planned.commitments, planned.files = said.commitments, said.files
    return planned


def _came(planned: AttendanceDraft, said: AttendanceDraft) -> AttendanceDraft:
    part, alternate = said.part or planned.part, said.alternate_for_id or planned.alternate_for_id
    return replace(planned, code=said.code, part=part, alternate_for_id=alternate)


def _answered(planned: AskDraft, said: AskDraft) -> AskDraft:
    return replace(planned, response=said.response, answer=said.answer)


Part = TypeVar("Part")


def _joined(
    planned: list[Part], said: list[Part], key: Callable[[Part], object], turned_out: Callable[[Part, Part], Part]
) -> list[Part]:
    """The parts of the plan as they turned out, and those that came on top."""
    by_key = {key(one): one for one in said}
    known = [turned_out(one, by_key.pop(key(one))) if key(one) in by_key else one for one in planned]
    return [*known, *by_key.values()]


def _known(workspace: Workspace, name: str, *nouns: str) -> int | None:
    """The record of this name, which must be there; None for no name."""
    return naming.resolve(workspace, name, *nouns) if name else None


def _attendance(workspace: Workspace, line: LoggedAttendance) -> AttendanceDraft:
    person_id = naming.look_up(workspace, line.who, "people")
    return AttendanceDraft(
        person_id=person_id,
        name="" if person_id else line.who,
        organisation_id=_known(workspace, line.organisation, "organisations"),
        side=line.side,
        code=line.code,
        part=line.part,
        alternate_for_id=_known(workspace, line.alternate_for, "people"),
    )


def _commitment(workspace: Workspace, logged: LoggedEngagement, line: LoggedCommitment) -> CommitmentDraft:
    made_on = line.made_on or logged.on
    maker_id = _known(workspace, line.maker, "people")
    office = line.maker_office or (workspace.ask(get_office_words, maker_id, made_on) if maker_id else "")
    bound_id, bound_name = _party(workspace, line.bound)
    owed_to_id, owed_to_name = _party(workspace, line.owed_to)
    draft = CommitmentDraft(
        words=line.words,
        made_on=made_on,
        maker_id=maker_id,
        maker_office=office,
        bound_id=bound_id,
        bound_name=bound_name,
        owed_to_id=owed_to_id,
        owed_to_name=owed_to_name,
        owner_id=_known(workspace, line.owner, "team"),
        witness_id=_known(workspace, line.witness, "people"),
        place_id=_known(workspace, line.place, "places"),
        due_on=line.due,
        is_initialled=line.is_initialled,
        confidentiality=line.confidentiality,
        topics=_topics(workspace, line.topics),
        tags=list(line.tags),
    )
    return replace(draft, **line.texts)


def _party(workspace: Workspace, name: str) -> tuple[int | None, str]:
    """Who is bound or owed: a record, or the name of somebody still to identify."""
    found = naming.look_up(workspace, name, *naming.PARTIES) if name else None
    return found, "" if found else name


def _topics(workspace: Workspace, names: Sequence[str]) -> list[int]:
    return [naming.resolve(workspace, name, "topics") for name in names]
