"""`kgotla import`: bring in a list of people or a register of promises, as one operation that can be undone."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from pathlib import Path

from crm.exchange.bodies import ours
from crm.exchange.candidates import Reading
from crm.exchange.files import LARGEST
from crm.exchange.readers import ReadChoices, read, read_piped
from crm.operations.imports import apply_import, remember_status_words
from crm.queries.imports import ImportChoices, ImportPlan, needs_term, parse_term, plan_import
from crm.queries.organisations import get_organisation
from crm.rules.errors import UserError
from crm.rules.names import fold
from crm.rules.status_words import MEANINGS
from crm.workspace import Workspace
from resources.translations import _, ngettext
from ui.commands import opening
from ui.commands.arguments import path, text
from ui.commands.naming import resolve
from ui.commands.output import Output

NAME = "import"
SHOWN = 20
"""Lines that were not understood, shown to people; JSON names all."""

PIPE = Path("-")


def summary() -> str:
    """What the command does."""
    return _("bring in a list of people or promises: CSV, Excel, vCard, LDIF, JSON, XML, or - for rows through a pipe")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("file", metavar="FILE", type=path, help=_("the list; - reads rows from standard input"))
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would come of it; nothing is written"))
    parser.add_argument(
        "--term",
        metavar="TERM",
        type=text,
        default="",
        help=_("the term of office the list is of: 2014, 2014-2019, 5th, current or none (guessed from its dates)"),
    )
    parser.add_argument(
        "--sheet", metavar="SHEET", type=text, default="", help=_("the sheet of a workbook, by name or number")
    )
    parser.add_argument(
        "--body",
        metavar="BODY",
        type=text,
        default="",
        help=_("the organisation (organisations:12, or its name) in which those sit for whom the list says nothing"),
    )
    parser.add_argument(
        "--promises", action="store_true", help=_("the rows are promises, though nothing in them says so")
    )
    parser.add_argument(
        "--status",
        metavar="WORD=MEANING",
        type=_meaning,
        action="append",
        default=[],
        help=_("what a word for the status of a promise means: {meanings}; it is remembered").format(
            meanings=", ".join(MEANINGS)
        ),
    )
    parser.epilog = _(
        "A backup goes into the workspace's own folder first. The whole import is one operation: “kgotla undo”\n"
        "takes it back. What you changed yourself since the last import stays as you have it.\n"
        "A promise whose maker is not known here comes in with the name, to be identified."
    )


def _meaning(value: str) -> tuple[str, str]:
    """“Sorted=claimed_done”. Raises ArgumentTypeError."""
    word, _sign, meaning = text(value).rpartition("=")
    if not fold(word) or meaning.strip() not in MEANINGS:
        words = _("“{value}” is not like Sorted=claimed_done; what a word may mean: {meanings}")
        raise ArgumentTypeError(words.format(value=text(value), meanings=", ".join(MEANINGS)))
    return fold(word), meaning.strip()


def run(arguments: Namespace, out: Output) -> int:
    """Import the list, or say what would come of it."""
    term = parse_term(arguments.term)
    reading = None if arguments.body else _read(arguments, ReadChoices())
    if reading is not None:
        _check_term(arguments, reading)
    with (opening.to_read if arguments.dry_run else opening.to_write)(arguments) as workspace:
        if reading is None:
            reading = _read(arguments, _of_body(workspace, arguments.body))
            term = "current" if term is None and needs_term(reading) else term
        choices = ImportChoices(term=term, statuses=dict(arguments.status))
        plan = workspace.ask(plan_import, reading, choices)
        operation_id = None
        if choices.statuses and not arguments.dry_run:
            workspace.do(remember_status_words, choices.statuses)
        if not arguments.dry_run and not plan.is_empty:
            workspace.back_up_before("import")
            operation_id = workspace.do(apply_import, plan, reading, choices).operation_id
    value = plan.counts() | {
        "not_understood": plan.not_understood,
        "to_identify": sorted({row.asks for row in plan.rows if row.asks}),
        "unknown_statuses": list(plan.unknown_statuses),
        "sheet": reading.sheet,
        "operation": operation_id,
    }
    out.answer(value, _lines(reading, plan, operation_id))
    return 0


def _read(arguments: Namespace, choices: ReadChoices) -> Reading:
    chosen = ReadChoices(arguments.sheet, choices.body, wanted="commitments" if arguments.promises else "")
    if arguments.file == PIPE:
        return read_piped(_piped(), chosen)
    return read(arguments.file, chosen)


def _piped() -> bytes:
    data = sys.stdin.buffer.read(LARGEST + 1) if sys.stdin is not None else b""
    if len(data) > LARGEST:
        raise UserError("file-too-large", file=_("standard input"), limit=LARGEST // (1024 * 1024))
    return data


def _check_term(arguments: Namespace, reading: Reading) -> None:
    if not arguments.term and not arguments.dry_run and needs_term(reading):
        raise UserError("term-needed", file=reading.source_name)


def _of_body(workspace: Workspace, name: str) -> ReadChoices:
    found = workspace.ask(get_organisation, resolve(workspace, name, "organisations"))
    return ReadChoices(body=ours(found.id, found.name, found.kind) if found is not None else None)


def _lines(reading: Reading, plan: ImportPlan, operation_id: int | None) -> Iterator[str]:
    file = f"{reading.source_name} ({reading.sheet})" if reading.sheet else reading.source_name
    if operation_id is not None:
        yield _("{file} was brought in (operation {id}); “kgotla undo” takes it back.").format(
            file=file, id=operation_id
        )
    elif plan.is_empty:
        yield _("{file} says nothing that is not here already; nothing was changed.").format(file=file)
    else:
        yield _("{file} would change this:").format(file=file)
    for state, words in (("new", _("New")), ("changed", _("Changed")), ("unchanged", _("Unchanged"))):
        counts = [_counted(noun, count) for noun, count in plan.counts()[state].items() if count]
        yield f"  {words}: {', '.join(counts) or _('nothing')}"
    problems = plan.not_understood
    if problems:
        yield "  " + _("Not understood: {count}").format(count=len(problems))
    for problem in problems[:SHOWN]:
        yield f"    {problem['line']}: {problem['reason']}"
    asked = sorted({row.asks for row in plan.rows if row.asks})
    if asked:
        yield "  " + _("To identify: {names}").format(names=", ".join(asked[:SHOWN]))
    if plan.unknown_statuses:
        yield "  " + _("Kept as a note, for nobody said what they mean (--status WORD=MEANING): {words}").format(
            words=", ".join(plan.unknown_statuses[:SHOWN])
        )


def _counted(noun: str, count: int) -> str:
    words = {
        "people": ngettext("{count} person", "{count} people", count),
        "organisations": ngettext("{count} organisation", "{count} organisations", count),
        "places": ngettext("{count} place", "{count} places", count),
        "offices": ngettext("{count} office", "{count} offices", count),
        "commitments": ngettext("{count} commitment", "{count} commitments", count),
    }
    return words[noun]
