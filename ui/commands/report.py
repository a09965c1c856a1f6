"""`kgotla report`: write a report as a PDF, or in another form it has."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from crm.queries.history import get_newest
from crm.queries.reports import find_saved_report
from crm.rules import clock
from crm.rules.errors import UserError
from crm.rules.giving_out import How
from crm.workspace import Workspace
from reports import catalog
from reports.facts import telling
from reports.options import Option, OptionKind
from resources.translations import _
from ui.commands import naming, opening
from ui.commands.arguments import past_day, path, read_record, text
from ui.commands.noting import give_made, note_made
from ui.commands.output import Output

NAME = "report"
_PREFIX = "of_report_"
HERE = "-"
"""The file of a text that is written out here."""


def summary() -> str:
    """What the command does."""
    return _("write a report as a PDF, or in another form it has")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options: those of every report there is."""
    known = ", ".join(catalog.REPORTS)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("name", metavar="NAME", nargs="?", type=text, help=_("one of: {known}").format(known=known))
    which.add_argument("--saved", metavar="SAVED", type=text, help=_("the choices that were saved under this name"))
    forms = ", ".join(dict.fromkeys(ending for report in catalog.REPORTS.values() for ending in report.endings))
    parser.add_argument(
        "--out",
        metavar="FILE",
        type=path,
        default=Path(),
        help=_(
            "the file to write; its ending says in which form ({forms}), where the report has it; “-” shows a text."
            " In a folder, and without it in this one, the name says what it is, for whom, and the day"
        ).format(forms=forms),
    )
    parser.add_argument(
        "--allow-missing",
        dest=_PREFIX + telling.ALLOW.name,
        action="store_const",
        const=telling.SHOWN,
        help=_("print “…” where a sentence for the community is not yet written"),
    )
    secret = parser.add_mutually_exclusive_group()
    secret.add_argument("--password", action="store_true", help=_("ask for a password that the PDF opens with"))
    secret.add_argument("--password-file", metavar="FILE", type=path, help=_("a file whose first line is the password"))
    _add_hand_over(parser)
    add_choices(parser)


def add_choices(parser: ArgumentParser) -> None:
    """The options of every report there is."""
    for option in _options().values():
        parser.add_argument(
            f"--{option.name}", dest=_PREFIX + option.name, metavar=_metavar(option), type=text, help=_help(option)
        )


def _add_hand_over(parser: ArgumentParser) -> None:
    group = parser.add_argument_group(_("handing it over"))
    group.add_argument(
        "--given-to",
        metavar="WHOM",
        type=text,
        help=_("keep this exact paper in the workspace as given to them: a record, the name of one, or any name"),
    )
    group.add_argument("--given-on", metavar="DATE", type=past_day, help=_("the day it was given (today, unless said)"))
    group.add_argument(
        "--given-how",
        choices=tuple(How),
        default=How.PRINTED,
        help=_("in what way: {ways}").format(ways=", ".join(How)),
    )
    group.add_argument("--given-note", metavar="WORDS", type=text, default="", help=_("a note on it"))


def _options() -> dict[str, Option]:
    """Every option by its name; one that several reports have takes the choices of them all."""
    found: dict[str, Option] = {}
    for report in catalog.REPORTS.values():
        for option in report.options:
            choices = {**dict(found[option.name].choices if option.name in found else ()), **dict(option.choices)}
            found[option.name] = replace(option, choices=tuple(choices.items()))
    return found


def _metavar(option: Option) -> str:
    return {OptionKind.CHOICE: "CHOICE", OptionKind.RECORD: "RECORD", OptionKind.DAY: "DATE", OptionKind.TEXT: "TEXT"}[
        option.kind
    ]


def _help(option: Option) -> str:
    words = _(option.label)
    words = words[:1].lower() + words[1:]
    if option.choices:
        return f"{words}: " + ", ".join(value for value, _words in option.choices)
    return words + " " + _("(a record, or its name)") if option.kind is OptionKind.RECORD else words


def run(arguments: Namespace, out: Output) -> int:
    """Make the report."""
    if arguments.name is not None:
        report = catalog.find_report(arguments.name)
        if not arguments.out.is_dir():
            report.build_in(arguments.out)
    password = opening.password_for_a_file(arguments)
    whom = (arguments.given_to or "").strip()
    is_shown = str(arguments.out) == HERE
    opened = opening.to_read if is_shown else opening.to_write if whom else opening.to_note
    with opened(arguments) as workspace:
        name, chosen = _wanted(arguments, workspace)
        if is_shown:
            text_of = catalog.make_text(workspace.ask, name, chosen, made_by=workspace.user_name, today=clock.today())
            out.answer({"report": name, "text": text_of}, text_of.splitlines())
            return 0
        knows = workspace.ask(get_newest)
        receiver_id = naming.look_up(workspace, whom, "people", "organisations") if whom else None
        made = catalog.make(
            workspace.ask,
            name,
            chosen,
            arguments.out,
            made_by=workspace.user_name,
            today=clock.today(),
            password=password,
        )
        if whom:
            how, note = arguments.given_how, arguments.given_note
            give_made(workspace, made, chosen, whom, receiver_id, how, knows, arguments.given_on, note)
        else:
            note_made(workspace, made, chosen)
    out.answer(as_json([made]), lines([made]))
    return 0


def _wanted(arguments: Namespace, workspace: Workspace) -> tuple[str, dict[str, str]]:
    """The report and its options; what is written goes before what was saved. Raises UserError("name-not-found")."""
    chosen = read_choices(arguments, workspace)
    if arguments.saved is None:
        return arguments.name, chosen
    saved = workspace.ask(find_saved_report, arguments.saved)
    if saved is None:
        raise UserError("name-not-found", name=arguments.saved)
    return saved.report, {**saved.options, **chosen}


def read_choices(arguments: Namespace, workspace: Workspace) -> dict[str, str]:
    """The options given, with the records that were written as names."""
    known = _options()
    chosen = {}
    for key, value in vars(arguments).items():
        if key.startswith(_PREFIX) and value is not None:
            option = known[key.removeprefix(_PREFIX)]
            chosen[option.name] = _record(workspace, option, value) if option.kind is OptionKind.RECORD else value
    return chosen


def _record(workspace: Workspace, option: Option, value: str) -> str:
    if value.strip().isdigit():
        return f"{option.noun}:{int(value)}" if option.noun else value.strip()
    if read_record(value) or not value.strip():
        return value
    found = naming.resolve(workspace, value, *((option.noun,) if option.noun else ()))
    return f"{option.noun}:{found}" if option.noun else str(found)


def as_json(made: Sequence[catalog.Made]) -> dict[str, object]:
    """The papers as programs read them."""
    return {
        "files": [
            {"file": paper.file, "report": paper.report, "pages": paper.pages, "people": paper.people} for paper in made
        ]
    }


def lines(made: Sequence[catalog.Made]) -> Iterator[str]:
    """The papers as people read them."""
    for paper in made:
        yield _("{report}: {file}").format(
            report=paper.report, file=catalog.written_words(str(paper.file), paper.pages)
        )
