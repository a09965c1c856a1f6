"""`kgotla route`: who deals with a topic in a place; putting a wrong answer right, and using one."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from datetime import date
from typing import Any

from crm.operations.routes import RouteDraft, correct_route, draft_correction, put_into, remove_route
from crm.queries.asking import ASKERS, Asker, get_asker
from crm.queries.routes import Answer, Who, who_deals_with
from crm.queries.topics import list_topics
from crm.rules import clock
from crm.rules.errors import UserError
from crm.rules.organisations import Sphere
from crm.rules.routing import Part
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import naming, opening
from ui.commands.arguments import day, past_day, read_record, text
from ui.commands.output import Output, plain
from ui.route_words import answer_lines

NAME = "route"
_CORRECTIONS = ("department", "committee", "person", "sphere", "note", "since", "until", "everywhere")
_BODIES = {"department": ("department_id", "department_name"), "committee": ("committee_id", "committee_name")}


def summary() -> str:
    """What the command does."""
    return _("say who deals with a topic in a place, and why; a correction is remembered")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    for name, field, metavar, words in (
        ("topic", "topic", "TOPIC", _("what it is about, such as “water” or “clinics”")),
        ("place", "place", "PLACE", _("where: a name, a code such as NC067, or a ward id of eight digits")),
        ("for", "asker", "RECORD", _("ask with the topic and place of this plan, petition, issue or engagement")),
    ):
        parser.add_argument(f"--{name}", dest=field, metavar=metavar, type=text, help=words)
    parser.add_argument("--on", metavar="DATE", type=day, help=_("as it is on that day (today, unless said)"))
    parser.add_argument("--put", choices=tuple(Part), metavar="PART", help=_put_words())
    parser.add_argument("--correct", action="store_true", help=_("this is who really deals with it: remember that"))
    for name, metavar, words in (
        ("department", "RECORD", _("the department: its name, or organisations:12")),
        ("committee", "RECORD", _("the committee: its name, or organisations:12")),
        ("person", "RECORD", _("whom to ask: a name, or people:12")),
        ("note", "WORDS", _("how you know")),
    ):
        parser.add_argument(f"--{name}", metavar=metavar, type=text, help=words)
    parser.add_argument("--sphere", choices=tuple(Sphere), help=_("whose function it is there"))
    parser.add_argument("--since", metavar="DATE", type=past_day, help=_("from when this holds (today, unless said)"))
    parser.add_argument("--until", metavar="DATE", type=day, help=_("the last day on which this holds"))
    parser.add_argument("--everywhere", action="store_true", help=_("the correction holds for every place"))
    parser.add_argument("--remove", metavar="RECORD", type=text, help=_("forget a route again: routes:12"))


def _put_words() -> str:
    words = _("with --for: put this part of the answer into the record, where its field is empty: {parts}")
    return words.format(parts=", ".join(Part))


def run(arguments: Namespace, out: Output) -> int:
    """Answer; before that, what is to be written."""
    _check(arguments)
    if arguments.remove:
        return _remove(arguments, out)
    writes = arguments.correct or arguments.put
    with (opening.to_write if writes else opening.to_read)(arguments) as workspace:
        asker = _asker(workspace, arguments.asker) if arguments.asker else None
        answer = _ask(workspace, arguments, asker)
        operation = None
        if arguments.correct:
            operation = workspace.do(correct_route, _correction(workspace, arguments, answer)).operation_id
            answer = _ask(workspace, arguments, asker)
        if arguments.put and asker:
            operation = workspace.do(put_into, asker.id, arguments.put, _record_of(answer, arguments.put)).operation_id
    value = describe(answer) | ({"operation": operation} if operation else {})
    out.answer(value, answer_lines(answer))
    return 0


def _check(arguments: Namespace) -> None:
    """Raises UserError("option-needs-another") for options that need another one."""
    given = [name for name in _CORRECTIONS if getattr(arguments, name) not in (None, False)]
    if given and not arguments.correct:
        raise UserError("option-needs-another", option=given[0], other="correct")
    if arguments.put and not arguments.asker:
        raise UserError("option-needs-another", option="put", other="for")


def _remove(arguments: Namespace, out: Output) -> int:
    with opening.to_write(arguments) as workspace:
        route_id = naming.resolve(workspace, arguments.remove, "routes")
        done = workspace.do(remove_route, route_id)
    out.answer({"removed": route_id, "operation": done.operation_id}, [done.label])
    return 0


def _asker(workspace: Workspace, name: str) -> Asker:
    """The record that asks. Raises as `naming.resolve` does, and UserError("route-asks-nothing")."""
    record_id = naming.resolve(workspace, name, *ASKERS)
    asker = workspace.ask(get_asker, record_id)
    if asker is None:
        raise UserError("route-asks-nothing", record=name)
    return asker


def _ask(workspace: Workspace, arguments: Namespace, asker: Asker | None) -> Answer:
    topic = arguments.topic or (asker.topic if asker else "")
    place: int | str | None = arguments.place or (asker.place_id if asker else None)
    if not topic or not place:
        raise UserError("route-needs-topic-and-place")
    if isinstance(place, str) and (named := read_record(place)):
        place = naming.require(workspace, named, "places")
    if named := read_record(topic):
        topic_id = naming.require(workspace, named, "topics")
        topic = next(each.name for each in workspace.ask(list_topics) if each.id == topic_id)
    answer: Answer = workspace.ask(who_deals_with, topic, place, arguments.on or clock.today())
    return answer


def _correction(workspace: Workspace, arguments: Namespace, answer: Answer) -> RouteDraft:
    """What was known, with what was given instead."""
    draft = draft_correction(answer)
    since: date = arguments.since or clock.today()
    draft = replace(draft, started_on=since, ended_on=arguments.until)
    if arguments.everywhere:
        draft.place_id = None
    for option, (id_field, name_field) in _BODIES.items():
        if name := getattr(arguments, option):
            found = naming.look_up(workspace, name, "organisations")
            setattr(draft, id_field, found)
            setattr(draft, name_field, "" if found else name)
    if arguments.person:
        draft.person_id = naming.resolve(workspace, arguments.person, "people")
    draft.sphere = arguments.sphere or draft.sphere
    draft.note = arguments.note if arguments.note is not None else draft.note
    return draft


def _record_of(answer: Answer, part: str) -> int:
    """The record behind a part. Raises UserError("route-part-not-known")."""
    found = answer.first(Part(part))
    record_id = found.record[1] if found else 0
    if not record_id:
        raise UserError("route-part-not-known", part=part, topic=answer.topic, place=answer.where.words)
    return record_id


# What is said


def describe(answer: Answer) -> dict[str, Any]:
    """The answer as programs read it."""
    return {
        "topic": answer.topic,
        "topic_id": answer.topic_id,
        "may_also_be": list(answer.others),
        "place": answer.where.words,
        "areas": plain(answer.where.areas),
        "on": plain(answer.on),
        "sphere": answer.sphere,
        "why": answer.why,
        "note": answer.note,
        "route": f"routes:{answer.route.id}" if answer.route else None,
        "who": [_who(each) for each in answer.who],
        "not_known": [{"part": each.part, "what": each.words, "todo": each.todo} for each in answer.not_known],
    }


def _who(each: Who) -> dict[str, Any]:
    noun, record_id = each.record
    return {
        "part": each.part,
        "label": each.label,
        "name": each.name,
        "office": each.office,
        "record": f"{noun}:{record_id}" if record_id else None,
        "contact": each.contact,
        "fresh": each.fresh,
        "is_to_check": each.is_to_check,
        "why": each.why,
    }
