"""`kgotla plan`: write down an advocacy plan with its steps."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser, Namespace

from crm.operations.plans import PlanDraft, StepDraft, write_plan
from crm.rules.plans import Status
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import dated, naming, opening
from ui.commands.arguments import day, past_day, text
from ui.commands.output import LEVELS, Output

NAME = "plan"


def summary() -> str:
    """What the command does."""
    return _("write down an advocacy plan with its steps")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("title", metavar="TITLE", type=text, help=_("what is to change, in a few words"))
    for name, metavar, words in (
        ("objective", "WORDS", _("what is to be reached, for whom")),
        ("issue", "WORDS", _("what it is about")),
        ("body", "RECORD", _("the CSO whose plan it is")),
        ("place", "RECORD", _("the place it is about")),
        ("owner", "RECORD", _("which of our colleagues looks after it")),
        ("source", "WORDS", _("where this was read or heard")),
    ):
        parser.add_argument(f"--{name}", metavar=metavar, type=text, default="", help=words)
    parser.add_argument("--start", metavar="DATE", type=past_day, help=_("when it begins"))
    parser.add_argument("--end", metavar="DATE", type=day, help=_("when it ends"))
    parser.add_argument("--status", choices=tuple(Status), default=Status.DRAFT.value, help=_("where it stands"))
    parser.add_argument(
        "--step",
        metavar="DATE=TITLE",
        type=_step,
        action="append",
        default=[],
        help=_("a step with its date, “2026-12-01=Meet the councillor”, or only its title; may be repeated"),
    )
    parser.add_argument("--confidentiality", choices=LEVELS, default=LEVELS[0], help=_("who may see it"))


def _step(value: str) -> StepDraft:
    """A step as it is written. Raises argparse.ArgumentTypeError."""
    first, sign, rest = text(value).partition("=")
    if not sign:
        return StepDraft(title=first)
    if not rest.strip():
        raise argparse.ArgumentTypeError(_("“{value}” names a day and no step").format(value=text(value)))
    return StepDraft(title=rest, due_on=day(first))


def run(arguments: Namespace, out: Output) -> int:
    """Write it down."""
    with opening.to_write(arguments) as workspace:
        draft = PlanDraft(
            arguments.title,
            arguments.objective,
            arguments.issue,
            organisation_id=_known(workspace, arguments.body, "organisations"),
            place_id=_known(workspace, arguments.place, "places"),
            owner_id=_known(workspace, arguments.owner, "team"),
            starts_on=arguments.start,
            ends_on=arguments.end,
            status=arguments.status,
            confidentiality=LEVELS.index(arguments.confidentiality),
            source=arguments.source,
        )
        done = workspace.do(write_plan, draft, arguments.step)
        dated.answer(workspace, out, dated.Dated(done.value[0], dated.PLAN), done.operation_id)
    return 0


def _known(workspace: Workspace, name: str, noun: str) -> int | None:
    """The record of this name, which must be there; None for no name."""
    return naming.resolve(workspace, name, noun) if name else None
