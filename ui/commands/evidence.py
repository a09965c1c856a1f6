"""The options with which a command keeps what shows that something was done."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.movements import EvidenceDraft
from crm.rules import clock
from crm.rules.evidence import Kind
from resources.translations import _
from ui.commands.arguments import path, text

KINDS = tuple(kind.value for kind in Kind)


def add_evidence_options(parser: ArgumentParser) -> None:
    """`--evidence`, `--photo` and `--kind`."""
    parser.add_argument("--evidence", metavar="WORDS", type=text, default="", help=_("what shows it, in words"))
    parser.add_argument("--photo", metavar="FILE", type=path, help=_("a photo or paper to keep with it"))
    parser.add_argument("--kind", choices=KINDS, help=_("what it is: {kinds}").format(kinds=", ".join(KINDS)))


def evidence_of(arguments: Namespace) -> list[EvidenceDraft]:
    """The evidence given, if any."""
    if not arguments.evidence and arguments.photo is None:
        return []
    kind = arguments.kind or ("photo" if arguments.photo else "visit")
    return [EvidenceDraft(arguments.evidence, kind, arguments.photo, arguments.on or clock.today())]
