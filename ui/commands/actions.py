"""A command of several actions, such as `kgotla request new`: each has options of its own."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence

from resources.translations import _
from ui.commands.arguments import add_common_options
from ui.commands.output import Output

Act = Callable[[Namespace, Output], None]
Action = tuple[str, str, Callable[[ArgumentParser], None], Act]
"""Its name, what it does (marked for translation), what adds its options, and what it runs."""


def add_actions(parser: ArgumentParser, actions: Sequence[Action]) -> None:
    """Let the command be followed by one of these."""
    group = parser.add_subparsers(metavar="ACTION", title=_("actions"), required=True, dest="action")
    for name, words, add, act in actions:
        own = group.add_parser(name, help=_(words), description=_(words))
        own.set_defaults(act=act, parser=own)
        add(own)
        add_common_options(own)


def run_action(arguments: Namespace, out: Output) -> int:
    """Do the action that was named."""
    act: Act = arguments.act
    act(arguments, out)
    return 0
