"""`kgotla import`: bring in a list of people or a register of promises, as one operation that can be undone."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from crm.exchange.calendar_kinds import CALENDAR_KINDS, OPPORTUNITIES, PROGRAMME, calendar_kind_of
from crm.exchange.candidates import Reading
from crm.exchange.columns import Field
from crm.exchange.decoding import ENCODINGS
from crm.exchange.files import LARGEST
from crm.exchange.kinds import KINDS, field_words
from crm.exchange.meaning import ReadChoices
from crm.exchange.readers import read, read_piped
from crm.exchange.workspace_file import is_workspace_file
from crm.operations.imports import apply_import, forget_layout, remember_list
from crm.queries.import_layouts import get_body, get_remembered_layouts
from crm.queries.imports import ImportChoices, ImportPlan, needs_term, parse_term, plan_import
from crm.rules.errors import UserError
from crm.rules.names import fold
from crm.rules.status_words import ALL_MEANINGS
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import opening, whole_workspace
from ui.commands.arguments import day, number, path, text
from ui.commands.import_answer import answer, lines
from ui.commands.naming import resolve
from ui.commands.output import Output
from ui.words import sentence

NAME = "import"
PIPE = Path("-")
NOBODY = ("none", "new")
"""Said of somebody who is none of ours."""


def summary() -> str:
    """What the command does."""
    return _("bring in a list of people or of what you keep: CSV, Excel, vCard, iCalendar, LDIF, JSON, or - for a pipe")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "file", metavar="FILE", type=path, nargs="?", help=_("the list; - reads rows from standard input")
    )
    what.add_argument("--fields", action="store_true", help=_("only say what the columns of each kind can hold"))
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would come of it; nothing is written"))
    _add_reading_options(parser)
    _add_deciding_options(parser)
    parser.epilog = _(
        "A backup goes into the workspace's own folder first. The whole import is one operation: “kgotla undo”\n"
        "takes it back. What you changed yourself since the last import stays as you have it.\n"
        "A promise whose maker is not known here comes in with the name, to be identified.\n"
        "What you say of the columns is remembered for the next list with the same headings.\n"
        "Ends with 0 when the list was brought in or would be, 1 when it cannot be, 2 when the command is wrong."
    )


def _add_reading_options(parser: ArgumentParser) -> None:
    group = parser.add_argument_group(_("how the list is read"))
    group.add_argument(
        "--sheet", metavar="SHEET", type=text, default="", help=_("the sheet of a workbook, by name or number")
    )
    group.add_argument(
        "--body",
        metavar="BODY",
        type=text,
        default="",
        help=_("the organisation (organisations:12, or its name) in which those sit for whom the list says nothing"),
    )
    group.add_argument("--kind", choices=_kinds(), default="", help=_("what a row is, whatever it seems to be"))
    group.add_argument(
        "--map",
        metavar="HEADING=FIELD",
        type=_meaning_of_column,
        action="append",
        default=[],
        help=_("what a column holds, by its heading or number (see --fields); it is remembered"),
    )
    group.add_argument("--headings", metavar="ROW", type=number, help=_("the row that names the columns; 0 for none"))
    group.add_argument(
        "--surname-first", choices=["yes", "no"], help=_("whether whole names begin with the surname; it is remembered")
    )
    group.add_argument("--delimiter", type=_delimiter, help=_("what stands between cells, or “tab”"))
    group.add_argument("--encoding", choices=ENCODINGS, help=_("how its letters are written"))
    group.add_argument(
        "--forget-mapping", action="store_true", help=_("guess afresh what was remembered of such a list")
    )
    group.add_argument(
        "--keep-id-numbers", action="store_true", help=_("keep identity numbers, which are left out otherwise")
    )


def _kinds() -> list[str]:
    """Of a table what a row is, of a calendar what an event is."""
    return list(dict.fromkeys((*(kind.name for kind in KINDS), *CALENDAR_KINDS)))


def _add_deciding_options(parser: ArgumentParser) -> None:
    group = parser.add_argument_group(_("what becomes of its rows"))
    group.add_argument(
        "--term",
        metavar="TERM",
        type=text,
        default="",
        help=_("the term of office the list is of: 2014, 2014-2019, 5th, current or none (guessed from its dates)"),
    )
    group.add_argument(
        "--status",
        metavar="WORD=MEANING",
        type=_meaning,
        action="append",
        default=[],
        help=_("what a word for the status in a register means: {meanings}; it is remembered").format(
            meanings=", ".join(ALL_MEANINGS)
        ),
    )
    group.add_argument(
        "--into",
        metavar="RECORD",
        type=text,
        default="",
        help=_("the agreement or plan, by reference or title, for clauses or steps that name none"),
    )
    group.add_argument(
        "--match",
        metavar="ROW=RECORD",
        type=_decision,
        action="append",
        default=[],
        help=_("who a row is (“row 12=people:34”, or =none for none of ours); also who a name in a register is"),
    )
    group.add_argument(
        "--leave-out", metavar="ROW", type=text, action="append", default=[], help=_("do not bring in this row")
    )
    group.add_argument(
        "--end-gone", metavar="DAY", type=day, help=_("the day on which those left who are gone from the list")
    )


def _meaning(value: str) -> tuple[str, str]:
    """“Sorted=claimed_done”. Raises ArgumentTypeError."""
    word, _sign, meaning = text(value).rpartition("=")
    if not fold(word) or meaning.strip() not in ALL_MEANINGS:
        words = _("“{value}” is not like Sorted=claimed_done; what a word may mean: {meanings}")
        raise ArgumentTypeError(words.format(value=text(value), meanings=", ".join(ALL_MEANINGS)))
    return fold(word), meaning.strip()


def _meaning_of_column(value: str) -> tuple[str, Field]:
    """“Cell=mobile”. Raises ArgumentTypeError."""
    heading, _sign, field = text(value).rpartition("=")
    if not heading.strip() or field.strip() not in set(Field):
        words = _("“{value}” is not like Cell=mobile; “kgotla import --fields” lists what a column can hold")
        raise ArgumentTypeError(words.format(value=text(value)))
    return heading.strip(), Field(field.strip())


def _decision(value: str) -> tuple[str, str]:
    """“row 12=people:34”. Raises ArgumentTypeError."""
    row, _sign, who = text(value).rpartition("=")
    if not row.strip() or not who.strip():
        raise ArgumentTypeError(_("“{value}” is not like “row 12=people:34”").format(value=text(value)))
    return row.strip(), who.strip()


def _delimiter(value: str) -> str:
    found = "\t" if value == "tab" else value
    if len(found) != 1 or found in '"\r\n':
        raise ArgumentTypeError(_("“{value}” is no single letter between cells").format(value=text(value)))
    return found


def run(arguments: Namespace, out: Output) -> int:
    """Import the list, or say what would come of it."""
    if arguments.fields:
        return _answer_fields(out)
    if arguments.file != PIPE and is_workspace_file(arguments.file):
        return whole_workspace.bring_in(arguments, out)
    term = parse_term(arguments.term)
    with opening.to_write_or_try(arguments) as workspace:
        reading = _read(arguments, _read_choices(workspace, arguments))
        if term is None and arguments.body and needs_term(reading):
            term = "current"
        _check_term(arguments, reading)
        _check_calendar(arguments, reading)
        decided = _Decisions(workspace, reading)
        choices = ImportChoices(
            term=term,
            statuses=dict(arguments.status),
            matches=decided.matches(arguments.match),
            parties=decided.parties(arguments.match),
            left_out=frozenset(decided.key(row) for row in arguments.leave_out),
            end_gone_on=arguments.end_gone,
            into=arguments.into,
        )
        plan = workspace.ask(plan_import, reading, choices)
        operation_id = None if arguments.dry_run else _bring_in(workspace, arguments, plan, reading, choices)
    more = [sentence(_term_needed(reading))] if arguments.dry_run and _lacks_term(arguments, reading) else []
    out.answer(answer(reading, plan, operation_id), [*lines(reading, plan, operation_id), *more])
    return 0


def _bring_in(
    workspace: Workspace, arguments: Namespace, plan: ImportPlan, reading: Reading, choices: ImportChoices
) -> int | None:
    layout = reading.shape.to_remember if reading.shape else None
    if arguments.forget_mapping and reading.shape and layout is None:
        workspace.do(forget_layout, reading.shape.layout.key)
    if layout is not None or choices.statuses:
        workspace.do(remember_list, layout, choices.statuses, reading.shape.kind if reading.shape else KINDS[0].name)
    if plan.is_empty:
        return None
    workspace.back_up_before("import")
    return workspace.do(apply_import, plan, reading, choices).operation_id


def _read_choices(workspace: Workspace, arguments: Namespace) -> ReadChoices:
    body = resolve(workspace, arguments.body, "organisations") if arguments.body else 0
    return ReadChoices(
        sheet=arguments.sheet,
        body=workspace.ask(get_body, body),
        kind=arguments.kind,
        fields=dict(arguments.map),
        surname_first=None if arguments.surname_first is None else arguments.surname_first == "yes",
        heading_line=arguments.headings,
        delimiter=arguments.delimiter or "",
        encoding=arguments.encoding or "",
        remembered={} if arguments.forget_mapping else workspace.ask(get_remembered_layouts),
        keeps_id_numbers=arguments.keep_id_numbers,
    )


def _read(arguments: Namespace, choices: ReadChoices) -> Reading:
    return read_piped(_piped(), choices) if arguments.file == PIPE else read(arguments.file, choices)


def _piped() -> bytes:
    data = sys.stdin.buffer.read(LARGEST + 1) if sys.stdin is not None else b""
    if len(data) > LARGEST:
        raise UserError("file-too-large", file=_("standard input"), limit=LARGEST // (1024 * 1024))
    return data


def _check_term(arguments: Namespace, reading: Reading) -> None:
    if not arguments.dry_run and _lacks_term(arguments, reading):
        raise _term_needed(reading)


def _lacks_term(arguments: Namespace, reading: Reading) -> bool:
    return not (arguments.term or arguments.body) and needs_term(reading)


def _term_needed(reading: Reading) -> UserError:
    return UserError("term-needed", file=reading.source_name)


def _check_calendar(arguments: Namespace, reading: Reading) -> None:
    """What only a calendar can be is said of one, and a programme is somebody's."""
    kind = calendar_kind_of(reading)
    if arguments.kind in (OPPORTUNITIES, PROGRAMME) and kind != arguments.kind:
        raise UserError("kind-of-calendar", kind=arguments.kind, file=reading.source_name)
    if kind == PROGRAMME and not arguments.body:
        raise UserError("programme-needs-body")


class _Decisions:
    """What was said of single rows, which are called by their line, their key, or a name that stands in them."""

    def __init__(self, workspace: Workspace, reading: Reading) -> None:
        self._workspace, self._reading = workspace, reading
        self._by_line = {row.line: row.key for row in reading.people}
        self._by_line |= {row.line: row.key for row in reading.registered}
        self._keys = set(self._by_line.values())

    @cached_property
    def _names(self) -> set[str]:
        """The names in a register of which somebody should say who they are; asked for only where something is said."""
        rows = self._workspace.ask(plan_import, self._reading).rows if self._reading.registered else ()
        return {fold(row.asks) for row in rows if row.asks}

    def key(self, row: str) -> str:
        """The key of a row. Raises UserError “row-not-in-list”."""
        found = self._by_line.get(f"row {row}" if row.isdecimal() else row, row)
        if found not in self._keys:
            raise UserError("row-not-in-list", row=row, file=self._reading.source_name)
        return found

    def matches(self, said: Sequence[tuple[str, str]]) -> dict[str, int]:
        """Who rows are."""
        return {self.key(row): self._who(who, "people") for row, who in said if fold(row) not in self._names}

    def parties(self, said: Sequence[tuple[str, str]]) -> dict[str, int]:
        """Who the names in a register are."""
        named = [(fold(row), who) for row, who in said if fold(row) in self._names]
        return {name: self._who(who, "people", "organisations", "offices") for name, who in named}

    def _who(self, who: str, *nouns: str) -> int:
        return 0 if who.casefold() in NOBODY else resolve(self._workspace, who, *nouns)


def _answer_fields(out: Output) -> int:
    kinds = {kind.name: {field.value: field_words(field) for field in _offered(kind.fields)} for kind in KINDS}
    out.answer(kinds, _field_lines())
    return 0


def _field_lines() -> Iterator[str]:
    for kind in KINDS:
        yield f"{kind.name}: {kind.words}"
        for field in _offered(kind.fields):
            yield f"  {field.value:<20}{field_words(field)}"


def _offered(fields: Sequence[Field]) -> tuple[Field, ...]:
    return (*fields, Field.LEFT_OUT, Field.UNKNOWN)
