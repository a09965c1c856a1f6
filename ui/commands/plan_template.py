"""`kgotla plan-template`: the templates that plans begin with."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from crm.exchange.plan_template_json import read_template
from crm.operations.plan_templates import TemplateDraft, draft_template, save_plan_as_template, save_template
from crm.operations.records import remove
from crm.queries.plan_templates import find_template, list_templates, preview_template
from crm.rules.dates import format_day
from crm.rules.errors import UserError
from crm.rules.plan_templates import PlanTemplate, PreviewStep, is_shipped
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import dated, opening
from ui.commands.arguments import day, past_day, path, text
from ui.commands.output import Output, table

NAME = "plan-template"


def summary() -> str:
    """What the command does."""
    return _("list the templates of advocacy plans, show one with its days, change one, or save a plan as one")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("name", metavar="NAME", nargs="?", type=text, default="", help=_("one template"))
    parser.add_argument("--start", metavar="DATE", type=past_day, help=_("show the days of a plan that begins then"))
    parser.add_argument("--end", metavar="DATE", type=day, help=_("… and ends then"))
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--from-plan", metavar="RECORD", type=text, help=_("keep the steps of this plan under the name"))
    ways.add_argument("--keep", metavar="FILE.json", type=path, help=_("keep what this file says under the name"))
    ways.add_argument(
        "--drop", action="store_true", help=_("remove ours; one that ships under the name takes its place again")
    )
    parser.add_argument("--words", metavar="WORDS", type=text, help=_("what it is for, when one is kept"))
    parser.epilog = _(
        "A file is what “plan-template NAME --json” gives: a name, words, and steps with\n"
        '  {"title": "Meet the ward councillor", "kind": "meet", "after": 1, "anchor": "step_done",\n'
        '   "days": 5, "day_unit": "working"}\n'
        "where “after” is the number of an earlier step, “anchor” is plan_start, step_due, step_done or plan_end\n"
        "(days before it), and “day_unit” is working or calendar."
    )


def run(arguments: Namespace, out: Output) -> int:
    """List, show, keep or drop."""
    if arguments.from_plan or arguments.keep or arguments.drop:
        return _change(arguments, out)
    with opening.to_read(arguments) as workspace:
        if not arguments.name:
            return _list(workspace, out)
        template = find(workspace, arguments.name)
        steps = workspace.ask(preview_template, template, arguments.start, arguments.end)
    out.answer(as_json(template, steps), lines(template, steps))
    return 0


def _list(workspace: Workspace, out: Output) -> int:
    found = workspace.ask(list_templates)
    values = [as_json(template, workspace.ask(preview_template, template, None, None)) for template in found]
    shown = [
        value | {"steps": len(value["steps"]), "of": _whose(template)}
        for value, template in zip(values, found, strict=True)
    ]
    out.answer(
        values, table(shown, (("name", _("Name")), ("steps", _("Steps")), ("of", _("From")), ("words", _("Words"))))
    )
    return 0


def _change(arguments: Namespace, out: Output) -> int:
    with opening.to_write(arguments) as workspace:
        if arguments.drop:
            done = workspace.do(remove, _ours(workspace, arguments.name))
            out.answer({"name": done.value, "operation": done.operation_id}, [done.label])
            return 0
        done = _keep(workspace, arguments)
        template = find(workspace, done.value[1])
        steps = workspace.ask(preview_template, template, None, None)
    out.answer(as_json(template, steps) | {"operation": done.operation_id}, lines(template, steps))
    return 0


def _keep(workspace: Workspace, arguments: Namespace) -> Any:
    if arguments.from_plan:
        plan_id = dated.find(workspace, arguments.from_plan, dated.PLAN).id
        return workspace.do(save_plan_as_template, plan_id, arguments.name, arguments.words or "")
    written = read_template(arguments.keep)
    name = arguments.name or written.name
    template = workspace.ask(find_template, name)
    draft = workspace.ask(draft_template, template) if template else TemplateDraft(name)
    words = written.words if arguments.words is None else arguments.words
    return workspace.do(save_template, replace(draft, words=words, steps=list(written.steps)))


def _ours(workspace: Workspace, name: str) -> int:
    template = find(workspace, name)
    if template.id is None:
        raise UserError("template-ships", name=template.name)
    return template.id


def find(workspace: Workspace, name: str) -> PlanTemplate:
    """The template of this name. Raises UserError("no-such-template")."""
    found = workspace.ask(find_template, name)
    if found is None:
        known = ", ".join(template.name for template in workspace.ask(list_templates))
        raise UserError("no-such-template", name=name, known=known)
    return found


def as_json(template: PlanTemplate, steps: Sequence[PreviewStep]) -> dict[str, Any]:
    """A template with its steps; `after` is the number of a step."""
    return {
        "id": template.id,
        "noun": "templates",
        "name": template.name,
        "words": template.words,
        "is_ours": template.is_ours,
        "steps": [_step_as_json(step) for step in steps],
    }


def _step_as_json(shown: PreviewStep) -> dict[str, Any]:
    step = shown.step
    return {
        "number": shown.number,
        "title": step.title,
        "kind": step.kind,
        "after": None if step.after is None else step.after + 1,
        "anchor": step.anchor,
        "days": step.days,
        "day_unit": step.day_unit,
        "hangs_on": shown.hangs_on,
        "due": shown.due,
        "why": shown.why,
        "is_after_end": shown.is_after_end,
    }


def lines(template: PlanTemplate, steps: Sequence[PreviewStep]) -> list[str]:
    """A template for people: a line a step, with its day where there is one."""
    return [f"{template.name} ({_whose(template)})", *filter(None, [template.words]), *map(_line, steps)]


def _line(shown: PreviewStep) -> str:
    said = [shown.why or shown.hangs_on, _("after the plan ends") if shown.is_after_end else ""]
    due = f"{format_day(shown.due)}  " if shown.due else ""
    return f"{shown.number:3}. {due}{shown.step.title} ({'; '.join(part for part in said if part)})".removesuffix(" ()")


def _whose(template: PlanTemplate) -> str:
    if not template.is_ours:
        return _("ships with Kgotla")
    return _("ours, in the place of one that ships") if is_shipped(template.name) else _("ours")
