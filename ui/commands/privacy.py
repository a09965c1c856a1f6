"""`kgotla privacy`: why people are held, what they say about it, and who answers for it (POPIA)."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, fields, replace
from typing import Any

from crm.operations.corrections import NOUNS, CorrectionDraft, add_correction_note, remove_correction_note
from crm.operations.privacy import set_information_officer
from crm.operations.retention import keep_person_until, set_months
from crm.operations.rights import (
    give_consent,
    mark_notice_given,
    object_to_use,
    set_at_risk,
    set_ground,
    take_back_objection,
    withdraw_consent,
)
from crm.queries.corrections import list_corrections
from crm.queries.people import WITH_PRIVACY, PeopleFilter, get_people_rows, get_person, list_people
from crm.queries.privacy import get_information_officer
from crm.queries.retention import get_months
from crm.queries.rights import list_with_ground_to_set
from crm.rules import clock
from crm.rules.errors import UserError
from crm.rules.privacy import Ground, InformationOfficer
from crm.rules.retention import Kind, Months
from crm.workspace import Done, Workspace
from resources.translations import _, ngettext
from ui.commands import naming, opening
from ui.commands.actions import Action, add_actions, run_action
from ui.commands.arguments import count, day, number, past_day, text
from ui.commands.output import Output, plain, table

NAME = "privacy"
_MOST_TOLD = 20
"""So many people are named in an answer; the rest are counted."""


def summary() -> str:
    """What the command does."""
    return _("why people are held, what they say about it, who was told, and who answers for it")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options: one action, each with its own."""
    add_actions(parser, _ACTIONS)
    parser.epilog = _(
        "kgotla privacy ground --office-holders --ground legitimate_interest --source 'Public record'\n"
        "kgotla privacy object 'Naledi Sample' --words 'No more letters'\n"
        "kgotla privacy list no_ground"
    )


def run(arguments: Namespace, out: Output) -> int:
    """Do the action."""
    return run_action(arguments, out)


# Whom it is about


def _add_who(parser: ArgumentParser) -> None:
    parser.add_argument("who", metavar="WHO", type=text, help=_("a person: a record, or the name"))


def _add_on(parser: ArgumentParser, words: str) -> None:
    parser.add_argument("--on", metavar="DATE", type=past_day, help=words)


def _write(arguments: Namespace, out: Output, do: Callable[[Workspace, int], Done[Any]]) -> None:
    """Do something with one person, and say how the person stands then."""
    with opening.to_write(arguments) as workspace:
        person_id = naming.resolve(workspace, arguments.who, "people")
        done = do(workspace, person_id)
        person = workspace.ask(get_person, person_id)
    if person is None:
        raise UserError("record-not-found", record=f"people:{person_id}")
    standing = person.standing
    value = {
        "record": f"people:{person_id}",
        "id": person_id,
        "name": person.name,
        "operation": done.operation_id,
        "may_be_used": standing.may_be_used,
        "lacks": standing.lacks,
        "is_at_risk": person.is_at_risk,
        "keep_until": plain(person.keep_until),
        **plain(asdict(standing)),
    }
    out.answer(value, [done.label, *(words for words in (standing.stopped_words, standing.lacks) if words)])


def _write_many(arguments: Namespace, out: Output, workspace: Workspace, done: Done[int], ids: Sequence[int]) -> None:
    rows = workspace.ask(get_people_rows, list(ids)[:_MOST_TOLD])
    value = {"operation": done.operation_id, "count": done.value, "people": [f"people:{each}" for each in ids]}
    more = len(ids) - len(rows)
    rest = [ngettext("… and {count} other", "… and {count} others", more)] if more else []
    out.answer(value, [f"{done.label}.", *(f"  {row.name}" for row in rows), *rest])


# Ground


def _add_ground(parser: ArgumentParser) -> None:
    parser.add_argument("who", metavar="WHO", type=text, nargs="*", help=_("people: records, or their names"))
    parser.add_argument(
        "--office-holders", action="store_true", help=_("everybody who holds an office and has no ground yet")
    )
    parser.add_argument("--ground", choices=tuple(Ground), required=True, help=_("the ground of section 11"))
    parser.add_argument(
        "--source", metavar="WORDS", type=text, required=True, help=_("where it is from: “Public record”")
    )
    _add_on(parser, _("since when (today, unless said)"))


def _ground(arguments: Namespace, out: Output) -> None:
    if bool(arguments.who) == arguments.office_holders:
        raise UserError("privacy-whom")
    with opening.to_write(arguments) as workspace:
        if arguments.office_holders:
            people = workspace.ask(list_with_ground_to_set, True)
        else:
            people = [naming.resolve(workspace, each, "people") for each in arguments.who]
        on = arguments.on or clock.today()
        done = workspace.do(set_ground, people, arguments.ground, arguments.source, on)
        _write_many(arguments, out, workspace, done, people)


# What a person says


def _add_objection(parser: ArgumentParser) -> None:
    _add_who(parser)
    _add_on(parser, _("when it was said (today, unless said)"))
    parser.add_argument("--words", metavar="WORDS", type=text, default="", help=_("what was said"))
    parser.add_argument("--take-back", action="store_true", help=_("there is no objection any more"))


def _object(arguments: Namespace, out: Output) -> None:
    def do(workspace: Workspace, person_id: int) -> Done[Any]:
        if arguments.take_back:
            return workspace.do(take_back_objection, person_id)
        return workspace.do(object_to_use, person_id, arguments.on or clock.today(), arguments.words)

    _write(arguments, out, do)


def _add_consent(parser: ArgumentParser) -> None:
    _add_who(parser)
    _add_on(parser, _("when it was given or taken back (today, unless said)"))
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--given", metavar="HOW", type=text, help=_("it is given: the form, by phone"))
    what.add_argument("--withdrawn", action="store_true", help=_("it is taken back"))


def _consent(arguments: Namespace, out: Output) -> None:
    on = arguments.on or clock.today()

    def do(workspace: Workspace, person_id: int) -> Done[Any]:
        if arguments.withdrawn:
            return workspace.do(withdraw_consent, person_id, on)
        return workspace.do(give_consent, person_id, on, arguments.given)

    _write(arguments, out, do)


def _add_at_risk(parser: ArgumentParser) -> None:
    _add_who(parser)
    parser.add_argument("--no", action="store_true", help=_("no harm is to be feared any more"))


def _at_risk(arguments: Namespace, out: Output) -> None:
    _write(arguments, out, lambda workspace, person_id: workspace.do(set_at_risk, person_id, not arguments.no))


def _add_keep(parser: ArgumentParser) -> None:
    _add_who(parser)
    parser.add_argument("--until", metavar="DATE", type=day, required=True, help=_("the last day of it"))
    parser.add_argument("--because", metavar="WORDS", type=text, required=True, help=_("why, as it can be shown"))


def _keep(arguments: Namespace, out: Output) -> None:
    def do(workspace: Workspace, person_id: int) -> Done[Any]:
        return workspace.do(keep_person_until, person_id, arguments.until, arguments.because)

    _write(arguments, out, do)


# Who was told


def _add_notice(parser: ArgumentParser) -> None:
    parser.add_argument("who", metavar="WHO", type=text, nargs="+", help=_("people: records, or their names"))
    _add_on(parser, _("when (today, unless said)"))
    parser.add_argument(
        "--how", metavar="WORDS", type=text, required=True, help=_("by hand, on the sign-in table, by e-mail")
    )
    parser.epilog = _("“kgotla report privacy-notice --out notice.pdf” makes the notice itself.")


def _notice(arguments: Namespace, out: Output) -> None:
    with opening.to_write(arguments) as workspace:
        people = [naming.resolve(workspace, each, "people") for each in arguments.who]
        done = workspace.do(mark_notice_given, people, arguments.on or clock.today(), arguments.how)
        _write_many(arguments, out, workspace, done, people)


def _add_list(parser: ArgumentParser) -> None:
    parser.add_argument("what", choices=tuple(WITH_PRIVACY), help=_("whose privacy lacks or says this"))


def _list(arguments: Namespace, out: Output) -> None:
    with opening.to_read(arguments) as workspace:
        found = workspace.ask(list_people, PeopleFilter(privacy=arguments.what))
        people = [person for each in found if (person := workspace.ask(get_person, each)) is not None]
    rows = [
        {
            "record": f"people:{person.id}",
            "id": person.id,
            "name": person.name,
            "ground": person.ground,
            "notice_on": plain(person.notice_on),
            "says": person.standing.stopped_words or person.standing.lacks,
        }
        for person in people
    ]
    columns = (("record", _("Record")), ("name", _("Name")), ("ground", _("Ground")), ("says", _("What is said")))
    out.answer(rows, table(rows, columns) if rows else [_("Nothing found.")])


# Corrections that were not made


def _add_correction(parser: ArgumentParser) -> None:
    parser.add_argument("record", metavar="RECORD", type=text, nargs="?", help=_("a person, body, promise, note …"))
    _add_on(parser, _("when it was asked for (today, unless said)"))
    parser.add_argument("--by", metavar="NAME", type=text, default="", help=_("who asked"))
    parser.add_argument("--words", metavar="WORDS", type=text, default="", help=_("what is said to be wrong"))
    parser.add_argument("--why-not", metavar="WORDS", type=text, default="", help=_("why it was not changed"))
    parser.add_argument("--remove", metavar="NUMBER", type=count, help=_("take the note of this number away"))
    parser.epilog = _("With RECORD alone the notes on it are listed.")


def _correction(arguments: Namespace, out: Output) -> None:
    if (arguments.record is None) == (arguments.remove is None):
        raise UserError("privacy-whom")
    is_asked = not (arguments.remove or arguments.by or arguments.words or arguments.why_not)
    with (opening.to_read if is_asked else opening.to_write)(arguments) as workspace:
        if arguments.remove:
            done: Done[Any] = workspace.do(remove_correction_note, arguments.remove)
            out.answer({"operation": done.operation_id}, [done.label])
            return
        record_id = naming.resolve(workspace, arguments.record, *NOUNS)
        if not is_asked:
            on = arguments.on or clock.today()
            draft = CorrectionDraft(record_id, on, arguments.by, arguments.words, arguments.why_not)
            workspace.do(add_correction_note, draft)
        rows = workspace.ask(list_corrections, [record_id])
    columns = (("id", _("Number")), ("asked_on", _("Asked on")), ("asked_by", _("By")), ("words", _("Words")))
    out.answer(plain(rows), table(plain(rows), columns) if rows else [_("Nothing found.")])


# The organisation


def _add_officer(parser: ArgumentParser) -> None:
    for field in fields(InformationOfficer):
        parser.add_argument(f"--{field.name}", metavar="WORDS", type=text, help=_(_OFFICER_WORDS[field.name]))
    parser.epilog = _("Without an option it says who the information officer is.")


_OFFICER_WORDS = {
    "name": "name",
    "email": "e-mail address",
    "phone": "telephone",
    "address": "address",
    "registration": "number at the Information Regulator",
    "deputy": "name of the deputy",
}


def _officer(arguments: Namespace, out: Output) -> None:
    given = {name: value for name in _OFFICER_WORDS if (value := getattr(arguments, name)) is not None}
    with (opening.to_write if given else opening.to_read)(arguments) as workspace:
        if given:
            workspace.do(set_information_officer, replace(workspace.ask(get_information_officer), **given))
        officer = workspace.ask(get_information_officer)
    out.answer(officer, _lines_of(officer))


def _lines_of(officer: InformationOfficer) -> Iterator[str]:
    if not officer.name:
        yield _("No information officer is named yet.")
    for name, words in _OFFICER_WORDS.items():
        if value := getattr(officer, name):
            yield f"{_(words).capitalize()}: {value}"


def _add_months(parser: ArgumentParser) -> None:
    for kind in Kind:
        parser.add_argument(f"--{kind}", metavar="MONTHS", type=number, help=_(_MONTHS_WORDS[kind]))


_MONTHS_WORDS = {
    Kind.OFFICE: "those who held an office (60)",
    Kind.PARTNER: "those of a CSO (36)",
    Kind.OTHER: "everybody else (12)",
}


def _months(arguments: Namespace, out: Output) -> None:
    given = {str(kind): value for kind in Kind if (value := getattr(arguments, kind)) is not None}
    with (opening.to_write if given else opening.to_read)(arguments) as workspace:
        if given:
            workspace.do(set_months, Months(**{**asdict(workspace.ask(get_months)), **given}))
        months = workspace.ask(get_months)
    out.answer(months, [f"{_(_MONTHS_WORDS[kind])}: {months.of(kind)}" for kind in Kind])


_ACTIONS: tuple[Action, ...] = (
    ("list", "list people by what their privacy lacks or says", _add_list, _list),
    ("ground", "write down why people are held, one by one or all office holders at once", _add_ground, _ground),
    ("object", "note an objection to the use of what is held, or take it back", _add_objection, _object),
    ("consent", "note that consent is given, or taken back", _add_consent, _consent),
    ("at-risk", "mark somebody who could be harmed when it is known who spoke", _add_at_risk, _at_risk),
    ("notice", "note that people were told what is held and why", _add_notice, _notice),
    ("correction", "keep with a record that a correction was asked for and not made", _add_correction, _correction),
    ("keep", "keep somebody longer, with the reason", _add_keep, _keep),
    ("months", "for how many months each kind of person is kept", _add_months, _months),
    ("officer", "say who the information officer is", _add_officer, _officer),
)
