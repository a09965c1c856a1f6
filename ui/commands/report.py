"""`kgotla report`: write a report as a PDF, or in another form it has."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import replace

from crm.operations.privacy import record_hand_over
from crm.rules import clock
from crm.workspace import Workspace
from reports import catalog
from reports.options import Option, OptionKind
from resources.translations import _
from ui.commands import naming, opening
from ui.commands.arguments import path, read_record, text
from ui.commands.output import Output

NAME = "report"
_PREFIX = "of_report_"


def summary() -> str:
    """What the command does."""
    return _("write a report as a PDF, or in another form it has")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options: those of every report there is."""
    known = ", ".join(catalog.REPORTS)
    parser.add_argument("name", metavar="NAME", type=text, help=_("one of: {known}").format(known=known))
    forms = ", ".join(dict.fromkeys(ending for report in catalog.REPORTS.values() for ending in report.endings))
    parser.add_argument(
        "--out",
        metavar="FILE",
        type=path,
        required=True,
        help=_("the file to write; its ending says in which form ({forms}), where the report has it").format(
            forms=forms
        ),
    )
    parser.add_argument(
        "--given-to", metavar="WHOM", type=text, help=_("note in the workspace that they were given this paper")
    )
    for option in _options().values():
        parser.add_argument(
            f"--{option.name}", dest=_PREFIX + option.name, metavar=_metavar(option), type=text, help=_help(option)
        )


def _options() -> dict[str, Option]:
    """Every option by its name; one that several reports have takes the choices of them all."""
    found: dict[str, Option] = {}
    for report in catalog.REPORTS.values():
        for option in report.options:
            choices = {**dict(found[option.name].choices if option.name in found else ()), **dict(option.choices)}
            found[option.name] = replace(option, choices=tuple(choices.items()))
    return found


def _metavar(option: Option) -> str:
    return {OptionKind.CHOICE: "CHOICE", OptionKind.RECORD: "RECORD", OptionKind.DAY: "DATE"}[option.kind]


def _help(option: Option) -> str:
    words = _(option.label)
    words = words[:1].lower() + words[1:]
    if option.choices:
        return f"{words}: " + ", ".join(value for value, _words in option.choices)
    return words + " " + _("(a record, or its name)") if option.kind is OptionKind.RECORD else words


def run(arguments: Namespace, out: Output) -> int:
    """Make the report."""
    catalog.find_report(arguments.name).build_in(arguments.out)
    whom = (arguments.given_to or "").strip()
    with (opening.to_write if whom else opening.to_read)(arguments) as workspace:
        chosen = _chosen(arguments, workspace)
        made = catalog.make(
            workspace.ask, arguments.name, chosen, arguments.out, made_by=workspace.user_name, today=clock.today()
        )
        if whom:
            workspace.do(record_hand_over, made.report, made.file.name, chosen, made.sha256, made.pages, whom)
    out.answer(as_json([made]), lines([made]))
    return 0


def _chosen(arguments: Namespace, workspace: Workspace) -> dict[str, str]:
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
        return f"{option.noun}:{int(value)}"
    if read_record(value) or not value.strip():
        return value
    return f"{option.noun}:{naming.resolve(workspace, value, option.noun)}"


def as_json(made: Sequence[catalog.Made]) -> dict[str, object]:
    """The papers as programs read them."""
    return {"files": [{"file": paper.file, "report": paper.report, "pages": paper.pages} for paper in made]}


def lines(made: Sequence[catalog.Made]) -> Iterator[str]:
    """The papers as people read them."""
    for paper in made:
        yield _("{report}: {file}").format(
            report=paper.report, file=catalog.written_words(str(paper.file), paper.pages)
        )
