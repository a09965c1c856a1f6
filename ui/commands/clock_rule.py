"""`kgotla clock-rule`: the limits that are known, listed, written down or let go of."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.clocks import ClockRuleDraft, draft_clock_rule, remove_clock_rule, save_clock_rule
from crm.queries.clocks import list_rules, unknown_jurisdictions
from crm.rules.clocks import Rule, Unit
from crm.rules.petitions import Kind, Status, label
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import naming, opening
from ui.commands.arguments import number, past_day, text
from ui.commands.output import Output, plain

NAME = "clock-rule"
_VALUES = {
    "kind": "kind",
    "at": "at_status",
    "length": "length",
    "unit": "unit",
    "extension": "extension",
    "consequence": "consequence",
    "law": "law",
    "section": "section",
    "verified_on": "verified_on",
    "verified_by": "verified_by",
    "note": "note",
}


def summary() -> str:
    """What the command does."""
    return _("list the legal limits that are known, write one down in the place of what ships, or remove it")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    words = _("a province or the National Council of Provinces: write its limit down, or change ours")
    parser.add_argument("jurisdiction", metavar="JURISDICTION", nargs="?", type=text, help=words)
    parser.add_argument("--kind", choices=tuple(Kind), help=_("what is asked (petition, unless said)"))
    parser.add_argument("--at", metavar="STATUS", choices=tuple(Status), help=_("the step whose day is day zero"))
    parser.add_argument("--length", metavar="NUMBER", type=number, help=_("how many; 0 where no limit is known"))
    parser.add_argument("--unit", choices=tuple(Unit), help=_("of what (working days, unless said)"))
    parser.add_argument("--extension", metavar="NUMBER", type=number, help=_("at most so many more, on formal request"))
    for name, said in (
        ("law", _("which law")),
        ("section", _("which section of it")),
        ("consequence", _("what follows when it is not kept")),
        ("verified-by", _("who looked it up, or where")),
        ("note", _("what else there is to know")),
    ):
        parser.add_argument(f"--{name}", metavar="WORDS", type=text, help=said)
    parser.add_argument("--verified-on", metavar="DATE", type=past_day, help=_("when it was looked up"))
    parser.add_argument("--remove", metavar="RECORD", type=text, help=_("let go of this rule of ours: clocks:12"))


def run(arguments: Namespace, out: Output) -> int:
    """Write it down or remove it, and list what is known."""
    is_change = bool(arguments.jurisdiction or arguments.remove)
    with (opening.to_write if is_change else opening.to_read)(arguments) as workspace:
        operation_id = _change(workspace, arguments) if is_change else None
        rules, unknown = workspace.ask(list_rules), workspace.ask(unknown_jurisdictions)
    lines = [f"{_where(rule)}: {rule.words}" for rule in rules]
    lines += [_("{jurisdiction}: no legal limit known").format(jurisdiction=name) for name, _law in unknown]
    value = {"rules": [plain(rule) | {"is_ours": bool(rule.id)} for rule in rules], "operation": operation_id}
    out.answer(value | {"unknown": [name for name, _law in unknown]}, lines)
    return 0


def _where(rule: Rule) -> str:
    head = f"clocks:{rule.id}  {rule.jurisdiction}" if rule.id else rule.jurisdiction
    kind = label(rule.kind) if rule.kind else _("Every kind")
    return f"{head}, {kind}, “{label(rule.at_status)}”"


def _change(workspace: Workspace, arguments: Namespace) -> int:
    if arguments.remove:
        rule_id = naming.resolve(workspace, arguments.remove, "clocks")
        return workspace.do(remove_clock_rule, rule_id).operation_id
    kind = arguments.kind or Kind.PETITION
    draft: ClockRuleDraft = workspace.ask(draft_clock_rule, arguments.jurisdiction, kind, arguments.at or "")
    for option, field in _VALUES.items():
        value = getattr(arguments, option)
        if value is not None:
            setattr(draft, field, value)
    draft.length, draft.extension = draft.length or None, draft.extension or None
    return workspace.do(save_clock_rule, draft).operation_id
