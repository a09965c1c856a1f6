"""`kgotla follow-up`: print or write the text of a follow-up, or note that we asked, at a rung of the ladder or not."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from crm.operations import commitments, issues, petitions
from crm.operations.deliverables import follow_up_deliverable
from crm.operations.escalation import follow_up_at_rung
from crm.operations.plans import follow_up_step
from crm.queries.commitments import get_commitment_rows
from crm.queries.escalation import get_climb, get_rung
from crm.queries.letters import LEVELS, Prepared, prepare
from crm.rules import clock, letters
from crm.rules.errors import UserError
from crm.rules.letters import FOLLOW_UPS, Way
from crm.workspace import Workspace
from reports import catalog
from resources.translations import _
from ui.commands import dated, opening
from ui.commands.arguments import day, past_day, path, text
from ui.commands.output import Output

NAME = "follow-up"
_NOTED: Mapping[str, Callable[..., str]] = {
    dated.DELIVERABLE: follow_up_deliverable,
    dated.PETITION: petitions.follow_up,
    dated.ISSUE: issues.follow_up,
    dated.STEP: follow_up_step,
}
_WITH_TEXTS = (dated.COMMITMENT, dated.PETITION)
WAYS = {way.value.replace("_", "-"): way for way in Way}
NEXT = "next"


def summary() -> str:
    """What the command does."""
    return _("write a follow-up of a petition or commitment, or note that we asked about it, a deliverable or a step")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    dated.add_dated(parser)
    parser.add_argument(
        "--by",
        choices=tuple(WAYS),
        help=_("by message, email or letter: print the text and note nothing, unless --sent is given"),
    )
    parser.add_argument(
        "--rung",
        metavar="RUNG",
        type=text,
        default="",
        help=_("at this rung of the ladder: “next”, or its number in “kgotla ladder”; its letter, to whom it turns to"),
    )
    parser.add_argument(
        "--letter",
        metavar="FILE",
        type=path,
        help=_("write the letter to this file, as PDF or .docx by its ending; noted with --sent as well"),
    )
    parser.add_argument("--print", dest="prints", action="store_true", help=_("only print the text, note nothing"))
    parser.add_argument("--sent", action="store_true", help=_("it was sent: note it with its exact words"))
    parser.add_argument("--all", action="store_true", help=_("with everything of theirs that is outstanding"))
    parser.add_argument("--template", choices=[kind.value for kind in FOLLOW_UPS], default="", help=_("which template"))
    parser.add_argument("--language", metavar="NAME", type=text, default="", help=_("in a template of this language"))
    parser.add_argument(
        "--confidentiality",
        choices=LEVELS,
        default=LEVELS[0],
        help=_("the highest a commitment may have to be written about (open, unless said)"),
    )
    parser.add_argument("--on", metavar="DATE", type=past_day, help=_("when we asked (today, unless said)"))
    for name, words in (
        ("channel", _("by phone, e-mail, letter, in person")),
        ("to", _("whom we asked")),
        ("words", _("what we asked; with --by the text that was sent, instead of the template's")),
        ("answer", _("what they answered; an answer counts as movement")),
    ):
        parser.add_argument(f"--{name}", metavar="WORDS", type=text, default="", help=words)
    parser.add_argument(
        "--next-look",
        metavar="DATE",
        type=day,
        help=_("when to look again (in two weeks, at a rung when its clock runs out, unless said)"),
    )


def run(arguments: Namespace, out: Output) -> int:
    """Print the text, write the letter, or note the follow-up."""
    way = _way(arguments)
    if arguments.prints and arguments.sent:
        raise UserError("follow-up-print-or-sent")
    if way is not None and way.is_written and not arguments.sent:
        return _print(arguments, way, out)
    if arguments.prints or (arguments.sent and way is None):
        raise UserError("follow-up-way-missing")
    return _note(arguments, way, out)


def _way(arguments: Namespace) -> Way | None:
    """How we follow up; a file for the letter says so too."""
    way = WAYS[arguments.by] if arguments.by else None
    if arguments.letter is None:
        return way
    if way not in (None, Way.LETTER):
        raise UserError("option-does-not-go-with", option="letter", other=f"--by {arguments.by}")
    return Way.LETTER


def _print(arguments: Namespace, way: Way, out: Output) -> int:
    with opening.to_read(arguments) as workspace:
        record = dated.find(workspace, arguments.record, *_WITH_TEXTS)
        prepared = _prepared(workspace, arguments, way, record)
        pages = _write_letter(workspace, arguments, prepared)
    value = {
        "id": record.id,
        "noun": "petitions" if prepared.petition else "commitments",
        "name": prepared.reference,
        "about": list(prepared.about),
        "by": arguments.by or "letter",
        "to": prepared.to,
        "to_name": _named(prepared),
        "template": prepared.template.kind,
        "rung": prepared.rung.position if prepared.rung else None,
        "language": prepared.template.language,
        "subject": prepared.text.subject,
        "words": arguments.words or prepared.text.words,
        "warning": prepared.warning,
        "noted": False,
    } | ({"file": arguments.letter, "pages": pages} if arguments.letter else {})
    heads = [(_("To"), prepared.to), (_("Subject"), prepared.text.subject), (_("Mind"), prepared.warning)]
    heads += [(_("Letter"), str(arguments.letter))] if arguments.letter else []
    lines = [f"{head}: {words}" for head, words in heads if words]
    out.answer(value, [*lines, *([""] if lines else []), *str(value["words"]).splitlines()])
    return 0


def _named(prepared: Prepared) -> str:
    reader = prepared.recipient
    return reader.name or reader.office or reader.organisation


def _prepared(workspace: Workspace, arguments: Namespace, way: Way, record: dated.Dated) -> Prepared:
    """The text asked for."""
    about = [record.id]
    level = LEVELS.index(arguments.confidentiality)
    if arguments.all:
        about += workspace.ask(prepare, about, way, workspace.user_name, max_confidentiality=level).others
    return workspace.ask(
        prepare,
        about,
        way,
        workspace.user_name,
        kind=arguments.template,
        language=arguments.language,
        rung=_rung(workspace, arguments, record),
        max_confidentiality=level,
    )


def _rung(workspace: Workspace, arguments: Namespace, record: dated.Dated) -> int:
    """The place of the rung asked for, 0 for none. Raises UserError("no-next-rung"), ("rung-not-known")."""
    if not arguments.rung:
        return 0
    noun = "petitions" if record.part == dated.PETITION else "commitments"
    if arguments.rung == NEXT:
        return workspace.ask(get_climb, record.id, noun).next_position
    position = int(arguments.rung) if arguments.rung.isdecimal() else 0
    return workspace.ask(get_rung, position, noun).position


def _write_letter(workspace: Workspace, arguments: Namespace, prepared: Prepared) -> int:
    """The letter where a file was named; returns its pages, 0 in Word."""
    if arguments.letter is None:
        return 0
    chosen = {
        "confidentiality": arguments.confidentiality,
        "template": prepared.template.kind,
        "language": arguments.language,
        "rung": str(prepared.rung.position) if prepared.rung else "",
    }
    text_of = arguments.words or prepared.text.words
    made = catalog.make_letter(
        workspace.ask,
        {name: value for name, value in chosen.items() if value},
        prepared.about,
        prepared.text.subject,
        text_of,
        arguments.letter,
        made_by=workspace.user_name,
    )
    return made.pages


def _note(arguments: Namespace, way: Way | None, out: Output) -> int:
    with opening.to_write(arguments) as workspace:
        record = dated.find_dated(workspace, arguments.record, dated.ISSUE)
        asked = _Asked(arguments.channel or (letters.label(way) if way else ""), arguments.to, arguments.words)
        if way is not None and way.is_written and record.part in _WITH_TEXTS:
            operation_id = _note_written(workspace, arguments, way, record, asked)
        elif arguments.rung:
            operation_id = _climb(workspace, arguments, record, asked)
        elif record.part in _NOTED:
            operation_id = _write(workspace, arguments, _NOTED[record.part], (record.id,), asked)
        else:
            if way is not None and not asked.to:
                asked = replace(asked, to=workspace.ask(get_commitment_rows, [record.id])[0].bound_name)
            operation_id = _write(workspace, arguments, commitments.follow_up, (record.id,), asked)
        dated.answer(workspace, out, record, operation_id)
    return 0


@dataclass(frozen=True)
class _Asked:
    """How, whom and with what words."""

    channel: str
    to: str
    words: str


def _note_written(workspace: Workspace, arguments: Namespace, way: Way, record: dated.Dated, asked: _Asked) -> int:
    """The exact text that was sent, to whom it went, for each record it was about."""
    prepared = _prepared(workspace, arguments, way, record)
    _write_letter(workspace, arguments, prepared)
    text_sent = "\n\n".join(part for part in (prepared.text.subject, prepared.text.words) if part)
    asked = replace(asked, to=asked.to or _named(prepared), words=asked.words or text_sent)
    if prepared.rung is not None:
        return _climb(workspace, arguments, record, asked)
    if len(prepared.about) == 1:
        return _write(workspace, arguments, _NOTED.get(record.part, commitments.follow_up), (record.id,), asked)
    return workspace.do(
        commitments.follow_up_together,
        list(prepared.about),
        arguments.on or clock.today(),
        channel=asked.channel,
        to_whom=asked.to,
        words=asked.words,
        next_look_on=arguments.next_look,
    ).operation_id


def _climb(workspace: Workspace, arguments: Namespace, record: dated.Dated, asked: _Asked) -> int:
    """A follow-up at the rung asked for."""
    if record.part not in _WITH_TEXTS:
        raise UserError("rung-not-for")
    position = _rung(workspace, arguments, record)
    return _write(workspace, arguments, follow_up_at_rung, (record.id, position), asked)


def _write(
    workspace: Workspace, arguments: Namespace, operation: Callable[..., object], about: tuple[int, ...], asked: _Asked
) -> int:
    """Note it of this record, and at this rung where the operation takes one."""
    return workspace.do(
        operation,
        *about,
        arguments.on or clock.today(),
        channel=asked.channel,
        to_whom=asked.to,
        words=asked.words,
        answer=arguments.answer,
        next_look_on=arguments.next_look,
    ).operation_id
