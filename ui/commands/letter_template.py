"""`kgotla letter-template`: the words that messages, e-mails and letters are made from."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from crm.exchange.decoding import decode
from crm.exchange.files import read_bytes
from crm.operations.letters import LetterTemplateDraft, draft_letter_template, save_letter_template
from crm.queries.letters import TemplateRow, list_templates
from crm.rules.errors import UserError
from crm.rules.languages import language_key
from crm.rules.letters import FIELDS, label
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import opening
from ui.commands.arguments import text
from ui.commands.output import Output, table

NAME = "letter-template"
LARGEST = 1024 * 1024  # bytes of a template


def summary() -> str:
    """What the command does."""
    return _("list the templates of messages, e-mails and letters, show one, or change it")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "kind", metavar="KIND", nargs="?", type=text, default="", help=_("one kind, such as follow_up_first")
    )
    parser.add_argument("--language", metavar="NAME", type=text, default="English", help=_("English, unless said"))
    parser.add_argument(
        "--words", metavar="FILE", type=text, help=_("keep the words in this file, - for standard input")
    )
    parser.add_argument("--subject", metavar="WORDS", type=text, help=_("keep this subject"))
    parser.add_argument("--name", metavar="WORDS", type=text, help=_("keep this name"))
    parser.epilog = _(
        "Fields stand in {{braces}}, what is left out when a field in it is empty in [brackets]. The fields are:\n"
        "  {fields}\n"
        "Templates in other languages than English must be checked by somebody who speaks them."
    ).format(fields=", ".join(FIELDS))


def run(arguments: Namespace, out: Output) -> int:
    """List, show or keep."""
    changes = [arguments.words, arguments.subject, arguments.name]
    if any(change is not None for change in changes):
        return _keep(arguments, out)
    with opening.to_read(arguments) as workspace:
        rows = workspace.ask(list_templates, arguments.kind)
        everything = workspace.ask(list_templates)
    if arguments.kind and not rows:
        raise _not_known(arguments.kind, everything)
    values = [_as_json(row) for row in rows]
    if arguments.kind:
        lines = [line for row in rows for line in (f"{row.name} ({row.language})", row.subject, "", row.words, "")]
        out.answer(values, lines[:-1])
    else:
        columns = (("kind", _("Kind")), ("name", _("Name")), ("language", _("Language")), ("subject", _("Subject")))
        out.answer(values, table(values, columns))
    return 0


def _keep(arguments: Namespace, out: Output) -> int:
    words = _read(arguments.words) if arguments.words is not None else None
    with opening.to_write(arguments) as workspace:
        draft = _draft(workspace, arguments.kind, arguments.language)
        draft.words = words if words is not None else draft.words
        draft.subject = arguments.subject if arguments.subject is not None else draft.subject
        draft.name = arguments.name or draft.name
        done = workspace.do(save_letter_template, draft)
        row = next(row for row in workspace.ask(list_templates, draft.kind) if row.id == done.value[0])
    out.answer(_as_json(row) | {"operation": done.operation_id}, [f"letters:{row.id}  {row.name} ({row.language})"])
    return 0


def _read(name: str) -> str:
    if name == "-":
        return sys.stdin.read(LARGEST) if sys.stdin is not None else ""
    file = Path(name).expanduser()
    words, _encoding = decode(read_bytes(file, LARGEST), file.name)
    return words


def _draft(workspace: Workspace, kind: str, language: str) -> LetterTemplateDraft:
    """The template of that kind and language as kept, else a new one that begins as the kind's first."""
    rows = workspace.ask(list_templates, kind)
    if not kind or not rows:
        raise _not_known(kind, workspace.ask(list_templates))
    present = [row for row in rows if row.id and language_key(row.language) == language_key(language)]
    if present:
        return workspace.ask(draft_letter_template, present[-1].id)
    return LetterTemplateDraft(rows[0].name, kind, language, rows[0].words, rows[0].subject)


def _not_known(kind: str, rows: Sequence[TemplateRow]) -> UserError:
    return UserError("letter-kind-not-known", kind=kind, known=", ".join(dict.fromkeys(row.kind for row in rows)))


def _as_json(row: TemplateRow) -> dict[str, object]:
    return {
        "id": row.id,
        "noun": "letters",
        "name": row.name,
        "kind": row.kind,
        "kind_name": label(row.kind),
        "language": row.language,
        "subject": row.subject,
        "words": row.words,
    }
