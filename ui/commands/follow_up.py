"""`kgotla follow-up`: print the text of a follow-up, or note that we asked what became of a commitment."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from crm.operations import commitments, issues, petitions
from crm.operations.deliverables import follow_up_deliverable
from crm.operations.plans import follow_up_step
from crm.queries.commitments import get_commitment_rows
from crm.queries.letters import LEVELS, Prepared, prepare
from crm.rules import clock, letters
from crm.rules.errors import UserError
from crm.rules.letters import Kind, Way
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import commitment, dated, opening
from ui.commands.arguments import day, past_day, text
from ui.commands.output import Output

NAME = "follow-up"
_NOTED: Mapping[str, Callable[..., str]] = {
    dated.DELIVERABLE: follow_up_deliverable,
    dated.PETITION: petitions.follow_up,
    dated.ISSUE: issues.follow_up,
    dated.STEP: follow_up_step,
}
WAYS = {way.value.replace("_", "-"): way for way in Way}
TEMPLATES = (Kind.FIRST, Kind.SECOND, Kind.LATER, Kind.LIST, Kind.THANK_YOU)


def summary() -> str:
    """What the command does."""
    return _("write a follow-up of a commitment, or note that we asked about it, a deliverable, a petition or a step")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    dated.add_dated(parser)
    parser.add_argument(
        "--by",
        choices=tuple(WAYS),
        help=_("by message, email or letter: print the text and note nothing, unless --sent is given"),
    )
    parser.add_argument("--print", dest="prints", action="store_true", help=_("only print the text, note nothing"))
    parser.add_argument("--sent", action="store_true", help=_("it was sent: note it with its exact words"))
    parser.add_argument("--all", action="store_true", help=_("with everything of theirs that is outstanding"))
    parser.add_argument("--template", choices=[kind.value for kind in TEMPLATES], default="", help=_("which template"))
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
        "--next-look", metavar="DATE", type=day, help=_("when to look again (in two weeks, unless said)")
    )


def run(arguments: Namespace, out: Output) -> int:
    """Print the text, or note the follow-up."""
    way = WAYS[arguments.by] if arguments.by else None
    if arguments.prints and arguments.sent:
        raise UserError("follow-up-print-or-sent")
    if way is not None and way.is_written and not arguments.sent:
        return _print(arguments, way, out)
    if arguments.prints or (arguments.sent and way is None):
        raise UserError("follow-up-way-missing")
    return _note(arguments, way, out)


def _print(arguments: Namespace, way: Way, out: Output) -> int:
    with opening.to_read(arguments) as workspace:
        prepared = _prepared(workspace, arguments, way)
    value = {
        "id": prepared.promises[0].id,
        "noun": "commitments",
        "name": prepared.promises[0].reference,
        "about": [promise.id for promise in prepared.promises],
        "by": arguments.by,
        "to": prepared.to,
        "to_name": prepared.recipient.name or prepared.recipient.office or prepared.recipient.organisation,
        "template": prepared.template.kind,
        "language": prepared.template.language,
        "subject": prepared.text.subject,
        "words": arguments.words or prepared.text.words,
        "warning": prepared.warning,
        "noted": False,
    }
    heads = [(_("To"), prepared.to), (_("Subject"), prepared.text.subject), (_("Mind"), prepared.warning)]
    lines = [f"{head}: {words}" for head, words in heads if words]
    out.answer(value, [*lines, *([""] if lines else []), *str(value["words"]).splitlines()])
    return 0


def _prepared(workspace: Workspace, arguments: Namespace, way: Way) -> Prepared:
    """The text asked for."""
    about = [commitment.find(workspace, arguments.record)]
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
        max_confidentiality=level,
    )


def _note(arguments: Namespace, way: Way | None, out: Output) -> int:
    with opening.to_write(arguments) as workspace:
        record = dated.find_dated(workspace, arguments.record, dated.ISSUE)
        asked = _Asked(arguments.channel or (letters.label(way) if way else ""), arguments.to, arguments.words)
        if record.part in _NOTED:
            operation_id = _write(workspace, arguments, _NOTED[record.part], record.id, asked)
        elif way is not None and way.is_written:
            operation_id = _note_written(workspace, arguments, way, asked)
        else:
            if way is not None and not asked.to:
                asked = replace(asked, to=workspace.ask(get_commitment_rows, [record.id])[0].bound_name)
            operation_id = _write(workspace, arguments, commitments.follow_up, record.id, asked)
        dated.answer(workspace, out, record, operation_id)
    return 0


@dataclass(frozen=True)
class _Asked:
    """How, whom and with what words."""

    channel: str
    to: str
    words: str


def _note_written(workspace: Workspace, arguments: Namespace, way: Way, asked: _Asked) -> int:
    """The exact text that was sent, to whom it went, for each promise it was about."""
    prepared = _prepared(workspace, arguments, way)
    reader = prepared.recipient
    text_sent = "\n\n".join(part for part in (prepared.text.subject, prepared.text.words) if part)
    asked = replace(
        asked, to=asked.to or reader.name or reader.office or reader.organisation, words=asked.words or text_sent
    )
    about = [promise.id for promise in prepared.promises]
    if len(about) == 1:
        return _write(workspace, arguments, commitments.follow_up, about[0], asked)
    return workspace.do(
        commitments.follow_up_together,
        about,
        arguments.on or clock.today(),
        channel=asked.channel,
        to_whom=asked.to,
        words=asked.words,
        next_look_on=arguments.next_look,
    ).operation_id


def _write(
    workspace: Workspace, arguments: Namespace, operation: Callable[..., str], record_id: int, asked: _Asked
) -> int:
    return workspace.do(
        operation,
        record_id,
        arguments.on or clock.today(),
        channel=asked.channel,
        to_whom=asked.to,
        words=asked.words,
        answer=arguments.answer,
        next_look_on=arguments.next_look,
    ).operation_id
