"""The commands there are, and how their arguments are read."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module, metadata
from typing import Any, NoReturn

from resources.translations import _
from ui.commands.arguments import COMMON_DEFAULTS, add_common_options, text

_TAKEN = ("import", "list", "map")
"""Names that Python has already: the module of such a command ends in “_”."""

COMMANDS = (
    "new",
    "demo",
    "import",
    "template",
    "list",
    "show",
    "search",
    "add-person",
    "organisation",
    "logo",
    "topic",
    "translate",
    "doubles",
    "merge",
    "relate",
    "not-same",
    "verify",
    "log",
    "note",
    "attach",
    "file",
    "call",
    "postpone",
    "move-date",
    "follow-up",
    "message",
    "leave",
    "letter-template",
    "ladder",
    "keep",
    "review",
    "answer",
    "replace-holder",
    "end-term",
    "succession",
    "wards",
    "route",
    "agreement",
    "petition",
    "plan",
    "plan-step",
    "plan-template",
    "work-out",
    "outcome",
    "progress",
    "step",
    "plain",
    "told",
    "happened",
    "checklist",
    "undertaking",
    "opportunity",
    "decide",
    "result",
    "clock",
    "clock-rule",
    "tie",
    "issue",
    "visit",
    "reroute",
    "map",
    "trainings",
    "goals",
    "under-clause",
    "amend",
    "hold-review",
    "respond",
    "renew",
    "incident",
    "indicator",
    "measure",
    "reporting-period",
    "count",
    "report",
    "save-report",
    "copies",
    "given-out",
    "request",
    "privacy",
    "retention",
    "erase",
    "mentions",
    "settle",
    "programme",
    "calendar",
    "deadlines",
    "export",
    "undo",
    "redo",
    "history",
    "check",
    "compact",
    "key",
    "backup",
    "restore",
    "move",
    "recover",
)
"""In the order of the help. Each is a module with `NAME`, `summary()`, `add_options(parser)` and `run(arguments, out)`,
loaded when it is the one that is wanted: to load all takes longer than most take to do."""


def command(name: str) -> Any:
    """The module of a command."""
    module = name.replace("-", "_")
    return import_module(f"ui.commands.{module}_" if module in _TAKEN else f"ui.commands.{module}")


class Parser(argparse.ArgumentParser):
    """An argument parser that explains a wrong use in one sentence, and never guesses what an option is short for."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(**options, allow_abbrev=False)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """As argparse has it, but the choices are shown as one types them."""
        if action.choices is not None and value not in action.choices:
            words = _("“{value}” is not one of: {known}").format(value=value, known=", ".join(map(str, action.choices)))
            raise argparse.ArgumentError(action, words)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where to read more; exit code 2."""
        words = _("{program}: {message}; see “{program} --help”")
        said = " ".join(text(message).split()).rstrip(".")
        if sys.stderr is not None:
            sys.stderr.write(words.format(program=self.prog, message=said) + "\n")
        raise SystemExit(2)


class CommandParser:
    """The parser of one command, made when it is the one that reads."""

    def __init__(self, of: str, **options: Any) -> None:
        self._of = of
        self._options = options

    def parse_known_args(self, args: Any, namespace: Any) -> Any:
        """Make it, and let it read."""
        module = command(self._of)
        parser = Parser(description=_sentence(module.summary()), **self._options)
        parser.set_defaults(command=module, parser=parser)
        module.add_options(parser)
        add_common_options(parser)
        return parser.parse_known_args(args, namespace)


class ProgramParser(Parser):
    """The parser of the whole command line; what each command does is looked up only when help is asked for."""

    def __init__(self, *, has_summaries: bool = False) -> None:
        super().__init__(prog="kgotla", description=_description(), epilog=_epilog())
        self.set_defaults(**COMMON_DEFAULTS)
        self.add_argument("--version", action="version", version=f"kgotla {metadata.version('kgotla')}")
        add_common_options(self)
        makes: Any = CommandParser
        group = self.add_subparsers(
            metavar="COMMAND", title=_("commands"), required=True, dest="command_name", parser_class=makes
        )
        for name in COMMANDS:
            group.add_parser(name, of=name, **({"help": command(name).summary()} if has_summaries else {}))
        self._has_summaries = has_summaries

    def format_help(self) -> str:
        """The help, with what each command does."""
        return super().format_help() if self._has_summaries else ProgramParser(has_summaries=True).format_help()


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
