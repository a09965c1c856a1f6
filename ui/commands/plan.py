"""`kgotla plan`: write down an advocacy plan with its steps, or from a template, or change one."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from crm.operations.plan_templates import steps_from
from crm.operations.plans import PlanDraft, StepDraft, draft_plan, save_plan, write_plan
from crm.queries.plan_templates import preview_template
from crm.rules import clock
from crm.rules.errors import UserError
from crm.rules.plans import Kind, Status
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import dated, filling, naming, opening, plan_template
from ui.commands.arguments import day, past_day, text
from ui.commands.output import LEVELS, Output

NAME = "plan"
_VALUES = {
    "title": "title",
    "objective": "objective",
    "kind": "kind",
    "start": "starts_on",
    "end": "ends_on",
    "source": "source",
}
_RECORDS = {
    "body": ("organisation_id", "organisations"),
    "place": ("place_id", "places"),
    "owner": ("owner_id", "team"),
}
_LISTS = {
    "aims_at": ("aims_at", ("organisations", "people")),
    "together_with": ("partners", ("organisations",)),
    "area": ("areas", ("places",)),
    "topic": ("topics", ("topics",)),
}
_OF_NEW = ("step", "template", "status", "dry_run")


def summary() -> str:
    """What the command does."""
    return _("write down an advocacy plan with its steps, or change one")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("title", metavar="TITLE", nargs="?", type=text, help=_("what is to change, in a few words"))
    parser.add_argument("--change", metavar="RECORD", type=text, help=_("change this one instead: A-2026-0001"))
    for name, metavar, words in (
        ("objective", "WORDS", _("what is to be reached, for whom")),
        ("issue", "WORDS", _("what it is about: words, or an issue (I-2026-0001)")),
        ("body", "RECORD", _("the CSO whose plan it is")),
        ("place", "RECORD", _("the place it is about")),
        ("owner", "RECORD", _("which of our colleagues looks after it")),
        ("source", "WORDS", _("where this was read or heard")),
    ):
        parser.add_argument(f"--{name}", metavar=metavar, type=text, help=words)
    parser.add_argument("--kind", choices=tuple(Kind), help=_("of one CSO (unless said) or of a group"))
    for name, words in (
        ("aims-at", _("a body or person it wants to move; may be repeated")),
        ("together-with", _("a CSO it is done with; may be repeated")),
        ("area", _("another place it is about; may be repeated")),
        ("topic", _("what it is about; may be repeated")),
    ):
        parser.add_argument(f"--{name}", metavar="RECORD", type=text, action="append", help=words)
    parser.add_argument("--start", metavar="DATE", type=past_day, help=_("when it begins"))
    parser.add_argument("--end", metavar="DATE", type=day, help=_("when it ends: a hearing, a closing day"))
    parser.add_argument("--status", choices=tuple(Status), help=_("where a new one stands (draft, unless said)"))
    parser.add_argument(
        "--template",
        metavar="NAME",
        type=text,
        help=_("begin with the steps of this template, their days counted from the start, today unless said"),
    )
    parser.add_argument(
        "--step",
        metavar="DATE=TITLE",
        type=_step,
        action="append",
        help=_("a step with its date, “2026-12-01=Meet the councillor”, or only its title; may be repeated"),
    )
    parser.add_argument("--confidentiality", choices=LEVELS, help=_("who may see it (open, unless said)"))
    parser.add_argument("--dry-run", action="store_true", help=_("only show the steps of the template with their days"))


def _step(value: str) -> StepDraft:
    """A step as it is written. Raises argparse.ArgumentTypeError."""
    first, sign, rest = text(value).partition("=")
    if not sign:
        return StepDraft(title=first)
    if not rest.strip():
        raise argparse.ArgumentTypeError(_("“{value}” names a day and no step").format(value=text(value)))
    return StepDraft(title=rest, due_on=day(first))


def run(arguments: Namespace, out: Output) -> int:
    """Write it down, change it, or show what it would be."""
    _check(arguments)
    if arguments.dry_run:
        return _preview(arguments, out)
    with opening.to_write(arguments) as workspace:
        draft = _draft(workspace, arguments)
        if arguments.change:
            done = workspace.do(save_plan, draft)
        else:
            done = workspace.do(write_plan, draft, _steps(workspace, arguments, draft))
        dated.answer(workspace, out, dated.Dated(done.value[0], dated.PLAN), done.operation_id)
    return 0


def _check(arguments: Namespace) -> None:
    for name in _OF_NEW:
        if arguments.change and getattr(arguments, name):
            raise UserError("option-does-not-go-with", option=name.replace("_", "-"), other="--change")
    if arguments.dry_run and not arguments.template:
        raise UserError("option-needs-another", option="dry-run", other="template")


def _draft(workspace: Workspace, arguments: Namespace) -> PlanDraft:
    draft = PlanDraft("", status=arguments.status or Status.DRAFT.value)
    if arguments.change:
        draft = workspace.ask(draft_plan, dated.find(workspace, arguments.change, dated.PLAN).id)
    filling.fill(workspace, arguments, draft, _VALUES, _RECORDS, _LISTS)
    if arguments.issue:
        draft.issue_id = naming.look_up(workspace, arguments.issue, "issues")
        draft.issue = draft.issue if draft.issue_id else arguments.issue
    return draft


def _steps(workspace: Workspace, arguments: Namespace, draft: PlanDraft) -> Sequence[StepDraft]:
    steps = list(arguments.step or ())
    if not arguments.template:
        return steps
    template = plan_template.find(workspace, arguments.template)
    draft.template_name = template.name
    draft.starts_on = draft.starts_on or clock.today()
    return [*steps_from(template), *steps]


def _preview(arguments: Namespace, out: Output) -> int:
    with opening.to_read(arguments) as workspace:
        template = plan_template.find(workspace, arguments.template)
        starts = arguments.start or clock.today()
        steps = workspace.ask(preview_template, template, starts, arguments.end)
    out.answer(plan_template.as_json(template, steps), plan_template.lines(template, steps))
    return 0
