"""The commands there are, and how their arguments are read."""

from __future__ import annotations

import argparse
import sys
from importlib import metadata
from typing import Any, NoReturn

from resources.translations import _
from ui.commands import (
    add_person,
    agreement,
    amend,
    answer,
    backup,
    calendar,
    call,
    check,
    checklist,
    clock,
    clock_rule,
    compact,
    copies,
    count,
    deadlines,
    decide,
    demo,
    doubles,
    end_term,
    erase,
    export,
    follow_up,
    given_out,
    goals,
    happened,
    history,
    hold_review,
    import_,
    incident,
    indicator,
    issue,
    keep,
    key,
    ladder,
    leave,
    letter_template,
    list_,
    log,
    logo,
    map_,
    measure,
    mentions,
    merge,
    message,
    move,
    move_date,
    new,
    not_same,
    note,
    opportunity,
    organisation,
    outcome,
    petition,
    plain,
    plan,
    plan_step,
    plan_template,
    postpone,
    privacy,
    programme,
    progress,
    recover,
    redo,
    relate,
    renew,
    replace_holder,
    report,
    reporting_period,
    request,
    reroute,
    respond,
    restore,
    result,
    retention,
    review,
    route,
    save_report,
    search,
    settle,
    show,
    step,
    succession,
    template,
    tie,
    told,
    topic,
    trainings,
    translate,
    under_clause,
    undertaking,
    undo,
    verify,
    visit,
    wards,
    work_out,
)
from ui.commands.arguments import COMMON_DEFAULTS, add_common_options, text

COMMANDS: tuple[Any, ...] = (
    new,
    demo,
    import_,
    template,
    list_,
    show,
    search,
    add_person,
    organisation,
    logo,
    topic,
    translate,
    doubles,
    merge,
    relate,
    not_same,
    verify,
    log,
    note,
    call,
    postpone,
    move_date,
    follow_up,
    message,
    leave,
    letter_template,
    ladder,
    keep,
    review,
    answer,
    replace_holder,
    end_term,
    succession,
    wards,
    route,
    agreement,
    petition,
    plan,
    plan_step,
    plan_template,
    work_out,
    outcome,
    progress,
    step,
    plain,
    told,
    happened,
    checklist,
    undertaking,
    opportunity,
    decide,
    result,
    clock,
    clock_rule,
    tie,
    issue,
    visit,
    reroute,
    map_,
    trainings,
    goals,
    under_clause,
    amend,
    hold_review,
    renew,
    incident,
    indicator,
    measure,
    reporting_period,
    count,
    report,
    save_report,
    copies,
    given_out,
    request,
    privacy,
    retention,
    erase,
    mentions,
    settle,
    programme,
    calendar,
    deadlines,
    export,
    undo,
    redo,
    history,
    check,
    compact,
    key,
    backup,
    respond,
    restore,
    move,
    recover,
)
"""Modules, in the order of the help. Each has `NAME`, `summary()`, `add_options(parser)` and `run(arguments, out)`."""


class Parser(argparse.ArgumentParser):
    """An argument parser that explains a wrong use in one sentence, and never guesses what an option is short for."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(**options, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where to read more; exit code 2."""
        words = _("{program}: {message}; see “{program} --help”")
        said = " ".join(text(message).split()).rstrip(".")
        if sys.stderr is not None:
            sys.stderr.write(words.format(program=self.prog, message=said) + "\n")
        raise SystemExit(2)


def make_parser() -> Parser:
    """The parser of the whole command line."""
    parser = Parser(prog="kgotla", description=_description(), epilog=_epilog())
    parser.set_defaults(**COMMON_DEFAULTS)
    parser.add_argument("--version", action="version", version=f"kgotla {metadata.version('kgotla')}")
    add_common_options(parser)
    commands = parser.add_subparsers(metavar="COMMAND", title=_("commands"), required=True, dest="command_name")
    for command in COMMANDS:
        own = commands.add_parser(command.NAME, help=command.summary(), description=_sentence(command.summary()))
        own.set_defaults(command=command)
        command.add_options(own)
        add_common_options(own)
    return parser


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + "."


def _description() -> str:
    return _(
        "Kgotla keeps what was promised: people, organisations, engagements and commitments,\n"
        "in one encrypted workspace. Without a command it opens the window."
    )


def _epilog() -> str:
    return _(
        "A RECORD is written noun:id, for example people:12 or commitments:345; “list” and “search” show them.\n"
        "A DATE is written 2027-06-30, 30/06/2027 or “30 June”.\n"
        "\n"
        "The workspace is the one named with --workspace, or the one used last on this computer.\n"
        "It is opened with --passphrase-file, the environment variable KGOTLA_PASSPHRASE, the key this computer\n"
        "remembers (if you chose so in the window), or a passphrase typed when asked: whichever comes first.\n"
        "\n"
        "Exit codes: 0 done; 1 it could not be done, the reason is on standard error; 2 wrong use; 130 stopped.\n"
        "\n"
        "A day with it:\n"
        "  kgotla new Liaison --name 'Our Network' --user 'Anele M.' --province 'Northern Cape'\n"
        "  kgotla import members.csv --dry-run\n"
        "  kgotla import members.csv\n"
        "  kgotla log meeting.json\n"
        "  kgotla list commitments --lateness late\n"
        "  kgotla report follow-up --out follow-up.pdf"
    )
